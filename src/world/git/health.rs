//! What git says about a book, for a check-up. Nothing is written: the push is
//! a dry run.

use std::path::Path;

use super::branch::{self, Branch};
use super::{Commit, head, is_clean, line};
use crate::dispatch::checkup::git::{self as checkup, Facts, Place, Push};

/// What stands in folders that git should not take along, each by a file in it.
const OUTPUTS: [(&str, &str); 2] = [("outbox/", "outbox/mail.eml"), ("site/", "site/index.html")];

/// What git says, and the newest commit of the book where there is one.
#[derive(Debug)]
pub struct Look {
    /// The facts.
    pub facts: Facts,
    /// The commit that a run would read.
    pub newest: Option<Commit>,
}

/// Asks git about a book, and fetches its branch.
#[must_use]
pub fn look(root: &Path) -> Look {
    let version = line(root, &["--version"]).ok();
    let (place, newest) = match Branch::find(root) {
        Ok(None) => (Place::Files, None),
        Err(lost) => (Place::Lost(lost.words(), lost.help()), head(root).ok().flatten()),
        Ok(Some(found)) => on_branch(root, &found),
    };
    Look {
        facts: Facts { version, place },
        newest,
    }
}

fn on_branch(root: &Path, found: &Branch) -> (Place, Option<Commit>) {
    let (newest, fetched) = match found.newest(root) {
        Ok(commit) => (Some(commit), Ok(())),
        Err(fault) => (head(root).ok().flatten(), Err(fault.to_string())),
    };
    let tip = newest.as_ref().filter(|_| fetched.is_ok() && found.remote.is_some());
    let push = tip.map(|tip| match found.rehearse(root, tip) {
        branch::Push::Done => Push::Taken,
        branch::Push::Overtaken => Push::Late,
        branch::Push::Forbidden(said) => Push::Forbidden(said),
        branch::Push::Failed(said) => Push::Failed(said),
    });
    let facts = checkup::Branch {
        name: found.name.clone(),
        remote: found
            .remote
            .clone()
            .map(|remote| (remote, found.place(root).unwrap_or_default())),
        other_default: found.other_default(root),
        fetched,
        push,
        is_shallow: super::past::is_shallow(root).unwrap_or(false),
        is_clean: is_clean(root),
        committer: committer(root),
        not_ignored: OUTPUTS
            .iter()
            .filter(|(_, file)| line(root, &["check-ignore", "--quiet", "--no-index", file]).is_err())
            .map(|(folder, _)| *folder)
            .collect(),
    };
    (Place::Branch(Box::new(facts)), newest)
}

/// Who commits, without the moment.
fn committer(root: &Path) -> Option<String> {
    let said = line(root, &["var", "GIT_COMMITTER_IDENT"]).ok()?;
    let (who, _) = said.split_once('>')?;
    Some(format!("{who}>"))
}
