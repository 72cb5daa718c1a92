//! Amounts in words, as Thai contracts and letters write them (BAHTTEXT).

use crate::money::Satang;

const DIGITS: [&str; 10] = ["", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"];
const PLACES: [&str; 6] = ["", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"];

/// Returns the words of an amount: `หนึ่งหมื่นสองพันบาทเจ็ดสิบห้าสตางค์`.
///
/// Whole baht end in `ถ้วน`; under one baht only satang are named, as Excel
/// does; a minus sign is `ลบ`.
#[must_use]
pub fn baht(amount: Satang) -> String {
    let value = amount.0.unsigned_abs();
    let (whole, cents) = (value / 100, value % 100);
    let mut out = String::new();
    if amount.0 < 0 {
        out.push_str("ลบ");
    }
    if whole > 0 || cents == 0 {
        out.push_str(&if whole == 0 {
            "ศูนย์".to_owned()
        } else {
            number(whole)
        });
        out.push_str("บาท");
    }
    if cents == 0 {
        out.push_str("ถ้วน");
    } else {
        out.push_str(&number(cents));
        out.push_str("สตางค์");
    }
    out
}

/// Returns the words of a number above zero; millions recurse (ล้านล้าน).
fn number(n: u64) -> String {
    let (millions, rest) = (n / 1_000_000, n % 1_000_000);
    let mut out = String::new();
    if millions > 0 {
        out.push_str(&number(millions));
        out.push_str("ล้าน");
    }
    let digits: Vec<usize> = rest.to_string().bytes().map(|b| usize::from(b - b'0')).collect();
    for (i, &digit) in digits.iter().enumerate() {
        let place = digits.len() - 1 - i;
        match (place, digit) {
            (_, 0) => {}
            // 1 in the units after any higher digit is เอ็ด (1,000,001 too).
            (0, 1) if millions > 0 || rest > 1 => out.push_str("เอ็ด"),
            (1, 1) => out.push_str("สิบ"),
            (1, 2) => out.push_str("ยี่สิบ"),
            _ => {
                out.push_str(DIGITS[digit]);
                out.push_str(PLACES[place]);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_office_cases_are_said_as_excel_says_them() {
        let cases: serde_json::Value = serde_json::from_str(include_str!("../../tests/cases/baht-text-cases.json"))
            .expect("the case file is JSON");
        for case in cases.as_array().expect("a list of cases") {
            let satang = case["satang"].as_i64().expect("satang");
            assert_eq!(
                baht(Satang(satang)),
                case["text"].as_str().expect("text"),
                "{satang} satang"
            );
        }
    }
}
