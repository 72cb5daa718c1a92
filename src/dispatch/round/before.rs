//! Before the day's work: what earlier runs left open, what came back, what has
//! come to nothing. Each is written down on the book as it was read.

use super::super::bounce::{self, Action};
use super::super::day::Day;
use super::super::doors::{Claim, Moment, Page, Witness};
use super::super::settle;
use super::{Halt, Round, disk};
use crate::book::Journal;
use crate::book::gather::Gathered;
use crate::book::journal::{Entry, Status, Step};

/// How many days back delivery reports are looked for: servers try for five.
const REPORT_DAYS: i64 = 14;

impl Round<'_> {
    /// Settles what earlier runs left open. Returns whether the book changed: by
    /// others, or by this.
    pub(super) fn settle_claims(&mut self, journal: &Journal, resend: bool) -> Result<bool, Halt> {
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
        // Those that are settled now are read anew and counted no more.
        let open = journal
            .entries()
            .filter(|entry| entry.status() == Some(Status::InDoubt));
        self.report.unsettled = open.count();
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
    pub(super) fn take_bounces(&mut self, gathered: &Gathered) -> Result<bool, Halt> {
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
    pub(super) fn write_off(&mut self, day: &Day) -> Result<bool, Halt> {
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
}
