//! A due date that can explain itself: raw, effective, and the day to act by.

use chrono::NaiveDate;
use serde::Serialize;

use super::calendar::{Calendar, ClosedDay, UnknownYear};
use super::rulebook::{LastDay, Rule, Start};

/// The event that a due date is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// An event of the rule itself.
    Rule(Start),
    /// An approved extension; its own day replaces the rule's.
    Extension,
}

impl Serialize for Event {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Event {
    /// Returns the name that `--json` uses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Event::Rule(start) => start.name(),
            Event::Extension => "extension",
        }
    }
}

/// What a due date is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct From {
    /// The event.
    pub event: Event,
    /// Its day.
    pub date: NaiveDate,
}

/// A due date with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The last day of the period as counted.
    pub raw: NaiveDate,
    /// The last day that counts, moved where the rule moves it.
    pub effective: NaiveDate,
    /// The working day by which to act: the last one up to `effective`.
    pub act_by: NaiveDate,
    /// The rule, `bma-2555/official-travel`.
    pub rule: String,
    /// What it is counted from.
    pub from: From,
    /// The closed days that stand between `raw`, `effective` and `act_by`.
    pub shifted_over: Vec<ClosedDay>,
    /// Whether the year has no holiday table yet, so that `effective` is the
    /// raw day and may still move.
    pub provisional: bool,
}

/// Returns the due date of a rule counted from an event.
#[must_use]
pub fn due(rule: &Rule, event: NaiveDate, calendar: &Calendar) -> Due {
    settle(
        rule,
        From {
            event: Event::Rule(rule.from),
            date: event,
        },
        rule.raw(event),
        calendar,
    )
}

/// Returns a due date that somebody decided, moved like the rule's own.
#[must_use]
pub fn decided(rule: &Rule, from: From, raw: NaiveDate, calendar: &Calendar) -> Due {
    settle(rule, from, raw, calendar)
}

fn settle(rule: &Rule, from: From, raw: NaiveDate, calendar: &Calendar) -> Due {
    let rule_id = rule.id.clone();
    match moved(rule.last_day, raw, calendar) {
        Ok((effective, act_by, shifted_over)) => Due {
            raw,
            effective,
            act_by,
            rule: rule_id,
            from,
            shifted_over,
            provisional: false,
        },
        Err(UnknownYear(_)) => Due {
            raw,
            effective: raw,
            act_by: raw,
            rule: rule_id,
            from,
            shifted_over: Vec::new(),
            provisional: true,
        },
    }
}

fn moved(
    last_day: LastDay,
    raw: NaiveDate,
    calendar: &Calendar,
) -> Result<(NaiveDate, NaiveDate, Vec<ClosedDay>), UnknownYear> {
    match last_day {
        LastDay::NextWorkingDay => {
            let (effective, passed) = calendar.working_day_from(raw)?;
            Ok((effective, effective, passed))
        }
        LastDay::PreviousWorkingDay => {
            let (effective, passed) = calendar.working_day_until(raw)?;
            Ok((effective, effective, passed))
        }
        LastDay::Stays => {
            let (act_by, passed) = calendar.working_day_until(raw)?;
            Ok((raw, act_by, passed))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_named_as_rules_name_it() {
        for (event, name) in [
            (Event::Rule(Start::Received), "received"),
            (Event::Rule(Start::WarrantyEnd), "warranty-end"),
            (Event::Extension, "extension"),
        ] {
            assert_eq!(event.name(), name);
            assert_eq!(serde_json::to_value(event).expect("JSON"), name);
        }
    }
}
