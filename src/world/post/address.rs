//! What `DUEBOOK_SMTP_URL` may say.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;

use crate::dispatch::doors::Trouble;
use crate::text::{Words, uri};

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
    /// Its name; an IPv6 address in brackets.
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

/// Shows where and how, never who logs in or with what.
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
    /// [`Trouble::Settings`] that says what to write. It never repeats a piece
    /// of the text but the host: any other piece of a mistyped URL may be a password.
    pub fn parse(text: &str) -> Result<Address, Trouble> {
        // A secret pasted into a form brings its line end along.
        let text = text.trim();
        if let Some(folder) = text.strip_prefix("file:") {
            return folder_at(folder);
        }
        let (scheme, rest) = text.split_once("://").ok_or_else(|| malformed(&BEGINNING))?;
        let (security, usual) = match scheme.to_ascii_lowercase().as_str() {
            "smtps" => (Security::Implicit, 465),
            "smtp+starttls" => (Security::Required, 587),
            "smtp" => (Security::None, 25),
            _ => return Err(malformed(&BEGINNING)),
        };
        // The last `@` parts them: a user may be a whole address, and a
        // password may hold `/`, `?` and `#` as they are.
        let (login, place) = match rest.rsplit_once('@') {
            Some((login, place)) => (Some(login), place),
            None => (None, rest),
        };
        let (host, port) = split(place.strip_suffix('/').unwrap_or(place)).ok_or_else(|| malformed(&PLACE))?;
        let (user, password) = login.map_or(Ok((None, None)), credentials)?;
        let server = Server {
            host: host.to_ascii_lowercase(),
            port: port.unwrap_or(usual),
            security,
            user,
            password,
        };
        if server.security == Security::None && !server.is_loopback() {
            return Err(not_encrypted(&server.host));
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
        self.name() == "localhost" || self.name().parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }

    /// Returns the host without brackets, as the DNS and certificates know it.
    #[must_use]
    pub fn name(&self) -> &str {
        self.host.trim_start_matches('[').trim_end_matches(']')
    }
}

/// Reads what stands after `file:`; `///` begins a path from the root.
fn folder_at(text: &str) -> Result<Address, Trouble> {
    let path = match text.strip_prefix("//") {
        Some(path) if path.starts_with('/') => path,
        // `file://sent` would name a machine called `sent`.
        Some(_) => return Err(malformed(&FOLDER)),
        None => text,
    };
    if path.is_empty() {
        return Err(malformed(&FOLDER));
    }
    Ok(Address::Folder(PathBuf::from(path)))
}

/// Reads `user:password`; either may be missing, a password without user not.
fn credentials(login: &str) -> Result<(Option<String>, Option<String>), Trouble> {
    let (user, password) = login.split_once(':').unwrap_or((login, ""));
    let (user, password) = (decoded(user)?, decoded(password)?);
    if user.is_empty() {
        return Err(malformed(&USER));
    }
    Ok((Some(user), (!password.is_empty()).then_some(password)))
}

/// Parts host and port; `[::1]:25` too.
fn split(place: &str) -> Option<(&str, Option<u16>)> {
    let (host, port) = if let Some(rest) = place.strip_prefix('[') {
        let (inside, after) = rest.split_once(']')?;
        inside.parse::<std::net::Ipv6Addr>().ok()?;
        let port = match after {
            "" => None,
            after => Some(after.strip_prefix(':')?),
        };
        (&place[..inside.len() + 2], port)
    } else {
        let (host, port) = place
            .split_once(':')
            .map_or((place, None), |(host, port)| (host, Some(port)));
        if !is_host(host) {
            return None;
        }
        (host, port)
    };
    let port = match port {
        Some(port) => Some(port.parse().ok().filter(|port| *port > 0)?),
        None => None,
    };
    Some((host, port))
}

/// Whether a text can be a host: ASCII, as a name in Thai letters stands in
/// the DNS as `xn--…`.
fn is_host(host: &str) -> bool {
    let letters = |label: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        (1..=63).contains(&label.len()) && label.chars().all(plain)
    };
    host.len() <= 253 && host.split('.').all(letters)
}

/// Decodes `%41`. What a login cannot carry is refused: PLAIN parts its pieces
/// by NUL, XOAUTH2 by `\x01`.
fn decoded(text: &str) -> Result<String, Trouble> {
    uri::unescaped(text).ok_or_else(|| malformed(&PERCENT))
}

/// Which part of the text is wrong, Thai and English.
type Part = (&'static str, &'static str);

const BEGINNING: Part = (
    "ไม่ได้ขึ้นต้นด้วย smtps:// smtp+starttls:// smtp:// หรือ file:",
    "it does not begin with smtps://, smtp+starttls://, smtp:// or file:",
);
const PLACE: Part = (
    "ชื่อเซิร์ฟเวอร์หรือพอร์ตหลัง @ อ่านไม่ได้",
    "what stands after the @ is no host and port",
);
const USER: Part = ("ไม่มีชื่อผู้ใช้หน้า @", "no user stands before the @");
const PERCENT: Part = (
    "% ในชื่อผู้ใช้หรือรหัสผ่านต้องเขียนเป็น %25 และ @ เป็น %40",
    "a % in user or password is written %25, and an @ %40",
);
const FOLDER: Part = (
    "หลัง file: ต้องเป็นโฟลเดอร์ เช่น file:sent หรือ file:///srv/sent",
    "after file: stands a folder, such as file:sent or file:///srv/sent",
);

fn malformed((th, en): &Part) -> Trouble {
    Trouble::Settings(Words::new(
        format!("DUEBOOK_SMTP_URL ผิดรูป: {th} เขียนแบบใดแบบหนึ่ง: {FORMS}"),
        format!("DUEBOOK_SMTP_URL is malformed: {en}. Write one of: {FORMS}"),
    ))
}

fn not_encrypted(host: &str) -> Trouble {
    Trouble::Settings(Words::new(
        format!("smtp:// ไม่เข้ารหัส ใช้ได้กับเครื่องนี้เท่านั้น สำหรับ {host} ใช้ smtps:// หรือ smtp+starttls://"),
        format!("smtp:// is not encrypted and is for this very machine; for {host} use smtps:// or smtp+starttls://"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text is read as: host, port, security, user, password.
    type Read = (&'static str, u16, Security, Option<&'static str>, Option<&'static str>);

    #[test]
    fn the_forms_that_may_be_written() {
        use Security::{Implicit, None as Plain, Required};
        let cases: &[(&str, Read)] = &[
            (
                "smtps://u:p@smtp.example.go.th",
                ("smtp.example.go.th", 465, Implicit, Some("u"), Some("p")),
            ),
            (
                " SMTPS://u:p@SMTP.example.go.th:8465/ \n",
                ("smtp.example.go.th", 8465, Implicit, Some("u"), Some("p")),
            ),
            (
                "smtp+starttls://a%40b:p%3Aq%25@h:2587",
                ("h", 2587, Required, Some("a@b"), Some("p:q%")),
            ),
            // As people paste them: an address as user, a password of any signs.
            (
                "smtps://office@city.go.th:a:b/c?d#e+f@h",
                ("h", 465, Implicit, Some("office@city.go.th"), Some("a:b/c?d#e+f")),
            ),
            (
                "smtps://u:%E0%B8%A3%E0%B8%AB%E0%B8%B1%E0%B8%AA@h",
                ("h", 465, Implicit, Some("u"), Some("รหัส")),
            ),
            ("smtp+starttls://u@h", ("h", 587, Required, Some("u"), None)),
            ("smtp://127.0.0.1:2525", ("127.0.0.1", 2525, Plain, None, None)),
            ("smtp://127.8.8.8", ("127.8.8.8", 25, Plain, None, None)),
            ("smtp://[::1]:2525/", ("[::1]", 2525, Plain, None, None)),
            ("smtp://LocalHost", ("localhost", 25, Plain, None, None)),
            ("smtp://u:p@localhost", ("localhost", 25, Plain, Some("u"), Some("p"))),
        ];
        for (text, want) in cases {
            let Ok(Address::Server(server)) = Address::parse(text) else {
                panic!("{text}")
            };
            let got = (
                server.host.as_str(),
                server.port,
                server.security,
                server.user.as_deref(),
                server.password.as_deref(),
            );
            assert_eq!(got, *want, "{text}");
        }
        for (text, folder) in [
            ("file:sent", "sent"),
            ("file:/srv/sent", "/srv/sent"),
            ("file:///srv/sent", "/srv/sent"),
            ("file:โฟลเดอร์ ส่ง", "โฟลเดอร์ ส่ง"),
        ] {
            assert_eq!(Address::parse(text), Ok(Address::Folder(folder.into())), "{text}");
        }
    }

    #[test]
    fn what_is_refused_never_repeats_the_password() {
        for text in [
            "",
            "smtp://u:hunter2@smtp.example.go.th:25",
            "smtp://10.0.0.1",
            "smtp://localhost.example.org",
            "smtp://127.0.0.1.example.org",
            "http://u:hunter2@h",
            "hunter2://u@h",
            "u:hunter2@h",
            "smtps://u:hunter2@h:port",
            "smtps://u:hunter2@h:0",
            "smtps://u:hunter2@h:65536",
            "smtps://u:hunter2%zz@h",
            "smtps://u:hunter2%2@h",
            "smtps://u:hunter2%+1@h",
            "smtps://u:hunter2%00@h",
            "smtps://u:hunter2%0D%0A@h",
            "smtps://u:hunter2%FF@h",
            "smtps://u:hunter2@",
            "smtps://:hunter2@h",
            "smtps://u:hunter2",
            "smtps://u:hunter2@เมือง.ไทย",
            "smtps://u@h/hunter2",
            "smtps://[::1",
            "smtps://[h]",
            "smtps://[::1]25",
            "smtps://h..th",
            "file:",
            "file://",
            "file://hunter2",
        ] {
            let trouble = Address::parse(text).expect_err(text);
            assert!(matches!(trouble, Trouble::Settings(_)), "{text}");
            assert!(!format!("{trouble:?}").contains("hunter2"), "{text}: {trouble:?}");
        }
        let address = Address::parse("smtps://who:hunter2@h").expect("sound");
        assert!(!format!("{address:?}").contains("hunter2"));
        assert!(!format!("{address:#?}").contains("who"));
    }
}
