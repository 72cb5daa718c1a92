use super::fit::fit;
use super::*;
use crate::book::gather::texts;
use crate::record::shape;
use crate::workbook::csv;
use crate::workbook::grid::Value;
use crate::workbook::value::{Word, choice};

const REGISTER: &str = "ทะเบียนคุมลูกหนี้เงินยืมเงินทดรองราชการ\nลำดับ,ชื่อ-สกุลผู้ยืม,เลขที่สัญญา (บย.),วันที่ยืม,จำนวนเงินยืม,วัตถุประสงค์,วันที่ส่งใช้,คงค้าง\n1,นาย ก,บย. 1/2566,8 พ.ค. 2566,100,อบรม,,\n";

#[test]
fn a_guess_reads_back_as_it_was_written() {
    let workbook = csv::read("ทะเบียน", REGISTER.as_bytes()).expect("a CSV");
    let book = texts(&[
        ("records/office.toml", "name = \"ก\"\n"),
        ("records/a/agency.toml", "name = \"ข\"\n"),
        (
            "records/rules/bma-2555.toml",
            include_str!("../../../tests/office/records/rules/bma-2555.toml"),
        ),
    ])
    .book;
    let guess = guess(&workbook, &book);
    let sheet = &guess.sheets[0];
    assert_eq!(sheet.fixed.get("fund").map(String::as_str), Some("imprest"));
    assert_eq!(
        sheet.fixed.get("agency").map(String::as_str),
        Some("a"),
        "a book of one agency"
    );
    // Whether money went out that day, and what was handed in, is the office's to say.
    assert_eq!(sheet.hints.len(), 2);
    let mut again = read(&write(&guess)).expect("reads back");
    again.sheets[0].columns.sort();
    let mut sorted = guess.clone();
    sorted.sheets[0].columns.sort();
    sorted.sheets[0].hints.clear();
    for words in sorted.sheets[0].words.values_mut() {
        words.sort();
    }
    assert_eq!(again, sorted);
}

/// A title is a key of the mapping, and keys stand on one line.
#[test]
fn a_title_with_quotes_of_both_kinds_reads_back() {
    let register = REGISTER.replace("คงค้าง", "\"ยอด \"\"คงค้าง\"\" ปี '69\"");
    let workbook = csv::read("ทะเบียน", register.as_bytes()).expect("a CSV");
    let guess = guess(&workbook, &texts(&[("records/office.toml", "name = \"ก\"\n")]).book);
    let again = read(&write(&guess)).expect("reads back");
    let title = "ยอด \"คงค้าง\" ปี '69";
    assert!(again.sheets[0].columns.iter().any(|(known, _)| known == title));
}

#[test]
fn a_mapping_that_is_wrong_says_where_and_what_to_write() {
    for (text, want) in [
        ("", "no [[sheet]]"),
        (
            "[[sheet]]\nname = \"x\"\nkind = \"loan\"\n",
            "write advance | guarantee | project",
        ),
        ("[[sheet]]\nname = \"x\"\nkind = \"advance\"\ncolour = 1\n", "line 4"),
        (
            "[[sheet]]\nname = \"x\"\nkind = \"advance\"\n[sheet.columns]\n\"a\" = \"contarct\"\n",
            "did you mean \"contract\"",
        ),
        (
            "[[sheet]]\nname = \"x\"\nkind = \"advance\"\ndate_order = \"ymd\"\n",
            "write dmy | mdy",
        ),
        ("[[sheet\n", "line 1"),
    ] {
        let said = read(text).expect_err(want).en;
        assert!(said.contains(want), "{said}");
    }
}

#[test]
fn next_years_sheet_is_known_by_its_columns_and_a_renamed_one_is_named() {
    let workbook = |text: &str| csv::read("ปี 2567", text.as_bytes()).expect("a CSV");
    let mut map = SheetMap::new("ปี 2566", Kind::Advance);
    map.columns = [
        ("เลขที่สัญญา (บย.)", "contract"),
        ("ชื่อ-สกุลผู้ยืม", "borrower.name"),
        ("จำนวนเงินยืม", "amount"),
        ("วันที่ยืม", "contracted"),
    ]
    .map(|(title, target)| (title.to_owned(), target.to_owned()))
    .to_vec();
    let mapping = Mapping { sheets: vec![map] };
    let same = workbook(REGISTER);
    let fitted = fit(&mapping, &same);
    assert_eq!(fitted.sheets[0].missing, []);
    assert!(fitted.sheets[0].unknown.contains(&"วัตถุประสงค์".to_owned()));
    let renamed = workbook(&REGISTER.replace("ชื่อ-สกุลผู้ยืม", "ชื่อ-นามสกุลผู้ยืม"));
    let fitted = fit(&mapping, &renamed);
    assert_eq!(
        fitted.sheets[0].missing,
        [("ชื่อ-สกุลผู้ยืม", Some("ชื่อ-นามสกุลผู้ยืม".to_owned()))]
    );
    let other = workbook("a,b,c\n1,2,3\n");
    assert_eq!(fit(&mapping, &other).others, [("ปี 2567".to_owned(), false)]);
}

/// A word that is denied says nothing of its own: what is not in order is not
/// clean, and what has no defect has none.
#[test]
fn a_word_that_is_denied_decides_nothing() {
    let key = shape::find(shape::File::Guarantee.keys(), "inspection");
    let key = key.and_then(|key| shape::find(key.inside(), "result")).expect("a key");
    let text = |said: &str| Value::Text(said.into());
    let words = super::guess::RESULTS.map(|(word, code)| (word.to_owned(), code.to_owned()));
    let words = Word::list(&words);
    for (said, want) in [
        ("ไม่ชำรุด", Some("clean")),
        ("ไม่ ชำรุด", Some("clean")),
        ("ยังไม่ชำรุด", Some("clean")),
        ("ไม่มีความชำรุดบกพร่อง", Some("clean")),
        ("ตรวจแล้วไม่พบความชำรุดบกพร่อง", Some("clean")),
        ("ปกติ ไม่ชำรุด", Some("clean")),
        ("เรียบร้อยดี", Some("clean")),
        ("พบความชำรุด 2 จุด", Some("defects")),
        ("ไม่เรียบร้อย", None),
        ("ยังไม่เรียบร้อย", None),
        ("ผิดปกติ", None),
        ("ไม่ผิดปกติ", None),
        ("ไม่ได้ชำรุด", None),
        ("ไม่มีสิ่งชำรุด", None),
        ("ความชำรุดบกพร่อง: ไม่มี", None),
        ("ไม่ชำรุด 3 ห้อง ชำรุด 1 ห้อง", None),
    ] {
        let read = choice(&text(said), key.choices(), &words);
        match want {
            Some(code) => assert_eq!(read, Ok(Some(code.to_owned())), "{said}"),
            None => assert!(read.is_err(), "{said}: {read:?}"),
        }
    }
    let told = choice(&text("ไม่เรียบร้อย"), key.choices(), &words).expect_err("denied");
    assert!(told.why.en.contains("denies it"), "{}", told.why.en);
    assert!(told.instead.en.contains("clean · defects"), "{}", told.instead.en);
}
