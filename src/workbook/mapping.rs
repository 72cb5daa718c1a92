//! Which column of a workbook is what: a small file that the office may read
//! and change, guessed from the headers the first time.

mod file;
pub mod fit;
mod guess;

pub use file::{read, write};
pub use guess::guess;

use std::collections::BTreeMap;

use super::value::Order;
use crate::record::Kind;

/// What each sheet of a workbook is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The sheets that are imported.
    pub sheets: Vec<SheetMap>,
}

/// What one sheet is.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a setting of the file, as the office writes it"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetMap {
    /// Its name when the mapping was made; next year's sheet of another name is
    /// known by its columns.
    pub name: String,
    /// What its rows are.
    pub kind: Kind,
    /// Values that hold for every row: `fund`, `purpose`, `agency`.
    pub fixed: BTreeMap<String, String>,
    /// Titles of columns and what they are.
    pub columns: Vec<(String, String)>,
    /// The office's words for codes, by key.
    pub words: BTreeMap<String, Vec<(String, String)>>,
    /// Which number comes first in `5/6/2023`.
    pub order: Option<Order>,
    /// Whether a year of two digits is of the Common Era.
    pub two_digits_common: bool,
    /// Whether day and month of date cells are known to be right.
    pub dates_right: bool,
    /// Whether an empty cell takes the fact out of the record.
    pub removes: bool,
    /// Where the register has a day of clearing and no amounts: what was handed
    /// in then, `vouchers` or `cash`.
    pub cleared_as: Option<String>,
    /// What the guess leaves to the office, as comments of the file.
    pub hints: Vec<String>,
    /// The event of which each row is one, in our own export.
    pub event: Option<&'static str>,
    /// Whether the sheet is our own export: texts to the letter.
    pub exact: bool,
}

impl SheetMap {
    /// Makes the mapping of a sheet without columns.
    #[must_use]
    pub fn new(name: &str, kind: Kind) -> SheetMap {
        SheetMap {
            name: name.to_owned(),
            kind,
            fixed: BTreeMap::new(),
            columns: Vec::new(),
            words: BTreeMap::new(),
            order: None,
            two_digits_common: false,
            dates_right: false,
            removes: false,
            cleared_as: None,
            hints: Vec::new(),
            event: None,
            exact: false,
        }
    }

    /// Returns the office's words for the codes of a key.
    #[must_use]
    pub fn words_for(&self, key: &str) -> &[(String, String)] {
        self.words.get(key).map_or(&[], Vec::as_slice)
    }

    /// Returns whether a column or a fixed value gives a key.
    #[must_use]
    pub fn gives(&self, key: &str) -> bool {
        self.fixed.contains_key(key) || self.columns.iter().any(|(_, target)| target == key)
    }
}

#[cfg(test)]
mod tests;
