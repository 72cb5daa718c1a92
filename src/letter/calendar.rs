//! The calendar file of a mail: a whole-day event for each day still to come.
//!
//! It goes as a file, not as an invitation: Outlook shows a `METHOD:PUBLISH`
//! part as raw lines, but imports a file. A day that has passed is left out;
//! nobody can keep it any more. No name of a person is in it, as calendars are
//! shared.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use icalendar::{Alarm, Component, Event, EventLike, Property};

use crate::agenda::{self, Occasion};
use crate::book::{Entry, Item, Message, Register};
use crate::record::StageKind;
use crate::thai::date;

use super::{item, words};

/// Returns the calendar's file name and text; nothing where no day is to come.
pub(crate) fn file(message: &Message<'_, '_>, register: &Register<'_>, domain: &str) -> Option<(String, String)> {
    let mut events: BTreeMap<(NaiveDate, String), Event> = BTreeMap::new();
    for item in message.shown() {
        let occasion = occasion(item, register, domain);
        if occasion.day >= register.today {
            let event = occasion.event().alarm(alarm(&occasion.summary)).done();
            events.insert((occasion.day, occasion.uid), event);
        }
    }
    let first = events.keys().next()?.0;
    Some((format!("due-{first}.ics"), agenda::print(events, Vec::new())))
}

/// The identity of the event is the record's: a later mail moves it.
pub(super) fn uid(item: &Item<'_, '_>, domain: &str) -> String {
    match item.stage.kind {
        StageKind::Inspection => format!("{}/inspection@{domain}", item.entry.id()),
        _ => agenda::uid(item.entry.id(), domain),
    }
}

/// The day that an item speaks of. The window of an inspection is an event of
/// its own beside the record's.
fn occasion(item: &Item<'_, '_>, register: &Register<'_>, domain: &str) -> Occasion {
    let (entry, today) = (item.entry, register.today);
    let mut day = agenda::day(entry).unwrap_or(item.due);
    let mut summary = agenda::summary(entry);
    if item.stage.kind == StageKind::Inspection {
        summary = agenda::with_money("วันสุดท้ายของการตรวจความชำรุดบกพร่อง", entry);
        day = match entry {
            Entry::Guarantee(_, standing) => standing.inspection.as_ref().map_or(item.due, |window| window.closes),
            Entry::Advance(..) => day,
        };
    }
    let office = words::short(&register.book.office.name).unwrap_or_default();
    Occasion {
        uid: uid(item, domain),
        day,
        // A mail says what is so on its day.
        stamp: today,
        changes: agenda::changes(entry, today),
        summary,
        description: format!(
            "{}\n{}\n{office}",
            date::with_weekday(day),
            words::line(entry.project())
        ),
        url: item::url(entry, &register.book.office, ""),
    }
}

/// A reminder on the day before.
fn alarm(summary: &str) -> Alarm {
    Alarm::display(summary, TimeDelta::days(-1))
        .append_property(Property::new("TRIGGER", "-P1D"))
        .done()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{book, letters};

    #[test]
    fn a_calendar_holds_only_days_to_come_and_no_clock() {
        let book = book();
        let soon = letters(&book, "2026-10-08");
        let (name, text) = soon
            .iter()
            .find(|letter| letter.to == "pakorn.t@example.org")
            .and_then(|letter| letter.calendar.clone())
            .expect("a calendar");
        assert_eq!(name, "due-2026-10-14.ics");
        for line in [
            "UID:public-relations/2569/advance-0162@example.org",
            "SEQUENCE:1",
            "DTSTART;VALUE=DATE:20261014",
            "DTSTAMP:20261008T000000Z",
            "TRANSP:TRANSPARENT",
            "TRIGGER:-P1D",
        ] {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} in {text}");
        }
        assert!(!text.contains("advance-0142"), "a day that has passed");
        assert!(!text.contains("METHOD") && text.matches("DTSTAMP").count() == text.matches("BEGIN:VEVENT").count());
        assert!(!text.contains("ปกรณ์"), "calendars are shared");
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(
            letters(&book, "2026-10-21")
                .iter()
                .filter(|letter| letter.to.starts_with("wilai"))
                .count(),
            1
        );
        assert!(
            letters(&book, "2026-10-21")
                .iter()
                .all(|letter| !letter.to.starts_with("wilai") || letter.calendar.is_none())
        );
    }
}
