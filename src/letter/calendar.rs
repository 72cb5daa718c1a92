//! The calendar file of a mail: a whole-day event for each day still to come.
//!
//! It goes as a file, not as an invitation: Outlook shows a `METHOD:PUBLISH`
//! part as raw lines, but imports a file. A day that has passed is left out;
//! nobody can keep it any more. No name of a person is in it, as calendars are
//! shared.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use icalendar::{Alarm, Calendar, Component, Event, EventLike, Property};

use crate::book::{Entry, Item, Message, Register};
use crate::record::StageKind;
use crate::thai::date;

use super::{advance, guarantee, item, words};

/// Returns the calendar's file name and text; nothing where no day is to come.
pub(crate) fn file(message: &Message<'_, '_>, register: &Register<'_>, domain: &str) -> Option<(String, String)> {
    let mut events: BTreeMap<(NaiveDate, String), Event> = BTreeMap::new();
    for item in message.shown() {
        let (day, uid) = (day(item), uid(item, domain));
        if day >= register.today {
            events.insert((day, uid.clone()), event(item, register, day, &uid));
        }
    }
    let first = events.keys().next()?.0;
    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//duebook//duebook//TH"),
        ("CALSCALE", "GREGORIAN"),
    ] {
        calendar.append_property(Property::new(name, value));
    }
    for event in events.into_values() {
        calendar.push(event);
    }
    Some((format!("due-{first}.ics"), without_clock(&calendar.to_string())))
}

/// The day to keep: the office's own duty ends on its last working day.
fn day(item: &Item<'_, '_>) -> NaiveDate {
    match item.entry {
        Entry::Guarantee(_, standing) if item.stage.kind == StageKind::Inspection => {
            standing.inspection.as_ref().map_or(item.due, |window| window.closes)
        }
        entry => entry.due().map_or(item.due, |due| due.act_by),
    }
}

/// The identity of the event is the record's: a later mail moves it.
pub(super) fn uid(item: &Item<'_, '_>, domain: &str) -> String {
    match item.stage.kind {
        StageKind::Inspection => format!("{}/inspection@{domain}", item.entry.id()),
        _ => format!("{}@{domain}", item.entry.id()),
    }
}

fn event(item: &Item<'_, '_>, register: &Register<'_>, day: NaiveDate, uid: &str) -> Event {
    let entry = item.entry;
    let open = entry.open_amount().grouped();
    let (what, changes) = match entry {
        Entry::Advance(record, _) => ("ครบกำหนดชดใช้เงินยืม".to_owned(), advance::changes(record, register.today)),
        Entry::Guarantee(..) if item.stage.kind == StageKind::Inspection => {
            ("วันสุดท้ายของการตรวจความชำรุดบกพร่อง".to_owned(), 0)
        }
        Entry::Guarantee(record, _) => (
            format!("ครบกำหนดคืน{}", guarantee::thing(record.kind.value, record.form.value)),
            0,
        ),
    };
    let summary = format!("{what} {open} บาท {}", item::paper(entry));
    let office = words::short(&register.book.office.name).unwrap_or_default();
    let mut event = Event::new();
    event
        .uid(uid)
        .timestamp(register.today.and_time(NaiveTime::MIN).and_utc())
        .sequence(u32::try_from(changes).unwrap_or(u32::MAX))
        .summary(&summary)
        .description(&format!(
            "{}\n{}\n{office}",
            date::with_weekday(day),
            words::line(entry.project())
        ))
        // `all_day` would end the event on the day it starts, which RFC 5545
        // forbids; a start alone is one whole day.
        .starts(day)
        .add_property("TRANSP", "TRANSPARENT")
        .alarm(alarm(&summary));
    let url = item::url(entry, &register.book.office, "");
    if !url.is_empty() {
        event.add_property("URL", &url);
    }
    event.done()
}

/// A reminder on the day before.
fn alarm(summary: &str) -> Alarm {
    Alarm::display(summary, TimeDelta::days(-1))
        .append_property(Property::new("TRIGGER", "-P1D"))
        .done()
}

/// The crate gives every component without one a time stamp of now and a
/// random identity, alarms too, where RFC 5545 asks for neither.
fn without_clock(text: &str) -> String {
    let mut inside = false;
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match line.trim_end() {
            "BEGIN:VALARM" => inside = true,
            "END:VALARM" => inside = false,
            _ => {}
        }
        if !(inside && (line.starts_with("DTSTAMP:") || line.starts_with("UID:"))) {
            out.push_str(line);
        }
    }
    out
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
