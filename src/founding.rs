//! A new office's own book: answers become files, as texts.
//!
//! Nothing here touches a disk. Every text that somebody typed goes into TOML
//! between quotes, into Markdown with its marks disarmed, and into workflows
//! and scripts not at all: these are the same for every office but for a
//! version and an address of a strict alphabet.

pub mod agencies;
pub mod answers;
mod automation;
mod fill;
pub mod home;
mod owners;
mod pages;
mod regulations;
mod schemas;
mod settings;
mod shipped;

pub use agencies::{Agency, NINE};
pub use answers::Answers;
pub use home::{Home, Kind};
pub use regulations::Regulation;

use crate::record::format::OFFICE;
use crate::record::id::{Place, place};

/// One file of a new book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path from the book's root.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl File {
    fn new(path: impl Into<String>, text: impl Into<String>) -> File {
        File {
            path: path.into(),
            text: text.into(),
        }
    }
}

/// Returns every file of a new book. `records/office.toml` is the last: where
/// it stands, all the others do.
#[must_use]
pub fn files(answers: &Answers) -> Vec<File> {
    let kind = answers.home.as_ref().map(|home| home.kind);
    let mut files = of_the_program(kind, answers.program.as_deref(), answers.version);
    files.push(File::new("README.md", pages::readme(answers)));
    files.push(File::new("ADMIN.md", pages::admin(answers)));
    files.extend(owners::file(answers));
    files.extend(shipped::holidays());
    files.extend(regulations::files(answers.regulation));
    files.extend(answers.agencies.iter().map(agencies::file));
    files.extend(schemas::files(&files));
    files.push(File::new(OFFICE, settings::office(answers)));
    files
}

/// Returns the files that stay the program's own: an office has no reason to
/// change them, and a newer program may write them otherwise. `program` is the
/// address of its repository, `version` its own.
#[must_use]
pub fn of_the_program(kind: Option<Kind>, program: Option<&str>, version: &str) -> Vec<File> {
    let mut files = automation::files(kind, program, version);
    files.extend(shipped::editors());
    files
}

/// Returns the kind of forge whose workflows a book has, and the address of the
/// program that its script names. `read` gives the book's text of a path.
#[must_use]
pub fn automated(read: impl Fn(&str) -> Option<String>) -> (Option<Kind>, Option<String>) {
    let has = |kind: &Kind| {
        kind.folder()
            .is_some_and(|folder| read(&format!("{folder}/workflows/remind.yml")).is_some())
    };
    let kind = Kind::ALL.iter().map(|(_, kind)| *kind).find(has);
    let source = read(automation::PROGRAM).and_then(|script| automation::source_of(&script));
    (kind, source)
}

/// Returns whether a path is one that a new book may have: a file of any forge's,
/// or an agency's own.
#[must_use]
pub fn may_be_ours(path: &str) -> bool {
    let is_agency = matches!(place(path), Place::Agency(_));
    let of_a_kind = |kind: Option<Kind>| of_the_program(kind, None, "").into_iter().any(|file| file.path == path);
    let is_owners = path == "CODEOWNERS" || path == ".github/CODEOWNERS";
    let is_schema = path.starts_with("schema/") && path.ends_with(".json");
    let others = ["README.md", "ADMIN.md", OFFICE];
    let shipped = || {
        let rules = regulations::files(Regulation::Bma).map(|file| file.path);
        rules
            .chain(shipped::holidays().map(|file| file.path))
            .any(|known| known == path)
    };
    is_agency
        || is_owners
        || is_schema
        || others.contains(&path)
        || shipped()
        || of_a_kind(None)
        || Kind::ALL.iter().any(|(_, kind)| of_a_kind(Some(*kind)))
}

/// A file of the program that stands otherwise in a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The book lacks it.
    Missing(String),
    /// The book has another text.
    Other(String),
}

/// Compares a book's files of the program with those that this version writes.
/// `read` gives the book's text of a path.
#[must_use]
pub fn differences(wanted: &[File], read: impl Fn(&str) -> Option<String>) -> Vec<Difference> {
    let plain = |text: &str| text.replace("\r\n", "\n");
    let one = |file: &File| match read(&file.path) {
        None => Some(Difference::Missing(file.path.clone())),
        Some(text) if plain(&text) != file.text => Some(Difference::Other(file.path.clone())),
        Some(_) => None,
    };
    wanted.iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests;
