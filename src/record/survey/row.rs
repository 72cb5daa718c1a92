//! From the rows of a sheet to answers.

use super::Answer;
use super::column::{Columns, short};
use super::form::Form;
use super::moment::{self, Moment, Order};
use super::plain;
use super::scale::{Mark, mark};
use crate::text::sheet::{Cell, Sheet};
use crate::text::{Code, Diagnostic, Faults, Severity, Words};
use crate::thai::date;

/// Reads every row of a sheet.
pub(super) fn all(form: &Form, columns: &Columns, sheet: &Sheet, faults: &Faults<'_>) -> Vec<Answer> {
    let order = form.order.or_else(|| witnessed(columns, sheet));
    let (mut answers, mut open, mut undated) = (Vec::new(), Vec::new(), Vec::new());
    for row in &sheet.rows {
        let scores: Vec<Option<u8>> = columns
            .scores
            .iter()
            .map(|at| at.and_then(|at| score(form, sheet, at, row, faults)))
            .collect();
        let Some(cell) = columns
            .date
            .and_then(|at| row.get(at))
            .filter(|cell| !cell.text.is_empty())
        else {
            undated.extend(row.first().filter(|_| scores.iter().any(Option::is_some)));
            continue;
        };
        let moment = moment::read(&cell.text, form.order);
        let Some(day) = (match moment {
            Moment::Day(day) => Some(day),
            moment => moment.day(order),
        }) else {
            match moment {
                Moment::Open(..) if order.is_none() => open.push(cell),
                _ => unclear(cell, form.order, faults),
            }
            continue;
        };
        let answer = columns.group.and_then(|at| row.get(at)).map(|cell| plain(&cell.text));
        let group = answer.and_then(|answer| form.groups.iter().position(|group| group.answers.contains(&answer)));
        if scores.iter().any(Option::is_some) {
            answers.push(Answer { day, group, scores });
        }
    }
    ambiguous(&open, faults);
    without_day(&undated, faults);
    answers
}

/// The order that the sheet itself proves: one machine wrote all its dates,
/// and 20/11 can only be a day before a month. The other order is for the
/// office to say, as it is not the country's.
fn witnessed(columns: &Columns, sheet: &Sheet) -> Option<Order> {
    let open: Vec<(u32, u32)> = sheet
        .column(columns.date?)
        .filter_map(|cell| match moment::read(&cell.text, None) {
            Moment::Open(first, second, _) => Some((first, second)),
            _ => None,
        })
        .collect();
    let day_first = open.iter().any(|(first, _)| *first > 12);
    let month_first = open.iter().any(|(_, second)| *second > 12);
    (day_first && !month_first).then_some(Order::DayMonth)
}

fn score(form: &Form, sheet: &Sheet, at: usize, row: &[Cell], faults: &Faults<'_>) -> Option<u8> {
    let cell = row.get(at)?;
    match mark(&cell.text, &form.scale) {
        Mark::Score(score) => Some(score),
        Mark::Silent => None,
        Mark::Other => {
            let title = short(&sheet.head[at].text);
            faults.add(
                Code::SurveyScore,
                cell.span,
                Words::new(
                    format!("คำตอบของ \"{title}\" ไม่อยู่ในมาตรวัด 1 ถึง 5"),
                    format!("This answer to \"{title}\" is not on the scale of 1 to 5"),
                ),
                Words::new(
                    // The answer itself may be a comment that names somebody, and findings stand in public logs.
                    "ถ้าเป็นคำตอบจริง เพิ่ม  [[scale]]  answer = \"คำตอบนี้\"  score = …  ใน records/survey/survey.toml ถ้าเป็นข้อคิดเห็น เอาคอลัมน์นี้ออกจาก [[question]] ถ้าพิมพ์ผิด แก้เป็น 1 ถึง 5 หรือว่างไว้",
                    "If it is an answer, add  [[scale]]  answer = \"this answer\"  score = …  to records/survey/survey.toml; if it is a comment, take its column out of [[question]]; if it is a slip, write 1 to 5 or leave it empty",
                ),
            );
            None
        }
    }
}

/// Dates that can be read two ways: said once, at the first.
fn ambiguous(open: &[&Cell], faults: &Faults<'_>) {
    let Some(first) = open.first() else { return };
    let Moment::Open(a, b, year) = moment::read(&first.text, None) else {
        return;
    };
    let count = open.len();
    let both = [Order::DayMonth, Order::MonthDay].map(|order| Moment::Open(a, b, year).day(Some(order)));
    let (message, help) = if let [Some(day), Some(other)] = both {
        (
            Words::new(
                format!(
                    "อ่านได้ทั้ง {} และ {} (แฟ้มนี้มีวันที่แบบนี้ {count} ช่อง)",
                    date::medium(day),
                    date::medium(other)
                ),
                format!("This can be {day} and {other} ({count} such dates in this file)"),
            ),
            Words::new(
                format!(
                    "เขียนใน records/survey/survey.toml  date_order = \"day-month\"  ถ้าวันอยู่หน้าเดือน หรือ  \"month-day\"  ถ้าเดือนอยู่หน้าวัน หรือแก้ช่องนี้เป็น  {day}  ให้เหลือความหมายเดียว"
                ),
                format!(
                    "Write  date_order = \"day-month\"  or  \"month-day\"  in records/survey/survey.toml, or make this cell mean one day, such as  {day}"
                ),
            ),
        )
    } else {
        (
            Words::new(
                format!("วันที่นี้อ่านได้เมื่อเดือนอยู่หน้าวันเท่านั้น (แฟ้มนี้มีวันที่แบบนี้ {count} ช่อง)"),
                format!("This is a date only with the month first ({count} such dates in this file)"),
            ),
            Words::new(
                "ถ้าแบบสอบถามเขียนเดือนก่อนวันจริง เขียน  date_order = \"month-day\"  ใน records/survey/survey.toml",
                "If the form does write the month first, write  date_order = \"month-day\"  in records/survey/survey.toml",
            ),
        )
    };
    faults.add(Code::SurveyDate, first.span, message, help);
}

fn unclear(cell: &Cell, order: Option<Order>, faults: &Faults<'_>) {
    let said = match order {
        Some(Order::MonthDay) => (" เมื่อเดือนอยู่หน้าวัน", " with the month first"),
        Some(Order::DayMonth) => (" เมื่อวันอยู่หน้าเดือน", " with the day first"),
        None => ("", ""),
    };
    faults.add(
        Code::SurveyDate,
        cell.span,
        Words::new(
            format!("ช่องนี้อ่านเป็นวันที่ไม่ได้{}", said.0),
            format!("This cell is no date{}", said.1),
        ),
        Words::new(
            "แก้ช่องนี้เป็น ปี-เดือน-วัน เช่น  2026-11-20  หรือ  20/11/2569",
            "Write year-month-day here, such as  2026-11-20  or  20/11/2569",
        ),
    );
}

/// Answers without a day cannot be placed in time: said once, at the first.
fn without_day(undated: &[&Cell], faults: &Faults<'_>) {
    let Some(first) = undated.first() else { return };
    let count = undated.len();
    let message = Words::new(
        format!("คำตอบนี้ไม่มีวันที่ จึงไม่ได้นับ (แฟ้มนี้มี {count} คำตอบ)"),
        format!("This answer has no day and is not counted ({count} in this file)"),
    );
    let help = Words::new(
        "ใส่วันที่ตอบ หรือลบบรรทัดนี้ถ้าผู้ตอบยังไม่ได้กดส่ง",
        "Write the day, or delete the line if the answers were never sent off",
    );
    faults
        .push(Diagnostic::new(Code::SurveyDate, faults.source, first.span, message, help).weighing(Severity::Warning));
}
