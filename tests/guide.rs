//! The guide tells the truth: every record and every command in it is tried.
//!
//! A `toml` block whose first line is `# records/…` is a whole file, `# ต่อท้าย
//! records/…` an event appended to one; a `sh` block holds commands. They are
//! taken in the order of the page, on a copy of the sample book.
#![allow(
    clippy::disallowed_methods,
    reason = "a test writes a book and runs the program on it"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The day on which the guide's examples are true.
const TODAY: &str = "2026-11-20";

#[test]
fn every_example_of_the_guide_works() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guide = fs::read_to_string(root.join("docs/guide.th.md")).expect("the guide");
    let folder = tempfile::tempdir().expect("a folder");
    let book = folder.path();
    copy(&root.join("records"), &book.join("records"));
    let (mut files, mut commands) = (0, 0);
    for block in guide.split("```").skip(1).step_by(2) {
        let (language, text) = block.split_once('\n').expect("a block has lines");
        match language {
            "toml" => {
                place(book, text);
                files += 1;
                let output = run(book, &["check", "--json"]);
                assert!(output.status.success(), "the guide's\n{text}\n{}", said(&output));
            }
            "sh" => {
                for line in text.lines() {
                    let words = words(line.strip_prefix("duebook ").expect("a command of duebook"));
                    let words: Vec<&str> = words.iter().map(String::as_str).collect();
                    let output = run(book, &words);
                    assert!(output.status.success(), "the guide's\n{line}\n{}", said(&output));
                    commands += 1;
                }
            }
            _ => {}
        }
    }
    assert!(
        files > 10 && commands > 10,
        "the guide was read: {files} files, {commands} commands"
    );
}

/// Every key that the program knows stands in the guide.
#[test]
fn every_state_flag_and_command_is_in_the_guide() {
    use duebook::book::{Flag, State};
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guide = fs::read_to_string(root.join("docs/guide.th.md")).expect("the guide");
    let states = State::ALL.iter().map(|(name, _)| *name);
    for name in states.chain(Flag::ALL.iter().map(|(name, _)| *name)) {
        assert!(guide.contains(&format!("`{name}`")), "`{name}` is missing");
    }
    let help = run(root, &["--help"]);
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    let list = help
        .split("Commands:")
        .nth(1)
        .and_then(|rest| rest.split("Options:").next());
    let names = list
        .expect("a list of commands")
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    for name in names.filter(|name| *name != "help") {
        assert!(
            guide.contains(&format!("`duebook {name}")),
            "`duebook {name}` is missing"
        );
    }
}

fn run(book: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_duebook"))
        .args(words)
        .args(["--today", TODAY])
        .current_dir(book)
        .stdin(Stdio::null())
        .output()
        .expect("the program runs")
}

fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// Writes a whole file, or appends an event to one.
fn place(book: &Path, text: &str) {
    let first = text.lines().next().unwrap_or_default();
    if let Some(path) = first.strip_prefix("# ต่อท้าย ") {
        let before = fs::read_to_string(book.join(path)).expect("the file to append to");
        fs::write(book.join(path), format!("{before}\n{text}")).expect("appended");
    } else {
        let path = first.strip_prefix("# ").expect("the first line names the file");
        fs::write(book.join(path), text).expect("written");
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

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}
