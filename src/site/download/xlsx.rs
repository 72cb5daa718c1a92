//! A workbook for Excel: real days shown in the Buddhist Era, amounts as
//! numbers, filters, a head that stays, totals.
//!
//! Text is written as text only, so nothing that a record says becomes a
//! formula or a link; totals are values, so no formula is in the file at all.
//! The clock does not enter: the file was made on the day it speaks of.

mod look;
mod summary;

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::Scope;
use super::columns::{COLUMNS, Cell, Column, Holds, cells};
use crate::book::Entry;
use crate::money::Satang;
use crate::record::Kind;
use crate::site::desk::Desk;
use crate::site::status::Status;
use look::Look;

/// The most letters that Excel keeps in a cell, with room for signs that it
/// counts twice.
const LONGEST: usize = 16_000;

/// Makes the workbook of the office or an agency.
pub(super) fn workbook(desk: &Desk<'_>, scope: Scope<'_>, entries: &[&Entry<'_>]) -> Result<Vec<u8>, XlsxError> {
    let (voice, look) = (&desk.voice, Look::new());
    let mut book = Workbook::new();
    let office = &desk.register.book.office;
    let title = format!("{} · {}", scope.name(desk), voice.say("site.name"));
    book.set_properties(
        &DocProperties::new()
            .set_title(&title)
            .set_author(voice.name(&office.name, office.name_en.as_deref()).0)
            .set_creation_datetime(&day_of(desk.register.today)?),
    );
    for (kind, name) in [(Kind::Advance, "xlsx.advances"), (Kind::Guarantee, "xlsx.guarantees")] {
        let own: Vec<&Entry<'_>> = entries.iter().copied().filter(|entry| entry.kind() == kind).collect();
        let sheet = book.add_worksheet();
        sheet.set_name(voice.say(name))?;
        register(desk, sheet, &look, kind, &own)?;
        paper(desk, sheet, &title);
    }
    let sheet = book.add_worksheet();
    sheet.set_name(voice.say("xlsx.summary"))?;
    summary::write(desk, sheet, &look, scope, entries)?;
    paper(desk, sheet, &title);
    book.save_to_buffer()
}

/// The columns of a sheet: the public does without borrowers.
fn columns(desk: &Desk<'_>, kind: Kind) -> Vec<usize> {
    let hidden = |key: &str| key == "who" && kind == Kind::Advance && desk.is_public();
    (0..COLUMNS.len()).filter(|at| !hidden(COLUMNS[*at].key)).collect()
}

fn register(
    desk: &Desk<'_>,
    sheet: &mut Worksheet,
    look: &Look,
    kind: Kind,
    entries: &[&Entry<'_>],
) -> Result<(), XlsxError> {
    let shown = columns(desk, kind);
    for (at, column) in (0u16..).zip(shown.iter().map(|index| &COLUMNS[*index])) {
        sheet.set_column_width(at, width(column))?;
        let number = matches!(column.holds, Holds::Money | Holds::Count);
        text(sheet, 0, at, head(desk, column, kind), look.head(number))?;
    }
    let mut sums = [Satang::ZERO; COLUMNS.len()];
    let mut row = 0;
    for entry in entries {
        row += 1;
        let hue = Status::of(entry, desk.register.today).hue();
        let cells = cells(desk, entry);
        for (at, index) in (0u16..).zip(&shown) {
            if let Cell::Money(amount) = cells[*index] {
                sums[*index] += amount;
            }
            let status = (COLUMNS[*index].key == "status").then_some(hue);
            write(sheet, row, at, &cells[*index], look, status)?;
        }
    }
    let last = u16::try_from(shown.len() - 1).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, row, last)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_row_height(0, 36)?;
    // A row is left free below the list, or Excel would take the totals for a
    // row of it when a filter is set again.
    let foot = row + 2;
    let n = desk.voice.items(entries.len()).replace('\u{a0}', " ");
    text(
        sheet,
        foot,
        0,
        &desk.voice.fill("xlsx.total", &[("n", &n)]),
        &look.total,
    )?;
    for (at, index) in (1u16..).zip(shown.iter().skip(1)) {
        match COLUMNS[*index].holds {
            Holds::Money => number(sheet, foot, at, sums[*index], &look.total_money)?,
            _ => text(sheet, foot, at, "", &look.total)?,
        }
    }
    Ok(())
}

/// The title of a column; who it names is known on each sheet.
fn head<'v>(desk: &'v Desk<'_>, column: &Column, kind: Kind) -> &'v str {
    match (column.key, kind) {
        ("who", Kind::Advance) => desk.voice.say("xlsx.borrower"),
        ("who", _) => desk.voice.say("csv.contractor"),
        _ => column.title(&desk.voice, desk.is_public()),
    }
}

fn width(column: &Column) -> u16 {
    match (column.key, column.holds) {
        ("project", _) => 52,
        ("record" | "who", _) => 32,
        ("status" | "flags", _) => 26,
        ("kind", _) => 24,
        (_, Holds::Count) => 12,
        (_, Holds::Day | Holds::BuddhistDay) => 15,
        _ => 17,
    }
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    at: u16,
    cell: &Cell,
    look: &Look,
    status: Option<&str>,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(said) => text(sheet, row, at, said, status.map_or(&look.text, |hue| look.status(hue)))?,
        Cell::Money(amount) => number(sheet, row, at, *amount, &look.money)?,
        Cell::Day(day) => date(sheet, row, at, *day, &look.day)?,
        Cell::BuddhistDay(day) => date(sheet, row, at, *day, &look.buddhist_day)?,
        Cell::Count(count) => {
            let count = i32::try_from(*count).unwrap_or(i32::MAX);
            sheet.write_number_with_format(row, at, count, &look.count)?;
        }
    }
    Ok(())
}

/// Writes text, and nothing but text.
fn text(sheet: &mut Worksheet, row: u32, at: u16, said: &str, format: &Format) -> Result<(), XlsxError> {
    let short: Option<String> = (said.len() > LONGEST).then(|| said.chars().take(LONGEST).collect());
    sheet.write_string_with_format(row, at, short.as_deref().unwrap_or(said), format)?;
    Ok(())
}

/// Writes an amount as the number that its digits say.
fn number(sheet: &mut Worksheet, row: u32, at: u16, amount: Satang, format: &Format) -> Result<(), XlsxError> {
    let baht: f64 = amount.to_string().parse().unwrap_or_default();
    sheet.write_number_with_format(row, at, baht, format)?;
    Ok(())
}

/// Writes a day, or an empty cell.
fn date(sheet: &mut Worksheet, row: u32, at: u16, day: Option<NaiveDate>, format: &Format) -> Result<(), XlsxError> {
    match day {
        Some(day) => sheet.write_datetime_with_format(row, at, day_of(day)?, format)?,
        None => sheet.write_blank(row, at, format)?,
    };
    Ok(())
}

fn day_of(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let part = |n: u32| u8::try_from(n).unwrap_or(1);
    let year = u16::try_from(day.year()).unwrap_or(1900);
    ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))
}

/// A4, the whole width on a sheet, of what and which day at its foot.
fn paper(desk: &Desk<'_>, sheet: &mut Worksheet, title: &str) {
    let day = desk.voice.medium(desk.register.today);
    let foot = desk.voice.fill("xlsx.foot", &[("day", &day)]);
    // `&` is the sign of codes in Excel's headers and footers; 255 letters fit.
    let title: String = title.replace('&', "&&").chars().take(150).collect();
    // Thai letters carry marks on two storeys; the usual row is too low for them.
    sheet.set_default_row_height(18);
    sheet
        .set_paper_size(9)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_header(format!("&L{title}"))
        .set_footer(format!("&L{foot}&R&P / &N"));
}
