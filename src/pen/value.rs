//! A value as a record holds it, and as its file writes it.

use chrono::NaiveDate;

use crate::money::Satang;
use crate::percent::Percent;

/// One value of a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Words, of one line or several.
    Text(String),
    /// Baht.
    Amount(Satang),
    /// A civil day.
    Day(NaiveDate),
    /// A whole number.
    Whole(i64),
    /// Progress or a score.
    Percent(Percent),
    /// Yes or no.
    Yes(bool),
    /// Several texts.
    Texts(Vec<String>),
}

/// A list of texts that is longer stands with one text a line.
const WIDEST_LIST: usize = 60;

impl Value {
    /// Makes a text.
    pub fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }

    /// Returns the value as TOML.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Value::Text(text) => quoted(text),
            Value::Amount(amount) => amount.as_record(),
            Value::Day(day) => day.to_string(),
            Value::Whole(number) => number.to_string(),
            Value::Percent(percent) => percent.to_string(),
            Value::Yes(yes) => yes.to_string(),
            Value::Texts(texts) => {
                let all: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
                let line = format!("[{}]", all.join(", "));
                if line.chars().count() <= WIDEST_LIST && !line.contains('\n') {
                    return line;
                }
                format!("[\n    {},\n]", all.join(",\n    "))
            }
        }
    }
}

/// Writes a text between quotes; one of several lines between three, where it
/// reads as it will print.
fn quoted(text: &str) -> String {
    let plain = !text.contains("\"\"\"")
        && !text.contains(['\\', '\r'])
        && !text.contains(|c: char| c.is_control() && c != '\n' && c != '\t');
    if text.contains('\n') && plain && !text.ends_with('"') {
        return format!("\"\"\"\n{text}\"\"\"");
    }
    toml_edit::Value::from(text).to_string()
}

/// Writes a key: bare where it may be, else between quotes, always on one line.
#[must_use]
pub fn key(text: &str) -> String {
    toml_edit::Key::new(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_are_written_as_the_guide_writes_them() {
        for (value, want) in [
            (Value::text("บย. 12/2570"), "\"บย. 12/2570\""),
            (Value::Amount(Satang(2_500_050)), "25_000.50"),
            (Value::Percent(Percent(6_000)), "60.00"),
            (Value::Yes(true), "true"),
            (Value::Texts(vec!["a".into(), "b".into()]), "[\"a\", \"b\"]"),
            (Value::text("สองบรรทัด\nครับ\n"), "\"\"\"\nสองบรรทัด\nครับ\n\"\"\""),
        ] {
            assert_eq!(value.written(), want);
        }
    }

    proptest! {
        #[test]
        fn any_text_reads_back_as_a_key(text in "\\PC*|[\\x00-\\x7f]*|(a|\"|\\\\|\n|\r|'|\t|ก)*") {
            let table: toml::Table = format!("{} = 1\n", key(&text)).parse().expect("TOML");
            prop_assert!(table.contains_key(&text));
        }

        #[test]
        fn any_text_reads_back(text in "\\PC*|[\\x00-\\x7f]*|(a|\"|\\\\|\n|\r|'|\t|ก)*") {
            for value in [Value::text(text.clone()), Value::Texts(vec![text.clone(), "x".into()])] {
                let table: toml::Table = format!("x = {}\n", value.written()).parse().expect("TOML");
                let read = match &table["x"] {
                    toml::Value::Array(list) => list[0].as_str(),
                    one => one.as_str(),
                };
                prop_assert_eq!(read, Some(text.as_str()));
            }
        }
    }
}
