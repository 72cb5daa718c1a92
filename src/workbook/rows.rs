//! From rows to drafts of records: every cell read for the key that its column
//! is, rows of one contract gathered, what cannot be read refused by address.

mod complete;
mod group;
mod line;
mod totals;

pub(super) use line::KEPT;
pub use totals::Total;

use chrono::NaiveDate;

use super::draft::{Draft, Note, Refusal, Site, shown};
use super::grid::{Sheet, Value as Cell, Workbook};
use super::header::{self, Aside};
use super::mapping::fit::{Fit, Fitted};
use super::spots::Spots;
use super::value::{Column, Dates, Order, Reading, Trouble, Word};
use crate::book::gather::Book;
use crate::record::Kind;
use crate::record::shape::What;
use crate::rule::rulebook::RuleKind;
use crate::text::Words;
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

/// What a column is, looked up once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Fact(usize),
    Part,
    Left,
    Agency,
    Path,
    Number,
    Warranty,
    Nothing,
}

/// The office's agencies by what people call them: folder, name, short name.
fn agencies(book: &Book) -> Vec<(String, String)> {
    let mut names = Vec::new();
    for (slug, agency) in &book.agencies {
        names.push((slug.clone(), slug.clone()));
        names.push((agency.name.clone(), slug.clone()));
        names.extend(
            [&agency.name_en, &agency.short, &agency.code]
                .into_iter()
                .flatten()
                .map(|name| (name.clone(), slug.clone())),
        );
    }
    names
}

/// A sheet under its mapping, ready to be read row by row.
struct Desk<'a> {
    at: u16,
    sheet: &'a Sheet,
    fitted: &'a Fitted<'a>,
    spots: &'a Spots,
    targets: Vec<(u16, Target)>,
    dates: Vec<(u16, Dates)>,
    /// The office's words, by the number of the fact.
    words: Vec<(usize, Vec<Word>)>,
    codes: &'a [String],
    agencies: &'a [(String, String)],
    fixed: Vec<(usize, crate::pen::Value)>,
    /// A single agency that the mapping gives to the whole sheet.
    agency: Option<String>,
    /// Whether the purpose's column is also the name of the project.
    purpose_names_project: bool,
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
        match aside {
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

impl<'a> Desk<'a> {
    fn new(
        sheet: &'a Sheet,
        fitted: &'a Fitted<'a>,
        spots: &'a Spots,
        codes: &'a [String],
        agencies: &'a [(String, String)],
        today: NaiveDate,
    ) -> Result<Desk<'a>, (Words, Words)> {
        let map = fitted.map;
        let targets: Vec<(u16, Target)> = fitted
            .columns
            .iter()
            .map(|(at, target)| (*at, target_of(spots, target)))
            .collect();
        let mut desk = Desk {
            at: u16::try_from(fitted.sheet).unwrap_or(u16::MAX),
            sheet,
            fitted,
            spots,
            dates: Vec::new(),
            words: words_of(spots, fitted),
            targets,
            codes,
            agencies,
            fixed: Vec::new(),
            agency: None,
            purpose_names_project: !map.exact
                && map.columns.iter().any(|(_, to)| to == "purpose")
                && !map.gives("project"),
        };
        desk.dates = desk.columns_of_days(today);
        desk.fix()?;
        Ok(desk)
    }

    /// Reads the values that the mapping gives to every row.
    fn fix(&mut self) -> Result<(), (Words, Words)> {
        for (name, value) in &self.fitted.map.fixed {
            if name == "agency" {
                let slug = self
                    .agencies
                    .iter()
                    .find(|(known, _)| known == value)
                    .map(|(_, slug)| slug.clone());
                self.agency = Some(slug.ok_or_else(|| {
                    (
                        Words::new(
                            format!("ไม่มีหน่วยงาน \"{value}\" ในสมุดนี้"),
                            format!("this book has no agency \"{value}\""),
                        ),
                        Words::new(
                            "แก้ agency ในแผนผังเป็นชื่อโฟลเดอร์",
                            "write the agency's folder in the mapping",
                        ),
                    )
                })?);
                continue;
            }
            let Some(spot) = self.spots.find(name) else { continue };
            let reading = Reading {
                dates: Dates {
                    order: Some(Order::DayFirst),
                    two_digits_common: false,
                    suspect: false,
                    today: NaiveDate::MAX,
                },
                exact: false,
                words: &[],
                codes: self.codes,
            };
            let read = super::value::read(self.spots.list[spot].key, &Cell::Text(value.as_str().into()), &reading);
            match read {
                Ok(Some((value, _))) => self.fixed.push((spot, value)),
                Ok(None) => {}
                Err(trouble) => return Err((trouble.why, trouble.instead)),
            }
        }
        Ok(())
    }

    /// What each column of days proves about itself.
    fn columns_of_days(&self, today: NaiveDate) -> Vec<(u16, Dates)> {
        let map = self.fitted.map;
        let days = self.targets.iter().filter(
            |(_, target)| matches!(target, Target::Fact(spot) if matches!(self.spots.list[*spot].key.what, What::Day)),
        );
        let mut columns: Vec<(u16, Column)> = days.map(|(at, _)| (*at, Column::default())).collect();
        for row in self.sheet.rows().filter(|row| row.number > self.fitted.header.last) {
            for (at, column) in &mut columns {
                if let Some(value) = row.value(*at) {
                    column.see(value);
                }
            }
        }
        let own = if map.exact { Some(Order::DayFirst) } else { map.order };
        columns
            .into_iter()
            .map(|(at, column)| {
                let dates = Dates {
                    order: own.or_else(|| column.order()),
                    two_digits_common: map.two_digits_common,
                    suspect: column.suspect() && !map.dates_right,
                    today,
                };
                (at, dates)
            })
            .collect()
    }

    /// The columns that a contract cannot do without.
    fn key_columns(&self) -> Vec<u16> {
        let needed = ["contract", "borrower.name", "contractor.name", "amount"];
        let is_key = |target: &Target| matches!(target, Target::Fact(spot) if needed.contains(&self.spots.list[*spot].name().as_str()));
        self.targets
            .iter()
            .filter(|(_, target)| is_key(target))
            .map(|(at, _)| *at)
            .collect()
    }

    fn dates_of(&self, column: u16, today: NaiveDate) -> Dates {
        self.dates.iter().find(|(at, _)| *at == column).map_or(
            Dates {
                order: None,
                two_digits_common: false,
                suspect: false,
                today,
            },
            |(_, dates)| *dates,
        )
    }
}

fn words_of(spots: &Spots, fitted: &Fitted<'_>) -> Vec<(usize, Vec<Word>)> {
    let known = fitted.map.words.iter();
    known
        .filter_map(|(key, words)| Some((spots.find(key)?, Word::list(words))))
        .collect()
}

fn target_of(spots: &Spots, name: &str) -> Target {
    match name {
        "-" => Target::Nothing,
        "amount+" => Target::Part,
        "=outstanding" => Target::Left,
        "agency" => Target::Agency,
        "path" => Target::Path,
        "#" => Target::Number,
        "warranty" => Target::Warranty,
        name => spots.find(name).map_or(Target::Nothing, Target::Fact),
    }
}

#[cfg(test)]
mod tests;
