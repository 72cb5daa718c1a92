//! The letters that went before: kept by the program, or told of by the record.

use chrono::NaiveDate;
use serde::Serialize;

use super::stage::Stand;
use super::view::long;
use crate::book::journal::{Kept, Series};
use crate::book::{Entry, Register};
use crate::letter::words;
use crate::record::Guarantee;

/// A letter that went before.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Before {
    number: String,
    date: String,
}

/// The letters that went to the contractor outside the program, by the
/// record's word; one that was kept too is the same letter.
fn notices<'b>(stand: &Stand<'_, 'b>, register: &Register<'_>) -> Vec<(NaiveDate, Option<&'b str>)> {
    let (Entry::Guarantee(record, _), Series::Due) = (stand.entry, stand.series) else {
        return Vec::new();
    };
    let record: &'b Guarantee = record;
    let kept = register.book.journal.letters(&record.id);
    let notices = record
        .notices
        .iter()
        .filter(|notice| notice.counts(register.today))
        .map(|notice| (notice.date.value, notice.number.as_deref()));
    notices
        .filter(|(_, number)| {
            !kept
                .iter()
                .any(|kept| kept.number.as_deref() == *number && number.is_some())
        })
        .collect()
}

/// The newest letter of the same series.
pub(super) fn before(stand: &Stand<'_, '_>, register: &Register<'_>) -> Option<Before> {
    let letters = register.book.journal.letters(stand.entry.id()).iter();
    let kept = letters
        .filter(|kept| kept.series == stand.series && kept.date <= register.today)
        .map(|kept| (kept.date, kept.number.as_deref()));
    let (day, number) = kept.chain(notices(stand, register)).max_by_key(|(day, _)| *day)?;
    Some(Before {
        number: number.map(words::line).unwrap_or_default(),
        date: long(day),
    })
}

/// The number of the next letter: one more than went before, by the program or,
/// as the record tells, outside of it. No number is given twice.
pub(super) fn next(stand: &Stand<'_, '_>, register: &Register<'_>) -> usize {
    let letters = register.book.journal.letters(stand.entry.id()).iter();
    let kept: Vec<&Kept> = letters.filter(|kept| kept.series == stand.series).collect();
    let newest = kept.iter().map(|kept| kept.n).max().unwrap_or(0);
    let outside = notices(stand, register).len();
    newest.max(kept.len() + outside) + 1
}
