//! The small TOML that the program writes for itself: read strictly, as a
//! deviation means that somebody else wrote it.

use std::fmt::Write;

use chrono::{DateTime, FixedOffset, NaiveDate};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::{Date, Datetime, Offset, Time};

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

/// A table that is emptied key by key; what is left over is unknown. A book has
/// tens of thousands of these: texts are taken over from the file, not copied,
/// until somebody keeps them.
pub(super) struct Note<'t>(DeTable<'t>);

impl<'t> Note<'t> {
    /// Parses a file.
    pub(super) fn parse(text: &'t str) -> Result<Note<'t>, String> {
        DeTable::parse(text)
            .map(|table| Note(table.into_inner()))
            .map_err(|error| format!("TOML: {}", error.message()))
    }

    fn take<T>(&mut self, key: &str, read: impl Fn(DeValue<'t>) -> Option<T>) -> Result<Option<T>, String> {
        self.0
            .remove(key)
            .map(|value| read(value.into_inner()).ok_or_else(|| key.to_owned()))
            .transpose()
    }

    pub(super) fn maybe_text(&mut self, key: &str) -> Result<Option<String>, String> {
        self.take(key, text)
    }

    pub(super) fn text(&mut self, key: &str) -> Result<String, String> {
        self.maybe_text(key)?.ok_or_else(|| key.to_owned())
    }

    pub(super) fn texts(&mut self, key: &str) -> Result<Vec<String>, String> {
        let list = |value| list(value)?.map(text).collect();
        Ok(self.take(key, list)?.unwrap_or_default())
    }

    pub(super) fn number(&mut self, key: &str) -> Result<usize, String> {
        let number = |value| match value {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
            _ => None,
        };
        Ok(self.take(key, number)?.unwrap_or_default())
    }

    pub(super) fn maybe_day(&mut self, key: &str) -> Result<Option<NaiveDate>, String> {
        self.take(key, |value| match value {
            DeValue::Datetime(Datetime {
                date: Some(date),
                time: None,
                offset: None,
            }) => day(date),
            _ => None,
        })
    }

    pub(super) fn day(&mut self, key: &str) -> Result<NaiveDate, String> {
        self.maybe_day(key)?.ok_or_else(|| key.to_owned())
    }

    pub(super) fn maybe_moment(&mut self, key: &str) -> Result<Option<DateTime<FixedOffset>>, String> {
        self.take(key, |value| match value {
            DeValue::Datetime(Datetime {
                date: Some(date),
                time: Some(time),
                offset: Some(offset),
            }) => moment(date, time, offset),
            _ => None,
        })
    }

    pub(super) fn moment(&mut self, key: &str) -> Result<DateTime<FixedOffset>, String> {
        self.maybe_moment(key)?.ok_or_else(|| key.to_owned())
    }

    /// Takes an array of tables.
    pub(super) fn each(&mut self, key: &str) -> Result<Vec<Note<'t>>, String> {
        let table = |value| match value {
            DeValue::Table(table) => Some(Note(table)),
            _ => None,
        };
        let list = |value| list(value)?.map(table).collect();
        Ok(self.take(key, list)?.unwrap_or_default())
    }

    /// Refuses what nobody asked for.
    pub(super) fn finish(self) -> Result<(), String> {
        let left = self.0.into_iter().next();
        left.map_or(Ok(()), |(key, _)| Err(key.into_inner().into_owned()))
    }
}

fn text(value: DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.into_owned()),
        _ => None,
    }
}

fn list<'t>(value: DeValue<'t>) -> Option<impl Iterator<Item = DeValue<'t>>> {
    match value {
        DeValue::Array(list) => Some(list.into_iter().map(Spanned::into_inner)),
        _ => None,
    }
}

fn day(date: Date) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
}

fn moment(date: Date, time: Time, offset: Offset) -> Option<DateTime<FixedOffset>> {
    let minutes = match offset {
        Offset::Z => 0,
        Offset::Custom { minutes } => i32::from(minutes),
    };
    let (second, nano) = (time.second.unwrap_or_default(), time.nanosecond.unwrap_or_default());
    day(date)?
        .and_hms_nano_opt(time.hour.into(), time.minute.into(), second.into(), nano)?
        .and_local_timezone(FixedOffset::east_opt(minutes * 60)?)
        .single()
}
