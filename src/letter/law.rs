//! The law behind a reminder: clause, regulation and its words, as the rules
//! of the book have them. No clause is written into a template.

use serde::Serialize;

use crate::book::{AdvanceStanding, Entry, Item, Register};
use crate::record::{Advance, StageKind};
use crate::rule::RuleKind;

use super::words::line;

/// Returns the lines of law that a mail rests on, each once, in the order of
/// its reminders.
///
/// A list names its clauses and leaves their words to the records' pages: with
/// them it would be twice as long.
pub(crate) fn of_all(items: &[&Item<'_, '_>], register: &Register<'_>) -> Vec<String> {
    let mut laws: Vec<String> = Vec::new();
    let quoted = items.len() == 1;
    for law in items.iter().flat_map(|item| of(item, register, quoted)) {
        if !laws.contains(&law) {
            laws.push(law);
        }
    }
    laws
}

/// The law of one reminder, the nearest first.
fn of(item: &Item<'_, '_>, register: &Register<'_>, quoted: bool) -> Vec<String> {
    let mut ids: Vec<&str> = Vec::new();
    match item.entry {
        Entry::Advance(advance, standing) => {
            ids.extend(standing.due.as_ref().map(|due| due.rule.as_str()));
            // An office may have words of its own for the day of enforcement.
            let come = standing.enforce_by.is_some_and(|by| by <= register.today);
            if come || item.stage.text == "advance-enforce" {
                ids.extend(enforcement(advance, standing, register));
            }
        }
        Entry::Guarantee(_, standing) if item.stage.kind == StageKind::Inspection => {
            ids.extend(standing.inspection.as_ref().map(|window| window.rule.as_str()));
        }
        Entry::Guarantee(_, standing) => ids.extend(standing.due.as_ref().map(|due| due.rule.as_str())),
    }
    ids.into_iter()
        .filter_map(|id| sentence(id, register, quoted))
        .collect()
}

/// A clause as an official letter cites it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Cited {
    /// `ข้อ 51 (2)`, or nothing.
    pub(crate) clause: String,
    /// The regulation.
    pub(crate) title: String,
    /// Whether the office has confirmed the regulation's numbers.
    pub(crate) confirmed: bool,
}

/// The number of a clause, without a remark such as `(รอยืนยัน)`; a clause that
/// has no number yet is not cited.
fn numbered(clause: &str) -> Option<String> {
    let clause = line(clause);
    let plain = clause
        .split_once("(รอ")
        .map_or(clause.as_str(), |(plain, _)| plain)
        .trim_end();
    let number = plain.strip_prefix("ข้อ").map_or(plain, str::trim_start);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit() || ('๐'..='๙').contains(&c));
    is_number.then(|| plain.to_owned())
}

/// Returns a rule as a letter cites it.
pub(crate) fn cited(id: &str, register: &Register<'_>) -> Option<Cited> {
    let rule = register.book.rules.get(id)?;
    let regulation = register.book.rules.regulation(rule.regulation())?;
    Some(Cited {
        clause: rule.clause.as_deref().and_then(numbered).unwrap_or_default(),
        title: line(&regulation.title),
        confirmed: regulation.confirmed.is_some(),
    })
}

/// The rule by which a loan is enforced: the one that its last day of
/// enforcement is counted by.
pub(crate) fn enforcement<'r>(
    record: &Advance,
    standing: &AdvanceStanding,
    register: &'r Register<'_>,
) -> Option<&'r str> {
    let rules = &register.book.rules;
    let rule = rules.get(&standing.due.as_ref()?.rule)?;
    let (purpose, on) = (&record.purpose.value, record.contracted.value);
    Some(
        &rules
            .companion(RuleKind::Enforcement, rule, record.rule.is_some(), purpose, on)
            .id,
    )
}

/// `ข้อ 51 (2) ระเบียบ…: …`, with a word of warning until the office has
/// confirmed the regulation's numbers.
fn sentence(id: &str, register: &Register<'_>, quoted: bool) -> Option<String> {
    let rule = register.book.rules.get(id)?;
    let regulation = register.book.rules.regulation(rule.regulation())?;
    let mut sentence = rule
        .clause
        .as_deref()
        .map(|clause| format!("{} ", line(clause)))
        .unwrap_or_default();
    sentence.push_str(&line(&regulation.title));
    if let Some(text) = rule.text.as_ref().filter(|_| quoted) {
        sentence.push_str(": ");
        sentence.push_str(&line(text));
    }
    if regulation.confirmed.is_none() {
        sentence.push_str(" (ตัวบทและจำนวนวันรอการยืนยัน)");
    }
    Some(sentence)
}
