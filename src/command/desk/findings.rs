//! What is wrong with what was read, and how that ends a command.

use super::Desk;
use crate::book::gather::Gathered;
use crate::book::{Register, check};
use crate::command::{Failure, Outcome, timings};
use crate::press::Press;
use crate::site;
use crate::text::diagnostic::{any_error, tidy};
use crate::text::{Code, Diagnostic, Words};

impl Desk {
    /// Returns all findings about a book on the desk's day, sorted.
    #[must_use]
    pub fn findings(&self, gathered: &Gathered, register: &Register<'_>) -> Vec<Diagnostic> {
        timings::lap("คำนวณทุกรายการ", "every entry reckoned");
        let mut findings = gathered.findings.clone();
        findings.extend(check::check(register));
        tidy(&mut findings);
        timings::lap("ตรวจ", "checks");
        findings
    }

    /// Returns whether errors forbid to build or to remind, and draws them.
    #[must_use]
    pub fn stops(&self, gathered: &Gathered, findings: &[Diagnostic]) -> bool {
        let stops = outcome(findings) != Outcome::Fine;
        if stops {
            self.complain(gathered, findings);
            self.answer_findings(findings);
        }
        stops
    }

    /// Judges the office's own look, for the commands that show it: adds what is
    /// wrong to what was gathered.
    ///
    /// # Errors
    ///
    /// [`Failure`] where git does not answer.
    pub fn look(&self, gathered: &mut Gathered) -> Result<(), Failure> {
        let own = self.own()?;
        let stages = &gathered.book.office.stages;
        let texts = stages.iter().map(|stage| stage.text.as_str()).collect();
        let mut findings = own.judge(&texts);
        findings.extend(site::own::judge(own));
        for finding in findings.iter().filter(|finding| !finding.span.is_empty()) {
            let name = finding.path.strip_prefix("templates/").unwrap_or_default();
            if let Some(source) = own.source(name).filter(|_| own.texts.contains_key(name)) {
                gathered.book.sources.insert(source.path.clone(), source);
            }
        }
        gathered.findings.extend(findings);
        tidy(&mut gathered.findings);
        Ok(())
    }

    /// Adds what the press cannot read to what was gathered: `check` finds it
    /// without setting a page.
    ///
    /// # Errors
    ///
    /// [`Failure`] where git does not answer.
    pub fn press_faults(&self, gathered: &mut Gathered) -> Result<(), Failure> {
        let own = self.own()?;
        if own.texts.is_empty() {
            return Ok(());
        }
        if let Err(fault) = Press::of(own) {
            let (finding, source) = fault.finding(own);
            gathered
                .book
                .sources
                .extend(source.map(|source| (source.path.clone(), source)));
            gathered.findings.push(finding);
        }
        Ok(())
    }
}

/// Says how findings end a command.
#[must_use]
pub(in crate::command) fn outcome(findings: &[Diagnostic]) -> Outcome {
    if is_newer(findings) {
        Outcome::Ended(2)
    } else if any_error(findings) {
        Outcome::Findings
    } else {
        Outcome::Fine
    }
}

/// Returns whether the book is newer than this program: nothing else is known
/// of it then.
#[must_use]
pub(in crate::command) fn is_newer(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.code == Code::NewerFormat)
}

/// Makes sure that the disk gave every file.
///
/// # Errors
///
/// [`Failure`] with the first that it did not.
pub(in crate::command) fn whole(findings: &[Diagnostic]) -> Result<(), Failure> {
    let Some(finding) = findings.iter().find(|finding| finding.code == Code::UnreadableFile) else {
        return Ok(());
    };
    let (path, words, help) = (&finding.path, &finding.message, &finding.help);
    Err(Failure::usage(Words::new(
        format!("{path}: {} {} แล้วเรียกซ้ำ", words.th, help.th),
        format!("{path}: {}. {} and run this again", words.en, help.en),
    )))
}
