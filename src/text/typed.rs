//! What people type for a day or an amount, or why it is none: the words that
//! commands answer with. The forms of the site say the same
//! (`templates/assets/form-read.js`); `tests/cases/typed.json` holds both to it.

use chrono::{Datelike, NaiveDate};

use super::diagnostic::Words;
use crate::day::{BUDDHIST_FROM, MEANT, buddhist_year};
use crate::money::{NotMoney, Satang};
use crate::thai;
use crate::thai::date::NoDay;

/// Reads a day that somebody typed for a record.
///
/// # Errors
///
/// What is the matter, and what to write.
pub fn day(text: &str) -> Result<NaiveDate, Words> {
    let day = thai::date::read(text).map_err(no_day)?;
    if MEANT.contains(&day.year()) {
        return Ok(day);
    }
    let (buddhist, common) = (buddhist_year(day), day.year());
    Err(Words::new(
        format!("ปีที่อ่านได้คือ พ.ศ. {buddhist} (ค.ศ. {common}) ซึ่งไกลจากปัจจุบันมาก ตรวจปีอีกครั้ง"),
        format!("The year reads as {common} (B.E. {buddhist}), which is far from today; check the year"),
    ))
}

/// Says why a text is no day.
#[must_use]
pub fn no_day(why: NoDay) -> Words {
    match why {
        NoDay::Shape => Words::new(
            "อ่านวันที่นี้ไม่ออก เขียนเช่น 8 พ.ค. 2569 หรือ 8/5/2569",
            "No day that can be read; write such as 8 May 2026 or 8/5/2569",
        ),
        NoDay::Beyond { month, days } => {
            let number = month.month();
            let (th, en) = (thai::date::month(number), thai::date::month_english(number));
            Words::new(
                format!("เดือน{th} {} มี {days} วัน", buddhist_year(month)),
                format!("{en} {} has {days} days", month.year()),
            )
        }
        NoDay::Month(month) => Words::new(
            format!("ไม่มีเดือนที่ {month} เขียนวันก่อนเดือน เช่น 8/5/2569"),
            format!("There is no month {month}; write the day first, such as 8/5/2569"),
        ),
        NoDay::Swapped(month, day) => {
            let (th, written) = (thai::date::medium(day), thai::date::slash(day));
            Words::new(
                format!("ไม่มีเดือนที่ {month} ถ้าหมายถึง {th} เขียนวันก่อนเดือน {written}"),
                format!("There is no month {month}; if {day} is meant, write the day first: {written}"),
            )
        }
        NoDay::OtherEra(year) if year >= BUDDHIST_FROM => Words::new(
            format!("ปี {year} เป็น พ.ศ. ไม่ใช่ ค.ศ. ตรวจปีอีกครั้ง"),
            format!("{year} is a year B.E. and not C.E.; check the year"),
        ),
        NoDay::OtherEra(year) => Words::new(
            format!("ปี {year} เป็น ค.ศ. ไม่ใช่ พ.ศ. ตรวจปีอีกครั้ง"),
            format!("{year} is a year C.E. and not B.E.; check the year"),
        ),
        NoDay::ShortYear(year) => {
            let (buddhist, common) = (2500 + year, 2000 + year);
            let meant = common + crate::day::BUDDHIST_OFFSET;
            Words::new(
                format!("ปี {buddhist} ใช่หรือไม่ {year:02} อาจเป็น ค.ศ. {common} คือ พ.ศ. {meant} เขียนปีสี่หลัก"),
                format!("Is it B.E. {buddhist}? {year:02} may be {common} (B.E. {meant}); write four digits"),
            )
        }
    }
}

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAmount {
    /// Nothing that looks like an amount.
    Shape,
    /// Commas, points or spaces that do not stand between thousands.
    Marks,
    /// More than two decimals.
    Decimals,
    /// More than a record may hold.
    TooLarge,
}

/// Reads an amount that an office would understand: commas between thousands,
/// Thai digits, `฿`, `บาทถ้วน`, `.-`. Commas elsewhere may stand for a point:
/// nothing is guessed.
///
/// # Errors
///
/// Why it is none.
pub fn read_amount(text: &str) -> Result<Satang, NoAmount> {
    let arabic = thai::digits::to_arabic(text).replace('\u{a0}', " ");
    let mut bare = arabic.trim_matches(['"', '\'', ' ']);
    bare = bare.strip_prefix('฿').unwrap_or(bare).trim();
    for tail in ["ถ้วน", "บาท", "฿", ".-"] {
        bare = bare.strip_suffix(tail).unwrap_or(bare).trim();
    }
    let (baht, satang) = bare.split_once('.').unwrap_or((bare, "0"));
    // Three digits behind a point are thousands as others write them.
    let thousands = satang.len() == 3 && satang.bytes().all(|c| c.is_ascii_digit());
    if !parts_thousands(baht) || thousands || satang.contains([',', '.', ' ']) {
        let figures = bare.contains(|c: char| c.is_ascii_digit());
        let marks = figures && bare.chars().all(|c| c.is_ascii_digit() || ",. _".contains(c));
        return Err(if marks { NoAmount::Marks } else { NoAmount::Shape });
    }
    let plain: String = bare.chars().filter(|c| !matches!(c, ',' | ' ' | '_')).collect();
    Satang::parse(&plain).map_err(|why| match why {
        NotMoney::Shape => NoAmount::Shape,
        NotMoney::Decimals => NoAmount::Decimals,
        NotMoney::TooLarge => NoAmount::TooLarge,
    })
}

/// Reads an amount as [`read_amount`] does.
#[must_use]
pub fn loose_amount(text: &str) -> Option<Satang> {
    read_amount(text).ok()
}

/// Says why a text is no amount.
#[must_use]
pub fn no_amount(why: NoAmount) -> Words {
    match why {
        NoAmount::Shape => Words::new(
            "อ่านจำนวนเงินนี้ไม่ออก เขียนเช่น 25,000.50",
            "No amount that can be read; write such as 25,000.50",
        ),
        NoAmount::Marks => Words::new(
            "จุลภาค (,) ใช้คั่นหลักพัน จุด (.) ใช้นำหน้าสตางค์ เขียนเช่น 25,000.50",
            "Commas stand between thousands, a point before the satang; write such as 25,000.50",
        ),
        NoAmount::Decimals => Words::new("ทศนิยมเกินสองตำแหน่ง", "More than two decimals"),
        NoAmount::TooLarge => Words::new("มากเกินกว่าที่สมุดรับได้", "More than the book can hold"),
    }
}

/// Whether commas or spaces stand between thousands, or nowhere; in `0,500` the
/// comma is a point.
fn parts_thousands(baht: &str) -> bool {
    let mut groups = baht.split(',').flat_map(|group| group.trim().split([' ', '_']));
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    rest.is_empty()
        || ((1..=3).contains(&first.len()) && !first.starts_with('0') && rest.iter().all(|group| group.len() == 3))
}
