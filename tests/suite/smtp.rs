//! A mail server in this process. It is told at every event whether to go on
//! as usual, to say something else, or to be gone; and it remembers what it
//! heard and what it took.

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// What a server has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// Somebody connected; the greeting is due.
    Greeting,
    Ehlo,
    StartTls,
    /// A login begins.
    Auth,
    Mail,
    Rcpt,
    Data,
    /// The first bytes of a payload are here.
    Payload,
    /// The whole payload is here, and not kept yet.
    Received,
    /// The mail is kept; the reply is due.
    Kept,
    Rset,
    Quit,
}

/// One event, as a script sees it.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) moment: Moment,
    /// The line that was said; nothing for a greeting and a payload.
    pub(crate) line: String,
    /// How many mails are kept so far.
    pub(crate) kept: usize,
    /// How many events went before, of all connections.
    pub(crate) number: usize,
    /// Whether more was said before this was answered.
    pub(crate) is_more_said: bool,
}

/// What the server does then.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// As usual.
    Go,
    /// Says this in place of the usual reply, and does nothing else.
    Say(String),
    /// Says this and closes the connection.
    SayAndClose(String),
    /// Closes the connection.
    Close,
    /// Says nothing more, and keeps the connection.
    Hang,
    /// As usual, with more lines in the same breath.
    GoAndAdd(String),
}

impl Action {
    /// Reads an action as tables write it: `go`, `close`, `hang`, `say TEXT`,
    /// `bye TEXT`; `¶` ends a line of the text.
    pub(crate) fn read(text: &str) -> Action {
        let (verb, words) = text.split_once(' ').unwrap_or((text, ""));
        let words = words.replace('¶', "\r\n");
        match verb {
            "go" => Action::Go,
            "close" => Action::Close,
            "hang" => Action::Hang,
            "say" => Action::Say(words),
            "bye" => Action::SayAndClose(words),
            other => panic!("{other} is no action"),
        }
    }
}

impl Moment {
    /// Reads the name of a moment.
    pub(crate) fn read(name: &str) -> Moment {
        let all = [
            Moment::Greeting,
            Moment::Ehlo,
            Moment::StartTls,
            Moment::Auth,
            Moment::Mail,
            Moment::Rcpt,
            Moment::Data,
            Moment::Payload,
            Moment::Received,
            Moment::Kept,
            Moment::Rset,
            Moment::Quit,
        ];
        let found = all.into_iter().find(|moment| format!("{moment:?}") == name);
        found.unwrap_or_else(|| panic!("{name} is no moment"))
    }
}

/// Says something in place of the usual reply.
pub(crate) fn say(reply: &str) -> Action {
    Action::Say(reply.to_owned())
}

/// Whoever may log in, and how.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) mechanisms: &'static str,
    pub(crate) user: &'static str,
    pub(crate) secret: &'static str,
}

/// How connections are secured.
#[derive(Clone)]
pub(crate) enum Secure {
    Never,
    StartTls(Arc<ServerConfig>),
    Implicit(Arc<ServerConfig>),
}

/// What a server offers.
#[derive(Clone)]
pub(crate) struct Offer {
    pub(crate) secure: Secure,
    /// Nobody is asked to log in where nothing is here.
    pub(crate) account: Option<Account>,
    /// Further keywords: `DSN`, `SMTPUTF8`, `SIZE 1000`.
    pub(crate) keywords: Vec<&'static str>,
}

impl Offer {
    /// A server that takes everything from everybody.
    pub(crate) fn plain() -> Offer {
        Offer {
            secure: Secure::Never,
            account: None,
            keywords: vec!["8BITMIME", "DSN"],
        }
    }
}

/// One mail that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// `MAIL FROM` and `RCPT TO`, as they were said.
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) message_id: String,
    /// On which connection, from 1.
    pub(crate) connection: usize,
}

/// What a server remembers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log {
    pub(crate) connections: usize,
    pub(crate) logins: usize,
    /// Every line of every login.
    pub(crate) auth: Vec<String>,
    /// Every line that was said, without payloads and logins.
    pub(crate) lines: Vec<String>,
    pub(crate) kept: Vec<Kept>,
    events: usize,
}

impl Log {
    /// How often a line with this beginning was said.
    pub(crate) fn count(&self, beginning: &str) -> usize {
        self.lines.iter().filter(|line| line.starts_with(beginning)).count()
    }
}

type Script = Arc<dyn Fn(&Event) -> Action + Send + Sync>;

/// A server, gone when it is dropped.
pub(crate) struct Server {
    pub(crate) port: u16,
    log: Arc<Mutex<Log>>,
    over: Arc<AtomicBool>,
    porter: Option<JoinHandle<()>>,
}

impl Server {
    /// Opens a server on a port of its own.
    pub(crate) fn start(offer: Offer, script: impl Fn(&Event) -> Action + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("a port").port();
        let (log, over) = (Arc::<Mutex<Log>>::default(), Arc::<AtomicBool>::default());
        let porter = thread::spawn({
            let (log, over, script) = (Arc::clone(&log), Arc::clone(&over), Arc::new(script) as Script);
            move || {
                for stream in listener.incoming().flatten() {
                    if over.load(Ordering::SeqCst) {
                        return;
                    }
                    let (log, script, offer) = (Arc::clone(&log), Arc::clone(&script), offer.clone());
                    thread::spawn(move || Session::new(stream, offer, script, log).run());
                }
            }
        });
        Server {
            port,
            log,
            over,
            porter: Some(porter),
        }
    }

    /// Looks at what the server remembers, from anywhere.
    pub(crate) fn watch(&self) -> impl Fn() -> Log + Send + 'static {
        let log = Arc::clone(&self.log);
        move || log.lock().expect("no session panics with the log").clone()
    }

    /// What the server remembers now.
    pub(crate) fn log(&self) -> Log {
        self.log.lock().expect("no session panics with the log").clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        if let Some(porter) = self.porter.take() {
            let _ = porter.join();
        }
    }
}

/// A stream, secured or not.
enum Stream {
    Plain(TcpStream),
    Secured(Box<StreamOwned<ServerConnection, TcpStream>>),
    /// Between the two.
    Nowhere,
}

/// A stream and what was read ahead.
struct Wire {
    stream: Stream,
    ahead: Vec<u8>,
}

impl Wire {
    fn secure(&mut self, config: &Arc<ServerConfig>) -> Option<()> {
        let Stream::Plain(stream) = std::mem::replace(&mut self.stream, Stream::Nowhere) else {
            return None;
        };
        let connection = ServerConnection::new(Arc::clone(config)).ok()?;
        self.stream = Stream::Secured(Box::new(StreamOwned::new(connection, stream)));
        Some(())
    }

    fn say(&mut self, text: &str) -> Option<()> {
        let text = format!("{text}\r\n");
        match &mut self.stream {
            Stream::Plain(stream) => stream.write_all(text.as_bytes()).ok(),
            Stream::Secured(stream) => {
                stream.write_all(text.as_bytes()).ok()?;
                stream.flush().ok()
            }
            Stream::Nowhere => None,
        }
    }

    /// Reads some more bytes; nothing at the end.
    fn more(&mut self) -> Option<()> {
        let mut piece = [0; 4096];
        loop {
            let read = match &mut self.stream {
                Stream::Plain(stream) => stream.read(&mut piece),
                Stream::Secured(stream) => stream.read(&mut piece),
                Stream::Nowhere => return None,
            };
            match read {
                Ok(0) => return None,
                Ok(size) => {
                    self.ahead.extend_from_slice(&piece[..size]);
                    return Some(());
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
    }

    /// Takes all up to an end, without it.
    fn until(&mut self, end: &[u8]) -> Option<Vec<u8>> {
        let mut searched = 0;
        loop {
            let found = self.ahead[searched..].windows(end.len()).position(|piece| piece == end);
            if let Some(at) = found.map(|at| at + searched) {
                let rest = self.ahead.split_off(at + end.len());
                let mut taken = std::mem::replace(&mut self.ahead, rest);
                taken.truncate(at);
                return Some(taken);
            }
            searched = self.ahead.len().saturating_sub(end.len());
            self.more()?;
        }
    }

    fn line(&mut self) -> Option<String> {
        self.until(b"\r\n")
            .map(|line| String::from_utf8_lossy(&line).into_owned())
    }
}

/// One connection.
struct Session {
    wire: Wire,
    offer: Offer,
    script: Script,
    log: Arc<Mutex<Log>>,
    number: usize,
    is_known: bool,
    from: Option<String>,
    to: Option<String>,
}

impl Session {
    fn new(stream: TcpStream, offer: Offer, script: Script, log: Arc<Mutex<Log>>) -> Session {
        stream.set_nodelay(true).expect("a socket");
        // No test waits so long; a session that is forgotten ends.
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("a socket");
        Session {
            wire: Wire {
                stream: Stream::Plain(stream),
                ahead: Vec::new(),
            },
            is_known: offer.account.is_none(),
            offer,
            script,
            log,
            number: 0,
            from: None,
            to: None,
        }
    }

    /// Serves until either side is gone.
    fn run(mut self) {
        self.number = self.note(|log| {
            log.connections += 1;
            log.connections
        });
        let _ = self.dialogue();
    }

    fn note<T>(&self, write: impl FnOnce(&mut Log) -> T) -> T {
        write(&mut self.log.lock().expect("no session panics with the log"))
    }

    /// Comes to an event: says the usual reply, or what the script wants.
    /// Returns whether to do what was asked; nothing ends the connection.
    fn come_to(&mut self, moment: Moment, line: &str, usual: &str) -> Option<bool> {
        let event = self.note(|log| {
            log.events += 1;
            Event {
                moment,
                line: line.to_owned(),
                kept: log.kept.len(),
                number: log.events - 1,
                is_more_said: !self.wire.ahead.is_empty(),
            }
        });
        let action = (self.script)(&event);
        match action {
            Action::Go if usual.is_empty() => Some(true),
            Action::Go => self.wire.say(usual).map(|()| true),
            Action::GoAndAdd(more) => self.wire.say(&format!("{usual}\r\n{more}")).map(|()| true),
            Action::Say(reply) => self.wire.say(&reply).map(|()| false),
            Action::SayAndClose(reply) => {
                self.wire.say(&reply);
                None
            }
            Action::Close => None,
            Action::Hang => {
                while self.wire.more().is_some() {}
                None
            }
        }
    }

    fn dialogue(&mut self) -> Option<()> {
        if let Secure::Implicit(config) = self.offer.secure.clone() {
            self.wire.secure(&config)?;
        }
        self.come_to(Moment::Greeting, "", "220 test.example.org ESMTP")?;
        loop {
            let line = self.wire.line()?;
            self.hear(&line)?;
        }
    }

    fn hear(&mut self, line: &str) -> Option<()> {
        let command = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        if command == "AUTH" {
            return self.log_in(line);
        }
        self.note(|log| log.lines.push(line.to_owned()));
        match command.as_str() {
            "EHLO" => self.come_to(Moment::Ehlo, line, &self.welcome()).map(|_| ()),
            "STARTTLS" => self.start_tls(line),
            "MAIL" if !self.is_known => self.wire.say("530 5.7.0 Authentication required"),
            "MAIL" => {
                if self.come_to(Moment::Mail, line, "250 2.1.0 Ok")? {
                    self.from = Some(line.to_owned());
                }
                Some(())
            }
            "RCPT" if self.from.is_none() => self.wire.say("503 5.5.1 Bad sequence"),
            "RCPT" => {
                if self.come_to(Moment::Rcpt, line, "250 2.1.5 Ok")? {
                    self.to = Some(line.to_owned());
                }
                Some(())
            }
            "DATA" if self.to.is_none() => self.wire.say("503 5.5.1 Bad sequence"),
            "DATA" => self.take(line),
            "RSET" => {
                (self.from, self.to) = (None, None);
                self.come_to(Moment::Rset, line, "250 2.0.0 Ok").map(|_| ())
            }
            "QUIT" => {
                self.come_to(Moment::Quit, line, "221 2.0.0 Bye")?;
                None
            }
            _ => self.wire.say("502 5.5.2 Unknown command"),
        }
    }

    fn welcome(&self) -> String {
        let mut lines = vec!["test.example.org".to_owned()];
        lines.extend(self.offer.keywords.iter().map(|keyword| (*keyword).to_owned()));
        let plain = matches!(self.wire.stream, Stream::Plain(_));
        if plain && matches!(self.offer.secure, Secure::StartTls(_)) {
            lines.push("STARTTLS".to_owned());
        } else if let Some(account) = &self.offer.account {
            lines.push(format!("AUTH {}", account.mechanisms));
        }
        let last = lines.len() - 1;
        let lines = lines.iter().enumerate();
        let lines: Vec<String> = lines
            .map(|(at, line)| format!("250{}{line}", if at == last { ' ' } else { '-' }))
            .collect();
        lines.join("\r\n")
    }

    fn start_tls(&mut self, line: &str) -> Option<()> {
        let Secure::StartTls(config) = self.offer.secure.clone() else {
            return self.wire.say("502 5.5.2 Unknown command");
        };
        if self.come_to(Moment::StartTls, line, "220 2.0.0 Go ahead")? {
            self.wire.ahead.clear();
            self.wire.secure(&config)?;
        }
        Some(())
    }

    fn log_in(&mut self, line: &str) -> Option<()> {
        self.note(|log| log.auth.push(line.to_owned()));
        if !self.come_to(Moment::Auth, line, "")? {
            return Some(());
        }
        let Some(account) = self.offer.account.clone() else {
            return self.wire.say("503 5.5.1 Not here");
        };
        let (user, secret) = (account.user, account.secret);
        let mut words = line.split(' ').skip(1);
        let given = match (words.next(), words.next()) {
            (Some("PLAIN"), Some(text)) => decode(text) == format!("\0{user}\0{secret}"),
            (Some("LOGIN"), None) => self.ask("Username:")? == user && self.ask("Password:")? == secret,
            (Some("XOAUTH2"), Some(text)) => {
                let right = decode(text) == format!("user={user}\x01auth=Bearer {secret}\x01\x01");
                // A refused token is explained in a question first.
                right || self.ask(r#"{"status":"401"}"#)? == "never"
            }
            _ => return self.wire.say("504 5.5.4 Unknown mechanism"),
        };
        if !given {
            return self.wire.say("535 5.7.8 Authentication credentials invalid");
        }
        self.is_known = true;
        self.note(|log| log.logins += 1);
        self.wire.say("235 2.7.0 Accepted")
    }

    fn ask(&mut self, question: &str) -> Option<String> {
        self.wire.say(&format!("334 {}", BASE64.encode(question)))?;
        let answer = self.wire.line()?;
        self.note(|log| log.auth.push(answer.clone()));
        Some(decode(&answer))
    }

    fn take(&mut self, line: &str) -> Option<()> {
        if !self.come_to(Moment::Data, line, "354 End with a dot")? {
            return Some(());
        }
        if self.wire.ahead.is_empty() {
            self.wire.more()?;
        }
        if !self.come_to(Moment::Payload, "", "")? {
            // Whoever answers before the end will not hear the end.
            return None;
        }
        // The end is a line of its own, even as the first one.
        self.wire.ahead.splice(0..0, *b"\r\n");
        let payload = self.wire.until(b"\r\n.\r\n")?;
        let bytes = unstuffed(payload.get(2..).unwrap_or_default());
        let (from, to) = (self.from.take()?, self.to.take()?);
        if !self.come_to(Moment::Received, "", "")? {
            return Some(());
        }
        let connection = self.number;
        let number = self.note(|log| {
            log.kept.push(Kept {
                message_id: message_id(&bytes),
                from,
                to,
                bytes,
                connection,
            });
            log.kept.len()
        });
        self.come_to(Moment::Kept, "", &format!("250 2.0.0 Ok: queued as Q{number}"))?;
        Some(())
    }
}

fn decode(text: &str) -> String {
    let bytes = BASE64.decode(text).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Takes the doubled dots back, and ends the last line.
fn unstuffed(payload: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(payload.len() + 2);
    let mut at_start = true;
    for (at, byte) in payload.iter().enumerate() {
        if at_start && *byte == b'.' {
            at_start = false;
            continue;
        }
        bytes.push(*byte);
        at_start = *byte == b'\n' && at > 0 && payload[at - 1] == b'\r';
    }
    bytes.extend_from_slice(b"\r\n");
    bytes
}

fn message_id(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let line = text.lines().find_map(|line| line.strip_prefix("Message-ID: "));
    line.unwrap_or_default().trim().to_owned()
}

/// A certificate authority that nobody knows.
pub(crate) struct Authority {
    params: CertificateParams,
    key: KeyPair,
    der: Vec<u8>,
}

impl Authority {
    pub(crate) fn new(name: &str) -> Authority {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new(vec!["localhost".to_owned()]).expect("parameters");
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let der = params.self_signed(&key).expect("a certificate").der().to_vec();
        Authority { params, key, der }
    }

    /// Its certificate as PEM.
    pub(crate) fn pem(&self) -> String {
        let lines: Vec<String> = BASE64
            .encode(&self.der)
            .as_bytes()
            .chunks(64)
            .map(|line| String::from_utf8_lossy(line).into_owned())
            .collect();
        format!(
            "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
            lines.join("\n")
        )
    }

    /// A server's side of TLS, for a name, valid until the end of a year.
    pub(crate) fn server(&self, name: &str, until: i32) -> Arc<ServerConfig> {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new(vec![name.to_owned()]).expect("parameters");
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(until, 12, 31);
        let issuer = Issuer::from_params(&self.params, &self.key);
        let leaf = params.signed_by(&key, &issuer).expect("a certificate");
        with_certificate(leaf.der().to_vec(), &key)
    }

    /// A server's side of TLS that shows the authority's own certificate.
    pub(crate) fn as_server(&self) -> Arc<ServerConfig> {
        with_certificate(self.der.clone(), &self.key)
    }
}

fn with_certificate(der: Vec<u8>, key: &KeyPair) -> Arc<ServerConfig> {
    let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![der.into()], key)
        .expect("a certificate and its key");
    Arc::new(config)
}
