//! Every fact that a record may hold, as a column: the catalogue of keys laid
//! flat. `borrower` becomes `borrower.name`, `borrower.position`, …; the keys
//! of an event stand behind its header, `clearing.vouchers`.

use crate::record::Kind;
use crate::record::shape::{File, Key, What};

/// A fact's place in a record.
#[derive(Clone, Debug)]
pub struct Spot {
    /// The event that holds it; nothing for the record's own.
    pub event: Option<&'static Key>,
    /// Its dotted path inside the record or the event.
    pub path: String,
    /// Its key.
    pub key: &'static Key,
    /// The words of a column over it, Thai and English.
    pub label: (String, String),
}

impl Spot {
    /// Returns how a mapping names it: `amount`, `clearing.vouchers`.
    #[must_use]
    pub fn name(&self) -> String {
        match self.event {
            Some(event) => format!("{}.{}", event.name, self.path),
            None => self.path.clone(),
        }
    }
}

/// The facts of a kind of record, in canonical order: its own first, then those
/// of each event.
#[derive(Clone, Debug)]
pub struct Spots {
    /// What they are facts of.
    pub kind: Kind,
    /// The facts.
    pub list: Vec<Spot>,
}

impl Spots {
    /// Lays out a kind of record.
    #[must_use]
    pub fn of(kind: Kind) -> Spots {
        let keys = File::from(kind).keys();
        let mut list = Vec::new();
        lay(keys, None, "", ("", ""), &mut list);
        for event in keys.iter().filter(|key| key.is_event()) {
            lay(event.inside(), Some(event), "", ("", ""), &mut list);
        }
        Spots { kind, list }
    }

    /// Returns the number of a fact by its name in a mapping.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<usize> {
        self.list.iter().position(|spot| match spot.event {
            Some(event) => name
                .strip_prefix(event.name)
                .and_then(|rest| rest.strip_prefix('.'))
                .is_some_and(|rest| rest == spot.path),
            None => spot.path == name,
        })
    }

    /// Returns the facts of the record itself, or of an event, with their numbers.
    pub fn within(&self, event: Option<&'static str>) -> impl Iterator<Item = (usize, &Spot)> {
        self.list
            .iter()
            .enumerate()
            .filter(move |(_, spot)| spot.event.map(|event| event.name) == event)
    }

    /// Returns the headers of its events.
    #[must_use]
    pub fn events(&self) -> Vec<&'static Key> {
        File::from(self.kind)
            .keys()
            .iter()
            .filter(|key| key.is_event())
            .collect()
    }
}

fn lay(keys: &'static [Key], event: Option<&'static Key>, before: &str, outer: (&str, &str), list: &mut Vec<Spot>) {
    for key in keys {
        let path = format!("{before}{}", key.name);
        match key.what {
            What::Each(_) => {}
            What::Table(inside) => lay(inside, event, &format!("{path}."), key.label, list),
            _ => list.push(Spot {
                event,
                label: (joined(outer.0, key.label.0), joined(outer.1, key.label.1)),
                path,
                key,
            }),
        }
    }
}

fn joined(outer: &str, own: &str) -> String {
    if outer.is_empty() || outer == own {
        own.to_owned()
    } else {
        format!("{outer}: {own}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_lie_flat_and_are_found_by_their_names() {
        let spots = Spots::of(Kind::Advance);
        for name in [
            "contract",
            "borrower.name",
            "cancelled.reason",
            "clearing.vouchers",
            "clearing.void.date",
        ] {
            let at = spots.find(name).unwrap_or_else(|| panic!("{name}"));
            assert_eq!(spots.list[at].name(), name);
        }
        assert_eq!(spots.find("borrower"), None);
        assert_eq!(spots.find("clearing"), None);
        // Titles of one sheet differ, or a column could not be found by its title.
        for kind in [Kind::Advance, Kind::Guarantee, Kind::Project] {
            let spots = Spots::of(kind);
            let sheets = std::iter::once(None).chain(spots.events().into_iter().map(|event| Some(event.name)));
            for sheet in sheets {
                let mut titles: Vec<&str> = spots.within(sheet).map(|(_, spot)| spot.label.0.as_str()).collect();
                let all = titles.len();
                titles.sort_unstable();
                titles.dedup();
                assert_eq!(titles.len(), all, "{kind:?} {sheet:?}");
            }
        }
    }
}
