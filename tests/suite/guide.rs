//! The guide tells the truth: every record and every command in it is tried.
//!
//! A `toml` block whose first line is `# records/…` is a whole file, `# ต่อท้าย
//! records/…` an event appended to one; a `csv` block names its file behind its
//! fence; a `sh` block holds commands. They are taken in the order of the page,
//! on a copy of the sample book.

use std::fs;
use std::path::{Path, PathBuf};

use duebook::book::{Flag, State};

use crate::bench::{Bench, files_below};

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn guide() -> String {
    fs::read_to_string(sample().join("docs/guide.th.md")).expect("the guide")
}

#[test]
fn every_example_of_the_guide_works() {
    let bench = Bench::empty();
    for path in files_below(&sample().join("records")) {
        let inside = path.strip_prefix(sample()).expect("a file of the sample book");
        bench.bytes(&inside.to_string_lossy(), &fs::read(&path).expect("a record"));
    }
    let (mut files, mut commands) = (0, 0);
    for block in guide().split("```").skip(1).step_by(2) {
        let (language, text) = block.split_once('\n').expect("a block has lines");
        match language {
            "toml" => {
                place(&bench, text);
                bench.run(&["check", "--json"]).exits(0);
                files += 1;
            }
            sheet if sheet.starts_with("csv ") => {
                bench.file(&sheet["csv ".len()..], text);
                let found = bench.run(&["check", "--json"]).exits(0).findings();
                assert!(!found.iter().any(|one| one.starts_with("survey-")), "{found:?}");
                files += 1;
            }
            "sh" => {
                for line in text.lines() {
                    let words = words(line.strip_prefix("duebook ").expect("a command of duebook"));
                    let words: Vec<&str> = words.iter().map(String::as_str).collect();
                    bench
                        .run_with(&words, |command| _ = command.current_dir(bench.root()))
                        .exits(0);
                    commands += 1;
                }
            }
            _ => {}
        }
    }
    assert!(
        files > 10 && commands > 10,
        "{files} files and {commands} commands found"
    );
}

#[test]
fn every_state_flag_and_command_is_in_the_guide() {
    let guide = guide();
    let states = State::ALL.iter().map(|(name, _)| *name);
    for name in states.chain(Flag::ALL.iter().map(|(name, _)| *name)) {
        assert!(guide.contains(&format!("`{name}`")), "`{name}` is missing");
    }
    let help = Bench::empty().run_with(&["--help"], |_| {}).out;
    let list = help
        .split("Commands:")
        .nth(1)
        .and_then(|rest| rest.split("Options:").next());
    let lines = list.expect("a list of commands").lines();
    for name in lines.filter_map(|line| line.split_whitespace().next()) {
        let known = name == "help" || guide.contains(&format!("`duebook {name}"));
        assert!(known, "`duebook {name}` is missing");
    }
}

/// Writes a whole file, or appends an event to one.
fn place(bench: &Bench, text: &str) {
    let first = text.lines().next().unwrap_or_default();
    if let Some(path) = first.strip_prefix("# ต่อท้าย ") {
        bench.file(path, &format!("{}\n{text}", bench.text(path)));
    } else {
        let path = first.strip_prefix("# ").expect("the first line names the file");
        bench.file(path, text);
    }
}

/// Splits a command as a shell does, as far as the guide needs it.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
