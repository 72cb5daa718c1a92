//! What of a record stands once it is written: what was agreed, what due dates are
//! counted from, what was entered, and the papers that prove it.

use crate::history::change::{Change, Changes};
use crate::pen::{Event, Facts, Value};
use crate::record::Kind;
use crate::text::Code;

/// What was agreed, by kind of record.
fn agreed(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Advance => &["contract", "fund", "purpose", "amount", "borrower.name"],
        Kind::Guarantee => &[
            "contract",
            "kind",
            "form",
            "amount",
            "contract_amount",
            "contractor.name",
            "contractor.kind",
        ],
        Kind::Project => &[],
    }
}

/// Days from which due dates are counted, and the rule that counts.
const COUNTED: [&str; 9] = [
    "contracted",
    "received",
    "returned",
    "due_printed",
    "rule",
    "accepted",
    "warranty",
    "released",
    "lg.valid_until",
];

/// Numbers of the papers that prove a record, and of its entries.
const PAPERS: [&str; 4] = ["receipt", "lg.bank", "lg.number", "contractor.tax_id"];
const ENTRY_PAPERS: [&str; 6] = ["receipt", "reference", "number", "approved_by", "lg.bank", "lg.number"];

/// What is kept up for the sake of reminders and readers, in any year.
const SERVICE: [&str; 5] = [
    "hold",
    "notes",
    "borrower.email",
    "borrower.position",
    "contractor.email",
];

/// A record as it stood before it was changed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing<'f> {
    kind: Kind,
    facts: &'f Facts,
    /// Whether money had moved: it was received, or paid out in parts.
    is_paid: bool,
}

impl<'f> Standing<'f> {
    pub(super) fn of(kind: Kind, facts: &'f Facts, events: &[Event]) -> Standing<'f> {
        Standing {
            kind,
            facts,
            is_paid: facts.contains_key("received") || events.iter().any(|event| event.name == "disbursement"),
        }
    }

    /// Returns what a change does to what stood; nothing where it only adds.
    pub(super) fn judge(self, change: &Change, all: &Changes) -> Option<Code> {
        match change {
            Change::Fact { key, old, .. } => self.fact(key, old.is_some()),
            Change::EventFact {
                event,
                number,
                key,
                old,
                new,
            } => {
                let is_checked = ends_check(all, &event.name, *number);
                entry(key, old.as_ref(), new.as_ref(), is_checked)
            }
            Change::Removed(_) => Some(Code::EventDeleted),
            _ => None,
        }
    }

    fn fact(self, key: &str, stood: bool) -> Option<Code> {
        // What comes into a length of time that stood makes it another one.
        let counted = COUNTED.iter().find(|known| is_of(key, known));
        let stood_within = counted.is_some_and(|known| self.facts.keys().any(|key| is_of(key, known)));
        match () {
            // That a contract was called off is an entry like any other.
            () if stood && key == "cancelled.date" => Some(Code::EventDeleted),
            () if stood && PAPERS.contains(&key) => Some(Code::ReferenceChanged),
            () if !self.is_paid => None,
            () if stood && agreed(self.kind).contains(&key) => Some(Code::ChangedAfterPayment),
            () if stood_within => Some(Code::CountingDayChanged),
            // What a contract prints, and the rule that it was made under, stood from its first day.
            () if matches!(key, "due_printed" | "rule") => Some(Code::CountingDayChanged),
            () => None,
        }
    }
}

/// What a changed fact of an entry that stood is: an amount, a day, a progress and
/// what an inspection found are the entry itself. With `is_checked` vouchers came out of
/// their check, which may find less in them.
fn entry(key: &str, old: Option<&Value>, new: Option<&Value>, is_checked: bool) -> Option<Code> {
    let is_amount = matches!(old.or(new), Some(Value::Amount(_)));
    let is_rewritten = match (old, new) {
        (Some(Value::Amount(old)), Some(Value::Amount(new))) if is_checked && key == "vouchers" => new > old,
        _ if is_amount => true,
        (Some(Value::Day(_) | Value::Percent(_)), _) => true,
        // Vouchers that were cleared are not, from then on.
        (_, Some(Value::Yes(true))) => key == "pending",
        (Some(_), _) => key == "result",
        _ => false,
    };
    if is_rewritten {
        Some(Code::EventChanged)
    } else if old.is_some() && ENTRY_PAPERS.contains(&key) {
        Some(Code::ReferenceChanged)
    } else {
        None
    }
}

/// Whether the same change says that vouchers under check were checked.
fn ends_check(all: &Changes, name: &str, nth: usize) -> bool {
    let is_end = |change: &Change| {
        matches!(change, Change::EventFact { event, number, key, old: Some(Value::Yes(true)), new }
            if event.name == name && *number == nth && key == "pending" && *new != Some(Value::Yes(true)))
    };
    all.iter().any(is_end)
}

/// Whether anything that stood was edited, but for what is kept up in any year.
pub(super) fn is_edited(changes: &Changes) -> bool {
    changes.iter().any(|change| match change {
        Change::Fact { key, old, .. } => old.is_some() && !SERVICE.iter().any(|known| is_of(key, known)),
        Change::EventFact { key, old, new, .. } => {
            key != "pending" && (old.is_some() || matches!(new, Some(Value::Amount(_))))
        }
        Change::Removed(_) => true,
        _ => false,
    })
}

/// Whether a key is another one, or lies inside its table.
fn is_of(key: &str, table: &str) -> bool {
    key.strip_prefix(table)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests;
