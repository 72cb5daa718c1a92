//! Letters of the small office, read as their recipients would.

use std::collections::BTreeMap;

use mail_parser::{MessageParser, MimeHeaders};

use super::*;
use crate::book::gather::Book;
use crate::book::{Entry, Register};
use crate::letter::fixture::{book, book_with, day, press};
use crate::record::{Letterhead, Signer, id};

fn headed() -> Book {
    let mut book = book();
    book.office.letter = Letterhead {
        number: Some("กท 0303/".into()),
        address: Some("173 ถนนดินสอ\nเขตพระนคร".into()),
        phone: Some("0 2000 0000".into()),
        // Who signs has an advance of her own.
        signer: Some(Signer {
            name: "นางวิไล ใจงาม".into(),
            position: "หัวหน้าฝ่ายการคลัง".into(),
        }),
        ..Letterhead::default()
    };
    book
}

fn entry<'r, 'b>(register: &'r Register<'b>, path: &str) -> &'r Entry<'b> {
    register.get(&id::parse(path).expect("a path")).expect("a record")
}

fn letter(book: &Book, today: &str, path: &str, stage: &str) -> Result<Official, Refusal> {
    let register = Register::new(book, day(today));
    let stand = reached(entry(&register, path), stage, &register)?;
    let letter = write(&stand, &register, &press(), Some("กท 0303/163")).expect("a letter");
    assert_eq!(
        leaks(&letter, &stand, &register),
        Vec::<String>::new(),
        "{path} {stage}"
    );
    let again = write(&stand, &register, &press(), Some("กท ๐๓๐๓/๑๖๓")).expect("a letter");
    assert!(letter == again, "the same letter is the same bytes");
    Ok(letter)
}

/// The words of a page, without its tags.
fn words_of(html: &str) -> String {
    let body = html.split_once("<main").map_or(html, |(_, body)| body);
    let body = body.replace("</span><span", "</span> <span").replace("<br>", " ");
    let text: String = body
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
        .collect();
    let text = text
        .replace("&nbsp;", " ")
        .replace('\u{a0}', " ")
        .replace("&emsp;", " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const LATE: &str = "public-relations/2569/advance-0142";

/// A day, a record, a stage; the subject; what the page says and what it must not.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const CASES: [Case; 9] = [
    (
        "2026-09-08",
        LATE,
        "before-7",
        "ขอความร่วมมือส่งใช้เงินยืม สัญญายืมเงินที่ บย. 142/2569",
        &[
            "บันทึกข้อความ",
            "เรียน นายปกรณ์ ตั้งสุขเกษม ผ่าน ผู้อำนวยการสำนักงานประชาสัมพันธ์",
            "จะครบกำหนดส่งใช้ในวันจันทร์ที่ 14 กันยายน 2569 (อีก 6 วัน)",
            "ตามระเบียบกรุงเทพมหานคร ว่าด้วยการรับเงินฯ พ.ศ. 2555 ข้อ 51 (3)",
            "คงเหลือที่ต้องส่งใช้ 24,700.00 บาท (สองหมื่นสี่พันเจ็ดร้อยบาทถ้วน)",
        ],
        &["เกินกำหนด", "ยังมิได้"],
    ),
    (
        "2026-09-14",
        LATE,
        "due",
        "ขอความร่วมมือส่งใช้เงินยืม สัญญายืมเงินที่ บย. 142/2569",
        &["ครบกำหนดส่งใช้ในวันนี้ วันจันทร์ที่ 14 กันยายน 2569"],
        &["อีก 0 วัน", "เกินกำหนด"],
    ),
    (
        "2026-09-26",
        LATE,
        "after-7",
        "ขอติดตามลูกหนี้เงินยืม สัญญายืมเงินที่ บย. 142/2569 ครั้งที่ 1",
        &[
            "ลงวันที่ 10 สิงหาคม 2569 วงเงิน 85,000.00 บาท (แปดหมื่นห้าพันบาทถ้วน) สำหรับจัดนิทรรศการ",
            "ครบกำหนดเมื่อวันจันทร์ที่ 14 กันยายน 2569",
            "ท่านส่งใช้แล้ว 60,300.00 บาท คงเหลือที่ต้องส่งใช้อีก 24,700.00 บาท",
            "เกินกำหนดมาแล้ว 12 วัน",
            // A week later is a Saturday.
            "ภายในวันจันทร์ที่ 5 ตุลาคม 2569",
        ],
        &["ครั้งก่อน", "หักเงินเดือน"],
    ),
    (
        "2026-10-14",
        LATE,
        "after-30",
        "ขอให้ดำเนินการตามเงื่อนไขในสัญญายืมเงินที่ บย. 142/2569 ครั้งที่ 1",
        &[
            "เรียน ผู้อำนวยการสำนักงานประชาสัมพันธ์ ตามที่ นายปกรณ์ ตั้งสุขเกษม ตำแหน่ง นักประชาสัมพันธ์ชำนาญการ สังกัดสำนักงานประชาสัมพันธ์",
            "ข้อ 55 ให้เรียกชดใช้เงินยืมตามเงื่อนไขในสัญญา",
            "หักเงินเดือน ค่าจ้าง เบี้ยหวัด บำเหน็จ บำนาญ",
        ],
        &["ผ่าน ผู้อำนวยการ"],
    ),
    (
        "2026-10-21",
        "public-relations/2569/advance-0162",
        "after-7",
        "ขอติดตามลูกหนี้เงินยืม สัญญายืมเงินที่ บย. 162/2569 ครั้งที่ 1",
        &["ตามที่ได้รับอนุมัติให้ขยายเวลา", "อบรมอาสาสมัครท่องเที่ยวชุมชน &lt;รุ่นที่ 2&gt;"],
        &["ข้อ 51"],
    ),
    (
        "2026-09-26",
        "personnel/2569/advance-0009",
        "after-7",
        "ขอติดตามลูกหนี้เงินยืม สัญญายืมเงินที่ บย. 9/2569 ครั้งที่ 1",
        &[
            "อยู่ระหว่างตรวจใบสำคัญ 5,400.00 บาท คงเหลือที่ต้องส่งใช้อีก 600.00 บาท",
            "ผ่าน หัวหน้าสำนักงานการเจ้าหน้าที่",
        ],
        &[],
    ),
    (
        "2026-09-08",
        "public-relations/2568/guarantee-0037",
        "released",
        "ขอให้มารับคืนเงินประกันสัญญา ตามสัญญาเลขที่ กท 0406/37/2568",
        &[
            "เรียน กรรมการผู้จัดการ บริษัท สยามมีเดียเวิร์ค จำกัด",
            "จำนวน 96,000.00 บาท (เก้าหมื่นหกพันบาทถ้วน)",
            "ใบรับหลักประกัน บร. 12/2568",
            "พ้นจากข้อผูกพันแล้วเมื่อวันที่ 5 กันยายน 2569",
            "พ.ศ. 2560 ข้อ 170 (2)",
            "สำเนาหนังสือรับรองนิติบุคคล",
            "https://survey.example.org/duebook",
            "ขอแสดงความนับถือ (นางวิไล ใจงาม) หัวหน้าฝ่ายการคลัง ฝ่ายการคลัง โทร. 0 2000 0000 ไปรษณีย์อิเล็กทรอนิกส์ finance@example.org ขอความร่วมมือตอบแบบประเมิน",
        ],
        &["บันทึกข้อความ", "ยังมิได้ส่งมอบ"],
    ),
    (
        "2026-10-01",
        "public-relations/2568/guarantee-0039",
        "after-1",
        "แจ้งการคืนหลักประกันสัญญาผ่านระบบ e-GP ตามสัญญาเลขที่ จ. 39/2568",
        &[
            "เรียน หุ้นส่วนผู้จัดการ ห้างหุ้นส่วนจำกัด พิมพ์ดี",
            "ไม่ต้องมารับด้วยตนเอง",
            "แต่ยังมิได้ส่งมอบคืน",
        ],
        &["สำเนาบัตรประชาชน", "มารับคืน"],
    ),
    (
        "2026-09-08",
        "public-relations/2568/guarantee-0038",
        "inspection",
        "ขอให้ตรวจความชำรุดบกพร่องก่อนสิ้นสุดระยะเวลารับประกัน ตามสัญญาเลขที่ จ. 38/2568",
        &[
            "บันทึกข้อความ",
            "กับ นายสมบูรณ์ พูนผล",
            "ข้อ 184",
            "จะสิ้นสุดในวันจันทร์ที่ 5 ตุลาคม 2569 (อีก 27 วัน)",
        ],
        &["ขอแสดงความนับถือ"],
    ),
];

#[test]
fn each_stage_says_what_is_true_on_its_day() {
    let book = headed();
    for (today, path, stage, subject, has, lacks) in CASES {
        let letter = letter(&book, today, path, stage).unwrap_or_else(|why| panic!("{path} {stage}: {why:?}"));
        assert_eq!(letter.subject.replace('\u{a0}', " "), subject);
        let said = words_of(&letter.html);
        for part in has {
            assert!(said.contains(part), "{path} {stage} lacks {part}: {said}");
        }
        for part in lacks {
            assert!(!said.contains(part), "{path} {stage} has {part}: {said}");
        }
    }
}

/// The letter to the head cites the rule that the loan is enforced by.
#[test]
fn enforcement_is_by_the_rule_of_the_loan() {
    let mut book = headed();
    book.rules = book_with(crate::letter::tests::ANOTHER).rules;
    let letter = letter(&book, "2026-10-14", "personnel/2569/advance-0007", "after-30").expect("a letter");
    let words = words_of(&letter.html);
    assert!(words.contains("ข้อ 55") && !words.contains("ข้อ 99"), "{words}");
}

#[test]
fn a_letter_that_would_not_be_true_is_refused_with_the_reason() {
    let book = headed();
    for (today, path, stage, mistyped, why) in [
        ("2026-09-26", LATE, "afer-7", true, "did you mean after-7?"),
        ("2026-09-26", LATE, "released", true, "stages: before-7 · before-1"),
        ("2026-09-26", LATE, "after-15", false, "not reached before 2026-09-29"),
        ("2026-09-26", LATE, "before-1", false, "12 days overdue. Use:  after-7"),
        ("2026-09-14", LATE, "before-7", false, "due today. Use:  due"),
        (
            "2026-09-26",
            "personnel/2569/advance-0008",
            "after-7",
            false,
            "under check",
        ),
        (
            "2026-09-14",
            "public-relations/2568/guarantee-0038",
            "released",
            false,
            "not released",
        ),
        (
            "2026-09-14",
            "public-relations/2568/guarantee-0037",
            "inspection",
            false,
            "inspected",
        ),
    ] {
        let refusal = letter(&book, today, path, stage).expect_err(stage);
        assert_eq!(refusal.mistyped, mistyped, "{path} {stage}");
        assert!(refusal.words.en.contains(why), "{path} {stage}: {}", refusal.words.en);
    }
}

#[test]
fn a_repeated_stage_is_known_by_its_name_and_by_its_number() {
    let book = headed();
    let path = "personnel/2567/guarantee-0004";
    for typed in ["unclaimed", "unclaimed-2"] {
        let letter = letter(&book, "2026-11-20", path, typed).expect("a letter");
        assert_eq!(letter.facts.stage, "unclaimed-2");
        assert!(words_of(&letter.html).contains("เป็นเวลากว่า 2 ปี"), "{typed}");
    }
}

#[test]
fn what_the_office_has_not_said_is_a_dotted_line_and_said() {
    let (bare, register_day) = (book(), day("2026-09-26"));
    let register = Register::new(&bare, register_day);
    let stand = reached(entry(&register, LATE), "after-7", &register).expect("a stage");
    let plain = write(&stand, &register, &press(), None).expect("a letter");
    assert!(plain.html.contains("ตำแหน่ง&nbsp;<span class=\"blank\">"));
    assert!(
        plain.advice.iter().any(|words| words.en.contains("lacks phone signer")),
        "{:?}",
        plain.advice
    );
    assert_eq!(plain.facts.number, None);
}

#[test]
fn thai_digits_leave_addresses_and_machines_alone() {
    let mut book = headed();
    book.office.letter.digits = Digits::Thai;
    let letter = letter(&book, "2026-09-08", "public-relations/2568/guarantee-0037", "released").expect("a letter");
    let said = words_of(&letter.html);
    for part in [
        "ที่ กท ๐๓๐๓/๑๖๓",
        "๙๖,๐๐๐.๐๐ บาท",
        "ข้อ ๑๗๐ (๒)",
        "๘ กันยายน ๒๕๖๙",
        "finance@example.org",
    ] {
        assert!(said.contains(part), "lacks {part}: {said}");
    }
    assert!(!said.contains(|c: char| c.is_ascii_digit()), "{said}");
    assert_eq!(Facts::read(&letter.html), Some(letter.facts.clone()));
    assert!(letter.html.contains("@page{size:A4;margin:1.5cm 2cm 2cm 3cm}"));
}

#[test]
fn a_letter_is_numbered_after_those_kept_and_those_the_record_tells_of() {
    let path = "public-relations/2568/guarantee-0037";
    let mut book = headed();
    let first = letter(&book, "2026-09-08", path, "released").expect("a letter");
    assert_eq!(first.facts.n, 1);
    let guarantee = book
        .guarantees
        .iter_mut()
        .find(|one| one.id.to_string() == path)
        .expect("a record");
    guarantee.notices.push(crate::record::guarantee::Notice {
        date: crate::text::Placed {
            value: day("2026-09-10"),
            span: crate::text::Span::default(),
        },
        number: Some("กท 0303/170".into()),
        to: None,
        void: None,
    });
    let second = letter(&book, "2026-09-16", path, "before-5").expect("a letter");
    assert_eq!(second.facts.n, 2);
    let said = words_of(&second.html);
    assert!(said.contains("ครั้งที่ 2"), "{said}");
    assert!(said.contains("ที่ กท 0303/170 ลงวันที่ 10 กันยายน 2569"), "{said}");
}

#[test]
fn the_mail_is_read_back_with_the_very_page_and_no_name_in_its_subject() {
    let book = headed();
    for (today, path, stage, to) in [
        ("2026-09-26", LATE, "after-7", "pr-office@example.org"),
        (
            "2026-09-08",
            "public-relations/2568/guarantee-0037",
            "released",
            "contact@siammedia.example.com",
        ),
    ] {
        let letter = letter(&book, today, path, stage).expect("a letter");
        let bytes = bytes(&letter).expect("a mail").expect("an address");
        assert!(
            Some(&bytes) == super::bytes(&letter).expect("a mail").as_ref(),
            "the same bytes again"
        );
        assert!(bytes.is_ascii());
        let mail = MessageParser::default().parse(&bytes).expect("a mail");
        assert_eq!(mail.subject(), Some(letter.subject.as_str()));
        let sent_to = mail.to().and_then(|to| to.first()).and_then(|one| one.address());
        assert_eq!(sent_to, Some(to));
        assert_eq!(
            mail.date().expect("a date").to_rfc3339(),
            format!("{today}T08:00:00+07:00")
        );
        assert_eq!(mail.body_text(0).expect("words").replace("\r\n", "\n"), letter.cover);
        let page = mail.attachment(0).expect("the page");
        assert_eq!(
            page.attachment_name(),
            Some(format!("{}.html", letter.facts.file_stem()).as_str())
        );
        assert!(page.contents() == letter.html.as_bytes(), "the page to the byte");
        assert_eq!(mail.attachment_count(), 1);
    }
    let mut book = headed();
    for agency in book.agencies.values_mut() {
        agency.email = None;
    }
    let unreachable = letter(&book, "2026-09-26", LATE, "after-7").expect("a letter");
    assert_eq!(bytes(&unreachable), Ok(None));
}

#[test]
fn somebody_elses_name_stops_the_letter() {
    let book = headed();
    let register = Register::new(&book, day("2026-09-26"));
    let stand = reached(entry(&register, LATE), "after-7", &register).expect("a stage");
    let clean = write(&stand, &register, &press(), None).expect("a letter");
    let mut other = clean.clone();
    other.html.push_str("นางสาวกมล ทวีชัย");
    assert!(!leaks(&other, &stand, &register).is_empty());
    let mut other = clean.clone();
    other.cover.push_str(" damrong@example.org ");
    assert!(!leaks(&other, &stand, &register).is_empty());
    let mut other = clean;
    other.subject.push_str(" นายปกรณ์ ตั้งสุขเกษม");
    assert!(!leaks(&other, &stand, &register).is_empty());
}

#[test]
fn an_office_writes_its_own_words_for_its_own_stage() {
    let mut book = headed();
    let stage = book
        .office
        .stages
        .iter_mut()
        .find(|stage| stage.name == "after-7")
        .expect("a stage");
    stage.text = "our-own".into();
    let own = "{% extends \"letter/memo.html\" %}{% block body %}<p>ถ้อยคำของเรา {{ late }}</p>{% endblock body %}";
    let press = Press::new(&BTreeMap::from([("letter/our-own.html".to_owned(), own.to_owned())])).expect("sound");
    let register = Register::new(&book, day("2026-09-26"));
    let stand = reached(entry(&register, LATE), "after-7", &register).expect("a stage");
    let letter = write(&stand, &register, &press, None).expect("a letter");
    assert!(words_of(&letter.html).contains("ถ้อยคำของเรา 12"));
}
