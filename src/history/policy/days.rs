//! Closed days: a due date that has passed does not move.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Range, Report, by};
use crate::pen::{self, Value};
use crate::record::shape::File;
use crate::record::{Place, id};
use crate::text::{Code, Words};
use crate::thai::date::medium;

pub(super) fn check(range: &Range, report: &mut Report<'_>) {
    for touched in &range.files {
        let Place::Holidays(_) = id::place(&touched.path) else {
            continue;
        };
        let path = &touched.path;
        // A whole year that comes late moves nothing that was counted by it.
        let Some(before) = range.text(touched.before.as_ref()) else {
            continue;
        };
        let after = range.text(touched.after.as_ref()).unwrap_or_default();
        let (Some(old), Some(new)) = (closed(before), closed(after)) else {
            continue;
        };
        let written = range.day_of(path);
        let moved: Vec<NaiveDate> = old
            .symmetric_difference(&new)
            .copied()
            .filter(|day| *day < written)
            .collect();
        let Some(first) = moved.first() else { continue };
        let who = by(range, path);
        let th: Vec<String> = moved.iter().map(|day| medium(*day)).collect();
        let en: Vec<String> = moved.iter().map(NaiveDate::to_string).collect();
        let place = after
            .find(&first.to_string())
            .map(|at| at..at + first.to_string().len());
        report.at(
            Code::HolidayBackdated,
            path,
            after,
            place,
            Words::new(
                format!("เพิ่มหรือลบวันหยุดที่ผ่านไปแล้ว: {}{}", th.join(", "), who.th),
                format!("Closed days of the past were added or taken out: {}{}", en.join(", "), who.en),
            ),
            Words::new(
                "วันครบกำหนดที่ตรงกับวันนั้นจะเลื่อน ตรวจกับประกาศ และดูว่ารายการใดเปลี่ยน:  duebook status --at <commit ก่อนแก้>",
                "Due dates on them move: look at the announcement, and see what changed: duebook status --at <the commit before>",
            ),
        );
    }
}

fn closed(text: &str) -> Option<BTreeSet<NaiveDate>> {
    let (_, days) = pen::facts(File::Holidays.keys(), text)?;
    let day = |event: &pen::Event| match event.facts.get("date") {
        Some(Value::Day(day)) => Some(*day),
        _ => None,
    };
    Some(days.iter().filter_map(day).collect())
}
