//! The fiscal-year cut: what was brought forward, paid out, settled, and is
//! carried over 1 October.

use chrono::NaiveDate;
use serde::Serialize;

use super::gather::Book;
use super::register::{Entry, Register, Sum};
use crate::day::{BUDDHIST_OFFSET, fiscal_year};
use crate::money::Satang;

/// The advances of an office over one fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Year {
    /// The fiscal year, B.E.
    pub fiscal_year: i32,
    /// ยอดยกมา: outstanding on the last 30 September.
    pub brought_forward: Sum,
    /// Paid out during the year.
    pub paid_out: Satang,
    /// Settled during the year, net of what objections reopened.
    pub settled: Satang,
    /// ยอดยกไป: outstanding on 30 September, or today in the year that runs.
    pub carried_forward: Sum,
}

/// Returns every fiscal year from the first advance to today's, in order: what
/// one year carries forward, the next brings.
#[must_use]
pub fn years(book: &Book, today: NaiveDate) -> Vec<Year> {
    let contracted = book
        .advances
        .iter()
        .map(|record| record.contracted.value)
        .filter(|day| *day <= today);
    let Some(first) = contracted.min().map(fiscal_year) else {
        return Vec::new();
    };
    let mut list = Vec::new();
    let mut before = (Sum::default(), Satang::ZERO);
    for year in first..=fiscal_year(today) {
        let end = last_day(year).min(today);
        let outstanding = Register::new(book, end).totals().outstanding;
        let paid: Satang = book.advances.iter().map(|record| record.disbursed(end)).sum();
        let paid_out = paid - before.1;
        list.push(Year {
            fiscal_year: year,
            brought_forward: before.0,
            paid_out,
            settled: before.0.amount + paid_out - outstanding.amount,
            carried_forward: outstanding,
        });
        before = (outstanding, paid);
    }
    list
}

/// What one record came to over a fiscal year.
#[derive(Clone, Debug)]
pub struct Movement<'b> {
    /// The record, as it stood at the year's end.
    pub entry: Entry<'b>,
    /// ยอดยกมา: outstanding or held on the 30 September before.
    pub brought_forward: Satang,
    /// Paid out to the borrower, or taken in from the contractor.
    pub came: Satang,
    /// Settled by the borrower, or returned, forfeited and cancelled.
    pub went: Satang,
    /// ยอดยกไป: outstanding or held on 30 September.
    pub carried_forward: Satang,
}

/// The books of a fiscal year, closed on its 30 September.
#[derive(Clone, Debug)]
pub struct Cut<'b> {
    /// The fiscal year, B.E.
    pub fiscal_year: i32,
    /// Its last day.
    pub end: NaiveDate,
    /// Every record that brought, moved or carries money, sorted by path.
    pub movements: Vec<Movement<'b>>,
}

/// Closes a fiscal year, record by record; over all advances the sums are those
/// of [`years`].
#[must_use]
pub fn cut(book: &Book, fiscal_year: i32) -> Cut<'_> {
    let end = last_day(fiscal_year);
    let start = last_day(fiscal_year - 1);
    let before = Register::new(book, start);
    let movements = Register::new(book, end).entries.into_iter().filter_map(|entry| {
        let known = before.get(entry.id());
        let brought_forward = known.map_or(Satang::ZERO, Entry::open_amount);
        let came = come_in(&entry, end) - known.map_or(Satang::ZERO, |entry| come_in(entry, start));
        let carried_forward = entry.open_amount();
        let movement = Movement {
            went: brought_forward + came - carried_forward,
            entry,
            brought_forward,
            came,
            carried_forward,
        };
        let still = [movement.brought_forward, movement.came, movement.went, carried_forward];
        still.iter().any(|sum| *sum != Satang::ZERO).then_some(movement)
    });
    Cut {
        fiscal_year,
        end,
        movements: movements.collect(),
    }
}

/// Returns the fiscal year that ended last before a day.
#[must_use]
pub fn ended(today: NaiveDate) -> i32 {
    fiscal_year(today) - 1
}

fn last_day(fiscal_year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(fiscal_year - BUDDHIST_OFFSET, 9, 30).unwrap_or(NaiveDate::MAX)
}

/// All money that came into an entry's account up to a day.
fn come_in(entry: &Entry<'_>, day: NaiveDate) -> Satang {
    match entry {
        Entry::Advance(advance, _) => advance.disbursed(day),
        Entry::Guarantee(guarantee, _) => {
            let received = guarantee.received.is_some_and(|received| received.value <= day);
            if received { guarantee.amount.value } else { Satang::ZERO }
        }
    }
}
