//! Writing into a book that others write into: nobody's change is written over,
//! and a crash at any instant leaves every file whole, the old text or the new.
//!
//! Many files are written as one: first all of them beside their places, put on
//! the disk once; then each into its place by a rename. What was laid ready and
//! not yet in its place is swept away by the next run, which finds what is still
//! missing and does it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::hold::{Hold, hold};
use super::{disk, fail};

/// Where files are laid ready: the book's reader passes by what begins with a
/// dot.
pub(super) const PLACE: &str = "records/.import";

/// Where a single file is laid ready: what a killed run left there, the next
/// one writes over.
const NEXT: &str = "records/.next";

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
    /// A file is not as it was when it was read, or stands where none should.
    Moved(String),
    /// The disk refused; `ResourceBusy` where another command has been writing
    /// into this book for too long.
    Disk(String, io::Error),
}

fn held(root: &Path) -> Result<Hold, Fault> {
    hold(&root.join("records")).map_err(|error| Fault::Disk("records".to_owned(), error))
}

/// Writes one file below a root.
///
/// # Errors
///
/// [`Fault`]; the file is then as it was, unless the disk took the new one and
/// could not say so.
pub fn write_one(root: &Path, sheet: Sheet<'_>) -> Result<(), Fault> {
    let fault = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => Fault::Moved(sheet.path.to_owned()),
        _ => Fault::Disk(sheet.path.to_owned(), error),
    };
    let _held = held(root)?;
    let (target, next) = (root.join(sheet.path), root.join(NEXT));
    let folder = target.parent().unwrap_or(root);
    fs::create_dir_all(folder).map_err(fault)?;
    let laid = disk::lay(&next, sheet.text.as_bytes(), &target).map_err(fault);
    fail::point();
    let placed = laid.and_then(|()| {
        unmoved(&target, sheet)?;
        rename(&next, &target, sheet.before.is_none()).map_err(fault)
    });
    if placed.is_err() {
        let _ = fs::remove_file(&next);
    }
    placed?;
    fail::point();
    disk::on_disk(folder).map_err(fault)
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
    let _held = held(root)?;
    sweep(&stage).map_err(fault(PLACE))?;
    let done = lay(&stage, sheets)
        .and_then(|()| on_disk(&stage).map_err(fault(PLACE)))
        .and_then(|()| {
            fail::point();
            sheets
                .iter()
                .try_for_each(|sheet| unmoved(&root.join(sheet.path), *sheet))
        })
        .and_then(|()| place(root, &stage, sheets));
    // What did not come into its place would only fill a disk that is full.
    let swept = sweep(&stage).map_err(fault(PLACE));
    done.and(swept)
}

/// Takes away what was laid ready, by this run or one before.
fn sweep(stage: &Path) -> io::Result<()> {
    match fs::remove_dir_all(stage) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn lay(stage: &Path, sheets: &[Sheet<'_>]) -> Result<(), Fault> {
    let stands = fs::create_dir_all(stage).and_then(|()| {
        // Should this be the end: no `git add --all` takes it along.
        fs::write(stage.join(".gitignore"), "*\n")
    });
    stands.map_err(|error| Fault::Disk(PLACE.to_owned(), error))?;
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

/// Makes sure that a file is still as it was read.
fn unmoved(path: &Path, sheet: Sheet<'_>) -> Result<(), Fault> {
    let now = match fs::read(path) {
        Ok(now) => Some(now),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(Fault::Disk(sheet.path.to_owned(), error)),
    };
    if now.as_deref() == sheet.before.map(str::as_bytes) {
        return Ok(());
    }
    Err(Fault::Moved(sheet.path.to_owned()))
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
