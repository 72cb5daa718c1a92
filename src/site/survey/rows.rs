//! Questions, groups and quarters as rows of figures.

use serde::Serialize;

use super::{counted, months};
use crate::book::survey::{Level, MOST, Outcome, Part, Quarter, Tally, percent};
use crate::day::BUDDHIST_OFFSET;
use crate::record::Survey;
use crate::site::voice::Voice;
use crate::text::Lang;

/// A name and its figures, or why there are none.
#[derive(Clone, Debug, Serialize)]
pub(in crate::site) struct Row {
    /// Its name.
    pub(in crate::site) name: String,
    /// The language of the name where it is not the page's.
    pub(in crate::site) name_lang: Option<&'static str>,
    /// What stands behind the name in small letters.
    pub(in crate::site) note: Option<String>,
    /// The figures.
    pub(in crate::site) figures: Option<Figures>,
    /// The words in their place.
    pub(in crate::site) hidden: Option<String>,
}

/// What a tally comes to.
#[derive(Clone, Debug, Serialize)]
pub(in crate::site) struct Figures {
    /// How many answered.
    pub(in crate::site) count: String,
    /// The mean in hundredths.
    pub(in crate::site) hundredths: u64,
    /// The mean, `4.43`.
    pub(in crate::site) mean: String,
    /// The mean of the most, `88.60`.
    pub(in crate::site) percent: String,
    /// Its level in words.
    pub(in crate::site) level: String,
    /// How many gave 5, 4, 3, 2, 1.
    pub(in crate::site) counts: [String; MOST],
}

impl Figures {
    /// Prints a tally; nothing without a score.
    pub(in crate::site) fn of(voice: &Voice<'_>, count: usize, tally: &Tally) -> Option<Figures> {
        let mean = tally.mean()?;
        let mut counts = tally.counts;
        counts.reverse();
        Some(Figures {
            count: counted(count),
            hundredths: mean,
            mean: hundredths(mean),
            percent: hundredths(percent(mean)),
            level: voice.say(&format!("level.{}", Level::of(mean).name())).to_owned(),
            counts: counts.map(counted),
        })
    }
}

/// Prints hundredths: `443` is `4.43`.
pub(super) fn hundredths(value: u64) -> String {
    format!("{}.{:02}", value / 100, value % 100)
}

/// The row of a part, with the words for what is not shown.
fn row(voice: &Voice<'_>, least: usize, name: (String, Option<&'static str>), part: &Part) -> Row {
    let hidden = match part {
        Part::Shown(..) => None,
        Part::Nobody => Some(voice.say("survey.nobody").to_owned()),
        Part::Few => Some(voice.fill("survey.few", &[("n", &least.to_string())])),
        Part::KeptBack => Some(voice.say("survey.kept-back").to_owned()),
    };
    let figures = match part {
        Part::Shown(count, tally) => Figures::of(voice, *count, tally),
        _ => None,
    };
    Row {
        name: name.0,
        name_lang: name.1,
        note: None,
        figures,
        hidden,
    }
}

/// Each question, in its order.
pub(super) fn questions(voice: &Voice<'_>, outcome: &Outcome, survey: &Survey) -> Vec<Row> {
    survey
        .questions
        .iter()
        .zip(&outcome.questions)
        .map(|(question, tally)| {
            let (name, lang) = voice.name(&question.name, question.name_en.as_deref());
            let part = tally.map_or(Part::Few, |tally| Part::Shown(tally.scores(), tally));
            row(voice, survey.min_answers, (name.to_owned(), lang), &part)
        })
        .collect()
}

/// Each group of the office, and those of none; nothing where the office
/// tells no groups apart.
pub(super) fn groups(voice: &Voice<'_>, outcome: &Outcome, survey: &Survey) -> Vec<Row> {
    if survey.groups.is_empty() || outcome.all.is_none() {
        return Vec::new();
    }
    let named = survey.groups.iter().map(|group| {
        let (name, lang) = voice.name(&group.name, group.name_en.as_deref());
        (name.to_owned(), lang)
    });
    let none = (voice.say("survey.no-group").to_owned(), None);
    named
        .chain([none])
        .zip(&outcome.groups)
        .enumerate()
        .filter(|(at, (_, part))| *at < survey.groups.len() || **part != Part::Nobody)
        .map(|(_, (name, part))| row(voice, survey.min_answers, name, part))
        .collect()
}

/// Each quarter, the first one first.
pub(super) fn quarters(voice: &Voice<'_>, outcome: &Outcome, survey: &Survey) -> Vec<Row> {
    if outcome.all.is_none() {
        return Vec::new();
    }
    outcome
        .quarters
        .iter()
        .map(|(Quarter(year, quarter), part)| {
            // English counts fiscal years in the Common Era.
            let printed = if voice.lang == Lang::Th {
                *year
            } else {
                year - BUDDHIST_OFFSET
            };
            let slots = [quarter.to_string(), printed.to_string()];
            let name = voice.fill("survey.quarter", &[("n", &slots[0]), ("year", &slots[1])]);
            let mut row = row(voice, survey.min_answers, (name, None), part);
            row.note = Some(months(voice, *quarter, *year));
            row
        })
        .collect()
}
