//! Thai forms of the same facts: dates in the Buddhist Era, amounts in words,
//! digits. Nothing here knows a record.

pub mod date;
pub mod digits;
pub mod words;
