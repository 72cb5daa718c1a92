//! What a record's file says, as facts: key and value, by the catalogue of
//! keys. What no key knows, or cannot be read, is no fact.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::Value;
use crate::money::Satang;
use crate::percent::Percent;
use crate::record::shape::{Key, What};

/// Values by key; a key of a table by its dotted path, `borrower.name`.
pub type Facts = BTreeMap<String, Value>;

/// One `[[…]]` of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its header: `clearing`.
    pub name: String,
    /// What it says.
    pub facts: Facts,
}

/// Returns the facts of a file's text and its events: these kind by kind in the
/// catalogue's order, of each kind in the file's. `None` for a text that is no
/// TOML.
#[must_use]
pub fn facts(keys: &[Key], text: &str) -> Option<(Facts, Vec<Event>)> {
    let root = DeTable::parse(text).ok()?;
    let mut found = Facts::new();
    gather(keys, root.get_ref(), text, "", &mut found);
    let mut events = Vec::new();
    for key in keys.iter().filter(|key| key.is_event()) {
        let Some(DeValue::Array(list)) = root.get_ref().get(key.name).map(Spanned::get_ref) else {
            continue;
        };
        for entry in list {
            if let DeValue::Table(table) = entry.get_ref() {
                let mut facts = Facts::new();
                gather(key.inside(), table, text, "", &mut facts);
                events.push(Event {
                    name: key.name.to_owned(),
                    facts,
                });
            }
        }
    }
    Some((found, events))
}

fn gather(keys: &[Key], table: &DeTable<'_>, text: &str, before: &str, found: &mut Facts) {
    for key in keys {
        let Some(value) = table.get(key.name) else { continue };
        let path = format!("{before}{}", key.name);
        if let (What::Table(inside), DeValue::Table(table)) = (&key.what, value.get_ref()) {
            gather(inside, table, text, &format!("{path}."), found);
        } else if let Some(value) = read(&key.what, value, text) {
            found.insert(path, value);
        }
    }
}

fn read(what: &What, value: &Spanned<DeValue<'_>>, text: &str) -> Option<Value> {
    match (what, value.get_ref()) {
        (What::Amount | What::AmountOrZero, DeValue::Integer(_) | DeValue::Float(_)) => {
            Satang::parse(&text[value.span()]).ok().map(Value::Amount)
        }
        (What::Percent, DeValue::Integer(_) | DeValue::Float(_)) => {
            Percent::parse(&text[value.span()]).map(Value::Percent)
        }
        (What::Whole(_), DeValue::Integer(_)) => {
            let digits = text[value.span()].replace('_', "");
            digits.parse().ok().map(Value::Whole)
        }
        (What::Day, DeValue::Datetime(moment)) => {
            let date = moment.date.filter(|_| moment.time.is_none())?;
            NaiveDate::from_ymd_opt(i32::from(date.year), date.month.into(), date.day.into()).map(Value::Day)
        }
        (What::Yes, DeValue::Boolean(yes)) => Some(Value::Yes(*yes)),
        (What::Texts | What::Choices(_), DeValue::Array(list)) => list
            .iter()
            .map(|one| one.get_ref().as_str().map(str::to_owned))
            .collect::<Option<Vec<String>>>()
            .map(Value::Texts),
        (
            What::Text | What::Prose | What::Address | What::Link | What::Choice(_) | What::Purpose | What::Rule,
            DeValue::String(words),
        ) => Some(Value::text(words.as_ref())),
        _ => None,
    }
}
