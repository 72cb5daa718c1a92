//! The year-end cut against the sums of `book::years`.

use std::collections::BTreeMap;

use crate::book::gather::{Files, gather};
use crate::book::years::{cut, ended, years};
use crate::book::{Book, Register};
use crate::money::Satang;
use crate::press::Press;
use crate::record::{Audience, Kind};
use crate::site::{Stamp, pages};
use crate::text::Source;

const RULES: &str = "title = \"ระเบียบ\"\n[[rule]]\nname = \"duty\"\nkind = \"advance\"\npurposes = [\"duty\"]\nfrom = \"received\"\ndays = 30\n\
    [[rule]]\nname = \"back\"\nkind = \"guarantee\"\npurposes = [\"contract\"]\nfrom = \"released\"\ndays = 15\n";

fn advance(n: usize, received: &str, more: &str) -> String {
    format!(
        "contract = \"บย. {n}\"\nfund = \"budget\"\npurpose = \"duty\"\nproject = \"งาน\"\namount = 1_000.00\n\
         borrower = {{ name = \"นายลับ สุดยอด\" }}\ncontracted = {received}\nreceived = {received}\n{more}"
    )
}

fn gathered(files: Vec<(String, String)>) -> Book {
    let holiday = |year: i32| {
        let text = format!("[[day]]\ndate = {}-12-05\nname = \"วันพ่อ\"\n", year - 543);
        (format!("records/holidays/{year}.toml"), text)
    };
    let fixed = [
        ("records/office.toml".to_owned(), "name = \"ฝ่าย\"\n".to_owned()),
        ("records/rules/r.toml".to_owned(), RULES.to_owned()),
        ("records/pr/agency.toml".to_owned(), "name = \"สำนัก\"\n".to_owned()),
        ("records/law/agency.toml".to_owned(), "name = \"กอง\"\n".to_owned()),
    ];
    let sources = fixed
        .into_iter()
        .chain((2566..=2569).map(holiday))
        .chain(files)
        .map(|(path, text)| Source::new(&path, text))
        .collect();
    gather(Files {
        sources,
        ..Files::default()
    })
    .book
}

fn book() -> Book {
    let guarantee = |form: &str, more: &str| {
        format!(
            "contract = \"จ. 1\"\nkind = \"contract\"\nform = \"{form}\"\namount = 500.00\n\
             contractor = {{ name = \"นางเอก ลับลวง\", kind = \"person\" }}\n{more}"
        )
    };
    let files = [
        // Brought into 2568 and settled there in part, and the rest in 2569.
        (
            "records/pr/2567/advance-0001.toml",
            advance(
                1,
                "2024-09-10",
                "[[clearing]]\ndate = 2025-01-10\ncash = 300.00\n[[clearing]]\ndate = 2025-11-10\ncash = 700.00\n",
            ),
        ),
        (
            "records/pr/2568/advance-0001.toml",
            advance(2, "2025-02-03", "[[clearing]]\ndate = 2025-03-01\ncash = 1_000.00\n"),
        ),
        ("records/law/2568/advance-0001.toml", advance(3, "2025-09-15", "")),
        // Of the new year: no part of the cut.
        ("records/law/2569/advance-0001.toml", advance(4, "2025-10-01", "")),
        (
            "records/pr/2567/guarantee-0001.toml",
            guarantee("cash", "received = 2024-08-01\n"),
        ),
        (
            "records/pr/2568/guarantee-0001.toml",
            guarantee(
                "government-bond",
                "received = 2024-11-01\n[[refund]]\ndate = 2025-08-01\namount = 200.00\n",
            ),
        ),
    ];
    gathered(files.map(|(path, text)| (path.to_owned(), text)).into())
}

#[test]
fn record_by_record_the_cut_makes_the_sums_of_the_years() {
    let book = book();
    let today = "2025-12-18".parse().expect("a day");
    for year in years(&book, today) {
        let cut = cut(&book, year.fiscal_year);
        let advances: Vec<_> = cut
            .movements
            .iter()
            .filter(|one| one.entry.kind() == Kind::Advance)
            .collect();
        let sum = |part: fn(&crate::book::years::Movement<'_>) -> Satang| -> Satang {
            advances.iter().map(|one| part(one)).sum()
        };
        assert_eq!(sum(|one| one.brought_forward), year.brought_forward.amount, "{year:?}");
        if cut.end <= today {
            assert_eq!(sum(|one| one.came), year.paid_out, "{year:?}");
            assert_eq!(sum(|one| one.went), year.settled, "{year:?}");
            assert_eq!(sum(|one| one.carried_forward), year.carried_forward.amount, "{year:?}");
            let open = advances.iter().filter(|one| one.carried_forward.is_positive()).count();
            assert_eq!(open, year.carried_forward.count);
        }
    }
}

#[test]
fn a_year_ends_only_when_it_is_over() {
    for (day, want) in [("2025-09-30", 2567), ("2025-10-01", 2568), ("2026-09-30", 2568)] {
        assert_eq!(ended(day.parse().expect("a day")), want, "{day}");
    }
}

#[test]
fn guarantees_are_carried_by_how_they_are_kept() {
    let book = book();
    let cut = cut(&book, 2568);
    let held: Satang = cut
        .movements
        .iter()
        .filter(|one| one.entry.kind() == Kind::Guarantee)
        .map(|one| one.carried_forward)
        .sum();
    assert_eq!(held, Register::new(&book, cut.end).totals().held.amount);
    let kept: Vec<(bool, Satang)> = cut
        .movements
        .iter()
        .filter(|one| one.entry.kind() == Kind::Guarantee)
        .map(|one| (super::is_paper(&one.entry), one.carried_forward))
        .collect();
    assert_eq!(kept, [(false, Satang(50_000)), (true, Satang(30_000))]);
}

fn site(book: &Book, day: &str, audience: Audience) -> BTreeMap<String, String> {
    let press = Press::new(&BTreeMap::new()).expect("the built-in texts");
    let register = Register::new(book, day.parse().expect("a day"));
    let list = pages(&register, &press, audience, &Stamp::default()).expect("a site");
    list.into_iter()
        .map(|page| (page.path.clone(), String::from_utf8_lossy(page.bytes()).into_owned()))
        .collect()
}

#[test]
fn the_paper_lists_what_is_carried_and_sums_up_the_rest() {
    let book = book();
    let pages = site(&book, "2025-12-18", Audience::Internal);
    let page = &pages["year-end.html"];
    assert!(page.contains("ณ วันอังคารที่ 30 กันยายน 2568"));
    let total = "<td class=\"c\">1</td><td class=\"num\">1,000.00</td><td class=\"num\">2,000.00</td><td class=\"num\">1,300.00</td>\
        <td class=\"num\"><b>1,700.00</b></td><td class=\"c\">2</td>";
    assert!(page.contains(total), "{page}");
    assert!(page.contains("ส่งใช้ครบภายในปี 1\u{a0}สัญญา"));
    assert!(page.contains("(หนึ่งพันเจ็ดร้อยบาทถ้วน)"));
    assert!(page.contains(">บย.\u{a0}1<") && page.contains(">บย.\u{a0}3<") && !page.contains(">บย.\u{a0}4<"));
    // Written once a year: no night changes it.
    assert_eq!(*page, site(&book, "2025-12-19", Audience::Internal)["year-end.html"]);
    let public = &site(&book, "2025-12-18", Audience::Public)["year-end.html"];
    assert!(!public.contains("ผู้ยืม</th>") && public.contains("บุคคลธรรมดา"));
}

#[test]
fn a_large_office_has_a_paper_an_agency() {
    let files = (1..=151).map(|n| {
        let text = advance(n, "2025-09-15", "").replace("นายลับ สุดยอด", &format!("นายลับ สุดยอด{n}"));
        (format!("records/pr/2568/advance-{n:04}.toml"), text)
    });
    let pages = site(&gathered(files.collect()), "2025-12-18", Audience::Public);
    let office = &pages["year-end.html"];
    assert!(office.contains("href=\"pr/year-end.html\"") && !office.contains("แยกตามสัญญา"));
    assert_eq!(office.matches("class=\"sig-line\"").count(), 3);
    assert!(pages["pr/year-end.html"].contains(">151</td>"));
    assert!(pages.contains_key("law/year-end.html") && pages.contains_key("en/law/year-end.html"));
}
