//! What an import would do: which records are new, which change and in what,
//! which stay, and what was refused. Nothing is written here.

mod change;
mod events;
mod find;
mod fresh;
pub mod judge;

pub use change::Change;

use std::collections::BTreeSet;

use super::draft::{Draft, Note, Refusal, Site};
use super::grid::Workbook;
use super::rows::{Drafts, SheetRead, refusal};
use super::spots::Spots;
use super::value::Trouble;
use crate::book::Gathered;
use crate::record::{Kind, RecordId};
use crate::text::Lang;
use find::Known;
use fresh::Numbers;

/// A record to be written.
#[derive(Clone, Debug)]
pub struct Write {
    /// The record.
    pub id: RecordId,
    /// Its whole new text.
    pub text: String,
    /// Whether no file stands there yet.
    pub is_new: bool,
    /// The text that stands there now.
    pub before: Option<String>,
    /// What changes.
    pub changes: Vec<Change>,
    /// What people call it: its contract, whose it is, its amount.
    pub title: String,
    /// Its first cell.
    pub site: Site,
    /// Where each fact of it came from.
    pub(crate) sites: Vec<Origin>,
}

/// The cell of a fact.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin {
    /// The number of its event in the file, from 0; of a record's own fact, 0.
    number: u32,
    /// The fact's number, which says of which event it is.
    spot: u16,
    /// The cell.
    site: Site,
}

impl Origin {
    fn new(number: usize, spot: u16, site: Site) -> Origin {
        Origin {
            number: u32::try_from(number).unwrap_or(u32::MAX),
            spot,
            site,
        }
    }
}

/// What an import would do.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Records to be written, new or changed, in the order of the sheets.
    pub writes: Vec<Write>,
    /// Records of the workbook that the book already has so.
    pub same: Vec<RecordId>,
    /// What was refused.
    pub refused: Vec<Refusal>,
    /// What was understood or left out.
    pub notes: Vec<Note>,
    /// Each sheet that was read.
    pub sheets: Vec<SheetRead>,
    /// The names of all sheets of the workbook.
    pub names: Vec<String>,
}

impl Plan {
    /// Returns a cell's address with its sheet: `เงินยืม 2566!B7`.
    #[must_use]
    pub fn address(&self, site: Site) -> String {
        let name = self.names.get(usize::from(site.sheet)).map_or("", String::as_str);
        format!("{name}!{}", super::grid::address(site.row, site.column))
    }
}

/// Sets what a workbook says against the book, and what was found in reading it.
#[must_use]
pub fn plan(workbook: &Workbook, drafts: Drafts, gathered: &Gathered) -> Plan {
    let kinds = [Kind::Advance, Kind::Guarantee, Kind::Project].map(Spots::of);
    let mut desk = Desk {
        gathered,
        known: Known::of(&gathered.book),
        numbers: Numbers::default(),
        missing: fresh::Missing::default(),
        taken: BTreeSet::new(),
        plan: Plan {
            refused: drafts.refused,
            notes: drafts.notes,
            sheets: drafts.sheets,
            names: workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
            ..Plan::default()
        },
    };
    for draft in drafts.list.into_iter().filter(|draft| !draft.refused) {
        let spots = kinds.iter().find(|spots| spots.kind == draft.kind);
        if let Some(spots) = spots
            && let Err((site, trouble)) = desk.one(spots, &draft)
        {
            desk.plan.refused.push(refusal(workbook, site, &trouble));
        }
    }
    let missing = std::mem::take(&mut desk.missing);
    missing.tell(&mut desk.plan.refused, workbook);
    desk.plan
}

/// The book, and what has been planned for it so far.
struct Desk<'a> {
    gathered: &'a Gathered,
    known: Known,
    numbers: Numbers,
    missing: fresh::Missing,
    /// Records that a draft has been found to be.
    taken: BTreeSet<RecordId>,
    plan: Plan,
}

impl Desk<'_> {
    fn one(&mut self, spots: &Spots, draft: &Draft) -> Result<(), (Site, Trouble)> {
        match self
            .known
            .find(&self.gathered.book, spots, draft, &self.taken)
            .map_err(|trouble| (draft.site, trouble))?
        {
            Some(id) => {
                self.taken.insert(id.clone());
                self.change(spots, draft, id)
            }
            None => {
                self.fresh(spots, draft);
                Ok(())
            }
        }
    }
}

/// What people call a draft.
fn title(spots: &Spots, draft: &Draft) -> String {
    let names = ["contract", "name", "borrower.name", "contractor.name", "amount"];
    let said = names.iter().filter_map(|name| {
        let fact = spots.find(name).and_then(|spot| draft.fact(spot))?;
        Some(fact.value.said(Lang::Th))
    });
    said.collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests;
