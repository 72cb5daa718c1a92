//! Puts a commit where every run sees it, or tries whether that would work.

use std::path::Path;

use super::{Branch, Push, push};
use crate::world::git::{Commit, Fault, commit, git, line};

impl Branch {
    /// Puts a commit where every run sees it: on the remote, else on the local
    /// branch. Only forward: whoever was first wins.
    #[must_use]
    pub fn publish(&self, root: &Path, made: &Commit, parent: &Commit) -> Push {
        let Some(remote) = &self.remote else {
            return match self.forward(root, made, parent) {
                Ok(true) => Push::Done,
                Ok(false) => Push::Overtaken,
                Err(fault) => Push::Failed(fault.to_string()),
            };
        };
        let mut command = git(root);
        let target = format!("{}:refs/heads/{}", made.id, self.name);
        // One ref and nothing beside it, whatever the machine's settings add.
        command.args(["push", "--porcelain", "--no-verify", "--no-signed", "--no-follow-tags"]);
        command.args(["--recurse-submodules=no", remote, &target]);
        let done = push::sent(&mut command);
        if done == Push::Done {
            // Only a courtesy to whoever looks into the folder.
            let _ = self.forward(root, made, parent);
        }
        done
    }

    /// Tries a push of a commit that the remote has, without writing: hooks and
    /// rules of the server are not asked.
    #[must_use]
    pub fn rehearse(&self, root: &Path, tip: &Commit) -> Push {
        let Some(remote) = &self.remote else { return Push::Done };
        let mut command = git(root);
        let target = format!("{}:refs/heads/{}", tip.id, self.name);
        command.args(["push", "--dry-run", "--porcelain", "--no-verify", remote, &target]);
        push::sent(&mut command)
    }

    /// Moves the local branch on; its files follow with [`Branch::restore`].
    /// Returns whether it stood where it was thought to stand.
    fn forward(&self, root: &Path, made: &Commit, parent: &Commit) -> Result<bool, Fault> {
        let head = commit(root, "HEAD")?;
        if head.id != parent.id {
            // Behind: only a pull brings the rest, where nothing stands in its way.
            return match &self.remote {
                Some(_) => line(
                    root,
                    &["merge", "--ff-only", "--quiet", "--no-verify-signatures", &made.id],
                )
                .map(|_| true),
                None => Ok(false),
            };
        }
        let name = format!("refs/heads/{}", self.name);
        match line(root, &["update-ref", "-m", "duebook", &name, &made.id, &parent.id]) {
            Ok(_) => Ok(true),
            Err(Fault::Failed(said)) if said.contains("but expected") => Ok(false),
            Err(fault) => Err(fault),
        }
    }
}
