//! Reading an amount.

use super::{Trouble, is_blank};
use crate::money::{NotMoney, Satang};
use crate::text::Words;
use crate::text::typed::{self as loose, NoAmount};
use crate::thai;
use crate::workbook::grid::{self, decimal};

/// Reads an amount of baht; nothing from a blank or a dash.
///
/// # Errors
///
/// For negative amounts, more than two decimals, commas that do not part
/// thousands, and what is no amount.
pub fn amount(value: &grid::Value) -> Result<Option<Satang>, Trouble> {
    match value {
        grid::Value::Number(number) => digits(&decimal(*number)).map(Some),
        grid::Value::Text(text) if is_blank(text) => Ok(None),
        grid::Value::Text(text) => typed(text).map(Some),
        grid::Value::Day(day) => Err(none(&day.to_string())),
        grid::Value::Yes(yes) => Err(none(&yes.to_string())),
        grid::Value::NoDay => Err(none("1900-02-29")),
        grid::Value::Fault(fault) => Err(super::faulty(fault)),
    }
}

/// What people type is read as [`loose::read_amount`] does, less what registers
/// add: a dash behind the amount, `THB`.
fn typed(text: &str) -> Result<Satang, Trouble> {
    let arabic = thai::digits::to_arabic(text).replace(['\u{a0}', '\u{202f}'], " ");
    let mut plain = arabic.trim().trim_start_matches('฿').trim();
    // A bracket is how accountants write less than nothing.
    if plain.starts_with(['-', '−', '(']) {
        return Err(negative_amount(text));
    }
    for tail in ["THB", "-"] {
        if let Some(rest) = plain.strip_suffix(tail).map(str::trim_end)
            && rest.ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == 'ท')
        {
            plain = rest;
        }
    }
    let plain = plain.strip_suffix('.').unwrap_or(plain);
    match loose::read_amount(plain) {
        Ok(amount) => Ok(amount),
        Err(NoAmount::TooLarge) => Err(too_large(text)),
        Err(_) if has_more_decimals(plain) => Err(decimals(&plain.replace([',', ' '], ""))),
        Err(_) => Err(none(text)),
    }
}

/// Whether an amount is one but for its decimals, three or more.
fn has_more_decimals(plain: &str) -> bool {
    plain.split_once('.').is_some_and(|(baht, satang)| {
        satang.len() > 2 && satang.bytes().all(|b| b.is_ascii_digit()) && loose::read_amount(baht).is_ok()
    })
}

fn digits(text: &str) -> Result<Satang, Trouble> {
    if text.starts_with('-') && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        return Err(negative_amount(text));
    }
    match Satang::parse(text) {
        Ok(amount) => Ok(amount),
        Err(NotMoney::Decimals) => Err(decimals(text)),
        Err(NotMoney::TooLarge) => Err(too_large(text)),
        Err(NotMoney::Shape) => Err(none(text)),
    }
}

fn too_large(text: &str) -> Trouble {
    Trouble::new(
        (
            format!("{text} สูงเกินสิบล้านล้านบาท"),
            format!("{text} is above ten million million baht"),
        ),
        ("ตรวจจำนวนเงิน", "check the amount"),
    )
}

/// More than two decimals: both neighbours are offered, for only the paper
/// knows which was meant.
fn decimals(text: &str) -> Trouble {
    let (baht, rest) = text.split_once('.').unwrap_or((text, "00"));
    let low = Satang::parse(&format!("{baht}.{}", &rest[..rest.len().min(2)]));
    let instead = match low {
        Ok(low) => {
            let high = Satang(low.0.saturating_add(1));
            (
                format!("พิมพ์จำนวนตามเอกสาร เช่น {low} หรือ {high} (ถ้าเป็นสูตร ใช้ ROUND(…,2))"),
                format!("type what the paper says, such as {low} or {high} (in a formula, ROUND(…,2))"),
            )
        }
        Err(_) => ("พิมพ์จำนวนตามเอกสาร".to_owned(), "type what the paper says".to_owned()),
    };
    Trouble::new(
        (
            format!("{text} มีเศษเกินสตางค์ โปรแกรมไม่ปัดเงินให้"),
            format!("{text} has more than two decimals; money is not rounded here"),
        ),
        instead,
    )
}

fn negative_amount(text: &str) -> Trouble {
    Trouble::new(
        (format!("{text} ติดลบ"), format!("{text} is below zero")),
        (
            "จำนวนเงินในสมุดเป็นบวกเสมอ เงินคืนหรือหักออกลงในคอลัมน์ของมันเอง",
            "amounts of the book are above zero; what was returned or deducted has columns of its own",
        ),
    )
}

fn none(text: &str) -> Trouble {
    let instead = match loose::read_amount(text) {
        Err(why @ NoAmount::Marks) => loose::no_amount(why),
        _ => Words::new("พิมพ์เป็นตัวเลข เช่น 25,000.50", "type a number, such as 25,000.50"),
    };
    Trouble {
        why: Words::new(
            format!("\"{text}\" ไม่ใช่จำนวนเงินที่อ่านได้ทางเดียว"),
            format!("\"{text}\" is no amount that reads one way only"),
        ),
        instead,
    }
}
