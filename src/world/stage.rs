//! Writing many files of a book as one: first all of them beside their places,
//! put on the disk once; then each into its place by a rename.
//!
//! A crash at any instant leaves every file whole, the old text or the new. What
//! was laid ready and not yet in its place is swept away by the next run, which
//! finds what is still missing and does it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{disk, fail};

/// Where files are laid ready: the book's reader passes by what begins with a
/// dot.
const PLACE: &str = "records/.import";

/// A file to be written.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'s> {
    /// Its path from the book's root, with `/`.
    pub path: &'s str,
    /// Its whole text.
    pub text: &'s str,
    /// The text that stands there now; nothing where none may stand.
    pub before: Option<&'s str>,
}

/// Why nothing, or not all, was written.
#[derive(Debug)]
pub enum Fault {
    /// Another import is at work in this book.
    Busy,
    /// A file is not as it was when it was read, or stands where none should.
    Moved(String),
    /// The disk refused.
    Disk(String, io::Error),
}

/// Writes files below a root.
///
/// # Errors
///
/// [`Fault`]. Before the first rename nothing has changed; after it, a further
/// run completes what is left.
pub fn write(root: &Path, sheets: &[Sheet<'_>]) -> Result<(), Fault> {
    let stage = root.join(PLACE);
    if sheets.is_empty() && !stage.exists() {
        return Ok(());
    }
    let fault = |path: &str| {
        let path = path.to_owned();
        move |error| Fault::Disk(path, error)
    };
    fs::create_dir_all(&stage).map_err(fault(PLACE))?;
    let mut options = fs::File::options();
    let lock = options
        .create(true)
        .truncate(false)
        .write(true)
        .open(stage.join("lock"))
        .map_err(fault(PLACE))?;
    lock.try_lock().map_err(|_| Fault::Busy)?;
    sweep(&stage).map_err(fault(PLACE))?;
    // Should this be the end: no `git add --all` takes it along.
    fs::write(stage.join(".gitignore"), "*\n").map_err(fault(PLACE))?;
    lay(&stage, sheets)?;
    on_disk(&stage).map_err(fault(PLACE))?;
    fail::point();
    for sheet in sheets {
        if !unmoved(&root.join(sheet.path), sheet.before) {
            return Err(Fault::Moved(sheet.path.to_owned()));
        }
    }
    place(root, &stage, sheets)?;
    drop(lock);
    fs::remove_dir_all(&stage).map_err(fault(PLACE))
}

/// Takes away what a run before left.
fn sweep(stage: &Path) -> io::Result<()> {
    for entry in fs::read_dir(stage)?.flatten() {
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else if entry.file_name() != "lock" {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn lay(stage: &Path, sheets: &[Sheet<'_>]) -> Result<(), Fault> {
    let mut made: BTreeSet<&str> = BTreeSet::new();
    for sheet in sheets {
        let fault = |error| Fault::Disk(sheet.path.to_owned(), error);
        let (folder, _) = sheet.path.rsplit_once('/').unwrap_or(("", sheet.path));
        if made.insert(folder) {
            fs::create_dir_all(stage.join(folder)).map_err(fault)?;
        }
        fs::write(stage.join(sheet.path), sheet.text).map_err(fault)?;
    }
    Ok(())
}

/// Puts everything that was laid ready on the disk.
fn on_disk(stage: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        rustix::fs::syncfs(fs::File::open(stage)?)?;
    }
    #[cfg(not(target_os = "linux"))]
    for entry in walkdir::WalkDir::new(stage).into_iter().flatten() {
        if entry.file_type().is_file() {
            // Windows flushes what is open for writing only.
            fs::File::options().append(true).open(entry.path())?.sync_all()?;
        }
    }
    Ok(())
}

/// Whether a file is still as it was read. One that is already as it will be is
/// what a run before put there.
fn unmoved(path: &Path, before: Option<&str>) -> bool {
    match (fs::read(path), before) {
        (Ok(now), Some(before)) => now == before.as_bytes(),
        (Err(error), None) => error.kind() == io::ErrorKind::NotFound,
        _ => false,
    }
}

/// Moves all that was laid ready into its place: a folder that the book has not
/// yet in one step, other files one by one.
fn place(root: &Path, stage: &Path, sheets: &[Sheet<'_>]) -> Result<(), Fault> {
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    let mut whole: BTreeSet<&str> = BTreeSet::new();
    for sheet in sheets {
        let fault = |error| Fault::Disk(sheet.path.to_owned(), error);
        let (folder, _) = sheet.path.rsplit_once('/').unwrap_or(("", sheet.path));
        if whole.contains(folder) {
            continue;
        }
        let target = root.join(folder);
        if target.exists() {
            rename(&stage.join(sheet.path), &root.join(sheet.path), sheet.before.is_none()).map_err(
                |error| match error.kind() {
                    io::ErrorKind::AlreadyExists => Fault::Moved(sheet.path.to_owned()),
                    _ => fault(error),
                },
            )?;
            folders.insert(target);
        } else {
            let above = target.parent().unwrap_or(root);
            fs::create_dir_all(above).map_err(fault)?;
            fs::rename(stage.join(folder), &target).map_err(fault)?;
            folders.insert(above.to_owned());
            whole.insert(folder);
        }
        fail::point();
    }
    for folder in &folders {
        disk::on_disk(folder).map_err(|error| Fault::Disk(folder.display().to_string(), error))?;
    }
    Ok(())
}

/// Moves one file; a new one never over another that somebody made meanwhile.
fn rename(from: &Path, to: &Path, is_new: bool) -> io::Result<()> {
    if !is_new {
        return fs::rename(from, to);
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            // Some file systems cannot promise it; the look before must do.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => fs::rename(from, to),
            other => Ok(other?),
        }
    }
    #[cfg(not(target_os = "linux"))]
    fs::rename(from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_folders_new_files_and_changed_ones_all_come_into_place() {
        let book = tempfile::TempDir::new().expect("a folder");
        let root = book.path();
        fs::create_dir_all(root.join("records/a/2566")).expect("a folder");
        fs::write(root.join("records/a/2566/old.toml"), "x = 1\n").expect("a file");
        let sheets = [
            Sheet {
                path: "records/a/2566/old.toml",
                text: "x = 2\n",
                before: Some("x = 1\n"),
            },
            Sheet {
                path: "records/a/2566/new.toml",
                text: "y\n",
                before: None,
            },
            Sheet {
                path: "records/a/2567/one.toml",
                text: "z\n",
                before: None,
            },
            Sheet {
                path: "records/a/2567/two.toml",
                text: "w\n",
                before: None,
            },
        ];
        write(root, &sheets).expect("written");
        for sheet in sheets {
            assert_eq!(fs::read_to_string(root.join(sheet.path)).expect(sheet.path), sheet.text);
        }
        assert!(!root.join(PLACE).exists());
        // What was changed by somebody meanwhile, or made, stops all of it.
        for (path, before) in [
            ("records/a/2566/old.toml", Some("x = 1\n")),
            ("records/a/2567/one.toml", None),
        ] {
            let more = [
                Sheet {
                    path: "records/a/2566/third.toml",
                    text: "t\n",
                    before: None,
                },
                Sheet {
                    path,
                    text: "v\n",
                    before,
                },
            ];
            assert!(matches!(write(root, &more), Err(Fault::Moved(moved)) if moved == path));
            assert!(
                !root.join("records/a/2566/third.toml").exists(),
                "nothing of it is written"
            );
        }
    }
}
