//! Text with places: sources, mistakes, and the table reader that finds all of
//! them in one pass. This floor knows no record.

pub mod code;
mod conflict;
pub mod diagnostic;
pub mod nearest;
pub mod printable;
pub mod render;
pub mod sheet;
pub mod source;
mod syntax;
pub mod table;
pub mod typed;
pub mod uri;
mod words;

pub use code::{Code, Severity};
pub use diagnostic::{Diagnostic, Faults, Lang, Words};
pub use source::{Placed, Source, Span};
pub use table::Table;
