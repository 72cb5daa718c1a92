//! Finds the branch, and the remote that it is pushed to.

use std::fs;
use std::path::Path;

use super::{Branch, Lost};
use crate::world::git::{Fault, line};

/// By this file of a commit it is known that the book is in it.
const OFFICE: &str = "records/office.toml";

impl Branch {
    /// Finds the branch; nothing where the book is not in git, or not yet in a
    /// commit.
    ///
    /// # Errors
    ///
    /// [`Lost`] where the book is in git, but on no branch, or git cannot say:
    /// a book of which git knows is never taken for plain files, as then no
    /// other run would see what this one sends.
    pub fn find(root: &Path) -> Result<Option<Branch>, Lost> {
        if !is_under_git(root) {
            return Ok(None);
        }
        let prefix = line(root, &["rev-parse", "--show-prefix"]).map_err(mute)?;
        // No commit yet, or none with the book. Only a git that says so is
        // believed: one that fails is another matter.
        if is_unborn(root)?
            || line(root, &["ls-tree", "--name-only", "HEAD", "--", OFFICE])
                .map_err(mute)?
                .is_empty()
        {
            return Ok(None);
        }
        let name = match line(root, &["symbolic-ref", "--quiet", "--short", "HEAD"]) {
            Err(Fault::Failed(said)) if said.is_empty() => return Err(Lost::Detached),
            name => name.map_err(mute)?,
        };
        let follows = setting(root, &format!("branch.{name}.merge"))?;
        if let Some(there) = follows.filter(|there| *there != format!("refs/heads/{name}")) {
            return Err(Lost::Elsewhere(
                name,
                there.trim_start_matches("refs/heads/").to_owned(),
            ));
        }
        let remote = remote(root, &name)?;
        Ok(Some(Branch { name, remote, prefix }))
    }

    /// Returns the remote's place without scheme, login and ending, as in
    /// `forge.example.go.th/finance/book`.
    #[must_use]
    pub fn place(&self, root: &Path) -> Option<String> {
        let url = line(root, &["remote", "get-url", self.remote.as_deref()?]).ok()?;
        Some(place(&url))
    }

    /// Returns the branch that the remote itself looks at, where it is another one.
    /// Only a clone was told of it; a repository to which the remote was added later
    /// has to ask. One that does not answer cannot be published to either.
    #[must_use]
    pub fn other_default(&self, root: &Path) -> Option<String> {
        let remote = self.remote.as_deref()?;
        let told = format!("refs/remotes/{remote}/HEAD");
        let head = match line(root, &["symbolic-ref", "--short", &told]) {
            Ok(head) => head.strip_prefix(&format!("{remote}/"))?.to_owned(),
            Err(_) => {
                let said = line(root, &["ls-remote", "--symref", remote, "HEAD"]).ok()?;
                let branch = said.lines().find_map(|line| line.strip_prefix("ref: refs/heads/"))?;
                branch.split('\t').next()?.to_owned()
            }
        };
        (head != self.name).then_some(head)
    }
}

/// Whether a folder or one above it is a repository, without asking git: git
/// may be missing, or refuse a repository that belongs to somebody else. Where
/// the disk does not say, git has to.
fn is_under_git(root: &Path) -> bool {
    let Ok(root) = fs::canonicalize(root) else { return true };
    root.ancestors()
        .any(|folder| folder.join(".git").try_exists().unwrap_or(true))
}

/// Whether no commit was made yet: HEAD names a branch of which git knows nothing.
fn is_unborn(root: &Path) -> Result<bool, Lost> {
    match line(root, &["symbolic-ref", "--quiet", "HEAD"]) {
        Ok(head) => Ok(line(root, &["for-each-ref", "--format=%(refname)", &head])
            .map_err(mute)?
            .is_empty()),
        // On no branch it stands at a commit.
        Err(Fault::Failed(said)) if said.is_empty() => Ok(false),
        Err(fault) => Err(mute(fault)),
    }
}

/// Finds the remote that a branch is pushed to: the one it follows, else
/// `origin`, else the only one. Where there are several, nobody can say.
fn remote(root: &Path, branch: &str) -> Result<Option<String>, Lost> {
    let followed = setting(root, &format!("branch.{branch}.remote"))?;
    if let Some(followed) = followed.filter(|remote| remote != ".") {
        return Ok(Some(followed));
    }
    let all = line(root, &["remote"]).map_err(mute)?;
    let mut names = all.lines();
    if names.clone().any(|name| name == "origin") {
        return Ok(Some("origin".to_owned()));
    }
    match (names.next(), names.next()) {
        (Some(_), Some(_)) => Err(Lost::Many(branch.to_owned())),
        (only, _) => Ok(only.map(str::to_owned)),
    }
}

/// A setting of git; nothing where it is not set, which git says without a word.
fn setting(root: &Path, name: &str) -> Result<Option<String>, Lost> {
    match line(root, &["config", "--get", name]) {
        Ok(value) => Ok(Some(value)),
        Err(Fault::Failed(said)) if said.is_empty() => Ok(None),
        Err(fault) => Err(mute(fault)),
    }
}

fn mute(fault: Fault) -> Lost {
    match fault {
        Fault::NoRepository => Lost::Mute("git: not found".to_owned()),
        fault => Lost::Mute(fault.to_string()),
    }
}

/// Where a remote is, however its address is written.
#[must_use]
pub fn place(url: &str) -> String {
    let url = url.trim().trim_end_matches('/');
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.rsplit_once('@').map_or(rest, |(_, rest)| rest);
    // The short form of ssh: host:path.
    let rest = if url.contains("://") {
        rest.to_owned()
    } else {
        rest.replacen(':', "/", 1)
    };
    rest.strip_suffix(".git").unwrap_or(&rest).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_however_it_is_written() {
        for url in [
            "https://forge.example.go.th/Finance/book.git",
            "https://token:x@forge.example.go.th/finance/book/",
            "git@forge.example.go.th:finance/book.git",
            "ssh://git@forge.example.go.th/finance/book",
            "forge.example.go.th/finance/book",
        ] {
            assert_eq!(place(url), "forge.example.go.th/finance/book", "{url}");
        }
    }
}
