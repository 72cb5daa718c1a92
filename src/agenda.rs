//! A record as a day in a calendar: the file of a mail and the calendar that
//! people subscribe to speak of it under one identity and in the same words.
//!
//! No name of a person is in it, as calendars are shared, and no clock.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use icalendar::{Calendar, Component, Event, EventLike, Property};

use crate::book::Entry;
use crate::day::shift;
use crate::record::advance::Extension;
use crate::record::{Advance, Form, GuaranteeKind, Office, RecordId, Void};

/// A day to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// Its identity: the record's, so that whatever comes later moves it.
    pub uid: String,
    /// The day.
    pub day: NaiveDate,
    /// The day on which what it says last changed.
    pub stamp: NaiveDate,
    /// How often the day was moved.
    pub changes: usize,
    /// What it is, on one line.
    pub summary: String,
    /// What else there is to know, in lines.
    pub description: String,
    /// The record's page, or nothing.
    pub url: String,
}

impl Occasion {
    /// Returns the event of a calendar: a whole day, nobody's time is taken.
    #[must_use]
    pub fn event(&self) -> Event {
        let mut event = Event::new();
        event
            .uid(&self.uid)
            .timestamp(self.stamp.and_time(NaiveTime::MIN).and_utc())
            .sequence(u32::try_from(self.changes).unwrap_or(u32::MAX))
            .summary(&self.summary)
            .description(&self.description)
            // `all_day` would end the event on the day it starts, which RFC 5545
            // forbids; a start alone is one whole day.
            .starts(self.day)
            .add_property("TRANSP", "TRANSPARENT");
        if !self.url.is_empty() {
            event.add_property("URL", &self.url);
        }
        event.done()
    }
}

/// Puts events into a calendar, by day and identity, and prints it. `about` are
/// properties of the calendar as a whole.
#[must_use]
pub fn print(events: BTreeMap<(NaiveDate, String), Event>, about: Vec<Property>) -> String {
    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//duebook//duebook//TH"),
        ("CALSCALE", "GREGORIAN"),
    ] {
        calendar.append_property(Property::new(name, value));
    }
    for property in about {
        calendar.append_property(property);
    }
    for event in events.into_values() {
        calendar.push(event);
    }
    folded(&without_clock(&calendar.to_string()))
}

/// The longest line of a calendar, in octets (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// Folds lines anew: the crate does not count the space that begins a continued line.
fn folded(text: &str) -> String {
    let whole = text.replace("\r\n ", "");
    let mut out = String::with_capacity(text.len() + text.len() / 32);
    for line in whole.split_inclusive("\r\n") {
        let mut length = 0;
        for letter in line.trim_end_matches("\r\n").chars() {
            if length + letter.len_utf8() > LONGEST {
                out.push_str("\r\n ");
                length = 1;
            }
            out.push(letter);
            length += letter.len_utf8();
        }
        out.push_str("\r\n");
    }
    out
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

/// Returns the domain that identities are made under: that of the sender's
/// address, as mails have it; else the site's host.
#[must_use]
pub fn domain(office: &Office) -> &str {
    if let Some((_, domain)) = office
        .mail
        .from
        .as_deref()
        .or(office.mailbox())
        .and_then(|from| from.rsplit_once('@'))
    {
        return domain;
    }
    let host = office.site_url.as_deref().and_then(|url| url.split_once("://"));
    host.and_then(|(_, rest)| rest.split(['/', ':', '?']).next())
        .filter(|host| !host.is_empty())
        .unwrap_or("duebook.invalid")
}

/// Returns the identity of a record's due day.
#[must_use]
pub fn uid(id: &RecordId, domain: &str) -> String {
    format!("{id}@{domain}")
}

/// Returns the day to keep: the office's own duty ends on its last working day.
#[must_use]
pub fn day(entry: &Entry<'_>) -> Option<NaiveDate> {
    entry.due().map(|due| due.act_by)
}

/// Returns what falls due, with its money: `ครบกำหนดชดใช้เงินยืม 24,700.00 บาท ใบยืม บย. 142/2569`.
#[must_use]
pub fn summary(entry: &Entry<'_>) -> String {
    let what = match entry {
        Entry::Advance(..) => "ครบกำหนดชดใช้เงินยืม".to_owned(),
        Entry::Guarantee(record, _) => format!("ครบกำหนดคืน{}", thing(record.kind.value, record.form.value)),
    };
    with_money(&what, entry)
}

/// Returns something about a record with its open money and its paper.
#[must_use]
pub fn with_money(what: &str, entry: &Entry<'_>) -> String {
    format!("{what} {} บาท {}", entry.open_amount().grouped(), paper(entry))
}

/// Returns what the office keeps, in the field's words: `เงินประกันสัญญา`.
#[must_use]
pub fn thing(kind: GuaranteeKind, form: Form) -> &'static str {
    match (kind, form) {
        (GuaranteeKind::Contract, Form::Cash) => "เงินประกันสัญญา",
        (GuaranteeKind::Contract, _) => "หลักประกันสัญญา",
        (GuaranteeKind::Bid, _) => "หลักประกันการเสนอราคา",
        (GuaranteeKind::AdvancePayment, _) => "หลักประกันการรับเงินล่วงหน้า",
        (GuaranteeKind::Retention, _) => "เงินประกันผลงาน",
    }
}

/// Returns what a record's paper is called: `ใบยืม บย. 142/2569`.
#[must_use]
pub fn paper(entry: &Entry<'_>) -> String {
    let contract = line(entry.contract());
    match entry {
        Entry::Advance(..) => format!("ใบยืม {contract}"),
        // A bid is made to an announcement; there is no contract yet.
        Entry::Guarantee(record, _) if record.kind.value == GuaranteeKind::Bid => contract,
        Entry::Guarantee(..) => format!("สัญญา {contract}"),
    }
}

/// Returns how often an advance's due date was changed. An extension that was
/// voided moved it twice: a calendar passes over what bears a lower number than
/// it has, and would keep the wrong day.
#[must_use]
pub fn moves(advance: &Advance, today: NaiveDate) -> usize {
    let came = |day: NaiveDate| usize::from(day <= today);
    let of = |one: &Extension| came(one.date.value) + one.void.as_ref().map_or(0, |void| came(void.date));
    advance.extensions.iter().map(of).sum()
}

/// Returns how often a record's due date was changed.
#[must_use]
pub fn changes(entry: &Entry<'_>, today: NaiveDate) -> usize {
    match entry {
        Entry::Advance(advance, _) => moves(advance, today),
        Entry::Guarantee(..) => 0,
    }
}

/// Returns the last day on which what a calendar says of a record changed: an
/// event of the money or of the due date, the release, the day it was late.
#[must_use]
pub fn changed(entry: &Entry<'_>, today: NaiveDate) -> NaiveDate {
    let mut days: Vec<NaiveDate> = entry
        .due()
        .map(|due| vec![due.from.date, due.effective, shift(due.effective, 1)])
        .unwrap_or_default();
    // What was voided, changed the money once when it came and once when it went.
    let mut event = |date: NaiveDate, void: Option<&Void>| {
        days.push(date);
        days.extend(void.map(|void| void.date));
    };
    match entry {
        Entry::Advance(record, _) => {
            event(record.contracted.value, None);
            let plain = [&record.received, &record.returned].into_iter().flatten();
            plain.for_each(|day| event(day.value, None));
            for one in record.disbursements.iter().chain(&record.reimbursements) {
                event(one.date.value, one.void.as_ref());
            }
            for one in &record.clearings {
                event(one.date.value, one.void.as_ref());
            }
            for one in &record.extensions {
                event(one.date.value, one.void.as_ref());
            }
            for one in &record.objections {
                event(one.date.value, one.void.as_ref());
                one.resolved.iter().for_each(|day| event(day.value, None));
            }
            record.cancelled.iter().for_each(|one| event(one.date.value, None));
        }
        Entry::Guarantee(record, standing) => {
            let plain = [&record.contracted, &record.received, &record.accepted]
                .into_iter()
                .flatten();
            plain.for_each(|day| event(day.value, None));
            standing.released.iter().for_each(|day| event(*day, None));
            for one in record.refunds.iter().chain(&record.forfeits) {
                event(one.date.value, one.void.as_ref());
            }
            record.cancelled.iter().for_each(|one| event(one.date.value, None));
        }
    }
    days.into_iter().filter(|day| *day <= today).max().unwrap_or(today)
}

/// Returns the address of a record's page, below `inside` (empty, or `en/`);
/// nothing where the site's own address is not known.
#[must_use]
pub fn url(entry: &Entry<'_>, office: &Office, inside: &str) -> String {
    let Some(site) = office.site_url.as_deref() else {
        return String::new();
    };
    format!("{}/{inside}{}.html", site.trim_end_matches('/'), entry.id())
}

/// Puts a record's text on one line: a line break in a project's name must not
/// break a list, and never a header; no calendar or feed may hold other
/// control characters.
#[must_use]
pub fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if !line.is_empty() && !word.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Register;
    use crate::book::gather::{Files, gather};
    use crate::text::Source;

    #[test]
    fn lines_are_folded_at_75_octets_and_no_letter_is_cut() {
        for text in ["a".repeat(400), "ก".repeat(200), format!("{}ก", "a".repeat(74))] {
            let line = format!("SUMMARY:{text}\r\n");
            let folded = folded(&line);
            assert!(folded.lines().all(|line| line.len() <= LONGEST), "{folded}");
            assert_eq!(folded.replace("\r\n ", ""), line);
        }
    }

    /// Whatever happened to the record last, the event's stamp says its day.
    #[test]
    fn the_stamp_is_of_the_last_thing_that_happened() {
        const LOAN: &str = "contract = \"บย. 1/2569\"\nfund = \"budget\"\npurpose = \"other-duty\"\nproject = \"x\"\namount = 100.00\n\
            borrower = { name = \"ก\" }\ncontracted = 2026-08-01\nreceived = 2026-08-02\n";
        const BOND: &str = "contract = \"จ. 1/2569\"\nkind = \"contract\"\nform = \"cash\"\nproject = \"x\"\namount = 100.00\n\
            contractor = { name = \"ข\", kind = \"company\" }\nreceived = 2026-08-02\n";
        let void = "void = { date = 2026-08-20, reason = \"ผิดฉบับ\" }\n";
        for (kind, text, more) in [
            (
                "advance",
                LOAN,
                format!("[[clearing]]\ndate = 2026-08-10\nvouchers = 40.00\n{void}"),
            ),
            (
                "advance",
                LOAN,
                format!("[[extension]]\ndate = 2026-08-10\ndue = 2026-09-30\n{void}"),
            ),
            (
                "advance",
                LOAN,
                "[[clearing]]\ndate = 2026-08-09\nvouchers = 100.00\n\
                 [[objection]]\ndate = 2026-08-10\namount = 40.00\nresolved = 2026-08-20\n"
                    .to_owned(),
            ),
            (
                "advance",
                LOAN,
                "[[clearing]]\ndate = 2026-08-09\nvouchers = 120.00\n\
                 [[reimbursement]]\ndate = 2026-08-20\namount = 20.00\n"
                    .to_owned(),
            ),
            (
                "advance",
                LOAN,
                "cancelled = { date = 2026-08-20, reason = \"ไม่ได้ไป\" }\n".to_owned(),
            ),
            (
                "guarantee",
                BOND,
                format!("[[refund]]\ndate = 2026-08-10\namount = 40.00\n{void}"),
            ),
            (
                "guarantee",
                BOND,
                "cancelled = { date = 2026-08-20, reason = \"เลิกสัญญา\" }\n".to_owned(),
            ),
        ] {
            let path = format!("records/a/2569/{kind}-0001.toml");
            let book = gather(Files {
                sources: vec![Source::new(&path, format!("{text}{more}"))],
                ..Files::default()
            })
            .book;
            let today = "2026-08-25".parse().expect("a day");
            let register = Register::new(&book, today);
            let entry = register.entries.first().expect("a record");
            assert_eq!(changed(entry, today).to_string(), "2026-08-20", "{more}");
        }
    }

    /// Whoever has the event already takes a newer one alone (RFC 5545, 3.8.7.4).
    #[test]
    fn a_voided_extension_moves_the_day_once_more() {
        let text = "contract = \"บย. 1/2569\"\nfund = \"budget\"\npurpose = \"other-duty\"\nproject = \"x\"\namount = 100.00\n\
            borrower = { name = \"ก\" }\ncontracted = 2026-08-01\nreceived = 2026-08-02\n\
            [[extension]]\ndate = 2026-08-10\ndue = 2026-09-30\n\
            void = { date = 2026-08-20, reason = \"ผิดฉบับ\" }\n";
        let book = gather(Files {
            sources: vec![Source::new("records/a/2569/advance-0001.toml", text)],
            ..Files::default()
        })
        .book;
        let advance = book.advances.first().expect("an advance");
        for (day, moved) in [
            ("2026-08-09", 0),
            ("2026-08-10", 1),
            ("2026-08-19", 1),
            ("2026-08-20", 2),
        ] {
            assert_eq!(moves(advance, day.parse().expect("a day")), moved, "{day}");
        }
    }

    #[test]
    fn identities_are_under_the_senders_domain_else_the_sites() {
        let mut office = Office::default();
        assert_eq!(domain(&office), "duebook.invalid");
        office.site_url = Some("https://due.example.org:8443/x".into());
        assert_eq!(domain(&office), "due.example.org");
        office.mail.from = Some("a@bma.example.org".into());
        assert_eq!(domain(&office), "bma.example.org");
    }
}
