//! What people say of the office: the answers of the survey, never those of
//! so few that somebody could be recognised.

mod rows;
pub(super) mod sheet;

use serde::Serialize;

use super::Page;
use super::chart::{scores, trend};
use super::desk::{Desk, Frame};
use super::voice::{self, Voice};
use crate::book::survey::{Level, MOST, Outcome};
use crate::press::PressFault;
use crate::text::Lang;
use crate::thai::date;

use rows::Figures;
pub(super) use rows::Row;

/// Where the page stands within its language.
pub(super) const PATH: &str = "survey.html";

#[derive(Serialize)]
struct View {
    head: String,
    lede: String,
    all: Option<Figures>,
    questions: Vec<Question>,
    scores: [usize; MOST],
    wide: Option<String>,
    narrow: Option<String>,
    quarters: Vec<Row>,
    groups: Vec<Row>,
    bands: Vec<Band>,
    privacy: String,
    csv: Option<String>,
    form: Option<String>,
}

#[derive(Serialize)]
struct Question {
    row: Row,
    chart: Option<String>,
}

/// A level and its means.
#[derive(Serialize)]
struct Band {
    range: String,
    level: String,
}

/// Renders `survey.html`; nothing without an answer.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn page(desk: &Desk<'_>) -> Result<Option<Page>, PressFault> {
    let Some(outcome) = &desk.survey else { return Ok(None) };
    let voice = &desk.voice;
    let survey = &desk.register.book.survey;
    let least = survey.min_answers.to_string();
    let all = outcome
        .all
        .as_ref()
        .and_then(|all| Figures::of(voice, outcome.answers, all));
    let head = match &all {
        Some(all) => voice.fill("survey.head", &[("mean", &all.mean), ("level", &all.level)]),
        None => voice.fill("survey.head-few", &[("n", &least)]),
    };
    let quarters = rows::quarters(voice, outcome, survey);
    let [wide, narrow] = trend::draw(voice, &quarters);
    let drawn = quarters.iter().any(|row| row.figures.is_some());
    let title = voice.say("survey.title").to_owned();
    let view = View {
        lede: lede(voice, outcome, all.as_ref()),
        questions: questions(voice, desk, outcome),
        scores: [5, 4, 3, 2, 1],
        wide: drawn.then_some(wide),
        narrow: drawn.then_some(narrow),
        groups: rows::groups(voice, outcome, survey),
        bands: bands(voice),
        privacy: voice.fill("survey.privacy", &[("n", &least)]),
        csv: all.is_some().then(|| sheet::path(voice)),
        form: desk.register.book.office.survey_url.clone(),
        quarters,
        all,
        head,
    };
    let frame = Frame {
        path: PATH.into(),
        title: format!("{} · {title} · {}", view.head, voice.say("site.name")),
        description: voice.say("survey.description").to_owned(),
        menu: "reports",
        crumbs: desk.shelved(&title),
        ..Frame::default()
    };
    desk.set("page/survey.html", &frame, &view).map(Some)
}

/// How many answered, when, and what that is of the most.
fn lede(voice: &Voice<'_>, outcome: &Outcome, all: Option<&Figures>) -> String {
    let Some(all) = all else {
        return voice.say("survey.lede-few").to_owned();
    };
    let (first, last) = outcome.span;
    let slots = [
        ("count", voice.fill("survey.people", &[("n", &all.count)])),
        ("from", voice.month(first)),
        ("to", voice.month(last)),
        ("percent", all.percent.clone()),
    ];
    let slots: Vec<(&str, &str)> = slots.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let key = if voice.month(first) == voice.month(last) {
        "survey.lede-month"
    } else {
        "survey.lede"
    };
    voice.fill(key, &slots)
}

fn questions(voice: &Voice<'_>, desk: &Desk<'_>, outcome: &Outcome) -> Vec<Question> {
    if outcome.all.is_none() {
        return Vec::new();
    }
    let rows = rows::questions(voice, outcome, &desk.register.book.survey);
    rows.into_iter()
        .zip(&outcome.questions)
        .map(|(row, tally)| Question {
            chart: tally.as_ref().map(|tally| scores::draw(voice, tally)),
            row,
        })
        .collect()
}

fn bands(voice: &Voice<'_>) -> Vec<Band> {
    let tops = std::iter::once(500).chain(Level::ALL.iter().map(|(_, from)| from - 1));
    Level::ALL
        .iter()
        .zip(tops)
        .map(|((level, from), top)| Band {
            range: format!("{}\u{2013}{}", rows::hundredths(*from), rows::hundredths(top)),
            level: voice.say(&format!("level.{}", level.name())).to_owned(),
        })
        .collect()
}

/// Returns the months of a quarter of a fiscal year: `ต.ค.–ธ.ค. 2569`.
fn months(voice: &Voice<'_>, quarter: u32, fiscal_year: i32) -> String {
    let first = (quarter + 2) % 4 * 3 + 1;
    let buddhist = fiscal_year - i32::from(quarter == 1);
    let (from, to) = (first, first + 2);
    match voice.lang {
        Lang::Th => format!(
            "{}\u{2013}{} {buddhist}",
            date::month_short(from),
            date::month_short(to)
        ),
        Lang::En => {
            let [from, to] = [from, to].map(|number| &date::month_english(number)[..3]);
            format!("{from}\u{2013}{to} {}", buddhist - crate::day::BUDDHIST_OFFSET)
        }
    }
}

/// A count as a page prints it.
fn counted(count: usize) -> String {
    voice::number(i64::try_from(count).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests;
