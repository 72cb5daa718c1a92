//! A delivery on trial: a book, a server and machines that live in memory, a
//! clock that is set by hand, and a death that can come at any event.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use duebook::book::gather::{Files, gather};
use duebook::book::journal::Status;
use duebook::dispatch::day::Stop;
use duebook::dispatch::doors::{
    Authority, BeforePayload, Claim, Clock, Diary, Line, Moment, Page, Parcel, Post, Sighting, Snapshot, Store,
    Trouble, Verdict, Witness,
};
use duebook::dispatch::report::Report;
use duebook::dispatch::round::{Errand, run};
use duebook::dispatch::settle::Patience;
use duebook::text::{Code, Diagnostic, Source, Words};

use crate::bench::{files_below, here};

/// What the server does with one mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Behaviour {
    /// Takes it.
    Take,
    /// Takes it, and the connection breaks before the reply.
    LoseReply,
    /// The connection breaks before the payload.
    Drop,
    /// Answers the payload or the recipient with this.
    Say(&'static str),
    /// Answers the sender with this.
    NotUs(&'static str),
}

/// One mail that the server has.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) message_id: String,
    pub(crate) to: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) at: Moment,
}

type Interruption = Box<dyn FnOnce(&Sea)>;
type Script = Box<dyn Fn(&Parcel, usize) -> Behaviour>;

/// Everything outside the program.
pub(crate) struct World {
    /// The book where every run sees it.
    pub(crate) files: BTreeMap<String, String>,
    version: u64,
    /// Every state of the book by its version, where a test looks back.
    pub(crate) keep_history: bool,
    history: BTreeMap<u64, BTreeMap<String, String>>,
    /// What the server took.
    pub(crate) kept: Vec<Kept>,
    /// How often mails were handed over, by recipient.
    pub(crate) asked: BTreeMap<String, usize>,
    pub(crate) logins: usize,
    /// Every claim that stood, as the files it was made on: for looking back.
    pub(crate) claims: Vec<(Vec<Page>, BTreeMap<String, String>)>,
    pub(crate) now: Moment,
    diaries: BTreeMap<&'static str, Vec<Line>>,
    /// How many events there were, and at which one the machine dies.
    pub(crate) events: u64,
    pub(crate) kill_at: Option<u64>,
    interrupt_at: Option<(u64, Interruption)>,
    script: Script,
    /// How long the Sent folder lags behind; nothing where there is none.
    pub(crate) archive_lag: Option<TimeDelta>,
    /// Delivery reports in the sender's mailbox; nothing where it cannot be read.
    pub(crate) reports: Option<Vec<String>>,
    /// The office's own templates.
    pub(crate) templates: BTreeMap<String, String>,
    /// A program that writes its journal only after the mail has left, as many
    /// do: the control that must fail.
    pub(crate) journal_after_send: bool,
    /// What the remote says to pushes of a kind.
    pub(crate) refuse_claims: Option<Trouble>,
    pub(crate) refuse_outcomes: bool,
    pub(crate) open_trouble: Option<Trouble>,
    /// How often the book was read, and at which reading the disk does not give the journal.
    pub(crate) readings: usize,
    pub(crate) unread_at: Option<usize>,
}

/// The world, shared by the doors.
#[derive(Clone)]
pub(crate) struct Sea(pub(crate) Rc<RefCell<World>>);

/// A machine died.
struct Died;

pub(crate) fn moment(text: &str) -> Moment {
    DateTime::parse_from_rfc3339(text).expect("a moment")
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

impl Sea {
    /// A small office with `loans` advances, all due on 27 November 2026 and
    /// each with a borrower of its own, taken on weeks ago. Only borrowers are
    /// written to, seven days before, on the day, and after.
    pub(crate) fn with(loans: usize) -> Sea {
        let mut files = BTreeMap::new();
        let office = here().join("office");
        for path in files_below(&office) {
            let text = std::fs::read_to_string(&path).expect("a file");
            let path = path.strip_prefix(&office).expect("below").to_owned();
            let path = path.to_string_lossy().replace('\\', "/");
            let wanted = ["records/rules/", "records/holidays/"]
                .iter()
                .any(|start| path.starts_with(start));
            if wanted || path == "records/secretariat/agency.toml" {
                files.insert(path, text.replace("120_000.00", "90_000_000.00"));
            }
        }
        files.insert("records/office.toml".into(), OFFICE.into());
        files.insert(
            "records/journal/adopted/2026-11-01.toml".into(),
            "on = 2026-11-01\nkeys = []\n".into(),
        );
        let sea = Sea(Rc::new(RefCell::new(World {
            files,
            version: 0,
            keep_history: false,
            history: BTreeMap::new(),
            kept: Vec::new(),
            asked: BTreeMap::new(),
            logins: 0,
            claims: Vec::new(),
            now: moment("2026-11-20T08:47:00+07:00"),
            diaries: BTreeMap::new(),
            events: 0,
            kill_at: None,
            interrupt_at: None,
            script: Box::new(|_, _| Behaviour::Take),
            archive_lag: None,
            reports: Some(Vec::new()),
            journal_after_send: false,
            templates: BTreeMap::new(),
            refuse_claims: None,
            refuse_outcomes: false,
            open_trouble: None,
            readings: 0,
            unread_at: None,
        })));
        for number in 1..=loans {
            sea.edit(&loan_path(number), &loan(number, ""));
        }
        sea
    }

    /// An officer pushes a file.
    pub(crate) fn edit(&self, path: &str, text: &str) {
        let mut world = self.0.borrow_mut();
        world.files.insert(path.to_owned(), text.to_owned());
        world.version += 1;
    }

    pub(crate) fn office(&self, line: &str) {
        self.edit("records/office.toml", &format!("{OFFICE}{line}\n"));
    }

    pub(crate) fn script(&self, script: impl Fn(&Parcel, usize) -> Behaviour + 'static) {
        self.0.borrow_mut().script = Box::new(script);
    }

    pub(crate) fn later(&self, span: TimeDelta) {
        self.0.borrow_mut().now += span;
    }

    /// At the k-th event of the next run, something else happens first.
    pub(crate) fn interrupt(&self, at: u64, what: impl FnOnce(&Sea) + 'static) {
        let mut world = self.0.borrow_mut();
        world.events = 0;
        world.interrupt_at = Some((at, Box::new(what)));
    }

    /// A machine is thrown away with its disk.
    pub(crate) fn vanish(&self, machine: &'static str) {
        self.0.borrow_mut().diaries.remove(machine);
    }

    /// Something happens that a death may come before.
    fn event(&self) {
        let mut world = self.0.borrow_mut();
        world.events += 1;
        if world.kill_at == Some(world.events) {
            drop(world);
            resume_unwind(Box::new(Died));
        }
        let at = world.events;
        let due = world.interrupt_at.as_ref().is_some_and(|(when, _)| *when == at);
        let interruption = if due { world.interrupt_at.take() } else { None };
        drop(world);
        if let Some((_, what)) = interruption {
            what(self);
            self.0.borrow_mut().events = at;
        }
    }

    /// Makes a run; nothing where the machine died in it.
    pub(crate) fn run(&self, machine: &'static str, patience: Patience) -> Option<Result<Report, Stop>> {
        let at = self.0.borrow().now;
        self.run_for(machine, patience, at.date_naive())
    }

    pub(crate) fn run_for(
        &self,
        machine: &'static str,
        patience: Patience,
        today: NaiveDate,
    ) -> Option<Result<Report, Stop>> {
        let started = self.0.borrow().now;
        let mut store = Branch {
            sea: self.clone(),
            seen: 0,
        };
        let mut post = Server {
            sea: self.clone(),
            open: false,
        };
        let mut archive = Archive { sea: self.clone() };
        let mut diary = Book {
            sea: self.clone(),
            machine,
            left: self.0.borrow().diaries.get(machine).cloned().unwrap_or_default(),
        };
        let has_archive = self.0.borrow().archive_lag.is_some();
        let clock = Watch { sea: self.clone() };
        let errand = Errand {
            clock: &clock,
            store: &mut store,
            post: &mut post,
            witness: if has_archive { Some(&mut archive) } else { None },
            authority: &Nobody,
            diary: &mut diary,
            patience,
            name: format!("{}-{machine}", started.format("%Y-%m-%dT%H%M%S")),
            today,
            is_live: true,
            url: None,
        };
        match catch_unwind(AssertUnwindSafe(|| run(errand))) {
            Ok(outcome) => Some(outcome),
            Err(death) if death.is::<Died>() => None,
            Err(panic) => resume_unwind(panic),
        }
    }

    /// A run that must end by itself.
    pub(crate) fn must(&self, machine: &'static str) -> Report {
        let outcome = self.run(machine, Patience::default()).expect("nobody died");
        outcome.unwrap_or_else(|stop| panic!("{}", told(&stop)))
    }

    /// Where each reminder of the journal stands.
    pub(crate) fn states(&self) -> BTreeMap<String, Status> {
        let gathered = gather(self.files());
        assert!(
            gathered
                .findings
                .iter()
                .all(|finding| !finding.path.contains("journal")),
            "{:?}",
            gathered.findings
        );
        let entries = gathered.book.journal.entries();
        entries
            .map(|entry| (entry.key(), entry.status().expect("a step")))
            .collect()
    }

    pub(crate) fn files(&self) -> Files {
        let world = self.0.borrow();
        Files {
            sources: world
                .files
                .iter()
                .map(|(path, text)| Source::new(path, text.clone()))
                .collect(),
            ..Files::default()
        }
    }

    /// The book as it was at a commit that a run read.
    pub(crate) fn at(&self, commit: &str) -> Snapshot {
        let version: u64 = commit.parse().expect("a version");
        let world = self.0.borrow();
        let files = world.history[&version].iter();
        Snapshot {
            files: Files {
                sources: files.map(|(path, text)| Source::new(path, text.clone())).collect(),
                ..Files::default()
            },
            templates: world.templates.clone(),
            commit: Some(commit.to_owned()),
        }
    }

    pub(crate) fn kept(&self) -> usize {
        self.0.borrow().kept.len()
    }

    /// How many reminders the server has more than once, and how many neither
    /// it has nor the journal lists as waiting for a person.
    pub(crate) fn doubled_and_lost(&self, loans: usize) -> (usize, usize) {
        let mut copies: BTreeMap<String, usize> = BTreeMap::new();
        for kept in &self.0.borrow().kept {
            *copies.entry(kept.to.clone()).or_default() += 1;
        }
        let states = self.states();
        let doubled = copies.values().map(|n| n - 1).sum();
        let lost = (1..=loans)
            .filter(|number| !copies.contains_key(&address(*number)))
            .filter(|number| {
                let record = format!("secretariat-advance-{number:04}/");
                let mut states = states.iter().filter(|(key, _)| key.contains(&record));
                !states.any(|(_, state)| matches!(state, Status::Held | Status::Refused))
            })
            .count();
        (doubled, lost)
    }
}

/// Why a day did not begin, briefly.
pub(crate) fn told(stop: &Stop) -> String {
    match stop {
        Stop::Findings(_, findings) => format!("{:?}", findings.iter().take(3).collect::<Vec<_>>()),
        Stop::Settings(words) | Stop::Past(words) => words.en.clone(),
        Stop::Leak(leaks) => leaks.join(", "),
    }
}

pub(crate) const OFFICE: &str = r#"name = "ฝ่ายการคลัง"
[[stage]]
kind = "advance"
name = "before-7"
days = -7
to = ["borrower"]
text = "advance-due-soon"
[[stage]]
kind = "advance"
name = "due"
days = 0
to = ["borrower"]
text = "advance-due-today"
[[stage]]
kind = "advance"
name = "after-7"
days = 7
to = ["borrower"]
text = "advance-overdue"
[mail]
from = "finance@bma.example.org"
"#;

pub(crate) fn address(number: usize) -> String {
    format!("borrower{number}@secretariat.example.org")
}

pub(crate) fn loan_path(number: usize) -> String {
    format!("records/secretariat/2570/advance-{number:04}.toml")
}

/// An advance due on 27 November 2026, with more lines behind it.
pub(crate) fn loan(number: usize, more: &str) -> String {
    format!(
        r#"contract = "บย. {number}/2570"
fund = "imprest"
purpose = "official-travel"
project = "ตรวจเยี่ยม {number}"
amount = 1_000.00
borrower = {{ name = "นางสาวผู้ยืม ลำดับที่{number:04}", email = "{}" }}
contracted = 2026-10-30
received = 2026-11-02
returned = 2026-11-12
{more}"#,
        address(number)
    )
}

struct Watch {
    sea: Sea,
}

impl Clock for Watch {
    fn now(&self) -> DateTime<FixedOffset> {
        self.sea.0.borrow().now
    }
}

struct Branch {
    sea: Sea,
    seen: u64,
}

impl Branch {
    fn put(&mut self, pages: &[Page]) {
        let mut world = self.sea.0.borrow_mut();
        for (path, text) in pages {
            world.files.insert(path.clone(), text.clone());
        }
        world.version += 1;
        self.seen = world.version;
    }
}

/// An authority that nobody named: it is never asked.
struct Nobody;

impl Authority for Nobody {
    fn ask(&self, url: &str, _: &[u8]) -> Result<Vec<u8>, Words> {
        panic!("{url} was asked, which no book of these names")
    }
}

impl Store for Branch {
    fn read(&mut self) -> Result<Snapshot, Trouble> {
        self.sea.event();
        self.seen = self.sea.0.borrow().version;
        let mut world = self.sea.0.borrow_mut();
        if world.keep_history {
            let files = world.files.clone();
            world.history.insert(self.seen, files);
        }
        world.readings += 1;
        let is_unread = world.unread_at == Some(world.readings);
        drop(world);
        let mut files = self.sea.files();
        if is_unread {
            files
                .sources
                .retain(|source| !source.path.starts_with("records/journal/"));
            let why = || Words::new("อ่านไม่ได้", "cannot be read");
            let finding = Diagnostic::of_file(Code::UnreadableFile, "records/journal", why(), why());
            files.findings.push(finding);
        }
        Ok(Snapshot {
            files,
            templates: self.sea.0.borrow().templates.clone(),
            commit: Some(format!("{:040}", self.seen)),
        })
    }

    fn claim(&mut self, pages: &[Page], _: &str) -> Result<Claim, Trouble> {
        self.sea.event();
        if let Some(trouble) = self.sea.0.borrow().refuse_claims.clone() {
            return Err(trouble);
        }
        if self.seen != self.sea.0.borrow().version {
            return Ok(Claim::Overtaken);
        }
        let is_claim = |(_, text): &Page| text.trim_end().lines().any(|line| line == "state = \"claimed\"");
        if self.sea.0.borrow().journal_after_send && pages.iter().all(is_claim) {
            return Ok(Claim::Stands);
        }
        let before = self.sea.0.borrow().files.clone();
        self.sea.0.borrow_mut().claims.push((pages.to_vec(), before));
        self.put(pages);
        self.sea.event();
        Ok(Claim::Stands)
    }

    fn settle(&mut self, pages: &[Page], _: &str) -> Result<bool, Trouble> {
        self.sea.event();
        if self.sea.0.borrow().refuse_outcomes {
            return Err(Trouble::Later(Words::new("ไม่รับ", "not taken")));
        }
        let others = self.seen != self.sea.0.borrow().version;
        let ours: Vec<Page> = {
            let world = self.sea.0.borrow();
            let goes_on = |(path, text): &&Page| world.files.get(path).is_none_or(|there| text.starts_with(there));
            pages.iter().filter(goes_on).cloned().collect()
        };
        self.put(&ours);
        self.sea.event();
        Ok(others)
    }

    fn keep(&mut self, files: &[(String, Vec<u8>)], _: &str) -> Result<(), Trouble> {
        panic!("{files:?} came from nobody")
    }

    fn page(&mut self, path: &str) -> Result<Option<String>, Trouble> {
        self.sea.event();
        self.seen = self.sea.0.borrow().version;
        Ok(self.sea.0.borrow().files.get(path).cloned())
    }

    fn is_watched(&self) -> bool {
        true
    }
}

struct Server {
    sea: Sea,
    open: bool,
}

impl Post for Server {
    fn open(&mut self) -> Result<(), Trouble> {
        self.sea.event();
        if let Some(trouble) = self.sea.0.borrow().open_trouble.clone() {
            return Err(trouble);
        }
        self.sea.0.borrow_mut().logins += 1;
        self.open = true;
        Ok(())
    }

    fn hand_over(&mut self, parcel: &Parcel, before_payload: &mut BeforePayload<'_>) -> Verdict {
        self.sea.event();
        let behaviour = {
            let mut world = self.sea.0.borrow_mut();
            let asked = world.asked.entry(parcel.to.clone()).or_default();
            *asked += 1;
            let asked = *asked;
            (world.script)(parcel, asked)
        };
        match &behaviour {
            Behaviour::Drop => {
                self.open = false;
                return Verdict::NotSent("the line broke".into());
            }
            Behaviour::NotUs(reply) => return Verdict::NotSent((*reply).into()),
            Behaviour::Say(reply) if reply.starts_with("421") => {
                self.open = false;
                return Verdict::Deferred((*reply).into());
            }
            Behaviour::Say(reply) if reply.starts_with('4') => return Verdict::Deferred((*reply).into()),
            Behaviour::Say(reply) => return Verdict::Refused((*reply).into()),
            Behaviour::Take | Behaviour::LoseReply => {}
        }
        let begun = self.sea.0.borrow().now;
        if let Err(why) = before_payload() {
            self.open = false;
            return Verdict::NotSent(why);
        }
        self.sea.event();
        let at = self.sea.0.borrow().now;
        // A server that waits for a payload hangs up after some minutes (RFC 5321, 4.5.3.2).
        if at - begun > TimeDelta::minutes(10) {
            self.open = false;
            return Verdict::InDoubt("the server had hung up".into());
        }
        self.sea.0.borrow_mut().kept.push(Kept {
            message_id: parcel.message_id.clone(),
            to: parcel.to.clone(),
            bytes: parcel.bytes.clone(),
            at,
        });
        self.sea.event();
        if behaviour == Behaviour::LoseReply {
            self.open = false;
            return Verdict::InDoubt("the line broke".into());
        }
        Verdict::Sent("250 2.0.0 ok".into())
    }

    fn is_open(&self) -> bool {
        self.open
    }

    fn close(&mut self) {
        self.open = false;
    }
}

struct Archive {
    sea: Sea,
}

impl Witness for Archive {
    fn look(&mut self, message_id: &str) -> Result<Sighting, Words> {
        let world = self.sea.0.borrow();
        let lag = world.archive_lag.expect("an archive");
        let is_there = |kept: &Kept| kept.message_id == message_id && kept.at + lag <= world.now;
        Ok(if world.kept.iter().any(is_there) {
            Sighting::There
        } else {
            Sighting::Absent
        })
    }

    fn reports(&mut self, _: NaiveDate) -> Result<Vec<Vec<u8>>, Words> {
        self.sea.event();
        let reports = self.sea.0.borrow().reports.clone();
        let reports = reports.ok_or_else(|| Words::new("ไม่ตอบ", "no answer"))?;
        Ok(reports.into_iter().map(String::into_bytes).collect())
    }

    fn is_prompt(&self) -> bool {
        false
    }
}

struct Book {
    sea: Sea,
    machine: &'static str,
    left: Vec<Line>,
}

impl Diary for Book {
    fn lines(&self) -> &[Line] {
        &self.left
    }

    fn note(&mut self, line: Line) -> Result<(), String> {
        self.sea.event();
        self.sea
            .0
            .borrow_mut()
            .diaries
            .entry(self.machine)
            .or_default()
            .push(line);
        self.sea.event();
        Ok(())
    }

    fn clear(&mut self) -> Result<(), String> {
        self.sea.event();
        self.left.clear();
        self.sea.0.borrow_mut().diaries.remove(self.machine);
        Ok(())
    }
}
