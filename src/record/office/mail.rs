//! How the office's mails go: `[mail]` and the mailbox beside it.

use crate::record::person;
use crate::text::Table;

/// More mails than any office sends in a run.
const MOST_MAILS: i64 = 1_000_000;

/// How often the office gets a digest of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digest {
    /// Only with its reminders.
    Never,
    /// On the first working day of a week.
    Weekly,
    /// On each working day.
    Daily,
}

/// Settings of the mail.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Sender.
    pub from: Option<String>,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// Stops all sending.
    pub paused: bool,
    /// Mails a run.
    pub pace: i64,
    /// More planned than this needs an approval.
    pub tripwire: i64,
    /// Whether a mail in doubt is held or sent again.
    pub resend_in_doubt: bool,
    /// How often the office gets a digest of its own, beside its reminders.
    pub digest: Digest,
    /// The one repository from which mails go to people, as in
    /// `forge.example.go.th/finance/book`; a copy with another remote may not.
    pub live: Option<String>,
    /// The mailbox that is asked whether a mail left, and read for bounces.
    pub archive: Option<Archive>,
}

/// The sending account's mailbox, over IMAP (`[mail.archive]`). Its password
/// comes from the environment, never from the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    /// The server's name.
    pub host: String,
    /// Its port; 993 unless told otherwise.
    pub port: u16,
    /// The account.
    pub user: String,
    /// The folder with the sent mails.
    pub folder: String,
    /// The folder in which delivery reports arrive.
    pub bounces: String,
    /// Plain text, which is allowed to loopback only.
    pub plain: bool,
}

impl Default for Mail {
    fn default() -> Mail {
        Mail {
            from: None,
            reply_to: None,
            paused: false,
            pace: 40,
            tripwire: 120,
            resend_in_doubt: false,
            digest: Digest::Never,
            live: None,
            archive: None,
        }
    }
}

/// Reads `[mail]`.
pub(super) fn read(mut table: Table<'_, '_>) -> Mail {
    let usual = Mail::default();
    let mut mail = Mail {
        from: person::address(&mut table, "from").map(|text| text.value),
        reply_to: person::address(&mut table, "reply_to").map(|text| text.value),
        paused: table.yes("paused").is_some_and(|yes| yes.value),
        pace: table
            .integer_within("pace", 1..=MOST_MAILS)
            .map_or(usual.pace, |number| number.value),
        tripwire: table
            .integer_within("tripwire", 0..=MOST_MAILS)
            .map_or(usual.tripwire, |number| number.value),
        resend_in_doubt: table
            .choice("in_doubt", &[("hold", false), ("resend", true)])
            .is_some_and(|choice| choice.value),
        digest: table
            .choice(
                "digest",
                &[
                    ("never", Digest::Never),
                    ("weekly", Digest::Weekly),
                    ("daily", Digest::Daily),
                ],
            )
            .map_or(usual.digest, |digest| digest.value),
        live: table.text("live").map(|text| text.value),
        archive: None,
    };
    mail.archive = table.table("archive").and_then(read_archive);
    table.finish();
    mail
}

fn read_archive(mut table: Table<'_, '_>) -> Option<Archive> {
    let host = table.required_text("host", "\"imap.example.go.th\"");
    let user = table.required_text("user", "\"reminder@example.go.th\"");
    let port = table.integer_within("port", 1..=65_535);
    let folder = table.text("folder");
    let bounces = table.text("bounces");
    let plain = table.yes("plain").is_some_and(|yes| yes.value);
    table.finish();
    Some(Archive {
        host: host?.value,
        port: port.and_then(|port| u16::try_from(port.value).ok()).unwrap_or(993),
        user: user?.value,
        folder: folder.map_or_else(|| "Sent".to_owned(), |folder| folder.value),
        bounces: bounces.map_or_else(|| "INBOX".to_owned(), |folder| folder.value),
        plain,
    })
}
