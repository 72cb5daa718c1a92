//! One rule of a regulation: what it is about, from which day it counts and how
//! long, and what a closed last day does.

use std::sync::LazyLock;

use chrono::{Months, NaiveDate};

use crate::day::shift;
use crate::rule::period::Period;

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleKind {
    /// The clearing of an advance.
    Advance,
    /// The return of a guarantee.
    Guarantee,
    /// The time within which an overdue advance must be enforced.
    Enforcement,
    /// The time within which a borrower complies with an objection.
    Objection,
    /// The inspection for defects before a warranty ends.
    Inspection,
}

/// What happens when the last day is a day on which offices are closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastDay {
    /// A person's duty: the next working day (CCC 193/8, APA s.64 ¶3).
    NextWorkingDay,
    /// The working day before.
    PreviousWorkingDay,
    /// The office's own duty: the day stays (APA s.64 ¶2).
    Stays,
}

/// The day from which a rule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// The money was received.
    Received,
    /// The borrower arrived back.
    Returned,
    /// The contract was made.
    Contracted,
    /// The due date.
    Due,
    /// The contractor was released from the contract.
    Released,
    /// The objection reached the borrower.
    Objected,
    /// The warranty ended.
    WarrantyEnd,
    /// The work or goods were finally accepted.
    Accepted,
}

/// The names of the kinds of rules.
pub const KINDS: [(&str, RuleKind); 5] = [
    ("advance", RuleKind::Advance),
    ("guarantee", RuleKind::Guarantee),
    ("enforcement", RuleKind::Enforcement),
    ("objection", RuleKind::Objection),
    ("inspection", RuleKind::Inspection),
];

/// What a closed last day may do.
pub(super) const LAST_DAYS: [(&str, LastDay); 3] = [
    ("next-working-day", LastDay::NextWorkingDay),
    ("previous-working-day", LastDay::PreviousWorkingDay),
    ("stays", LastDay::Stays),
];

/// The events that a rule may count from.
pub(super) const STARTS: [(&str, Start); 8] = [
    ("received", Start::Received),
    ("returned", Start::Returned),
    ("contracted", Start::Contracted),
    ("due", Start::Due),
    ("released", Start::Released),
    ("objected", Start::Objected),
    ("warranty-end", Start::WarrantyEnd),
    ("accepted", Start::Accepted),
];

impl Start {
    /// Returns the name that rules and JSON use.
    #[must_use]
    pub fn name(self) -> &'static str {
        STARTS
            .iter()
            .find(|(_, start)| *start == self)
            .map_or("", |(name, _)| name)
    }
}

/// One rule of a regulation.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its identity: `bma-2555/official-travel`.
    pub id: String,
    /// What it is about.
    pub kind: RuleKind,
    /// The purposes (advances) or kinds (guarantees) that get this rule by
    /// themselves; none for a rule that a record must name.
    pub purposes: Vec<String>,
    /// Whether it speaks of every purpose: `purposes` is not written, and a
    /// rule of its kind needs none.
    pub for_all: bool,
    /// The event counted from.
    pub from: Start,
    /// How long.
    pub period: Period,
    /// Whether the event's own day counts as the first.
    pub first_day_included: bool,
    /// Whether the period runs backward from the event.
    pub before: bool,
    /// What a closed last day does.
    pub last_day: LastDay,
    /// The clause, such as `ข้อ 51 (2)`.
    pub clause: Option<String>,
    /// The clause's words.
    pub text: Option<String>,
    /// First day in force.
    pub in_force_from: Option<NaiveDate>,
    /// Last day in force.
    pub in_force_until: Option<NaiveDate>,
    /// For inspections: the longest warranty that this rule speaks of.
    pub warranty_up_to: Option<Period>,
}

impl Rule {
    /// Returns whether the rule is in force on a day.
    #[must_use]
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.in_force_from.is_none_or(|from| from <= day) && self.in_force_until.is_none_or(|until| day <= until)
    }

    /// Returns whether the rule speaks of a purpose by itself.
    #[must_use]
    pub fn speaks_of(&self, purpose: &str) -> bool {
        self.for_all || self.purposes.iter().any(|known| known == purpose)
    }

    /// Returns the last day of the rule's period, not yet moved for closed days.
    #[must_use]
    pub fn raw(&self, event: NaiveDate) -> NaiveDate {
        if self.before {
            let earlier = event.checked_sub_months(Months::new(self.period.months));
            return shift(earlier.unwrap_or(NaiveDate::MIN), -i64::from(self.period.days));
        }
        if self.first_day_included {
            self.period.last_day(event)
        } else {
            self.period.after(event)
        }
    }

    /// Returns the rule that holds where a book's regulations are silent:
    /// fifteen days to comply with an objection, thirty to enforce, as all
    /// Thai regulations seen agree (Ministry of Finance 2562, clauses 66 and 68).
    #[must_use]
    pub fn pattern(kind: RuleKind) -> &'static Rule {
        static OBJECTION: LazyLock<Rule> = LazyLock::new(|| pattern(RuleKind::Objection, Start::Objected, 15));
        static ENFORCEMENT: LazyLock<Rule> = LazyLock::new(|| pattern(RuleKind::Enforcement, Start::Due, 30));
        if kind == RuleKind::Objection {
            &OBJECTION
        } else {
            &ENFORCEMENT
        }
    }

    /// Returns the name of the regulation's file: `bma-2555`.
    #[must_use]
    pub fn regulation(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }
}

fn pattern(kind: RuleKind, from: Start, days: u32) -> Rule {
    let objection = kind == RuleKind::Objection;
    Rule {
        id: if objection {
            "pattern/objection"
        } else {
            "pattern/enforcement"
        }
        .to_owned(),
        kind,
        purposes: Vec::new(),
        for_all: true,
        from,
        period: Period::days(days),
        first_day_included: false,
        before: false,
        last_day: if objection {
            LastDay::NextWorkingDay
        } else {
            LastDay::Stays
        },
        clause: None,
        text: None,
        in_force_from: None,
        in_force_until: None,
        warranty_up_to: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_of_months_runs_back_by_the_calendar() {
        let mut rule = pattern(RuleKind::Inspection, Start::WarrantyEnd, 0);
        rule.before = true;
        for (months, days, want) in [(0, 15, "2024-03-16"), (1, 0, "2024-02-29"), (2, 1, "2024-01-30")] {
            rule.period = Period { months, days };
            let end = "2024-03-31".parse().expect("a literal date");
            assert_eq!(rule.raw(end).to_string(), want, "{months} months and {days} days");
        }
    }

    #[test]
    fn every_start_is_written_as_it_is_read() {
        for (name, start) in STARTS {
            assert_eq!(start.name(), name);
        }
    }
}
