//! A repository for a new book, and its first commit.

use std::path::Path;

use super::{Fault, answer, git};

/// Makes a folder a repository whose branch is `main`.
///
/// # Errors
///
/// [`Fault`] where there is no git, or what it said.
pub fn init(folder: &Path) -> Result<(), Fault> {
    let mut command = git(folder);
    command.args(["init", "--quiet", "--initial-branch=main"]);
    answer(command).map(|_| ())
}

/// Commits the files of a new book and no others.
///
/// # Errors
///
/// [`Fault`] with what git said.
pub fn commit(folder: &Path, paths: &[String], subject: &str) -> Result<(), Fault> {
    let mut add = git(folder);
    // Whatever this machine ignores everywhere is part of the book all the same.
    add.args(["add", "--force", "--"]).args(paths);
    answer(add)?;
    let mut commit = git(folder);
    commit
        .args(["commit", "--quiet", "--message", subject, "--only", "--"])
        .args(paths);
    answer(commit).map(|_| ())
}
