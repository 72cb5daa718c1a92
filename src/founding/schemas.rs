//! The schemas of a new book, so that an editor knows its keys from the first
//! file on. `duebook schema` writes them anew when the regulations change.

use std::collections::BTreeMap;

use super::File;
use crate::book::gather::{Files, gather};
use crate::press::Press;
use crate::record::shape;
use crate::schema::{self, Words};
use crate::text::Source;

/// Returns the schemas of a book that consists of these files.
pub(super) fn files(book: &[File]) -> Vec<File> {
    let sources = book
        .iter()
        .filter(|file| file.path.starts_with("records/rules/"))
        .map(|file| Source::new(&file.path, file.text.clone()))
        .collect();
    let gathered = gather(Files {
        sources,
        ..Files::default()
    });
    let Ok(press) = Press::new(&BTreeMap::new()) else {
        return Vec::new();
    };
    let words = Words {
        rules: &gathered.book.rules,
        press: &press,
    };
    shape::File::ALL
        .iter()
        .map(|(_, file)| File::new(schema::path(*file), schema::text(*file, &words)))
        .collect()
}
