//! The post over SMTP. The connection is lettre's; the phases are our own, as
//! what a failure means depends on when it comes: before the payload nothing
//! was sent, after it only the server's reply says what happened.

use std::fmt;
use std::net::{SocketAddr, ToSocketAddrs, UdpSocket};
use std::ops::RangeInclusive;
use std::time::Duration;

use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Ehlo, Quit, Rset};
use lettre::transport::smtp::extension::ClientId;

use self::fault::Place;
use self::letter::{Letter, Offers, both};
use self::login::Login;
use self::reply::{CLOSING, DONE, GO_AHEAD, NEVER, NOT_NOW, Reply, ask, chain, hear};
use super::address::{Security, Server};
use crate::dispatch::doors::{BeforePayload, Parcel, Post, Trouble, Verdict};
use crate::text::Words;
use crate::world::fail;

mod fault;
mod letter;
mod login;
mod reply;

/// How long a step may take.
const STEP: Duration = Duration::from_mins(1);

/// How long the reply to a payload may take (RFC 5321, 4.5.3.2.6): whoever
/// hangs up early makes a doubt where there was none.
const REPLY: Duration = Duration::from_mins(10);

/// How long the farewell may take: nothing depends on it.
const FAREWELL: Duration = Duration::from_secs(5);

/// How long to listen for what nobody asked: what lies ready is heard at once.
const SILENCE: Duration = Duration::from_millis(20);

/// "Log in first", which says nothing about the recipient it answers.
const LOG_IN_FIRST: u16 = 530;

/// "Bad sequence of commands".
const OUT_OF_SEQUENCE: u16 = 503;

/// A mail server.
pub struct Smtp {
    server: Server,
    token: Option<String>,
    roots: Vec<Certificate>,
    step: Duration,
    reply: Duration,
    line: Option<Line>,
}

/// An open connection.
struct Line {
    connection: SmtpConnection,
    offers: Offers,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp")
            .field("server", &self.server)
            .finish_non_exhaustive()
    }
}

impl Smtp {
    /// Names a server. A token stands in place of the password (XOAUTH2).
    #[must_use]
    pub fn new(server: Server, token: Option<String>) -> Smtp {
        Smtp {
            server,
            token: token
                .map(|token| token.trim().to_owned())
                .filter(|token| !token.is_empty()),
            roots: Vec::new(),
            step: STEP,
            reply: REPLY,
            line: None,
        }
    }

    /// Trusts an office's own certificate authority too, given as PEM.
    ///
    /// # Errors
    ///
    /// [`Trouble::Settings`] where the text holds no certificate.
    pub fn trust(mut self, pem: &[u8]) -> Result<Smtp, Trouble> {
        let has_one = String::from_utf8_lossy(pem).contains("-----BEGIN CERTIFICATE-----");
        let root = Certificate::from_pem(pem).ok().filter(|_| has_one).ok_or_else(|| {
            Trouble::Settings(Words::new(
                "แฟ้มที่ DUEBOOK_MAIL_CA ชี้ไปไม่มีใบรับรองแบบ PEM (-----BEGIN CERTIFICATE-----)",
                "the file of DUEBOOK_MAIL_CA holds no certificate in PEM (-----BEGIN CERTIFICATE-----)",
            ))
        })?;
        self.roots.push(root);
        Ok(self)
    }

    /// Waits otherwise than usual: for a step, and for the reply to a payload.
    /// Usual are one minute and ten.
    #[must_use]
    pub fn waiting(mut self, step: Duration, reply: Duration) -> Smtp {
        (self.step, self.reply) = (step, reply);
        self
    }

    fn place(&self) -> Place {
        Place(format!("{}:{}", self.server.host, self.server.port))
    }

    /// Who logs in and with what; nothing where nobody does.
    fn login(&self) -> Result<Option<Login<'_>>, Trouble> {
        let (user, secret) = match (&self.server.user, &self.token, &self.server.password) {
            (None, None, _) => return Ok(None),
            (Some(user), Some(token), _) => (user, token),
            (Some(user), None, Some(password)) => (user, password),
            (Some(_), None, None) => {
                return Err(self.place().settings(
                    "ไม่มีรหัสผ่านใน DUEBOOK_SMTP_URL และไม่มี DUEBOOK_SMTP_TOKEN",
                    "has neither a password in DUEBOOK_SMTP_URL nor a DUEBOOK_SMTP_TOKEN",
                ));
            }
            (None, Some(_), _) => {
                return Err(self.place().settings(
                    "มี DUEBOOK_SMTP_TOKEN แต่ DUEBOOK_SMTP_URL ไม่มีชื่อผู้ใช้ เขียน smtps://ผู้ใช้@…",
                    "has a DUEBOOK_SMTP_TOKEN but no user in DUEBOOK_SMTP_URL; write smtps://user@…",
                ));
            }
        };
        Ok(Some(Login {
            user,
            secret,
            is_token: self.token.is_some(),
        }))
    }

    /// Where the server is. A plain connection must not leave this machine,
    /// whatever a name leads to.
    fn find(&self) -> Result<Vec<SocketAddr>, Trouble> {
        let found: Vec<SocketAddr> = (self.server.name(), self.server.port)
            .to_socket_addrs()
            .map(Iterator::collect)
            .unwrap_or_default();
        if found.is_empty() {
            return Err(self.place().unknown());
        }
        if self.server.security == Security::None && !found.iter().all(|address| address.ip().is_loopback()) {
            return Err(self.place().not_here());
        }
        Ok(found)
    }

    fn tls(&self) -> Result<Option<TlsParameters>, Trouble> {
        if self.server.security == Security::None {
            return Ok(None);
        }
        let mut tls = TlsParameters::builder(self.server.name().to_owned());
        for root in &self.roots {
            tls = tls.add_root_certificate(root.clone());
        }
        tls.build().map(Some).map_err(|error| self.place().trouble(&error))
    }

    /// TCP, TLS and EHLO.
    fn connect(&self) -> Result<Line, Trouble> {
        let (place, found, tls) = (self.place(), self.find()?, self.tls()?);
        let name = hello(&found);
        let implicit = tls.as_ref().filter(|_| self.server.security == Security::Implicit);
        let mut connection = SmtpConnection::connect(found.as_slice(), Some(self.step), &name, implicit, None)
            .map_err(|error| place.trouble(&error))?;
        if let (Security::Required, Some(tls)) = (self.server.security, &tls) {
            if !connection.can_starttls() {
                return Err(place.no_starttls());
            }
            connection.starttls(tls, &name).map_err(|error| place.trouble(&error))?;
            self.expect_silence(&mut connection)?;
        }
        // lettre keeps only the keywords that it knows.
        let answer = ask(&mut connection, Ehlo::new(name)).map_err(|error| place.trouble(&error))?;
        let offers = match answer.code {
            code if DONE.contains(&code) => Offers::read(&answer.lines),
            // Some servers take a second greeting amiss (RFC 5321, 4.1.4, allows it).
            OUT_OF_SEQUENCE => Offers::known(connection.server_info()),
            _ => return Err(place.out_of_turn()),
        };
        Ok(Line { connection, offers })
    }

    /// Ends a connection in which replies lie ready that were put there before
    /// it was secured: lettre keeps them, and would take them for the server's
    /// (CVE-2011-0411, the other way round). A single one has been taken for
    /// the reply to EHLO by now; then every later one comes a question late,
    /// which the exact 235 and 354 that are asked for do not forgive.
    fn expect_silence(&self, connection: &mut SmtpConnection) -> Result<(), Trouble> {
        let _ = connection.set_timeout(Some(SILENCE));
        let heard = connection.read_response();
        let _ = connection.set_timeout(Some(self.step));
        let nothing = matches!(&heard, Err(error) if !error.is_response() && error.status().is_none());
        if nothing {
            Ok(())
        } else {
            Err(self.place().out_of_turn())
        }
    }

    /// Ends a connection on which nothing can follow. Not by lettre's `abort`,
    /// which would say QUIT into an unfinished dialogue and wait for a reply.
    fn hang_up(&mut self) {
        self.line = None;
    }

    /// One step before the payload. What was begun is forgotten where it fails.
    fn step(&mut self, what: impl fmt::Display, wanted: &RangeInclusive<u16>) -> Result<(), Stop> {
        let done = self.answer(wanted, |connection| ask(connection, what));
        if let Err(Stop::Reply(_)) = done {
            self.reset();
        }
        done
    }

    /// Gets one reply and holds it against what was wanted. Whatever is no
    /// reply ends the connection.
    fn answer(
        &mut self,
        wanted: &RangeInclusive<u16>,
        get: impl FnOnce(&mut SmtpConnection) -> Result<Reply, lettre::transport::smtp::Error>,
    ) -> Result<(), Stop> {
        let Some(line) = self.line.as_mut() else {
            return Err(Stop::Verdict(not_connected()));
        };
        let reply = match get(&mut line.connection) {
            Ok(reply) => reply,
            Err(error) => {
                self.hang_up();
                return Err(Stop::Verdict(Verdict::NotSent(chain(&error))));
            }
        };
        if wanted.contains(&reply.code) {
            return Ok(());
        }
        if reply.code == CLOSING {
            self.hang_up();
            return Err(Stop::Verdict(Verdict::Deferred(reply.kept())));
        }
        if NOT_NOW.contains(&reply.code) || NEVER.contains(&reply.code) {
            return Err(Stop::Reply(reply));
        }
        self.hang_up();
        let said = reply.kept();
        Err(Stop::Verdict(Verdict::NotSent(both(
            &format!("เซิร์ฟเวอร์ตอบไม่ตรงกับที่ถาม ({said})"),
            &format!("the server answers out of turn ({said})"),
        ))))
    }

    /// Forgets a mail that was begun; one login serves all mails.
    fn reset(&mut self) {
        let Some(line) = self.line.as_mut() else { return };
        let forgotten = ask(&mut line.connection, Rset).is_ok_and(|reply| DONE.contains(&reply.code));
        if !forgotten {
            self.hang_up();
        }
    }

    /// All that comes before the payload.
    fn envelope(&mut self, letter: &Letter) -> Result<(), Verdict> {
        if self.line.as_ref().is_some_and(|line| line.offers.pipelining) {
            return self.envelope_at_once(letter);
        }
        // A refused sender is no fault of this recipient: nothing was decided.
        self.step(&letter.from, &DONE).map_err(Stop::of_sender)?;
        self.step(&letter.to, &DONE).map_err(Stop::of_recipient)?;
        self.step(Data, &GO_AHEAD).map_err(Stop::of_recipient)
    }

    /// The same in one write (RFC 2920); the first reply that is not as wanted
    /// decides. The payload still waits for its 354.
    fn envelope_at_once(&mut self, letter: &Letter) -> Result<(), Verdict> {
        let all = format!("{}{}{Data}", letter.from, letter.to);
        let sender = self.answer(&DONE, |connection| ask(connection, all));
        let recipient = self.answer(&DONE, hear);
        let data = self.answer(&GO_AHEAD, hear);
        let asks_for_payload = data.is_ok();
        let done = sender
            .map_err(Stop::of_sender)
            .and(recipient.map_err(Stop::of_recipient))
            .and(data.map_err(Stop::of_recipient));
        match &done {
            Ok(()) => {}
            // A payload without a recipient: only hanging up ends it with
            // nothing that could be delivered, an empty mail included.
            Err(_) if asks_for_payload => self.hang_up(),
            Err(_) => self.reset(),
        }
        done
    }

    /// The payload in one write, and the reply that alone decides.
    fn payload(&mut self, letter: &Letter) -> Verdict {
        let Some(line) = self.line.as_mut() else {
            return not_connected();
        };
        let _ = line.connection.set_timeout(Some(self.reply));
        fail::point();
        let answer = ask(&mut line.connection, &letter.payload);
        fail::point();
        let _ = line.connection.set_timeout(Some(self.step));
        match answer {
            Ok(reply) => self.decided(&reply),
            Err(error) => {
                self.hang_up();
                Verdict::InDoubt(chain(&error))
            }
        }
    }

    fn decided(&mut self, reply: &Reply) -> Verdict {
        if reply.code == CLOSING {
            self.hang_up();
        }
        let said = reply.kept();
        match reply.code {
            code if DONE.contains(&code) => Verdict::Sent(said),
            code if NOT_NOW.contains(&code) => Verdict::Deferred(said),
            code if NEVER.contains(&code) => Verdict::Refused(said),
            // A number that answers no payload.
            _ => {
                self.hang_up();
                Verdict::InDoubt(said)
            }
        }
    }
}

/// Why a mail ended before its payload.
enum Stop {
    /// A reply, whose weight depends on what it answers: 4xx or 5xx.
    Reply(Reply),
    /// Anything else.
    Verdict(Verdict),
}

impl Stop {
    fn of_sender(self) -> Verdict {
        match self {
            Stop::Reply(reply) if NEVER.contains(&reply.code) => Verdict::NotSent(reply.kept()),
            other => other.of_recipient(),
        }
    }

    fn of_recipient(self) -> Verdict {
        match self {
            Stop::Verdict(verdict) => verdict,
            Stop::Reply(reply) if reply.code == LOG_IN_FIRST => Verdict::NotSent(reply.kept()),
            Stop::Reply(reply) if NEVER.contains(&reply.code) => Verdict::Refused(reply.kept()),
            Stop::Reply(reply) => Verdict::Deferred(reply.kept()),
        }
    }
}

impl Post for Smtp {
    fn open(&mut self) -> Result<(), Trouble> {
        self.line = None;
        fail::point();
        let login = self.login()?;
        let mut line = self.connect()?;
        if let Some(login) = login {
            login.run(&mut line.connection, &line.offers.logins, &self.place())?;
        }
        self.line = Some(line);
        Ok(())
    }

    fn hand_over(&mut self, parcel: &Parcel, before_payload: &mut BeforePayload<'_>) -> Verdict {
        fail::point();
        let Some(line) = self.line.as_ref() else {
            return not_connected();
        };
        let letter = match Letter::new(parcel, &line.offers) {
            Ok(letter) => letter,
            Err(verdict) => return verdict,
        };
        if let Err(verdict) = self.envelope(&letter) {
            return verdict;
        }
        if let Err(why) = before_payload() {
            self.hang_up();
            return Verdict::NotSent(why);
        }
        self.payload(&letter)
    }

    fn is_open(&self) -> bool {
        self.line.as_ref().is_some_and(|line| !line.connection.has_broken())
    }

    fn close(&mut self) {
        if let Some(mut line) = self.line.take() {
            let _ = line.connection.set_timeout(Some(FAREWELL));
            let _ = ask(&mut line.connection, Quit);
        }
    }
}

fn not_connected() -> Verdict {
    Verdict::NotSent(both("ไม่ได้เชื่อมต่อ", "not connected"))
}

/// The name that we greet with: the machine's own, where it is a whole one;
/// else the address that it speaks from, as RFC 5321, 4.1.4, asks. Some
/// relays refuse 127.0.0.1 from afar.
fn hello(found: &[SocketAddr]) -> ClientId {
    if let ClientId::Domain(name) = ClientId::default()
        && is_whole(&name)
    {
        return ClientId::Domain(name);
    }
    match found.first().and_then(own_address) {
        Some(SocketAddr::V4(own)) => ClientId::Ipv4(*own.ip()),
        Some(SocketAddr::V6(own)) => ClientId::Ipv6(*own.ip()),
        None => ClientId::Ipv4(std::net::Ipv4Addr::LOCALHOST),
    }
}

fn is_whole(name: &str) -> bool {
    let sound = |label: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !label.is_empty() && label.chars().all(plain)
    };
    name.contains('.') && name.split('.').all(sound)
}

/// Returns the address from which this machine would speak to another. To
/// "connect" a datagram's socket sends nothing.
fn own_address(there: &SocketAddr) -> Option<SocketAddr> {
    let anywhere = if there.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
    let socket = UdpSocket::bind(anywhere).ok()?;
    socket.connect(there).ok()?;
    socket.local_addr().ok()
}
