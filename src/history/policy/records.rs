//! Records: nothing that was recorded goes, and what money was paid on stays as
//! it was signed.

use super::stands::{self, Standing};
use super::{Range, Report, by, place, reason};
use crate::history::change::{Change, between};
use crate::history::commit::Touched;
use crate::pen;
use crate::record::shape::File;
use crate::record::{Kind, RecordId, id};
use crate::text::{Code, Words};

pub(super) fn check(range: &Range, report: &mut Report<'_>) {
    for touched in &range.files {
        let Some(id) = id::parse(&touched.path) else { continue };
        let Some(before) = range.text(touched.before.as_ref()) else {
            continue;
        };
        let file = File::from(id.kind);
        match range
            .text(touched.after.as_ref())
            .filter(|text| pen::facts(file.keys(), text).is_some())
        {
            Some(after) => changed(range, &id, &touched.path, (before, after), report),
            None if touched.after.is_none() => gone(range, &id, touched, before, report),
            None => unreadable(range, &touched.path, report),
        }
    }
}

/// A record that stands and says nothing: no TOML, no UTF-8.
fn unreadable(range: &Range, path: &str, report: &mut Report<'_>) {
    let who = by(range, path);
    report.of_file(
        Code::Syntax,
        path,
        Words::new(
            format!("อ่านแฟ้มนี้ไม่ได้แล้ว{}", who.th),
            format!("This file cannot be read any more{}", who.en),
        ),
        Words::new(
            format!(
                "ดูว่าผิดที่ใด: duebook check  หรือคืนแฟ้ม: git checkout {} -- {path}",
                range.base.short()
            ),
            format!(
                "duebook check says where; or put it back: git checkout {} -- {path}",
                range.base.short()
            ),
        ),
    );
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
        Some(moved) => {
            report.of_file(
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
            );
            // What changed on the way is a change like any other.
            if let Some(after) = range.text(moved.after.as_ref()) {
                changed(range, id, &moved.path, (before, after), report);
            }
        }
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

fn changed(range: &Range, id: &RecordId, path: &str, (before, after): (&str, &str), report: &mut Report<'_>) {
    let file = File::from(id.kind);
    let Some((old, events)) = pen::facts(file.keys(), before) else {
        return;
    };
    let standing = Standing::of(id.kind, &old, &events);
    let who = by(range, path);
    let changes = between(file, Some(before), Some(after));
    for change in &changes {
        let Some(code) = standing.judge(change, &changes) else {
            continue;
        };
        let spot = match change {
            Change::Fact { key, .. } => place(after, None, key),
            Change::EventFact { event, number, key, .. } => place(after, Some((&event.name, number - 1)), key),
            _ => None,
        };
        let words = change.words(file, false);
        let words = Words::new(format!("{}{}", words.th, who.th), format!("{}{}", words.en, who.en));
        report.at(code, path, after, spot, words, instead(code));
    }
    if stands::is_edited(&changes) {
        reason::check(range, id, path, report);
    }
}

/// What to do instead.
fn instead(code: Code) -> Words {
    let (th, en) = match code {
        Code::ChangedAfterPayment => (
            "คืนค่าเดิม สัญญาที่จ่ายเงินแล้วไม่แก้ ถ้าบันทึกผิดมาแต่แรก ให้ผู้มีอำนาจตั้ง  history.changed_after_payment = \"warn\"  ใน office.toml ชั่วคราว",
            "Put the old value back: a contract on which money was paid is not edited; for a slip from the start, policy is history.changed_after_payment in office.toml",
        ),
        Code::CountingDayChanged => (
            "วันครบกำหนดนับจากค่านี้ ตรวจกับเอกสาร และเขียนเหตุผลในข้อความของ commit",
            "The due date is counted from it: look at the papers, and say why in the commit's message",
        ),
        Code::ReferenceChanged => (
            "เทียบกับใบเสร็จหรือหนังสือฉบับจริง ถ้าเลขเดิมพิมพ์ผิด เขียนเหตุผลในข้อความของ commit",
            "Hold it against the paper itself; where the old number was a slip, say so in the commit's message",
        ),
        _ => (
            "คืนรายการเดิม แล้วยกเลิกด้วย  void = { date = …, reason = \"…\" }  (duebook void) ก่อนบันทึกรายการที่ถูก",
            "Put the entry back, void it with  void = { date = …, reason = \"…\" }  (duebook void), and enter the right one",
        ),
    };
    Words::new(th, en)
}
