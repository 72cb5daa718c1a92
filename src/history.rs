//! What the commits of a book did: who, when, why, and which fact from what to
//! what. Commits and texts come in as git tells them; nothing is asked of git
//! here.

pub mod audit;
pub mod chain;
pub mod change;
pub mod commit;
pub mod late;
pub mod outline;
pub mod page;
pub mod policy;
pub mod raw;
pub mod readable;
pub mod stamps;
pub mod story;
pub mod trunk;

pub use change::{Change, Changes};
pub use commit::{Commit, Ident, Touched};
