//! Records: nothing that was recorded goes, and what money was paid on stays as
//! it was signed.

use super::{Range, Report, by, place};
use crate::day::fiscal_year;
use crate::history::change::{Change, between};
use crate::history::commit::Touched;
use crate::pen::{self, Value};
use crate::record::shape::File;
use crate::record::{Kind, RecordId, id};
use crate::text::{Code, Words};

/// What was agreed, by kind of record.
fn agreed(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Advance => &["contract", "fund", "amount", "borrower.name"],
        Kind::Guarantee => &["contract", "kind", "form", "amount", "contractor.name"],
        Kind::Project => &[],
    }
}

/// Days from which due dates are counted, and the rule that counts.
const COUNTED: [&str; 8] = [
    "contracted",
    "received",
    "returned",
    "due_printed",
    "rule",
    "accepted",
    "warranty",
    "released",
];

/// What is kept up for the sake of reminders and readers, in any year.
const SERVICE: [&str; 5] = [
    "hold",
    "notes",
    "borrower.email",
    "borrower.position",
    "contractor.email",
];

/// Words by which a message says why.
const WHY: [&str; 4] = ["เหตุผล", "เพราะ", "reason", "because"];
/// Lines that git and forges write below a message.
const TRAILERS: [&str; 4] = ["signed-off-by:", "co-authored-by:", "reviewed-by:", "change-id:"];

pub(super) fn check(range: &Range, report: &mut Report<'_>) {
    for touched in &range.files {
        let Some(id) = id::parse(&touched.path) else { continue };
        let Some(before) = range.text(touched.before.as_ref()) else {
            continue;
        };
        match range.text(touched.after.as_ref()) {
            Some(after) => changed(range, &id, touched, (before, after), report),
            None if touched.after.is_none() => gone(range, &id, touched, before, report),
            None => {}
        }
    }
}

/// A record that is gone: moved where another file came with its contract.
fn gone(range: &Range, id: &RecordId, touched: &Touched, before: &str, report: &mut Report<'_>) {
    let contract = |kind: Kind, text: &str| {
        let facts = pen::facts(File::from(kind).keys(), text)?.0;
        facts.get("contract").or_else(|| facts.get("code")).cloned()
    };
    let mine = contract(id.kind, before);
    let moved = range.files.iter().find(|other| {
        let other_id = id::parse(&other.path).filter(|_| other.before.is_none());
        let text = range.text(other.after.as_ref());
        let same = touched.before == other.after;
        same || other_id.is_some_and(|other| {
            other.kind == id.kind && mine.is_some() && text.and_then(|text| contract(other.kind, text)) == mine
        })
    });
    let who = by(range, &touched.path);
    match moved {
        Some(moved) => report.of_file(
            Code::RecordMoved,
            &touched.path,
            Words::new(
                format!("ย้ายไปเป็น {}{}", moved.path, who.th),
                format!("Moved to {}{}", moved.path, who.en),
            ),
            Words::new(
                "ชื่อแฟ้มคือเลขของระเบียน ย้ายกลับที่เดิม ลิงก์ อีเมล และประวัติการแจ้งเตือนชี้มาที่นี่",
                "The path is the record's identity: move it back; links, mails and the journal point here",
            ),
        ),
        None => report.of_file(
            Code::RecordDeleted,
            &touched.path,
            Words::new(
                format!("ระเบียนที่เคยบันทึกไว้ถูกลบ{}", who.th),
                format!("A record that stood in the book was deleted{}", who.en),
            ),
            Words::new(
                format!(
                    "คืนแฟ้ม: git checkout {} -- {}  ถ้าสัญญายกเลิกจริง ใช้  duebook cancel {id}",
                    range.base.short(),
                    touched.path
                ),
                format!(
                    "Put it back: git checkout {} -- {}; for a contract that was cancelled: duebook cancel {id}",
                    range.base.short(),
                    touched.path
                ),
            ),
        ),
    }
}

fn changed(range: &Range, id: &RecordId, touched: &Touched, (before, after): (&str, &str), report: &mut Report<'_>) {
    let file = File::from(id.kind);
    let changes = between(file, Some(before), Some(after));
    let Some((old, events)) = pen::facts(file.keys(), before) else {
        return;
    };
    // Money had moved: it was received, or paid out in parts.
    let paid = old.contains_key("received") || events.iter().any(|event| event.name == "disbursement");
    let path = &touched.path;
    let who = by(range, path);
    let mut is_edited = false;
    for change in &changes {
        match change {
            Change::Fact {
                key,
                old: Some(old),
                new,
            } if Some(old) != new.as_ref() => {
                is_edited |= !SERVICE
                    .iter()
                    .any(|known| key == known || key.starts_with(&format!("{known}.")));
                let counted = COUNTED
                    .iter()
                    .any(|known| key == known || key.starts_with(&format!("{known}.")));
                let code = if agreed(id.kind).contains(&key.as_str()) {
                    Code::ChangedAfterPayment
                } else if counted {
                    Code::CountingDayChanged
                } else {
                    continue;
                };
                if paid {
                    let words = change.words(file, false);
                    let help = match code {
                        Code::ChangedAfterPayment => Words::new(
                            "คืนค่าเดิม สัญญาที่จ่ายเงินแล้วไม่แก้ ถ้าบันทึกผิดมาแต่แรก ให้ผู้มีอำนาจตั้ง  history.changed_after_payment = \"warn\"  ใน office.toml ชั่วคราว",
                            "Put the old value back: a contract on which money was paid is not edited; for a slip from the start, policy is history.changed_after_payment in office.toml",
                        ),
                        _ => Words::new(
                            "วันครบกำหนดนับจากค่านี้ ตรวจกับเอกสาร และเขียนเหตุผลในข้อความของ commit",
                            "The due date is counted from it: look at the papers, and say why in the commit's message",
                        ),
                    };
                    report.at(code, path, after, place(after, None, key), with(&words, &who), help);
                }
            }
            Change::EventFact {
                event,
                number,
                key,
                old,
                new,
            } if is_rewritten(key, old.as_ref(), new.as_ref()) => {
                is_edited = true;
                let words = change.words(file, false);
                let spot = place(after, Some((&event.name, number - 1)), key);
                report.at(Code::EventChanged, path, after, spot, with(&words, &who), instead());
            }
            Change::EventFact { old: Some(_), key, .. } if key != "pending" => is_edited = true,
            Change::Removed(_) => {
                is_edited = true;
                let words = change.words(file, false);
                report.of_file(Code::EventDeleted, path, with(&words, &who), instead());
            }
            _ => {}
        }
    }
    if is_edited && !is_open_year(range, id) && !says_why(range, path) {
        report.of_file(
            Code::ClosedYear,
            path,
            Words::new(
                format!("แก้ระเบียนของปีงบประมาณ {} ที่ปิดแล้ว โดยไม่บอกเหตุผล{}", id.fiscal_year, who.th),
                format!(
                    "Edited in the closed fiscal year {} without a reason{}",
                    id.fiscal_year, who.en
                ),
            ),
            Words::new(
                "เขียนเหตุผลใต้หัวเรื่องของข้อความ commit เช่น  เหตุผล: หนังสือ สตง. ที่ … ให้แก้",
                "Write the reason below the subject of the commit's message: Reason: …",
            ),
        );
    }
}

/// Whether a fact of an entry that stood says something else now: an amount, a
/// day, what an inspection found. That vouchers under check were checked is none.
fn is_rewritten(key: &str, old: Option<&Value>, new: Option<&Value>) -> bool {
    match old {
        Some(Value::Amount(_) | Value::Day(_)) => true,
        Some(_) => key == "result",
        None => match new {
            Some(Value::Amount(_)) => true,
            Some(Value::Yes(yes)) => key == "pending" && *yes,
            _ => false,
        },
    }
}

fn with(words: &Words, who: &Words) -> Words {
    Words::new(format!("{}{}", words.th, who.th), format!("{}{}", words.en, who.en))
}

fn instead() -> Words {
    Words::new(
        "คืนรายการเดิม แล้วยกเลิกด้วย  void = { date = …, reason = \"…\" }  (duebook void) ก่อนบันทึกรายการที่ถูก",
        "Put the entry back, void it with  void = { date = …, reason = \"…\" }  (duebook void), and enter the right one",
    )
}

/// Whether the record's fiscal year was not over when it was last touched.
fn is_open_year(range: &Range, id: &RecordId) -> bool {
    id.fiscal_year >= fiscal_year(range.head.committer.day())
}

/// Whether a commit that touched the file says why.
fn says_why(range: &Range, path: &str) -> bool {
    range.touching(path).any(|commit| {
        let message = commit.message.to_lowercase();
        let mut below = commit.body().lines().map(str::trim).filter(|line| !line.is_empty());
        let trailer = |line: &str| TRAILERS.iter().any(|start| line.to_lowercase().starts_with(start));
        WHY.iter().any(|word| message.contains(word)) || below.any(|line| !trailer(line))
    })
}
