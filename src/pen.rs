//! The pen: how a record's text is written and changed.
//!
//! What stands in a file is an officer's: comments, order and line ends stay
//! as they are, and an edit touches the lines that it means; only the canonical
//! form (`fmt`) has line ends of its own. New text is
//! written as [`crate::record::shape`] orders its keys. Whether the result is
//! right is for the readers and the checks to say.

mod canon;
mod edit;
mod ends;
mod facts;
mod home;
pub mod migrate;
mod rewrite;
pub mod said;
mod typed;
mod value;
mod write;

pub use canon::canonical;
pub use edit::{Pen, Spot};
pub use facts::{Event, Facts, facts};
pub use home::{founding_day, freeze_rule, home_year};
pub use rewrite::rewritten;
pub use typed::typed;
pub use value::{Value, key};
pub use write::{append, event, record};
