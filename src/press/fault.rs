//! What is wrong with a template, said so that its author finds the place.

mod said;

use std::fmt;

use tera::ErrorKind;

use super::Own;
use crate::text::{Code, Diagnostic, Source, Span, Words};

/// A template that cannot be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PressFault {
    /// The template, as in `templates/`.
    pub template: String,
    /// Line, from 1; 0 where the fault has no place.
    pub line: usize,
    /// Column, from 1; 0 where the fault has no place.
    pub column: usize,
    /// What is wrong; of an unknown field also which fields there are.
    pub message: String,
    /// The place as Tera draws it, line and caret.
    pub report: String,
}

impl PressFault {
    /// Digs the place out of Tera's error.
    #[must_use]
    pub fn of(template: &str, error: &tera::Error) -> PressFault {
        match error.kind() {
            ErrorKind::SyntaxError(place) | ErrorKind::RenderingError(place) => PressFault {
                template: place.filename().to_owned(),
                line: place.span().start_line,
                column: place.span().start_col + 1,
                message: place.message().to_owned(),
                report: error.to_string(),
            },
            ErrorKind::MissingParent { current, parent } => {
                PressFault::plain(current, format!("Unknown template `{parent}`"))
            }
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                PressFault::plain(tpl, "The template leads back to itself".to_owned())
            }
            ErrorKind::Msg(report) => {
                PressFault::reported(report).unwrap_or_else(|| PressFault::plain(template, report.clone()))
            }
            _ => PressFault::plain(template, error.to_string()),
        }
    }

    /// A fault without a place.
    #[must_use]
    pub fn plain(template: &str, message: String) -> PressFault {
        PressFault {
            template: template.to_owned(),
            line: 0,
            column: 0,
            report: message.clone(),
            message,
        }
    }

    /// A fault at a byte of a text.
    #[must_use]
    pub fn at(template: &str, text: &str, byte: usize, message: String) -> PressFault {
        let (line, column) = Source::new(template, text).position(byte);
        PressFault {
            line,
            column,
            ..PressFault::plain(template, message)
        }
    }

    /// Reads the first of the reports that Tera joins where several templates
    /// ask for what is not there:
    ///
    /// ```text
    /// error: Unknown filter `filll`
    ///   --> page/home.html:3:14
    /// ```
    fn reported(report: &str) -> Option<PressFault> {
        let (message, rest) = report.strip_prefix("error: ")?.split_once('\n')?;
        let place = rest.lines().next()?.trim_start().strip_prefix("--> ")?;
        let mut parts = place.rsplitn(3, ':');
        let column = parts.next()?.parse().ok()?;
        let line = parts.next()?.parse().ok()?;
        Some(PressFault {
            template: parts.next()?.to_owned(),
            line,
            column,
            message: message.to_owned(),
            report: report.split("\n\nerror: ").next().unwrap_or(report).to_owned(),
        })
    }

    /// Says in both languages what is wrong and where, on one line.
    #[must_use]
    pub fn words(&self) -> Words {
        let (what, help) = said::of(&self.message);
        let place = self.place();
        Words::new(
            format!("{place}: {} ({})", what.th, help.th),
            format!("{place}: {} ({})", what.en, help.en),
        )
    }

    fn place(&self) -> String {
        if self.line > 0 {
            format!("templates/{}:{}:{}", self.template, self.line, self.column)
        } else {
            format!("templates/{}", self.template)
        }
    }

    /// Turns the fault into a finding with the text it stands in. Where that is
    /// built in, an office's own file that it works with is to blame.
    #[must_use]
    pub fn finding(&self, own: &Own) -> (Diagnostic, Option<Source>) {
        let (what, mut help) = said::of(&self.message);
        if !own.texts.contains_key(&self.template) {
            let names: Vec<&str> = own.texts.keys().map(String::as_str).collect();
            let names = names.join(", ");
            help = Words::new(
                format!("แฟ้มนี้มากับโปรแกรม ดูแฟ้มของหน่วยงานที่ใช้คู่กัน: {names}"),
                format!("This file is built in: look at the office's own that go with it: {names}"),
            );
        }
        let path = format!("templates/{}", self.template);
        let source = own.source(&self.template);
        let span = source.as_ref().and_then(|source| self.span(&source.text));
        let Some((source, span)) = source.zip(span) else {
            return (Diagnostic::of_file(Code::BrokenTemplate, &path, what, help), None);
        };
        (
            Diagnostic::new(Code::BrokenTemplate, &source, span, what, help),
            Some(source),
        )
    }

    /// The word at the place, for the caret; of a parent that is not there, its name.
    fn span(&self, text: &str) -> Option<Span> {
        if self.line == 0 {
            let name = self.message.split('`').nth(1)?;
            let start = text.find(&format!("\"{name}\""))?;
            return Some(Span::from(start..start + name.len() + 2));
        }
        let before: usize = text.split_inclusive('\n').take(self.line - 1).map(str::len).sum();
        let line = text[before..].lines().next().unwrap_or_default();
        let column = line.char_indices().nth(self.column.max(1) - 1);
        let start = before + column.map_or(line.len(), |(at, _)| at);
        let carets = self.report.chars().filter(|c| *c == '^').count().max(1);
        let length: usize = text[start..]
            .chars()
            .take(carets)
            .take_while(|c| *c != '\n')
            .map(char::len_utf8)
            .sum();
        Some(Span::from(start..start + length))
    }
}

impl fmt::Display for PressFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), self.message)
    }
}

impl std::error::Error for PressFault {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::press::{Own, Press};
    use crate::text::Lang;

    #[test]
    fn an_unknown_field_names_place_and_known_fields() {
        let own = BTreeMap::from([("page/try.html".to_owned(), "<p>\n  {{ view.amuont }}\n</p>".to_owned())]);
        let press = Press::new(&own).expect("a readable template");
        let fault = press
            .edition(Lang::Th, &())
            .page("page/try.html", &(), &BTreeMap::from([("amount", "1.00")]))
            .expect_err("a typo");
        assert_eq!(
            (fault.template.as_str(), fault.line, fault.column),
            ("page/try.html", 2, 11)
        );
        assert!(
            fault.message.contains("amuont") && fault.message.contains("amount"),
            "{}",
            fault.message
        );
    }

    #[test]
    fn a_broken_template_is_refused_with_its_place() {
        let own = BTreeMap::from([("page/try.html".to_owned(), "<p>\n{% if %}".to_owned())]);
        let fault = Press::new(&own).expect_err("no condition");
        assert_eq!((fault.template.as_str(), fault.line), ("page/try.html", 2));
    }

    fn own(name: &str, text: &str) -> Own {
        Own {
            texts: BTreeMap::from([(name.to_owned(), text.to_owned())]),
            ..Own::default()
        }
    }

    /// Whatever an office's template does wrong, its place, its line and what
    /// to write instead are told in both languages.
    #[test]
    fn every_kind_of_mistake_has_a_place_and_words() {
        for (name, text, place, help) in [
            ("page/try.html", "<p>\n{{ view.a | filll }}", (2, 13), "fill"),
            (
                "page/try.html",
                "{% include \"page/hom.html\" %}",
                (1, 12),
                "page/home.html",
            ),
            ("page/try.html", "{% extends \"bsae.html\" %}", (1, 12), "base.html"),
            ("page/try.html", "{% for x in view.a %}\n", (2, 1), "built-in"),
            (
                "page/home.html",
                "{% extends \"base.html\" %}\n{% block mian %}{% endblock mian %}",
                (2, 10),
                "main",
            ),
            ("lang/th.toml", "[home]\ntitle = 3\n", (2, 9), "\""),
            ("lang/th.toml", "[home]\ntitle = \"x\n", (2, 11), "built-in"),
        ] {
            let own = own(name, text);
            let fault = Press::of(&own).expect_err(text);
            let (finding, source) = fault.finding(&own);
            assert_eq!(&*finding.path, format!("templates/{name}"), "{text}: {fault:?}");
            assert_eq!((finding.line, finding.column), place, "{text}: {fault:?}");
            assert!(finding.help.en.contains(help), "{text}: {finding:?}");
            assert!(
                finding.message.th.chars().any(|c| ('ก'..='๙').contains(&c)),
                "{finding:?}"
            );
            assert!(source.is_some(), "{text}: the line is drawn");
        }
    }

    #[test]
    fn an_unknown_field_is_told_with_the_nearest_and_all_there_are() {
        let own = own("page/try.html", "<p>\n  {{ view.amuont }}\n</p>");
        let press = Press::of(&own).expect("a readable template");
        let view = BTreeMap::from([("amount", "1.00"), ("borrower", "x")]);
        let fault = press
            .edition(Lang::Th, &())
            .page("page/try.html", &(), &view)
            .expect_err("a typo");
        let (finding, _) = fault.finding(&own);
        assert_eq!((finding.line, finding.column), (2, 11));
        assert!(
            finding.help.th.contains("เขียน  amount") && finding.help.th.contains("borrower"),
            "{finding:?}"
        );
        assert!(
            fault
                .words()
                .th
                .starts_with("templates/page/try.html:2:11: ไม่มีฟิลด์ amuont"),
            "{:?}",
            fault.words()
        );
    }
}
