//! Words that several rooms of this floor say.

use chrono::{Datelike, NaiveDate};

use super::code::Code;
use super::diagnostic::{Diagnostic, Faults, Words};
use super::source::Span;
use crate::day::{BUDDHIST_FROM, BUDDHIST_OFFSET};
use crate::thai;

/// Says what the whole line must be.
pub(super) fn write_line(line: &str) -> Words {
    Words::new(format!("แก้บรรทัดนี้เป็น  {line}"), format!("Write this line as  {line}"))
}

/// Says what a part of a line must be.
pub(super) fn write_here(part: &str) -> Words {
    Words::new(format!("แก้ตรงนี้เป็น  {part}"), format!("Write here  {part}"))
}

/// Reports a date of the other era or in another form. `write` says how the
/// day must be written there.
pub(super) fn date_form(
    faults: &Faults<'_>,
    span: Span,
    written: &str,
    day: NaiveDate,
    write: &dyn Fn(NaiveDate) -> Words,
) {
    let year: Option<i32> = thai::digits::to_arabic(written)
        .get(..4)
        .and_then(|year| year.parse().ok());
    let (code, message, help) = match year {
        Some(year) if year >= BUDDHIST_FROM => {
            let write = write(day);
            (
                Code::BuddhistYear,
                Words::new(
                    format!("ปี {year} เป็น พ.ศ. ตรงกับ ค.ศ. {}", day.year()),
                    format!("The year {year} is of the Buddhist Era; it is {} C.E.", day.year()),
                ),
                Words::new(
                    format!("{}  หน้าเว็บและจดหมายจะแสดง {} ให้เอง", write.th, thai::date::medium(day)),
                    format!(
                        "{}  Pages and mails print B.E. {} by themselves",
                        write.en,
                        day.year() + BUDDHIST_OFFSET
                    ),
                ),
            )
        }
        _ => (
            Code::QuotedDate,
            Words::new(
                "วันที่เขียนเป็น ปี ค.ศ.-เดือน-วัน โดยไม่มีเครื่องหมายคำพูด",
                "A date is written as C.E. year-month-day, without quotes",
            ),
            write(day),
        ),
    };
    faults.push(Diagnostic::new(code, faults.source, span, message, help).rewriting(day.to_string()));
}
