//! How the days were counted, step by step, in words that a reader can check
//! against a calendar.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::markup::Markup;
use super::reader::Reader;
use crate::day::{between, shift};
use crate::rule::{Due, Event, LastDay, Rule};

/// One step: a day or a stretch of days, and what it means.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// The day.
    pub head: Markup,
    /// What it means.
    pub body: Markup,
}

/// Returns the steps from the event to the due date.
#[must_use]
pub fn steps(reader: &Reader<'_>, rule: &Rule, due: &Due) -> Vec<Step> {
    let voice = &reader.voice;
    let mut steps = Vec::new();
    if let Event::Rule(start) = due.from.event {
        let event = voice.piece(&format!("counting.from_{}", start.name().replace('-', "_")));
        let first = if rule.first_day_included {
            "counting.included"
        } else {
            "counting.excluded"
        };
        steps.push(Step {
            head: voice.weekday(due.from.date),
            body: voice.rich(first, &[("event", &event)]),
        });
        let first = if rule.first_day_included {
            due.from.date
        } else {
            shift(due.from.date, 1)
        };
        steps.push(Step {
            head: voice.rich(
                "counting.span",
                &[("from", &voice.long(first)), ("to", &voice.long(due.raw))],
            ),
            body: counted(reader, rule, first, due.raw),
        });
    } else {
        steps.push(Step {
            head: voice.weekday(due.from.date),
            body: voice.rich("counting.extended", &[("due", &voice.long(due.raw))]),
        });
    }
    steps.push(Step {
        head: voice.weekday(due.raw),
        body: last_day(reader, rule.last_day, due),
    });
    steps
}

/// Days with their months; a period of months by the calendar's own rule.
fn counted(reader: &Reader<'_>, rule: &Rule, first: NaiveDate, last: NaiveDate) -> Markup {
    let voice = &reader.voice;
    let whole = Markup::text(&voice.period(rule.period));
    if rule.period.months > 0 {
        return voice.rich("counting.by_calendar", &[("period", &whole)]);
    }
    let months = by_month(first, last);
    if !(2..=3).contains(&months.len()) {
        return voice.rich("counting.days", &[("period", &whole)]);
    }
    let said: Vec<String> = months
        .iter()
        .map(|(month, days)| {
            voice.fill(
                "counting.in_month",
                &[
                    ("days", &voice.count("record.days", *days)),
                    ("month", voice.month(*month)),
                ],
            )
        })
        .collect();
    voice.rich(
        "counting.days_by_month",
        &[("months", &Markup::text(&said.join(" + "))), ("period", &whole)],
    )
}

/// Returns how many days of each month lie in a stretch, both ends included.
fn by_month(first: NaiveDate, last: NaiveDate) -> Vec<(u32, i64)> {
    let mut months = Vec::new();
    let mut at = first;
    while at <= last {
        let next = at
            .with_day(1)
            .and_then(|start| start.checked_add_months(chrono::Months::new(1)));
        let Some(next) = next else { break };
        months.push((at.month(), between(at, next.min(shift(last, 1)))));
        at = next;
    }
    months
}

/// Says that the holidays of the last day's year are not known yet, and what may come of that.
pub(super) fn provisional(reader: &Reader<'_>, policy: LastDay, due: &Due) -> Option<Markup> {
    let key = match policy {
        LastDay::Stays => "counting.provisional_stays",
        _ => "counting.provisional",
    };
    let year = Markup::text(&reader.voice.year(due.raw));
    due.provisional.then(|| reader.voice.rich(key, &[("year", &year)]))
}

fn last_day(reader: &Reader<'_>, policy: LastDay, due: &Due) -> Markup {
    let voice = &reader.voice;
    if let Some(words) = provisional(reader, policy, due) {
        return words;
    }
    if due.shifted_over.is_empty() {
        return voice.piece("counting.working_day");
    }
    let closed = voice.closed_days(&due.shifted_over);
    let (key, to) = match policy {
        LastDay::NextWorkingDay => ("counting.moved_on", due.effective),
        LastDay::PreviousWorkingDay => ("counting.moved_back", due.effective),
        LastDay::Stays => ("counting.stays", due.act_by),
    };
    voice.rich(key, &[("closed", &closed), ("to", &voice.weekday(to).strong())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_told_month_by_month() {
        let day = |text: &str| -> NaiveDate { text.parse().expect("ISO") };
        assert_eq!(by_month(day("2023-08-17"), day("2023-09-15")), [(8, 15), (9, 15)]);
        assert_eq!(
            by_month(day("2023-12-31"), day("2024-02-01")),
            [(12, 1), (1, 31), (2, 1)]
        );
        assert_eq!(by_month(day("2024-02-01"), day("2024-02-29")), [(2, 29)]);
        assert_eq!(by_month(day("2024-02-02"), day("2024-02-01")), []);
    }
}
