//! What came into the book days after it happened: each entry with both days, the
//! gap, and, in the office, who entered it. Only the history knows.

use chrono::NaiveDate;
use serde::Serialize;

use super::Page;
use super::answer::Answer;
use super::desk::Desk;
use super::item::{self, Item};
use super::status::Tag;
use super::voice::Day;
use crate::book::{Entry, Register};
use crate::day::{fiscal_year, fiscal_year_start};
use crate::history::late::{self, LateDeed};
use crate::history::story::Chronicle;
use crate::press::PressFault;
use crate::record::RecordId;
use crate::record::shape::File;

/// How many entries the page lists, the newest first; `duebook audit` lists all.
const LISTED: usize = 300;

#[derive(Serialize)]
struct View {
    answer: Answer,
    /// Whether the office reads it.
    inside: bool,
    lines: Vec<Line>,
    more: Option<String>,
    brought: Vec<String>,
}

#[derive(Serialize)]
struct Line {
    item: Item,
    contract: String,
    words: String,
    day: Day,
    known: Day,
    gap: i64,
    gap_words: String,
    commit: String,
    who: Option<String>,
}

/// The day from which late entries are told: the fiscal year before this one.
fn since(register: &Register<'_>) -> NaiveDate {
    fiscal_year_start(fiscal_year(register.today) - 1)
}

/// The records of which the page tells, each as often as it does.
pub(super) fn listed<'c>(register: &Register<'_>, past: &'c Chronicle) -> Vec<&'c RecordId> {
    let few = late::since(past, since(register)).few;
    let known = few
        .into_iter()
        .map(|one| one.record)
        .filter(|id| register.get(id).is_some());
    known.take(LISTED).collect()
}

/// Renders `late.html`.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn page(desk: &Desk<'_>) -> Result<Page, PressFault> {
    let voice = &desk.voice;
    let since = since(desk.register);
    let arrears = late::since(&desk.stamp.past, since);
    let late = &arrears.few;
    let lines: Vec<Line> = late.iter().filter_map(|one| line(desk, one)).take(LISTED).collect();
    let n = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let (hue, icon, words) = if desk.stamp.past.is_empty() {
        ("wait", "note", voice.say("late.no-history").to_owned())
    } else if late.is_empty() {
        ("done", "done", voice.say("late.none").to_owned())
    } else {
        ("now", "now", voice.count("late.entries", n(late.len())))
    };
    let answer = Answer {
        over: voice.say("report-title.late").to_owned(),
        tag: Tag { hue, icon, words },
        sum: None,
        lede: voice.fill("late.lede", &[("day", &voice.long(since))]),
    };
    let frame = answer.frame(desk, "late.html", voice.say("report-note.late"));
    let view = View {
        inside: !desk.is_public(),
        more: (late.len() > lines.len()).then(|| voice.count("late.more", n(late.len() - lines.len()))),
        brought: arrears
            .brought
            .iter()
            .map(|(one, count)| {
                let day = voice.medium(one.deed.known_on());
                voice.fill("late.brought", &[("n", &count.to_string()), ("day", &day)])
            })
            .collect(),
        lines,
        answer,
    };
    desk.set("page/late.html", &frame, &view)
}

fn line(desk: &Desk<'_>, one: &LateDeed<'_>) -> Option<Line> {
    let voice = &desk.voice;
    let entry: &Entry<'_> = desk.register.get(one.record)?;
    let deed = one.deed;
    let change = deed.changes.get(one.late.change)?;
    let words = change.words(File::from(one.record.kind), desk.is_public());
    Some(Line {
        item: item::of(desk, entry),
        contract: entry.contract().to_owned(),
        words: words.lang(voice.lang).to_owned(),
        day: voice.day(one.late.day),
        known: voice.day(deed.known_on()),
        gap: one.late.gap,
        gap_words: voice.count("late.gap", one.late.gap),
        commit: deed.commit.short().to_owned(),
        who: (!desk.is_public()).then(|| deed.commit.author.name.clone()),
    })
}
