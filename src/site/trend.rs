//! Whether it is getting better: what fell due each month and was cleared in
//! time, and what was overdue at each month's end.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::Page;
use super::answer::{Answer, percent};
use super::chart::months;
use super::desk::Desk;
use super::row::Money;
use super::status::Tag;
use super::voice::Voice;
use crate::book::trend::{self, Course, Month, Rate, Trend};
use crate::press::PressFault;
use crate::text::Lang;
use crate::thai::date;

/// The months of a trend, drawn and as a table.
#[derive(Serialize)]
pub(super) struct Sheet {
    wide: String,
    narrow: String,
    months: Vec<Row>,
    guarantees: bool,
}

#[derive(Serialize)]
struct Row {
    name: String,
    /// Whether the month still runs.
    runs: bool,
    due: usize,
    on_time: usize,
    late: usize,
    still_out: usize,
    coming: usize,
    rate: Option<String>,
    mean_late: Option<String>,
    overdue: Money,
    returned: usize,
    returned_late: usize,
    kept: usize,
}

#[derive(Serialize)]
struct View {
    answer: Answer,
    sheet: Sheet,
    wide: String,
    narrow: String,
    agencies: Vec<Agency>,
    /// Names of the two spans that are compared.
    spans: [String; 2],
}

#[derive(Serialize)]
struct Agency {
    path: String,
    name: String,
    name_lang: Option<&'static str>,
    now: Option<Share>,
    before: Option<Share>,
    course: Tag,
    /// Change in tenths of a point, for sorting.
    change: i64,
    overdue: Money,
    chart: String,
}

/// A rate and what it is of.
#[derive(Serialize)]
struct Share {
    percent: String,
    of: String,
    permille: i64,
}

/// Renders `trend.html`.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn page(desk: &Desk<'_>, trends: &BTreeMap<String, Trend>) -> Result<Page, PressFault> {
    let voice = &desk.voice;
    let all = trend::office(trends, desk.register.today);
    let [wide, narrow] = months::overdue(voice, voice.say("trend.overdue_title"), all.lived());
    let view = View {
        answer: answer(voice, &all),
        sheet: sheet(desk, &all),
        wide,
        narrow,
        agencies: agencies(desk, trends),
        spans: spans(voice, &all),
    };
    let frame = view.answer.frame(desk, "trend.html", voice.say("report-note.trend"));
    desk.set("page/trend.html", &frame, &view)
}

/// Draws the months of a trend, and has them as a table; nothing without any.
pub(super) fn sheet(desk: &Desk<'_>, trend: &Trend) -> Sheet {
    let voice = &desk.voice;
    let lived = trend.lived();
    let [wide, narrow] = months::due(voice, voice.say("trend.due_title"), lived);
    Sheet {
        wide,
        narrow,
        guarantees: lived
            .iter()
            .any(|month| month.returned + month.returned_late + month.kept > 0),
        // The newest month is what a reader looks for.
        months: lived.iter().rev().map(|month| row(desk, month)).collect(),
    }
}

fn row(desk: &Desk<'_>, month: &Month) -> Row {
    let runs = same_month(month.first, desk.register.today);
    let rate = Rate::of([month]).permille().filter(|_| !runs);
    Row {
        name: month_short(&desk.voice, month.first),
        runs,
        due: month.due(),
        on_time: month.on_time,
        late: month.late,
        still_out: month.still_out,
        coming: month.coming,
        rate: rate.map(percent),
        mean_late: month.mean_days_late().map(percent),
        overdue: month.overdue.amount.into(),
        returned: month.returned,
        returned_late: month.returned_late,
        kept: month.kept,
    }
}

fn same_month(one: NaiveDate, other: NaiveDate) -> bool {
    (one.year(), one.month()) == (other.year(), other.month())
}

/// Says whether it is getting better, and by what.
pub(super) fn course(voice: &Voice<'_>, trend: &Trend) -> Tag {
    let (hue, icon, words) = match trend.course() {
        Course::Better(points) => ("done", "done", voice.fill("trend.better", &[("n", &percent(points))])),
        Course::Worse(points) => ("late", "late", voice.fill("trend.worse", &[("n", &percent(points))])),
        Course::Steady => ("wait", "ring", voice.say("trend.steady").to_owned()),
        Course::Unknown => ("wait", "ring", voice.say("trend.unknown").to_owned()),
    };
    Tag { hue, icon, words }
}

/// Compares the last three full months with the three before, in a sentence;
/// nothing where too little fell due.
pub(super) fn compared(voice: &Voice<'_>, trend: &Trend) -> Option<String> {
    let [now, before] = trend.quarters();
    if trend.course() == Course::Unknown {
        return None;
    }
    let [this, that] = spans(voice, trend);
    let slots = [
        ("this", this),
        ("rate", percent(now.permille()?)),
        ("of", voice.contracts(now.of)),
        ("that", that),
        ("rate_before", percent(before.permille()?)),
        ("of_before", voice.contracts(before.of)),
    ];
    Some(voice.fill(
        "trend.compared",
        &slots.each_ref().map(|(key, words)| (*key, words.as_str())),
    ))
}

fn answer(voice: &Voice<'_>, all: &Trend) -> Answer {
    let balances = all.balances();
    let said = balances.map(|[now, before]| {
        let slots = [
            ("now", voice.baht(now.overdue.amount)),
            ("month", month_short(voice, now.first)),
            ("before", voice.baht(before.overdue.amount)),
            ("month_before", month_short(voice, before.first)),
        ];
        voice.fill(
            "trend.balances",
            &slots.each_ref().map(|(key, words)| (*key, words.as_str())),
        )
    });
    let moved = balances.and_then(|[now, before]| {
        let change = now.overdue.amount - before.overdue.amount;
        let (key, amount) = if change.is_positive() {
            ("trend.more", change)
        } else {
            ("trend.less", crate::money::Satang::ZERO - change)
        };
        amount
            .is_positive()
            .then(|| voice.fill(key, &[("amount", &voice.baht(amount))]))
    });
    let compared = compared(voice, all).unwrap_or_else(|| voice.say("trend.too-few").to_owned());
    let lede: Vec<String> = [Some(compared), said].into_iter().flatten().collect();
    Answer {
        over: voice.say("report-title.trend").to_owned(),
        tag: course(voice, all),
        sum: moved,
        lede: lede.join(" "),
    }
}

fn agencies(desk: &Desk<'_>, trends: &BTreeMap<String, Trend>) -> Vec<Agency> {
    let voice = &desk.voice;
    let longest = trends.values().map(|trend| months::most_of(&trend.months)).max();
    let share = |rate: Rate| {
        Some(Share {
            percent: percent(rate.permille()?),
            of: voice.contracts(rate.of),
            permille: rate.permille()?,
        })
    };
    let agency = |agency| {
        let agency: &crate::record::Agency = agency;
        let trend = trends.get(&agency.slug)?;
        let (name, name_lang) = voice.name(&agency.name, agency.name_en.as_deref());
        let [now, before] = trend.quarters().map(share);
        Some(Agency {
            path: Desk::agency_path(&agency.slug),
            name: name.to_owned(),
            name_lang,
            now,
            before,
            course: course(voice, trend),
            change: match trend.course() {
                Course::Better(points) => points,
                Course::Worse(points) => -points,
                Course::Steady | Course::Unknown => 0,
            },
            overdue: trend.months.last()?.overdue.amount.into(),
            chart: months::mini(&trend.months, longest.unwrap_or(0)),
        })
    };
    let mut list: Vec<Agency> = desk.register.book.agencies.values().filter_map(agency).collect();
    // The worst first; those of whom nothing can be said last.
    list.sort_by_key(|agency| (agency.course.hue == "wait", agency.change));
    list
}

/// Names the last three full months and the three before: `ส.ค.–ต.ค. 2569`.
fn spans(voice: &Voice<'_>, trend: &Trend) -> [String; 2] {
    let full = trend.months.len().saturating_sub(1);
    let span = |from: usize, to: usize| {
        let first = trend.months.get(full.wrapping_sub(from)).map(|month| month.first);
        let last = trend.months.get(full.wrapping_sub(to)).map(|month| month.first);
        let (Some(first), Some(last)) = (first, last) else {
            return String::new();
        };
        let from = if first.year() == last.year() {
            month_name(voice, first)
        } else {
            month_short(voice, first)
        };
        format!("{from}\u{2013}{}", month_short(voice, last))
    };
    [span(3, 1), span(6, 4)]
}

/// Returns a month without its year: `ต.ค.` or `Oct`.
pub(super) fn month_name(voice: &Voice<'_>, day: NaiveDate) -> String {
    match voice.lang {
        Lang::Th => date::month_short(day.month()).to_owned(),
        Lang::En => date::month_english(day.month())[..3].to_owned(),
    }
}

/// Returns the year of a day, of the language's era.
pub(super) fn year(voice: &Voice<'_>, day: NaiveDate) -> String {
    match voice.lang {
        Lang::Th => crate::day::buddhist_year(day).to_string(),
        Lang::En => day.year().to_string(),
    }
}

/// Returns a month with its year: `ต.ค. 2569` or `Oct 2026`.
pub(super) fn month_short(voice: &Voice<'_>, day: NaiveDate) -> String {
    format!("{}\u{a0}{}", month_name(voice, day), year(voice, day))
}
