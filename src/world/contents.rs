//! The book's table of contents: which advance has which contract number and
//! which borrower, so that a new entry is judged beside the few records with
//! which it could clash, not beside a hundred thousand.
//!
//! It is a hint, kept where git does not look. A folder or file that changed since is
//! read again; deleted or damaged, the hint is made anew. In a book of more
//! than [`LOOKED_THROUGH`] advances a file of another agency or of an older year,
//! changed in place by an editor, is noticed by `check` and not here: a folder's own time tells
//! only of files that came, went or were replaced.

mod page;

use std::fs;
use std::io;
use std::path::Path;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::hint::{self, RACE};
use crate::record::advance::number_of;
use crate::record::shape::File;
use crate::record::{Kind, RecordId};
use crate::{pen, record};
use page::{Folder, Page, Stamp};

/// The hint's name in git's own folder.
const HINT: &str = "duebook-contents";
/// Up to so many advances every file is asked for its time.
const LOOKED_THROUGH: usize = 20_000;
/// So many lines read anew are worth writing the hint again.
const WORTH_WRITING: usize = 500;

/// With what an entry could clash.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The contract number, as [`number_of`] has it.
    contract: Option<String>,
    /// The borrower: name and address.
    borrower: Option<String>,
    /// The agency whose float it draws on.
    float: Option<String>,
    /// The record's agency and fiscal year.
    home: (String, i32),
}

impl Asked {
    /// Returns what the text of a record could clash with: nothing, unless it
    /// is an advance.
    #[must_use]
    pub fn of(id: &RecordId, text: &str) -> Asked {
        let facts = match id.kind {
            Kind::Advance => pen::facts(File::Advance.keys(), text).map(|(facts, _)| facts),
            _ => None,
        };
        let facts = facts.unwrap_or_default();
        let text = |key: &str| match facts.get(key) {
            Some(pen::Value::Text(text)) => Some(text.as_str()),
            _ => None,
        };
        Asked {
            contract: text("contract").map(number_of),
            borrower: text("borrower.name").map(|name| page::borrower(name, text("borrower.email"))),
            float: text("fund")
                .filter(|fund| *fund == "imprest")
                .map(|_| id.agency.clone()),
            home: (id.agency.clone(), id.fiscal_year),
        }
    }

    /// Whether a folder is of the record's agency and of its year, the one
    /// before or a later one: where an editor has most likely been.
    fn nearby(&self, folder: &str) -> bool {
        let mut parts = folder.split('/').skip(1);
        let (agency, year) = (parts.next(), parts.next().and_then(|year| year.parse::<i32>().ok()));
        agency == Some(self.home.0.as_str()) && year.is_some_and(|year| year >= self.home.1 - 1)
    }
}

/// Returns the paths of the records with which an entry could clash on a day.
///
/// # Errors
///
/// As the disk says of the book; what it says of the hint is no matter.
pub fn related(root: &Path, today: NaiveDate, asked: &Asked) -> io::Result<Vec<String>> {
    if asked.contract.is_none() && asked.borrower.is_none() {
        return Ok(Vec::new());
    }
    let hint = hint::place(root, HINT);
    let written = fs::metadata(&hint).and_then(|meta| meta.modified()).ok();
    let sure = written.map(|written| Stamp::of(written.checked_sub(RACE).unwrap_or(written)));
    let old = fs::read_to_string(&hint).unwrap_or_default();
    let old = Page::read(&old);
    let thorough = old.files() <= LOOKED_THROUGH;
    let folders = folders(root)?;
    let fresh: Vec<(Folder<'_>, usize)> = folders
        .into_par_iter()
        .map(|(path, stamp)| {
            let known = old.folder(&path).filter(|_| sure.is_some_and(|sure| stamp < sure));
            let own = asked.nearby(&path);
            match known {
                Some(known) if known.stamp == stamp && !thorough && !own => Ok((known.clone(), 0)),
                _ => {
                    let known = old.folder(&path);
                    look(root, path, stamp, known, sure)
                }
            }
        })
        .collect::<io::Result<_>>()?;
    let changed: usize = fresh.iter().map(|(_, read)| read).sum();
    let page = Page::new(fresh.into_iter().map(|(folder, _)| folder).collect());
    if changed >= WORTH_WRITING || (written.is_none() && changed > 0) {
        // A hint that cannot be kept costs time, nothing else.
        let _ = super::disk::write(&hint, page.text().as_bytes());
    }
    let (contract, borrower) = (asked.contract.as_deref(), asked.borrower.as_deref());
    Ok(page.find(contract, borrower, asked.float.as_deref(), today))
}

/// The folders of years, with their times.
fn folders(root: &Path) -> io::Result<Vec<(String, Stamp)>> {
    let mut list = Vec::new();
    for agency in below(&root.join("records"))? {
        for year in below(&root.join("records").join(&agency))? {
            let path = format!("records/{agency}/{year}");
            let is_year = matches!(
                record::id::place(&format!("{path}/advance-0001.toml")),
                record::Place::Record(_)
            );
            if is_year {
                let stamp = Stamp::of(fs::metadata(root.join(&path))?.modified()?);
                list.push((path, stamp));
            }
        }
    }
    list.sort();
    Ok(list)
}

fn below(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

/// Looks through a folder: lines whose file is unchanged stay, the others are
/// made anew. Returns how many were.
fn look<'p>(
    root: &Path,
    path: String,
    stamp: Stamp,
    old: Option<&Folder<'p>>,
    sure: Option<Stamp>,
) -> io::Result<(Folder<'p>, usize)> {
    let folder = root.join(&path);
    let mut names: Vec<(String, Stamp)> = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("advance-") && name.ends_with(".toml") {
            names.push((name, Stamp::of(entry.metadata()?.modified()?)));
        }
    }
    names.sort();
    let lines = old.map(Folder::lines).unwrap_or_default();
    let mut page = Folder::new(path, stamp);
    let mut read = 0;
    for (name, time) in names {
        let known = lines.get(&(name.as_str(), time));
        match known.filter(|_| sure.is_some_and(|sure| time < sure)) {
            Some(line) => page.keep(line),
            None => {
                // One that is no text is told by `check`; it clashes with nothing.
                let text = String::from_utf8(fs::read(folder.join(&name))?).unwrap_or_default();
                page.add(&name, time, &text);
                read += 1;
            }
        }
    }
    Ok((page, read))
}
