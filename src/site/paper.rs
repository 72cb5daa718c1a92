//! What the papers to sign have in common: the desk they lie on, the sums at
//! their feet, who signs, and lists as of a day that is not the build's.
//!
//! A paper speaks of the build's commit and day through the stamp sheet alone
//! ([`super::stamp`]), so it changes only when its own rows do.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::desk::{Crumb, Desk, Frame};
use crate::book::Entry;
use crate::money::Satang;
use crate::record::{Agency, Guarantee};
use crate::thai;

/// A paper with more rows than this is parted.
pub(super) const LONGEST: usize = 150;

/// A number with more characters than this may break at its spaces.
const LONG_NUMBER: usize = 14;

/// The head of a paper.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Head {
    /// Its title.
    pub title: String,
    /// Whose it is.
    pub whose: String,
    /// The language of that name where it is not the page's.
    pub whose_lang: Option<&'static str>,
    /// Which part of the book, or as of which day.
    pub scope: String,
    /// A CSV of the same rows, from the site's root.
    pub csv: Option<String>,
}

/// A link beside a paper.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Link {
    /// Path within the language.
    pub path: String,
    /// Its words.
    pub label: String,
}

/// Something that happened on a day, with a word on it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Said {
    /// The day.
    pub day: Option<super::voice::Day>,
    /// What is to be said of it.
    pub words: Option<String>,
}

/// A sum as a paper prints it; nothing where a dash stands.
pub(super) fn sum(amount: Satang) -> Option<String> {
    (amount != Satang::ZERO).then(|| amount.grouped())
}

/// A sum in Thai words, in brackets, as contracts have it.
pub(super) fn in_words(amount: Satang) -> String {
    format!("({})", thai::words::baht(amount))
}

/// The head of an agency's paper.
pub(super) fn head(desk: &Desk<'_>, agency: &Agency, title: String, scope: String) -> Head {
    let (whose, whose_lang) = desk.voice.name(&agency.name, agency.name_en.as_deref());
    Head {
        title,
        whose: whose.to_owned(),
        whose_lang,
        scope,
        csv: Some(super::download::csv_path(&agency.slug, desk.voice.lang)),
    }
}

/// The head of the office's paper.
pub(super) fn office_head(desk: &Desk<'_>, title: String, scope: String) -> Head {
    let office = &desk.register.book.office;
    let (whose, whose_lang) = desk.voice.name(&office.name, office.name_en.as_deref());
    Head {
        title,
        whose: whose.to_owned(),
        whose_lang,
        scope,
        csv: None,
    }
}

/// The frame of an agency's paper.
pub(super) fn frame(desk: &Desk<'_>, agency: &Agency, path: String, title: &str) -> Frame {
    let name = desk.voice.name(&agency.name, agency.name_en.as_deref());
    Frame {
        path,
        title: format!("{title} · {} · {}", name.0, desk.voice.say("site.name")),
        description: desk
            .voice
            .fill("paper.description", &[("title", title), ("name", name.0)]),
        menu: "reports",
        crumbs: vec![
            Crumb::to(Desk::agency_path(&agency.slug), name),
            Crumb::here((title, None)),
        ],
        body: "page-sheet land",
        filed: true,
    }
}

/// The frame of the office's paper, which lies on the shelf.
pub(super) fn office_frame(desk: &Desk<'_>, path: &str, title: &str) -> Frame {
    let office = &desk.register.book.office;
    let (name, _) = desk.voice.name(&office.name, office.name_en.as_deref());
    Frame {
        path: path.into(),
        title: format!("{title} · {}", desk.voice.say("site.name")),
        description: desk
            .voice
            .fill("paper.description", &[("title", title), ("name", name)]),
        menu: "reports",
        crumbs: vec![
            Crumb::to("reports.html".into(), (desk.voice.say("reports.title"), None)),
            Crumb::here((title, None)),
        ],
        body: "page-sheet land",
        filed: true,
    }
}

/// The contractor as the audience may know him: a name, else what he is.
pub(super) fn contractor(desk: &Desk<'_>, guarantee: &Guarantee) -> String {
    let kind = guarantee.contractor.kind.name();
    match super::veil::contractor(desk.audience, guarantee) {
        Some(name) => name.to_owned(),
        None => desk.voice.say(&format!("contractor.{kind}")).to_owned(),
    }
}

/// What the money is for; the contract's number where the record does not say.
pub(super) fn project(entry: &Entry<'_>) -> String {
    let project = entry.project();
    if project.is_empty() { entry.contract() } else { project }.to_owned()
}

/// A contract's number stays on one line, unless it is a long one.
pub(super) fn number(contract: &str) -> String {
    if contract.chars().count() > LONG_NUMBER {
        return contract.to_owned();
    }
    contract.replace(' ', "\u{a0}")
}

/// The last day of the month before a day's.
pub(super) fn month_end(day: NaiveDate) -> NaiveDate {
    crate::day::shift(day, -i64::from(day.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_on_its_last_day() {
        for (day, want) in [
            ("2026-11-20", "2026-10-31"),
            ("2026-11-01", "2026-10-31"),
            ("2026-10-31", "2026-09-30"),
            ("2027-01-31", "2026-12-31"),
            ("2028-03-30", "2028-02-29"),
        ] {
            let day: NaiveDate = day.parse().expect("a day");
            assert_eq!(month_end(day).to_string(), want);
        }
    }

    #[test]
    fn nothing_is_a_dash_and_words_stand_in_brackets() {
        assert_eq!(number("บย. 101/2569"), "บย.\u{a0}101/2569");
        assert_eq!(number("ที่ กท 0303/บย. 101/2569"), "ที่ กท 0303/บย. 101/2569");
        assert_eq!(sum(Satang(0)), None);
        assert_eq!(sum(Satang(123_450)).as_deref(), Some("1,234.50"));
        assert_eq!(in_words(Satang(17_910_000)), "(หนึ่งแสนเจ็ดหมื่นเก้าพันหนึ่งร้อยบาทถ้วน)");
    }
}
