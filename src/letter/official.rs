//! The official letter of one record: บันทึกข้อความ inside the office,
//! หนังสือภายนอก to a contractor, as one page that carries its own letters and
//! prints on A4, and as a mail with that page attached.
//!
//! A letter is written because a person asked for it; the plan of reminders
//! neither sends it nor counts it. The same record, day and number give the same
//! bytes. The sentences stand in `templates/letter/`.

mod digits;
mod dress;
mod facts;
mod head;
mod history;
mod mail;
mod stage;
#[cfg(test)]
mod tests;
mod view;

pub use facts::{Facts, is_number};
pub use mail::bytes;
pub use stage::{Refusal, Stand, reached};

use super::{Broken, Gate, Register, words};
use crate::press::Press;
use crate::record::office::TEXTS;
use crate::record::{Digits, Recipient};

/// A letter, ready to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Official {
    /// What it is known by.
    pub facts: Facts,
    /// เรื่อง: no name of a person, ever.
    pub subject: String,
    /// The page.
    pub html: String,
    /// The words of the mail that carries it.
    pub cover: String,
    /// The sender's address.
    pub from: String,
    /// The sender's name, short enough for one encoded word.
    pub from_name: Option<String>,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// The address it goes to, where one is known.
    pub to: Option<String>,
    /// What the officer should look at before signing, Thai and English.
    pub advice: Vec<crate::text::Words>,
}

/// Writes the letter of a record that stands at a stage; `number` is its ที่.
///
/// # Errors
///
/// [`Broken`] where a template does not render.
pub fn write(
    stand: &Stand<'_, '_>,
    register: &Register<'_>,
    press: &Press,
    number: Option<&str>,
) -> Result<Official, Broken> {
    let facts = Facts::new(stand, register, number);
    let mut view = view::View::new(stand, register, &facts, press);
    view.papers = papers(press, &view)?;
    view.subject = words::line(&render(press, "letter/subject.txt", &view)?);
    let name = format!("letter/{}.html", text_name(stand, press, register));
    let html = words::tidy(&render(press, &name, &view)?);
    let cover = words::tidy(&render(press, "letter/cover.txt", &view)?);
    let thai = register.book.office.letter.digits == Digits::Thai;
    let office = &register.book.office;
    let from = office.mail.from.as_deref().or(office.mailbox());
    Ok(Official {
        subject: digits::text(&view.subject, thai),
        html: dress::dressed(&digits::page(&html, thai), press),
        cover: digits::text(&cover, thai),
        from: from.unwrap_or(super::NO_SENDER).to_owned(),
        from_name: words::sender_name(&office.name),
        reply_to: office.mail.reply_to.clone(),
        to: address(stand, register),
        advice: view.advice(register),
        facts,
    })
}

/// Returns what a finished letter says that it must not; nothing where it may go.
#[must_use]
pub fn leaks(letter: &Official, stand: &Stand<'_, '_>, register: &Register<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let office = &register.book.office;
    let known: Vec<&str> = [Some(letter.from.as_str()), office.mailbox(), letter.to.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    // Who signs may be a borrower too.
    let signer: Vec<&str> = office.letter.signer.iter().map(|signer| signer.name.as_str()).collect();
    let parts = [
        ("subject", letter.subject.as_str()),
        ("text", letter.cover.as_str()),
        ("html", letter.html.as_str()),
    ];
    Gate::new(register).search(&parts, &[stand.entry], &signer, &known, &mut found);
    found
}

/// The text that fits: an office's own for a stage with its own words, else the
/// built-in one of the kind and the day.
fn text_name(stand: &Stand<'_, '_>, press: &Press, register: &Register<'_>) -> String {
    let own = stand.stage.text.as_str();
    if !TEXTS.contains(&own) && press.has(&format!("letter/{own}.html")) {
        return own.to_owned();
    }
    stand.usual_text(register.today).to_owned()
}

/// The papers to bring, one a line of `mail/papers.txt`.
fn papers(press: &Press, view: &view::View) -> Result<Vec<String>, Broken> {
    if !view.external() {
        return Ok(Vec::new());
    }
    let text = words::tidy(&render(press, "mail/papers.txt", view)?);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(str::to_owned).collect())
}

fn address(stand: &Stand<'_, '_>, register: &Register<'_>) -> Option<String> {
    use crate::book::Entry;
    let address = match (stand.entry, stand.to) {
        (Entry::Guarantee(record, _), Recipient::Contractor) => record.contractor.email.as_ref(),
        _ => register
            .book
            .agencies
            .get(&stand.entry.id().agency)
            .and_then(|agency| agency.email.as_ref()),
    };
    address.map(|address| address.value.clone())
}

fn render<V: serde::Serialize>(press: &Press, name: &str, view: &V) -> Result<String, Broken> {
    press.mail(name, view).map_err(Broken::Template)
}
