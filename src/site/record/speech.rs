//! A voice in finished pieces: sentences whose slots hold amounts and days,
//! each with its own element, ready to stand in a page.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

use super::markup::Markup;
use crate::money::Satang;
use crate::press::escape;
use crate::rule::{ClosedDay, Period};
use crate::site::Voice;
use crate::text::Lang;
use crate::thai::date as thai_date;

/// A voice that speaks in finished pieces of a page.
#[derive(Clone, Copy, Debug)]
pub struct Speech<'w> {
    /// The voice itself.
    pub voice: Voice<'w>,
}

impl Speech<'_> {
    /// Returns the language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.voice.lang
    }

    /// Returns the words of a key.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.voice.say(key).to_owned()
    }

    /// Returns the words of a key with its slots filled: `{name}`.
    #[must_use]
    pub fn fill(&self, key: &str, slots: &[(&str, &str)]) -> String {
        self.voice.fill(key, slots)
    }

    /// Returns the words for a number of things: slot `{n}`.
    #[must_use]
    pub fn count(&self, key: &str, n: i64) -> String {
        self.voice.count(key, n)
    }

    /// Returns a sentence whose slots hold finished pieces.
    #[must_use]
    pub fn rich(&self, key: &str, slots: &[(&str, &Markup)]) -> Markup {
        let mut html = escape(&self.say(key));
        for (name, value) in slots {
            html = html.replace(&format!("{{{name}}}"), value.as_str());
        }
        Markup::trusted(html)
    }

    /// Returns the words of a key as a piece of a page.
    #[must_use]
    pub fn piece(&self, key: &str) -> Markup {
        Markup::text(&self.say(key))
    }

    /// Returns `24,700.00 บาท`, unbroken.
    #[must_use]
    pub fn money(&self, amount: Satang) -> Markup {
        Markup::text(&self.money_text(amount)).unbroken()
    }

    /// Returns `24,700.00 บาท`.
    #[must_use]
    pub fn money_text(&self, amount: Satang) -> String {
        self.fill("record.baht", &[("amount", &amount.grouped())])
    }

    /// Returns `วันศุกร์ที่ 15 กันยายน 2566` or `Friday 15 September 2023`.
    #[must_use]
    pub fn weekday(&self, day: NaiveDate) -> Markup {
        time(day, &self.voice.long(day))
    }

    /// Returns `15 กันยายน 2566` or `15 September 2023`.
    #[must_use]
    pub fn long(&self, day: NaiveDate) -> Markup {
        time(day, &self.long_text(day))
    }

    /// Returns `15 กันยายน 2566` or `15 September 2023`, without an element.
    #[must_use]
    pub fn long_text(&self, day: NaiveDate) -> String {
        match self.voice.lang {
            Lang::Th => thai_date::long(day),
            Lang::En => format!("{} {} {}", day.day(), thai_date::month_english(day.month()), day.year()),
        }
    }

    /// Returns `15 ก.ย. 2566` or `15 Sep 2023`.
    #[must_use]
    pub fn medium(&self, day: NaiveDate) -> Markup {
        time(day, &self.medium_text(day))
    }

    /// Returns `22 ก.ย. 2566 08:00 น.` or `22 Sep 2023 08:00`.
    #[must_use]
    pub fn moment(&self, at: DateTime<FixedOffset>) -> Markup {
        let words = escape(&self.voice.moment(&at.to_rfc3339()));
        let iso = at.format("%Y-%m-%dT%H:%M%:z");
        Markup::trusted(format!("<time datetime=\"{iso}\">{words}</time>"))
    }

    /// Returns `15 ก.ย. 2566` or `15 Sep 2023`, without an element.
    #[must_use]
    pub fn medium_text(&self, day: NaiveDate) -> String {
        self.voice.medium(day)
    }

    /// Returns `15 ก.ย.` or `15 Sep`, for labels of pictures.
    #[must_use]
    pub fn short_text(&self, day: NaiveDate) -> String {
        self.voice.day_month(day)
    }

    /// Returns a month's name.
    #[must_use]
    pub fn month(&self, number: u32) -> &'static str {
        match self.voice.lang {
            Lang::Th => thai_date::month(number),
            Lang::En => thai_date::month_english(number),
        }
    }

    /// Returns a calendar year as the language counts it.
    #[must_use]
    pub fn year(&self, day: NaiveDate) -> String {
        match self.voice.lang {
            Lang::Th => crate::day::buddhist_year(day).to_string(),
            Lang::En => day.year().to_string(),
        }
    }

    /// Returns a length of time in words: `1 ปี 6 เดือน`, `15 วัน`.
    #[must_use]
    pub fn period(&self, period: Period) -> String {
        let parts = [
            ("record.years", period.months / 12),
            ("record.months", period.months % 12),
            ("record.days", period.days),
        ];
        let said: Vec<String> = parts
            .iter()
            .filter(|(_, n)| *n > 0)
            .map(|(key, n)| self.count(key, i64::from(*n)))
            .collect();
        said.join(" ")
    }

    /// Returns closed days with their names: `13 เม.ย. วันสงกรานต์`.
    #[must_use]
    pub fn closed_days(&self, days: &[ClosedDay]) -> Markup {
        let said: Vec<String> = days
            .iter()
            .map(|closed| {
                let weekday = closed.date.weekday();
                let name = match self.voice.lang {
                    Lang::Th => Markup::text(&closed.name),
                    // The calendar's own names are Thai; those of weekends are known.
                    Lang::En if closed.name == thai_date::weekday(weekday) => {
                        Markup::text(thai_date::weekday_english(weekday))
                    }
                    Lang::En => Markup::text(&closed.name).thai(),
                };
                format!("{} {name}", time(closed.date, &self.short_text(closed.date)))
            })
            .collect();
        Markup::trusted(said.join(", "))
    }

    /// Returns a Thai text of a record, marked as Thai where the page is not.
    #[must_use]
    pub fn thai(&self, text: &str) -> Markup {
        let text = Markup::text(text);
        match self.voice.lang {
            Lang::Th => text,
            Lang::En => text.thai(),
        }
    }
}

/// Returns a day as `<time>`, with its machine form.
#[must_use]
pub fn time(day: NaiveDate, text: &str) -> Markup {
    Markup::trusted(format!("<time datetime=\"{day}\">{}</time>", escape(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = r#"[record]
baht = "{amount} baht"
days = "{n} days"
days-one = "{n} day"
months = "{n} months"
years = "{n} years"
years-one = "{n} year"
[x]
owed = "Owed <{amount}> by {day}"
"#;

    fn speech(lang: Lang, words: &crate::press::Lexicon) -> Speech<'_> {
        Speech {
            voice: Voice::new(lang, words),
        }
    }

    #[test]
    fn slots_are_filled_and_words_escaped() {
        let words = crate::press::Lexicon::read("lang/x.toml", WORDS, "").expect("words");
        let voice = speech(Lang::En, &words);
        let day: NaiveDate = "2023-09-15".parse().expect("ISO");
        assert_eq!(
            voice
                .rich(
                    "x.owed",
                    &[("amount", &voice.money(Satang(2_470_000))), ("day", &voice.medium(day))]
                )
                .as_str(),
            "Owed &lt;<span class=\"nb\">24,700.00 baht</span>&gt; by <time datetime=\"2023-09-15\">15 Sep 2023</time>"
        );
        assert_eq!(voice.count("record.days", 1), "1 day");
        assert_eq!(voice.period(Period { months: 18, days: 1 }), "1 year 6 months 1 day");
    }

    #[test]
    fn days_are_said_in_the_readers_era() {
        let words = crate::press::Lexicon::read("lang/x.toml", WORDS, "").expect("words");
        let day: NaiveDate = "2023-09-15".parse().expect("ISO");
        let (th, en) = (speech(Lang::Th, &words), speech(Lang::En, &words));
        assert_eq!(
            th.weekday(day).as_str(),
            "<time datetime=\"2023-09-15\">วันศุกร์ที่ 15 กันยายน 2566</time>"
        );
        assert_eq!(
            en.weekday(day).as_str(),
            "<time datetime=\"2023-09-15\">Friday 15 September 2023</time>"
        );
        let closed = [ClosedDay {
            date: "2026-04-11".parse().expect("ISO"),
            name: "วันเสาร์".into(),
        }];
        assert!(
            en.closed_days(&closed).as_str().ends_with("Saturday"),
            "{}",
            en.closed_days(&closed)
        );
    }
}
