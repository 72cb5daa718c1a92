//! Trials of the record pages: every state in both languages for both
//! audiences, and nothing private in what everybody may read.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::reader::Reader;
use super::trial_book::{PRIVATE, PROJECT, SECRET_ADVANCE, SECRET_GUARANTEE, advance, book, guarantee};
use super::{advance as advance_page, guarantee as guarantee_page, project as project_page};
use crate::book::{Book, Entry, Register, State};
use crate::press::Press;
use crate::record::Audience;
use crate::site::{Desk, Page, Stamp};
use crate::text::Lang;

/// Every state of each kind: events, the day, what the page says first, its hue
/// and a word of what to do.
const ADVANCES: [(State, &str, &str, &str, &str, &str); 12] = [
    (State::Approved, "", "2023-02-10", "อนุมัติแล้ว", "wait", "ลงชื่อรับเงิน"),
    (
        State::Outstanding,
        "received = 2023-02-02\n",
        "2023-02-10",
        "อีก 24 วัน",
        "time",
        "ภายใน",
    ),
    (
        State::Outstanding,
        "received = 2023-02-02\n",
        "2023-03-01",
        "ครบกำหนดใน 5 วัน",
        "now",
        "ภายใน",
    ),
    (
        State::Outstanding,
        "received = 2023-02-02\n",
        "2023-03-06",
        "ครบกำหนดวันนี้",
        "now",
        "ภายใน",
    ),
    (
        State::Outstanding,
        "purpose = \"official-travel\"\nreceived = 2023-02-02\n",
        "2023-03-06",
        "",
        "",
        "วันกลับมาถึง",
    ),
    (
        State::Outstanding,
        "received = 2023-02-02\n[[clearing]]\ndate = 2023-02-09\nvouchers = 1_000.00\npending = true\n",
        "2023-02-10",
        "รอตรวจใบสำคัญ",
        "hand",
        "ยังไม่ต้องทำอะไร",
    ),
    (
        State::Outstanding,
        "received = 2023-02-02\n[[clearing]]\ndate = 2023-02-09\nvouchers = 1_000.00\n[[objection]]\ndate = 2023-03-13\namount = 200.00\n",
        "2023-03-20",
        "",
        "time",
        "ชี้แจงข้อทักท้วง",
    ),
    (
        State::Overdue,
        "received = 2023-02-02\n",
        "2023-03-18",
        "เกินกำหนด 12 วัน",
        "late",
        "อย่างช้าภายใน",
    ),
    (
        State::Overdue,
        "received = 2023-02-02\n",
        "2023-06-01",
        "เกินกำหนด 87 วัน",
        "late",
        "หักเงินเดือน",
    ),
    (
        State::ReimbursementDue,
        "received = 2023-02-02\n[[clearing]]\ndate = 2023-02-09\nvouchers = 1_100.00\n",
        "2023-03-01",
        "รอจ่ายชดเชย",
        "hand",
        "รอรับเงิน",
    ),
    (
        State::Cleared,
        "received = 2023-02-02\n[[clearing]]\ndate = 2023-02-09\nvouchers = 900.00\ncash = 100.00\n",
        "2023-03-01",
        "ชดใช้ครบแล้ว",
        "done",
        "เก็บใบเสร็จ",
    ),
    (
        State::Cancelled,
        "cancelled = { date = 2023-02-03, reason = \"เลื่อน\" }\n",
        "2023-03-01",
        "ยกเลิก",
        "wait",
        "ไม่ต้องทำอะไร",
    ),
];

const GUARANTEES: [(State, &str, &str, &str, &str, &str); 9] = [
    (State::Expected, "", "2022-11-05", "", "wait", "ยังไม่ได้รับ"),
    (
        State::Held,
        "received = 2022-11-02\n",
        "2022-11-05",
        "ยังมีภาระผูกพัน",
        "wait",
        "ยังไม่มีวันพ้น",
    ),
    (
        State::Held,
        "received = 2022-11-02\naccepted = 2022-12-15\nwarranty = { months = 6 }\n",
        "2023-06-01",
        "ใกล้พ้นข้อผูกพัน",
        "time",
        "พ้นข้อผูกพัน",
    ),
    (
        State::Returnable,
        "received = 2022-11-02\naccepted = 2022-12-15\nwarranty = { months = 6 }\n",
        "2023-06-28",
        "เหลือ 2 วัน",
        "now",
        "ขอเชิญรับคืน",
    ),
    (
        State::Returnable,
        "received = 2022-11-02\naccepted = 2022-12-15\nwarranty = { months = 6 }\n",
        "2023-06-30",
        "วันนี้",
        "now",
        "ขอเชิญรับคืน",
    ),
    (
        State::Overdue,
        "received = 2022-11-02\naccepted = 2022-12-15\nwarranty = { months = 6 }\n",
        "2023-07-12",
        "เกินกำหนดคืน 12 วัน",
        "late",
        "หน่วยงานต้องคืน",
    ),
    (
        State::Returned,
        "received = 2022-11-02\nreleased = 2023-01-31\n[[refund]]\ndate = 2023-02-10\namount = 1_000.00\n",
        "2023-03-01",
        "คืนแล้ว",
        "done",
        "คืน",
    ),
    (
        State::Forfeited,
        "received = 2022-11-02\n[[forfeit]]\ndate = 2023-02-10\namount = 1_000.00\nreason = \"ผิดสัญญา\"\n",
        "2023-03-01",
        "ริบแล้ว",
        "wait",
        "ริบ",
    ),
    (
        State::Cancelled,
        "cancelled = { date = 2022-11-03, reason = \"ซ้ำ\" }\n",
        "2023-03-01",
        "ยกเลิก",
        "wait",
        "ยกเลิกแล้ว",
    ),
];

/// Runs a trial at a desk of the book.
fn at<T>(book: &Book, today: &str, audience: Audience, lang: Lang, trial: impl FnOnce(&Desk<'_>) -> T) -> T {
    /// Reading the templates takes longer than any trial; they are the same for all.
    static PRESS: OnceLock<Press> = OnceLock::new();
    let register = Register::new(book, today.parse().expect("ISO"));
    let press = PRESS.get_or_init(|| Press::new(&BTreeMap::new()).expect("readable templates"));
    trial(&Desk::new(&register, press, audience, lang, &Stamp::default()))
}

/// The views of all records of a desk, as JSON.
fn views(desk: &Desk<'_>) -> String {
    let reader = Reader::of(desk);
    let mut out = String::new();
    for entry in &desk.register.entries {
        let view = match entry {
            Entry::Advance(record, standing) => {
                serde_json::json!(advance_page::view(&reader, entry, record, standing))
            }
            Entry::Guarantee(record, standing) => {
                serde_json::json!(guarantee_page::view(&reader, entry, record, standing))
            }
        };
        out += &view.to_string();
    }
    for record in &desk.register.book.projects {
        out += &serde_json::json!(project_page::view(&reader, record)).to_string();
    }
    out
}

/// A key without words, or a slot without a value, shows in a page as itself.
fn holes(text: &str) -> Vec<String> {
    let sections = [
        "record.",
        "advance.",
        "guarantee.",
        "project.",
        "events.",
        "counting.",
        "strip.",
        "status.",
    ];
    let keys = sections
        .iter()
        .flat_map(|section| text.match_indices(section))
        .filter(|(at, section)| text[at + section.len()..].starts_with(|c: char| c.is_ascii_lowercase() || c == '{'));
    let found = keys.map(|(at, _)| text[at..].chars().take(40).collect());
    let slots = ["{n}", "{amount}", "{day}", "{due}", "{closed}", "{to}", "{contract}"];
    found
        .chain(
            slots
                .iter()
                .filter(|slot| text.contains(*slot))
                .map(|slot| (*slot).to_owned()),
        )
        .collect()
}

#[test]
fn every_state_of_an_advance_says_what_it_is_and_what_to_do() {
    for (state, events, today, headline, hue, todo) in ADVANCES {
        let text = advance(events);
        let book = book(&[("pr/2566/advance-0002", &text)]);
        at(&book, today, Audience::Public, Lang::Th, |desk| {
            let reader = Reader::of(desk);
            let entry = &desk.register.entries[0];
            assert_eq!(entry.state(), state, "{events} {today}");
            let Entry::Advance(record, standing) = entry else {
                panic!("an advance")
            };
            let view = advance_page::view(&reader, entry, record, standing);
            assert!(
                view.banner.headline.replace('\u{a0}', " ").contains(headline),
                "{}: {headline}",
                view.banner.headline
            );
            assert!(
                view.banner.hue == hue || hue.is_empty(),
                "{} {today}: {}",
                state.name(),
                view.banner.hue
            );
            let said: String = view.todo.iter().map(ToString::to_string).collect();
            assert!(said.contains(todo), "{} {today}: {said}", state.name());
            assert!(view.title.starts_with(&view.banner.headline), "{}", view.title);
        });
    }
}

#[test]
fn every_state_of_a_guarantee_says_what_it_is() {
    for (state, events, today, headline, hue, sentence) in GUARANTEES {
        let text = guarantee(events);
        let book = book(&[("pr/2566/guarantee-0002", &text)]);
        at(&book, today, Audience::Public, Lang::Th, |desk| {
            let reader = Reader::of(desk);
            let entry = &desk.register.entries[0];
            assert_eq!(entry.state(), state, "{events} {today}");
            let Entry::Guarantee(record, standing) = entry else {
                panic!("a guarantee")
            };
            let view = guarantee_page::view(&reader, entry, record, standing);
            assert!(
                view.banner.headline.replace('\u{a0}', " ").contains(headline),
                "{}: {headline}",
                view.banner.headline
            );
            assert_eq!(view.banner.hue, hue, "{} {today}", state.name());
            assert!(
                view.banner.sentence.as_str().contains(sentence),
                "{}: {sentence}",
                view.banner.sentence
            );
            assert_eq!(view.papers.is_empty(), state.is_settled(), "{}", state.name());
        });
    }
}

/// The pages of all records, in one list.
fn all(desk: &Desk<'_>) -> Vec<Page> {
    let mut pages = Vec::new();
    super::pages(desk, crate::site::Part::WHOLE, &mut |batch| pages.extend(batch)).expect("pages");
    pages
}

#[test]
fn every_page_of_every_state_can_be_set_and_has_no_holes() {
    let cases = ADVANCES
        .iter()
        .map(|case| ("advance", advance(case.1), case.2))
        .chain(GUARANTEES.iter().map(|case| ("guarantee", guarantee(case.1), case.2)));
    for (kind, text, today) in cases {
        let path = format!("pr/2566/{kind}-0002");
        let book = book(&[(&path, &text), ("pr/2566/project-0001", PROJECT)]);
        for (lang, audience) in [(Lang::Th, Audience::Public), (Lang::En, Audience::Internal)] {
            at(&book, today, audience, lang, |desk| {
                for page in all(desk) {
                    let html = String::from_utf8(page.bytes().to_vec()).expect("UTF-8");
                    assert_eq!(html.matches("<h1").count(), 1, "{}", page.path);
                    assert_eq!(holes(&html), Vec::<String>::new(), "{} {today}", page.path);
                }
            });
        }
    }
}

#[test]
fn the_public_reads_nothing_private_and_the_office_everything() {
    let book = book(&[
        ("pr/2566/advance-0001", SECRET_ADVANCE),
        ("pr/2566/guarantee-0001", SECRET_GUARANTEE),
        ("pr/2566/project-0001", PROJECT),
    ]);
    for lang in [Lang::Th, Lang::En] {
        for day in ["2023-02-20", "2023-06-11", "2023-08-01"] {
            let public = at(&book, day, Audience::Public, lang, views);
            for private in PRIVATE.iter().chain(&["9876", "git.example.org"]) {
                assert!(!public.contains(private), "{private} on {day}");
            }
        }
        let internal = at(&book, "2023-08-01", Audience::Internal, lang, views);
        for private in PRIVATE {
            assert!(internal.contains(private), "{private} is missing inside");
        }
    }
}

#[test]
fn what_a_record_says_cannot_become_html() {
    let book = book(&[("pr/2566/advance-0001", SECRET_ADVANCE)]);
    for audience in [Audience::Public, Audience::Internal] {
        let pages = at(&book, "2023-08-01", audience, Lang::Th, all);
        let html = String::from_utf8(pages[0].bytes().to_vec()).expect("UTF-8");
        assert!(!html.contains("<b>ทดลอง"), "the project's title is text");
        assert!(html.contains("&lt;b&gt;ทดลอง&lt;/b&gt;"), "and stands there as written");
    }
}

#[test]
fn the_sum_comes_out_for_every_advance() {
    let answered = "received = 2023-02-02\n[[clearing]]\ndate = 2023-02-09\nvouchers = 1_000.00\n\
        [[objection]]\ndate = 2023-02-13\namount = 200.00\nresolved = 2023-03-09\n[[clearing]]\ndate = 2023-02-20\ncash = 50.00\n";
    let cases = ADVANCES
        .iter()
        .map(|case| (case.1, case.2))
        .chain([(answered, "2023-02-25"), (answered, "2023-03-10")]);
    for (events, today) in cases {
        let text = advance(events);
        let book = book(&[("pr/2566/advance-0002", &text)]);
        at(&book, today, Audience::Internal, Lang::Th, |desk| {
            let reader = Reader::of(desk);
            let entry = &desk.register.entries[0];
            let Entry::Advance(record, standing) = entry else {
                panic!("an advance")
            };
            let money = advance_page::view(&reader, entry, record, standing).money;
            let read = |text: &str| {
                crate::money::Satang::parse(&text.replace(',', ""))
                    .expect("an amount")
                    .0
            };
            // The contract's own amount stands first where less was paid out.
            let paid = money
                .rows
                .iter()
                .position(|row| row.sign == "−")
                .expect("a clearing's line")
                - 1;
            let sum = money.rows[paid..].iter().fold(0, |sum, row| match row.sign {
                "−" => sum - read(&row.amount),
                _ => sum + read(&row.amount),
            });
            assert_eq!(sum.abs(), read(&money.total.amount), "{events} {today}");
        });
    }
}

#[test]
fn what_comes_later_is_not_known_yet() {
    let book = book(&[("pr/2566/advance-0001", SECRET_ADVANCE)]);
    let early = at(&book, "2023-02-20", Audience::Internal, Lang::Th, views);
    for later in ["หมายเหตุส่งใช้ลับ", "เหตุขยายลับ", "เหตุทักท้วงลับ"]
    {
        assert!(!early.contains(later), "{later}");
    }
    let before_void = at(&book, "2023-06-11", Audience::Internal, Lang::Th, views);
    assert!(!before_void.contains("<s>"), "not voided yet");
    assert!(at(&book, "2023-06-12", Audience::Internal, Lang::Th, views).contains("<s>"));
}
