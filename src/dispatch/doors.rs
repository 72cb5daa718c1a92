//! The doors that a delivery goes through, as it needs them. The world has the
//! real ones; tests have their own, with a clock that can be set and a post
//! that can fail at will.

use chrono::{DateTime, FixedOffset};

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

/// Whoever can say whether a mail left, after a crash: the Sent folder of the
/// sending account, or the folder that mails were written to.
pub trait Witness {
    /// Returns whether a mail with this Message-ID (brackets included) is there.
    ///
    /// # Errors
    ///
    /// Why it cannot be said: the mailbox cannot be reached.
    fn has(&mut self, message_id: &str) -> Result<bool, Words>;

    /// Whether the answer holds at once; else only after the settle time, as a
    /// Sent folder lags behind.
    fn is_prompt(&self) -> bool;
}
