//! A calendar to subscribe to: one day an open record. What is settled leaves
//! it; a moved due date moves its event.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use icalendar::{Event, Property};

use super::Scope;
use crate::agenda::{self, Occasion};
use crate::book::Entry;
use crate::site::desk::Desk;
use crate::site::status::Status;

/// How often a subscriber should look again: the site is built once a day.
const REFRESH: &str = "PT12H";

/// A calendar needs a part to be one (RFC 5545, 3.6); this one has nothing to
/// say and no event needs it.
const EMPTY: &str = "BEGIN:VTIMEZONE\r\nTZID:Asia/Bangkok\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n\
    TZOFFSETFROM:+0700\r\nTZOFFSETTO:+0700\r\nTZNAME:+07\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nEND:VCALENDAR\r\n";

pub(super) fn calendar(desk: &Desk<'_>, scope: Scope<'_>, entries: &[&Entry<'_>]) -> String {
    let mut events: BTreeMap<(NaiveDate, String), Event> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| !entry.state().is_settled()) {
        if let Some(occasion) = occasion(desk, entry) {
            events.insert((occasion.day, occasion.uid.clone()), occasion.event());
        }
    }
    let name = desk
        .voice
        .fill("ics.name", &[("name", &agenda::line(scope.name(desk)))]);
    let mut refresh = Property::new("REFRESH-INTERVAL", REFRESH);
    refresh.add_parameter("VALUE", "DURATION");
    let about = vec![
        // The crate does not know that it is a text (RFC 7986, 5.1).
        Property::new("NAME", escaped(&name)),
        Property::new("X-WR-CALNAME", &name),
        Property::new("X-WR-TIMEZONE", "Asia/Bangkok"),
        refresh.done(),
        Property::new("X-PUBLISHED-TTL", REFRESH),
    ];
    let empty = events.is_empty();
    let text = agenda::print(events, about);
    match text.strip_suffix("END:VCALENDAR\r\n") {
        Some(head) if empty => format!("{head}{EMPTY}"),
        _ => text,
    }
}

/// Writes a text as a value of a calendar (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = text.replace('\\', "\\\\");
    for letter in [';', ','] {
        out = out.replace(letter, &format!("\\{letter}"));
    }
    out
}

fn occasion(desk: &Desk<'_>, entry: &Entry<'_>) -> Option<Occasion> {
    let (voice, today, book) = (&desk.voice, desk.register.today, desk.register.book);
    let due = entry.due()?;
    let day = agenda::day(entry)?;
    let agency = book
        .agencies
        .get(&entry.id().agency)
        .map_or(entry.id().agency.as_str(), |agency| agency.name.as_str());
    let mut lines = vec![
        voice.fill("ics.state", &[("state", voice.say(state(Status::of(entry, today))))]),
        voice.fill("ics.due", &[("day", &voice.long(due.effective))]),
        agenda::line(entry.project()),
        agenda::line(agency),
    ];
    if day != due.effective {
        lines.insert(2, voice.fill("ics.act", &[("day", &voice.long(day))]));
    }
    if due.provisional {
        lines.push(voice.say("due.provisional").to_owned());
    }
    lines.retain(|line| !line.is_empty());
    let url = agenda::url(entry, &book.office, "");
    if !url.is_empty() {
        lines.push(url.clone());
    }
    Some(Occasion {
        uid: agenda::uid(entry.id(), agenda::domain(&book.office)),
        day,
        stamp: agenda::changed(entry, today),
        changes: agenda::changes(entry, today),
        summary: agenda::summary(entry),
        description: lines.join("\n"),
        url,
    })
}

/// The state in words that stay true until something happens to the record:
/// days are not counted here, the event's own day says them.
fn state(status: Status) -> &'static str {
    match status {
        Status::Overdue(_) => "ics.overdue",
        Status::Late(_) => "ics.late",
        Status::Extended => "ics.extended",
        Status::Review => "ics.review",
        Status::Approved => "ics.approved",
        Status::Expected => "ics.expected",
        Status::Held | Status::Ending => "ics.held",
        Status::Ready(_) | Status::Released => "ics.ready",
        _ => "ics.in-time",
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_calendars_name_is_a_text() {
        assert_eq!(escaped("กอง; คลัง, 1\\n"), "กอง\\; คลัง\\, 1\\\\n");
    }
}
