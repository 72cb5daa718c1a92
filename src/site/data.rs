//! What there is to take away, on one page: every file, what its columns mean,
//! how it is opened, how a calendar or a feed is subscribed to.

use serde::Serialize;

use super::Page;
use super::desk::{Desk, Frame};
use super::download::columns::{COLUMNS, Column, Holds};
use super::download::{self, ALL, FIELDS, Scope};
use super::survey;
use crate::press::PressFault;

/// The files of the office or an agency; paths are from the site's root, that
/// of the feed is within the language.
#[derive(Serialize)]
pub(super) struct Take {
    pub(super) xlsx: String,
    pub(super) csv: String,
    pub(super) ics: String,
    pub(super) feed: String,
    /// The address that calendar programs follow, where the site has one.
    pub(super) webcal: Option<String>,
}

#[derive(Serialize)]
struct View<'v> {
    files: Vec<Row<'v>>,
    survey: Option<String>,
    columns: Vec<Explained<'v>>,
    fields: Vec<Explained<'v>>,
    /// The calendar's address in full, where the site has one.
    address: Option<String>,
    json: &'static str,
    package: &'static str,
    /// Where the tables for programs stand, as a pattern.
    partitions: &'static str,
    /// A file whose hash the page shows how to check.
    example: String,
}

#[derive(Serialize)]
struct Row<'v> {
    name: &'v str,
    lang: Option<&'static str>,
    /// The agency's page; nothing for the office.
    path: Option<String>,
    take: Take,
}

#[derive(Serialize)]
struct Explained<'v> {
    name: &'v str,
    /// Its name in the tables for programs, where it stands in them.
    code: Option<&'static str>,
    holds: &'v str,
    note: &'v str,
}

/// Gathers the files of the office or an agency.
pub(super) fn take(desk: &Desk<'_>, scope: Scope<'_>) -> Take {
    let (slug, lang) = (scope.slug(), desk.voice.lang);
    Take {
        xlsx: download::xlsx_path(slug, lang),
        csv: download::csv_path(slug, lang),
        ics: download::ics_path(slug),
        feed: download::feed_path(slug),
        webcal: download::webcal(desk, slug),
    }
}

/// Renders `data.html`.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn page(desk: &Desk<'_>) -> Result<Page, PressFault> {
    let voice = &desk.voice;
    let has_survey = desk.survey.as_ref().is_some_and(|outcome| outcome.all.is_some());
    let view = View {
        files: Scope::every(desk).into_iter().map(|scope| row(desk, scope)).collect(),
        survey: has_survey.then(|| survey::sheet::path(voice)),
        columns: COLUMNS.iter().map(|column| explained(desk, column)).collect(),
        fields: FIELDS
            .iter()
            .filter(|field| !(desk.is_public() && **field == "borrower"))
            .map(|field| Explained {
                name: field,
                code: None,
                holds: "",
                note: voice.word(&format!("json-note.{field}")),
            })
            .collect(),
        address: download::address(desk, &download::ics_path(ALL)),
        json: download::JSON,
        package: download::package::PATH,
        partitions: download::PARTITIONS,
        example: download::xlsx_path(ALL, voice.lang),
    };
    let title = voice.say("data.title").to_owned();
    let frame = Frame {
        path: "data.html".into(),
        description: voice.say("data.lede").to_owned(),
        menu: "reports",
        crumbs: desk.shelved(&title),
        title,
        ..Frame::default()
    };
    desk.set("page/data.html", &frame, &view)
}

fn row<'v>(desk: &'v Desk<'_>, scope: Scope<'v>) -> Row<'v> {
    let office = &desk.register.book.office;
    let (name, lang, path) = match scope {
        Scope::Office => {
            let (name, lang) = desk.voice.name(&office.name, office.name_en.as_deref());
            (name, lang, None)
        }
        Scope::Agency(agency) => {
            let (name, lang) = desk.voice.name(&agency.name, agency.name_en.as_deref());
            (name, lang, Some(Desk::agency_path(&agency.slug)))
        }
    };
    Row {
        name,
        lang,
        path,
        take: take(desk, scope),
    }
}

fn explained<'v>(desk: &'v Desk<'_>, column: &Column) -> Explained<'v> {
    let voice = &desk.voice;
    let holds = match column.holds {
        Holds::Money => "data.money",
        Holds::Count => "data.count",
        Holds::Day => "data.day",
        Holds::BuddhistDay => "data.buddhist-day",
        Holds::Text | Holds::Path | Holds::Fund | Holds::State | Holds::Timing => "data.text",
    };
    Explained {
        name: column.title(voice, desk.is_public()),
        code: column.name(desk.is_public()),
        holds: voice.say(holds),
        note: column.note(voice, desk.is_public()),
    }
}
