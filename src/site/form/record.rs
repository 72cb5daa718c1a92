//! What the form must know of one record, and what may be entered for it.

use std::fmt::Write as _;

use serde::Serialize;

use crate::book::Book;
use crate::book::ledger::{Ledger, View};
use crate::money::Satang;
use crate::record::event::Payment;
use crate::record::shape::{File, Key, What};
use crate::record::{Advance, Guarantee, Kind, RecordId};
use crate::site::{Desk, Page};
use crate::text::Lang;

/// Something that may be entered: the form's address and its words.
#[derive(Clone, Debug, Serialize)]
pub struct Act {
    /// The address, from the language's home.
    pub path: String,
    /// Its words.
    pub label: String,
}

/// What may be entered for a record.
#[derive(Clone, Debug, Serialize)]
pub struct Acts {
    /// What is entered most.
    pub first: Act,
    /// Every other event of its kind.
    pub more: Vec<Act>,
}

/// Returns what may be entered for a record; nothing for a project.
#[must_use]
pub fn acts(id: &RecordId, lang: Lang) -> Option<Acts> {
    let first = match id.kind {
        Kind::Advance => "clearing",
        Kind::Guarantee => "refund",
        // A report has parts of its own, for which the form has no words.
        Kind::Project => return None,
    };
    let act = |key: &Key| Act {
        path: format!("{}?{}/{id}", super::PATH, key.name),
        label: match lang {
            Lang::Th => key.label.0.to_owned(),
            Lang::En => key.label.1.to_owned(),
        },
    };
    let keys = File::from(id.kind).keys();
    let events = keys.iter().filter(|key| key.is_event() && key.name != first);
    let tables = keys.iter().filter(|key| matches!(key.name, "hold" | "cancelled"));
    Some(Acts {
        first: act(keys.iter().find(|key| key.name == first)?),
        more: events.chain(tables).map(act).collect(),
    })
}

/// A record's facts that the form checks an event against; money in satang.
#[derive(Default, Serialize)]
struct Facts<'r> {
    path: String,
    contract: &'r str,
    project: &'r str,
    amount: i64,
    contracted: Option<String>,
    /// The day on which money, or the guarantee, first came.
    received: Option<String>,
    /// What is left to clear, or still held.
    left: i64,
    /// Paid out so far.
    paid: i64,
    /// Cleared so far.
    cleared: i64,
    /// Spent above what was advanced, and not yet reimbursed.
    over: i64,
    /// Until when it is due, where that is known.
    due: Option<String>,
    text: &'r str,
}

/// Returns the script that stands beside a record's page; nothing for the
/// public, and nothing where the form asks for no event.
#[must_use]
pub fn script(desk: &Desk<'_>, id: &RecordId) -> Option<Page> {
    if desk.is_public() || desk.voice.lang != Lang::Th {
        return None;
    }
    let mut facts = facts(desk.register.book, id)?;
    let due = desk.register.get(id).and_then(crate::book::Entry::due);
    facts.due = due.map(|due| due.effective.to_string());
    let json = serde_json::to_string(&facts).unwrap_or_default();
    Some(Page {
        path: format!("{id}.js"),
        bytes: format!("var duebookRecord={json};\n").into_bytes(),
    })
}

fn facts<'b>(book: &'b Book, id: &RecordId) -> Option<Facts<'b>> {
    let text = book.source(id)?.text.as_ref();
    let facts = match id.kind {
        Kind::Advance => {
            let at = book.advances.binary_search_by(|record| record.id.cmp(id)).ok()?;
            advance(&book.advances[at])
        }
        Kind::Guarantee => {
            let at = book.guarantees.binary_search_by(|record| record.id.cmp(id)).ok()?;
            guarantee(&book.guarantees[at])
        }
        Kind::Project => return None,
    };
    Some(Facts {
        path: id.to_string(),
        text,
        ..facts
    })
}

/// What stands, a payment that was entered by mistake apart.
fn sum(payments: &[Payment]) -> Satang {
    payments
        .iter()
        .filter(|payment| payment.void.is_none())
        .map(|payment| payment.amount.value)
        .sum()
}

fn advance(record: &Advance) -> Facts<'_> {
    let ledger = Ledger::of(record, View::Everything);
    let cleared: Satang = record
        .clearings
        .iter()
        .filter(|clearing| clearing.void.is_none())
        .map(crate::record::advance::Clearing::total)
        .sum();
    let first = record.first_received(chrono::NaiveDate::MAX);
    let paid = match record.disbursements[..] {
        [] if first.is_some() => record.amount.value,
        _ => sum(&record.disbursements),
    };
    Facts {
        contract: &record.contract.value,
        project: &record.project,
        amount: record.amount.value.0,
        contracted: Some(record.contracted.value.to_string()),
        received: first.map(|day| day.to_string()),
        left: ledger.left().0,
        paid: paid.0,
        cleared: cleared.0,
        over: (ledger.over_spent() - sum(&record.reimbursements)).or_nothing().0,
        ..Facts::default()
    }
}

fn guarantee(record: &Guarantee) -> Facts<'_> {
    let gone = sum(&record.refunds) + sum(&record.forfeits);
    Facts {
        contract: &record.contract.value,
        project: record.project.as_deref().unwrap_or_default(),
        amount: record.amount.value.0,
        contracted: record.contracted.map(|day| day.value.to_string()),
        received: record.received.map(|day| day.value.to_string()),
        left: (record.amount.value - gone).or_nothing().0,
        ..Facts::default()
    }
}

/// A record's file with its required keys, for who writes it by hand.
pub(super) fn template(file: File) -> String {
    let keys = file.keys().iter().filter(|key| key.required || key.name == "received");
    let written: Vec<(&str, String)> = keys.map(|key| (key.name, sample(key))).collect();
    let width = written.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut text = format!("{}\n", file.schema_line());
    for (name, value) in written {
        let _ = writeln!(text, "{name:width$} = {value}");
    }
    text
}

fn sample(key: &Key) -> String {
    match (&key.what, key.example) {
        (What::Choice(names), _) => format!("\"{}\"", names.first().map_or("", |one| one.name)),
        (What::Day, "") => "2026-10-12".to_owned(),
        (_, "") => "\"…\"".to_owned(),
        (_, example) => example.to_owned(),
    }
}
