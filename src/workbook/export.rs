//! The registers as a workbook to be edited and brought back.
//!
//! Every fact of every record stands in a cell of its own: a sheet for each
//! kind of record, one for each kind of event, the record's path first. The
//! columns are the catalogue of keys, so the workbook comes back without a
//! mapping; what was not touched comes back as it was, to the byte.

mod cell;
mod guide;
mod look;
mod sheets;

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook as Sheets, XlsxError};

use super::grid::{Value as Cell, Workbook};
use super::mapping::{Mapping, SheetMap};
use super::spots::Spots;
use crate::book::gather::Book;
use crate::pen;
use crate::record::shape::File;
use crate::record::{Kind, RecordId};
use crate::rule::rulebook::RuleKind;
use cell::Kept;
use look::Look;
use sheets::Desk;

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
