//! The satisfaction survey: answers as any form tool exports them, and which
//! of their columns the book reads.
//!
//! Days, groups and scores are read, nothing else: what people wrote in their
//! own words, and who they are, never enters the book.

mod column;
mod form;
mod moment;
mod personal;
mod repeated;
mod row;
mod scale;

use chrono::NaiveDate;

use crate::text::{Diagnostic, Faults, Source, sheet};

pub use form::{Form, Group, Question};
pub use moment::Order;

/// One person's answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The day they were given.
    pub day: NaiveDate,
    /// Who answered, as a place in [`Survey::groups`]; nothing where the
    /// answer is none of them.
    pub group: Option<usize>,
    /// A score of 1 to 5 a question, in the order of [`Survey::questions`].
    pub scores: Vec<Option<u8>>,
}

/// All answers of the book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// What was asked.
    pub questions: Vec<Question>,
    /// Who was asked.
    pub groups: Vec<Group>,
    /// Fewer answers than this are not shown by themselves.
    pub min_answers: usize,
    /// The answers, by file and line.
    pub answers: Vec<Answer>,
}

/// What came of reading the survey's files.
#[derive(Debug, Default)]
pub struct Reading {
    /// The survey.
    pub survey: Survey,
    /// What was found.
    pub findings: Vec<Diagnostic>,
    /// The files with everything covered that was not to be read, for drawing
    /// findings.
    pub covered: Vec<Source>,
}

/// Reads the answers of all files, `settings` being `survey.toml`.
#[must_use]
pub fn read(settings: Option<&Source>, files: &[&Source]) -> Reading {
    let settings = settings.map(Faults::new);
    let mut form = settings.as_ref().map(form::read).unwrap_or_default();
    let mut reading = Reading::default();
    let mut sheets = Vec::new();
    for source in files {
        let faults = Faults::new(source);
        match sheet::read(&faults) {
            Some(sheet) => sheets.push((faults, sheet)),
            None => {
                reading.covered.push(column::cover(source, None));
                reading.findings.extend(faults.into_list());
            }
        }
    }
    let columns = column::all(&mut form, &sheets, settings.as_ref());
    for ((faults, sheet), columns) in sheets.iter().zip(&columns) {
        personal::check(sheet, faults, &columns.read());
        if let Some(columns) = columns.whole() {
            reading.survey.answers.extend(row::all(&form, columns, sheet, faults));
        }
        reading
            .covered
            .push(column::cover(faults.source, Some((sheet, columns, &form))));
    }
    repeated::check(&sheets, &columns);
    let faults = sheets.into_iter().map(|(faults, _)| faults).chain(settings);
    reading.findings.extend(faults.flat_map(Faults::into_list));
    reading.survey.questions = form.questions;
    reading.survey.groups = form.groups;
    reading.survey.min_answers = form.min_answers;
    reading
}

/// A title or an answer as it is compared: small letters, single spaces.
fn plain(text: &str) -> String {
    let text = text.replace(['\u{200b}', '\u{200c}', '\u{200d}', '\u{feff}'], "");
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests;
