//! What was sent: letters keep their bytes, the journal is only added to.

use chrono::NaiveDate;

use super::{Range, Report, by};
use crate::history::commit::Touched;
use crate::text::{Code, Words};
use crate::thai::date::medium;

/// A machine that was cut off writes what it did when it is back: after a long
/// weekend at most.
const SLACK: i64 = 4;

const JOURNAL: &str = "records/journal/";
const LETTERS: &str = "records/journal/letters/";

pub(super) fn check(range: &Range, report: &mut Report<'_>) {
    for touched in &range.files {
        if !touched.path.starts_with(JOURNAL) {
            continue;
        }
        backdated(range, touched, report);
        if touched.before.is_none() {
            continue;
        }
        if touched.path.starts_with(LETTERS) {
            add(range, touched, Code::LetterRewritten, report);
        } else if !is_added_to(range, touched) {
            add(range, touched, Code::JournalRewritten, report);
        }
    }
}

/// What the journal says of a moment is written at that moment: a page that comes
/// days later, or before its time, was not written by the run that it names.
fn backdated(range: &Range, touched: &Touched, report: &mut Report<'_>) {
    // A book that comes into git with its journal was written before.
    if range.head.id == range.base.id {
        return;
    }
    let path = &touched.path;
    let before = range.text(touched.before.as_ref()).unwrap_or_default();
    let after = range.text(touched.after.as_ref()).unwrap_or_default();
    let new = after.strip_prefix(before).unwrap_or(after);
    let written: Vec<NaiveDate> = range.touching(path).map(|commit| commit.committer.day()).collect();
    let is_near = |day: NaiveDate| {
        written
            .iter()
            .any(|known| known.signed_duration_since(day).num_days().abs() <= SLACK)
    };
    let odd = new
        .lines()
        .filter_map(|line| moment(path, line))
        .find(|day| !is_near(*day));
    let (Some(day), Some(wrote)) = (odd, written.first()) else {
        return;
    };
    let who = by(range, path);
    report.of_file(
        Code::JournalBackdated,
        path,
        Words::new(
            format!("บันทึกว่าเป็นของวันที่ {} แต่เขียนลงสมุดเมื่อ {}{}", medium(day), medium(*wrote), who.th),
            format!("It speaks of {day} and was written on {wrote}{}", who.en),
        ),
        Words::new(
            "บันทึกการส่งมีโปรแกรมเขียนเท่านั้น เทียบกับอีเมลที่ส่งจริง: duebook mail verify และกล่องจดหมายที่ส่งแล้ว",
            "Only the program writes the journal: hold it against what was sent (duebook mail verify) and the Sent folder",
        ),
    );
}

/// The day of a line that says when the program did something.
fn moment(path: &str, line: &str) -> Option<NaiveDate> {
    let (key, value) = line.split_once(" = ")?;
    // A mail bears the day that it speaks of; a letter the day on which it was made.
    let is_letter = path.starts_with(LETTERS);
    let is_moment = matches!(key, "at" | "started" | "ended" | "on") || key == "date" && is_letter;
    is_moment.then(|| value.get(..10)?.parse().ok()).flatten()
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
