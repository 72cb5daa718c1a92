//! The texts that are part of the program.

/// A file that goes out as it is.
#[derive(Clone, Debug)]
pub enum Asset {
    /// Built in.
    BuiltIn(&'static [u8]),
    /// An office's own.
    Own(Vec<u8>),
}

impl Asset {
    /// Returns the bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match self {
            Asset::BuiltIn(bytes) => bytes,
            Asset::Own(bytes) => bytes,
        }
    }

    /// Returns the text, or nothing for a font.
    #[must_use]
    pub fn text(&self) -> &str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }
}

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

macro_rules! assets {
    ($($name:literal),* $(,)?) => {
        &[$(($name, Asset::BuiltIn(include_bytes!(concat!("../../templates/", $name))))),*]
    };
}

/// The Thai words.
pub(super) const THAI: &str = include_str!("../../templates/lang/th.toml");
/// The English words.
pub(super) const ENGLISH: &str = include_str!("../../templates/lang/en.toml");

/// Templates by name; the name is the path in `templates/`, so that Tera's
/// messages point at a file that exists.
pub(super) const TEMPLATES: &[(&str, &str)] = templates![
    "base.html",
    "paper.html",
    "parts.html",
    "record.html",
    "lists.html",
    "page/about.html",
    "page/advance.html",
    "page/agency-debtors.html",
    "page/agency.html",
    "page/aging.html",
    "page/badge.xml",
    "page/calendar.html",
    "page/debtors.html",
    "page/exceptions.html",
    "page/float.html",
    "page/form.html",
    "page/data.html",
    "page/feed.xml",
    "page/guarantee.html",
    "page/help.html",
    "page/home.html",
    "page/listed.html",
    "page/notice.html",
    "page/own.html",
    "page/part.html",
    "page/late.html",
    "page/project.html",
    "page/reconciliation.html",
    "page/register-advances.html",
    "page/register-guarantees.html",
    "page/registers.html",
    "page/reminders.html",
    "page/reports.html",
    "page/search.html",
    "page/survey.html",
    "page/year-end.html",
    "page/trend.html",
    "page/withdrawals.html",
    "page/year.html",
];

/// Files that go out as they are.
pub(super) const ASSETS: &[(&str, Asset)] = assets![
    "assets/fonts/OFL.txt",
    "assets/fonts/sarabun-latin-400.woff2",
    "assets/fonts/sarabun-latin-600.woff2",
    "assets/fonts/sarabun-thai-400.woff2",
    "assets/fonts/sarabun-thai-600.woff2",
    "assets/early.js",
    "assets/find.js",
    "assets/form-check.js",
    "assets/form-due.js",
    "assets/form-edit.js",
    "assets/form-field.js",
    "assets/form-ledger.js",
    "assets/form-made.js",
    "assets/form-pen.js",
    "assets/form-read.js",
    "assets/form-tell.js",
    "assets/form-what.js",
    "assets/form.js",
    "assets/icon.svg",
    "assets/icons.svg",
    "assets/site.css",
    "assets/site.js",
];
