//! How old what is open is: advances and guarantees to be returned, by agency
//! and by days past due, and the records behind each bucket.

use serde::Serialize;

use super::Page;
use super::answer::{Answer, Cell, Listed, Listing, Place, late_of};
use super::chart::bars::{self, Bar};
use super::desk::Desk;
use super::status::Tag;
use super::voice;
use crate::book::Entry;
use crate::book::ages::{self, Ages, YEARS};
use crate::book::register::{AGING, Sum};
use crate::press::PressFault;
use crate::record::Kind;

/// Classes of the bars: in time, then darker the longer.
const CLASSES: [&str; AGING.len()] = ["f3", "a1", "a1", "a2", "a2", "a3", "a4"];

#[derive(Serialize)]
struct View {
    answer: Answer,
    parts: Vec<Part>,
    years: Vec<Year>,
}

/// Advances or guarantees.
#[derive(Serialize)]
struct Part {
    id: &'static str,
    title: String,
    note: String,
    wide: String,
    narrow: String,
    heads: Vec<String>,
    rows: Vec<Row>,
    totals: Vec<Cell>,
    total: Cell,
    buckets: Vec<Bucket>,
}

#[derive(Serialize)]
struct Row {
    path: String,
    name: String,
    name_lang: Option<&'static str>,
    cells: Vec<Cell>,
    total: Cell,
}

#[derive(Serialize)]
struct Bucket {
    id: String,
    title: String,
    sum: String,
    list: Listing,
}

#[derive(Serialize)]
struct Year {
    label: String,
    cell: Cell,
}

/// Renders `aging.html`, and the pages of its longest lists.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn pages(desk: &Desk<'_>) -> Result<Vec<Page>, PressFault> {
    let register = desk.register;
    let all = Ages::of(&register.entries, register.today);
    let mut pages = Vec::new();
    let view = View {
        answer: answer(desk, &all),
        parts: vec![
            part(desk, "advances", Kind::Advance, &all.advances, &mut pages)?,
            part(desk, "guarantees", Kind::Guarantee, &all.guarantees, &mut pages)?,
        ],
        years: years(desk, &all),
    };
    let frame = view
        .answer
        .frame(desk, "aging.html", desk.voice.say("report-note.aging"));
    pages.push(desk.set("page/aging.html", &frame, &view)?);
    Ok(pages)
}

/// How much is late and the oldest of it; else that nothing is.
fn answer(desk: &Desk<'_>, all: &Ages) -> Answer {
    let voice = &desk.voice;
    let (late, back) = (ages::late(&all.advances), ages::late(&all.guarantees));
    let over = voice.say("report-title.aging").to_owned();
    let back_words = voice.fill(
        "ages.back",
        &[
            ("count", &voice.items(back.count)),
            ("amount", &voice.baht(back.amount)),
        ],
    );
    let undated = (all.undated.count > 0).then(|| {
        let slots = [
            ("count", &*voice.contracts(all.undated.count)),
            ("amount", &*voice.baht(all.undated.amount)),
        ];
        voice.fill("ages.undated", &slots)
    });
    let oldest = desk
        .register
        .entries
        .iter()
        .filter(|entry| entry.kind() == Kind::Advance);
    let oldest = oldest.map(Entry::days_overdue).max().unwrap_or(0);
    let (tag, lede) = if late.count > 0 {
        let words = voice.fill("home.late", &[("count", &voice.contracts(late.count))]);
        (("late", "late", words), Some(voice.count("ages.oldest", oldest)))
    } else {
        (("done", "done", voice.say("home.none-late").to_owned()), None)
    };
    let lede = [lede, Some(back_words), undated];
    let lede: Vec<String> = lede.into_iter().flatten().collect();
    Answer {
        over,
        sum: (late.count > 0).then(|| voice.fill("home.sum", &[("amount", &voice.baht(late.amount))])),
        tag: Tag {
            hue: tag.0,
            icon: tag.1,
            words: tag.2,
        },
        lede: lede.join(" "),
    }
}

fn label(desk: &Desk<'_>, at: usize) -> String {
    desk.voice.say(&format!("age.{}", AGING[at].0)).to_owned()
}

fn part(
    desk: &Desk<'_>,
    id: &'static str,
    kind: Kind,
    sums: &[Sum; AGING.len()],
    pages: &mut Vec<Page>,
) -> Result<Part, PressFault> {
    let voice = &desk.voice;
    let counted = |count: usize| match kind {
        Kind::Guarantee => voice.items(count),
        _ => voice.contracts(count),
    };
    let row_of = |ages: &Ages| {
        if kind == Kind::Guarantee {
            ages.guarantees
        } else {
            ages.advances
        }
    };
    let title = voice.say(&format!("ages.{id}")).to_owned();
    let drawn: Vec<Bar> = (0..AGING.len())
        .map(|at| Bar {
            label: label(desk, at),
            count: counted(sums[at].count),
            amount: sums[at].amount,
            class: CLASSES[at],
        })
        .collect();
    let [wide, narrow] = bars::draw(id, &title, &drawn);
    let cell = |sum: Sum, link: Option<&str>| Cell::of(sum, counted(sum.count), link);
    let agencies = desk.register.book.agencies.values().filter_map(|agency| {
        let row = row_of(&Ages::of(desk.entries_of(&agency.slug), desk.register.today));
        let total = ages::total(&row);
        let (name, name_lang) = desk.agency_name(agency);
        let late = ages::late(&row).count > 0;
        (total.count > 0).then(|| Row {
            path: if late {
                late_of(&agency.slug)
            } else {
                Desk::agency_path(&agency.slug)
            },
            name: name.to_owned(),
            name_lang,
            cells: row.iter().map(|sum| cell(*sum, None)).collect(),
            total: cell(total, None),
        })
    });
    Ok(Part {
        id,
        note: voice.say(&format!("ages-note.{id}")).to_owned(),
        title,
        wide,
        narrow,
        heads: (0..AGING.len()).map(|at| label(desk, at)).collect(),
        rows: agencies.collect(),
        totals: (0..AGING.len())
            .map(|at| cell(sums[at], Some(&format!("#{id}-{}", AGING[at].0))))
            .collect(),
        total: cell(ages::total(sums), None),
        buckets: buckets(desk, id, kind, sums, pages)?,
    })
}

/// The records of each bucket, the oldest first; what is not due comes last.
fn buckets(
    desk: &Desk<'_>,
    id: &str,
    kind: Kind,
    sums: &[Sum; AGING.len()],
    pages: &mut Vec<Page>,
) -> Result<Vec<Bucket>, PressFault> {
    let voice = &desk.voice;
    let mut found: [Vec<Listed<'_, '_>>; AGING.len()] = Default::default();
    for entry in desk.register.entries.iter().filter(|entry| entry.kind() == kind) {
        if let Some(amount) = ages::aging(entry) {
            found[ages::bucket(entry.days_overdue())].push(Listed {
                entry,
                day: entry.due().map(|due| due.effective),
                amount,
            });
        }
    }
    let heads = [
        voice.say(if kind == Kind::Guarantee {
            "column.return_by"
        } else {
            "column.due"
        }),
        voice.say("column.open"),
    ];
    let whole = voice.say(&format!("ages.{id}")).to_owned();
    let order = found.iter_mut().enumerate().rev().filter(|(_, list)| !list.is_empty());
    order
        .map(|(at, list)| {
            list.sort_by_key(|one| (one.day.is_none(), one.day, one.entry.id()));
            let title = label(desk, at);
            let counted = match kind {
                Kind::Guarantee => voice.items(sums[at].count),
                _ => voice.contracts(sums[at].count),
            };
            let (id, sum) = (format!("{id}-{}", AGING[at].0), voice.summed(&counted, sums[at].amount));
            let place = Place {
                page: "aging",
                id: &id,
                title: &format!("{whole} {title}"),
                sum: &sum,
                heads,
            };
            let list = place.list(desk, list, pages)?;
            Ok(Bucket { id, title, sum, list })
        })
        .collect()
}

fn years(desk: &Desk<'_>, all: &Ages) -> Vec<Year> {
    let voice = &desk.voice;
    YEARS
        .iter()
        .zip(all.years)
        .map(|((name, _), sum)| Year {
            label: voice.say(&format!("age-years.{name}")).to_owned(),
            cell: Cell::of(sum, voice.items(sum.count), Some(&format!("withdrawals.html#y-{name}"))),
        })
        .collect()
}

/// A count as the pages of figures print it.
pub(super) fn counted(count: usize) -> String {
    voice::number(i64::try_from(count).unwrap_or(i64::MAX))
}
