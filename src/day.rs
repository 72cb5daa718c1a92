//! Civil days: fiscal years, months, and the words for both.
//!
//! A day is a [`NaiveDate`]; there is no time of day in the law of periods.
//! Today is always an argument, never asked for.

use std::ops::RangeInclusive;

use chrono::{Datelike, Days, FixedOffset, NaiveDate};

/// Years of the Common Era that a register of our time can mean: no contract of it
/// is older, no warranty runs longer.
pub const MEANT: RangeInclusive<i32> = 1990..=2080;

/// Years of the Buddhist Era that a folder or a file may be of.
pub const FISCAL_YEARS: RangeInclusive<i32> = 2400..=2800;

/// From which year on a year is one of the Buddhist Era: no record is of the year
/// 2400 of the Common Era.
pub const BUDDHIST_FROM: i32 = 2400;

/// Thailand's offset; it has no summer time.
pub const BANGKOK: FixedOffset = FixedOffset::east_opt(7 * 60 * 60).expect("seven hours is an offset");

/// Years between the Common and the Buddhist Era: B.E. = C.E. + 543.
pub const BUDDHIST_OFFSET: i32 = 543;

/// Returns the Buddhist-Era year of a day's calendar year.
#[must_use]
pub fn buddhist_year(day: NaiveDate) -> i32 {
    day.year() + BUDDHIST_OFFSET
}

/// Returns the government's fiscal year (B.E.) of a day.
///
/// Fiscal year N runs from 1 October N−1 to 30 September N.
#[must_use]
pub fn fiscal_year(day: NaiveDate) -> i32 {
    buddhist_year(day) + i32::from(day.month() >= 10)
}

/// Returns the first day of a fiscal year, B.E.: 1 October of the year before.
#[must_use]
pub fn fiscal_year_start(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year - BUDDHIST_OFFSET - 1, 10, 1).unwrap_or(NaiveDate::MIN)
}

/// Returns `day` moved by `n` days, forward or back; the ends of chrono's
/// calendar (a quarter of a million years away) hold it.
#[must_use]
pub fn shift(day: NaiveDate, n: i64) -> NaiveDate {
    let moved = if n >= 0 {
        day.checked_add_days(Days::new(n.unsigned_abs()))
    } else {
        day.checked_sub_days(Days::new(n.unsigned_abs()))
    };
    moved.unwrap_or(if n >= 0 { NaiveDate::MAX } else { NaiveDate::MIN })
}

/// Returns how many days lie from `from` to `to`; negative when `to` is earlier.
#[must_use]
pub fn between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fiscal_year_turns_on_the_first_of_october() {
        for (day, want) in [
            ("2022-09-30", 2565),
            ("2022-10-01", 2566),
            ("2023-09-30", 2566),
            ("2023-10-01", 2567),
        ] {
            let day: NaiveDate = day.parse().expect("a literal date");
            assert_eq!(fiscal_year(day), want, "{day}");
        }
    }

    #[test]
    fn a_fiscal_year_starts_on_the_first_of_october_before_it() {
        for (year, want) in [(2566, "2022-10-01"), (2567, "2023-10-01"), (2570, "2026-10-01")] {
            assert_eq!(fiscal_year_start(year).to_string(), want, "fiscal year {year}");
        }
    }

    #[test]
    fn the_ends_of_the_calendar_hold() {
        assert_eq!(shift(NaiveDate::MAX, 1), NaiveDate::MAX, "no day comes after the last");
        assert_eq!(
            shift(NaiveDate::MIN, -1),
            NaiveDate::MIN,
            "no day comes before the first"
        );
    }
}
