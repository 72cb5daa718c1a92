//! What an auditor would find today, by kind. The public is told how many of
//! each, and of those that tell of a person nothing more.

use serde::Serialize;

use super::Page;
use super::aging::counted;
use super::answer::{Answer, Listed, Listing, Place};
use super::desk::Desk;
use super::status::Tag;
use crate::book::exceptions::{self, Found, Group, Kind};
use crate::day::{fiscal_year, fiscal_year_start};
use crate::history::late;
use crate::press::PressFault;

#[derive(Serialize)]
struct View {
    answer: Answer,
    kinds: Vec<Part>,
    none: Vec<String>,
}

#[derive(Serialize)]
struct Part {
    id: &'static str,
    title: String,
    why: String,
    count: String,
    amount: String,
    /// Both, with their units.
    sum: String,
    /// The records; nothing where the public is not told.
    list: Option<Listing>,
}

/// Renders `exceptions.html`, and the pages of its longest lists.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn pages(desk: &Desk<'_>) -> Result<Vec<Page>, PressFault> {
    let voice = &desk.voice;
    let mut groups = exceptions::exceptions(desk.register);
    groups.extend(entered_late(desk));
    let title = |group: &Group<'_, '_>| voice.say(&format!("exception.{}", group.name)).to_owned();
    let (found, empty): (Vec<_>, Vec<_>) = groups.iter().partition(|group| !group.found.is_empty());
    let mut pages = Vec::new();
    let mut part = |group: &&Group<'_, '_>| {
        let (sum, title) = (group.sum(), title(group));
        let both = voice.summed(&voice.items(sum.count), sum.amount);
        let place = Place {
            page: "exceptions",
            id: group.name,
            title: &title,
            sum: &both,
            heads: [voice.say("exceptions.day"), voice.say("column.amount")],
        };
        let shown = !(desk.is_public() && group.kind.is_personal());
        let list = shown
            .then(|| place.list(desk, &listed(group), &mut pages))
            .transpose()?;
        Ok(Part {
            id: group.name,
            why: voice.say(&format!("exception-why.{}", group.name)).to_owned(),
            count: counted(sum.count),
            amount: sum.amount.grouped(),
            sum: both,
            list,
            title,
        })
    };
    let view = View {
        answer: answer(desk, &found),
        kinds: found.iter().map(&mut part).collect::<Result<_, PressFault>>()?,
        none: empty.iter().map(|group| title(group)).collect(),
    };
    let description = voice.say("report-note.exceptions");
    let frame = view.answer.frame(desk, "exceptions.html", description);
    pages.push(desk.set("page/exceptions.html", &frame, &view)?);
    Ok(pages)
}

/// What only the history shows; nothing where there is none.
fn entered_late<'d>(desk: &'d Desk<'_>) -> Option<Group<'d, 'd>> {
    let past = &desk.stamp.past;
    let first = fiscal_year_start(fiscal_year(desk.register.today) - 1);
    let late = late::records(past, first);
    let found = desk.register.entries.iter().filter_map(|entry| {
        Some(Found {
            entry,
            amount: entry.amount(),
            day: Some(late.get(entry.id())?.day),
        })
    });
    (!past.is_empty()).then(|| Group {
        name: "entered-late",
        kind: Kind::EnteredLate,
        found: found.collect(),
    })
}

/// The records of a kind, the largest sums first.
fn listed<'e, 'b>(group: &Group<'e, 'b>) -> Vec<Listed<'e, 'b>> {
    let mut list: Vec<Listed<'e, 'b>> = group
        .found
        .iter()
        .map(|one| Listed {
            entry: one.entry,
            day: one.day,
            amount: one.amount,
        })
        .collect();
    list.sort_by(|a, b| b.amount.cmp(&a.amount).then(a.entry.id().cmp(b.entry.id())));
    list
}

fn answer(desk: &Desk<'_>, found: &[&Group<'_, '_>]) -> Answer {
    let voice = &desk.voice;
    let points: usize = found.iter().map(|group| group.found.len()).sum();
    let n = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let (hue, icon, words) = if points == 0 {
        ("done", "done", voice.say("exceptions.none").to_owned())
    } else {
        ("now", "now", voice.count("exceptions.points", n(points)))
    };
    Answer {
        over: voice.say("report-title.exceptions").to_owned(),
        tag: Tag { hue, icon, words },
        sum: (points > 0).then(|| voice.count("exceptions.kinds", n(found.len()))),
        lede: voice
            .say(if desk.is_public() {
                "exceptions.lede-public"
            } else {
                "exceptions.lede"
            })
            .to_owned(),
    }
}
