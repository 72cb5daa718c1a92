//! The law, as data and arithmetic: how days are counted, on which days
//! offices are closed, which regulation gives which period. This floor knows
//! no record and no today.

pub mod calendar;
pub mod due;
pub mod period;
pub mod rulebook;

pub use calendar::{Calendar, ClosedDay, UnknownYear};
pub use due::{Due, Event, From as DueFrom};
pub use period::Period;
pub use rulebook::{LastDay, Rule, RuleBook, RuleKind};
