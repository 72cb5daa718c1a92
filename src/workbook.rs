//! An office's workbook as a way in and a way out of the book.
//!
//! In: the bytes of a file become cells, cells become values by way of a
//! mapping, rows become records as they should stand, and these are set
//! against the book as it stands. Out of it comes a plan; nothing here writes.
//! Out: the book becomes a workbook whose mapping is known, so that it comes
//! back without one.

pub mod csv;
pub mod draft;
pub mod export;
pub mod grid;
pub mod header;
pub mod mapping;
pub mod open;
pub mod plan;
pub mod rows;
pub mod spots;
pub mod states;
pub mod value;
