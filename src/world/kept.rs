//! What the last build of a folder was made from, so that the next one makes only
//! what has changed: a hint, kept where git does not look and nobody publishes.
//!
//! A page counts as standing while its file has the size and the times that it
//! had when it was written. Deleted, damaged, or of another program, the hint is
//! passed by, and every page is made anew and compared.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rayon::prelude::*;

use super::hint;
use crate::digest::{hex, sha256};
use crate::site::{Body, Kept, Page, Sum, Trace};

/// The hint's name.
const NAME: &str = "duebook-kept";

/// Size and times of a file, in bytes and nanoseconds: they change whenever its
/// bytes do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    size: u64,
    modified: i128,
    changed: i128,
}

impl Mark {
    /// Reads the mark of a file; nothing where no plain file stands.
    #[must_use]
    pub fn of(path: &Path) -> Option<Mark> {
        let seen = fs::symlink_metadata(path).ok().filter(Metadata::is_file)?;
        Some(Mark::seen(&seen))
    }

    fn seen(seen: &Metadata) -> Mark {
        Mark {
            size: seen.len(),
            modified: seen.modified().map_or(0, nanoseconds),
            changed: changed(seen),
        }
    }
}

/// When a file's bytes, name or rights last changed; no program can set it back.
#[cfg(unix)]
fn changed(seen: &Metadata) -> i128 {
    use std::os::unix::fs::MetadataExt;
    i128::from(seen.ctime()) * 1_000_000_000 + i128::from(seen.ctime_nsec())
}

/// Elsewhere the system keeps no such time.
#[cfg(not(unix))]
fn changed(seen: &Metadata) -> i128 {
    seen.created().map_or(0, nanoseconds)
}

fn nanoseconds(time: SystemTime) -> i128 {
    let after = time.duration_since(UNIX_EPOCH).map(|gone| gone.as_nanos());
    after.ok().and_then(|gone| i128::try_from(gone).ok()).unwrap_or(0)
}

/// The hint about one folder.
#[derive(Debug, Default)]
pub struct Shelf {
    file: PathBuf,
    folder: PathBuf,
    /// What stands.
    pub kept: Kept,
    /// The leak gate that looked at it; nothing where none did.
    pub gate: Option<Sum>,
}

impl Shelf {
    /// Reads the hint about a folder of a book's pages.
    #[must_use]
    pub fn open(root: &Path, folder: &Path) -> Shelf {
        let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let mark = &sha256(whole.as_os_str().as_encoded_bytes())[..12];
        let mut shelf = Shelf {
            file: hint::place(root, &format!("{NAME}-{mark}")),
            folder: folder.to_owned(),
            kept: Kept::default(),
            gate: None,
        };
        let Some(program) = program() else { return shelf };
        shelf.kept.program = program;
        let text = fs::read_to_string(&shelf.file).unwrap_or_default();
        if let Some((gate, lines)) = page(&text, program) {
            shelf.gate = gate;
            let folder = &shelf.folder;
            let stands = |line: &Line<'_>| Mark::of(&folder.join(line.path)) == Some(line.mark);
            let standing: Vec<Line<'_>> = lines.into_par_iter().filter(stands).collect();
            shelf.kept.pages = standing
                .into_iter()
                .map(|line| (line.path.to_owned(), line.trace))
                .collect();
        }
        shelf
    }

    /// Reads those of some pages that stand, to be looked at again.
    ///
    /// # Errors
    ///
    /// As the disk says, with the page's path.
    pub fn standing(&self, pages: &[Page]) -> Result<Vec<Page>, (String, io::Error)> {
        let standing = pages.par_iter().filter(|page| page.body == Body::Stands);
        let read = |page: &Page| match fs::read(self.folder.join(&page.path)) {
            Ok(bytes) => Ok(Page::new(&page.path, bytes)),
            Err(error) => Err((page.path.clone(), error)),
        };
        standing.map(read).collect()
    }

    /// Writes down what the pages that now stand were made from. A hint that
    /// cannot be kept costs time, nothing else.
    pub fn close(self, pages: &BTreeMap<String, Trace>, gate: Option<Sum>) {
        if self.kept.program == Sum::default() || (self.gate == gate && self.kept.pages == *pages) {
            return;
        }
        let folder = &self.folder;
        let mark = |(path, trace): (&String, &Trace)| Some((path.clone(), *trace, Mark::of(&folder.join(path))?));
        let marked: Vec<(String, Trace, Mark)> = pages.par_iter().filter_map(mark).collect();
        let mut text = format!("{} {}\n", written(Some(self.kept.program)), written(gate));
        for (path, trace, mark) in marked {
            let Mark {
                size,
                modified,
                changed,
            } = mark;
            let (set, facts) = (written(trace.set), written(trace.facts));
            let _ = writeln!(text, "{set} {facts} {size} {modified} {changed} {path}");
        }
        let whole = format!("{}\n{text}", sha256(text.as_bytes()));
        let _ = hint::write(&self.file, whole.as_bytes());
    }
}

/// The program that runs, by its file: no two builds of it have one time and size.
fn program() -> Option<Sum> {
    let mark = Mark::of(&std::env::current_exe().ok()?.canonicalize().ok()?)?;
    let words = format!("{} {mark:?}", env!("CARGO_PKG_VERSION"));
    Some(Sum::of([words.as_bytes()]))
}

/// A page that was written.
struct Line<'t> {
    path: &'t str,
    trace: Trace,
    mark: Mark,
}

/// Reads the hint's text: the gate and the pages. Nothing where another program
/// wrote it, or not all of it is there.
fn page(text: &str, program: Sum) -> Option<(Option<Sum>, Vec<Line<'_>>)> {
    let (sum, text) = text.split_once('\n')?;
    if sum != sha256(text.as_bytes()) {
        return None;
    }
    let (head, rest) = text.split_once('\n')?;
    let (by, gate) = head.split_once(' ')?;
    if read(by) != Some(program) {
        return None;
    }
    let line = |text| {
        let mut words = str::splitn(text, 6, ' ');
        let trace = Trace {
            set: read(words.next()?),
            facts: read(words.next()?),
        };
        let mark = Mark {
            size: words.next()?.parse().ok()?,
            modified: words.next()?.parse().ok()?,
            changed: words.next()?.parse().ok()?,
        };
        let path = words.next()?;
        Some(Line { path, trace, mark })
    };
    let lines: Option<Vec<Line<'_>>> = rest.lines().map(line).collect();
    Some((read(gate), lines?))
}

fn written(sum: Option<Sum>) -> String {
    sum.map_or_else(|| "-".to_owned(), |sum| hex(&sum.0))
}

/// Reads a sum; `-` is none. The text's own sum has been looked at: no other word
/// stands here.
fn read(word: &str) -> Option<Sum> {
    let mut sum = [0; 16];
    for (at, byte) in sum.iter_mut().enumerate() {
        *byte = u8::from_str_radix(word.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(Sum(sum))
}
