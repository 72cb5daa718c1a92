//! The desk that every command works at: which book, which day, which
//! language. What it reads and what it says have rooms of their own.

mod findings;
mod reading;
mod revision;
mod speech;

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

pub(super) use self::findings::{is_newer, outcome, whole};
pub(super) use self::revision::{git_failure, revision};
pub(super) use self::speech::{answer, answer_bytes, answer_json, colours, draw, heard, talk};
use super::Failure;
use super::args::Options;
use crate::press::Own;
use crate::record::format;
use crate::text::{Lang, Words};
use crate::world::{clock, disk, git};

/// Where a command works.
#[derive(Debug)]
pub struct Desk {
    /// The book's folder.
    pub root: PathBuf,
    /// The day.
    pub today: NaiveDate,
    /// The commit asked for with `--at`.
    pub at: Option<git::Commit>,
    /// The language of messages.
    pub lang: Lang,
    /// Whether the answer is JSON.
    pub json: bool,
    quiet: bool,
    own: OnceCell<Own>,
}

impl Desk {
    /// Sits down: finds the book, the day, the commit.
    ///
    /// # Errors
    ///
    /// [`Failure`] where there is no book or no such commit, or the book is
    /// newer than this program.
    pub fn new(options: &Options) -> Result<Desk, Failure> {
        let desk = Desk::at_any(options)?;
        match desk.office_text().as_deref().and_then(format::too_new) {
            Some(words) => Err(Failure::usage(words)),
            None => Ok(desk),
        }
    }

    /// Sits down at a book of any format, to say what is wrong with it.
    ///
    /// # Errors
    ///
    /// [`Failure`] where there is no book or no such commit.
    pub fn at_any(options: &Options) -> Result<Desk, Failure> {
        let root = match &options.root {
            Some(root) => root.clone(),
            None => disk::book_above(),
        };
        let is_book = disk::is_folder(&root.join("records")).map_err(|error| Failure::disk("records", &error))?;
        if !is_book {
            return Err(Failure::usage(Words::new(
                format!("ไม่พบโฟลเดอร์ records ใน {} ใช้ --root ชี้ไปที่สมุด", root.display()),
                format!("no records folder in {}; point --root at the book", root.display()),
            )));
        }
        let at = options
            .at
            .as_deref()
            .map(|typed| revision::find(&root, typed))
            .transpose()?;
        Ok(Desk {
            at,
            ..Desk::blank(options, &root)
        })
    }

    /// Sits down where no book is yet, in a folder.
    #[must_use]
    pub fn blank(options: &Options, root: &Path) -> Desk {
        Desk {
            root: root.to_owned(),
            today: options.today.unwrap_or_else(clock::today),
            at: None,
            lang: options.lang(),
            json: options.json,
            quiet: options.quiet,
            own: OnceCell::new(),
        }
    }

    /// The office's settings as the book of this desk holds them, before
    /// anything else of it is read.
    fn office_text(&self) -> Option<String> {
        match &self.at {
            None => disk::read_file(&self.root.join(format::OFFICE)).ok(),
            Some(commit) => git::texts(&self.root, commit, [format::OFFICE].into_iter())
                .ok()?
                .remove(format::OFFICE),
        }
    }

    /// Asks whether this desk may write: before any question, and before any work.
    ///
    /// # Errors
    ///
    /// [`Failure`] where it looks at a commit.
    pub fn to_write(&self) -> Result<(), Failure> {
        match self.at {
            None => Ok(()),
            Some(_) => Err(Failure::usage(Words::new(
                "--at ใช้อ่านอดีตเท่านั้น คำสั่งนี้เขียนลงสมุดปัจจุบัน จึงใช้กับ --at ไม่ได้",
                "--at reads the past; this command writes, and nothing can be written there",
            ))),
        }
    }
}
