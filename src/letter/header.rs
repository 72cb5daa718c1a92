//! What a mail is known by: its identity, its sender's domain, the
//! conversation it belongs to. All of it follows from keys and records; no
//! name of a person and no clock is in it.

use chrono::{NaiveDate, NaiveTime};
use sha2::{Digest, Sha256};

use crate::digest::hex;

use crate::base64;
use crate::book::{Item, Message, Register};

/// The conversation of a record, so that its reminders stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// The constant subject of the conversation.
    pub topic: String,
    /// Outlook's index of it, in base64: Outlook heeds this more than RFC 5322.
    pub index: String,
    /// Message-ID of the first stage, where this mail is a later one.
    pub first: Option<String>,
}

/// Returns the part of an address after the `@`.
pub(crate) fn domain(address: &str) -> &str {
    address.rsplit_once('@').map_or("localhost", |(_, domain)| domain)
}

/// Makes a key fit for a Message-ID and for a file name: `/` becomes `.`, and
/// where anything else must go (an office's Thai stage name) a part of the
/// key's hash keeps two keys apart.
pub(crate) fn slug(key: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let slug: String = key
        .chars()
        .map(|c| if c == '/' { '.' } else { c })
        .map(|c| if plain(c) { c } else { '-' })
        .collect();
    // Dots at the ends or in a row are no RFC 5322 dot-atom.
    let parts: Vec<&str> = slug.split('.').filter(|part| !part.is_empty()).collect();
    let mut slug = parts.join(".").to_ascii_lowercase();
    if key.chars().any(|c| c != '/' && !plain(c)) || key.bytes().any(|b| b.is_ascii_uppercase()) || slug.is_empty() {
        slug.push_str("-h");
        slug.push_str(&hex(&Sha256::digest(key.as_bytes())[..4]));
    }
    slug
}

/// Returns the conversation of a message that speaks of one record.
pub(crate) fn thread(message: &Message<'_, '_>, register: &Register<'_>, domain: &str) -> Option<Thread> {
    let first = message.items.first()?;
    let id = first.entry.id();
    if message.items.iter().any(|item| item.entry.id() != id) {
        return None;
    }
    Some(Thread {
        topic: super::item::paper(first.entry),
        index: index(&id.to_string(), first.due),
        first: first_key(first, register).map(|key| format!("<{}@{domain}>", slug(&key))),
    })
}

/// The key of the first stage that speaks to the same role of the same due
/// date; nothing where this is the first.
fn first_key(item: &Item<'_, '_>, register: &Register<'_>) -> Option<String> {
    let stages = &register.book.office.stages;
    let first = stages
        .iter()
        .filter(|stage| stage.kind == item.stage.kind && stage.to.contains(&item.role))
        .min_by_key(|stage| stage.days)?;
    let role = item.role.name();
    let head = item.key.strip_suffix(&format!(".{}.{role}", item.stage_name))?;
    let key = format!("{head}.{}.{role}", first.name);
    (key != item.key).then_some(key)
}

/// Outlook's conversation index: six bytes of a file time, here the day the
/// ladder counts from, and sixteen bytes that name the conversation.
fn index(record: &str, due: NaiveDate) -> String {
    // A file time counts 100 ns from 1601; 11,644,473,600 s lie before 1970.
    let seconds = due
        .and_time(NaiveTime::MIN)
        .and_utc()
        .timestamp()
        .saturating_add(11_644_473_600);
    let ticks = u64::try_from(seconds).unwrap_or(0).saturating_mul(10_000_000);
    let mut bytes = ticks.to_be_bytes()[..6].to_vec();
    bytes.extend_from_slice(&Sha256::digest(record.as_bytes())[..16]);
    base64::text(&bytes)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{book, letters};
    use super::*;

    #[test]
    fn a_slug_is_plain_and_keeps_keys_apart() {
        let key = "2570/secretariat/2570/advance-0123/20270930.before-7.borrower";
        assert_eq!(
            slug(key),
            "2570.secretariat.2570.advance-0123.20270930.before-7.borrower"
        );
        assert_eq!(slug(&slug(key)), slug(key), "a slug of a slug is the slug");
        let (one, two) = (
            slug("2570/x/20270930.เตือน.borrower"),
            slug("2570/x/20270930.เร่งรัด.borrower"),
        );
        assert!(one.is_ascii() && two.is_ascii() && one != two, "{one} {two}");
    }

    #[test]
    fn later_stages_follow_the_first_one() {
        let book = book();
        let of = |today: &str| {
            letters(&book, today)
                .into_iter()
                .find(|letter| letter.to.starts_with("wilai"))
                .expect("a letter")
        };
        let (first, later) = (of("2026-09-04"), of("2026-09-13"));
        let (one, two) = (first.thread.clone().expect("a thread"), later.thread.expect("a thread"));
        assert_eq!(one.first, None);
        assert_eq!(two.first, Some(first.message_id()));
        assert_eq!((one.topic, one.index), (two.topic, two.index));
    }
}
