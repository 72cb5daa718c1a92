//! Delivery: what was planned leaves once, or is listed as held.
//!
//! A reminder is claimed in the journal before it leaves, the claim is put
//! where every other run must see it, and only then is the mail handed over;
//! the outcome is written behind it. What a crash leaves in doubt is asked of
//! a witness, never guessed.

pub mod alarm;
pub mod bounce;
pub mod checkup;
pub mod day;
pub mod decide;
pub mod doors;
pub mod forecast;
pub mod replay;
pub mod report;
pub mod round;
pub mod settle;
