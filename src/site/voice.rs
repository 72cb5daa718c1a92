//! The words of a page: dates, counts and money in its language.
//!
//! Thai pages print the Buddhist Era, English ones the Common Era.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta};
use serde::Serialize;

use crate::money::Satang;
use crate::press::Lexicon;
use crate::text::Lang;
use crate::thai::date;

/// A language with its words.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'w> {
    /// The language.
    pub lang: Lang,
    words: &'w Lexicon,
}

/// A day as a page prints it: for machines and for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Day {
    /// `2023-09-15`, for `<time datetime>` and for sorting.
    pub iso: String,
    /// `15 ก.ย. 2566` or `15 Sep 2023`.
    pub text: String,
}

impl<'w> Voice<'w> {
    /// A language speaking with its words.
    #[must_use]
    pub fn new(lang: Lang, words: &'w Lexicon) -> Voice<'w> {
        Voice { lang, words }
    }

    /// Returns the language's code, as `lang` wants it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.lang {
            Lang::Th => "th",
            Lang::En => "en",
        }
    }

    /// Returns a word by its key, `section.key`.
    #[must_use]
    pub fn say<'k>(&'k self, key: &'k str) -> &'k str {
        self.words.get(key)
    }

    /// Returns a word by a key that was made up; nothing where there is none.
    #[must_use]
    pub fn word(&self, key: &str) -> &str {
        self.words.find(key).unwrap_or_default()
    }

    /// Returns a word with its slots filled.
    #[must_use]
    pub fn fill(&self, key: &str, slots: &[(&str, &str)]) -> String {
        self.words.fill(key, slots)
    }

    /// Returns a word that counts something: `{n}` is the number, and `key-one`
    /// is taken for one where the language has it.
    #[must_use]
    pub fn count(&self, key: &str, n: i64) -> String {
        let one = format!("{key}-one");
        let key = if n == 1 && self.lang == Lang::En && self.words.has(&one) {
            &one
        } else {
            key
        };
        self.words.fill(key, &[("n", &number(n))])
    }

    /// Returns how many contracts: `12 สัญญา`.
    #[must_use]
    pub fn contracts(&self, n: usize) -> String {
        self.count("count.contracts", i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// Returns how many items: `12 รายการ`.
    #[must_use]
    pub fn items(&self, n: usize) -> String {
        self.count("count.items", i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// Returns an amount with its unit: `1,234.00 บาท`.
    #[must_use]
    pub fn baht(&self, amount: Satang) -> String {
        self.words.fill("count.baht", &[("n", &amount.grouped())])
    }

    /// Returns how many and how much: `12 รายการ รวม 1,234.00 บาท`.
    #[must_use]
    pub fn summed(&self, count: &str, amount: Satang) -> String {
        self.fill("calendar.sum", &[("count", count), ("amount", &self.baht(amount))])
    }

    /// Returns a name in this language, else the Thai one and its `lang`.
    #[must_use]
    pub fn name<'n>(&self, thai: &'n str, english: Option<&'n str>) -> (&'n str, Option<&'static str>) {
        match (self.lang, english) {
            (Lang::Th, _) => (thai, None),
            (Lang::En, Some(english)) => (english, None),
            (Lang::En, None) => (thai, Some("th")),
        }
    }

    /// Returns `lang="th"` for Thai text on an English page: titles of
    /// projects, names of people and companies.
    #[must_use]
    pub fn thai(&self) -> Option<&'static str> {
        (self.lang == Lang::En).then_some("th")
    }

    /// Returns a day for `<time>`, `15 ก.ย. 2566`.
    #[must_use]
    pub fn day(&self, day: NaiveDate) -> Day {
        Day {
            iso: day.to_string(),
            text: self.medium(day),
        }
    }

    /// Returns `15 ก.ย. 2566` or `15 Sep 2023`.
    #[must_use]
    pub fn medium(&self, day: NaiveDate) -> String {
        match self.lang {
            Lang::Th => date::medium(day),
            Lang::En => format!("{} {}", self.day_month(day), day.year()),
        }
    }

    /// Returns `วันศุกร์ที่ 15 กันยายน 2566` or `Friday 15 September 2023`.
    #[must_use]
    pub fn long(&self, day: NaiveDate) -> String {
        match self.lang {
            Lang::Th => date::with_weekday(day),
            Lang::En => format!(
                "{} {} {} {}",
                date::weekday_english(day.weekday()),
                day.day(),
                date::month_english(day.month()),
                day.year()
            ),
        }
    }

    /// Returns `15 ก.ย.` or `15 Sep`.
    #[must_use]
    pub fn day_month(&self, day: NaiveDate) -> String {
        match self.lang {
            Lang::Th => date::day_month(day),
            Lang::En => format!("{} {}", day.day(), &date::month_english(day.month())[..3]),
        }
    }

    /// Returns `ศุกร์` or `Friday`.
    #[must_use]
    pub fn weekday(&self, day: NaiveDate) -> &'static str {
        match self.lang {
            Lang::Th => date::weekday(day.weekday()).trim_start_matches("วัน"),
            Lang::En => date::weekday_english(day.weekday()),
        }
    }

    /// Returns the month of a day: `กันยายน 2566` or `September 2023`.
    #[must_use]
    pub fn month(&self, day: NaiveDate) -> String {
        match self.lang {
            Lang::Th => format!("{} {}", date::month(day.month()), crate::day::buddhist_year(day)),
            Lang::En => format!("{} {}", date::month_english(day.month()), day.year()),
        }
    }

    /// Returns a moment in the office's time zone, `20 พ.ย. 2569 09:15 น.`; a
    /// text that is no moment comes back as it is.
    #[must_use]
    pub fn moment(&self, iso: &str) -> String {
        let Ok(moment) = DateTime::parse_from_rfc3339(iso) else {
            return iso.to_owned();
        };
        let here = moment.naive_utc() + TimeDelta::hours(7);
        let time = here.format("%H:%M").to_string();
        self.fill("count.moment", &[("day", &self.medium(here.date())), ("time", &time)])
    }

    /// Returns a fiscal year: `ปีงบประมาณ 2566` or `fiscal year 2023 (B.E. 2566)`.
    #[must_use]
    pub fn fiscal_year(&self, buddhist: i32) -> String {
        let (thai, common) = (
            buddhist.to_string(),
            (buddhist - crate::day::BUDDHIST_OFFSET).to_string(),
        );
        self.fill("count.fiscal-year", &[("be", &thai), ("ce", &common)])
    }
}

/// Returns a number with separators: `1,234`.
#[must_use]
pub fn number(n: i64) -> String {
    Satang(n.saturating_mul(100)).grouped_baht()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::press::Press;

    #[test]
    fn dates_follow_the_language() {
        let press = Press::new(&std::collections::BTreeMap::new()).expect("the built-in texts");
        let day = NaiveDate::from_ymd_opt(2023, 9, 15).expect("a day");
        let [th, en] = [Lang::Th, Lang::En].map(|lang| Voice::new(lang, press.words(lang)));
        for (got, want) in [
            (th.medium(day), "15 ก.ย. 2566"),
            (en.medium(day), "15 Sep 2023"),
            (th.long(day), "วันศุกร์ที่ 15 กันยายน 2566"),
            (en.long(day), "Friday 15 September 2023"),
            (th.day_month(day), "15 ก.ย."),
            (th.weekday(day).to_owned(), "ศุกร์"),
            (th.moment("2026-11-19T23:04:32Z"), "20 พ.ย. 2569 06:04 น."),
            (en.moment("2026-11-20T06:04:32+07:00"), "20 Nov 2026 06:04"),
            (en.moment("yesterday"), "yesterday"),
            (th.contracts(1_234), "1,234\u{a0}สัญญา"),
            (en.contracts(1), "1\u{a0}contract"),
            (en.contracts(0), "0\u{a0}contracts"),
            (th.baht(Satang(123_456_700)), "1,234,567.00\u{a0}บาท"),
        ] {
            assert_eq!(got, want);
        }
    }
}
