//! Text that is not TOML: each slip is said once, in an officer's words and
//! with the exact line where it can be known, and then covered, so that it
//! hides no other mistake and makes none.

use toml::de::DeTable;

use super::code::Code;
use super::diagnostic::{Faults, Meant, Words};
use super::source::{Source, Span};
use super::words::{date_form, loose_amount, write_here, write_line};
use crate::thai;

/// So many slips are told of one file; whoever sees fifty mends the first.
const MOST: usize = 50;

/// Reports all that is not TOML 1.0 and returns the text with those places
/// covered: of the same length, so that every other place stays where it is.
pub(super) fn sound(faults: &Faults<'_>) -> String {
    let mut text = faults.source.text.clone();
    for _ in 0..MOST {
        let (_, errors) = DeTable::parse_recoverable(&text);
        let first = errors
            .iter()
            .map(|error| (error.span().map_or(0, |span| span.start), error))
            .min_by_key(|(at, _)| *at);
        let slip = match first {
            Some((at, error)) => Slip {
                at: error.span().unwrap_or(at..at).into(),
                reason: error.message().to_owned(),
            },
            None => match newer(&text) {
                Some(slip) => slip,
                None => return text,
            },
        };
        mend(faults, &mut text, &slip);
    }
    faults.lose_all();
    String::new()
}

/// One slip as the parser tells it.
struct Slip {
    at: Span,
    reason: String,
}

/// What stands open at a place: brackets and quotes, with where they began.
fn open_at(text: &str, end: usize) -> Vec<(usize, &'static str)> {
    let mut open: Vec<(usize, &'static str)> = Vec::new();
    let mut at = 0;
    while at < end.min(text.len()) {
        let rest = &text[at..];
        let letter = rest.chars().next().unwrap_or(' ');
        let mut step = letter.len_utf8();
        match open.last().map(|(_, mark)| *mark) {
            Some(quote @ ("\"\"\"" | "'''" | "\"" | "'")) => {
                if letter == '\\' && quote.starts_with('"') {
                    step += rest[1..].chars().next().map_or(0, char::len_utf8);
                } else if rest.starts_with(quote) {
                    step = quote.len();
                    open.pop();
                } else if letter == '\n' && quote.len() == 1 {
                    open.pop();
                }
            }
            top => {
                if let Some(quote) = ["\"\"\"", "'''", "\"", "'"]
                    .into_iter()
                    .find(|quote| rest.starts_with(quote))
                {
                    step = quote.len();
                    open.push((at, quote));
                } else if letter == '#' {
                    step = rest.find('\n').unwrap_or(rest.len());
                } else if letter == '{' {
                    open.push((at, "{"));
                } else if letter == '[' {
                    open.push((at, "["));
                } else if (letter == '}' && top == Some("{")) || (letter == ']' && top == Some("[")) {
                    open.pop();
                }
            }
        }
        at += step;
    }
    open
}

/// Returns whether a text holds something that only a later TOML knows.
pub(super) fn is_newer(text: &str) -> bool {
    newer(text).is_some()
}

/// Finds what the parser takes and TOML 1.0 does not: braces over several
/// lines, a comma before the closing brace, the escapes `\e` and `\x`.
fn newer(text: &str) -> Option<Slip> {
    let marks = text.match_indices(['\n', '}', '\\']);
    for (at, mark) in marks {
        let top = || open_at(text, at).last().map(|(start, mark)| (*start, *mark));
        let slip = |at: usize, reason: &str| {
            Some(Slip {
                at: Span::from(at..at + 1),
                reason: reason.to_owned(),
            })
        };
        match mark {
            "\n" => {
                // Most lines end with nothing open; only a line with a brace may not.
                let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at];
                let opens = line.matches('{').count() > line.matches('}').count();
                if opens && let Some((start, "{")) = top() {
                    return slip(start, "braces over several lines");
                }
            }
            "}" => {
                let before = text[..at].trim_end();
                if before.ends_with(',') && matches!(top(), Some((_, "{"))) {
                    return slip(before.len() - 1, "trailing comma in braces");
                }
            }
            _ => {
                let escape = text[at + 1..].starts_with(['e', 'x']);
                let doubled = text[..at].ends_with('\\');
                if escape && !doubled && matches!(top(), Some((_, "\"" | "\"\"\""))) {
                    return slip(at, "escape");
                }
            }
        }
    }
    None
}

/// Reports a slip and covers it.
fn mend(faults: &Faults<'_>, text: &mut String, slip: &Slip) {
    let at = slip.at.start as usize;
    let (line_start, line) = line_of(text, at);
    // A brace, bracket or quote left open on an earlier line is the mistake,
    // not the line on which the parser stumbles.
    if let Some((start, mark)) = open_at(text, at).first().copied()
        && (start < line_start || slip.reason.contains("several lines"))
    {
        let end = if mark.len() == 3 {
            text.len()
        } else {
            let closed = text[start..].find('\n').map_or(text.len(), |end| start + end);
            match text[start..].find(['}', ']']) {
                Some(close) if slip.reason.contains("several lines") => closed.max(start + close + 1),
                _ => closed,
            }
        };
        unclosed(faults, start, mark);
        let (from, line) = line_of(text, start);
        faults.unread(key_of(line));
        let end = text[end..].find('\n').map_or(text.len(), |rest| end + rest);
        return cover(text, from, end);
    }
    if line.trim_start().starts_with('[') {
        let next = text[line_start + line.len()..]
            .find("\n[")
            .map_or(text.len(), |next| line_start + line.len() + next);
        header(
            faults,
            Span::from(line_start..line_start + line.len()),
            line,
            &slip.reason,
        );
        let name = line.trim_matches(['[', ']', ' ', '\t']);
        faults.unread(name);
        return cover(text, line_start, next);
    }
    if let Some((span, meant)) = known(faults, line_start, line, slip.at) {
        faults.mean(span, meant);
        let range = span.range();
        let zero = format!("0{}", " ".repeat(range.len() - 1));
        return text.replace_range(range, &zero);
    }
    let end = line_start + line.len();
    say(faults, slip, line_start, line);
    faults.unread(key_of(line));
    if line.trim().is_empty() {
        // Nothing to cover on the line: what comes before cannot be closed.
        return cover(text, 0, text.len());
    }
    cover(text, line_start, end);
}

fn line_of(text: &str, at: usize) -> (usize, &str) {
    let at = at.min(text.len());
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    (start, text[start..end].trim_end_matches('\r'))
}

fn key_of(line: &str) -> &str {
    line.split(['=', ':'])
        .next()
        .unwrap_or(line)
        .trim()
        .trim_start_matches('\u{feff}')
}

fn cover(text: &mut String, from: usize, to: usize) {
    let blank: String = text[from..to]
        .bytes()
        .map(|byte| {
            if byte == b'\n' || byte == b'\r' {
                char::from(byte)
            } else {
                ' '
            }
        })
        .collect();
    text.replace_range(from..to, &blank);
}

/// An amount or a date in a form that can mean only one thing.
fn known(faults: &Faults<'_>, line_start: usize, line: &str, at: Span) -> Option<(Span, Meant)> {
    let (key, raw) = line.split_once('=')?;
    let key = key.trim();
    let value = raw.split('#').next().unwrap_or(raw).trim();
    let start = line_start + line.len() - raw.len() + (raw.len() - raw.trim_start().len());
    let whole = Span::from(start..start + value.len());
    let begins = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || ('๐'..='๙').contains(&c));
    // A slip left of the value is one of the key.
    if begins(value) && at.start as usize >= start {
        if let Some(amount) = loose_amount(value) {
            faults.add(
                Code::BadAmount,
                whole,
                Words::new(
                    "จำนวนเงินเขียนด้วยเลข 0-9 และจุดทศนิยมเท่านั้น",
                    "An amount is written with digits 0-9 and one decimal point only",
                ),
                write_line(&format!("{key} = {}", amount.as_record())),
            );
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
    let before = faults.source.text.get(line_start..at.start as usize)?.trim_end();
    let inner = before.strip_suffix('=')?.trim_end().rsplit(['{', ',', ' ']).next()?;
    let day = thai::date::parse(part).filter(|_| begins(part))?;
    date_form(faults, at, part, day, &|date| write_here(&format!("{inner} = {date}")));
    Some((at, Meant::Day(day)))
}

fn unclosed(faults: &Faults<'_>, start: usize, mark: &str) {
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

fn header(faults: &Faults<'_>, span: Span, line: &str, reason: &str) {
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
fn say(faults: &Faults<'_>, slip: &Slip, line_start: usize, line: &str) {
    let (key, value) = line
        .split_once('=')
        .map_or((key_of(line), ""), |(key, value)| (key.trim(), value.trim()));
    let whole = Span::from(line_start + line.len() - line.trim_start().len()..line_start + line.trim_end().len());
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
        return faults.add(
            Code::QuotedDate,
            span,
            Words::new("ไม่มีวันที่นี้ในปฏิทิน", "The calendar has no such day"),
            Words::new(
                format!("ตรวจวันที่ แล้วเขียนเป็น  {key} = 2026-11-20  (ปี ค.ศ.-เดือน-วัน)"),
                format!("Check the day and write it as  {key} = 2026-11-20  (C.E. year-month-day)"),
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
    } else if reason.contains("must be quoted") && !value.starts_with(['{', '[']) {
        (Words::new("ข้อความต้องอยู่ใน \"…\"", "A text stands in \"…\""), quoted())
    } else if reason.contains("basic string") || (reason.contains("literal string") && value.starts_with('\'')) {
        (
            Words::new("เครื่องหมายคำพูดเปิดแล้วไม่ปิด", "The quotation mark is not closed"),
            quoted(),
        )
    } else if reason.contains("unexpected key or value") {
        (
            Words::new("มีอักษรเกินหลังค่า", "Something stands after the value"),
            Words::new(
                "ลบส่วนที่เกิน หรือใส่ # นำหน้าถ้าเป็นหมายเหตุ",
                "Delete it, or put # before it if it is a remark",
            ),
        )
    } else if reason.contains("key with no value") {
        let line = line.trim();
        match line.split_once(':') {
            Some((key, value)) => (
                Words::new("ใช้ = ระหว่างคีย์กับค่า", "A key and its value stand with = between them"),
                write_line(&format!("{} = {}", key.trim(), value.trim())),
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
    } else if reason.contains("unquoted key") {
        (
            Words::new(
                "ชื่อคีย์ใช้ได้เฉพาะ a-z 0-9 _ และ -",
                "A key is written with a-z, 0-9, _ and - only",
            ),
            Words::new(
                "ดูชื่อคีย์ในคู่มือ หรือใส่ # นำหน้าถ้าเป็นหมายเหตุ",
                "See the guide for the keys, or put # before a remark",
            ),
        )
    } else if reason.contains("boolean") {
        (
            Words::new("เขียน true หรือ false ด้วยตัวเล็ก", "Write true or false, in small letters"),
            write_line(&format!("{key} = {}", value.to_ascii_lowercase())),
        )
    } else if reason.contains("missing comma") || reason.contains("missing key") || reason.contains("trailing comma") {
        (
            Words::new(
                "จุลภาค , ใน { } หรือ [ ] ขาดหรือเกิน",
                "A comma in { } or [ ] is missing or too many",
            ),
            Words::new(
                "คั่นแต่ละค่าด้วย , หนึ่งตัว ไม่ใส่หลังค่าสุดท้าย",
                "Put one comma between values, and none after the last",
            ),
        )
    } else if reason.contains("escape") {
        (
            Words::new(
                "เครื่องหมาย \\ ในข้อความต้องเขียนเป็น \\\\",
                "A backslash in a text is written as \\\\",
            ),
            Words::new("เขียน \\\\ แทน \\", "Write \\\\ in place of \\"),
        )
    } else {
        (
            Words::new("อ่านบรรทัดนี้ไม่ได้", format!("This line cannot be read ({reason})")),
            Words::new(
                "เขียนเป็น  คีย์ = ค่า  ข้อความอยู่ใน \"…\" วันที่เป็น 2026-11-20 จำนวนเงินเป็น 25_000.00",
                "Write  key = value  with texts in \"…\", dates as 2026-11-20 and amounts as 25_000.00",
            ),
        )
    };
    faults.add(Code::Syntax, span, message, help);
}
