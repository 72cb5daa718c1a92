//! Two officers with one number: the way out that the guide shows is tried.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::pages::Page;
use super::{sample, words};

fn git(folder: &Path, words: &[&str]) -> (bool, String) {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "commit.gpgsign=false", "-c", "core.editor=true"])
        .args(words)
        .env("LC_ALL", "C")
        .output()
        .expect("git can be run");
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    (output.status.success(), said)
}

/// A shared book and two officers with copies of it.
struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    fn new() -> Office {
        let bench = sample();
        let office = Office {
            folder: tempfile::TempDir::new().expect("a temporary folder"),
        };
        let book = bench.root().to_string_lossy().into_owned();
        office.does(".", &["clone", "--quiet", "--bare", &book, "shared.git"]);
        for one in ["first", "second"] {
            office.does(".", &["clone", "--quiet", "shared.git", one]);
            for (key, value) in [("user.name", "Somying"), ("user.email", "somying@example.org")] {
                office.does(one, &["config", key, value]);
            }
        }
        office
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs git in somebody's copy; it must succeed.
    fn does(&self, who: &str, words: &[&str]) -> String {
        let (fine, said) = git(&self.at(who), words);
        assert!(fine, "git {words:?}: {said}");
        said
    }

    /// Runs git in somebody's copy; it must not succeed.
    fn refuses(&self, who: &str, words: &[&str]) -> String {
        let (fine, said) = git(&self.at(who), words);
        assert!(!fine, "git {words:?}: {said}");
        said
    }

    /// Does what a block of a page says, in the second officer's copy.
    fn follows(&self, path: &str, name: &str) {
        let page = Page::read(path);
        let block = page.blocks().into_iter().find(|block| block.rest == name);
        for line in block.expect("the block").text.lines() {
            let words = words(line);
            let rest: Vec<&str> = words[1..].iter().map(String::as_str).collect();
            match words[0].as_str() {
                "git" => _ = self.does("second", &rest),
                "duebook" => duebook(&self.at("second"), &rest),
                other => panic!("{path}: what is {other}?"),
            }
        }
    }
}

fn duebook(folder: &Path, words: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_duebook"))
        .arg("--root")
        .arg(folder)
        .args(["--today", "2026-11-20", "--quiet"])
        .args(words)
        .output()
        .expect("the program can be run");
    assert!(output.status.success(), "{words:?}: {output:?}");
}

/// Adds the next advance of an agency in somebody's copy.
fn add(folder: &Path, contract: &str, amount: &str) {
    let mut words = vec!["new", "advance", "--agency", "secretariat", "--commit"];
    words.extend(["--contract", contract, "--amount", amount, "--borrower", contract]);
    words.extend(["--fund", "budget", "--purpose", "other-duty", "--project", "ก"]);
    words.extend([
        "--email",
        "a@b.example.org",
        "--contracted",
        "2026-11-02",
        "--received",
        "2026-11-05",
    ]);
    duebook(folder, &words);
}

/// The two records stand under numbers of their own.
fn both_stand(folder: &Path) {
    for (number, contract) in [("0006", "บย. 912/2570"), ("0007", "บย. 913/2570")] {
        let file = folder.join(format!("records/secretariat/2570/advance-{number}.toml"));
        assert!(fs::read_to_string(file).expect("a record").contains(contract));
    }
}

#[test]
fn two_officers_with_one_number_go_on_as_the_guide_says() {
    let office = Office::new();
    add(&office.at("first"), "บย. 912/2570", "25,000");
    office.does("first", &["push", "--quiet"]);
    add(&office.at("second"), "บย. 913/2570", "5,000");
    let said = office.refuses("second", &["push"]);
    assert!(said.contains("[rejected]") && said.contains("(fetch first)"), "{said}");
    let said = office.refuses("second", &["pull", "--rebase"]);
    assert!(
        said.contains("CONFLICT (add/add): Merge conflict in records/secretariat/2570/advance-0006.toml"),
        "{said}"
    );
    office.follows("docs/guide/red.md", "two-officers");
    office.does("first", &["pull", "--rebase", "--quiet"]);
    both_stand(&office.at("first"));
    assert_eq!(
        office.does("second", &["status", "--porcelain"]),
        "",
        "nothing is left over"
    );
}

#[test]
#[cfg(unix)]
fn where_main_is_protected_work_goes_by_a_branch() {
    let office = Office::new();
    let protect = "#!/bin/sh\nwhile read old new ref; do [ \"$ref\" != refs/heads/main ] || exit 1; done\n";
    let hook = office.at("shared.git/hooks/pre-receive");
    fs::write(&hook, protect).expect("a hook");
    fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("a hook that runs");
    add(&office.at("first"), "บย. 912/2570", "25,000");
    office.refuses("first", &["push", "--quiet"]);
    office.follows("docs/guide/first-day.md", "branch");
    let branches = office.does("shared.git", &["branch", "--list"]);
    assert!(branches.contains("somying-20nov"), "{branches}");

    office.does("second", &["switch", "-c", "other"]);
    add(&office.at("second"), "บย. 913/2570", "5,000");
    office.does("second", &["push", "-u", "origin", "HEAD"]);
    fs::remove_file(&hook).expect("the hook");
    office.does("first", &["push", "--quiet"]);
    office.follows("docs/guide/red.md", "two-officers-branch");
    office.does("first", &["fetch", "--quiet"]);
    office.does("first", &["merge", "--no-edit", "origin/other"]);
    both_stand(&office.at("first"));
}

#[test]
fn git_says_what_the_guide_says_that_it_says() {
    let office = Office::new();
    let file = office.at("second").join("records/secretariat/2570/advance-0005.toml");
    let text = fs::read_to_string(&file).expect("a record");
    fs::write(&file, format!("{text}# โทรแล้ว\n")).expect("a record");
    let said = office.refuses("second", &["pull", "--rebase"]);
    let words = "cannot pull with rebase: You have unstaged changes";
    assert!(
        said.contains(words) && Page::read("docs/guide/red.md").text.contains(words),
        "{said}"
    );
}
