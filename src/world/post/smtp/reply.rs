//! A server's replies: only a number of three digits decides anything.

use std::fmt::Display;
use std::ops::RangeInclusive;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::SmtpConnection;
use lettre::transport::smtp::response::Response;

/// The longest reply that is kept, in letters.
const LONGEST: usize = 500;

/// Done.
pub(super) const DONE: RangeInclusive<u16> = 200..=299;
/// The one reply that asks for the payload.
pub(super) const GO_AHEAD: RangeInclusive<u16> = 354..=354;
/// Not now.
pub(super) const NOT_NOW: RangeInclusive<u16> = 400..=499;
/// Not at all.
pub(super) const NEVER: RangeInclusive<u16> = 500..=599;

/// The server closes the connection.
pub(super) const CLOSING: u16 = 421;

/// One reply.
#[derive(Debug)]
pub(super) struct Reply {
    /// Its number.
    pub(super) code: u16,
    /// Its lines, without the number.
    pub(super) lines: Vec<String>,
}

impl Reply {
    /// Returns number and text on one line, as the journal keeps it.
    pub(super) fn kept(&self) -> String {
        self.without(&[])
    }

    /// Returns number and text without words that nobody may see.
    pub(super) fn without(&self, secrets: &[String]) -> String {
        let mut text = self.lines.join(" ");
        for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
            text = text.replace(secret.as_str(), "…");
        }
        let text = text.replace(char::is_control, " ");
        let words: Vec<&str> = text.split_whitespace().collect();
        let line = format!("{} {}", self.code, words.join(" "));
        line.trim_end().chars().take(LONGEST).collect()
    }
}

impl From<&Response> for Reply {
    fn from(response: &Response) -> Reply {
        Reply {
            code: response.code().into(),
            lines: response.message().map(str::to_owned).collect(),
        }
    }
}

/// Says one thing, in one write, and waits for the reply.
///
/// # Errors
///
/// Where no reply came that bears a number.
pub(super) fn ask(connection: &mut SmtpConnection, what: impl Display) -> Result<Reply, Error> {
    reply(connection.command(what))
}

/// Waits for the reply to what was said before.
///
/// # Errors
///
/// Where no reply came that bears a number.
pub(super) fn hear(connection: &mut SmtpConnection) -> Result<Reply, Error> {
    reply(connection.read_response())
}

fn reply(heard: Result<Response, Error>) -> Result<Reply, Error> {
    match heard {
        Ok(response) => Ok(Reply::from(&response)),
        Err(error) => numbered(&error).ok_or(error),
    }
}

/// Returns the reply that lettre takes for an error: 4xx and 5xx.
pub(super) fn numbered(error: &Error) -> Option<Reply> {
    let code = error.status()?;
    let text = std::error::Error::source(error).map(ToString::to_string);
    Some(Reply {
        code: code.into(),
        lines: text.into_iter().collect(),
    })
}

/// Says what an error is, with its causes.
pub(super) fn chain(error: &Error) -> String {
    let mut said = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let words = cause.to_string();
        if !said.contains(&words) {
            said.push_str(": ");
            said.push_str(&words);
        }
        source = cause.source();
    }
    said.replace(char::is_control, " ").chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_is_kept_on_one_line_and_not_too_long() {
        let reply = |code, lines: &[&str]| Reply {
            code,
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        };
        assert_eq!(
            reply(550, &["5.1.1 no\tsuch", " user\u{1b}[2J "]).kept(),
            "550 5.1.1 no such user [2J"
        );
        assert_eq!(reply(250, &[""]).kept(), "250");
        assert_eq!(reply(250, &["ก".repeat(900).as_str()]).kept().chars().count(), LONGEST);
        // A secret at the place of the cut leaves no piece behind.
        let long = format!("{} hunter2", "x".repeat(LONGEST - 8));
        let text = reply(535, &[&long]).without(&["hunter2".to_owned()]);
        assert!(!text.contains("hun"), "{text}");
    }
}
