//! What happened to a record, newest first, and the reminder that comes next.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;

use super::markup::Markup;
use super::reader::Reader;
use crate::book::Entry;
use crate::book::journal::Series;
use crate::record::{RecordId, Stage, StageKind, Void};
use crate::site::form::Act;

/// One thing that happened, or is about to.
#[derive(Clone, Debug, Serialize)]
pub struct Happening {
    /// Class of the hue, or nothing.
    pub hue: &'static str,
    /// Name of the icon.
    pub icon: &'static str,
    /// The day.
    pub when: Markup,
    /// What.
    pub what: Markup,
    /// What else is known of it.
    pub details: Vec<Markup>,
    /// What the office may do about it.
    pub acts: Vec<Act>,
    /// Whether it was voided: it stands, struck out.
    pub struck: bool,
    /// Whether it is still to come.
    pub next: bool,
}

/// Where an event stands in its record's file.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'r> {
    /// The record.
    pub id: &'r RecordId,
    /// The event's header: `clearing`.
    pub event: &'static str,
    /// Its number among those of its kind, from 0.
    pub at: usize,
    /// Whether it waits for its end: vouchers under check, an objection.
    pub open: bool,
}

/// Gathers happenings in the order of life and hands them out newest first.
#[derive(Debug)]
pub struct Timeline<'d, 'a> {
    reader: &'d Reader<'a>,
    list: Vec<(NaiveDate, Happening)>,
}

impl<'d, 'a> Timeline<'d, 'a> {
    /// Starts an empty one.
    #[must_use]
    pub fn new(reader: &'d Reader<'a>) -> Timeline<'d, 'a> {
        Timeline {
            reader,
            list: Vec::new(),
        }
    }

    /// Adds something that happened by today, with its details; what came
    /// later is not known yet on the page's day.
    pub fn add(&mut self, day: NaiveDate, hue: &'static str, icon: &'static str, what: Markup, details: Vec<Markup>) {
        if day <= self.reader.today {
            let when = self.reader.voice.medium(day);
            self.list.push((
                day,
                Happening {
                    hue,
                    icon,
                    when,
                    what,
                    details,
                    acts: Vec::new(),
                    struck: false,
                    next: false,
                },
            ));
        }
    }

    /// Adds something whose hour is known too.
    pub fn add_at(
        &mut self,
        day: NaiveDate,
        at: DateTime<FixedOffset>,
        look: (&'static str, &'static str),
        what: Markup,
        details: Vec<Markup>,
    ) {
        self.add(day, look.0, look.1, what, details);
        if let Some((_, last)) = self.list.last_mut().filter(|(last, _)| *last == day) {
            last.when = self.reader.voice.moment(at);
        }
    }

    /// Adds an event that may have been voided since; the reason is the
    /// office's own, and so is what may be done about it.
    pub fn add_event(
        &mut self,
        spot: &Spot<'_>,
        day: NaiveDate,
        look: (&'static str, &'static str),
        what: Markup,
        mut details: Vec<Markup>,
        void: Option<&Void>,
    ) {
        let reader = self.reader;
        let Some(written) = void else {
            self.add(day, look.0, look.1, what, details);
            if let Some((_, last)) = self.list.last_mut().filter(|_| day <= reader.today) {
                last.acts = reader.acts_about(spot.id, spot.event, spot.at + 1, spot.open);
            }
            return;
        };
        let Some(void) = Some(written).filter(|void| void.date <= reader.today) else {
            return self.add(day, look.0, look.1, what, details);
        };
        let voice = &self.reader.voice;
        details.push(voice.rich("events.voided", &[("day", &voice.medium(void.date))]));
        details.extend(self.reason(Some(&void.reason)));
        self.add(day, "", look.1, what.within("s", ""), details);
        if let Some((_, last)) = self.list.last_mut() {
            last.struck = true;
        }
    }

    /// Returns a reason as a detail, for the office alone.
    #[must_use]
    pub fn reason(&self, reason: Option<&str>) -> Option<Markup> {
        let reason = self.reader.private(reason)?;
        let voice = &self.reader.voice;
        Some(voice.rich("events.reason", &[("reason", &voice.thai(reason))]))
    }

    /// Returns a reference or receipt number as a detail.
    #[must_use]
    pub fn reference(&self, key: &str, number: Option<&str>) -> Option<Markup> {
        let voice = &self.reader.voice;
        number.map(|number| voice.rich(key, &[("number", &voice.thai(number).unbroken())]))
    }

    /// Adds the official letters kept of a record; they name nobody.
    pub fn add_letters(&mut self, id: &RecordId) {
        let voice = &self.reader.voice;
        for kept in self.reader.book.journal.letters(id) {
            let key = match kept.series {
                Series::Due => "events.official_letter",
                Series::Inspection => "events.official_inspection",
            };
            let what = voice.rich(key, &[("n", &Markup::text(&kept.n.to_string()))]);
            let number = self.reference("events.letter_number", kept.number.as_deref());
            self.add(kept.date, "hand", "mail", what, number.into_iter().collect());
        }
    }

    /// Returns the happenings newest first, the next reminder above them.
    #[must_use]
    pub fn newest_first(mut self, entry: Option<&Entry<'_>>) -> Vec<Happening> {
        // Stable, then turned: of one day, what came last in life stands first.
        self.list.sort_by_key(|(day, _)| *day);
        let next = entry.and_then(|entry| self.next(entry));
        next.into_iter()
            .chain(self.list.into_iter().rev().map(|(_, happening)| happening))
            .collect()
    }

    fn next(&self, entry: &Entry<'_>) -> Option<Happening> {
        let (reader, voice) = (self.reader, &self.reader.voice);
        let (stage, day) = entry.next_stage(&reader.book.office.stages, reader.today)?;
        let roles: Vec<String> = stage
            .to
            .iter()
            .map(|role| voice.say(&format!("events.role_{}", role.name())))
            .collect();
        let to = Markup::text(&roles.join(", "));
        Some(Happening {
            hue: "wait",
            icon: "mail",
            when: voice.rich("events.scheduled", &[("day", &voice.medium(day))]),
            what: voice.rich("events.next", &[("stage", &Markup::text(&stage_words(reader, stage)))]),
            details: vec![voice.rich("events.to", &[("to", &to)])],
            acts: Vec::new(),
            struck: false,
            next: true,
        })
    }
}

/// Returns what the journal's name of a stage says: in words where the ladder
/// still has it, else the name itself. A stage that repeats is numbered.
pub(in crate::site) fn stage_named(reader: &Reader<'_>, name: &str) -> String {
    let stage = Stage::named(&reader.book.office.stages, name);
    stage.map_or_else(|| name.to_owned(), |stage| stage_words(reader, stage))
}

/// Returns what a step of the ladder says, by its distance from the due date.
fn stage_words(reader: &Reader<'_>, stage: &Stage) -> String {
    let voice = &reader.voice;
    if stage.text == "guarantee-released" {
        return voice.say("events.stage_released");
    }
    if stage.kind == StageKind::Inspection {
        return voice.say("events.stage_inspection");
    }
    if stage.every.is_some() {
        return voice.say("events.stage_unclaimed");
    }
    match stage.days {
        0 => voice.say("events.stage_due"),
        days if days < 0 => voice.count("events.stage_before", -days),
        days => voice.count("events.stage_after", days),
    }
}
