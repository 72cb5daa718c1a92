//! Due dates in years whose holidays nobody has entered, and printed due dates
//! that differ from the computed ones.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::Report;
use crate::book::register::{Entry, Register};
use crate::day::{BUDDHIST_OFFSET, shift};
use crate::record::RecordId;
use crate::text::{Code, Diagnostic, Severity, Span, Words};

/// Up to so many days ahead a due date without a holiday table is an error.
const NEAR_DAYS: i64 = 60;

pub(super) fn check(register: &Register<'_>, report: &mut Report<'_>) {
    // One missing file is one mistake: said at the first record that needs it.
    let mut unknown: BTreeMap<(Severity, i32), (RecordId, Span, NaiveDate, usize)> = BTreeMap::new();
    for entry in &register.entries {
        if let Some(due) = entry.due().filter(|due| due.provisional) {
            let near = due.raw <= shift(register.today, NEAR_DAYS);
            let severity = if near { Severity::Error } else { Severity::Warning };
            let slot = unknown
                .entry((severity, unknown_year(register, due.raw)))
                .or_insert_with(|| (entry.id().clone(), start_span(entry), due.raw, 0));
            slot.3 += 1;
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
                    format!("สัญญาพิมพ์วันครบกำหนด {} แต่คำนวณได้ {}", *printed, due.effective),
                    format!("The contract prints {}, but the rule gives {}", *printed, due.effective),
                ),
                Words::new(
                    "ถ้าพิมพ์ผิดในระเบียนให้แก้ ถ้าสัญญาพิมพ์เช่นนั้นจริงให้คงไว้ วันตามระเบียบเป็นวันที่มีผล",
                    "Mend it if mistyped; leave it if the paper says so. The date by the rule is the one in force",
                ),
            );
        }
    }
    for ((severity, year), (id, span, raw, count)) in unknown {
        let Some(source) = report.source(&id) else { continue };
        let file = format!("records/holidays/{}.toml", year + BUDDHIST_OFFSET);
        let finding = Diagnostic::new(
            Code::NoHolidayTable,
            source,
            span,
            Words::new(
                format!(
                    "ครบกำหนดราว {raw} แต่ไม่มีตารางวันหยุดปี {} ({count} ระเบียน)",
                    year + BUDDHIST_OFFSET
                ),
                format!(
                    "Due about {raw}, but there is no holiday table for B.E. {} ({count} records)",
                    year + BUDDHIST_OFFSET
                ),
            ),
            Words::new(
                format!("เพิ่มแฟ้ม {file} ตามประกาศคณะรัฐมนตรี"),
                format!("Add {file} from the Cabinet's announcement"),
            ),
        );
        report.findings.push(finding.weighing(severity));
    }
}

/// The year whose table the search for a working day missed.
fn unknown_year(register: &Register<'_>, raw: NaiveDate) -> i32 {
    let calendar = &register.book.calendar;
    let mut ahead = raw;
    while calendar.knows(ahead) && ahead.year() <= raw.year() {
        ahead = shift(ahead, 1);
    }
    if calendar.knows(raw) && calendar.knows(ahead) {
        raw.year() - 1
    } else {
        ahead.year()
    }
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
