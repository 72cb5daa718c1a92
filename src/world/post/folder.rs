//! The post of an office whose own program sends: one file a mail. Also what
//! rehearsals and tests use.

use std::fs;
use std::path::{Path, PathBuf};

use crate::dispatch::doors::{BeforePayload, Parcel, Post, Trouble, Verdict, Witness};
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

    /// The one neighbour by way of which files are written.
    fn part(&self) -> PathBuf {
        self.path.join(".part")
    }
}

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
        // A killed run may have left a mail half-written.
        let _ = fs::remove_file(self.part());
        self.is_open = true;
        Ok(())
    }

    fn hand_over(&mut self, parcel: &Parcel, before_payload: &mut BeforePayload<'_>) -> Verdict {
        fail::point();
        if !is_file_name(&parcel.id) {
            return Verdict::NotSent(format!("{}: no file can bear this name", parcel.id));
        }
        if let Err(why) = before_payload() {
            return Verdict::NotSent(why);
        }
        fail::point();
        match disk::write_through(&self.file(&parcel.id), &parcel.bytes, &self.part()) {
            Ok(()) => {
                fail::point();
                Verdict::Sent(format!("250 {}.eml", parcel.id))
            }
            Err(error) => match self.file(&parcel.id).try_exists() {
                Ok(false) => Verdict::NotSent(error.to_string()),
                // The file has its name already, or may have; only the disk did not confirm it.
                Ok(true) | Err(_) => Verdict::InDoubt(error.to_string()),
            },
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
    fn has(&mut self, message_id: &str) -> Result<bool, Words> {
        let inside = message_id.trim_start_matches('<').trim_end_matches('>');
        let id = inside.rsplit_once('@').map_or(inside, |(id, _)| id);
        if !is_file_name(id) {
            return Ok(false);
        }
        self.file(id).try_exists().map_err(|error| {
            let path = self.path.display();
            Words::new(
                format!("อ่านโฟลเดอร์ {path} ไม่ได้: {error}"),
                format!("the folder {path} cannot be read: {error}"),
            )
        })
    }

    fn is_prompt(&self) -> bool {
        true
    }
}
