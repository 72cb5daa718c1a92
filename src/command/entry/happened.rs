//! Days of what has happened, which lie in no future.

use chrono::NaiveDate;

use crate::command::{Desk, Failure};
use crate::pen::Value;
use crate::text::Words;
use crate::thai;

/// The keys of a record that say on which day something happened. Others may lie
/// ahead: a due day, the end of a letter of guarantee, of a hold, of a project.
const HAPPENED: [&str; 5] = ["contracted", "received", "returned", "accepted", "cancelled.date"];

/// Refuses a day to come for a key of what has happened.
///
/// # Errors
///
/// As [`not_to_come`].
pub(in crate::command) fn happened(desk: &Desk, key: &str, value: &Value) -> Result<(), Failure> {
    match value {
        Value::Day(day) if HAPPENED.contains(&key) => not_to_come(desk, *day),
        _ => Ok(()),
    }
}

/// What has not happened cannot be entered: a slip in the year would hide the
/// event until that day.
///
/// # Errors
///
/// [`Failure`] for a day after the desk's.
pub(in crate::command) fn not_to_come(desk: &Desk, day: NaiveDate) -> Result<(), Failure> {
    if day <= desk.today {
        return Ok(());
    }
    let (typed, today) = (thai::date::medium(day), thai::date::medium(desk.today));
    Err(Failure::usage(Words::new(
        format!("วันที่ {typed} ยังมาไม่ถึง (วันนี้ {today}) ตรวจปีอีกครั้ง"),
        format!("{day} is still to come (today is {}): check the year", desk.today),
    )))
}
