//! The same rows for spreadsheets and programs: one CSV an agency and
//! language, and `records.json` of everything.
//!
//! A CSV opens in Excel as it is: UTF-8 with its mark, CRLF, every cell that
//! could be taken for a formula defused. Both speak in the audience's terms.

use rayon::prelude::*;
use serde::Serialize;

use super::Page;
use super::desk::Desk;
use super::status::Status;
use super::{row, veil};
use crate::book::{Entry, Flag};
use crate::money::Satang;
use crate::record::{Agency, Fund, RecordId};
use crate::thai;

/// Returns where an agency's table stands, from the site's root.
#[must_use]
pub fn csv_path(slug: &str, lang: &str) -> String {
    format!("downloads/{slug}.{lang}.csv")
}

/// Renders the tables of a language.
#[must_use]
pub fn tables(desk: &Desk<'_>) -> Vec<Page> {
    let agencies: Vec<&Agency> = desk.register.book.agencies.values().collect();
    agencies
        .par_iter()
        .map(|agency| Page {
            path: csv_path(&agency.slug, desk.voice.code()),
            bytes: csv(desk, &agency.slug).into_bytes(),
        })
        .collect()
}

/// The columns, by their key among the words.
const COLUMNS: [&str; 15] = [
    "record", "kind", "contract", "who", "project", "amount", "cleared", "open", "due", "due-be", "status", "state",
    "timing", "overdue", "flags",
];

fn csv(desk: &Desk<'_>, slug: &str) -> String {
    let voice = &desk.voice;
    let who = if desk.is_public() { "csv.contractor" } else { "csv.who" };
    let head = COLUMNS.map(|key| match key {
        "who" => voice.say(who).to_owned(),
        key => voice.say(&format!("csv.{key}")).to_owned(),
    });
    let mut out = String::from("\u{feff}");
    line(&mut out, &head);
    let mut entries: Vec<&Entry<'_>> = desk.entries_of(slug).collect();
    entries.sort_by_cached_key(|entry| (row::order(entry, desk.register.today), entry.id()));
    for entry in entries {
        line(&mut out, &cells(desk, entry));
    }
    out
}

fn cells(desk: &Desk<'_>, entry: &Entry<'_>) -> [String; COLUMNS.len()] {
    let (voice, today) = (&desk.voice, desk.register.today);
    let (kind, who, cleared) = match entry {
        Entry::Advance(advance, standing) => {
            let kind = match advance.fund.value {
                Fund::Budget => "part.budget",
                Fund::Imprest => "part.imprest",
            };
            (kind, veil::borrower(desk.audience, advance), row::cleared(standing))
        }
        Entry::Guarantee(guarantee, standing) => (
            "part.guarantees",
            veil::contractor(desk.audience, guarantee),
            standing.refunded + standing.forfeited,
        ),
    };
    let due = entry.due().map(|due| due.effective);
    let flags: Vec<&str> = entry.flags().iter().map(|flag| flag.name()).collect();
    [
        entry.id().to_string(),
        voice.say(kind).to_owned(),
        entry.contract().to_owned(),
        who.unwrap_or_default().to_owned(),
        entry.project().to_owned(),
        entry.amount().to_string(),
        cleared.to_string(),
        entry.open_amount().to_string(),
        due.map(|day| day.to_string()).unwrap_or_default(),
        due.map(thai::date::medium).unwrap_or_default(),
        Status::of(entry, today).words(voice).replace('\u{a0}', " "),
        entry.state().name().to_owned(),
        entry.timing().name().to_owned(),
        entry.days_overdue().to_string(),
        flags.join(" "),
    ]
}

/// Adds a line of cells, each quoted where it must be.
pub(super) fn line(out: &mut String, cells: &[String]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        let defused = if formula(cell) {
            format!("'{cell}")
        } else {
            cell.clone()
        };
        if defused.contains([',', '"', '\r', '\n']) {
            out.push('"');
            out.push_str(&defused.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&defused);
        }
    }
    out.push_str("\r\n");
}

/// Whether a spreadsheet could take a cell for a formula.
fn formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

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

/// Renders `downloads/records.json`; it has no language.
#[must_use]
pub fn records(desk: &Desk<'_>) -> Page {
    let records = desk.register.entries.iter().map(|entry| {
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
    Page {
        path: "downloads/records.json".into(),
        bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn cells_are_quoted_and_formulas_defused() {
        for (cell, want) in [
            ("อบรม", "อบรม\r\n"),
            ("a,b", "\"a,b\"\r\n"),
            ("a\"b", "\"a\"\"b\"\r\n"),
            ("=1+1", "'=1+1\r\n"),
            ("-5", "'-5\r\n"),
            ("@SUM(A1,A2)", "\"'@SUM(A1,A2)\"\r\n"),
            ("two\nlines", "\"two\nlines\"\r\n"),
        ] {
            let mut out = String::new();
            line(&mut out, &[cell.to_owned()]);
            assert_eq!(out, want);
        }
    }
}
