//! One file of the journal, read by what its path says it is.

use super::Journal;
use super::entry::Entry;
use super::kept::Kept;
use super::notes::{Adopted, Approval, Approved, Run};
use super::seal::Seal;
use crate::text::{Code, Diagnostic, Source, Words};

/// One file, read. Files are read side by side and put in one after the other.
#[derive(Clone, Debug)]
pub enum Leaf {
    /// A reminder, by its key.
    Entry(String, Box<Entry>),
    /// An adoption.
    Adopted(Adopted),
    /// A day's runs.
    Runs(Vec<Run>),
    /// What an approval let through, by plan.
    Approved(String, Approved),
    /// A day's seal.
    Seal(Box<Seal>),
    /// An official letter.
    Kept(Box<Kept>),
    /// An approval, by plan.
    Approval(String, Approval),
}

impl Leaf {
    /// Reads a file below `records/journal/`, or an approval.
    ///
    /// # Errors
    ///
    /// The finding that says that the file is not as it should be.
    pub fn read(source: &Source) -> Result<Leaf, Box<Diagnostic>> {
        let path = &*source.path;
        let stem = path.strip_suffix(".toml").unwrap_or(path);
        if let Some(plan) = stem.strip_prefix("records/approvals/") {
            if plan.len() != 64 || !plan.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
                return Err(Box::new(misnamed(path)));
            }
            let read = Approval::read(&source.text).map_err(|fault| Box::new(approval(path, &fault)))?;
            return Ok(Leaf::Approval(plan.to_owned(), read));
        }
        leaf(stem, &source.text).map_err(|fault| Box::new(foreign(path, &fault)))
    }
}

fn leaf(stem: &str, text: &str) -> Result<Leaf, String> {
    let inside = stem.strip_prefix("records/journal/").unwrap_or(stem);
    match inside.split('/').collect::<Vec<_>>()[..] {
        ["adopted", _] => Adopted::read(text).map(Leaf::Adopted),
        ["approved", plan] => Approved::read(text).map(|read| Leaf::Approved(plan.to_owned(), read)),
        ["runs", _, _] => {
            let runs = Run::read(text)?;
            let mut paths = runs.iter().map(Run::path);
            if let Some(other) = paths.find(|path| path.strip_suffix(".toml") != Some(stem)) {
                return Err(other);
            }
            Ok(Leaf::Runs(runs))
        }
        ["seals", _, _] => {
            let seal = Seal::read(text)?;
            if seal.path().strip_suffix(".toml") != Some(stem) {
                return Err(seal.path());
            }
            Ok(Leaf::Seal(Box::new(seal)))
        }
        ["letters", _, _, _] => {
            let kept = Kept::read(text)?;
            if kept.path().strip_suffix(".toml") != Some(stem) {
                return Err(kept.path());
            }
            Ok(Leaf::Kept(Box::new(kept)))
        }
        [_, _, _] => {
            let entry = Entry::read(text)?;
            let key = entry.key();
            if key != inside {
                return Err(key);
            }
            Ok(Leaf::Entry(key, Box::new(entry)))
        }
        _ => Err(inside.to_owned()),
    }
}

fn foreign(path: &str, fault: &str) -> Diagnostic {
    Diagnostic::of_file(
        Code::JournalFile,
        path,
        Words::new(
            format!("แฟ้มนี้ไม่เป็นอย่างที่โปรแกรมเขียน ({fault}) จึงไม่รู้ว่าส่งอะไรไปแล้ว"),
            format!("This is not as the program wrote it ({fault}), so it is unknown what was sent"),
        ),
        Words::new(
            "คืนแฟ้มเดิมจาก git:  git checkout HEAD~1 -- แฟ้มนี้  (records/journal มีโปรแกรมเขียนเท่านั้น)",
            "Take the file back from git:  git checkout HEAD~1 -- FILE  (only the program writes records/journal)",
        ),
    )
}

fn approval(path: &str, fault: &str) -> Diagnostic {
    Diagnostic::of_file(
        Code::ApprovalFile,
        path,
        Words::new(
            format!("คำอนุมัติไม่ครบหรือผิดรูป ({fault})"),
            format!("The approval is incomplete or malformed ({fault})"),
        ),
        Words::new(
            "เขียนสามบรรทัด:  who = \"ชื่อผู้อนุมัติ\"  why = \"เหตุผล\"  expires = วันที่ไม่เกินสามวันข้างหน้า (ค.ศ. เช่น 2026-11-23)",
            "Write three lines:  who = \"name\"  why = \"reason\"  expires = a day at most three days ahead (such as 2026-11-23)",
        ),
    )
}

/// A name that is no plan's lets nothing go, and nobody would notice.
fn misnamed(path: &str) -> Diagnostic {
    Diagnostic::of_file(
        Code::ApprovalFile,
        path,
        Words::new(
            "ชื่อแฟ้มไม่ใช่ชื่อของแผน คำอนุมัตินี้จึงไม่ปล่อยอะไรเลย",
            "The file is not named by a plan, so this approval lets nothing go",
        ),
        Words::new(
            "ตั้งชื่อแฟ้มด้วยรหัส 64 ตัว (0-9 a-f) ที่ remind --send บอก ตามด้วย .toml",
            "Name it by the 64 digits (0-9 a-f) that remind --send tells, and .toml",
        ),
    )
}

impl Journal {
    /// Puts a file in that was read.
    pub fn add(&mut self, leaf: Leaf) {
        match leaf {
            Leaf::Entry(key, entry) => {
                self.entries.insert(key, *entry);
            }
            Leaf::Adopted(adopted) => self.adopt(adopted),
            Leaf::Runs(runs) => {
                for run in runs {
                    let place = self.runs.partition_point(|known| known.started <= run.started);
                    self.runs.insert(place, run);
                }
            }
            Leaf::Approved(plan, approved) => {
                self.approved.insert(plan, approved);
            }
            Leaf::Seal(seal) => _ = self.seals.insert(seal.day, *seal),
            Leaf::Kept(kept) => self.keep(*kept),
            Leaf::Approval(plan, approval) => {
                self.approvals.insert(plan, approval);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_s_runs_are_those_of_the_file_s_day() {
        let run = |day: &str| {
            format!(
                "\n[[run]]\nname = \"r\"\ntoday = {day}\nstarted = {day}T08:47:00+07:00\nended = {day}T08:48:00+07:00\n"
            )
        };
        let read =
            |name: &str, text: &str| Leaf::read(&Source::new(&format!("records/journal/runs/{name}.toml"), text));
        let (one, next) = (run("2026-11-27"), run("2026-11-28"));
        assert!(read("2570/2026-11-27", &format!("{one}{one}")).is_ok());
        for (name, text) in [
            ("2570/whatever", one.clone()),
            ("2569/2026-11-27", one.clone()),
            ("2570/2026-11-28", one.clone()),
            ("2570/2026-11-27", format!("{one}{next}")),
        ] {
            let finding = read(name, &text).expect_err(name);
            assert_eq!(finding.code, Code::JournalFile, "{name}");
        }
    }
}
