//! The table reader: asks a TOML table for its keys one by one, keeps the
//! place of each value, and reports every mistake instead of the first.

mod amount;
mod day;
mod keys;
mod nested;
mod number;
mod shape;
mod text;

use std::borrow::Cow;
use std::cell::RefCell;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::code::Code;
use super::conflict;
use super::diagnostic::{Faults, Words};
use super::source::{Source, Span};
use super::syntax;
use super::words::{write_here, write_line};
use keys::Missed;

/// Keys that stand apart: where one cannot be understood, dates and sums of the record
/// are judged all the same.
const APART: [&str; 17] = [
    "approved_by",
    "bank",
    "category",
    "contract",
    "due_printed",
    "email",
    "fund",
    "name",
    "note",
    "notes",
    "number",
    "position",
    "project",
    "purpose",
    "receipt",
    "reference",
    "to",
];

/// Whether dates and sums are judged though a key cannot be understood.
pub(super) fn stands_apart(key: &str) -> bool {
    APART.contains(&key)
}

/// A table of a file while it is being read.
pub struct Table<'s, 'f> {
    faults: &'f Faults<'s>,
    entries: Vec<Entry<'f>>,
    /// The place of the whole table: its header line or braces.
    pub span: Span,
    asked: RefCell<Vec<&'static str>>,
    /// What the record around this table is asked for: a line of it may have
    /// slipped below this table's header.
    around: Vec<&'static str>,
    missed: RefCell<Vec<Missed>>,
}

struct Entry<'t> {
    key: Cow<'t, str>,
    key_span: Span,
    value: Option<Spanned<DeValue<'t>>>,
}

/// Reads a source into its root table, reporting all that is not TOML.
///
/// Lines that cannot be understood are left out, for they have been reported.
pub fn read<'s, 'f>(source: &'s Source, faults: &'f Faults<'s>) -> Table<'s, 'f> {
    if conflict::told(faults) {
        return Table::new(faults, DeTable::new(), Span::from(0..0), Vec::new());
    }
    let (mut root, errors) = DeTable::parse_recoverable(source.text.as_str());
    if !errors.is_empty() || syntax::is_newer(&source.text) {
        let covered = faults.keep(syntax::sound(faults));
        root = DeTable::parse_recoverable(covered).0;
    }
    Table::new(faults, root.into_inner(), Span::from(0..0), Vec::new())
}

impl<'s, 'f> Table<'s, 'f> {
    fn new(faults: &'f Faults<'s>, table: DeTable<'f>, span: Span, around: Vec<&'static str>) -> Table<'s, 'f> {
        let entries = table
            .into_iter()
            .map(|(key, value)| Entry {
                key_span: key.span().into(),
                key: key.into_inner(),
                value: Some(value),
            })
            .collect();
        Table {
            faults,
            entries,
            span,
            asked: RefCell::default(),
            around,
            missed: RefCell::default(),
        }
    }

    /// Returns where findings of this file go.
    #[must_use]
    pub fn faults(&self) -> &'f Faults<'s> {
        self.faults
    }

    /// Returns whether the key is written at all, readable or not.
    pub fn has(&self, key: &'static str) -> bool {
        self.key_span(key).is_some() || self.faults.is_unread(key)
    }

    /// Returns where a key's name stands.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| entry.key_span)
    }

    fn take(&mut self, key: &'static str) -> Option<(Spanned<DeValue<'f>>, Span)> {
        self.asked.borrow_mut().push(key);
        let entry = self.entries.iter_mut().find(|entry| entry.key == key)?;
        let value = entry.value.take()?;
        // An empty span marks a value that the parser has reported already.
        (!value.span().is_empty()).then(|| {
            let span = value.span().into();
            (value, span)
        })
    }

    /// Says what must be written for a key: the whole line, or the part of it where
    /// the key stands in braces among others.
    fn write(&self, key: &str, value: &str) -> Words {
        let text = format!("{key} = {value}");
        if self.is_inline() {
            write_here(&text)
        } else {
            write_line(&text)
        }
    }

    /// Whether the table stands in braces on a line.
    fn is_inline(&self) -> bool {
        self.faults.source.slice(self.span).starts_with('{')
    }

    fn wrong(&self, span: Span, key: &str, want: &Words, example: &str) {
        self.wrong_as(Code::WrongType, span, key, want, example);
    }

    /// Notes that a key's value could not be understood, where anything else is
    /// reckoned from it.
    fn lose(&self, key: &str) {
        if !stands_apart(key) {
            self.faults.lose();
        }
    }

    fn wrong_as(&self, code: Code, span: Span, key: &str, want: &Words, example: &str) {
        self.lose(key);
        self.faults.add(
            code,
            span,
            Words::new(
                format!("`{key}` ต้องเป็น{}", want.th),
                format!("`{key}` must be {}", want.en),
            ),
            self.write(key, example),
        );
    }
}
