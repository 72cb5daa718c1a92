//! The same day gives the same bytes, and a quiet night changes few.

use std::collections::BTreeSet;

use super::*;

#[test]
fn the_same_day_gives_the_same_bytes() {
    let book = book();
    assert_eq!(
        build(&book, "2025-12-18", Audience::Public),
        build(&book, "2025-12-18", Audience::Public)
    );
}

/// A day later only pages that speak of days change: none of those of years
/// that are settled, help, or assets.
#[test]
fn a_quiet_night_leaves_other_pages_alone() {
    let mut book = book();
    book.advances
        .retain(|advance| advance.id.to_string() == "pr/2569/advance-0001");
    book.guarantees.clear();
    let (before, after) = (
        build(&book, "2025-12-18", Audience::Public),
        build(&book, "2025-12-19", Audience::Public),
    );
    let changed: BTreeSet<&str> = before
        .iter()
        .filter(|(path, bytes)| after.get(*path) != Some(bytes))
        .map(|(path, _)| path.as_str())
        .collect();
    let spoken = [
        "about.html",
        "assets/stamp.en.css",
        "assets/stamp.th.css",
        "calendar.html",
        // Files that go away from the site say of which day they speak.
        "datapackage.json",
        "downloads/all.en.xlsx",
        "downloads/all.xlsx",
        "downloads/empty.en.xlsx",
        "downloads/empty.xlsx",
        "downloads/pr.en.xlsx",
        "downloads/pr.xlsx",
        "downloads/records.json",
    ];
    let english = [
        "en/about.html",
        "en/calendar.html",
        "en/index.html",
        "index.html",
        "status.json",
    ];
    assert_eq!(changed, spoken.into_iter().chain(english).collect());
    for (path, bytes) in &before {
        let about = path.ends_with("about.html") || path.starts_with("assets/stamp") || path == "status.json";
        // A workbook is packed, and says it inside.
        let commit = String::from_utf8_lossy(bytes).contains("7c1e9ab4d0f2");
        assert_eq!(commit, about, "{path} and the commit");
    }
}
