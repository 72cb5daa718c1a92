//! The floors of the house: who may look at whom. A room sees its own floor
//! and those below; `world` is seen by `command` alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::bench::{files_below, here};

/// The floors from the ground up. Beside each other stand rooms that need not
/// know each other.
const FLOORS: [&[&str]; 14] = [
    &["base64", "day", "digest", "money"],
    &["percent", "thai", "timestamp"],
    &["text"],
    &["rule"],
    &["record"],
    &["pen"],
    &["book"],
    &["history"],
    &["agenda", "press", "workbook"],
    &["schema"],
    &["site", "letter", "founding"],
    &["dispatch"],
    &["world"],
    &["command"],
];

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// The rooms that a source names after `crate::`, in braces too.
fn seen(source: &str) -> BTreeSet<String> {
    let lines: Vec<&str> = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let code = lines.join("\n");
    let word = |text: &str| -> String {
        text.trim_start()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let mut rooms = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let Some(inside) = rest.strip_prefix('{') else {
            rooms.insert(word(rest));
            continue;
        };
        let mut depth = 1;
        let mut name = String::new();
        for letter in inside.chars() {
            depth += i32::from(letter == '{') - i32::from(letter == '}');
            if depth == 0 || (depth == 1 && letter == ',') {
                rooms.insert(word(&std::mem::take(&mut name)));
            } else {
                name.push(letter);
            }
            if depth == 0 {
                break;
            }
        }
    }
    rooms.remove("");
    rooms
}

#[test]
fn braces_and_paths_are_both_seen() {
    let source = "use crate::{book::{Book, Entry}, text};\n// crate::site\nlet x = crate::day::shift(a, 1);";
    assert_eq!(seen(source), ["book", "day", "text"].map(str::to_owned).into());
}

#[test]
fn no_floor_looks_up() {
    let src = here().with_file_name("src");
    let mut looks: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for path in files_below(&src) {
        let inside = path
            .strip_prefix(&src)
            .expect("below src")
            .to_string_lossy()
            .into_owned();
        let room = inside.split(['/', '.']).next().unwrap_or_default().to_owned();
        if !inside.ends_with(".rs") || inside == "lib.rs" || inside == "main.rs" {
            continue;
        }
        let own = floor(&room).unwrap_or_else(|| panic!("src/{inside} stands on no floor; give {room} one here"));
        let source = fs::read_to_string(&path).expect("a readable source");
        for other in seen(&source).into_iter().filter(|other| *other != room) {
            let Some(above) = floor(&other) else { continue };
            let forbidden = above >= own || (other == "world" && room != "command");
            if forbidden {
                wrong.push(format!("src/{inside} looks at {other}"));
            }
            looks.entry(room.clone()).or_default().insert(other);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let down = |room: &str, other: &str| looks.get(room).is_some_and(|others| others.contains(other));
    assert!(
        down("book", "record") && down("record", "text"),
        "the test sees the house: {looks:#?}"
    );
}

/// A comment that leads to a paper which is not here tells a successor nothing.
#[test]
fn comments_name_only_papers_that_are_here() {
    let briefs = ["FACTS", "PRODUCT", "REMINDERS", "DESIGN", "HOUSE"];
    let src = here().with_file_name("src");
    let mut named = Vec::new();
    for path in files_below(&src) {
        let text = fs::read_to_string(&path).expect("a readable source");
        let lines = (1..).zip(text.lines());
        let lines = lines.filter(|(_, line)| briefs.iter().any(|brief| line.contains(brief)));
        named.extend(lines.map(|(number, _)| format!("{}:{number}", path.display())));
    }
    assert!(named.is_empty(), "{named:#?}");
}
