//! The few sentences of IMAP that are needed, with every answer bounded: a
//! mailbox is a stranger's server too.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use rustls_platform_verifier::Verifier;

use super::Secret;
use crate::text::Words;

/// How long a step may take.
const STEP: Duration = Duration::from_secs(30);

/// The longest line of an answer, the longest piece (a mail), and the most
/// lines of one answer.
const LONGEST_LINE: u64 = 64 * 1024;
const LONGEST_PIECE: usize = 1024 * 1024;
const MOST_LINES: usize = 20_000;
/// The most bytes of an answer: a server that never ends one must not fill the memory.
const LONGEST_ANSWER: usize = 8 * LONGEST_PIECE;

/// Why an answer did not come.
#[derive(Debug)]
pub(super) enum Fault {
    /// No such name.
    UnknownName,
    /// Nobody there, or too slow.
    Unreachable(io::Error),
    /// The certificate is not the server's or nobody's that is trusted.
    Untrusted(String),
    /// The login was refused.
    Login,
    /// There is no such folder.
    NoFolder(String),
    /// The connection broke or the answer was none.
    Broken(String),
}

impl Fault {
    /// Whether it stays until somebody mends it.
    pub(super) fn is_setting(&self) -> bool {
        matches!(self, Fault::Untrusted(_) | Fault::Login | Fault::NoFolder(_))
    }

    /// Says it with the place, never with user or secret.
    pub(super) fn words(&self, host: &str, port: u16) -> Words {
        let place = format!("{host}:{port}");
        let (th, en) = match self {
            Fault::UnknownName => ("ไม่พบชื่อเซิร์ฟเวอร์นี้ใน DNS".to_owned(), "is not known to the DNS".to_owned()),
            Fault::Unreachable(error) => (format!("ติดต่อไม่ได้: {error}"), format!("cannot be reached: {error}")),
            Fault::Untrusted(why) => (
                format!("ใบรับรองไม่น่าเชื่อถือ จึงไม่ส่งรหัสผ่านให้: {why}"),
                format!("has a certificate that is not trusted, so no password was given to it: {why}"),
            ),
            Fault::Login => (
                "ไม่รับการเข้าระบบ ตรวจชื่อผู้ใช้กับรหัสผ่าน".to_owned(),
                "refuses the login; check user and password".to_owned(),
            ),
            Fault::NoFolder(name) => (format!("ไม่มีกล่อง {name}"), format!("has no folder {name}")),
            Fault::Broken(why) => (
                format!("ไม่ตอบอย่างกล่องจดหมาย: {why}"),
                format!("does not answer as a mailbox does: {why}"),
            ),
        };
        Words::new(format!("{place} {th}"), format!("{place} {en}"))
    }
}

trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

/// A connection on which questions are asked one by one.
pub(super) struct Wire {
    stream: BufReader<Box<dyn Stream>>,
    asked: u32,
}

/// Writes a text as IMAP quotes it.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        if letter == '"' || letter == '\\' {
            out.push('\\');
        }
        out.push(letter);
    }
    out.push('"');
    out
}

fn broken(error: &io::Error) -> Fault {
    Fault::Broken(error.to_string())
}

impl Wire {
    pub(super) fn connect(host: &str, port: u16, plain: bool, roots: Option<&[u8]>) -> Result<Wire, Fault> {
        let addresses: Vec<_> = (host, port)
            .to_socket_addrs()
            .map_err(|_| Fault::UnknownName)?
            .collect();
        let mut socket = Err(io::Error::from(io::ErrorKind::NotFound));
        for address in &addresses {
            socket = TcpStream::connect_timeout(address, STEP);
            if socket.is_ok() {
                break;
            }
        }
        let socket = socket.map_err(Fault::Unreachable)?;
        let limits = socket
            .set_read_timeout(Some(STEP))
            .and_then(|()| socket.set_write_timeout(Some(STEP)));
        limits.map_err(Fault::Unreachable)?;
        let stream: Box<dyn Stream> = if plain {
            Box::new(socket)
        } else {
            Box::new(secured(socket, host, roots)?)
        };
        let mut wire = Wire {
            stream: BufReader::new(stream),
            asked: 0,
        };
        let greeting = wire.line()?;
        if !greeting.starts_with(b"* OK") {
            return Err(Fault::Broken("no greeting".to_owned()));
        }
        Ok(wire)
    }

    pub(super) fn log_in(&mut self, user: &str, secret: &Secret) -> Result<(), Fault> {
        let (way, answer) = match secret {
            Secret::Password(password) if (user.is_ascii() && password.is_ascii()) => {
                let line = format!("LOGIN {} {}", quoted(user), quoted(password));
                return match self.ask(&line) {
                    Err(Refusal::No(_)) => Err(Fault::Login),
                    Err(Refusal::Fault(fault)) => Err(fault),
                    Ok(_) => Ok(()),
                };
            }
            Secret::Password(password) => ("PLAIN", format!("\0{user}\0{password}")),
            Secret::Token(token) => ("XOAUTH2", format!("user={user}\u{1}auth=Bearer {token}\u{1}\u{1}")),
        };
        self.asked += 1;
        let tag = format!("a{}", self.asked);
        self.say(&format!("{tag} AUTHENTICATE {way}\r\n"))?;
        if !self.line()?.starts_with(b"+") {
            return Err(Fault::Login);
        }
        self.say(&format!("{}\r\n", crate::base64::text(answer.as_bytes())))?;
        loop {
            let line = self.line()?;
            if line.starts_with(b"+") {
                // A refusal in pieces: an empty answer asks for its end.
                self.say("\r\n")?;
            } else if line.starts_with(tag.as_bytes()) {
                let ok = line[tag.len()..].trim_ascii_start().starts_with(b"OK");
                return if ok { Ok(()) } else { Err(Fault::Login) };
            }
        }
    }

    /// Opens a folder for reading only.
    pub(super) fn examine(&mut self, folder: &str) -> Result<(), Fault> {
        match self.ask(&format!("EXAMINE {}", quoted(folder))) {
            Ok(_) => Ok(()),
            Err(Refusal::No(_)) => Err(Fault::NoFolder(folder.to_owned())),
            Err(Refusal::Fault(fault)) => Err(fault),
        }
    }

    /// Returns the folder that the server itself calls the one of sent mails.
    pub(super) fn sent_folder(&mut self) -> Result<Option<String>, Fault> {
        let answer = self.ask("LIST \"\" \"*\"")?;
        Ok(answer.iter().find_map(|part| {
            let line = String::from_utf8_lossy(part);
            let flags = line.split_once('(')?.1.split_once(')')?.0;
            if !flags.split(' ').any(|flag| flag.eq_ignore_ascii_case("\\Sent")) {
                return None;
            }
            let name = line.trim_end().rsplit_once(' ')?.1;
            let name = match line.trim_end().strip_suffix('"') {
                Some(open) => open.rsplit_once('"')?.1.to_owned(),
                None => name.to_owned(),
            };
            Some(name)
        }))
    }

    /// Returns the numbers of the mails that match.
    pub(super) fn search(&mut self, what: &str) -> Result<Vec<u32>, Fault> {
        let answer = self.ask(&format!("UID SEARCH {what}"))?;
        let line = answer.iter().find_map(|part| part.strip_prefix(b"* SEARCH".as_slice()));
        let line = line.ok_or_else(|| Fault::Broken("no answer to a search".to_owned()))?;
        let numbers = String::from_utf8_lossy(line).into_owned();
        Ok(numbers
            .split_whitespace()
            .filter_map(|number| number.parse().ok())
            .collect())
    }

    /// Fetches one mail whole without marking it; nothing where it is gone or too large.
    pub(super) fn fetch(&mut self, uid: u32) -> Result<Option<Vec<u8>>, Fault> {
        let answer = self.ask(&format!("UID FETCH {uid} (BODY.PEEK[]<0.{LONGEST_PIECE}>)"))?;
        Ok(answer.iter().find_map(|part| literal(part)).map(<[u8]>::to_vec))
    }

    /// Asks, and returns the untagged parts of the answer, literals in place.
    fn ask(&mut self, question: &str) -> Result<Vec<Vec<u8>>, Refusal> {
        self.asked += 1;
        let tag = format!("a{} ", self.asked);
        self.say(&format!("{tag}{question}\r\n"))?;
        let (mut parts, mut length) = (Vec::new(), 0);
        for _ in 0..MOST_LINES {
            let part = self.part()?;
            length += part.len();
            if length > LONGEST_ANSWER {
                return Err(Fault::Broken("an answer too large".to_owned()).into());
            }
            let Some(end) = part.strip_prefix(tag.as_bytes()) else {
                parts.push(part);
                continue;
            };
            let said = String::from_utf8_lossy(end).trim().to_owned();
            return if said.starts_with("OK") {
                Ok(parts)
            } else {
                Err(Refusal::No(said))
            };
        }
        Err(Fault::Broken("an answer without end".to_owned()).into())
    }

    /// Reads one part: a line with the literals that it announces.
    fn part(&mut self) -> Result<Vec<u8>, Fault> {
        let mut part = Vec::new();
        loop {
            let line = self.line()?;
            let announced = announced(&line);
            part.extend_from_slice(&line);
            let Some(size) = announced else { return Ok(part) };
            if size > LONGEST_PIECE || part.len() > 2 * LONGEST_PIECE {
                return Err(Fault::Broken("a piece too large".to_owned()));
            }
            let start = part.len();
            part.resize(start + size, 0);
            self.stream
                .read_exact(&mut part[start..])
                .map_err(|error| broken(&error))?;
        }
    }

    fn line(&mut self) -> Result<Vec<u8>, Fault> {
        let mut line = Vec::new();
        let read = (&mut self.stream).take(LONGEST_LINE).read_until(b'\n', &mut line);
        match read {
            Err(error) => Err(certificate(&error).unwrap_or_else(|| broken(&error))),
            Ok(_) if line.ends_with(b"\n") => Ok(line),
            Ok(_) => Err(Fault::Broken("hung up, or a line too long".to_owned())),
        }
    }

    fn say(&mut self, text: &str) -> Result<(), Fault> {
        let stream = self.stream.get_mut();
        let said = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
        said.map_err(|error| certificate(&error).unwrap_or_else(|| broken(&error)))
    }
}

/// What a tagged answer other than OK is.
enum Refusal {
    No(String),
    Fault(Fault),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Refusal {
        Refusal::Fault(fault)
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Fault {
        match refusal {
            Refusal::No(said) => Fault::Broken(said),
            Refusal::Fault(fault) => fault,
        }
    }
}

/// The literal behind the first line of a part.
fn literal(part: &[u8]) -> Option<&[u8]> {
    let start = part.iter().position(|byte| *byte == b'\n')? + 1;
    let (line, rest) = part.split_at(start);
    rest.get(..announced(line)?)
}

/// The size of the literal that a line ends in: `{123}`.
fn announced(line: &[u8]) -> Option<usize> {
    let line = line.strip_suffix(b"\r\n")?.strip_suffix(b"}")?;
    let brace = line.iter().rposition(|byte| *byte == b'{')?;
    std::str::from_utf8(&line[brace + 1..]).ok()?.parse().ok()
}

/// A broken handshake shows when the first byte is asked for.
fn certificate(error: &io::Error) -> Option<Fault> {
    match error.get_ref()?.downcast_ref::<rustls::Error>()? {
        rustls::Error::InvalidCertificate(why) => Some(Fault::Untrusted(format!("{why:?}"))),
        other => Some(Fault::Broken(other.to_string())),
    }
}

fn secured(
    socket: TcpStream,
    host: &str,
    roots: Option<&[u8]>,
) -> Result<StreamOwned<ClientConnection, TcpStream>, Fault> {
    let tls = |error: rustls::Error| Fault::Untrusted(error.to_string());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let extra: Vec<CertificateDer<'static>> = match roots {
        Some(pem) => CertificateDer::pem_slice_iter(pem)
            .collect::<Result<_, _>>()
            .map_err(|error| Fault::Untrusted(error.to_string()))?,
        None => Vec::new(),
    };
    let verifier = Verifier::new_with_extra_roots(extra, provider.clone()).map_err(tls)?;
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(tls)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).map_err(|error| Fault::Untrusted(error.to_string()))?;
    let connection = ClientConnection::new(Arc::new(config), name).map_err(tls)?;
    Ok(StreamOwned::new(connection, socket))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_cannot_end_its_line() {
        assert_eq!(quoted("a\"b\\c\r\nd LOGOUT"), "\"a\\\"b\\\\cd LOGOUT\"");
    }

    #[test]
    fn a_literal_is_announced_at_the_end_of_a_line() {
        assert_eq!(announced(b"* 1 FETCH (BODY[] {12}\r\n"), Some(12));
        assert_eq!(announced(b"* OK {12} x\r\n"), None);
        assert_eq!(announced(b"{99999999999999999999999}\r\n"), None);
    }

    #[test]
    fn a_literal_is_found_behind_its_line_alone() {
        for (part, want) in [
            ("* 1 FETCH (BODY[]<0> {3}\r\nabc)\r\n", Some("abc")),
            ("* 1 FETCH (FLAGS (\"{\") BODY[]<0> {3}\r\nabc)\r\n", Some("abc")),
            ("* {\r\n", None),
            ("* x\n{3}", None),
            ("* {3}\r\nab", None),
            ("* {18446744073709551615}\r\nab", None),
            ("{", None),
            ("", None),
        ] {
            assert_eq!(literal(part.as_bytes()), want.map(str::as_bytes), "{part:?}");
        }
    }
}
