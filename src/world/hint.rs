//! Hints: what would take long to find out again. They are kept within git's own
//! folder, which nobody commits or publishes; outside git beside the rehearsed
//! mails, which are as private. Without them everything is only slower.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::kept::Mark;
use crate::site::Sum;

/// What changed so shortly before it was looked at may have changed after, within
/// the same tick of the disk.
pub(super) const RACE: Duration = Duration::from_secs(2);

/// Returns where the hint of a name about a book lies.
#[must_use]
pub(super) fn place(root: &Path, name: &str) -> PathBuf {
    let git = root.join(".git");
    if git.is_dir() {
        return git.join(name);
    }
    // In a worktree, or below the top of a repository, git knows where.
    let prefix = super::git::line(root, &["rev-parse", "--show-prefix"]);
    let own = prefix.and_then(|prefix| {
        let name = format!("{name}-{}", prefix.trim_end_matches('/').replace('/', "-"));
        super::git::line(root, &["rev-parse", "--git-path", name.trim_end_matches('-')])
    });
    let bare = name.trim_start_matches("duebook-");
    own.map_or_else(|_| root.join(format!("outbox/.{bare}")), |own| root.join(own))
}

/// The program that runs, by its file: no two builds of it have one time and size.
#[must_use]
pub(super) fn program() -> Option<Sum> {
    let mark = Mark::of(&super::settings::program()?)?;
    let words = format!("{} {mark:?}", env!("CARGO_PKG_VERSION"));
    Some(Sum::of([words.as_bytes()]))
}

/// Writes a hint whole, or leaves the old one; it need not outlive a power cut. What
/// a killed run leaves beside it bears one name, and the next run writes over it.
///
/// # Errors
///
/// As the disk says.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (folder, next) = (path.parent().unwrap_or(path), path.with_extension("new"));
    fs::create_dir_all(folder)?;
    // `outbox` is the book's, and an author of records may have laid a link there.
    if super::disk::is_link(folder) {
        return Err(io::Error::other("a link"));
    }
    let _ = fs::remove_file(&next);
    let fresh = fs::File::options().write(true).create_new(true).open(&next);
    let written = fresh
        .and_then(|mut file| io::Write::write_all(&mut file, bytes))
        .and_then(|()| fs::rename(&next, path));
    if written.is_err() {
        let _ = fs::remove_file(&next);
    }
    written
}
