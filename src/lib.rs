//! The register of official advances and contract guarantees. See ARCHITECTURE.md.

pub mod book;
pub mod command;
pub mod day;
pub mod letter;
pub mod money;
pub mod record;
pub mod rule;
pub mod text;
pub mod thai;
pub mod world;
