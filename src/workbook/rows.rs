//! From rows to drafts of records: every cell read for the key that its column
//! is, rows of one contract gathered, what cannot be read refused by address.

mod complete;
mod desk;
mod group;
mod line;
mod totals;

pub(super) use line::KEPT;
pub use totals::Total;

use chrono::NaiveDate;

use super::draft::{Draft, Note, Refusal, Site, shown};
use super::grid::{Sheet, Workbook};
use super::header::{self, Aside};
use super::mapping::fit::{Fit, Fitted};
use super::spots::Spots;
use super::value::Trouble;
use crate::book::gather::Book;
use crate::record::Kind;
use crate::rule::rulebook::RuleKind;
use crate::text::Words;
use desk::{Desk, Target, agencies};
use group::Groups;
use totals::Sums;

/// What a workbook says, read.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    /// The records to be.
    pub list: Vec<Draft>,
    /// What was refused.
    pub refused: Vec<Refusal>,
    /// What was understood or left out.
    pub notes: Vec<Note>,
    /// Each sheet that was read.
    pub sheets: Vec<SheetRead>,
}

/// One sheet, as it was read.
#[derive(Clone, Debug)]
pub struct SheetRead {
    /// Its name.
    pub name: String,
    /// What its rows are.
    pub kind: Kind,
    /// The event of which each row is one, in our own export.
    pub event: Option<&'static str>,
    /// Rows that were taken for records or events.
    pub rows: usize,
    /// Sums of its amounts, and whether its own totals say the same.
    pub totals: Vec<Total>,
    /// Columns that were not imported.
    pub unknown: Vec<String>,
}

/// Reads every sheet that the mapping knows.
#[must_use]
pub fn read(workbook: &Workbook, fit: &Fit<'_>, book: &Book, today: NaiveDate) -> Drafts {
    let mut drafts = Drafts::default();
    let codes: Vec<String> = book
        .rules
        .purposes(RuleKind::Advance)
        .into_iter()
        .map(str::to_owned)
        .collect();
    let agencies = agencies(book);
    let mut groups = Groups::default();
    for fitted in &fit.sheets {
        let spots = Spots::of(fitted.map.kind);
        let Some(sheet) = workbook.sheets.get(fitted.sheet) else {
            continue;
        };
        // Of our own export a column may be deleted: what is not there is left alone.
        let lacks_path = fitted
            .missing
            .iter()
            .any(|(title, _)| fitted.map.columns.first().is_some_and(|(first, _)| first == title));
        if !fitted.missing.is_empty() && (!fitted.map.exact || lacks_path) {
            gone(&mut drafts, sheet, fitted);
            continue;
        }
        match Desk::new(sheet, fitted, &spots, &codes, &agencies, today) {
            Ok(desk) => rows(workbook, &desk, &mut groups, &mut drafts),
            Err(words) => drafts.refused.push(Refusal {
                sheet: sheet.name.clone(),
                cell: String::new(),
                value: String::new(),
                why: words.0,
                instead: words.1,
            }),
        }
    }
    drafts
        .notes
        .sort_by(|a, b| (&a.sheet, &a.cell).cmp(&(&b.sheet, &b.cell)));
    drafts
}

/// A column of the mapping that the sheet has not: nothing of the sheet is
/// read, for an empty column is not the same as one of another name.
fn gone(drafts: &mut Drafts, sheet: &Sheet, fitted: &Fitted<'_>) {
    let mut missing = fitted.missing.clone();
    missing.dedup();
    for (title, like) in &missing {
        let (th, en) = match like {
            Some(like) => (
                format!("ถ้าเปลี่ยนชื่อเป็น \"{like}\" แก้ในแผนผัง: \"{like}\" = …  แทน \"{title}\""),
                format!(
                    "where it was renamed to \"{like}\", write so in the mapping: \"{like}\" = …  in place of \"{title}\""
                ),
            ),
            None => (
                format!("เติมคอลัมน์ หรือลบบรรทัด \"{title}\" ในแผนผัง"),
                format!("add the column, or delete the line \"{title}\" of the mapping"),
            ),
        };
        let near = like
            .as_ref()
            .map(|like| (format!(" คล้าย \"{like}\""), format!("; \"{like}\" is like it")))
            .unwrap_or_default();
        drafts.refused.push(Refusal {
            sheet: sheet.name.clone(),
            cell: super::grid::address(fitted.header.last, 0),
            value: (*title).to_owned(),
            why: Words::new(
                format!("หัวคอลัมน์ \"{title}\" ไม่มีในแผ่นงาน{}", near.0),
                format!("the sheet has no column \"{title}\"{}", near.1),
            ),
            instead: Words::new(th, en),
        });
    }
}

fn rows(workbook: &Workbook, desk: &Desk<'_>, groups: &mut Groups, drafts: &mut Drafts) {
    let keys = desk.key_columns();
    let mut sums = Sums::new(desk);
    let mut count = 0;
    let mut hidden = Vec::new();
    for row in desk.sheet.rows().filter(|row| row.number > desk.fitted.header.last) {
        let aside = if desk.fitted.map.exact {
            None
        } else {
            header::aside(&row, &desk.fitted.header, &keys)
        };
        let unnamed = !desk.fitted.map.exact && count > 1 && sums.says_total(&row);
        match aside {
            _ if unnamed => {
                sums.compare(&row);
                continue;
            }
            None => {}
            Some(Aside::Total) => {
                sums.compare(&row);
                continue;
            }
            Some(Aside::Remark) => {
                remark(drafts, desk, &row);
                continue;
            }
            Some(_) => continue,
        }
        if desk.sheet.hidden_rows.binary_search(&row.number).is_ok() {
            hidden.push(row.number);
        }
        sums.add(&row);
        let line = desk.line(&row);
        for trouble in &line.troubles {
            drafts.refused.push(refusal(workbook, trouble.0, &trouble.1));
        }
        drafts.notes.extend(
            line.notes
                .iter()
                .map(|(site, words)| note(workbook, *site, words.clone())),
        );
        if line.is_nothing() {
            continue;
        }
        count += 1;
        if let Err((site, trouble)) = groups.take(desk, line, &mut drafts.list) {
            drafts.refused.push(refusal(workbook, site, &trouble));
        }
    }
    groups.leave();
    if let Some(first) = hidden.first() {
        let (n, first) = (hidden.len(), super::grid::address(*first, 0));
        drafts.notes.push(Note {
            sheet: desk.sheet.name.clone(),
            cell: first,
            cells: n,
            words: Words::new(
                "แถวที่ซ่อนหรือกรองไว้ นำเข้าด้วย",
                "rows that are hidden or filtered away were read too",
            ),
        });
    }
    fold(&mut drafts.notes);
    drafts.sheets.push(SheetRead {
        name: desk.sheet.name.clone(),
        kind: desk.fitted.map.kind,
        event: desk.fitted.map.event,
        rows: count,
        totals: sums.finish(),
        unknown: desk.fitted.unknown.clone(),
    });
}

fn remark(drafts: &mut Drafts, desk: &Desk<'_>, row: &super::grid::Row<'_>) {
    if let Some(cell) = row.cells.iter().find(|cell| !cell.filled) {
        drafts.notes.push(Note {
            sheet: desk.sheet.name.clone(),
            cell: super::grid::address(cell.row, cell.column),
            cells: 1,
            words: Words::new(
                "แถวข้อความ ไม่ใช่รายการ ไม่นำเข้า",
                "rows of words alone, no contracts, were left out",
            ),
        });
    }
}

/// Folds notes that say the same of many cells of a sheet into one.
fn fold(notes: &mut Vec<Note>) {
    let mut seen: std::collections::BTreeMap<(String, String), usize> = std::collections::BTreeMap::new();
    let mut folded: Vec<Note> = Vec::new();
    for note in notes.drain(..) {
        // What differs is the value in quotes; the first stands for all.
        let kind: String = note.words.en.chars().filter(|c| !c.is_ascii_digit()).collect();
        match seen.get(&(note.sheet.clone(), kind.clone())) {
            Some(at) => folded[*at].cells += note.cells,
            None => {
                seen.insert((note.sheet.clone(), kind), folded.len());
                folded.push(note);
            }
        }
    }
    *notes = folded;
}

pub(super) fn refusal(workbook: &Workbook, site: Site, trouble: &Trouble) -> Refusal {
    let (sheet, cell, value) = shown(workbook, site);
    Refusal {
        sheet,
        cell,
        value,
        why: trouble.why.clone(),
        instead: trouble.instead.clone(),
    }
}

fn note(workbook: &Workbook, site: Site, words: Words) -> Note {
    let (sheet, cell, _) = shown(workbook, site);
    Note {
        sheet,
        cell,
        cells: 1,
        words,
    }
}
