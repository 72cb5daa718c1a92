//! รายงานลูกหนี้เงินยืมคงค้าง ณ สิ้นเดือน: what borrowers owe at the end of the
//! month before the build's day, and on that day, for a head to read and sign.

use rayon::prelude::*;
use serde::Serialize;

use super::Page;
use super::desk::Desk;
use super::paper::{self, Head};
use super::voice::Day;
use super::{row, veil};
use crate::book::register::{AGING, Sum};
use crate::book::{Book, Entry, Register, Totals};
use crate::money::Satang;
use crate::press::PressFault;
use crate::record::Agency;

/// The report of the office.
#[derive(Serialize)]
struct OfficeView {
    head: Head,
    tables: Vec<Ages>,
    /// What is said in words: how much, as of which day.
    words_label: String,
    words: String,
    reader: Reader,
}

/// The report of an agency.
#[derive(Serialize)]
struct AgencyView {
    head: Head,
    ages: Ages,
    /// Whether there is a column of borrowers.
    names: bool,
    lines: Vec<Line>,
    total: String,
    open: String,
    /// What is said in words: how much, as of which day.
    words_label: String,
    words: String,
    reader: Reader,
}

/// To whom the report goes.
#[derive(Serialize)]
struct Reader {
    name: String,
    /// The language of the name where it is not the page's.
    lang: Option<&'static str>,
}

/// What is owed, by age.
#[derive(Serialize)]
struct Ages {
    /// The day it speaks of; nothing for the build's own, which the stamp says.
    day: Option<String>,
    rows: Vec<AgeRow>,
    total: Option<AgeRow>,
}

/// A row of the table: an agency, a day, or all.
#[derive(Serialize)]
struct AgeRow {
    name: String,
    name_lang: Option<&'static str>,
    path: Option<String>,
    count: usize,
    open: Option<String>,
    /// In the order of [`AGING`].
    ages: Vec<Option<String>>,
    overdue: Option<String>,
}

/// A contract that is not cleared.
#[derive(Serialize)]
struct Line {
    n: usize,
    path: String,
    contract: String,
    who: Option<String>,
    project: String,
    received: Option<Day>,
    due: Option<Day>,
    open: String,
    late: Option<i64>,
    age: String,
}

/// The words of the ages, in the order of [`AGING`].
const AGES: [&str; AGING.len()] = [
    "age.not_due",
    "age.d30",
    "age.d60",
    "age.d90",
    "age.d180",
    "age.d365",
    "age.more",
];

/// Derives the register of the end of the month before a day.
#[must_use]
pub fn month(book: &Book, today: chrono::NaiveDate) -> Register<'_> {
    Register::new(book, paper::month_end(today))
}

/// Renders `debtors.html` and every agency's own.
///
/// # Errors
///
/// [`PressFault`] where a template cannot be set.
pub fn pages(desk: &Desk<'_>, month: &Register<'_>) -> Result<Vec<Page>, PressFault> {
    let agencies: Vec<&Agency> = desk.register.book.agencies.values().collect();
    let mut pages: Vec<Page> = agencies
        .par_iter()
        .map(|agency| of_agency(desk, month, agency))
        .collect::<Result<_, PressFault>>()?;
    pages.push(of_office(desk, month)?);
    Ok(pages)
}

fn title(desk: &Desk<'_>, month: &Register<'_>) -> String {
    let month = desk.voice.month(month.today);
    desk.voice.fill("debtors.title", &[("month", &month)])
}

fn in_words_of(desk: &Desk<'_>, month: &Register<'_>, amount: Satang) -> String {
    let voice = &desk.voice;
    let slots = [("day", &*voice.long(month.today)), ("amount", &*voice.baht(amount))];
    voice.fill("debtors.words", &slots)
}

fn of_office(desk: &Desk<'_>, month: &Register<'_>) -> Result<Page, PressFault> {
    let voice = &desk.voice;
    let title = title(desk, month);
    let table = |register: &Register<'_>, day: Option<String>| {
        let rows = register.book.agencies.values().map(|agency| {
            let totals = Totals::of(own(register, agency));
            let (name, name_lang) = voice.name(&agency.name, agency.name_en.as_deref());
            AgeRow {
                name_lang,
                path: Some(format!("{}/debtors.html", agency.slug)),
                ..age_row(name.to_owned(), &totals)
            }
        });
        Ages {
            day,
            rows: rows.collect(),
            total: Some(age_row(voice.say("paper.total").to_owned(), &register.totals())),
        }
    };
    let day = voice.fill("paper.as-of", &[("day", &voice.long(month.today))]);
    let view = OfficeView {
        tables: vec![table(month, Some(day)), table(desk.register, None)],
        words_label: in_words_of(desk, month, month.totals().outstanding.amount),
        words: paper::in_words(month.totals().outstanding.amount),
        reader: Reader {
            name: voice.say("debtors.reader").to_owned(),
            lang: None,
        },
        head: paper::office_head(desk, title.clone(), String::new()),
    };
    let frame = paper::office_frame(desk, "debtors.html", &title);
    desk.set("page/debtors.html", &frame, &view)
}

fn of_agency(desk: &Desk<'_>, month: &Register<'_>, agency: &Agency) -> Result<Page, PressFault> {
    let voice = &desk.voice;
    let title = title(desk, month);
    let then = Totals::of(own(month, agency));
    let now = Totals::of(own(desk.register, agency));
    let day = voice.fill("paper.as-of", &[("day", &voice.long(month.today))]);
    let lines = lines(desk, month, agency);
    let rows = vec![age_row(day.clone(), &then), age_row(String::new(), &now)];
    let position = agency.head.as_ref().and_then(|head| head.position.clone());
    let reader = Reader {
        lang: position.as_ref().and(voice.thai()),
        name: position.unwrap_or_else(|| voice.say("debtors.reader-agency").to_owned()),
    };
    let view = AgencyView {
        ages: Ages {
            day: None,
            rows,
            total: None,
        },
        names: !desk.is_public(),
        total: voice.fill("agency.total", &[("count", &voice.contracts(lines.len()))]),
        lines,
        open: then.outstanding.amount.grouped(),
        words_label: in_words_of(desk, month, then.outstanding.amount),
        words: paper::in_words(then.outstanding.amount),
        reader,
        head: paper::head(desk, agency, title.clone(), day),
    };
    let frame = paper::frame(desk, agency, format!("{}/debtors.html", agency.slug), &title);
    desk.set("page/agency-debtors.html", &frame, &view)
}

/// The entries of an agency in a register of any day.
fn own<'e, 'b>(register: &'e Register<'b>, agency: &'e Agency) -> impl Iterator<Item = &'e Entry<'b>> {
    let from = register
        .entries
        .partition_point(|entry| entry.id().agency.as_str() < agency.slug.as_str());
    register.entries[from..]
        .iter()
        .take_while(move |entry| entry.id().agency == agency.slug)
}

fn age_row(name: String, totals: &Totals) -> AgeRow {
    AgeRow {
        name,
        name_lang: None,
        path: None,
        count: totals.outstanding.count,
        open: paper::sum(totals.outstanding.amount),
        ages: totals.aging.iter().map(|age| paper::sum(age.amount)).collect(),
        overdue: paper::sum(late(&totals.aging)),
    }
}

/// What is past its day, whatever its age.
fn late(aging: &[Sum; AGING.len()]) -> Satang {
    aging[1..].iter().map(|age| age.amount).sum()
}

/// The contracts that an agency's borrowers have not cleared, longest overdue first.
fn lines(desk: &Desk<'_>, month: &Register<'_>, agency: &Agency) -> Vec<Line> {
    let voice = &desk.voice;
    let mut open: Vec<&Entry<'_>> = own(month, agency).filter(|entry| is_owed(entry)).collect();
    open.sort_by_cached_key(|entry| (row::order(entry, month.today), entry.id()));
    open.sort_by_key(|entry| std::cmp::Reverse(entry.days_overdue()));
    let line = |(n, entry): (usize, &&Entry<'_>)| {
        let Entry::Advance(advance, standing) = *entry else {
            return None;
        };
        let age = AGING
            .iter()
            .position(|(_, from, to)| (*from..=*to).contains(&standing.days_overdue))
            .unwrap_or(0);
        Some(Line {
            n,
            path: Desk::record_path(&advance.id),
            contract: paper::number(&advance.contract.value),
            who: veil::borrower(desk.audience, advance).map(str::to_owned),
            project: paper::project(entry),
            received: advance.first_received(month.today).map(|day| voice.day(day)),
            due: standing.due.as_ref().map(|due| voice.day(due.effective)),
            open: standing.outstanding.grouped(),
            late: (standing.days_overdue > 0).then_some(standing.days_overdue),
            age: voice.say(AGES[age]).to_owned(),
        })
    };
    (1..).zip(&open).filter_map(line).collect()
}

/// Counted as the totals count.
fn is_owed(entry: &Entry<'_>) -> bool {
    matches!(entry, Entry::Advance(_, standing)
        if standing.outstanding.is_positive() && !standing.state.is_settled())
}

#[cfg(test)]
mod tests;
