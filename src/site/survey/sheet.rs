//! The same figures for spreadsheets.

use super::rows::{self, Row};
use crate::site::Page;
use crate::site::desk::Desk;
use crate::site::download::line;
use crate::site::voice::Voice;

/// Returns where the table stands, from the site's root.
pub(in crate::site) fn path(voice: &Voice<'_>) -> String {
    format!("downloads/survey.{}.csv", voice.code())
}

/// Returns the titles of the columns, each with what it holds: text, a number
/// with decimals, or a count (or why it is not shown).
pub(in crate::site) fn columns(voice: &Voice<'_>) -> Vec<(String, &'static str)> {
    let named = [
        ("part", "string"),
        ("name", "string"),
        ("answered", "any"),
        ("mean", "number"),
        ("percent", "number"),
        ("level", "string"),
    ];
    let scores = [5, 4, 3, 2, 1].map(|score| (voice.fill("survey.gave", &[("n", &score.to_string())]), "integer"));
    named
        .into_iter()
        .map(|(key, holds)| (voice.say(&format!("survey.{key}")).to_owned(), holds))
        .chain(scores)
        .collect()
}

/// Renders the table of a language; nothing without figures.
pub(in crate::site) fn table(desk: &Desk<'_>) -> Option<Page> {
    let outcome = desk.survey.as_ref()?;
    outcome.all?;
    let (voice, survey) = (&desk.voice, &desk.register.book.survey);
    let mut out = String::from("\u{feff}");
    let head: Vec<String> = columns(voice).into_iter().map(|(title, _)| title).collect();
    line(&mut out, &head);
    let parts = [
        ("survey.question", rows::questions(voice, outcome, survey)),
        ("survey.group", rows::groups(voice, outcome, survey)),
        ("survey.period", rows::quarters(voice, outcome, survey)),
    ];
    let all = outcome
        .all
        .as_ref()
        .and_then(|all| rows::Figures::of(voice, outcome.answers, all));
    let all = Row {
        name: voice.say("survey.all").to_owned(),
        name_lang: None,
        note: None,
        figures: all,
        hidden: None,
    };
    for (part, rows) in parts.into_iter().chain([("survey.all", vec![all])]) {
        for row in rows {
            line(&mut out, &cells(voice.say(part), &row));
        }
    }
    Some(Page::new(path(voice), out.into_bytes()))
}

fn cells(part: &str, row: &Row) -> Vec<String> {
    let name = match &row.note {
        Some(note) => format!("{} ({note})", row.name),
        None => row.name.clone(),
    };
    let mut cells = vec![part.to_owned(), name];
    match &row.figures {
        Some(figures) => {
            // Numbers for programs go without separators.
            let number = |text: &String| text.replace(',', "");
            cells.extend([
                number(&figures.count),
                figures.mean.clone(),
                figures.percent.clone(),
                figures.level.clone(),
            ]);
            cells.extend(figures.counts.iter().map(number));
        }
        None => {
            cells.push(row.hidden.clone().unwrap_or_default());
            cells.extend(std::iter::repeat_n(String::new(), 8));
        }
    }
    cells
}
