//! The reminders that were sent about a record, as events of its life. Whom
//! they went to is told by role; addresses are the office's own knowledge.

use super::markup::Markup;
use super::reader::Reader;
use super::timeline::{Timeline, stage_named};
use crate::book::journal::{Mailing, Status, Step};
use crate::record::RecordId;

/// Adds what the journal knows of a record's reminders.
pub(super) fn add(reader: &Reader<'_>, id: &RecordId, events: &mut Timeline<'_, '_>) {
    let journal = &reader.book.journal;
    if let Some(day) = journal.adopted_on().filter(|_| journal.has_adopted(id)) {
        events.add(day, "", "mail", reader.voice.piece("sent.adopted"), Vec::new());
    }
    for mailing in journal.mailings(id, reader.today) {
        let hue = hue(&mailing);
        let stage = Markup::text(&stage_named(reader, mailing.stage));
        let what = reader.voice.rich("sent.reminder", &[("stage", &stage)]);
        events.add_at(mailing.day, mailing.at, (hue, "mail"), what, details(reader, &mailing));
    }
}

/// Before and on the day it is a nudge, after it a call; what did not arrive
/// needs a hand.
fn hue(mailing: &Mailing<'_>) -> &'static str {
    match mailing.state() {
        Status::Sent if mailing.due < mailing.day => "late",
        Status::Sent => "now",
        Status::Refused | Status::Bounced | Status::Held | Status::InDoubt => "hand",
        _ => "wait",
    }
}

fn details(reader: &Reader<'_>, mailing: &Mailing<'_>) -> Vec<Markup> {
    let voice = &reader.voice;
    let roles: Vec<String> = mailing
        .roles
        .iter()
        .map(|role| voice.say(&format!("events.role_{role}")))
        .collect();
    let mut to = roles.join(", ");
    if reader.internal() && !mailing.to.is_empty() {
        to = format!("{to} {}", mailing.to);
    }
    let outcome = outcome(reader, mailing.end);
    let mut details = vec![voice.rich("sent.to", &[("to", &Markup::text(&to)), ("outcome", &outcome)])];
    for step in &mailing.before {
        let when = Markup::text(&voice.voice.moment(&step.at.to_rfc3339()));
        let what = self::outcome(reader, step);
        details.push(voice.rich("sent.before", &[("when", &when), ("what", &what)]));
    }
    if !mailing.passed.is_empty() {
        let stages: Vec<String> = mailing.passed.iter().map(|name| stage_named(reader, name)).collect();
        let stages = Markup::text(&stages.join(", "));
        details.push(voice.rich("sent.passed", &[("stages", &stages)]));
    }
    details
}

fn outcome(reader: &Reader<'_>, step: &Step) -> Markup {
    let words = reader.voice.say(&format!("sent.{}", step.state.name()));
    match step.code() {
        Some(code) if step.state != Status::Sent => Markup::text(&format!("{words} ({code})")).unbroken(),
        _ => Markup::text(&words),
    }
}
