//! A sound book, and each fault of it told apart.

use super::super::{State, status};
use super::*;

fn branch() -> Branch {
    Branch {
        name: "main".to_owned(),
        remote: Some(("origin".to_owned(), "forge.example.go.th/finance/book".to_owned())),
        other_default: None,
        fetched: Ok(()),
        push: Some(Push::Taken),
        is_shallow: false,
        is_clean: true,
        committer: Some("duebook <duebook@example.org>".to_owned()),
        not_ignored: Vec::new(),
    }
}

fn judged(version: &str, branch: Branch) -> Vec<Check> {
    let facts = Facts {
        version: Some(version.to_owned()),
        place: Place::Branch(Box::new(branch)),
    };
    look(&facts, Some("forge.example.go.th/finance/book"))
}

#[test]
fn what_is_as_it_should_be_is_fine() {
    for version in ["git version 2.39.5", "git version 2.50.1.windows.1", "git version 3.0"] {
        let checks = judged(version, branch());
        assert!(checks.iter().all(|check| check.state == State::Fine), "{checks:#?}");
    }
}

#[test]
fn each_fault_is_told_apart() {
    let said = |text: &str| text.to_owned();
    let cases: [(Branch, &str, u8, &str); 9] = [
        (
            Branch {
                fetched: Err(said("fatal: unable to access: Could not resolve host")),
                push: None,
                ..branch()
            },
            "remote",
            75,
            "cannot be fetched",
        ),
        (
            Branch {
                fetched: Err(said("fatal: 'x' does not appear to be a git repository")),
                push: None,
                ..branch()
            },
            "remote",
            78,
            "cannot be fetched",
        ),
        (
            Branch {
                fetched: Err(said("main and origin/main have diverged: git pull --rebase")),
                ..branch()
            },
            "remote",
            78,
            "have diverged",
        ),
        (
            Branch {
                push: Some(Push::Forbidden(said("GH006"))),
                ..branch()
            },
            "push",
            78,
            "GH006",
        ),
        (
            Branch {
                push: Some(Push::Failed(said("timed out"))),
                ..branch()
            },
            "push",
            75,
            "took no push",
        ),
        (
            Branch {
                other_default: Some(said("trunk")),
                ..branch()
            },
            "branch",
            78,
            "not the main branch (trunk)",
        ),
        (
            Branch {
                is_shallow: true,
                ..branch()
            },
            "history",
            0,
            "shallow",
        ),
        (
            Branch {
                committer: None,
                ..branch()
            },
            "committer",
            0,
            "does not know who commits",
        ),
        (
            Branch {
                remote: None,
                push: None,
                ..branch()
            },
            "live",
            78,
            "has no remote yet",
        ),
    ];
    for (branch, name, ends, words) in cases {
        let checks = judged("git version 2.47", branch);
        let check = checks.iter().find(|check| check.name == name).expect(name);
        assert!(check.found.en.contains(words) && check.help.is_some(), "{check:?}");
        assert_eq!(status(&checks), ends, "{checks:#?}");
    }
    assert_eq!(status(&judged("git version 2.38.1", branch())), 78);
}
