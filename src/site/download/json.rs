//! Everything as `downloads/records.json`, for programs; it has no language.

use serde::Serialize;

use crate::book::{Entry, Flag};
use crate::money::Satang;
use crate::record::RecordId;
use crate::site::desk::Desk;
use crate::site::download::Scope;
use crate::site::{Page, veil};

/// Where it stands.
pub const PATH: &str = "downloads/records.json";

/// The fields of a record, explained by `json-note.<field>`.
pub const FIELDS: [&str; 15] = [
    "path",
    "kind",
    "agency",
    "contract",
    "project",
    "borrower",
    "contractor",
    "state",
    "timing",
    "flags",
    "amount",
    "open",
    "due",
    "days_overdue",
    "page",
];

/// The register for programs.
#[derive(Serialize)]
struct Answer<'a> {
    today: String,
    audience: &'static str,
    records: Vec<Record<'a>>,
}

#[derive(Serialize)]
struct Record<'a> {
    path: &'a RecordId,
    kind: &'static str,
    agency: &'a str,
    contract: &'a str,
    project: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    borrower: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contractor: Option<&'a str>,
    state: &'static str,
    timing: &'static str,
    flags: &'a [Flag],
    amount: Satang,
    open: Satang,
    due: Option<String>,
    days_overdue: i64,
    page: String,
}

/// Renders it, of the office or of one agency.
pub(super) fn records(desk: &Desk<'_>, scope: Scope<'_>) -> Page {
    let records = scope.entries(desk).into_iter().map(|entry| {
        let (borrower, contractor) = match entry {
            Entry::Advance(advance, _) => (veil::borrower(desk.audience, advance), None),
            Entry::Guarantee(guarantee, _) => (None, veil::contractor(desk.audience, guarantee)),
        };
        Record {
            path: entry.id(),
            kind: entry.kind().name(),
            agency: &entry.id().agency,
            contract: entry.contract(),
            project: entry.project(),
            borrower,
            contractor,
            state: entry.state().name(),
            timing: entry.timing().name(),
            flags: entry.flags(),
            amount: entry.amount(),
            open: entry.open_amount(),
            due: entry.due().map(|due| due.effective.to_string()),
            days_overdue: entry.days_overdue(),
            page: Desk::record_path(entry.id()),
        }
    });
    let answer = Answer {
        today: desk.register.today.to_string(),
        audience: desk.audience.name(),
        records: records.collect(),
    };
    // Only maps with keys that are no text could fail, and there are none.
    let mut bytes = serde_json::to_vec_pretty(&answer).unwrap_or_default();
    bytes.push(b'\n');
    Page::new(PATH, bytes)
}
