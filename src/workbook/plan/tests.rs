use chrono::NaiveDate;

use super::super::mapping::fit::fit;
use super::super::{csv, mapping, rows};
use super::*;
use crate::book::gather::texts;
use crate::text::{Code, Diagnostic, Words};

fn today() -> NaiveDate {
    "2026-11-20".parse().expect("a literal day")
}

const MAP: &str = r#"
[[sheet]]
name = "x"
kind = "advance"
[sheet.fixed]
agency = "a"
fund = "budget"
purpose = "other-duty"
[sheet.columns]
"เลขที่สัญญา" = "contract"
"ผู้ยืม" = "borrower.name"
"วันที่ยืม" = "contracted received"
"จำนวนเงิน" = "amount"
"โครงการ" = "project"
"วันที่ส่งใช้" = "clearing.date"
"ใบสำคัญ" = "clearing.vouchers"
"เงินสด" = "clearing.cash"
"หมายเหตุ" = "notes"
"#;
const HEAD: &str = "เลขที่สัญญา,ผู้ยืม,วันที่ยืม,จำนวนเงิน,โครงการ,วันที่ส่งใช้,ใบสำคัญ,เงินสด,หมายเหตุ\n";
const RECORD: &str = "# ห้ามลบบรรทัดนี้\ncontract = \"บย. 1/2570\"\nfund = \"budget\"\npurpose = \"other-duty\"\nproject = \"อบรม\"   # ตามหนังสือ\namount = 1_000.00\n\
borrower = { name = \"นาย ก\", email = \"a@example.org\" }\ncontracted = 2026-10-05\nreceived = 2026-10-05\nnotes = \"โทรแล้ว เอกสารครบ\"\n\n\
[[clearing]]\ndate = 2026-11-01\nvouchers = 400.00\n";

fn book(record: &str, others: &[(&str, &str)]) -> Gathered {
    let own = [
        ("records/office.toml", "name = \"ก\"\n"),
        ("records/a/agency.toml", "name = \"ข\"\n"),
        (
            "records/rules/bma-2555.toml",
            include_str!("../../../tests/office/records/rules/bma-2555.toml"),
        ),
        ("records/a/2570/advance-0007.toml", record),
    ];
    texts(&[&own[..], others].concat())
}

fn planned(record: &str, rows_below: &str) -> Plan {
    planned_in(&book(record, &[]), rows_below)
}

fn planned_in(gathered: &Gathered, rows_below: &str) -> Plan {
    let workbook = csv::read("x", format!("{HEAD}{rows_below}").as_bytes()).expect("a CSV");
    let mapping = mapping::read(MAP).expect("a mapping");
    let drafts = rows::read(&workbook, &fit(&mapping, &workbook), &gathered.book, today());
    plan(&workbook, drafts, gathered)
}

fn diff(plan: &Plan) -> Vec<String> {
    let Some(write) = plan.writes.first() else {
        return Vec::new();
    };
    let before: Vec<&str> = write.before.as_deref().unwrap_or_default().lines().collect();
    write
        .text
        .lines()
        .filter(|line| !before.contains(line))
        .map(str::to_owned)
        .collect()
}

/// What the sheet says already, in other spaces and with less in its notes, is no
/// change; what it corrects is that line; what is new is appended.
#[test]
fn only_what_differs_changes() {
    for (what, row, want) in [
        (
            "the same",
            "บย.1/2570,นาย  ก,5 ต.ค. 2569,\"1,000.00\",อบรม,1 พ.ย. 2569,400,-,เอกสารครบ\n",
            vec![],
        ),
        (
            "an amount",
            "บย. 1/2570,นาย ก,5 ต.ค. 2569,1200,อบรม,1 พ.ย. 2569,400,,\n",
            vec!["amount = 1_200.00"],
        ),
        (
            "a day of clearing",
            "บย. 1/2570,นาย ก,5 ต.ค. 2569,1000,อบรม,2 พ.ย. 2569,400,,\n",
            vec!["date = 2026-11-02"],
        ),
        (
            "an amount of clearing",
            "บย. 1/2570,นาย ก,5 ต.ค. 2569,1000,อบรม,1 พ.ย. 2569,450,,\n",
            vec!["vouchers = 450.00"],
        ),
        (
            "a second clearing",
            "บย. 1/2570,นาย ก,5 ต.ค. 2569,1000,อบรม,1 พ.ย. 2569,400,,\nบย. 1/2570,,,,,10 พ.ย. 2569,500,100,\n",
            vec!["date     = 2026-11-10", "vouchers = 500.00", "cash     = 100.00"],
        ),
        (
            "a second clearing without the number again",
            "บย. 1/2570,นาย ก,5 ต.ค. 2569,1000,อบรม,1 พ.ย. 2569,400,,\n,,,,,10 พ.ย. 2569,500,100,\n",
            vec!["date     = 2026-11-10", "vouchers = 500.00", "cash     = 100.00"],
        ),
        (
            "an empty cell of a register takes nothing out",
            "บย. 1/2570,นาย ก,5 ต.ค. 2569,1000,อบรม,,,,\n",
            vec![],
        ),
    ] {
        let plan = planned(RECORD, row);
        assert_eq!(plan.refused, [], "{what}");
        assert_eq!(diff(&plan), want, "{what}");
        assert_eq!(plan.writes.len() + plan.same.len(), 1, "{what}");
    }
}

/// A clearing that the book has voided does not come back with the register that
/// still has it.
#[test]
fn a_voided_event_stays_voided() {
    let voided = format!("{RECORD}void = {{ date = 2026-11-02, reason = \"ซ้ำ\" }}\n");
    let plan = planned(&voided, "บย. 1/2570,นาย ก,5 ต.ค. 2569,1000,อบรม,1 พ.ย. 2569,400,,\n");
    assert_eq!((plan.writes.len(), plan.same.len()), (0, 1));
}

#[test]
fn a_new_contract_takes_the_next_number_of_its_fiscal_year() {
    let rows = "บย. 9/2569,นาย ข,30 ก.ย. 2569,10,ก,,,,\nบย. 2/2570,นาย ข,1 ต.ค. 2569,10,ก,,,,\nบย. 3/2570,นาย ข,1 ต.ค. 2569,10,ก,,,,\n";
    let plan = planned(RECORD, rows);
    let ids: Vec<String> = plan.writes.iter().map(|write| write.id.to_string()).collect();
    assert_eq!(
        ids,
        ["a/2569/advance-0001", "a/2570/advance-0008", "a/2570/advance-0009"]
    );
}

/// A file that is not UTF-8, or too large, is no text of the book and has its
/// number all the same.
#[test]
fn a_file_that_could_not_be_read_keeps_its_number() {
    let mut gathered = book(RECORD, &[]);
    gathered.findings.push(Diagnostic::of_file(
        Code::NotUtf8,
        "records/a/2570/advance-0013.toml",
        Words::new("ก", "a"),
        Words::new("ก", "a"),
    ));
    let plan = planned_in(&gathered, "บย. 2/2570,นาย ข,1 ต.ค. 2569,10,ก,,,,\n");
    assert_eq!(plan.writes[0].id.to_string(), "a/2570/advance-0014");
}

#[test]
fn what_is_not_clear_is_refused_at_its_cell() {
    for (row, cell, want) in [
        ("บย. 2/2570,นาย ข,5/6/2023,10,ก,,,,\n", "C2", "two days"),
        (
            "บย. 2/2570,นาย ข,1 ต.ค. 2569,10.005,ก,,,,\n",
            "D2",
            "more than two decimals",
        ),
        ("บย. 2/2570,นาย ข,1 ต.ค. 2569,10,ก,,5,,\n", "G2", "without the day"),
        (
            "บย. 2/2570,นาย ข,1 ต.ค. 2569,10,ก,1 พ.ย. 2569,,,\n",
            "F2",
            "without an amount",
        ),
        (
            "บย. 2/2570,นาย ข,1 ต.ค. 2569,10,ก,,,,\nบย. 2/2570,นาย ค,1 ต.ค. 2569,10,ก,,,,\n",
            "B3",
            "in row 2",
        ),
        (",นาย ข,1 ต.ค. 2569,10,ก,,,,\n", "B2", "no contract number"),
        ("บย. 2/2570,นาย ข,1 ต.ค. 2569,,ก,,,,\n", "A2", "lacks: Amount"),
    ] {
        let plan = planned(RECORD, row);
        let [one] = &plan.refused[..] else {
            panic!("{row}: {:#?}", plan.refused)
        };
        assert_eq!(one.cell, cell, "{row}");
        assert!(one.why.en.contains(want), "{row}: {}", one.why.en);
        assert_eq!(plan.writes.len(), 0, "{row}");
    }
}

/// A stroke or a stop of a contract's number is part of it, as it is to `check`.
#[test]
fn contracts_whose_numbers_differ_in_a_stroke_are_two() {
    let record = RECORD.replace("บย. 1/2570", "บย. 11/2570");
    for (number, new) in [
        ("บย. 1-1/2570", true),
        ("บย. 1.1/2570", true),
        ("บย. 11/2570", false),
        ("บย 11/2570", false),
        ("บย.๑๑ / ๒๕๗๐", false),
    ] {
        let plan = planned(&record, &format!("{number},นาย ก,5 ต.ค. 2569,1200,อบรม,,,,\n"));
        assert_eq!(plan.refused, [], "{number}");
        let [write] = &plan.writes[..] else {
            panic!("{number}: {:#?}", plan.writes)
        };
        assert_eq!(write.is_new, new, "{number}");
    }
    let rows = "บย. 2/2570,นาย ข,1 ต.ค. 2569,10,ก,,,,\nบย. 2-/2570,นาย ค,1 ต.ค. 2569,10,ก,,,,\n";
    let plan = planned(RECORD, rows);
    assert_eq!((plan.refused.len(), plan.writes.len()), (0, 2));
}

/// A guarantee that cannot be read has nothing to do with an advance of its
/// number; an advance of it has.
#[test]
fn a_broken_record_blocks_its_own_kind_alone() {
    let row = "บย. 1/2570,นาย ก,5 ต.ค. 2569,1000,อบรม,,,,\n";
    for (path, refused) in [("a/2570/guarantee-0001", 0), ("a/2570/advance-0009", 1)] {
        let file = format!("records/{path}.toml");
        let gathered = book(RECORD, &[(&file, "contract = \"บย. 1/2570\"\n")]);
        assert_eq!(gathered.book.parts.len(), 1, "{path}");
        assert_eq!(planned_in(&gathered, row).refused.len(), refused, "{path}");
    }
}
