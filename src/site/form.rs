//! The forms of the internal edition: a record or an event is asked for in the
//! browser, in the words of the schemas, and comes out as the text of a file.
//!
//! One page a language asks for everything; what it asks for stands in the
//! query of its address (`?advance/secretariat`,
//! `?clearing/secretariat/2570/advance-0012`; a fragment would have to name a
//! place on the page). Nothing may be fetched where a
//! page is opened from a folder, so what the page must know are scripts:
//! `assets/form-data.js` for the book, and beside each record's page one script
//! with its file's text and what is left of its money. The public edition has
//! none of this, and no link to it.

mod acts;
mod record;

use std::collections::BTreeMap;

use serde::Serialize;

use super::Page;
use super::desk::{Crumb, Desk, Frame};
use crate::book::Entry;
use crate::press::PressFault;
use crate::record::advance::{name_of, number_of};
use crate::record::guarantee::LAW_DAYS;
use crate::record::office::Forge;
use crate::record::shape::File;
use crate::record::{Kind, Place, id};
use crate::rule::rulebook::LastDay;
use crate::rule::{Rule, RuleKind};
use crate::schema::{self, Words};
use crate::text::Lang;

pub use acts::{Act, Acts, about, acts, next};
pub use record::{happened, script};

/// Where the page stands within its language.
pub const PATH: &str = "form.html";

/// Assets that only the form reads; the public edition does not get them.
pub const ASSETS: [&str; 11] = [
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
];

#[derive(Serialize)]
struct View {
    adds: Vec<Act>,
    /// Where no script runs: the forge's page for a new file, else nothing.
    forge: Option<String>,
    templates: [Template; 2],
}

/// What a record's file looks like, for who writes it by hand.
#[derive(Serialize)]
struct Template {
    title: String,
    text: String,
}

/// Renders the page of the desk's language, and once the book's data for it;
/// nothing for the public.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn pages(desk: &Desk<'_>) -> Result<Vec<Page>, PressFault> {
    if desk.is_public() {
        return Ok(Vec::new());
    }
    let mut pages = vec![page(desk)?];
    if desk.voice.lang == Lang::Th {
        pages.push(data(desk));
    }
    Ok(pages)
}

fn page(desk: &Desk<'_>) -> Result<Page, PressFault> {
    let voice = &desk.voice;
    let title = voice.say("entry.title");
    let words = [File::Advance, File::Guarantee];
    let view = View {
        adds: ["advance", "guarantee"]
            .map(|kind| Act {
                path: format!("{PATH}?{kind}"),
                label: voice.say(&format!("entry.add_{kind}")).to_owned(),
            })
            .into(),
        forge: desk.register.book.office.forge.new.as_deref().and_then(bare_link),
        templates: words.map(|file| Template {
            title: match voice.lang {
                Lang::Th => file.about().0.to_owned(),
                Lang::En => file.about().1.to_owned(),
            },
            text: record::template(file),
        }),
    };
    let frame = Frame {
        path: PATH.into(),
        title: format!("{title} · {}", voice.say("site.name")),
        description: voice.say("entry.lede").to_owned(),
        crumbs: vec![Crumb::here((title, None))],
        ..Frame::default()
    };
    desk.set("page/form.html", &frame, &view)
}

/// A forge's page for a new file, with nothing filled in.
fn bare_link(pattern: &str) -> Option<String> {
    let bare = Forge::address(pattern.split('?').next().unwrap_or_default(), "");
    super::record::markup::safe_link(&bare).map(str::to_owned)
}

/// What the form must know of the book.
#[derive(Serialize)]
struct Data<'b> {
    schema: BTreeMap<&'static str, schema::Document>,
    /// First lines of new files.
    lines: BTreeMap<&'static str, String>,
    forge: Links<'b>,
    agencies: Vec<AgencyData<'b>>,
    /// The highest number in use, by `agency/year/kind`.
    numbers: BTreeMap<String, u32>,
    /// The contract numbers of advances, which no two may share, however they
    /// are written.
    contracts: BTreeMap<String, String>,
    rules: Vec<RuleData<'b>>,
    /// The days that decide which law a record goes by, the first known alone, by kind.
    law: BTreeMap<&'static str, Vec<&'static str>>,
    calendar: CalendarData,
    /// The facts that come later to a record, by kind.
    later: BTreeMap<&'static str, &'static [acts::Later]>,
    /// What borrowers have not cleared, by name.
    open: BTreeMap<String, Vec<OpenData<'b>>>,
}

/// The years whose holidays are known, and the holidays.
#[derive(Serialize)]
struct CalendarData {
    years: Vec<i32>,
    days: Vec<String>,
}

#[derive(Serialize)]
struct OpenData<'b> {
    contract: &'b str,
    amount: i64,
}

#[derive(Serialize)]
struct Links<'b> {
    edit: Option<&'b str>,
    new: Option<&'b str>,
}

#[derive(Serialize)]
struct AgencyData<'b> {
    slug: &'b str,
    th: &'b str,
    en: &'b str,
}

#[derive(Serialize)]
struct RuleData<'b> {
    id: &'b str,
    kind: &'static str,
    purposes: &'b [String],
    from: Option<String>,
    until: Option<String>,
    #[serde(flatten)]
    counts: Option<Counts>,
}

/// How a rule counts; `assets/form-due.js` counts by it as `rule::due` does,
/// and `tests/cases/judged.json` holds both together.
#[derive(Serialize)]
pub struct Counts {
    /// The event counted from.
    start: &'static str,
    months: u32,
    days: u32,
    /// Whether the event's own day is the first.
    first: bool,
    /// What a closed last day does: 1 moves on, -1 back, 0 leaves it.
    moves: i8,
}

impl Counts {
    /// How a rule counts; nothing for one that counts backward, which no record's
    /// due date does.
    #[must_use]
    pub fn of(rule: &Rule) -> Option<Counts> {
        (!rule.before).then(|| Counts {
            start: rule.from.name(),
            months: rule.period.months,
            days: rule.period.days,
            first: rule.first_day_included,
            moves: match rule.last_day {
                LastDay::NextWorkingDay => 1,
                LastDay::PreviousWorkingDay => -1,
                LastDay::Stays => 0,
            },
        })
    }
}

/// What borrowers have not cleared, by name.
fn open<'d>(desk: &'d Desk<'_>) -> BTreeMap<String, Vec<OpenData<'d>>> {
    let mut open: BTreeMap<String, Vec<OpenData<'_>>> = BTreeMap::new();
    for entry in &desk.register.entries {
        if let Entry::Advance(record, standing) = entry
            && standing.outstanding.is_positive()
        {
            let debts = open.entry(name_of(&record.borrower.name.value)).or_default();
            debts.push(OpenData {
                contract: &record.contract.value,
                amount: standing.outstanding.0,
            });
        }
    }
    open
}

fn data(desk: &Desk<'_>) -> Page {
    let book = desk.register.book;
    let words = Words {
        rules: &book.rules,
        press: desk.press(),
    };
    let files = [File::Advance, File::Guarantee];
    let data = Data {
        schema: files
            .iter()
            .map(|file| (file.name(), schema::document(*file, &words)))
            .collect(),
        // Where the book's own files name no schema, there may be none to name.
        lines: files
            .iter()
            .filter(|_| book.sources.values().any(|source| names_schema(&source.text)))
            .map(|file| (file.name(), file.schema_line()))
            .collect(),
        forge: Links {
            edit: book.office.forge.edit.as_deref(),
            new: book.office.forge.new.as_deref(),
        },
        agencies: book
            .agencies
            .values()
            .map(|agency| AgencyData {
                slug: &agency.slug,
                th: &agency.name,
                en: agency.name_en.as_deref().unwrap_or(&agency.name),
            })
            .collect(),
        numbers: numbers(book.sources.keys().map(AsRef::as_ref)),
        contracts: book
            .advances
            .iter()
            .map(|advance| (number_of(&advance.contract.value), advance.id.to_string()))
            .collect(),
        rules: book.rules.rules().filter_map(rule).collect(),
        law: BTreeMap::from([
            ("advance", vec!["contracted"]),
            ("guarantee", LAW_DAYS.iter().map(|(key, _)| *key).collect()),
        ]),
        calendar: CalendarData {
            years: book.calendar.years().collect(),
            days: book.calendar.holidays().map(|(day, _)| day.to_string()).collect(),
        },
        later: files.iter().map(|file| (file.name(), acts::laters(*file))).collect(),
        open: open(desk),
    };
    let json = serde_json::to_string(&data).unwrap_or_default();
    Page::new(
        "assets/form-data.js".to_owned(),
        format!("var duebookForm={json};\n").into_bytes(),
    )
}

/// Whether a file names its schema, among the comments at its head.
fn names_schema(text: &str) -> bool {
    let mut head = text.lines().take_while(|line| line.starts_with('#'));
    head.any(|line| line.starts_with("#:schema "))
}

/// The highest number of each folder, also of files that could not be read.
fn numbers<'p>(paths: impl Iterator<Item = &'p str>) -> BTreeMap<String, u32> {
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    for path in paths {
        if let Place::Record(id) = id::place(path)
            && id.kind != Kind::Project
        {
            let highest = numbers
                .entry(format!("{}/{}/{}", id.agency, id.fiscal_year, id.kind.name()))
                .or_default();
            *highest = id.number.max(*highest);
        }
    }
    numbers
}

fn rule(rule: &Rule) -> Option<RuleData<'_>> {
    let kind = match rule.kind {
        RuleKind::Advance => "advance",
        RuleKind::Guarantee => "guarantee",
        _ => return None,
    };
    Some(RuleData {
        id: &rule.id,
        kind,
        purposes: &rule.purposes,
        from: rule.in_force_from.map(|day| day.to_string()),
        until: rule.in_force_until.map(|day| day.to_string()),
        counts: Counts::of(rule),
    })
}

#[cfg(test)]
mod tests;
