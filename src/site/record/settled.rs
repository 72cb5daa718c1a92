//! Records whose pages rest: all is settled, and no day that their files write is
//! still to come. Such a page says the same tomorrow, so its facts are summed up
//! as they lie, without making its view.

use crate::book::{Book, Entry, State};
use crate::history::change::Change;
use crate::history::story::{Chronicle, Deed};
use crate::record::{Place, RecordId, id};
use crate::site::{Desk, Sum};

/// What the pages of settled records are made from.
#[derive(Debug)]
pub(in crate::site) struct Settled<'d> {
    book: &'d Book,
    past: &'d Chronicle,
    today: String,
    /// Edition, office, agencies, regulations and closed days: what they share.
    shared: Option<Sum>,
}

impl<'d> Settled<'d> {
    /// Looks at the book of a desk.
    pub(in crate::site) fn of(desk: &'d Desk<'_>) -> Settled<'d> {
        let book = desk.register.book;
        Settled {
            book,
            past: &desk.stamp.past,
            today: desk.register.today.to_string(),
            shared: desk.edition_sum().map(|edition| {
                let settings = book.sources.iter().filter(|(path, _)| is_shared(path));
                let texts = settings.flat_map(|(path, source)| [path.as_bytes(), source.text.as_bytes()]);
                Sum::of([edition.0.as_slice()].into_iter().chain(texts))
            }),
        }
    }

    /// Sums up all that the page of a record is made from; nothing where it may say
    /// something else tomorrow.
    pub(in crate::site) fn facts(&self, entry: &Entry<'_>) -> Option<Sum> {
        let shared = self.shared?;
        let id = entry.id();
        let text = &self.book.source(id)?.text;
        let rests = matches!(
            entry.state(),
            State::Cleared | State::Cancelled | State::Returned | State::Forfeited
        );
        if !rests || !entry.flags().is_empty() || speaks_of_later(text, &self.today) {
            return None;
        }
        let sent = self.sent(id);
        let mut parts = vec![shared.0.as_slice(), text.as_bytes(), sent.as_bytes()];
        for deed in self.past.get(id).into_iter().flatten() {
            // What could not be read is told by what stood before it and after.
            if deed.changes.contains(&Change::Unreadable) {
                return None;
            }
            parts.extend(told(deed));
        }
        Some(Sum::of(parts))
    }

    /// What the journal has of a record.
    fn sent(&self, id: &RecordId) -> String {
        let journal = &self.book.journal;
        let adopted = journal.has_adopted(id).then(|| journal.adopted_on());
        let pages: Vec<_> = journal.of(id).collect();
        let letters = journal.letters(id);
        if adopted.is_none() && pages.is_empty() && letters.is_empty() {
            return String::new();
        }
        format!("{adopted:?}{pages:?}{letters:?}")
    }
}

/// A deed is what its commits, which never change, did to the file.
fn told(deed: &Deed) -> [&[u8]; 3] {
    [
        deed.commit.id.as_bytes(),
        deed.approval.as_ref().map_or(&[], |merge| merge.id.as_bytes()),
        deed.moved_from.as_ref().map_or(&[], |path| path.as_bytes()),
    ]
}

/// Whether a file of the book says something about more than one record.
fn is_shared(path: &str) -> bool {
    !matches!(id::place(path), Place::Record(_) | Place::Journal | Place::Balances(_))
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
