//! The files and folders of the book that a command was asked to keep to.

use std::path::Path;

use super::Failure;
use crate::text::Words;
use crate::world::within::{self, Lies};

/// Places of the book, as paths from its root; none asked for is all of it.
#[derive(Debug)]
pub(super) struct Wanted(Vec<String>);

impl Wanted {
    /// Reads them as typed.
    ///
    /// # Errors
    ///
    /// [`Failure`] for what does not exist or lies outside the book: it would
    /// hide everything, and look like nothing to say.
    pub(super) fn read(root: &Path, typed: &[String]) -> Result<Wanted, Failure> {
        let place = |typed: &String| match within::find(root, typed) {
            Lies::Inside(path) => Ok(path),
            Lies::Outside => Err(Failure::usage(Words::new(
                format!("{typed} อยู่นอกสมุดนี้ ({})", root.display()),
                format!("{typed} lies outside this book ({})", root.display()),
            ))),
            Lies::Nowhere => Err(Failure::usage(Words::new(
                format!("ไม่มีแฟ้มหรือโฟลเดอร์ {typed}"),
                format!("no file or folder {typed}"),
            ))),
        };
        typed.iter().map(place).collect::<Result<_, _>>().map(Wanted)
    }

    /// Returns whether all of the book is wanted.
    pub(super) fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns whether a file of the book is wanted.
    pub(super) fn takes(&self, file: &str) -> bool {
        let inside = |place: &String| match file.strip_prefix(place.as_str()) {
            Some(rest) => place.is_empty() || rest.is_empty() || rest.starts_with('/'),
            None => false,
        };
        self.is_all() || self.0.iter().any(inside)
    }
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn a_folder_takes_what_lies_in_it_and_no_namesake() {
        let wanted = |place: &str| Wanted(vec![place.to_owned()]);
        let file = "records/legal/2570/advance-0001.toml";
        for place in ["", "records", "records/legal", file] {
            assert!(wanted(place).takes(file), "{place}");
        }
        for place in ["records/leg", "records/legal/2570/advance-0001", "templates"] {
            assert!(!wanted(place).takes(file), "{place}");
        }
        assert!(Wanted(Vec::new()).takes(file));
    }
}
