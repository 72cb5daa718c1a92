//! What pages are made from, summed up as it lies: before a view is made, it is
//! known whether it would be the view of the build before.
//!
//! A record's page says what its file, the journal, the commits and the day say of
//! it, and what all records share; of other records only the flags that compare
//! them. An agency's pages and files say that of its records.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::kept::{Kept, Sum};
use crate::book::{Book, Entry, Register, State};
use crate::history::story::{Chronicle, Deed};
use crate::record::{Place, RecordId, id};

/// The sums of a book as of a day, in no language and for nobody in particular,
/// beside what an earlier build left.
#[derive(Debug)]
pub struct Facts<'b> {
    /// What stands.
    pub(super) kept: &'b Kept,
    /// Office, agencies, regulations, closed days: all that is no record's own.
    shared: Sum,
    /// What only one record has, by its identity.
    records: BTreeMap<&'b RecordId, Own>,
    /// The records of an agency together, by folder.
    agencies: BTreeMap<&'b str, Sum>,
    today: String,
}

/// What only one record has.
#[derive(Clone, Copy, Debug)]
struct Own {
    /// File, journal, commits.
    sum: Sum,
    /// Whether its page says the same tomorrow.
    rests: bool,
}

impl<'b> Facts<'b> {
    /// Sums up the book of a register, and what the commits did to its records, in
    /// outline or in full.
    #[must_use]
    pub fn of(register: &Register<'b>, past: &Chronicle, kept: &'b Kept) -> Facts<'b> {
        let book = register.book;
        let today = register.today.to_string();
        let settings = book.sources.iter().filter(|(path, _)| is_shared(path));
        let texts = settings.flat_map(|(path, source)| [path.as_bytes(), source.text.as_bytes()]);
        let records: BTreeMap<&RecordId, Own> = register
            .entries
            .par_iter()
            .filter_map(|entry| Some((entry.id(), own(book, past, entry, (register.today, &today))?)))
            .collect();
        let projects = book.projects.iter().filter_map(|project| {
            let (path, text) = (project.id.to_string(), &book.source(&project.id)?.text);
            Some((project.id.agency.as_str(), Sum::of([path.as_bytes(), text.as_bytes()])))
        });
        let mut parts: BTreeMap<&str, Vec<Sum>> = BTreeMap::new();
        let entries = records.iter().map(|(id, own)| (id.agency.as_str(), own.sum));
        for (slug, sum) in entries.chain(projects) {
            parts.entry(slug).or_default().push(sum);
        }
        let whole = |parts: Vec<Sum>| Sum::of(parts.iter().map(|sum| sum.0.as_slice()));
        Facts {
            kept,
            shared: Sum::of(texts),
            agencies: parts.into_iter().map(|(slug, parts)| (slug, whole(parts))).collect(),
            records,
            today,
        }
    }

    /// Sums up all that the page of a record is made from, beside the edition.
    pub(super) fn record(&self, id: &RecordId) -> Option<Sum> {
        let Own { sum, rests } = self.records.get(id)?;
        let day = if *rests { "" } else { &self.today };
        Some(Sum::of([self.shared.0.as_slice(), &sum.0, day.as_bytes()]))
    }

    /// Sums up all that the pages of an agency are made from, beside the edition; one
    /// without records has its own sum.
    pub(super) fn agency(&self, slug: &str) -> Sum {
        let own = self.agencies.get(slug).copied().unwrap_or_default();
        Sum::of([self.shared.0.as_slice(), &own.0, slug.as_bytes(), self.today.as_bytes()])
    }
}

fn own(book: &Book, past: &Chronicle, entry: &Entry<'_>, today: (NaiveDate, &str)) -> Option<Own> {
    let id = entry.id();
    let text = &book.source(id)?.text;
    let is_over = matches!(
        entry.state(),
        State::Cleared | State::Cancelled | State::Returned | State::Forfeited
    );
    let path = id.to_string();
    let sent = sent(book, id);
    let flags: String = entry.flags().iter().map(|flag| flag.name()).collect();
    let mut parts = vec![path.as_bytes(), text.as_bytes(), sent.as_bytes(), flags.as_bytes()];
    for deed in past.get(id).into_iter().flatten() {
        told(deed, &mut parts);
    }
    let is_to_come = [text, &sent].iter().any(|told| speaks_of_later(told, today.1)) || is_awaited(entry, today.0);
    Some(Own {
        sum: Sum::of(parts),
        rests: is_over && entry.flags().is_empty() && !is_to_come,
    })
}

/// What the journal has of a record.
fn sent(book: &Book, id: &RecordId) -> String {
    let journal = &book.journal;
    let adopted = journal.has_adopted(id).then(|| journal.adopted_on());
    let pages: Vec<_> = journal.of(id).collect();
    let letters = journal.letters(id);
    if adopted.is_none() && pages.is_empty() && letters.is_empty() {
        return String::new();
    }
    format!("{adopted:?}{pages:?}{letters:?}")
}

/// A deed is what its commit, which never changes, did to the file: where a text
/// could not be read, to what stood there before it.
fn told<'d>(deed: &'d Deed, parts: &mut Vec<&'d [u8]>) {
    let approval = deed.approval.as_ref().map(|merge| &merge.id);
    let files = deed.commit.files.iter();
    let objects = files.flat_map(|file| [file.before.as_ref(), file.after.as_ref()]);
    let names = [Some(&deed.commit.id), approval, deed.moved_from.as_ref()];
    let bytes = |name: Option<&'d String>| name.map_or(&[][..], |name| name.as_bytes());
    parts.extend(names.into_iter().chain(objects).map(bytes));
}

/// Whether a file of the book says something about more than one record.
fn is_shared(path: &str) -> bool {
    !matches!(id::place(path), Place::Record(_) | Place::Journal | Place::Balances(_))
}

/// Whether a day that is reckoned for a record is today or to come, though no file
/// writes it: the end of a warranty, the days of an inspection, a day of return.
fn is_awaited(entry: &Entry<'_>, today: NaiveDate) -> bool {
    let reckoned = match entry {
        Entry::Advance(_, standing) => [standing.enforce_by, None, None, None],
        Entry::Guarantee(_, standing) => {
            let window = standing.inspection.as_ref();
            [
                standing.released,
                standing.warranty_end,
                window.map(|window| window.opens),
                window.map(|window| window.closes),
            ]
        }
    };
    let due = entry.due().map(|due| due.raw.max(due.effective).max(due.act_by));
    reckoned.into_iter().flatten().chain(due).any(|day| day >= today)
}

/// Whether a file writes a day after today: it may have yet to come.
fn speaks_of_later(text: &str, today: &str) -> bool {
    let is_day = |at: &&[u8]| {
        at.iter().enumerate().all(|(place, byte)| match place {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
    };
    let mut days = text.as_bytes().windows(today.len()).filter(is_day);
    days.any(|day| day > today.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::speaks_of_later;

    #[test]
    fn a_day_to_come_is_seen_wherever_it_stands() {
        for (text, later) in [
            ("received = 2026-11-20\n", false),
            ("received = 2026-11-21\n", true),
            ("void={date=2026-11-21,reason=\"x\"}", true),
            ("notes = \"ดู 2027-01-01\"", true),
            ("contract = \"12345-2026-11-19\"", false),
            ("received = 2026-1", false),
            ("", false),
        ] {
            assert_eq!(speaks_of_later(text, "2026-11-20"), later, "{text}");
        }
    }
}
