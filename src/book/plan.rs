//! The day's reminders: who gets what, and why. A plan is a function of the
//! register and the journal; sending it is somebody else's work.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::register::{Entry, Register};
use super::standing::State;
use crate::day::{between, shift};
use crate::record::{Recipient, RecordId, Stage, StageKind};
use crate::text::Words;

/// One reminder of one record, to one role.
#[derive(Clone, Debug)]
pub struct Item<'r, 'b> {
    /// The record.
    pub entry: &'r Entry<'b>,
    /// The step of the ladder.
    pub stage: &'b Stage,
    /// The stage's name with the number of its repetition: `unclaimed-2`.
    pub stage_name: String,
    /// The day it counts from: the effective due date, or the opening of the
    /// inspection window.
    pub due: NaiveDate,
    /// Whose role it speaks to.
    pub role: Recipient,
    /// The reminder's key, also its place in the journal:
    /// `<fiscal year>/<record>/<due>.<stage>.<role>`.
    pub key: String,
}

/// One mail: everything that one party gets in one run.
#[derive(Clone, Debug)]
pub struct Message<'r, 'b> {
    /// Its identity: the key of its first reminder.
    pub id: String,
    /// The address.
    pub to: String,
    /// In which roles the address is written to, the nearest to the money first.
    pub roles: Vec<Recipient>,
    /// What it speaks of, most urgent first.
    pub items: Vec<Item<'r, 'b>>,
}

/// A reminder that cannot go, with the reason in Thai and English.
#[derive(Clone, Debug)]
pub struct Held<'b> {
    /// The record.
    pub id: &'b RecordId,
    /// The role that cannot be reached.
    pub role: Recipient,
    /// Why.
    pub why: Words,
}

/// The day's reminders.
#[derive(Clone, Debug, Default)]
pub struct Plan<'r, 'b> {
    /// The mails, most urgent first.
    pub messages: Vec<Message<'r, 'b>>,
    /// What cannot go.
    pub held: Vec<Held<'b>>,
}

/// A stage that a record stands in: its window holds today.
struct Standing<'b> {
    stage: &'b Stage,
    name: String,
    due: NaiveDate,
}

/// Plans the reminders of the register's day: of each record the latest stage
/// reached, one mail for each address, nothing that the journal has already.
#[must_use]
pub fn plan<'r, 'b>(register: &'r Register<'b>) -> Plan<'r, 'b> {
    let mut parties: BTreeMap<String, Vec<Item<'r, 'b>>> = BTreeMap::new();
    let mut held = Vec::new();
    for entry in &register.entries {
        for standing in stages_reached(register, entry) {
            for &role in &standing.stage.to {
                let key = key(entry.id(), standing.due, &standing.name, role);
                if register.book.journal.has(&key) {
                    continue;
                }
                match address(register, entry, role) {
                    Ok(to) => parties.entry(to.to_ascii_lowercase()).or_default().push(Item {
                        entry,
                        stage: standing.stage,
                        stage_name: standing.name.clone(),
                        due: standing.due,
                        role,
                        key,
                    }),
                    Err(why) => held.push(Held {
                        id: entry.id(),
                        role,
                        why,
                    }),
                }
            }
        }
    }
    let mut messages: Vec<Message<'r, 'b>> = parties
        .into_iter()
        .map(|(to, items)| message(to, items, register.today))
        .collect();
    messages.sort_by(|a, b| {
        let urgency = |message: &Message<'_, '_>| message.items.first().map(|item| between(register.today, item.due));
        (urgency(a), &a.id).cmp(&(urgency(b), &b.id))
    });
    Plan { messages, held }
}

fn message<'r, 'b>(to: String, mut items: Vec<Item<'r, 'b>>, today: NaiveDate) -> Message<'r, 'b> {
    items.sort_by(|a, b| {
        (between(today, a.due), a.role, a.entry.id()).cmp(&(between(today, b.due), b.role, b.entry.id()))
    });
    let mut roles: Vec<Recipient> = items.iter().map(|item| item.role).collect();
    roles.sort_unstable();
    roles.dedup();
    let id = items.first().map(|item| item.key.clone()).unwrap_or_default();
    Message { id, to, roles, items }
}

impl<'r, 'b> Message<'r, 'b> {
    /// Returns the most urgent item of each record: what the mail shows. An
    /// address that is written to in two roles hears of each record once; the
    /// journal keeps both keys.
    #[must_use]
    pub fn shown(&self) -> Vec<&Item<'r, 'b>> {
        let mut shown: Vec<&Item<'r, 'b>> = Vec::new();
        for item in &self.items {
            let known =
                |other: &&Item<'r, 'b>| other.entry.id() == item.entry.id() && other.stage.kind == item.stage.kind;
            if !shown.iter().any(known) {
                shown.push(item);
            }
        }
        shown
    }
}

/// Returns a reminder's key.
#[must_use]
pub fn key(id: &RecordId, due: NaiveDate, stage: &str, role: Recipient) -> String {
    format!(
        "{}/{}-{}-{:04}/{due}.{stage}.{}",
        id.fiscal_year,
        id.agency,
        id.kind.name(),
        id.number,
        role.name()
    )
}

/// Returns the stages whose window holds today: at most one of the ladder,
/// and the inspection's.
fn stages_reached<'b>(register: &Register<'b>, entry: &Entry<'b>) -> Vec<Standing<'b>> {
    let mut reached = Vec::new();
    if resting(entry, register.today) || entry.state().is_settled() {
        return reached;
    }
    let open = match entry {
        Entry::Advance(..) => matches!(entry.state(), State::Outstanding | State::Overdue),
        Entry::Guarantee(..) => matches!(entry.state(), State::Returnable | State::Overdue),
    };
    if let Some(due) = entry.due().filter(|_| open) {
        reached.extend(latest(register, entry.stage_kind(), due.effective));
    }
    if let Entry::Guarantee(_, standing) = entry
        && standing.flags.contains(&super::standing::Flag::InspectionDue)
        && let Some(window) = &standing.inspection
    {
        reached.extend(latest(register, StageKind::Inspection, window.opens));
    }
    reached
}

fn resting(entry: &Entry<'_>, today: NaiveDate) -> bool {
    let hold = match entry {
        Entry::Advance(record, _) => &record.hold,
        Entry::Guarantee(record, _) => &record.hold,
    };
    hold.as_ref().is_some_and(|hold| hold.rests(today))
}

/// The latest stage of a kind that today has reached, counted from `due`.
fn latest<'b>(register: &Register<'b>, kind: StageKind, due: NaiveDate) -> Option<Standing<'b>> {
    let day = between(due, register.today);
    let stage = register
        .book
        .office
        .stages
        .iter()
        .filter(|stage| stage.kind == kind && stage.days <= day)
        .max_by_key(|stage| stage.days)?;
    let name = stage.name_after(day);
    Some(Standing { stage, name, due })
}

/// Returns the address of a role, or why there is none.
fn address(register: &Register<'_>, entry: &Entry<'_>, role: Recipient) -> Result<String, Words> {
    let agency = register.book.agencies.get(&entry.id().agency);
    let found = match (role, entry) {
        (Recipient::Borrower, Entry::Advance(record, _)) => {
            record.borrower.email.as_ref().map(|email| email.value.clone())
        }
        (Recipient::Contractor, Entry::Guarantee(record, _)) => {
            record.contractor.email.as_ref().map(|email| email.value.clone())
        }
        (Recipient::Agency, _) => agency
            .and_then(|agency| agency.email.as_ref())
            .map(|email| email.value.clone()),
        (Recipient::Head, _) => agency
            .and_then(|agency| agency.head.as_ref()?.email.as_ref())
            .map(|email| email.value.clone()),
        (Recipient::Office, _) => register.book.office.mailbox().map(str::to_owned),
        _ => None,
    };
    found.ok_or_else(|| {
        let (th, en) = match role {
            Recipient::Borrower => (
                "ไม่มีอีเมลของผู้ยืมในระเบียน",
                "the record has no mail address of the borrower",
            ),
            Recipient::Contractor => (
                "ไม่มีอีเมลของคู่สัญญาในระเบียน",
                "the record has no mail address of the contractor",
            ),
            Recipient::Agency => (
                "ไม่มีอีเมลของหน่วยงานใน agency.toml",
                "agency.toml has no mail address of the agency",
            ),
            Recipient::Head => (
                "ไม่มีอีเมลของหัวหน้าหน่วยงานใน agency.toml",
                "agency.toml has no mail address of the head",
            ),
            Recipient::Office => (
                "ไม่มี mail.reply_to หรือ mail.from ใน office.toml",
                "office.toml has neither mail.reply_to nor mail.from",
            ),
        };
        Words::new(th, en)
    })
}

/// Returns why a reminder goes today: the stage, since when, the days counted.
#[must_use]
pub fn why(item: &Item<'_, '_>, today: NaiveDate) -> Words {
    let days = between(item.due, today);
    let round = item
        .stage
        .every
        .map_or(0, |every| (days - item.stage.days) / every * every);
    let since = shift(item.due, item.stage.days + round);
    let due = item.due;
    let (th, en) = match (item.stage.kind, days) {
        (StageKind::Inspection, _) => (
            format!("เปิดช่วงตรวจความชำรุด {due}"),
            format!("inspection window open since {due}"),
        ),
        (_, ..=-1) => (
            format!("อีก {} วันครบกำหนด {due}", -days),
            format!("due in {} days, on {due}", -days),
        ),
        (_, 0) => ("ครบกำหนดวันนี้".to_owned(), "due today".to_owned()),
        (_, _) => (
            format!("เกินกำหนด {days} วัน (กำหนด {due})"),
            format!("{days} days overdue (due {due})"),
        ),
    };
    let name = &item.stage_name;
    Words::new(
        format!("ขั้น {name} ตั้งแต่ {since}: {th}"),
        format!("stage {name} since {since}: {en}"),
    )
}
