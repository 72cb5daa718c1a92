//! Dates as Thai offices write them, out and in.
//!
//! Records hold ISO dates of the Common Era. Pages and letters print the
//! Buddhist Era (C.E. + 543); people type every form there is, and
//! [`parse`] understands those that can mean only one day.

use chrono::{Datelike, NaiveDate, Weekday};

use super::digits;
use crate::day::{BUDDHIST_FROM, BUDDHIST_OFFSET, buddhist_year};

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

/// Returns `วันศุกร์ที่ 15 กันยายน 2566`.
#[must_use]
pub fn with_weekday(day: NaiveDate) -> String {
    format!("{}ที่ {}", weekday(day.weekday()), long(day))
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
    /// A year of the one era, with the other's name beside it.
    OtherEra(i32),
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
    let text = match text.split_once(['T', ' ']) {
        Some((day, time)) if day.len() == 10 && day.contains('-') && is_time(time) => day,
        _ => text,
    };
    let era = match (text.contains("พ.ศ."), text.contains("ค.ศ.")) {
        (true, false) => Some(Era::Buddhist),
        (false, true) => Some(Era::Common),
        _ => None,
    };
    let text = without_weekday(text).replace("พ.ศ.", " ").replace("ค.ศ.", " ");
    let (year, month, day) = by_numbers(&text).or_else(|| by_words(&text)).ok_or(NoDay::Shape)?;
    civil(&year, month, day, era)
}

/// The era that stands beside a year.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Era {
    Buddhist,
    Common,
}

/// Whether what stands behind a day is a time of day: `00:00:00`, `08:47 น.`.
fn is_time(text: &str) -> bool {
    let text = text.trim().trim_end_matches("น.").trim_end();
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.contains(':')
        && text.chars().all(|c| c.is_ascii_digit() || ":.+-Z".contains(c))
}

fn without_weekday(text: &str) -> &str {
    let rest = text.strip_prefix("วัน");
    rest.and_then(|rest| rest.split_once("ที่")).map_or(text, |(_, day)| day)
}

/// Year, month and day of `8/5/2566`, as they stand.
fn by_numbers(text: &str) -> Option<(String, u32, u32)> {
    let parts: Vec<&str> = text.trim().split(['/', '-', '.']).map(str::trim).collect();
    let [a, b, c] = parts[..] else { return None };
    if !parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
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

/// The day of a year as it was written, with the era that stands with it.
fn civil(written: &str, month: u32, day: u32, era: Option<Era>) -> Result<NaiveDate, NoDay> {
    let number: i32 = written.parse().map_err(|_| NoDay::Shape)?;
    let year = match (written.len(), number) {
        (2, _) if era == Some(Era::Common) || number < SHORT_FROM => return Err(NoDay::ShortYear(number)),
        (2, _) => number + 2500 - BUDDHIST_OFFSET,
        (4, BUDDHIST_FROM..) if era == Some(Era::Common) => return Err(NoDay::OtherEra(number)),
        (4, ..BUDDHIST_FROM) if era == Some(Era::Buddhist) => return Err(NoDay::OtherEra(number)),
        (4, BUDDHIST_FROM..) => number - BUDDHIST_OFFSET,
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
                ("long_thai_digits", digits::to_thai(&long(day))),
                ("with_weekday", with_weekday(day)),
                ("slash_be", slash(day)),
            ] {
                let written = forms[form].as_str().expect("text");
                // We print no era beside a weekday; whoever writes one is understood.
                assert_eq!(got, written.replace("พ.ศ. ", ""), "{} {form}", case["id"]);
                for text in [written, &got] {
                    assert_eq!(parse(text), Some(day), "{text} reads back");
                }
                seen += 1;
            }
            // Nobody is shown two digits of a year; many type them.
            let short = forms["short"].as_str().expect("text");
            assert_eq!(parse(short), Some(day), "{short} is read");
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
            ("2023-01-23T08:47:11.5+07:00", Some("2023-01-23")),
            ("2023-01-23 08:47 น.", Some("2023-01-23")),
            ("23-01-2566 ถึง 25-01-2566", None),
            ("2026-11-12 or the day after", None),
            ("23 ม.ค. พ.ศ. 2566", Some("2023-01-23")),
            ("23 ม.ค. ค.ศ. 2023", Some("2023-01-23")),
            ("23 ม.ค. พ.ศ. 2023", None),
            ("23 ม.ค. ค.ศ. 2566", None),
            ("2566-+1-+5", None),
            ("19/05/2566", Some("2023-05-19")),
            ("30/2/2566", None),
            ("ต้นเดือน", None),
            ("", None),
        ] {
            assert_eq!(parse(text), want.map(|day| day.parse().expect("ISO")), "{text}");
        }
    }

    #[test]
    fn each_form_says_its_day() {
        let day = "2026-11-03".parse().expect("ISO");
        for (got, want) in [
            (medium(day), "3 พ.ย. 2569"),
            (day_month(day), "3 พ.ย."),
            (with_weekday(day), "วันอังคารที่ 3 พฤศจิกายน 2569"),
            (weekday_english(day.weekday()).to_owned(), "Tuesday"),
        ] {
            assert_eq!(got, want);
        }
    }

    #[test]
    fn what_is_no_day_says_why() {
        let day = |text: &str| -> NaiveDate { text.parse().expect("ISO") };
        let beyond = |month, days| NoDay::Beyond {
            month: day(month),
            days,
        };
        for (rule, text, want) in [
            ("B.E. 2533 is the first short year", "1/10/33", Ok(day("1990-10-01"))),
            ("32 may be 2032", "1/10/32", Err(NoDay::ShortYear(32))),
            ("26 is 2026", "1/10/26", Err(NoDay::ShortYear(26))),
            (
                "a short year of the Common Era",
                "1 ต.ค. ค.ศ. 66",
                Err(NoDay::ShortYear(66)),
            ),
            (
                "a whole year of the Common Era",
                "1 ต.ค. ค.ศ. 2023",
                Ok(day("2023-10-01")),
            ),
            ("2566 is no leap year", "29/2/2566", Err(beyond("2023-02-01", 28))),
            ("2567 is one", "30/2/2567", Err(beyond("2024-02-01", 29))),
            (
                "thirty days has September",
                "31 ก.ย. 2566",
                Err(beyond("2023-09-01", 30)),
            ),
            (
                "month before day",
                "5/23/2566",
                Err(NoDay::Swapped(23, day("2023-05-23"))),
            ),
            ("no month either way", "32/13/2566", Err(NoDay::Month(13))),
            (
                "a time stands behind ISO days alone",
                "19/05/2566 10:30",
                Err(NoDay::Shape),
            ),
            ("three digits are no year", "1/10/266", Err(NoDay::Shape)),
        ] {
            assert_eq!(read(text), want, "{rule}: {text}");
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
                digits::to_thai(&long(day)),
                medium(day),
                slash(day),
                with_weekday(day),
                format!("{}ที่ {} {} พ.ศ. {}", weekday(day.weekday()), day.day(), month(day.month()), buddhist_year(day)),
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
