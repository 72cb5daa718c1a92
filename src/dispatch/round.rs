//! One run: read, settle what a crash left, plan, claim, hand over, write down.
//!
//! The order is the promise. Nothing is claimed before the post is open;
//! nothing leaves before its claim stands where every run sees it; what left is
//! in the diary before it leaves. Wherever the run is cut off, the next one
//! finds out what happened.

mod before;
mod handover;
mod stamp;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::alarm::{self, Gate};
use super::bounce::Bounce;
use super::day::{self, Day, Order, Stop};
use super::doors::{Authority, Claim, Clock, Diary, Moment, Page, Post, Store, Trouble, Witness};
use super::report::{Report, Tripped};
use super::settle::Patience;
use crate::book::Register;
use crate::book::gather::{Gathered, gather};
use crate::book::journal::seal::Holdings;
use crate::book::journal::{Adopted, Approved, Run, Seal};
use crate::book::plan::plan;
use crate::press::Press;
use crate::text::Words;
use crate::text::diagnostic::any_error;
use stamp::Stamping;

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
    /// Whoever stamps the seals, where the office names an address.
    pub authority: &'d dyn Authority,
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
        is_sealed: false,
        stamping: None,
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
    /// Whether this day's seal stands.
    is_sealed: bool,
    /// The seals that want a time stamp.
    stamping: Option<Stamping>,
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
                self.stamp();
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
        self.is_sealed = gathered.book.journal.seals.contains_key(&self.errand.today);
        self.stamping = Stamping::of(&gathered, self.errand.today);
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
        if gathered.book.office.mail.from.is_none() {
            return Err(no_sender().into());
        }
        if gathered.book.journal.adopted_on().is_none() {
            return self.adopt(&gathered);
        }
        let press = Press::new(&snapshot.templates).map_err(|fault| Stop::Settings(fault.words()))?;
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
            return Err(Stop::Past(day::past(self.errand.today, last)).into());
        }
        Ok(())
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
        // What is held stays on its list: an address may still be added.
        let adopted = Adopted {
            on: self.errand.today,
            keys: keys.collect(),
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
        let tripwire = gathered.book.office.mail.tripwire;
        let expires = match alarm::gate(&day.orders, day.open, tripwire, journal, today) {
            Gate::Open => return Some(Vec::new()),
            Gate::Approved(expires) => expires,
            Gate::Waits(alarms) => {
                self.report.later = day.orders.len();
                self.report.tripped = Some(Tripped {
                    plan: fingerprint,
                    alarms,
                });
                return None;
            }
        };
        let approved = Approved {
            expires,
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
            let seal = self.seal()?;
            let before = self.errand.store.page(&path)?;
            let text = page.added_to(before.as_deref());
            let sealed = seal.iter().map(|seal| (seal.path(), seal.text()));
            let pages: Vec<Page> = sealed.chain([(path.clone(), text)]).collect();
            if self.errand.store.claim(&pages, &subject)? == Claim::Stands {
                if let (Some(stamping), Some(seal)) = (&mut self.stamping, seal) {
                    stamping.add(seal);
                }
                break;
            }
        }
        self.errand.diary.clear().map_err(|why| disk(&why))?;
        Ok(())
    }
}

impl Round<'_> {
    /// Seals the book as it now stands, once a day, by the first run that comes to
    /// its end.
    fn seal(&mut self) -> Result<Option<Seal>, Halt> {
        if self.is_sealed {
            return Ok(None);
        }
        let snapshot = self.errand.store.read()?;
        let (book, sources) = (snapshot.commit, snapshot.files.sources.clone());
        let gathered = gather(snapshot.files);
        // Of a book that was not read whole a seal would be wrong for ever, and
        // where the seals themselves are missing it would follow nothing.
        if any_error(&gathered.findings) {
            return Err(Trouble::Later(Words::new(
                "สมุดมีแฟ้มที่อ่านไม่ได้ จึงยังไม่ปิดผนึกวันนี้ รอบถัดไปจะทำ ดูด้วย duebook check",
                "a file of the book cannot be read, so this day is not sealed yet; the next run does it. See duebook check",
            ))
            .into());
        }
        let today = self.errand.today;
        let seals = &gathered.book.journal.seals;
        self.is_sealed = seals.contains_key(&today);
        if self.is_sealed {
            return Ok(None);
        }
        let last = seals.last_key_value().map(|(_, seal)| seal);
        let seal = Seal {
            n: last.map_or(0, |seal| seal.n) + 1,
            day: today,
            at: self.now(),
            book,
            previous: last.map(Seal::sha256),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            holdings: Holdings::of(&Register::new(&gathered.book, today), &sources),
        };
        Ok(Some(seal))
    }
}

fn disk(why: &str) -> Trouble {
    Trouble::Later(Words::new(
        format!("เขียนบันทึกการส่งลงดิสก์ไม่ได้: {why}"),
        format!("the disk does not take the diary of the delivery: {why}"),
    ))
}

fn no_sender() -> Trouble {
    Trouble::Settings(Words::new(
        "ยังไม่มีผู้ส่ง: เขียน  [mail] from = \"…\"  ใน records/office.toml",
        "there is no sender: write  [mail] from = \"…\"  in records/office.toml",
    ))
}
