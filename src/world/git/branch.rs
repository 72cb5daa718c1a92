//! The branch that the book lies on, and writing to it without touching what
//! an officer has open: a commit is made beside the working tree, pushed as a
//! compare-and-swap, and only then taken over by the local branch.

mod find;
mod lost;
mod mend;
mod publish;
mod push;
mod write;

use std::path::{Path, PathBuf};

pub use self::find::place;
pub use self::lost::Lost;
pub use self::push::Push;
use super::{Fault, line};

/// Where a commit stands before it is published.
const HERE: &str = "refs/duebook/run";

/// The branch of the book and where it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its name, as in `main`.
    pub name: String,
    /// The remote, where it has one.
    pub remote: Option<String>,
    /// Folder of the book inside the repository, `""` or ending in `/`.
    pub prefix: String,
}

impl Branch {
    /// Returns the folder for what a run keeps beside the repository.
    ///
    /// # Errors
    ///
    /// [`Fault`] where git does not answer.
    pub fn desk(root: &Path) -> Result<PathBuf, Fault> {
        Ok(root.join(line(root, &["rev-parse", "--git-path", "duebook"])?))
    }

    fn tracking(&self, remote: &str) -> String {
        format!("refs/remotes/{remote}/{}", self.name)
    }
}
