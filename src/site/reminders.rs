//! How the reminders themselves stand: whether somebody still sends, how each
//! run went, what waits for a person. The public sees counts.

use serde::Serialize;

use super::Page;
use super::desk::{Desk, Frame};
use super::pulse;
use super::record::reader::Reader;
use super::record::timeline::stage_named;
use super::veil;
use super::voice::Day;
use crate::book::journal::{self, Run};
use crate::book::{Delivery, Pulse};
use crate::press::PressFault;
use crate::record::RecordId;

/// How many runs are shown: five days of three.
const RUNS: usize = 15;

#[derive(Serialize)]
struct View<'v> {
    banner: Banner,
    runs: Vec<RunRow>,
    held: List<'v>,
    undelivered: List<'v>,
    /// Where a monitor looks, and the badge within the language.
    status: &'static str,
    badge: &'static str,
}

#[derive(Serialize)]
struct Banner {
    hue: &'static str,
    icon: &'static str,
    words: String,
    sentence: String,
}

/// What came of a run's mails.
#[derive(Serialize)]
pub(super) struct Counts {
    planned: usize,
    sent: usize,
    refused: usize,
    deferred: usize,
    in_doubt: usize,
    later: usize,
    held: usize,
}

impl From<&Run> for Counts {
    fn from(run: &Run) -> Counts {
        Counts {
            planned: run.planned,
            sent: run.sent,
            refused: run.refused,
            deferred: run.deferred,
            in_doubt: run.in_doubt,
            later: run.later,
            held: run.held,
        }
    }
}

#[derive(Serialize)]
struct RunRow {
    when: String,
    iso: String,
    #[serde(flatten)]
    counts: Counts,
    /// Where its log is; for the office alone.
    url: Option<String>,
}

/// Reminders that wait: how many, and for the office which.
#[derive(Serialize)]
struct List<'v> {
    count: String,
    none: bool,
    rows: Vec<Row<'v>>,
}

#[derive(Serialize)]
struct Row<'v> {
    path: String,
    contract: &'v str,
    project: &'v str,
    role: String,
    stage: String,
    day: Option<Day>,
    why: String,
}

/// Renders `reminders.html`.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn page(desk: &Desk<'_>, delivery: &Delivery<'_>) -> Result<Page, PressFault> {
    let voice = &desk.voice;
    let view = View {
        banner: banner(desk, delivery),
        runs: delivery.runs.iter().take(RUNS).map(|run| row(desk, run)).collect(),
        held: held(desk, delivery),
        undelivered: undelivered(desk, delivery),
        status: pulse::STATUS,
        badge: pulse::BADGE,
    };
    let title = voice.say("reminders.title").to_owned();
    let frame = Frame {
        path: "reminders.html".into(),
        description: voice.say("reminders.lede").to_owned(),
        menu: "reports",
        crumbs: desk.shelved(&title),
        title: format!("{} · {title}", view.banner.words),
        ..Frame::default()
    };
    desk.set("page/reminders.html", &frame, &view)
}

/// Says on every page when reminders last went, in the stamp of the build.
pub(super) fn pulse_words(desk: &Desk<'_>, delivery: &Delivery<'_>) -> String {
    match (delivery.pulse, delivery.runs.first()) {
        (Pulse::Steady, Some(run)) => desk.voice.fill("fresh.mail", &[("day", &desk.voice.medium(run.today))]),
        (pulse, _) => headline(desk, pulse),
    }
}

/// Says how the reminders stand, in a few words.
pub(super) fn headline(desk: &Desk<'_>, pulse: Pulse) -> String {
    let voice = &desk.voice;
    match pulse {
        Pulse::NotBegun => voice.say("reminders.not-begun").to_owned(),
        Pulse::Paused => voice.say("reminders.paused").to_owned(),
        Pulse::Silent(days) => voice.count("reminders.silent", days),
        Pulse::Late(days) => voice.count("reminders.late", days),
        Pulse::Steady => voice.say("reminders.steady").to_owned(),
    }
}

/// Hue and icon of a pulse.
pub(super) fn look(pulse: Pulse) -> (&'static str, &'static str) {
    match pulse {
        Pulse::NotBegun => ("wait", "ring"),
        Pulse::Paused => ("hand", "ext"),
        Pulse::Silent(_) => ("late", "late"),
        Pulse::Late(_) => ("now", "now"),
        Pulse::Steady => ("done", "done"),
    }
}

fn banner(desk: &Desk<'_>, delivery: &Delivery<'_>) -> Banner {
    let voice = &desk.voice;
    let (hue, icon) = look(delivery.pulse);
    let sentence = match (delivery.pulse, delivery.runs.first()) {
        (Pulse::NotBegun, _) => voice.say("reminders.not-begun-more").to_owned(),
        (Pulse::Silent(_), _) => voice.say("reminders.silent-more").to_owned(),
        (_, Some(run)) => {
            let when = voice.moment(&run.started.to_rfc3339());
            voice.fill("reminders.last", &[("when", &when), ("sent", &run.sent.to_string())])
        }
        (_, None) => voice.say("reminders.adopted").to_owned(),
    };
    Banner {
        hue,
        icon,
        words: headline(desk, delivery.pulse),
        sentence,
    }
}

fn row(desk: &Desk<'_>, run: &Run) -> RunRow {
    let url = veil::contact(desk.audience, run.url.clone());
    RunRow {
        when: desk.voice.moment(&run.started.to_rfc3339()),
        iso: run.started.format("%Y-%m-%dT%H:%M%:z").to_string(),
        counts: Counts::from(run),
        url: url.filter(|url| super::record::markup::safe_link(url).is_some()),
    }
}

fn list<'v>(desk: &Desk<'_>, count: usize, rows: impl Iterator<Item = Row<'v>>) -> List<'v> {
    List {
        count: desk.voice.items(count),
        none: count == 0,
        // Why it waits may repeat an address, and that a person was not reached is theirs.
        rows: if desk.is_public() { Vec::new() } else { rows.collect() },
    }
}

fn held<'v>(desk: &'v Desk<'_>, delivery: &Delivery<'v>) -> List<'v> {
    let rows = delivery.held.iter().filter_map(|held| {
        let stage = held.key.split('.').nth(1).unwrap_or_default();
        let why = held.why.lang(desk.voice.lang).to_owned();
        Some(Row {
            why,
            day: None,
            ..named(desk, held.id, stage, held.role.name())?
        })
    });
    list(desk, delivery.held.len(), rows)
}

fn undelivered<'v>(desk: &'v Desk<'_>, delivery: &Delivery<'v>) -> List<'v> {
    let rows = delivery.undelivered.iter().filter_map(|entry| failed(desk, entry));
    list(desk, delivery.undelivered.len(), rows)
}

fn failed<'v>(desk: &'v Desk<'_>, entry: &journal::Entry) -> Option<Row<'v>> {
    let last = entry.last()?;
    let words = desk.voice.say(&format!("sent.{}", last.state.name())).to_owned();
    let said = last.reply.as_deref().unwrap_or_default();
    let address = entry.to().unwrap_or_default();
    Some(Row {
        why: format!("{words}: {address} {said}").trim_end().to_owned(),
        day: Some(desk.voice.day(last.at.date_naive())),
        ..named(desk, entry.record.as_ref()?, &entry.stage, &entry.role)?
    })
}

fn named<'v>(desk: &'v Desk<'_>, id: &RecordId, stage: &str, role: &str) -> Option<Row<'v>> {
    let entry = desk.register.get(id)?;
    Some(Row {
        path: Desk::record_path(id),
        contract: entry.contract(),
        project: entry.project(),
        role: desk.voice.say(&format!("events.role_{role}")).to_owned(),
        stage: stage_named(&Reader::of(desk), stage),
        day: None,
        why: String::new(),
    })
}
