//! A workbook from elsewhere: opened, its columns guessed, set against a book.
//! What is opened is bounded, whatever the file says of itself.

use std::io::{Cursor, Write};
use std::sync::LazyLock;

use duebook::book::Gathered;
use duebook::workbook::grid::Workbook;
use duebook::workbook::mapping::{self, fit};
use duebook::workbook::{open, plan, rows};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{book, text};

static BOOK: LazyLock<Gathered> = LazyLock::new(|| book::with("records/note.txt", ""));

/// A CSV, in any code page.
pub(crate) fn csv(data: &[u8]) {
    import(data);
}

/// The `.xls` of Excel 97, byte by byte.
pub(crate) fn xls(data: &[u8]) {
    import(data);
}

/// An `.xlsx` or `.ods`: either its bytes, or its parts as text, each under a
/// line `== name`, which are packed here. No checksum stands in the way of the
/// parts, as it does of the bytes.
pub(crate) fn xlsx(data: &[u8]) {
    if data.starts_with(b"PK") {
        return import(data);
    }
    import(&packed(&text(data)));
}

fn packed(text: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in text.split("\n== ") {
        let part = part.trim_start_matches("== ");
        let (name, body) = part.split_once('\n').unwrap_or((part, ""));
        // A name twice is refused; the others still make a file.
        if zip.start_file(name, SimpleFileOptions::default()).is_ok() {
            zip.write_all(body.as_bytes()).expect("memory takes all");
        }
    }
    zip.finish().expect("memory takes all").into_inner()
}

fn import(bytes: &[u8]) {
    let Ok(workbook) = open::open("ทะเบียน", bytes) else {
        return;
    };
    for sheet in &workbook.sheets {
        let sorted = sheet.cells.is_sorted_by(|a, b| (a.row, a.column) < (b.row, b.column));
        assert!(sorted, "cells stand in order, each once");
    }
    // Larger ones only take longer.
    if workbook.sheets.iter().map(|sheet| sheet.cells.len()).sum::<usize>() > 20_000 {
        return;
    }
    let guessed = mapping::guess(&workbook, &BOOK.book);
    if guessed.sheets.is_empty() {
        return;
    }
    let written = mapping::write(&guessed);
    let kept = mapping::read(&written).unwrap_or_else(|words| panic!("{} in {written}", words.en));
    let kept = mapping::write(&kept);
    let again = mapping::read(&kept).map(|again| mapping::write(&again));
    assert_eq!(again.as_ref(), Ok(&kept), "a mapping is kept as it was");
    planned(&workbook, &guessed);
}

fn planned(workbook: &Workbook, mapping: &mapping::Mapping) {
    let fit = fit::fit(mapping, workbook);
    let drafts = rows::read(workbook, &fit, &BOOK.book, book::today());
    let plan = plan::plan(workbook, drafts, &BOOK);
    for write in &plan.writes {
        let gathered = book::with(&write.id.file(), &write.text);
        let syntax = |finding: &duebook::text::Diagnostic| finding.code.name() == "syntax";
        assert!(!gathered.findings.iter().any(syntax), "{}", write.text);
    }
    for refusal in &plan.refused {
        assert!(!refusal.cell.is_empty() && !refusal.why.en.is_empty());
    }
}
