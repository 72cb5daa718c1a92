//! Letters of a small office, looked at as their readers and machines would.

use std::collections::BTreeMap;

use mail_parser::{MessageParser, MimeHeaders};

use super::fixture::{book, day};
use super::{Letter, eml, file_name, leaks, write};
use crate::book::{Book, Register, plan::plan};
use crate::press::Press;

/// Days on which the fixture's ladder speaks, with what it is to say.
const DAYS: [&str; 10] = [
    "2026-09-08",
    "2026-09-13",
    "2026-09-14",
    "2026-09-26",
    "2026-09-16",
    "2026-10-01",
    "2026-10-14",
    "2026-10-21",
    "2026-11-20",
    "2027-11-01",
];

fn press() -> Press {
    Press::new(&BTreeMap::new()).expect("the built-in templates are sound")
}

fn letters(book: &Book, today: &str) -> Vec<Letter> {
    let (register, press) = (Register::new(book, day(today)), press());
    let plan = plan(&register);
    plan.messages
        .iter()
        .map(|message| write(message, &register, &press).expect("a letter"))
        .collect()
}

#[test]
fn every_text_is_written_and_none_leaks() {
    let (book, press) = (book(), press());
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for today in DAYS {
        let register = Register::new(&book, day(today));
        for message in &plan(&register).messages {
            let letter = write(message, &register, &press).expect("a letter");
            assert_eq!(
                leaks(&letter, &register, message),
                Vec::<String>::new(),
                "{today} {}",
                letter.id
            );
            assert!(
                letter.html.len() < 30_000,
                "{today} {} is {} bytes",
                letter.id,
                letter.html.len()
            );
            *seen.entry(letter.text_name).or_default() += 1;
        }
    }
    for text in crate::record::office::TEXTS {
        assert!(seen.contains_key(text), "no letter with {text}: {seen:?}");
    }
}

/// Takes the words out of HTML, in their order.
fn words_of_html(html: &str) -> Vec<String> {
    let body = html.split_once("</div>").map_or(html, |(_, body)| body);
    let mut text = String::new();
    let mut inside = false;
    for c in body.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let text = text
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    text.replace("&quot;", "\"")
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

/// Takes the words out of the text part: no list numbers, no addresses of
/// pages, no colons behind labels.
fn words_of_text(text: &str) -> Vec<String> {
    let numbered = |word: &str| {
        word.len() <= 4 && word.ends_with('.') && word[..word.len() - 1].bytes().all(|b| b.is_ascii_digit())
    };
    text.lines()
        .flat_map(|line| {
            let mut words: Vec<&str> = line.split_whitespace().collect();
            if words.first().is_some_and(|word| numbered(word)) {
                words.remove(0);
            }
            words
        })
        .filter(|word| !word.starts_with("https://"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn html_says_the_same_words_in_the_same_order() {
    let book = book();
    for today in DAYS {
        for letter in letters(&book, today) {
            let mut html = words_of_html(&letter.html);
            // The band and the sign of the state are the HTML's own.
            let start = html
                .iter()
                .position(|word| ["▲", "◉", "↑", "●"].contains(&word.as_str()))
                .expect("a sign");
            html.drain(..=start);
            let plain = |words: Vec<String>| words.join("").replace([':', ' '], "");
            assert_eq!(plain(words_of_text(&letter.text)), plain(html), "{today} {}", letter.id);
        }
    }
}

#[test]
fn the_same_letter_is_the_same_bytes_and_a_parser_reads_them_back() {
    let book = book();
    for today in DAYS {
        for (letter, again) in letters(&book, today).into_iter().zip(letters(&book, today)) {
            let date = eml::morning(day(today));
            let bytes = eml::bytes(&letter, date).expect("bytes");
            assert_eq!(bytes, eml::bytes(&again, date).expect("bytes"), "{today} {}", letter.id);
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

#[test]
fn a_calendar_holds_only_days_to_come_and_no_clock() {
    let book = book();
    let soon = letters(&book, "2026-10-08");
    let (name, text) = soon
        .iter()
        .find(|letter| letter.to == "pakorn.t@example.org")
        .and_then(|letter| letter.calendar.clone())
        .expect("a calendar");
    assert_eq!(name, "due-2026-10-14.ics");
    for line in [
        "UID:public-relations/2569/advance-0162@example.org",
        "SEQUENCE:1",
        "DTSTART;VALUE=DATE:20261014",
        "DTSTAMP:20261008T000000Z",
        "TRANSP:TRANSPARENT",
        "TRIGGER:-P1D",
    ] {
        assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} in {text}");
    }
    assert!(!text.contains("advance-0142"), "a day that has passed");
    assert!(!text.contains("METHOD") && text.matches("DTSTAMP").count() == text.matches("BEGIN:VEVENT").count());
    assert!(!text.contains("ปกรณ์"), "calendars are shared");
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    assert_eq!(
        letters(&book, "2026-10-21")
            .iter()
            .filter(|letter| letter.to.starts_with("wilai"))
            .count(),
        1
    );
    assert!(
        letters(&book, "2026-10-21")
            .iter()
            .all(|letter| !letter.to.starts_with("wilai") || letter.calendar.is_none())
    );
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

#[test]
fn no_subject_names_anybody() {
    let book = book();
    for today in DAYS {
        for letter in letters(&book, today) {
            for name in ["ปกรณ์", "ชลธิชา", "วิไล", "สมบูรณ์", "สยามมีเดีย", "ช่างเอก", "@"]
            {
                assert!(!letter.subject.contains(name), "{}", letter.subject);
            }
            let file = file_name(&letter);
            assert!(file.is_ascii() && !file.contains('@') && !file.contains('/'), "{file}");
        }
    }
}

#[test]
fn an_office_may_bring_its_own_text_without_html() {
    let own = BTreeMap::from([
        (
            "mail/advance-overdue.txt".to_owned(),
            "Subject: {{ item.state }} {{ item.paper }}\n\nเรียน {{ dear }}\n\nโปรดชดใช้ {{ item.open }} บาท\n"
                .to_owned(),
        ),
        (
            "mail/advance-overdue.html".to_owned(),
            "<p>{{ item.project }}</p>".to_owned(),
        ),
    ]);
    let press = Press::new(&own).expect("sound templates");
    let book = book();
    let register = Register::new(&book, day("2026-09-15"));
    let plan = plan(&register);
    let message = plan
        .messages
        .iter()
        .find(|message| message.to.starts_with("pakorn"))
        .expect("a message");
    let letter = write(message, &register, &press).expect("a letter");
    assert_eq!(letter.subject, "เกินกำหนด 1 วัน ใบยืม บย. 142/2569");
    assert!(Press::new(&BTreeMap::from([("mail/x.txt".to_owned(), "{{ a".to_owned())])).is_err());
}

/// Not a test: writes every letter to `target/letters` to be looked at.
#[test]
#[ignore = "writes files to look at"]
#[allow(clippy::disallowed_methods, reason = "a look at the letters, on the desk only")]
fn preview() {
    let book = book();
    let out = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/letters");
    std::fs::create_dir_all(&out).expect("a folder");
    for today in DAYS {
        for letter in letters(&book, today) {
            let name = format!("{today}.{}", file_name(&letter).trim_end_matches(".eml"));
            std::fs::write(out.join(format!("{name}.html")), &letter.html).expect("html");
            std::fs::write(
                out.join(format!("{name}.txt")),
                format!("To: {}\nSubject: {}\n\n{}", letter.to, letter.subject, letter.text),
            )
            .expect("text");
            std::fs::write(
                out.join(format!("{name}.eml")),
                eml::bytes(&letter, eml::morning(day(today))).expect("bytes"),
            )
            .expect("eml");
            if let Some((file, text)) = &letter.calendar {
                std::fs::write(out.join(format!("{name}.{file}")), text).expect("ics");
            }
        }
    }
}
