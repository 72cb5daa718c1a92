//! A CSV as a sheet, in whatever code page and with whatever separator a
//! program of the last twenty years saved it.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_874};

use super::grid::{Cell, Sheet, Value, Workbook};
use super::open::{Budget, Unreadable};
use crate::text::Words;

/// Reads a CSV: UTF-8 with or without a byte-order mark, UTF-16, or the Thai
/// code page of Windows (CP874); comma, semicolon or tab.
///
/// # Errors
///
/// Where the letters are of no code page that Thai offices use, or a quote
/// opens and never closes; where it has more cells than any register.
pub fn read(name: &str, bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let (text, note) = letters(bytes)?;
    let (separator, body) = separator(&text);
    let mut sheet = Sheet {
        name: name.to_owned(),
        ..Sheet::default()
    };
    let (mut budget, mut within) = (Budget::default(), Ok(()));
    split(body, separator, |row, column, text| {
        let (Ok(row), Ok(column)) = (u32::try_from(row), u16::try_from(column)) else {
            return;
        };
        if within.is_ok() && !text.trim().is_empty() {
            within = budget.spend(text.len());
            sheet.cells.push(Cell {
                row,
                column,
                filled: false,
                value: Value::Text(text.into()),
            });
        }
    })
    .map_err(|row| {
        Unreadable::of(
            format!("เครื่องหมายคำพูดที่เปิดในแถว {row} ไม่มีตัวปิด ทุกแถวหลังจากนั้นจึงกลายเป็นช่องเดียว บันทึกเป็น CSV ใหม่จาก Excel"),
            format!("a quote that opens in row {row} never closes, so all rows behind it are one cell; save the CSV anew from Excel"),
        )
    })?;
    within?;
    sheet.settle(|text| budget.spend(text))?;
    Ok(Workbook {
        sheets: vec![sheet],
        notes: note.into_iter().collect(),
    })
}

/// Turns bytes into text, and says which code page it took where the file does
/// not say so itself.
fn letters(bytes: &[u8]) -> Result<(String, Option<Words>), Unreadable> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decoded(encoding, &bytes[length..]).map(|text| (text, None));
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return Ok((text.to_owned(), None));
    }
    // UTF-16 without a mark: every other byte of separators and digits is nought.
    let noughts = |odd: usize| {
        bytes
            .iter()
            .skip(odd)
            .step_by(2)
            .take(2000)
            .filter(|byte| **byte == 0)
            .count()
    };
    for (odd, encoding) in [(1, UTF_16LE), (0, UTF_16BE)] {
        if noughts(odd) * 8 > bytes.len().min(4000) / 2 {
            return decoded(encoding, bytes).map(|text| (text, None));
        }
    }
    let text = decoded(WINDOWS_874, bytes)?;
    let note = Words::new(
        "แฟ้มไม่ใช่ UTF-8 จึงอ่านเป็นรหัสอักษรไทยของ Windows (CP874) ตรวจว่าชื่อภาษาไทยอ่านออก",
        "the file is not UTF-8 and was read in the Thai code page of Windows (CP874); see that Thai names are legible",
    );
    Ok((text, Some(note)))
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Unreadable> {
    let (text, _, broken) = encoding.decode(bytes);
    let thai = text.chars().any(|c| ('ก'..='๛').contains(&c));
    let alien = text.chars().any(|c| c == '\0' || ('\u{80}'..='\u{9f}').contains(&c));
    if broken || alien || (encoding == WINDOWS_874 && !thai) {
        let told = if encoding == UTF_8 { "UTF-8" } else { encoding.name() };
        return Err(Unreadable::of(
            format!("อ่านตัวอักษรในแฟ้มนี้ไม่ออก (ลอง {told} แล้ว) ใน Excel เลือก บันทึกเป็น > CSV UTF-8 หรือนำเข้าเป็น .xlsx"),
            format!(
                "the letters of this file cannot be read (tried as {told}); in Excel choose Save as > CSV UTF-8, or import the .xlsx"
            ),
        ));
    }
    Ok(text.into_owned())
}

/// The separator, and the text behind Excel's `sep=;` line. Of the three, the
/// one of which the first lines hold most outside quotes.
fn separator(text: &str) -> (char, &str) {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if let Some(mark) = first.trim_end().strip_prefix("sep=")
        && let Some(mark) = mark.chars().next().filter(|_| mark.chars().count() == 1)
    {
        return (mark, &text[first.len()..]);
    }
    let mut counts = [(',', 0_usize), (';', 0), ('\t', 0)];
    let (mut quoted, mut lines) = (false, 0);
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            '\n' if !quoted => lines += 1,
            letter if !quoted => {
                for (mark, count) in &mut counts {
                    *count += usize::from(*mark == letter);
                }
            }
            _ => {}
        }
        if lines > 20 {
            break;
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let mark = counts.iter().find(|(_, count)| *count == most);
    (mark.map_or(',', |(mark, _)| *mark), text)
}

/// Splits a text into rows and cells, numbered as a spreadsheet shows them:
/// empty lines count.
///
/// # Errors
///
/// The row, from 1, in which a quote opens that nothing closes.
fn split(text: &str, separator: char, mut cell: impl FnMut(usize, usize, &str)) -> Result<(), usize> {
    let (mut row, mut column) = (0, 0);
    let mut value = String::new();
    let mut opened = None;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if opened.is_some() => {
                if letters.next_if_eq(&'"').is_some() {
                    value.push('"');
                } else {
                    opened = None;
                }
            }
            letter if opened.is_some() => value.push(letter),
            '"' if value.trim().is_empty() => {
                value.clear();
                opened = Some(row + 1);
            }
            '\r' | '\n' => {
                if letter == '\r' {
                    letters.next_if_eq(&'\n');
                }
                cell(row, column, &value);
                value.clear();
                (row, column) = (row + 1, 0);
            }
            letter if letter == separator => {
                cell(row, column, &value);
                value.clear();
                column += 1;
            }
            letter => value.push(letter),
        }
    }
    cell(row, column, &value);
    opened.map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::grid::address;

    fn cells(bytes: &[u8]) -> Vec<(String, String)> {
        let book = read("ทะเบียน", bytes).expect("a CSV");
        let cells = book.sheets[0].cells.iter();
        cells
            .map(|cell| match &cell.value {
                Value::Text(text) => (address(cell.row, cell.column), text.to_string()),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn every_code_page_and_separator_of_an_office_is_read() {
        let want = [("A1", "ชื่อ"), ("B1", "ยอด"), ("A3", "นาย \"ก\"\nข"), ("B3", "1,200.00")]
            .map(|(at, text)| (at.to_owned(), text.to_owned()));
        let text = "ชื่อ;ยอด\r\n\r\n\"นาย \"\"ก\"\"\nข\";1,200.00\r\n";
        let utf16 = |swap: bool| -> Vec<u8> {
            let text = format!("\u{feff}{text}");
            text.encode_utf16()
                .flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        let thai: Vec<u8> = WINDOWS_874.encode(text).0.into_owned();
        for bytes in [
            text.as_bytes().to_vec(),
            format!("\u{feff}{text}").into_bytes(),
            format!("sep=;\r\n{text}").into_bytes(),
            text.replace(';', "\t").into_bytes(),
            utf16(false),
            utf16(true),
            utf16(false)[2..].to_vec(),
            thai,
        ] {
            assert_eq!(cells(&bytes), want);
        }
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for (bytes, want) in [
            (b"a,b\n\"c,d\ne,f\n".as_slice(), "row 2"),
            (b"a,b\n\x80\x81\xfe\xff,d".as_slice(), "cannot be read"),
            (b"\xff\xfea\x00\x00\xd8b\x00".as_slice(), "cannot be read"),
        ] {
            let said = read("x", bytes).expect_err("unreadable").words.en;
            assert!(said.contains(want), "{said}");
        }
    }
}
