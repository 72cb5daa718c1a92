//! New text: a record or an event, in the catalogue's order.

use std::fmt::Write as _;

use super::facts::{Event, Facts};
use super::value::Value;
use crate::record::shape::{Key, What};

/// Writes a new record: its keys in order with their signs below each other,
/// then its events.
#[must_use]
pub fn record(keys: &[Key], facts: &Facts, events: &[Event]) -> String {
    let mut text = lines(keys, facts);
    for one in events {
        let key = keys.iter().find(|key| key.name == one.name);
        text.push('\n');
        text.push_str(&event(key.map_or(&[], |key| key.inside()), one));
    }
    text
}

/// Writes one event with its header.
#[must_use]
pub fn event(keys: &[Key], event: &Event) -> String {
    format!("[[{}]]\n{}", event.name, lines(keys, &event.facts))
}

/// Appends an event's text to a record's, keeping all that stands there and the
/// file's own line ends.
#[must_use]
pub fn append(text: &str, event: &str) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        end
    };
    format!("{text}{gap}{end}{}", event.replace('\n', end))
}

fn lines(keys: &[Key], facts: &Facts) -> String {
    let written: Vec<(&str, String)> = keys
        .iter()
        .filter_map(|key| Some((key.name, value(key, facts)?)))
        .collect();
    let width = margin(written.iter().map(|(name, _)| *name));
    let mut text = String::new();
    for (name, value) in written {
        let _ = writeln!(text, "{name:width$} = {value}");
    }
    text
}

/// Keys up to this length have their signs below each other; a longer one stands
/// out, so that adding it later touches no other line.
const WIDEST: usize = 10;

/// Returns how long the keys of a table are made for their signs to stand below
/// each other.
pub(super) fn margin<'k>(names: impl Iterator<Item = &'k str>) -> usize {
    let lengths: Vec<usize> = names.map(|name| name.chars().count()).collect();
    let short = lengths.iter().filter(|length| **length <= WIDEST).max();
    short.or(lengths.iter().max()).copied().unwrap_or(0)
}

/// The value of a key, a table between braces; nothing where no fact speaks of it.
fn value(key: &Key, facts: &Facts) -> Option<String> {
    let What::Table(inside) = &key.what else {
        return facts.get(key.name).map(Value::written);
    };
    let pairs: Vec<String> = inside
        .iter()
        .filter_map(|inner| {
            let value = facts.get(&format!("{}.{}", key.name, inner.name))?;
            Some(format!("{} = {}", inner.name, value.written()))
        })
        .collect();
    (!pairs.is_empty()).then(|| format!("{{ {} }}", pairs.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::shape::File;

    #[test]
    fn an_event_is_appended_with_the_files_own_line_ends() {
        assert_eq!(append("a = 1\n", "[[b]]\nc = 2\n"), "a = 1\n\n[[b]]\nc = 2\n");
        assert_eq!(append("a = 1\r\n# end", "[[b]]\n"), "a = 1\r\n# end\r\n\r\n[[b]]\r\n");
    }

    #[test]
    fn a_record_is_written_in_order_and_its_signs_stand_below_each_other() {
        let facts = Facts::from([
            (
                "contracted".to_owned(),
                Value::Day("2026-10-12".parse().expect("a day")),
            ),
            ("contract".to_owned(), Value::text("บย. 1/2570")),
            ("borrower.email".to_owned(), Value::text("a@example.org")),
            ("borrower.name".to_owned(), Value::text("นายตัวอย่าง")),
        ]);
        let events = [Event {
            name: "clearing".to_owned(),
            facts: Facts::from([("cash".to_owned(), Value::Amount(crate::money::Satang(100)))]),
        }];
        assert_eq!(
            record(File::Advance.keys(), &facts, &events),
            "contract   = \"บย. 1/2570\"\nborrower   = { name = \"นายตัวอย่าง\", email = \"a@example.org\" }\n\
             contracted = 2026-10-12\n\n[[clearing]]\ncash = 1.00\n"
        );
    }
}
