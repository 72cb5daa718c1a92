//! The doors that a delivery goes through, as it needs them. The world has the
//! real ones; tests have their own, with a clock that can be set and a post
//! that can fail at will.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::book::gather::Files;
use crate::text::Words;

/// A moment, in the office's own offset.
pub type Moment = DateTime<FixedOffset>;

/// Why nothing can be sent now. Each says in words what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Goes by itself or with time: exit status 75.
    Later(Words),
    /// A setting is wrong, nothing changes until somebody mends it: exit status 78.
    Settings(Words),
}

impl Trouble {
    /// Returns the words.
    #[must_use]
    pub fn words(&self) -> &Words {
        match self {
            Trouble::Later(words) | Trouble::Settings(words) => words,
        }
    }
}

/// A mail ready to travel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// The mail's identity without `@` and domain: plain ASCII, fit for a file
    /// name and for a delivery report's envelope id.
    pub id: String,
    /// `Message-ID` with its brackets.
    pub message_id: String,
    /// Envelope sender.
    pub from: String,
    /// The one recipient.
    pub to: String,
    /// The mail as it travels, lines ended by CRLF, not dot-stuffed.
    pub bytes: Vec<u8>,
}

/// What became of one mail. Only the replies of the server decide: what was
/// not answered after the payload had left is in doubt, whatever the network said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Accepted; the server's reply.
    Sent(String),
    /// Refused for good (5xx); the reply.
    Refused(String),
    /// Not now (4xx); the reply.
    Deferred(String),
    /// The payload did not leave: nothing was decided. Why.
    NotSent(String),
    /// The payload left and no reply came. Why.
    InDoubt(String),
}

/// Called when the server waits for the payload and before its first byte
/// leaves. Where it fails, the connection is dropped and the mail was not sent.
pub type BeforePayload<'f> = dyn FnMut() -> Result<(), String> + 'f;

/// Whoever takes the mails.
pub trait Post {
    /// Connects, secures the connection and logs in: all that can fail before
    /// anything is claimed. Called again after a lost connection.
    ///
    /// # Errors
    ///
    /// [`Trouble`] in words that tell name, port, certificate and login apart.
    fn open(&mut self) -> Result<(), Trouble>;

    /// Hands over one mail on an open connection.
    fn hand_over(&mut self, parcel: &Parcel, before_payload: &mut BeforePayload<'_>) -> Verdict;

    /// Whether the connection can take another mail.
    fn is_open(&self) -> bool;

    /// Says good-bye, where there is somebody to say it to.
    fn close(&mut self);
}

/// What a witness sees of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sighting {
    /// It is there.
    There,
    /// It is not there.
    Absent,
    /// Neither it nor the draft that is laid down before it leaves: where it had
    /// begun to leave, somebody took it since.
    Vanished,
}

/// Whoever can say whether a mail left, after a crash: the Sent folder of the
/// sending account, or the folder that mails were written to.
pub trait Witness {
    /// Looks for a mail with this Message-ID (brackets included).
    ///
    /// # Errors
    ///
    /// Why it cannot be said: the mailbox cannot be reached.
    fn look(&mut self, message_id: &str) -> Result<Sighting, Words>;

    /// Returns the delivery reports that came since a day, as they came; a folder
    /// of files gets none.
    ///
    /// # Errors
    ///
    /// Why they cannot be read.
    fn reports(&mut self, since: NaiveDate) -> Result<Vec<Vec<u8>>, Words> {
        let _ = since;
        Ok(Vec::new())
    }

    /// Whether the answer holds at once; else only after the settle time, as a
    /// Sent folder lags behind.
    fn is_prompt(&self) -> bool;
}

/// Whoever says from outside that something was there at a time (RFC 3161).
pub trait Authority {
    /// Sends a request to an address and returns the answer as it came. It takes
    /// seconds at most.
    ///
    /// # Errors
    ///
    /// Why there is no answer.
    fn ask(&self, url: &str, request: &[u8]) -> Result<Vec<u8>, Words>;
}

/// Whoever knows what time it is.
pub trait Clock {
    /// Returns the moment.
    fn now(&self) -> Moment;
}

/// The book as it stands where every run can see it.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The records, the journal and the names of the office's own texts.
    pub files: Files,
    /// The office's own templates.
    pub templates: BTreeMap<String, String>,
    /// The commit, where there is git.
    pub commit: Option<String>,
}

/// A file of the journal to be written: path from the book's root, and text.
pub type Page = (String, String);

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Every other run sees it.
    Stands,
    /// The book changed since it was read: nothing was claimed.
    Overtaken,
}

/// Where the book lies and the journal is written.
pub trait Store {
    /// Reads the newest state of the book.
    ///
    /// # Errors
    ///
    /// [`Trouble`] where it cannot be fetched or read.
    fn read(&mut self) -> Result<Snapshot, Trouble>;

    /// Writes pages only if the book is still as it was read, in one piece.
    ///
    /// # Errors
    ///
    /// [`Trouble`] where nobody may write there, or nobody answers.
    fn claim(&mut self, pages: &[Page], subject: &str) -> Result<Claim, Trouble>;

    /// Writes pages that only this run may write, on top of whatever came
    /// meanwhile: the outcomes of its own claims. A page that somebody else has
    /// gone on with, so that ours is no longer its continuation, is left as it
    /// stands. Returns whether anything came.
    ///
    /// # Errors
    ///
    /// [`Trouble`] where they could not be written; the diary still has them.
    fn settle(&mut self, pages: &[Page], subject: &str) -> Result<bool, Trouble>;

    /// Writes files of the journal that are no text, each where none stands yet,
    /// beside whatever came meanwhile.
    ///
    /// # Errors
    ///
    /// [`Trouble`] where they could not be written.
    fn keep(&mut self, files: &[(String, Vec<u8>)], subject: &str) -> Result<(), Trouble>;

    /// Reads one page as it stands now, and stands on that for the next claim.
    ///
    /// # Errors
    ///
    /// [`Trouble`] where it cannot be fetched or read.
    fn page(&mut self, path: &str) -> Result<Option<String>, Trouble>;

    /// Whether a change of the book makes the next claim fail by itself; else
    /// it has to be read again.
    fn is_watched(&self) -> bool;
}

/// One line of a run's diary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The run.
    pub run: String,
    /// The mail.
    pub mail: String,
    /// When.
    pub at: Moment,
    /// What: nothing yet, where its payload is about to leave.
    pub verdict: Option<Verdict>,
}

/// What a run did, line by line, on this machine's disk: written through
/// before a payload leaves and after each reply, so that the next run knows
/// what a killed one had done.
pub trait Diary {
    /// Returns what a run before left behind.
    fn lines(&self) -> &[Line];

    /// Adds a line and waits until the disk has it.
    ///
    /// # Errors
    ///
    /// Why the disk did not take it.
    fn note(&mut self, line: Line) -> Result<(), String>;

    /// Forgets all lines, once the journal has them.
    ///
    /// # Errors
    ///
    /// As the disk says.
    fn clear(&mut self) -> Result<(), String>;
}
