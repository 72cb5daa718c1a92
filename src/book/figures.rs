//! From records to standings: sums, states, flags, due dates as of a day.

use chrono::NaiveDate;

use super::gather::Book;
use super::register::Entry;

/// Derives every entry of a day, sorted by path.
#[must_use]
pub fn entries(book: &Book, today: NaiveDate) -> Vec<Entry<'_>> {
    let _ = (book, today);
    Vec::new()
}
