//! From records to standings: the register's entries as of a day.

mod advance;
mod guarantee;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::gather::Book;
use super::register::Entry;
use super::standing::{Flag, State};
use crate::record::Advance;
use crate::rule::Rule;

/// Derives every entry of a day, sorted by path.
///
/// A record contracted after the day is not listed; all others are, settled
/// and cancelled ones too.
#[must_use]
pub fn entries(book: &Book, today: NaiveDate) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = book
        .advances
        .iter()
        .filter(|advance| advance.contracted.value <= today)
        .map(|record| Entry::Advance(record, advance::standing(book, record, today)))
        .chain(
            book.guarantees
                .iter()
                .filter(|guarantee| guarantee.contracted.is_none_or(|day| day.value <= today))
                .map(|record| Entry::Guarantee(record, guarantee::standing(book, record, today))),
        )
        .collect();
    entries.sort_by(|a, b| a.id().cmp(b.id()));
    flag_second_loans(&mut entries);
    entries
}

/// Returns how one record stood on another day. Flags that compare records are
/// left out.
#[must_use]
pub fn on_day<'b>(book: &Book, entry: &Entry<'b>, day: NaiveDate) -> Entry<'b> {
    match entry {
        Entry::Advance(record, _) => Entry::Advance(record, advance::standing(book, record, day)),
        Entry::Guarantee(record, _) => Entry::Guarantee(record, guarantee::standing(book, record, day)),
    }
}

/// Returns the rule that an advance is counted by: the one frozen in the
/// record, else the one in force when its contract was made.
#[must_use]
pub fn advance_rule<'b>(book: &'b Book, record: &Advance) -> Option<&'b Rule> {
    advance::rule(book, record)
}

/// Returns the rule that a guarantee's return is counted by.
#[must_use]
pub fn guarantee_rule<'b>(book: &'b Book, record: &crate::record::Guarantee) -> Option<&'b Rule> {
    guarantee::rule(book, record)
}

pub use advance::due_when_settled;
pub(in crate::book) use advance::{due_on, extended, late_without_reason};

/// Flags a borrower's newer advances while an older one has money out.
fn flag_second_loans(entries: &mut [Entry<'_>]) {
    let mut open: BTreeMap<_, Vec<(NaiveDate, usize)>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        if let Entry::Advance(advance, standing) = entry
            && !standing.state.is_settled()
        {
            let loans = open.entry(advance.borrower_key()).or_default();
            loans.push((advance.contracted.value, at));
        }
    }
    for mut loans in open.into_values() {
        loans.sort_unstable();
        let mut older_out = false;
        for (_, at) in loans {
            let Entry::Advance(_, standing) = &mut entries[at] else {
                continue;
            };
            if older_out {
                standing.flags.push(Flag::SecondLoan);
                standing.flags.sort_unstable();
            }
            older_out |= matches!(standing.state, State::Outstanding | State::Overdue);
        }
    }
}
