//! The pages of lists and trends: their sums are the register's, and the
//! public is told nothing of a person.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::book::ages::{self, Ages};
use crate::book::gather::{Files, gather, sound};
use crate::book::{Book, float, trend, withdrawals};
use crate::text::Source;

const RULES: &str = "title = \"ระเบียบ\"\n\
    [[rule]]\nname = \"duty\"\nkind = \"advance\"\npurposes = [\"duty\"]\nfrom = \"received\"\ndays = 30\n\
    [[rule]]\nname = \"back\"\nkind = \"guarantee\"\npurposes = [\"contract\"]\nfrom = \"released\"\ndays = 15\n";

/// Two agencies: one with a ceiling and everything late, one without.
fn book() -> Book {
    let advance = |n: usize, fund: &str, received: &str, more: &str| {
        format!(
            "contract = \"บย. {n}\"\nfund = \"{fund}\"\npurpose = \"duty\"\nproject = \"อบรม {n}\"\namount = {n}_000.00\n\
             borrower = {{ name = \"นายลับ สุดยอด\", email = \"lub@people.example.org\" }}\ncontracted = {received}\nreceived = {received}\n{more}"
        )
    };
    let objection = "[[clearing]]\ndate = 2026-08-20\nvouchers = 4_000.00\n\
                     [[objection]]\ndate = 2026-08-25\namount = 500.00\nreason = \"เหตุลับเฉพาะ\"\n";
    let late = "[[clearing]]\ndate = 2026-10-20\ncash = 5_000.00\n";
    let files = [
        ("records/office.toml", "name = \"ฝ่าย\"\n[mail]\nfrom = \"o@example.org\"\n".to_owned()),
        ("records/rules/r.toml", RULES.to_owned()),
        ("records/holidays/2568.toml", "[[day]]\ndate = 2025-12-05\nname = \"วันพ่อ\"\n".to_owned()),
        ("records/holidays/2569.toml", "[[day]]\ndate = 2026-12-07\nname = \"ชดเชย\"\n".to_owned()),
        ("records/legal/agency.toml", "name = \"กฎหมาย\"\nname_en = \"Legal\"\n".to_owned()),
        ("records/pr/agency.toml", "name = \"สำนัก\"\nimprest_ceiling = 3_000.00\n".to_owned()),
        ("records/pr/2569/advance-0001.toml", advance(1, "imprest", "2025-10-06", "")),
        ("records/pr/2569/advance-0002.toml", advance(2, "budget", "2026-08-03", "")),
        ("records/pr/2569/advance-0003.toml", advance(3, "imprest", "2026-11-02", "")),
        ("records/pr/2569/advance-0004.toml", advance(4, "budget", "2026-08-10", objection)),
        ("records/legal/2569/advance-0005.toml", advance(5, "budget", "2026-08-03", late)),
        ("records/legal/2569/advance-0006.toml", advance(6, "imprest", "2026-11-04", "")),
        (
            "records/legal/2569/guarantee-0001.toml",
            "contract = \"จ. 1\"\nkind = \"contract\"\nform = \"cash\"\nproject = \"จ้าง\"\namount = 700.00\nreceived = 2022-10-03\n\
             released = 2023-01-09\ncontractor = { name = \"นางเอก ลับลวง\", kind = \"person\" }\n"
                .to_owned(),
        ),
        (
            "records/legal/2569/guarantee-0002.toml",
            "contract = \"จ. 2\"\nkind = \"contract\"\nform = \"bank-lg\"\nproject = \"จ้าง\"\namount = 900.00\nreceived = 2025-10-03\n\
             released = 2026-11-16\ncontractor = { name = \"บริษัท ข จำกัด\", kind = \"company\" }\n\
             lg = { bank = \"ธนาคาร\", number = \"1\", valid_until = 2028-01-01 }\n[[notice]]\ndate = 2026-11-17\n"
                .to_owned(),
        ),
    ];
    sound(&files)
}

const DAY: &str = "2026-11-20";

fn build(book: &Book, audience: Audience) -> BTreeMap<String, String> {
    let press = Press::new(&BTreeMap::new()).expect("the built-in texts");
    let register = Register::new(book, DAY.parse().expect("a day"));
    let pages = pages(&register, &press, audience, &Stamp::default()).expect("a site");
    let html = pages.into_iter().filter(|page| page.path.ends_with(".html"));
    html.map(|page| (page.path.clone(), String::from_utf8(page.into_bytes()).expect("UTF-8")))
        .collect()
}

fn plain(html: &str) -> String {
    let main = html.split("<main").nth(1).expect("a main part");
    let mut out = String::new();
    let mut inside = true;
    for c in main.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            '\u{a0}' if !inside => out.push(' '),
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

#[test]
fn the_sums_are_the_registers() {
    let book = book();
    let register = Register::new(&book, DAY.parse().expect("a day"));
    let totals = register.totals();
    let all = Ages::of(&register.entries, register.today);
    assert_eq!(all.advances, totals.aging);
    assert_eq!(ages::total(&all.advances), totals.outstanding);
    assert_eq!(ages::late(&all.advances), totals.overdue);
    assert_eq!(ages::total(&all.guarantees), totals.returnable);
    assert_eq!(ages::late(&all.guarantees), totals.return_overdue);
    assert_eq!(ages::total(&all.years), totals.returnable);
    let waiting = withdrawals::withdrawals(&register);
    assert_eq!(waiting.len(), totals.returnable.count);
    let months = trend::office(&trend::trends(&register), register.today);
    assert_eq!(months.months.last().map(|month| month.overdue), Some(totals.overdue));
    let out: usize = float::floats(&register).iter().map(|float| float.out.count).sum();
    assert_eq!(out, 3);
    for page in ["aging.html", "en/aging.html"] {
        let said = plain(&build(&book, Audience::Internal)[page]);
        for amount in [
            totals.outstanding.amount,
            totals.overdue.amount,
            totals.returnable.amount,
        ] {
            assert!(said.contains(&amount.grouped()), "{page}: {}", amount.grouped());
        }
    }
}

#[test]
fn every_page_begins_with_its_answer_in_both_languages() {
    let pages = build(&book(), Audience::Internal);
    for (page, want) in [
        ("aging.html", "เกินกำหนด 3 สัญญา รวม 3,500.00 บาท"),
        ("en/aging.html", "Overdue: 3 contracts"),
        ("withdrawals.html", "เกินกำหนดคืน 1 รายการ รวม 700.00 บาท"),
        ("en/withdrawals.html", "Return overdue: 1 item"),
        ("float.html", "เกินวงเงินทดรองราชการ 1 แห่ง"),
        ("en/float.html", "1 agency above the imprest ceiling"),
        ("exceptions.html", "เรื่องที่ผู้ตรวจสอบจะถาม ใน"),
        ("trend.html", "ยังมีข้อมูลน้อย"),
        ("en/trend.html", "Too little to say"),
    ] {
        let html = &pages[page];
        let h1 = html.split("<h1").nth(1).and_then(|rest| rest.split("</h1>").next());
        let said = plain(&format!("<main{}", h1.expect("one h1")));
        assert!(said.contains(want), "{page}: {said}");
    }
    let shelf = &pages["reports.html"];
    for page in ["aging", "withdrawals", "float", "exceptions", "trend"] {
        assert!(
            shelf.contains(&format!("href=\"{page}.html\"")),
            "{page} stands on the shelf"
        );
    }
    for page in ["aging", "withdrawals", "trend"] {
        let link = format!("href=\"{page}.html\"");
        assert!(pages["index.html"].contains(&link), "the overview leads to {page}");
    }
}

#[test]
fn a_withdrawal_says_who_was_told_and_what_comes_next() {
    let said = plain(&build(&book(), Audience::Internal)["withdrawals.html"]);
    for want in [
        "ยังไม่เคยแจ้ง",
        "ทำหนังสือแจ้งคู่สัญญาให้มารับคืน",
        "17 พ.ย. 2569หนังสือแจ้ง, รวม 1 ครั้ง",
        "แจ้งแล้ว รอคู่สัญญามารับ",
        "ตัดจากบัญชีเงินนอกงบประมาณ",
        "3 ปี แต่ไม่ถึง 5 ปี",
    ] {
        assert!(said.contains(want), "{want}: {said}");
    }
}

#[test]
fn the_public_is_told_how_many_and_of_no_person() {
    let book = book();
    let (public, internal) = (build(&book, Audience::Public), build(&book, Audience::Internal));
    let pages = [
        "aging.html",
        "withdrawals.html",
        "float.html",
        "exceptions.html",
        "trend.html",
    ];
    for page in pages.iter().flat_map(|page| [(*page).to_owned(), format!("en/{page}")]) {
        for secret in ["สุดยอด", "ลับลวง", "lub@people", "เหตุลับเฉพาะ"]
        {
            assert!(!public[&page].contains(secret), "{page} tells {secret}");
        }
    }
    assert!(internal["aging.html"].contains("สุดยอด") && internal["withdrawals.html"].contains("ลับลวง"));
    // The kind and its number stand; the records of a person's fault do not.
    let (told, inside) = (&public["exceptions.html"], &internal["exceptions.html"]);
    let title = "ชดใช้ช้าโดยไม่บันทึกเหตุผล";
    assert!(told.contains(title) && inside.contains(title));
    assert!(inside.contains("pr/2569/advance-0002.html") && inside.contains("id=\"late-without-reason\""));
    for record in ["pr/2569/advance-0002.html", "legal/2569/advance-0005.html"] {
        assert!(!told.contains(record), "{record}");
    }
    assert!(told.contains("id=\"above-ceiling\""), "what is the office's is listed");
    for html in [told, inside] {
        assert!(!html.contains("เหตุลับเฉพาะ"), "reasons of objections stand nowhere here");
    }
}

#[test]
fn a_long_list_has_pages_of_its_own_and_no_record_is_lost() {
    let mut sources: Vec<Source> = book().sources.values().cloned().collect();
    for n in 1_000..1_620 {
        let text = format!(
            "contract = \"บย. {n}\"\nfund = \"budget\"\npurpose = \"duty\"\nproject = \"อบรม {n}\"\namount = 10.00\n\
             borrower = {{ name = \"นายลับ สุดยอด\" }}\ncontracted = 2025-10-06\nreceived = 2025-10-06\n"
        );
        sources.push(Source::new(&format!("records/pr/2569/advance-{n}.toml"), text));
    }
    let book = gather(Files {
        sources,
        ..Files::default()
    })
    .book;
    let pages = build(&book, Audience::Internal);
    let records = |path: &str| -> BTreeSet<String> {
        let links = pages[path].split("href=\"").skip(1);
        let links = links.filter_map(|link| link.split_once('"').map(|(path, _)| path.to_owned()));
        links.filter(|link| link.contains("/advance-")).collect()
    };
    let (first, second) = (
        records("aging-advances-over-365.html"),
        records("aging-advances-over-365-2.html"),
    );
    // The 620, and the one of the same day that the book had.
    assert_eq!((first.len(), second.len()), (500, 121));
    assert!(first.is_disjoint(&second));
    assert!(!pages.contains_key("aging-advances-over-365-3.html"));
    let aging = pages["aging.html"].split("aging-advances-over-365.html\">").nth(1);
    assert_eq!(
        aging.and_then(|rest| rest.split('<').next()),
        Some("ดูทั้งหมด 621\u{a0}รายการ")
    );
    assert!(pages["aging-advances-over-365-2.html"].contains("href=\"aging-advances-over-365.html\">1–500</a>"));
    assert!(pages.contains_key("en/aging-advances-over-365-2.html"));
    assert!(pages.contains_key("exceptions-not-chased.html"));
    // The public is told how many, and of whom nowhere.
    let public = build(&book, Audience::Public);
    assert!(!public.keys().any(|path| path.contains("exceptions-not-chased")));
}
