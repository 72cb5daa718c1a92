//! What pages of figures share: the answer above everything else, and lists
//! of records below it.

use serde::Serialize;

use super::desk::{Crumb, Desk, Frame};
use super::item::{self, Item};
use super::status::Tag;
use super::voice::{self, Day};
use crate::book::Entry;
use crate::book::register::Sum;

/// How many records a list names; a longer one says how many more there are.
const LISTED: usize = 100;

/// The answer to the question that a page is opened with.
#[derive(Serialize)]
pub(super) struct Answer {
    /// What the page is, above the answer.
    pub over: String,
    /// The answer in a few words.
    pub tag: Tag,
    /// How much, where the answer is money.
    pub sum: Option<String>,
    /// One sentence more; `**bold**`.
    pub lede: String,
}

/// An amount and how many records make it.
#[derive(Serialize)]
pub(super) struct Cell {
    pub amount: super::row::Money,
    pub count: String,
    /// Where these records stand, where there are any.
    pub link: Option<String>,
}

/// A record of a list.
#[derive(Serialize)]
pub(super) struct Line {
    item: Item,
    contract: String,
    /// The day of the list's column.
    day: Option<Day>,
    amount: String,
}

/// A list of records.
#[derive(Serialize)]
pub(super) struct Listing {
    caption: String,
    day: String,
    amount: String,
    lines: Vec<Line>,
    more: Option<String>,
}

/// A record with the day and the money that its list is about.
pub(super) struct Listed<'e, 'b> {
    pub entry: &'e Entry<'b>,
    pub day: Option<chrono::NaiveDate>,
    pub amount: crate::money::Satang,
}

impl Answer {
    /// Returns the frame of a page that this is the answer of.
    pub(super) fn frame(&self, desk: &Desk<'_>, path: &str, description: &str) -> Frame {
        Frame {
            path: path.into(),
            title: format!("{} · {} · {}", self.tag.words, self.over, desk.voice.say("site.name")),
            description: description.to_owned(),
            menu: "reports",
            crumbs: vec![
                Crumb::to("reports.html".into(), (desk.voice.say("reports.title"), None)),
                Crumb::here((&self.over, None)),
            ],
            body: "land",
        }
    }
}

impl Cell {
    /// An amount with its count, leading to a place where there is anything.
    pub(super) fn of(sum: Sum, count: String, link: Option<&str>) -> Cell {
        Cell {
            amount: sum.amount.into(),
            count,
            link: link.filter(|_| sum.count > 0).map(str::to_owned),
        }
    }
}

impl Listing {
    /// Lists records under the words of their day and money.
    pub(super) fn of(desk: &Desk<'_>, caption: &str, [day, amount]: [&str; 2], found: &[Listed<'_, '_>]) -> Listing {
        let voice = &desk.voice;
        let more = found.len().saturating_sub(LISTED);
        Listing {
            caption: caption.to_owned(),
            day: day.to_owned(),
            amount: amount.to_owned(),
            lines: found
                .iter()
                .take(LISTED)
                .map(|one| Line {
                    item: item::of(desk, one.entry),
                    contract: one.entry.contract().to_owned(),
                    day: one.day.map(|day| voice.day(day)),
                    amount: one.amount.grouped(),
                })
                .collect(),
            more: (more > 0).then(|| voice.items(more)),
        }
    }
}

/// Returns tenths of a per cent as a page prints them: `20.8`.
pub(super) fn percent(permille: i64) -> String {
    format!("{}.{}", voice::number(permille / 10), (permille % 10).abs())
}

/// Returns where an agency's overdue advances stand: its page with the filter
/// in the fragment.
pub(super) fn late_of(slug: &str) -> String {
    format!("{}#q=&s=late", Desk::agency_path(slug))
}
