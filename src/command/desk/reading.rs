//! What a command reads: the book, and the office's own templates.

use super::{Desk, git_failure, whole};
use crate::book::gather::{Gathered, gather};
use crate::command::{Failure, timings};
use crate::letter::Broken;
use crate::press::{Lexicon, Own, Press, PressFault};
use crate::text::{Lang, Words, render};
use crate::world::{disk, git};

impl Desk {
    /// Reads the book, from the disk or from the commit of `--at`.
    ///
    /// # Errors
    ///
    /// [`Failure`] where the folder cannot be listed or git does not answer.
    pub fn gather(&self) -> Result<Gathered, Failure> {
        let files = match &self.at {
            None => disk::read(&self.root).map_err(|error| Failure::unread("records", &error))?,
            Some(commit) => git::read(&self.root, commit).map_err(|fault| git_failure(&fault))?,
        };
        timings::lap("อ่านแฟ้มของสมุด", "the book's files");
        let gathered = gather(files);
        timings::lap("เข้าใจทุกแฟ้ม", "what they say");
        Ok(gathered)
    }

    /// Reads the book as [`Desk::gather`] does, to write into it: what is written
    /// hangs on regulations, days and records that all have to be there.
    ///
    /// # Errors
    ///
    /// [`Failure`] too where the disk does not give a file.
    pub fn gather_whole(&self) -> Result<Gathered, Failure> {
        let gathered = self.gather()?;
        whole(&gathered.findings)?;
        Ok(gathered)
    }

    /// Reads the office's own files of `templates/`, once.
    ///
    /// # Errors
    ///
    /// [`Failure`] where git does not answer.
    pub fn own(&self) -> Result<&Own, Failure> {
        if let Some(own) = self.own.get() {
            return Ok(own);
        }
        let own = match &self.at {
            None => disk::own(&self.root),
            Some(commit) => git::own(&self.root, commit).map_err(|fault| git_failure(&fault))?,
        };
        Ok(self.own.get_or_init(|| own))
    }

    /// Sets up the press with the office's own templates, as they stand on the
    /// disk or stood at the commit of `--at`.
    ///
    /// # Errors
    ///
    /// [`Failure`] where a template cannot be read, with its file and line.
    pub fn press(&self) -> Result<Press, Failure> {
        let own = self.own()?;
        // Pages and mails without what cannot be read are not the office's own.
        whole(&own.findings)?;
        let press = Press::of(own).map_err(|fault| self.template(&fault));
        timings::lap("แม่แบบ", "templates");
        press
    }

    /// Reads the words of the desk's language, the office's own among them,
    /// without setting up the press.
    ///
    /// # Errors
    ///
    /// [`Failure`] where they cannot be read, with file and line.
    pub fn lexicon(&self) -> Result<Lexicon, Failure> {
        Lexicon::of(&self.own()?.texts, self.lang).map_err(|fault| self.template(&fault))
    }

    /// A template that cannot be set, drawn as a finding is.
    #[must_use]
    pub fn template(&self, fault: &PressFault) -> Failure {
        let nothing = Own::default();
        let (finding, source) = fault.finding(self.own().unwrap_or(&nothing));
        let drawn = |lang| render::drawn(&finding, source.as_ref(), None, lang, false);
        Failure::usage(Words::new(
            format!("แม่แบบของหน่วยงานใช้ไม่ได้\n{}", drawn(Lang::Th)),
            format!("a template of the office's own cannot be used\n{}", drawn(Lang::En)),
        ))
    }

    /// A letter that could not be written.
    #[must_use]
    pub fn broken(&self, broken: &Broken) -> Failure {
        match broken {
            Broken::Template(fault) => self.template(fault),
            other => Failure::usage(other.words()),
        }
    }
}
