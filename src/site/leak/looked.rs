//! Under what a gate looked at pages: whether one of today must look at them again.

use std::collections::BTreeSet;

use crate::site::Sum;

/// The sums of what was sought, and of what was known to be public.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Names and addresses.
    pub sought: BTreeSet<u64>,
    /// Announced addresses, identities of events.
    pub known: BTreeSet<u64>,
}

impl Looked {
    /// Sums up what is sought and what is known.
    pub(super) fn of<'t>(sought: impl Iterator<Item = &'t [u8]>, known: impl Iterator<Item = &'t [u8]>) -> Looked {
        let sum = |text: &[u8]| {
            let mut first = [0; 8];
            first.copy_from_slice(&Sum::of([text]).0[..8]);
            u64::from_le_bytes(first)
        };
        Looked {
            sought: sought.map(sum).collect(),
            known: known.map(sum).collect(),
        }
    }

    /// Returns whether a page that passed under this passes under another as well:
    /// nothing more is sought, and nothing is public no longer.
    #[must_use]
    pub fn answers(&self, now: &Looked) -> bool {
        now.sought.is_subset(&self.sought) && self.known.is_subset(&now.known)
    }
}

#[cfg(test)]
mod tests {
    use super::Looked;

    #[test]
    fn what_is_sought_may_shrink_and_what_is_public_may_grow() {
        let looked = |sought: &[&str], known: &[&str]| {
            let [sought, known] = [sought, known].map(|texts| texts.iter().map(|text| text.as_bytes()));
            Looked::of(sought, known)
        };
        let before = looked(&["name", "address"], &["mailbox"]);
        for (now, answers, why) in [
            (looked(&["name", "address"], &["mailbox"]), true, "the same"),
            (looked(&["name"], &["mailbox"]), true, "a borrower is gone"),
            (
                looked(&["name", "address"], &["mailbox", "event"]),
                true,
                "a record is new",
            ),
            (
                looked(&["name", "address", "other"], &["mailbox"]),
                false,
                "a borrower is new",
            ),
            (
                looked(&["name", "address"], &[]),
                false,
                "a mailbox is announced no longer",
            ),
            (looked(&["name", "mailbox"], &["address"]), false, "they change places"),
        ] {
            assert_eq!(before.answers(&now), answers, "{why}");
        }
    }
}
