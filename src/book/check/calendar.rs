//! Due dates in years whose holidays nobody has entered, and printed due dates
//! that differ from the computed ones.

use chrono::{Datelike, NaiveDate};

use super::Report;
use crate::book::register::{Entry, Register};
use crate::day::{BUDDHIST_OFFSET, shift};
use crate::rule::LastDay;
use crate::text::{Code, Diagnostic, Severity, Span, Words};
use crate::thai::date::medium;

/// Up to so many days ahead a due date without a holiday table is an error.
pub const NEAR_DAYS: i64 = 60;

pub(super) fn check(register: &Register<'_>, report: &mut Report<'_>) {
    for entry in &register.entries {
        if let Some(due) = entry.due().filter(|due| due.provisional) {
            unknown(register, report, entry, due.raw);
        }
        if let Entry::Advance(record, standing) = entry
            && let (Some(printed), Some(due)) = (record.due_printed, &standing.due_by_rule)
            && printed.value != due.effective
            && printed.value != due.raw
            && !due.provisional
            && printed.value >= record.contracted.value
        {
            report.add(
                &record.id,
                Code::PrintedDiffers,
                printed.span,
                Words::new(
                    format!(
                        "สัญญาพิมพ์วันครบกำหนด {} แต่คำนวณได้ {}",
                        medium(*printed),
                        medium(due.effective)
                    ),
                    format!("The contract prints {}, but the rule gives {}", *printed, due.effective),
                ),
                Words::new(
                    "ถ้าพิมพ์ผิดในระเบียนให้แก้ ถ้าสัญญาพิมพ์เช่นนั้นจริงให้คงไว้ วันตามระเบียบเป็นวันที่มีผล",
                    "Mend it if mistyped; leave it if the paper says so. The date by the rule is the one in force",
                ),
            );
        }
    }
}

fn unknown(register: &Register<'_>, report: &mut Report<'_>, entry: &Entry<'_>, raw: NaiveDate) {
    let Some(source) = report.source(entry.id()) else {
        return;
    };
    let near = raw <= shift(register.today, NEAR_DAYS);
    let year = unknown_year(register, entry, raw) + BUDDHIST_OFFSET;
    let finding = Diagnostic::new(
        Code::NoHolidayTable,
        source,
        start_span(entry),
        Words::new(
            format!("ครบกำหนดราว {} แต่ไม่มีตารางวันหยุดปี {year}", medium(raw)),
            format!("Due about {raw}, but there is no holiday table for B.E. {year}"),
        ),
        Words::new(
            format!("เพิ่มแฟ้ม records/holidays/{year}.toml ตามประกาศคณะรัฐมนตรี"),
            format!("Add records/holidays/{year}.toml from the Cabinet's announcement"),
        ),
    );
    let severity = if near { Severity::Error } else { Severity::Warning };
    report.findings.push(finding.weighing(severity));
}

/// The year whose table the search for a working day missed: ahead of the last day,
/// or before it where the rule moves nothing ahead.
fn unknown_year(register: &Register<'_>, entry: &Entry<'_>, raw: NaiveDate) -> i32 {
    let rule = entry.due().and_then(|due| register.book.rules.get(&due.rule));
    let ahead = rule.is_none_or(|rule| rule.last_day == LastDay::NextWorkingDay);
    let step = if ahead { 1 } else { -1 };
    let mut day = raw;
    while register.book.calendar.knows(day) && day.year() == raw.year() {
        day = shift(day, step);
    }
    day.year()
}

/// The day that the due date is counted from, or the contract.
fn start_span(entry: &Entry<'_>) -> Span {
    match entry {
        Entry::Advance(record, standing) => {
            let from = standing.due.as_ref().map(|due| due.from.date);
            [record.returned, record.received]
                .into_iter()
                .flatten()
                .find(|day| Some(day.value) == from)
                .map_or(record.contracted.span, |day| day.span)
        }
        Entry::Guarantee(record, _) => record
            .released
            .or(record.accepted)
            .map_or(record.contract.span, |day| day.span),
    }
}
