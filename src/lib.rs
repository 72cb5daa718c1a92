//! The register of official advances and contract guarantees. See ARCHITECTURE.md.

pub mod agenda;
mod base64;
pub mod book;
pub mod command;
pub mod day;
pub mod digest;
pub mod dispatch;
pub mod founding;
pub mod history;
pub mod letter;
pub mod money;
pub mod pen;
pub mod percent;
pub mod press;
pub mod record;
pub mod rule;
pub mod schema;
pub mod site;
pub mod text;
pub mod thai;
pub mod timestamp;
pub mod workbook;
pub mod world;
