//! No word of `templates/lang/` is idle, and no page asks for one that is not
//! there: a page with a hole shows the key itself.
#![allow(clippy::disallowed_methods, reason = "the test reads the program's own sources")]

use std::path::Path;

use crate::press::Press;
use crate::text::Lang;

/// Sections whose keys are made at run time by one call for several sections.
const MADE: [&str; 3] = ["part", "part-note", "part-caption"];

/// Sections whose keys are names of statuses, flags, forms and levels, kept elsewhere.
const SPOKEN: [&str; 20] = [
    "account",
    "clue",
    "status",
    "means",
    "flag",
    "flag-means",
    "form",
    "contractor",
    "about",
    "guarantee",
    "sent",
    "level",
    "age",
    "age-years",
    "told",
    "next-step",
    "exception",
    "exception-why",
    "feed",
    "xlsx-age",
];

/// Beginnings of keys that are made at run time: `format!("line.bar-{name}")`.
fn made(all: &str) -> Vec<&str> {
    all.split("format!(\"")
        .skip(1)
        .filter_map(|rest| rest.split_once(['{', '"']).map(|(head, _)| head))
        .filter(|head| head.contains('.') && !head.contains([' ', '/', '<']))
        .collect()
}

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
    let heads = made(&all);
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
                || heads.iter().any(|head| {
                    key.strip_prefix(head).is_some_and(|rest| {
                        !head.ends_with('.') || SPOKEN.contains(&section) || all.contains(&format!("\"{rest}\""))
                    })
                });
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
