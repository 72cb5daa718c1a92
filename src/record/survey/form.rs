//! `records/survey/survey.toml`: which column is what.

use super::moment::Order;
use super::plain;
use crate::text::{Faults, Placed, Table, table};

/// Fewer answers than this are not shown by themselves, unless the office says otherwise.
const MIN_ANSWERS: usize = 5;

/// What the office says of its form.
#[derive(Clone, Debug)]
pub struct Form {
    /// The column that holds when somebody answered.
    pub date: Option<Placed<String>>,
    /// Which of two numbers in a date is the day.
    pub order: Option<Order>,
    /// The column that holds who answered.
    pub group: Option<Placed<String>>,
    /// Who can answer.
    pub groups: Vec<Group>,
    /// The questions; without any, the columns tell themselves.
    pub questions: Vec<Question>,
    /// The office's own words for scores, as they are compared.
    pub scale: Vec<(String, u8)>,
    /// Fewer answers than this are not shown by themselves.
    pub min_answers: usize,
}

impl Default for Form {
    fn default() -> Form {
        Form {
            date: None,
            order: None,
            group: None,
            groups: Vec::new(),
            questions: Vec::new(),
            scale: Vec::new(),
            min_answers: MIN_ANSWERS,
        }
    }
}

/// A question that is answered by a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The titles of its column; forms reword a question from year to year.
    pub columns: Vec<Placed<String>>,
    /// Its words.
    pub name: String,
    /// Its English words.
    pub name_en: Option<String>,
}

/// A group of people who answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What stands in the cell, each as it is compared.
    pub answers: Vec<String>,
    /// Its name.
    pub name: String,
    /// Its English name.
    pub name_en: Option<String>,
}

/// Reads `survey.toml`.
pub(super) fn read(faults: &Faults<'_>) -> Form {
    let mut root = table::read(faults.source, faults);
    let mut form = Form {
        date: root.text("date"),
        order: root
            .choice(
                "date_order",
                &[("day-month", Order::DayMonth), ("month-day", Order::MonthDay)],
            )
            .map(|order| order.value),
        group: root.text("group"),
        ..Form::default()
    };
    // Of one or two people together each could tell the other's answer.
    if let Some(least) = root.integer_within("min_answers", 3..=1000) {
        form.min_answers = usize::try_from(least.value).unwrap_or(MIN_ANSWERS);
    }
    // What bears one name is one thing, however many words forms had for it.
    for group in root.each("who").into_iter().filter_map(group) {
        match form.groups.iter_mut().find(|known| known.name == group.name) {
            Some(known) => known.answers.extend(group.answers),
            None => form.groups.push(group),
        }
    }
    for question in root.each("question").into_iter().filter_map(question) {
        match form.questions.iter_mut().find(|known| known.name == question.name) {
            Some(known) => known.columns.extend(question.columns),
            None => form.questions.push(question),
        }
    }
    form.scale = root.each("scale").into_iter().filter_map(word).collect();
    if form.group.is_none() && !form.groups.is_empty() {
        root.missing("group", "\"…\"");
    }
    root.finish();
    form
}

fn group(mut table: Table<'_, '_>) -> Option<Group> {
    let answer = table.required_text("answer", "\"คู่สัญญา\"");
    let name = table.text("name");
    let name_en = table.text("name_en").map(|text| text.value);
    table.finish();
    let answer = answer?.value;
    Some(Group {
        name: name.map_or_else(|| answer.clone(), |name| name.value),
        answers: vec![plain(&answer)],
        name_en,
    })
}

fn question(mut table: Table<'_, '_>) -> Option<Question> {
    let column = table.required_text("column", "\"…\"");
    let name = table.text("name");
    let name_en = table.text("name_en").map(|text| text.value);
    table.finish();
    let column = column?;
    Some(Question {
        name: name.map_or_else(|| column.value.clone(), |name| name.value),
        columns: vec![column],
        name_en,
    })
}

fn word(mut table: Table<'_, '_>) -> Option<(String, u8)> {
    let answer = table.required_text("answer", "\"ดีเยี่ยม\"");
    table.needs("score", "5");
    let score = table.integer_within("score", 1..=5);
    table.finish();
    Some((plain(&answer?.value), u8::try_from(score?.value).ok()?))
}
