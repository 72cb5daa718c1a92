//! What comes from the environment: secrets, and where a run takes place. It
//! is read here and nowhere else, and none of it is ever printed.

use std::env;
use std::path::PathBuf;

use chrono::NaiveDate;

use super::{clock, fail};
use crate::digest::sha256;
use crate::dispatch::doors::Moment;
use crate::dispatch::settle::Patience;

fn text(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// Where the mails go: `DUEBOOK_SMTP_URL`.
#[must_use]
pub fn smtp_url() -> Option<String> {
    text("DUEBOOK_SMTP_URL")
}

/// An access token in place of a password: `DUEBOOK_SMTP_TOKEN` (XOAUTH2).
#[must_use]
pub fn smtp_token() -> Option<String> {
    text("DUEBOOK_SMTP_TOKEN")
}

/// The file of an office's own certificate authority: `DUEBOOK_MAIL_CA`.
#[must_use]
pub fn mail_ca() -> Option<PathBuf> {
    text("DUEBOOK_MAIL_CA").map(PathBuf::from)
}

/// The mailbox's password: `DUEBOOK_IMAP_PASSWORD`.
#[must_use]
pub fn imap_password() -> Option<String> {
    text("DUEBOOK_IMAP_PASSWORD")
}

/// The mailbox's access token: `DUEBOOK_IMAP_TOKEN`.
#[must_use]
pub fn imap_token() -> Option<String> {
    text("DUEBOOK_IMAP_TOKEN")
}

/// The cells of a line of the terminal, where somebody says so: `COLUMNS`.
#[must_use]
pub fn columns() -> Option<usize> {
    text("COLUMNS")?.trim().parse().ok()
}

/// The file of the program that runs.
#[must_use]
pub(super) fn program() -> Option<PathBuf> {
    env::current_exe().ok()?.canonicalize().ok()
}

/// The page of the job that this run is part of, where a forge says so.
#[must_use]
pub fn run_url() -> Option<String> {
    let (server, repository) = (text("GITHUB_SERVER_URL")?, text("GITHUB_REPOSITORY")?);
    let attempt = text("GITHUB_RUN_ATTEMPT").unwrap_or_else(|| "1".to_owned());
    Some(format!(
        "{server}/{repository}/actions/runs/{}/attempts/{attempt}",
        text("GITHUB_RUN_ID")?
    ))
}

/// Returns a name that no other run bears: the moment, and a mark of machine
/// and process.
#[must_use]
pub fn run_name(now: Moment) -> String {
    let mark = format!(
        "{} {:?} {:?} {:?}",
        std::process::id(),
        chrono::Utc::now().timestamp_nanos_opt(),
        text("GITHUB_RUN_ID"),
        env::current_dir()
    );
    format!("{}-{}", now.format("%Y-%m-%dT%H%M%S"), &sha256(mark.as_bytes())[..6])
}

/// How long claims last, and how long mailboxes lag. Tests shorten it.
#[must_use]
pub fn patience() -> Patience {
    let usual = Patience::default();
    Patience {
        lease: fail::span("DUEBOOK_TEST_LEASE_MS").unwrap_or(usual.lease),
        settle: fail::span("DUEBOOK_TEST_SETTLE_MS").unwrap_or(usual.settle),
    }
}

/// How long outcomes are pushed again where nobody answers. Tests shorten it.
#[must_use]
pub fn pushing() -> std::time::Duration {
    fail::span("DUEBOOK_TEST_PUSH_MS")
        .and_then(|span| span.to_std().ok())
        .unwrap_or(std::time::Duration::from_mins(5))
}

/// How long a time-stamp authority is waited for. Tests shorten it.
#[must_use]
pub fn asking() -> std::time::Duration {
    fail::span("DUEBOOK_TEST_STAMP_MS")
        .and_then(|span| span.to_std().ok())
        .unwrap_or(std::time::Duration::from_secs(10))
}

/// Whether a day is the office's own today.
#[must_use]
pub fn is_today(day: NaiveDate) -> bool {
    day == clock::today()
}
