//! Findings as people and machines read them: drawn with the line and a
//! caret, as JSON, as annotations of a forge.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::code::Severity;
use super::diagnostic::{Diagnostic, Lang};
use super::source::{Source, Span};

/// Draws a finding: code and title, file, line, caret under the place, what is
/// wrong, what to write instead.
#[must_use]
pub fn drawn(
    finding: &Diagnostic,
    source: Option<&Source>,
    other: Option<&Source>,
    lang: Lang,
    colour: bool,
) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let (title, word) = match (lang, finding.severity) {
        (Lang::Th, Severity::Error) => (finding.code.title_th(), "ผิดพลาด"),
        (Lang::Th, Severity::Warning) => (finding.code.title_th(), "ควรตรวจ"),
        (Lang::En, Severity::Error) => (finding.code.title_en(), "error"),
        (Lang::En, Severity::Warning) => (finding.code.title_en(), "warning"),
    };
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.with_name(word).primary_title(title).id(finding.code.name());
    let message = finding.message.lang(lang);
    let mut place = annotate_snippets::Origin::path(&*finding.path);
    if (finding.line, finding.column) != (1, 1) {
        place = place.line(finding.line).char_column(finding.column);
    }
    let mut group: Group<'_> = match source.and_then(|source| excerpt(source, finding.span)) {
        Some((line, at)) => title.element(
            Snippet::source(line)
                .line_start(finding.line)
                .path(&*finding.path)
                .annotation(AnnotationKind::Primary.span(at).label(message)),
        ),
        None => title.element(place).element(Level::NOTE.no_name().message(message)),
    };
    if let (Some(also), Some(source)) = (&finding.also, other)
        && let Some((line, at)) = excerpt(source, also.span)
    {
        group = group.element(
            Snippet::source(line)
                .line_start(source.position(also.span.start as usize).0)
                .path(&*also.path)
                .annotation(AnnotationKind::Context.span(at).label(also.words.lang(lang))),
        );
    }
    let help = Level::HELP.with_name(if lang == Lang::Th {
        "วิธีแก้"
    } else {
        "help"
    });
    group = group.element(help.message(finding.help.lang(lang)));
    renderer.render(&[group])
}

/// A longer line would fill the terminal, and hide what is said of it.
const LONGEST: usize = 4_096;

/// The line on which a place starts, and the place in it: a place never spans
/// lines on the page, the first is enough to find it.
fn excerpt(source: &Source, span: Span) -> Option<(&str, Range<usize>)> {
    let (first, line) = source.line_at(span.start as usize);
    let within = |at: u32| (at as usize).saturating_sub(first).min(line.len());
    (line.len() <= LONGEST).then(|| (line, within(span.start)..within(span.end).max(within(span.start))))
}

/// A finding as `check --json` prints it.
#[derive(Debug, Serialize)]
pub struct Plain<'d> {
    /// The file from the book's root.
    pub file: &'d str,
    /// Line from 1.
    pub line: usize,
    /// Column from 1, in characters.
    pub column: usize,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// The stable code.
    pub code: &'static str,
    /// What is wrong.
    pub message: &'d str,
    /// What to write instead.
    pub help: &'d str,
}

/// Returns a finding in the shape of `check --json`.
#[must_use]
pub fn plain(finding: &Diagnostic, lang: Lang) -> Plain<'_> {
    Plain {
        file: &finding.path,
        line: finding.line,
        column: finding.column,
        severity: finding.severity.name(),
        code: finding.code.name(),
        message: finding.message.lang(lang),
        help: finding.help.lang(lang),
    }
}

/// Returns a finding as a workflow command that a forge shows on its line.
#[must_use]
pub fn annotation(finding: &Diagnostic, lang: Lang) -> String {
    let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
    format!(
        "::{} file={},line={},col={},title={}::{}%0A{}",
        finding.severity.name(),
        property(&finding.path),
        finding.line,
        finding.column,
        property(finding.code.name()),
        escape(finding.message.lang(lang)),
        escape(finding.help.lang(lang)),
    )
}
