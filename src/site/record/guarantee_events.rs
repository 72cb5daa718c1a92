//! What happened to a guarantee, from its receipt to its return.

use super::guarantee::Subject;
use super::markup::Markup;
use super::reminders;
use super::timeline::{Happening, Spot, Timeline};
use crate::book::Entry;
use crate::record::guarantee::{Guarantee, InspectionResult};

pub(super) fn list(subject: &Subject<'_, '_>, entry: Option<&Entry<'_>>) -> Vec<Happening> {
    let (reader, record, standing) = (subject.reader, subject.record, subject.standing);
    let voice = &reader.voice;
    let mut events = Timeline::new(reader);
    let amount = |key: &str, amount| voice.rich(key, &[("amount", &voice.money(amount))]);
    if let Some(contracted) = record.contracted {
        events.add(
            contracted.value,
            "",
            "doc",
            voice.piece("events.contract_made"),
            Vec::new(),
        );
    }
    if let Some(received) = record.received {
        let details = events
            .reference("events.receipt", record.receipt.as_deref())
            .into_iter()
            .collect();
        events.add(
            received.value,
            "time",
            "coin",
            amount("events.guarantee_received", record.amount.value),
            details,
        );
    }
    if let Some(accepted) = record.accepted {
        events.add(accepted.value, "time", "ok", voice.piece("events.accepted"), Vec::new());
    }
    for (at, one) in record.inspections.iter().enumerate() {
        let (hue, icon, key) = match one.result {
            Some(InspectionResult::Clean) => ("done", "ok", "events.inspected_clean"),
            Some(InspectionResult::Defects) => ("now", "now", "events.inspected_defects"),
            None => ("time", "review", "events.inspected_open"),
        };
        let note = reader.private(one.note.as_deref()).map(|note| voice.thai(note));
        events.add_event(
            &spot(record, "inspection", at),
            one.date.value,
            (hue, icon),
            voice.piece(key),
            note.into_iter().collect(),
            one.void.as_ref(),
        );
    }
    for (at, one) in record.replacements.iter().enumerate() {
        let mut details = Vec::new();
        details.extend(events.reference("events.letter_number", one.lg.number.as_deref()));
        if let Some(valid) = one.lg.valid_until {
            details.push(voice.rich("events.letter_valid", &[("day", &voice.medium(valid.value))]));
        }
        events.add_event(
            &spot(record, "replacement", at),
            one.date.value,
            ("hand", "ext"),
            voice.piece("events.letter_replaced"),
            details,
            one.void.as_ref(),
        );
    }
    if let Some(released) = standing.released {
        events.add(released, "done", "out", voice.piece("events.released"), Vec::new());
    }
    add_notices(subject, &mut events);
    events.add_letters(&record.id);
    add_ends(subject, &mut events);
    reminders::add(reader, &record.id, &mut events);
    events.newest_first(entry)
}

/// Letters sent outside the program; to whom is the office's own knowledge.
fn add_notices(subject: &Subject<'_, '_>, events: &mut Timeline<'_, '_>) {
    let reader = subject.reader;
    let voice = &reader.voice;
    for (at, notice) in subject.record.notices.iter().enumerate() {
        let mut details = Vec::new();
        details.extend(events.reference("events.letter_number", notice.number.as_deref()));
        if let Some(to) = reader.private(notice.to.as_deref()) {
            details.push(voice.rich("events.to", &[("to", &voice.thai(to))]));
        }
        events.add_event(
            &spot(subject.record, "notice", at),
            notice.date.value,
            ("time", "mail"),
            voice.piece("events.notice"),
            details,
            notice.void.as_ref(),
        );
    }
}

fn spot<'r>(record: &'r Guarantee, event: &'static str, at: usize) -> Spot<'r> {
    Spot {
        id: &record.id,
        event,
        at,
        open: false,
    }
}

/// Refunds, forfeits, cancellation.
fn add_ends(subject: &Subject<'_, '_>, events: &mut Timeline<'_, '_>) {
    let (reader, record) = (subject.reader, subject.record);
    let voice = &reader.voice;
    let amount = |key: &str, amount| -> Markup { voice.rich(key, &[("amount", &voice.money(amount))]) };
    for (at, refund) in record.refunds.iter().enumerate() {
        let details = events
            .reference("events.reference", refund.reference.as_deref())
            .into_iter()
            .collect();
        let what = amount("events.refunded", refund.amount.value);
        events.add_event(
            &spot(record, "refund", at),
            refund.date.value,
            ("done", "back"),
            what,
            details,
            refund.void.as_ref(),
        );
    }
    for (at, forfeit) in record.forfeits.iter().enumerate() {
        let details = events.reason(forfeit.reference.as_deref()).into_iter().collect();
        let what = amount("events.forfeited", forfeit.amount.value);
        events.add_event(
            &spot(record, "forfeit", at),
            forfeit.date.value,
            ("hand", "coin"),
            what,
            details,
            forfeit.void.as_ref(),
        );
    }
    if let Some(cancelled) = &record.cancelled {
        let details = events.reason(Some(&cancelled.reason)).into_iter().collect();
        events.add(
            cancelled.date.value,
            "wait",
            "ring",
            voice.piece("events.cancelled"),
            details,
        );
    }
}
