//! Which commit a command is about, and what git would not tell of it.

use std::path::Path;

use super::Desk;
use crate::command::Failure;
use crate::text::{Words, typed};
use crate::thai;
use crate::thai::date::NoDay;
use crate::world::git;

impl Desk {
    /// Returns the commit that the book is at; nothing outside git, or where
    /// records have been edited since.
    ///
    /// # Errors
    ///
    /// [`Failure`] where git does not tell a history that may be there.
    pub fn commit(&self) -> Result<Option<git::Commit>, Failure> {
        Ok(self.tip()?.filter(|_| self.is_as_committed()))
    }

    /// Returns whether the book is as a commit holds it.
    #[must_use]
    pub fn is_as_committed(&self) -> bool {
        self.at.is_some() || git::is_clean(&self.root)
    }

    /// Returns the commit up to which the history is told: that of `--at`, else
    /// the newest, whatever is open beside it.
    ///
    /// # Errors
    ///
    /// [`Failure`] where git does not tell a history that may be there.
    pub fn tip(&self) -> Result<Option<git::Commit>, Failure> {
        match &self.at {
            Some(commit) => Ok(Some(commit.clone())),
            None => git::head(&self.root).map_err(|fault| git_failure(&fault)),
        }
    }
}

/// Finds the commit of `--at`.
pub(super) fn find(root: &Path, typed: &str) -> Result<git::Commit, Failure> {
    git::commit(root, &revision(root, typed)?).map_err(|fault| not_found(typed, &fault))
}

/// Turns a day, read as everywhere, into the commit that was the newest of the
/// trunk when it ended. What is no day is a revision of git, such as a tag `1.2.3`.
pub(in crate::command) fn revision(root: &Path, typed: &str) -> Result<String, Failure> {
    let day = match thai::date::read(typed) {
        Err(NoDay::Shape) => return Ok(typed.to_owned()),
        _ => typed::day(typed),
    };
    let found = match day {
        Ok(day) => git::past::on(root, day).map_err(|fault| not_found(typed, &fault)),
        Err(words) => git::commit(root, typed).map_err(|_| Failure::usage(words)),
    };
    found.map(|commit| commit.id)
}

fn not_found(typed: &str, fault: &git::Fault) -> Failure {
    match fault {
        git::Fault::NoRepository | git::Fault::Foreign(_) => git_failure(fault),
        git::Fault::UnknownRevision(_) | git::Fault::Failed(_) => Failure::usage(Words::new(
            format!("ไม่พบ commit หรือวันที่ \"{typed}\" ในประวัติของสมุด"),
            format!("no commit or day \"{typed}\" in the book's history"),
        )),
    }
}

/// What git would not tell of the book's history.
pub(in crate::command) fn git_failure(fault: &git::Fault) -> Failure {
    Failure::usage(match fault {
        git::Fault::NoRepository => Words::new(
            "เรียก git ไม่ได้ จึงอ่านประวัติของสมุดไม่ได้ ติดตั้ง git ก่อน",
            "git cannot be run, so the book's history cannot be read: install git",
        ),
        git::Fault::Foreign(reason) | git::Fault::UnknownRevision(reason) | git::Fault::Failed(reason) => Words::new(
            format!("อ่านประวัติของสมุดจาก git ไม่ได้: {reason}"),
            format!("git does not tell the book's history: {reason}"),
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_does_not_tell_blames_no_option_that_nobody_gave() {
        for fault in [
            git::Fault::NoRepository,
            git::Fault::Failed("fatal: bad object".to_owned()),
        ] {
            let words = git_failure(&fault).words;
            assert!(!words.th.contains("--at") && !words.en.contains("--at"), "{words:?}");
            assert!(words.th.contains("git") && words.en.contains("git"), "{words:?}");
        }
    }
}
