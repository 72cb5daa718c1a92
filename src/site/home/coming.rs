//! What falls due in the days ahead: borrowers' advances and guarantees that
//! the office itself must return, day by day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::book::{Entry, State};
use crate::day::between;
use crate::site::desk::Desk;
use crate::site::item::{self, Item};
use crate::site::voice::Day;

/// How many entries of a day the overview names.
const PER_DAY: usize = 4;

/// A day with what falls due on it.
#[derive(Serialize)]
pub(super) struct ComingDay {
    day: Day,
    weekday: &'static str,
    today: bool,
    items: Vec<Item>,
    more: Option<String>,
}

/// Collects the days within the office's "soon" on which anything falls due.
pub(super) fn days(desk: &Desk<'_>) -> Vec<ComingDay> {
    let (voice, today) = (&desk.voice, desk.register.today);
    let reach = desk.register.book.office.due_soon_days;
    let mut days: BTreeMap<NaiveDate, Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in &desk.register.entries {
        let Some(due) = entry.due().map(|due| due.effective) else {
            continue;
        };
        let open = matches!(entry.state(), State::Outstanding | State::Returnable);
        if open && (0..=reach).contains(&between(today, due)) {
            days.entry(due).or_default().push(entry);
        }
    }
    days.into_iter()
        .map(|(day, mut entries)| {
            entries.sort_by(|a, b| b.open_amount().cmp(&a.open_amount()).then(a.id().cmp(b.id())));
            let more = entries.len().saturating_sub(PER_DAY);
            let mut shown = voice.day(day);
            shown.text = voice.day_month(day);
            ComingDay {
                day: shown,
                weekday: voice.weekday(day),
                today: day == today,
                items: entries
                    .iter()
                    .take(PER_DAY)
                    .map(|entry| item::of(desk, entry))
                    .collect(),
                more: (more > 0).then(|| voice.items(more)),
            }
        })
        .collect()
}
