//! The order of time, and of the commits themselves.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Range, Report};
use crate::history::Commit;
use crate::text::{Code, Words};

/// Two machines' clocks may differ by so many seconds.
const SLACK: i64 = 3600;

pub(super) fn check(range: &Range, today: NaiveDate, report: &mut Report<'_>) {
    lost(range, report);
    swapped(range, report);
    // A little back at each commit is a lot in the end: each is held against the
    // newest of all that it stands on.
    let outside = range.before.iter().chain([&range.base]);
    let mut newest: BTreeMap<&str, &Commit> = outside.map(|commit| (commit.id.as_str(), commit)).collect();
    for commit in range.commits.iter().rev() {
        root(range, commit, report);
        future(commit, today, report);
        let parents = commit.parents.iter().filter_map(|id| newest.get(id.as_str()));
        let before = parents.max_by_key(|parent| parent.committer.seconds).copied();
        if let Some(before) = before {
            backward(commit, before, report);
        }
        let later = before.filter(|before| before.committer.seconds > commit.committer.seconds);
        newest.insert(&commit.id, later.unwrap_or(commit));
    }
}

/// A commit has no file; it is named in its place.
fn name(commit: &Commit) -> String {
    format!("commit {}", commit.short())
}

fn lost(range: &Range, report: &mut Report<'_>) {
    let Some(newest) = range.lost.first() else { return };
    let ids: Vec<&str> = range.lost.iter().take(5).map(Commit::short).collect();
    let (n, ids) = (range.lost.len(), ids.join(" "));
    report.of_file(
        Code::HistoryRewritten,
        &name(newest),
        Words::new(
            format!("ประวัติที่เคยมี {n} commit ไม่อยู่ในประวัติใหม่แล้ว: {ids}"),
            format!("{n} commits that stood are not in the new history: {ids}"),
        ),
        Words::new(
            "ถ้าเป็นการเขียนทับ (force push) ให้คืนของเดิม: git push --force-with-lease <ที่เก็บ> <commit เดิม>:main  ถ้าเป็นกิ่งที่แตกออกไป ให้ตรวจจากจุดที่แตก: git merge-base",
            "Where the branch was overwritten (force push), put the old commit back; where HEAD is a branch beside it, judge from where they parted: git merge-base",
        ),
    );
}

/// A merge by which the beginning of the range is no longer on the first-parent
/// line of its end: to git the branch that was published looks like a side branch.
fn swapped(range: &Range, report: &mut Report<'_>) {
    let base = range.base.id.as_str();
    // The book's own beginning stands on nothing.
    if range.head.id == base {
        return;
    }
    let mut stands: BTreeSet<&str> = BTreeSet::from([base]);
    for commit in range.commits.iter().rev() {
        if commit.parents.iter().any(|id| stands.contains(id.as_str())) {
            stands.insert(&commit.id);
        }
    }
    let find = |id: &str| range.commits.iter().find(|commit| commit.id == id);
    let mut next = find(&range.head.id).filter(|commit| stands.contains(commit.id.as_str()));
    while let Some(commit) = next.filter(|commit| commit.id != base) {
        match commit.parents.first() {
            Some(id) if stands.contains(id.as_str()) => next = find(id),
            _ => {
                swap(range, commit, report);
                return;
            }
        }
    }
}

fn swap(range: &Range, merge: &Commit, report: &mut Report<'_>) {
    let (who, base) = (&merge.committer.name, range.base.short());
    report.of_file(
        Code::TrunkSwapped,
        &name(merge),
        Words::new(
            format!("{who} รวมกิ่งที่เผยแพร่แล้ว ({base}) เข้ากิ่งของตน แทนที่จะกลับกัน คำสั่ง git ที่ตามสายแรกจะไม่เห็นประวัติเดิม"),
            format!("{who} merged the published branch ({base}) into another one, not the other way round: what in git follows first parents misses the history that stood"),
        ),
        Words::new(
            "มักเกิดจาก git pull ก่อน push ตั้งครั้งเดียว: git config pull.rebase true  โปรแกรมนี้ตามสายที่มีตราประจำวัน จึงยังนับวันที่ถูก",
            "It mostly comes of a git pull before a push; set once: git config pull.rebase true. This program follows the line of the daily seals and still counts rightly",
        ),
    );
}

/// A commit that stands on nothing: another book's history, or one made up.
fn root(range: &Range, commit: &Commit, report: &mut Report<'_>) {
    // The book's own beginning is none, unless a merge brought it.
    let is_own = commit.id == range.base.id && commit.via.is_none();
    if !commit.parents.is_empty() || is_own {
        return;
    }
    report.of_file(
        Code::RootAdded,
        &name(commit),
        Words::new(
            format!(
                "{} นำประวัติที่ไม่ได้ต่อจากสมุดนี้เข้ามา ({})",
                commit.author.name,
                commit.subject()
            ),
            format!(
                "{} brought in a history that does not stand on this book's ({})",
                commit.author.name,
                commit.subject()
            ),
        ),
        Words::new(
            "อย่ารวมกิ่งนี้ ทำใหม่จากกิ่งปัจจุบัน: git switch -c <ชื่อ> origin/main  แล้วบันทึกใหม่ที่นั่น",
            "Do not merge it: begin from the branch as it is (git switch -c NAME origin/main), and enter it there",
        ),
    );
}

fn future(commit: &Commit, today: NaiveDate, report: &mut Report<'_>) {
    let (made, written) = (commit.committer.day(), commit.author.day());
    let ahead = commit.author.seconds > commit.committer.seconds.saturating_add(SLACK);
    if made <= today && written <= today && !ahead {
        return;
    }
    let day = made.max(written);
    report.of_file(
        Code::CommitInFuture,
        &name(commit),
        Words::new(
            format!(
                "{} ลงวันที่ {} ซึ่งอยู่หลังเวลาที่บันทึกจริง (วันนี้ {})",
                commit.author.name,
                crate::thai::date::medium(day),
                crate::thai::date::medium(today)
            ),
            format!(
                "{} dated it {day}, later than it can have been made (today is {today})",
                commit.author.name
            ),
        ),
        Words::new(
            "ตรวจนาฬิกาของเครื่องนั้น ถ้ายังไม่ได้ส่งให้คนอื่น ทำใหม่: git commit --amend --date=now",
            "See that machine's clock; where nobody else has it yet: git commit --amend --date=now",
        ),
    );
}

fn backward(commit: &Commit, parent: &Commit, report: &mut Report<'_>) {
    let gap = parent.committer.seconds.saturating_sub(commit.committer.seconds);
    if gap <= SLACK {
        return;
    }
    let (own, before) = (commit.committer.day(), parent.committer.day());
    report.of_file(
        Code::CommitBackward,
        &name(commit),
        Words::new(
            format!(
                "ลงเวลา {} ก่อน commit ที่มันต่อท้าย {} ({})",
                crate::thai::date::medium(own),
                parent.short(),
                crate::thai::date::medium(before)
            ),
            format!("Dated {own}, before {} on which it stands ({before})", parent.short()),
        ),
        Words::new(
            "ตรวจนาฬิกาของเครื่องที่บันทึก หรือถามผู้บันทึกว่าเหตุใดจึงลงเวลาย้อนหลัง",
            "See the clock of that machine, or ask whoever made it why it was dated back",
        ),
    );
}
