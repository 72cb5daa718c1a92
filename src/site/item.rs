//! An entry in a short list: what, whose, how much, how it stands.

use serde::Serialize;

use super::desk::Desk;
use super::row::{self, Money};
use super::status::{Status, Tag};
use crate::book::Entry;

/// An entry in a short list.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// Its status.
    pub tag: Tag,
    /// The record's page, within the language.
    pub path: String,
    /// What the money is for.
    pub project: String,
    /// `advance` or `guarantee`.
    pub kind: &'static str,
    /// Borrower or contractor, where the audience may know.
    pub who: Option<String>,
    /// The agency's name.
    pub agency: String,
    /// The name's language where it is not the page's.
    pub agency_lang: Option<&'static str>,
    /// The agency's short Thai name, else its folder.
    pub short: String,
    /// What is still open.
    pub amount: Money,
    /// The same without satang, for narrow cells.
    pub baht: String,
}

/// Makes the item of an entry.
#[must_use]
pub fn of(desk: &Desk<'_>, entry: &Entry<'_>) -> Item {
    let slug = entry.id().agency.as_str();
    let agency = desk.register.book.agencies.get(slug);
    let (name, lang) = agency.map_or((slug, None), |agency| desk.agency_name(agency));
    let row = row::row(desk, entry);
    Item {
        tag: Status::of(entry, desk.register.today).tag(&desk.voice),
        path: row.path,
        project: row.project,
        kind: entry.kind().name(),
        who: row.who,
        agency: name.to_owned(),
        agency_lang: lang,
        short: agency
            .and_then(|agency| agency.short.clone())
            .unwrap_or_else(|| slug.to_owned()),
        baht: entry.open_amount().grouped_baht(),
        amount: row.open,
    }
}
