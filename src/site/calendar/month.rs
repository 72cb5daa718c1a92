//! One month as a grid of weeks, Sunday first.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Serialize;

use super::Days;
use crate::day::shift;
use crate::money::Satang;
use crate::site::desk::Desk;
use crate::site::item::{self, Item};

/// How many entries a cell names on the screen.
const PER_CELL: usize = 2;

/// A month.
#[derive(Serialize)]
pub(super) struct Month {
    id: String,
    title: String,
    caption: String,
    sum: String,
    /// Said where the year's holidays are not on record.
    unknown: Option<String>,
    weeks: Vec<Vec<Cell>>,
}

/// A day of the grid, or a place before the first and after the last.
#[derive(Serialize)]
pub(super) struct Cell {
    number: Option<u32>,
    iso: String,
    off: bool,
    holiday: Option<String>,
    today: bool,
    /// All of them: paper has room for what the screen leaves to the list below.
    items: Vec<Item>,
    /// How many the screen shows.
    shown: usize,
    more: Option<String>,
    /// For phones: how many of each hue, the most urgent first.
    counts: Vec<Count>,
}

#[derive(Serialize)]
struct Count {
    hue: &'static str,
    icon: &'static str,
    number: usize,
    words: String,
}

/// Makes the grid of the month that begins on a day.
pub(super) fn month(desk: &Desk<'_>, first: NaiveDate, days: &Days<'_, '_>) -> Month {
    let voice = &desk.voice;
    let next = super::next_month(first);
    let mine: Vec<_> = days.range(first..next).flat_map(|(_, entries)| entries).collect();
    let amount: Satang = mine.iter().map(|entry| entry.open_amount()).sum();
    let lead = i64::from(first.weekday().num_days_from_sunday());
    let start = shift(first, -lead);
    let mut weeks = Vec::new();
    let mut day = start;
    while day < next {
        weeks.push((0..7).map(|n| cell(desk, first, shift(day, n), days)).collect());
        day = shift(day, 7);
    }
    let title = voice.month(first);
    Month {
        id: format!("m-{}", first.format("%Y-%m")),
        caption: voice.fill("calendar.caption", &[("month", &title)]),
        sum: voice.summed(&voice.items(mine.len()), amount),
        unknown: (!desk.register.book.calendar.knows(first)).then(|| {
            let year = if voice.thai().is_some() {
                first.year()
            } else {
                crate::day::buddhist_year(first)
            };
            voice.fill("calendar.unknown", &[("year", &year.to_string())])
        }),
        title,
        weeks,
    }
}

fn cell(desk: &Desk<'_>, first: NaiveDate, day: NaiveDate, days: &Days<'_, '_>) -> Cell {
    let inside = day.month() == first.month();
    let entries = days.get(&day).filter(|_| inside).map_or(&[][..], Vec::as_slice);
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let closed = desk.register.book.calendar.closed(day).ok().flatten();
    let holiday = closed.filter(|_| inside && is_holiday(desk, day)).map(str::to_owned);
    let items: Vec<Item> = entries.iter().map(|entry| item::of(desk, entry)).collect();
    let more = items.len().saturating_sub(PER_CELL);
    let mut counts: Vec<Count> = Vec::new();
    for item in &items {
        match counts.iter_mut().find(|count| count.hue == item.tag.hue) {
            Some(count) => count.number += 1,
            None => counts.push(Count {
                hue: item.tag.hue,
                icon: item.tag.icon,
                number: 1,
                words: String::new(),
            }),
        }
    }
    for count in &mut counts {
        count.words = desk.voice.items(count.number);
    }
    Cell {
        number: inside.then(|| day.day()),
        iso: day.to_string(),
        off: weekend || closed.is_some(),
        holiday,
        today: inside && day == desk.register.today,
        more: (more > 0).then(|| desk.voice.fill("calendar.more", &[("n", &more.to_string())])),
        items,
        shown: PER_CELL,
        counts,
    }
}

/// Whether a day is a holiday of its own, not a weekend alone.
fn is_holiday(desk: &Desk<'_>, day: NaiveDate) -> bool {
    desk.register
        .book
        .calendar
        .holidays()
        .any(|(holiday, _)| holiday == day)
}
