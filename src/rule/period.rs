//! Counting time by the Civil and Commercial Code, sections 193/3 to 193/8.

use chrono::{Datelike, Months, NaiveDate};

use crate::day::shift;

/// A length of time: months by the calendar first, then days (CCC 193/6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// Calendar months; a year is twelve.
    pub months: u32,
    /// Calendar days.
    pub days: u32,
}

impl Period {
    /// The most days that one is written with; a century is longer than any paper of
    /// an office, and further away no day can be printed.
    pub const MOST_DAYS: i64 = 36_500;
    /// The most months.
    pub const MOST_MONTHS: i64 = 1_200;
    /// The most years.
    pub const MOST_YEARS: i64 = 100;

    /// A period of days.
    #[must_use]
    pub const fn days(days: u32) -> Period {
        Period { months: 0, days }
    }

    /// A period of months.
    #[must_use]
    pub const fn months(months: u32) -> Period {
        Period { months, days: 0 }
    }

    /// Returns the last day of the period.
    ///
    /// `first` is the first day that counts: the day after the event where the
    /// event's own day is excluded (193/3), the event's day where it is not.
    /// Months end the day before the corresponding day, or on the last day of
    /// a month that has no such day (193/5): counting from 1 May, six months
    /// end on 31 October.
    #[must_use]
    pub fn last_day(self, first: NaiveDate) -> NaiveDate {
        let moved = first
            .checked_add_months(Months::new(self.months))
            .unwrap_or(NaiveDate::MAX);
        let next = if moved.day() == first.day() {
            moved
        } else {
            shift(moved, 1)
        };
        shift(next, i64::from(self.days) - 1)
    }

    /// Returns the last day of the period that starts after `event`.
    #[must_use]
    pub fn after(self, event: NaiveDate) -> NaiveDate {
        self.last_day(shift(event, 1))
    }

    /// Returns whether this period is no longer than another; a month counts
    /// thirty days where days stand against months.
    #[must_use]
    pub fn at_most(self, other: Period) -> bool {
        let length = |period: Period| u64::from(period.months) * 30 + u64::from(period.days);
        length(self) <= length(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a literal date")
    }

    #[test]
    fn months_end_the_day_before_the_corresponding_day() {
        for (rule, event, months, want) in [
            (
                "193/5: accepted on the last day of a short month",
                "2023-04-30",
                6,
                "2023-10-31",
            ),
            (
                "193/5: the year after ends on a leap day",
                "2023-02-28",
                12,
                "2024-02-29",
            ),
            (
                "193/5: no corresponding day, last day of the month",
                "2023-08-30",
                6,
                "2024-02-29",
            ),
            ("193/5: the first of a month", "2023-08-31", 6, "2024-02-29"),
            ("193/5: a year from a leap day", "2024-02-29", 12, "2025-02-28"),
            ("193/5: four years from a leap day", "2024-02-29", 48, "2028-02-29"),
            ("193/5: from the end of a year", "2026-12-31", 2, "2027-02-28"),
            (
                "193/5: the year before ends on a leap day",
                "2023-08-29",
                6,
                "2024-02-29",
            ),
            ("193/5: 2100 is no leap year", "2099-02-28", 12, "2100-02-28"),
            ("193/5: middle of a month is plain", "2022-06-15", 12, "2023-06-15"),
        ] {
            assert_eq!(Period::months(months).after(day(event)), day(want), "{rule}");
        }
    }

    #[test]
    fn a_warranty_is_held_against_the_limit_of_an_inspection_rule() {
        let period = |months, days| Period { months, days };
        for (rule, warranty, limit, want) in [
            ("as long as the limit", period(6, 0), period(6, 0), true),
            ("a month longer", period(7, 0), period(6, 0), false),
            ("a month shorter", period(5, 0), period(6, 0), true),
            ("a month counts thirty days", period(0, 180), period(6, 0), true),
            ("and not one more", period(0, 181), period(6, 0), false),
            ("months and days together", period(5, 30), period(6, 0), true),
            ("months and days together, too long", period(5, 31), period(6, 0), false),
            ("the limit in days", period(1, 0), period(0, 31), true),
        ] {
            assert_eq!(warranty.at_most(limit), want, "{rule}");
        }
    }

    proptest! {
        #[test]
        fn a_period_of_days_ends_that_many_days_later(n in 1u32..4000, offset in 0i64..40_000) {
            let event = shift(day("1990-01-01"), offset);
            prop_assert_eq!(Period::days(n).after(event), shift(event, i64::from(n)));
        }

        #[test]
        fn more_months_never_end_earlier(n in 1u32..400, offset in 0i64..40_000) {
            let event = shift(day("1990-01-01"), offset);
            prop_assert!(Period::months(n).after(event) < Period::months(n + 1).after(event));
        }
    }
}
