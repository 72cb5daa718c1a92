use chrono::NaiveDate;

use super::*;
use crate::money::Satang;

fn text_cell(text: &str) -> grid::Value {
    grid::Value::Text(text.into())
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("ISO")
}

fn dates(order: Option<Order>) -> Dates {
    Dates {
        order,
        two_digits_common: false,
        suspect: false,
        today: date("2026-11-20"),
    }
}

#[test]
fn every_form_of_a_day_that_can_mean_one_only_is_read() {
    for (text, want) in [
        ("8 พ.ค. 2566", "2023-05-08"),
        ("29/2/67", "2024-02-29"),
        ("๒๓ มกราคม ๒๕๖๖", "2023-01-23"),
        ("23 มกราคม พ.ศ. 2566", "2023-01-23"),
        ("วันอังคารที่ 18 เมษายน 2566", "2023-04-18"),
        ("5/6/2566", "2023-06-05"),
        ("05-06-66", "2023-06-05"),
        ("25/6/2023", "2023-06-25"),
        ("6/25/2023", "2023-06-25"),
        ("6/6/2023", "2023-06-06"),
        ("2023-06-05", "2023-06-05"),
        ("2566-06-05", "2023-06-05"),
        ("'5 มิ.ย. 66", "2023-06-05"),
    ] {
        let (read, note) = day(&text_cell(text), dates(None)).expect(text).expect("a day");
        assert_eq!((read, note), (date(want), None), "{text}");
    }
}

#[test]
fn a_day_that_could_be_two_is_asked_and_a_column_may_prove_it() {
    let both = text_cell("5/6/2023");
    let said = day(&both, dates(None)).expect_err("two days");
    assert!(said.why.en.contains("2023-06-05 or 2023-05-06"), "{}", said.why.en);
    for (others, want) in [
        (vec!["25/6/2023"], Some("2023-06-05")),
        (vec!["6/25/2023"], Some("2023-05-06")),
        (vec!["7/6/2566"], Some("2023-06-05")),
        (vec!["25/6/2023", "6/25/2023"], None),
        (vec!["1/2/2023"], None),
    ] {
        let mut column = Column::default();
        column.see(&both);
        for text in &others {
            column.see(&text_cell(text));
        }
        let read = day(&both, dates(column.order())).ok().flatten().map(|(day, _)| day);
        assert_eq!(read, want.map(date), "{others:?}");
    }
}

#[test]
fn traps_of_date_cells_are_named() {
    let (read, note) = day(&grid::Value::Day(date("2566-05-08")), dates(None))
        .expect("B.E.")
        .expect("a day");
    assert_eq!(read, date("2023-05-08"));
    assert!(note.expect("said").th.contains("2566"));
    for (cell, want) in [
        (grid::Value::Day(date("1966-05-08")), "66"),
        (grid::Value::Day(date("2112-05-08")), "no register"),
        (grid::Value::Day(date("2568-02-29")), "no day"),
        (grid::Value::Number(45_054.0), "a number"),
        (grid::Value::NoDay, "no day"),
    ] {
        let said = day(&cell, dates(None)).expect_err(want).why.en;
        assert!(said.contains(want), "{said}");
    }
    let mut column = Column::default();
    for cell in [
        text_cell("25/6/2566"),
        text_cell("13/7/2566"),
        grid::Value::Day(date("2566-05-06")),
    ] {
        column.see(&cell);
    }
    assert!(column.suspect(), "text beyond the twelfth beside cells within it");
    let suspect = Dates {
        suspect: true,
        ..dates(None)
    };
    let said = day(&grid::Value::Day(date("2566-05-06")), suspect).expect_err("swapped?");
    assert!(
        said.instead.en.contains("'6 พ.ค. 2566 or '5 มิ.ย. 2566"),
        "{}",
        said.instead.en
    );
    column.see(&grid::Value::Day(date("2566-05-26")));
    assert!(!column.suspect(), "a cell beyond the twelfth shows that days are days");
}

#[test]
fn what_cannot_be_meant_is_no_day() {
    for text in [
        "5/6/23",
        "30/2/2566",
        "ต้นเดือน",
        "พ.ค. 2566",
        "8 พ.ค. 2566\n9 พ.ค. 2566",
        "1-5 พ.ค. 2566",
        "5/6/2466",
        "13/13/2566",
    ] {
        assert!(day(&text_cell(text), dates(Some(Order::DayFirst))).is_err(), "{text}");
    }
    for text in ["", " - ", "–", "..."] {
        assert_eq!(day(&text_cell(text), dates(None)), Ok(None), "{text}");
    }
}

#[test]
fn a_day_that_no_calendar_has_says_why() {
    for (text, want) in [
        ("31/11/2569", "พฤศจิกายน 2569 มี 30 วัน"),
        ("29 ก.พ. 2569", "กุมภาพันธ์ 2569 มี 28 วัน"),
        ("13/13/2569", "ไม่มีเดือนที่ 13"),
        ("16 พ.ย. 26", "ปี 2526 ใช่หรือไม่"),
        ("ต้นเดือน", "อ่านได้"),
    ] {
        let said = day(&text_cell(text), dates(Some(Order::DayFirst))).expect_err("no day");
        assert!(said.why.th.contains(want), "{text}: {}", said.why.th);
    }
}

#[test]
fn amounts_are_read_to_the_satang_or_refused() {
    for (cell, want) in [
        (text_cell("๑๒,๓๔๕.๐๐"), Some(1_234_500)),
        (text_cell("25,000.50 บาท"), Some(2_500_050)),
        (text_cell("1,000.-"), Some(100_000)),
        (text_cell(" 25000 "), Some(2_500_000)),
        (text_cell("฿1,234,567.5"), Some(123_456_750)),
        (text_cell("25,000 บาทถ้วน"), Some(2_500_000)),
        (text_cell("25,000.- บาท"), Some(2_500_000)),
        (text_cell("25,000.50 THB"), Some(2_500_050)),
        (text_cell("25,000-"), Some(2_500_000)),
        (text_cell("1 000\u{a0}500"), Some(100_050_000)),
        (text_cell("-"), None),
        (text_cell("0.00"), Some(0)),
        (grid::Value::Number(1_234.560_000_000_000_1), Some(123_456)),
        (grid::Value::Number(0.1 + 0.2), Some(30)),
        (grid::Value::Number(25_000.0), Some(2_500_000)),
    ] {
        assert_eq!(amount(&cell), Ok(want.map(Satang)), "{cell:?}");
    }
    for (cell, want) in [
        (grid::Value::Number(1_234.565), "1234.56 or 1234.57"),
        (grid::Value::Number(2.0 / 3.0), "0.66 or 0.67"),
        (text_cell("1.005"), "1.00 or 1.01"),
        (grid::Value::Number(-5.0), "above zero"),
        (text_cell("(500.00)"), "above zero"),
        (text_cell("25.000,50"), "a point before the satang"),
        (text_cell("25,000.005"), "25000.00 or 25000.01"),
        (text_cell("1,23"), "Commas stand between thousands"),
        // Spaces are commas: they stand between thousands, or nothing is guessed.
        (text_cell("1000 500"), "Commas stand between thousands"),
        (text_cell("12 50"), "Commas stand between thousands"),
        (text_cell("25.5 0"), "Commas stand between thousands"),
        (text_cell("0,500"), "Commas stand between thousands"),
        (text_cell("99,999,999,999,999,999"), "check the amount"),
        (text_cell("25,000 บาท 50 สตางค์"), "type a number"),
        (text_cell("12/2566"), "type a number"),
        (grid::Value::Day(date("2023-05-08")), "type a number"),
        (grid::Value::Fault("#REF!".into()), "mend the formula"),
        (grid::Value::Fault("=…".into()), "save it"),
    ] {
        let said = amount(&cell).expect_err("no amount").instead.en;
        assert!(said.contains(want), "{cell:?}: {said}");
    }
}

#[test]
fn names_are_read_in_the_words_of_people() {
    let key = crate::record::shape::find(crate::record::shape::File::Guarantee.keys(), "form").expect("a key");
    let words = [("เงินโอน", "cash"), ("เช็ค", "cashier-cheque")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    let words = Word::list(&words);
    for (said, want) in [
        ("cash", Some("cash")),
        ("เงินสด", Some("cash")),
        ("เงินโอน (KTB)", Some("cash")),
        ("Bank letter of guarantee", Some("bank-lg")),
        ("หนังสือค้ำประกัน ธนาคาร", Some("bank-lg")),
        ("เช็คและเงินโอน", None),
        ("ทองคำ", None),
    ] {
        let read = choice(&text_cell(said), key.choices(), &words).ok().flatten();
        assert_eq!(read.as_deref(), want, "{said}");
    }
    for (said, want) in [
        ("ใช่", Some(true)),
        ("✓", Some(true)),
        ("FALSE", Some(false)),
        ("", None),
    ] {
        assert_eq!(yes(&text_cell(said)), Ok(want), "{said}");
    }
    assert!(yes(&text_cell("อาจจะ")).is_err());
}

/// Purposes, and forms that are named to be ruled out.
#[test]
fn a_code_that_is_denied_is_not_read() {
    let words = [
        ("ไปราชการ", "official-travel"),
        ("เงินสด", "cash"),
        ("e-LG", "electronic-bank-lg"),
        ("LG", "bank-lg"),
    ];
    let words = Word::list(&words.map(|(word, code)| (word.to_owned(), code.to_owned())));
    let codes = ["official-travel", "cash", "electronic-bank-lg", "bank-lg"].map(str::to_owned);
    for (said, want) in [
        ("ไม่ไปราชการ", None),
        ("ไม่ใช่เงินสด", None),
        ("อบรมผู้ไม่รู้หนังสือ และไปราชการ", Some("official-travel")),
        // The spaces between words of a to z are no letters of them.
        ("Guarantee LG 12", Some("bank-lg")),
        ("KTB-LG", Some("bank-lg")),
        ("e-LG กรุงไทย", Some("electronic-bank-lg")),
    ] {
        let read = super::choice::code(&text_cell(said), &codes, &words).ok().flatten();
        assert_eq!(read.as_deref(), want, "{said}");
    }
}

#[test]
fn a_text_that_excel_made_a_date_of_is_named() {
    let said = text(&grid::Value::Day(date("2566-12-01")), false, false)
        .expect_err("a date")
        .why
        .en;
    assert!(said.contains("keeps the date"), "{said}");
    assert_eq!(
        text(&text_cell("  โครงการ\n อบรม  "), false, false),
        Ok(Some("โครงการ อบรม".to_owned()))
    );
    assert_eq!(text(&text_cell(" ก\n\nข "), true, false), Ok(Some("ก\n\nข".to_owned())));
    assert_eq!(text(&text_cell(" ก "), false, true), Ok(Some(" ก ".to_owned())));
    assert_eq!(
        text(&grid::Value::Number(12.0), false, false),
        Ok(Some("12".to_owned()))
    );
}

#[test]
fn lengths_of_time_need_their_unit() {
    for (said, want) in [
        ("1 ปี", Some(("years", 1))),
        ("๖ เดือน", Some(("months", 6))),
        ("90วัน", Some(("days", 90))),
        ("2 ปี 6 เดือน", Some(("months", 30))),
        ("2 years", Some(("years", 2))),
    ] {
        assert_eq!(period(&text_cell(said)), Ok(want), "{said}");
    }
    for said in ["2", "ปี", "1 ปี 15 วัน"] {
        assert!(period(&text_cell(said)).is_err(), "{said}");
    }
}

#[test]
fn whole_numbers_are_whole_or_refused() {
    use crate::record::shape::{File, find};
    let inside = |file: File, outer: &str, key: &str| {
        let outer = find(file.keys(), outer).expect("a key");
        find(outer.inside(), key).expect("a key")
    };
    let years = inside(File::Guarantee, "warranty", "years");
    let quarter = inside(File::Project, "evaluation", "quarter");
    let seq = inside(File::Project, "report", "seq");
    let fiscal_year = find(File::Project.keys(), "fiscal_year").expect("a key");
    let reading = Reading {
        dates: dates(None),
        exact: false,
        words: &[],
        codes: &[],
    };
    for (key, said, want) in [
        (years, "2", Some(2)),
        (years, "๒ ปี", Some(2)),
        (years, "2 years", Some(2)),
        (years, "1 year", Some(1)),
        (years, "1.5", None),
        (years, "-1", None),
        (years, "2-3", None),
        (years, "1 ปี 6 เดือน", None),
        (years, "6 เดือน", None),
        (years, "สอง", None),
        (quarter, "ไตรมาสที่ 3", Some(3)),
        (quarter, "1/2569", None),
        (seq, "ครั้งที่ ๒", Some(2)),
        (fiscal_year, "ปีงบประมาณ พ.ศ. 2566", Some(2566)),
        (fiscal_year, "2566-2567", None),
    ] {
        let read = read(key, &text_cell(said), &reading);
        match want {
            Some(number) => assert_eq!(read, Ok(Some((Value::Whole(number), None))), "{said}"),
            None => assert!(read.is_err(), "{said}: {read:?}"),
        }
    }
    assert!(read(years, &grid::Value::Number(1.5), &reading).is_err());
    let said = read(years, &text_cell("1.5"), &reading).expect_err("no whole number");
    assert!(said.why.en.contains("\"1.5\" is no whole number"), "{}", said.why.en);
}
