//! What a single file cannot tell: records against each other, against the
//! law, the calendar and the day. One check a room; all are in [`CHECKS`].

mod addresses;
mod balances;
mod calendar;
mod events;
mod guarantees;
mod late;
mod loans;
mod money;
mod order;
mod place;
mod rules;

pub use calendar::NEAR_DAYS;

use super::gather::Book;
use super::register::Register;
use crate::record::RecordId;
use crate::text::diagnostic::tidy;
use crate::text::{Code, Diagnostic, Source, Span, Words};

/// A check across records.
type Check = fn(&Register<'_>, &mut Report<'_>);

/// Every check, in the order of the house; the order of findings is by file.
const CHECKS: [Check; 11] = [
    place::check,
    order::check,
    money::check,
    rules::check,
    calendar::check,
    loans::check,
    late::check,
    guarantees::check,
    events::check,
    addresses::check,
    balances::check,
];

/// Runs every check on a register and returns the findings, sorted.
#[must_use]
pub fn check(register: &Register<'_>) -> Vec<Diagnostic> {
    let mut report = Report {
        book: register.book,
        findings: Vec::new(),
    };
    for check in CHECKS {
        check(register, &mut report);
    }
    tidy(&mut report.findings);
    report.findings
}

/// Where the checks write.
struct Report<'b> {
    book: &'b Book,
    findings: Vec<Diagnostic>,
}

impl<'b> Report<'b> {
    fn source(&self, id: &RecordId) -> Option<&'b Source> {
        self.book.source(id)
    }

    /// Adds a finding at a place of a record's file.
    fn add(&mut self, id: &RecordId, code: Code, span: Span, message: Words, help: Words) {
        if let Some(source) = self.source(id) {
            self.findings.push(Diagnostic::new(code, source, span, message, help));
        }
    }

    /// Adds a finding that speaks of a place in another record too.
    fn add_pair(&mut self, finding: Diagnostic, other: &RecordId, span: Span, words: Words) {
        match self.source(other) {
            Some(source) => self.findings.push(finding.also(source, span, words)),
            None => self.findings.push(finding),
        }
    }
}
