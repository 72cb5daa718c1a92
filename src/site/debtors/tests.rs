//! The monthly report: as of the end of the month before, and of the day.

use std::collections::BTreeMap;

use crate::book::gather::texts;
use crate::book::{Book, Register};
use crate::press::Press;
use crate::record::Audience;
use crate::site::{Stamp, pages};

fn book() -> Book {
    let rules = "title = \"ระเบียบ\"\n[[rule]]\nname = \"duty\"\nkind = \"advance\"\npurposes = [\"duty\"]\nfrom = \"received\"\ndays = 30\n";
    let advance = |n: u8, received: &str, more: &str| {
        format!(
            "contract = \"บย. {n}/2569\"\nfund = \"budget\"\npurpose = \"duty\"\nproject = \"งาน\"\namount = {n}00.00\n\
             borrower = {{ name = \"นายลับ สุดยอด\" }}\ncontracted = {received}\nreceived = {received}\n{more}"
        )
    };
    let agency = "name = \"สำนัก\"\nhead = { name = \"นายใหญ่ โต\", position = \"ผู้อำนวยการสำนัก\" }\n";
    let files = [
        ("records/office.toml", "name = \"ฝ่าย\"\n".to_owned()),
        ("records/rules/r.toml", rules.to_owned()),
        (
            "records/holidays/2568.toml",
            "[[day]]\ndate = 2025-12-05\nname = \"วันพ่อ\"\n".to_owned(),
        ),
        (
            "records/holidays/2569.toml",
            "[[day]]\ndate = 2026-01-01\nname = \"ปีใหม่\"\n".to_owned(),
        ),
        ("records/pr/agency.toml", agency.to_owned()),
        // Due 3 November: 27 days late at the end of November, 45 on the day.
        ("records/pr/2569/advance-0001.toml", advance(1, "2025-10-04", "")),
        // Cleared after the month's end, which does not change what was owed then.
        (
            "records/pr/2569/advance-0002.toml",
            advance(2, "2025-11-20", "[[clearing]]\ndate = 2025-12-02\ncash = 200.00\n"),
        ),
        // Made after the month's end.
        ("records/pr/2569/advance-0003.toml", advance(3, "2025-12-09", "")),
    ];
    texts(&files).book
}

fn site(day: &str, audience: Audience) -> BTreeMap<String, String> {
    let book = book();
    let press = Press::new(&BTreeMap::new()).expect("the built-in texts");
    let register = Register::new(&book, day.parse().expect("a day"));
    let list = pages(&register, &press, audience, &Stamp::default()).expect("a site");
    list.into_iter()
        .map(|page| (page.path.clone(), String::from_utf8_lossy(page.bytes()).into_owned()))
        .collect()
}

/// Count, owed, seven ages, overdue: the sums of a row of ages, dashes left out.
fn ages(row: &str) -> String {
    let cells = row.split("</tr>").next().unwrap_or_default().split("<td").skip(1);
    let cell = |cell: &str| {
        let text = cell.split_once('>').map_or("", |(_, rest)| rest);
        text.replace("<b>", "").split('<').next().unwrap_or_default().to_owned()
    };
    cells.map(cell).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_office_reads_the_month_and_the_day_side_by_side() {
    let pages = site("2025-12-18", Audience::Internal);
    let page = &pages["debtors.html"];
    assert!(page.contains("รายงานลูกหนี้เงินยืมคงค้าง ณ สิ้นเดือนพฤศจิกายน 2568"));
    assert!(page.contains("ณ วันอาทิตย์ที่ 30 พฤศจิกายน 2568"));
    let totals: Vec<String> = page.split("<tr class=\"total\">").skip(1).map(ages).collect();
    assert_eq!(
        totals,
        [
            "2 300.00 200.00 100.00 – – – – – 100.00",
            "2 400.00 300.00 – 100.00 – – – – 100.00"
        ]
    );
    assert!(page.contains("เรียน <span>หัวหน้าหน่วยงาน</span> เพื่อโปรดทราบ"));
    assert!(page.contains("(สามร้อยบาทถ้วน)"), "the month's sum in words");
}

#[test]
fn a_head_reads_the_contracts_of_the_month_longest_overdue_first() {
    let pages = site("2025-12-18", Audience::Internal);
    let page = &pages["pr/debtors.html"];
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(at("บย.\u{a0}1/2569") < at("บย.\u{a0}2/2569"));
    assert!(!page.contains("บย.\u{a0}3/2569"), "made after the month's end");
    assert!(page.contains("<td class=\"num\">27</td><td class=\"c nb\">1–30</td>"));
    assert!(page.contains("เรียน <span>ผู้อำนวยการสำนัก</span> เพื่อโปรดทราบ"));
    assert!(page.contains("นายลับ"));
    let public = site("2025-12-18", Audience::Public);
    assert!(!public["pr/debtors.html"].contains("ผู้ยืม</th>"));
}

/// The contracts stay as they were at the month's end until the next month.
#[test]
fn the_paper_of_a_head_changes_with_the_month_not_with_the_night() {
    let path = "pr/debtors.html";
    let [before, after, next] = ["2025-12-18", "2025-12-19", "2026-01-02"].map(|day| site(day, Audience::Public));
    assert_eq!(before[path], after[path]);
    assert!(next[path].contains("ณ สิ้นเดือนธันวาคม 2568"));
}
