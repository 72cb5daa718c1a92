//! The sending account's mailbox over IMAP (RFC 3501), read only: is this mail
//! in the Sent folder, and what came back. Nothing is ever marked as read.

mod wire;

use std::fmt;

use chrono::NaiveDate;

use crate::dispatch::doors::{Sighting, Trouble, Witness};
use crate::record::Archive;
use crate::text::Words;
use wire::{Fault, Wire};

/// The most delivery reports that one run looks at.
const MOST_REPORTS: usize = 200;

/// What the account logs in with; shown nowhere.
#[derive(Clone, PartialEq, Eq)]
pub enum Secret {
    /// A password.
    Password(String),
    /// An access token (XOAUTH2).
    Token(String),
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// A mailbox; the connection is made when the first question is asked.
pub struct Mailbox {
    archive: Archive,
    secret: Secret,
    /// Certificates of an office's own authority, as PEM.
    roots: Option<Vec<u8>>,
    wire: Option<Wire>,
}

impl fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailbox")
            .field("host", &self.archive.host)
            .finish_non_exhaustive()
    }
}

impl Mailbox {
    /// Names a mailbox. `roots` are further certificate authorities, as PEM.
    ///
    /// # Errors
    ///
    /// [`Trouble::Settings`] where it would be asked in plain text over a network.
    pub fn new(archive: &Archive, secret: Secret, roots: Option<&[u8]>) -> Result<Mailbox, Trouble> {
        if archive.plain && !is_loopback(&archive.host) {
            return Err(Trouble::Settings(Words::new(
                "mail.archive: plain = true ใช้ได้กับเครื่องนี้เท่านั้น",
                "mail.archive: plain = true is for this very machine only",
            )));
        }
        Ok(Mailbox {
            archive: archive.clone(),
            secret,
            roots: roots.map(<[u8]>::to_vec),
            wire: None,
        })
    }

    /// Connects and logs in, where that has not been done yet.
    fn wire(&mut self) -> Result<&mut Wire, Fault> {
        let wire = match self.wire.take() {
            Some(wire) => wire,
            None => {
                let (host, port) = (&self.archive.host, self.archive.port);
                let mut wire = Wire::connect(host, port, self.archive.plain, self.roots.as_deref())?;
                wire.log_in(&self.archive.user, &self.secret)?;
                wire
            }
        };
        Ok(self.wire.insert(wire))
    }

    /// Asks once more on a fresh connection where the first one broke.
    fn ask<T>(&mut self, question: impl Fn(&mut Wire, &Archive) -> Result<T, Fault>) -> Result<T, Words> {
        self.try_to(question).map_err(|trouble| trouble.words().clone())
    }

    /// The same, telling what time may mend from what somebody has to.
    fn try_to<T>(&mut self, question: impl Fn(&mut Wire, &Archive) -> Result<T, Fault>) -> Result<T, Trouble> {
        let archive = self.archive.clone();
        let had = self.wire.is_some();
        let first = self.wire().and_then(|wire| question(wire, &archive));
        let answer = match first {
            Err(Fault::Broken(_)) if had => {
                self.wire = None;
                self.wire().and_then(|wire| question(wire, &archive))
            }
            other => other,
        };
        answer.map_err(|fault| {
            self.wire = None;
            let words = fault.words(&archive.host, archive.port);
            if fault.is_setting() {
                Trouble::Settings(words)
            } else {
                Trouble::Later(words)
            }
        })
    }

    /// Logs in and opens both folders: what `doctor` wants to know.
    ///
    /// # Errors
    ///
    /// [`Trouble`], told apart in words.
    pub fn try_out(&mut self) -> Result<(), Trouble> {
        self.try_to(|wire, archive| {
            open_sent(wire, archive)?;
            wire.examine(&archive.bounces)
        })
    }
}

/// Opens the folder of sent mails: as it is named, else the one that the server
/// itself calls so (RFC 6154).
fn open_sent(wire: &mut Wire, archive: &Archive) -> Result<(), Fault> {
    match wire.examine(&archive.folder) {
        Err(Fault::NoFolder(name)) => match wire.sent_folder()? {
            Some(folder) => wire.examine(&folder),
            None => Err(Fault::NoFolder(name)),
        },
        other => other,
    }
}

impl Witness for Mailbox {
    fn look(&mut self, message_id: &str) -> Result<Sighting, Words> {
        self.ask(|wire, archive| {
            open_sent(wire, archive)?;
            let found = wire.search(&format!("HEADER Message-ID {}", wire::quoted(message_id)))?;
            Ok(if found.is_empty() {
                Sighting::Absent
            } else {
                Sighting::There
            })
        })
    }

    fn is_prompt(&self) -> bool {
        false
    }

    fn reports(&mut self, since: NaiveDate) -> Result<Vec<Vec<u8>>, Words> {
        self.ask(|wire, archive| {
            wire.examine(&archive.bounces)?;
            let day = since.format("%-d-%b-%Y");
            let mut found = wire.search(&format!("SINCE {day} HEADER Content-Type \"multipart/report\""))?;
            found.sort_unstable();
            let newest = found.len().saturating_sub(MOST_REPORTS);
            let mut reports = Vec::new();
            for uid in &found[newest..] {
                reports.extend(wire.fetch(*uid)?);
            }
            Ok(reports)
        })
    }
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
