//! The days on which government offices are closed.
//!
//! Weekends are known; holidays come from `records/holidays/<B.E. year>.toml`,
//! because they are decided by people, also late. A year without
//! a file is unknown, never a year without holidays.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Serialize;

use crate::day::{BUDDHIST_OFFSET, shift};
use crate::text::{Code, Faults, Table, Words};
use crate::thai;
use crate::thai::date::medium;

/// A day that counts as closed, with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClosedDay {
    /// The day.
    pub date: NaiveDate,
    /// The holiday's name, or the weekday's.
    pub name: String,
}

/// The calendar has no file for this year (C.E.).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownYear(pub i32);

/// The office's calendar: the years that have a file, and their holidays.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    years: BTreeSet<i32>,
    holidays: BTreeMap<NaiveDate, String>,
}

impl Calendar {
    /// Adds one year's file. `buddhist_year` is its name.
    pub fn read(&mut self, buddhist_year: i32, mut table: Table<'_, '_>) {
        let year = buddhist_year - BUDDHIST_OFFSET;
        self.years.insert(year);
        let faults = table.faults();
        for mut entry in table.each("day") {
            let date = entry.required_date("date");
            let name = entry.required_text("name", "\"วันสงกรานต์\"");
            entry.text("source");
            entry.finish();
            let (Some(date), Some(name)) = (date, name) else {
                continue;
            };
            if date.year() != year {
                faults.add(
                    Code::WrongHolidayYear,
                    date.span,
                    Words::new(
                        format!("วันที่ {} ไม่อยู่ในปี พ.ศ. {buddhist_year}", medium(*date)),
                        format!("{} is not in B.E. {buddhist_year}", *date),
                    ),
                    Words::new(
                        format!("ย้ายไปแฟ้ม records/holidays/{}.toml", date.year() + BUDDHIST_OFFSET),
                        format!("Move it to records/holidays/{}.toml", date.year() + BUDDHIST_OFFSET),
                    ),
                );
            } else if self.holidays.insert(*date, name.value).is_some() {
                faults.add(
                    Code::DuplicateHoliday,
                    date.span,
                    Words::new(
                        format!("วันที่ {} มีอยู่แล้ว", medium(*date)),
                        format!("{} is listed already", *date),
                    ),
                    Words::new(
                        "ลบรายการหนึ่ง ให้เหลือวันละหนึ่งรายการ",
                        "Delete one of the two; each day stands once",
                    ),
                );
            }
        }
        table.finish();
    }

    /// Returns whether the calendar has a file for a day's year.
    #[must_use]
    pub fn knows(&self, day: NaiveDate) -> bool {
        self.years.contains(&day.year())
    }

    /// Returns the name of a closed day, or nothing for a working day.
    ///
    /// # Errors
    ///
    /// [`UnknownYear`] where the year has no file: even a Wednesday might be closed.
    pub fn closed(&self, day: NaiveDate) -> Result<Option<&str>, UnknownYear> {
        if !self.knows(day) {
            return Err(UnknownYear(day.year()));
        }
        if let Some(name) = self.holidays.get(&day) {
            return Ok(Some(name));
        }
        Ok(match day.weekday() {
            weekend @ (Weekday::Sat | Weekday::Sun) => Some(thai::date::weekday(weekend)),
            _ => None,
        })
    }

    /// Returns the first working day from `day` on, and the closed days passed.
    ///
    /// # Errors
    ///
    /// [`UnknownYear`] if the search touches a year without a file.
    pub fn working_day_from(&self, day: NaiveDate) -> Result<(NaiveDate, Vec<ClosedDay>), UnknownYear> {
        self.search(day, 1)
    }

    /// Returns the last working day up to `day`, and the closed days passed.
    ///
    /// # Errors
    ///
    /// [`UnknownYear`] if the search touches a year without a file.
    pub fn working_day_until(&self, day: NaiveDate) -> Result<(NaiveDate, Vec<ClosedDay>), UnknownYear> {
        let (day, mut passed) = self.search(day, -1)?;
        passed.reverse();
        Ok((day, passed))
    }

    /// Goes on by `step` days until one is open; the closed days as they were passed.
    fn search(&self, mut day: NaiveDate, step: i64) -> Result<(NaiveDate, Vec<ClosedDay>), UnknownYear> {
        let mut passed = Vec::new();
        while let Some(name) = self.closed(day)? {
            passed.push(ClosedDay {
                date: day,
                name: name.to_owned(),
            });
            day = shift(day, step);
        }
        Ok((day, passed))
    }

    /// Returns the years (C.E.) that have a file.
    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.years.iter().copied()
    }

    /// Returns the holidays of the calendar in order, with their names.
    pub fn holidays(&self) -> impl Iterator<Item = (NaiveDate, &str)> {
        self.holidays.iter().map(|(day, name)| (*day, name.as_str()))
    }
}

/// Reads one holiday file into the calendar.
pub fn read(calendar: &mut Calendar, buddhist_year: i32, faults: &Faults<'_>) {
    calendar.read(buddhist_year, crate::text::table::read(faults.source, faults));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    /// B.E. 2566, its first working day and its last Friday closed.
    fn calendar() -> Calendar {
        let text = "[[day]]\ndate = 2023-01-02\nname = \"วันหยุดชดเชยวันขึ้นปีใหม่\"\n\
                    [[day]]\ndate = 2023-12-29\nname = \"วันหยุดพิเศษ\"\n";
        let source = Source::new("records/holidays/2566.toml", text);
        let faults = Faults::new(&source);
        let mut calendar = Calendar::default();
        read(&mut calendar, 2566, &faults);
        assert!(faults.into_list().is_empty());
        calendar
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a literal date")
    }

    fn dates(passed: &[ClosedDay]) -> Vec<NaiveDate> {
        passed.iter().map(|closed| closed.date).collect()
    }

    #[test]
    fn closed_days_are_passed_and_told_from_the_first_to_the_last() {
        let calendar = calendar();
        for (rule, from, next, before, passed) in [
            (
                "a working day is its own",
                "2023-06-14",
                "2023-06-14",
                "2023-06-14",
                vec![],
            ),
            (
                "193/8: a weekend",
                "2023-06-17",
                "2023-06-19",
                "2023-06-16",
                vec!["2023-06-17", "2023-06-18"],
            ),
        ] {
            let passed: Vec<NaiveDate> = passed.into_iter().map(day).collect();
            let (after, over) = calendar.working_day_from(day(from)).expect("a known year");
            assert_eq!((after, dates(&over)), (day(next), passed.clone()), "{rule}, on");
            let last = passed.last().copied().unwrap_or(day(from));
            let (until, over) = calendar.working_day_until(last).expect("a known year");
            assert_eq!((until, dates(&over)), (day(before), passed), "{rule}, back");
        }
    }

    #[test]
    fn a_year_without_a_table_is_unknown_and_not_without_holidays() {
        let calendar = calendar();
        assert!(calendar.knows(day("2023-12-31")) && !calendar.knows(day("2024-01-01")));
        for (rule, answer) in [
            ("a Wednesday of 2567", calendar.closed(day("2024-06-12")).map(|_| ())),
            ("a Sunday of 2567", calendar.closed(day("2024-06-16")).map(|_| ())),
            (
                "on, over the year's end",
                calendar.working_day_from(day("2023-12-30")).map(|_| ()),
            ),
        ] {
            assert_eq!(answer, Err(UnknownYear(2024)), "{rule}");
        }
        assert_eq!(
            calendar.working_day_until(day("2023-01-01")).map(|_| ()),
            Err(UnknownYear(2022))
        );
        assert_eq!(calendar.years().collect::<Vec<_>>(), [2023]);
        assert_eq!(
            calendar.holidays().collect::<Vec<_>>(),
            [
                (day("2023-01-02"), "วันหยุดชดเชยวันขึ้นปีใหม่"),
                (day("2023-12-29"), "วันหยุดพิเศษ"),
            ]
        );
    }
}
