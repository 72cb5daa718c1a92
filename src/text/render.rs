//! Findings as people and machines read them: drawn with the line and a
//! caret, as JSON, as annotations of a forge.

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
    let mut group: Group<'_> = match source {
        Some(source) => title.element(
            Snippet::source(source.text.as_str()).path(&*finding.path).annotation(
                AnnotationKind::Primary
                    .span(one_line(source, finding.span).range())
                    .label(message),
            ),
        ),
        None => title.element(place).element(Level::NOTE.no_name().message(message)),
    };
    if let (Some(also), Some(source)) = (&finding.also, other) {
        group = group.element(
            Snippet::source(source.text.as_str()).path(&*also.path).annotation(
                AnnotationKind::Context
                    .span(one_line(source, also.span).range())
                    .label(also.words.lang(lang)),
            ),
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

/// A place never spans lines on the page: the first is enough to find it.
fn one_line(source: &Source, span: Span) -> Span {
    let text = source.slice(span);
    let length = text.find(['\n', '\r']).unwrap_or(text.len());
    Span::from(span.start as usize..span.start as usize + length)
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
