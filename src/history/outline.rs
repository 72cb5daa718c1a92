//! What commits did to records, in outline: enough to know which pages they touch
//! and what came late, without a single text of the past.
//!
//! Between two objects of git always lies the same, so an outline is worked out once
//! and kept as one text:
//!
//! ```text
//! duebook outlines 1 <program>
//! <kind> <object before or -> <object after or -> <m: made, r: read, -: no TOML> <change:day,… or ->
//! …
//! sum <SHA-256 of all above>
//! ```
//!
//! It is a hint: a text that is damaged, or another program's, is as good as none.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use chrono::NaiveDate;

use super::change::Change;
use super::commit::Touched;
use crate::digest::sha256;
use crate::pen::Value;
use crate::record::shape::File;

/// Days of a record on which something happened, or counts from.
const DAYS: [&str; 5] = ["received", "returned", "accepted", "released", "cancelled.date"];

/// What lies between two texts of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Whether both are TOML.
    pub is_readable: bool,
    /// Whether the record began with it.
    pub is_made: bool,
    /// The changes that told a day, each by its place among all, and that day.
    pub days: Vec<(usize, NaiveDate)>,
}

impl Outline {
    /// Outlines changes.
    #[must_use]
    pub fn of(changes: &[Change]) -> Outline {
        let days = changes.iter().enumerate().filter_map(|(place, change)| {
            let day = match change {
                // The day on which a record begins: money received, or the contract.
                Change::Made(facts) => facts.get("received").or_else(|| facts.get("contracted")),
                Change::Entered(event) => event.facts.get("date"),
                Change::Voided(event) => event.facts.get("void.date"),
                Change::Fact { key, new, .. } if DAYS.contains(&key.as_str()) => new.as_ref(),
                _ => None,
            };
            match day {
                Some(Value::Day(day)) => Some((place, *day)),
                _ => None,
            }
        });
        Outline {
            is_readable: !changes.contains(&Change::Unreadable),
            is_made: matches!(changes.first(), Some(Change::Made(_))),
            days: days.collect(),
        }
    }
}

/// The outlines that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlines(BTreeMap<String, Outline>);

impl Outlines {
    /// Reads a text that [`Outlines::write`] wrote for the same program; of any other
    /// nothing is known.
    #[must_use]
    pub fn read(text: &str, program: &str) -> Outlines {
        whole(text, program).map(Outlines).unwrap_or_default()
    }

    /// Writes down what is known of some pairs, and of no others.
    #[must_use]
    pub fn write<'p>(&self, program: &str, pairs: impl Iterator<Item = (File, &'p Touched)>) -> String {
        let mut text = head(program);
        let pairs: BTreeSet<String> = pairs.map(|(file, touched)| key(file, touched)).collect();
        for (key, outline) in pairs.iter().filter_map(|key| self.0.get_key_value(key)) {
            let read = match outline {
                Outline { is_made: true, .. } => 'm',
                Outline { is_readable: true, .. } => 'r',
                _ => '-',
            };
            let days: Vec<String> = outline
                .days
                .iter()
                .map(|(place, day)| format!("{place}:{day}"))
                .collect();
            let days = if days.is_empty() {
                "-".to_owned()
            } else {
                days.join(",")
            };
            let _ = writeln!(text, "{key} {read} {days}");
        }
        let sum = sha256(text.as_bytes());
        let _ = writeln!(text, "sum {sum}");
        text
    }

    /// Returns what a commit did to a file, where it is known.
    #[must_use]
    pub fn get(&self, file: File, touched: &Touched) -> Option<&Outline> {
        self.0.get(&key(file, touched))
    }

    /// Remembers what a commit did to a file.
    pub fn put(&mut self, file: File, touched: &Touched, outline: Outline) {
        self.0.insert(key(file, touched), outline);
    }
}

fn head(program: &str) -> String {
    format!("duebook outlines 1 {program}\n")
}

fn key(file: File, touched: &Touched) -> String {
    let or_none = |object: &Option<String>| object.clone().unwrap_or_else(|| "-".to_owned());
    format!(
        "{} {} {}",
        file.name(),
        or_none(&touched.before),
        or_none(&touched.after)
    )
}

fn whole(text: &str, program: &str) -> Option<BTreeMap<String, Outline>> {
    let (inside, sum) = text.trim_end().rsplit_once("sum ")?;
    let rest = inside.strip_prefix(&head(program))?;
    if sum != sha256(inside.as_bytes()) {
        return None;
    }
    rest.lines().map(line).collect()
}

fn line(line: &str) -> Option<(String, Outline)> {
    let mut words = line.rsplitn(3, ' ');
    let (days, read, key) = (words.next()?, words.next()?, words.next()?);
    let day = |word: &str| {
        let (place, day) = word.split_once(':')?;
        Some((place.parse().ok()?, day.parse().ok()?))
    };
    let days = days.split(',').filter(|word| *word != "-").map(day);
    let outline = Outline {
        is_readable: matches!(read, "m" | "r"),
        is_made: read == "m",
        days: days.collect::<Option<_>>()?,
    };
    Some((key.to_owned(), outline))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::change::between;

    const MADE: &str = "contract = \"1\"\nreceived = 2026-10-01\n";

    fn touched(before: Option<&str>, after: Option<&str>) -> Touched {
        Touched {
            path: "records/a/2570/advance-0001.toml".to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn days_that_something_happened_on_are_told_and_no_others() {
        let cleared = format!("{MADE}\n[[clearing]]\ndate = 2026-10-20\nvouchers = 5.00\n");
        let voided = cleared.replace(
            "vouchers = 5.00",
            "vouchers = 5.00\nvoid = { date = 2026-11-01, reason = \"x\" }",
        );
        let moved = MADE.replace("2026-10-01", "2026-10-09");
        for (why, before, after, want) in [
            ("made", None, Some(MADE), Some(vec![(0, day("2026-10-01"))])),
            (
                "an event",
                Some(MADE),
                Some(cleared.as_str()),
                Some(vec![(0, day("2026-10-20"))]),
            ),
            (
                "a void",
                Some(cleared.as_str()),
                Some(voided.as_str()),
                Some(vec![(0, day("2026-11-01"))]),
            ),
            (
                "a day",
                Some(MADE),
                Some(moved.as_str()),
                Some(vec![(0, day("2026-10-09"))]),
            ),
            (
                "a text",
                Some(MADE),
                Some("contract = \"2\"\nreceived = 2026-10-01\n"),
                Some(vec![]),
            ),
            ("gone", Some(MADE), None, Some(vec![])),
            ("no TOML", Some(MADE), Some("= 2026-10-09"), None),
        ] {
            let outline = Outline::of(&between(File::Advance, before, after));
            assert_eq!(outline.is_readable.then_some(outline.days), want, "{why}");
        }
    }

    #[test]
    fn what_was_written_is_read_again_by_the_same_program_alone() {
        let mut known = Outlines::default();
        let (made, gone) = (touched(None, Some("a1")), touched(Some("a1"), None));
        let told = Outline {
            is_readable: true,
            is_made: true,
            days: vec![(0, day("2026-10-01")), (3, day("2026-10-20"))],
        };
        known.put(File::Advance, &made, told.clone());
        known.put(File::Advance, &gone, Outline::default());
        known.put(File::Guarantee, &gone, Outline::default());
        let text = known.write("p", [(File::Advance, &made), (File::Advance, &gone)].into_iter());
        let read = Outlines::read(&text, "p");
        assert_eq!(read.get(File::Advance, &made), Some(&told));
        assert_eq!(read.get(File::Advance, &gone), Some(&Outline::default()));
        assert_eq!(read.get(File::Guarantee, &gone), None, "it was not asked for");
        assert_eq!(Outlines::read(&text, "q"), Outlines::default());
        assert_eq!(Outlines::read(&text.replace("2026", "2025"), "p"), Outlines::default());
        assert_eq!(Outlines::read(&text[..text.len() / 2], "p"), Outlines::default());
    }
}
