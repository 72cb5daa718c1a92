//! The due calendar: this month and the next, day by day.

mod month;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::Page;
use super::desk::{Crumb, Desk, Frame};
use super::item::{self, Item};
use super::voice::Day;
use crate::book::{Entry, State};
use crate::press::PressFault;

#[derive(Serialize)]
struct View {
    weekdays: Vec<String>,
    months: Vec<month::Month>,
    agenda: Vec<AgendaDay>,
    /// How many fall due after the months shown.
    later: Option<String>,
    take: super::data::Take,
}

#[derive(Serialize)]
struct AgendaDay {
    day: Day,
    weekday: &'static str,
    today: bool,
    items: Vec<Item>,
}

/// What falls due on which day.
type Days<'e, 'b> = BTreeMap<NaiveDate, Vec<&'e Entry<'b>>>;

/// Renders `calendar.html`.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn page(desk: &Desk<'_>) -> Result<Page, PressFault> {
    let (voice, today) = (&desk.voice, desk.register.today);
    let first = today.with_day(1).unwrap_or(today);
    let second = next_month(first);
    let end = next_month(second);
    let days = due_between(desk, first, end);
    let later: usize = due_between(desk, end, NaiveDate::MAX).values().map(Vec::len).sum();
    let view = View {
        weekdays: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
            .map(|day| voice.say(&format!("calendar.{day}")).to_owned())
            .into(),
        months: [first, second].map(|month| month::month(desk, month, &days)).into(),
        agenda: days
            .iter()
            .map(|(day, entries)| AgendaDay {
                day: Day {
                    iso: day.to_string(),
                    text: voice.day_month(*day),
                },
                weekday: voice.weekday(*day),
                today: *day == today,
                items: entries.iter().map(|entry| item::of(desk, entry)).collect(),
            })
            .collect(),
        later: (later > 0).then(|| voice.fill("calendar.later", &[("count", &voice.items(later))])),
        take: super::data::take(desk, super::download::Scope::Office),
    };
    let title = voice.say("calendar.title").to_owned();
    let frame = Frame {
        path: "calendar.html".into(),
        title: format!("{title} {} · {}", voice.month(first), voice.say("site.name")),
        description: voice.say("calendar.lede").to_owned(),
        menu: "calendar",
        crumbs: vec![Crumb::here((&title, None))],
        body: "cals land",
        ..Frame::default()
    };
    desk.set("page/calendar.html", &frame, &view)
}

/// Returns the first day of the month after a month's first day.
fn next_month(first: NaiveDate) -> NaiveDate {
    first
        .checked_add_months(chrono::Months::new(1))
        .unwrap_or(NaiveDate::MAX)
}

/// Collects the open entries that fall due from a day until before another.
fn due_between<'s>(desk: &'s Desk<'_>, from: NaiveDate, until: NaiveDate) -> Days<'s, 's> {
    let mut days = Days::new();
    for entry in &desk.register.entries {
        let open = matches!(
            entry.state(),
            State::Outstanding | State::Overdue | State::Returnable | State::Held
        );
        let Some(due) = entry.due().map(|due| due.effective) else {
            continue;
        };
        if open && from <= due && due < until {
            days.entry(due).or_default().push(entry);
        }
    }
    for entries in days.values_mut() {
        entries.sort_by(|a, b| b.open_amount().cmp(&a.open_amount()).then(a.id().cmp(b.id())));
    }
    days
}
