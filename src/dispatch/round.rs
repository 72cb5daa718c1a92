//! One run: read, settle what a crash left, plan, claim, hand over, write down.
//!
//! The order is the promise. Nothing is claimed before the post is open;
//! nothing leaves before its claim stands where every run sees it; what left is
//! in the diary before it leaves. Wherever the run is cut off, the next one
//! finds out what happened.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::alarm;
use super::bounce::{self, Action, Bounce};
use super::day::{self, Day, Order, Stop, Task};
use super::doors::{Claim, Clock, Diary, Line, Moment, Page, Parcel, Post, Store, Trouble, Verdict, Witness};
use super::report::{Report, Tripped};
use super::settle::{self, Patience};
use crate::book::gather::Gathered;
use crate::book::journal::{Adopted, Approval, Approved, Entry, Run, Status, Step};
use crate::book::plan::plan;
use crate::book::{Journal, Register};
use crate::letter::eml;
use crate::press::Press;
use crate::text::Words;

/// How many mails one claim covers: a pause or a crash concerns no more.
const BATCH: usize = 10;

/// How long an approval may count from the day on which it is used.
const APPROVAL_DAYS: i64 = 3;

/// How many days back delivery reports are looked for: servers try for five.
const REPORT_DAYS: i64 = 14;

/// How often a run begins anew because the book changed under it.
const MOST_READINGS: usize = 50;

/// Everything that a run needs.
pub struct Errand<'d> {
    /// The time.
    pub clock: &'d dyn Clock,
    /// The book and its journal.
    pub store: &'d mut dyn Store,
    /// The post.
    pub post: &'d mut dyn Post,
    /// Whoever can say what left.
    pub witness: Option<&'d mut dyn Witness>,
    /// The diary of this machine.
    pub diary: &'d mut dyn Diary,
    /// How long to wait.
    pub patience: Patience,
    /// The run's name, which no other run bears.
    pub name: String,
    /// The day that the mails speak of.
    pub today: NaiveDate,
    /// Whether mails bear the moment of their claim; else the day's morning.
    pub is_live: bool,
    /// Where the run's log can be read.
    pub url: Option<String>,
}

/// How an attempt to send a plan ended.
enum Pass {
    Done,
    Again,
}

/// Makes one run.
///
/// # Errors
///
/// [`Stop`] where the day could not even begin; nothing was sent then, unless
/// the book came to be wrong while the run went on.
pub fn run(errand: Errand<'_>) -> Result<Report, Stop> {
    let started = errand.clock.now();
    let mut round = Round {
        started,
        plan: None,
        commit: None,
        report: Report::default(),
        bounces: None,
        errand,
    };
    let outcome = round.go();
    round.errand.post.close();
    match outcome {
        Ok(()) => {}
        Err(Halt::Trouble(trouble)) => round.report.trouble = Some(trouble),
        Err(Halt::Stop(stop)) => return Err(stop),
    }
    Ok(round.report)
}

enum Halt {
    Trouble(Trouble),
    Stop(Stop),
}

impl From<Trouble> for Halt {
    fn from(trouble: Trouble) -> Halt {
        Halt::Trouble(trouble)
    }
}

impl From<Stop> for Halt {
    fn from(stop: Stop) -> Halt {
        Halt::Stop(stop)
    }
}

struct Round<'d> {
    errand: Errand<'d>,
    started: Moment,
    plan: Option<String>,
    commit: Option<String>,
    report: Report,
    /// What came back, once it has been looked for.
    bounces: Option<Vec<Bounce>>,
}

impl Round<'_> {
    fn now(&self) -> Moment {
        self.errand.clock.now()
    }

    fn go(&mut self) -> Result<(), Halt> {
        for _ in 0..MOST_READINGS {
            if let Pass::Done = self.pass()? {
                self.heartbeat()?;
                return Ok(());
            }
        }
        Err(Trouble::Later(Words::new(
            "สมุดเปลี่ยนตลอดเวลาระหว่างส่ง รอบถัดไปจะส่งต่อ",
            "the book kept changing; the next run goes on",
        ))
        .into())
    }

    /// Works on the newest state of the book until the work is done or the
    /// book has changed.
    fn pass(&mut self) -> Result<Pass, Halt> {
        let snapshot = self.errand.store.read()?;
        self.commit.clone_from(&snapshot.commit);
        let mut gathered = day::open(&snapshot, self.errand.today)?;
        self.refuse_the_past(&gathered)?;
        let resend = gathered.book.office.mail.resend_in_doubt;
        if self.settle_claims(&gathered.book.journal, resend)? {
            return Ok(Pass::Again);
        }
        if self.take_bounces(&gathered)? {
            return Ok(Pass::Again);
        }
        if gathered.book.office.mail.paused {
            self.report.paused = true;
            return Ok(Pass::Done);
        }
        if gathered.book.journal.adopted_on().is_none() {
            return self.adopt(&gathered);
        }
        if gathered.book.office.mail.from.is_none() {
            return Err(no_sender().into());
        }
        let press = Press::new(&snapshot.templates)
            .map_err(|fault| Stop::Settings(Words::new(fault.to_string(), fault.to_string())))?;
        let pace = usize::try_from(gathered.book.office.mail.pace).unwrap_or(usize::MAX);
        let left = pace.saturating_sub(self.report.mails.len());
        let day = day::lay_out(
            &gathered,
            &press,
            self.errand.today,
            self.now(),
            &self.errand.name,
            left,
        )?;
        if self.write_off(&day)? {
            return Ok(Pass::Again);
        }
        self.report.held.clone_from(&day.held);
        let told: BTreeSet<&str> = self.report.mails.iter().map(|(mail, _)| mail.as_str()).collect();
        self.report.planned = told.len() + self.untold(&day).len();
        let Some(approved) = self.allowed(&day, &gathered) else {
            return Ok(Pass::Done);
        };
        self.send(&day, &mut gathered.book.journal, approved)
    }

    /// Returns the orders that this run has not handed over yet: what a server
    /// put off a moment ago is planned again, and counted once.
    fn untold<'o>(&self, day: &'o Day) -> Vec<&'o Order> {
        let told: BTreeSet<&str> = self.report.mails.iter().map(|(mail, _)| mail.as_str()).collect();
        let untold = |order: &&Order| !told.contains(crate::letter::slug(&order.id).as_str());
        day.orders.iter().filter(untold).collect()
    }

    fn refuse_the_past(&self, gathered: &Gathered) -> Result<(), Halt> {
        let last = gathered.book.journal.last_day();
        if let Some(last) = last.filter(|last| self.errand.today < *last) {
            let today = self.errand.today;
            return Err(Stop::Past(Words::new(
                format!("ส่งของวันที่ {today} ไม่ได้ เพราะส่งถึงวันที่ {last} แล้ว"),
                format!("nothing can be sent for {today}: mails were sent for {last} already"),
            ))
            .into());
        }
        Ok(())
    }

    /// Settles what earlier runs left open. Returns whether the book changed: by
    /// others, or by this.
    fn settle_claims(&mut self, journal: &Journal, resend: bool) -> Result<bool, Halt> {
        let (now, patience) = (self.now(), self.errand.patience);
        let witness = self
            .errand
            .witness
            .as_mut()
            .map(|witness| &mut **witness as &mut dyn Witness);
        let entries = settle::settle(
            journal,
            self.errand.diary.lines(),
            witness,
            patience,
            resend,
            now,
            &self.errand.name,
        );
        if self.close(&entries, "สะสางรายการค้าง · settles what was left open")? == Claim::Overtaken
        {
            return Ok(true);
        }
        for entry in &entries {
            let Some(state) = entry.status() else { continue };
            self.report.settled.push((entry.key(), state.name()));
            if matches!(state, Status::Held | Status::Refused) {
                self.report.given_up.push(entry.key());
            }
        }
        self.errand.diary.clear().map_err(|why| disk(&why))?;
        Ok(!entries.is_empty())
    }

    /// Looks for mails that came back, and writes that down at the reminders
    /// that they carried. What a report says counts only for a mail of ours to
    /// that very address. A mailbox that does not answer stops nothing.
    fn take_bounces(&mut self, gathered: &Gathered) -> Result<bool, Halt> {
        let now = self.now();
        let Some(domain) = gathered.book.office.mail.from.as_deref().map(crate::letter::domain) else {
            return Ok(false);
        };
        self.fetch_bounces(domain, now);
        let bounced: Vec<Entry> = gathered
            .book
            .journal
            .entries()
            .filter(|entry| matches!(entry.status(), Some(Status::Sent | Status::InDoubt)))
            .filter_map(|entry| {
                let bounce = self.bounces.iter().flatten().find(|bounce| {
                    let (ours, theirs) = (entry.to(), bounce.recipient.as_deref());
                    let same = ours
                        .zip(theirs)
                        .is_some_and(|(ours, theirs)| ours.eq_ignore_ascii_case(theirs));
                    same && entry.mail() == Some(&bounce.mail)
                })?;
                let said = format!("{} {}", bounce.status, bounce.diagnostic);
                let mut entry = entry.clone();
                entry
                    .steps
                    .push(Step::new(Status::Bounced, now, &self.errand.name).reply(said.trim()));
                Some(entry)
            })
            .collect();
        if self.close(&bounced, "ตีกลับ · bounced")? == Claim::Stands {
            self.report.given_up.extend(bounced.iter().map(Entry::key));
        }
        Ok(!bounced.is_empty())
    }

    /// Reads the delivery reports once a run.
    fn fetch_bounces(&mut self, domain: &str, now: Moment) {
        if self.bounces.is_some() {
            return;
        }
        let since = crate::day::shift(now.date_naive(), -REPORT_DAYS);
        let reports = match self.errand.witness.as_mut().map(|witness| witness.reports(since)) {
            Some(Ok(reports)) => reports,
            Some(Err(why)) => {
                self.report.notes.push(why);
                Vec::new()
            }
            None => Vec::new(),
        };
        let failed = reports
            .iter()
            .filter_map(|bytes| bounce::read(bytes, domain))
            .filter(|bounce| bounce.action == Action::Failed);
        self.bounces = Some(failed.collect());
    }

    /// Writes the end of open reminders that have come to nothing.
    fn write_off(&mut self, day: &Day) -> Result<bool, Halt> {
        self.close(&day.void, "รายการที่ไม่ต้องส่งแล้ว · reminders that are void")?;
        Ok(!day.void.is_empty())
    }

    /// Writes the ends of reminders that this run has not claimed, which
    /// another run may be about to take: only on the book as it was read. What
    /// follows is decided on the book read anew, so that each mail can be made
    /// again from the commit that its claim names.
    fn close(&mut self, entries: &[Entry], subject: &str) -> Result<Claim, Halt> {
        if entries.is_empty() {
            return Ok(Claim::Stands);
        }
        let pages: Vec<Page> = entries.iter().map(|entry| (entry.path(), entry.text())).collect();
        Ok(self.errand.store.claim(&pages, &self.subject(subject))?)
    }

    /// Writes the outcomes of what this run claimed. Returns whether others
    /// wrote too.
    fn write(&mut self, entries: &[Entry], journal: &mut Journal, subject: &str) -> Result<bool, Halt> {
        let pages: Vec<Page> = entries.iter().map(|entry| (entry.path(), entry.text())).collect();
        let others = self.errand.store.settle(&pages, &self.subject(subject))?;
        for entry in entries {
            journal.put(entry.clone());
        }
        Ok(others)
    }

    fn subject(&self, what: &str) -> String {
        format!("แจ้งเตือน {}: {what}", self.errand.today)
    }

    /// Takes an old book on as it stands: what is due already is not sent.
    fn adopt(&mut self, gathered: &Gathered) -> Result<Pass, Halt> {
        let register = Register::new(&gathered.book, self.errand.today);
        let plan = plan(&register);
        let keys = plan
            .messages
            .iter()
            .flat_map(|message| &message.items)
            .map(|item| item.key.clone());
        let adopted = Adopted {
            on: self.errand.today,
            keys: keys.chain(plan.held.iter().map(|held| held.key.clone())).collect(),
        };
        let pages = [(adopted.path(), adopted.text())];
        let subject = self.subject("รับสมุดตามที่เป็นอยู่ · takes the book on as it stands");
        match self.errand.store.claim(&pages, &subject)? {
            Claim::Overtaken => Ok(Pass::Again),
            Claim::Stands => {
                self.report.adopted = Some(adopted.keys.len());
                Ok(Pass::Done)
            }
        }
    }

    /// Returns the pages of an approval that comes to be used, where the plan
    /// may go; nothing where it waits.
    fn allowed(&mut self, day: &Day, gathered: &Gathered) -> Option<Vec<Page>> {
        let journal = &gathered.book.journal;
        let today = self.errand.today;
        let fingerprint = alarm::fingerprint(&day.orders);
        self.plan = Some(fingerprint.clone());
        let covered = |order: &Order, task: &Task| {
            let mut lists = journal.approved.values().filter(|approved| today <= approved.expires);
            lists.any(|approved| approved.covers(&task.key, &alarm::mark(order, task)))
        };
        let fresh: Vec<&Order> = day
            .orders
            .iter()
            .filter(|order| !order.items.iter().all(|task| covered(order, task)))
            .collect();
        let tripwire = usize::try_from(gathered.book.office.mail.tripwire).unwrap_or(usize::MAX);
        let mut alarms = alarm::unusual(&fresh, tripwire, day.open, journal);
        if alarms.is_empty() {
            return Some(Vec::new());
        }
        let counts = |approval: &&Approval| {
            today <= approval.expires && approval.expires <= crate::day::shift(today, APPROVAL_DAYS)
        };
        let Some(approval) = journal.approvals.get(&fingerprint).filter(counts) else {
            self.report.later = day.orders.len();
            alarms.extend(alarm::approval_in_vain(journal, &fingerprint, today, APPROVAL_DAYS));
            self.report.tripped = Some(Tripped {
                plan: fingerprint,
                alarms,
            });
            return None;
        };
        let approved = Approved {
            expires: approval.expires,
            keys: day
                .orders
                .iter()
                .flat_map(|order| {
                    order
                        .items
                        .iter()
                        .map(|task| (task.key.clone(), alarm::mark(order, task)))
                })
                .collect(),
        };
        Some(vec![(Approved::path(&fingerprint), approved.text())])
    }

    /// Sends what has a letter, batch by batch.
    fn send(&mut self, day: &Day, journal: &mut Journal, mut extra: Vec<Page>) -> Result<Pass, Halt> {
        let going: Vec<&Order> = day.orders.iter().filter(|order| order.letter.is_some()).collect();
        let waits = |order: &&&Order| order.letter.is_none();
        self.report.later = self.untold(day).iter().filter(waits).count();
        let mut left = going.len();
        for batch in going.chunks(BATCH) {
            if !self.errand.post.is_open() {
                self.errand.post.open().inspect_err(|_| self.report.later += left)?;
            }
            let begun = Line {
                run: self.errand.name.clone(),
                mail: String::new(),
                at: self.now(),
                verdict: None,
            };
            self.errand.diary.note(begun).map_err(|why| disk(&why))?;
            let claimed_at = self.now();
            let parcels = self.parcels(batch, claimed_at)?;
            let mut entries = self.claims(batch, &parcels, journal, claimed_at);
            let mut pages: Vec<Page> = entries
                .iter()
                .flatten()
                .map(|entry| (entry.path(), entry.text()))
                .collect();
            pages.append(&mut extra);
            let subject = self.subject(&format!("จอง {} ฉบับ · claims {}", batch.len(), batch.len()));
            let claimed = self.errand.store.claim(&pages, &subject);
            if claimed.inspect_err(|_| self.report.later += left)? == Claim::Overtaken {
                return Ok(Pass::Again);
            }
            let stopped = self.deliver(&parcels, &mut entries, claimed_at);
            let entries: Vec<Entry> = entries.into_iter().flatten().collect();
            let given_up = entries.iter().filter(|entry| entry.status() == Some(Status::Held));
            self.report.given_up.extend(given_up.map(Entry::key));
            let others = self.write(&entries, journal, "ผลการส่ง · outcomes")?;
            left -= batch.len();
            if let Some(trouble) = stopped {
                self.report.later += left;
                self.heartbeat()?;
                return Err(trouble.into());
            }
            if left > 0 && (others || !self.errand.store.is_watched()) {
                return Ok(Pass::Again);
            }
        }
        Ok(Pass::Done)
    }

    fn parcels(&self, batch: &[&Order], claimed_at: Moment) -> Result<Vec<(Parcel, Moment, String)>, Halt> {
        let mut parcels = Vec::with_capacity(batch.len());
        for letter in batch.iter().filter_map(|order| order.letter.as_ref()) {
            let date = if self.errand.is_live {
                claimed_at
            } else {
                eml::morning(self.errand.today)
            };
            let bytes = eml::bytes(letter, date)
                .map_err(|broken| Stop::Settings(Words::new(broken.to_string(), broken.to_string())))?;
            let parcel = Parcel {
                id: letter.id.clone(),
                message_id: letter.message_id(),
                from: letter.from.clone(),
                to: letter.to.clone(),
                bytes,
            };
            parcels.push((parcel, date, letter.subject.clone()));
        }
        Ok(parcels)
    }

    /// Writes the claims of a batch, one list of entries a mail.
    fn claims(
        &self,
        batch: &[&Order],
        parcels: &[(Parcel, Moment, String)],
        journal: &Journal,
        at: Moment,
    ) -> Vec<Vec<Entry>> {
        let claim = |task: &Task, (parcel, date, subject): &(Parcel, Moment, String)| {
            let mut entry = journal.get(&task.key).cloned().unwrap_or_else(|| Entry {
                record: task.record.clone(),
                due: task.due,
                stage: task.stage.clone(),
                role: task.role.to_owned(),
                steps: Vec::new(),
            });
            entry.steps.push(Step {
                today: Some(self.errand.today),
                mail: Some(parcel.id.clone()),
                message_id: Some(parcel.message_id.clone()),
                to: Some(parcel.to.clone()),
                subject: Some(subject.clone()),
                date: Some(*date),
                sha256: Some(crate::letter::sha256(&parcel.bytes)),
                book: self.commit.clone(),
                program: Some(env!("CARGO_PKG_VERSION").to_owned()),
                passed: task.passed.clone(),
                ..Step::new(Status::Claimed, at, &self.errand.name)
            });
            entry
        };
        let mails = batch.iter().zip(parcels);
        mails
            .map(|(order, parcel)| order.items.iter().map(|task| claim(task, parcel)).collect())
            .collect()
    }

    /// Hands the mails of a batch over and adds to each entry what came of it.
    /// Returns what stopped the run.
    fn deliver(
        &mut self,
        parcels: &[(Parcel, Moment, String)],
        entries: &mut [Vec<Entry>],
        claimed_at: Moment,
    ) -> Option<Trouble> {
        let deadline = claimed_at + self.errand.patience.lease * 4 / 5;
        let mut stopped = None;
        let mut stalled = 0;
        for ((parcel, ..), entries) in parcels.iter().zip(entries) {
            let verdict = match &stopped {
                Some(_) => Verdict::NotSent("the run stopped before".to_owned()),
                None => self.hand_over(parcel, deadline, &mut stopped),
            };
            let at = self.now();
            stalled = if is_stalling(&verdict) { stalled + 1 } else { 0 };
            if stopped.is_none() {
                stopped = unwelcome(&verdict);
            }
            if stalled >= 2 && stopped.is_none() {
                stopped = Some(Trouble::Later(Words::new(
                    "เซิร์ฟเวอร์อีเมลขอให้ชะลอหรือสายหลุดซ้ำ ส่วนที่เหลือรอบถัดไป",
                    "the mail server asks to slow down, or the line keeps breaking; the next run goes on",
                )));
            }
            let line = Line {
                run: self.errand.name.clone(),
                mail: parcel.id.clone(),
                at,
                verdict: Some(verdict.clone()),
            };
            if let Err(why) = self.errand.diary.note(line) {
                stopped.get_or_insert(disk(&why));
            }
            for entry in entries {
                entry
                    .steps
                    .push(settle::outcome(entry, &verdict, at, &self.errand.name));
            }
            self.report.mails.push((parcel.id.clone(), verdict));
        }
        stopped
    }

    fn hand_over(&mut self, parcel: &Parcel, deadline: Moment, stopped: &mut Option<Trouble>) -> Verdict {
        if !self.errand.post.is_open()
            && let Err(trouble) = self.errand.post.open()
        {
            let why = trouble.words().en.clone();
            *stopped = Some(trouble);
            return Verdict::NotSent(why);
        }
        let (clock, diary, run) = (self.errand.clock, &mut *self.errand.diary, &self.errand.name);
        // A claim belongs to this run for its lease only: a run that slept must
        // not send what another may have taken over.
        let late = || clock.now() >= deadline;
        if late() {
            *stopped = Some(overslept());
            return Verdict::NotSent("the claim was about to lapse".to_owned());
        }
        let mut before_payload = || {
            if late() {
                return Err("the claim was about to lapse".to_owned());
            }
            diary.note(Line {
                run: run.clone(),
                mail: parcel.id.clone(),
                at: clock.now(),
                verdict: None,
            })
        };
        self.errand.post.hand_over(parcel, &mut before_payload)
    }

    /// Writes that the run was made and how it went.
    fn heartbeat(&mut self) -> Result<(), Halt> {
        let report = &self.report;
        let page = Run {
            name: self.errand.name.clone(),
            today: self.errand.today,
            started: self.started,
            ended: self.now(),
            planned: report.planned,
            sent: report.sent(),
            refused: report.refused(),
            deferred: report.deferred(),
            in_doubt: report.in_doubt(),
            later: report.later,
            held: report.held.len(),
            plan: self.plan.clone(),
            url: self.errand.url.clone(),
        };
        let subject = self.subject(&format!("ส่ง {} ฉบับ · sent {}", page.sent, page.sent));
        let path = page.path();
        loop {
            let before = self.errand.store.page(&path)?;
            let text = page.added_to(before.as_deref());
            if self.errand.store.claim(&[(path.clone(), text)], &subject)? == Claim::Stands {
                break;
            }
        }
        self.errand.diary.clear().map_err(|why| disk(&why))?;
        Ok(())
    }
}

/// Whether the server has trouble with the sender as such, as against one mail
/// or one recipient: it asks to slow down, or the line breaks.
fn is_stalling(verdict: &Verdict) -> bool {
    match verdict {
        Verdict::Deferred(reply) => ["421", "432", "452", "454"].iter().any(|code| reply.starts_with(code)),
        Verdict::NotSent(_) | Verdict::InDoubt(_) => true,
        Verdict::Sent(_) | Verdict::Refused(_) => false,
    }
}

/// Whether the server refuses the sender, not a mail: it wants a login, or does
/// not let this account write as `mail.from`. No other mail would fare better.
fn unwelcome(verdict: &Verdict) -> Option<Trouble> {
    let Verdict::NotSent(reply) = verdict else { return None };
    let code = reply.get(..3).filter(|code| code.starts_with('5'))?;
    if !code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // The words may repeat an address; the journal keeps them.
    Some(Trouble::Settings(Words::new(
        format!("เซิร์ฟเวอร์อีเมลไม่ให้ผู้ส่งนี้ส่ง ({code}): ตรวจชื่อผู้ใช้และรหัสผ่านใน DUEBOOK_SMTP_URL และ mail.from ใน office.toml"),
        format!(
            "the mail server does not let this sender send ({code}): check user and password in DUEBOOK_SMTP_URL, and mail.from in office.toml"
        ),
    )))
}

fn disk(why: &str) -> Trouble {
    Trouble::Later(Words::new(
        format!("เขียนบันทึกการส่งลงดิสก์ไม่ได้: {why}"),
        format!("the disk does not take the diary of the delivery: {why}"),
    ))
}

fn overslept() -> Trouble {
    Trouble::Later(Words::new(
        "รอบนี้หยุดนานเกินไป รายการที่จองไว้คืนให้รอบถัดไป",
        "this run slept too long; what it had claimed goes back to the next one",
    ))
}

fn no_sender() -> Trouble {
    Trouble::Settings(Words::new(
        "ยังไม่มีผู้ส่ง: เขียน  [mail] from = \"…\"  ใน records/office.toml",
        "there is no sender: write  [mail] from = \"…\"  in records/office.toml",
    ))
}
