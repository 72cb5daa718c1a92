//! The two ways to speak: the answer on standard output, the story on standard
//! error.

use std::io::{IsTerminal, Write};
use std::sync::OnceLock;

use chrono::NaiveDate;

use super::Desk;
use crate::book::gather::Gathered;
use crate::command::Failure;
use crate::text::printable::printable;
use crate::text::{Diagnostic, Lang, Severity, Words, render};
use crate::thai;

impl Desk {
    /// Says a day: short and of the Buddhist Era in Thai, ISO in English.
    #[must_use]
    pub fn day(&self, day: NaiveDate) -> String {
        match self.lang {
            Lang::Th => thai::date::medium(day),
            Lang::En => day.to_string(),
        }
    }

    /// Picks the words of the desk's language.
    #[must_use]
    pub fn say<'w>(&self, th: &'w str, en: &'w str) -> &'w str {
        match self.lang {
            Lang::Th => th,
            Lang::En => en,
        }
    }

    /// Tells the story, on standard error, unless asked to be quiet.
    pub fn story(&self, text: &str) {
        if !self.quiet {
            talk(text);
        }
    }

    /// Draws errors on standard error, for commands whose answer is something else.
    pub fn complain(&self, gathered: &Gathered, findings: &[Diagnostic]) {
        let colour = takes_colours(&std::io::stderr());
        for finding in findings.iter().filter(|finding| finding.severity == Severity::Error) {
            talk(&draw(gathered, finding, self.lang, colour));
            talk("");
        }
    }

    /// Gives the findings as the answer, as `check` does, where a program asks:
    /// what it reads is JSON however the command ends.
    pub fn answer_findings<'d>(&self, findings: impl IntoIterator<Item = &'d Diagnostic>) {
        if self.json {
            let findings = findings.into_iter().map(|finding| render::plain(finding, self.lang));
            answer_json(&serde_json::json!({ "findings": findings.collect::<Vec<_>>() }));
        }
    }
}

/// Prints to standard output; a reader who hangs up ends nothing badly.
pub(in crate::command) fn answer(text: &str) {
    answer_bytes(format!("{}\n", printable(text)).as_bytes());
}

/// Writes a file to standard output, as it is.
pub(in crate::command) fn answer_bytes(bytes: &[u8]) {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => _ = UNHEARD.set(error),
        _ => {}
    }
}

/// Prints a value as JSON.
pub(in crate::command) fn answer_json(value: &impl serde::Serialize) {
    answer(&serde_json::to_string_pretty(value).unwrap_or_default());
}

/// Why standard output did not take an answer, once it did not.
static UNHEARD: OnceLock<std::io::Error> = OnceLock::new();

/// An answer that is cut off, in a file on a full disk, must not pass for a
/// whole one.
///
/// # Errors
///
/// [`Failure`] where standard output did not take all of it.
pub(in crate::command) fn heard() -> Result<(), Failure> {
    let Some(error) = UNHEARD.get() else { return Ok(()) };
    Err(Failure::usage(Words::new(
        format!("ทำงานเสร็จแล้ว แต่เขียนคำตอบออกไม่ครบ: {error}"),
        format!("the work is done, but the answer could not be written whole: {error}"),
    )))
}

/// Prints to standard error.
pub(in crate::command) fn talk(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", printable(text));
}

/// Draws one finding with its lines.
#[must_use]
pub(in crate::command) fn draw(gathered: &Gathered, finding: &Diagnostic, lang: Lang, colour: bool) -> String {
    let sources = &gathered.book.sources;
    let other = finding.also.as_ref().and_then(|also| sources.get(&also.path));
    render::drawn(finding, sources.get(&finding.path), other, lang, colour)
}

/// Returns whether standard output is a terminal that wants colours.
#[must_use]
pub(in crate::command) fn colours() -> bool {
    takes_colours(&std::io::stdout())
}

/// An old console of Windows would print the colours' codes as they are: there
/// they must be switched on first.
fn takes_colours(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && !anstyle_query::no_color() && anstyle_query::windows::enable_ansi_colors().unwrap_or(true)
}
