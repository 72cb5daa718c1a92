//! Regulations as data: `records/rules/<regulation>.toml`.

mod read;
mod rule;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use self::read::read_period;
pub use self::rule::{KINDS, LastDay, Rule, RuleKind, Start};
use super::period::Period;

/// One regulation: its title and whether the office has confirmed its numbers.
#[derive(Clone, Debug)]
pub struct Regulation {
    /// Full title.
    pub title: String,
    /// Who confirmed the numbers, and when; nobody until then.
    pub confirmed: Option<(String, NaiveDate)>,
}

/// All regulations of the book.
#[derive(Clone, Debug, Default)]
pub struct RuleBook {
    regulations: BTreeMap<String, Regulation>,
    rules: BTreeMap<String, Rule>,
}

impl RuleBook {
    /// Returns a rule by its identity, `bma-2555/official-travel`.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.get(id)
    }

    /// Returns a regulation by its name, `bma-2555`.
    #[must_use]
    pub fn regulation(&self, name: &str) -> Option<&Regulation> {
        self.regulations.get(name)
    }

    /// Returns all rules, by identity.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.values()
    }

    /// Returns all regulations, by name.
    pub fn regulations(&self) -> impl Iterator<Item = (&str, &Regulation)> {
        self.regulations
            .iter()
            .map(|(name, regulation)| (name.as_str(), regulation))
    }

    /// Returns the purposes that rules of a kind define, sorted, once each.
    #[must_use]
    pub fn purposes(&self, kind: RuleKind) -> Vec<&str> {
        let mut purposes: Vec<&str> = self
            .rules
            .values()
            .filter(|rule| rule.kind == kind)
            .flat_map(|rule| &rule.purposes)
            .map(String::as_str)
            .collect();
        purposes.sort_unstable();
        purposes.dedup();
        purposes
    }

    /// Returns the rule for a purpose that is in force on a day: the one that
    /// came into force last, as the later law displaces the earlier.
    #[must_use]
    pub fn in_force(&self, kind: RuleKind, purpose: &str, on: NaiveDate) -> Option<&Rule> {
        self.rules
            .values()
            .rev()
            .filter(|rule| rule.kind == kind && rule.speaks_of(purpose) && rule.in_force(on))
            .max_by_key(|rule| rule.in_force_from)
    }

    /// Returns the rule of another kind that goes with an advance's rule: the
    /// same regulation's for the purpose, else the one in force for it, else
    /// the national pattern ([`Rule::pattern`]). `is_named`: the record names its rule
    /// itself, and takes the rest of that regulation along, also where it is chosen by
    /// no purpose.
    #[must_use]
    pub fn companion(&self, kind: RuleKind, rule: &Rule, is_named: bool, purpose: &str, on: NaiveDate) -> &Rule {
        self.rules
            .values()
            .rev()
            .filter(|other| other.kind == kind && other.regulation() == rule.regulation())
            .filter(|other| other.speaks_of(purpose) || is_named && other.purposes.is_empty())
            .max_by_key(|other| (other.in_force(on), other.in_force_from))
            .or_else(|| self.in_force(kind, purpose, on))
            .unwrap_or_else(|| Rule::pattern(kind))
    }

    /// Returns the inspection rule for a warranty: the one with the shortest
    /// limit that the warranty does not exceed, else one without a limit; of
    /// several the one that came into force last.
    #[must_use]
    pub fn inspection(&self, purpose: &str, warranty: Period, on: NaiveDate) -> Option<&Rule> {
        let fitting = self
            .rules
            .values()
            .filter(|rule| rule.kind == RuleKind::Inspection && rule.speaks_of(purpose) && rule.in_force(on))
            .filter(|rule| rule.warranty_up_to.is_none_or(|limit| warranty.at_most(limit)));
        fitting.reduce(|best, rule| {
            let within = |rule: &Rule, other: &Rule| match (rule.warranty_up_to, other.warranty_up_to) {
                (_, None) => true,
                (None, Some(_)) => false,
                (Some(limit), Some(other)) => limit.at_most(other),
            };
            match (within(rule, best), within(best, rule)) {
                (true, true) if rule.in_force_from > best.in_force_from => rule,
                (true, false) => rule,
                _ => best,
            }
        })
    }
}
