//! What `DUEBOOK_SMTP_URL` may say.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;

use crate::dispatch::doors::Trouble;
use crate::text::Words;

/// How a connection is secured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// From the first byte: `smtps://`.
    Implicit,
    /// By STARTTLS, or not at all: `smtp+starttls://`.
    Required,
    /// Not: `smtp://`, to this very machine only.
    None,
}

/// A server that takes mails.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is secured.
    pub security: Security,
    /// Who logs in, where somebody does.
    pub user: Option<String>,
    /// The password, never shown.
    pub password: Option<String>,
}

/// Where mails go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// To a server.
    Server(Server),
    /// Into a folder, as files.
    Folder(PathBuf),
}

/// Shows who and where, never the password.
impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .finish_non_exhaustive()
    }
}

const FORMS: &str =
    "smtps://user:password@host:465 · smtp+starttls://user:password@host:587 · smtp://127.0.0.1:2525 · file:DIR";

impl Address {
    /// Reads the text of `DUEBOOK_SMTP_URL`.
    ///
    /// # Errors
    ///
    /// [`Trouble::Settings`] that says what to write; never with the password in it.
    pub fn parse(text: &str) -> Result<Address, Trouble> {
        let text = text.trim();
        if let Some(folder) = text.strip_prefix("file:") {
            let folder = folder.strip_prefix("//").unwrap_or(folder);
            if folder.is_empty() {
                return Err(malformed("file:"));
            }
            return Ok(Address::Folder(PathBuf::from(folder)));
        }
        let (scheme, rest) = text.split_once("://").ok_or_else(|| malformed("://"))?;
        let (security, usual) = match scheme {
            "smtps" => (Security::Implicit, 465),
            "smtp+starttls" => (Security::Required, 587),
            "smtp" => (Security::None, 25),
            other => return Err(malformed(&format!("{other}://"))),
        };
        let rest = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (login, place) = rest
            .rsplit_once('@')
            .map_or((None, rest), |(login, place)| (Some(login), place));
        let (host, port) = split(place).ok_or_else(|| malformed("host:port"))?;
        let (user, password) = match login.map(|login| login.split_once(':').unwrap_or((login, ""))) {
            Some((user, password)) => (decoded(user)?, decoded(password)?),
            None => (String::new(), String::new()),
        };
        let some = |text: String| (!text.is_empty()).then_some(text);
        let server = Server {
            host: host.to_owned(),
            port: port.unwrap_or(usual),
            security,
            user: some(user),
            password: some(password),
        };
        if server.security == Security::None && !server.is_loopback() {
            return Err(Trouble::Settings(Words::new(
                format!("smtp:// ไม่เข้ารหัส ใช้ได้กับเครื่องนี้เท่านั้น สำหรับ {host} ใช้ smtps:// หรือ smtp+starttls://"),
                format!(
                    "smtp:// is not encrypted and is for this very machine; for {host} use smtps:// or smtp+starttls://"
                ),
            )));
        }
        Ok(Address::Server(server))
    }

    /// Whether mails become files.
    #[must_use]
    pub fn is_folder(&self) -> bool {
        matches!(self, Address::Folder(_))
    }

    /// Whether mails go to a server on this very machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        matches!(self, Address::Server(server) if server.is_loopback())
    }
}

impl Server {
    /// Whether it is this very machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let host = self.host.trim_start_matches('[').trim_end_matches(']');
        host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

/// Parts host and port; `[::1]:25` too.
fn split(place: &str) -> Option<(&str, Option<u16>)> {
    let (host, port) = match place.strip_prefix('[') {
        Some(rest) => {
            let (_, after) = rest.split_once(']')?;
            (&place[..place.len() - after.len()], after.strip_prefix(':'))
        }
        None => place
            .split_once(':')
            .map_or((place, None), |(host, port)| (host, Some(port))),
    };
    let port = port
        .map(|port| port.parse().ok().filter(|port| *port > 0))
        .map_or(Some(None), |port| port.map(Some))?;
    (!host.is_empty() && !host.contains(char::is_whitespace)).then_some((host, port))
}

/// Decodes `%41`.
fn decoded(text: &str) -> Result<String, Trouble> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(byte.ok_or_else(|| malformed("%"))?);
        rest = &after[2..];
    }
    String::from_utf8(bytes).map_err(|_| malformed("%"))
}

fn malformed(what: &str) -> Trouble {
    Trouble::Settings(Words::new(
        format!("DUEBOOK_SMTP_URL ผิดรูป ({what}) เขียนแบบใดแบบหนึ่ง: {FORMS}"),
        format!("DUEBOOK_SMTP_URL is malformed ({what}); write one of: {FORMS}"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_that_may_be_written() {
        for (text, host, port, security, user, password) in [
            (
                "smtps://u:p@smtp.example.go.th",
                "smtp.example.go.th",
                465,
                Security::Implicit,
                Some("u"),
                Some("p"),
            ),
            (
                "smtp+starttls://a%40b:p%3Aq%25@h:2587",
                "h",
                2587,
                Security::Required,
                Some("a@b"),
                Some("p:q%"),
            ),
            ("smtp+starttls://u@h", "h", 587, Security::Required, Some("u"), None),
            ("smtp://127.0.0.1:2525", "127.0.0.1", 2525, Security::None, None, None),
            ("smtp://[::1]:2525/", "[::1]", 2525, Security::None, None, None),
            ("smtp://localhost", "localhost", 25, Security::None, None, None),
        ] {
            let Ok(Address::Server(server)) = Address::parse(text) else {
                panic!("{text}")
            };
            assert_eq!(
                (server.host.as_str(), server.port, server.security),
                (host, port, security),
                "{text}"
            );
            assert_eq!(
                (server.user.as_deref(), server.password.as_deref()),
                (user, password),
                "{text}"
            );
        }
        assert_eq!(Address::parse("file:sent").ok(), Some(Address::Folder("sent".into())));
        assert_eq!(
            Address::parse("file:///tmp/x").ok(),
            Some(Address::Folder("/tmp/x".into()))
        );
    }

    #[test]
    fn what_is_refused_never_repeats_the_password() {
        for text in [
            "smtp://u:hunter2@smtp.example.go.th:25",
            "http://u:hunter2@h",
            "smtps://u:hunter2@h:port",
            "smtps://u:hunter2%zz@h",
            "smtps://u:hunter2@",
            "u:hunter2@h",
            "file:",
        ] {
            let trouble = Address::parse(text).expect_err(text);
            assert!(matches!(trouble, Trouble::Settings(_)));
            assert!(!format!("{trouble:?}").contains("hunter2"), "{text}");
        }
        let address = Address::parse("smtps://u:hunter2@h").expect("sound");
        assert!(!format!("{address:?}").contains("hunter2"));
    }
}
