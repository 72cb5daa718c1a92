//! The pulse for machines and for other pages: `status.json`, which a monitor
//! asks, and `badge.svg`, which an intranet or the book's own front page shows.
//! Both say what `reminders.html` says, in counts alone.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::Page;
use super::desk::Desk;
use super::reminders::{Counts, headline, look};
use crate::book::{Delivery, Pulse};
use crate::press::PressFault;
use crate::text::Lang;

/// Where a monitor looks.
pub const STATUS: &str = "status.json";

/// The badge, within its language.
pub const BADGE: &str = "badge.svg";

/// What a monitor is told. A field may be added; none goes or changes its meaning.
#[derive(Serialize)]
struct Status<'s> {
    /// The day that the site speaks of. A site whose records have errors is not
    /// built: then this day stands still.
    today: String,
    commit: Option<&'s str>,
    commit_time: Option<&'s str>,
    audience: &'static str,
    /// Advances and guarantees.
    records: usize,
    reminders: Reminders<'s>,
    seal: Option<Seal>,
}

#[derive(Serialize)]
struct Reminders<'s> {
    /// `not-begun`, `paused`, `silent`, `late` or `steady`.
    state: &'static str,
    /// Days since the newest run, where there was one.
    silent_days: Option<i64>,
    /// Days by which the reminder that has waited longest is late.
    late_days: i64,
    last_run: Option<LastRun>,
    /// Reminders that wait for a person.
    held: usize,
    /// Reminders that were refused or came back and have not gone again.
    undelivered: usize,
    /// The page that says so to people.
    page: &'s str,
}

#[derive(Serialize)]
struct LastRun {
    today: String,
    started: String,
    ended: String,
    #[serde(flatten)]
    counts: Counts,
}

#[derive(Serialize)]
struct Seal {
    day: String,
    sha256: String,
}

#[derive(Serialize)]
struct View<'v> {
    lang: &'v str,
    title: String,
    label: &'v str,
    words: &'v str,
    hue: &'static str,
    /// Widths of the two halves, in pixels.
    left: usize,
    right: usize,
}

/// Renders `status.json`; it has no language.
#[must_use]
pub fn status(desk: &Desk<'_>, delivery: &Delivery<'_>) -> Page {
    let (register, stamp) = (desk.register, desk.stamp);
    let last_run = delivery.runs.first().map(|run| LastRun {
        today: run.today.to_string(),
        started: run.started.to_rfc3339(),
        ended: run.ended.to_rfc3339(),
        counts: Counts::from(*run),
    });
    let seals = &register.book.journal.seals;
    let answer = Status {
        today: register.today.to_string(),
        commit: stamp.commit.as_deref(),
        commit_time: stamp.commit_time.as_deref(),
        audience: desk.audience.name(),
        records: register.entries.len(),
        reminders: Reminders {
            state: delivery.pulse.name(),
            silent_days: delivery.silent_days,
            late_days: delivery.late_days,
            last_run,
            held: delivery.held.len(),
            undelivered: delivery.undelivered.len(),
            page: "reminders.html",
        },
        seal: seals.range(..=register.today).next_back().map(|(day, seal)| Seal {
            day: day.to_string(),
            sha256: seal.sha256(),
        }),
    };
    // Only maps with keys that are no text could fail, and there are none.
    let mut bytes = serde_json::to_vec_pretty(&answer).unwrap_or_default();
    bytes.push(b'\n');
    Page::new(STATUS, bytes)
}

/// Renders what a monitor reads: the badge of a language, and `status.json` once.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn files(desk: &Desk<'_>, delivery: &Delivery<'_>) -> Result<Vec<Page>, PressFault> {
    let mut files = vec![badge(desk, delivery)?];
    if desk.voice.lang == Lang::Th {
        files.push(status(desk, delivery));
    }
    Ok(files)
}

/// Renders `badge.svg`: where all is well the day of the newest run, else what is wrong.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn badge(desk: &Desk<'_>, delivery: &Delivery<'_>) -> Result<Page, PressFault> {
    let label = desk.voice.say("reminders.badge");
    let words = match (delivery.pulse, delivery.runs.first()) {
        (Pulse::Steady, Some(run)) => desk.voice.medium(run.today),
        (pulse, _) => headline(desk, pulse),
    };
    let view = View {
        lang: desk.voice.code(),
        title: format!("{label}: {words}"),
        label,
        words: &words,
        hue: look(delivery.pulse).0,
        left: across(label),
        right: across(&words),
    };
    Ok(Page::new(
        desk.path(BADGE),
        desk.text("page/badge.xml", &view)?.into_bytes(),
    ))
}

/// How wide a text is drawn, in pixels: a cell of a terminal is never narrower
/// than a letter of eleven pixels, and Thai marks take none in either.
fn across(text: &str) -> usize {
    /// Of a letter.
    const CELL: usize = 7;
    /// Before and behind the words.
    const MARGIN: usize = 8;
    text.width() * CELL + 2 * MARGIN
}
