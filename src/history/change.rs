//! What a commit did to one record: its facts before beside its facts after.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::pen::{self, Event, Facts, Value, said};
use crate::record::shape::{self, File, Key};
use crate::text::Words;

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The file was made.
    Made(Facts),
    /// The file went.
    Deleted,
    /// A fact was set, changed or taken out.
    Fact {
        /// Its key, dotted.
        key: String,
        /// What it was.
        old: Option<Value>,
        /// What it is.
        new: Option<Value>,
    },
    /// An event came in.
    Entered(Event),
    /// An event was voided, which keeps it.
    Voided(Event),
    /// A fact of an event was set, changed or taken out.
    EventFact {
        /// The event as it was.
        event: Event,
        /// Where it stands now among those of its kind, from 1.
        number: usize,
        /// The key inside it, dotted.
        key: String,
        /// What it was.
        old: Option<Value>,
        /// What it is.
        new: Option<Value>,
    },
    /// An event was taken out.
    Removed(Event),
    /// Comments, order or spaces alone.
    Form,
    /// One of the two texts is no TOML.
    Unreadable,
}

/// Everything that a commit did to a record.
pub type Changes = Vec<Change>;

/// Compares two texts of a record.
#[must_use]
pub fn between(file: File, before: Option<&str>, after: Option<&str>) -> Changes {
    let keys = file.keys();
    let (before, after) = match (before, after) {
        (None, None) => return Vec::new(),
        (Some(_), None) => return vec![Change::Deleted],
        (before, Some(after)) => (before, after),
    };
    let Some(new) = pen::facts(keys, after) else {
        return vec![Change::Unreadable];
    };
    let Some(before) = before else {
        let mut changes = vec![Change::Made(new.0)];
        changes.extend(new.1.into_iter().map(Change::Entered));
        return changes;
    };
    let Some(old) = pen::facts(keys, before) else {
        return vec![Change::Unreadable];
    };
    let mut changes = Vec::new();
    for (key, old, new) in pairs(&old.0, &new.0) {
        changes.push(Change::Fact {
            key: key.to_owned(),
            old: old.cloned(),
            new: new.cloned(),
        });
    }
    for key in keys.iter().filter(|key| key.is_event()) {
        let of = |events: &[Event]| -> Vec<Event> {
            let events = events.iter().filter(|event| event.name == key.name);
            events.cloned().collect()
        };
        events(&of(&old.1), &of(&new.1), &mut changes);
    }
    if changes.is_empty() && before != after {
        changes.push(Change::Form);
    }
    changes
}

/// The facts that differ, in the order of their keys.
fn pairs<'f>(old: &'f Facts, new: &'f Facts) -> Vec<(&'f str, Option<&'f Value>, Option<&'f Value>)> {
    let mut keys: Vec<&str> = old.keys().chain(new.keys()).map(String::as_str).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter()
        .map(|key| (key, old.get(key), new.get(key)))
        .filter(|(_, old, new)| old != new)
        .collect()
}

/// Compares the events of one kind. What stands on both sides is the same event,
/// wherever it was moved to; of the rest between the same neighbours, those belong
/// together that have most in common.
fn events(old: &[Event], new: &[Event], changes: &mut Changes) {
    let kept = common(old, new);
    let (old_kept, new_kept): (BTreeSet<usize>, BTreeSet<usize>) = kept.iter().copied().unzip();
    let mut gone: Vec<usize> = (0..old.len()).filter(|at| !old_kept.contains(at)).collect();
    let mut come: Vec<usize> = (0..new.len()).filter(|to| !new_kept.contains(to)).collect();
    if gone.len() * come.len() <= MOST_PAIRS {
        gone.retain(|at| match come.iter().position(|to| new[*to] == old[*at]) {
            Some(moved) => {
                come.remove(moved);
                false
            }
            None => true,
        });
    }
    let (mut at, mut to) = (0, 0);
    for (next_old, next_new) in kept.into_iter().chain([(old.len(), new.len())]) {
        let mut here = within(&come, to, next_new).to_vec();
        let left = within(&gone, at, next_old);
        let few = left.len() * here.len() <= MOST_PAIRS;
        for event in left.iter().map(|place| &old[*place]) {
            let in_common = |place: usize| {
                event
                    .facts
                    .iter()
                    .filter(|(key, value)| new[place].facts.get(*key) == Some(value))
                    .count()
            };
            // Of equals the first: `max_by_key` takes the last.
            let candidates = if few { here.len() } else { here.len().min(1) };
            match (0..candidates).rev().max_by_key(|nth| in_common(here[*nth])) {
                Some(nth) => {
                    let place = here.remove(nth);
                    changed(event, &new[place], place + 1, changes);
                }
                None => changes.push(Change::Removed(event.clone())),
            }
        }
        changes.extend(here.into_iter().map(|place| Change::Entered(new[place].clone())));
        (at, to) = (next_old + 1, next_new + 1);
    }
}

/// The places from one on and before another.
fn within(places: &[usize], from: usize, to: usize) -> &[usize] {
    let start = places.partition_point(|place| *place < from);
    &places[start..start.max(places.partition_point(|place| *place < to))]
}

fn changed(old: &Event, new: &Event, number: usize, changes: &mut Changes) {
    let voided = !old.facts.contains_key("void.date") && new.facts.contains_key("void.date");
    if voided {
        changes.push(Change::Voided(new.clone()));
    }
    for (key, before, after) in pairs(&old.facts, &new.facts) {
        if voided && key.starts_with("void.") {
            continue;
        }
        changes.push(Change::EventFact {
            event: old.clone(),
            number,
            key: key.to_owned(),
            old: before.cloned(),
            new: after.cloned(),
        });
    }
}

/// So many pairs of events are held against each other; where a file has more, an
/// event is looked for near the place where it stood.
const MOST_PAIRS: usize = 1_000_000;

/// How far an event is looked for in such a file.
const NEAR: usize = 256;

/// The longest run of equal events on both sides, as places.
fn common(old: &[Event], new: &[Event]) -> Vec<(usize, usize)> {
    // Nearly always something was added at the end, or changed near it.
    let start = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[start..], &new[start..]);
    let ends = old.iter().rev().zip(new.iter().rev());
    let end = ends.take_while(|(old, new)| old == new).count();
    let (from, to) = (old.len() - end, new.len() - end);
    let between = if from * to > MOST_PAIRS {
        near(&old[..from], &new[..to])
    } else {
        longest(&old[..from], &new[..to])
    };
    (0..start)
        .map(|at| (at, at))
        .chain(between.into_iter().map(|(at, to)| (start + at, start + to)))
        .chain((0..end).map(|at| (start + from + at, start + to + at)))
        .collect()
}

fn longest(old: &[Event], new: &[Event]) -> Vec<(usize, usize)> {
    let mut longest = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for at in (0..old.len()).rev() {
        for to in (0..new.len()).rev() {
            longest[at][to] = if old[at] == new[to] {
                longest[at + 1][to + 1] + 1
            } else {
                longest[at + 1][to].max(longest[at][to + 1])
            };
        }
    }
    let (mut at, mut to, mut found) = (0, 0, Vec::new());
    while at < old.len() && to < new.len() {
        if old[at] == new[to] {
            found.push((at, to));
            (at, to) = (at + 1, to + 1);
        } else if longest[at + 1][to] >= longest[at][to + 1] {
            at += 1;
        } else {
            to += 1;
        }
    }
    found
}

/// A run of equal events, each found near the one before it.
fn near(old: &[Event], new: &[Event]) -> Vec<(usize, usize)> {
    let (mut at, mut found) = (0, Vec::new());
    for (to, event) in new.iter().enumerate() {
        let there = old[at..].iter().take(NEAR).position(|known| known == event);
        if let Some(there) = there {
            found.push((at + there, to));
            at += there + 1;
        }
    }
    found
}

/// What is taken from somebody's salary is that person's own affair: openly
/// it is told neither as such nor as cash.
const SALARY: &str = "salary";

impl Change {
    /// Returns whether what it says may name or describe a person: told inside
    /// the office only.
    #[must_use]
    pub fn is_private(&self) -> bool {
        match self {
            Change::Fact { old, new, .. } | Change::EventFact { old, new, .. } => {
                let is_text = |value: &Option<Value>| matches!(value, Some(Value::Text(_) | Value::Texts(_)));
                is_text(old) || is_text(new)
            }
            _ => false,
        }
    }

    /// Returns the change in the field's words. With `openly` a text that may name
    /// a person is not repeated.
    #[must_use]
    pub fn words(&self, file: File, openly: bool) -> Words {
        let keys = file.keys();
        let find = |event: &Event| shape::find(keys, &event.name);
        let event = |th: &str, en: &str, event: &Event| {
            let mut facts = Cow::Borrowed(&event.facts);
            if openly && facts.contains_key(SALARY) {
                facts.to_mut().retain(|key, _| key != SALARY && key != "cash");
            }
            let said = find(event).map_or_else(|| Words::new("", ""), |key| said::event(key, &facts));
            Words::new(format!("{th}{}", said.th), format!("{en}{}", said.en))
        };
        match self {
            Change::Made(facts) => made(keys, facts),
            Change::Deleted => Words::new("ลบทั้งแฟ้ม", "the whole file deleted"),
            Change::Fact { key, old, new } => {
                let mut path = key.as_str();
                let known = shape::find(keys, key);
                // A key of a table is told with the table's word.
                let table = path.split_once('.').and_then(|(head, _)| {
                    path = head;
                    shape::find(keys, head)
                });
                told(table, known, (old, new), openly && self.is_private())
            }
            Change::Entered(entered) => event("บันทึก", "entered: ", entered),
            Change::Voided(voided) => {
                let mut words = event("ยกเลิกรายการ ", "voided: ", voided);
                if let Some(Value::Text(reason)) = voided.facts.get("void.reason").filter(|_| !openly) {
                    words = Words::new(
                        format!("{} เพราะ{reason}", words.th),
                        format!("{}, because {reason}", words.en),
                    );
                }
                words
            }
            Change::EventFact {
                event,
                number,
                key,
                old,
                new,
            } => {
                let outer = find(event);
                let inner = outer.and_then(|outer| shape::find(outer.inside(), key));
                let words = if openly && key == SALARY {
                    Words::new("แก้จำนวนเงินที่คืน", "amount paid back changed")
                } else {
                    told(None, inner, (old, new), openly && self.is_private())
                };
                let label = outer.map_or(("", ""), |outer| outer.label);
                Words::new(
                    format!("{}ครั้งที่ {number}: {}", label.0, words.th),
                    format!("{} {number}: {}", label.1, words.en),
                )
            }
            Change::Removed(removed) => event("ลบรายการ ", "taken out: ", removed),
            Change::Form => Words::new("จัดรูปแบบหรือหมายเหตุ ข้อมูลไม่เปลี่ยน", "form or comments; no fact changed"),
            Change::Unreadable => Words::new("แฟ้มรุ่นนี้อ่านไม่ได้", "the file cannot be read at this commit"),
        }
    }
}

fn made(keys: &'static [Key], facts: &Facts) -> Words {
    let (mut th, mut en) = (vec!["เพิ่มระเบียน".to_owned()], vec!["record made".to_owned()]);
    for name in ["contract", "amount", "contracted", "received"] {
        if let (Some(key), Some(value)) = (shape::find(keys, name), facts.get(name)) {
            let said = said::value(key, value);
            th.push(format!("{} {}", key.label.0, said.th));
            en.push(format!("{} {}", key.label.1, said.en));
        }
    }
    Words::new(th.join(" · "), en.join(" · "))
}

/// `จำนวนเงิน 85,000.00 → 80,000.00`.
fn told(table: Option<&Key>, key: Option<&Key>, (old, new): (&Option<Value>, &Option<Value>), hidden: bool) -> Words {
    let Some(key) = key else {
        return Words::new("", "");
    };
    let (mut th, mut en) = (key.label.0.to_owned(), key.label.1.to_owned());
    if let Some(table) = table {
        th = format!("{} {th}", table.label.0);
        en = format!("{}: {en}", table.label.1);
    }
    if hidden {
        return match (old, new) {
            (None, _) => Words::new(format!("ใส่{th}"), format!("{en} set")),
            (_, None) => Words::new(format!("ลบ{th}"), format!("{en} taken out")),
            _ => Words::new(format!("แก้{th}"), format!("{en} changed")),
        };
    }
    let said = |value: &Value| {
        let words = said::value(key, value);
        Words::new(words.th.replace('\n', " ¶ "), words.en.replace('\n', " ¶ "))
    };
    match (old.as_ref().map(said), new.as_ref().map(said)) {
        (Some(old), Some(new)) => Words::new(
            format!("{th} {} → {}", old.th, new.th),
            format!("{en} {} → {}", old.en, new.en),
        ),
        (None, Some(new)) => Words::new(format!("ใส่{th} {}", new.th), format!("{en} set: {}", new.en)),
        (Some(old), None) => Words::new(
            format!("ลบ{th} (เดิม {})", old.th),
            format!("{en} taken out (was {})", old.en),
        ),
        (None, None) => Words::new(th, en),
    }
}

#[cfg(test)]
mod tests;
