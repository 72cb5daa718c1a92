//! The days on which government offices are closed.
//!
//! Weekends are known; holidays come from `records/holidays/<B.E. year>.toml`,
//! because they are decided by people, also late (FACTS §0.7). A year without
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
        self.search(day, -1)
    }

    fn search(&self, mut day: NaiveDate, step: i64) -> Result<(NaiveDate, Vec<ClosedDay>), UnknownYear> {
        let mut passed = Vec::new();
        while let Some(name) = self.closed(day)? {
            passed.push(ClosedDay {
                date: day,
                name: name.to_owned(),
            });
            day = shift(day, step);
        }
        if step < 0 {
            passed.reverse();
        }
        Ok((day, passed))
    }

    /// Returns the working day `n` working days before `day`.
    ///
    /// # Errors
    ///
    /// [`UnknownYear`] if the search touches a year without a file.
    pub fn working_days_before(&self, day: NaiveDate, n: u32) -> Result<NaiveDate, UnknownYear> {
        let mut at = day;
        for _ in 0..n {
            at = self.working_day_until(shift(at, -1))?.0;
        }
        Ok(at)
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
