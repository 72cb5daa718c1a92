//! The registers as a workbook to be edited and brought back.
//!
//! Every fact of every record stands in a cell of its own: a sheet for each
//! kind of record, one for each kind of event, the record's path first. The
//! columns are the catalogue of keys, so the workbook comes back without a
//! mapping; what was not touched comes back as it was, to the byte.

mod cell;
mod guide;
mod look;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_xlsxwriter::{DataValidation, DocProperties, ExcelDateTime, Workbook as Sheets, Worksheet, XlsxError};

use super::grid::{Value as Cell, Workbook};
use super::mapping::{Mapping, SheetMap};
use super::spots::{Spot, Spots};
use crate::book::gather::Book;
use crate::pen::{self, Facts};
use crate::record::shape::{File, What};
use crate::record::{Kind, RecordId};
use crate::rule::rulebook::RuleKind;
use cell::Kept;
use look::Look;

/// What stands in the first cell of the first sheet of such a workbook.
const MARK: &str = "duebook export 1";
/// The sheet that says how to edit and bring back.
const GUIDE: &str = "อ่านก่อน";
/// The column of a record's path.
const PATH: &str = "ระเบียน";
/// The column of an event's number in its record.
const NUMBER: &str = "ครั้งที่";

const KINDS: [(Kind, &str); 3] = [
    (Kind::Advance, "เงินยืม"),
    (Kind::Guarantee, "หลักประกัน"),
    (Kind::Project, "โครงการ"),
];

/// Which records to take out.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Folders of agencies; all where empty.
    pub agencies: Vec<String>,
    /// One kind; all where none.
    pub kind: Option<Kind>,
    /// A fiscal year, B.E.
    pub fiscal_year: Option<i32>,
}

impl Filter {
    /// Returns whether a record is taken out.
    #[must_use]
    pub fn takes(&self, id: &RecordId) -> bool {
        (self.agencies.is_empty() || self.agencies.contains(&id.agency))
            && self.kind.is_none_or(|kind| kind == id.kind)
            && self.fiscal_year.is_none_or(|year| year == id.fiscal_year)
    }
}

/// A workbook, and what of the records it does not hold.
#[derive(Debug, Default)]
pub struct Exported {
    /// The file.
    pub bytes: Vec<u8>,
    /// Records in it.
    pub records: usize,
    /// Facts that a spreadsheet would not keep: to be edited in their files.
    pub kept: Vec<Kept>,
}

/// The name of the sheet of an event: at most as long as Excel allows.
fn event_sheet(kind: Kind, label: &str) -> String {
    let label = label.split([' ', '/', '(']).next().unwrap_or(label);
    let name = if kind == Kind::Project {
        format!("โครงการ-{label}")
    } else {
        label.to_owned()
    };
    name.chars().take(31).collect()
}

/// Returns the mapping of our own export; nothing where a workbook is none.
#[must_use]
pub fn mapping(workbook: &Workbook) -> Option<Mapping> {
    let guide = workbook.sheets.iter().find(|sheet| sheet.name == GUIDE)?;
    let marked = guide
        .cells
        .first()
        .is_some_and(|cell| matches!(&cell.value, Cell::Text(text) if &**text == MARK));
    marked.then(|| Mapping {
        sheets: KINDS.iter().flat_map(|(kind, name)| sheets_of(*kind, name)).collect(),
    })
}

fn sheets_of(kind: Kind, name: &str) -> Vec<SheetMap> {
    let spots = Spots::of(kind);
    let own = |title: &str, target: &str| (title.to_owned(), target.to_owned());
    let make = |name: &str, event: Option<&'static str>| {
        let mut map = SheetMap::new(name, kind);
        (map.exact, map.removes, map.event) = (true, true, event);
        map.columns.push(own(PATH, "path"));
        if event.is_some() {
            map.columns.push(own(NUMBER, "#"));
            let (title, target) = called(&spots);
            map.columns.push(own(&title, target));
        }
        map.columns
            .extend(spots.within(event).map(|(_, spot)| (spot.label.0.clone(), spot.name())));
        map
    };
    let events = spots.events();
    let events = events
        .iter()
        .map(|key| make(&event_sheet(kind, key.label.0), Some(key.name)));
    std::iter::once(make(name, None)).chain(events).collect()
}

/// The column by which people know whose event a row is.
fn called(spots: &Spots) -> (String, &'static str) {
    let target = if spots.kind == Kind::Project {
        "name"
    } else {
        "contract"
    };
    let label = spots
        .find(target)
        .map(|spot| spots.list[spot].label.0.clone())
        .unwrap_or_default();
    (format!("({label})"), target)
}

/// Makes the workbook of a book's sound records.
///
/// # Errors
///
/// Where the writer of workbooks refuses.
pub fn workbook(book: &Book, filter: &Filter, today: NaiveDate) -> Result<Exported, XlsxError> {
    let look = Look::new();
    let mut exported = Exported::default();
    let mut sheets = Sheets::new();
    sheets.set_properties(
        &DocProperties::new()
            .set_title(&book.office.name)
            .set_creation_datetime(&day_of(today)?),
    );
    sheets.add_worksheet().set_name(GUIDE)?;
    let purposes: Vec<String> = book
        .rules
        .purposes(RuleKind::Advance)
        .into_iter()
        .map(str::to_owned)
        .collect();
    for (kind, name) in KINDS
        .iter()
        .filter(|(kind, _)| filter.kind.is_none_or(|one| one == *kind))
    {
        let ids = ids(book, *kind, filter);
        exported.records += ids.len();
        let mut desk = Desk::new(&mut sheets, *kind, name, &look, &purposes)?;
        for id in ids {
            if let Some((facts, events)) = book
                .source(&id)
                .and_then(|source| pen::facts(File::from(*kind).keys(), &source.text))
            {
                desk.record(&mut sheets, &id, &facts, &events, today, &mut exported.kept)?;
            }
        }
        desk.finish(&mut sheets)?;
    }
    guide::write(sheets.worksheet_from_name(GUIDE)?, &look, &exported.kept)?;
    exported.bytes = sheets.save_to_buffer()?;
    Ok(exported)
}

fn ids(book: &Book, kind: Kind, filter: &Filter) -> Vec<RecordId> {
    let all: Vec<&RecordId> = match kind {
        Kind::Advance => book.advances.iter().map(|one| &one.id).collect(),
        Kind::Guarantee => book.guarantees.iter().map(|one| &one.id).collect(),
        Kind::Project => book.projects.iter().map(|one| &one.id).collect(),
    };
    all.into_iter().filter(|id| filter.takes(id)).cloned().collect()
}

/// The sheets of one kind of record.
struct Desk<'l> {
    spots: Spots,
    look: &'l Look,
    /// By event: the sheet's number, and its next row.
    rows: BTreeMap<Option<&'static str>, (usize, u32)>,
}

impl<'l> Desk<'l> {
    fn new(
        sheets: &mut Sheets,
        kind: Kind,
        name: &str,
        look: &'l Look,
        purposes: &[String],
    ) -> Result<Desk<'l>, XlsxError> {
        let spots = Spots::of(kind);
        let mut rows = BTreeMap::new();
        let mut all: Vec<(Option<&'static str>, String)> = vec![(None, name.to_owned())];
        all.extend(
            spots
                .events()
                .iter()
                .map(|key| (Some(key.name), event_sheet(kind, key.label.0))),
        );
        for (event, name) in all {
            let at = sheets.worksheets().len();
            let sheet = sheets.add_worksheet();
            sheet.set_name(&name)?;
            head(sheet, &spots, event, look, purposes)?;
            rows.insert(event, (at, 1));
        }
        Ok(Desk { spots, look, rows })
    }

    fn record(
        &mut self,
        sheets: &mut Sheets,
        id: &RecordId,
        facts: &Facts,
        events: &[pen::Event],
        today: NaiveDate,
        kept: &mut Vec<Kept>,
    ) -> Result<(), XlsxError> {
        let path = id.to_string();
        let called = called(&self.spots).1;
        let name = facts.get(called).cloned();
        self.row(sheets, None, &[Some(path.clone())], facts, today, kept)?;
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for event in events {
            let Some(key) = self.spots.events().into_iter().find(|key| key.name == event.name) else {
                continue;
            };
            let number = counts.entry(key.name).or_default();
            *number += 1;
            let name = match &name {
                Some(pen::Value::Text(text)) if cell::survives(text) => Some(text.clone()),
                _ => None,
            };
            self.row(
                sheets,
                Some(key.name),
                &[Some(path.clone()), Some(number.to_string()), name],
                &event.facts,
                today,
                kept,
            )?;
        }
        Ok(())
    }

    fn row(
        &mut self,
        sheets: &mut Sheets,
        event: Option<&'static str>,
        first: &[Option<String>],
        facts: &Facts,
        today: NaiveDate,
        kept: &mut Vec<Kept>,
    ) -> Result<(), XlsxError> {
        let Some((at, row)) = self.rows.get_mut(&event) else {
            return Ok(());
        };
        let Some(sheet) = sheets.worksheets_mut().get_mut(*at) else {
            return Ok(());
        };
        for (column, text) in (0u16..).zip(first) {
            if let Some(text) = text {
                sheet.write_string_with_format(*row, column, text, &self.look.path)?;
            }
        }
        let columns = (u16::try_from(first.len()).unwrap_or(1)..).zip(self.spots.within(event));
        for (column, (_, spot)) in columns {
            if let Some(value) = facts.get(&spot.path)
                && !cell::write(sheet, (*row, column), spot, value, self.look, today)?
            {
                kept.push(Kept {
                    path: first[0].clone().unwrap_or_default(),
                    key: spot.name(),
                    label: spot.label.0.clone(),
                });
            }
        }
        *row += 1;
        Ok(())
    }

    fn finish(&self, sheets: &mut Sheets) -> Result<(), XlsxError> {
        for (event, (at, row)) in &self.rows {
            let Some(sheet) = sheets.worksheets_mut().get_mut(*at) else {
                continue;
            };
            let first = if event.is_some() { 3 } else { 1 };
            let last = first + self.spots.within(*event).count() - 1;
            sheet.autofilter(
                0,
                0,
                row.saturating_sub(1).max(1),
                u16::try_from(last).unwrap_or(u16::MAX),
            )?;
            sheet.set_freeze_panes(1, if event.is_some() { 3 } else { 2 })?;
        }
        Ok(())
    }
}

/// Rows below the records in which lists of choices are offered too.
const ROOM: u32 = 5000;

/// The head of a sheet: titles, widths, lists of choices.
fn head(
    sheet: &mut Worksheet,
    spots: &Spots,
    event: Option<&'static str>,
    look: &Look,
    purposes: &[String],
) -> Result<(), XlsxError> {
    let mut titles = vec![(PATH.to_owned(), 32)];
    if event.is_some() {
        titles.extend([(NUMBER.to_owned(), 8), (called(spots).0, 18)]);
    }
    let first = u16::try_from(titles.len()).unwrap_or(1);
    titles.extend(spots.within(event).map(|(_, spot)| (spot.label.0.clone(), width(spot))));
    for (column, (title, width)) in (0u16..).zip(&titles) {
        sheet.write_string_with_format(0, column, title, &look.head)?;
        sheet.set_column_width(column, *width)?;
    }
    sheet.set_row_height(0, 40)?;
    for (column, (_, spot)) in (first..).zip(spots.within(event)) {
        let names: Vec<String> = match spot.key.what {
            What::Choice(choices) => choices.iter().map(|choice| choice.th.to_owned()).collect(),
            What::Purpose => purposes.to_vec(),
            What::Yes => vec!["TRUE".to_owned(), "FALSE".to_owned()],
            _ => continue,
        };
        // Excel holds no longer list than this in a rule.
        if names.is_empty() || names.iter().map(|name| name.chars().count() + 1).sum::<usize>() > 250 {
            continue;
        }
        let list = DataValidation::new()
            .allow_list_strings(&names)?
            .set_error_title("เลือกจากรายการ")?;
        sheet.add_data_validation(1, column, ROOM, column, &list)?;
    }
    Ok(())
}

fn width(spot: &Spot) -> u16 {
    match spot.key.what {
        What::Prose | What::Texts => 48,
        What::Amount | What::AmountOrZero | What::Day => 15,
        What::Whole(_) | What::Yes | What::Percent => 10,
        _ if spot.path == "project" || spot.path.ends_with("name") => 40,
        _ => 20,
    }
}

fn day_of(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    use chrono::Datelike;
    let part = |n: u32| u8::try_from(n).unwrap_or(1);
    ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or(1900),
        part(day.month()),
        part(day.day()),
    )
}

#[cfg(test)]
mod tests;
