//! The whole site of a small book: complete links, no leak, the same bytes,
//! and quiet nights.

mod data;
mod downloads;
mod editions;
mod nights;
mod pages;
mod reminders;

use std::collections::BTreeMap;

use super::*;
use crate::book::Book;
use crate::book::gather::{Files, gather, texts};
use crate::text::Source;

const RULES: &str = r#"
title = "ระเบียบ"
[[rule]]
name = "duty"
kind = "advance"
purposes = ["duty"]
from = "received"
days = 30
[[rule]]
name = "back"
kind = "guarantee"
purposes = ["contract"]
from = "released"
days = 15
"#;

fn advance(received: &str, more: &str) -> String {
    format!(
        "contract = \"{received}\"\nfund = \"budget\"\npurpose = \"duty\"\nproject = \"อบรม <1> & 'x'\"\namount = 1_000.50\n\
         borrower = {{ name = \"นายลับ สุดยอด\", email = \"lub@people.example.org\" }}\n\
         contracted = {received}\nreceived = {received}\n{more}"
    )
}

fn book() -> Book {
    let cleared = "[[clearing]]\ndate = 2025-11-10\ncash = 1_000.50\n";
    let files = [
        ("records/office.toml", "name = \"ฝ่าย\"\nname_en = \"Office\"\n[mail]\nfrom = \"o@example.org\"\n".to_owned()),
        ("records/rules/r.toml", RULES.to_owned()),
        ("records/holidays/2568.toml", "[[day]]\ndate = 2025-12-05\nname = \"วันพ่อ\"\n".to_owned()),
        ("records/holidays/2569.toml", "[[day]]\ndate = 2026-01-01\nname = \"ปีใหม่\"\n".to_owned()),
        ("records/empty/agency.toml", "name = \"ว่าง\"\n".to_owned()),
        ("records/pr/agency.toml", "name = \"สำนัก\"\nname_en = \"Bureau\"\nshort = \"สน.\"\n".to_owned()),
        ("records/pr/2566/advance-0001.toml", advance("2023-01-10", "")),
        ("records/pr/2569/advance-0001.toml", advance("2025-11-03", cleared)),
        ("records/pr/2569/advance-0002.toml", advance("2025-11-17", "")),
        ("records/pr/2569/advance-0003.toml", advance("2025-12-09", "")),
        (
            "records/pr/2569/guarantee-0001.toml",
            "contract = \"จ. 1\"\nkind = \"contract\"\nform = \"cash\"\nproject = \"จ้าง\"\namount = 5.00\nreceived = 2025-10-03\n\
             released = 2025-12-08\ncontractor = { name = \"นางเอก ลับลวง\", kind = \"person\" }\n"
                .to_owned(),
        ),
    ];
    texts(&files).book
}

fn build(book: &Book, day: &str, audience: Audience) -> BTreeMap<String, Vec<u8>> {
    let press = Press::new(&BTreeMap::new()).expect("the built-in texts");
    let register = Register::new(book, day.parse().expect("a day"));
    let stamp = Stamp {
        commit: Some("7c1e9ab4d0f25b8e6a3c91d7f40b2e8856c3a1fd".into()),
        commit_time: None,
        ..Stamp::default()
    };
    let pages = pages(&register, &press, audience, &stamp).expect("a site");
    pages
        .into_iter()
        .map(|page| (page.path.clone(), page.into_bytes()))
        .collect()
}

fn text(pages: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(pages[path].clone()).expect("UTF-8")
}
