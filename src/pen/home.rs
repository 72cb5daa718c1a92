//! Where a new record belongs, and the law that it takes with it.

use chrono::NaiveDate;

use super::facts::Facts;
use super::value::Value;
use crate::day::fiscal_year;
use crate::record::Kind;
use crate::record::guarantee::LAW_DAYS;
use crate::rule::{RuleBook, RuleKind};

/// Returns the fiscal year of a record's folder: what a project says of itself,
/// which may have begun in another, else the year of its [`founding_day`].
#[must_use]
pub fn home_year(kind: Kind, facts: &Facts) -> Option<i32> {
    match (kind, facts.get("fiscal_year")) {
        (Kind::Project, Some(Value::Whole(year))) => i32::try_from(*year).ok(),
        _ => founding_day(kind, facts).map(fiscal_year),
    }
}

/// Returns the day that decides a record's folder: an advance's by its
/// contract, a guarantee's by its receipt, else by its contract, a project's
/// by its start.
#[must_use]
pub fn founding_day(kind: Kind, facts: &Facts) -> Option<NaiveDate> {
    let keys: &[&str] = match kind {
        Kind::Advance => &["contracted"],
        Kind::Guarantee => &["received", "contracted"],
        Kind::Project => &["start"],
    };
    first_day(keys, facts)
}

/// Returns the day whose law governs a record: an advance's is that of its contract.
fn law_day(kind: Kind, facts: &Facts) -> Option<NaiveDate> {
    match kind {
        Kind::Advance => first_day(&["contracted"], facts),
        Kind::Guarantee => first_day(&LAW_DAYS.map(|(key, _)| key), facts),
        Kind::Project => None,
    }
}

fn first_day(keys: &[&str], facts: &Facts) -> Option<NaiveDate> {
    keys.iter().find_map(|key| match facts.get(*key) {
        Some(Value::Day(day)) => Some(*day),
        _ => None,
    })
}

/// Writes the rule in force on the day of its law into a record that names none:
/// a later regulation does not move its due date.
pub fn freeze_rule(rules: &RuleBook, kind: Kind, facts: &mut Facts) {
    let (of, key) = match kind {
        Kind::Advance => (RuleKind::Advance, "purpose"),
        Kind::Guarantee => (RuleKind::Guarantee, "kind"),
        Kind::Project => return,
    };
    let rule = match (law_day(kind, facts), facts.get(key)) {
        (Some(day), Some(Value::Text(purpose))) => rules.in_force(of, purpose, day),
        _ => None,
    };
    if let Some(rule) = rule {
        facts
            .entry("rule".to_owned())
            .or_insert_with(|| Value::Text(rule.id.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Faults, Source};

    #[test]
    fn a_guarantee_takes_the_rule_of_its_contracts_day_and_keeps_one_that_it_names() {
        let rules = "title = \"x\"\n[[rule]]\nname = \"old\"\nkind = \"guarantee\"\npurposes = [\"bid\"]\nfrom = \"released\"\n\
                     days = 15\nin_force = { until = 2026-09-30 }\n[[rule]]\nname = \"new\"\nkind = \"guarantee\"\n\
                     purposes = [\"bid\"]\nfrom = \"released\"\ndays = 20\nin_force = { from = 2026-10-01 }\n";
        let source = Source::new("records/rules/own.toml", rules);
        let mut book = RuleBook::default();
        book.read("own", &source, &Faults::new(&source));
        let day = |text: &str| Value::Day(text.parse().expect("a day"));
        for (received, contracted, named, want) in [
            (Some("2026-10-01"), Some("2026-09-01"), None, Some("own/old")),
            (Some("2026-10-01"), None, None, Some("own/new")),
            (None, Some("2026-09-01"), None, Some("own/old")),
            (None, Some("2026-09-01"), Some("own/new"), Some("own/new")),
        ] {
            let mut facts = Facts::from([("kind".to_owned(), Value::text("bid"))]);
            facts.extend(contracted.map(|text| ("contracted".to_owned(), day(text))));
            facts.extend(received.map(|text| ("received".to_owned(), day(text))));
            facts.extend(named.map(|name| ("rule".to_owned(), Value::text(name))));
            freeze_rule(&book, Kind::Guarantee, &mut facts);
            let got = facts.get("rule");
            assert_eq!(
                got,
                want.map(Value::text).as_ref(),
                "{received:?} {contracted:?} {named:?}"
            );
        }
    }
    #[test]
    fn a_record_lies_in_its_fiscal_year_and_a_project_in_the_one_that_it_says() {
        let day = |key: &str, text: &str| (key.to_owned(), Value::Day(text.parse().expect("a day")));
        let stated = || ("fiscal_year".to_owned(), Value::Whole(2570));
        for (kind, facts, want) in [
            (Kind::Advance, vec![day("contracted", "2026-09-30")], Some(2569)),
            (
                Kind::Guarantee,
                vec![day("contracted", "2026-09-30"), day("received", "2026-10-01")],
                Some(2570),
            ),
            (Kind::Project, vec![day("start", "2026-09-30")], Some(2569)),
            (Kind::Project, vec![stated(), day("start", "2026-09-30")], Some(2570)),
            (Kind::Project, vec![stated()], Some(2570)),
            (Kind::Project, vec![], None),
        ] {
            let facts = Facts::from_iter(facts);
            assert_eq!(home_year(kind, &facts), want, "{kind:?} {facts:?}");
        }
    }
}
