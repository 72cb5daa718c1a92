//! The small TOML that the program writes for itself: read strictly, as a
//! deviation means that somebody else wrote it.

use std::fmt::Write;

use chrono::{DateTime, FixedOffset, NaiveDate};
use toml::{Table, Value};

/// The first line of every file of the journal.
pub(super) fn heading() -> String {
    "# duebook เขียนแฟ้มนี้เอง ห้ามแก้ · written by duebook, not to be edited\n".to_owned()
}

/// Writes a text as TOML, on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            letter if letter.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// A table that is emptied key by key; what is left over is unknown.
pub(super) struct Note(Table);

impl Note {
    /// Parses a file.
    pub(super) fn parse(text: &str) -> Result<Note, String> {
        text.parse()
            .map(Note)
            .map_err(|error: toml::de::Error| format!("TOML: {}", error.message()))
    }

    fn take<T>(&mut self, key: &str, read: impl Fn(&Value) -> Option<T>) -> Result<Option<T>, String> {
        self.0
            .remove(key)
            .map(|value| read(&value).ok_or_else(|| format!("{key} = {value}")))
            .transpose()
    }

    pub(super) fn maybe_text(&mut self, key: &str) -> Result<Option<String>, String> {
        self.take(key, |value| value.as_str().map(str::to_owned))
    }

    pub(super) fn text(&mut self, key: &str) -> Result<String, String> {
        self.maybe_text(key)?.ok_or_else(|| key.to_owned())
    }

    pub(super) fn texts(&mut self, key: &str) -> Result<Vec<String>, String> {
        let list = |value: &Value| {
            let texts = value.as_array()?.iter();
            texts.map(|text| text.as_str().map(str::to_owned)).collect()
        };
        Ok(self.take(key, list)?.unwrap_or_default())
    }

    pub(super) fn number(&mut self, key: &str) -> Result<usize, String> {
        let number = self.take(key, |value| usize::try_from(value.as_integer()?).ok())?;
        Ok(number.unwrap_or_default())
    }

    pub(super) fn maybe_day(&mut self, key: &str) -> Result<Option<NaiveDate>, String> {
        self.take(key, |value| value.as_datetime()?.to_string().parse().ok())
    }

    pub(super) fn day(&mut self, key: &str) -> Result<NaiveDate, String> {
        self.maybe_day(key)?.ok_or_else(|| key.to_owned())
    }

    pub(super) fn maybe_moment(&mut self, key: &str) -> Result<Option<DateTime<FixedOffset>>, String> {
        self.take(key, |value| {
            DateTime::parse_from_rfc3339(&value.as_datetime()?.to_string()).ok()
        })
    }

    pub(super) fn moment(&mut self, key: &str) -> Result<DateTime<FixedOffset>, String> {
        self.maybe_moment(key)?.ok_or_else(|| key.to_owned())
    }

    /// Takes an array of tables.
    pub(super) fn each(&mut self, key: &str) -> Result<Vec<Note>, String> {
        let list = |value: &Value| {
            let tables = value.as_array()?.iter();
            tables.map(|table| table.as_table().cloned().map(Note)).collect()
        };
        Ok(self.take(key, list)?.unwrap_or_default())
    }

    /// Refuses what nobody asked for.
    pub(super) fn finish(self) -> Result<(), String> {
        self.0.into_iter().next().map_or(Ok(()), |(key, _)| Err(key))
    }
}
