//! Registers: their rows, sums, parts, and what the public does not see.

use std::collections::BTreeMap;

use super::{Part, advances, guarantees};
use crate::book::gather::{Files, gather};
use crate::book::{Book, Entry, Register, Totals};
use crate::money::Satang;
use crate::press::Press;
use crate::record::{Audience, Kind};
use crate::site::{Page, Stamp, leak, pages};
use crate::text::Source;

const RULES: &str = "title = \"ระเบียบ\"\n[[rule]]\nname = \"duty\"\nkind = \"advance\"\npurposes = [\"duty\"]\nfrom = \"received\"\ndays = 30\n\
    [[rule]]\nname = \"back\"\nkind = \"guarantee\"\npurposes = [\"contract\"]\nfrom = \"released\"\ndays = 15\n";

fn advance(n: usize, fund: &str, more: &str) -> (String, String) {
    let text = format!(
        "contract = \"บย. {n}/2569\"\nfund = \"{fund}\"\npurpose = \"duty\"\nproject = \"งาน {n}\"\namount = 1_000.00\n\
         borrower = {{ name = \"นายลับ สุดยอด\" }}\ncontracted = 2025-11-03\n{more}"
    );
    (format!("records/pr/2569/advance-{n:04}.toml"), text)
}

fn guarantee(n: usize, form: &str, more: &str) -> (String, String) {
    let text = format!(
        "contract = \"จ. {n}/2569\"\nkind = \"contract\"\nform = \"{form}\"\nproject = \"จ้าง {n}\"\namount = 500.00\n{more}"
    );
    (format!("records/pr/2569/guarantee-{n:04}.toml"), text)
}

fn gathered(files: Vec<(String, String)>) -> Book {
    let fixed = [
        ("records/office.toml", "name = \"ฝ่าย\"\nname_en = \"Office\"\n"),
        ("records/rules/r.toml", RULES),
        (
            "records/holidays/2568.toml",
            "[[day]]\ndate = 2025-12-05\nname = \"วันพ่อ\"\n",
        ),
        (
            "records/holidays/2569.toml",
            "[[day]]\ndate = 2026-01-01\nname = \"ปีใหม่\"\n",
        ),
        ("records/pr/agency.toml", "name = \"สำนัก\"\nname_en = \"Bureau\"\n"),
    ];
    let fixed = fixed.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let sources = fixed
        .into_iter()
        .chain(files)
        .map(|(path, text)| Source::new(&path, text))
        .collect();
    gather(Files {
        sources,
        ..Files::default()
    })
    .book
}

/// Every kind of line there is.
fn book() -> Book {
    let person =
        "contractor = { name = \"นางเอก ลับลวง\", kind = \"person\" }\nreceived = 2025-11-05\nreceipt = \"บร. 7\"\n";
    let company = "contractor = { name = \"บริษัท ก จำกัด\", kind = \"company\" }\nreceived = 2025-11-04\n";
    let letter = "lg = { bank = \"ธนาคาร ข\", number = \"LG-9\", valid_until = 2026-01-31 }\nreleased = 2025-12-01\n\
        [[notice]]\ndate = 2025-12-02\nnumber = \"กท 1/2568\"\n[[inspection]]\ndate = 2025-11-30\nresult = \"clean\"\n";
    gathered(vec![
        advance(1, "budget", "received = 2025-11-20\n"),
        advance(
            2,
            "budget",
            "received = 2025-11-04\n[[clearing]]\ndate = 2025-11-28\nvouchers = 900.00\ncash = 100.00\n",
        ),
        advance(
            3,
            "imprest",
            "received = 2025-11-10\n[[clearing]]\ndate = 2025-11-28\nvouchers = 200.00\nsalary = 50.00\n",
        ),
        advance(4, "imprest", "cancelled = { date = 2025-11-12, reason = \"เลิก\" }\n"),
        advance(5, "imprest", ""),
        advance(6, "budget", "[[disbursement]]\ndate = 2025-11-11\namount = 400.00\n"),
        guarantee(1, "cash", person),
        guarantee(2, "bank-lg", &format!("{company}{letter}")),
        guarantee(
            3,
            "cash",
            &format!("{company}[[refund]]\ndate = 2025-12-03\namount = 500.00\nreference = \"ฎ. 8\"\n"),
        ),
        guarantee(
            4,
            "government-bond",
            "contractor = { name = \"บริษัท ค จำกัด\", kind = \"company\" }\ncontracted = 2025-11-30\n",
        ),
    ])
}

fn site(book: &Book, audience: Audience) -> BTreeMap<String, String> {
    let press = Press::new(&BTreeMap::new()).expect("the built-in texts");
    let register = Register::new(book, "2025-12-18".parse().expect("a day"));
    let list = pages(&register, &press, audience, &Stamp::default()).expect("a site");
    if audience == Audience::Public {
        assert_eq!(leak::Gate::new(book).look_at_all(&list), []);
    }
    let text = |page: Page| (page.path.clone(), String::from_utf8_lossy(page.bytes()).into_owned());
    list.into_iter().map(text).collect()
}

/// The cells of a page's rows, as a reader sees them.
fn rows(page: &str) -> Vec<Vec<String>> {
    let bare = |cell: &str| {
        let cell = cell.split_once('>').map_or("", |(_, rest)| rest);
        let mut out = String::new();
        let mut inside = false;
        for c in cell.chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    out.push(' ');
                }
                c if !inside => out.push(c),
                _ => {}
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let row = |row: &str| {
        let row = row.split("</tr>").next().unwrap_or_default().replace("<th", "<td");
        row.split("<td").skip(1).map(bare).collect()
    };
    page.split("<tr").skip(1).map(row).collect()
}

fn baht(cell: &str) -> i64 {
    let number = cell.split(' ').next().unwrap_or_default().replace(',', "");
    Satang::parse(&number).map_or(0, |amount| amount.0)
}

#[test]
fn an_advance_stands_in_its_columns_and_the_rows_make_the_totals() {
    let book = book();
    let pages = site(&book, Audience::Internal);
    let rows = rows(&pages["pr/register-advances.html"]);
    let lines: Vec<&Vec<String>> = rows
        .iter()
        .filter(|row| row.len() == 11 && row[0].parse::<u8>().is_ok())
        .collect();
    let numbers: Vec<&str> = lines.iter().map(|line| line[2].as_str()).collect();
    // By fund, then by the day that money came; unpaid ones by their contract's.
    assert_eq!(
        numbers,
        [
            "บย. 2/2569",
            "บย. 6/2569",
            "บย. 1/2569",
            "บย. 4/2569",
            "บย. 5/2569",
            "บย. 3/2569"
        ]
    );
    assert_eq!(
        lines[0].as_slice(),
        [
            "1",
            "4 พ.ย. 2568",
            "บย. 2/2569",
            "นายลับ สุดยอด",
            "งาน 2",
            "1,000.00",
            "900.00",
            "100.00",
            "–",
            "4 ธ.ค. 2568",
            "ชดใช้ครบแล้ว 28 พ.ย. 2568"
        ]
    );
    assert_eq!(lines[1][5], "1,000.00 จ่ายแล้ว 400.00");
    assert_eq!(lines[3][5], "– ยกเลิก 1,000.00");
    assert_eq!(lines[5][7], "50.00 หักเงินเดือน 50.00");
    let total = rows.iter().find(|row| row[0] == "รวม 6 สัญญา").expect("a total");
    for (at, column) in [(1, 5), (2, 6), (3, 7), (4, 8)] {
        let sum: i64 = lines.iter().map(|line| baht(&line[column])).sum();
        assert_eq!(baht(&total[at]), sum, "column {column}");
    }
    let register = Register::new(&book, "2025-12-18".parse().expect("a day"));
    assert_eq!(baht(&total[4]), register.totals().outstanding.amount.0);
    assert!(pages["pr/register-advances.html"].contains("(สองพันหนึ่งร้อยห้าสิบบาทถ้วน)"));
    let funds = rows.iter().filter(|row| row[0].starts_with("รวมเงินยืม")).count();
    assert_eq!(funds, 2, "each fund has its sums");
}

#[test]
fn money_and_papers_stand_in_two_tables_that_make_what_is_held() {
    let book = book();
    let pages = site(&book, Audience::Internal);
    let page = &pages["pr/register-guarantees.html"];
    let rows = rows(page);
    let line = |contract: &str| {
        rows.iter()
            .find(|row| row.get(2).is_some_and(|cell| cell.starts_with(contract)))
    };
    let cash = line("จ. 1/2569").expect("the cash");
    assert_eq!(
        cash[..5],
        [
            "2",
            "5 พ.ย. 2568 บร. 7",
            "จ. 1/2569",
            "นางเอก ลับลวง จ้าง 1",
            "500.00 เงินสด"
        ]
    );
    assert_eq!(
        line("จ. 3/2569").expect("the refund")[9..],
        ["3 ธ.ค. 2568 ฎ. 8 500.00", "–"]
    );
    let letter = line("จ. 2/2569").expect("the letter");
    assert_eq!(
        letter[4..],
        [
            "หนังสือค้ำประกันธนาคาร ธนาคาร ข เลขที่ LG-9 ใช้ได้ถึง 31 ม.ค. 2569",
            "500.00",
            "30 พ.ย. 2568 ไม่ชำรุด",
            "1 ธ.ค. 2568",
            "16 ธ.ค. 2568 เกินกำหนดคืน 2 วัน",
            "2 ธ.ค. 2568 กท 1/2568",
            "–",
            "500.00"
        ]
    );
    // A bond that has not come in yet is no money of the register.
    assert_eq!(line("จ. 4/2569").expect("the bond")[5], "–");
    let totals: Vec<i64> = rows
        .iter()
        .filter(|row| row.len() == 5)
        .map(|row| baht(&row[4]))
        .collect();
    assert_eq!(totals, [50_000, 50_000]);
    let register = Register::new(&book, "2025-12-18".parse().expect("a day"));
    assert_eq!(totals.iter().sum::<i64>(), register.totals().held.amount.0);
}

#[test]
fn the_public_paper_has_no_column_of_borrowers_and_no_natural_contractor() {
    let pages = site(&book(), Audience::Public);
    for lang in ["", "en/"] {
        let page = &pages[&format!("{lang}pr/register-advances.html")];
        assert!(!page.contains("ผู้ยืม</th>") && !page.contains("Borrower</th>"));
        let lines = rows(page);
        assert!(lines.iter().any(|row| row.len() == 10 && row[0] == "1"));
    }
    let page = &pages["pr/register-guarantees.html"];
    assert!(page.contains("บุคคลธรรมดา") && page.contains("บริษัท ก จำกัด"));
}

#[test]
fn a_paper_of_nothing_says_so_and_can_be_signed() {
    let pages = site(&gathered(Vec::new()), Audience::Public);
    for path in [
        "pr/register-advances.html",
        "pr/register-guarantees.html",
        "pr/debtors.html",
        "year-end.html",
    ] {
        let page = &pages[path];
        assert!(page.contains("ไม่มีรายการ") && page.contains("(ศูนย์บาทถ้วน)"), "{path}");
        assert_eq!(page.matches("class=\"sig-line\"").count(), 3, "{path}");
        assert!(page.contains("ขอรับรองว่า ข้อมูลที่ปรากฏในเอกสารฉบับนี้"), "{path}");
    }
}

#[test]
fn a_long_register_is_parted_by_year_and_the_plain_page_holds_what_is_open() {
    let more = |n: usize| {
        if n.is_multiple_of(2) {
            "received = 2025-11-20\n".to_owned()
        } else {
            "received = 2025-11-20\n[[clearing]]\ndate = 2025-11-28\ncash = 1_000.00\n".to_owned()
        }
    };
    let many = |count: usize| gathered((1..=count).map(|n| advance(n, "budget", &more(n))).collect());
    let few = site(&many(150), Audience::Public);
    assert!(!few.contains_key("pr/register-advances-2569.html"));
    assert!(few["pr/register-advances.html"].contains("ทุกปีงบประมาณ"));
    let book = many(151);
    let parted = site(&book, Audience::Public);
    let open = &parted["pr/register-advances.html"];
    assert!(open.contains("รวม 75\u{a0}สัญญา") && open.contains("href=\"../pr/register-advances-2569.html\""));
    assert!(parted["pr/register-advances-2569.html"].contains("รวม 151\u{a0}สัญญา"));
    assert!(parted.contains_key("en/pr/register-advances-2569.html"));
    let register = Register::new(&book, "2025-12-18".parse().expect("a day"));
    let entries: Vec<&Entry<'_>> = register.entries.iter().collect();
    assert_eq!(Part::of(&entries), [Part::Open, Part::Year(2569)]);
}

#[test]
fn sums_leave_out_what_never_came() {
    let book = book();
    let register = Register::new(&book, "2025-12-18".parse().expect("a day"));
    let of = |kind: Kind| -> Vec<&Entry<'_>> { register.entries.iter().filter(|entry| entry.kind() == kind).collect() };
    let (advances, guarantees) = (of(Kind::Advance), of(Kind::Guarantee));
    let sums = advances::Sums::of(&advances);
    assert_eq!(
        (sums.amount, sums.vouchers, sums.cash),
        (Satang(500_000), Satang(110_000), Satang(15_000))
    );
    let totals = Totals::of(register.entries.iter());
    assert_eq!(sums.open, totals.outstanding.amount);
    let sums = guarantees::Sums::of(&guarantees);
    assert_eq!((sums.amount, sums.gone), (Satang(150_000), Satang(50_000)));
    assert_eq!(sums.open, totals.held.amount);
}
