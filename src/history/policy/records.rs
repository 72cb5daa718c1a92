//! Records: nothing that was recorded goes, and what money was paid on stays as
//! it was signed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::stands::{self, Standing};
use super::{Range, Report, by, place, reason};
use crate::history::change::{Change, between};
use crate::history::commit::Touched;
use crate::pen;
use crate::record::shape::File;
use crate::record::{RecordId, id};
use crate::text::{Code, Words};

pub(super) fn check(range: &Range, report: &mut Report<'_>) {
    let moved = moves(range);
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
            None if touched.after.is_none() => {
                let to = moved.get(touched.path.as_str()).copied();
                gone(range, &id, (touched, to), before, report);
            }
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

/// Where the records went that are gone, by their paths: to the file that has the
/// same text, else to a new one of the same contract. No file is the end of two ways.
fn moves(range: &Range) -> BTreeMap<&str, &Touched> {
    let mut moves = BTreeMap::new();
    pair(range, &mut moves, |_, object| object);
    pair(range, &mut moves, |file, object| {
        let id = id::parse(&file.path).filter(|_| file.before.is_none() || file.after.is_none())?;
        let facts = pen::facts(File::from(id.kind).keys(), range.text(object)?)?.0;
        let contract = facts.get("contract").or_else(|| facts.get("code"))?;
        Some((id.kind, contract.clone()))
    });
    moves
}

/// Pairs the records that are gone, and whose place is not known yet, with files that
/// are now what those were, both in the order of their paths.
fn pair<'r, K: Ord>(
    range: &'r Range,
    moves: &mut BTreeMap<&'r str, &'r Touched>,
    key: impl Fn(&'r Touched, Option<&'r String>) -> Option<K>,
) {
    let is_gone = |file: &&Touched| file.after.is_none() && !moves.contains_key(file.path.as_str());
    let gone: Vec<&Touched> = range.files.iter().filter(is_gone).collect();
    if gone.is_empty() {
        return;
    }
    let taken: BTreeSet<&str> = moves.values().map(|file| file.path.as_str()).collect();
    let mut places: BTreeMap<K, VecDeque<&Touched>> = BTreeMap::new();
    for file in range.files.iter().filter(|file| file.after.is_some()) {
        if let Some(key) = key(file, file.after.as_ref()).filter(|_| !taken.contains(file.path.as_str())) {
            places.entry(key).or_default().push_back(file);
        }
    }
    for file in gone {
        let place = key(file, file.before.as_ref()).and_then(|key| places.get_mut(&key)?.pop_front());
        if let Some(place) = place {
            moves.insert(&file.path, place);
        }
    }
}

/// A record that is gone, or that was moved.
fn gone(
    range: &Range,
    id: &RecordId,
    (touched, moved): (&Touched, Option<&Touched>),
    before: &str,
    report: &mut Report<'_>,
) {
    let who = by(range, &touched.path);
    match moved {
        Some(moved) => {
            if !is_asked_for(range, id, moved) {
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
            }
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

/// Whether a record went where `check` wants it: into the folder of its own fiscal year,
/// as a guarantee must that was expected in one year and came in the next.
fn is_asked_for(range: &Range, id: &RecordId, moved: &Touched) -> bool {
    let Some(to) = id::parse(&moved.path) else { return false };
    let text = range.text(moved.after.as_ref());
    let facts = text.and_then(|text| pen::facts(File::from(id.kind).keys(), text));
    let year = facts.and_then(|(facts, _)| pen::home_year(id.kind, &facts));
    (&to.agency, to.kind, Some(to.fiscal_year)) == (&id.agency, id.kind, year) && to.fiscal_year != id.fiscal_year
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{Commit, Ident};

    /// What came of each text of two folders: what went, and what is there now.
    fn moved(files: &[(&str, Option<&str>, Option<&str>)]) -> Vec<(String, String)> {
        let who = Ident::parse("S <s@x> 5 +0700");
        let commit = Commit {
            id: "1".repeat(40),
            parents: Vec::new(),
            author: who.clone(),
            committer: who,
            is_signed: false,
            message: String::new(),
            via: None,
            files: Vec::new(),
        };
        let text = |text: &str| text.to_owned();
        let range = Range {
            base: commit.clone(),
            head: commit,
            commits: Vec::new(),
            before: Vec::new(),
            lost: Vec::new(),
            files: files
                .iter()
                .map(|(path, before, after)| Touched {
                    path: format!("records/{path}.toml"),
                    before: before.map(text),
                    after: after.map(text),
                })
                .collect(),
            // An object is named by its own text here.
            texts: files
                .iter()
                .flat_map(|(_, before, after)| [*before, *after])
                .flatten()
                .map(|object| (text(object), text(object)))
                .collect(),
        };
        let short = |path: &str| path.trim_start_matches("records/").trim_end_matches(".toml").to_owned();
        let moves = moves(&range);
        moves.iter().map(|(from, to)| (short(from), short(&to.path))).collect()
    }

    #[test]
    fn records_of_one_contract_go_each_its_own_way() {
        let one = "contract = \"จ. 1/2570\"\nkind = \"contract\"\n";
        let two = "contract = \"จ. 1/2570\"\nkind = \"retention\"\n";
        let edited = "contract = \"จ. 1/2570\"\nkind = \"bid\"\n";
        let other = "contract = \"จ. 2/2570\"\n";
        let way = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let whole = [
            ("legal/2570/guarantee-0001", None, Some(one)),
            ("legal/2570/guarantee-0002", None, Some(two)),
            ("works/2570/guarantee-0001", Some(one), None),
            ("works/2570/guarantee-0002", Some(two), None),
        ];
        let both = [
            way("works/2570/guarantee-0001", "legal/2570/guarantee-0001"),
            way("works/2570/guarantee-0002", "legal/2570/guarantee-0002"),
        ];
        assert_eq!(moved(&whole), both);
        // The same text is looked for over all files before the same contract.
        let mut one_edited = whole;
        one_edited[0].2 = Some(edited);
        assert_eq!(moved(&one_edited), both);
        let one_gone = [
            ("legal/2570/guarantee-0009", None, Some(two)),
            ("works/2570/guarantee-0001", Some(one), None),
            ("works/2570/guarantee-0002", Some(two), None),
        ];
        assert_eq!(
            moved(&one_gone),
            [way("works/2570/guarantee-0002", "legal/2570/guarantee-0009")]
        );
        let stood = [
            ("legal/2570/guarantee-0001", Some(other), Some(edited)),
            ("works/2570/guarantee-0001", Some(one), None),
        ];
        assert_eq!(moved(&stood), []);
    }
}
