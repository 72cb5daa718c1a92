//! The ground on which a book is founded: what lies there, and laying files
//! where none is.

use std::fs;
use std::io;
use std::path::Path;

use walkdir::WalkDir;

use super::{disk, fail};
use crate::founding::File;

/// More files than this nobody looks through for a place to found a book.
const ENOUGH: usize = 10_000;

/// What lies in a folder.
#[derive(Debug, Default)]
pub struct Ground {
    /// Whether it is a git repository of its own.
    pub is_repository: bool,
    /// Its files that somebody sees, by their path; of git's own none.
    pub files: Vec<String>,
}

/// Looks at a folder; one that is not there is empty.
///
/// # Errors
///
/// As the disk says; `NotADirectory` where a file stands there.
pub fn look(folder: &Path) -> io::Result<Ground> {
    if !folder.exists() {
        return Ok(Ground::default());
    }
    if !folder.is_dir() {
        return Err(io::Error::from(io::ErrorKind::NotADirectory));
    }
    let mut ground = Ground {
        is_repository: folder.join(".git").exists(),
        ..Ground::default()
    };
    let seen = |entry: &walkdir::DirEntry| {
        // A file that a killed run was writing is nobody's.
        let name = entry.file_name().to_string_lossy();
        !(name.starts_with(".tmp") || entry.depth() == 1 && name == ".git")
    };
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(seen) {
        let entry = entry?;
        if entry.file_type().is_dir() {
            continue;
        }
        ground.files.push(disk::relative(folder, entry.path()));
        if ground.files.len() >= ENOUGH {
            break;
        }
    }
    Ok(ground)
}

/// Makes a folder, and those above it, where they are missing.
///
/// # Errors
///
/// As the disk says.
pub fn make(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// What became of files that were to be laid.
#[derive(Debug, Default)]
pub struct Laid {
    /// Written now.
    pub written: Vec<String>,
    /// Stood there already, with this very text.
    pub same: Vec<String>,
    /// Stood there already with another text, and stay as they are.
    pub other: Vec<String>,
}

/// Lays files in their order, never over one that stands. A crash leaves whole
/// files; laying the same again goes on where it stopped.
///
/// # Errors
///
/// As the disk says.
pub fn lay(folder: &Path, files: &[File]) -> io::Result<Laid> {
    let mut laid = Laid::default();
    for file in files {
        let path = folder.join(&file.path);
        match disk::write_new(&path, file.text.as_bytes()) {
            Ok(()) => {
                fail::point();
                laid.written.push(file.path.clone());
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let is_same = fs::read(&path).is_ok_and(|bytes| bytes == file.text.as_bytes());
                let kept = if is_same { &mut laid.same } else { &mut laid.other };
                kept.push(file.path.clone());
            }
            Err(error) => return Err(error),
        }
    }
    Ok(laid)
}
