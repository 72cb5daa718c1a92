//! What the last build of a folder was made from, so that the next one makes only
//! what has changed: a hint, kept where git does not look and nobody publishes.
//!
//! A page counts as standing while its file has the size and the times that it
//! had when it was written. Where that holds of every page, and of every file that
//! they are made from, there is nothing to do at all. Deleted, damaged, or of
//! another program, the hint is passed by, and every page is made anew and compared.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::clock;
use super::hint::{self, RACE};
use super::publish::MANIFEST;
use crate::digest::{hex, sha256};
use crate::record::Audience;
use crate::site::leak::Looked;
use crate::site::{Body, Kept, Measure, Page, Sum, Trace};

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

/// What a build is made from, by the times of its files.
#[derive(Clone, Copy, Debug)]
pub struct Inputs {
    sum: Sum,
    /// Whether each file had been at rest for a while when it was looked at: one
    /// that was written in this very moment may be written again within it.
    rests: bool,
}

impl Inputs {
    /// Looks at the files of a book; to be done before they are read. `words` are
    /// what else the build hangs on: its day, its audience. Nothing where the disk
    /// does not tell.
    #[must_use]
    pub fn look(root: &Path, words: &[&str]) -> Option<Inputs> {
        let rested = clock::system().checked_sub(RACE).map(nanoseconds)?;
        let tip = super::git::head(root).ok()?.map(|tip| tip.id).unwrap_or_default();
        let mut seen: Vec<(PathBuf, Mark)> = Vec::new();
        for folder in ["records", "templates"] {
            for entry in WalkDir::new(root.join(folder)) {
                match entry {
                    Ok(entry) => seen.push((entry.path().to_owned(), Mark::seen(&entry.metadata().ok()?))),
                    Err(error) if error.io_error()?.kind() == io::ErrorKind::NotFound => {}
                    Err(_) => return None,
                }
            }
        }
        // What makes git say whether the book is as committed.
        let git = [
            ".git/index",
            ".git/config",
            ".git/info/exclude",
            // How far back the history goes that pages tell.
            ".git/shallow",
            ".gitignore",
        ];
        seen.extend(git.iter().filter_map(|name| {
            let path = root.join(name);
            let mark = Mark::of(&path)?;
            Some((path, mark))
        }));
        seen.sort_by(|(one, _), (other, _)| one.cmp(other));
        let rests = seen.iter().all(|(_, mark)| mark.changed.max(mark.modified) < rested);
        let mut text = format!("{words:?} {tip}");
        for (path, mark) in &seen {
            let _ = write!(text, "\n{} {mark:?}", path.display());
        }
        let sum = Sum::of([text.as_bytes()]);
        Some(Inputs { sum, rests })
    }
}

/// The hint about one folder.
#[derive(Debug, Default)]
pub struct Shelf {
    /// The inputs of the build that wrote every page as it now stands.
    whole: Option<Sum>,
    file: PathBuf,
    folder: PathBuf,
    /// What stands.
    pub kept: Kept,
    /// Under what the leak gate looked at it; nothing where none did.
    pub looked: Option<Looked>,
}

impl Shelf {
    /// Reads the hint about a folder of a book's pages.
    #[must_use]
    pub fn open(root: &Path, folder: &Path) -> Shelf {
        let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let mark = &sha256(whole.as_os_str().as_encoded_bytes())[..12];
        let mut shelf = Shelf {
            whole: None,
            file: hint::place(root, &format!("{NAME}-{mark}")),
            folder: folder.to_owned(),
            kept: Kept::default(),
            looked: None,
        };
        let Some(program) = hint::program() else { return shelf };
        shelf.kept.program = program;
        let text = fs::read_to_string(&shelf.file).unwrap_or_default();
        if let Some(page) = page(&text, program) {
            shelf.looked = page.looked;
            let folder = &shelf.folder;
            let stands = |line: &Line<'_>| Mark::of(&folder.join(line.path)) == Some(line.mark);
            let count = page.lines.len();
            let standing: Vec<Line<'_>> = page.lines.into_par_iter().filter(stands).collect();
            // Without the list of our own files the next build would leave what is gone.
            let listed = Mark::of(&folder.join(MANIFEST)).is_some();
            shelf.whole = page.inputs.filter(|_| listed && standing.len() == count);
            shelf.kept.pages = standing
                .into_iter()
                .map(|line| (line.path.to_owned(), line.trace))
                .collect();
        }
        shelf
    }

    /// Returns for whom the pages are: only the public ones were looked at.
    #[must_use]
    pub fn audience(&self) -> Audience {
        match self.looked {
            Some(_) => Audience::Public,
            None => Audience::Internal,
        }
    }

    /// Returns how many files stand, where all do and nothing has changed since
    /// they were made.
    #[must_use]
    pub fn done(&self, inputs: &Inputs) -> Option<usize> {
        (self.whole == Some(inputs.sum)).then_some(self.kept.pages.len())
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
    pub fn close(self, pages: &BTreeMap<String, Trace>, looked: Option<&Looked>, inputs: Option<&Inputs>) {
        let inputs = inputs.filter(|inputs| inputs.rests).map(|inputs| inputs.sum);
        let same = self.looked.as_ref() == looked && self.whole == inputs && self.kept.pages == *pages;
        if self.kept.program == Sum::default() || same {
            return;
        }
        let folder = &self.folder;
        let mark = |(path, trace): (&String, &Trace)| Some((path.clone(), *trace, Mark::of(&folder.join(path))?));
        let marked: Vec<(String, Trace, Mark)> = pages.par_iter().filter_map(mark).collect();
        let program = Some(self.kept.program);
        let mut text = format!("{} {}\n", written(program), written(inputs));
        match looked {
            Some(Looked { sought, known }) => {
                let _ = writeln!(text, "{}\n{}", listed(sought), listed(known));
            }
            None => text.push_str("-\n-\n"),
        }
        for (path, trace, mark) in marked {
            let Mark {
                size,
                modified,
                changed,
            } = mark;
            let (set, facts) = (written(trace.set), written(trace.facts));
            let measure = measured(trace.measure);
            let _ = writeln!(text, "{set} {facts} {measure} {size} {modified} {changed} {path}");
        }
        let whole = format!("{}\n{text}", sha256(text.as_bytes()));
        let _ = hint::write(&self.file, whole.as_bytes());
    }
}

/// A page that was written.
struct Line<'t> {
    path: &'t str,
    trace: Trace,
    mark: Mark,
}

/// The hint's text.
struct Written<'t> {
    inputs: Option<Sum>,
    looked: Option<Looked>,
    lines: Vec<Line<'t>>,
}

/// Reads the hint's text. Nothing where another program wrote it, or not all of it
/// is there.
fn page(text: &str, program: Sum) -> Option<Written<'_>> {
    let (sum, text) = text.split_once('\n')?;
    if sum != sha256(text.as_bytes()) {
        return None;
    }
    let (head, rest) = text.split_once('\n')?;
    let (by, inputs) = head.split_once(' ')?;
    let (sought, rest) = rest.split_once('\n')?;
    let (known, rest) = rest.split_once('\n')?;
    let looked = list(sought).zip(list(known));
    if read(by) != Some(program) {
        return None;
    }
    let line = |text| {
        let mut words = str::splitn(text, 7, ' ');
        let trace = Trace {
            set: read(words.next()?),
            facts: read(words.next()?),
            measure: measure(words.next()?),
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
    Some(Written {
        inputs: read(inputs),
        looked: looked.map(|(sought, known)| Looked { sought, known }),
        lines: lines?,
    })
}

fn written(sum: Option<Sum>) -> String {
    sum.map_or_else(|| "-".to_owned(), |sum| hex(&sum.0))
}

fn listed(sums: &BTreeSet<u64>) -> String {
    let words: Vec<String> = sums.iter().map(|sum| format!("{sum:x}")).collect();
    words.join(" ")
}

/// Reads a list of sums; `-` is none, and nothing an empty one.
fn list(text: &str) -> Option<BTreeSet<u64>> {
    let words = text.split(' ').filter(|word| !word.is_empty());
    words.map(|word| u64::from_str_radix(word, 16).ok()).collect()
}

/// Writes a length and a hash.
fn measured(measure: Option<Measure>) -> String {
    measure.map_or_else(|| "-".to_owned(), |of| format!("{}:{}", of.length, hex(&of.hash)))
}

/// Reads a sum; `-` is none. The text's own sum has been looked at: no other word
/// stands here.
fn read(word: &str) -> Option<Sum> {
    bytes(word).map(Sum)
}

fn measure(word: &str) -> Option<Measure> {
    let (length, hash) = word.split_once(':')?;
    Some(Measure {
        length: length.parse().ok()?,
        hash: bytes(hash)?,
    })
}

fn bytes<const N: usize>(word: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(word.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}
