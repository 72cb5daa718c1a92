//! Civil days: one in another form is reported, and taken as what it means.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};
use toml::de::DeValue;

use super::Table;
use crate::day::{BUDDHIST_FROM, BUDDHIST_OFFSET};
use crate::text::diagnostic::Meant;
use crate::text::words::{date_form, write_here, write_line};
use crate::text::{Code, Diagnostic, Placed, Span, Words};
use crate::thai;

/// Years of the Common Era that a record may speak of.
const PLAUSIBLE: RangeInclusive<i32> = 1950..=2200;

impl Table<'_, '_> {
    /// Reads an optional civil day: ISO, Common Era, no quotes, no time. A day
    /// in another form is reported and taken as what it means.
    pub fn date(&mut self, key: &'static str) -> Option<Placed<NaiveDate>> {
        let (value, span) = self.take(key)?;
        let source = self.faults.source;
        if let Some((span, meant)) = self.faults.meant(span.start) {
            let Meant::Day(value) = meant else {
                self.lose(key);
                return None;
            };
            return Some(Placed { value, span });
        }
        let inline = self.is_inline();
        let write = |day: NaiveDate| {
            let text = format!("{key} = {day}");
            if inline { write_here(&text) } else { write_line(&text) }
        };
        let date = match value.into_inner() {
            DeValue::Datetime(moment) if moment.date.is_some() => moment.date.map(|date| (date, moment.time)),
            DeValue::String(text) => {
                let Some(value) = thai::date::parse(&text) else {
                    self.not_a_date(span, key);
                    return None;
                };
                if !PLAUSIBLE.contains(&value.year()) {
                    return self.implausible(span, key, value.year());
                }
                date_form(self.faults, span, &text, value, &write);
                return Some(Placed { value, span });
            }
            _ => None,
        };
        let Some((date, time)) = date else {
            self.not_a_date(span, key);
            return None;
        };
        let (year, month, day) = (i32::from(date.year), u32::from(date.month), u32::from(date.day));
        let buddhist = year >= BUDDHIST_FROM;
        let civil = if buddhist { year - BUDDHIST_OFFSET } else { year };
        // Also of a year that was taken for one of the Buddhist Era: what would be
        // written in its place must be a day that can be read.
        if !PLAUSIBLE.contains(&civil) {
            return self.implausible(span, key, year);
        }
        let Some(value) = NaiveDate::from_ymd_opt(civil, month, day) else {
            // 29 February of a B.E. year that only the C.E. calendar calls leap.
            self.lose(key);
            self.faults.add(
                Code::BuddhistYear,
                span,
                Words::new(
                    format!("ปี {year} เป็น พ.ศ. และ ค.ศ. {civil} ไม่มีวันที่นี้"),
                    format!("The year {year} is of the Buddhist Era, and {civil} C.E. has no such day"),
                ),
                Words::new(
                    format!("ตรวจวันที่ แล้วเขียนเป็น  {key} = {civil}-02-28"),
                    format!("Check the day and write it as  {key} = {civil}-02-28"),
                ),
            );
            return None;
        };
        if buddhist {
            date_form(self.faults, span, source.slice(span), value, &write);
        } else if time.is_some() {
            let message = Words::new("ระเบียนใช้วันที่ ไม่ใช้เวลา", "A record holds a day, not a time of day");
            let finding = Diagnostic::new(Code::DateWithTime, source, span, message, write(value));
            self.faults.push(finding.rewriting(value.to_string()));
        }
        Some(Placed { value, span })
    }

    fn implausible<T>(&self, span: Span, key: &'static str, year: i32) -> Option<T> {
        self.lose(key);
        let era = if year < BUDDHIST_FROM { "ค.ศ. " } else { "" };
        self.faults.add(
            Code::ImplausibleYear,
            span,
            Words::new(
                format!("ปี {era}{year} เป็นไปไม่ได้"),
                format!("The year {year} cannot be meant"),
            ),
            Words::new(
                "ตรวจปี ค.ศ. อีกครั้ง (พ.ศ. ลบ 543)",
                "Check the year; C.E. is B.E. less 543",
            ),
        );
        None
    }

    fn not_a_date(&self, span: Span, key: &str) {
        let want = Words::new("วันที่ ปี ค.ศ.-เดือน-วัน", "a date, C.E. year-month-day");
        self.wrong(span, key, &want, "YYYY-MM-DD");
    }

    /// Reads a required civil day.
    pub fn required_date(&mut self, key: &'static str) -> Option<Placed<NaiveDate>> {
        self.needs(key, "YYYY-MM-DD");
        self.date(key)
    }
}
