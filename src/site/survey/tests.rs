//! The page of a small survey: its figures, what it keeps back, its table.

use std::collections::BTreeMap;

use crate::book::gather::{Files, gather};
use crate::book::{Book, Register};
use crate::press::Press;
use crate::record::Audience;
use crate::site::{Page, Stamp, leak, pages};
use crate::text::Source;

const SETTINGS: &str = "date = \"เวลา\"\ngroup = \"ฐานะ\"\n[[who]]\nanswer = \"คู่สัญญา\"\nname_en = \"Contractors\"\n\
    [[who]]\nanswer = \"ผู้ยืม\"\n[[question]]\ncolumn = \"=ข้อ <1>\"\n[[question]]\ncolumn = \"ข้อ 2\"\nname_en = \"Two\"\n";

/// So many answers of a group in a month, each with the same scores.
fn rows(count: usize, month: &str, group: &str, scores: &str) -> String {
    format!("{month}-02,{group},{scores},ฝากถึงนายลับ สุดยอด โทร 081-234-5678\n").repeat(count)
}

fn book(answers: &str) -> Book {
    let csv = format!("เวลา,ฐานะ,=ข้อ <1>,ข้อ 2,ข้อเสนอแนะ\n{answers}");
    let files = [
        (
            "records/office.toml",
            "name = \"ฝ่าย\"\nname_en = \"Office\"\nsurvey_url = \"https://survey.example.org/a?b=1&c=2\"\n",
        ),
        ("records/survey/survey.toml", SETTINGS),
        ("records/survey/1.csv", csv.as_str()),
    ];
    let sources = files.iter().map(|(path, text)| Source::new(path, *text)).collect();
    gather(Files {
        sources,
        ..Files::default()
    })
    .book
}

fn site(book: &Book, day: &str) -> BTreeMap<String, String> {
    let press = Press::new(&BTreeMap::new()).expect("the built-in texts");
    let register = Register::new(book, day.parse().expect("a day"));
    let list = pages(&register, &press, Audience::Public, &Stamp::default()).expect("a site");
    assert_eq!(leak::Gate::new(book).look_at_all(&list), []);
    let text = |page: Page| (page.path.clone(), String::from_utf8_lossy(page.bytes()).into_owned());
    list.into_iter().map(text).collect()
}

#[test]
fn without_an_answer_there_is_no_page_and_no_link() {
    let site = site(&book(""), "2026-11-20");
    assert!(!site.contains_key("survey.html") && !site.contains_key("downloads/survey.th.csv"));
    assert!(!site["index.html"].contains("survey.html") && !site["help.html"].contains("survey.html"));
}

fn packed(path: &str) -> bool {
    path.ends_with(".xlsx") || path == "datapackage.json"
}

#[test]
fn the_page_says_its_figures_first_and_shows_nothing_of_a_few() {
    let answers =
        rows(7, "2026-05", "คู่สัญญา", "5,มาก") + &rows(6, "2026-11", "ผู้ยืม", "3,") + &rows(2, "2026-11", "อื่น", "1,");
    let site = site(&book(&answers), "2026-11-20");
    let page = &site["survey.html"];
    // (7×5 + 7×4 + 6×3 + 2×1) / 22 = 83 / 22 = 3.77
    assert!(
        page.contains("<title>พึงพอใจระดับมาก 3.77 จาก 5 · ผลแบบประเมินความพึงพอใจ"),
        "{}",
        &page[..900]
    );
    assert!(page.contains("<b>ร้อยละ 75.40</b> จากผู้ตอบ <b>15 ราย</b> ตั้งแต่พฤษภาคม 2569 ถึงพฤศจิกายน 2569"));
    assert!(page.contains("คะแนน 1 จำนวน 2 ราย, คะแนน 2 จำนวน 0 ราย, คะแนน 3 จำนวน 6 ราย"));
    assert!(page.contains("ไตรมาส 4/2569") && page.contains("ไม่มีคำตอบ"));
    // Two others: the six borrowers go with them, or the two could be worked out.
    assert!(page.contains("น้อยกว่า 5") && page.contains(">ไม่แสดง<"));
    assert!(page.contains("=ข้อ &lt;1&gt;") && !page.contains("<1>"));
    assert!(page.contains("href=\"https://survey.example.org/a?b=1&amp;c=2\""));
    assert!(site["index.html"].contains("href=\"survey.html\"") && site["help.html"].contains("href=\"survey.html\""));
    let english = &site["en/survey.html"];
    assert!(english.contains("Rated 3.77 of 5: high satisfaction") && english.contains(">Contractors<"));
    assert!(
        english.contains("lang=\"th\">=ข้อ") && english.contains("Q3 FY2026") && english.contains("Apr\u{2013}Jun 2026")
    );
    for (path, text) in &site {
        assert!(
            // Packed bytes and hashes hold any digits by chance.
            !text.contains("ฝากถึง") && (packed(path) || !text.contains("234")),
            "{path} shows a comment"
        );
    }
}

#[test]
fn the_table_is_safe_and_says_the_same() {
    let answers = rows(7, "2026-05", "คู่สัญญา", "5,มาก") + &rows(5, "2026-11", "ผู้ยืม", "3,2");
    let site = site(&book(&answers), "2026-11-20");
    let lines: Vec<&str> = site["downloads/survey.th.csv"].lines().collect();
    assert_eq!(
        lines,
        [
            "\u{feff}ส่วน,รายการ,ผู้ตอบ (ราย),ค่าเฉลี่ย,ร้อยละ,ระดับ,ให้ 5,ให้ 4,ให้ 3,ให้ 2,ให้ 1",
            "ข้อคำถาม,'=ข้อ <1>,12,4.17,83.40,มาก,7,0,5,0,0",
            "ข้อคำถาม,ข้อ 2,12,3.17,63.40,ปานกลาง,0,7,0,5,0",
            "กลุ่มผู้ตอบ,คู่สัญญา,7,4.50,90.00,มากที่สุด,7,7,0,0,0",
            "กลุ่มผู้ตอบ,ผู้ยืม,5,2.50,50.00,น้อย,0,0,5,5,0",
            "ไตรมาส,ไตรมาส 3/2569 (เม.ย.–มิ.ย. 2569),7,4.50,90.00,มากที่สุด,7,7,0,0,0",
            "ไตรมาส,ไตรมาส 4/2569 (ก.ค.–ก.ย. 2569),ไม่มีคำตอบ,,,,,,,,",
            "ไตรมาส,ไตรมาส 1/2570 (ต.ค.–ธ.ค. 2569),5,2.50,50.00,น้อย,0,0,5,5,0",
            "ภาพรวม,ภาพรวม,12,3.67,73.40,มาก,7,7,5,5,0",
        ]
    );
}

#[test]
fn four_answers_are_no_figures_yet() {
    let site = site(&book(&rows(4, "2026-05", "คู่สัญญา", "5,4")), "2026-11-20");
    let page = &site["survey.html"];
    assert!(page.contains("<title>ผู้ตอบน้อยกว่า 5 ราย ยังไม่แสดงผล"));
    assert!(!page.contains("4.50") && !page.contains("class=\"chart") && !site.contains_key("downloads/survey.th.csv"));
}

#[test]
fn answers_after_the_day_are_not_there_yet() {
    let book = book(&rows(5, "2026-12", "คู่สัญญา", "5,4"));
    assert!(!site(&book, "2026-11-20").contains_key("survey.html"));
    assert!(site(&book, "2026-12-02").contains_key("survey.html"));
}
