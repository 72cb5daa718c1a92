//! The post over SMTP. The connection is lettre's; the phases are our own, as
//! what a failure means depends on when it comes: before the payload nothing
//! was sent, after it only the server's reply says what happened.

use std::fmt::{self, Display, Write};
use std::io;
use std::net::ToSocketAddrs;
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Ehlo, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension};
use lettre::transport::smtp::response::Response;

use super::address::{Security, Server};
use crate::dispatch::doors::{BeforePayload, Parcel, Post, Trouble, Verdict};
use crate::text::Words;
use crate::world::fail;

/// How long a step may take.
const STEP: Duration = Duration::from_mins(1);

/// How long the reply to a payload may take (RFC 5321, 4.5.3.2.6): whoever
/// hangs up early makes a doubt where there was none.
const REPLY: Duration = Duration::from_mins(10);

/// The longest reply that is kept.
const LONGEST_REPLY: usize = 500;

/// A mail server.
pub struct Smtp {
    server: Server,
    token: Option<String>,
    roots: Vec<Certificate>,
    connection: Option<SmtpConnection>,
    /// Whether the server sends delivery reports on request (RFC 3461).
    reports: bool,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp")
            .field("server", &self.server)
            .finish_non_exhaustive()
    }
}

/// One line of the dialogue, as it is written.
struct Say<'s>(&'s str);

impl Display for Say<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Smtp {
    /// Names a server. A token stands in place of the password (XOAUTH2).
    #[must_use]
    pub fn new(server: Server, token: Option<String>) -> Smtp {
        Smtp {
            server,
            token,
            roots: Vec::new(),
            connection: None,
            reports: false,
        }
    }

    /// Trusts an office's own certificate authority too, given as PEM.
    ///
    /// # Errors
    ///
    /// [`Trouble::Settings`] where the text holds no certificate.
    pub fn trust(mut self, pem: &[u8]) -> Result<Smtp, Trouble> {
        let root = Certificate::from_pem(pem).map_err(|_| {
            Trouble::Settings(Words::new(
                "DUEBOOK_MAIL_CA ไม่ใช่ใบรับรองแบบ PEM",
                "DUEBOOK_MAIL_CA holds no certificate in PEM",
            ))
        })?;
        self.roots.push(root);
        Ok(self)
    }

    fn place(&self) -> String {
        format!("{}:{}", self.server.host, self.server.port)
    }

    fn connect(&self) -> Result<(SmtpConnection, bool), Trouble> {
        let host = self.server.host.trim_start_matches('[').trim_end_matches(']');
        let place = (host, self.server.port);
        let known = place
            .to_socket_addrs()
            .is_ok_and(|mut addresses| addresses.next().is_some());
        if !known {
            return Err(self.unknown_name());
        }
        let mut tls = TlsParameters::builder(host.to_owned());
        for root in &self.roots {
            tls = tls.add_root_certificate(root.clone());
        }
        let tls = tls.build().map_err(|error| self.trouble(&error))?;
        let name = hello();
        let implicit = (self.server.security == Security::Implicit).then_some(&tls);
        let mut connection =
            SmtpConnection::connect(place, Some(STEP), &name, implicit, None).map_err(|error| self.trouble(&error))?;
        if self.server.security == Security::Required {
            if !connection.can_starttls() {
                return Err(self.no_starttls());
            }
            connection.starttls(&tls, &name).map_err(|error| self.trouble(&error))?;
        }
        let hello = connection
            .command(Ehlo::new(name))
            .map_err(|error| self.trouble(&error))?;
        let reports = hello.message().any(|line| line.trim().eq_ignore_ascii_case("DSN"));
        Ok((connection, reports))
    }

    fn log_in(&self, connection: &mut SmtpConnection) -> Result<(), Trouble> {
        let Some(user) = &self.server.user else { return Ok(()) };
        let (secret, mechanisms): (&str, &[Mechanism]) = match (&self.token, &self.server.password) {
            (Some(token), _) => (token, &[Mechanism::Xoauth2]),
            (None, Some(password)) => (password, &[Mechanism::Plain, Mechanism::Login]),
            (None, None) => {
                return Err(self.settings(
                    "ไม่มีรหัสผ่านใน DUEBOOK_SMTP_URL และไม่มี DUEBOOK_SMTP_TOKEN",
                    "neither a password in DUEBOOK_SMTP_URL nor a DUEBOOK_SMTP_TOKEN",
                ));
            }
        };
        let credentials = Credentials::new(user.clone(), secret.to_owned());
        match connection.auth(mechanisms, &credentials) {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(self.settings(
                &format!("ไม่รับการเข้าระบบ ({}) ตรวจชื่อผู้ใช้กับรหัสผ่าน", code(&error)),
                &format!("refuses the login ({}); check user and password", code(&error)),
            )),
            Err(error) if error.is_client() => {
                Err(self.settings("ไม่มีวิธีเข้าระบบที่ใช้ด้วยกันได้", "offers no way to log in that is known here"))
            }
            Err(error) => Err(self.trouble(&error)),
        }
    }

    fn settings(&self, th: &str, en: &str) -> Trouble {
        let place = self.place();
        Trouble::Settings(Words::new(format!("{place} {th}"), format!("{place} {en}")))
    }

    fn later(&self, th: &str, en: &str) -> Trouble {
        let place = self.place();
        Trouble::Later(Words::new(format!("{place} {th}"), format!("{place} {en}")))
    }

    fn unknown_name(&self) -> Trouble {
        self.later("ไม่พบชื่อเซิร์ฟเวอร์นี้ใน DNS", "is not known to the DNS")
    }

    fn no_starttls(&self) -> Trouble {
        self.settings(
            "ไม่เสนอ STARTTLS จึงไม่ส่งรหัสผ่านให้",
            "does not offer STARTTLS, so no password was given to it",
        )
    }

    /// Says in words what kept a connection from being made.
    fn trouble(&self, error: &Error) -> Trouble {
        let said = chain(error);
        if error.is_permanent() || error.is_transient() {
            let code = code(error);
            return self.later(&format!("ยังไม่รับอีเมล ({code})"), &format!("takes no mail now ({code})"));
        }
        if said.contains("certificate") || said.contains("NotValidForName") {
            let (th, en) = if said.contains("Expired") || said.contains("expired") {
                (
                    "ใบรับรองหมดอายุ จึงไม่ส่งรหัสผ่านให้",
                    "has an expired certificate, so no password was given to it",
                )
            } else if said.contains("NotValidForName") || said.contains("not valid for name") {
                (
                    "ใบรับรองเป็นของชื่ออื่น จึงไม่ส่งรหัสผ่านให้",
                    "has a certificate of another name, so no password was given to it",
                )
            } else {
                (
                    "ใบรับรองไม่น่าเชื่อถือ จึงไม่ส่งรหัสผ่านให้",
                    "has a certificate that nobody here trusts, so no password was given to it",
                )
            };
            return self.settings(th, en);
        }
        match io_kind(error) {
            Some(io::ErrorKind::ConnectionRefused) => self.later("ไม่มีใครรับที่พอร์ตนี้", "has nobody at this port"),
            Some(io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock) => {
                self.later("ไม่ตอบในเวลา", "did not answer in time")
            }
            Some(io::ErrorKind::InvalidData) => self.settings("ไม่ได้พูด TLS อย่างที่ตั้งไว้", "does not speak TLS as set"),
            _ if said.contains("incomplete response") => self.later("วางสายก่อนตอบ", "hung up before it answered"),
            _ if error.is_response() => {
                self.settings("ไม่ได้ตอบอย่างเซิร์ฟเวอร์อีเมล", "does not answer as a mail server does")
            }
            _ => self.later(&format!("เชื่อมต่อไม่ได้: {said}"), &format!("cannot be reached: {said}")),
        }
    }

    /// Ends a connection on which nothing can follow.
    fn drop_connection(&mut self) {
        // Not `abort`, which would say QUIT into an unfinished dialogue.
        self.connection = None;
    }

    /// One step before the payload; what is no positive reply ends the mail.
    fn step(&mut self, line: &str) -> Result<Response, Verdict> {
        let Some(connection) = self.connection.as_mut() else {
            return Err(Verdict::NotSent("not connected".to_owned()));
        };
        connection
            .command(Say(line))
            .map_err(|error| self.before_payload(&error))
    }

    fn before_payload(&mut self, error: &Error) -> Verdict {
        let reply = reply_of(error);
        match reply {
            Some(reply) if reply.starts_with("421") => {
                self.drop_connection();
                Verdict::Deferred(reply)
            }
            Some(reply) => {
                self.reset();
                if error.is_permanent() {
                    Verdict::Refused(reply)
                } else {
                    Verdict::Deferred(reply)
                }
            }
            None => {
                self.drop_connection();
                Verdict::NotSent(chain(error))
            }
        }
    }

    /// Forgets a mail that was begun; one login serves all mails.
    fn reset(&mut self) {
        if self
            .connection
            .as_mut()
            .is_some_and(|connection| connection.command(Rset).is_err())
        {
            self.drop_connection();
        }
    }

    fn envelope(&mut self, parcel: &Parcel) -> Result<(), Verdict> {
        let utf8 = !parcel.to.is_ascii();
        let info = self.connection.as_ref().map(SmtpConnection::server_info);
        if utf8 && !info.is_some_and(|info| info.supports_feature(Extension::SmtpUtfEight)) {
            return Err(Verdict::Refused(
                "553 5.6.7 this server takes no address with letters other than ASCII".to_owned(),
            ));
        }
        let (mut from, mut to) = (
            format!("MAIL FROM:<{}>", parcel.from),
            format!("RCPT TO:<{}>", parcel.to),
        );
        if self.reports {
            let _ = write!(from, " RET=HDRS ENVID={}", xtext(&parcel.id));
            let _ = write!(to, " NOTIFY=FAILURE,DELAY ORCPT=rfc822;{}", xtext(&parcel.to));
        }
        if utf8 {
            from.push_str(" SMTPUTF8");
        }
        // A refused sender is no fault of this recipient: nothing was decided.
        self.step(&format!("{from}\r\n")).map_err(|verdict| match verdict {
            Verdict::Refused(reply) => Verdict::NotSent(reply),
            other => other,
        })?;
        self.step(&format!("{to}\r\n")).map(|_| ())
    }

    fn payload(&mut self, parcel: &Parcel) -> Verdict {
        let Some(connection) = self.connection.as_mut() else {
            return Verdict::NotSent("not connected".to_owned());
        };
        let text = match stuffed(&parcel.bytes) {
            Ok(text) => text,
            Err(why) => {
                self.drop_connection();
                return Verdict::NotSent(why);
            }
        };
        let _ = connection.set_timeout(Some(REPLY));
        fail::point();
        let answer = connection.command(Say(&text));
        fail::point();
        let _ = connection.set_timeout(Some(STEP));
        match answer {
            Ok(response) => Verdict::Sent(reply(&response)),
            Err(error) => match reply_of(&error) {
                Some(reply) if error.is_permanent() => Verdict::Refused(reply),
                Some(reply) => {
                    if reply.starts_with("421") {
                        self.drop_connection();
                    }
                    Verdict::Deferred(reply)
                }
                None => {
                    self.drop_connection();
                    Verdict::InDoubt(chain(&error))
                }
            },
        }
    }
}

impl Post for Smtp {
    fn open(&mut self) -> Result<(), Trouble> {
        self.connection = None;
        fail::point();
        let (mut connection, reports) = self.connect()?;
        self.log_in(&mut connection)?;
        self.reports = reports;
        self.connection = Some(connection);
        Ok(())
    }

    fn hand_over(&mut self, parcel: &Parcel, before_payload: &mut BeforePayload<'_>) -> Verdict {
        fail::point();
        if let Err(verdict) = self.envelope(parcel) {
            return verdict;
        }
        let Some(connection) = self.connection.as_mut() else {
            return Verdict::NotSent("not connected".to_owned());
        };
        if let Err(error) = connection.command(Data) {
            return self.before_payload(&error);
        }
        if let Err(why) = before_payload() {
            self.drop_connection();
            return Verdict::NotSent(why);
        }
        self.payload(parcel)
    }

    fn is_open(&self) -> bool {
        self.connection
            .as_ref()
            .is_some_and(|connection| !connection.has_broken())
    }

    fn close(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            let _ = connection.quit();
        }
    }
}

/// The name that we greet with: the machine's own, where it is a whole one.
fn hello() -> ClientId {
    match ClientId::default() {
        ClientId::Domain(name) if name.contains('.') && name.is_ascii() => ClientId::Domain(name),
        ClientId::Domain(_) => ClientId::Ipv4(std::net::Ipv4Addr::LOCALHOST),
        other => other,
    }
}

/// The payload as one piece, so that it leaves in one write: dots at the start
/// of lines doubled, and the dot that ends it.
fn stuffed(bytes: &[u8]) -> Result<String, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let mut out = String::with_capacity(text.len() + 64);
    for line in text.split_inclusive("\r\n") {
        if line.starts_with('.') {
            out.push('.');
        }
        out.push_str(line);
    }
    if !out.ends_with("\r\n") {
        out.push_str("\r\n");
    }
    out.push_str(".\r\n");
    Ok(out)
}

/// RFC 3461: what is no printable ASCII, and `+` and `=`, as `+XX`.
fn xtext(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_graphic() && byte != b'+' && byte != b'=' {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "+{byte:02X}");
        }
    }
    out
}

fn reply(response: &Response) -> String {
    let lines: Vec<&str> = response.message().map(str::trim).collect();
    format!("{} {}", response.code(), lines.join(" "))
        .chars()
        .take(LONGEST_REPLY)
        .collect()
}

/// The server's reply, where an error is one: only a numeric reply decides.
fn reply_of(error: &Error) -> Option<String> {
    let code = error.status()?;
    let said = std::error::Error::source(error)
        .map(ToString::to_string)
        .unwrap_or_default();
    let one_line: Vec<&str> = said.split_whitespace().collect();
    Some(
        format!("{code} {}", one_line.join(" "))
            .trim()
            .chars()
            .take(LONGEST_REPLY)
            .collect(),
    )
}

fn code(error: &Error) -> String {
    error.status().map(|code| code.to_string()).unwrap_or_default()
}

fn chain(error: &Error) -> String {
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
    said
}

fn io_kind(error: &Error) -> Option<io::ErrorKind> {
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        if let Some(error) = cause.downcast_ref::<io::Error>() {
            return Some(error.kind());
        }
        source = cause.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_doubled_and_the_end_is_ours() {
        for (bytes, want) in [
            ("a\r\n", "a\r\n.\r\n"),
            ("a", "a\r\n.\r\n"),
            (".\r\nb\r\n..c\r\n", "..\r\nb\r\n...c\r\n.\r\n"),
            ("a\r\n.", "a\r\n..\r\n.\r\n"),
        ] {
            assert_eq!(stuffed(bytes.as_bytes()).as_deref(), Ok(want), "{bytes:?}");
        }
    }

    #[test]
    fn xtext_as_rfc_3461() {
        assert_eq!(xtext("a+b=c@d ก"), "a+2Bb+3Dc@d+20+E0+B8+81");
    }
}
