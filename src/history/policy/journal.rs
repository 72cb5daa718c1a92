//! What was sent: letters keep their bytes, the journal is only added to.

use super::{Range, Report, by};
use crate::history::commit::Touched;
use crate::text::{Code, Words};

const JOURNAL: &str = "records/journal/";
const LETTERS: &str = "records/journal/letters/";

pub(super) fn check(range: &Range, report: &mut Report<'_>) {
    for touched in &range.files {
        if touched.before.is_none() || !touched.path.starts_with(JOURNAL) {
            continue;
        }
        if touched.path.starts_with(LETTERS) {
            add(range, touched, Code::LetterRewritten, report);
        } else if !is_added_to(range, touched) {
            add(range, touched, Code::JournalRewritten, report);
        }
    }
}

/// Whether the old text still begins the new one.
fn is_added_to(range: &Range, touched: &Touched) -> bool {
    match (range.text(touched.before.as_ref()), range.text(touched.after.as_ref())) {
        (Some(before), Some(after)) => after.starts_with(before),
        _ => false,
    }
}

fn add(range: &Range, touched: &Touched, code: Code, report: &mut Report<'_>) {
    let path = &touched.path;
    let who = by(range, path);
    let (th, en) = match (code, touched.after.is_some()) {
        (Code::LetterRewritten, true) => ("หนังสือที่ส่งแล้วถูกแก้", "A letter that was sent was changed"),
        (Code::LetterRewritten, false) => ("หนังสือที่ส่งแล้วถูกลบ", "A letter that was sent was deleted"),
        (_, true) => ("บันทึกการส่งที่เคยจดไว้ถูกแก้", "What the journal had noted was changed"),
        (_, false) => ("บันทึกการส่งถูกลบ", "A note of the journal was deleted"),
    };
    let base = range.base.short();
    report.of_file(
        code,
        path,
        Words::new(format!("{th}{}", who.th), format!("{en}{}", who.en)),
        Words::new(
            format!("คืนแฟ้มเดิม: git checkout {base} -- {path}"),
            format!("Put it back: git checkout {base} -- {path}"),
        ),
    );
}
