//! A record as a workbook says it should be, each fact with the cell it came
//! from.

use super::grid::{Value as Cell, Workbook, address, decimal};
use super::value::plain;
use crate::money::Satang;
use crate::pen::Value;
use crate::record::advance::number_of;
use crate::record::{Kind, RecordId};
use crate::text::Words;

/// A cell of a workbook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Site {
    /// The sheet's number.
    pub sheet: u16,
    /// Its row, from 0.
    pub row: u32,
    /// Its column, from 0.
    pub column: u16,
}

/// A fact and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its number among the kind's [`super::spots::Spots`].
    pub spot: u16,
    /// What the cell means.
    pub value: Value,
    /// The cell.
    pub site: Site,
}

/// An event of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftEvent {
    /// Its header.
    pub name: &'static str,
    /// Its number among those of its kind in the file, from 0, where the sheet
    /// says so.
    pub number: Option<usize>,
    /// What it says.
    pub facts: Vec<Fact>,
    /// Facts whose cells are empty and should be so in the file.
    pub empty: Vec<u16>,
    /// Its first cell.
    pub site: Site,
}

/// A record to be.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What it is.
    pub kind: Kind,
    /// The folder of its agency; empty where the sheet does not say.
    pub agency: String,
    /// Its path, where the sheet gives it.
    pub path: Option<RecordId>,
    /// Its first cell.
    pub site: Site,
    /// Its own facts.
    pub facts: Vec<Fact>,
    /// Facts for a new record alone: understood, not read.
    pub weak: Vec<Fact>,
    /// Facts whose cells are empty and should be so in the file.
    pub empty: Vec<u16>,
    /// Its events, in the order of the rows.
    pub events: Vec<DraftEvent>,
    /// What the sheet says is left to clear.
    pub left: Option<(Satang, Site)>,
    /// Whether a cell of it was refused: then nothing of it is written.
    pub refused: bool,
}

impl Draft {
    /// Returns a fact of the record itself.
    #[must_use]
    pub fn fact(&self, spot: usize) -> Option<&Fact> {
        self.facts.iter().find(|fact| usize::from(fact.spot) == spot)
    }
}

/// Returns the key that tells which record is meant: a contract's number, however
/// it is spaced, or a project's name.
#[must_use]
pub fn known_by(kind: Kind) -> &'static str {
    match kind {
        Kind::Project => "name",
        Kind::Advance | Kind::Guarantee => "contract",
    }
}

/// Returns what [`known_by`] says so that two are the same where they mean one
/// record. A contract's number is told from others by every stroke, `1-1/2567` is not
/// `11/2567`; the stop behind letters is left out as easily as a space.
#[must_use]
pub fn same_by(kind: Kind, said: &str) -> String {
    match kind {
        Kind::Project => plain(said),
        Kind::Advance | Kind::Guarantee => {
            let number: Vec<char> = number_of(said).chars().collect();
            let is_digit = |at: usize| number.get(at).is_some_and(char::is_ascii_digit);
            let parts_digits = |at: usize| at > 0 && is_digit(at - 1) && is_digit(at + 1);
            let kept = number.iter().enumerate();
            kept.filter(|(at, c)| **c != '.' || parts_digits(*at))
                .map(|(_, c)| *c)
                .collect()
        }
    }
}

/// A cell, or a row, that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The sheet's name.
    pub sheet: String,
    /// The cell's address; of a whole row, its first cell.
    pub cell: String,
    /// What stands there.
    pub value: String,
    /// What is the matter.
    pub why: Words,
    /// What to write instead.
    pub instead: Words,
}

/// Something understood that the sheet does not show, or left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The sheet's name; empty for the whole file.
    pub sheet: String,
    /// The first cell that it speaks of; may be empty.
    pub cell: String,
    /// How many cells it speaks of.
    pub cells: usize,
    /// What it says.
    pub words: Words,
}

/// Returns a cell's address, and what it shows.
#[must_use]
pub fn shown(workbook: &Workbook, site: Site) -> (String, String, String) {
    let Some(sheet) = workbook.sheets.get(usize::from(site.sheet)) else {
        return Default::default();
    };
    let at = sheet
        .cells
        .binary_search_by_key(&(site.row, site.column), |cell| (cell.row, cell.column));
    let value = at.map_or_else(|_| String::new(), |at| said(&sheet.cells[at].value));
    (sheet.name.clone(), address(site.row, site.column), value)
}

/// Returns what a cell shows, as text.
#[must_use]
pub fn said(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.chars().take(200).collect(),
        Cell::Number(number) => decimal(*number),
        Cell::Day(day) => day.to_string(),
        Cell::NoDay => "29/2/1900".to_owned(),
        Cell::Yes(yes) => yes.to_string(),
        Cell::Fault(fault) => fault.to_string(),
    }
}
