//! What a cell means for a key: a day, an amount, a name, a yes.
//!
//! People type every form there is, and spreadsheets change some of them. What
//! can mean only one thing is understood; the rest is refused with what to
//! write instead. Nothing is guessed in silence.

mod amount;
mod choice;
mod day;

pub use amount::amount;
pub use choice::{Word, choice, plain, yes};
pub use day::{Column, Dates, Order, day};

use super::grid::{self, decimal};
use crate::pen::Value;
use crate::percent::Percent;
use crate::record::shape::{Key, What};
use crate::text::Words;
use crate::thai;

/// Why a cell is refused, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What is the matter.
    pub why: Words,
    /// What to write.
    pub instead: Words,
}

impl Trouble {
    /// Makes a trouble from two pairs of words, Thai first.
    #[must_use]
    pub fn new(
        why: (impl Into<String>, impl Into<String>),
        instead: (impl Into<String>, impl Into<String>),
    ) -> Trouble {
        Trouble {
            why: Words::new(why.0, why.1),
            instead: Words::new(instead.0, instead.1),
        }
    }
}

/// What a cell says: a value, and what was understood where it is not what the
/// cell shows.
pub type Said = Option<(Value, Option<Words>)>;

/// How the cells of a column are to be read.
#[derive(Clone, Debug)]
pub struct Reading<'m> {
    /// Days.
    pub dates: Dates,
    /// Whether texts are taken as they are, as in our own export.
    pub exact: bool,
    /// The office's words for codes.
    pub words: &'m [Word],
    /// Codes that the book's rules know, for purposes.
    pub codes: &'m [String],
}

/// Reads a cell for a key; nothing where the cell says nothing.
///
/// # Errors
///
/// [`Trouble`] where it could mean two things, or nothing that the key holds.
pub fn read(key: &Key, value: &grid::Value, reading: &Reading<'_>) -> Result<Said, Trouble> {
    if let grid::Value::Fault(fault) = value {
        return Err(faulty(fault));
    }
    let plain = |value: Option<Value>| value.map(|value| (value, None));
    match &key.what {
        What::Day => Ok(day(value, reading.dates)?.map(|(day, note)| (Value::Day(day), note))),
        What::Amount | What::AmountOrZero => Ok(plain(amount(value)?.map(Value::Amount))),
        What::Yes => Ok(plain(yes(value)?.map(Value::Yes))),
        What::Choice(choices) => Ok(plain(choice(value, choices, reading.words)?.map(Value::Text))),
        What::Purpose if !reading.exact => Ok(plain(
            choice::code(value, reading.codes, reading.words)?.map(Value::Text),
        )),
        What::Whole(_) => Ok(plain(whole(key, value)?.map(Value::Whole))),
        What::Percent => Ok(plain(amount(value)?.map(|number| Value::Percent(Percent(number.0))))),
        What::Texts | What::Choices(_) => {
            let text = text(value, true, reading.exact)?;
            Ok(plain(text.map(|text| {
                Value::Texts(text.split('\n').map(str::to_owned).collect())
            })))
        }
        What::Prose => Ok(plain(text(value, true, reading.exact)?.map(Value::Text))),
        _ => Ok(plain(text(value, false, reading.exact)?.map(Value::Text))),
    }
}

/// A cell that the sheet itself could not reckon.
fn faulty(fault: &str) -> Trouble {
    if fault == "=…" {
        return Trouble::new(
            (
                "ช่องนี้เป็นสูตรที่ยังไม่เคยคำนวณ จึงไม่มีค่า",
                "this cell is a formula that was never reckoned: it has no value",
            ),
            ("เปิดแฟ้มใน Excel แล้วบันทึกใหม่", "open the file in Excel and save it"),
        );
    }
    Trouble::new(
        (
            format!("สูตรในช่องนี้ให้ผล {fault}"),
            format!("the formula of this cell gives {fault}"),
        ),
        ("แก้สูตร หรือพิมพ์ค่าลงไปแทน", "mend the formula, or type the value"),
    )
}

/// Reads a text: of one line, or as many as there are.
///
/// # Errors
///
/// Where Excel has made a date of it, as it does of `12/2566`.
pub fn text(value: &grid::Value, lines: bool, exact: bool) -> Result<Option<String>, Trouble> {
    let text = match value {
        grid::Value::Text(text) if exact => return Ok((!text.is_empty()).then(|| text.to_string())),
        grid::Value::Text(text) => text
            .replace(['\u{a0}', '\t'], " ")
            .replace("\r\n", "\n")
            .replace(['\u{200b}', '\u{feff}'], ""),
        grid::Value::Number(number) => decimal(*number),
        grid::Value::Yes(yes) => return Ok(Some(if *yes { "TRUE" } else { "FALSE" }.to_owned())),
        grid::Value::Day(day) => {
            let shown = thai::date::slash(*day);
            return Err(Trouble::new(
                (
                    format!("ช่องนี้ควรเป็นข้อความ แต่ Excel เก็บเป็นวันที่ {day}"),
                    format!("this cell should be text, but Excel keeps the date {day}"),
                ),
                (
                    format!("จัดรูปแบบเซลล์เป็นข้อความแล้วพิมพ์ใหม่ หรือพิมพ์ ' นำหน้า (ถ้าหมายถึงวันที่ พิมพ์ '{shown})"),
                    "format the cell as text and type it again, or type ' before it",
                ),
            ));
        }
        grid::Value::NoDay => String::new(),
        grid::Value::Fault(fault) => return Err(faulty(fault)),
    };
    let parts = text
        .split('\n')
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let text = if lines {
        parts.collect::<Vec<_>>().join("\n").trim().to_owned()
    } else {
        parts.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    };
    Ok((!is_blank(&text)).then_some(text))
}

/// Whether a text is a way to write nothing.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    let text = text.trim();
    text.is_empty()
        || text
            .chars()
            .all(|c| matches!(c, '-' | '–' | '—' | '_' | '.' | '…' | ' '))
}

/// Units of time, the longer word of two first, and the key that counts each.
const UNITS: [(&str, &str); 9] = [
    ("ปี", "years"),
    ("เดือน", "months"),
    ("วัน", "days"),
    ("years", "years"),
    ("months", "months"),
    ("days", "days"),
    ("year", "years"),
    ("month", "months"),
    ("day", "days"),
];

/// Words before a number, in the order in which they are said, and its key.
const BEFORE: [(&str, &str); 7] = [
    ("ปีงบประมาณ", "fiscal_year"),
    ("ปี", "fiscal_year"),
    ("พ.ศ.", "fiscal_year"),
    ("ไตรมาส", "quarter"),
    ("รายงาน", "seq"),
    ("ครั้ง", "seq"),
    ("ที่", ""),
];

/// Reads a whole number, with the words of its key beside it: `2 ปี`,
/// `ไตรมาสที่ ๓`. All else is refused: `1.5` is no 15.
fn whole(key: &Key, value: &grid::Value) -> Result<Option<i64>, Trouble> {
    let Some(text) = text(value, false, false)? else {
        return Ok(None);
    };
    let of = |name: &str| name.is_empty() || name == key.name;
    let arabic = thai::digits::to_arabic(&text);
    let mut rest = arabic.trim();
    for (word, _) in BEFORE.iter().filter(|(_, name)| of(name)) {
        rest = rest.strip_prefix(word).unwrap_or(rest).trim_start();
    }
    for (word, _) in UNITS.iter().filter(|(_, name)| of(name)) {
        rest = rest.strip_suffix(word).unwrap_or(rest).trim_end();
    }
    let digits = rest.bytes().all(|b| b.is_ascii_digit());
    let number = rest.parse().ok().filter(|_| digits);
    number.map(Some).ok_or_else(|| {
        let (th, en) = key.label;
        Trouble::new(
            (
                format!("\"{text}\" ไม่ใช่จำนวนเต็มของ \"{th}\""),
                format!("\"{text}\" is no whole number of \"{en}\""),
            ),
            ("พิมพ์จำนวนเต็ม เช่น 2", "type a whole number, such as 2"),
        )
    })
}

/// Reads a length of time: `1 ปี`, `6 เดือน`, `๙๐ วัน`, `2 ปี 6 เดือน`. Returns
/// the unit of the record and how many.
///
/// # Errors
///
/// Where there is a number without a unit, or no number.
pub fn period(value: &grid::Value) -> Result<Option<(&'static str, i64)>, Trouble> {
    let Some(text) = text(value, false, false)? else {
        return Ok(None);
    };
    let trouble = || {
        Trouble::new(
            (
                format!("\"{text}\" ไม่บอกระยะเวลาที่นับได้"),
                format!("\"{text}\" gives no length of time that can be counted"),
            ),
            (
                "พิมพ์เป็น 1 ปี, 6 เดือน หรือ 90 วัน",
                "type it as 1 ปี, 6 เดือน or 90 วัน (years, months, days)",
            ),
        )
    };
    let mut found: Vec<(&str, i64)> = Vec::new();
    let arabic = thai::digits::to_arabic(&text);
    let mut rest = arabic.trim();
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit()).ok_or_else(trouble)?;
        let number: i64 = rest[..end].parse().map_err(|_| trouble())?;
        rest = rest[end..].trim_start();
        let unit = UNITS
            .iter()
            .find(|(word, _)| rest.starts_with(word))
            .ok_or_else(trouble)?;
        rest = rest[unit.0.len()..].trim_start();
        found.push((unit.1, number));
    }
    match found[..] {
        [one] => Ok(Some(one)),
        [("years", years), ("months", months)] => Ok(Some(("months", years * 12 + months))),
        _ => Err(trouble()),
    }
}

#[cfg(test)]
mod tests;
