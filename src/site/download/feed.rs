//! What is new, as Atom: advances and guarantees that went past their day, and
//! guarantees that were released. Titles name no person.
//!
//! An entry says what was so on its day and does not change afterwards; its
//! identity is made of the record and the day.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Scope, feed_path};
use crate::agenda;
use crate::book::{Entry, State, figures};
use crate::day::{fiscal_year, shift};
use crate::press::PressFault;
use crate::site::Page;
use crate::site::desk::Desk;
use crate::text::Lang;

/// How many days an entry stands.
const DAYS: i64 = 60;

/// What happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// It went past its day.
    Overdue,
    /// A guarantee was released.
    Released,
}

impl What {
    fn name(self) -> &'static str {
        match self {
            What::Overdue => "overdue",
            What::Released => "released",
        }
    }
}

/// Something new about a record.
#[derive(Clone, Debug)]
pub struct News<'d> {
    day: NaiveDate,
    what: What,
    /// The record as it stood on that day.
    entry: Entry<'d>,
}

#[derive(Serialize)]
struct View {
    lang: &'static str,
    id: String,
    title: String,
    subtitle: String,
    author: String,
    updated: String,
    /// The feed's own address, where it is known.
    itself: Option<String>,
    /// The page of which it tells.
    page: String,
    entries: Vec<Told>,
}

#[derive(Serialize)]
struct Told {
    id: String,
    title: String,
    updated: String,
    page: String,
    term: &'static str,
    label: String,
    summary: String,
}

/// The days on which something happened to a record, known as of today.
fn days(entry: &Entry<'_>) -> impl Iterator<Item = (NaiveDate, What)> {
    let late = entry.due().map(|due| (shift(due.effective, 1), What::Overdue));
    let released = match entry {
        Entry::Guarantee(_, standing) => standing.released.map(|day| (day, What::Released)),
        Entry::Advance(..) => None,
    };
    late.into_iter().chain(released)
}

/// Gathers what is new in the office, the newest first.
#[must_use]
pub fn news<'d>(desk: &Desk<'d>) -> Vec<News<'d>> {
    let register = desk.register;
    let oldest = shift(register.today, -DAYS);
    let mut news: Vec<News<'d>> = Vec::new();
    for entry in &register.entries {
        for (day, what) in days(entry).filter(|(day, _)| *day > oldest && *day <= register.today) {
            let then = figures::on_day(register.book, entry, day);
            let so = match what {
                What::Overdue => then.state() == State::Overdue,
                What::Released => matches!(then.state(), State::Returnable | State::Overdue),
            };
            if so {
                news.push(News { day, what, entry: then });
            }
        }
    }
    news.sort_by(|a, b| (b.day, a.what, a.entry.id()).cmp(&(a.day, b.what, b.entry.id())));
    news
}

/// Renders the feed of the office or an agency.
pub(super) fn page(desk: &Desk<'_>, scope: Scope<'_>, news: &[News<'_>]) -> Result<Page, PressFault> {
    let (voice, office) = (&desk.voice, &desk.register.book.office);
    let own: Vec<&News<'_>> = news
        .iter()
        .filter(|one| match scope {
            Scope::Office => true,
            Scope::Agency(agency) => one.entry.id().agency == agency.slug,
        })
        .collect();
    let path = feed_path(scope.slug());
    let inside = if voice.lang == Lang::En { "en/" } else { "" };
    let root = match office.site_url.as_deref() {
        Some(site) => format!("{}/{inside}", site.trim_end_matches('/')),
        None => "../".repeat(path.matches('/').count()),
    };
    let home = match scope {
        Scope::Office => "index.html".to_owned(),
        Scope::Agency(agency) => Desk::agency_path(&agency.slug),
    };
    let domain = agenda::domain(office);
    let view = View {
        lang: voice.code(),
        id: format!("tag:{domain},2026:duebook/{inside}{path}"),
        title: voice.fill("feed.title", &[("name", scope.name(desk))]),
        subtitle: voice.fill("feed.subtitle", &[("n", &DAYS.to_string())]),
        author: voice.name(&office.name, office.name_en.as_deref()).0.to_owned(),
        updated: moment(own.first().map_or_else(|| quiet(desk, scope), |one| one.day)),
        itself: super::address(desk, &desk.path(&path)),
        page: format!("{root}{home}"),
        entries: own.iter().map(|one| told(desk, one, domain, inside, &root)).collect(),
    };
    let text: String = desk
        .text("page/feed.xml", &view)?
        .chars()
        // XML has no place for these, not even escaped.
        .filter(|c| (!c.is_control() || *c == '\n') && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect();
    Ok(Page::new(desk.path(&path), text.into_bytes()))
}

fn told(desk: &Desk<'_>, one: &News<'_>, domain: &str, inside: &str, root: &str) -> Told {
    let (voice, entry, name) = (&desk.voice, &one.entry, one.what.name());
    let kind = entry.kind().name();
    let what = voice.word(&format!("feed.{name}-{kind}"));
    let agency = desk.register.book.agencies.get(&entry.id().agency);
    let agency = agency.map_or(entry.id().agency.as_str(), |agency| {
        let short = agency.short.as_deref().filter(|_| voice.lang == Lang::Th);
        short.unwrap_or_else(|| desk.agency_name(agency).0)
    });
    let amount = voice.baht(entry.open_amount());
    let contract = agenda::line(entry.contract());
    let slots = [
        ("what", what),
        ("contract", contract.as_str()),
        ("amount", amount.as_str()),
        ("agency", agency),
    ];
    let due = entry.due().map(|due| voice.long(due.effective)).unwrap_or_default();
    let mut summary = vec![agenda::line(entry.project())];
    if !due.is_empty() {
        summary.push(voice.fill("feed.due", &[("day", &due)]));
    }
    summary.retain(|line| !line.is_empty());
    Told {
        id: format!("tag:{domain},{}:{inside}{}/{name}", one.day, entry.id()),
        title: voice.fill("feed.entry", &slots).replace('\u{a0}', " "),
        updated: moment(one.day),
        page: format!("{root}{}", Desk::record_path(entry.id())),
        term: name,
        label: what.to_owned(),
        summary: summary.join(" · "),
    }
}

/// When a feed that has nothing to tell last had something: of old entries the
/// newest, else the year's first day. It is no day of its own, so that a quiet
/// night does not touch the file.
fn quiet(desk: &Desk<'_>, scope: Scope<'_>) -> NaiveDate {
    let today = desk.register.today;
    let year = fiscal_year(today) - crate::day::BUDDHIST_OFFSET;
    let first = NaiveDate::from_ymd_opt(year - 1, 10, 1).unwrap_or(today);
    scope
        .entries(desk)
        .into_iter()
        .flat_map(days)
        .map(|(day, _)| day)
        .filter(|day| *day <= today)
        .max()
        .unwrap_or(first)
}

fn moment(day: NaiveDate) -> String {
    format!("{day}T00:00:00+07:00")
}
