//! The templates of mails and official letters. A mail has no frame and no second language: its
//! templates speak of their view's fields without a prefix.

use serde::Serialize;
use tera::Context;

use super::{Press, PressFault};

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

/// The built-in templates of mails and letters, by their path in `templates/`.
pub(super) const TEMPLATES: &[(&str, &str)] = templates![
    "mail/base.txt",
    "mail/base.html",
    "mail/parts.html",
    "mail/plain.html",
    "mail/papers.txt",
    "mail/advance-due-soon.txt",
    "mail/advance-due-soon.html",
    "mail/advance-due-today.txt",
    "mail/advance-due-today.html",
    "mail/advance-overdue.txt",
    "mail/advance-overdue.html",
    "mail/advance-enforce.txt",
    "mail/advance-enforce.html",
    "mail/guarantee-released.txt",
    "mail/guarantee-released.html",
    "mail/guarantee-return-soon.txt",
    "mail/guarantee-return-soon.html",
    "mail/guarantee-overdue.txt",
    "mail/guarantee-overdue.html",
    "mail/guarantee-unclaimed.txt",
    "mail/guarantee-unclaimed.html",
    "mail/inspection-open.txt",
    "mail/inspection-open.html",
    "mail/office-digest.txt",
    "mail/office-digest.html",
    "letter/base.html",
    "letter/memo.html",
    "letter/external.html",
    "letter/subject.txt",
    "letter/cover.txt",
    "letter/advance-due-soon.html",
    "letter/advance-due-today.html",
    "letter/advance-overdue.html",
    "letter/advance-enforce.html",
    "letter/guarantee-released.html",
    "letter/inspection-open.html",
    "mail/trial.txt",
    "mail/trial.html",
];

impl Press {
    /// Returns whether there is a template of a name.
    #[must_use]
    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }

    /// Sets one part of a mail.
    ///
    /// # Errors
    ///
    /// [`PressFault`] where the template asks for what the view does not have.
    pub fn mail<V: Serialize>(&self, template: &str, view: &V) -> Result<String, PressFault> {
        Context::from_serialize(view)
            .and_then(|context| self.tera.render(template, &context))
            .map_err(|error| PressFault::of(template, &error))
    }
}
