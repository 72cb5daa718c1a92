//! Finding the header of a sheet: under titles, over three rows, in merged
//! blocks; and the rows below it that are no contracts.

pub mod vocabulary;

use std::collections::BTreeSet;

use super::grid::{Row, Sheet, Value};
use super::value::{is_blank, plain};
use vocabulary::{Vocabulary, Words};

/// How far down a header may begin.
const DEEPEST: usize = 25;
/// The most rows that make a header together.
const TALLEST: u32 = 4;
/// The most columns that have a title; no register has a tenth of them.
const MOST_COLUMNS: usize = 1_000;
/// Merged blocks of the first rows beyond this number are ornament: each title is
/// looked for in all of them.
const MOST_BLOCKS: usize = 2_000;

/// A column under its whole title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its number, from 0.
    pub at: u16,
    /// The titles above it, from the widest to its own.
    pub parts: Vec<String>,
}

impl Column {
    /// Returns the whole title on one line: `ส่งใช้ · ใบสำคัญ`.
    #[must_use]
    pub fn title(&self) -> String {
        self.parts.join(" · ")
    }
}

/// The header of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its last row, from 0.
    pub last: u32,
    /// Its columns.
    pub columns: Vec<Column>,
    /// What stands above it: titles of the sheet.
    pub titles: Vec<String>,
}

/// Finds the header: the rows among the first that hold most words of a
/// register. Nothing where a sheet has no such row.
#[must_use]
pub fn find(sheet: &Sheet, vocabularies: &[&Words]) -> Option<Header> {
    let sheet = &top(sheet, DEEPEST);
    let rows: Vec<Row<'_>> = sheet.rows().take(DEEPEST).collect();
    let vocabularies: Vec<Vocabulary> = vocabularies.iter().map(|words| Vocabulary::of(words)).collect();
    let known = |row: &Row<'_>| {
        // One text may stand in thousands of columns.
        let texts: BTreeSet<&str> = texts(row).collect();
        let count = |words: &Vocabulary| {
            let targets = texts.iter().filter_map(|text| words.target(&[text]));
            targets.collect::<BTreeSet<&str>>().len()
        };
        vocabularies.iter().map(count).max().unwrap_or(0)
    };
    let anchor = rows
        .iter()
        .enumerate()
        .map(|(at, row)| (known(row), std::cmp::Reverse(at)))
        .filter(|(known, _)| *known >= 2)
        .max()?;
    let at = anchor.1.0;
    let mut first = at;
    while first > 0 && rows[at].number - rows[first - 1].number < TALLEST && heads(sheet, &rows[first - 1]) {
        first -= 1;
    }
    let mut last = at;
    while last + 1 < rows.len()
        && rows[last + 1].number - rows[first].number < TALLEST
        && continues(sheet, &rows[last], &rows[last + 1])
    {
        last += 1;
    }
    Some(Header {
        last: rows[last].number,
        columns: columns(sheet, &rows[first..=last]),
        titles: rows[..first].iter().flat_map(|row| texts(row).map(one_line)).collect(),
    })
}

/// The header of a sheet whose rows are known: one row, as in our own export.
#[must_use]
pub fn first_row(sheet: &Sheet) -> Option<Header> {
    let sheet = &top(sheet, 1);
    let row = sheet.rows().next()?;
    Some(Header {
        last: row.number,
        columns: columns(sheet, &[row]),
        titles: Vec::new(),
    })
}

/// The first rows of a sheet, with the blocks that reach into them.
fn top(sheet: &Sheet, most: usize) -> Sheet {
    let rows: Vec<Row<'_>> = sheet.rows().take(most).collect();
    let last = rows.last().map_or(0, |row| row.number);
    let near = sheet.merges.iter().filter(|merge| merge.rows.0 <= last);
    Sheet {
        cells: rows.iter().flat_map(|row| row.cells).cloned().collect(),
        merges: near.copied().take(MOST_BLOCKS).collect(),
        ..Sheet::default()
    }
}

fn texts<'s>(row: &Row<'s>) -> impl Iterator<Item = &'s str> {
    row.cells.iter().filter_map(|cell| match &cell.value {
        Value::Text(text) if !is_blank(text) => Some(&**text),
        _ => None,
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a row above the anchor belongs to the header: several titles, or one
/// that spans some columns and not the sheet.
fn heads(sheet: &Sheet, row: &Row<'_>) -> bool {
    let titles = texts(row).count();
    let other = row.cells.iter().any(|cell| !matches!(cell.value, Value::Text(_)));
    let spanned = |cell: &super::grid::Cell| {
        sheet
            .merge_at(row.number, cell.column)
            .map_or(1, |merge| u32::from(merge.columns.1 - merge.columns.0) + 1)
    };
    let widest = row.cells.iter().map(spanned).max().unwrap_or(1);
    !other && (titles >= 3 || (titles == 2 && widest < 8 && widest > 1))
}

/// Whether the next row is still header: words only, each below a title that
/// spans it, or nothing but what a block carries down.
fn continues(sheet: &Sheet, row: &Row<'_>, next: &Row<'_>) -> bool {
    next.number == row.number + 1
        && next.cells.iter().all(|cell| {
            let words = matches!(&cell.value, Value::Text(text) if !text.bytes().any(|byte| byte.is_ascii_digit()));
            let below = sheet
                .merge_at(row.number, cell.column)
                .is_some_and(|merge| merge.columns.0 != merge.columns.1 || merge.rows.1 > row.number);
            cell.filled || (words && below)
        })
}

/// Joins the rows of a header, column by column; a title merged sideways stands
/// above each of its columns.
fn columns(sheet: &Sheet, rows: &[Row<'_>]) -> Vec<Column> {
    let last = rows
        .iter()
        .filter_map(|row| row.cells.last())
        .map(|cell| cell.column)
        .max()
        .unwrap_or(0);
    (0..=last)
        .filter_map(|at| {
            let mut parts: Vec<String> = Vec::new();
            for row in rows {
                let own = row.value(at).or_else(|| {
                    let merge = sheet.merge_at(row.number, at)?;
                    (merge.rows.0 == row.number)
                        .then(|| row.value(merge.columns.0))
                        .flatten()
                });
                let Some(Value::Text(text)) = own else { continue };
                let text = one_line(text);
                if !is_blank(&text) && parts.last() != Some(&text) {
                    parts.push(text);
                }
            }
            (!parts.is_empty()).then_some(Column { at, parts })
        })
        .take(MOST_COLUMNS)
        .collect()
}

/// What a row below the header is, where it is no contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// The numbers of columns: `(1) (2) (3)`.
    Numbers,
    /// The header once more, as every printed page has it.
    Repeated,
    /// รวม, ยอดยกมา, ยอดยกไป.
    Total,
    /// One text alone: a month's title, a remark, a signature.
    Remark,
}

/// Words that are a row of totals' name, without what people vary.
const TOTALS: [&str; 14] = [
    "รวม",
    "ยอดรวม",
    "รวมทั้งสิ้น",
    "รวมเงิน",
    "รวมยอด",
    "ยอดยกมา",
    "ยอดยกไป",
    "ยกมา",
    "ยกไป",
    "รวมเดือน",
    "รวมหน้า",
    "รวมทั้งหมด",
    "total",
    "subtotal",
];
/// Words with which such a name may begin.
const TOTALS_OF: [&str; 5] = ["รวมทั้งสิ้น", "ยอดยก", "รวมเดือน", "รวมประจำเดือน", "รวมปี"];

/// Whether a text is the name of a row of totals. Most texts are not, and are
/// not taken apart for it.
fn names_total(text: &str) -> bool {
    let hint = text.contains("รวม")
        || text.contains("ยก")
        || text
            .as_bytes()
            .windows(5)
            .any(|part| part.eq_ignore_ascii_case(b"total"));
    if !hint {
        return false;
    }
    let bare = plain(text);
    TOTALS.contains(&bare.as_str()) || TOTALS_OF.iter().any(|word| bare.starts_with(word))
}

/// Tells what a row is; nothing where it may be a contract. `keys` are the
/// columns that a contract cannot do without.
#[must_use]
pub fn aside(row: &Row<'_>, header: &Header, keys: &[u16]) -> Option<Aside> {
    let filled =
        |cell: &&super::grid::Cell| !cell.filled && !matches!(&cell.value, Value::Text(text) if is_blank(text));
    let own: Vec<_> = row.cells.iter().filter(filled).collect();
    let number = |value: &Value| -> Option<u32> {
        match value {
            Value::Number(number) => super::grid::decimal(*number).parse().ok(),
            Value::Text(text) => crate::thai::digits::to_arabic(text)
                .trim_matches(['(', ')', ' '])
                .parse()
                .ok(),
            _ => None,
        }
    };
    let running = own.len() >= 3
        && own
            .windows(2)
            .all(|pair| matches!((number(&pair[0].value), number(&pair[1].value)), (Some(a), Some(b)) if a.checked_add(1) == Some(b)));
    if running {
        return Some(Aside::Numbers);
    }
    let same = |column: &&Column| {
        let said = row.value(column.at).and_then(|value| {
            if let Value::Text(text) = value {
                Some(one_line(text))
            } else {
                None
            }
        });
        said.is_some_and(|said| column.parts.contains(&said))
    };
    // The header once more is words alone.
    let words = own.iter().all(|cell| matches!(cell.value, Value::Text(_)));
    if words && header.columns.iter().filter(same).count() >= 3 {
        return Some(Aside::Repeated);
    }
    let total = texts(row).take(3).any(names_total);
    if total && keys.iter().filter(|at| row.value(**at).is_some()).count() < keys.len().max(2) {
        return Some(Aside::Total);
    }
    let keyed = own.iter().any(|cell| keys.contains(&cell.column));
    (own.len() <= 1 && words && (!keyed || own.len() == row.cells.len())).then_some(Aside::Remark)
}

#[cfg(test)]
mod tests;
