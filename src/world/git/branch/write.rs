//! Makes a commit on top of the newest one, beside the working tree.

use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use super::{Branch, HERE};
use crate::world::git::{Commit, Fault, commit, git, line};

impl Branch {
    /// Fetches the branch and returns its newest commit: the remote's, or the
    /// local one where that is ahead or there is no remote.
    ///
    /// # Errors
    ///
    /// [`Fault::Failed`] where the remote does not answer, or both sides have
    /// commits that the other lacks.
    pub fn newest(&self, root: &Path) -> Result<Commit, Fault> {
        let local = commit(root, "HEAD")?;
        let Some(remote) = &self.remote else { return Ok(local) };
        let tracking = self.tracking(remote);
        let refs = format!("+refs/heads/{}:{tracking}", self.name);
        match line(root, &["fetch", "--quiet", "--no-tags", remote, &refs]) {
            Ok(_) => {}
            // The first push makes the branch.
            Err(Fault::Failed(said)) if said.contains("couldn't find remote ref") => return Ok(local),
            Err(fault) => return Err(fault),
        }
        let there = commit(root, &tracking)?;
        if holds(root, &local, &there) {
            Ok(there)
        } else if holds(root, &there, &local) {
            Ok(local)
        } else {
            Err(Fault::Failed(format!(
                "{} and {remote}/{} have diverged: git pull --rebase",
                self.name, self.name
            )))
        }
    }

    /// Returns whether a commit is part of the branch as it now stands.
    ///
    /// # Errors
    ///
    /// As [`Branch::newest`].
    pub fn has_taken(&self, root: &Path, made: &Commit) -> Result<bool, Fault> {
        Ok(holds(root, made, &self.newest(root)?))
    }

    /// Makes a commit of some files on top of another, beside the working tree.
    ///
    /// # Errors
    ///
    /// [`Fault`] with what git said.
    pub fn write(
        &self,
        root: &Path,
        parent: &Commit,
        pages: &[(String, impl AsRef<[u8]>)],
        subject: &str,
        unix: i64,
    ) -> Result<Commit, Fault> {
        let who = line(root, &["var", "GIT_COMMITTER_IDENT"])
            .unwrap_or_else(|_| format!("duebook <duebook@localhost> {unix} +0700"));
        let mut stream = format!(
            "commit {HERE}\ncommitter {who}\ndata {}\n{subject}\nfrom {}\n",
            subject.len(),
            parent.id
        )
        .into_bytes();
        for (path, page) in pages {
            let page = page.as_ref();
            let head = format!("M 100644 inline {}{path}\ndata {}\n", self.prefix, page.len());
            stream.extend([head.as_bytes(), page, b"\n"].concat());
        }
        stream.extend(b"done\n");
        let mut command = git(root);
        command
            .args(["fast-import", "--quiet", "--force", "--done"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let failed = |error: std::io::Error| Fault::Failed(error.to_string());
        let mut child = command.spawn().map_err(failed)?;
        let fed = child.stdin.take().map(|mut pipe| pipe.write_all(&stream));
        let output = child.wait_with_output().map_err(failed)?;
        if !output.status.success() {
            return Err(Fault::Failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
        }
        fed.transpose().map_err(failed)?;
        commit(root, HERE)
    }
}

/// Whether a commit is another, or one before it.
fn holds(root: &Path, old: &Commit, new: &Commit) -> bool {
    line(root, &["merge-base", "--is-ancestor", &old.id, &new.id]).is_ok()
}
