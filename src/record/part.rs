//! What could be read of a record that cannot be judged as a whole: enough to
//! hold its place, its number and its purpose against the rest of the book, and
//! its own days and sums against each other.

use chrono::NaiveDate;

use super::advance::Advance;
use super::guarantee::Guarantee;
use super::id::RecordId;
use crate::text::{Placed, Span};

/// The readable part of a record with an unreadable one.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its path.
    pub id: RecordId,
    /// Number of the contract.
    pub contract: Option<Placed<String>>,
    /// Purpose, of an advance.
    pub purpose: Option<Placed<String>>,
    /// The rule that it names.
    pub rule: Option<Placed<String>>,
    /// The day that decides its fiscal year.
    pub day: Option<Placed<NaiveDate>>,
    /// The record, with stand-ins where something required is missing: its days may
    /// be held against each other, and nothing else of it be believed.
    pub body: Body,
    /// Whether all was read that its sums are reckoned from.
    pub sums: bool,
}

/// A record with stand-ins.
#[derive(Clone, Debug)]
pub enum Body {
    /// An advance.
    Advance(Advance),
    /// A guarantee.
    Guarantee(Guarantee),
}

/// Returns what stands for a value that is missing: before every day, no sum, no word.
pub(super) fn stand_in<T>(value: T) -> Placed<T> {
    Placed {
        value,
        span: Span::default(),
    }
}
