//! What is wrong with a template, said so that its author finds the place.

use std::fmt;

use tera::ErrorKind;

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
}

impl fmt::Display for PressFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "templates/{}", self.template)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for PressFault {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::press::Press;
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
}
