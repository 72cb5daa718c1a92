//! The forge that holds the book: links to its pages.

use super::link;
use crate::text::Table;

/// Links to the forge that holds the book: addresses with places to fill in.
///
/// `{path}` is a file's path in the book, `{folder}` and `{name}` its two
/// halves; `{text}` is the file's whole text and `{message}` what to call the
/// change, which only the forms of the site know.
#[derive(Clone, Debug, Default)]
pub struct Forge {
    /// Edit page of a file.
    pub edit: Option<String>,
    /// New-file page.
    pub new: Option<String>,
    /// Page of a commit, with `{commit}`.
    pub commit: Option<String>,
}

impl Forge {
    /// Returns the address of a pattern for a file, with no text in it.
    #[must_use]
    pub fn address(pattern: &str, path: &str) -> String {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        [
            ("{path}", path),
            ("{folder}", folder),
            ("{name}", name),
            ("{text}", ""),
            ("{message}", ""),
        ]
        .iter()
        .fold(pattern.to_owned(), |address, (place, value)| {
            address.replace(place, value)
        })
    }
}

/// Reads `[forge]`.
pub(super) fn read(mut table: Table<'_, '_>) -> Forge {
    let mut pattern = |key: &'static str| {
        let url = table.text(key)?;
        link::is_web(&url, key, table.faults());
        Some(url.value)
    };
    let forge = Forge {
        edit: pattern("edit"),
        new: pattern("new"),
        commit: pattern("commit"),
    };
    table.finish();
    forge
}
