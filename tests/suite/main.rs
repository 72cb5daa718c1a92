//! The suite: one binary, one room for each kind of promise.
//!
//! `tests/office/` is a small true-to-life office; each test takes a copy,
//! edits files, runs the program and says what it must answer. The day is
//! always a literal. To accept new words after reading them:
//!
//! ```text
//! BLESS=1 cargo test --test suite errors     # tests/errors/*/expected.*.txt, docs/errors.md
//! SNAPSHOTS=overwrite cargo test --test suite dialogue
//! ```
#![allow(
    clippy::disallowed_methods,
    reason = "tests set the scene on a real disk and run the real program"
)]

mod bench;

mod answers;
mod bad_input;
mod check;
mod delivery;
mod dialogue;
mod doctor;
mod entering;
mod errors;
mod events;
mod figures;
mod floors;
mod fmt;
mod format;
mod forms;
mod guide;
mod history;
mod imap;
mod import;
mod incremental;
mod init;
mod law;
mod ledgers;
mod look;
mod mailbox;
mod official;
mod post;
mod rare;
mod release;
mod schema;
mod sending;
mod serve;
#[cfg(unix)]
mod silence;
mod slips;
mod smtp;
mod stamps;
mod survey;
mod threats;
mod together;
mod tsa;
