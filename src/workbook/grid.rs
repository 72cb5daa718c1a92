//! A workbook as plain cells: which sheet, which address, what stands there.
//!
//! Whatever the file was, `.xlsx` or CSV, from here on a cell is a text, a
//! number, a day, a yes or no, or a fault of the sheet itself. Nothing is
//! understood yet: that is the business of [`super::value`].

use chrono::NaiveDate;

use crate::text::Words;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text, as typed.
    Text(Box<str>),
    /// A number, as the sheet holds it; see [`decimal`].
    Number(f64),
    /// A day, from a cell that the sheet shows as a date. Its year is the one
    /// that the sheet holds, which may be of the Buddhist Era.
    Day(NaiveDate),
    /// A day that the sheet shows and no calendar has: 29 February 1900.
    NoDay,
    /// Yes or no.
    Yes(bool),
    /// `#REF!` and its like; a formula that was never reckoned.
    Fault(Box<str>),
}

impl Value {
    /// The length of the text that it holds.
    pub(super) fn length(&self) -> usize {
        match self {
            Value::Text(text) | Value::Fault(text) => text.len(),
            _ => 0,
        }
    }
}

/// A cell that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u16,
    /// Whether the value stands in the first cell of a merged block above.
    pub filled: bool,
    /// What stands there.
    pub value: Value,
}

/// A merged block, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// First and last row.
    pub rows: (u32, u32),
    /// First and last column.
    pub columns: (u16, u16),
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name; of a CSV, the file's.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Its cells, by row, then column.
    pub cells: Vec<Cell>,
    /// Its merged blocks.
    pub merges: Vec<Merge>,
    /// Rows that are hidden or filtered away, sorted.
    pub hidden_rows: Vec<u32>,
}

/// A workbook.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workbook {
    /// Its sheets, in their order.
    pub sheets: Vec<Sheet>,
    /// What the officer should know of the file: macros that were not run.
    pub notes: Vec<Words>,
}

/// The cells of one row.
#[derive(Clone, Copy, Debug)]
pub struct Row<'s> {
    /// Its number, from 0.
    pub number: u32,
    /// Its cells, by column.
    pub cells: &'s [Cell],
}

impl<'s> Row<'s> {
    /// Returns the cell of a column.
    #[must_use]
    pub fn cell(&self, column: u16) -> Option<&'s Cell> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        Some(&self.cells[at])
    }

    /// Returns what stands in a column.
    #[must_use]
    pub fn value(&self, column: u16) -> Option<&'s Value> {
        self.cell(column).map(|cell| &cell.value)
    }
}

impl Sheet {
    /// Returns the rows that hold anything, from top to bottom.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.cells.chunk_by(|a, b| a.row == b.row).map(|cells| Row {
            number: cells[0].row,
            cells,
        })
    }

    /// Returns the merged block in which a cell lies.
    #[must_use]
    pub fn merge_at(&self, row: u32, column: u16) -> Option<&Merge> {
        self.merges.iter().find(|merge| {
            (merge.rows.0..=merge.rows.1).contains(&row) && (merge.columns.0..=merge.columns.1).contains(&column)
        })
    }

    /// Puts the cells in order and lets a block that is merged downwards speak
    /// for each of its rows: a contract's number before its three clearings.
    /// What is merged sideways stays in its first cell. Each cell that comes to
    /// be in this way is asked for, with the length of its text.
    ///
    /// # Errors
    ///
    /// Where one is not granted.
    pub(super) fn settle<E>(&mut self, mut grant: impl FnMut(usize) -> Result<(), E>) -> Result<(), E> {
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        self.cells.dedup_by_key(|cell| (cell.row, cell.column));
        self.hidden_rows.sort_unstable();
        // Blocks do not overlap, but in a file that somebody made so.
        self.merges.sort_by_key(|merge| (merge.columns, merge.rows));
        self.merges.dedup();
        let mut more = Vec::new();
        for merge in &self.merges {
            let (first, last) = merge.rows;
            if first == last || last - first > TALLEST {
                continue;
            }
            let Some(value) = self.get(first, merge.columns.0).map(|cell| cell.value.clone()) else {
                continue;
            };
            for row in first + 1..=last {
                if self.get(row, merge.columns.0).is_none() {
                    grant(value.length())?;
                    more.push(Cell {
                        row,
                        column: merge.columns.0,
                        filled: true,
                        value: value.clone(),
                    });
                }
            }
        }
        if !more.is_empty() {
            self.cells.append(&mut more);
            self.cells.sort_by_key(|cell| (cell.row, cell.column));
            self.cells.dedup_by_key(|cell| (cell.row, cell.column));
        }
        Ok(())
    }

    fn get(&self, row: u32, column: u16) -> Option<&Cell> {
        let at = self
            .cells
            .binary_search_by_key(&(row, column), |cell| (cell.row, cell.column))
            .ok()?;
        Some(&self.cells[at])
    }
}

/// The tallest block that is taken for one value; beyond it somebody merged a
/// column to draw a frame.
const TALLEST: u32 = 500;

/// Returns the address of a cell as the sheet shows it: `B7`.
#[must_use]
pub fn address(row: u32, column: u16) -> String {
    format!("{}{}", letters(column), u64::from(row) + 1)
}

/// Returns the letters of a column: `A`, `Z`, `AA`.
#[must_use]
pub fn letters(column: u16) -> String {
    let mut rest = u32::from(column) + 1;
    let mut name = Vec::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        name.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    name.iter().rev().collect()
}

/// Returns a number with the fifteen digits that spreadsheets themselves keep
/// and show, in plain decimal form: a sum held as 1234.5600000000001 is
/// `1234.56`, and two thirds stay `0.666666666666667`.
///
/// Nothing is rounded to the satang here. Fifteen significant digits is the
/// precision of the sheet; what is beyond them is the noise of binary
/// fractions, which no officer can see or type.
#[must_use]
pub fn decimal(number: f64) -> String {
    if !number.is_finite() {
        return number.to_string();
    }
    let short = format!("{number:.14e}");
    let (digits, exponent) = short.split_once('e').unwrap_or((&short, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    let point = exponent + 1;
    let zeros = |n: i32| "0".repeat(usize::try_from(n).unwrap_or(0));
    let length = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    match usize::try_from(point) {
        Ok(0) | Err(_) => format!("{sign}0.{}{digits}", zeros(-point)),
        Ok(_) if point >= length => format!("{sign}{digits}{}", zeros(point - length)),
        Ok(point) => format!("{sign}{}.{}", &digits[..point], &digits[point..]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_one_that_the_sheet_shows() {
        for (row, column, want) in [
            (0, 0, "A1"),
            (6, 1, "B7"),
            (0, 25, "Z1"),
            (0, 26, "AA1"),
            (9, 701, "ZZ10"),
            (1_048_575, 16_383, "XFD1048576"),
        ] {
            assert_eq!(address(row, column), want);
        }
    }

    #[test]
    fn binary_noise_goes_and_real_decimals_stay() {
        for (number, want) in [
            ("1234.5600000000001".parse().expect("a number"), "1234.56"),
            (0.300_000_000_000_000_04, "0.3"),
            (25_000.0, "25000"),
            (1234.565, "1234.565"),
            (-12.5, "-12.5"),
            (0.0, "0"),
            (0.05, "0.05"),
            (0.005, "0.005"),
            ("9999999999999.99".parse().expect("a number"), "9999999999999.99"),
            (1e15, "1000000000000000"),
            (0.666_666_666_666_666_7, "0.666666666666667"),
        ] {
            assert_eq!(decimal(number), want, "{number}");
        }
    }

    #[test]
    fn a_block_merged_downwards_speaks_for_each_row() {
        let cell = |row, column, text: &str| Cell {
            row,
            column,
            filled: false,
            value: Value::Text(text.into()),
        };
        let mut sheet = Sheet {
            cells: vec![cell(4, 2, "ก"), cell(0, 0, "หัว"), cell(3, 0, "บย. 1/2566")],
            merges: vec![
                Merge {
                    rows: (3, 5),
                    columns: (0, 0),
                },
                Merge {
                    rows: (0, 0),
                    columns: (0, 5),
                },
            ],
            ..Sheet::default()
        };
        sheet.settle(|_| Ok::<(), ()>(())).expect("granted");
        let rows: Vec<(u32, usize)> = sheet.rows().map(|row| (row.number, row.cells.len())).collect();
        assert_eq!(rows, [(0, 1), (3, 1), (4, 2), (5, 1)]);
        let filled: Vec<u32> = sheet
            .cells
            .iter()
            .filter(|cell| cell.filled)
            .map(|cell| cell.row)
            .collect();
        assert_eq!(filled, [4, 5]);
    }
}
