//! A disk or a git that does not answer has not said "no": nothing is taken for
//! absent, nothing is written over, and another run does what is left.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use duebook::dispatch::doors::{Sighting, Store as _, Trouble, Witness as _};
use duebook::world::disk;
use duebook::world::post::Folder;
use duebook::world::publish::{Publisher, publish};
use duebook::world::store::Store;

use crate::bench::Bench;

fn pages(list: &[&str]) -> Vec<(String, Vec<u8>)> {
    list.iter().map(|path| ((*path).to_owned(), b"page".to_vec())).collect()
}

#[test]
fn a_list_of_pages_that_cannot_be_read_is_no_empty_one() {
    let folder = tempfile::tempdir().expect("a folder");
    publish(folder.path(), &pages(&["index.html", "debtor.html"])).expect("published");
    let list = folder.path().join(".duebook-files");
    fs::remove_file(&list).expect("a list");
    fs::create_dir(&list).expect("what cannot be read as a file");
    assert!(Publisher::begin(folder.path()).is_err());
    assert!(folder.path().join("debtor.html").exists());
}

#[test]
fn a_page_that_cannot_be_taken_away_stays_on_the_list_until_it_can() {
    let folder = tempfile::tempdir().expect("a folder");
    publish(folder.path(), &pages(&["index.html", "debtor.html"])).expect("published");
    let page = folder.path().join("debtor.html");
    fs::remove_file(&page).expect("a page");
    fs::create_dir(&page).expect("what cannot be taken away as a file");
    assert!(publish(folder.path(), &pages(&["index.html"])).is_err(), "it is told");
    fs::remove_dir(&page).expect("taken away");
    fs::write(&page, b"page").expect("as it was");
    publish(folder.path(), &pages(&["index.html"])).expect("published");
    assert!(!page.exists(), "the next run takes it away");
}

#[test]
fn a_folder_that_does_not_say_whether_a_mail_left_is_not_believed_to_say_no() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut witness = Folder::new(folder.path());
    assert_eq!(witness.look("<nobody@example.org>"), Ok(Sighting::Vanished));
    // A name that no disk can look up.
    assert!(witness.look(&format!("<{}@example.org>", "a".repeat(300))).is_err());
}

#[test]
fn a_page_of_the_journal_that_cannot_be_read_is_not_begun_anew() {
    let bench = Bench::office();
    let path = "records/journal/runs/2570/2026-11-27.toml";
    let mut store = Store::find(bench.root()).expect("a store");
    assert_eq!(store.page(path).expect("no page"), None);
    fs::create_dir_all(bench.root().join(path)).expect("what cannot be read as a page");
    assert!(matches!(store.page(path), Err(Trouble::Later(_))));
}

#[test]
fn words_of_the_office_that_cannot_be_read_are_said_and_not_left_out() {
    let bench = Bench::office();
    assert!(
        disk::own(bench.root()).findings.is_empty(),
        "nothing of its own is no mistake"
    );
    symlink("templates", bench.root().join("templates")).expect("a link that leads to itself");
    bench.run(&["build"]).exits(1).tells("templates");
    bench.run(&["remind"]).exits(1).tells("templates");
    assert!(!bench.root().join("site").exists());
}

/// A git before ours in the path that is killed, the first time it is asked so.
pub(crate) fn mortal_git(folder: &std::path::Path, word: &str) {
    let text = format!(
        "#!/bin/sh\nhere=$(dirname \"$0\")\ncase \" $* \" in *\" {word} \"*) if mkdir \"$here/died\" 2>/dev/null; then kill -9 $$; fi;; esac\n\
         PATH=${{PATH#*:}} exec git \"$@\"\n"
    );
    let git = folder.join("git");
    fs::write(&git, text).expect("a script");
    fs::set_permissions(&git, fs::Permissions::from_mode(0o755)).expect("one that runs");
}

/// Deletes the hints that lie in git's folder.
fn forget(bench: &Bench) {
    let entries = std::fs::read_dir(bench.root().join(".git")).expect("git's folder");
    let files = entries.map(|entry| entry.expect("an entry").path());
    for hint in files.filter(|path| path.display().to_string().contains("/duebook-")) {
        std::fs::remove_file(hint).expect("deleted");
    }
}

/// A site without its history, or an audit that finds none, would look whole.
#[test]
fn a_git_that_is_killed_is_not_taken_for_a_book_without_a_history() {
    let bench = Bench::office();
    bench.repository("2026-11-01");
    let answer = |command: &str| bench.run(&[command, "--json"]).out;
    let (audit, verify) = (answer("audit"), answer("verify"));
    bench.run(&["build"]).exits(0);
    let page = bench.text("site/secretariat/2570/advance-0002.html");
    for (command, word, missed) in [
        // Whether anything changed is asked first, and taken for a yes.
        ("build", "log", false),
        ("build", "ls-tree", true),
        ("build", "cat-file", true),
        ("audit", "log", true),
        ("audit", "ls-tree", true),
        ("audit", "cat-file", true),
        ("verify", "rev-list", true),
        ("verify", "for-each-ref", true),
        ("verify", "rev-parse", true),
    ] {
        // What is kept of an earlier walk would stand in for an answer.
        forget(&bench);
        let path = tempfile::tempdir().expect("a folder");
        mortal_git(path.path(), word);
        let git_first = |command: &mut std::process::Command| {
            let usual = std::env::var("PATH").expect("a path");
            command.env("PATH", format!("{}:{usual}", path.path().display()));
        };
        let said = bench.run_with(&[command, "--json"], git_first);
        assert_eq!(said.status == Some(2), missed, "{command} {word}: {said:#?}");
        if missed {
            said.tells("อ่านประวัติของสมุดจาก git ไม่ได้: git");
        }
        assert_eq!(
            bench.text("site/secretariat/2570/advance-0002.html"),
            page,
            "{command} {word}"
        );
    }
    assert_eq!((answer("audit"), answer("verify")), (audit, verify));
}
