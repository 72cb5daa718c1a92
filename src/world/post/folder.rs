//! The post of an office whose own program sends: one file a mail. Also what
//! rehearsals and tests use.
//!
//! A mail is laid down as a hidden draft first; the one step that hands it over
//! is its new name. So a draft that is there has not left, and what had begun to
//! leave and is nowhere was taken by the program that sends.

use std::fs;
use std::path::{Path, PathBuf};

use crate::dispatch::doors::{BeforePayload, Parcel, Post, Sighting, Trouble, Verdict, Witness};
use crate::text::Words;
use crate::world::{disk, fail};

/// A folder that takes mails as files, `<identity>.eml`.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    is_open: bool,
}

impl Folder {
    /// Names a folder; it is made when it is opened.
    #[must_use]
    pub fn new(path: &Path) -> Folder {
        Folder {
            path: path.to_owned(),
            is_open: false,
        }
    }

    /// Tries whether files can be written there, or the folder made; nothing stays.
    ///
    /// # Errors
    ///
    /// [`Trouble::Settings`] with what the disk said.
    pub fn try_out(&self) -> Result<(), Trouble> {
        // What is not there yet is made in its nearest folder that is.
        let there = self
            .path
            .ancestors()
            .find(|path| path.exists() || path.as_os_str().is_empty());
        let there = there
            .filter(|path| !path.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        tempfile::tempfile_in(there).map(|_| ()).map_err(|error| {
            let path = there.display();
            Trouble::Settings(Words::new(
                format!("เขียนใน {path} ไม่ได้: {error}"),
                format!("nothing can be written in {path}: {error}"),
            ))
        })
    }

    fn file(&self, id: &str) -> PathBuf {
        self.path.join(format!("{id}.eml"))
    }

    fn draft(&self, id: &str) -> PathBuf {
        self.path.join(format!(".{id}{DRAFT}"))
    }
}

/// How a draft's name ends; it begins with a dot, and no program takes it.
const DRAFT: &str = ".part";

/// Whether an identity can name a file of this folder and no other.
fn is_file_name(id: &str) -> bool {
    !id.is_empty() && !id.starts_with('.') && !id.contains(['/', '\\', ':', '\0'])
}

impl Post for Folder {
    fn open(&mut self) -> Result<(), Trouble> {
        fs::create_dir_all(&self.path).map_err(|error| {
            let path = self.path.display();
            Trouble::Settings(Words::new(
                format!("สร้างโฟลเดอร์ {path} ไม่ได้: {error}"),
                format!("the folder {path} cannot be made: {error}"),
            ))
        })?;
        self.is_open = true;
        Ok(())
    }

    fn hand_over(&mut self, parcel: &Parcel, before_payload: &mut BeforePayload<'_>) -> Verdict {
        fail::point();
        if !is_file_name(&parcel.id) {
            return Verdict::NotSent(format!("{}: no file can bear this name", parcel.id));
        }
        let (draft, file) = (self.draft(&parcel.id), self.file(&parcel.id));
        if let Err(error) = disk::lay(&draft, &parcel.bytes, &file).and_then(|()| disk::on_disk(&self.path)) {
            return Verdict::NotSent(error.to_string());
        }
        fail::point();
        // From here on the draft stays where it is, whatever happens: it is the sign
        // that the mail did not leave. The same mail writes over it when it goes again.
        if let Err(why) = before_payload() {
            return Verdict::NotSent(why);
        }
        fail::point();
        if let Err(error) = fs::rename(&draft, &file) {
            return Verdict::NotSent(error.to_string());
        }
        fail::point();
        match disk::on_disk(&self.path) {
            Ok(()) => Verdict::Sent(format!("250 {}.eml", parcel.id)),
            // It has its name; only the disk did not confirm it.
            Err(error) => Verdict::InDoubt(error.to_string()),
        }
    }

    fn is_open(&self) -> bool {
        self.is_open
    }

    fn close(&mut self) {
        self.is_open = false;
    }
}

impl Witness for Folder {
    fn look(&mut self, message_id: &str) -> Result<Sighting, Words> {
        let inside = message_id.trim_start_matches('<').trim_end_matches('>');
        let id = inside.rsplit_once('@').map_or(inside, |(id, _)| id);
        if !is_file_name(id) {
            return Ok(Sighting::Absent);
        }
        let is_there = |path: PathBuf| {
            path.try_exists().map_err(|error| {
                let path = self.path.display();
                Words::new(
                    format!("อ่านโฟลเดอร์ {path} ไม่ได้: {error}"),
                    format!("the folder {path} cannot be read: {error}"),
                )
            })
        };
        Ok(if is_there(self.file(id))? {
            Sighting::There
        } else if is_there(self.draft(id))? {
            Sighting::Absent
        } else {
            Sighting::Vanished
        })
    }

    fn is_prompt(&self) -> bool {
        true
    }
}
