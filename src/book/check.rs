//! Checks across records.
