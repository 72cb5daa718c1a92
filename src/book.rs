//! The book: all records together, cross-checked, and how each stands on a day.

pub mod ages;
pub mod check;
pub mod delivery;
pub mod exceptions;
pub mod figures;
pub mod float;
pub mod gather;
pub mod journal;
pub mod ledger;
pub mod plan;
pub mod reconcile;
pub mod register;
pub mod sample;
pub mod standing;
pub mod survey;
pub mod trend;
pub mod withdrawals;
pub mod years;

pub use delivery::{Delivery, Pulse};
pub use gather::{Book, Gathered};
pub use journal::Journal;
pub use plan::{Item, Message, Plan};
pub use register::{Entry, Register, Totals};
pub use standing::{AdvanceStanding, Flag, GuaranteeStanding, State, Timing};
