//! Each thing that a bug of the past might put into a letter, stopped.

use std::collections::BTreeMap;

use super::super::fixture::{book, day};
use super::super::{eml, write};
use super::*;
use crate::book::plan::plan;
use crate::press::Press;

/// What a bug might do to a letter.
type Change = fn(&mut Letter);

/// 2018: a loop wrote every recipient into `To`.
#[test]
fn all_addresses_in_to_are_stopped() {
    let book = book();
    let register = Register::new(&book, day("2026-09-14"));
    let gate = Gate::new(&register);
    let plan = plan(&register);
    let press = Press::new(&BTreeMap::new()).expect("sound templates");
    let mut letter = write(&plan.messages[0], &register, &press).expect("a letter");
    let everybody: Vec<&str> = plan.messages.iter().map(|message| message.to.as_str()).collect();
    letter.to = everybody.join(", ");
    assert!(!gate.look(&letter, &plan.messages[0]).is_empty());
    assert!(
        eml::bytes(&letter, eml::morning(register.today)).is_err(),
        "two addresses are no address"
    );
}

/// 2016: the buffer still held the text of the recipient before.
#[test]
fn the_text_of_the_recipient_before_is_stopped() {
    let book = book();
    let register = Register::new(&book, day("2026-09-14"));
    let gate = Gate::new(&register);
    let plan = plan(&register);
    let press = Press::new(&BTreeMap::new()).expect("sound templates");
    let written = |to: &str| {
        let message = plan
            .messages
            .iter()
            .find(|message| message.to.starts_with(to))
            .expect("a message");
        (message, write(message, &register, &press).expect("a letter"))
    };
    let ((_, before), (message, clean)) = (written("pakorn"), written("wilai"));
    assert!(gate.look(&clean, message).is_empty());
    let mut part = clean.clone();
    part.text = format!("{}{}", before.text, clean.text);
    let found = gate.look(&part, message);
    assert!(found.iter().any(|leak| leak.contains("text: a name")), "{found:?}");
    assert!(found.iter().any(|leak| leak.contains("text: the path")), "{found:?}");
    let mut part = clean.clone();
    part.html = format!("{}{}", before.html, clean.html);
    assert!(!gate.look(&part, message).is_empty());
    let mut part = clean.clone();
    part.calendar = before.calendar;
    assert!(part.calendar.is_none() || !gate.look(&part, message).is_empty());
    let mut part = clean.clone();
    part.text.push_str("สำเนา: Pakorn.T@example.org");
    assert!(!gate.look(&part, message).is_empty());
    let mut part = clean;
    part.subject.push_str(" นางวิไล ใจงาม");
    assert!(!gate.look(&part, message).is_empty());
}

/// What a mail to นางวิไล may say beside its own, and what not.
#[test]
fn each_thing_of_somebody_else_is_stopped_and_nothing_more() {
    let mut book = book();
    let other = book.guarantees.iter_mut().find(|one| one.id.number == 39);
    other.expect("the guarantee").contractor.name.value = "ห้าง ก & ข".to_owned();
    let register = Register::new(&book, day("2026-09-14"));
    let gate = Gate::new(&register);
    let plan = plan(&register);
    let press = Press::new(&BTreeMap::new()).expect("sound templates");
    let message = plan.messages.iter().find(|message| message.to.starts_with("wilai"));
    let message = message.expect("a message");
    let clean = write(message, &register, &press).expect("a letter");
    let stopped = |change: fn(&mut Letter)| {
        let mut letter = clean.clone();
        change(&mut letter);
        gate.look(&letter, message).join("; ")
    };
    let cases: [(&str, Change, &str); 15] = [
        ("nothing", |_| {}, ""),
        (
            "its address in other letters",
            |mail| mail.to = mail.to.to_ascii_uppercase(),
            "",
        ),
        (
            "another one's only address",
            |mail| mail.to = "pakorn.t@example.org".to_owned(),
            "the letter is not addressed to the one address of the plan",
        ),
        (
            "an address of no record",
            |mail| mail.text.push_str(" สอบถาม help@elsewhere.example wilai@example.org"),
            "",
        ),
        (
            "an agency's mailbox",
            |mail| mail.text.push_str(" สอบถาม PR-Office@example.org."),
            "text: a mail address of somebody else",
        ),
        (
            "a head's mailbox",
            |mail| mail.html.push_str("<a href=\"mailto:pr-director@example.org\">"),
            "html: a mail address of somebody else",
        ),
        (
            "a name",
            |mail| mail.text.push_str(" นายดำรง มั่นคง"),
            "text: a name of another record",
        ),
        (
            "a name as HTML writes it",
            |mail| mail.html.push_str("<p>ห้าง ก &amp; ข</p>"),
            "html: a name of another record",
        ),
        (
            "the same name as text writes it",
            |mail| mail.text.push_str(" ห้าง ก & ข"),
            "text: a name of another record",
        ),
        (
            "a name in a calendar's fold",
            |mail| mail.calendar = Some(("x.ics".to_owned(), "SUMMARY:นายดำ\r\n รง มั่น\r\n\tคง\r\n".to_owned())),
            "calendar: a name of another record",
        ),
        (
            "the page of another record",
            |mail| {
                mail.html
                    .push_str(" https://x.example/public-relations/2569/advance-0142/");
            },
            "html: the path of another record",
        ),
        (
            "a guarantee's page",
            |mail| mail.text.push_str(" public-relations/2568/guarantee-0037"),
            "text: the path of another record",
        ),
        (
            "a path that no record has",
            |mail| {
                mail.text
                    .push_str(" public-relations/2569/advance-0999 personnel/2569/advance-0007");
            },
            "",
        ),
        (
            "the borrower in the subject",
            |mail| mail.subject.push_str(" นางวิไล ใจงาม"),
            "the subject names a borrower or contractor",
        ),
        (
            "another one in the subject",
            |mail| mail.subject.push_str(" นายดำรง มั่นคง"),
            "subject: a name of another record",
        ),
    ];
    for (what, change, want) in cases {
        assert_eq!(stopped(change), want, "{what}");
    }
}
