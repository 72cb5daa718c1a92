//! The post: where mails go, by what `DUEBOOK_SMTP_URL` says.

pub mod address;
mod folder;
mod smtp;

pub use address::Address;
pub use folder::Folder;
pub use smtp::Smtp;
