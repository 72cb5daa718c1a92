//! Batch by batch: claim, hand over, write down.

use super::super::day::{Day, Order, Stop, Task};
use super::super::doors::{Claim, Line, Moment, Page, Parcel, Trouble, Verdict};
use super::super::settle;
use super::{Halt, Pass, Round, disk};
use crate::book::Journal;
use crate::book::journal::{Entry, Status, Step};
use crate::letter::eml;
use crate::text::Words;

/// How many mails one claim covers: a pause or a crash concerns no more.
const BATCH: usize = 10;

impl Round<'_> {
    /// Sends what has a letter, batch by batch.
    pub(super) fn send(&mut self, day: &Day, journal: &mut Journal, mut extra: Vec<Page>) -> Result<Pass, Halt> {
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
            let parcels = self.parcels(batch, journal, claimed_at)?;
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
            left -= batch.len();
            let written = self.write(&entries, journal, "ผลการส่ง · outcomes");
            let others = written.inspect_err(|_| self.report.later += left)?;
            if let Some(trouble) = stopped {
                self.report.later += left;
                // What stopped the run is told, whatever came of its page.
                if let Err(Halt::Trouble(also)) = self.heartbeat() {
                    self.report.notes.push(also.words().clone());
                }
                return Err(trouble.into());
            }
            if left > 0 && (others || !self.errand.store.is_watched()) {
                return Ok(Pass::Again);
            }
        }
        Ok(Pass::Done)
    }

    fn parcels(
        &self,
        batch: &[&Order],
        journal: &Journal,
        claimed_at: Moment,
    ) -> Result<Vec<(Parcel, Moment, String)>, Halt> {
        let mut parcels = Vec::with_capacity(batch.len());
        let letters = batch.iter().filter_map(|order| Some((order, order.letter.as_ref()?)));
        for (order, letter) in letters {
            let date = if self.errand.is_live {
                self.date_before(order, &letter.id, journal).unwrap_or(claimed_at)
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

    /// The date of a mail that may have left once today: going again, it is the
    /// same bytes, so that whoever got the first drops the second.
    fn date_before(&self, order: &Order, mail: &str, journal: &Journal) -> Option<Moment> {
        let claims = order.items.iter().filter_map(|task| journal.get(&task.key)?.claim());
        let before = |claim: &&Step| claim.today == Some(self.errand.today) && claim.mail.as_deref() == Some(mail);
        claims.filter(before).find_map(|claim| claim.date)
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
                sha256: Some(crate::digest::sha256(&parcel.bytes)),
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

fn overslept() -> Trouble {
    Trouble::Later(Words::new(
        "รอบนี้หยุดนานเกินไป รายการที่จองไว้คืนให้รอบถัดไป",
        "this run slept too long; what it had claimed goes back to the next one",
    ))
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
