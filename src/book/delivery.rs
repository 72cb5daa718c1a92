//! How the reminders themselves stand on a day: whether somebody still sends,
//! how late they are, what waits for a person.

use std::collections::BTreeSet;

use chrono::NaiveDate;

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

/// How the reminders stand.
#[derive(Clone, Debug)]
pub struct Delivery<'r> {
    /// Whether somebody sends.
    pub pulse: Pulse,
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
        let pulse = pulse(register, &plan, runs.first().map(|run| run.today));
        let known: BTreeSet<String> = undelivered.iter().map(|entry| entry.key()).collect();
        Delivery {
            pulse,
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

fn pulse(register: &Register<'_>, plan: &plan::Plan<'_, '_>, last: Option<NaiveDate>) -> Pulse {
    let today = register.today;
    let begun = register.book.journal.adopted_on().filter(|day| *day <= today);
    let Some(last) = last.max(begun) else {
        return Pulse::NotBegun;
    };
    if register.book.office.mail.paused {
        return Pulse::Paused;
    }
    let silence = between(last, today);
    if silence >= SILENT_DAYS {
        return Pulse::Silent(silence);
    }
    let items = plan.messages.iter().flat_map(|message| &message.items);
    let late = items.map(|item| between(item.since(today), today)).max().unwrap_or(0);
    if late > 0 { Pulse::Late(late) } else { Pulse::Steady }
}
