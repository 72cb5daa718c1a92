//! The shelf: every report of the office on one page, by what it is for. A
//! room of the site that makes a report puts its line here.

use serde::Serialize;

use super::Page;
use super::desk::{Crumb, Desk, Frame};
use super::reconciliation;
use crate::press::PressFault;

/// A part of the shelf and the reports in it, by key and path. Its words are
/// `shelf.<part>`, theirs `report-title.<key>` and `report-note.<key>`.
const SHELF: [(&str, &[(&str, &str)]); 4] = [
    (
        "registers",
        &[
            ("registers", "registers.html"),
            ("debtors", "debtors.html"),
            ("year-end", "year-end.html"),
            ("reconciliation", "reconciliation.html"),
        ],
    ),
    (
        "follow-up",
        &[
            ("aging", "aging.html"),
            ("withdrawals", "withdrawals.html"),
            ("float", "float.html"),
            ("exceptions", "exceptions.html"),
            ("late", "late.html"),
            ("trend", "trend.html"),
        ],
    ),
    (
        "delivery",
        &[("reminders", "reminders.html"), ("survey", "survey.html")],
    ),
    ("data", &[("data", "data.html")]),
];

#[derive(Serialize)]
struct View {
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct Part {
    id: &'static str,
    title: String,
    reports: Vec<Report>,
}

#[derive(Serialize)]
struct Report {
    path: &'static str,
    title: String,
    note: String,
}

/// Renders `reports.html`.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn page(desk: &Desk<'_>) -> Result<Page, PressFault> {
    let voice = &desk.voice;
    let say = |key: String| voice.say(&key).to_owned();
    let report = |(key, path): &(&str, &'static str)| Report {
        path,
        title: say(format!("report-title.{key}")),
        note: say(format!("report-note.{key}")),
    };
    let parts = SHELF.iter().map(|(id, reports)| Part {
        id,
        title: say(format!("shelf.{id}")),
        reports: reports
            .iter()
            .filter(|(key, _)| is_there(desk, key))
            .map(report)
            .collect(),
    });
    let title = voice.say("reports.title").to_owned();
    let frame = Frame {
        path: "reports.html".into(),
        description: voice.say("reports.lede").to_owned(),
        menu: "reports",
        crumbs: vec![Crumb::here((&title, None))],
        title,
        ..Frame::default()
    };
    let view = View {
        parts: parts.filter(|part| !part.reports.is_empty()).collect(),
    };
    desk.set("page/reports.html", &frame, &view)
}

/// Whether a report that not every book has is there.
fn is_there(desk: &Desk<'_>, key: &str) -> bool {
    match key {
        "survey" => desk.survey.is_some(),
        "reconciliation" => reconciliation::is_there(desk),
        _ => true,
    }
}
