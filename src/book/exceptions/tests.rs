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
        ("duty", "2026-11-05", String::new(), vec![]),
        // Due in a year without a table of holidays.
        (
            "duty",
            "2026-11-05",
            "[[extension]]\ndate = 2026-11-10\ndue = 2027-02-01\n".into(),
            vec!["provisional 1 1,000"],
        ),
        (
            "duty",
            "2026-11-01",
            "[[extension]]\ndate = 2026-11-01\ndue = 2027-02-01\n".to_owned()
                + &clear("vouchers = 1_000.00\n", receipt),
            vec![],
        ),
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
        // Its last day belongs to it.
        (warranty("2026-05-20"), vec!["inspection-open 1 500"]),
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

#[test]
fn what_is_settled_is_looked_at_for_two_fiscal_years() {
    let bare = |amount: &str| format!("[[clearing]]\ndate = 2026-11-02\nvouchers = {amount}\nlate_reason = \"x\"\n");
    for (rule, folder, amount, want) in [
        ("settled, of this year's papers", "2570", "1_000.00", true),
        ("settled, of last year's", "2569", "1_000.00", true),
        ("settled, of older ones", "2568", "1_000.00", false),
        ("open, however old", "2568", "900.00", true),
    ] {
        let text = advance("duty", "budget", "2026-10-05", &bare(amount));
        let book = book("", &[(format!("records/pr/{folder}/advance-0001.toml"), text)]);
        let found = kinds(&book).iter().any(|kind| kind.starts_with("no-receipt"));
        assert_eq!(found, want, "{rule}");
    }
}

#[test]
fn of_a_period_are_the_deeds_done_in_it_and_all_that_stands_at_its_end() {
    let bare = "[[clearing]]\ndate = 2026-11-02\nvouchers = 900.00\n";
    let records = [(
        "records/pr/2563/advance-0001.toml".to_owned(),
        advance("duty", "budget", "2026-10-19", bare),
    )];
    let book = book("", &records);
    let register = Register::new(&book, TODAY.parse().expect("a day"));
    for (rule, since, want) in [
        ("the day before", "2026-11-01", vec!["not-chased", "no-receipt"]),
        ("the very day", "2026-11-02", vec!["not-chased", "no-receipt"]),
        ("the day after", "2026-11-03", vec!["not-chased"]),
        ("after its due day", "2026-11-19", vec!["not-chased"]),
    ] {
        let groups = exceptions_since(&register, since.parse().expect("a day"));
        let found: Vec<&str> = groups
            .iter()
            .filter(|group| !group.found.is_empty())
            .map(|group| group.name)
            .collect();
        assert_eq!(found, want, "{rule}");
    }
}

#[test]
fn an_advance_is_chased_in_time_late_or_not_at_all() {
    use crate::book::journal::{Entry as Page, Step};
    // Due on Monday 5 October 2026.
    for (rule, mailed, state, want) in [
        ("no mail", "2026-10-06", Status::Refused, Some("not-chased")),
        (
            "a mail before the due day",
            "2026-10-04",
            Status::Sent,
            Some("not-chased"),
        ),
        ("a mail on the due day", "2026-10-05", Status::Sent, None),
        ("a mail on the eighth day after it", "2026-10-13", Status::Sent, None),
        ("a mail on the ninth", "2026-10-14", Status::Sent, Some("chased-late")),
    ] {
        let text = advance("duty", "budget", "2026-09-05", "");
        let mut book = book("", &[("records/pr/2569/advance-0001.toml".into(), text)]);
        let day: NaiveDate = mailed.parse().expect("a day");
        let at = format!("{mailed}T07:00:00+07:00").parse().expect("a moment");
        let claim = Step {
            today: Some(day),
            to: Some("b@example.org".to_owned()),
            ..Step::new(Status::Claimed, at, "run")
        };
        book.journal.put(Page {
            record: Some(book.advances[0].id.clone()),
            due: "2026-10-05".parse().expect("a day"),
            stage: "after-1".to_owned(),
            role: "borrower".to_owned(),
            steps: vec![claim, Step::new(state, at, "run")],
        });
        // A letter about another thing chases nobody.
        book.journal.keep(crate::book::journal::Kept {
            record: book.advances[0].id.clone(),
            series: Series::Inspection,
            n: 1,
            date: "2026-10-06".parse().expect("a day"),
            stage: "after-1".to_owned(),
            number: None,
            to: "borrower".to_owned(),
            sha256: String::new(),
            book: None,
        });
        let said = kinds(&book);
        let chased = said
            .iter()
            .find_map(|kind| kind.split(' ').next().filter(|name| name.contains("chased")));
        assert_eq!(chased, want, "{rule}");
    }
}
