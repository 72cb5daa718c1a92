//! A reminder becomes words: one planned [`Message`] in, one [`Letter`] out.
//!
//! A letter is everything that a mail will say, as plain data: subject, text,
//! HTML, calendar file and the facts of its headers. [`eml::bytes`] turns it
//! into the bytes that travel. Nothing here knows the disk, the clock or the
//! post; days left are counted from the register's day alone, so that the same
//! register gives the same bytes wherever and whenever it is read.
//!
//! The sentences stand in `templates/mail/`, where an office may change its
//! copy. The text part is the original and its first line the subject; the HTML
//! part echoes it, same words, same order.

pub mod eml;
pub mod leak;

mod advance;
mod calendar;
mod digest;
#[cfg(test)]
mod fixture;
mod guarantee;
mod header;
mod item;
mod law;
mod news;
pub mod official;
mod trial;
mod view;
mod words;

pub(crate) use header::{domain, slug};
pub use leak::Gate;
pub use trial::trial;

use std::fmt;

use crate::book::{Message, Register};
use crate::press::{Facts, Press, PressFault};
use crate::text::Words;
use header::Thread;

/// Stands for the sender in rehearsals of an office that has not said who
/// sends; the domain can never receive anything (RFC 6761).
const NO_SENDER: &str = "duebook@example.invalid";

/// One mail, ready to be turned into bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Left part of the Message-ID: the key of the first reminder, ASCII, no names.
    pub id: String,
    /// The key of the first reminder as the journal has it.
    pub key: String,
    /// The text it is written with: `advance-overdue`.
    pub text_name: String,
    /// The sender's address.
    pub from: String,
    /// The sender's name, short enough for one encoded word.
    pub from_name: Option<String>,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// The one address it goes to.
    pub to: String,
    /// The subject: no name of a person, ever.
    pub subject: String,
    /// The text part, lines ended by `\n`.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// File name and text of the calendar, where a day is still to come.
    pub calendar: Option<(String, String)>,
    /// The conversation it belongs to, where it speaks of one record.
    pub thread: Option<Thread>,
}

/// Why a letter could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// A planned message without a reminder in it.
    Empty,
    /// A template could not be set.
    Template(PressFault),
    /// The text template does not begin with `Subject: …`.
    NoSubject(String),
    /// The mail's headers could not be built; the reason.
    Headers(String),
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Broken::Empty => f.write_str("a message without reminders"),
            Broken::Template(fault) => fault.fmt(f),
            Broken::NoSubject(name) => write!(f, "templates/{name}: the first line must be `Subject: …`"),
            Broken::Headers(why) => write!(f, "headers: {why}"),
        }
    }
}

impl std::error::Error for Broken {}

impl Broken {
    /// Says it in both languages.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Broken::Template(fault) => fault.words(),
            Broken::NoSubject(name) => {
                Words::new(format!("templates/{name}: บรรทัดแรกต้องเป็น Subject: …"), self.to_string())
            }
            Broken::Empty | Broken::Headers(_) => Words::new(self.to_string(), self.to_string()),
        }
    }
}

impl Letter {
    /// Returns the domain of the sender: the right part of every identity.
    #[must_use]
    pub fn domain(&self) -> &str {
        header::domain(&self.from)
    }

    /// Returns the Message-ID with its brackets.
    #[must_use]
    pub fn message_id(&self) -> String {
        format!("<{}@{}>", self.id, self.domain())
    }
}

/// Writes the letter of a planned message.
///
/// # Errors
///
/// [`Broken`] where a template does not render.
pub fn write(message: &Message<'_, '_>, register: &Register<'_>, press: &Press) -> Result<Letter, Broken> {
    let office = &register.book.office;
    let from = office.mailbox().unwrap_or(NO_SENDER).to_owned();
    let from = office.mail.from.clone().unwrap_or(from);
    let first = message.items.first();
    if first.is_none() && message.digest.is_none() {
        return Err(Broken::Empty);
    }
    let text_name = view::text_name(message, first, register.today);
    let id = header::slug(&message.id);
    let mut view = view::View::new(message, register, &id);
    view.papers = papers(press, &view)?;

    let name = format!("mail/{text_name}.txt");
    let mut facts = Facts::of(&name, &view).map_err(Broken::Template)?;
    let written = set(press, &name, &facts)?;
    let (subject, text) = match words::part(&written) {
        Some(parts) => parts,
        // An office's own text may leave the subject to the program.
        None => {
            let name = format!(
                "mail/{}.txt",
                first.map_or(digest::TEXT, |first| view::usual_text(first, register.today))
            );
            let usual = words::part(&set(press, &name, &facts)?).ok_or(Broken::NoSubject(name))?;
            (usual.0, words::tidy(&written))
        }
    };
    facts.add("subject", &subject);
    let html_name = format!("mail/{text_name}.html");
    let html = if press.has(&html_name) {
        set(press, &html_name, &facts)?
    } else {
        // An office's own text may come without an HTML twin.
        facts.add("paragraphs", &words::paragraphs(&text));
        set(press, "mail/plain.html", &facts)?
    };
    let domain = header::domain(&from).to_owned();
    Ok(Letter {
        id,
        key: first.map_or(&message.id, |first| &first.key).clone(),
        text_name,
        from_name: words::sender_name(&office.name),
        reply_to: office.mail.reply_to.clone(),
        to: message.to.clone(),
        subject,
        text,
        html: words::tidy(&html),
        calendar: calendar::file(message, register, &domain),
        thread: header::thread(message, register, &domain),
        from,
    })
}

/// Returns the name of a letter's file in a rehearsal's outbox. It sorts by
/// text and key, is plain ASCII, and names neither a person nor an address.
#[must_use]
pub fn file_name(letter: &Letter) -> String {
    format!("{}.{}.eml", header::slug(&letter.text_name), letter.id)
}

/// The papers to bring, one a line of `mail/papers.txt`; each once, and those
/// of several guarantees in the order of the lines.
fn papers(press: &Press, view: &view::View) -> Result<Vec<String>, Broken> {
    let mut papers: Vec<(usize, String)> = Vec::new();
    for item in view.to_fetch() {
        let text = words::tidy(&render(press, "mail/papers.txt", item)?);
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        for (place, line) in lines.enumerate() {
            if !papers.iter().any(|(_, known)| known == line) {
                papers.push((place, line.to_owned()));
            }
        }
    }
    papers.sort_by_key(|(place, _)| *place);
    Ok(papers.into_iter().map(|(_, line)| line).collect())
}

/// Sets a text that stands alone.
fn render<V: serde::Serialize>(press: &Press, name: &str, view: &V) -> Result<String, Broken> {
    press.mail(name, view).map_err(Broken::Template)
}

/// Sets one of several texts of the same facts.
fn set(press: &Press, name: &str, facts: &Facts) -> Result<String, Broken> {
    press.set(name, facts).map_err(Broken::Template)
}

#[cfg(test)]
mod tests;
