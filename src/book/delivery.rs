//! How the reminders themselves stand on a day: whether somebody still sends,
//! how late they are, what waits for a person.

use std::collections::BTreeSet;

use super::journal::{self, Run, Status};
use super::plan::{self, Held};
use super::register::Register;
use crate::day::between;

/// A day without any run, and sending has stopped: three are due on each.
const SILENT_DAYS: i64 = 2;

/// Whether somebody sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pulse {
    /// No run was ever made: the book does not send yet.
    NotBegun,
    /// The office has said: nothing goes.
    Paused,
    /// The newest run is so many days old.
    Silent(i64),
    /// The reminder that has waited longest is so many days late.
    Late(i64),
    /// All is well.
    Steady,
}

impl Pulse {
    /// Returns its name in `status.json`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Pulse::NotBegun => "not-begun",
            Pulse::Paused => "paused",
            Pulse::Silent(_) => "silent",
            Pulse::Late(_) => "late",
            Pulse::Steady => "steady",
        }
    }
}

/// How the reminders stand.
#[derive(Clone, Debug)]
pub struct Delivery<'r> {
    /// Whether somebody sends.
    pub pulse: Pulse,
    /// Days since the newest run; nothing where there was none.
    pub silent_days: Option<i64>,
    /// Days by which the reminder that has waited longest is late.
    pub late_days: i64,
    /// The runs up to the day, newest first.
    pub runs: Vec<&'r Run>,
    /// What waits for a person, beside what was not delivered.
    pub held: Vec<Held<'r>>,
    /// Reminders that were refused or came back and have not gone again.
    pub undelivered: Vec<&'r journal::Entry>,
}

impl<'r> Delivery<'r> {
    /// Looks at a register's journal.
    #[must_use]
    pub fn of(register: &'r Register<'_>) -> Delivery<'r> {
        let (journal, today) = (&register.book.journal, register.today);
        let runs: Vec<&Run> = journal.runs.iter().rev().filter(|run| run.today <= today).collect();
        let plan = plan::plan(register);
        let undelivered = |entry: &&journal::Entry| {
            let last = entry.last().filter(|last| last.at.date_naive() <= today);
            last.is_some_and(|last| matches!(last.state, Status::Refused | Status::Bounced))
        };
        let undelivered: Vec<&journal::Entry> = journal.entries().filter(undelivered).collect();
        let adopted = journal.adopted_on().filter(|day| *day <= today);
        let last = runs.first().map(|run| run.today).max(adopted);
        let silent_days = last.map(|last| between(last, today));
        let items = plan.messages.iter().flat_map(|message| &message.items);
        let waited = items.map(|item| between(item.since(today), today)).max();
        // Before the first run nobody has promised anything.
        let late_days = waited.filter(|_| last.is_some()).unwrap_or(0);
        let pulse = match silent_days {
            None => Pulse::NotBegun,
            Some(_) if register.book.office.mail.paused => Pulse::Paused,
            Some(days) if days >= SILENT_DAYS => Pulse::Silent(days),
            Some(_) if late_days > 0 => Pulse::Late(late_days),
            Some(_) => Pulse::Steady,
        };
        let known: BTreeSet<String> = undelivered.iter().map(|entry| entry.key()).collect();
        Delivery {
            pulse,
            silent_days,
            late_days,
            held: plan
                .held
                .into_iter()
                .filter(|held| !known.contains(&held.key))
                .collect(),
            undelivered,
            runs,
        }
    }
}
