//! The day's reminders: who gets what, and why. A plan is a function of the
//! register and the journal; sending it is somebody else's work.

mod words;

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

use super::journal::{self, Journal, Status, Step};
use super::register::{Entry, Register};
use super::standing::State;
use crate::day::{between, shift};
use crate::record::office::ladder;
use crate::record::{Digest, Recipient, RecordId, Stage, StageKind};
use crate::text::Words;

pub use words::{Hold, read_aloud, role, why};

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
    /// Earlier stages that passed without a mail, since the book sends mails.
    pub passed: Vec<String>,
    /// Where the server asked for patience: not before.
    pub not_before: Option<DateTime<FixedOffset>>,
}

impl Item<'_, '_> {
    /// Returns the day on which its stage began.
    #[must_use]
    pub fn since(&self, today: NaiveDate) -> NaiveDate {
        let days = between(self.due, today);
        let round = self
            .stage
            .every
            .map_or(0, |every| (days - self.stage.days) / every * every);
        shift(self.due, self.stage.days + round)
    }

    /// Returns the last day for what it asks: an inspection has until its window closes.
    fn last_day(&self) -> NaiveDate {
        match (self.stage.kind, self.entry) {
            (StageKind::Inspection, Entry::Guarantee(_, standing)) => {
                standing.inspection.as_ref().map_or(self.due, |window| window.closes)
            }
            _ => self.due,
        }
    }
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
    /// What it speaks of, most urgent first; the office's digest may speak of
    /// no record.
    pub items: Vec<Item<'r, 'b>>,
    /// The key of the day's digest, where this mail is it too.
    pub digest: Option<String>,
}

/// A reminder that cannot go, with the reason in Thai and English.
#[derive(Clone, Debug)]
pub struct Held<'b> {
    /// The record.
    pub id: &'b RecordId,
    /// The role that cannot be reached.
    pub role: Recipient,
    /// The reminder.
    pub key: String,
    /// What keeps it.
    pub hold: Hold,
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
/// reached, one mail for each address, nothing that the journal has settled.
#[must_use]
pub fn plan<'r, 'b>(register: &'r Register<'b>) -> Plan<'r, 'b> {
    let suppressed = register.book.journal.suppressed();
    // A mail that may have left goes again as itself, apart from what is new.
    let mut parties: BTreeMap<(String, Option<String>), Vec<Item<'r, 'b>>> = BTreeMap::new();
    let mut held = Vec::new();
    for entry in &register.entries {
        for standing in stages_reached(register, entry) {
            for &role in &standing.stage.to {
                let key = key(entry.id(), standing.due, &standing.name, role);
                let hold = |key: String, (hold, why): (Hold, Words)| Held {
                    id: entry.id(),
                    role,
                    key,
                    hold,
                    why,
                };
                let known = register.book.journal.get(&key);
                if register.book.journal.is_adopted(&key) {
                    continue;
                }
                let to = match address(register, entry, role) {
                    Ok(to) => to.to_ascii_lowercase(),
                    Err(why) => {
                        if known.is_none_or(|known| is_open(known.status())) {
                            held.push(hold(key, (Hold::NoAddress, why)));
                        }
                        continue;
                    }
                };
                match fate(known, &to) {
                    Fate::Settled => continue,
                    Fate::Waits(kind, why) => {
                        held.push(hold(key, (kind, why)));
                        continue;
                    }
                    Fate::Free => {}
                }
                if let Some(step) = suppressed.get(&to) {
                    held.push(hold(key, (Hold::DeadAddress, dead(step.reply.as_deref()))));
                    continue;
                }
                let again = known.and_then(|known| known.identity(&to));
                let item = Item {
                    entry,
                    stage: standing.stage,
                    stage_name: standing.name.clone(),
                    due: standing.due,
                    role,
                    passed: passed(register, entry, &standing, role),
                    not_before: known.and_then(|known| known.last()?.next_try),
                    key,
                };
                parties.entry((to, again)).or_default().push(item);
            }
        }
    }
    let mut messages: Vec<Message<'r, 'b>> = parties
        .into_iter()
        .map(|((to, again), items)| message(to, again.as_deref(), items))
        .collect();
    digest(register, &suppressed, &mut messages);
    // The digest comes last: nobody waits for it.
    messages.sort_by(|a, b| {
        let urgency = |message: &Message<'_, '_>| {
            let first = message.items.first().map(Item::last_day);
            (first.is_none(), first)
        };
        (urgency(a), &a.id).cmp(&(urgency(b), &b.id))
    });
    Plan { messages, held }
}

/// What the journal leaves to do about a reminder that is due.
enum Fate {
    /// Nothing went yet, or surely nothing arrived.
    Free,
    /// It went, or was written off.
    Settled,
    /// It waits, for an answer or for a person.
    Waits(Hold, Words),
}

fn is_open(status: Option<Status>) -> bool {
    matches!(
        status,
        None | Some(Status::Deferred | Status::Reclaimed | Status::Cancelled | Status::Refused | Status::Bounced)
    )
}

fn fate(known: Option<&journal::Entry>, to: &str) -> Fate {
    let Some((entry, last)) = known.and_then(|entry| Some((entry, entry.last()?))) else {
        return Fate::Free;
    };
    let day = last.at.date_naive();
    let said = last.why.as_deref().or(last.reply.as_deref()).unwrap_or_default();
    match last.state {
        Status::Deferred | Status::Reclaimed | Status::Cancelled => Fate::Free,
        Status::Sent | Status::Superseded | Status::WrittenOff => Fate::Settled,
        Status::Claimed | Status::InDoubt => Fate::Waits(
            Hold::Underway,
            Words::new(
                format!("ส่งออกไปแล้วเมื่อ {day} ยังไม่รู้ผล รอบถัดไปจะตรวจ"),
                format!("handed over on {day}, the outcome is not known yet; the next run looks"),
            ),
        ),
        Status::Held => Fate::Waits(Hold::Officer, words::waiting(last)),
        // A refusal speaks of one address: a corrected one is written to.
        Status::Refused | Status::Bounced if entry.to().is_some_and(|was| !was.eq_ignore_ascii_case(to)) => Fate::Free,
        Status::Refused | Status::Bounced => Fate::Waits(
            Hold::Refused,
            Words::new(
                format!("ปลายทางไม่รับเมื่อ {day}: {said}"),
                format!("refused on {day}: {said}"),
            ),
        ),
    }
}

fn dead(reply: Option<&str>) -> Words {
    let reply = reply.unwrap_or_default();
    Words::new(
        format!("ที่อยู่นี้ไม่มีผู้รับ แก้อีเมลในระเบียน: {reply}"),
        format!("there is no such mailbox; correct the address in the record: {reply}"),
    )
}

/// Returns the stages before this one that were reached since the book sends
/// mails, and of which nothing was ever written down.
fn passed(register: &Register<'_>, entry: &Entry<'_>, now: &Standing<'_>, role: Recipient) -> Vec<String> {
    let journal = &register.book.journal;
    let Some(adopted_on) = journal.adopted_on() else {
        return Vec::new();
    };
    let stages = register.book.office.stages.iter();
    let earlier = stages.filter(|stage| {
        stage.kind == now.stage.kind && stage.days < now.stage.days && stage.every.is_none() && stage.to.contains(&role)
    });
    let unknown = |name: &String| {
        let key = key(entry.id(), now.due, name, role);
        journal.get(&key).is_none() && !journal.is_adopted(&key)
    };
    earlier
        .filter(|stage| shift(now.due, stage.days) > adopted_on)
        .map(|stage| stage.name.clone())
        .filter(unknown)
        .collect()
}

fn message<'r, 'b>(to: String, again: Option<&str>, mut items: Vec<Item<'r, 'b>>) -> Message<'r, 'b> {
    items.sort_by(|a, b| (a.last_day(), a.role, a.entry.id()).cmp(&(b.last_day(), b.role, b.entry.id())));
    let mut roles: Vec<Recipient> = items.iter().map(|item| item.role).collect();
    roles.sort_unstable();
    roles.dedup();
    let first = items.first().map(|item| item.key.as_str());
    let id = again.or(first).unwrap_or_default().to_owned();
    Message {
        id,
        to,
        roles,
        items,
        digest: None,
    }
}

/// The name of the stage under which the journal keeps the day's digest.
const DIGEST: &str = "digest";

/// Adds the day's digest: to the office's own mail where it gets one, else as
/// a mail of its own.
fn digest(register: &Register<'_>, suppressed: &BTreeMap<String, &Step>, messages: &mut Vec<Message<'_, '_>>) {
    let office = &register.book.office;
    let Some(to) = office.mailbox().map(str::to_ascii_lowercase) else {
        return;
    };
    let key_of = |day: NaiveDate| journal::office_key(day, DIGEST, Recipient::Office.name());
    let key = key_of(register.today);
    let is_free = |day: &NaiveDate| matches!(fate(register.book.journal.get(&key_of(*day)), &to), Fate::Free);
    let days = digest_days(register);
    if days.is_empty() || !days.iter().all(is_free) || suppressed.contains_key(&to) {
        return;
    }
    let own = |message: &&mut Message<'_, '_>| message.to == to && message.roles.contains(&Recipient::Office);
    // A copy that a person asked for is no part of another mail.
    let again = register.book.journal.get(&key).and_then(|known| known.identity(&to));
    match messages.iter_mut().find(own).filter(|_| again.is_none()) {
        Some(message) => message.digest = Some(key),
        None => messages.push(Message {
            id: again.unwrap_or_else(|| key.clone()),
            to,
            roles: vec![Recipient::Office],
            items: Vec::new(),
            digest: Some(key),
        }),
    }
}

/// Returns the days up to today one of which has today's digest: none where none
/// is due. The week's goes on its first working day; where no run came that day, or
/// the server put it off, on the next one that works, as long as the book was sending
/// by then.
fn digest_days(register: &Register<'_>) -> Vec<NaiveDate> {
    // A year without a table of closed days has its weekends all the same.
    let works = |day: &NaiveDate| match register.book.calendar.closed(*day) {
        Ok(closed) => closed.is_none(),
        Err(_) => day.weekday().num_days_from_monday() < 5,
    };
    let today = register.today;
    if !works(&today) {
        return Vec::new();
    }
    match register.book.office.mail.digest {
        Digest::Never => Vec::new(),
        Digest::Daily => vec![today],
        Digest::Weekly => {
            let monday = shift(today, -i64::from(today.weekday().num_days_from_monday()));
            let days = monday.iter_days().take_while(|day| *day <= today);
            let days: Vec<NaiveDate> = days.filter(works).collect();
            let sends_since = register.book.journal.adopted_on();
            let sent_then = days
                .first()
                .is_some_and(|first| sends_since.is_some_and(|since| since <= *first));
            if days.len() == 1 || sent_then { days } else { Vec::new() }
        }
    }
}

impl<'r, 'b> Message<'r, 'b> {
    /// Returns the moment before which a server does not want the mail, if one said so.
    #[must_use]
    pub fn not_before(&self, journal: &Journal) -> Option<DateTime<FixedOffset>> {
        let digest = self.digest.iter().filter_map(|key| journal.get(key)?.last()?.next_try);
        self.items.iter().filter_map(|item| item.not_before).chain(digest).max()
    }

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
    journal::key(id, due, stage, role.name())
}

/// Returns the stages whose window holds today: of the ladder those that began last,
/// and the inspection's.
fn stages_reached<'b>(register: &Register<'b>, entry: &Entry<'b>) -> Vec<Standing<'b>> {
    let mut reached = Vec::new();
    if entry.rests_until(register.today).is_some() || entry.state().is_settled() {
        return reached;
    }
    let open = match entry {
        Entry::Advance(..) => matches!(entry.state(), State::Outstanding | State::Overdue),
        Entry::Guarantee(..) => matches!(entry.state(), State::Returnable | State::Overdue),
    };
    if let Some(due) = entry.due().filter(|_| open) {
        reached.extend(standings(register, entry.stage_kind(), due.effective));
    }
    if let Entry::Guarantee(_, standing) = entry
        && standing.flags.contains(&super::standing::Flag::InspectionDue)
        && let Some(window) = &standing.inspection
    {
        reached.extend(standings(register, StageKind::Inspection, window.opens));
    }
    reached
}

/// Whether nothing is left to remind of for a day that a record was once due:
/// it is settled, or due on another day.
#[must_use]
pub fn is_over(register: &Register<'_>, entry: &Entry<'_>, due: NaiveDate) -> bool {
    if entry.state().is_settled() {
        return true;
    }
    let window = match entry {
        Entry::Guarantee(_, standing) => standing.inspection.as_ref().map(|window| window.opens),
        Entry::Advance(..) => None,
    };
    entry.rests_until(register.today).is_none()
        && entry.due().is_none_or(|now| now.effective != due)
        && window != Some(due)
}

/// The stages of a kind that a record stands in today, counted from `due`.
fn standings<'b>(register: &Register<'b>, kind: StageKind, due: NaiveDate) -> impl Iterator<Item = Standing<'b>> {
    let day = between(due, register.today);
    ladder::reached(&register.book.office.stages, kind, day).map(move |stage| Standing {
        stage,
        name: stage.name_after(day),
        due,
    })
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

#[cfg(test)]
mod tests;
