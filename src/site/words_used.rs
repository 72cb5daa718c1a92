//! No word of `templates/lang/` is idle, and no page asks for one that is not
//! there: a page with a hole shows the key itself.
#![allow(clippy::disallowed_methods, reason = "the test reads the program's own sources")]

use std::path::Path;

use crate::press::Press;
use crate::text::Lang;

/// Sections whose keys are made at run time from names of statuses, forms, flags.
const MADE: [&str; 13] = [
    "status",
    "means",
    "flag",
    "flag-means",
    "form",
    "contractor",
    "menu",
    "part",
    "part-note",
    "part-caption",
    "csv",
    "calendar",
    "about",
];

/// Beginnings of keys that the record pages make at run time, from the names
/// of purposes, events, roles, kinds and papers.
const MADE_HERE: [&str; 8] = [
    "advance.purpose_",
    "counting.from_",
    "events.role_",
    "guarantee.inspect",
    "guarantee.kind_",
    "guarantee.paper_",
    "guarantee.step_",
    "strip.from_",
];

fn sources() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = String::new();
    for folder in ["src/site", "templates"] {
        for entry in walkdir::WalkDir::new(root.join(folder)).sort_by_file_name() {
            let entry = entry.expect("a readable tree");
            let read = entry
                .path()
                .extension()
                .is_some_and(|ending| ending == "rs" || ending == "html");
            if read && !entry.path().ends_with("words_used.rs") {
                all.push_str(&std::fs::read_to_string(entry.path()).expect("a readable file"));
            }
        }
    }
    all
}

#[test]
fn every_word_is_used() {
    let press = Press::new(&std::collections::BTreeMap::new()).expect("the built-in texts");
    let all = sources();
    let idle: Vec<&str> = press
        .words(Lang::Th)
        .iter()
        .map(|(key, _)| key)
        .filter(|key| {
            let (section, word) = key.split_once('.').unwrap_or(("", key));
            let plain = key.trim_end_matches("-one");
            let by_template = all.match_indices(&format!("t.{section}.{word}")).any(|(at, found)| {
                !all[at + found.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
            });
            let made = MADE.contains(&section)
                || MADE_HERE.iter().any(|made| key.starts_with(made))
                || key.starts_with("line.bar-");
            !(by_template || made || all.contains(&format!("\"{plain}\"")))
        })
        .collect();
    assert_eq!(idle, Vec::<&str>::new());
}

#[test]
fn every_word_asked_for_is_there() {
    let press = Press::new(&std::collections::BTreeMap::new()).expect("the built-in texts");
    let words = press.words(Lang::En);
    let all = sources();
    let asked: Vec<String> = all
        .split("{{ t.")
        .skip(1)
        .map(|rest| {
            rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_'))
                .next()
                .unwrap_or_default()
        })
        .chain(
            ["voice.say(\"", "voice.fill(\"", "voice.count(\""]
                .iter()
                .flat_map(|call| {
                    all.split(call)
                        .skip(1)
                        .map(|rest| rest.split('"').next().unwrap_or_default())
                }),
        )
        .map(str::to_owned)
        .collect();
    assert!(asked.len() > 100, "the sources were read");
    let missing: Vec<&String> = asked.iter().filter(|key| !words.has(key)).collect();
    assert_eq!(missing, Vec::<&String>::new());
}
