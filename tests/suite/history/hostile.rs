//! Ways of rewriting the past, each tried on a real repository with real
//! deliveries behind it: after each one, `check --history`, `verify`, `audit` or
//! `log` must say what was done. None may pass.

mod commits;
mod journal;
mod law;
mod records;
mod site;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use chrono::{Days, NaiveDate};

use crate::bench::Bench;

const RECORD: &str = "records/secretariat/2570/advance-0098.toml";
const TEXT: &str = "\
contract   = \"บย. 98/2570\"
fund       = \"budget\"
purpose    = \"other-duty\"
project    = \"อบรม\"
amount     = 25_000.00
borrower   = { name = \"นางสาวมาลี ใจดี\", email = \"malee.j@secretariat.example.org\" }
contracted = 2026-10-12
received   = 2026-10-14

[[clearing]]
date     = 2026-11-10
vouchers = 5_000.00
receipt  = \"บค. 40/2570\"
";

/// A book that has sent for a week, its site, and what an honest copy of it knows.
struct Scene {
    bench: Bench,
    /// The commit that the office last saw.
    seen: String,
    /// The newest seal, as it was printed on paper.
    seal: String,
    /// The day after the newest commit: the program commits by the real clock.
    today: NaiveDate,
}

impl Scene {
    fn new() -> Scene {
        let bench = Bench::office();
        bench.file(RECORD, TEXT).file(".gitignore", "/site/\n/outbox/\n");
        bench.repository("2026-11-11");
        for day in ["2026-11-12", "2026-11-13", "2026-11-16", "2026-11-17"] {
            let sent = bench.run_with(&["remind", "--send", "--today", day], |command| {
                command.env(
                    "DUEBOOK_SMTP_URL",
                    format!("file:{}", bench.root().join("outbox/sent").display()),
                );
            });
            sent.exits(0);
        }
        bench.run(&["build"]).exits(0);
        let newest = bench.run(&["verify", "--json"]).exits(0).json();
        assert_eq!(newest["seals"], 4, "{newest}");
        let seal = newest["newest"].as_str().expect("a seal").to_owned();
        let seen = bench.git(&["rev-parse", "HEAD"]);
        let made = bench.git(&["log", "-1", "--format=%cd", "--date=format:%Y-%m-%d"]);
        let today = made.parse::<NaiveDate>().expect("a day") + Days::new(1);
        Scene {
            bench,
            seen,
            seal,
            today,
        }
    }

    fn commit(&self, subject: &str) {
        self.bench.git(&["add", "--all"]);
        self.bench.git(&["commit", "--quiet", "--no-gpg-sign", "-m", subject]);
    }

    /// The newest file below a folder of the journal.
    fn newest(&self, folder: &str) -> String {
        let mut files: Vec<PathBuf> = walk(&self.bench.root().join("records/journal").join(folder));
        files.sort();
        let last = files.last().expect("a file of the journal");
        last.strip_prefix(self.bench.root())
            .expect("below the book")
            .to_string_lossy()
            .into_owned()
    }

    /// What the program says of the book after the deed, all its ways together.
    fn says(&self) -> Vec<String> {
        let mut said = Vec::new();
        let mut hear = |words: &[&str], list: &str, key: &str| {
            let answer = self.bench.run_with(words, |_| {});
            let json: serde_json::Value = serde_json::from_str(&answer.out).unwrap_or_default();
            for one in json[list].as_array().into_iter().flatten() {
                said.push(one[key].as_str().unwrap_or_default().to_owned());
            }
            if answer.status == Some(2) {
                said.push(format!("refused: {}", answer.err));
            }
        };
        let range = format!("{}..HEAD", self.seen);
        let today = self.today.to_string();
        let words = ["check", "--json", "--history", &range, "--today", &today];
        hear(&words, "findings", "code");
        hear(&["verify", "--json", "--seal", &self.seal], "faults", "code");
        hear(&["audit", "--json", "--today", &today], "exceptions", "code");
        if self.bench.root().join("site").is_dir() {
            for list in ["changed", "missing", "extra"] {
                let site = self.bench.root().join("site");
                let answer = self.bench.run(&["verify", "--json", &site.to_string_lossy()]);
                let json: serde_json::Value = serde_json::from_str(&answer.out).unwrap_or_default();
                let any = json[list].as_array().is_some_and(|files| !files.is_empty());
                if any || answer.out.is_empty() {
                    said.push(format!("site-{list}"));
                }
            }
        }
        said
    }
}

fn walk(folder: &std::path::Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path());
    entries
        .flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] })
        .collect()
}

/// Runs git with a clock of one's own.
fn git_at(bench: &Bench, words: &[&str], author: &str, committer: &str) {
    let status = Command::new("git")
        .arg("-C")
        .arg(bench.root())
        .args(["-c", "commit.gpgsign=false"])
        .args(words)
        .env("GIT_AUTHOR_DATE", author)
        .env("GIT_COMMITTER_DATE", committer)
        .status()
        .expect("git can be run");
    assert!(status.success(), "git {words:?}");
}

/// What is done, and a code that must be among what is said.
type Way = (&'static str, fn(&Scene), &'static str);

/// What the audit says after the deed.
fn audited(scene: &Scene) -> String {
    scene
        .bench
        .run(&["audit", "--today", &scene.today.to_string(), "--json"])
        .exits(0)
        .out
        .clone()
}

#[test]
fn none_of_the_ways_to_rewrite_the_past_goes_unseen() {
    let ways: [&[Way]; 5] = [&records::WAYS, &law::WAYS, &journal::WAYS, &commits::WAYS, &site::WAYS];
    let ways = ways.concat();
    let mut unseen = Vec::new();
    // What is said of the book before anything was done to it.
    let honest = Scene::new().says();
    let count = |said: &[String], code: &str| said.iter().filter(|one| *one == code).count();
    std::thread::scope(|scope| {
        let half = ways.len().div_ceil(2);
        let hands: Vec<_> = ways
            .chunks(half)
            .map(|ways| {
                let honest = &honest;
                scope.spawn(move || {
                    let mut unseen = Vec::new();
                    for (what, deed, code) in ways {
                        let scene = Scene::new();
                        deed(&scene);
                        let said = scene.says();
                        if count(&said, code) <= count(honest, code) {
                            unseen.push(format!("{what}: wanted {code}, said {said:?}"));
                        }
                    }
                    unseen
                })
            })
            .collect();
        for hand in hands {
            unseen.extend(hand.join().expect("a way went wrong; see above"));
        }
    });
    assert!(
        unseen.is_empty(),
        "{} of {} unseen:\n{}",
        unseen.len(),
        ways.len(),
        unseen.join("\n")
    );
}
