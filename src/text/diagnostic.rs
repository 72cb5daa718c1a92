//! What is wrong, where, and what to write instead: in Thai and in English.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::code::{Code, Severity};
use super::source::{Source, Span};
use super::table::stands_apart;
use crate::money::Satang;

/// A language of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Thai, the first language of the office.
    #[default]
    Th,
    /// English.
    En,
}

/// The same words in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words {
    /// Thai.
    pub th: String,
    /// English.
    pub en: String,
}

impl Words {
    /// Makes a pair of texts, Thai first.
    pub fn new(th: impl Into<String>, en: impl Into<String>) -> Words {
        Words {
            th: th.into(),
            en: en.into(),
        }
    }

    /// Returns the text in one language.
    #[must_use]
    pub fn lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Th => &self.th,
            Lang::En => &self.en,
        }
    }
}

/// A second place that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Also {
    /// The file.
    pub path: Arc<str>,
    /// The place in it.
    pub span: Span,
    /// Its line, from 1.
    pub line: usize,
    /// What stands there.
    pub words: Words,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// The file.
    pub path: Arc<str>,
    /// The place in it; empty where the finding is about the file as a whole.
    pub span: Span,
    /// Line from 1.
    pub line: usize,
    /// Column from 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub message: Words,
    /// What to write or do instead.
    pub help: Words,
    /// The other end of a contradiction, where there is one.
    pub also: Option<Also>,
    /// What to put at the place, where only one thing can be meant: `fmt`
    /// writes it.
    pub rewrite: Option<String>,
}

impl Diagnostic {
    /// Makes a finding at a place of a source.
    #[must_use]
    pub fn new(code: Code, source: &Source, span: Span, message: Words, help: Words) -> Diagnostic {
        let (line, column) = source.position(span.start as usize);
        Diagnostic {
            code,
            severity: code.severity(),
            path: source.path.clone(),
            span,
            line,
            column,
            message,
            help,
            also: None,
            rewrite: None,
        }
    }

    /// Makes a finding about a whole file, which may not even be readable.
    #[must_use]
    pub fn of_file(code: Code, path: &str, message: Words, help: Words) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            path: path.into(),
            span: Span::default(),
            line: 1,
            column: 1,
            message,
            help,
            also: None,
            rewrite: None,
        }
    }

    /// Adds the other end of a contradiction.
    #[must_use]
    pub fn also(mut self, source: &Source, span: Span, words: Words) -> Diagnostic {
        let (line, _) = source.position(span.start as usize);
        self.also = Some(Also {
            path: source.path.clone(),
            span,
            line,
            words,
        });
        self
    }

    /// Adds what the place can only mean.
    #[must_use]
    pub fn rewriting(mut self, text: impl Into<String>) -> Diagnostic {
        self.rewrite = Some(text.into());
        self
    }

    /// Returns what makes two findings the same mistake before and after an edit,
    /// which may have moved its line.
    #[must_use]
    pub fn mistake(&self) -> String {
        format!("{} {} {}", self.path, self.code.name(), self.message.en)
    }

    /// Changes the weight, where an office's policy decides it.
    #[must_use]
    pub fn weighing(mut self, severity: Severity) -> Diagnostic {
        self.severity = severity;
        self
    }
}

/// So many errors, and so many warnings, are told of one file: a file of a
/// mebibyte can have a hundred thousand, and nobody mends them one by one.
const MOST: usize = 1_000;

/// So many of each are kept while a file is read, which is not done from its top to its
/// end: [`tidy`] chooses those that stand first.
const KEPT: usize = 10 * MOST;

/// Sorts findings by file, place and code, says each once, and of one file no
/// more than anybody would read.
pub fn tidy(findings: &mut Vec<Diagnostic>) {
    findings.sort_by(|a, b| {
        (&a.path, a.line, a.column, a.code, &a.message).cmp(&(&b.path, b.line, b.column, b.code, &b.message))
    });
    findings.dedup_by(|a, b| a.path == b.path && a.span == b.span && a.code == b.code && a.message == b.message);
    let mut told = (None, [0_usize; 2]);
    findings.retain(|finding| {
        if told.0.as_ref() != Some(&finding.path) {
            told = (Some(finding.path.clone()), [0; 2]);
        }
        let count = &mut told.1[usize::from(finding.severity == Severity::Error)];
        *count += 1;
        *count <= MOST
    });
}

/// Returns what findings are about, as [`Diagnostic::mistake`] names them.
#[must_use]
pub fn mistakes(findings: &[Diagnostic]) -> BTreeSet<String> {
    findings.iter().map(Diagnostic::mistake).collect()
}

/// Returns whether any finding is an error.
#[must_use]
pub fn any_error(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// What a value meant that was written in another form than TOML's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// A day.
    Day(NaiveDate),
    /// An amount.
    Amount(Satang),
}

/// The findings of one source while it is read.
#[derive(Debug)]
pub struct Faults<'s> {
    /// The source being read.
    pub source: &'s Source,
    list: RefCell<Vec<Diagnostic>>,
    /// How many are in it, errors and others apart.
    kept: [Cell<usize>; 2],
    /// The text with its slips covered, where there are any.
    covered: OnceCell<String>,
    meant: RefCell<Vec<(Span, Meant)>>,
    unread: RefCell<Vec<String>>,
    lost: Cell<bool>,
}

impl<'s> Faults<'s> {
    /// Starts an empty list for a source.
    #[must_use]
    pub fn new(source: &'s Source) -> Faults<'s> {
        Faults {
            source,
            list: RefCell::default(),
            kept: Default::default(),
            covered: OnceCell::new(),
            meant: RefCell::default(),
            unread: RefCell::default(),
            lost: Cell::new(false),
        }
    }

    /// Adds a finding at a place.
    pub fn add(&self, code: Code, span: Span, message: Words, help: Words) {
        if !self.is_full(code.severity()) {
            self.push(Diagnostic::new(code, self.source, span, message, help));
        }
    }

    /// Adds a finding, where there are not more already than anybody will be told.
    pub fn push(&self, finding: Diagnostic) {
        if !self.is_full(finding.severity) {
            let kept = self.kept(finding.severity);
            kept.set(kept.get() + 1);
            self.list.borrow_mut().push(finding);
        }
    }

    /// Returns whether no more findings of this weight are kept.
    pub(super) fn is_full(&self, severity: Severity) -> bool {
        self.kept(severity).get() >= KEPT
    }

    fn kept(&self, severity: Severity) -> &Cell<usize> {
        &self.kept[usize::from(severity == Severity::Error)]
    }

    /// Notes that something written could not be understood and has been
    /// reported: what would follow from its absence is not to be judged.
    pub fn lose(&self) {
        self.lost.set(true);
    }

    /// Returns whether something written could not be understood.
    #[must_use]
    pub fn lost(&self) -> bool {
        self.lost.get()
    }

    /// Keeps the covered text for as long as the file is read.
    pub(super) fn keep(&self, text: String) -> &str {
        self.covered.get_or_init(|| text)
    }

    /// Notes what the value at a place meant.
    pub(super) fn mean(&self, span: Span, meant: Meant) {
        self.meant.borrow_mut().push((span, meant));
    }

    /// Returns what the value that starts at a place meant, and its whole place.
    pub(super) fn meant(&self, start: u32) -> Option<(Span, Meant)> {
        self.meant
            .borrow()
            .iter()
            .find(|(span, _)| span.start == start)
            .copied()
    }

    /// Notes a key whose line could not be read.
    pub(super) fn unread(&self, key: &str) {
        self.lose();
        self.unread.borrow_mut().push(key.trim().to_ascii_lowercase());
    }

    /// Notes that the one line of a key could not be read.
    pub(super) fn unread_line(&self, key: &str) {
        let lost = self.lost() || !stands_apart(&key.trim().to_ascii_lowercase());
        self.unread(key);
        self.lost.set(lost);
    }

    /// Notes that nothing of the file could be read.
    pub(super) fn lose_all(&self) {
        self.unread("*");
    }

    /// Returns whether a key stands on a line that could not be read.
    pub(super) fn is_unread(&self, key: &str) -> bool {
        self.unread.borrow().iter().any(|known| known == key || known == "*")
    }

    /// Returns all that was found.
    #[must_use]
    pub fn into_list(self) -> Vec<Diagnostic> {
        self.list.into_inner()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whether_there_is_an_error_is_never_lost() {
        let source = Source::new("x.toml", "");
        let faults = Faults::new(&source);
        let say = |code| faults.add(code, Span::default(), Words::default(), Words::default());
        for _ in 0..KEPT + 5 {
            say(Code::SurveyPersonal);
        }
        for _ in 0..KEPT + 5 {
            say(Code::UnknownKey);
        }
        let list = faults.into_list();
        assert_eq!(list.len(), 2 * KEPT);
        assert!(any_error(&list));
    }
}
