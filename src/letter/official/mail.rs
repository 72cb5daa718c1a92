//! The mail that carries a letter: a few words, and the page as a file. It is a
//! draft for a person's mail program, which sends it.

use lettre::message::header::{ContentDisposition, ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Message, MultiPart, SinglePart};

use super::Official;
use crate::letter::eml::{boundary, headers, mailbox, morning, part};
use crate::letter::{Broken, header};

/// Returns the mail's bytes; nothing where no address is known.
///
/// # Errors
///
/// [`Broken::Headers`] where an address is none.
pub fn bytes(letter: &Official) -> Result<Option<Vec<u8>>, Broken> {
    let Some(to) = &letter.to else { return Ok(None) };
    let stem = letter.facts.file_stem();
    let id = format!("<letter.{stem}.{}@{}>", letter.facts.date, header::domain(&letter.from));
    let date = morning(letter.facts.date);
    let mut builder = Message::builder()
        .from(mailbox(letter.from_name.as_deref(), &letter.from)?)
        .to(mailbox(None, to)?)
        .subject(letter.subject.clone())
        .date(date.into())
        .message_id(Some(id.clone()))
        // Mail programs open it for sending.
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("X-Unsent"),
            "1".to_owned(),
        ));
    if let Some(reply_to) = &letter.reply_to {
        builder = builder.reply_to(mailbox(None, reply_to)?);
    }
    // As bytes, not as text: what is saved from the mail has the sum of what is kept.
    let page = SinglePart::builder()
        .header(ContentType::TEXT_HTML)
        .header(ContentDisposition::attachment(&format!("{stem}.html")))
        .header(ContentTransferEncoding::Base64)
        .body(letter.html.clone().into_bytes());
    let mixed = MultiPart::mixed()
        .boundary(boundary(&id, "mixed"))
        .singlepart(part(ContentType::TEXT_PLAIN, &letter.cover))
        .singlepart(page);
    let mut message = builder.multipart(mixed).map_err(|error| headers(&error))?;
    // lettre writes UTC; the office reads its own morning.
    let local = date.format("%a, %d %b %Y %H:%M:%S %z").to_string();
    message
        .headers_mut()
        .insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str("Date"), local));
    Ok(Some(message.formatted()))
}
