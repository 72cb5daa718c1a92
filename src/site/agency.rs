//! An agency's page: how it stands, its registers, and what is settled.
//!
//! Open entries and those of the last two fiscal years stand on the page;
//! older years have pages of their own, so that no page grows for ever.

mod section;
mod summary;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use super::Page;
use super::desk::{Crumb, Desk, Frame};
use super::status::Tag;
use super::trend::Sheet;
use crate::book::trend::Trend;
use crate::book::{Entry, Totals};
use crate::day::fiscal_year;
use crate::press::PressFault;
use crate::record::Agency;
use section::{Part, Section};

#[derive(Serialize)]
struct View {
    over: String,
    slug: String,
    name: String,
    name_lang: Option<&'static str>,
    banner: Tag,
    sentence: String,
    cards: Vec<summary::Card>,
    wide: Option<String>,
    narrow: Option<String>,
    caption: String,
    finder: Option<Finder>,
    take: super::data::Take,
    sections: Vec<Section>,
    /// Whether it is getting better, and the months.
    course: Option<Tag>,
    compared: Option<String>,
    trend: Option<Sheet>,
    years: Vec<Link>,
    projects: Vec<Link>,
}

#[derive(Serialize)]
struct Link {
    path: String,
    label: String,
    count: String,
}

/// What the bar above registers needs: words of its chips, the files to take away.
#[derive(Serialize)]
struct Finder {
    soon: String,
    take: super::data::Take,
}

#[derive(Serialize)]
struct PartView {
    over: String,
    over_lang: Option<&'static str>,
    title: String,
    finder: Finder,
    sections: Vec<Section>,
}

#[derive(Serialize)]
struct YearView {
    over: String,
    over_lang: Option<&'static str>,
    title: String,
    sections: Vec<Section>,
}

/// Renders the pages of every agency.
///
/// # Errors
///
/// [`PressFault`] where a template cannot be set.
pub fn pages(desk: &Desk<'_>, trends: &BTreeMap<String, Trend>) -> Result<Vec<Page>, PressFault> {
    let agencies: Vec<&Agency> = desk.register.book.agencies.values().collect();
    let sets: Vec<Vec<Page>> = agencies
        .par_iter()
        .map(|agency| {
            let entries: Vec<&Entry<'_>> = desk.entries_of(&agency.slug).collect();
            let years = older_years(desk, &entries);
            let facts = desk.facts_of_agency(&agency.slug);
            let unless_it_stands = |path: &str, make: &dyn Fn() -> Result<Page, PressFault>| {
                desk.unless_it_stands(desk.path(path), facts, make)
            };
            let trend = trends.get(&agency.slug);
            let home = || page(desk, agency, &entries, &years, trend);
            let mut pages = vec![unless_it_stands(&Desk::agency_path(&agency.slug), &home)?];
            for part in section::apart(&entries) {
                let whole = || part_page(desk, agency, &entries, part);
                pages.push(unless_it_stands(&part_path(&agency.slug, part), &whole)?);
            }
            for year in &years {
                let older = || year_page(desk, agency, &entries, *year);
                pages.push(unless_it_stands(&year_path(&agency.slug, *year), &older)?);
            }
            Ok(pages)
        })
        .collect::<Result<_, PressFault>>()?;
    Ok(sets.into_iter().flatten().collect())
}

/// Returns the first fiscal year whose settled entries stand on the page.
fn recent(desk: &Desk<'_>) -> i32 {
    fiscal_year(desk.register.today) - 1
}

/// Returns the years that need a page of their own, the latest first.
fn older_years(desk: &Desk<'_>, entries: &[&Entry<'_>]) -> Vec<i32> {
    let years: BTreeSet<i32> = entries
        .iter()
        .map(|entry| entry.id().fiscal_year)
        .filter(|year| *year < recent(desk))
        .collect();
    years.into_iter().rev().collect()
}

fn part_path(slug: &str, part: Part) -> String {
    format!("{slug}/{}.html", part.name())
}

fn finder(desk: &Desk<'_>, agency: &Agency) -> Finder {
    let days = desk.register.book.office.due_soon_days.to_string();
    Finder {
        soon: desk.voice.fill("agency.filter-soon", &[("n", &days)]),
        take: super::data::take(desk, super::download::Scope::Agency(agency)),
    }
}

fn year_path(slug: &str, year: i32) -> String {
    format!("{slug}/{year}/index.html")
}

/// The progress reports of the agency's projects, the latest year first.
fn projects(desk: &Desk<'_>, agency: &Agency) -> Vec<Link> {
    let own = desk
        .register
        .book
        .projects
        .iter()
        .filter(|project| project.id.agency == agency.slug);
    own.rev()
        .map(|project| Link {
            path: Desk::record_path(&project.id),
            label: project.name.value.clone(),
            count: desk.voice.fiscal_year(project.id.fiscal_year),
        })
        .collect()
}

fn page(
    desk: &Desk<'_>,
    agency: &Agency,
    entries: &[&Entry<'_>],
    years: &[i32],
    trend: Option<&Trend>,
) -> Result<Page, PressFault> {
    let voice = &desk.voice;
    let (name, name_lang) = voice.name(&agency.name, agency.name_en.as_deref());
    let totals = Totals::of(entries.iter().copied());
    let banner = summary::banner(voice, &totals);
    let apart = section::apart(entries);
    let marks = summary::lanes(desk, entries, &apart);
    let mut sections = section::open(desk, entries, recent(desk));
    for (section, part) in sections.iter_mut().zip(Part::ALL) {
        if apart.contains(&part) {
            section.begin(voice, part_path(&agency.slug, part));
        }
    }
    let finder = finder(desk, agency);
    let drawn = marks.iter().any(|lane| !lane.marks.is_empty());
    let [wide, narrow] = super::chart::lanes::draw(voice, &marks, desk.register.today);
    let trend = trend.filter(|trend| !trend.lived().is_empty());
    let short = agency.short.as_deref().filter(|_| voice.thai().is_none());
    let view = View {
        over: voice
            .fill("agency.over", &[("short", short.unwrap_or_default())])
            .trim()
            .to_owned(),
        slug: agency.slug.clone(),
        name: name.to_owned(),
        name_lang,
        sentence: summary::sentence(desk, entries, &totals),
        cards: summary::cards(desk, entries),
        wide: drawn.then_some(wide),
        narrow: drawn.then_some(narrow),
        caption: summary::caption(voice, &totals),
        take: super::data::take(desk, super::download::Scope::Agency(agency)),
        course: trend.map(|trend| super::trend::course(voice, trend)),
        compared: trend.and_then(|trend| super::trend::compared(voice, trend)),
        trend: trend.map(|trend| super::trend::sheet(desk, trend)),
        // What is sought in the beginnings alone would seem to be all there is.
        finder: apart.is_empty().then_some(finder),
        sections,
        years: years
            .iter()
            .map(|year| Link {
                path: year_path(&agency.slug, *year),
                label: voice.fiscal_year(*year),
                count: voice.items(entries.iter().filter(|entry| entry.id().fiscal_year == *year).count()),
            })
            .collect(),
        projects: projects(desk, agency),
        banner,
    };
    let frame = Frame {
        path: Desk::agency_path(&agency.slug),
        title: format!(
            "{} · {name} · {}",
            summary::state(voice, &totals),
            voice.say("site.name")
        ),
        description: voice.fill("agency.description", &[("name", name)]),
        crumbs: vec![Crumb::here((name, name_lang))],
        body: "land",
        ..Frame::default()
    };
    desk.set("page/agency.html", &frame, &view)
}

/// A register of an agency that has many, whole.
fn part_page(desk: &Desk<'_>, agency: &Agency, entries: &[&Entry<'_>], part: Part) -> Result<Page, PressFault> {
    let voice = &desk.voice;
    let (name, name_lang) = voice.name(&agency.name, agency.name_en.as_deref());
    let sections = section::parts(desk, entries, recent(desk), &[part]);
    let title = sections.first().map_or("", |section| section.title()).to_owned();
    let frame = Frame {
        path: part_path(&agency.slug, part),
        title: format!("{title} · {name} · {}", voice.say("site.name")),
        description: voice.fill("agency.description", &[("name", name)]),
        crumbs: vec![
            Crumb::to(Desk::agency_path(&agency.slug), (name, name_lang)),
            Crumb::here((&title, None)),
        ],
        body: "land",
        ..Frame::default()
    };
    let view = PartView {
        over: name.to_owned(),
        over_lang: name_lang,
        finder: finder(desk, agency),
        title,
        sections,
    };
    desk.set("page/part.html", &frame, &view)
}

fn year_page(desk: &Desk<'_>, agency: &Agency, entries: &[&Entry<'_>], year: i32) -> Result<Page, PressFault> {
    let voice = &desk.voice;
    let (name, name_lang) = voice.name(&agency.name, agency.name_en.as_deref());
    let of_year: Vec<&Entry<'_>> = entries
        .iter()
        .copied()
        .filter(|entry| entry.id().fiscal_year == year)
        .collect();
    let title = voice.fill("agency.year", &[("year", &voice.fiscal_year(year))]);
    let frame = Frame {
        path: year_path(&agency.slug, year),
        title: format!("{title} · {name} · {}", voice.say("site.name")),
        description: voice.fill("agency.description", &[("name", name)]),
        crumbs: vec![
            Crumb::to(Desk::agency_path(&agency.slug), (name, name_lang)),
            Crumb::here((&voice.fiscal_year(year), None)),
        ],
        body: "land",
        ..Frame::default()
    };
    let view = YearView {
        over: name.to_owned(),
        over_lang: name_lang,
        title,
        sections: section::all(desk, &of_year),
    };
    desk.set("page/year.html", &frame, &view)
}
