//! One reminder's file: what it speaks of, and every step it went through.

use std::fmt::Write;

use chrono::NaiveDate;

use super::note::{Note, quoted};
use super::status::Status;
use super::step::Step;
use crate::day::fiscal_year;
use crate::record::{RecordId, id};

/// What parts the identity of a further copy from its number.
pub(crate) const COPY: &str = ".copy-";

/// A reminder in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The record; nothing where it is the office's own digest.
    pub record: Option<RecordId>,
    /// The day it counts from.
    pub due: NaiveDate,
    /// The stage's name.
    pub stage: String,
    /// The role.
    pub role: String,
    /// What happened, oldest first.
    pub steps: Vec<Step>,
}

impl Entry {
    /// Returns the reminder's key.
    #[must_use]
    pub fn key(&self) -> String {
        match &self.record {
            Some(record) => key(record, self.due, &self.stage, &self.role),
            None => office_key(self.due, &self.stage, &self.role),
        }
    }

    /// Returns the newest step.
    #[must_use]
    pub fn last(&self) -> Option<&Step> {
        self.steps.last()
    }

    /// Returns where the reminder stands.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        self.last().map(|step| step.state)
    }

    /// Returns the newest claim.
    #[must_use]
    pub fn claim(&self) -> Option<&Step> {
        self.steps.iter().rev().find(|step| step.state == Status::Claimed)
    }

    /// Returns the address it was last claimed for.
    #[must_use]
    pub fn to(&self) -> Option<&str> {
        self.claim()?.to.as_deref()
    }

    /// Returns the identity of the mail it was last claimed in.
    #[must_use]
    pub fn mail(&self) -> Option<&str> {
        self.claim()?.mail.as_deref()
    }

    /// Returns the identity under which the reminder must go to an address: that
    /// of the mail that may have left, the one that a person's decision gave it,
    /// or a new one where a copy that bore it came back or went to another
    /// address. That copy lies in the Sent folder, and whoever asks there for
    /// the next one must not find it. Nothing where the reminder's key will do.
    #[must_use]
    pub fn identity(&self, to: &str) -> Option<String> {
        let wanted = self.last()?.mail.clone().or_else(|| {
            let decided = self.since_decision().first().filter(|step| step.by.is_some());
            decided?.mail.clone()
        });
        let is_taken = |(claim, came_back): &(&Step, bool)| {
            let bears_it = wanted.is_none() || claim.mail == wanted;
            let is_other = claim.to.as_deref().is_none_or(|was| !was.eq_ignore_ascii_case(to));
            bears_it && (*came_back || is_other)
        };
        let copies = self.copies();
        if !copies.iter().any(is_taken) {
            return wanted;
        }
        let first = self.mail()?.split(COPY).next()?;
        Some(format!("{first}{COPY}{}", copies.len() + 1))
    }

    /// Returns the claims of which a copy left, or may have left, and whether it
    /// came back: all but those that a server put off or refused, or that surely
    /// stayed.
    fn copies(&self) -> Vec<(&Step, bool)> {
        let claims = self.steps.iter().enumerate();
        let claims = claims.filter(|(_, step)| step.state == Status::Claimed);
        let copies = claims.filter_map(|(place, claim)| {
            let after = || {
                let rest = self.steps.iter().skip(place + 1);
                rest.take_while(|step| step.state != Status::Claimed)
            };
            let stayed = |next: &Step| match next.state {
                Status::Deferred | Status::Refused => true,
                Status::Reclaimed => next.mail.is_none(),
                _ => false,
            };
            let left = !after().next().is_some_and(stayed);
            left.then(|| (claim, after().any(|step| step.state == Status::Bounced)))
        });
        copies.collect()
    }

    /// Returns the steps since a person last decided about the reminder, with
    /// that decision; all of them where nobody did.
    #[must_use]
    pub fn since_decision(&self) -> &[Step] {
        let start = self.steps.iter().rposition(|step| step.by.is_some());
        &self.steps[start.unwrap_or(0)..]
    }

    /// Returns how often the server was asked and said: later; a person's
    /// decision begins anew.
    #[must_use]
    pub fn deferrals(&self) -> usize {
        let steps = self.since_decision().iter();
        steps.filter(|step| step.state == Status::Deferred).count()
    }

    /// Returns the path of the file from the book's root.
    #[must_use]
    pub fn path(&self) -> String {
        format!("records/journal/{}.toml", self.key())
    }

    /// Returns the file's text. The same entry is the same text, and a further
    /// step only adds to it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = super::note::heading();
        let mut line = |name: &str, value: String| {
            let _ = writeln!(out, "{name} = {value}");
        };
        let record = self
            .record
            .as_ref()
            .map_or_else(|| OFFICE.to_owned(), ToString::to_string);
        line("record", quoted(&record));
        line("due", self.due.to_string());
        line("stage", quoted(&self.stage));
        line("role", quoted(&self.role));
        for step in &self.steps {
            out.push_str(&step.text());
        }
        out
    }

    /// Reads a file of the journal.
    ///
    /// # Errors
    ///
    /// What is not as the program writes it.
    pub fn read(text: &str) -> Result<Entry, String> {
        let mut note = Note::parse(text)?;
        let record = note.text("record")?;
        let entry = Entry {
            record: match record.as_str() {
                OFFICE => None,
                record => Some(id::parse(record).ok_or_else(|| format!("record = {record:?}"))?),
            },
            due: note.day("due")?,
            stage: note.text("stage")?,
            role: note.text("role")?,
            steps: note
                .each("step")?
                .into_iter()
                .map(Step::read)
                .collect::<Result<_, _>>()?,
        };
        note.finish()?;
        if entry.steps.is_empty() {
            return Err("[[step]]".to_owned());
        }
        let mut before = None;
        for step in &entry.steps {
            step.follows(before)?;
            before = Some(step.state);
        }
        Ok(entry)
    }
}

/// What stands for a record where the office itself is spoken to.
const OFFICE: &str = "office";

/// Returns the key of the office's own digest: `<fiscal year>/office/<day>.<stage>.<role>`.
#[must_use]
pub(crate) fn office_key(day: NaiveDate, stage: &str, role: &str) -> String {
    format!("{}/{OFFICE}/{day}.{stage}.{role}", fiscal_year(day))
}

/// Returns a reminder's key: `<fiscal year>/<record>/<due>.<stage>.<role>`.
#[must_use]
pub(crate) fn key(id: &RecordId, due: NaiveDate, stage: &str, role: &str) -> String {
    format!("{}{due}.{stage}.{role}", folder(id))
}

/// Returns what the keys of a record's reminders begin with.
pub(super) fn folder(id: &RecordId) -> String {
    format!("{}/{}-{}-{:04}/", id.fiscal_year, id.agency, id.kind.name(), id.number)
}

#[cfg(test)]
mod tests;
