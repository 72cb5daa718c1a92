//! Years that are over: whoever edits a record there says why.

use super::{Range, Report, by, stands};
use crate::day::fiscal_year;
use crate::history::Commit;
use crate::history::change::between;
use crate::record::RecordId;
use crate::record::shape::File;
use crate::text::{Code, Words};

/// Words by which a message says why.
const WHY: [&str; 4] = ["เหตุผล", "เพราะ", "reason", "because"];
/// Lines that git and forges write below a message.
const TRAILERS: [&str; 4] = ["signed-off-by:", "co-authored-by:", "reviewed-by:", "change-id:"];

/// Judges a record that the range edited.
pub(super) fn check(range: &Range, id: &RecordId, path: &str, report: &mut Report<'_>) {
    let is_open = id.fiscal_year >= fiscal_year(range.head.committer.day());
    let mut edits = range
        .touching(path)
        .filter(|commit| is_edit(range, id, commit, path))
        .peekable();
    // Where no commit can be told apart, any of them may say it.
    let is_said = if edits.peek().is_some() {
        edits.all(says_why)
    } else {
        range.touching(path).any(says_why)
    };
    if is_open || is_said {
        return;
    }
    let who = by(range, path);
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

/// Whether this commit edited what stood, and not only added to the file.
fn is_edit(range: &Range, id: &RecordId, commit: &Commit, path: &str) -> bool {
    let Some(touched) = commit.files.iter().find(|file| file.path == path) else {
        return false;
    };
    let (before, after) = (range.text(touched.before.as_ref()), range.text(touched.after.as_ref()));
    before.is_some() && after.is_some() && stands::is_edited(&between(File::from(id.kind), before, after))
}

/// Whether a commit says why it was made.
fn says_why(commit: &Commit) -> bool {
    let message = commit.message.to_lowercase();
    let mut below = commit.body().lines().map(str::trim).filter(|line| !line.is_empty());
    let trailer = |line: &str| TRAILERS.iter().any(|start| line.to_lowercase().starts_with(start));
    WHY.iter().any(|word| message.contains(word)) || below.any(|line| !trailer(line))
}
