//! What became of a push, from git's words.

use std::process::Command;

use crate::world::git::without_logins;

/// What became of a push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Push {
    /// The remote has it.
    Done,
    /// The remote has moved on since: nothing was written.
    Overtaken,
    /// The remote refuses whatever comes: a protected branch, no right to write. What it said.
    Forbidden(String),
    /// The remote refuses this time, or does not answer. What it said.
    Failed(String),
}

/// Pushes, as a command says, and reads what became of it.
pub(super) fn sent(command: &mut Command) -> Push {
    let Ok(output) = command.output() else {
        return Push::Failed("git".to_owned());
    };
    if output.status.success() {
        return Push::Done;
    }
    let said = without_logins(String::from_utf8_lossy(&output.stderr).trim());
    told(&String::from_utf8_lossy(&output.stdout), &said)
}

/// Reads the answer of a push. `!` marks a ref that was not taken; the reason
/// stands in the last field.
fn told(answer: &str, said: &str) -> Push {
    let refused = answer.lines().find(|line| line.starts_with('!')).unwrap_or_default();
    let lower = words_of(&format!("{refused}\n{said}"));
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(&[
        "protected branch",
        "gh006",
        "gh013",
        "permission",
        "403",
        "denied",
        "read-only",
        "not allowed",
    ]) {
        return Push::Forbidden(short(said));
    }
    if refused.contains("[rejected]") || has(&["cannot lock ref", "failed to update ref", "incorrect old value"]) {
        return Push::Overtaken;
    }
    Push::Failed(short(said))
}

/// What git says in words: without places in quotes and without commits, as
/// there may be a 403 in a commit's name, or "denied" in a repository's.
fn words_of(said: &str) -> String {
    let unquoted: String = said
        .lines()
        .flat_map(|line| line.split('\'').step_by(2).chain(["\n"]))
        .collect();
    let is_commit = |word: &&str| word.len() >= 40 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let words = unquoted.split_inclusive(|c: char| !c.is_ascii_alphanumeric());
    let kept = words.filter(|word| !is_commit(&word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric())));
    kept.collect::<String>().to_lowercase()
}

/// The lines of a remote that say something, without advice and addresses.
fn short(said: &str) -> String {
    let lines = said
        .lines()
        .map(|line| line.trim_start_matches("remote:").trim())
        .filter(|line| !line.is_empty() && !line.starts_with("hint:") && !line.starts_with("To "));
    lines.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_from_being_late() {
        for (answer, said, want) in [
            (
                "!\ta:refs/heads/main\t[rejected] (fetch first)",
                "error: failed to push some refs",
                "late",
            ),
            ("!\ta:refs/heads/main\t[rejected] (non-fast-forward)", "", "late"),
            (
                "!\ta:refs/heads/main\t[remote rejected] (cannot lock ref 'refs/heads/main')",
                "",
                "late",
            ),
            // A commit with 403 in its name, a repository with "denied" in its.
            (
                "!\t6d403d09cf18535fd96403c27bbaa448ef2ee105:refs/heads/main\t[rejected] (fetch first)",
                "error: failed to push some refs to '/srv/denied.git'",
                "late",
            ),
            (
                "!\ta:refs/heads/main\t[remote rejected] (cannot lock ref 'refs/heads/main': is at 403a9cb7b6f591ab65b8ae94105791f4e2852d4d but expected 9972b33bb18733cb3b7a7c3f961e3a4923b695a6)",
                "error: cannot lock ref 'refs/heads/main': is at 403a9cb7b6f591ab65b8ae94105791f4e2852d4d but expected 9972b33bb18733cb3b7a7c3f961e3a4923b695a6",
                "late",
            ),
            (
                "!\ta:refs/heads/main\t[remote rejected] (pre-receive hook declined)",
                "remote: not now",
                "failed",
            ),
            (
                "!\ta:refs/heads/main\t[remote rejected] (protected branch hook declined)",
                "remote: error: GH006: Protected branch update failed for refs/heads/main.",
                "forbidden",
            ),
            (
                "",
                "remote: Permission to x denied to y.\nfatal: unable to access: 403",
                "forbidden",
            ),
            (
                "",
                "fatal: unable to access 'https://forge.example.go.th/f/book.git/': The requested URL returned error: 403",
                "forbidden",
            ),
            (
                "",
                "fatal: unable to access 'https://…': Could not resolve host",
                "failed",
            ),
        ] {
            let got = match told(answer, said) {
                Push::Done => "done",
                Push::Overtaken => "late",
                Push::Forbidden(_) => "forbidden",
                Push::Failed(_) => "failed",
            };
            assert_eq!(got, want, "{answer} {said}");
        }
    }
}
