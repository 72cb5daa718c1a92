//! Reading a day, in whichever era, order and form it was typed.
//!
//! Three traps of spreadsheets are named here rather than walked into: a B.E.
//! year typed into a cell of the Common Era, two digits of a B.E. year that
//! Excel took for 19xx, and a day and month that a sheet set to American dates
//! has swapped.

use chrono::{Datelike, NaiveDate};

use super::{Trouble, is_blank};
use crate::day::{BUDDHIST_FROM, BUDDHIST_OFFSET, MEANT, shift};
use crate::text::{Words, typed as loose};
use crate::thai;
use crate::thai::date::NoDay;
use crate::workbook::grid::{self, decimal};

/// Which number comes first in `5/6/2023`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// 5 June.
    DayFirst,
    /// 6 May.
    MonthFirst,
}

/// How the days of a column are to be read.
#[derive(Clone, Copy, Debug)]
pub struct Dates {
    /// The order that the mapping gives, or that the column proves.
    pub order: Option<Order>,
    /// Whether two digits of a year are of the Common Era.
    pub two_digits_common: bool,
    /// Whether cells of this column may have day and month swapped.
    pub suspect: bool,
    /// The day of the import: what lies too far from it cannot be meant.
    pub today: NaiveDate,
}

/// The first year that a register of today may speak of.
const EARLIEST: i32 = *MEANT.start();
/// Days after today that a date may lie: the longest warranties.
const LATEST: i64 = 30 * 366;

/// What the cells of a column prove about its days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Column {
    day_first: bool,
    month_first: bool,
    typed_beyond_twelve: bool,
    cells: usize,
    cells_beyond_twelve: usize,
}

impl Column {
    /// Takes one cell into account.
    pub fn see(&mut self, value: &grid::Value) {
        match value {
            grid::Value::Day(day) => {
                self.cells += 1;
                self.cells_beyond_twelve += usize::from(day.day() > 12);
            }
            grid::Value::Text(text) => {
                let Some((a, b, year)) = numbers(text).filter(|(a, ..)| *a < 100) else {
                    return;
                };
                // Nobody writes a B.E. year behind month and day.
                self.day_first |= a > 12 || year >= BUDDHIST_FROM;
                self.month_first |= b > 12;
                self.typed_beyond_twelve |= a > 12;
            }
            _ => {}
        }
    }

    /// Returns the order that the column proves; none where it proves both.
    #[must_use]
    pub fn order(&self) -> Option<Order> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(Order::DayFirst),
            (false, true) => Some(Order::MonthFirst),
            _ => None,
        }
    }

    /// Returns whether a sheet set to American dates may have turned the days:
    /// those it could read as month and day are cells, the others stayed text.
    #[must_use]
    pub fn suspect(&self) -> bool {
        self.typed_beyond_twelve && self.cells > 0 && self.cells_beyond_twelve == 0
    }
}

/// Reads a day; nothing from a blank or a dash. The words say what was
/// understood where it differs from what the sheet shows.
///
/// # Errors
///
/// [`Trouble`] for what is no day, could be two, or cannot be meant.
pub fn day(value: &grid::Value, dates: Dates) -> Result<Option<(NaiveDate, Option<Words>)>, Trouble> {
    match value {
        grid::Value::Text(text) if is_blank(text) => Ok(None),
        grid::Value::Text(text) => typed(text, dates).map(Some),
        grid::Value::Day(day) => celled(*day, dates).map(Some),
        grid::Value::Number(number) => Err(bare(&decimal(*number))),
        grid::Value::NoDay => Err(none("29/2/1900")),
        grid::Value::Yes(yes) => Err(none(&yes.to_string())),
        grid::Value::Fault(fault) => Err(super::faulty(fault)),
    }
}

/// A cell that the sheet shows as a date.
fn celled(cell: NaiveDate, dates: Dates) -> Result<(NaiveDate, Option<Words>), Trouble> {
    if dates.suspect && cell.day() <= 12 && cell.day() != cell.month() {
        let swapped = NaiveDate::from_ymd_opt(cell.year(), cell.day(), cell.month()).unwrap_or(cell);
        let (a, b) = (thai::date::medium(common(cell)), thai::date::medium(common(swapped)));
        return Err(Trouble::new(
            (
                format!("คอลัมน์นี้ Excel อาจสลับวันกับเดือน: วันที่ 13-31 ค้างเป็นข้อความ ส่วนช่องนี้กลายเป็น {a}"),
                format!(
                    "Excel may have swapped day and month in this column: days 13 to 31 stayed text, while this cell became {}",
                    common(cell)
                ),
            ),
            (
                format!("ดูต้นฉบับ แล้วพิมพ์เป็นข้อความ '{a} หรือ '{b} (ถ้าทั้งคอลัมน์ถูกแล้ว เติม excel_dates = \"right\" ในแผนผัง)"),
                format!(
                    "see the paper and type '{a} or '{b} as text (where the whole column is right, add excel_dates = \"right\" to the mapping)"
                ),
            ),
        ));
    }
    let year = cell.year();
    if year >= BUDDHIST_FROM {
        let civil = year - BUDDHIST_OFFSET;
        let Some(day) = NaiveDate::from_ymd_opt(civil, cell.month(), cell.day()) else {
            return Err(none(&cell.to_string()));
        };
        let note = Words::new(
            format!("ปี {year} ในช่องวันที่อ่านเป็น พ.ศ. คือ {}", thai::date::medium(day)),
            format!("the year {year} of a date cell was read as B.E.: {day}"),
        );
        return plausible(day, &cell.to_string(), dates).map(|day| (day, Some(note)));
    }
    if (1940..EARLIEST).contains(&year) {
        let meant = NaiveDate::from_ymd_opt(year % 100 + 2500 - BUDDHIST_OFFSET, cell.month(), cell.day());
        let meant = meant.map_or_else(|| "…".to_owned(), thai::date::medium);
        return Err(Trouble::new(
            (
                format!("ช่องนี้เป็นปี ค.ศ. {year} Excel อ่านปีสองหลัก {:02} เป็น {year}", year % 100),
                format!(
                    "this cell holds the year {year}: Excel reads two digits, {:02}, as {year}",
                    year % 100
                ),
            ),
            (
                format!("ถ้าหมายถึง {meant} พิมพ์เป็น '{meant}"),
                format!("where {meant} is meant, type '{meant}"),
            ),
        ));
    }
    plausible(cell, &cell.to_string(), dates).map(|day| (day, None))
}

/// The day of a cell in the Common Era, for words about it.
fn common(cell: NaiveDate) -> NaiveDate {
    let year = if cell.year() >= BUDDHIST_FROM {
        cell.year() - BUDDHIST_OFFSET
    } else {
        cell.year()
    };
    NaiveDate::from_ymd_opt(year, cell.month(), cell.day()).unwrap_or(cell)
}

fn typed(text: &str, dates: Dates) -> Result<(NaiveDate, Option<Words>), Trouble> {
    let text = text.trim().trim_start_matches('\'');
    let Some((a, b, year)) = numbers(text) else {
        let read = thai::date::parse(&text.replace('\u{a0}', " ")).ok_or_else(|| none(text))?;
        return plausible(read, text, dates).map(|day| (day, None));
    };
    if a >= 1000 {
        return plausible(thai::date::parse(text).ok_or_else(|| none(text))?, text, dates).map(|day| (day, None));
    }
    let two_digits = year < 100;
    let civil = match year {
        BUDDHIST_FROM.. => year - BUDDHIST_OFFSET,
        0..100 if dates.two_digits_common => year + 2000,
        0..100 => year + 2500 - BUDDHIST_OFFSET,
        _ => year,
    };
    if two_digits && !dates.two_digits_common && civil < EARLIEST {
        return Err(Trouble::new(
            (
                format!("ปีสองหลัก {year:02} อ่านเป็น พ.ศ. 25{year:02} ซึ่งเก่าเกินไป"),
                format!("two digits, {year:02}, read as B.E. 25{year:02}, which is too long ago"),
            ),
            (
                format!("พิมพ์ปีสี่หลัก หรือเติม two_digit_year = \"ce\" ในแผนผัง ถ้าทั้งแผ่นหมายถึง ค.ศ. 20{year:02}"),
                format!(
                    "type four digits, or add two_digit_year = \"ce\" to the mapping where the sheet means 20{year:02}"
                ),
            ),
        ));
    }
    let make = |month: i32, day: i32| -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(civil, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
    };
    let buddhist = year >= BUDDHIST_FROM || (two_digits && !dates.two_digits_common);
    let read = match (make(b, a), make(a, b)) {
        (Some(day), None) | (None, Some(day)) => day,
        (None, None) => return Err(none(text)),
        (Some(day), Some(other)) => match dates.order {
            Some(Order::MonthFirst) => other,
            Some(Order::DayFirst) => day,
            None if a == b || buddhist => day,
            None => return Err(ambiguous(text, day, other)),
        },
    };
    plausible(read, text, dates).map(|day| (day, None))
}

/// The three numbers of `5/6/2023`, as they stand.
fn numbers(text: &str) -> Option<(i32, i32, i32)> {
    let text = thai::digits::to_arabic(text.trim());
    let parts: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
    let [a, b, c] = parts[..] else { return None };
    let number = |part: &str| -> Option<i32> {
        let sound = (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse().ok().filter(|_| sound)
    };
    let (a, b, year) = (number(a)?, number(b)?, number(c)?);
    (a >= 1000 || c.len() == 2 || c.len() == 4).then_some((a, b, year))
}

fn plausible(day: NaiveDate, shown: &str, dates: Dates) -> Result<NaiveDate, Trouble> {
    if day.year() >= EARLIEST && day <= shift(dates.today, LATEST) {
        return Ok(day);
    }
    Err(Trouble::new(
        (
            format!("{shown} คือ {} ซึ่งเป็นไปไม่ได้ในทะเบียนนี้", thai::date::medium(day)),
            format!("{shown} is {day}, which no register of today can mean"),
        ),
        (
            "ตรวจปี แล้วพิมพ์เป็น 8 พ.ค. 2566",
            "check the year and type it as 8 พ.ค. 2566",
        ),
    ))
}

fn ambiguous(text: &str, day: NaiveDate, other: NaiveDate) -> Trouble {
    let (a, b) = (thai::date::medium(day), thai::date::medium(other));
    Trouble::new(
        (
            format!("\"{text}\" อ่านได้สองวัน: {a} หรือ {b}"),
            format!("\"{text}\" can be two days: {day} or {other}"),
        ),
        (
            format!("พิมพ์เป็น {a} หรือเติม date_order = \"dmy\" ในแผนผัง ถ้าทั้งแผ่นเขียนวันก่อนเดือน"),
            format!("type it as {a}, or add date_order = \"dmy\" to the mapping where the sheet writes the day first"),
        ),
    )
}

fn bare(number: &str) -> Trouble {
    Trouble::new(
        (
            format!("{number} เป็นตัวเลข ไม่ใช่วันที่"),
            format!("{number} is a number, not a date"),
        ),
        (
            "จัดรูปแบบเซลล์เป็นวันที่ แล้วตรวจว่าแสดงวันที่ถูก หรือพิมพ์เป็น 8 พ.ค. 2566",
            "format the cell as a date and see that it shows the right one, or type it as 8 พ.ค. 2566",
        ),
    )
}

fn none(text: &str) -> Trouble {
    let lines = text.lines().count() > 1;
    let instead = if lines {
        ("แยกเป็นแถวละหนึ่งวันที่", "give each day a row of its own")
    } else {
        (
            "พิมพ์เป็น 8 พ.ค. 2566 หรือ 08/05/2566",
            "type it as 8 พ.ค. 2566 or 08/05/2566",
        )
    };
    let why = match thai::date::read(text) {
        Err(why) if why != NoDay::Shape => {
            let why = loose::no_day(why);
            (
                format!("\"{text}\" ไม่ใช่วันที่: {}", why.th),
                format!("\"{text}\" is no day: {}", why.en),
            )
        }
        _ => (
            format!("\"{text}\" ไม่ใช่วันที่ที่อ่านได้"),
            format!("\"{text}\" is no day that can be read"),
        ),
    };
    Trouble::new(why, instead)
}
