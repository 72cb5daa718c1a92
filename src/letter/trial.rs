//! The mail by which an office tries its settings: to itself, of itself, and
//! without a word from the records.

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::{Broken, Letter, render, words};
use crate::press::Press;
use crate::record::Office;
use crate::thai::date;

#[derive(Serialize)]
struct View {
    subject: String,
    office: String,
    day: String,
    day_en: String,
    time: String,
    reference: String,
    paragraphs: Vec<Vec<String>>,
}

/// Writes the test mail; nothing where the office has not said who sends.
/// `mark` tells two of one second apart.
///
/// # Errors
///
/// [`Broken`] where a template does not render.
pub fn trial(office: &Office, press: &Press, at: DateTime<FixedOffset>, mark: &str) -> Result<Option<Letter>, Broken> {
    let (Some(from), Some(to)) = (&office.mail.from, office.mailbox()) else {
        return Ok(None);
    };
    let id = super::slug(&format!("test.{}.{mark}", at.format("%Y%m%d-%H%M%S")));
    let mut view = View {
        subject: String::new(),
        office: words::line(&office.name),
        day: date::long(at.date_naive()),
        day_en: at.format("%-d %B %Y").to_string(),
        time: at.format("%H:%M:%S").to_string(),
        reference: id.clone(),
        paragraphs: Vec::new(),
    };
    let name = "mail/trial.txt";
    let (subject, text) =
        words::part(&render(press, name, &view)?).ok_or_else(|| Broken::NoSubject(name.to_owned()))?;
    view.subject.clone_from(&subject);
    view.paragraphs = words::paragraphs(&text);
    let html = render(press, "mail/trial.html", &view)?;
    Ok(Some(Letter {
        key: id.clone(),
        id,
        text_name: "trial".to_owned(),
        from: from.clone(),
        from_name: words::sender_name(&office.name),
        reply_to: office.mail.reply_to.clone(),
        to: to.to_owned(),
        subject,
        text,
        html: words::tidy(&html),
        calendar: None,
        thread: None,
    }))
}

#[cfg(test)]
mod tests {
    use super::super::{eml, fixture};
    use super::*;

    #[test]
    fn a_test_mail_goes_to_the_office_and_says_what_it_is() {
        let book = fixture::book();
        let press = Press::new(&std::collections::BTreeMap::new()).expect("the templates");
        let at = DateTime::parse_from_rfc3339("2026-11-27T08:47:11+07:00").expect("a moment");
        let write = |mark| {
            trial(&book.office, &press, at, mark)
                .expect("a text")
                .expect("a sender")
        };
        let letter = write("3fa9b2");
        assert_eq!(Some(letter.to.as_str()), book.office.mailbox());
        assert_eq!(letter.id, "test.20261127-084711.3fa9b2");
        assert_ne!(letter.message_id(), write("3fa9b3").message_id());
        for words in [
            "ทดสอบ",
            "duebook",
            "27 พฤศจิกายน 2569",
            "27 November 2026",
            "08:47:11",
            &letter.id,
        ] {
            assert!(
                letter.text.contains(words) && letter.html.contains(words),
                "{words}: {}",
                letter.text
            );
        }
        let bytes = eml::bytes(&letter, at).expect("bytes");
        let head = String::from_utf8_lossy(&bytes).into_owned();
        assert!(head.contains("Auto-Submitted: auto-generated\r\n"), "{head}");
        for advance in &book.advances {
            assert!(
                !letter.text.contains(&advance.borrower.name.value),
                "no record is spoken of"
            );
            assert!(!letter.text.contains(&advance.contract.value), "no record is spoken of");
        }
    }

    #[test]
    fn without_a_sender_there_is_none() {
        let press = Press::new(&std::collections::BTreeMap::new()).expect("the templates");
        let at = DateTime::parse_from_rfc3339("2026-11-27T08:47:11+07:00").expect("a moment");
        assert_eq!(trial(&Office::default(), &press, at, "x"), Ok(None));
    }
}
