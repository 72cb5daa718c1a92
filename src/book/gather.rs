//! From files to a book: every source read by the room its path names.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::journal::Journal;
use crate::record::{Advance, Agency, Guarantee, Office, Project, RecordId};
use crate::rule::{Calendar, RuleBook};
use crate::text::{Diagnostic, Source};

/// All records of an office, read and judged one by one.
#[derive(Debug, Default)]
pub struct Book {
    /// The office.
    pub office: Office,
    /// Where a file stands, for findings and evidence.
    pub sources: BTreeMap<Arc<str>, Source>,
    /// Agencies by folder.
    pub agencies: BTreeMap<String, Agency>,
    /// The regulations.
    pub rules: RuleBook,
    /// The closed days.
    pub calendar: Calendar,
    /// Advances, sorted by path.
    pub advances: Vec<Advance>,
    /// Guarantees, sorted by path.
    pub guarantees: Vec<Guarantee>,
    /// Projects, sorted by path.
    pub projects: Vec<Project>,
    /// What was sent.
    pub journal: Journal,
}

/// A book and everything that was found while reading it.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The book, as far as it could be read.
    pub book: Book,
    /// The findings, sorted.
    pub findings: Vec<Diagnostic>,
}

impl Book {
    /// Returns the source of a record's file.
    #[must_use]
    pub fn source(&self, id: &RecordId) -> Option<&Source> {
        self.sources.get(id.file().as_str())
    }
}
