//! What could be read of a record that cannot be judged as a whole: enough to
//! hold its place, its number and its purpose against the rest of the book.

use chrono::NaiveDate;

use super::id::RecordId;
use crate::text::Placed;

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
}
