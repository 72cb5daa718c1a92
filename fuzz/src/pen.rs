//! The pen: a fact is written, or taken out, in a text that an officer wrote.
//! The first line says which file and what to do, the rest is the text:
//! `advance set amount 25000`, `guarantee drop clearing/0 cash`.

use std::collections::BTreeMap;

use duebook::pen::{self, Event, Facts, Pen, Spot, Value};
use duebook::record::shape::{self, File, Key};

use crate::{first_line, text};

pub(crate) fn pen(data: &[u8]) {
    let (order, rest) = first_line(data);
    let (order, text) = (text(order), text(rest));
    let mut words = order.splitn(4, ' ');
    let mut word = || words.next().unwrap_or_default();
    let (file, deed, place, said) = (word(), word(), word(), word());
    let Some((_, file)) = File::ALL.into_iter().find(|(name, _)| *name == file) else {
        return;
    };
    let keys = file.keys();
    let (spot, full) = spot(place);
    let Some(key) = shape::find(keys, &full) else { return };
    match (deed, pen::typed(&key.what, said)) {
        ("set", Ok(value)) => set(keys, spot, &value, &text),
        ("drop", _) => drop(keys, spot, &text),
        ("append", _) => append(keys, key, &text),
        _ => {}
    }
}

/// `clearing/0/cash` is the cash of the first clearing; `borrower.name` the
/// record's own.
fn spot(place: &str) -> (Spot<'_>, String) {
    let parts: Vec<&str> = place.split('/').collect();
    match parts[..] {
        [event, number, key] => {
            let event = Some((event, number.parse().unwrap_or(0)));
            (Spot { event, key }, format!("{}.{key}", parts[0]))
        }
        _ => (
            Spot {
                event: None,
                key: place,
            },
            place.to_owned(),
        ),
    }
}

type Read = (Facts, Vec<Event>);

fn read(keys: &[Key], text: &str) -> Option<Read> {
    pen::facts(keys, text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// All that a text says, by place.
fn flat((facts, events): Read) -> BTreeMap<String, Value> {
    let mut all: BTreeMap<String, Value> = facts.into_iter().collect();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for event in events {
        let number = numbers.entry(event.name.clone()).or_default();
        for (key, value) in event.facts {
            all.insert(format!("{}/{number}/{key}", event.name), value);
        }
        *number += 1;
    }
    all
}

fn place(spot: Spot<'_>) -> String {
    match spot.event {
        Some((event, number)) => format!("{event}/{number}/{}", spot.key),
        None => spot.key.to_owned(),
    }
}

fn set(keys: &'static [Key], spot: Spot<'_>, value: &Value, text: &str) {
    let (Some(before), Some(mut pen)) = (read(keys, text), Pen::new(text)) else {
        return;
    };
    if !pen.set(keys, spot, value) {
        return;
    }
    let new = pen.text();
    let after = read(keys, &new).unwrap_or_else(|| panic!("no TOML any more: {new:?}"));
    let mut want = flat(before);
    want.insert(place(spot), value.clone());
    assert_eq!(flat(after), want, "{new}");
    if lines_tell(text) && lines_tell(&new) {
        assert_eq!(comments(&new), comments(text), "comments of {text:?} in {new:?}");
    }
}

fn drop(keys: &'static [Key], spot: Spot<'_>, text: &str) {
    let (Some(before), Some(mut pen)) = (read(keys, text), Pen::new(text)) else {
        return;
    };
    if !pen.remove(keys, spot) {
        return;
    }
    let new = pen.text();
    let after = read(keys, &new).unwrap_or_else(|| panic!("no TOML any more: {new:?}"));
    let gone = place(spot);
    let mut want = flat(before);
    want.retain(|key, _| *key != gone && !key.starts_with(&format!("{gone}.")));
    assert_eq!(flat(after), want, "{new}");
}

/// An event of a text, appended to it again.
fn append(keys: &'static [Key], key: &Key, text: &str) {
    let Some((facts, events)) = read(keys, text) else {
        return;
    };
    let Some(event) = events.iter().find(|event| event.name == key.name).cloned() else {
        return;
    };
    let written = pen::event(key.inside(), &event);
    let new = pen::append(text, &written);
    // Text of which the events stand in brackets takes no `[[…]]`.
    let Some((after, all)) = read(keys, &new) else { return };
    assert_eq!(after, facts, "{new}");
    assert_eq!(all.len(), events.len() + 1, "{new}");
    assert!(all.iter().filter(|one| **one == event).count() > 1, "{new}");
    let again = pen::record(keys, &facts, &events);
    assert_eq!(read(keys, &again), Some((facts, events)), "{again}");
}

/// Whether no value goes over several lines, so that lines tell what is a comment.
fn lines_tell(text: &str) -> bool {
    let ends = |line: &str| line.trim_end().ends_with(['[', ',', '{']);
    !text.contains("\"\"\"") && !text.contains("'''") && !text.lines().any(ends)
}

fn comments(text: &str) -> usize {
    // The reader passes over a second mark of UTF-8, and the pen leaves it out.
    let bare = text.trim_start_matches('\u{feff}');
    bare.lines().filter(|line| line.trim_start().starts_with('#')).count()
}
