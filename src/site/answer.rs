//! What pages of figures share: the answer above everything else, and lists
//! of records below it, the longest on pages of their own.

use serde::Serialize;

use super::Page;
use super::desk::{Crumb, Desk, Frame};
use super::item::{self, Item};
use super::status::Tag;
use super::voice::{self, Day};
use crate::book::Entry;
use crate::book::register::Sum;
use crate::press::PressFault;

/// How many records a list names among others; a longer one leads to pages of its own.
const LISTED: usize = 100;

/// The pages whose long lists have pages of their own, named after them.
pub(super) const WITH_LISTS: [&str; 3] = ["aging", "exceptions", "reconciliation"];

/// How many records such a page holds.
const HELD: usize = 500;

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
    whole: Option<Whole>,
}

/// The pages of a long list.
#[derive(Serialize)]
struct Whole {
    path: String,
    count: String,
}

/// A list among those of a page.
pub(super) struct Place<'p> {
    /// The page that it stands on: `aging`.
    pub page: &'static str,
    /// Its name there, also in addresses: `advances-over-60`.
    pub id: &'p str,
    /// What it lists.
    pub title: &'p str,
    /// How many records and how much.
    pub sum: &'p str,
    /// The words of its day and its money.
    pub heads: [&'p str; 2],
}

/// One page of a long list.
#[derive(Serialize)]
struct View<'v> {
    over: String,
    title: &'v str,
    sum: &'v str,
    parts: Vec<Part>,
    list: Listing,
}

/// The way to a page of a long list.
#[derive(Serialize)]
struct Part {
    label: String,
    /// Nothing for the page itself.
    path: Option<String>,
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
            crumbs: desk.shelved(&self.over),
            body: "land",
            ..Frame::default()
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

impl Place<'_> {
    /// Lists records; the pages that a long list needs are added to `pages`.
    ///
    /// # Errors
    ///
    /// [`PressFault`] where the template of such a page cannot be set.
    pub(super) fn list(
        &self,
        desk: &Desk<'_>,
        found: &[Listed<'_, '_>],
        pages: &mut Vec<Page>,
    ) -> Result<Listing, PressFault> {
        let mut list = self.listing(desk, &found[..found.len().min(LISTED)]);
        if found.len() > LISTED {
            list.whole = Some(Whole {
                path: self.path(0),
                count: desk.voice.items(found.len()),
            });
            for at in 0..found.len().div_ceil(HELD) {
                pages.push(self.whole(desk, found, at)?);
            }
        }
        Ok(list)
    }

    fn path(&self, at: usize) -> String {
        match at {
            0 => format!("{}-{}.html", self.page, self.id),
            _ => format!("{}-{}-{}.html", self.page, self.id, at + 1),
        }
    }

    fn whole(&self, desk: &Desk<'_>, found: &[Listed<'_, '_>], at: usize) -> Result<Page, PressFault> {
        let voice = &desk.voice;
        let over = voice.say(&format!("report-title.{}", self.page)).to_owned();
        let n = |n: usize| voice::number(i64::try_from(n).unwrap_or(i64::MAX));
        let end = |at: usize| found.len().min((at + 1) * HELD);
        let last = found.len().div_ceil(HELD);
        let parts = (0..last).filter(|_| last > 1).map(|part| Part {
            label: format!("{}–{}", n(part * HELD + 1), n(end(part))),
            path: (part != at).then(|| self.path(part)),
        });
        let view = View {
            title: self.title,
            sum: self.sum,
            parts: parts.collect(),
            list: self.listing(desk, &found[at * HELD..end(at)]),
            over: over.clone(),
        };
        let frame = Frame {
            path: self.path(at),
            title: format!("{} · {over} · {}", self.title, voice.say("site.name")),
            description: format!("{}: {}", self.title, self.sum),
            menu: "reports",
            crumbs: vec![
                Crumb::to("reports.html".into(), (voice.say("reports.title"), None)),
                Crumb::to(format!("{}.html#{}", self.page, self.id), (&over, None)),
                Crumb::here((self.title, None)),
            ],
            body: "land",
            ..Frame::default()
        };
        desk.set("page/listed.html", &frame, &view)
    }

    fn listing(&self, desk: &Desk<'_>, found: &[Listed<'_, '_>]) -> Listing {
        let [day, amount] = self.heads.map(str::to_owned);
        Listing {
            caption: self.title.to_owned(),
            day,
            amount,
            lines: found
                .iter()
                .map(|one| Line {
                    item: item::of(desk, one.entry),
                    contract: one.entry.contract().to_owned(),
                    day: one.day.map(|day| desk.voice.day(day)),
                    amount: one.amount.grouped(),
                })
                .collect(),
            whole: None,
        }
    }
}

/// Returns tenths of a per cent as a page prints them: `20.8`.
pub(super) fn percent(permille: i64) -> String {
    format!("{}.{}", voice::number(permille / 10), (permille % 10).abs())
}

/// Returns where an agency's overdue advances stand: its page with the filter
/// that the fragment names.
pub(super) fn late_of(slug: &str) -> String {
    format!("{}#late", Desk::agency_path(slug))
}
