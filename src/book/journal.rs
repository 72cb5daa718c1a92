//! What was sent: `records/journal/<fiscal year>/<record>/<due>.<stage>.<role>.toml`.
//! Only the program writes it; the path alone says which reminder it is.

use std::collections::BTreeSet;

/// The reminders that have an entry in the journal.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    keys: BTreeSet<String>,
}

impl Journal {
    /// Adds a file of the journal by its path from the book's root.
    pub fn add(&mut self, path: &str) {
        let key = path
            .strip_prefix("records/journal/")
            .and_then(|rest| rest.strip_suffix(".toml"));
        if let Some(key) = key {
            self.keys.insert(key.to_owned());
        }
    }

    /// Returns whether a reminder was claimed, sent, adopted or settled before.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.keys.contains(key)
    }
}
