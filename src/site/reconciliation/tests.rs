//! What the office reads of a month, and what the public does.

use std::collections::BTreeMap;

use crate::book::Register;
use crate::book::gather::sound;
use crate::press::Press;
use crate::record::Audience;
use crate::site::{Stamp, pages};

/// 400.00 outstanding at the end of November 2568, 600.00 a month later.
fn site(balances: &[(&str, &str)], audience: Audience) -> BTreeMap<String, String> {
    let advance = |n: u8, received: &str| {
        (
            format!("records/pr/2569/advance-000{n}.toml"),
            format!(
                "contract = \"บย. {n}/2569\"\nfund = \"budget\"\npurpose = \"duty\"\nproject = \"งาน\"\namount = {n}00.00\n\
                 borrower = {{ name = \"นายลับ สุดยอด\" }}\ncontracted = {received}\nreceived = {received}\n"
            ),
        )
    };
    let mut files = vec![
        (
            "records/office.toml".to_owned(),
            "name = \"ฝ่าย\"\nforge = { new = \"https://git.example.org/new?filename={path}&value={text}\" }\n"
                .to_owned(),
        ),
        ("records/pr/agency.toml".to_owned(), "name = \"สำนัก\"\n".to_owned()),
        advance(4, "2025-11-04"),
        advance(2, "2025-12-02"),
    ];
    for (month, text) in balances {
        files.push((format!("records/balances/{month}.toml"), (*text).to_owned()));
    }
    let book = sound(&files);
    let press = Press::new(&BTreeMap::new()).expect("the built-in texts");
    let register = Register::new(&book, "2026-01-09".parse().expect("a day"));
    let list = pages(&register, &press, audience, &Stamp::default()).expect("a site");
    list.into_iter()
        .map(|page| (page.path.clone(), String::from_utf8_lossy(page.bytes()).into_owned()))
        .collect()
}

const NOVEMBER: (&str, &str) = ("2568-11", "[[balance]]\naccount = \"debtors\"\namount = 400.00\n");

const DECEMBER: (&str, &str) = (
    "2568-12",
    "[[balance]]\naccount = \"debtors\"\namount = 650.00\n\
     [[difference]]\naccount = \"debtors\"\namount = 250.00\nledger = \"higher\"\nreason = \"นายลับ ส่งใช้ปลายเดือน\"\n\
     record = \"pr/2569/advance-0004\"\n",
);

#[test]
fn each_month_is_a_paper_and_the_newest_has_the_shelfs_address() {
    let pages = site(&[NOVEMBER, DECEMBER], Audience::Internal);
    let newest = &pages["reconciliation.html"];
    assert!(newest.contains("ณ วันพุธที่ 31 ธันวาคม 2568") && newest.contains("reconciliation-2568-11.html"));
    let older = &pages["reconciliation-2568-11.html"];
    assert!(older.contains("ณ วันอาทิตย์ที่ 30 พฤศจิกายน 2568") && older.contains("<b>ตรงกัน</b>"));
    assert!(older.contains("(ศูนย์บาทถ้วน)"), "nothing is left, in words");
    assert!(pages["reports.html"].contains("href=\"reconciliation.html\""));
    assert!(pages["en/reconciliation.html"].contains("Registers against the ledger"));
}

#[test]
fn the_office_reads_reasons_and_where_the_rest_may_come_from() {
    let pages = site(&[DECEMBER], Audience::Internal);
    let page = &pages["reconciliation.html"];
    // 650 - 600 = 50; explained 250; so 200 too little, and 200 were paid on 2 December.
    assert!(page.contains("<td class=\"num\">50.00</td><td class=\"num\">250.00</td>"));
    assert!(page.contains("<b>-200.00</b>") && page.contains("ยังไม่อธิบาย 200.00\u{a0}บาท ใน 1 ยอด"));
    assert!(page.contains("นายลับ ส่งใช้ปลายเดือน") && page.contains("href=\"pr/2569/advance-0004.html\""));
    assert!(page.contains("อยู่ในทะเบียนแล้ว บัญชีอาจยังไม่ลง") && page.contains("href=\"pr/2569/advance-0002.html\""));
}

#[test]
fn the_public_reads_the_sums_and_no_reason_record_or_name() {
    let pages = site(&[DECEMBER], Audience::Public);
    let page = &pages["reconciliation.html"];
    assert!(page.contains("<td class=\"num\">50.00</td><td class=\"num\">250.00</td>"));
    for private in ["นายลับ", "advance-000", "ผลต่างที่อธิบายได้", "บัญชีอาจ"]
    {
        assert!(!page.contains(private), "{private}");
    }
}

#[test]
fn a_month_that_waits_is_shown_to_the_office_with_the_file_to_make() {
    let pages = site(&[NOVEMBER], Audience::Internal);
    let page = &pages["reconciliation.html"];
    assert!(page.contains("ยังไม่ได้กรอกยอดของเดือนธันวาคม 2568"));
    assert!(page.contains("https://git.example.org/new?filename=records/balances/2568-12.toml&amp;value="));
    assert!(page.contains("600.00"), "what the register came to");
    let none = site(&[], Audience::Internal);
    assert!(none["reconciliation.html"].contains("records/balances/2568-12.toml"));
    let public = site(&[], Audience::Public);
    assert!(!public.contains_key("reconciliation.html") && !public["reports.html"].contains("reconciliation"));
}
