//! What a person typed, read as the value that it means: every Thai form of a
//! day, commas and Thai digits in amounts, the words of a list.

use super::value::Value;
use crate::money::Satang;
use crate::percent::Percent;
use crate::record::person;
use crate::record::shape::{Choice, What};
use crate::text::Words;
use crate::text::nearest::nearest;
use crate::text::typed;
use crate::thai;

/// Reads what was typed for a key.
///
/// # Errors
///
/// What to type instead, where it means nothing or more than one thing.
pub fn typed(what: &What, text: &str) -> Result<Value, Words> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Words::new("ต้องมีคำตอบ", "an answer is needed"));
    }
    match what {
        What::Text | What::Prose | What::Link | What::Purpose | What::Rule => Ok(Value::text(text)),
        What::Address if person::is_address(text) => Ok(Value::text(text)),
        What::Address => Err(Words::new("ไม่ใช่อีเมล", "not a mail address")),
        What::Amount => match amount(text)? {
            amount if amount.is_positive() => Ok(Value::Amount(amount)),
            _ => Err(Words::new("ต้องมากกว่าศูนย์", "Must be above zero")),
        },
        What::AmountOrZero => amount(text).map(Value::Amount),
        What::Day => typed::day(text).map(Value::Day),
        What::Whole(range) => number(text)
            .parse()
            .ok()
            .filter(|number| range.contains(number))
            .map(Value::Whole)
            .ok_or_else(|| {
                let (least, most) = (range.start(), range.end());
                Words::new(
                    format!("จำนวนเต็ม {least} ถึง {most}"),
                    format!("a whole number, {least} to {most}"),
                )
            }),
        What::Percent => Percent::parse(number(text).trim_end_matches('%').trim())
            .filter(|percent| *percent <= Percent::WHOLE)
            .map(Value::Percent)
            .ok_or_else(|| Words::new("ร้อยละ 0 ถึง 100 เช่น 60.00", "0 to 100, such as 60.00")),
        What::Yes => yes(text)
            .map(Value::Yes)
            .ok_or_else(|| Words::new("ตอบ ใช่ หรือ ไม่", "yes or no")),
        What::Choice(names) => chosen(names, text).map(Value::text),
        What::Texts => Ok(Value::Texts(
            text.split(';')
                .map(str::trim)
                .filter(|one| !one.is_empty())
                .map(str::to_owned)
                .collect(),
        )),
        What::Choices(_) | What::Table(_) | What::Each(_) => {
            Err(Words::new("แก้คีย์นี้ในแฟ้มโดยตรง", "edit this key in the file itself"))
        }
    }
}

/// A number as it is read. A comma stays where it is: it parts no thousands in a
/// small number, and `1,5` is no fifteen.
fn number(text: &str) -> String {
    thai::digits::to_arabic(text).replace(' ', "")
}

fn amount(text: &str) -> Result<Satang, Words> {
    typed::read_amount(text).map_err(typed::no_amount)
}

fn yes(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "ใช่" | "yes" | "y" | "true" => Some(true),
        "ไม่" | "ไม่ใช่" | "no" | "n" | "false" => Some(false),
        _ => None,
    }
}

/// A name of a list by its number, its name, its words, or a slip of them.
fn chosen(names: &[Choice], text: &str) -> Result<&'static str, Words> {
    let number = number(text).parse::<usize>().ok();
    let by_number = number.and_then(|number| names.get(number.checked_sub(1)?));
    let same = |one: &&Choice| one.name == text || one.th == text || one.en.eq_ignore_ascii_case(text);
    let found = by_number.or_else(|| names.iter().find(same)).map(|one| one.name);
    let near = || nearest(text, names.iter().map(|one| one.name));
    found
        .or_else(|| {
            let near = near()?;
            names.iter().find(|one| one.name == near).map(|one| one.name)
        })
        .ok_or_else(|| {
            let all = |words: fn(&Choice) -> &'static str| {
                let all: Vec<String> = names
                    .iter()
                    .map(|one| format!("{} ({})", one.name, words(one)))
                    .collect();
                all.join(" · ")
            };
            Words::new(
                format!("เลือกจาก {}", all(|one| one.th)),
                format!("one of {}", all(|one| one.en)),
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::shape::{self, File};

    fn read(file: File, key: &str, text: &str) -> Option<String> {
        let key = shape::find(file.keys(), key).expect("a key of the catalogue");
        typed(&key.what, text).ok().map(|value| value.written())
    }

    #[test]
    fn every_form_that_an_officer_types_is_read_and_nothing_is_guessed() {
        for (file, key, text, want) in [
            (File::Advance, "received", "๒๓ มกราคม ๒๕๖๖", Some("2023-01-23")),
            (File::Advance, "received", "29/2/67", Some("2024-02-29")),
            (File::Advance, "received", "ต้นเดือน", None),
            (File::Advance, "received", "3400-01-01", None),
            (File::Advance, "amount", "๒๕,๐๐๐.๕๐ บาท", Some("25_000.50")),
            (File::Advance, "amount", "0", None),
            (File::Advance, "amount", "1,0,0", None),
            (File::Advance, "amount", "12,50", None),
            (File::Advance, "amount", "1,234,567.5", Some("1_234_567.50")),
            (File::Advance, "clearing.cash", "0", Some("0.00")),
            (File::Advance, "amount", "1.005", None),
            (File::Advance, "fund", "2", Some("\"imprest\"")),
            (File::Advance, "fund", "เงินยืมใช้ในราชการ", Some("\"budget\"")),
            (File::Advance, "fund", "impest", Some("\"imprest\"")),
            (File::Advance, "fund", "เงินอื่น", None),
            (
                File::Advance,
                "borrower.email",
                "a@example.org",
                Some("\"a@example.org\""),
            ),
            (File::Advance, "borrower.email", "ไม่มี", None),
            (File::Advance, "clearing.pending", "ใช่", Some("true")),
            (File::Guarantee, "warranty.months", "๖", Some("6")),
            (File::Guarantee, "warranty.months", "0", None),
            (File::Project, "report.percent", "60%", Some("60.00")),
            (File::Project, "report.percent", "100.01", None),
            (File::Project, "targets", "ก; ข", Some("[\"ก\", \"ข\"]")),
            (File::Advance, "project", "  ", None),
        ] {
            assert_eq!(read(file, key, text).as_deref(), want, "{key} {text}");
        }
    }
}
