use std::io::Write as _;

use super::*;
use crate::workbook::grid::{Value, address};

fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => text.replace('\n', "¶"),
        Value::Number(number) => crate::workbook::grid::decimal(*number),
        Value::Day(day) => day.to_string(),
        Value::NoDay => "no day".into(),
        Value::Yes(yes) => yes.to_string(),
        Value::Fault(fault) => format!("fault {fault}"),
    }
}

/// One register, saved by one program in three formats: the same cells, blocks
/// and hidden sheet (.xls keeps no hidden rows that can be read).
#[test]
fn three_formats_are_one_workbook() {
    for (name, bytes) in [
        (
            "ods",
            include_bytes!("../../../tests/workbooks/register.ods").as_slice(),
        ),
        (
            "xlsx",
            include_bytes!("../../../tests/workbooks/register.xlsx").as_slice(),
        ),
        (
            "xls",
            include_bytes!("../../../tests/workbooks/register.xls").as_slice(),
        ),
    ] {
        let book = open("register", bytes).expect(name);
        let [sheet, gone] = &book.sheets[..] else {
            panic!("{name}: {} sheets", book.sheets.len())
        };
        assert_eq!(
            (sheet.name.as_str(), sheet.hidden, gone.hidden),
            ("เงินยืม 2566", false, true),
            "{name}"
        );
        let cells: Vec<String> = sheet
            .cells
            .iter()
            .map(|cell| {
                format!(
                    "{}{} {}",
                    address(cell.row, cell.column),
                    if cell.filled { "'" } else { "" },
                    shown(&cell.value)
                )
            })
            .collect();
        assert_eq!(
            cells,
            [
                "A1 ทะเบียนคุมลูกหนี้เงินยืม",
                "A3 เลขที่สัญญา¶(บย.)",
                "B3 วันที่ยืม",
                "C3 จำนวนเงิน",
                "D3 ใบสำคัญ",
                "E3 ครบ",
                "F3 ผิด",
                "A4 บย. 1/2566",
                "B4 2023-05-08",
                "C4 25000.5",
                "D4 25000.4",
                "E4 true",
                "F4 fault #DIV/0!",
                "A5' บย. 1/2566",
                "B5 9 พ.ค. 2566",
                "D5 0.1",
                "A60006 รวม & ทั้งสิ้น",
            ],
            "{name}"
        );
        let mut blocks: Vec<_> = sheet.merges.iter().map(|merge| (merge.rows, merge.columns)).collect();
        blocks.sort_unstable();
        assert_eq!(blocks, [((0, 0), (0, 5)), ((3, 4), (0, 0))], "{name}");
        let hidden: &[u32] = if name == "xls" { &[] } else { &[4] };
        assert_eq!(sheet.hidden_rows, hidden, "{name}");
    }
}

#[test]
fn what_is_cut_off_anywhere_is_said_and_never_panics() {
    for (name, bytes) in [
        (
            "ods",
            include_bytes!("../../../tests/workbooks/register.ods").as_slice(),
        ),
        (
            "xlsx",
            include_bytes!("../../../tests/workbooks/register.xlsx").as_slice(),
        ),
        (
            "xls",
            include_bytes!("../../../tests/workbooks/register.xls").as_slice(),
        ),
    ] {
        for part in 1..40 {
            let cut = &bytes[..bytes.len() * part / 40];
            assert!(open("x", cut).is_err(), "{name} cut at {part}/40");
        }
    }
}

#[test]
fn a_file_that_is_no_workbook_is_named_for_what_it_is() {
    for (bytes, want) in [
        (b"".as_slice(), "empty"),
        (b"<html><table><tr><td>1", "web page"),
        (b"\xef\xbb\xbf<?xml version=\"1.0\"?>", "web page"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04 and nothing", "cut short"),
        (b"\xd0\xcf\x11\xe0 and nothing", "cut short"),
    ] {
        let said = open("x", bytes).expect_err("no workbook").words;
        assert!(said.en.contains(want), "{}", said.en);
        assert!(said.th.chars().any(|c| ('ก'..='๛').contains(&c)));
    }
}

fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("a part");
        zip.write_all(bytes).expect("in memory");
    }
    zip.finish().expect("a zip").into_inner()
}

#[test]
fn what_unpacks_to_gigabytes_is_refused_before_it_does() {
    let row = b"<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>".repeat(1000);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .expect("a part");
        for _ in 0..if name.ends_with("sheet1.xml") { 15_000 } else { 0 } {
            zip.write_all(&row).expect("in memory");
        }
    }
    let bytes = zip.finish().expect("a zip").into_inner();
    assert!(bytes.len() < 8_000_000, "{} bytes packed", bytes.len());
    let said = open("x", &bytes).expect_err("a bomb").words;
    assert!(said.en.contains("512 MiB"), "{}", said.en);
}

#[test]
fn a_zip_of_something_else_and_a_locked_one_are_told_apart() {
    let none = zip_of(&[("a.txt", b"x")]);
    assert!(
        open("x", &none)
            .expect_err("no book")
            .words
            .en
            .contains("without a workbook")
    );
    let locked = zip_of(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:encryption-data/>"),
        ("content.xml", b"\x00"),
    ]);
    assert!(open("x", &locked).expect_err("locked").words.en.contains("password"));
    let binary = zip_of(&[("xl/workbook.bin", b"x")]);
    assert!(open("x", &binary).expect_err("xlsb").words.en.contains(".xlsb"));
}

fn ods_of(inside: &str) -> Vec<u8> {
    let content = format!("<office:document-content>{inside}</office:document-content>");
    zip_of(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

/// A stamp, an arrow or a comment lies on a cell, and is none of its text.
#[test]
fn what_is_drawn_on_a_cell_is_not_its_text() {
    for drawn in [
        "<office:annotation><text:p>ถามแล้ว</text:p></office:annotation>",
        "<draw:frame><draw:text-box><text:p>ด่วน</text:p></draw:text-box></draw:frame>",
        "<draw:custom-shape><text:p>ด่วน</text:p><draw:enhanced-geometry/></draw:custom-shape>",
        "<draw:rect><text:p>ด่วน</text:p></draw:rect>",
        "<draw:line><text:p/></draw:line>",
        "<draw:g><draw:ellipse><text:p>ด่วน<text:s/></text:p></draw:ellipse></draw:g>",
        "<draw:caption><text:p>ด่วน</text:p></draw:caption>",
    ] {
        for cell in [
            format!("{drawn}<text:p>บย. 1/2566</text:p>"),
            format!("<text:p>บย. 1/2566</text:p>{drawn}"),
        ] {
            let row = format!(
                "<table:table-row><table:table-cell>{cell}</table:table-cell>\
                 <table:table-cell><text:p><text:a>ก</text:a><text:span>ข</text:span></text:p></table:table-cell></table:table-row>"
            );
            let book = open("x", &ods_of(&format!("<table:table>{row}</table:table>"))).expect(drawn);
            let cells: Vec<String> = book.sheets[0].cells.iter().map(|cell| shown(&cell.value)).collect();
            assert_eq!(cells, ["บย. 1/2566", "กข"], "{cell}");
        }
    }
}

/// Refused in words, where a program that takes what it is told would be ended by
/// the system before it could say anything.
#[test]
fn what_a_small_file_says_of_itself_is_not_believed() {
    let hidden = "<table:table-row table:visibility=\"collapse\" table:number-rows-repeated=\"1000\"/>".repeat(6_000);
    let blocks = "<table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-rows-spanned=\"500\"/>";
    let blocks = format!(
        "<table:table><table:table-row>{}</table:table-row></table:table>",
        blocks.repeat(12_000)
    );
    for (name, bytes, want) in [
        ("cells of a CSV", b"1\n".repeat(MOST_CELLS + 1), "5 million"),
        ("a text in one cell", vec![b'a'; LONGEST_TEXT + 1], "256 KiB"),
        (
            "hidden rows",
            ods_of(&format!("<table:table>{hidden}</table:table>")),
            "5 million",
        ),
        ("merged blocks", ods_of(&blocks), "5 million"),
    ] {
        let said = open("x", &bytes).err().map_or("read".to_owned(), |why| why.words.en);
        assert!(said.contains(want), "{name}: {said}");
    }
}

/// calamine takes each of these at its word.
#[test]
fn an_xls_that_lies_about_its_size_is_told_so() {
    let sound = include_bytes!("../../../tests/workbooks/register.xls").as_slice();
    let long = |at: usize| u32::from_le_bytes(*sound[at..].first_chunk().expect("four bytes")) as usize;
    let changed = |at: usize, new: &[u8]| {
        let mut bytes = sound.to_vec();
        bytes[at..at + new.len()].copy_from_slice(new);
        bytes
    };
    let find = |head: &[u8]| memchr::memmem::find(sound, head).expect("a record of the file") + 4;
    let (table, directory) = ((long(76) + 1) * 512, long(48));
    let size = find(b"\x00\x02\x0e\x00");
    let cell = find(b"\xfd\x00\x0a\x00");
    for (name, bytes, want) in [
        (
            "rows that end before they begin",
            changed(size, &[9, 0, 0, 0, 1, 0, 0, 0]),
            "size of a sheet",
        ),
        ("rows without end", changed(size + 4, &[0xff; 4]), "size of a sheet"),
        ("a cell far away", changed(cell, &[0xff; 4]), "too far apart"),
        (
            "a directory in a ring",
            changed(
                table + 4 * directory,
                &u32::try_from(directory).expect("small").to_le_bytes(),
            ),
            "table of sectors",
        ),
        ("small sectors without end", changed(64, &[0xff; 4]), "table of sectors"),
    ] {
        let said = open("x", &bytes).err().map_or("read".to_owned(), |why| why.words.en);
        assert!(said.contains(want), "{name}: {said}");
    }
}
