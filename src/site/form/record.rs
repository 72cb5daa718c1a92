//! What the form must know of one record.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value as Json;

use super::acts::laters;
use crate::book::Entry;
use crate::book::ledger::{Ledger, View};
use crate::money::Satang;
use crate::pen::{self, Event, Value};
use crate::record::advance::{Clearing, number_of};
use crate::record::event::{Hold, Payment};
use crate::record::guarantee::FORMS;
use crate::record::shape::{self, File, Key, What};
use crate::record::{Advance, Guarantee, Kind, RecordId};
use crate::site::{Desk, Page};
use crate::text::Lang;

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
    /// What an advance is for, or of which kind a guarantee is, and the rule named.
    purpose: &'r str,
    rule: Option<&'r str>,
    /// In which form a guarantee was given, and the letter that holds.
    form: &'static str,
    lg: BTreeMap<&'static str, &'r str>,
    /// What is outstanding, or still held.
    open: i64,
    /// Vouchers under check: they clear nothing yet.
    pending: i64,
    /// What may still be handed in: vouchers under check take their place.
    left: i64,
    /// Paid out so far.
    paid: i64,
    /// Cleared so far.
    accepted: i64,
    /// Spent above what was advanced, and not yet reimbursed.
    over: i64,
    /// What open objections reopened.
    objected: i64,
    /// The receipts of its clearings, by which two are the same.
    receipts: Vec<String>,
    /// Until when it is due, where that is known.
    due: Option<String>,
    /// The due date as the contract has it printed.
    printed: Option<String>,
    /// Until when reminders rest, and why.
    hold: BTreeMap<&'static str, String>,
    /// When a contractor is released, where that is known.
    released: Option<String>,
    /// What stands of the facts that come later, by key.
    now: BTreeMap<&'static str, Json>,
    events: Vec<Happened>,
    text: &'r str,
}

/// An event that stands in the file; `assets/form-ledger.js` replays them as the
/// book's ledger does, and `tests/cases/judged.json` holds both together.
#[derive(Serialize)]
pub struct Happened {
    name: String,
    /// Among those of its kind, from 1.
    number: usize,
    date: Option<String>,
    th: String,
    en: String,
    void: bool,
    /// What it moves in all, and of a clearing what came as cash or salary.
    amount: i64,
    given: i64,
    /// Vouchers under check.
    pending: bool,
    /// When an objection was settled.
    resolved: Option<String>,
    /// Whether it waits for its end: vouchers under check, an objection.
    open: bool,
}

/// Returns the script that stands beside a record's page; nothing for the
/// public, and nothing where the form asks for no event.
#[must_use]
pub fn script(desk: &Desk<'_>, id: &RecordId) -> Option<Page> {
    if desk.is_public() || desk.voice.lang != Lang::Th {
        return None;
    }
    let book = desk.register.book;
    let mut facts = match id.kind {
        Kind::Advance => of_advance(book.advance(id)?),
        Kind::Guarantee => of_guarantee(book.guarantee(id)?),
        Kind::Project => return None,
    };
    facts.path = id.to_string();
    facts.text = book.source(id)?.text.as_ref();
    let entry = desk.register.get(id);
    let day = |day: NaiveDate| day.to_string();
    facts.due = entry.and_then(Entry::due).map(|due| day(due.effective));
    if let Some(Entry::Guarantee(_, standing)) = entry {
        facts.released = standing.released.map(day);
    }
    let file = File::from(id.kind);
    if let Some((own, events)) = pen::facts(file.keys(), facts.text) {
        let keys = laters(file).iter().flat_map(|later| later.keys);
        facts.now = keys.filter_map(|key| Some((*key, json(own.get(*key)?)?))).collect();
        facts.events = happened(file, &events);
    }
    let json = serde_json::to_string(&facts).unwrap_or_default();
    Some(Page::new(
        format!("{id}.js"),
        format!("var duebookRecord={json};\n").into_bytes(),
    ))
}

/// A fact as the form holds it.
fn json(value: &Value) -> Option<Json> {
    match value {
        Value::Day(day) => Some(day.to_string().into()),
        Value::Whole(number) => Some((*number).into()),
        Value::Text(text) => Some(text.as_str().into()),
        _ => None,
    }
}

/// The events of a file's text, as the forms know them.
#[must_use]
pub fn happened(file: File, events: &[Event]) -> Vec<Happened> {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    let list = events.iter().filter_map(|event| {
        let number = counted.entry(&event.name).and_modify(|n| *n += 1).or_insert(1);
        let words = pen::said::event(shape::find(file.keys(), &event.name)?, &event.facts);
        let has = |key: &str| event.facts.contains_key(key);
        let day = |key: &str| match event.facts.get(key) {
            Some(Value::Day(day)) => Some(day.to_string()),
            _ => None,
        };
        let sum = |keys: &[&str]| {
            let amounts = keys.iter().filter_map(|key| match event.facts.get(*key) {
                Some(Value::Amount(amount)) => Some(amount.0),
                _ => None,
            });
            amounts.sum()
        };
        let pending = event.facts.get("pending") == Some(&Value::Yes(true));
        Some(Happened {
            name: event.name.clone(),
            number: *number,
            date: day("date"),
            th: words.th,
            en: words.en,
            void: has("void.date"),
            amount: sum(&["vouchers", "cash", "salary", "amount"]),
            given: sum(&["cash", "salary"]),
            pending,
            resolved: day("resolved"),
            open: match event.name.as_str() {
                "clearing" => pending,
                "objection" => !has("resolved"),
                _ => false,
            },
        })
    });
    list.collect()
}

/// What stands, a payment that was entered by mistake apart.
fn sum(payments: &[Payment]) -> Satang {
    payments
        .iter()
        .filter(|payment| payment.void.is_none())
        .map(|payment| payment.amount.value)
        .sum()
}

fn of_advance(record: &Advance) -> Facts<'_> {
    let ledger = Ledger::of(record, View::Everything);
    let counted = Ledger::of(record, View::AsOf(NaiveDate::MAX));
    let standing = || record.clearings.iter().filter(|clearing| clearing.void.is_none());
    let first = record.first_received(NaiveDate::MAX);
    let paid = record.disbursed(NaiveDate::MAX);
    let pending: Satang = standing().filter(|one| one.pending).map(Clearing::total).sum();
    Facts {
        contract: &record.contract.value,
        project: &record.project,
        amount: record.amount.value.0,
        contracted: Some(record.contracted.value.to_string()),
        received: first.map(|day| day.to_string()),
        purpose: &record.purpose.value,
        rule: record.rule.as_ref().map(|rule| rule.value.as_str()),
        printed: record.due_printed.map(|day| day.value.to_string()),
        hold: record.hold.as_ref().map(resting).unwrap_or_default(),
        open: counted.left().0,
        pending: pending.0,
        left: ledger.left().0,
        paid: paid.0,
        accepted: ledger.accepted.0,
        over: (counted.over_spent() - sum(&record.reimbursements)).or_nothing().0,
        objected: counted.objected.0,
        receipts: standing()
            .filter_map(|one| one.receipt.as_ref())
            .map(|receipt| number_of(&receipt.value))
            .collect(),
        ..Facts::default()
    }
}

fn resting(hold: &Hold) -> BTreeMap<&'static str, String> {
    let reason = hold.reason.as_ref().map(|reason| ("reason", reason.clone()));
    [("until", hold.until.value.to_string())]
        .into_iter()
        .chain(reason)
        .collect()
}

fn of_guarantee(record: &Guarantee) -> Facts<'_> {
    let gone = sum(&record.refunds) + sum(&record.forfeits);
    let held = (record.amount.value - gone).or_nothing().0;
    let letter = record.letter(NaiveDate::MAX);
    let known = [
        ("lg.bank", letter.and_then(|lg| lg.bank.as_deref())),
        ("lg.number", letter.and_then(|lg| lg.number.as_deref())),
    ];
    Facts {
        contract: &record.contract.value,
        project: record.project.as_deref().unwrap_or_default(),
        amount: record.amount.value.0,
        contracted: record.contracted.map(|day| day.value.to_string()),
        received: record.received.map(|day| day.value.to_string()),
        purpose: record.kind.value.name(),
        rule: record.rule.as_ref().map(|rule| rule.value.as_str()),
        hold: record.hold.as_ref().map(resting).unwrap_or_default(),
        form: FORMS
            .iter()
            .find(|(_, form)| *form == record.form.value)
            .map_or("", |(name, _)| name),
        lg: known.into_iter().filter_map(|(key, text)| Some((key, text?))).collect(),
        open: held,
        left: held,
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
