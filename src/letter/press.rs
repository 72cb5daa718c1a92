//! Templates of mails: the built-in ones, and the office's own in their place.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, Tera};

/// The built-in templates of mails, by their path below `templates/`.
const BUILT_IN: &[(&str, &str)] = &[
    ("mail/base.txt", include_str!("../../templates/mail/base.txt")),
    ("mail/base.html", include_str!("../../templates/mail/base.html")),
    ("mail/parts.html", include_str!("../../templates/mail/parts.html")),
    ("mail/plain.html", include_str!("../../templates/mail/plain.html")),
    ("mail/papers.txt", include_str!("../../templates/mail/papers.txt")),
    (
        "mail/advance-due-soon.txt",
        include_str!("../../templates/mail/advance-due-soon.txt"),
    ),
    (
        "mail/advance-due-soon.html",
        include_str!("../../templates/mail/advance-due-soon.html"),
    ),
    (
        "mail/advance-due-today.txt",
        include_str!("../../templates/mail/advance-due-today.txt"),
    ),
    (
        "mail/advance-due-today.html",
        include_str!("../../templates/mail/advance-due-today.html"),
    ),
    (
        "mail/advance-overdue.txt",
        include_str!("../../templates/mail/advance-overdue.txt"),
    ),
    (
        "mail/advance-overdue.html",
        include_str!("../../templates/mail/advance-overdue.html"),
    ),
    (
        "mail/advance-enforce.txt",
        include_str!("../../templates/mail/advance-enforce.txt"),
    ),
    (
        "mail/advance-enforce.html",
        include_str!("../../templates/mail/advance-enforce.html"),
    ),
    (
        "mail/guarantee-released.txt",
        include_str!("../../templates/mail/guarantee-released.txt"),
    ),
    (
        "mail/guarantee-released.html",
        include_str!("../../templates/mail/guarantee-released.html"),
    ),
    (
        "mail/guarantee-return-soon.txt",
        include_str!("../../templates/mail/guarantee-return-soon.txt"),
    ),
    (
        "mail/guarantee-return-soon.html",
        include_str!("../../templates/mail/guarantee-return-soon.html"),
    ),
    (
        "mail/guarantee-overdue.txt",
        include_str!("../../templates/mail/guarantee-overdue.txt"),
    ),
    (
        "mail/guarantee-overdue.html",
        include_str!("../../templates/mail/guarantee-overdue.html"),
    ),
    (
        "mail/guarantee-unclaimed.txt",
        include_str!("../../templates/mail/guarantee-unclaimed.txt"),
    ),
    (
        "mail/guarantee-unclaimed.html",
        include_str!("../../templates/mail/guarantee-unclaimed.html"),
    ),
    (
        "mail/inspection-open.txt",
        include_str!("../../templates/mail/inspection-open.txt"),
    ),
    (
        "mail/inspection-open.html",
        include_str!("../../templates/mail/inspection-open.html"),
    ),
    (
        "mail/office-digest.txt",
        include_str!("../../templates/mail/office-digest.txt"),
    ),
    (
        "mail/office-digest.html",
        include_str!("../../templates/mail/office-digest.html"),
    ),
];

/// The templates, ready to render.
#[derive(Debug)]
pub struct Press {
    tera: Tera,
}

impl Press {
    /// Takes the built-in templates and the office's own, which win.
    ///
    /// # Errors
    ///
    /// Where a template cannot be read: its name, line and mistake.
    pub fn new(own: &BTreeMap<String, String>) -> Result<Press, String> {
        let mut texts: BTreeMap<&str, &str> = BUILT_IN.iter().copied().collect();
        texts.extend(own.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let mut tera = Tera::default();
        tera.add_raw_templates(texts).map_err(|error| error.to_string())?;
        Ok(Press { tera })
    }

    /// Returns whether there is a template.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// Renders a view.
    ///
    /// # Errors
    ///
    /// As the template says: name, line and what is wrong with it.
    pub fn render<V: Serialize>(&self, name: &str, view: &V) -> Result<String, String> {
        let context = Context::from_serialize(view).map_err(|error| error.to_string())?;
        self.tera.render(name, &context).map_err(|error| error.to_string())
    }
}
