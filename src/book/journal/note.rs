//! The small TOML that the program writes for itself: read strictly, as a
//! deviation means that somebody else wrote it.

use std::borrow::Cow;
use std::fmt::Write;

use chrono::{DateTime, FixedOffset, NaiveDate};
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

/// A table that is emptied key by key; what is left over is unknown.
#[derive(Debug, PartialEq)]
pub(super) struct Note<'t>(Vec<(Cow<'t, str>, Value<'t>)>);

/// What stands behind a key.
#[derive(Debug, PartialEq)]
enum Value<'t> {
    Text(Cow<'t, str>),
    Number(usize),
    Day(NaiveDate),
    Moment(DateTime<FixedOffset>),
    List(Vec<Value<'t>>),
    Note(Note<'t>),
    /// What no page has.
    Other,
}

impl<'t> Note<'t> {
    /// Parses a file. A book has tens of thousands of them, nearly all as the
    /// program writes them, line by line; whatever is otherwise goes to TOML's
    /// own reader, which also knows what is wrong with it.
    pub(super) fn parse(text: &'t str) -> Result<Note<'t>, String> {
        match lines(text) {
            Some(note) => Ok(note),
            None => toml(text),
        }
    }

    fn take<T>(&mut self, key: &str, read: impl Fn(Value<'t>) -> Option<T>) -> Result<Option<T>, String> {
        let Some(at) = self.0.iter().position(|(known, _)| known == key) else {
            return Ok(None);
        };
        let (_, value) = self.0.remove(at);
        read(value).map(Some).ok_or_else(|| key.to_owned())
    }

    pub(super) fn maybe_text(&mut self, key: &str) -> Result<Option<String>, String> {
        self.take(key, text)
    }

    pub(super) fn text(&mut self, key: &str) -> Result<String, String> {
        self.maybe_text(key)?.ok_or_else(|| key.to_owned())
    }

    pub(super) fn texts(&mut self, key: &str) -> Result<Vec<String>, String> {
        let list = |value| list(value)?.into_iter().map(text).collect();
        Ok(self.take(key, list)?.unwrap_or_default())
    }

    pub(super) fn number(&mut self, key: &str) -> Result<usize, String> {
        let number = |value| match value {
            Value::Number(number) => Some(number),
            _ => None,
        };
        Ok(self.take(key, number)?.unwrap_or_default())
    }

    pub(super) fn maybe_day(&mut self, key: &str) -> Result<Option<NaiveDate>, String> {
        self.take(key, |value| match value {
            Value::Day(day) => Some(day),
            _ => None,
        })
    }

    pub(super) fn day(&mut self, key: &str) -> Result<NaiveDate, String> {
        self.maybe_day(key)?.ok_or_else(|| key.to_owned())
    }

    pub(super) fn maybe_moment(&mut self, key: &str) -> Result<Option<DateTime<FixedOffset>>, String> {
        self.take(key, |value| match value {
            Value::Moment(moment) => Some(moment),
            _ => None,
        })
    }

    pub(super) fn moment(&mut self, key: &str) -> Result<DateTime<FixedOffset>, String> {
        self.maybe_moment(key)?.ok_or_else(|| key.to_owned())
    }

    /// Takes an array of tables.
    pub(super) fn each(&mut self, key: &str) -> Result<Vec<Note<'t>>, String> {
        let note = |value| match value {
            Value::Note(note) => Some(note),
            _ => None,
        };
        let list = |value| list(value)?.into_iter().map(note).collect();
        Ok(self.take(key, list)?.unwrap_or_default())
    }

    /// Refuses what nobody asked for.
    pub(super) fn finish(self) -> Result<(), String> {
        let left = self.0.into_iter().next();
        left.map_or(Ok(()), |(key, _)| Err(key.into_owned()))
    }

    fn has(&self, key: &str) -> bool {
        self.0.iter().any(|(known, _)| known == key)
    }
}

fn text(value: Value<'_>) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.into_owned()),
        _ => None,
    }
}

fn list(value: Value<'_>) -> Option<Vec<Value<'_>>> {
    match value {
        Value::List(list) => Some(list),
        _ => None,
    }
}

/// No part of a page has so many keys; each is held against the others.
const MOST_KEYS: usize = 64;

/// Reads what the program writes: a key and a value a line, `[[…]]` before each
/// part. Nothing where a line is anything else.
fn lines(text: &str) -> Option<Note<'_>> {
    let mut top = Note(Vec::new());
    let mut parts: Option<(&str, Vec<Value<'_>>)> = None;
    for line in text.split('\n').filter(|line| !line.is_empty()) {
        if line.starts_with('#') && !line.contains(char::is_control) {
            continue;
        }
        if let Some(name) = line.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
            let (known, list) = parts.get_or_insert_with(|| (name, Vec::new()));
            if *known != name || !is_key(name) {
                return None;
            }
            list.push(Value::Note(Note(Vec::with_capacity(12))));
            continue;
        }
        let (key, value) = line.split_once(" = ")?;
        let here = match parts.as_mut().and_then(|(_, list)| list.last_mut()) {
            Some(Value::Note(note)) => note,
            _ => &mut top,
        };
        if !is_key(key) || here.0.len() == MOST_KEYS || here.has(key) {
            return None;
        }
        here.0.push((Cow::Borrowed(key), plain(value)?));
    }
    if let Some((name, list)) = parts {
        if top.has(name) {
            return None;
        }
        top.0.push((Cow::Borrowed(name), Value::List(list)));
    }
    Some(top)
}

fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// A value on one line without escapes.
fn plain(value: &str) -> Option<Value<'_>> {
    if let Some(inside) = value.strip_prefix('"') {
        let inside = inside.strip_suffix('"')?;
        let special = |c: char| c == '"' || c == '\\' || c.is_control();
        return (!inside.contains(special)).then_some(Value::Text(Cow::Borrowed(inside)));
    }
    let bytes = value.as_bytes();
    if bytes.len() <= 9 && bytes.iter().all(u8::is_ascii_digit) && (bytes.len() == 1 || bytes.first() != Some(&b'0')) {
        return value.parse().ok().map(Value::Number);
    }
    if bytes.len() == 10 && bytes.iter().all(|b| b.is_ascii_digit() || *b == b'-') {
        return value.parse().ok().map(Value::Day);
    }
    let is_moment = bytes.len() > 19 && bytes[10] == b'T' && !value.contains(":60");
    is_moment.then(|| DateTime::parse_from_rfc3339(value).ok().map(Value::Moment))?
}

/// Reads any TOML.
fn toml(text: &str) -> Result<Note<'_>, String> {
    DeTable::parse(text)
        .map(|table| note(table.into_inner()))
        .map_err(|error| format!("TOML: {}", error.message()))
}

fn note(table: DeTable<'_>) -> Note<'_> {
    let pairs = table.into_iter();
    Note(
        pairs
            .map(|(key, value)| (key.into_inner(), of_toml(value.into_inner())))
            .collect(),
    )
}

fn of_toml(value: DeValue<'_>) -> Value<'_> {
    let value = match value {
        DeValue::String(text) => Some(Value::Text(text)),
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok().map(Value::Number),
        DeValue::Array(list) => Some(Value::List(
            list.into_iter().map(|value| of_toml(value.into_inner())).collect(),
        )),
        DeValue::Table(table) => Some(Value::Note(note(table))),
        DeValue::Datetime(Datetime {
            date: Some(date),
            time: None,
            offset: None,
        }) => day(date).map(Value::Day),
        DeValue::Datetime(Datetime {
            date: Some(date),
            time: Some(time),
            offset: Some(offset),
        }) => moment(date, time, offset).map(Value::Moment),
        _ => None,
    };
    value.unwrap_or(Value::Other)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whatever the quick reader takes, TOML's own takes, and it means the same.
    fn same(text: &str) -> bool {
        let sorted = |mut note: Note<'_>| {
            note.0.sort_by(|a, b| a.0.cmp(&b.0));
            for (_, value) in &mut note.0 {
                if let Value::List(list) = value {
                    for one in list {
                        if let Value::Note(note) = one {
                            note.0.sort_by(|a, b| a.0.cmp(&b.0));
                        }
                    }
                }
            }
            format!("{note:?}")
        };
        lines(text).is_none_or(|quick| toml(text).map(sorted) == Ok(sorted(quick)))
    }

    #[test]
    fn what_the_program_writes_is_read_quickly() {
        let page = format!(
            "{}record = \"a/2570/advance-0001\"\ndue = 2026-11-27\nn = 12\n\n[[step]]\nstate = \"sent\"\nat = 2026-11-20T08:47:11+07:00\n",
            heading()
        );
        assert!(lines(&page).is_some() && same(&page));
    }

    #[test]
    fn a_page_of_many_keys_is_left_to_toml() {
        let page = |keys: usize| {
            let lines: Vec<String> = (0..keys).map(|nth| format!("k{nth} = 1\n")).collect();
            lines.concat()
        };
        for part in ["", "[[step]]\n"] {
            assert!(lines(&format!("{part}{}", page(MOST_KEYS))).is_some());
            assert!(lines(&format!("{part}{}", page(MOST_KEYS + 1))).is_none());
        }
        // It is refused as before, in less than a minute.
        let many = page(150_000);
        assert!(Note::parse(&many).expect("TOML").finish().is_err());
        assert!(Note::parse(&format!("{many}k0 = 1\n")).is_err());
    }

    #[test]
    fn what_is_otherwise_is_left_to_toml() {
        for text in [
            "a = \"x\\\"y\"\n",
            "a = 'x'\n",
            "a = 1\na = 2\n",
            "[step]\na = 1\n",
            "a=1\n",
            "a = \"x\" # \"y\"\n",
            "a = 2026-02-30\n",
            "a = 007\n",
            "step = 1\n[[step]]\na = 1\n",
            "a = \"x\"\r\n",
            "a = [\n  \"x\",\n]\n",
        ] {
            assert!(lines(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn both_readers_agree(
            rows in proptest::collection::vec("(\\[\\[(step|run)\\]\\]|(# )?[ab]?(=| = )(\"[a\\\\\"ก\t]{0,3}\"?|-?[0-9]{1,3}|20[0-9]{2}-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](Z|\\+07:00)?)?))", 0..6)
        ) {
            prop_assert!(same(&rows.join("\n")), "{rows:?}");
        }
    }
}
