//! The columns of a table, once for CSV, Excel and their description.

use chrono::NaiveDate;

use crate::book::Entry;
use crate::book::standing::{State, Timing};
use crate::money::Satang;
use crate::record::{Fund, Kind};
use crate::site::desk::Desk;
use crate::site::status::Status;
use crate::site::voice::Voice;
use crate::site::{row, veil};
use crate::thai;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text of a record, or words.
    Text,
    /// The record's path; every row has another.
    Path,
    /// Whether it is an advance, of which fund, or a guarantee: words for people, a
    /// code for programs.
    Fund,
    /// One of the names of states.
    State,
    /// One of the names of timings.
    Timing,
    /// An amount.
    Money,
    /// A day, ISO.
    Day,
    /// The same day in the Buddhist Era.
    BuddhistDay,
    /// A whole number, nothing below zero.
    Count,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its key: words `csv.<key>`, explained by `csv-note.<key>`.
    pub key: &'static str,
    /// Its name in tables for programs, which know no language; none where it says
    /// for people what another column says.
    name: Option<&'static str>,
    /// What it holds.
    pub holds: Holds,
}

/// The columns, in their order.
pub const COLUMNS: [Column; 15] = [
    column("record", Some("record"), Holds::Path),
    column("kind", Some("fund"), Holds::Fund),
    column("contract", Some("contract"), Holds::Text),
    column("who", Some("who"), Holds::Text),
    column("project", Some("project"), Holds::Text),
    column("amount", Some("amount"), Holds::Money),
    column("cleared", Some("cleared"), Holds::Money),
    column("open", Some("open"), Holds::Money),
    column("due", Some("due"), Holds::Day),
    column("due-be", None, Holds::BuddhistDay),
    column("status", None, Holds::Text),
    column("state", Some("state"), Holds::State),
    column("timing", Some("timing"), Holds::Timing),
    column("overdue", Some("days_overdue"), Holds::Count),
    column("flags", Some("flags"), Holds::Text),
];

const fn column(key: &'static str, name: Option<&'static str>, holds: Holds) -> Column {
    Column { key, name, holds }
}

impl Column {
    /// Returns its key; the public edition knows contractors only.
    fn key(&self, public: bool) -> &'static str {
        if self.key == "who" && public {
            "contractor"
        } else {
            self.key
        }
    }

    /// Returns its title.
    #[must_use]
    pub fn title<'v>(&self, voice: &'v Voice<'_>, public: bool) -> &'v str {
        voice.word(&format!("csv.{}", self.key(public)))
    }

    /// Returns its name in tables for programs, where it stands in them.
    #[must_use]
    pub fn name(&self, public: bool) -> Option<&'static str> {
        let name = self.name?;
        Some(if self.key == name { self.key(public) } else { name })
    }

    /// Returns what stands in it.
    #[must_use]
    pub fn note<'v>(&self, voice: &'v Voice<'_>, public: bool) -> &'v str {
        voice.word(&format!("csv-note.{}", self.key(public)))
    }

    /// Returns the codes that may stand in it, where they are a closed list.
    #[must_use]
    pub fn codes(&self) -> Vec<&'static str> {
        match self.holds {
            Holds::Fund => vec![Fund::Budget.name(), Fund::Imprest.name(), Kind::Guarantee.name()],
            Holds::State => State::ALL.iter().map(|(name, _)| *name).collect(),
            Holds::Timing => Timing::ALL.iter().map(|timing| timing.name()).collect(),
            _ => Vec::new(),
        }
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// An amount.
    Money(Satang),
    /// A day, or none yet.
    Day(Option<NaiveDate>),
    /// The same in the Buddhist Era.
    BuddhistDay(Option<NaiveDate>),
    /// A whole number.
    Count(i64),
}

impl Cell {
    /// Returns the cell as text for a program: `1234.50`, `2026-11-20`.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Money(amount) => amount.to_string(),
            Cell::Day(day) => day.map(|day| day.to_string()).unwrap_or_default(),
            Cell::BuddhistDay(day) => day.map(thai::date::medium).unwrap_or_default(),
            Cell::Count(count) => count.to_string(),
        }
    }
}

/// Returns the cells of an entry.
#[must_use]
pub fn cells(desk: &Desk<'_>, entry: &Entry<'_>) -> [Cell; COLUMNS.len()] {
    let (voice, today) = (&desk.voice, desk.register.today);
    let (kind, who, cleared) = match entry {
        Entry::Advance(advance, standing) => {
            let kind = match advance.fund.value {
                Fund::Budget => "part.budget",
                Fund::Imprest => "part.imprest",
            };
            (kind, veil::borrower(desk.audience, advance), row::cleared(standing))
        }
        Entry::Guarantee(guarantee, standing) => (
            "part.guarantees",
            veil::contractor(desk.audience, guarantee),
            standing.refunded + standing.forfeited,
        ),
    };
    let due = entry.due().map(|due| due.effective);
    let flags: Vec<&str> = entry.flags().iter().map(|flag| flag.name()).collect();
    let text = |text: &str| Cell::Text(text.to_owned());
    [
        Cell::Text(entry.id().to_string()),
        text(voice.say(kind)),
        text(entry.contract()),
        text(who.unwrap_or_default()),
        text(entry.project()),
        Cell::Money(entry.amount()),
        Cell::Money(cleared),
        Cell::Money(entry.open_amount()),
        Cell::Day(due),
        Cell::BuddhistDay(due),
        Cell::Text(Status::of(entry, today).words(voice).replace('\u{a0}', " ")),
        text(entry.state().name()),
        text(entry.timing().name()),
        Cell::Count(entry.days_overdue()),
        Cell::Text(flags.join(" ")),
    ]
}
