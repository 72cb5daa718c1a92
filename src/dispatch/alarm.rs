//! What stops a run that would write to more people than usual, and what lets
//! it go: a named person's approval of this very plan.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::day::{Order, Task};
use crate::book::Journal;
use crate::book::journal::{Approval, Run};
use crate::day::shift;
use crate::text::Words;

/// How long an approval may count from the day on which it is used.
const APPROVAL_DAYS: i64 = 3;

/// From how many mails on the alarms other than the tripwire look.
const MANY: usize = 40;

/// More than this share of the open records in one plan, in percent.
const SHARE: usize = 25;

/// More than so many mails to one address.
const TO_ONE: usize = 5;

/// More than so many times the median of the last runs.
const TIMES: usize = 3;

/// How many runs the median looks back, and how many it needs to be one.
const LOOK_BACK: usize = 20;
const FEWEST: usize = 5;

/// Returns the identity of a plan: SHA-256 over one line a reminder, with key,
/// address and amount. One changed byte is another plan.
#[must_use]
pub fn fingerprint(orders: &[Order]) -> String {
    let mut hash = Sha256::new();
    for order in orders {
        for item in &order.items {
            hash.update(line(order, item));
        }
    }
    crate::digest::hex(&hash.finalize())
}

/// What a plan meets before it may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Nothing is unusual, or an approval has let it through before.
    Open,
    /// It is unusual, and a person has approved it until this day.
    Approved(NaiveDate),
    /// It is unusual, and waits for an approval.
    Waits(Vec<Words>),
}

/// Holds a plan against the alarms and the approvals of the journal.
#[must_use]
pub fn gate(orders: &[Order], open: usize, tripwire: i64, journal: &Journal, today: NaiveDate) -> Gate {
    let covered = |order: &Order, task: &Task| {
        let mut lists = journal.approved.values().filter(|approved| today <= approved.expires);
        lists.any(|approved| approved.covers(&task.key, &mark(order, task)))
    };
    let is_fresh = |order: &&Order| !order.items.iter().all(|task| covered(order, task));
    let fresh: Vec<&Order> = orders.iter().filter(is_fresh).collect();
    let tripwire = usize::try_from(tripwire).unwrap_or(usize::MAX);
    let mut alarms = unusual(&fresh, tripwire, open, journal);
    if alarms.is_empty() {
        return Gate::Open;
    }
    let plan = fingerprint(orders);
    let counts = |approval: &&Approval| today <= approval.expires && approval.expires <= shift(today, APPROVAL_DAYS);
    match journal.approvals.get(&plan).filter(counts) {
        Some(approval) => Gate::Approved(approval.expires),
        None => {
            alarms.extend(in_vain(journal, &plan, today));
            Gate::Waits(alarms)
        }
    }
}

fn line(order: &Order, item: &Task) -> String {
    format!("{}\t{}\t{}\n", item.key, order.to, item.amount)
}

/// Returns the mark of one reminder of a plan: another address or amount is
/// another mark.
#[must_use]
pub fn mark(order: &Order, item: &Task) -> String {
    crate::digest::sha256(line(order, item).as_bytes())[..16].to_owned()
}

/// Says why an approval that somebody wrote lets nothing through: a person who
/// approved and is told again to approve has no other way to find out.
fn in_vain(journal: &Journal, plan: &str, today: NaiveDate) -> Option<Words> {
    if let Some(expires) = journal.approvals.get(plan).map(|approval| approval.expires) {
        let latest = shift(today, APPROVAL_DAYS);
        return Some(if expires < today {
            Words::new(
                format!("มีคำอนุมัติแผนนี้แล้ว แต่หมดอายุเมื่อ {expires}: แก้ expires เป็นวันที่ไม่เกิน {latest}"),
                format!(
                    "this plan has an approval, but it expired on {expires}: write a day up to {latest} as expires"
                ),
            )
        } else {
            Words::new(
                format!("มีคำอนุมัติแผนนี้แล้ว แต่ expires = {expires} ไกลเกิน 3 วัน (ปีเป็น ค.ศ.): แก้เป็นวันที่ไม่เกิน {latest}"),
                format!(
                    "this plan has an approval, but expires = {expires} is more than 3 days ahead (years are C.E.): write a day up to {latest}"
                ),
            )
        });
    }
    let other =
        |(plan, approval): (&String, &Approval)| today <= approval.expires && !journal.approved.contains_key(plan);
    journal.approvals.iter().any(other).then(|| {
        Words::new(
            "มีคำอนุมัติของแผนอื่น แต่รายการ จำนวนเงิน หรือที่อยู่เปลี่ยนไปแล้ว แผนนี้ต้องอนุมัติใหม่",
            "another plan has an approval, but a reminder, an amount or an address has changed since; this plan needs its own",
        )
    })
}

/// Returns what is unusual about a plan; nothing where it may go.
#[must_use]
pub fn unusual(orders: &[&Order], tripwire: usize, open: usize, journal: &Journal) -> Vec<Words> {
    let mut alarms = Vec::new();
    let count = orders.len();
    if count > tripwire {
        alarms.push(Words::new(
            format!("{count} ฉบับ เกินเพดาน tripwire = {tripwire}"),
            format!("{count} mails, above tripwire = {tripwire}"),
        ));
    }
    if count < MANY {
        return alarms;
    }
    let mut records: Vec<&str> = orders
        .iter()
        .flat_map(|order| &order.items)
        .filter(|task| task.record.is_some())
        .map(Task::record_path)
        .collect();
    records.sort_unstable();
    records.dedup();
    if records.len() * 100 > open * SHARE {
        alarms.push(Words::new(
            format!("พูดถึง {} จาก {open} ระเบียนที่ยังไม่จบ เกินร้อยละ {SHARE}", records.len()),
            format!(
                "they speak of {} of {open} open records, above {SHARE} percent",
                records.len()
            ),
        ));
    }
    let mut to: Vec<&str> = orders.iter().map(|order| order.to.as_str()).collect();
    to.sort_unstable();
    let most = to.chunk_by(|a, b| a == b).map(<[&str]>::len).max().unwrap_or(0);
    if most > TO_ONE {
        alarms.push(Words::new(
            format!("{most} ฉบับถึงที่อยู่เดียว"),
            format!("{most} mails to one address"),
        ));
    }
    if let Some(median) = median(&journal.runs).filter(|median| count > TIMES * median) {
        alarms.push(Words::new(
            format!("{count} ฉบับ เกิน {TIMES} เท่าของปกติ ({median})"),
            format!("{count} mails, above {TIMES} times the usual ({median})"),
        ));
    }
    alarms
}

/// The usual number of mails planned by a run that planned any.
fn median(runs: &[Run]) -> Option<usize> {
    let mut planned: Vec<usize> = runs
        .iter()
        .rev()
        .map(|run| run.planned)
        .filter(|planned| *planned > 0)
        .take(LOOK_BACK)
        .collect();
    planned.sort_unstable();
    (planned.len() >= FEWEST).then(|| planned[planned.len() / 2])
}
