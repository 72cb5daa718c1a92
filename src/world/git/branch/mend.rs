//! Leaves no trace of a run that was killed while git wrote.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::{Branch, HERE};
use crate::world::git::{Fault, line};

/// The file that says that git writes.
const MARK: &str = ".writing";

/// How long a lock may still be somebody's.
const PATIENCE: Duration = Duration::from_secs(2);

impl Branch {
    /// Marks that a run writes through git, so that the next one knows if it
    /// was killed while doing so.
    ///
    /// # Errors
    ///
    /// As the disk says.
    pub fn mark(root: &Path) -> Result<(), Fault> {
        let mark = Branch::desk(root)?.join(MARK);
        fs::write(mark, b"").map_err(|error| Fault::Failed(error.to_string()))
    }

    /// Takes the mark away.
    pub fn unmark(root: &Path) {
        if let Ok(desk) = Branch::desk(root) {
            let _ = fs::remove_file(desk.join(MARK));
        }
    }

    /// Mends what a run left that was killed while git wrote: locks that nobody
    /// holds any more, and files of the journal that lag behind the branch.
    ///
    /// # Errors
    ///
    /// [`Fault`] where git does not answer.
    pub fn mend(&self, root: &Path) -> Result<(), Fault> {
        if !Branch::desk(root)?.join(MARK).exists() {
            return Ok(());
        }
        let mut names = vec![
            "index".to_owned(),
            "HEAD".to_owned(),
            "packed-refs".to_owned(),
            HERE.to_owned(),
            format!("refs/heads/{}", self.name),
        ];
        names.extend(self.remote.as_deref().map(|remote| self.tracking(remote)));
        let mut stale = Vec::new();
        for name in names {
            let lock = root.join(line(root, &["rev-parse", "--git-path", &format!("{name}.lock")])?);
            if let Ok(at) = fs::metadata(&lock).and_then(|data| data.modified()) {
                stale.push((lock, at));
            }
        }
        if !stale.is_empty() {
            // A git that still runs, ours or an officer's, lets go by itself.
            std::thread::sleep(PATIENCE);
        }
        for (lock, at) in stale {
            if fs::metadata(&lock)
                .and_then(|data| data.modified())
                .is_ok_and(|now| now == at)
            {
                fs::remove_file(&lock).map_err(|error| Fault::Failed(format!("{}: {error}", lock.display())))?;
            }
        }
        if line(root, &["cat-file", "-e", "HEAD:./records/journal"]).is_ok() {
            Branch::restore(root)?;
        }
        Branch::unmark(root);
        Ok(())
    }

    /// Lays the journal's files out as the branch holds them.
    ///
    /// # Errors
    ///
    /// [`Fault`] where git cannot write them.
    pub fn restore(root: &Path) -> Result<(), Fault> {
        line(
            root,
            &["checkout", "--quiet", "--force", "HEAD", "--", "records/journal"],
        )
        .map(|_| ())
    }
}
