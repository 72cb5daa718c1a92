//! Laying a mapping over a workbook: which sheet is which, where each column
//! is this year, and which have gone.

use std::collections::BTreeSet;

use super::super::grid::{Sheet, Workbook};
use super::super::header::vocabulary::{ADVANCE, GUARANTEE};
use super::super::header::{self, Column, Header};
use super::super::value::plain;
use super::{Mapping, SheetMap};
use crate::text::nearest::nearest;

/// A sheet under its mapping.
#[derive(Clone, Debug)]
pub struct Fitted<'m> {
    /// The sheet's number in the workbook.
    pub sheet: usize,
    /// What it is.
    pub map: &'m SheetMap,
    /// Its header.
    pub header: Header,
    /// Columns and what they are.
    pub columns: Vec<(u16, &'m str)>,
    /// Titles of the mapping that the sheet lacks, and the title most like each.
    pub missing: Vec<(&'m str, Option<String>)>,
    /// Titles of the sheet that the mapping does not know.
    pub unknown: Vec<String>,
}

/// The sheets of a workbook, laid under a mapping.
#[derive(Clone, Debug, Default)]
pub struct Fit<'m> {
    /// Those that the mapping knows.
    pub sheets: Vec<Fitted<'m>>,
    /// Names of those that it does not, and whether each looks like a register.
    pub others: Vec<(String, bool)>,
}

/// Lays a mapping over a workbook: by the sheet's name, else by its columns.
#[must_use]
pub fn fit<'m>(mapping: &'m Mapping, workbook: &Workbook) -> Fit<'m> {
    let mut fit = Fit::default();
    for (at, sheet) in workbook.sheets.iter().enumerate() {
        let named = mapping.sheets.iter().find(|map| map.name == sheet.name);
        let found = match named {
            Some(map) => head(sheet, map).map(|header| lay(at, map, header)),
            None => mapping
                .sheets
                .iter()
                .filter(|map| !map.exact)
                .filter_map(|map| Some(lay(at, map, head(sheet, map)?)))
                .filter(|fitted| fitted.columns.len() >= 3 && fitted.columns.len() > 2 * fitted.missing.len())
                .max_by_key(|fitted| fitted.columns.len()),
        };
        match found {
            Some(fitted) => fit.sheets.push(fitted),
            None => fit.others.push((sheet.name.clone(), looks_like_register(sheet))),
        }
    }
    fit
}

/// The header as the mapping knows it: in our own export the first row, else
/// where the words are.
fn head(sheet: &Sheet, map: &SheetMap) -> Option<Header> {
    if map.exact {
        return header::first_row(sheet);
    }
    header::find(sheet, &[ADVANCE, GUARANTEE])
}

fn looks_like_register(sheet: &Sheet) -> bool {
    header::find(sheet, &[ADVANCE, GUARANTEE]).is_some_and(|header| header.columns.len() >= 5)
}

fn lay(at: usize, map: &SheetMap, header: Header) -> Fitted<'_> {
    let mut columns = Vec::new();
    let mut missing = Vec::new();
    let titles: Vec<String> = header.columns.iter().map(Column::title).collect();
    let bare: Vec<String> = titles.iter().map(|title| plain(title)).collect();
    let known: BTreeSet<String> = map.columns.iter().map(|(title, _)| plain(title)).collect();
    let unknown: Vec<String> = titles
        .into_iter()
        .zip(&bare)
        .filter(|(_, bare)| !known.contains(*bare))
        .map(|(title, _)| title)
        .collect();
    for (title, target) in &map.columns {
        let wanted = plain(title);
        let places: Vec<u16> = header
            .columns
            .iter()
            .zip(&bare)
            .filter(|(_, bare)| **bare == wanted)
            .map(|(column, _)| column.at)
            .collect();
        match places[..] {
            [] => missing.push((title.as_str(), like(title, &unknown))),
            _ => columns.extend(places.into_iter().map(|place| (place, target.as_str()))),
        }
    }
    columns.sort_unstable();
    Fitted {
        sheet: at,
        map,
        header,
        columns,
        missing,
        unknown,
    }
}

/// The title of the sheet, unknown to the mapping, that is most like one that
/// has gone.
fn like(title: &str, unknown: &[String]) -> Option<String> {
    let near = nearest(title, unknown.iter().map(String::as_str)).map(str::to_owned);
    near.or_else(|| {
        let (wanted, longest) = (plain(title), |text: &str| text.chars().count());
        unknown
            .iter()
            .filter(|other| {
                let other = plain(other);
                longest(&wanted) >= 4 && longest(&other) >= 4 && (other.contains(&wanted) || wanted.contains(&other))
            })
            .min_by_key(|other| longest(other))
            .cloned()
    })
}
