//! A day's work, laid out from the newest state of the book: what is to go,
//! what is held, which open reminders have come to nothing.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::doors::{Moment, Snapshot};
use crate::book::gather::{Gathered, gather};
use crate::book::journal::{Entry, Journal, Status, Step};
use crate::book::{Message, Plan, Register, check, plan};
use crate::letter::{self, Gate, Letter, eml};
use crate::money::Satang;
use crate::press::Press;
use crate::record::{Recipient, RecordId};
use crate::text::diagnostic::{any_error, tidy};
use crate::text::{Diagnostic, Words};

/// One reminder of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its key.
    pub key: String,
    /// The record; nothing for the office's digest.
    pub record: Option<RecordId>,
    path: String,
    /// The day it counts from.
    pub due: NaiveDate,
    /// The stage's name.
    pub stage: String,
    /// The role.
    pub role: &'static str,
    /// Stages that passed unsent.
    pub passed: Vec<String>,
    /// What is open.
    pub amount: Satang,
}

impl Task {
    /// Returns the record's path.
    #[must_use]
    pub fn record_path(&self) -> &str {
        &self.path
    }
}

/// One mail to be sent.
#[derive(Clone, Debug)]
pub struct Order {
    /// The mail's identity in the plan.
    pub id: String,
    /// The address.
    pub to: String,
    /// The reminders that it settles.
    pub items: Vec<Task>,
    /// Not before, where a server asked for patience.
    pub not_before: Option<Moment>,
    /// The letter; written only for what goes in this run.
    pub letter: Option<Letter>,
}

/// Why a day cannot begin.
#[derive(Debug)]
pub enum Stop {
    /// The records have errors.
    Findings(Box<Gathered>, Vec<Diagnostic>),
    /// Mails were sent for a later day already.
    Past(Words),
    /// A template is broken, a setting is missing.
    Settings(Words),
    /// A mail would carry somebody else's data.
    Leak(Vec<String>),
}

/// Says that mails were sent for a later day already, so none goes for an earlier one.
pub(super) fn past(today: NaiveDate, last: NaiveDate) -> Words {
    Words::new(
        format!(
            "ส่งของวันที่ {today} ไม่ได้ เพราะส่งถึงวันที่ {last} แล้ว ถ้ารอบวันนั้นผิดวัน (นาฬิกาผิด หรือซ้อม) ให้ git revert คอมมิต “แจ้งเตือน {last}: …”"
        ),
        format!(
            "nothing can be sent for {today}: mails were sent for {last} already. If that day was wrong (a clock, a rehearsal), git revert the commits \"แจ้งเตือน {last}: …\""
        ),
    )
}

/// A day's work.
#[derive(Debug, Default)]
pub struct Day {
    /// All mails of the plan, most urgent first.
    pub orders: Vec<Order>,
    /// Record, reminder and reason of what cannot go.
    pub held: Vec<(String, String, Words)>,
    /// Open reminders that a later stage, a settlement or a new due date made void.
    pub void: Vec<Entry>,
    /// How many records are open: the measure of an unusual plan.
    pub open: usize,
}

/// Reads a snapshot into a book whose journal can be worked on.
///
/// # Errors
///
/// [`Stop::Findings`] where the records have errors.
pub fn open(snapshot: &Snapshot, today: NaiveDate) -> Result<Gathered, Stop> {
    let gathered = gather(snapshot.files.clone());
    let register = Register::new(&gathered.book, today);
    let mut findings = gathered.findings.clone();
    findings.extend(check::check(&register));
    tidy(&mut findings);
    if any_error(&findings) {
        return Err(Stop::Findings(Box::new(gathered), findings));
    }
    Ok(gathered)
}

/// Lays out the day. Letters are written for the first `pace` mails that may
/// go now, and each is searched for anybody else's data.
///
/// # Errors
///
/// [`Stop`] where a letter cannot be written or must not leave; then none may.
pub fn lay_out(
    gathered: &Gathered,
    press: &Press,
    today: NaiveDate,
    now: Moment,
    run: &str,
    pace: usize,
) -> Result<Day, Stop> {
    let register = Register::new(&gathered.book, today);
    let plan = plan::plan(&register);
    let mut orders = orders(&plan, &gathered.book.journal, today);
    let gate = Gate::new(&register);
    let going = orders
        .iter_mut()
        .zip(&plan.messages)
        .filter(|(order, _)| order.may_go(now));
    for (order, message) in going.take(pace) {
        let broken = |broken: letter::Broken| Stop::Settings(broken.words());
        let letter = letter::write(message, &register, press).map_err(broken)?;
        // All but the moment in `Date` is as it will travel.
        let bytes = eml::bytes(&letter, eml::morning(today)).map_err(broken)?;
        let mut leaks = gate.look(&letter, message);
        leaks.extend(gate.look_at(&bytes, &letter, message));
        if !leaks.is_empty() {
            leaks.dedup();
            // Whoever looks for the cause begins at the record in the mail's name.
            let named = leaks.iter().map(|leak| format!("{}: {leak}", message.id));
            return Err(Stop::Leak(named.collect()));
        }
        order.letter = Some(letter);
    }
    let held = plan.held.iter();
    Ok(Day {
        held: held
            .map(|held| (held.id.to_string(), held.key.clone(), held.why.clone()))
            .collect(),
        void: void(&gathered.book.journal, &register, &plan, now, run),
        open: open_records(&register),
        orders,
    })
}

impl Order {
    /// Whether no server asked to wait longer.
    #[must_use]
    pub fn may_go(&self, now: Moment) -> bool {
        self.not_before.is_none_or(|moment| moment <= now)
    }
}

/// Returns the mails of a plan, most urgent first, without their letters.
pub(super) fn orders(plan: &Plan<'_, '_>, journal: &Journal, today: NaiveDate) -> Vec<Order> {
    let messages = plan.messages.iter();
    messages.map(|message| order(message, journal, today)).collect()
}

/// Returns how many records are open: the measure of an unusual plan.
pub(super) fn open_records(register: &Register<'_>) -> usize {
    let entries = register.entries.iter();
    entries.filter(|entry| !entry.state().is_settled()).count()
}

fn order(message: &Message<'_, '_>, journal: &Journal, today: NaiveDate) -> Order {
    Order {
        id: message.id.clone(),
        to: message.to.clone(),
        items: message
            .items
            .iter()
            .map(|item| Task {
                key: item.key.clone(),
                record: Some(item.entry.id().clone()),
                path: item.entry.id().to_string(),
                due: item.due,
                stage: item.stage_name.clone(),
                role: item.role.name(),
                passed: item.passed.clone(),
                amount: item.entry.open_amount(),
            })
            .chain(message.digest.iter().map(|key| digest(key, today)))
            .collect(),
        not_before: message.not_before(journal),
        letter: None,
    }
}

/// Whether nothing is left to remind of; yesterday's digest is today's no more.
fn is_over(register: &Register<'_>, entry: &Entry) -> bool {
    let record = entry.record.as_ref().and_then(|record| register.get(record));
    match (&entry.record, record) {
        (None, _) => entry.due < register.today,
        (Some(_), None) => true,
        (Some(_), Some(record)) => plan::is_over(register, record, entry.due),
    }
}

/// The office's digest as one of the things that a mail settles.
fn digest(key: &str, today: NaiveDate) -> Task {
    let stage = key.split('.').nth(1).unwrap_or_default();
    Task {
        key: key.to_owned(),
        record: None,
        path: "office".to_owned(),
        due: today,
        stage: stage.to_owned(),
        role: Recipient::Office.name(),
        passed: Vec::new(),
        amount: Satang::ZERO,
    }
}

/// Finds the open reminders that will not go any more: of the same record,
/// due date and role a later stage is reached (superseded), or there is nothing
/// to remind of (cancelled). What only rests or lacks an address stays open.
fn void(journal: &Journal, register: &Register<'_>, plan: &Plan<'_, '_>, now: Moment, run: &str) -> Vec<Entry> {
    let planned: BTreeSet<&str> = plan
        .messages
        .iter()
        .flat_map(|message| &message.items)
        .map(|item| item.key.as_str())
        .chain(plan.held.iter().map(|held| held.key.as_str()))
        .collect();
    let stands = |entry: &Entry| {
        let head = format!("{}.", entry.key().split('.').next().unwrap_or_default());
        let tail = format!(".{}", entry.role);
        planned.iter().any(|key| key.starts_with(&head) && key.ends_with(&tail))
    };
    journal
        .entries()
        .filter(|entry| matches!(entry.status(), Some(Status::Deferred | Status::Reclaimed)))
        .filter(|entry| !planned.contains(entry.key().as_str()))
        .filter_map(|entry| {
            let state = if stands(entry) {
                Status::Superseded
            } else if is_over(register, entry) {
                Status::Cancelled
            } else {
                return None;
            };
            let mut entry = entry.clone();
            entry.steps.push(Step::new(state, now, run));
            Some(entry)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Book;
    use crate::book::gather::sound;

    /// An advance that is out, one not paid yet, one cleared on 1 September 2026.
    fn book() -> Book {
        let rules =
            "title = \"ระเบียบ\"\n[[rule]]\nname = \"duty\"\nkind = \"advance\"\nfrom = \"received\"\ndays = 30\n";
        let mut files = vec![
            ("records/office.toml".to_owned(), "name = \"ฝ่าย\"\n".to_owned()),
            ("records/pr/agency.toml".to_owned(), "name = \"สปส.\"\n".to_owned()),
            ("records/rules/r.toml".to_owned(), rules.to_owned()),
            ("records/holidays/2569.toml".to_owned(), String::new()),
        ];
        let paid = "received = 2026-08-14\n";
        let cleared = format!("{paid}[[clearing]]\ndate = 2026-09-01\nvouchers = 100.00\n");
        for (n, more) in [(1, paid), (2, ""), (3, &cleared)] {
            let text = format!(
                "contract = \"บย. {n}/2569\"\nfund = \"budget\"\npurpose = \"duty\"\nproject = \"อบรม\"\namount = 100.00\n\
                 borrower = {{ name = \"นาย ก{n}\" }}\ncontracted = 2026-08-10\n{more}"
            );
            files.push((format!("records/pr/2569/advance-{n:04}.toml"), text));
        }
        sound(&files)
    }

    #[test]
    fn open_records_are_those_that_are_not_settled() {
        let book = book();
        for (today, want) in [("2026-08-09", 0), ("2026-08-31", 3), ("2026-09-01", 2)] {
            let register = Register::new(&book, today.parse().expect("a literal day"));
            assert_eq!(open_records(&register), want, "{today}");
        }
    }

    #[test]
    fn a_digest_is_over_when_its_day_is() {
        let book = book();
        let register = Register::new(&book, "2026-09-14".parse().expect("a literal day"));
        for (due, want) in [("2026-09-13", true), ("2026-09-14", false), ("2026-09-15", false)] {
            let digest = Entry {
                record: None,
                due: due.parse().expect("a literal day"),
                stage: "digest".to_owned(),
                role: "office".to_owned(),
                steps: Vec::new(),
            };
            assert_eq!(is_over(&register, &digest), want, "{due}");
        }
    }
}
