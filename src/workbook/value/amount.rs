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

fn typed(text: &str) -> Result<Satang, Trouble> {
    let arabic = thai::digits::to_arabic(text).replace(['\u{a0}', '\u{202f}'], " ");
    let mut plain = arabic.trim().trim_start_matches('฿').trim();
    for tail in ["ถ้วน", "บาท", "฿", "THB", ".-", "-"] {
        if let Some(rest) = plain.strip_suffix(tail)
            && rest
                .trim_end()
                .ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == '=' || c == 'ท')
        {
            plain = rest.trim();
        }
    }
    // A bracket is how accountants write less than nothing.
    let negative = plain.starts_with(['-', '−', '(']);
    if negative {
        return Err(negative_amount(text));
    }
    let parts = plain.split_once('.').unwrap_or((plain, ""));
    let groups: Vec<&str> = parts.0.split(',').collect();
    let parted = groups.len() == 1
        || ((1..=3).contains(&groups[0].trim().len()) && groups[1..].iter().all(|group| group.trim().len() == 3));
    if !parted || parts.1.contains(',') {
        return Err(none(text));
    }
    let bare: String = plain.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    digits(bare.strip_suffix('.').unwrap_or(&bare))
        .map_err(|trouble| if bare == text { trouble } else { again(text, trouble) })
}

fn digits(text: &str) -> Result<Satang, Trouble> {
    if text.starts_with('-') && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        return Err(negative_amount(text));
    }
    match Satang::parse(text) {
        Ok(amount) => Ok(amount),
        Err(NotMoney::Decimals) => Err(decimals(text)),
        Err(NotMoney::TooLarge) => Err(Trouble::new(
            (
                format!("{text} สูงเกินสิบล้านล้านบาท"),
                format!("{text} is above ten million million baht"),
            ),
            ("ตรวจจำนวนเงิน", "check the amount"),
        )),
        Err(NotMoney::Shape) => Err(none(text)),
    }
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

/// The same trouble, about what was typed.
fn again(text: &str, trouble: Trouble) -> Trouble {
    if trouble.why.th.contains("เศษเกิน") {
        trouble
    } else {
        none(text)
    }
}
