//! A mailbox in the test's own process: the few sentences of IMAP that the
//! program speaks, over mails that a test can see and set.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What the mailbox does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    /// Refuses every login.
    Login,
    /// Hangs up at a search, once.
    HangsUpOnce,
    /// Answers with a line that never ends.
    EndlessLine,
    /// Speaks something else.
    Garbage,
    /// Announces a piece of four gigabytes.
    HugePiece,
}

/// What is in the mailbox and what was said to it.
#[derive(Default)]
pub(crate) struct Held {
    /// Mails of the folder of sent mails.
    pub(crate) sent: Vec<Vec<u8>>,
    /// Mails of the inbox.
    pub(crate) inbox: Vec<Vec<u8>>,
    pub(crate) lines: Vec<String>,
    /// Where the mails of the folder of sent mails come from, if not from `sent`.
    pub(crate) source: Option<Box<dyn Fn() -> Vec<Vec<u8>> + Send>>,
    hung_up: bool,
}

/// A mailbox on a port of this machine.
pub(crate) struct Imap {
    pub(crate) port: u16,
    pub(crate) held: Arc<Mutex<Held>>,
}

impl Imap {
    /// Starts a mailbox whose folder of sent mails bears this name.
    pub(crate) fn start(folder: &'static str, fault: Fault) -> Imap {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let held = Arc::new(Mutex::new(Held::default()));
        let shared = held.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let held = shared.clone();
                std::thread::spawn(move || serve(&stream, folder, fault, &held));
            }
        });
        Imap { port, held }
    }
}

fn serve(stream: &TcpStream, folder: &str, fault: Fault, held: &Mutex<Held>) {
    let mut out = stream;
    let mut say = |text: &[u8]| out.write_all(text).is_ok();
    if fault == Fault::Garbage {
        say(b"HTTP/1.1 200 OK\r\n");
        return;
    }
    say(b"* OK ready\r\n");
    let mut open = "";
    for line in BufReader::new(stream).lines().map_while(Result::ok) {
        held.lock().expect("no panic").lines.push(line.clone());
        let (tag, rest) = line.split_once(' ').unwrap_or((&line, ""));
        let done = |said: &str| format!("{tag} {said}\r\n").into_bytes();
        let word = rest.split(' ').next().unwrap_or_default();
        match word {
            "LOGIN" if fault == Fault::Login || !rest.ends_with("\"secret\"") => say(&done("NO wrong")),
            "LOGIN" => say(&done("OK in")),
            "AUTHENTICATE" => {
                say(b"+ \r\n") && {
                    held.lock().expect("no panic").lines.push("(challenge)".into());
                    true
                }
            }
            "EXAMINE" => {
                open = match rest {
                    "EXAMINE \"INBOX\"" => "INBOX",
                    _ if rest == format!("EXAMINE \"{folder}\"") => "sent",
                    _ => "",
                };
                say(&done(if open.is_empty() {
                    "NO no such folder"
                } else {
                    "OK [READ-ONLY]"
                }))
            }
            "LIST" => {
                say(format!("* LIST (\\HasNoChildren \\Sent) \"/\" \"{folder}\"\r\n").as_bytes());
                say(&done("OK"))
            }
            "UID" if rest.starts_with("UID SEARCH") => match fault {
                Fault::HangsUpOnce if !held.lock().expect("no panic").hung_up => {
                    held.lock().expect("no panic").hung_up = true;
                    return;
                }
                Fault::EndlessLine => loop {
                    if !say(&[b'x'; 4096]) {
                        return;
                    }
                },
                Fault::HugePiece => say(b"* SEARCH {4294967296}\r\n"),
                _ => {
                    let found = search(&held.lock().expect("no panic"), open, rest);
                    say(format!("* SEARCH{found}\r\n").as_bytes());
                    say(&done("OK"))
                }
            },
            "UID" => {
                let uid: usize = rest.split(' ').nth(2).and_then(|uid| uid.parse().ok()).unwrap_or(1);
                let mail = held.lock().expect("no panic").inbox[uid - 1].clone();
                say(format!("* {uid} FETCH (UID {uid} BODY[]<0> {{{}}}\r\n", mail.len()).as_bytes());
                say(&mail);
                say(b")\r\n");
                say(&done("OK"))
            }
            // The answer to a challenge.
            _ if rest.is_empty() => say(b"a1 OK in\r\n"),
            _ => say(&done("BAD")),
        };
    }
}

fn search(held: &Held, open: &str, line: &str) -> String {
    let live = held.source.as_ref().filter(|_| open == "sent").map(|source| source());
    let mails = match &live {
        Some(live) => live,
        None if open == "sent" => &held.sent,
        None => &held.inbox,
    };
    let wanted = line.rsplit('"').nth(1).unwrap_or_default();
    let matching = |mail: &[u8]| String::from_utf8_lossy(mail).contains(wanted);
    let found = mails.iter().enumerate().filter(|(_, mail)| matching(mail));
    found.fold(String::new(), |line, (at, _)| format!("{line} {}", at + 1))
}
