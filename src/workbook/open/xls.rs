//! An `.xls`: what Excel wrote until 2003, and what many systems still do.

use std::io::Cursor;

use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError};

use super::super::grid::{Cell, Merge, Sheet, Value, Workbook};
use super::{Budget, Unreadable, biff, xlsx};

/// Reads every worksheet. An `.xlsx` with a password is such a file too.
///
/// # Errors
///
/// As [`super::open`] says.
pub(super) fn read(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    // Such a file is made of whole sectors; one that is not was cut.
    let sector = bytes.get(30).map_or(9, |shift| u32::from(*shift).clamp(7, 12));
    if !bytes.len().is_multiple_of(1 << sector) {
        return Err(Unreadable::broken("ความยาวไม่ครบเซกเตอร์ · not of whole sectors"));
    }
    biff::look(bytes)?;
    if let Err(XlsxError::Password) = Xlsx::new(Cursor::new(bytes)) {
        return Err(Unreadable::password());
    }
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Unreadable::password(),
        other => Unreadable::broken(&other.to_string()),
    })?;
    let sheets = book.sheets_metadata().to_vec();
    let mut budget = Budget::default();
    let mut workbook = Workbook::default();
    for one in sheets.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let range = book
            .worksheet_range(&one.name)
            .map_err(|error| Unreadable::broken(&error.to_string()))?;
        let merges = book.merge_cells_by_sheet_name(&one.name).unwrap_or_default();
        let (top, left) = range.start().unwrap_or_default();
        let mut sheet = Sheet {
            name: one.name,
            hidden: one.visible != SheetVisible::Visible,
            merges: merges.iter().filter_map(merge).collect(),
            ..Sheet::default()
        };
        for (row, column, data) in range.used_cells() {
            let Some(value) = value(data) else { continue };
            budget.spend(value.length())?;
            if let (Ok(row), Ok(column)) = (u32::try_from(row), u16::try_from(column)) {
                sheet.cells.push(Cell {
                    row: row + top,
                    column: column.saturating_add(u16::try_from(left).unwrap_or(0)),
                    filled: false,
                    value,
                });
            }
        }
        sheet.settle(|text| budget.spend(text))?;
        workbook.sheets.push(sheet);
    }
    Ok(workbook)
}

fn value(data: &Data) -> Option<Value> {
    Some(match data {
        Data::Empty => return None,
        Data::String(text) | Data::DurationIso(text) => xlsx::text_value(text)?,
        Data::Int(number) => Value::Number(number.to_string().parse().ok()?),
        Data::Float(number) => Value::Number(*number),
        Data::Bool(yes) => Value::Yes(*yes),
        Data::DateTime(moment) => xlsx::serial(moment),
        Data::DateTimeIso(text) => xlsx::iso(text),
        Data::Error(error) => Value::Fault(error.to_string().into()),
    })
}

fn merge(block: &calamine::Dimensions) -> Option<Merge> {
    Some(Merge {
        rows: (block.start.0, block.end.0),
        columns: (u16::try_from(block.start.1).ok()?, u16::try_from(block.end.1).ok()?),
    })
}
