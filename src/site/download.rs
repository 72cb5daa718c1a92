//! What people take away: the same rows for spreadsheets, calendars, feed
//! readers and programs, and a description of all of it.
//!
//! An address never changes: `downloads/<agency>.{th,en}.csv`,
//! `downloads/<agency>.xlsx` (`.en.xlsx`), `downloads/<agency>.ics`,
//! `<agency>/feed.xml`, the office's own as `downloads/all.*` and `feed.xml`,
//! `downloads/records.json`, `downloads/records/agency=<agency>/fiscal_year=<year>/records.csv`
//! and `datapackage.json`. All speak in the audience's terms, and the same book and day give the same bytes.

mod calendar;
pub mod columns;
pub(crate) mod csv;
pub mod feed;
mod json;
pub mod package;
mod partition;
mod xlsx;

use std::sync::OnceLock;

use rayon::prelude::*;

use super::desk::Desk;
use super::row;
use super::{Page, Sum};
use crate::book::Entry;
use crate::press::PressFault;
use crate::record::Agency;
use crate::text::Lang;

pub(super) use csv::line;
pub use json::{FIELDS, PATH as JSON};
pub use partition::PATTERN as PARTITIONS;

/// The name under which files of the whole office stand; no agency has it.
pub const ALL: &str = "all";

/// Whose rows a file holds.
#[derive(Clone, Copy, Debug)]
pub enum Scope<'a> {
    /// The whole office's.
    Office,
    /// One agency's.
    Agency(&'a Agency),
}

impl<'a> Scope<'a> {
    /// Returns the office and each agency.
    #[must_use]
    pub fn every<'d: 'a>(desk: &Desk<'d>) -> Vec<Scope<'a>> {
        let agencies = desk.register.book.agencies.values().map(Scope::Agency);
        std::iter::once(Scope::Office).chain(agencies).collect()
    }

    /// Returns the name that its files bear.
    #[must_use]
    pub fn slug(&self) -> &'a str {
        match self {
            Scope::Office => ALL,
            Scope::Agency(agency) => &agency.slug,
        }
    }

    /// Returns the name of the office or agency in a desk's language.
    #[must_use]
    pub fn name<'d: 'a>(&self, desk: &Desk<'d>) -> &'a str {
        let office = &desk.register.book.office;
        match self {
            Scope::Office => desk.voice.name(&office.name, office.name_en.as_deref()).0,
            Scope::Agency(agency) => desk.voice.name(&agency.name, agency.name_en.as_deref()).0,
        }
    }

    /// Returns its entries, by path.
    #[must_use]
    pub fn entries<'d>(&self, desk: &Desk<'d>) -> Vec<&'d Entry<'d>> {
        let entries = desk.register.entries.iter();
        match self {
            Scope::Office => entries.collect(),
            Scope::Agency(agency) => entries
                .skip(
                    desk.register
                        .entries
                        .partition_point(|entry| entry.id().agency < agency.slug),
                )
                .take_while(|entry| entry.id().agency == agency.slug)
                .collect(),
        }
    }

    /// Returns its entries in the order of lists: what is late first.
    fn in_order<'d>(self, desk: &Desk<'d>) -> Vec<&'d Entry<'d>> {
        let mut entries = self.entries(desk);
        entries.sort_by_cached_key(|entry| (row::order(entry, desk.register.today), entry.id()));
        entries
    }
}

/// Returns where a table stands, from the site's root.
#[must_use]
pub fn csv_path(slug: &str, lang: Lang) -> String {
    match lang {
        Lang::Th => format!("downloads/{slug}.th.csv"),
        Lang::En => format!("downloads/{slug}.en.csv"),
    }
}

/// Returns where a workbook stands.
#[must_use]
pub fn xlsx_path(slug: &str, lang: Lang) -> String {
    match lang {
        Lang::Th => format!("downloads/{slug}.xlsx"),
        Lang::En => format!("downloads/{slug}.en.xlsx"),
    }
}

/// Returns where a calendar stands; it has one language, as its events have
/// one identity.
#[must_use]
pub fn ics_path(slug: &str) -> String {
    format!("downloads/{slug}.ics")
}

/// Returns where a feed stands within its language.
#[must_use]
pub fn feed_path(slug: &str) -> String {
    if slug == ALL {
        "feed.xml".into()
    } else {
        format!("{slug}/feed.xml")
    }
}

/// Returns the address to which a calendar program subscribes; nothing where
/// the site's own is not known or not safe.
#[must_use]
pub fn webcal(desk: &Desk<'_>, slug: &str) -> Option<String> {
    let (_, rest) = address(desk, &ics_path(slug))?
        .split_once("https://")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))?;
    Some(format!("webcal://{rest}"))
}

/// Returns the whole address of a file, where the site's own is known.
#[must_use]
pub fn address(desk: &Desk<'_>, path: &str) -> Option<String> {
    let site = desk.register.book.office.site_url.as_deref()?;
    Some(format!("{}/{path}", site.trim_end_matches('/')))
}

/// Renders the files of a language: tables, workbooks and feeds, and with the
/// Thai ones what has no language: calendars, `records.json` and the tables for programs.
/// The office's go first and alone: each holds every record.
///
/// # Errors
///
/// [`PressFault`] where a template, or a workbook, cannot be made.
pub fn files(desk: &Desk<'_>, take: &mut dyn FnMut(Vec<Page>)) -> Result<(), PressFault> {
    let news = feed::news(desk);
    take(of_scope(desk, Scope::Office, &news)?);
    if desk.voice.lang == Lang::Th {
        take(vec![json(desk, Scope::Office)]);
    }
    let agencies = desk.register.book.agencies.values();
    let sets: Vec<Vec<Page>> = agencies
        .collect::<Vec<_>>()
        .par_iter()
        .map(|agency| of_scope(desk, Scope::Agency(agency), &news))
        .collect::<Result<_, PressFault>>()?;
    take(sets.into_iter().flatten().collect());
    if desk.voice.lang == Lang::Th {
        take(partition::tables(desk)?);
    }
    Ok(())
}

/// Renders the table of the office or of one agency.
#[must_use]
pub fn csv(desk: &Desk<'_>, scope: Scope<'_>) -> Page {
    Page::new(
        csv_path(scope.slug(), desk.voice.lang),
        csv::table(desk, &scope.in_order(desk)).into_bytes(),
    )
}

/// Renders the calendar of the office or of one agency.
#[must_use]
pub fn ics(desk: &Desk<'_>, scope: Scope<'_>) -> Page {
    Page::new(
        ics_path(scope.slug()),
        calendar::calendar(desk, scope, &scope.in_order(desk)).into_bytes(),
    )
}

/// Renders `records.json`: the site has the office's, an export one agency's too.
#[must_use]
pub fn json(desk: &Desk<'_>, scope: Scope<'_>) -> Page {
    json::records(desk, scope)
}

fn of_scope(desk: &Desk<'_>, scope: Scope<'_>, news: &[feed::News<'_>]) -> Result<Vec<Page>, PressFault> {
    let (lang, slug) = (desk.voice.lang, scope.slug());
    let facts = match scope {
        Scope::Office => None,
        Scope::Agency(agency) => desk.facts_of_agency(&agency.slug),
    };
    // A workbook names the commit that it was made of.
    let dated = facts.map(|facts| Sum::of([&facts.0, desk.stamp.short().unwrap_or_default().as_bytes()]));
    let entries = OnceLock::new();
    let entries = || entries.get_or_init(|| scope.in_order(desk)).as_slice();
    let table = || {
        Ok(Page::new(
            csv_path(slug, lang),
            csv::table(desk, entries()).into_bytes(),
        ))
    };
    let workbook = || {
        let path = xlsx_path(slug, lang);
        let bytes = xlsx::workbook(desk, scope, entries());
        let bytes = bytes.map_err(|error| PressFault::plain(&path, error.to_string()))?;
        Ok(Page::new(path, bytes))
    };
    let feed = || feed::page(desk, scope, news);
    let calendar = || {
        let bytes = calendar::calendar(desk, scope, entries()).into_bytes();
        Ok(Page::new(ics_path(slug), bytes))
    };
    let mut files: Vec<(String, Option<Sum>, &Make<'_>)> = vec![
        (xlsx_path(slug, lang), dated, &workbook),
        (csv_path(slug, lang), facts, &table),
        (desk.path(&feed_path(slug)), facts, &feed),
    ];
    if lang == Lang::Th {
        files.push((ics_path(slug), facts, &calendar));
    }
    let made = files.into_par_iter();
    made.map(|(path, facts, make)| desk.unless_it_stands(path, facts, make))
        .collect()
}

/// How a file is made, where it does not stand.
type Make<'m> = dyn Fn() -> Result<Page, PressFault> + Sync + 'm;
