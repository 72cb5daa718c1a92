//! Dates as Thai offices write them, out and in.
//!
//! Records hold ISO dates of the Common Era. Pages and letters print the
//! Buddhist Era (C.E. + 543); people type every form there is, and
//! [`parse`] understands those that can mean only one day.

use chrono::{Datelike, NaiveDate, Weekday};

use super::digits;
use crate::day::{BUDDHIST_OFFSET, buddhist_year};

const MONTHS: [&str; 12] = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
];
const MONTHS_SHORT: [&str; 12] = [
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
];
const MONTHS_ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns the Thai name of a month, 1 to 12.
#[must_use]
pub fn month(number: u32) -> &'static str {
    MONTHS[index(number)]
}

/// Returns the short Thai name of a month, 1 to 12: `ม.ค.`
#[must_use]
pub fn month_short(number: u32) -> &'static str {
    MONTHS_SHORT[index(number)]
}

/// Returns the English name of a month, 1 to 12.
#[must_use]
pub fn month_english(number: u32) -> &'static str {
    MONTHS_ENGLISH[index(number)]
}

fn index(month: u32) -> usize {
    usize::try_from(month.clamp(1, 12) - 1).unwrap_or(0)
}

/// Returns the Thai name of a weekday with its class word: `วันจันทร์`.
#[must_use]
pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "วันจันทร์",
        Weekday::Tue => "วันอังคาร",
        Weekday::Wed => "วันพุธ",
        Weekday::Thu => "วันพฤหัสบดี",
        Weekday::Fri => "วันศุกร์",
        Weekday::Sat => "วันเสาร์",
        Weekday::Sun => "วันอาทิตย์",
    }
}

/// Returns the English name of a weekday.
#[must_use]
pub fn weekday_english(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// Returns `23 มกราคม 2566`.
#[must_use]
pub fn long(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), month(day.month()), buddhist_year(day))
}

/// Returns `๒๓ มกราคม ๒๕๖๖`, the form of official letters.
#[must_use]
pub fn long_thai_digits(day: NaiveDate) -> String {
    digits::to_thai(&long(day))
}

/// Returns `วันอังคารที่ 18 เมษายน พ.ศ. 2566`.
#[must_use]
pub fn with_weekday_and_era(day: NaiveDate) -> String {
    format!(
        "{}ที่ {} {} พ.ศ. {}",
        weekday(day.weekday()),
        day.day(),
        month(day.month()),
        buddhist_year(day)
    )
}

/// Returns `วันศุกร์ที่ 15 กันยายน 2566`.
#[must_use]
pub fn with_weekday(day: NaiveDate) -> String {
    format!("{}ที่ {}", weekday(day.weekday()), long(day))
}

/// Returns `23 ม.ค. 66`.
#[must_use]
pub fn short(day: NaiveDate) -> String {
    format!(
        "{} {} {:02}",
        day.day(),
        month_short(day.month()),
        buddhist_year(day).rem_euclid(100)
    )
}

/// Returns `15 ก.ย. 2566`.
#[must_use]
pub fn medium(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), month_short(day.month()), buddhist_year(day))
}

/// Returns `15 ก.ย.`
#[must_use]
pub fn day_month(day: NaiveDate) -> String {
    format!("{} {}", day.day(), month_short(day.month()))
}

/// Returns `23/01/2566`.
#[must_use]
pub fn slash(day: NaiveDate) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), buddhist_year(day))
}

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDay {
    /// Nothing that looks like a day.
    Shape,
    /// The month, here by its first day, has only so many days.
    Beyond {
        /// The first day of the month.
        month: NaiveDate,
        /// How many days it has.
        days: u32,
    },
    /// There is no such month.
    Month(u32),
    /// There is no such month, but day and month swapped are this day.
    Swapped(u32, NaiveDate),
    /// Two digits that are hardly a year of the Buddhist Era.
    ShortYear(i32),
}

/// Two digits of a year below this one, B.E. 2533, may as well be those of a year
/// of the Common Era: no register of today is older, and 26 is 2026.
const SHORT_FROM: i32 = 33;

/// Reads a date in any Thai form that can mean only one day.
///
/// Understood: ISO with a C.E. or B.E. year, `8 พ.ค. 2566`, `29/2/67`,
/// `23-01-2566`, `วันอังคารที่ 18 เมษายน พ.ศ. 2566`, each with Thai or Arabic
/// digits. A two-digit year is read as B.E. 25xx, since Thai offices shorten
/// only that era, from 2533 on; a year from 2400 on is B.E., any other C.E.
#[must_use]
pub fn parse(text: &str) -> Option<NaiveDate> {
    read(text).ok()
}

/// Reads a date as [`parse`] does.
///
/// # Errors
///
/// Why the text is no day, as far as can be told.
pub fn read(text: &str) -> Result<NaiveDate, NoDay> {
    let text = digits::to_arabic(text.trim());
    let text = text.trim_matches('"').trim_matches('\'');
    let text = text
        .split(['T', ' '])
        .next()
        .filter(|head| head.len() == 10 && head.contains('-'))
        .unwrap_or(text);
    let common = text.contains("ค.ศ.");
    let text = without_weekday(text).replace("พ.ศ.", " ").replace("ค.ศ.", " ");
    let (year, month, day) = by_numbers(&text).or_else(|| by_words(&text)).ok_or(NoDay::Shape)?;
    civil(&year, month, day, common)
}

fn without_weekday(text: &str) -> &str {
    match text
        .strip_prefix("วัน")
        .and_then(|rest| rest.find("ที่").map(|at| &rest[at + "ที่".len()..]))
    {
        Some(rest) => rest,
        None => text.strip_prefix("วันที่").unwrap_or(text),
    }
}

/// Year, month and day of `8/5/2566`, as they stand.
fn by_numbers(text: &str) -> Option<(String, u32, u32)> {
    let parts: Vec<&str> = text.trim().split(['/', '-', '.']).map(str::trim).collect();
    let [a, b, c] = parts[..] else { return None };
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    Some((year.to_owned(), month.parse().ok()?, day.parse().ok()?))
}

/// Year, month and day of `8 พ.ค. 2566`, as they stand.
fn by_words(text: &str) -> Option<(String, u32, u32)> {
    let text = text.trim();
    let day_end = text.find(|c: char| !c.is_ascii_digit())?;
    let (day, rest) = text.split_at(day_end);
    let year_start = rest
        .rfind(|c: char| !c.is_ascii_digit())
        .map(|at| at + rest[at..].chars().next().map_or(1, char::len_utf8))?;
    let (name, year) = rest.split_at(year_start);
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = |word: &str| word.replace('.', "");
    let month = (1..=12).find(|&n| {
        let english = month_english(n);
        name == month(n)
            || bare(&name) == bare(month_short(n))
            || name.eq_ignore_ascii_case(english)
            || bare(&name).eq_ignore_ascii_case(&english[..3])
    })?;
    Some((year.to_owned(), month, day.parse().ok()?))
}

/// The day of a year as it was written; `common` where its era stands with it.
fn civil(written: &str, month: u32, day: u32, common: bool) -> Result<NaiveDate, NoDay> {
    let number: i32 = written.parse().map_err(|_| NoDay::Shape)?;
    let year = match (written.len(), number) {
        (2, _) if common || number < SHORT_FROM => return Err(NoDay::ShortYear(number)),
        (2, _) => number + 2500 - BUDDHIST_OFFSET,
        (4, 2400..) => number - BUDDHIST_OFFSET,
        (4, _) => number,
        _ => return Err(NoDay::Shape),
    };
    if let Some(day) = NaiveDate::from_ymd_opt(year, month, day) {
        return Ok(day);
    }
    let Some(first) = NaiveDate::from_ymd_opt(year, month, 1) else {
        let swapped = NaiveDate::from_ymd_opt(year, day, month);
        return Err(swapped.map_or(NoDay::Month(month), |swapped| NoDay::Swapped(month, swapped)));
    };
    let days = u32::from(first.num_days_in_month());
    Err(NoDay::Beyond { month: first, days })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_office_cases_are_printed_in_each_thai_form() {
        let cases: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/cases/due-date-cases.json")).expect("the case file is JSON");
        let mut seen = 0;
        for case in cases.as_array().expect("a list of cases") {
            let Some(forms) = case.get("expected_due_th") else {
                continue;
            };
            let day: NaiveDate = case["expected_due"].as_str().expect("a day").parse().expect("ISO");
            for (form, got) in [
                ("long", long(day)),
                ("long_thai_digits", long_thai_digits(day)),
                ("with_weekday", with_weekday_and_era(day)),
                ("short", short(day)),
                ("slash_be", slash(day)),
            ] {
                assert_eq!(got, forms[form].as_str().expect("text"), "{} {form}", case["id"]);
                assert_eq!(parse(&got), Some(day), "{got} reads back");
                seen += 1;
            }
        }
        assert!(seen > 100, "the case file has its Thai forms");
    }

    #[test]
    fn every_form_that_people_type_is_read() {
        for (text, want) in [
            ("8 พ.ค. 2566", Some("2023-05-08")),
            ("8 พค 66", Some("2023-05-08")),
            ("29/2/67", Some("2024-02-29")),
            ("2567-02-29", Some("2024-02-29")),
            ("2024-02-29", Some("2024-02-29")),
            ("๒๓ มกราคม ๒๕๖๖", Some("2023-01-23")),
            ("20 Nov 2026", Some("2026-11-20")),
            ("20 November 2026", Some("2026-11-20")),
            ("2023-01-23 00:00:00", Some("2023-01-23")),
            ("19/05/2566", Some("2023-05-19")),
            ("30/2/2566", None),
            ("ต้นเดือน", None),
            ("", None),
        ] {
            assert_eq!(parse(text), want.map(|day| day.parse().expect("ISO")), "{text}");
        }
    }

    proptest::proptest! {
        /// B.E. 2500 to 2700: what is printed is read again as the same day.
        #[test]
        fn every_day_of_two_centuries_is_printed_and_read(offset in 0i64..73_414) {
            use crate::day::{fiscal_year, fiscal_year_start, shift};
            let first = NaiveDate::from_ymd_opt(1957, 1, 1).expect("a day");
            let day = shift(first, offset);
            for text in [
                long(day),
                long_thai_digits(day),
                medium(day),
                slash(day),
                with_weekday(day),
                with_weekday_and_era(day),
                day.to_string(),
                format!("{}-{:02}-{:02}", buddhist_year(day), day.month(), day.day()),
                format!("{} {} ค.ศ. {}", day.day(), month(day.month()), day.year()),
                format!("{} {} {}", day.day(), month_english(day.month()), day.year()),
            ] {
                proptest::prop_assert_eq!(parse(&text), Some(day), "{}", text);
            }
            let year = fiscal_year(day);
            proptest::prop_assert!(fiscal_year_start(year) <= day && day < fiscal_year_start(year + 1));
        }
    }
}
