//! Pages kept from the build before: one whose sources are the same is not set
//! again, nor searched, nor written.
//!
//! A page is its template, the words and what all pages share, its frame and its
//! view; nothing else reaches it ([`super::Desk::set`]). Their sum says whether it
//! would come out as it did. Of records and agencies there is an earlier sum, of
//! their facts ([`super::facts`]), so that not even their view is made.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

/// The sum of something that a page is made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sum(pub [u8; 16]);

impl Sum {
    /// Sums up some parts; where one ends and the next begins counts.
    #[must_use]
    pub fn of<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> Sum {
        let mut sum = Sha256::new();
        for part in parts {
            sum.update((part.len() as u64).to_le_bytes());
            sum.update(part);
        }
        let mut first = [0; 16];
        first.copy_from_slice(&sum.finalize()[..16]);
        Sum(first)
    }

    /// Sums up a value by what a template would see of it; what cannot be written
    /// down has no sum, and its page is set anew each time.
    #[must_use]
    pub fn of_view<V: Serialize>(view: &V) -> Option<Sum> {
        let seen = serde_json::to_vec(view).ok()?;
        Some(Sum::of([seen.as_slice()]))
    }
}

/// How many bytes a file has, and their SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// How many.
    pub length: u64,
    /// Their SHA-256.
    pub hash: [u8; 32],
}

impl Measure {
    /// Measures bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Measure {
        Measure {
            length: bytes.len() as u64,
            hash: Sha256::digest(bytes).into(),
        }
    }
}

/// What a file was made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The facts of a record or of an agency ([`super::facts`]).
    pub facts: Option<Sum>,
    /// Template, frame and view, for a page.
    pub set: Option<Sum>,
    /// What came out, for a file that no template frames.
    pub measure: Option<Measure>,
}

/// What an earlier build left, and by which program and gate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The program that makes the pages now: another may make others.
    pub program: Sum,
    /// The pages that stand, by path, as they were written.
    pub pages: BTreeMap<String, Trace>,
}

impl Kept {
    /// Returns what a page was made from, where it still stands.
    #[must_use]
    pub fn trace(&self, path: &str) -> Option<Trace> {
        self.pages.get(path).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_part_ends_counts() {
        let sum = |parts: &[&str]| Sum::of(parts.iter().map(|part| part.as_bytes()));
        assert_ne!(sum(&["ab", "c"]), sum(&["a", "bc"]));
        assert_ne!(sum(&["a", ""]), sum(&["a"]));
        assert_eq!(sum(&["a", "b"]), sum(&["a", "b"]));
    }

    #[test]
    fn a_view_is_summed_up_by_what_a_template_sees() {
        assert_eq!(Sum::of_view(&("a", 1)), Sum::of_view(&("a", 1)));
        assert_ne!(Sum::of_view(&("a", 1)), Sum::of_view(&("a", 2)));
    }
}
