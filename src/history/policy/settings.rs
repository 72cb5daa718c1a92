//! Settings and templates: they decide who is reminded, what a page shows and who
//! signs, and belong to the office. Whoever changes them is seen.

use super::{Range, Report, by, place};
use crate::history::change::{Change, between};
use crate::history::commit::Touched;
use crate::record::shape::File;
use crate::record::{Place, id};
use crate::text::{Code, Words};

pub(super) fn check(range: &Range, report: &mut Report<'_>) {
    // At the book's own beginning all of it is new.
    if range.head.id == range.base.id {
        return;
    }
    for touched in &range.files {
        match id::place(&touched.path) {
            Place::Office => settings(range, touched, File::Office, report),
            Place::Agency(_) => settings(range, touched, File::Agency, report),
            _ if touched.path.starts_with("templates/") => template(range, touched, report),
            _ => {}
        }
    }
}

fn settings(range: &Range, touched: &Touched, file: File, report: &mut Report<'_>) {
    let path = &touched.path;
    let who = by(range, path);
    let Some(before) = range.text(touched.before.as_ref()) else {
        moved_here(touched, &who, file, report);
        return;
    };
    let after = range.text(touched.after.as_ref());
    for change in between(file, Some(before), after) {
        let text = after.unwrap_or_default();
        let spot = match &change {
            Change::Fact { key, .. } => place(text, None, key),
            Change::EventFact { event, number, key, .. } => place(text, Some((&event.name, number - 1)), key),
            _ => None,
        };
        // The policy for history has a finding of its own.
        let is_policy = matches!(&change, Change::Fact { key, .. } if key.starts_with("history."));
        if is_policy || change == Change::Form {
            continue;
        }
        let words = change.words(file, false);
        report.at(
            Code::SettingsChanged,
            path,
            text,
            spot,
            Words::new(format!("{}{}", words.th, who.th), format!("{}{}", words.en, who.en)),
            Words::new(
                "ค่าตั้งมีผลต่อทุกสัญญา ให้หัวหน้าฝ่ายการคลังเห็นชอบก่อนรวม",
                "Settings hold for every contract: the head of the section agrees before it is merged",
            ),
        );
    }
}

/// The office's settings stand where there were none: the whole book was moved
/// here, and nothing of what it was before is compared.
fn moved_here(touched: &Touched, who: &Words, file: File, report: &mut Report<'_>) {
    if file != File::Office || touched.after.is_none() {
        return;
    }
    report.of_file(
        Code::RecordMoved,
        &touched.path,
        Words::new(
            format!("รุ่นก่อนหน้าไม่มีสมุดที่โฟลเดอร์นี้ จึงเทียบของเดิมไม่ได้{}", who.th),
            format!(
                "The commit before had no book in this folder: nothing can be compared{}",
                who.en
            ),
        ),
        Words::new(
            "ถ้าย้ายทั้งสมุด เทียบเองว่าไม่มีอะไรเปลี่ยน: git diff -M --stat <ก่อน> <หลัง>",
            "Where the whole book was moved, see that nothing else changed: git diff -M --stat BEFORE AFTER",
        ),
    );
}

fn template(range: &Range, touched: &Touched, report: &mut Report<'_>) {
    let path = &touched.path;
    let who = by(range, path);
    let (th, en) = match (&touched.before, &touched.after) {
        (None, _) => ("เพิ่มแม่แบบของสำนักงาน", "A template of the office's own was added"),
        (_, None) => ("ลบแม่แบบของสำนักงาน", "A template of the office's own was deleted"),
        _ => ("แก้แม่แบบของสำนักงาน", "A template of the office's own was changed"),
    };
    report.of_file(
        Code::TemplateChanged,
        path,
        Words::new(format!("{th}{}", who.th), format!("{en}{}", who.en)),
        Words::new(
            "หน้าเว็บและอีเมลเปลี่ยนตาม ดูของจริงก่อนรวม:  duebook build  แล้วเทียบกับ  duebook status",
            "Pages and mails change with it: look before it is merged: duebook build, beside duebook status",
        ),
    );
}
