//! Sums of a sheet's amounts, so that the officer can tick them against the
//! sheet's own row of totals.

use super::super::grid::{Cell, Row};
use super::super::value::amount;
use super::{Desk, Target};
use crate::money::Satang;
use crate::record::shape::What;

/// A column's sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// The column's title.
    pub title: String,
    /// The sum of its cells.
    pub sum: Satang,
    /// The sheet's own last total: its row, from 1, what it says, and whether
    /// that is what the rows above it come to.
    pub own: Option<(u32, Satang, bool)>,
}

/// Sums while the rows go by.
pub(super) struct Sums {
    columns: Vec<(u16, Total, Satang)>,
}

impl Sums {
    pub(super) fn new(desk: &Desk<'_>) -> Sums {
        let money = |target: &Target| match target {
            Target::Fact(spot) => matches!(desk.spots.list[*spot].key.what, What::Amount | What::AmountOrZero),
            Target::Part | Target::Left => true,
            _ => false,
        };
        let title = |at: u16| {
            desk.fitted
                .header
                .columns
                .iter()
                .find(|column| column.at == at)
                .map(super::super::header::Column::title)
        };
        let columns = desk.targets.iter().filter(|(_, target)| money(target));
        Sums {
            columns: columns
                .map(|(at, _)| {
                    let total = Total {
                        title: title(*at).unwrap_or_default(),
                        sum: Satang::ZERO,
                        own: None,
                    };
                    (*at, total, Satang::ZERO)
                })
                .collect(),
        }
    }

    pub(super) fn add(&mut self, row: &Row<'_>) {
        for (at, total, page) in &mut self.columns {
            let own = row.cell(*at).filter(|cell| !cell.filled);
            if let Some(value) = own.and_then(read) {
                total.sum += value;
                *page += value;
            }
        }
    }

    /// Whether a row says nothing but what the rows above it come to: a row of
    /// totals that nobody has named.
    pub(super) fn says_total(&self, row: &Row<'_>) -> bool {
        let own: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.filled).collect();
        !own.is_empty()
            && own.iter().all(|cell| {
                let column = self.columns.iter().find(|(at, ..)| *at == cell.column);
                column.is_some_and(|(_, total, page)| {
                    read(cell).is_some_and(|said| said.is_positive() && (said == total.sum || said == *page))
                })
            })
    }

    /// Takes a row of totals: of all above, or of what came since the last.
    pub(super) fn compare(&mut self, row: &Row<'_>) {
        for (at, total, page) in &mut self.columns {
            if let Some(said) = row.cell(*at).and_then(read) {
                total.own = Some((row.number + 1, said, said == total.sum || said == *page));
                *page = Satang::ZERO;
            }
        }
    }

    pub(super) fn finish(self) -> Vec<Total> {
        self.columns.into_iter().map(|(_, total, _)| total).collect()
    }
}

fn read(cell: &Cell) -> Option<Satang> {
    amount(&cell.value).ok().flatten()
}
