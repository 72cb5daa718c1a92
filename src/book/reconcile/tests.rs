//! What the registers come to, beside the ledger.

use super::*;
use crate::book::gather::sound;

const END: &str = "2026-10-31";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// An advance: number, fund, and the lines from its money on.
fn advance(number: u32, fund: &str, more: &str) -> (String, String) {
    let text = format!(
        "contract = \"{number}/2570\"\nfund = \"{fund}\"\npurpose = \"other-duty\"\nproject = \"อบรม\"\n\
         borrower = {{ name = \"นาย ก{number}\" }}\ncontracted = 2026-10-02\n{more}"
    );
    (format!("records/legal/2570/advance-{number:04}.toml"), text)
}

fn guarantee(number: u32, form: &str, more: &str) -> (String, String) {
    let text = format!(
        "contract = \"จ. {number}/2570\"\nkind = \"contract\"\nform = \"{form}\"\n\
         contractor = {{ name = \"บริษัท ข จำกัด\", kind = \"company\" }}\nreceived = 2026-10-05\n{more}"
    );
    (format!("records/legal/2570/guarantee-{number:04}.toml"), text)
}

/// An office with 10,000 of imprest and 4,000 of budget outstanding on the last
/// of October, and 2,000 of cash guarantees.
fn book(balances: &str, more: &[(String, String)]) -> Book {
    let mut files = vec![
        ("records/office.toml".to_owned(), "name = \"ฝ่าย\"\n".to_owned()),
        (
            "records/legal/agency.toml".to_owned(),
            "name = \"สำนักงาน\"\n".to_owned(),
        ),
        ("records/balances/2569-10.toml".to_owned(), balances.to_owned()),
        advance(1, "imprest", "amount = 10_000.00\nreceived = 2026-10-05\n"),
        advance(
            2,
            "budget",
            "amount = 9_000.00\nreceived = 2026-10-06\n[[clearing]]\ndate = 2026-10-30\nvouchers = 5_000.00\n\
             [[clearing]]\ndate = 2026-11-03\nvouchers = 1_500.00\n",
        ),
        guarantee(1, "cash", "amount = 2_000.00\n"),
        guarantee(2, "cashier-cheque", "amount = 700.00\n"),
    ];
    files.extend_from_slice(more);
    sound(&files)
}

fn balance(account: &str, amount: &str) -> String {
    format!("[[balance]]\naccount = \"{account}\"\namount = {amount}\n")
}

/// Register, ledger less register, and what nothing explains, of each line.
fn figures_of(book: &Book) -> Vec<(i64, i64, i64)> {
    let months = months(book, day("2026-11-20"));
    let lines = months.iter().flat_map(|month| &month.lines);
    lines
        .map(|line| (line.register.amount.0, line.difference.0, line.rest.0))
        .collect()
}

#[test]
fn an_account_is_held_against_its_part_of_the_registers_on_the_last_day_of_the_month() {
    let text = [
        balance("debtors", "14_000.00"),
        balance("debtors", "10_000.00\nfund = \"imprest\""),
        balance("debtors", "3_000.00\nfund = \"budget\"\nagency = \"legal\""),
        balance("off-budget-bank", "2_000.00"),
        balance(
            "off-budget-bank",
            "2_700.00\nforms = [\"cash\", \"cashier-cheque\"]\nagency = \"legal\"",
        ),
    ]
    .concat();
    assert_eq!(
        figures_of(&book(&text, &[])),
        [
            (1_400_000, 0, 0),
            (1_000_000, 0, 0),
            (400_000, -100_000, -100_000),
            (200_000, 0, 0),
            (270_000, 0, 0),
        ]
    );
}

#[test]
fn an_explanation_counts_for_the_very_balance_that_it_names_and_by_its_side() {
    let explained = |side: &str, fund: &str| {
        let text = format!(
            "{}[[difference]]\naccount = \"debtors\"\namount = 600.00\nledger = \"{side}\"\nreason = \"x\"\n{fund}",
            balance("debtors", "13_000.00")
        );
        figures_of(&book(&text, &[]))
    };
    assert_eq!(explained("lower", ""), [(1_400_000, -100_000, -40_000)]);
    assert_eq!(explained("higher", ""), [(1_400_000, -100_000, -160_000)]);
    assert_eq!(
        explained("lower", "fund = \"budget\"\n"),
        [(1_400_000, -100_000, -100_000)]
    );
}

#[test]
fn a_month_that_has_not_ended_is_not_judged_and_the_newest_stands_first() {
    let text = balance("debtors", "14_000.00");
    let november = ("records/balances/2569-11.toml".to_owned(), text.clone());
    let book = book(&text, &[november]);
    let ends = |today: &str| -> Vec<String> {
        let list = months(&book, day(today));
        list.iter().map(|month| month.balances.end.to_string()).collect()
    };
    assert_eq!(ends("2026-10-30"), Vec::<String>::new());
    assert_eq!(ends("2026-11-20"), [END]);
    assert_eq!(ends("2026-11-30"), ["2026-11-30", END]);
}

/// What is said of the first line: why, day and record.
fn said(book: &Book) -> Vec<(&'static str, String, u32)> {
    let register = Register::new(book, day("2026-11-20"));
    let months = months(book, register.today);
    hints(&register, day(END), &months[0].lines[0])
        .iter()
        .map(|hint| (hint.why.name(), hint.day.to_string(), hint.entry.id().number))
        .collect()
}

fn first(amount: &str, more: &[(String, String)]) -> (&'static str, String, u32) {
    let list = said(&book(&balance("debtors", amount), more));
    list.first().expect("a hint").clone()
}

#[test]
fn the_likeliest_record_stands_first() {
    for (case, ledger, want) in [
        (
            "the clearing of 30 October is not in the ledger",
            "19_000.00",
            ("unbooked", "2026-10-30", 2),
        ),
        (
            "the pay-out of 5 October is not in the ledger",
            "4_000.00",
            ("unbooked", "2026-10-05", 1),
        ),
        (
            "November's clearing is in the ledger",
            "12_500.00",
            ("early", "2026-11-03", 2),
        ),
        (
            "what was open of the second is not in the ledger",
            "10_000.00",
            ("whole", END, 2),
        ),
        (
            "the clearing was booked as a pay-out",
            "24_000.00",
            ("wrong-side", "2026-10-30", 2),
        ),
        ("the clearing was booked twice", "9_000.00", ("twice", "2026-10-30", 2)),
        (
            "nothing fits: what moved near the end",
            "14_000.01",
            ("near", "2026-10-30", 2),
        ),
    ] {
        let (why, day, number) = first(ledger, &[]);
        assert_eq!((why, day.as_str(), number), want, "{case}");
    }
}

#[test]
fn vouchers_under_check_may_be_cleared_in_the_ledger() {
    let waiting = advance(
        3,
        "budget",
        "amount = 3_333.00\nreceived = 2026-10-07\n[[clearing]]\ndate = 2026-10-20\nvouchers = 1_111.00\npending = true\n",
    );
    assert_eq!(
        first("16_222.00", &[waiting]),
        ("pending", END.to_owned(), 3),
        "17,333.00 in the register"
    );
}

#[test]
fn a_voided_clearing_is_seen_on_the_day_of_its_voiding() {
    let voided = advance(
        3,
        "budget",
        "amount = 3_333.00\nreceived = 2026-10-07\n[[clearing]]\ndate = 2026-10-20\ncash = 1_111.00\n\
         void = { date = 2026-10-28, reason = \"ผิดสัญญา\" }\n",
    );
    // 17,333.00 in the register; the ledger has not taken the clearing back.
    assert_eq!(first("16_222.00", &[voided]), ("unbooked", "2026-10-28".to_owned(), 3));
}

#[test]
fn where_nothing_is_left_to_explain_nothing_is_looked_for() {
    assert_eq!(said(&book(&balance("debtors", "14_000.00"), &[])), []);
}

#[test]
fn what_nothing_explains_is_added_whichever_way() {
    let text = balance("debtors", "14_300.00") + &balance("debtors", "3_000.00\nfund = \"budget\"");
    let book = book(&text, &[]);
    assert_eq!(months(&book, day("2026-11-20"))[0].unexplained(), Satang(130_000));
}

#[test]
fn the_last_day_of_the_month_is_of_the_month() {
    let last = advance(
        3,
        "budget",
        "amount = 3_333.00\nreceived = 2026-10-07\n[[clearing]]\ndate = 2026-10-31\nvouchers = 1_111.00\n",
    );
    // 16,222.00 in the register; the ledger has not the clearing of the last day.
    assert_eq!(first("17_333.00", &[last]), ("unbooked", END.to_owned(), 3));
}

#[test]
fn a_guarantee_is_looked_for_by_all_that_moved_it() {
    for (case, more, ledger, want) in [
        ("it came in", "", "2_000.00", "2026-10-05"),
        (
            "a part was returned",
            "[[refund]]\ndate = 2026-10-20\namount = 77.00\n",
            "2_500.00",
            "2026-10-20",
        ),
        (
            "a part was forfeited",
            "[[forfeit]]\ndate = 2026-10-21\namount = 77.00\nreason = \"x\"\n",
            "2_500.00",
            "2026-10-21",
        ),
        (
            "a return was voided",
            "[[refund]]\ndate = 2026-10-20\namount = 77.00\nvoid = { date = 2026-10-26, reason = \"x\" }\n",
            "2_423.00",
            "2026-10-26",
        ),
    ] {
        let other = guarantee(3, "cash", &format!("amount = 500.00\n{more}"));
        let said = said(&book(&balance("off-budget-bank", ledger), &[other]));
        let first = said.iter().find(|(_, _, number)| *number == 3).expect("a hint");
        assert_eq!((first.0, first.1.as_str()), ("unbooked", want), "{case}");
    }
}
