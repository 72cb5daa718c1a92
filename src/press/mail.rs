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
        self.set(template, &Facts::of(template, view)?)
    }

    /// Sets one part of a mail whose other parts are set from the same facts.
    ///
    /// # Errors
    ///
    /// [`PressFault`] where the template asks for what the facts do not have.
    pub fn set(&self, template: &str, facts: &Facts) -> Result<String, PressFault> {
        self.tera
            .render(template, &facts.0)
            .map_err(|error| PressFault::of(template, &error))
    }
}

/// A view, turned into Tera's values once for all parts of a mail.
#[derive(Debug)]
pub struct Facts(Context);

impl Facts {
    /// Takes a view's fields; `template` is who asks first.
    ///
    /// # Errors
    ///
    /// [`PressFault`] for a view that is no table of fields.
    pub fn of<V: Serialize>(template: &str, view: &V) -> Result<Facts, PressFault> {
        Context::from_serialize(view)
            .map(Facts)
            .map_err(|error| PressFault::of(template, &error))
    }

    /// Adds what is known only after a part was set.
    pub fn add<V: Serialize>(&mut self, name: &'static str, value: &V) {
        self.0.insert(name, value);
    }
}
