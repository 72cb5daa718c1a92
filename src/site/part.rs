//! A part of a site: several machines make one each, and together they have made
//! what one machine would have.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Which part of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// From one.
    number: usize,
    of: usize,
}

/// More parts than any matrix of machines has.
const MOST: usize = 1000;

impl Part {
    /// The whole site.
    pub const WHOLE: Part = Part { number: 1, of: 1 };

    /// Reads `2/4`.
    #[must_use]
    pub fn read(text: &str) -> Option<Part> {
        let (number, of) = text.split_once('/')?;
        let (number, of) = (number.parse().ok()?, of.parse().ok()?);
        ((1..=of).contains(&number) && of <= MOST).then_some(Part { number, of })
    }

    /// Whether a piece of work is this part's; each is one part's, whatever their
    /// number.
    #[must_use]
    pub fn takes(self, place: usize) -> bool {
        place % self.of == self.number - 1
    }
}

/// What a part says of itself, in a file beside its pages that no site has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// The version of the program.
    pub duebook: String,
    /// From one.
    pub number: usize,
    /// How many parts there are.
    pub of: usize,
    /// For whom.
    pub audience: String,
    /// The sum of all that the site is made from.
    pub book: String,
    /// The part's files, by path, with the SHA-256 of each.
    pub files: BTreeMap<String, String>,
}

impl Shard {
    /// The file's name; an agency's folder has no such ending.
    pub const FILE: &'static str = "shard.json";

    /// What a part says of itself: the book's sum and its files are added.
    #[must_use]
    pub fn of(part: Part, audience: &str, book: String) -> Shard {
        Shard {
            duebook: env!("CARGO_PKG_VERSION").to_owned(),
            number: part.number,
            of: part.of,
            audience: audience.to_owned(),
            book,
            files: BTreeMap::new(),
        }
    }

    /// Reads what a part says of itself.
    #[must_use]
    pub fn read(text: &str) -> Option<Shard> {
        let shard: Shard = serde_json::from_str(text).ok()?;
        Part::read(&format!("{}/{}", shard.number, shard.of)).map(|_| shard)
    }

    /// Prints it.
    #[must_use]
    pub fn text(&self) -> String {
        // Only maps with keys that are no text could fail, and there are none.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// Why parts make no site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// A part is not of the same book, day, audience or program as the first.
    Other(usize),
    /// A part is there twice.
    Twice(usize),
    /// Parts are not there.
    Missing(Vec<usize>),
}

/// Judges whether some parts, as given, are all the parts of one site.
///
/// # Errors
///
/// [`Mismatch`] with the place of the part, from zero, or the numbers that lack.
pub fn whole(shards: &[Shard]) -> Result<(), Mismatch> {
    let Some(first) = shards.first() else {
        return Err(Mismatch::Missing(vec![1]));
    };
    let of_one = |shard: &Shard| {
        let Shard {
            duebook,
            of,
            audience,
            book,
            ..
        } = shard;
        (duebook.clone(), *of, audience.clone(), book.clone())
    };
    for (place, shard) in shards.iter().enumerate() {
        if of_one(shard) != of_one(first) {
            return Err(Mismatch::Other(place));
        }
        if shards[..place].iter().any(|before| before.number == shard.number) {
            return Err(Mismatch::Twice(place));
        }
    }
    let missing = (1..=first.of).filter(|number| shards.iter().all(|shard| shard.number != *number));
    let missing: Vec<usize> = missing.collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Mismatch::Missing(missing))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_piece_of_work_is_one_parts() {
        for of in 1..=7 {
            let parts: Vec<Part> = (1..=of)
                .map(|number| Part::read(&format!("{number}/{of}")).expect("a part"))
                .collect();
            for place in 0..50 {
                assert_eq!(
                    parts.iter().filter(|part| part.takes(place)).count(),
                    1,
                    "{place} of {of}"
                );
            }
        }
        for wrong in ["0/4", "5/4", "1", "1/0", "a/b", "1/4/4", "1/1001", "-1/4", ""] {
            assert_eq!(Part::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn parts_are_of_one_site_each_once_and_all_there() {
        let shard = |text: &str, book: &str| Shard::of(Part::read(text).expect("a part"), "public", book.to_owned());
        let (one, two, three) = (shard("1/3", "a"), shard("2/3", "a"), shard("3/3", "a"));
        let other = shard("3/3", "b");
        for (shards, want) in [
            (vec![&one, &two, &three], Ok(())),
            (vec![&three, &one, &two], Ok(())),
            (vec![&one, &three], Err(Mismatch::Missing(vec![2]))),
            (vec![&two], Err(Mismatch::Missing(vec![1, 3]))),
            (vec![], Err(Mismatch::Missing(vec![1]))),
            (vec![&one, &two, &other], Err(Mismatch::Other(2))),
            (vec![&one, &one, &two], Err(Mismatch::Twice(1))),
        ] {
            let shards: Vec<Shard> = shards.into_iter().cloned().collect();
            assert_eq!(whole(&shards), want, "{shards:?}");
        }
        assert_eq!(Shard::read(&one.text()), Some(one));
        assert_eq!(Shard::read("{}"), None);
    }
}
