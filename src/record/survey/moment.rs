//! When an answer was given: the day out of a form tool's time stamp.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta};

use crate::day::{BUDDHIST_FROM, BUDDHIST_OFFSET};
use crate::thai::{date, digits};

/// Which of two numbers before the year is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// 20/11, as Thailand writes.
    DayMonth,
    /// 11/20, as the United States write.
    MonthDay,
}

/// A time stamp, as far as it says what it means by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// One day.
    Day(NaiveDate),
    /// Two numbers and a year of the Common Era: whose order must be known.
    Open(u32, u32, i32),
    /// Nothing that is a day.
    Unclear,
}

/// Years in which a form on the web can have been answered.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2099;

impl Moment {
    /// Returns the day, given the order of the file.
    pub(super) fn day(self, order: Option<Order>) -> Option<NaiveDate> {
        match (self, order?) {
            (Moment::Day(day), _) => Some(day),
            (Moment::Open(day, month, year), Order::DayMonth) | (Moment::Open(month, day, year), Order::MonthDay) => {
                NaiveDate::from_ymd_opt(year, month, day)
            }
            (Moment::Unclear, _) => None,
        }
    }
}

/// Reads a time stamp. A year of the Buddhist Era comes from a Thai machine,
/// so its day stands first unless the office says otherwise.
pub(super) fn read(text: &str, order: Option<Order>) -> Moment {
    let text = digits::to_arabic(text.trim()).replace(['\u{a0}', '\u{202f}'], " ");
    if let Ok(moment) = DateTime::parse_from_rfc3339(&text) {
        let here = moment.naive_utc().checked_add_signed(TimeDelta::hours(7));
        return sound(here.map(|here| here.date()));
    }
    let text = without_time(&text);
    let parts: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
    let numbers: Option<Vec<u32>> = parts.iter().map(|part| number(part)).collect();
    match (parts.as_slice(), numbers.as_deref()) {
        ([first, ..], Some(&[year, month, day])) if first.len() == 4 => {
            sound(common(year, 4).and_then(|(year, _)| NaiveDate::from_ymd_opt(year, month, day)))
        }
        ([.., last], Some(&[first, second, year])) => match common(year, last.len()) {
            Some((year, true)) => sound(Moment::Open(first, second, year).day(order.or(Some(Order::DayMonth)))),
            Some((year, false)) if YEARS.contains(&year) => open(first, second, year),
            _ => Moment::Unclear,
        },
        _ => sound(date::parse(&day_first(text))),
    }
}

/// Two numbers that could be a day and a month in at least one order.
fn open(first: u32, second: u32, year: i32) -> Moment {
    let one = |day, month| NaiveDate::from_ymd_opt(year, month, day);
    match (one(first, second), one(second, first)) {
        (None, None) => Moment::Unclear,
        (Some(day), Some(other)) if day == other => Moment::Day(day),
        _ => Moment::Open(first, second, year),
    }
}

fn sound(day: Option<NaiveDate>) -> Moment {
    day.filter(|day| YEARS.contains(&day.year()))
        .map_or(Moment::Unclear, Moment::Day)
}

fn number(part: &str) -> Option<u32> {
    let digits = (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| part.parse().ok()).flatten()
}

/// A year as C.E., and whether it was written in the Buddhist Era. Of two
/// digits, only one era lies within the time of web forms.
fn common(year: u32, digits: usize) -> Option<(i32, bool)> {
    let year = i32::try_from(year).ok()?;
    match (digits, year) {
        (4, BUDDHIST_FROM..) => Some((year - BUDDHIST_OFFSET, true)),
        (4, _) => Some((year, false)),
        (2, 58..=88) => Some((year + 2500 - BUDDHIST_OFFSET, true)),
        (2, 15..=45) => Some((year + 2000, false)),
        _ => None,
    }
}

/// Leaves off the time of day and what follows it: `2:03:22 PM GMT+7`,
/// `เวลา 14.03 น.`
fn without_time(text: &str) -> &str {
    let text = match (text.find(':'), text.trim_end().strip_suffix("น.")) {
        (Some(colon), _) => text[..colon].trim_end_matches(|c: char| c.is_ascii_digit()),
        (None, Some(rest)) => rest.trim_end().rsplit_once(' ').map_or(rest, |(day, _)| day),
        (None, None) => text,
    };
    let end = |text: &str| text.trim_end_matches([' ', ',', 'T']).len();
    let text = &text[..end(text)];
    let text = text
        .strip_suffix("เวลา")
        .or_else(|| text.strip_suffix(" at"))
        .unwrap_or(text);
    &text[..end(text)]
}

/// Puts `Friday, November 20, 2026` into the order of `20 November 2026`.
fn day_first(text: &str) -> String {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let is_word = |word: &str| word.starts_with(|c: char| c.is_ascii_alphabetic());
    match words[..] {
        [weekday, ref rest @ ..] if is_word(weekday) && rest.len() == 3 => day_first(&rest.join(" ")),
        [month, day, year] if is_word(month) => format!("{day} {month} {year}"),
        _ => words.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_s_time_stamp_is_read() {
        for text in [
            "2026-11-20",
            "2026-11-20 14:03",
            "2026-11-20T14:03:22",
            "2026-11-20T14:03:22+07:00",
            "2026-11-19T20:03:22Z",
            "2026/11/20 2:03:22 PM GMT+7",
            "2026/11/20 2:03:22 หลังเที่ยง GMT+7",
            "2569-11-20 14:03:22",
            "20/11/2569",
            "20/11/2569 14:03:22",
            "20/11/2569, 14:03:22",
            "๒๐/๑๑/๒๕๖๙ ๑๔:๐๓:๒๒",
            "20/11/69 14:03",
            "20-11-2569",
            "20.11.2569",
            "20 พ.ย. 2569",
            "20 พ.ย. 2569 14.03 น.",
            "20 พฤศจิกายน 2569 เวลา 14:03 น.",
            "วันศุกร์ที่ 20 พฤศจิกายน พ.ศ. 2569",
            "20 Nov 2026 14:03",
            "Nov 20, 2026 2:03 PM",
            "November 20, 2026 at 2:03 PM",
            "Friday, November 20, 2026",
            "Friday, 20 November 2026",
        ] {
            let want = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
            assert_eq!(read(text, None), Moment::Day(want), "{text}");
        }
    }

    #[test]
    fn two_numbers_and_a_western_year_stay_open() {
        for (text, want) in [
            ("5/6/2026", Moment::Open(5, 6, 2026)),
            ("20/11/2026 14:03:22", Moment::Open(20, 11, 2026)),
            ("11/20/26 14:03:22", Moment::Open(11, 20, 2026)),
            ("30/2/2026", Moment::Unclear),
            ("20/11/1983", Moment::Unclear),
            ("20/11/90", Moment::Unclear),
            ("20/11/026", Moment::Unclear),
            ("31/2/2569", Moment::Unclear),
            ("11/20/2569", Moment::Unclear),
            ("46346.585", Moment::Unclear),
            ("เมื่อวาน", Moment::Unclear),
            ("20:15", Moment::Unclear),
            (":", Moment::Unclear),
        ] {
            assert_eq!(read(text, None), want, "{text}");
        }
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day);
        assert_eq!(Moment::Open(5, 6, 2026).day(Some(Order::DayMonth)), day(6, 5));
        assert_eq!(Moment::Open(5, 6, 2026).day(Some(Order::MonthDay)), day(5, 6));
        assert_eq!(Moment::Open(5, 6, 2026).day(None), None);
        assert_eq!(read("6/6/2026", None), Moment::Day(day(6, 6).expect("a day")));
        assert_eq!(
            read("11/20/2569", Some(Order::MonthDay)),
            Moment::Day(day(11, 20).expect("a day"))
        );
    }
}
