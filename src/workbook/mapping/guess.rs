//! Guessing what a workbook is, from its headers; the guess is shown and kept,
//! and what it cannot know it leaves for the office to say.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::super::grid::{Sheet, Workbook};
use super::super::header::vocabulary::{self, ADVANCE, GUARANTEE, NOTHING, PART, Vocabulary};
use super::super::header::{self, Header};
use super::super::value::plain;
use super::{Mapping, SheetMap};
use crate::book::gather::Book;
use crate::record::Kind;
use crate::rule::rulebook::RuleKind;

/// Words of purposes and the codes that the shipped rules give them.
const PURPOSES: [(&str, &str); 10] = [
    ("ราชการอื่น", "other-duty"),
    ("ไปราชการ", "official-travel"),
    ("เดินทาง", "official-travel"),
    ("ศึกษาดูงาน", "official-travel"),
    ("ภูมิลำเนา", "domicile-move"),
    ("อบรม", "other-duty"),
    ("สัมมนา", "other-duty"),
    ("จัดงาน", "other-duty"),
    ("จัดประชุม", "other-duty"),
    ("จัดกิจกรรม", "other-duty"),
];

const FUNDS: [(&str, &str); 4] = [
    ("ทดรอง", "imprest"),
    ("งบประมาณ", "budget"),
    ("ใช้ในราชการ", "budget"),
    ("นอกงบ", "budget"),
];

const FORMS: [(&str, &str); 11] = [
    ("เงินสด", "cash"),
    ("เงินโอน", "cash"),
    ("โอนเงิน", "cash"),
    ("เช็ค", "cashier-cheque"),
    ("ดราฟท์", "cashier-cheque"),
    ("หนังสือค้ำประกัน", "bank-lg"),
    ("LG", "bank-lg"),
    ("e-LG", "electronic-bank-lg"),
    ("หนังสือค้ำประกันอิเล็กทรอนิกส์", "electronic-bank-lg"),
    ("บริษัทเงินทุน", "finance-company-lg"),
    ("พันธบัตร", "government-bond"),
];

const KINDS: [(&str, &str); 5] = [
    ("ซอง", "bid"),
    ("เสนอราคา", "bid"),
    ("รับเงินล่วงหน้า", "advance-payment"),
    ("ประกันผลงาน", "retention"),
    ("ประกันสัญญา", "contract"),
];

pub(super) const RESULTS: [(&str, &str); 8] = [
    ("ปกติ", "clean"),
    ("เรียบร้อย", "clean"),
    ("ไม่พบ", "clean"),
    ("ไม่พบชำรุด", "clean"),
    ("ไม่พบความชำรุด", "clean"),
    ("ไม่ชำรุด", "clean"),
    ("ไม่มีความชำรุด", "clean"),
    ("ชำรุด", "defects"),
];

/// Guesses the mapping of a workbook; sheets that are no register are absent.
#[must_use]
pub fn guess(workbook: &Workbook, book: &Book) -> Mapping {
    let sheets = workbook.sheets.iter().filter_map(|sheet| one(sheet, book)).collect();
    Mapping { sheets }
}

/// What a sheet is, if it is a register: the kind of which its header has more.
fn one(sheet: &Sheet, book: &Book) -> Option<SheetMap> {
    let header = header::find(sheet, &[ADVANCE, GUARANTEE])?;
    let title = plain(&format!("{} {}", sheet.name, header.titles.concat()));
    let says = |words: &[&str]| words.iter().any(|word| title.contains(&plain(word)));
    let advance = columns(&header, ADVANCE);
    let guarantee = columns(&header, GUARANTEE);
    let has = |columns: &[(String, String)], key: &str| columns.iter().any(|(_, target)| target == key);
    let amount = |columns: &[(String, String)]| has(columns, "amount") || has(columns, PART);
    let is_advance = has(&advance, "borrower.name") && amount(&advance);
    let is_guarantee = amount(&guarantee) && (has(&guarantee, "contractor.name") || has(&guarantee, "lg.number"));
    let prefer_guarantee = says(&["หลักประกัน", "ค้ำประกัน"]) && !says(&["เงินยืม"]);
    let (kind, columns) = match (is_advance, is_guarantee) {
        (false, false) => return None,
        (is_advance, true) if !is_advance || prefer_guarantee || guarantee.len() > advance.len() => {
            (Kind::Guarantee, guarantee)
        }
        _ => (Kind::Advance, advance),
    };
    let mut map = SheetMap::new(&sheet.name, kind);
    map.columns = columns;
    if !map.gives("agency")
        && let (1, Some(agency)) = (book.agencies.len(), book.agencies.keys().next())
    {
        map.fixed.insert("agency".to_owned(), agency.clone());
    }
    if !map.gives("agency") {
        let named: Vec<&str> = agencies_named(&title, book);
        if let [slug] = named[..] {
            map.fixed.insert("agency".to_owned(), slug.to_owned());
        }
    }
    match kind {
        Kind::Guarantee => guarantee_words(&mut map, &title, &says),
        _ => advance_words(&mut map, &says, book),
    }
    Some(map)
}

/// The agencies whose names stand in the titles above a register.
fn agencies_named<'b>(title: &str, book: &'b Book) -> Vec<&'b str> {
    let named = book.agencies.iter().filter(|(_, agency)| {
        let names = [Some(&agency.name), agency.name_en.as_ref()];
        names.into_iter().flatten().any(|name| title.contains(&plain(name)))
    });
    named.map(|(slug, _)| slug.as_str()).collect()
}

fn columns(header: &Header, words: &vocabulary::Words) -> Vec<(String, String)> {
    let words = Vocabulary::of(words);
    let mut found: Vec<(usize, usize, String, &str)> = header
        .columns
        .iter()
        .enumerate()
        .filter_map(|(at, column)| {
            let (score, target) = words.score(&column.parts)?;
            Some((at, score, column.title(), target))
        })
        .collect();
    // Of two columns that could be the same fact the surer one is, else the first;
    // the other is left to the office.
    let mut best: BTreeMap<&str, (usize, Reverse<usize>)> = BTreeMap::new();
    for (at, score, _, target) in &found {
        let known = best.entry(target).or_insert((*score, Reverse(*at)));
        *known = (*known).max((*score, Reverse(*at)));
    }
    found.retain(|(at, score, _, target)| {
        [NOTHING, PART].contains(target) || best.get(target) == Some(&(*score, Reverse(*at)))
    });
    found
        .into_iter()
        .map(|(_, _, title, target)| (title, target.to_owned()))
        .collect()
}

fn owned(words: &[(&str, &str)]) -> Vec<(String, String)> {
    words
        .iter()
        .map(|(word, code)| ((*word).to_owned(), (*code).to_owned()))
        .collect()
}

fn advance_words(map: &mut SheetMap, says: &dyn Fn(&[&str]) -> bool, book: &Book) {
    if map.gives("fund") {
        map.words.insert("fund".to_owned(), owned(&FUNDS));
    } else if says(&["ทดรอง"]) {
        map.fixed.insert("fund".to_owned(), "imprest".to_owned());
    } else if says(&["ใช้ในราชการ", "เงินงบประมาณ"]) {
        map.fixed.insert("fund".to_owned(), "budget".to_owned());
    }
    let contracted = map
        .columns
        .iter()
        .find(|(_, target)| target == "contracted")
        .map(|(title, _)| title.clone());
    if let Some(title) = contracted.filter(|_| !map.gives("received")) {
        map.hints.push(format!(
            "\"{title}\" = \"contracted received\"   ใช้บรรทัดนี้แทน ถ้าวันนี้เป็นวันที่จ่ายเงินด้วย · where the money was paid out that day too"
        ));
    }
    let amounts = ["clearing.vouchers", "clearing.cash", "clearing.salary"];
    if map.gives("clearing.date") && !amounts.iter().any(|key| map.gives(key)) {
        map.hints.push("ใต้ kind เติม cleared_as = \"vouchers\" หรือ \"cash\": แผ่นนี้มีวันที่ส่งใช้แต่ไม่มีจำนวน · days of clearing without amounts".to_owned());
    }
    // A register's วัตถุประสงค์ says what the money is for, in words: that is the
    // project's name, and the words in it choose the rule.
    let codes = book.rules.purposes(RuleKind::Advance);
    let words: Vec<(&str, &str)> = PURPOSES
        .iter()
        .copied()
        .filter(|(_, code)| codes.contains(code))
        .collect();
    map.words.insert("purpose".to_owned(), owned(&words));
}

fn guarantee_words(map: &mut SheetMap, title: &str, says: &dyn Fn(&[&str]) -> bool) {
    if map.gives("form") {
        map.words.insert("form".to_owned(), owned(&FORMS));
    } else if map.gives("lg.number") || says(&["หนังสือค้ำประกัน"]) || title.ends_with("lg")
    {
        map.fixed.insert("form".to_owned(), "bank-lg".to_owned());
    } else if says(&["เงินสด"]) {
        map.fixed.insert("form".to_owned(), "cash".to_owned());
    }
    if map.gives("kind") {
        map.words.insert("kind".to_owned(), owned(&KINDS));
    } else {
        let kind = KINDS
            .iter()
            .find(|(word, _)| says(&[word]))
            .map_or("contract", |(_, kind)| kind);
        map.fixed.insert("kind".to_owned(), kind.to_owned());
    }
    if map.gives("inspection.result") {
        map.words.insert("inspection.result".to_owned(), owned(&RESULTS));
    }
}
