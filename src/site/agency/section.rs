//! The registers of an agency: budget, imprest, guarantees.

use serde::Serialize;

use crate::book::{Entry, State};
use crate::money::Satang;
use crate::record::Fund;
use crate::site::desk::Desk;
use crate::site::row::{self, Row};

/// A register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// เงินยืมใช้ในราชการ.
    Budget,
    /// เงินยืมเงินทดรองราชการ.
    Imprest,
    /// หลักประกันสัญญา.
    Guarantees,
}

/// A register's table on a page.
#[derive(Serialize)]
pub(super) struct Section {
    id: &'static str,
    title: String,
    note: String,
    caption: String,
    guarantees: bool,
    /// Heading of the column of projects.
    what: String,
    rows: Vec<Row>,
    total: String,
    amount: String,
    cleared: String,
    open: String,
    settled: Vec<Row>,
    settled_title: String,
}

impl Part {
    /// The registers in the order of the page.
    pub(super) const ALL: [Part; 3] = [Part::Budget, Part::Imprest, Part::Guarantees];

    /// Returns its id in the page, also its key among the words.
    pub(super) fn name(self) -> &'static str {
        match self {
            Part::Budget => "budget",
            Part::Imprest => "imprest",
            Part::Guarantees => "guarantees",
        }
    }

    /// Returns whether an entry belongs here.
    pub(super) fn takes(self, entry: &Entry<'_>) -> bool {
        match entry {
            Entry::Advance(advance, _) => match advance.fund.value {
                Fund::Budget => self == Part::Budget,
                Fund::Imprest => self == Part::Imprest,
            },
            Entry::Guarantee(..) => self == Part::Guarantees,
        }
    }

    /// Returns whether anybody has something to do yet.
    pub(super) fn is_open(entry: &Entry<'_>) -> bool {
        !entry.state().is_settled() || entry.state() == State::ReimbursementDue
    }
}

/// Returns the registers with open entries, and the recent settled ones folded.
pub(super) fn open(desk: &Desk<'_>, entries: &[&Entry<'_>], recent: i32) -> Vec<Section> {
    Part::ALL
        .iter()
        .map(|part| {
            let mine = || entries.iter().copied().filter(|entry| part.takes(entry));
            let open: Vec<_> = mine().filter(|entry| Part::is_open(entry)).collect();
            let settled: Vec<_> = mine()
                .filter(|entry| !Part::is_open(entry) && entry.id().fiscal_year >= recent)
                .collect();
            section(desk, *part, &open, &settled)
        })
        .collect()
}

/// Returns the registers with everything in them; empty ones are left out.
pub(super) fn all(desk: &Desk<'_>, entries: &[&Entry<'_>]) -> Vec<Section> {
    Part::ALL
        .iter()
        .filter_map(|part| {
            let mine: Vec<_> = entries.iter().copied().filter(|entry| part.takes(entry)).collect();
            (!mine.is_empty()).then(|| section(desk, *part, &mine, &[]))
        })
        .collect()
}

fn section(desk: &Desk<'_>, part: Part, open: &[&Entry<'_>], settled: &[&Entry<'_>]) -> Section {
    let voice = &desk.voice;
    let name = part.name();
    let say = |key: &str| voice.say(&format!("{key}.{name}")).to_owned();
    let guarantees = part == Part::Guarantees;
    let total =
        |sum: fn(&Entry<'_>) -> Satang| -> String { open.iter().map(|entry| sum(entry)).sum::<Satang>().grouped() };
    let what = match (guarantees, desk.is_public()) {
        (true, _) => "column.work",
        (false, true) => "column.project",
        (false, false) => "column.project-borrower",
    };
    let counted = if guarantees {
        voice.items(open.len())
    } else {
        voice.contracts(open.len())
    };
    let folded = if guarantees {
        voice.items(settled.len())
    } else {
        voice.contracts(settled.len())
    };
    Section {
        id: name,
        title: say("part"),
        note: say("part-note"),
        caption: say("part-caption"),
        guarantees,
        what: voice.say(what).to_owned(),
        rows: rows(desk, open),
        total: voice.fill("agency.total", &[("count", &counted)]),
        amount: total(amount),
        cleared: total(cleared),
        open: total(open_amount),
        settled: rows(desk, settled),
        settled_title: voice.fill(
            if guarantees {
                "agency.settled-guarantees"
            } else {
                "agency.settled"
            },
            &[("count", &folded)],
        ),
    }
}

fn rows(desk: &Desk<'_>, entries: &[&Entry<'_>]) -> Vec<Row> {
    let mut entries = entries.to_vec();
    entries.sort_by_cached_key(|entry| (row::order(entry, desk.register.today), entry.id()));
    entries.iter().map(|entry| row::row(desk, entry)).collect()
}

fn cleared(entry: &Entry<'_>) -> Satang {
    match entry {
        Entry::Advance(_, standing) => row::cleared(standing),
        Entry::Guarantee(_, standing) => standing.refunded + standing.forfeited,
    }
}

fn amount(entry: &Entry<'_>) -> Satang {
    entry.amount()
}

fn open_amount(entry: &Entry<'_>) -> Satang {
    entry.open_amount()
}
