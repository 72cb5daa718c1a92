//! The book's seal of a day: what it held, and the seal before it. Whoever
//! changes the past breaks the chain, or has to make every later seal anew,
//! which the seals printed on pages and registers then belie.

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::note::{Note, heading, quoted};
use crate::book::Register;
use crate::book::register::Totals;
use crate::day::fiscal_year;
use crate::digest::sha256;
use crate::money::Satang;
use crate::text::Source;

/// What an agency held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    /// Advances with money out.
    pub advances: usize,
    /// That money.
    pub outstanding: Satang,
    /// Guarantees in the office's keeping.
    pub guarantees: usize,
    /// Their money.
    pub held: Satang,
}

/// What a book held on a day, as far as a seal says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holdings {
    /// Files of the book that are TOML, the journal aside.
    pub files: usize,
    /// SHA-256 of their list as `sha256sum` prints it, by path.
    pub digest: String,
    /// By agency.
    pub agencies: BTreeMap<String, Holding>,
}

impl Holdings {
    /// Takes stock of a register and of the files that it was made from.
    #[must_use]
    pub fn of<'s>(register: &Register<'_>, sources: impl IntoIterator<Item = &'s Source>) -> Holdings {
        let (files, digest) = listed(sources);
        let agencies = register.book.agencies.keys().map(|slug| {
            let own = register.entries.iter().filter(|entry| entry.id().agency == *slug);
            let totals = Totals::of(own);
            let holding = Holding {
                advances: totals.outstanding.count,
                outstanding: totals.outstanding.amount,
                guarantees: totals.held.count,
                held: totals.held.amount,
            };
            (slug.clone(), holding)
        });
        Holdings {
            files,
            digest,
            agencies: agencies.collect(),
        }
    }
}

/// Returns how many files there are and the SHA-256 of their list: what
/// `find records -name '*.toml' -not -path 'records/journal/*' | LC_ALL=C sort | xargs sha256sum | sha256sum`
/// prints.
#[must_use]
pub fn listed<'s>(sources: impl IntoIterator<Item = &'s Source>) -> (usize, String) {
    let files: BTreeMap<&str, &Source> = sources
        .into_iter()
        .filter(|source| source.path.ends_with(".toml") && !source.path.starts_with("records/journal/"))
        .map(|source| (&*source.path, source))
        .collect();
    let list = files.iter().fold(String::new(), |mut list, (path, source)| {
        let _ = writeln!(list, "{}  {path}", sha256(source.text.as_bytes()));
        list
    });
    (files.len(), sha256(list.as_bytes()))
}

/// Where seals lie, and their stamps beside them.
const FOLDER: &str = "records/journal/seals/";

/// Returns whether a path of the book is a time stamp of a seal.
#[must_use]
pub fn is_stamp(path: &str) -> bool {
    path.starts_with(FOLDER) && path.ends_with(".tsr")
}

/// A seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Its place in the chain, from 1.
    pub n: usize,
    /// The day of which it speaks.
    pub day: NaiveDate,
    /// When it was made.
    pub at: DateTime<FixedOffset>,
    /// The commit that it seals; nothing where the book is in no git.
    pub book: Option<String>,
    /// SHA-256 of the seal before it; nothing for the first.
    pub previous: Option<String>,
    /// The version of the program that counted.
    pub program: String,
    /// What the book held.
    pub holdings: Holdings,
}

impl Seal {
    /// Returns the path of the file from the book's root.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}.toml", self.stem())
    }

    /// Returns the path of its time stamp, where it has one: the authority's
    /// reply (RFC 3161) as it came, for `openssl ts`.
    #[must_use]
    pub fn stamp_path(&self) -> String {
        format!("{}.tsr", self.stem())
    }

    fn stem(&self) -> String {
        format!("{FOLDER}{}/{}", fiscal_year(self.day), self.day)
    }

    /// Returns the seal's own SHA-256, by which the next one and every printed page
    /// name it.
    #[must_use]
    pub fn sha256(&self) -> String {
        sha256(self.text().as_bytes())
    }

    /// Returns the file's text.
    #[must_use]
    pub fn text(&self) -> String {
        let holdings = &self.holdings;
        let mut out = heading();
        let _ = write!(
            out,
            "n = {}\nday = {}\nat = {}\n",
            self.n,
            self.day,
            self.at.to_rfc3339()
        );
        for (name, value) in [("book", &self.book), ("previous", &self.previous)] {
            if let Some(value) = value {
                let _ = writeln!(out, "{name} = {}", quoted(value));
            }
        }
        let _ = write!(
            out,
            "program = {}\nfiles = {}\ndigest = {}\n",
            quoted(&self.program),
            holdings.files,
            quoted(&holdings.digest)
        );
        for (slug, one) in &holdings.agencies {
            let _ = write!(
                out,
                "\n[[agency]]\nname = {}\nadvances = {}\noutstanding = \"{}\"\nguarantees = {}\nheld = \"{}\"\n",
                quoted(slug),
                one.advances,
                one.outstanding,
                one.guarantees,
                one.held
            );
        }
        out
    }

    /// Reads a seal's file.
    ///
    /// # Errors
    ///
    /// What is not as the program writes it.
    pub fn read(text: &str) -> Result<Seal, String> {
        let mut note = Note::parse(text)?;
        let mut seal = Seal {
            n: note.number("n")?,
            day: note.day("day")?,
            at: note.moment("at")?,
            book: note.maybe_text("book")?,
            previous: note.maybe_text("previous")?,
            program: note.text("program")?,
            holdings: Holdings {
                files: note.number("files")?,
                digest: note.text("digest")?,
                agencies: BTreeMap::new(),
            },
        };
        for mut agency in note.each("agency")? {
            let amount = |text: String| Satang::parse_sum(&text).map_err(|_| text);
            let holding = Holding {
                advances: agency.number("advances")?,
                outstanding: amount(agency.text("outstanding")?)?,
                guarantees: agency.number("guarantees")?,
                held: amount(agency.text("held")?)?,
            };
            seal.holdings.agencies.insert(agency.text("name")?, holding);
            agency.finish()?;
        }
        note.finish()?;
        // Whatever is not written so is not as the program wrote it.
        if seal.text() == text {
            Ok(seal)
        } else {
            Err("seal".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_reads_back_and_a_changed_byte_is_another_seal() {
        let at = DateTime::parse_from_rfc3339("2026-11-20T06:00:00.125+07:00").expect("a moment");
        let seal = Seal {
            n: 3,
            day: at.date_naive(),
            at,
            book: Some("0".repeat(40)),
            previous: Some("a".repeat(64)),
            program: "0.1.0".into(),
            holdings: Holdings {
                files: 7,
                digest: "b".repeat(64),
                agencies: BTreeMap::from([(
                    "legal".to_owned(),
                    Holding {
                        advances: 2,
                        outstanding: Satang(2_500_050),
                        guarantees: 1,
                        held: Satang(0),
                    },
                )]),
            },
        };
        assert_eq!(Seal::read(&seal.text()), Ok(seal.clone()));
        assert_eq!(seal.path(), "records/journal/seals/2570/2026-11-20.toml");
        assert!(is_stamp(&seal.stamp_path()) && !is_stamp(&seal.path()));
        let other = seal.text().replace("25000.50", "25000.51");
        assert_ne!(Seal::read(&other).expect("a seal").sha256(), seal.sha256());
        for broken in [seal.text().replace("n = 3", "n  = 3"), seal.text() + "x = 1\n"] {
            assert!(Seal::read(&broken).is_err());
        }
    }

    #[test]
    fn the_list_of_files_is_the_one_that_sha256sum_prints() {
        let sources = [
            Source::new("records/b.toml", "b\n"),
            Source::new("records/a.toml", "a\n"),
            Source::new("records/journal/x.toml", "x"),
            Source::new("records/survey/a.csv", "x"),
        ];
        let (files, digest) = listed(&sources);
        assert_eq!(files, 2);
        let list = "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7  records/a.toml\n\
                    0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f  records/b.toml\n";
        assert_eq!(digest, sha256(list.as_bytes()));
    }
}
