//! Words for what cannot be read, and the meaning of what can.

use super::{Slip, key_of};
use crate::text::code::Code;
use crate::text::diagnostic::{Diagnostic, Faults, Meant, Words};
use crate::text::printable::is_unseen;
use crate::text::source::{Source, Span};
use crate::text::typed::loose_amount;
use crate::text::words::{date_form, write_here, write_line};
use crate::thai;

/// An amount or a date in a form that can mean only one thing.
pub(super) fn known(faults: &Faults<'_>, line_start: usize, line: &str, at: Span) -> Option<(Span, Meant)> {
    let (key, raw) = line.split_once('=')?;
    let key = key.trim();
    let value = raw.split('#').next().unwrap_or(raw).trim();
    let start = line_start + line.len() - raw.len() + (raw.len() - raw.trim_start().len());
    let whole = Span::from(start..start + value.len());
    let begins = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || ('๐'..='๙').contains(&c));
    // A slip left of the value is one of the key.
    if begins(value) && at.start as usize >= start {
        if let Some(amount) = loose_amount(value) {
            let message = Words::new(
                "จำนวนเงินเขียนด้วยเลข 0-9 และจุดทศนิยมเท่านั้น",
                "An amount is written with digits 0-9 and one decimal point only",
            );
            let help = write_line(&format!("{key} = {}", amount.as_record()));
            let finding = Diagnostic::new(Code::BadAmount, faults.source, whole, message, help);
            faults.push(finding.rewriting(amount.as_record()));
            return Some((whole, Meant::Amount(amount)));
        }
        if let Some(day) = thai::date::parse(value) {
            date_form(faults, whole, value, day, &|date| {
                write_line(&format!("{key} = {date}"))
            });
            return Some((whole, Meant::Day(day)));
        }
    }
    // Inside braces the parser points at the date itself.
    let part = faults.source.slice(at);
    let inner = inner(faults, line_start, at)?;
    let day = thai::date::parse(part).filter(|_| begins(part))?;
    date_form(faults, at, part, day, &|date| write_here(&format!("{inner} = {date}")));
    Some((at, Meant::Day(day)))
}

/// A line without what came along when it was pasted: spaces that are none, letters
/// without a shape, dashes of a typesetter. Texts in quotes and remarks stay; nothing
/// where the line has none of it.
pub(super) fn cleaned(line: &str) -> Option<String> {
    let mut quote = None;
    let mut out = String::with_capacity(line.len());
    let mut letters = line.char_indices();
    while let Some((at, letter)) = letters.next() {
        match (quote, letter) {
            (None, '#') => {
                out.push_str(&line[at..]);
                break;
            }
            (None, '"' | '\'') => quote = Some(letter),
            (Some('"'), '\\') => {
                out.push(letter);
                out.extend(letters.next().map(|(_, escaped)| escaped));
                continue;
            }
            (Some(open), _) if open == letter => quote = None,
            (None, '\u{a0}' | '\u{2007}' | '\u{202f}') => {
                out.push(' ');
                continue;
            }
            (None, '\u{2010}'..='\u{2014}') => {
                out.push('-');
                continue;
            }
            (None, _) if is_unseen(letter) => continue,
            _ => {}
        }
        out.push(letter);
    }
    (out != line).then_some(out)
}

/// Says that a line holds what nobody sees, and gives it without.
pub(super) fn pasted(faults: &Faults<'_>, line_start: usize, line: &str, cleaned: &str) {
    let first = line_start + line.len() - line.trim_start().len();
    let whole = Span::from(first..first + line.trim().len());
    let finding = Diagnostic::new(
        Code::Syntax,
        faults.source,
        whole,
        Words::new(
            "บรรทัดนี้มีช่องว่างหรือขีดที่ไม่ใช่ของแป้นพิมพ์ หรืออักขระที่มองไม่เห็น มักมาจากการวางจาก Word",
            "The line holds spaces or dashes that no keyboard types, or letters without a shape: pasted from Word, most often",
        ),
        write_line(cleaned.trim()),
    );
    faults.push(finding.rewriting(cleaned.trim()));
}

/// The key before a value, which may stand in braces among others.
fn inner<'s>(faults: &Faults<'s>, line_start: usize, at: Span) -> Option<&'s str> {
    let before = faults.source.text.get(line_start..at.start as usize)?.trim_end();
    before.strip_suffix('=')?.trim_end().rsplit(['{', ',', ' ']).next()
}

/// Says what was opened and never closed.
pub(super) fn unclosed(faults: &Faults<'_>, start: usize, mark: &str) {
    let (th, en, help) = match mark {
        "{" => (
            "ปีกกา { ต้องปิดด้วย } ในบรรทัดเดียวกัน",
            "A brace { must be closed with } on the same line",
            Words::new(
                "เขียนทั้งหมดในบรรทัดเดียว เช่น  borrower = { name = \"…\", email = \"…\" }",
                "Write all of it on one line, as in  borrower = { name = \"…\", email = \"…\" }",
            ),
        ),
        "[" => (
            "วงเล็บ [ เปิดแล้วไม่ปิดด้วย ]",
            "A bracket [ is not closed with ]",
            Words::new("ใส่ ] ปิดท้ายรายการ", "Write ] at the end of the list"),
        ),
        _ => (
            "ข้อความหลายบรรทัดเปิดแล้วไม่ปิด",
            "A text of several lines is not closed",
            Words::new(
                format!("ใส่ {mark} ปิดท้ายข้อความ"),
                format!("Write {mark} at the end of the text"),
            ),
        ),
    };
    let span = Span::from(start..start + mark.len());
    faults.add(Code::Syntax, span, Words::new(th, en), help);
}

/// Says how a header is written.
pub(super) fn header(faults: &Faults<'_>, span: Span, line: &str, reason: &str) {
    let name = line.trim_matches(['[', ']', ' ', '\t']);
    if reason.contains("duplicate key") {
        let known = first_place(faults.source, name, span.start as usize);
        return faults.add(
            Code::DuplicateKey,
            span,
            Words::new(
                format!("[{name}] มีแล้วในบรรทัด {known}"),
                format!("[{name}] stands on line {known} already"),
            ),
            Words::new(
                format!("เหตุการณ์ที่มีได้หลายครั้งเขียนหัวเป็น  [[{name}]]  ทุกครั้ง"),
                format!("Events that may happen more than once are headed  [[{name}]]  each time"),
            ),
        );
    }
    faults.add(
        Code::Syntax,
        span,
        Words::new("หัวตารางเขียนไม่ครบ", "The header is not complete"),
        write_line(&format!("[[{name}]]")),
    );
}

/// The line on which a key or header was first written.
fn first_place(source: &Source, name: &str, before: usize) -> usize {
    let mut at = 0;
    let mut last = 1;
    for (number, line) in (1..).zip(source.text.lines()) {
        let here = key_of(line).trim_matches(['[', ']']) == name;
        if at >= before {
            break;
        }
        if here {
            last = number;
        }
        at += line.len() + 1;
    }
    last
}

/// Words for any other line that cannot be read.
pub(super) fn say(faults: &Faults<'_>, slip: &Slip, line_start: usize, line: &str) {
    let (key, value) = line
        .split_once('=')
        .map_or((key_of(line), ""), |(key, value)| (key.trim(), value.trim()));
    let first = line_start + line.len() - line.trim_start().len();
    let whole = Span::from(first..first + line.trim().len());
    let span = if slip.at.is_empty() { whole } else { slip.at };
    let reason = slip.reason.as_str();
    let quoted = || {
        let plain = value.trim_matches(|c| matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | ' '));
        write_line(&format!("{key} = \"{}\"", plain.replace(['"', '\\'], "")))
    };
    if reason.contains("duplicate key") {
        let key = faults.source.slice(slip.at);
        let known = first_place(faults.source, key, line_start);
        return faults.add(
            Code::DuplicateKey,
            span,
            Words::new(
                format!("`{key}` เขียนไว้แล้วในบรรทัด {known}"),
                format!("`{key}` stands on line {known} already"),
            ),
            Words::new(
                "ลบบรรทัดที่ไม่ใช้ ให้เหลือคีย์ละหนึ่งบรรทัด",
                "Delete the line that is not meant; each key stands once",
            ),
        );
    }
    if reason.contains("invalid date") || reason.contains("invalid time") {
        let key = inner(faults, line_start, slip.at).unwrap_or(key);
        return faults.add(
            Code::QuotedDate,
            span,
            Words::new("ไม่มีวันที่นี้ในปฏิทิน", "The calendar has no such day"),
            Words::new(
                format!("ตรวจวันที่ แล้วเขียนเป็น  {key} = YYYY-MM-DD  (ปี ค.ศ.-เดือน-วัน)"),
                format!("Check the day and write it as  {key} = YYYY-MM-DD  (C.E. year-month-day)"),
            ),
        );
    }
    let (message, help) = if value.is_empty() && line.contains('=') {
        (
            Words::new(
                format!("หลัง `{key} =` ไม่มีค่า"),
                format!("Nothing stands after `{key} =`"),
            ),
            Words::new("ใส่ค่า หรือลบทั้งบรรทัด", "Write the value, or delete the line"),
        )
    } else if !line.contains('=') {
        no_equals(line.trim())
    } else if reason.contains("must be quoted") && !value.starts_with(['{', '[']) {
        (Words::new("ข้อความต้องอยู่ใน \"…\"", "A text stands in \"…\""), quoted())
    } else if value.contains(',')
        && value.starts_with(|c: char| c.is_ascii_digit())
        && reason.contains("unexpected key")
    {
        (
            Words::new(
                "จำนวนเงินมีจุลภาคผิดที่ หรือทศนิยมเกินสองตำแหน่ง",
                "An amount with a comma out of its place, or more than two decimals",
            ),
            Words::new(
                "ตรวจกับเอกสาร แล้วเขียนโดยไม่มีจุลภาค เช่น 12_345.50",
                "Look at the paper, and write it without commas, such as 12_345.50",
            ),
        )
    } else if (reason.contains("basic string") || reason.contains("literal string")) && value.starts_with(['{', '[']) {
        (
            Words::new("เครื่องหมายคำพูดเปิดแล้วไม่ปิด", "The quotation mark is not closed"),
            Words::new(
                "ใส่ \" ปิดท้ายข้อความที่เปิดไว้",
                "Write \" at the end of the text that it opens",
            ),
        )
    } else if reason.contains("basic string") || (reason.contains("literal string") && value.starts_with('\'')) {
        (
            Words::new("เครื่องหมายคำพูดเปิดแล้วไม่ปิด", "The quotation mark is not closed"),
            quoted(),
        )
    } else if reason.contains("boolean") {
        (
            Words::new("เขียน true หรือ false ด้วยตัวเล็ก", "Write true or false, in small letters"),
            write_line(&format!("{key} = {}", value.to_ascii_lowercase())),
        )
    } else {
        plain(reason)
    };
    faults.add(Code::Syntax, span, message, help);
}

/// Words for a line without an equals sign: another mark in its place, none at all
/// behind a word that can be a key, or a remark.
fn no_equals(line: &str) -> (Words, Words) {
    let is_key = |key: &str| !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let value = |value: &str| {
        let stands = value.starts_with(['"', '\'', '[', '{']) || value.starts_with(|c: char| c.is_ascii_digit());
        if stands || matches!(value, "true" | "false") {
            value.to_owned()
        } else {
            format!("\"{}\"", value.replace(['"', '\\'], ""))
        }
    };
    let parted = line
        .split_once(':')
        .map(|(key, value)| (key.trim(), value.trim()))
        .or_else(|| line.split_once(char::is_whitespace).filter(|(key, _)| is_key(key)));
    match parted {
        Some((key, text)) => (
            Words::new("ใช้ = ระหว่างคีย์กับค่า", "A key and its value stand with = between them"),
            write_line(&format!("{key} = {}", value(text.trim()))),
        ),
        None => (
            Words::new(
                "บรรทัดนี้ไม่มี = จึงไม่ใช่ คีย์ = ค่า",
                "The line has no =, so it is no  key = value",
            ),
            Words::new(
                format!("ถ้าเป็นหมายเหตุ ใส่ # นำหน้า:  # {line}"),
                format!("If it is a remark, put # before it:  # {line}"),
            ),
        ),
    }
}

/// Slips whose words need nothing of the line: a part of the parser's reason,
/// then what is wrong and what to do, Thai and English.
const PLAIN: [(&str, [&str; 4]); 6] = [
    (
        "unexpected key or value",
        [
            "มีอักษรเกินหลังค่า",
            "Something stands after the value",
            "ลบส่วนที่เกิน หรือใส่ # นำหน้าถ้าเป็นหมายเหตุ",
            "Delete it, or put # before it if it is a remark",
        ],
    ),
    (
        "unquoted key",
        [
            "ชื่อคีย์ใช้ได้เฉพาะ a-z 0-9 _ และ -",
            "A key is written with a-z, 0-9, _ and - only",
            "ดูชื่อคีย์ในคู่มือ หรือใส่ # นำหน้าถ้าเป็นหมายเหตุ",
            "See the guide for the keys, or put # before a remark",
        ],
    ),
    ("missing comma", COMMA),
    ("missing key", COMMA),
    ("trailing comma", COMMA),
    (
        "escape",
        [
            "เครื่องหมาย \\ ในข้อความต้องเขียนเป็น \\\\",
            "A backslash in a text is written as \\\\",
            "เขียน \\\\ แทน \\",
            "Write \\\\ in place of \\",
        ],
    ),
];

const COMMA: [&str; 4] = [
    "จุลภาค , ใน { } หรือ [ ] ขาดหรือเกิน",
    "A comma in { } or [ ] is missing or too many",
    "คั่นแต่ละค่าด้วย , หนึ่งตัว ไม่ใส่หลังค่าสุดท้าย",
    "Put one comma between values, and none after the last",
];

fn plain(reason: &str) -> (Words, Words) {
    match PLAIN.iter().find(|(part, _)| reason.contains(part)) {
        Some((_, [th, en, help_th, help_en])) => (Words::new(*th, *en), Words::new(*help_th, *help_en)),
        None => (
            Words::new("อ่านบรรทัดนี้ไม่ได้", format!("This line cannot be read ({reason})")),
            Words::new(
                "เขียนเป็น  คีย์ = ค่า  ข้อความอยู่ใน \"…\" วันที่เป็น 2026-11-20 จำนวนเงินเป็น 25_000.00",
                "Write  key = value  with texts in \"…\", dates as 2026-11-20 and amounts as 25_000.00",
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_on_an_empty_line_has_a_place_that_does_not_end_before_it_starts() {
        let source = Source::new("a.toml", "a = 1\n   \n");
        let faults = Faults::new(&source);
        let slip = Slip {
            at: Span::from(8..8),
            reason: "nothing known".to_owned(),
        };
        say(&faults, &slip, 6, "   ");
        assert_eq!(faults.into_list()[0].span, Span::from(9..9));
    }
}
