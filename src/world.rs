//! The only doors outward: the disk, the clock, git. What lies inside is a
//! function of text and a day.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the disk, the clock and git are here and nowhere else"
)]

pub mod archive;
pub mod authority;
pub mod clock;
pub mod contents;
pub mod diary;
pub mod disk;
pub(crate) mod fail;
pub mod git;
pub mod ground;
mod hint;
pub mod hold;
mod intake;
pub mod kept;
pub mod mailbox;
pub mod post;
#[cfg(feature = "serve")]
pub mod preview;
pub mod publish;
pub mod settings;
pub mod stage;
pub mod store;
pub mod within;
