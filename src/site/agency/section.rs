//! The registers of an agency: budget, imprest, guarantees.

use serde::Serialize;

use crate::book::{Entry, State};
use crate::money::Satang;
use crate::record::Fund;
use crate::site::desk::Desk;
use crate::site::row::{self, Row};
use crate::site::voice::Voice;

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
    /// Whether settled entries stand among the rows: what is held of them is
    /// nothing, so a guarantee's column tells the amount.
    settled_too: bool,
    /// Heading of a guarantee's column of money.
    money: String,
    /// Heading of the column of projects.
    what: String,
    /// Heading of the column of papers.
    paper: String,
    rows: Vec<Row>,
    total: String,
    amount: String,
    cleared: String,
    open: String,
    /// Why the sum owed is not the money less what was cleared.
    gap: Option<String>,
    settled: Vec<Row>,
    settled_title: String,
    /// Where the whole register stands, if this is its beginning.
    whole: Option<Whole>,
}

/// The way to a register's own page.
#[derive(Serialize)]
struct Whole {
    path: String,
    words: String,
}

/// Rows of a register that an agency's page shows where the whole stands apart.
const FIRST: usize = 25;

/// Open entries of an agency beyond which long registers stand on pages of their own.
const MANY: usize = 150;

/// Returns the registers that are too long for the agency's own page.
pub(super) fn apart(entries: &[&Entry<'_>]) -> Vec<Part> {
    let open: Vec<&Entry<'_>> = entries.iter().copied().filter(|entry| Part::is_open(entry)).collect();
    if open.len() <= MANY {
        return Vec::new();
    }
    let long = |part: &Part| open.iter().filter(|entry| part.takes(entry)).count() > FIRST;
    Part::ALL.into_iter().filter(long).collect()
}

impl Section {
    /// Keeps the beginning, and says where the whole is; the totals stay whole.
    pub(super) fn begin(&mut self, voice: &Voice<'_>, path: String) {
        let shown = voice.items(FIRST.min(self.rows.len()));
        let all = voice.items(self.rows.len());
        self.rows.truncate(FIRST);
        self.settled.clear();
        self.note = voice.fill("agency.first", &[("n", &shown)]);
        self.whole = Some(Whole {
            path,
            words: voice.fill("agency.whole", &[("count", &all)]),
        });
    }

    /// Returns its title.
    pub(super) fn title(&self) -> &str {
        &self.title
    }
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
    parts(desk, entries, recent, &Part::ALL)
}

/// Returns some of the registers, whole.
pub(super) fn parts(desk: &Desk<'_>, entries: &[&Entry<'_>], recent: i32, parts: &[Part]) -> Vec<Section> {
    parts
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
            (!mine.is_empty()).then(|| Section {
                settled_too: true,
                money: desk.voice.say("column.amount").to_owned(),
                ..section(desk, *part, &mine, &[])
            })
        })
        .collect()
}

fn section(desk: &Desk<'_>, part: Part, open: &[&Entry<'_>], settled: &[&Entry<'_>]) -> Section {
    let voice = &desk.voice;
    let name = part.name();
    let say = |key: &str| voice.say(&format!("{key}.{name}")).to_owned();
    let guarantees = part == Part::Guarantees;
    let total = |sum: fn(&Entry<'_>) -> Satang| -> Satang { open.iter().map(|entry| sum(entry)).sum() };
    let (advanced, settled_part, owed) = (total(amount), total(cleared), total(open_amount));
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
        settled_too: false,
        money: voice.say("column.held").to_owned(),
        what: voice.say(what).to_owned(),
        paper: voice
            .say(if guarantees {
                "column.contract"
            } else {
                "ledger.contract"
            })
            .to_owned(),
        rows: rows(desk, open),
        total: in_all(desk, open, &counted),
        amount: advanced.grouped(),
        cleared: settled_part.grouped(),
        open: owed.grouped(),
        gap: row::gap_note(desk, [owed, advanced - settled_part], Satang::ZERO, total(over_spent))
            .filter(|_| !guarantees),
        settled: rows(desk, settled),
        settled_title: voice.fill(
            if guarantees {
                "agency.settled-guarantees"
            } else {
                "agency.settled"
            },
            &[("count", &folded)],
        ),
        whole: None,
    }
}

/// How many the table has; of them, those with nothing to clear are named, as
/// the sums above leave them out.
fn in_all(desk: &Desk<'_>, open: &[&Entry<'_>], counted: &str) -> String {
    let voice = &desk.voice;
    let total = voice.fill("agency.total", &[("count", counted)]);
    let repaid = open
        .iter()
        .filter(|entry| entry.state() == State::ReimbursementDue)
        .count();
    if repaid == 0 {
        return total;
    }
    let words = voice.say("status.reimbursement");
    format!("{total} ({words} {})", voice.contracts(repaid))
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

fn over_spent(entry: &Entry<'_>) -> Satang {
    match entry {
        Entry::Advance(_, standing) => standing.over_spent,
        Entry::Guarantee(..) => Satang::ZERO,
    }
}

fn amount(entry: &Entry<'_>) -> Satang {
    entry.amount()
}

fn open_amount(entry: &Entry<'_>) -> Satang {
    entry.open_amount()
}
