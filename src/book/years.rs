//! The fiscal-year cut: what was brought forward, paid out, settled, and is
//! carried over 1 October (FACTS §8, "year-end").

use chrono::NaiveDate;
use serde::Serialize;

use super::gather::Book;
use super::register::{Register, Sum};
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
        let end = NaiveDate::from_ymd_opt(year - BUDDHIST_OFFSET, 9, 30).map_or(today, |end| end.min(today));
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
