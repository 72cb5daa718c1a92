//! The guide tells the truth: every record and every command in it is tried.
//!
//! A page is followed from its first line, on a copy of the sample book, and
//! then all of them one after the other on the same copy. A `toml` block whose
//! first line is `# records/…` is a whole file, `# ต่อท้าย records/…` an event
//! appended to one; a block with a path behind its fence is that file; a `sh`
//! block holds commands that must succeed, `sh fails` such as find something,
//! `sh status` such as end as they may.

mod commands;
mod keys;
mod pages;
mod together;

use duebook::book::{Flag, State};

use crate::bench::{Bench, files_below, here};
use commands::COMING;
use pages::{Block, Page};

/// A copy of the sample book, as its officers have it: in git.
fn sample() -> Bench {
    let bench = files();
    bench.repository("2026-11-10");
    bench
}

/// A copy of the sample book without a history, which takes most of the time.
fn files() -> Bench {
    let bench = Bench::empty();
    let sample = here().join("..");
    for path in files_below(&sample.join("records")) {
        let inside = path.strip_prefix(&sample).expect("a file of the sample book");
        bench.bytes(&inside.to_string_lossy(), &std::fs::read(&path).expect("a record"));
    }
    bench
}

#[test]
fn every_example_of_each_page_works_on_the_sample_book() {
    let mut pages = pages::guide();
    pages.retain(|page| {
        page.blocks()
            .iter()
            .any(|block| matches!(block.language, "sh" | "toml" | "csv"))
    });
    let (mut files, mut commands) = (0, 0);
    std::thread::scope(|scope| {
        let halves: Vec<_> = pages
            .chunks(pages.len().div_ceil(2))
            .map(|half| scope.spawn(|| half.iter().map(alone).collect::<Vec<_>>()))
            .collect();
        for half in halves {
            for (more_files, more_commands) in half.join().expect("an example went wrong; see above") {
                files += more_files;
                commands += more_commands;
            }
        }
    });
    assert!(
        files >= 15 && commands > 60,
        "{files} files and {commands} commands found"
    );
}

fn alone(page: &Page) -> (usize, usize) {
    let asks_history = page.text.contains("--at ");
    let bench = if asks_history { sample() } else { files() };
    follow(&bench, page, &[])
}

#[test]
fn every_example_works_after_those_of_the_pages_before() {
    let bench = sample();
    for page in pages::guide() {
        // A site was built from each page's book above, and put together there.
        follow(&bench, &page, &["build", "merge", "run"]);
    }
}

/// Does what a page says but for some commands; returns how many files were
/// written and commands run.
fn follow(bench: &Bench, page: &Page, but: &[&str]) -> (usize, usize) {
    let (mut files, mut commands) = (0, 0);
    for block in page.blocks() {
        match (block.language, block.rest) {
            // Tried in `together`, where there are two copies of the book.
            ("sh", "two-officers" | "two-officers-branch" | "branch") => {}
            ("sh", way) => commands += run_all(bench, page, &block, way, but),
            ("toml", "") => {
                place(bench, block.text);
                bench.run(&["check", "--json"]).exits(0);
                files += 1;
            }
            ("toml" | "csv", path) if !path.is_empty() => {
                bench.file(path, block.text);
                let found = bench.run(&["check", "--json"]).exits(0).findings();
                assert!(!found.iter().any(|one| one.starts_with("survey-")), "{found:?}");
                files += 1;
            }
            _ => {}
        }
    }
    (files, commands)
}

fn run_all(bench: &Bench, page: &Page, block: &Block<'_>, way: &str, but: &[&str]) -> usize {
    let mut count = 0;
    for line in block.text.lines() {
        let words = words(
            line.trim_start()
                .strip_prefix("duebook ")
                .expect("a command of duebook"),
        );
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if words.iter().any(|word| COMING.contains(word)) || but.contains(&words[0]) {
            continue;
        }
        let said = bench.run_with(&words, |command| _ = command.current_dir(bench.root()));
        match way {
            "" => _ = said.exits(0),
            "fails" => _ = said.exits(1),
            "status" => {
                assert!(matches!(said.status, Some(0..=3 | 75 | 78)), "{}: {said:#?}", page.path);
            }
            other => panic!("{}: what is `sh {other}`?", page.path),
        }
        count += 1;
    }
    count
}

#[test]
fn every_state_and_flag_is_in_the_guide() {
    let text: String = pages::guide().iter().map(|page| page.text.as_str()).collect();
    let states = State::ALL.iter().map(|(name, _)| *name);
    for name in states.chain(Flag::ALL.iter().map(|(name, _)| *name)) {
        assert!(text.contains(&format!("`{name}`")), "`{name}` is missing");
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

/// Splits a command as a shell does, as far as the guide needs it: quotes
/// around a word or around its value.
pub(super) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quoted, mut begun) = (String::new(), false, false);
    for letter in line.chars() {
        match letter {
            '"' => (quoted, begun) = (!quoted, true),
            ' ' if !quoted => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            letter => {
                word.push(letter);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}
