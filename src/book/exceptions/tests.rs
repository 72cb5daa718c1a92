//! Kinds of findings against a small book: each row is one record and the
//! kinds that it is of.

use super::*;
use crate::book::Book;
use crate::book::gather::sound;

const RULES: &str = "title = \"ระเบียบ\"\n\
    [[rule]]\nname = \"duty\"\nkind = \"advance\"\npurposes = [\"duty\"]\nfrom = \"received\"\ndays = 30\n\
    [[rule]]\nname = \"travel\"\nkind = \"advance\"\npurposes = [\"travel\"]\nfrom = \"returned\"\ndays = 15\n\
    [[rule]]\nname = \"back\"\nkind = \"guarantee\"\npurposes = [\"contract\"]\nfrom = \"released\"\ndays = 15\n\
    [[rule]]\nname = \"inspection\"\nkind = \"inspection\"\nwarranty_up_to = { months = 6 }\nfrom = \"warranty-end\"\ndays = 15\ndirection = \"before\"\nlast_day = \"stays\"\n";

const TODAY: &str = "2026-11-20";

fn book(ceiling: &str, records: &[(String, String)]) -> Book {
    let agency = format!("name = \"สำนัก\"\n{ceiling}");
    let mut files = vec![
        (
            "records/office.toml".to_owned(),
            "name = \"ฝ่าย\"\n[mail]\nfrom = \"o@example.org\"\n".to_owned(),
        ),
        ("records/rules/r.toml".to_owned(), RULES.to_owned()),
        ("records/pr/agency.toml".to_owned(), agency),
    ];
    for year in [2568, 2569] {
        let day = format!("[[day]]\ndate = {}-10-13\nname = \"วันนวมินทรมหาราช\"\n", year - 543);
        files.push((format!("records/holidays/{year}.toml"), day));
    }
    files.extend_from_slice(records);
    sound(&files)
}

fn advance(purpose: &str, fund: &str, received: &str, more: &str) -> String {
    format!(
        "contract = \"บย. {received} {purpose}\"\nfund = \"{fund}\"\npurpose = \"{purpose}\"\nproject = \"อบรม\"\namount = 1_000.00\n\
         borrower = {{ name = \"นายเอก\", email = \"b@example.org\" }}\ncontracted = {received}\nreceived = {received}\n{more}"
    )
}

fn guarantee(more: &str) -> String {
    format!(
        "contract = \"จ. 1\"\nkind = \"contract\"\namount = 500.00\nreceived = 2020-01-06\n\
         contractor = {{ name = \"บริษัท ก จำกัด\", kind = \"company\" }}\n{more}"
    )
}

/// The kinds of a book's records, each with its money in baht.
fn kinds(book: &Book) -> Vec<String> {
    let register = Register::new(book, TODAY.parse().expect("a day"));
    let groups = exceptions(&register);
    let found = groups.iter().filter(|group| !group.found.is_empty());
    found
        .map(|group| {
            format!(
                "{} {} {}",
                group.name,
                group.found.len(),
                group.sum().amount.grouped_baht()
            )
        })
        .collect()
}

#[test]
fn every_advance_is_of_the_kinds_that_it_shows() {
    let clear = |what: &str, receipt: &str| format!("[[clearing]]\ndate = 2026-11-02\n{what}{receipt}");
    let receipt = "receipt = \"บค. 1\"\n";
    for (purpose, received, more, want) in [
        // Overdue since yesterday: the ladder speaks today. A day more, and it was silent.
        ("duty", "2026-10-20", String::new(), vec![]),
        ("duty", "2026-10-19", String::new(), vec!["not-chased 1 1,000"]),
        (
            "duty",
            "2026-09-01",
            String::new(),
            vec!["not-chased 1 1,000", "enforce 1 1,000"],
        ),
        (
            "travel",
            "2026-11-02",
            String::new(),
            vec!["missing-start-event 1 1,000"],
        ),
        // Due in a year without a table of holidays.
        ("duty", "2026-11-05", String::new(), vec![]),
        ("travel", "2026-11-05", "returned = 2026-11-19\n".into(), vec![]),
        ("duty", "2026-10-19", clear("vouchers = 1_000.00\n", receipt), vec![]),
        (
            "duty",
            "2026-10-19",
            clear("vouchers = 1_000.00\n", ""),
            vec!["no-receipt 1 1,000"],
        ),
        (
            "duty",
            "2026-10-19",
            clear("vouchers = 1_000.00\npending = true\n", ""),
            vec![],
        ),
        (
            "duty",
            "2026-10-19",
            clear("vouchers = 700.00\ncash = 300.00\n", receipt),
            vec![],
        ),
        (
            "duty",
            "2026-10-19",
            clear("vouchers = 699.00\ncash = 301.00\n", receipt),
            vec!["low-use 1 699", "large-cash 1 301"],
        ),
        (
            "duty",
            "2026-09-01",
            clear("vouchers = 1_000.00\n", receipt),
            vec!["late-without-reason 1 1,000"],
        ),
        (
            "duty",
            "2026-09-01",
            clear("vouchers = 1_000.00\nlate_reason = \"ป่วย\"\n", receipt),
            vec![],
        ),
    ] {
        let text = advance(purpose, "budget", received, &more);
        let book = book("", &[("records/pr/2569/advance-0001.toml".into(), text)]);
        assert_eq!(kinds(&book), want, "{purpose} {received} {more}");
    }
}

#[test]
fn a_float_above_its_ceiling_shows_all_that_is_out() {
    let records = |n: usize| -> Vec<(String, String)> {
        let one = |n: usize| {
            let text = advance("duty", "imprest", &format!("2026-11-{:02}", 9 + n), "");
            let text = text.replace("นายเอก", &format!("นายที่ {n}"));
            (format!("records/pr/2570/advance-{n:04}.toml"), text)
        };
        (1..=n).map(one).collect()
    };
    let ceiling = "imprest_ceiling = 2_000.00\n";
    assert_eq!(kinds(&book(ceiling, &records(2))), Vec::<String>::new());
    assert_eq!(kinds(&book(ceiling, &records(3))), ["above-ceiling 3 3,000"]);
    assert_eq!(kinds(&book("", &records(3))), Vec::<String>::new());
}

#[test]
fn a_second_loan_is_the_newer_one() {
    let older = advance("duty", "budget", "2026-11-02", "");
    let newer = advance("duty", "budget", "2026-11-09", "");
    let book = book(
        "",
        &[
            ("records/pr/2570/advance-0001.toml".into(), older),
            ("records/pr/2570/advance-0002.toml".into(), newer),
        ],
    );
    assert_eq!(kinds(&book), ["second-loan 1 1,000"]);
}

#[test]
fn every_guarantee_is_of_the_kinds_that_it_shows() {
    let warranty = |accepted: &str| format!("form = \"cash\"\naccepted = {accepted}\nwarranty = {{ months = 6 }}\n");
    let lg = |until: &str| {
        format!(
            "form = \"bank-lg\"\nreleased = 2026-11-19\nlg = {{ bank = \"ธ.\", number = \"1\", valid_until = {until} }}\n"
        )
    };
    let notice = "[[notice]]\ndate = 2026-10-05\nnumber = \"กท 1\"\n";
    for (more, want) in [
        ("form = \"cash\"\nreleased = 2026-11-05\n".to_owned(), vec![]),
        (
            "form = \"cash\"\nreleased = 2026-11-04\n".to_owned(),
            vec!["not-returned 1 500", "notice-missing 1 500"],
        ),
        (
            format!("form = \"cash\"\nreleased = 2026-10-01\n{notice}"),
            vec!["not-returned 1 500"],
        ),
        // A notice before the release tells nobody that it has come.
        (
            format!("form = \"cash\"\nreleased = 2026-10-06\n{notice}"),
            vec!["not-returned 1 500", "notice-missing 1 500"],
        ),
        (
            "form = \"cash\"\nreleased = 2025-11-20\n".to_owned(),
            vec!["not-returned 1 500", "notice-missing 1 500", "unclaimed-1 1 500"],
        ),
        (
            "form = \"cash\"\nreleased = 2023-11-20\n".to_owned(),
            vec!["not-returned 1 500", "notice-missing 1 500", "unclaimed-3 1 500"],
        ),
        (
            "form = \"cash\"\nreleased = 2021-11-20\n".to_owned(),
            vec!["not-returned 1 500", "notice-missing 1 500", "unclaimed-5 1 500"],
        ),
        (lg("2026-11-20"), vec![]),
        (lg("2026-11-18"), vec!["lg-gap 1 500"]),
        // The window opens fifteen days before the warranty's last day.
        (warranty("2026-06-01"), vec!["inspection-open 1 500"]),
        (warranty("2026-06-30"), vec![]),
        (warranty("2026-05-19"), vec!["inspection-missed 1 500"]),
        (
            warranty("2026-05-19") + "[[inspection]]\ndate = 2026-11-10\nresult = \"clean\"\n",
            vec![],
        ),
        (
            "form = \"cash\"\nreleased = 2021-11-20\n[[refund]]\ndate = 2026-01-05\namount = 500.00\n".to_owned(),
            vec![],
        ),
    ] {
        let book = book("", &[("records/pr/2563/guarantee-0001.toml".into(), guarantee(&more))]);
        assert_eq!(kinds(&book), want, "{more}");
    }
}

/// The public is told of a kind that speaks of a person's acts how many alone.
#[test]
fn what_tells_of_a_person_is_personal() {
    let personal: Vec<&str> = Kind::ALL
        .iter()
        .filter(|(_, kind)| kind.is_personal())
        .map(|(name, _)| *name)
        .collect();
    let want = [
        "not-chased",
        "chased-late",
        "enforce",
        "second-loan",
        "late-without-reason",
        "no-receipt",
        "low-use",
        "large-cash",
    ];
    assert_eq!(personal, want);
}
