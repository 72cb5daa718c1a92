//! An `.xlsx` or `.xlsm`: what Excel writes.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use chrono::NaiveDate;
use zip::ZipArchive;

use super::super::grid::{Cell, Sheet, Value, Workbook};
use super::{Budget, LARGEST_UNPACKED, Unreadable, scan};

/// Reads every worksheet.
///
/// # Errors
///
/// As [`super::open`] says.
pub(super) fn read(bytes: &[u8], zip: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Workbook, Unreadable> {
    let mut left = LARGEST_UNPACKED;
    let parts = scan::parts(zip);
    let names: Vec<String> = zip.file_names().flatten().map(std::borrow::Cow::into_owned).collect();
    let mut looks = std::collections::BTreeMap::new();
    // Only what will be read is unpacked: pictures may be as large as they like.
    for name in names.iter().filter(|name| name.to_lowercase().ends_with(".xml")) {
        let part = zip
            .by_name(name)
            .map_err(|error| Unreadable::broken(&error.to_string()))?;
        looks.insert(name.to_lowercase(), scan::look(part, &mut left)?);
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    let sheets = book.sheets_metadata().to_vec();
    let mut budget = Budget::default();
    let mut workbook = Workbook::default();
    for one in sheets.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let look = parts
            .get(&one.name)
            .and_then(|part| looks.remove(&part.to_lowercase()))
            .unwrap_or_default();
        let mut sheet = Sheet {
            hidden: one.visible != SheetVisible::Visible,
            merges: look.merges,
            hidden_rows: look.hidden_rows,
            ..Sheet::default()
        };
        fill(&mut book, &one.name, &mut sheet, &mut budget)?;
        sheet.name = one.name;
        sheet.settle(|text| budget.spend(text))?;
        workbook.sheets.push(sheet);
    }
    Ok(workbook)
}

fn fill(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, sheet: &mut Sheet, budget: &mut Budget) -> Result<(), Unreadable> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|error| fault(&error))?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| fault(&error))? {
        let (row, column) = cell.pos;
        let Some(value) = value(&cell.value, cell.formula.is_some()) else {
            continue;
        };
        budget.spend(value.length())?;
        let Ok(column) = u16::try_from(column) else { continue };
        sheet.cells.push(Cell {
            row,
            column,
            filled: false,
            value,
        });
    }
    Ok(())
}

/// What a cell holds; nothing where it is empty. A formula that some program
/// wrote without reckoning it has no value to read, which is not the same as
/// an empty cell.
fn value(data: &DataRef<'_>, formula: bool) -> Option<Value> {
    Some(match data {
        DataRef::Empty if formula => Value::Fault("=…".into()),
        DataRef::Empty => return None,
        DataRef::SharedString(text) => text_value(text)?,
        DataRef::String(text) => text_value(text)?,
        DataRef::Int(number) => Value::Number(number.to_string().parse().ok()?),
        DataRef::Float(number) => Value::Number(*number),
        DataRef::Bool(yes) => Value::Yes(*yes),
        DataRef::DateTime(moment) => serial(moment),
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::DurationIso(text) => Value::Text(text.as_str().into()),
        DataRef::Error(error) => Value::Fault(error.to_string().into()),
    })
}

pub(super) fn text_value(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Text(text.into()))
}

/// A day from the number that the sheet keeps for it. A number without a day,
/// shown as hours, stays a number.
pub(super) fn serial(moment: &calamine::ExcelDateTime) -> Value {
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return Value::Number(moment.as_f64());
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)).map_or(Value::NoDay, Value::Day)
}

/// A day from ISO text, with or without a time behind it.
pub(super) fn iso(text: &str) -> Value {
    let day = text.get(..10).and_then(|day| day.parse().ok());
    day.map_or_else(|| Value::Text(text.into()), Value::Day)
}

fn fault(error: &XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::password(),
        other => Unreadable::broken(&other.to_string()),
    }
}
