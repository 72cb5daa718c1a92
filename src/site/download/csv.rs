//! A table as CSV. It opens in Excel as it is: UTF-8 with its mark, CRLF,
//! every cell that could be taken for a formula defused.

use super::columns::{COLUMNS, cells};
use crate::book::Entry;
use crate::site::desk::Desk;

pub(super) fn table(desk: &Desk<'_>, entries: &[&Entry<'_>]) -> String {
    let mut out = String::from("\u{feff}");
    let head = COLUMNS.map(|column| column.title(&desk.voice, desk.is_public()).to_owned());
    line(&mut out, &head);
    for entry in entries {
        line(&mut out, &cells(desk, entry).map(|cell| cell.plain()));
    }
    out
}

/// Adds a line of cells, each quoted where it must be.
pub(crate) fn line(out: &mut String, cells: &[String]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        let defused = if formula(cell) {
            format!("'{cell}")
        } else {
            cell.clone()
        };
        if defused.contains([',', '"', '\r', '\n']) {
            out.push('"');
            out.push_str(&defused.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&defused);
        }
    }
    out.push_str("\r\n");
}

/// Whether a spreadsheet could take a cell for a formula.
fn formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn cells_are_quoted_and_formulas_defused() {
        for (cell, want) in [
            ("อบรม", "อบรม\r\n"),
            ("a,b", "\"a,b\"\r\n"),
            ("a\"b", "\"a\"\"b\"\r\n"),
            ("=1+1", "'=1+1\r\n"),
            ("-5", "'-5\r\n"),
            ("@SUM(A1,A2)", "\"'@SUM(A1,A2)\"\r\n"),
            ("two\nlines", "\"two\nlines\"\r\n"),
        ] {
            let mut out = String::new();
            line(&mut out, &[cell.to_owned()]);
            assert_eq!(out, want);
        }
    }
}
