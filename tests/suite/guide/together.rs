//! Two officers with one number: the way out that the guide shows is tried.

use std::path::Path;
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

/// Adds the next advance of an agency in somebody's copy.
fn add(folder: &Path, contract: &str, amount: &str) {
    let added = Command::new(env!("CARGO_BIN_EXE_duebook"))
        .arg("--root")
        .arg(folder)
        .args([
            "--today",
            "2026-11-20",
            "--quiet",
            "new",
            "advance",
            "--agency",
            "secretariat",
            "--commit",
        ])
        .args([
            "--contract",
            contract,
            "--amount",
            amount,
            "--fund",
            "budget",
            "--purpose",
            "other-duty",
        ])
        .args(["--project", "ก", "--borrower", contract, "--email", "a@b.example.org"])
        .args(["--contracted", "2026-11-02", "--received", "2026-11-05"])
        .output()
        .expect("the program can be run");
    assert!(added.status.success(), "{contract}: {added:?}");
}

#[test]
fn two_officers_with_one_number_go_on_as_the_guide_says() {
    let bench = sample();
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let (shared, first, second) = (
        folder.path().join("shared.git"),
        folder.path().join("a"),
        folder.path().join("b"),
    );
    let book = bench.root().to_string_lossy().into_owned();
    assert!(git(folder.path(), &["clone", "--quiet", "--bare", &book, "shared.git"]).0);
    for one in [&first, &second] {
        let name = one.to_string_lossy();
        assert!(git(folder.path(), &["clone", "--quiet", &shared.to_string_lossy(), &name]).0);
        for (key, value) in [("user.name", "Somying"), ("user.email", "somying@example.org")] {
            assert!(git(one, &["config", key, value]).0);
        }
    }
    add(&first, "บย. 912/2570", "25,000");
    assert!(git(&first, &["push", "--quiet"]).0);
    add(&second, "บย. 913/2570", "5,000");
    let (pushed, said) = git(&second, &["push"]);
    assert!(!pushed && said.contains("[rejected]"), "{said}");
    let (pulled, said) = git(&second, &["pull", "--rebase"]);
    assert!(
        !pulled && said.contains("CONFLICT (add/add): Merge conflict in records/secretariat/2570/advance-0006.toml"),
        "{said}"
    );

    let page = Page::read("docs/guide/red.md");
    let block = page
        .blocks()
        .into_iter()
        .find(|block| block.rest == "two-officers")
        .expect("the way out");
    for line in block.text.lines() {
        let words = words(line.strip_prefix("git ").expect("a command of git"));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (fine, said) = git(&second, &words);
        assert!(fine, "{line}: {said}");
    }
    assert!(git(&first, &["pull", "--rebase", "--quiet"]).0);
    for (number, contract) in [("0006", "บย. 912/2570"), ("0007", "บย. 913/2570")] {
        let file = first.join(format!("records/secretariat/2570/advance-{number}.toml"));
        assert!(std::fs::read_to_string(file).expect("a record").contains(contract));
    }
    let status = git(&second, &["status", "--porcelain"]).1;
    assert_eq!(status, "", "nothing is left over");
}
