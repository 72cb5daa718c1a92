//! Changing single facts of a text that an officer wrote.

use toml_edit::{Decor, DocumentMut, InlineTable, Item, Key as Name, Table, TableLike, Value as Written};

use super::ends;
use super::value::Value;
use crate::record::shape::Key;

/// A text under the pen.
pub struct Pen {
    doc: DocumentMut,
    before: String,
}

/// Stands behind what is taken out, until its line is: no text of TOML has it.
const TAKEN: &str = "\u{1}";

/// Where in a record a fact stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot<'p> {
    /// The event: its header and its number among those of its kind, from 0;
    /// nothing for the record's own keys.
    pub event: Option<(&'p str, usize)>,
    /// The key, dotted: `amount`, `borrower.name`.
    pub key: &'p str,
}

impl Pen {
    /// Takes up a text; `None` where it is no TOML.
    #[must_use]
    pub fn new(text: &str) -> Option<Pen> {
        let plain = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        Some(Pen {
            doc: plain.parse().ok()?,
            before: text.to_owned(),
        })
    }

    /// Writes a fact: in place where the key stands, else where the catalogue
    /// has it. Returns whether the spot could be found: an event that does not
    /// exist has none, nor has a key where something of another shape stands.
    pub fn set(&mut self, keys: &[Key], spot: Spot<'_>, value: &Value) -> bool {
        let Some((keys, holder)) = self.holder(keys, spot.event) else {
            return false;
        };
        let Ok(new) = value.written().parse::<Written>() else {
            return false;
        };
        match spot.key.split_once('.') {
            None => holder.put(keys, spot.key, new),
            Some((outer, inner)) => holder.put_inside(keys, outer, inner, new),
        }
    }

    /// Takes a fact out, its line with it; comments above it stay. Returns
    /// whether it stood there.
    pub fn remove(&mut self, keys: &[Key], spot: Spot<'_>) -> bool {
        let before = self.doc.clone();
        let Some((_, holder)) = self.holder(keys, spot.event) else {
            return false;
        };
        let taken = match spot.key.split_once('.') {
            None => holder.take(spot.key),
            Some((outer, inner)) => holder.take_inside(outer, inner),
        };
        let text = self.doc.to_string();
        let lines = text.split_inclusive('\n').filter(|line| !line.contains(TAKEN));
        match lines.collect::<String>().parse() {
            Ok(doc) => self.doc = doc,
            Err(_) => {
                self.doc = before;
                return false;
            }
        }
        taken
    }

    /// Returns the text as it is now.
    #[must_use]
    pub fn text(&self) -> String {
        let mark = if self.before.starts_with('\u{feff}') {
            "\u{feff}"
        } else {
            ""
        };
        let mut text = format!("{mark}{}", self.doc);
        // A file without an end of its last line stays one.
        if !self.before.is_empty() && !self.before.ends_with('\n') && text.ends_with('\n') {
            text.pop();
        }
        ends::keep(&self.before, &text)
    }

    fn holder<'k>(&mut self, keys: &'k [Key], event: Option<(&str, usize)>) -> Option<(&'k [Key], Holder<'_>)> {
        let Some((name, number)) = event else {
            return Some((keys, Holder::Lines(self.doc.as_table_mut())));
        };
        let keys = keys.iter().find(|key| key.name == name)?.inside();
        let holder = match self.doc.get_mut(name)? {
            Item::ArrayOfTables(list) => Holder::Lines(list.get_mut(number)?),
            Item::Value(Written::Array(list)) => Holder::Braces(list.get_mut(number)?.as_inline_table_mut()?),
            _ => return None,
        };
        Some((keys, holder))
    }
}

/// A table as lines or between braces.
enum Holder<'t> {
    Lines(&'t mut Table),
    Braces(&'t mut InlineTable),
}

impl Holder<'_> {
    fn put(self, keys: &[Key], name: &str, new: Written) -> bool {
        match self {
            Holder::Lines(table) => put_line(table, keys, name, new),
            Holder::Braces(table) => put_braced(table, keys, name, new),
        }
    }

    fn put_inside(self, keys: &[Key], outer: &str, inner: &str, new: Written) -> bool {
        let within = keys.iter().find(|key| key.name == outer).map_or(&[][..], Key::inside);
        let found = match self {
            Holder::Lines(ref table) => table.contains_key(outer),
            Holder::Braces(ref table) => table.contains_key(outer),
        };
        if !found {
            let mut table = InlineTable::new();
            table.insert(inner, new);
            return self.put(keys, outer, Written::InlineTable(table));
        }
        match self {
            Holder::Lines(table) => match table.get_mut(outer) {
                Some(Item::Table(table)) => put_line(table, within, inner, new),
                Some(Item::Value(Written::InlineTable(table))) => put_braced(table, within, inner, new),
                _ => false,
            },
            Holder::Braces(table) => match table.get_mut(outer) {
                Some(Written::InlineTable(table)) => put_braced(table, within, inner, new),
                _ => false,
            },
        }
    }

    fn take(self, name: &str) -> bool {
        match self {
            Holder::Lines(table) => take_line(table, name),
            Holder::Braces(table) => take_braced(table, name),
        }
    }

    fn take_inside(self, outer: &str, inner: &str) -> bool {
        let is_alone = |table: &dyn TableLike| table.len() == 1 && table.contains_key(inner);
        let goes_whole = match &self {
            Holder::Lines(table) => table.get(outer).and_then(Item::as_table_like).is_some_and(is_alone),
            Holder::Braces(table) => {
                let table = table.get(outer).and_then(Written::as_inline_table);
                table.is_some_and(|table| is_alone(table))
            }
        };
        if goes_whole {
            return self.take(outer);
        }
        match self {
            Holder::Lines(table) => match table.get_mut(outer) {
                Some(Item::Table(inside)) => take_line(inside, inner),
                Some(Item::Value(Written::InlineTable(inside))) => take_braced(inside, inner),
                _ => false,
            },
            Holder::Braces(table) => match table.get_mut(outer) {
                Some(Written::InlineTable(inside)) => take_braced(inside, inner),
                _ => false,
            },
        }
    }
}

/// The place of a key in the catalogue.
fn rank(keys: &[Key], name: &str) -> usize {
    keys.iter().position(|key| key.name == name).unwrap_or(usize::MAX)
}

/// Replaces a value, keeping the spaces and the comment around it.
fn replace(old: &mut Written, mut new: Written) {
    *new.decor_mut() = old.decor().clone();
    *old = new;
}

fn put_line(table: &mut Table, keys: &[Key], name: &str, mut new: Written) -> bool {
    match table.get_mut(name) {
        Some(Item::Value(old)) => {
            replace(old, new);
            return true;
        }
        Some(_) => return false,
        None => {}
    }
    new.decor_mut().clear();
    let mine = rank(keys, name);
    let later: Vec<String> = table
        .iter()
        .map(|(key, _)| key)
        .skip_while(|key| rank(keys, key) < mine || !keys.iter().any(|known| known.name == *key))
        .map(str::to_owned)
        .collect();
    let width = aligned(table);
    let rest: Vec<(Name, Item)> = later.iter().filter_map(|key| table.remove_entry(key)).collect();
    let pad = width.map_or(1, |width| width.saturating_sub(name.len()).max(1));
    let name = Name::new(name).with_leaf_decor(Decor::new("", " ".repeat(pad)));
    table.insert_formatted(&name, Item::Value(new));
    for (key, item) in rest {
        table.insert_formatted(&key, item);
    }
    true
}

/// How far from the line's start the signs of a table stand, where they stand
/// below each other; keys that are too long stand out.
fn aligned(table: &Table) -> Option<usize> {
    let lines: Vec<(usize, usize)> = table
        .iter()
        .filter(|(_, item)| item.is_value())
        .filter_map(|(name, _)| {
            let key = table.key(name)?;
            let gap = key.leaf_decor().suffix().and_then(|raw| raw.as_str()).unwrap_or(" ");
            Some((key.display_repr().chars().count(), gap.len()))
        })
        .collect();
    let width = lines.iter().map(|(name, gap)| name + gap).min()?;
    let fits = |(name, gap): &(usize, usize)| name + gap == width || (*gap == 1 && name + 1 > width);
    lines.iter().all(fits).then_some(width)
}

fn put_braced(table: &mut InlineTable, keys: &[Key], name: &str, new: Written) -> bool {
    if let Some(old) = table.get_mut(name) {
        replace(old, new);
        return true;
    }
    table.insert(name, new);
    table.sort_values_by(|a, _, b, _| rank(keys, a.get()).cmp(&rank(keys, b.get())));
    table.fmt();
    true
}

/// Marks what is taken out, lines and headers, until [`Pen::remove`] leaves them out.
/// Comments above them stay.
fn take_line(table: &mut Table, name: &str) -> bool {
    let Some((mut key, item)) = table.get_key_value_mut(name) else {
        return false;
    };
    thin(key.leaf_decor_mut());
    mark(item);
    true
}

fn mark(item: &mut Item) {
    match item {
        // What spans lines is a word first.
        Item::Value(value) => {
            *value = Written::from(true);
            value.decor_mut().set_suffix(TAKEN);
        }
        Item::Table(table) => mark_table(table),
        Item::ArrayOfTables(list) => list.iter_mut().for_each(mark_table),
        Item::None => {}
    }
}

fn mark_table(table: &mut Table) {
    thin(table.decor_mut());
    table.decor_mut().set_suffix(TAKEN);
    for (mut key, item) in table.iter_mut() {
        thin(key.leaf_decor_mut());
        mark(item);
    }
}

/// Empty lines above what is taken out go with it where no comment stands there.
fn thin(above: &mut Decor) {
    let is_comment = above
        .prefix()
        .and_then(|raw| raw.as_str())
        .is_some_and(|text| text.contains('#'));
    if !is_comment {
        above.set_prefix("");
    }
}

fn take_braced(table: &mut InlineTable, name: &str) -> bool {
    let taken = table.remove(name).is_some();
    if taken {
        table.fmt();
    }
    taken
}

#[cfg(test)]
mod tests;
