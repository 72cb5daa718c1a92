//! Letters of a small office, looked at as their readers and machines would.

use std::collections::BTreeMap;

use super::fixture::{DAYS, book, book_with, day, letters, press};
use super::{Gate, file_name, write};
use crate::book::{Entry, Register, plan::plan};
use crate::press::Press;

#[test]
fn every_text_is_written_and_none_leaks() {
    let (whole, press) = (book(), press());
    // An inspection is the most urgent of a mail where nothing is overdue.
    let mut quiet = book();
    quiet.advances.clear();
    quiet.guarantees.retain(|record| record.id.number == 38);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (book, today) in DAYS
        .map(|today| (&whole, today))
        .into_iter()
        .chain([(&quiet, "2026-09-26")])
    {
        let register = Register::new(book, day(today));
        for message in &plan(&register).messages {
            let letter = write(message, &register, &press).expect("a letter");
            assert_eq!(
                Gate::new(&register).look(&letter, message),
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

/// A letter of guarantee that another has replaced is handed back to nobody.
#[test]
fn a_mail_names_the_letter_of_guarantee_that_holds() {
    let mut book = book();
    let record = book.guarantees.iter_mut().find(|record| record.id.number == 38);
    let record = record.expect("a letter of a bank");
    let lg = record.lg.clone().expect("its details");
    record.replacements.push(crate::record::guarantee::Replacement {
        date: crate::text::Placed {
            value: day("2026-09-20"),
            span: lg.span,
        },
        lg: crate::record::guarantee::Lg {
            number: Some("LG-2569/12".into()),
            ..lg
        },
        void: None,
    });
    for (today, want) in [("2026-09-19", "LG-2568/881"), ("2026-09-20", "LG-2569/12")] {
        let register = Register::new(&book, day(today));
        let entries = register.entries.iter();
        let (record, standing) = entries
            .filter_map(|entry| match entry {
                crate::book::Entry::Guarantee(record, standing) => Some((*record, standing)),
                crate::book::Entry::Advance(..) => None,
            })
            .find(|(record, _)| record.id.number == 38)
            .expect("the guarantee");
        let facts = super::guarantee::facts(record, standing, "ส่วนราชการ", day(today));
        let said = format!("{facts:?}");
        assert!(said.contains(want), "{today}: {said}");
    }
}

/// The survey's link is the office's own, letter by letter, and the same in
/// every mail: no token tells who answers.
#[test]
fn the_survey_s_link_is_the_same_for_everybody() {
    let mut book = book();
    let url = "https://survey.example.org/index.php/12345?lang=th&newtest=Y#q";
    book.office.survey_url = Some(url.to_owned());
    let mut seen = 0;
    for letter in DAYS.iter().flat_map(|today| letters(&book, today)) {
        let links = letter.text.matches("survey.example.org").count();
        assert_eq!(
            letter.text.lines().filter(|line| *line == url).count(),
            links,
            "{}",
            letter.id
        );
        let html = format!("href=\"{}\"", url.replace('&', "&amp;"));
        assert_eq!(letter.html.matches(&html).count(), links, "{}", letter.id);
        assert_eq!(
            letter.html.matches("survey.example.org").count(),
            links,
            "{}",
            letter.id
        );
        seen += links;
    }
    assert!(seen > 1, "contractors are asked");
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
        .replace("&#8209;", "-")
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
                .position(|word| ["▲", "◉", "↑", "●", "■"].contains(&word.as_str()))
                .expect("a sign");
            html.drain(..=start);
            let plain = |words: Vec<String>| words.join("").replace([':', ' '], "");
            assert_eq!(plain(words_of_text(&letter.text)), plain(html), "{today} {}", letter.id);
        }
    }
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
    let own = BTreeMap::from([(
        "mail/our-own.txt".to_owned(),
        "Subject: {{ item.state }} {{ item.paper }}\n\nเรียน {{ dear }}\n\nโปรดชดใช้ {{ item.open }} บาท\n{{ item.project }}\n"
            .to_owned(),
    )]);
    let press = Press::new(&own).expect("sound templates");
    let mut book = book();
    for stage in &mut book.office.stages {
        stage.text = "our-own".to_owned();
    }
    let register = Register::new(&book, day("2026-10-10"));
    let plan = plan(&register);
    let with = |to: &str| {
        let message = plan.messages.iter().find(|message| message.to.starts_with(to));
        write(message.expect("a message"), &register, &press).expect("a letter")
    };
    let letter = with("wilai");
    assert_eq!(letter.subject, "เกินกำหนด 30 วัน ใบยืม บย. 7/2569");
    assert_eq!(letter.text, "เรียน คุณวิไล\n\nโปรดชดใช้ 10,000.00 บาท\nประชุมคณะกรรมการ\n");
    assert!(letter.html.contains("โปรดชดใช้ 10,000.00 บาท<br"), "{}", letter.html);
}

/// A rule that comes first by its name, and speaks of other loans.
pub(super) const ANOTHER: &str = r#"
[[rule]]
name = "a-domicile-enforcement"
kind = "enforcement"
purposes = ["domicile-move"]
from = "due"
days = 30
clause = "ข้อ 99"
"#;

/// Whoever reads of a last day of enforcement is told the rule that it is
/// counted by, whatever the office calls its text.
#[test]
fn enforcement_is_by_the_rule_of_the_loan() {
    let mut book = book_with(ANOTHER);
    for text in ["advance-enforce", "our-own"] {
        let own = BTreeMap::from([(
            "mail/our-own.txt".to_owned(),
            "Subject: {{ item.state }}\n\n{% for law in laws %}{{ law }}\n{% endfor %}".to_owned(),
        )]);
        for stage in &mut book.office.stages {
            if stage.text == "advance-enforce" {
                stage.text = text.to_owned();
            }
        }
        let press = Press::new(&own).expect("sound templates");
        let mut cited = 0;
        for today in DAYS {
            let register = Register::new(&book, day(today));
            for message in &plan(&register).messages {
                let letter = write(message, &register, &press).expect("a letter");
                assert!(!letter.text.contains("ข้อ 99"), "{today}: {}", letter.text);
                cited += usize::from(letter.text.contains("ข้อ 55"));
            }
        }
        assert!(cited > 0, "{text}");
    }
}

/// What was handed in is not asked for again.
#[test]
fn vouchers_under_check_are_not_chased() {
    let letters = letters(&book(), "2026-09-16");
    let letter = |to: &str| {
        let mut letters = letters.iter();
        letters.find(|letter| letter.to.starts_with(to)).expect("a letter")
    };
    let text = |to: &str| &letter(to).text;
    let subject = &letter("kamol").subject;
    assert!(
        subject.contains("ใบสำคัญเงินยืม 20,000.00 บาท อยู่ระหว่างตรวจ") && !subject.contains("ชดใช้"),
        "{subject}"
    );
    let whole = text("kamol");
    assert!(
        whole.contains("ได้รับใบสำคัญ 20,000.00 บาทแล้ว อยู่ระหว่างตรวจ ไม่ต้องส่งซ้ำ"),
        "{whole}"
    );
    assert!(!whole.contains("เร่งรัด") && !whole.contains("คืนเงินสด"), "{whole}");
    let part = text("damrong");
    assert!(
        part.contains("มีใบสำคัญ 5,400.00 บาท อยู่ระหว่างตรวจ ยังขาดอีก 600.00 บาท"),
        "{part}"
    );
    assert!(part.contains("ส่งใบสำคัญที่เหลือ หรือคืนเงินสด 600.00 บาท"), "{part}");
}

/// Mending what was objected to settles no more than that.
#[test]
fn an_objection_to_a_part_leaves_the_rest_owed() {
    let mut book = book();
    book.advances.retain(|record| record.id.number == 162);
    let record = book.advances.first_mut().expect("the advance");
    let span = record.amount.span;
    let placed = |value| crate::text::Placed { value, span };
    let amount = |satang| crate::text::Placed {
        value: crate::money::Satang(satang),
        span,
    };
    record.clearings.push(crate::record::advance::Clearing {
        span,
        date: placed(day("2026-09-01")),
        vouchers: Some(amount(100_000)),
        cash: None,
        salary: None,
        receipt: None,
        pending: false,
        late_reason: None,
        void: None,
        note: None,
    });
    record.objections.push(crate::record::advance::Objection {
        span,
        date: placed(day("2026-09-05")),
        amount: amount(50_000),
        reason: None,
        resolved: None,
        void: None,
    });
    let letters = letters(&book, "2026-10-14");
    let letter = letters.iter().find(|letter| letter.to.starts_with("pakorn"));
    let text = &letter.expect("a letter to the borrower").text;
    assert!(
        text.contains("ส่งใบสำคัญที่เหลือและใบสำคัญที่แก้ไขตามข้อทักท้วง หรือคืนเงินสด รวม 3,710.21 บาท"),
        "{text}"
    );
}

/// A template that knows no subject, or asks for what there is not, says so.
#[test]
fn a_template_that_cannot_be_set_is_named() {
    let book = book();
    let register = Register::new(&book, day("2026-09-14"));
    let plan = plan(&register);
    let broken = |text: &str| {
        let own = BTreeMap::from([("mail/advance-due-today.txt".to_owned(), text.to_owned())]);
        let press = Press::new(&own).expect("readable templates");
        let message = plan
            .messages
            .iter()
            .find(|message| message.to.starts_with("pakorn"))
            .expect("a message");
        write(message, &register, &press).expect_err("a fault").to_string()
    };
    assert_eq!(
        broken("เรียน {{ dear }}\n"),
        "templates/mail/advance-due-today.txt: the first line must be `Subject: …`"
    );
    let fault = broken("Subject: {{ item.ope }}\n\n");
    assert!(
        fault.starts_with("templates/mail/advance-due-today.txt:1:") && fault.contains("ope"),
        "{fault}"
    );
}

/// The nearest record of a mailbox may be another person's loan.
#[test]
fn each_role_is_greeted_by_its_own_record() {
    let mut book = book();
    let agency = book.agencies.get_mut("public-relations").expect("the agency");
    agency.email.as_mut().expect("an address").value = "chonthicha.p@example.org".to_owned();
    let register = Register::new(&book, day("2026-10-01"));
    let plan = plan(&register);
    let message = plan
        .messages
        .iter()
        .find(|message| message.to.starts_with("chonthicha"))
        .expect("a message");
    let nearest = message.items[0].entry;
    let own = matches!(nearest, Entry::Advance(record, _) if record.borrower.name.value.contains("ชลธิชา"));
    assert!(!own, "the most urgent is not her own: {}", nearest.contract());
    let letter = write(message, &register, &press()).expect("a letter");
    assert!(
        letter.text.contains("เรียน คุณชลธิชา และสำนักงานประชาสัมพันธ์\n"),
        "{}",
        letter.text
    );
    assert_eq!(Gate::new(&register).look(&letter, message), Vec::<String>::new());
}

/// The office's digest: sent though nothing of its own is due, once a working
/// day, without anybody's name, and known to the leak gate as clean.
#[test]
fn the_offices_digest_tells_what_waits_and_names_nobody() {
    let mut book = book();
    book.office.mail.digest = crate::record::Digest::Daily;
    let mut told = 0;
    // What the office itself is reminded of has gone.
    let register = Register::new(&book, day("2026-09-08"));
    let plan = crate::book::plan::plan(&register);
    let own = plan.messages.iter().flat_map(|message| &message.items);
    let sent: Vec<crate::book::journal::Entry> = own
        .filter(|item| item.role == crate::record::Recipient::Office)
        .map(|item| crate::book::journal::Entry {
            record: Some(item.entry.id().clone()),
            due: item.due,
            stage: item.stage_name.clone(),
            role: item.role.name().to_owned(),
            steps: vec![crate::book::journal::Step::new(
                crate::book::journal::Status::Sent,
                super::eml::morning(day("2026-09-07")),
                "r",
            )],
        })
        .collect();
    drop(plan);
    drop(register);
    for entry in sent {
        book.journal.put(entry);
    }
    for today in day("2026-09-01").iter_days().take(14) {
        let register = Register::new(&book, today);
        let plan = crate::book::plan::plan(&register);
        let digests: Vec<_> = plan
            .messages
            .iter()
            .filter(|message| message.digest.is_some())
            .collect();
        assert!(digests.len() <= 1, "{today}");
        for message in digests.into_iter().filter(|message| message.items.is_empty()) {
            let letter = write(message, &register, &Press::new(&BTreeMap::new()).expect("sound")).expect("a letter");
            assert_eq!(
                Gate::new(&register).look(&letter, message),
                Vec::<String>::new(),
                "{today}"
            );
            for name in ["ปกรณ์", "ชลธิชา", "วิไล", "สมบูรณ์", "@"] {
                assert!(!letter.text.contains(name), "{today}: {name}");
            }
            assert!(letter.text.contains("เรียน ฝ่ายการคลัง"), "{}", letter.text);
            told += 1;
        }
    }
    assert!(told > 0);
}
