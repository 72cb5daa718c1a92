//! How old open money is: advances by days past due, guarantees not returned
//! by days past the day of return and by years since their release.

use chrono::NaiveDate;

use super::register::{AGING, Entry, Sum};
use super::standing::State;
use crate::money::Satang;
use crate::rule::Period;

/// Years since a guarantee's release: name, and the months from which it holds.
pub const YEARS: [(&str, u32); 4] = [("under-1", 0), ("1-3", 12), ("3-5", 36), ("over-5", 60)];

/// Returns the place among [`AGING`] of so many days past due.
#[must_use]
pub fn bucket(days: i64) -> usize {
    AGING
        .iter()
        .position(|(_, from, to)| (*from..=*to).contains(&days))
        .unwrap_or(0)
}

/// Returns the place among [`YEARS`] of a release: a year is full on the same
/// date a year later.
#[must_use]
pub fn years_since(released: NaiveDate, today: NaiveDate) -> usize {
    YEARS
        .iter()
        .rposition(|(_, months)| Period::months(*months).after(released) <= today)
        .unwrap_or(0)
}

/// What of an entry grows old: an advance that is out, a guarantee that is
/// released and not returned; nothing of any other.
#[must_use]
pub fn aging(entry: &Entry<'_>) -> Option<Satang> {
    let open = entry.open_amount();
    let counts = match entry {
        Entry::Advance(..) => true,
        Entry::Guarantee(_, standing) => matches!(standing.state, State::Returnable | State::Overdue),
    };
    (counts && open.is_positive()).then_some(open)
}

/// The ages of a set of entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ages {
    /// Outstanding advances by days past due, in the order of [`AGING`].
    pub advances: [Sum; AGING.len()],
    /// Guarantees to be returned, by days past the day of return.
    pub guarantees: [Sum; AGING.len()],
    /// The same guarantees by years since their release, in the order of [`YEARS`].
    pub years: [Sum; YEARS.len()],
    /// Advances among those not due that have no due date yet.
    pub undated: Sum,
}

impl Ages {
    /// Adds up entries as of a day.
    pub fn of<'e, 'b: 'e>(entries: impl IntoIterator<Item = &'e Entry<'b>>, today: NaiveDate) -> Ages {
        let mut ages = Ages::default();
        for entry in entries {
            let Some(open) = aging(entry) else { continue };
            let at = bucket(entry.days_overdue());
            match entry {
                Entry::Advance(_, standing) => {
                    ages.advances[at].add(open);
                    if standing.due.is_none() {
                        ages.undated.add(open);
                    }
                }
                Entry::Guarantee(_, standing) => {
                    ages.guarantees[at].add(open);
                    if let Some(released) = standing.released {
                        ages.years[years_since(released, today)].add(open);
                    }
                }
            }
        }
        ages
    }
}

/// Returns everything past due of a row of buckets.
#[must_use]
pub fn late(row: &[Sum; AGING.len()]) -> Sum {
    total(&row[1..])
}

/// Returns the sum of some buckets.
#[must_use]
pub fn total(row: &[Sum]) -> Sum {
    row.iter().fold(Sum::default(), |sum, one| Sum {
        amount: sum.amount + one.amount,
        count: sum.count + one.count,
    })
}

/// Returns a part of a whole in tenths of a per cent, rounded half up; nothing
/// of nothing.
#[must_use]
pub fn permille(part: i64, whole: i64) -> Option<i64> {
    let (part, whole) = (i128::from(part), i128::from(whole));
    (whole > 0).then(|| i64::try_from((part * 2_000 + whole) / (2 * whole)).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_past_due_has_its_bucket() {
        for (days, want) in [
            (-30, "not-due"),
            (0, "not-due"),
            (1, "1-30"),
            (30, "1-30"),
            (31, "31-60"),
            (60, "31-60"),
            (61, "61-90"),
            (90, "61-90"),
            (91, "91-180"),
            (180, "91-180"),
            (181, "181-365"),
            (365, "181-365"),
            (366, "over-365"),
            (5_000, "over-365"),
        ] {
            assert_eq!(AGING[bucket(days)].0, want, "{days} days");
        }
    }

    #[test]
    fn years_are_the_calendar_s() {
        for (released, today, want) in [
            ("2026-11-20", "2026-11-20", "under-1"),
            ("2025-11-21", "2026-11-20", "under-1"),
            ("2025-11-20", "2026-11-20", "1-3"),
            ("2023-11-21", "2026-11-20", "1-3"),
            ("2023-11-20", "2026-11-20", "3-5"),
            ("2021-11-21", "2026-11-20", "3-5"),
            ("2021-11-20", "2026-11-20", "over-5"),
            ("2024-02-29", "2025-02-28", "1-3"),
            ("1999-01-01", "2026-11-20", "over-5"),
        ] {
            let day = |text: &str| -> NaiveDate { text.parse().expect("a day") };
            assert_eq!(YEARS[years_since(day(released), day(today))].0, want, "{released}");
        }
    }

    #[test]
    fn shares_are_rounded_half_up() {
        for (part, whole, want) in [
            (1, 3, Some(333)),
            (2, 3, Some(667)),
            (1, 2000, Some(1)),
            (1, 2001, Some(0)),
            (5, 4, Some(1250)),
            (0, 7, Some(0)),
            (1, 0, None),
        ] {
            assert_eq!(permille(part, whole), want, "{part} of {whole}");
        }
    }
}
