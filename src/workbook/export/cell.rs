//! One fact in one cell: a day as a day, an amount as a number, a text as text.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::rows::KEPT;
use super::super::spots::Spot;
use super::day_of;
use super::look::Look;
use crate::pen::Value;
use crate::record::shape::What;

/// A fact that a spreadsheet would not bring back as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The record.
    pub path: String,
    /// The fact.
    pub key: String,
    /// The field's word for it.
    pub label: String,
}

/// The longest text that Excel keeps in a cell, in its own units.
const LONGEST: usize = 32_767;

/// Whether a text comes back from a spreadsheet as it went.
pub(super) fn survives(text: &str) -> bool {
    let odd = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    // `_x000D_` is how the format writes a letter that it cannot hold.
    let escape = text.match_indices("_x").any(|(at, _)| {
        let rest = &text.as_bytes()[at + 2..];
        rest.len() >= 5 && rest[..4].iter().all(u8::is_ascii_hexdigit) && rest[4] == b'_'
    });
    !text.is_empty() && !text.contains(odd) && !escape && text.encode_utf16().count() <= LONGEST
}

/// Writes a fact; returns whether it stands there as it is.
pub(super) fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    spot: &Spot,
    value: &Value,
    look: &Look,
    today: NaiveDate,
) -> Result<bool, XlsxError> {
    let stands = match value {
        Value::Day(day) => {
            // Outside these an import asks whether it can be meant.
            let usual = day.year() >= 1990 && day.year() < today.year() + 25;
            if usual {
                sheet.write_datetime_with_format(row, column, day_of(*day)?, &look.day)?;
            }
            usual
        }
        Value::Amount(amount) => {
            let baht: f64 = amount.to_string().parse().unwrap_or_default();
            sheet.write_number_with_format(row, column, baht, &look.money)?;
            true
        }
        Value::Percent(percent) => {
            let percent: f64 = percent.to_string().parse().unwrap_or_default();
            sheet.write_number_with_format(row, column, percent, &look.money)?;
            true
        }
        Value::Whole(number) => {
            let small = i32::try_from(*number);
            if let Ok(small) = small {
                sheet.write_number_with_format(row, column, small, &look.text)?;
            }
            small.is_ok()
        }
        Value::Yes(yes) => {
            sheet.write_boolean_with_format(row, column, *yes, &look.text)?;
            true
        }
        Value::Texts(texts) => {
            let whole = !texts.is_empty() && texts.iter().all(|text| !text.is_empty() && !text.contains('\n'));
            let joined = texts.join("\n");
            whole && survives(&joined) && text(sheet, row, column, &joined, look)?
        }
        Value::Text(said) => {
            let said = worded(spot, said);
            survives(said) && text(sheet, row, column, said, look)?
        }
    };
    if !stands {
        sheet.write_string_with_format(row, column, KEPT, &look.path)?;
    }
    Ok(stands)
}

/// A choice in the field's words.
fn worded<'s>(spot: &'s Spot, said: &'s str) -> &'s str {
    match spot.key.what {
        What::Choice(choices) => choices
            .iter()
            .find(|choice| choice.name == said)
            .map_or(said, |choice| choice.th),
        _ => said,
    }
}

/// Writes text and nothing but text: what looks like a formula stays one text
/// also when somebody edits the cell.
fn text(sheet: &mut Worksheet, row: u32, column: u16, said: &str, look: &Look) -> Result<bool, XlsxError> {
    let format = if said.starts_with(['=', '+', '-', '@', '\t', '\'']) {
        &look.quoted
    } else if said.contains('\n') {
        &look.lines
    } else {
        &look.text
    };
    sheet.write_string_with_format(row, column, said, format)?;
    Ok(true)
}
