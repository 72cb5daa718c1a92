//! What happened to an advance, from its contract to its last clearing.

use super::advance::Subject;
use super::markup::Markup;
use super::reminders;
use super::timeline::{Happening, Spot, Timeline};
use crate::money::Satang;
use crate::record::advance::Clearing;
use crate::site::veil;

pub(super) fn list(subject: &Subject<'_, '_>) -> Vec<Happening> {
    let (reader, record) = (subject.reader, subject.record);
    let voice = &reader.voice;
    let mut events = Timeline::new(reader);
    let amount = |key: &str, amount| voice.rich(key, &[("amount", &voice.money(amount))]);
    events.add(
        record.contracted.value,
        "",
        "doc",
        amount("events.contracted", record.amount.value),
        Vec::new(),
    );
    if let Some(received) = record.received.filter(|_| !record.in_parts(reader.today)) {
        events.add(
            received.value,
            "time",
            "coin",
            amount("events.received", record.amount.value),
            Vec::new(),
        );
    }
    let spot = |event, at| Spot {
        id: &record.id,
        event,
        at,
        open: false,
    };
    for (at, part) in record.disbursements.iter().enumerate() {
        let details = events
            .reference("events.reference", part.reference.as_deref())
            .into_iter()
            .collect();
        events.add_event(
            &spot("disbursement", at),
            part.date.value,
            ("time", "coin"),
            amount("events.received_part", part.amount.value),
            details,
            part.void.as_ref(),
        );
    }
    if let Some(returned) = record.returned {
        events.add(
            returned.value,
            "time",
            "time",
            voice.piece("events.returned"),
            Vec::new(),
        );
    }
    for (at, clearing) in record.clearings.iter().enumerate() {
        let spot = Spot {
            open: clearing.pending,
            ..spot("clearing", at)
        };
        add_clearing(subject, &mut events, &spot, clearing);
    }
    add_decisions(subject, &mut events);
    for (at, paid) in record.reimbursements.iter().enumerate() {
        let details = events
            .reference("events.reference", paid.reference.as_deref())
            .into_iter()
            .collect();
        events.add_event(
            &spot("reimbursement", at),
            paid.date.value,
            ("hand", "coin"),
            amount("events.reimbursed", paid.amount.value),
            details,
            paid.void.as_ref(),
        );
    }
    events.add_letters(&record.id);
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
    reminders::add(reader, &record.id, &mut events);
    let on_hold = subject.flagged(crate::book::Flag::OnHold);
    // While reminders rest, the ladder's next step is not what comes next.
    events.newest_first(Some(subject.entry).filter(|_| !on_hold))
}

/// One clearing, by its parts: vouchers, cash, salary.
fn add_clearing(subject: &Subject<'_, '_>, events: &mut Timeline<'_, '_>, spot: &Spot<'_>, clearing: &Clearing) {
    let reader = subject.reader;
    let voice = &reader.voice;
    let (cash, salary) = (clearing.cash(), clearing.salary());
    let back = if salary.is_positive() && !veil::tells_salary(reader.audience) {
        [("events.paid_back", cash + salary), ("events.salary", Satang::ZERO)]
    } else {
        [("events.cash", cash), ("events.salary", salary)]
    };
    let parts: Vec<String> = [("events.vouchers", clearing.vouchers())]
        .into_iter()
        .chain(back)
        .filter(|(_, amount)| amount.is_positive())
        .map(|(key, amount)| voice.rich(key, &[("amount", &voice.money(amount))]).to_string())
        .collect();
    let what = Markup::trusted(parts.join(", "));
    let mut details = Vec::new();
    details.extend(events.reference(
        "events.receipt",
        clearing.receipt.as_ref().map(|receipt| receipt.value.as_str()),
    ));
    if clearing.pending {
        details.push(voice.piece("events.pending"));
    }
    if let Some(why) = reader.private(clearing.late_reason.as_deref()) {
        details.push(voice.rich("events.late_reason", &[("reason", &voice.thai(why))]));
    }
    if let Some(note) = reader.private(clearing.note.as_deref()) {
        details.push(voice.thai(note));
    }
    let look = if clearing.pending {
        ("hand", "review")
    } else if clearing.vouchers().is_positive() {
        ("done", "doc")
    } else {
        ("done", "coin")
    };
    events.add_event(spot, clearing.date.value, look, what, details, clearing.void.as_ref());
}

/// Extensions, objections and their ends.
fn add_decisions(subject: &Subject<'_, '_>, events: &mut Timeline<'_, '_>) {
    let (reader, record) = (subject.reader, subject.record);
    let voice = &reader.voice;
    let spot = |event, at, open| Spot {
        id: &record.id,
        event,
        at,
        open,
    };
    for (at, extension) in record.extensions.iter().enumerate() {
        let what = voice.rich("events.extended", &[("due", &voice.medium(extension.due.value))]);
        let approved = reader.private(extension.approved_by.as_deref());
        let by = approved.map(|by| voice.rich("advance.approved_by", &[("by", &voice.thai(by))]));
        let details = by
            .into_iter()
            .chain(events.reason(extension.reason.as_deref()))
            .collect();
        events.add_event(
            &spot("extension", at, false),
            extension.date.value,
            ("hand", "ext"),
            what,
            details,
            extension.void.as_ref(),
        );
    }
    for (at, objection) in record.objections.iter().enumerate() {
        let what = voice.rich("events.objected", &[("amount", &voice.money(objection.amount.value))]);
        let details = events.reason(objection.reason.as_deref()).into_iter().collect();
        events.add_event(
            &spot("objection", at, objection.resolved.is_none()),
            objection.date.value,
            ("now", "note"),
            what,
            details,
            objection.void.as_ref(),
        );
        if let Some(resolved) = objection.resolved.filter(|_| objection.void.is_none()) {
            events.add(resolved.value, "done", "ok", voice.piece("events.resolved"), Vec::new());
        }
    }
}
