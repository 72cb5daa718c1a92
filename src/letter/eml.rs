//! The bytes of a mail (RFC 5322), by lettre's builder with nothing left to
//! chance: identity, day and boundaries are all set, so that the same letter
//! on the same day is the same bytes.
//!
//! Bodies go in base64: lines stay short, nothing needs 8BITMIME, and the whole
//! mail is ASCII.

use chrono::{DateTime, FixedOffset, NaiveDate};
use lettre::message::header::{ContentDisposition, ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, Message, MultiPart, SinglePart};
use lettre::{Address, message::MessageBuilder};
use sha2::{Digest, Sha256};

use super::{Broken, Letter};
use crate::base64;
use crate::day::BANGKOK;

/// Returns a letter's day for a rehearsal: eight in the morning in Bangkok.
#[must_use]
pub fn morning(day: NaiveDate) -> DateTime<FixedOffset> {
    // 01:00 UTC is 08:00 at +07:00; both always exist.
    let utc = day.and_hms_opt(1, 0, 0).unwrap_or_default();
    DateTime::from_naive_utc_and_offset(utc, BANGKOK)
}

/// Returns the mail's bytes, dated `date`.
///
/// # Errors
///
/// [`Broken::Headers`] where an address is none.
pub fn bytes(letter: &Letter, date: DateTime<FixedOffset>) -> Result<Vec<u8>, Broken> {
    let mut builder = Message::builder()
        .from(mailbox(letter.from_name.as_deref(), &letter.from)?)
        .to(mailbox(None, &letter.to)?)
        .subject(letter.subject.clone())
        .date(date.into())
        .message_id(Some(letter.message_id()));
    if let Some(reply_to) = &letter.reply_to {
        builder = builder.reply_to(mailbox(None, reply_to)?);
    }
    if let Some(first) = letter.thread.as_ref().and_then(|thread| thread.first.as_ref()) {
        builder = builder.in_reply_to(first.clone()).references(first.clone());
    }
    for (name, value) in marks(letter) {
        builder = builder.raw_header(HeaderValue::new(HeaderName::new_from_ascii_str(name), value));
    }
    finish(letter, builder, date)
}

/// The headers that tell machines what this is.
fn marks(letter: &Letter) -> Vec<(&'static str, String)> {
    let mut marks = vec![
        ("Auto-Submitted", "auto-generated".to_owned()),
        // Not `All`: that would switch off delivery and read reports too.
        ("X-Auto-Response-Suppress", "OOF, AutoReply".to_owned()),
        ("List-Id", format!("duebook <reminders.{}>", letter.domain())),
        ("X-Duebook-Key", letter.key.clone()),
    ];
    if let Some(thread) = &letter.thread {
        marks.push(("Thread-Topic", thread.topic.clone()));
        marks.push(("Thread-Index", thread.index.clone()));
    }
    marks
}

fn finish(letter: &Letter, builder: MessageBuilder, date: DateTime<FixedOffset>) -> Result<Vec<u8>, Broken> {
    let alternative = MultiPart::alternative()
        .boundary(boundary(&letter.message_id(), "alternative"))
        .singlepart(part(ContentType::TEXT_PLAIN, &letter.text))
        .singlepart(part(ContentType::TEXT_HTML, &letter.html));
    let mut mixed = MultiPart::mixed()
        .boundary(boundary(&letter.message_id(), "mixed"))
        .multipart(alternative);
    if let Some((name, text)) = &letter.calendar {
        let kind = ContentType::parse("text/calendar; charset=utf-8").map_err(|error| headers(&error))?;
        mixed = mixed.singlepart(
            SinglePart::builder()
                .header(kind)
                .header(ContentDisposition::attachment(name))
                .header(ContentTransferEncoding::Base64)
                .body(body(text)),
        );
    }
    let mut message = builder.multipart(mixed).map_err(|error| headers(&error))?;
    // lettre writes UTC; the office reads its own morning.
    let local = date.format("%a, %d %b %Y %H:%M:%S %z").to_string();
    message
        .headers_mut()
        .insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str("Date"), local));
    Ok(folded(message.formatted()))
}

/// Puts a sender's address on a line of its own where the name before it is
/// encoded: such a line has 76 octets at most (RFC 2047, section 2), and lettre
/// leaves it whole.
fn folded(mut mail: Vec<u8>) -> Vec<u8> {
    let start = if mail.starts_with(b"From: ") {
        0
    } else {
        position(&mail, b"\r\nFrom: ").map_or(mail.len(), |at| at + 2)
    };
    let line = &mail[start..];
    let line = &line[..position(line, b"\r\n").unwrap_or(line.len())];
    if line.len() > 76
        && let Some(at) = position(line, b"?= <")
    {
        mail.splice(start + at + 2..start + at + 2, *b"\r\n");
    }
    mail
}

fn position(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|part| part == what)
}

pub(super) fn part(kind: ContentType, text: &str) -> SinglePart {
    SinglePart::builder()
        .header(kind)
        .header(ContentTransferEncoding::Base64)
        .body(body(text))
}

/// Lines of mail end in CRLF, inside base64 too (RFC 2046, section 4.1.1).
fn body(text: &str) -> Body {
    let mut said = String::with_capacity(text.len() + text.len() / 16);
    for line in text.split_inclusive('\n') {
        let words = line
            .strip_suffix('\n')
            .map(|words| words.strip_suffix('\r').unwrap_or(words));
        said.push_str(words.unwrap_or(line));
        said.push_str(if words.is_some() { "\r\n" } else { "" });
    }
    let lines = base64::lines(said.as_bytes());
    Body::dangerous_pre_encoded(lines, ContentTransferEncoding::Base64)
}

/// A boundary that follows from the mail's identity and never occurs in a
/// base64 body, as `_` is not in its alphabet.
pub(super) fn boundary(id: &str, part: &str) -> String {
    let hash = Sha256::digest(format!("{id}\n{part}").as_bytes());
    format!("=_{}", crate::digest::hex(&hash[..16]))
}

pub(super) fn mailbox(name: Option<&str>, address: &str) -> Result<Mailbox, Broken> {
    let address: Address = address.parse().map_err(|error| headers(&error))?;
    Ok(Mailbox::new(name.map(str::to_owned), address))
}

pub(super) fn headers(error: &dyn std::fmt::Display) -> Broken {
    Broken::Headers(error.to_string())
}

#[cfg(test)]
mod tests {
    use mail_parser::{MessageParser, MimeHeaders};

    use super::super::fixture::{DAYS, book, day, letters};
    use super::*;

    #[test]
    fn the_same_letter_is_the_same_bytes_and_a_parser_reads_them_back() {
        let book = book();
        for today in DAYS {
            for (letter, again) in letters(&book, today).into_iter().zip(letters(&book, today)) {
                let date = morning(day(today));
                let bytes = bytes(&letter, date).expect("bytes");
                assert_eq!(
                    bytes,
                    super::bytes(&again, date).expect("bytes"),
                    "{today} {}",
                    letter.id
                );
                assert!(bytes.is_ascii(), "{today} {}", letter.id);
                assert!(
                    !bytes.windows(2).any(|pair| pair[1] == b'\n' && pair[0] != b'\r'),
                    "a bare line feed"
                );
                let body = bytes.windows(4).position(|end| end == b"\r\n\r\n").expect("a body");
                assert!(
                    bytes[body..].split(|&b| b == b'\n').all(|line| line.len() <= 78),
                    "{today} {}",
                    letter.id
                );
                let head = String::from_utf8_lossy(&bytes[..body]);
                assert!(
                    head.lines().all(|line| line.len() <= 76 || !line.contains("=?")),
                    "{today} {head}"
                );

                let mail = MessageParser::default().parse(&bytes).expect("a mail");
                assert_eq!(mail.subject(), Some(letter.subject.as_str()));
                assert_eq!(mail.message_id(), Some(format!("{}@example.org", letter.id).as_str()));
                assert_eq!(
                    mail.date().expect("a date").to_rfc3339(),
                    format!("{today}T08:00:00+07:00")
                );
                let to = mail.to().expect("To").as_list().expect("a list");
                assert_eq!(
                    to.iter().filter_map(|one| one.address()).collect::<Vec<_>>(),
                    [letter.to.as_str()]
                );
                let from = mail.from().expect("From").first().expect("a sender");
                assert_eq!(
                    (from.name(), from.address()),
                    (Some("ฝ่ายการคลัง"), Some("reminder@example.org"))
                );
                assert!(mail.cc().is_none() && mail.bcc().is_none());
                assert_eq!(mail.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
                assert_eq!(mail.body_text(0).expect("text").replace("\r\n", "\n"), letter.text);
                assert_eq!(mail.body_html(0).expect("html").replace("\r\n", "\n"), letter.html);
                match &letter.calendar {
                    Some((name, text)) => {
                        let file = mail.attachment(0).expect("an attachment");
                        assert_eq!(file.attachment_name(), Some(name.as_str()));
                        assert_eq!(file.text_contents(), Some(text.as_str()));
                        assert!(file.content_type().expect("a type").attribute("method").is_none());
                    }
                    None => assert_eq!(mail.attachment_count(), 0),
                }
            }
        }
    }
}
