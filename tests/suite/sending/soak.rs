//! The long soak: the real program, killed at random instants until it has
//! sent thousands of mails. Not part of `cargo test`; by hand:
//!
//! ```text
//! DUEBOOK_SOAK_BOOKS=130 cargo test --test suite soak -- --ignored --nocapture
//! ```
//!
//! Each book has 39 loans. On two books of three the machine comes back with
//! its disk; on the third it is thrown away and another clone goes on.

#![allow(clippy::print_stdout, reason = "a long run tells how far it is")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::{DAY, FIRST, Sent, clone};
use crate::bench::{Bench, Dice, files_below, here};
use crate::delivery::trial::{OFFICE, loan, loan_path};
use crate::imap::{Fault, Imap};
use crate::smtp::{Action, Moment, Offer, Server};

const LOANS: usize = 39;

fn book(mail: &str) -> (Bench, Sent) {
    let (bench, sent) = (Bench::empty(), Sent::new());
    let office = here().join("office/records");
    for folder in ["rules", "holidays"] {
        for path in files_below(&office.join(folder)) {
            let inside = path
                .strip_prefix(&office)
                .expect("below")
                .to_string_lossy()
                .into_owned();
            bench.bytes(&format!("records/{inside}"), &fs::read(&path).expect("a file"));
        }
    }
    let agency = fs::read_to_string(office.join("secretariat/agency.toml")).expect("a file");
    bench.file(
        "records/secretariat/agency.toml",
        &agency.replace("120_000.00", "90_000_000.00"),
    );
    bench.file("records/office.toml", &format!("{OFFICE}{mail}"));
    bench.repository("2026-11-01");
    let remote = sent.0.path().join("remote.git");
    bench.git(&["init", "--quiet", "--bare", &remote.display().to_string()]);
    bench.git(&["remote", "add", "origin", &remote.display().to_string()]);
    bench.git(&["push", "--quiet", "--set-upstream", "origin", "main"]);
    finish(bench.root(), &sent, FIRST);
    for number in 1..=LOANS {
        bench.file(&loan_path(number), &loan(number, ""));
    }
    bench.commit("2026-11-23", "loans");
    bench.git(&["push", "--quiet"]);
    (bench, sent)
}

fn program(root: &Path, sent: &Sent, day: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duebook"));
    command
        .arg("--root")
        .arg(root)
        .args(["remind", "--send", "--quiet", "--today", day])
        .env("DUEBOOK_SMTP_URL", sent.url())
        .env("DUEBOOK_TEST_PUSH_MS", "0")
        .env("DUEBOOK_TEST_LEASE_MS", "2000")
        .env("DUEBOOK_TEST_SETTLE_MS", "100")
        .env("GIT_COMMITTER_NAME", "job")
        .env("GIT_COMMITTER_EMAIL", "job@example.org")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Deletes a machine's folder. A git that outlived its killed parent may still
/// be writing into it.
fn throw_away(folder: &Path) {
    for _ in 0..50 {
        if fs::remove_dir_all(folder).is_ok() || !folder.exists() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{} will not go", folder.display());
}

/// How many reminders a clone's journal has as sent.
fn sent_pages(clone: &Path) -> usize {
    let is_sent = |path: &&PathBuf| {
        let text = fs::read_to_string(path).expect("a page");
        text.lines().rev().find(|line| line.starts_with("state = ")) == Some("state = \"sent\"")
    };
    files_below(&clone.join("records/journal/2570"))
        .iter()
        .filter(is_sent)
        .count()
}

fn finish(root: &Path, sent: &Sent, day: &str) -> Option<i32> {
    program(root, sent, day).status().expect("the program").code()
}

#[test]
#[ignore = "minutes, not seconds"]
fn g2_random_deaths_lose_and_double_nothing() {
    let books = std::env::var("DUEBOOK_SOAK_BOOKS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(10);
    let mut dice = Dice(2026);
    let (mut kills, mut vanished, mut mails) = (0, 0, 0);
    for number in 0..books {
        let (bench, sent) = book("");
        let mut here: PathBuf = bench.root().to_owned();
        let mut clones = 0;
        for _ in 0..10 {
            let mut child = program(&here, &sent, DAY).spawn().expect("the program");
            std::thread::sleep(Duration::from_millis(10 + dice.below(220)));
            if child.try_wait().expect("a child").is_none() {
                child.kill().expect("a death");
                kills += 1;
            }
            child.wait().expect("an end");
            if number % 3 == 2 && dice.below(3) == 0 {
                if clones > 0 {
                    throw_away(&here);
                }
                clones += 1;
                vanished += 1;
                here = clone(&sent, &format!("clone{clones}"));
            }
        }
        // Until all is settled: on a busy machine a run may outlast its short lease.
        for round in 0..40 {
            std::thread::sleep(Duration::from_millis(if clones > 0 { 2_300 } else { 150 }));
            finish(&here, &sent, DAY);
            if sent_pages(&clone(&sent, &format!("round{round}"))) == LOANS {
                break;
            }
        }
        let mut copies: BTreeMap<String, usize> = BTreeMap::new();
        for path in sent.mails() {
            let text = fs::read_to_string(&path).expect("a mail");
            let id = text
                .lines()
                .find(|line| line.starts_with("Message-ID:"))
                .expect("an id")
                .to_owned();
            *copies.entry(id).or_default() += 1;
        }
        assert_eq!(copies.len(), LOANS, "book {number}: lost");
        let last = clone(&sent, "last");
        // Whatever died in between, the seals follow each other and say what is there.
        let verified = Command::new(env!("CARGO_BIN_EXE_duebook"))
            .arg("--root")
            .arg(&last)
            .arg("verify")
            .output()
            .expect("the program");
        let said = String::from_utf8_lossy(&verified.stdout).into_owned();
        assert!(verified.status.success() && said.contains('✓'), "book {number}: {said}");
        let mut claims = 0;
        for path in files_below(&last.join("records/journal/2570")) {
            let text = fs::read_to_string(&path).expect("a page");
            let state = text
                .lines()
                .rev()
                .find(|line| line.starts_with("state = "))
                .expect("a state");
            assert_eq!(state, "state = \"sent\"", "book {number}: {}", path.display());
            // A folder cannot hold one name twice: what was handed over again
            // shows as a second claim after one that had left.
            let doubled = text.matches("state = \"sent\"").count();
            assert_eq!(doubled, 1, "book {number}: {text}");
            claims += text.matches("state = \"claimed\"").count();
        }
        mails += LOANS;
        if number % 10 == 9 {
            println!("{mails} mails, {kills} kills, {vanished} machines thrown away, {claims} claims in the last book");
        }
    }
    println!("{books} books, {mails} mails, {kills} kills, {vanished} machines thrown away: 0 lost, 0 doubled");
}

/// The same over SMTP, where a double shows: the server loses one reply in ten,
/// and after each death the mailbox is asked. With the disk or without it.
#[test]
#[ignore = "minutes, not seconds"]
fn g2_random_deaths_over_smtp_lose_and_double_nothing() {
    let settle = std::env::var("DUEBOOK_SOAK_SETTLE_MS").unwrap_or_else(|_| "250".to_owned());
    let books = std::env::var("DUEBOOK_SOAK_BOOKS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(5);
    let mut dice = Dice(2569);
    let (mut kills, mut vanished, mut mails, mut doubled) = (0, 0, 0, 0);
    for number in 0..books {
        let fate = Mutex::new(Dice(number + 1));
        let server = Arc::new(Server::start(Offer::plain(), move |event| {
            let roll = fate.lock().expect("dice").below(100);
            match event.moment {
                // What a killed client sent is still being put away.
                Moment::Kept if roll < 10 => Action::Close,
                Moment::Kept if roll < 30 => {
                    std::thread::sleep(Duration::from_millis(20));
                    Action::Go
                }
                _ => Action::Go,
            }
        }));
        let imap = Imap::start("Sent", Fault::None);
        let log = server.clone();
        imap.held.lock().expect("held").source = Some(Box::new(move || {
            log.log().kept.into_iter().map(|kept| kept.bytes).collect()
        }));
        let archive = format!(
            "archive = {{ host = \"127.0.0.1\", port = {}, user = \"finance\", plain = true }}\n",
            imap.port
        );
        let (bench, sent) = book(&archive);
        let mut here: PathBuf = bench.root().to_owned();
        let mut clones = 0;
        let command = |root: &Path| {
            let mut command = program(root, &sent, DAY);
            command
                .env("DUEBOOK_SMTP_URL", format!("smtp://127.0.0.1:{}", server.port))
                .env("DUEBOOK_IMAP_PASSWORD", "secret")
                .env("DUEBOOK_TEST_SETTLE_MS", &settle)
                .env("DUEBOOK_TEST_TODAY", DAY);
            command
        };
        for _ in 0..12 {
            let mut child = command(&here).spawn().expect("the program");
            std::thread::sleep(Duration::from_millis(30 + dice.below(400)));
            if child.try_wait().expect("a child").is_none() {
                child.kill().expect("a death");
                kills += 1;
            }
            child.wait().expect("an end");
            if number % 3 == 2 && dice.below(3) == 0 {
                clones += 1;
                vanished += 1;
                here = clone(&sent, &format!("clone{clones}"));
            }
        }
        // Until all is settled: a lost reply waits for the settle time.
        for _ in 0..40 {
            std::thread::sleep(Duration::from_millis(if clones > 0 { 1_200 } else { 300 }));
            command(&here).status().expect("the program");
            let last = clone(&sent, &format!("look{}", dice.below(u64::MAX)));
            if sent_pages(&last) == LOANS {
                break;
            }
        }
        let mut copies: BTreeMap<String, usize> = BTreeMap::new();
        for kept in server.log().kept {
            *copies.entry(kept.message_id).or_default() += 1;
        }
        assert_eq!(copies.len(), LOANS, "book {number}: lost");
        let more: usize = copies.values().map(|n| n - 1).sum();
        if settle == "250" {
            assert_eq!(more, 0, "book {number}: doubled {copies:?}");
        }
        doubled += more;
        mails += LOANS;
        if number % 10 == 9 {
            println!("{mails} mails, {kills} kills, {vanished} machines thrown away, {doubled} doubled");
        }
    }
    println!("{books} books, {mails} mails, {kills} kills, {vanished} machines thrown away: 0 lost, {doubled} doubled");
}
