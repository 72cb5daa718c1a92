//! A sheet saved as CSV by any tool: cells with their places.
//!
//! Comma, semicolon or tab, whichever the header holds most of; quoted cells
//! with line ends inside, CRLF, a byte-order mark, and the `sep=;` line that
//! Excel writes. A sheet that would only be guessed at is a finding.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::code::Code;
use super::diagnostic::{Faults, Words};
use super::source::{Source, Span};

/// A cell: what it says, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The text without quotes, trimmed.
    pub text: String,
    /// Its place, quotes included.
    pub span: Span,
}

/// A sheet: a header and rows of at most as many cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The first line.
    pub head: Vec<Cell>,
    /// The others; cells that a row lacks at its end are empty.
    pub rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// Returns the cells of a column, from top to bottom.
    pub fn column(&self, at: usize) -> impl Iterator<Item = &Cell> {
        self.rows.iter().filter_map(move |row| row.get(at))
    }
}

/// A form has no more questions: each column is held against the others.
const MOST_COLUMNS: usize = 1_000;

/// Reads a sheet. What is wrong with its shape is reported, and nothing comes
/// back: columns that have slipped would be read as each other.
#[must_use]
pub fn read(faults: &Faults<'_>) -> Option<Sheet> {
    let source = faults.source;
    let start = body(&source.text);
    let mut lines = cells(source, start);
    if lines.is_empty() {
        faults.add(
            Code::SurveyFile,
            Span::default(),
            Words::new("แฟ้มนี้ว่าง", "This file is empty"),
            Words::new(
                "ดาวน์โหลดคำตอบเป็น CSV จากแบบสอบถามอีกครั้ง หรือลบแฟ้มนี้",
                "Download the answers as CSV once more, or delete this file",
            ),
        );
        return None;
    }
    let head = lines.remove(0);
    if let Some(open) = unclosed(source, &head, &lines) {
        faults.add(
            Code::SurveyFile,
            open,
            Words::new(
                "เปิดเครื่องหมายคำพูดตรงนี้แล้วไม่ปิด ทุกบรรทัดหลังจากนี้จึงกลายเป็นช่องเดียว",
                "A quote opens here and never closes: all that follows is one cell",
            ),
            Words::new(
                "ดาวน์โหลดแฟ้มใหม่ทั้งแฟ้ม หรือเติม  \"  ที่ท้ายช่องนี้",
                "Download the whole file again, or add  \"  at the end of this cell",
            ),
        );
        return None;
    }
    if let Some(extra) = head.get(MOST_COLUMNS) {
        faults.add(
            Code::SurveyFile,
            extra.span,
            Words::new(
                format!("หัวตารางมี {} ช่อง เกิน {MOST_COLUMNS} ช่อง", head.len()),
                format!("The header has {} cells, more than {MOST_COLUMNS}", head.len()),
            ),
            Words::new(
                "ดาวน์โหลดแฟ้มใหม่จากแบบสอบถามโดยไม่แก้ด้วยมือ หรือลบคอลัมน์ที่ไม่ใช่คำถาม",
                "Download the file again, without editing it by hand, or delete the columns that are no questions",
            ),
        );
        return None;
    }
    let mut sound = true;
    for row in &lines {
        if let Some(extra) = row
            .get(head.len()..)
            .and_then(|extra| extra.iter().find(|cell| !cell.text.is_empty()))
        {
            sound = false;
            faults.add(
                Code::SurveyFile,
                extra.span,
                Words::new(
                    format!("บรรทัดนี้มี {} ช่อง แต่หัวตารางมี {} ช่อง", row.len(), head.len()),
                    format!("This row has {} cells, the header {}", row.len(), head.len()),
                ),
                Words::new(
                    "ข้อความที่มีตัวคั่นอยู่ข้างในต้องอยู่ใน \"…\" ดาวน์โหลดแฟ้มใหม่จากแบบสอบถามโดยไม่แก้ด้วยมือ",
                    "A text that holds the separator stands in \"…\": download the file again, without editing it by hand",
                ),
            );
        }
    }
    sound.then(|| Sheet {
        rows: lines
            .into_iter()
            .filter(|row| row.iter().any(|cell| !cell.text.is_empty()))
            .collect(),
        head,
    })
}

/// Where the table starts: after the byte-order mark and Excel's `sep=;` line.
fn body(text: &str) -> usize {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let first = text[mark..].split_inclusive('\n').next().unwrap_or_default();
    let bare = first.trim_end();
    if bare.len() == 5 && bare.starts_with("sep=") {
        mark + first.len()
    } else {
        mark
    }
}

/// The separator: the one that the header has most of, outside quotes.
fn separator(text: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            byte if !quoted => {
                for (separator, count) in &mut counts {
                    *count += usize::from(*separator == byte);
                }
            }
            _ => {}
        }
    }
    // Of equal counts the first wins.
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts
        .iter()
        .find(|(_, count)| *count == most)
        .map_or(b',', |(separator, _)| *separator)
}

/// Splits the text behind `start` into lines of cells; empty lines are none.
fn cells(source: &Source, start: usize) -> Vec<Vec<Cell>> {
    let text = &source.text;
    let mut reader: Reader = ReaderBuilder::new().delimiter(separator(&text[start..])).build();
    let mut out = vec![0_u8; text.len() + 1];
    let (mut lines, mut line) = (Vec::new(), Vec::new());
    // A cell begins after the separator that ended the one before.
    let (mut at, mut begin, mut written) = (start, start, 0);
    loop {
        let (result, read, wrote) = reader.read_field(&text.as_bytes()[at..], &mut out[written..]);
        at += read;
        written += wrote;
        match result {
            ReadFieldResult::Field { record_end } => {
                line.push(cell(text, begin..at, &out[..written]));
                if record_end {
                    lines.push(std::mem::take(&mut line));
                }
                (begin, written) = (at, 0);
            }
            // The whole text was given at once: asked again with nothing, the
            // reader ends its last cell.
            ReadFieldResult::InputEmpty => {}
            // The room for a cell is as large as the text.
            ReadFieldResult::OutputFull | ReadFieldResult::End => break,
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Makes a cell of what was read between two separators.
fn cell(text: &str, range: std::ops::Range<usize>, value: &[u8]) -> Cell {
    let raw = text.get(range.clone()).unwrap_or_default();
    let lead = raw.len() - raw.trim_start_matches(['\r', '\n', ' ']).len();
    let inside = raw[lead..].trim_end_matches(['\r', '\n', ' ', ',', ';', '\t']);
    Cell {
        text: String::from_utf8_lossy(value).trim().to_owned(),
        span: Span::from(range.start + lead..range.start + lead + inside.len()),
    }
}

/// Where a quote opens that nothing closes: it can only be in the last cell.
fn unclosed(source: &Source, head: &[Cell], lines: &[Vec<Cell>]) -> Option<Span> {
    let last = lines.last().map_or(head.last(), |line| line.last())?;
    let raw = source.slice(last.span);
    let quotes = raw.bytes().filter(|byte| *byte == b'"').count();
    (raw.starts_with('"') && quotes % 2 == 1).then_some(last.span)
}

/// Returns the text with every letter outside the kept places covered, byte
/// for byte, so that a finding can be drawn without what was not to be read.
#[must_use]
pub fn covered(text: &str, kept: &[Span]) -> String {
    let mut kept = kept.to_vec();
    kept.sort();
    let mut next = 0;
    let mut out = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        while kept.get(next).is_some_and(|span| span.range().end <= at) {
            next += 1;
        }
        let shown = kept.get(next).is_some_and(|span| span.range().start <= at);
        match (
            shown || matches!(letter, '"' | ',' | ';' | '\t' | '\r' | '\n' | ' '),
            letter.len_utf8(),
        ) {
            (true, _) => out.push(letter),
            (false, 2) => out.push('·'),
            (false, 3) => out.push('…'),
            (false, 4) => out.push_str("··"),
            (false, _) => out.push('.'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sheet(text: &str) -> Result<Sheet, Vec<String>> {
        let source = Source::new("records/survey/a.csv", text);
        let faults = Faults::new(&source);
        read(&faults).ok_or_else(|| {
            faults
                .into_list()
                .iter()
                .map(|one| format!("{}:{}", one.line, one.column))
                .collect()
        })
    }

    fn texts(sheet: &Sheet) -> Vec<Vec<&str>> {
        std::iter::once(&sheet.head)
            .chain(&sheet.rows)
            .map(|row| row.iter().map(|cell| cell.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn every_tool_s_csv_is_read() {
        let want = [vec!["วันที่", "ข้อ 1"], vec!["2026-11-20", "5"], vec!["2026-11-21", "๔"]];
        for text in [
            "วันที่,ข้อ 1\n2026-11-20,5\n2026-11-21,๔\n",
            "วันที่,ข้อ 1\r\n2026-11-20,5\r\n2026-11-21,๔",
            "\u{feff}วันที่;ข้อ 1\r\n2026-11-20;5\r\n2026-11-21;๔\r\n",
            "\u{feff}sep=;\r\nวันที่;ข้อ 1\r\n2026-11-20;5\r\n2026-11-21;๔\r\n",
            "วันที่\tข้อ 1\n2026-11-20\t5\n\n2026-11-21\t ๔ \n\t\n",
            "\"วันที่\",\"ข้อ 1\"\r\n\"2026-11-20\",\"5\"\r\n\"2026-11-21\",\"๔\"\r\n",
        ] {
            assert_eq!(texts(&sheet(text).expect(text)), want, "{text:?}");
        }
        let quoted = sheet("a,b\n\"ก, \"\"ข\"\"\nค\",5\nx\n").expect("quotes");
        assert_eq!(texts(&quoted), [vec!["a", "b"], vec!["ก, \"ข\"\nค", "5"], vec!["x"]]);
    }

    #[test]
    fn a_cell_knows_its_place() {
        let source = Source::new("a.csv", "\u{feff}ก,\"ข\nค\";\r\n1,2\r\n");
        let sheet = read(&Faults::new(&source)).expect("a sheet");
        let places: Vec<&str> = sheet
            .head
            .iter()
            .chain(&sheet.rows[0])
            .map(|cell| source.slice(cell.span))
            .collect();
        assert_eq!(places, ["ก", "\"ข\nค\"", "1", "2"]);
        assert_eq!(source.position(sheet.rows[0][1].span.start as usize), (3, 3));
    }

    #[test]
    fn a_broken_shape_is_told_at_its_place() {
        for (text, want) in [
            ("", "1:1"),
            ("\u{feff}\r\n", "1:1"),
            ("a,b\n1,2\n\"ก,5\n1,2\n", "3:1"),
            ("a,b\n1,2\n3,ดี, มาก\n", "3:7"),
        ] {
            assert_eq!(sheet(text), Err(vec![want.to_owned()]), "{text:?}");
        }
    }

    #[test]
    fn a_sheet_has_no_more_columns_than_a_form_has_questions() {
        let widest = ["a"; MOST_COLUMNS].join(",");
        assert_eq!(sheet(&widest).expect("a sheet").head.len(), MOST_COLUMNS);
        let place = format!("1:{}", widest.len() + 2);
        assert_eq!(sheet(&format!("{widest},a\n1\n")), Err(vec![place]));
    }

    #[test]
    fn what_is_not_kept_is_covered() {
        let text = "a,ชื่อ\n5,\"นาย é 😀\"\n";
        let at = text.find('5').expect("a five");
        let covered = covered(text, &[Span::from(0..1), Span::from(at..at + 1)]);
        assert_eq!(covered, "a,…………\n5,\"……… · ··\"\n");
        assert_eq!(covered.len(), text.len());
    }

    proptest! {
        /// No text panics, and every cell stands in the text.
        #[test]
        fn no_text_panics(text in "[a,;\t\"\r\n ก๕\u{feff}=sep😀]{0,60}|\\PC{0,40}") {
            let source = Source::new("a.csv", text.as_str());
            let faults = Faults::new(&source);
            if let Some(sheet) = read(&faults) {
                for cell in sheet.head.iter().chain(sheet.rows.iter().flatten()) {
                    prop_assert!(text.get(cell.span.range()).is_some());
                }
                prop_assert!(sheet.rows.iter().all(|row| row.len() <= sheet.head.len() || row[sheet.head.len()..].iter().all(|cell| cell.text.is_empty())));
            } else {
                prop_assert!(!faults.into_list().is_empty());
            }
            prop_assert_eq!(covered(&text, &[]).len(), text.len());
        }
    }
}
