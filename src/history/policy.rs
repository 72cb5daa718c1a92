//! What a range of commits may not do to a book: rewrite what was recorded,
//! what was sent, what was counted, or the order of time. `check --history`.

mod balances;
mod days;
mod journal;
mod reason;
mod records;
mod rules;
mod settings;
mod stands;
mod times;
mod weakened;

pub use weakened::policy_of;

use std::collections::BTreeMap;
use std::ops::Range as Bytes;

use chrono::NaiveDate;

use super::commit::{Commit, Touched};
use crate::record::policy::History;
use crate::text::diagnostic::tidy;
use crate::text::{Code, Diagnostic, Source, Words};

/// A range of commits, with all that is needed to judge it.
#[derive(Debug)]
pub struct Range {
    /// Where it begins; what it does is judged against this.
    pub base: Commit,
    /// Where it ends.
    pub head: Commit,
    /// Its commits, newest first, the end among them.
    pub commits: Vec<Commit>,
    /// What its commits stand on beside the beginning: where side branches left.
    pub before: Vec<Commit>,
    /// Commits that the beginning has and the end has not: history that was
    /// taken out.
    pub lost: Vec<Commit>,
    /// What differs between beginning and end.
    pub files: Vec<Touched>,
    /// The texts of those files, by object.
    pub texts: BTreeMap<String, String>,
}

impl Range {
    fn text(&self, object: Option<&String>) -> Option<&str> {
        self.texts.get(object?).map(String::as_str)
    }

    /// The day on which a file was last touched.
    fn day_of(&self, path: &str) -> NaiveDate {
        self.touching(path).next().unwrap_or(&self.head).committer.day()
    }

    /// The commits of the range that touched a file, newest first.
    fn touching(&self, path: &str) -> impl Iterator<Item = &Commit> {
        self.commits
            .iter()
            .filter(move |commit| commit.files.iter().any(|file| file.path == path))
    }
}

/// Judges a range on a day, as the office's policy before it weighs it: what the
/// range makes of the policy itself comes too late to excuse it.
#[must_use]
pub fn judge(range: &Range, policy: &History, today: NaiveDate) -> Vec<Diagnostic> {
    let mut report = Report {
        policy,
        findings: Vec::new(),
    };
    times::check(range, today, &mut report);
    records::check(range, &mut report);
    rules::check(range, &mut report);
    days::check(range, &mut report);
    balances::check(range, &mut report);
    settings::check(range, &mut report);
    weakened::check(range, &mut report);
    journal::check(range, &mut report);
    tidy(&mut report.findings);
    report.findings
}

/// The findings so far.
struct Report<'p> {
    policy: &'p History,
    findings: Vec<Diagnostic>,
}

impl Report<'_> {
    fn add(&mut self, finding: Diagnostic) {
        if let Some(severity) = self.policy.severity(finding.code) {
            self.findings.push(finding.weighing(severity));
        }
    }

    /// About a whole file, or one that is gone.
    fn of_file(&mut self, code: Code, path: &str, message: Words, help: Words) {
        self.add(Diagnostic::of_file(code, path, message, help));
    }

    /// About a place of a file as it stands now.
    fn at(&mut self, code: Code, path: &str, text: &str, place: Option<Bytes<usize>>, message: Words, help: Words) {
        match place {
            Some(place) => {
                let source = Source::new(path, text);
                self.add(Diagnostic::new(code, &source, place.into(), message, help));
            }
            None => self.of_file(code, path, message, help),
        }
    }
}

/// Who did it last and when, for the end of a message.
fn by(range: &Range, path: &str) -> Words {
    range.touching(path).next().map_or_else(
        || Words::new("", ""),
        |commit| {
            let (day, name) = (commit.committer.day(), &commit.author.name);
            Words::new(
                format!(" ({name} {} {})", crate::thai::date::medium(day), commit.short()),
                format!(" ({name} {day} {})", commit.short()),
            )
        },
    )
}

/// Finds where a key stands in a text: of the record itself, or of the nth event
/// of a kind.
fn place(text: &str, event: Option<(&str, usize)>, key: &str) -> Option<Bytes<usize>> {
    use toml::de::{DeTable, DeValue};
    let root = DeTable::parse(text).ok()?;
    let mut table = root.get_ref();
    if let Some((name, number)) = event {
        let DeValue::Array(list) = table.get(name)?.get_ref() else {
            return None;
        };
        let DeValue::Table(inside) = list.get(number)?.get_ref() else {
            return None;
        };
        table = inside;
    }
    let mut parts = key.split('.').peekable();
    while let Some(part) = parts.next() {
        let value = table.get(part)?;
        match (parts.peek(), value.get_ref()) {
            (None, _) => return Some(value.span()),
            (Some(_), DeValue::Table(inside)) => table = inside,
            _ => return None,
        }
    }
    None
}
