//! What the book learnt days after it happened.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::story::{Chronicle, Deed};
use crate::record::RecordId;

/// Days between an event and its entry that nobody asks about.
pub const USUAL_GAP: i64 = 7;

/// So many late records made in one commit are a book brought in, not a habit.
const BROUGHT_IN: usize = 20;

/// A fact that the book learnt after its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// The change that told it, by its place among the deed's.
    pub change: usize,
    /// The day that it is about.
    pub day: NaiveDate,
    /// Days from that day to the day on which the book knew.
    pub gap: i64,
}

/// A late fact in its place.
#[derive(Clone, Debug)]
pub struct LateDeed<'c> {
    /// The record.
    pub record: &'c RecordId,
    /// What the commit did.
    pub deed: &'c Deed,
    /// What of it came late.
    pub late: Late,
}

/// What came late.
#[derive(Clone, Debug, Default)]
pub struct Arrears<'c> {
    /// One by one, the newest first.
    pub few: Vec<LateDeed<'c>>,
    /// Commits that brought many in at once, the newest first: each by the first of
    /// its late facts, and how many there are.
    pub brought: Vec<(LateDeed<'c>, usize)>,
}

/// Returns what a deed entered later than usual.
#[must_use]
pub fn of(deed: &Deed) -> Vec<Late> {
    let known = deed.known_on();
    let days = deed.outline.days.iter();
    days.map(|(change, day)| Late {
        change: *change,
        day: *day,
        gap: known.signed_duration_since(*day).num_days(),
    })
    .filter(|late| late.gap > USUAL_GAP)
    .collect()
}

/// Returns what came late of all that the book learnt from a day on.
#[must_use]
pub fn since(all: &Chronicle, first: NaiveDate) -> Arrears<'_> {
    let mut by_commit: BTreeMap<&str, Vec<LateDeed<'_>>> = BTreeMap::new();
    for (record, deeds) in all {
        for deed in deeds.iter().filter(|deed| deed.known_on() >= first) {
            let found = of(deed).into_iter().map(|late| LateDeed { record, deed, late });
            by_commit.entry(&deed.commit.id).or_default().extend(found);
        }
    }
    let mut arrears = Arrears::default();
    for list in by_commit.into_values() {
        let is_made = |one: &LateDeed<'_>| one.deed.outline.is_made;
        let (mut made, entered): (Vec<_>, Vec<_>) = list.into_iter().partition(is_made);
        arrears.few.extend(entered);
        if made.len() > BROUGHT_IN {
            let count = made.len();
            arrears.brought.push((made.swap_remove(0), count));
        } else {
            arrears.few.extend(made);
        }
    }
    let newest = |one: &LateDeed<'_>| (Reverse(one.deed.known_on()), Reverse(one.late.gap), one.record.clone());
    arrears.few.sort_by_cached_key(newest);
    arrears.brought.sort_by_cached_key(|(one, _)| newest(one));
    arrears
}

/// Returns the records of which something came late from a day on, each with what
/// waited longest; what was brought in with many others is left out.
#[must_use]
pub fn records(all: &Chronicle, first: NaiveDate) -> BTreeMap<&RecordId, Late> {
    let mut records: BTreeMap<&RecordId, Late> = BTreeMap::new();
    for one in since(all, first).few {
        match records.get(one.record) {
            Some(known) if known.gap >= one.late.gap => {}
            _ => _ = records.insert(one.record, one.late),
        }
    }
    records
}
