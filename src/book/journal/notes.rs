//! The journal's other files: adoption, runs, approvals.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::note::{Note, heading, quoted};
use crate::day::fiscal_year;

/// What a book was in already when its first delivery took it on: none of it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    /// The day.
    pub on: NaiveDate,
    /// The reminders.
    pub keys: BTreeSet<String>,
}

impl Adopted {
    /// Returns the path of the file from the book's root.
    #[must_use]
    pub fn path(&self) -> String {
        format!("records/journal/adopted/{}.toml", self.on)
    }

    /// Returns the file's text.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}on = {}\n{}", heading(), self.on, list("keys", &self.keys))
    }

    pub(super) fn read(text: &str) -> Result<Adopted, String> {
        let mut note = Note::parse(text)?;
        let adopted = Adopted {
            on: note.day("on")?,
            keys: note.texts("keys")?.into_iter().collect(),
        };
        note.finish().map(|()| adopted)
    }
}

fn list(name: &str, keys: &BTreeSet<String>) -> String {
    let mut out = format!("{name} = [\n");
    for key in keys {
        let _ = writeln!(out, "  {},", quoted(key));
    }
    out.push_str("]\n");
    out
}

/// A person's word that one plan may go although it is larger than usual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Who.
    pub who: String,
    /// Why.
    pub why: String,
    /// The last day on which it counts.
    pub expires: NaiveDate,
}

impl Approval {
    /// Returns the path of the file for a plan, from the book's root.
    #[must_use]
    pub fn path(plan: &str) -> String {
        format!("records/approvals/{plan}.toml")
    }

    pub(super) fn read(text: &str) -> Result<Approval, String> {
        let mut note = Note::parse(text)?;
        let approval = Approval {
            who: note.text("who")?,
            why: note.text("why")?,
            expires: note.day("expires")?,
        };
        note.finish()?;
        if approval.who.trim().is_empty() || approval.why.trim().is_empty() {
            return Err("who, why".to_owned());
        }
        Ok(approval)
    }
}

/// What an approval let through: the plan goes over several runs, by the pace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approved {
    /// The last day on which it counts.
    pub expires: NaiveDate,
    /// The plan's reminders, each with the mark of what was to be said to whom.
    pub keys: BTreeMap<String, String>,
}

impl Approved {
    /// Whether a reminder was let through as it is now: one whose address or
    /// amount has changed since was never seen by whoever approved.
    #[must_use]
    pub fn covers(&self, key: &str, mark: &str) -> bool {
        self.keys.get(key).is_some_and(|known| known == mark)
    }

    /// Returns the path of the file for a plan, from the book's root.
    #[must_use]
    pub fn path(plan: &str) -> String {
        format!("records/journal/approved/{plan}.toml")
    }

    /// Returns the file's text: a line a reminder, `<key> <mark>`.
    #[must_use]
    pub fn text(&self) -> String {
        let lines = self.keys.iter().map(|(key, mark)| format!("{key} {mark}"));
        format!(
            "{}expires = {}\n{}",
            heading(),
            self.expires,
            list("keys", &lines.collect())
        )
    }

    pub(super) fn read(text: &str) -> Result<Approved, String> {
        let mut note = Note::parse(text)?;
        let pair = |line: String| {
            let (key, mark) = line.rsplit_once(' ').ok_or_else(|| line.clone())?;
            Ok((key.to_owned(), mark.to_owned()))
        };
        let approved = Approved {
            expires: note.day("expires")?,
            keys: note
                .texts("keys")?
                .into_iter()
                .map(pair)
                .collect::<Result<_, String>>()?,
        };
        note.finish().map(|()| approved)
    }
}

/// How a run went: the heartbeat that shows that somebody still sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its name: the moment it began and what sets it apart.
    pub name: String,
    /// The day it was made for.
    pub today: NaiveDate,
    /// When it began; its name.
    pub started: DateTime<FixedOffset>,
    /// When it ended.
    pub ended: DateTime<FixedOffset>,
    /// Mails planned.
    pub planned: usize,
    /// Mails accepted.
    pub sent: usize,
    /// Mails refused for good.
    pub refused: usize,
    /// Mails that the server wanted later.
    pub deferred: usize,
    /// Mails that left without an answer.
    pub in_doubt: usize,
    /// Mails left for the next run.
    pub later: usize,
    /// Reminders that wait for a person.
    pub held: usize,
    /// The plan.
    pub plan: Option<String>,
    /// Where the run's own log is.
    pub url: Option<String>,
}

impl Run {
    /// Returns the path of the file with the day's runs, from the book's root.
    #[must_use]
    pub fn path(&self) -> String {
        format!("records/journal/runs/{}/{}.toml", fiscal_year(self.today), self.today)
    }

    /// Returns the file's text with this run behind those before it.
    #[must_use]
    pub fn added_to(&self, before: Option<&str>) -> String {
        let lines = [
            ("name", Some(quoted(&self.name))),
            ("today", Some(self.today.to_string())),
            ("started", Some(self.started.to_rfc3339())),
            ("ended", Some(self.ended.to_rfc3339())),
            ("planned", Some(self.planned.to_string())),
            ("sent", Some(self.sent.to_string())),
            ("refused", Some(self.refused.to_string())),
            ("deferred", Some(self.deferred.to_string())),
            ("in_doubt", Some(self.in_doubt.to_string())),
            ("later", Some(self.later.to_string())),
            ("held", Some(self.held.to_string())),
            ("plan", self.plan.as_deref().map(quoted)),
            ("url", self.url.as_deref().map(quoted)),
        ];
        let mut out = before.map_or_else(heading, str::to_owned);
        out.push_str("\n[[run]]\n");
        for (name, value) in lines {
            if let Some(value) = value {
                let _ = writeln!(out, "{name} = {value}");
            }
        }
        out
    }

    /// Reads a day's runs.
    pub(super) fn read(text: &str) -> Result<Vec<Run>, String> {
        let mut note = Note::parse(text)?;
        let runs = note.each("run")?.into_iter().map(Run::read_one).collect();
        note.finish().and(runs)
    }

    fn read_one(mut note: Note<'_>) -> Result<Run, String> {
        let run = Run {
            name: note.text("name")?,
            today: note.day("today")?,
            started: note.moment("started")?,
            ended: note.moment("ended")?,
            planned: note.number("planned")?,
            sent: note.number("sent")?,
            refused: note.number("refused")?,
            deferred: note.number("deferred")?,
            in_doubt: note.number("in_doubt")?,
            later: note.number("later")?,
            held: note.number("held")?,
            plan: note.maybe_text("plan")?,
            url: note.maybe_text("url")?,
        };
        note.finish().map(|()| run)
    }
}
