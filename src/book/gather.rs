//! From files to a book: every source read by the room its path names.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::journal::{Journal, Leaf, is_page, is_stamp, sum};
use crate::record::{
    self, Advance, Agency, Balances, Guarantee, Kind, Office, Part, Place, Project, RecordId, Survey, format, id,
    survey,
};
use crate::rule::{Calendar, RuleBook, calendar};
use crate::text::diagnostic::tidy;
use crate::text::{Code, Diagnostic, Faults, Source, Words};

/// All records of an office, read and judged one by one.
#[derive(Debug, Default)]
pub struct Book {
    /// The office.
    pub office: Office,
    /// Where a file stands, for findings and evidence.
    pub sources: BTreeMap<Arc<str>, Source>,
    /// Agencies by folder.
    pub agencies: BTreeMap<String, Agency>,
    /// The regulations.
    pub rules: RuleBook,
    /// The closed days.
    pub calendar: Calendar,
    /// Advances, sorted by identity.
    pub advances: Vec<Advance>,
    /// Guarantees, sorted by identity.
    pub guarantees: Vec<Guarantee>,
    /// Records that could be read in part only, sorted by identity.
    pub parts: Vec<Part>,
    /// Projects, sorted by identity.
    pub projects: Vec<Project>,
    /// What the ledger and the bank say, month by month.
    pub balances: Vec<Balances>,
    /// What was sent.
    pub journal: Journal,
    /// What people say of the office.
    pub survey: Survey,
    /// The time-stamp authorities that the office trusts, in PEM.
    pub stamp_ca: Option<Vec<u8>>,
}

/// What the disk, or a commit, holds.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// Every readable file of `records/`.
    pub sources: Vec<Source>,
    /// Findings about files that could not be read.
    pub findings: Vec<Diagnostic>,
    /// Names of the office's own mail texts (`templates/mail/<name>.txt`).
    pub texts: Vec<String>,
    /// The pages of kept letters: path and SHA-256.
    pub pages: BTreeMap<String, String>,
    /// Time stamps of seals, as they came, by path.
    pub stamps: BTreeMap<String, Vec<u8>>,
    /// What stands in [`STAMP_CA`].
    pub stamp_ca: Option<Vec<u8>>,
}

/// The certificates of the time-stamp authorities that an office trusts, in PEM.
pub const STAMP_CA: &str = "records/stamp-ca.pem";

/// Returns whether the book keeps a file that is none of its texts.
#[must_use]
pub fn is_kept(path: &str) -> bool {
    is_page(path) || is_stamp(path) || path == STAMP_CA
}

impl Files {
    /// Takes in a file that [`is_kept`].
    pub fn keep(&mut self, path: String, bytes: Vec<u8>) {
        if is_page(&path) {
            self.pages.insert(path, sum(&bytes));
        } else if is_stamp(&path) {
            self.stamps.insert(path, bytes);
        } else if path == STAMP_CA {
            self.stamp_ca = Some(bytes);
        }
    }
}

/// A book and everything that was found while reading it.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The book, as far as it could be read.
    pub book: Book,
    /// The findings, sorted.
    pub findings: Vec<Diagnostic>,
}

impl Book {
    /// Returns the source of a record's file.
    #[must_use]
    pub fn source(&self, id: &RecordId) -> Option<&Source> {
        self.sources.get(id.file().as_str())
    }

    /// Returns an advance.
    #[must_use]
    pub fn advance(&self, id: &RecordId) -> Option<&Advance> {
        let at = self.advances.binary_search_by(|record| record.id.cmp(id)).ok()?;
        Some(&self.advances[at])
    }

    /// Returns a guarantee.
    #[must_use]
    pub fn guarantee(&self, id: &RecordId) -> Option<&Guarantee> {
        let at = self.guarantees.binary_search_by(|record| record.id.cmp(id)).ok()?;
        Some(&self.guarantees[at])
    }
}

enum Read {
    Advance(Result<Advance, Box<Part>>),
    Guarantee(Result<Guarantee, Box<Part>>),
    Project(Option<Project>),
}

/// Reads each record in the room of its kind, in the order of their identities.
fn records_of(mut records: Vec<(RecordId, &Source)>) -> Vec<(Read, Vec<Diagnostic>)> {
    // Paths have another order: `pr-2/…` stands before `pr/…` there.
    records.sort_by(|(a, _), (b, _)| a.cmp(b));
    let read = records.into_par_iter().map(|(id, source)| {
        let faults = Faults::new(source);
        let read = match id.kind {
            Kind::Advance => Read::Advance(record::advance::read(id, &faults)),
            Kind::Guarantee => Read::Guarantee(record::guarantee::read(id, &faults)),
            Kind::Project => Read::Project(record::project::read(id, &faults)),
        };
        (read, faults.into_list())
    });
    read.collect()
}

/// The very name to give, where only the digits of a record's number are wrong.
fn rename(path: &str) -> Option<Words> {
    let (folder, name) = path.rsplit_once('/')?;
    let (kind, number) = name.strip_suffix(".toml")?.split_once(['-', '_', ' '])?;
    let number: u32 = number.trim().parse().ok()?;
    let better = format!("{}-{number:04}.toml", kind.to_ascii_lowercase());
    matches!(id::place(&format!("{folder}/{better}")), Place::Record(_)).then(|| {
        Words::new(
            format!("เปลี่ยนชื่อแฟ้มเป็น  {better}  (เลขสี่หลัก)"),
            format!("Rename the file to  {better}  (four digits)"),
        )
    })
}

/// A book that this program cannot read: nothing of it but why.
fn too_new(finding: Diagnostic, source: Source) -> Gathered {
    Gathered {
        book: Book {
            sources: BTreeMap::from([(source.path.clone(), source)]),
            ..Book::default()
        },
        findings: vec![finding],
    }
}

/// Reads every file into a book. Of one that is newer than this program every
/// file might be misread: then that is all that is said.
#[must_use]
pub fn gather(files: Files) -> Gathered {
    let newer = |source: &Source| Some((format::finding(source)?, source.clone()));
    match files.sources.iter().find_map(newer) {
        Some((finding, source)) => too_new(finding, source),
        None => read(files),
    }
}

fn read(files: Files) -> Gathered {
    let Files {
        mut sources,
        mut findings,
        texts,
        pages,
        stamps,
        stamp_ca,
    } = files;
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    let mut book = Book::default();
    (book.journal.stamps, book.stamp_ca) = (stamps, stamp_ca);
    let mut records: Vec<(RecordId, &Source)> = Vec::new();
    let mut leaves: Vec<&Source> = Vec::new();
    let (mut form, mut answers) = (None, Vec::new());
    let mut office_seen = false;
    for source in &sources {
        let faults = Faults::new(source);
        match id::place(&source.path) {
            Place::Office => {
                office_seen = true;
                book.office = record::office::read(&faults, &texts);
            }
            Place::Holidays(year) => calendar::read(&mut book.calendar, year, &faults),
            Place::Rules(name) => book.rules.read(&name, source, &faults),
            Place::Agency(slug) => {
                if let Some(agency) = record::agency::read(&slug, &faults) {
                    book.agencies.insert(slug, agency);
                }
            }
            Place::Balances(end) => book.balances.push(record::balances::read(end, &faults)),
            Place::Record(id) => records.push((id, source)),
            Place::Journal | Place::Approval => leaves.push(source),
            Place::Survey => form = Some(source),
            Place::Answers => answers.push(source),
            Place::Other | Place::Mapping => {}
            Place::Misplaced(th, en) => faults.push(Diagnostic::of_file(
                Code::MisplacedFile,
                &source.path,
                Words::new("แฟ้มนี้ไม่อยู่ในที่ที่สมุดรู้จัก", "This file is not where the book knows it"),
                rename(&source.path).unwrap_or_else(|| Words::new(th, en)),
            )),
        }
        findings.extend(faults.into_list());
    }
    for (read, found) in records_of(records) {
        findings.extend(found);
        match read {
            Read::Advance(Ok(record)) => book.advances.push(record),
            Read::Guarantee(Ok(record)) => book.guarantees.push(record),
            Read::Advance(Err(part)) | Read::Guarantee(Err(part)) => book.parts.push(*part),
            Read::Project(record) => book.projects.extend(record),
        }
    }
    let leaves: Vec<_> = leaves.into_par_iter().map(Leaf::read).collect();
    for leaf in leaves {
        match leaf {
            Ok(leaf) => book.journal.add(leaf),
            Err(finding) => findings.push(*finding),
        }
    }
    let answered = survey::read(form, &answers);
    book.survey = answered.survey;
    findings.extend(answered.findings);
    findings.extend(book.journal.altered(&pages));
    if !office_seen {
        findings.push(Diagnostic::of_file(
            Code::MissingOffice,
            "records/office.toml",
            Words::new(
                "ไม่พบ records/office.toml ที่นี่จึงยังไม่ใช่สมุดของ duebook",
                "There is no records/office.toml, so this is no book of duebook",
            ),
            Words::new(
                "เรียกคำสั่งในโฟลเดอร์ของสมุด หรือใช้ --root เช่น  duebook --root สมุด check",
                "Run the command in the book's folder, or name it, as in  duebook --root BOOK check",
            ),
        ));
    }
    // Of the survey's answers only the covered text stays.
    sources.retain(|source| id::place(&source.path) != Place::Answers);
    // Of the journal only what a finding speaks of: its lines will be drawn.
    let faulty: BTreeSet<&str> = findings.iter().map(|finding| &*finding.path).collect();
    book.sources = sources
        .into_iter()
        .filter(|source| !source.path.starts_with("records/journal/") || faulty.contains(&*source.path))
        .chain(answered.covered)
        .map(|source| (source.path.clone(), source))
        .collect();
    tidy(&mut findings);
    Gathered { book, findings }
}

/// Gathers texts by path, for tests.
#[cfg(test)]
pub(crate) fn texts<P: AsRef<str>, T: AsRef<str>>(files: &[(P, T)]) -> Gathered {
    let sources = files
        .iter()
        .map(|(path, text)| Source::new(path.as_ref(), text.as_ref()))
        .collect();
    gather(Files {
        sources,
        ..Files::default()
    })
}

/// The book of texts in which nothing is amiss, for tests.
#[cfg(test)]
pub(crate) fn sound<P: AsRef<str>, T: AsRef<str>>(files: &[(P, T)]) -> Book {
    let gathered = texts(files);
    let faults: Vec<_> = gathered.findings.iter().map(|one| &one.message).collect();
    assert!(faults.is_empty(), "{faults:?}");
    gathered.book
}
