//! Large inputs made to be slow or deep: nested, unclosed, repeated. Each target
//! takes each of its own within seconds, though what is built here is not made to
//! be quick. What grows with the square of its length would not.

use std::time::{Duration, Instant};

use crate::target;

/// A sixteenth of what a file of the book may have.
const LARGE: usize = 64 * 1024;

/// Most of them take some tens of milliseconds; a machine that is busy with
/// something else is no hang.
const LONGEST: Duration = Duration::from_secs(20);

/// A piece repeated to fill so many bytes, between a head and a tail.
fn filled(head: &str, piece: &str, tail: &str, most: usize) -> Vec<u8> {
    let times = most.saturating_sub(head.len() + tail.len()) / piece.len();
    [head, &piece.repeat(times), tail].concat().into_bytes()
}

/// Texts that are no TOML, or deep or long TOML.
const TOML: [(&str, &str, &str); 36] = [
    ("", "a.", "a = 1"),
    ("a = ", "[", ""),
    ("a = ", "{a=", ""),
    ("a = ", "[{a=", ""),
    ("[", "a.", "a]"),
    ("", "[", ""),
    ("", "[[clearing]]\n", ""),
    ("", "[[clearing]]\ndate = 2026-11-20\ncash = 1\n", ""),
    ("clearing = [", "{date = 2026-11-20, cash = 1},", "]"),
    ("", "[clearing]\n", ""),
    ("", "amount = 1\n", ""),
    ("", "ก\n", ""),
    ("", "ก = 1\n", ""),
    ("", "= \n", ""),
    ("", "x = \"\n", ""),
    ("", "x = [\n", ""),
    ("", "x = {\n", ""),
    ("", "\"", ""),
    ("", "\"\"\"\n", ""),
    ("", "'''\n", "x"),
    ("", "#", ""),
    ("", "#\n", "amount = 1"),
    ("", "\n", ""),
    ("", "\r", "\n"),
    ("contract = \"", "ก", "\""),
    ("contract = \"", "\\u0E01", "\""),
    ("amount = ", "9", ""),
    ("amount = ", "1_", "1"),
    ("", "<<<<<<< a\n", ""),
    ("notes = '", "\\x", "'"),
    ("notes = \"\"\"", "{\n", "\"\"\""),
    ("notes = \"", ",}", "\""),
    ("", "#{\n", ""),
    ("a = { b = ", " ", "}"),
    ("a = \"\"\"", ", }\n", "\"\"\""),
    ("borrower = { name = \"ก\", email = \"", "a@", "\" }"),
];

const MARKDOWN: [(&str, &str, &str); 24] = [
    ("", "*", ""),
    ("", "**a", ""),
    ("", "*a_", ""),
    ("", "~~a", ""),
    ("", "[", ""),
    ("", "![", ""),
    ("", "[a](", ""),
    ("", "[a][", ""),
    ("", "[a]: b\n", ""),
    ("", "]", ""),
    ("", "`", ""),
    ("", "a``", ""),
    ("", "> ", "a"),
    ("", "- ", "a"),
    ("", "1. ", "a"),
    ("", "<", ""),
    ("", "<!--", ""),
    ("", "<a ", ""),
    ("", "<?", ""),
    ("", "&", ""),
    ("", "|a", "\n"),
    ("|a|b|\n|--|--|\n", "|", "\n"),
    ("", "a\n\n", ""),
    ("", "# a\n", ""),
];

const MAIL: [(&str, &str, &str); 8] = [
    ("", "Content-Type: message/rfc822\r\n\r\n", "x"),
    ("", "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n", "x"),
    ("Content-Type: multipart/report; boundary=b\r\n\r\n", "--b\r\n", ""),
    (
        "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n",
        "A: b\r\n",
        "",
    ),
    (
        "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nA: b\r\n",
        " b\r\n",
        "",
    ),
    ("Subject: ", "=?utf-8?B?4LiB?= ", "\r\n"),
    ("To: ", "<a@b>,", "\r\n"),
    ("To: ", "(", "\r\n"),
];

const COMMIT: &str = "commit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n";

const GIT: [(&str, &str, &str); 6] = [
    ("", "commit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n\n\0", ""),
    (COMMIT, "parent bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n", ""),
    (
        "commit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n\n",
        ":1 1 a b M\0records/a\0",
        "",
    ),
    (COMMIT, "author A <", "\n"),
    (COMMIT, ":", ""),
    ("commit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n\n", "    a\n", ""),
];

const PAGE: [(&str, &str, &str); 3] = [
    ("tip a\n", "c a - - -\na a\nk a\nm a\nf - - records/a\n", ""),
    ("tip a\nc a - - -\na a\nk a\nm a\n", "f - - records/a\n", ""),
    ("tip a\n", "c a \n", ""),
];

const CSV: [(&str, &str, &str); 10] = [
    ("", ",", ""),
    ("", "a,", ""),
    ("", "a\n", ""),
    ("", "\n", ""),
    ("", "\"", ""),
    ("", "\"\"\n", ""),
    ("", "ก", ""),
    ("เลขที่สัญญา,ผู้ยืม,จำนวนเงิน\n", "1,ก,2\n", ""),
    ("เลขที่สัญญา,ผู้ยืม,วันที่ยืม,", "ผู้ยืม,", "\n1,2,3\n"),
    ("เลขที่สัญญา,ผู้ยืม,", "จำนวนเงิน ", "\n1,2,3\n"),
];

const TYPED: [(&str, &str, &str); 6] = [
    ("", "1", ""),
    ("", "1,", ""),
    ("", "๑", ""),
    ("1 ", "ม.ค.", " 2569"),
    ("วัน", "ที่", ""),
    ("", " ", ""),
];

const XLSX: &str = "== [Content_Types].xml\n<Types/>\n== _rels/.rels\n<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>\n== xl/workbook.xml\n<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>\n== xl/_rels/workbook.xml.rels\n<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>\n== xl/worksheets/sheet1.xml\n";
const ODS: &str =
    "== mimetype\napplication/vnd.oasis.opendocument.spreadsheet\n== content.xml\n<office:document-content>";
const ODS_END: &str = "</office:document-content>";
const CELLS: &str =
    "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c></row></sheetData>";

/// Parts of workbooks: head and what is repeated in it.
const PARTS: [(&str, &str, &str, &str); 13] = [
    (XLSX, "<worksheet>", "<a>", ""),
    (XLSX, CELLS, "<mergeCell ref=\"A1:A500\"/>", "</worksheet>"),
    (
        XLSX,
        "<worksheet><sheetData>",
        "<row r=\"1048576\" hidden=\"1\"><c r=\"XFD1048576\"><v>1</v></c></row>",
        "</sheetData></worksheet>",
    ),
    ("== [Content_Types].xml\n<Types/>\n== xl/workbook.xml\n", "", "<a>", ""),
    (
        "== [Content_Types].xml\n<Types/>\n== xl/workbook.xml\n<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><x>",
        "",
        "&c;",
        "</x>",
    ),
    (ODS, "", "<a>", ""),
    (
        ODS,
        "<table:table>",
        "<table:table-row table:visibility=\"collapse\" table:number-rows-repeated=\"1048576\"/>",
        "</table:table>",
    ),
    (
        ODS,
        "",
        "<table:table><table:table-row table:visibility=\"collapse\" table:number-rows-repeated=\"1048576\"/></table:table>",
        "",
    ),
    (
        ODS,
        "<table:table><table:table-row><table:table-cell><text:p>",
        "<text:s text:c=\"10000\"/>",
        "</text:p></table:table-cell></table:table-row></table:table>",
    ),
    (
        ODS,
        "<table:table>",
        "<table:table-row table:number-rows-repeated=\"1000\"><table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"1000\"/></table:table-row>",
        "</table:table>",
    ),
    (
        ODS,
        "<table:table>",
        "<table:table-row table:number-rows-repeated=\"25\"><table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"16384\"><text:p>เลขที่สัญญา ทะเบียนคุมลูกหนี้</text:p></table:table-cell></table:table-row>",
        "</table:table>",
    ),
    (
        ODS,
        "<table:table><table:table-row>",
        "<table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-rows-spanned=\"500\"/>",
        "</table:table-row></table:table>",
    ),
    (
        ODS,
        "",
        "<style:style style:name=\"a\"><style:table-properties table:display=\"false\"/></style:style><table:table table:style-name=\"b\"/>",
        "",
    ),
];

fn quick(name: &str, what: &str, input: &[u8]) {
    let begun = Instant::now();
    target(name)(input);
    let took = begun.elapsed();
    if took > Duration::from_secs(1) {
        println!("{name}: {:.1} s for {what:?}", took.as_secs_f32());
    }
    assert!(took < LONGEST, "{name} took {took:?} for {what:?}");
}

#[test]
fn records_that_are_deep_or_long_are_read_in_time() {
    for (head, piece, tail) in TOML {
        let what = format!("{head}{piece}…{tail}");
        for (name, line) in [
            ("record", "records/secretariat/2570/advance-0001.toml\n"),
            ("record", "records/office.toml\n"),
            ("record", "records/rules/bma-2555.toml\n"),
            ("fmt", "records/secretariat/2570/advance-0001.toml\n"),
            ("pen", "advance set amount 25000\n"),
            ("seal", "records/journal/seals/2570/2026-11-20.toml\n"),
        ] {
            quick(name, &what, &filled(&format!("{line}{head}"), piece, tail, LARGE));
        }
    }
    for (head, piece, tail) in CSV {
        let line = format!("records/survey/2570.csv\n{head}");
        quick("record", piece, &filled(&line, piece, tail, LARGE));
    }
}

#[test]
fn notes_mails_and_histories_that_are_deep_or_long_are_read_in_time() {
    let all = [
        ("note", &MARKDOWN[..]),
        ("bounce", &MAIL),
        ("git_log", &GIT),
        ("page", &PAGE),
        ("day", &TYPED),
        ("amount", &TYPED),
    ];
    for (name, pieces) in all {
        for (head, piece, tail) in pieces {
            quick(name, piece, &filled(head, piece, tail, LARGE));
        }
    }
}

#[test]
fn workbooks_that_are_deep_or_long_are_read_in_time() {
    for (head, piece, tail) in CSV {
        quick("sheet_csv", piece, &filled(head, piece, tail, 64 * LARGE));
    }
    for (parts, head, piece, tail) in PARTS {
        let end = if parts == ODS { ODS_END } else { "" };
        let input = filled(&format!("{parts}{head}"), piece, &format!("{tail}{end}"), 16 * LARGE);
        quick("sheet_xlsx", piece, &input);
    }
}
