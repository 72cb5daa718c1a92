//! Journeys, and loans beside each other.

use duebook::book::Register;

use super::{ADVANCE, advance_text, assert_table, standing, with};
use crate::bench::{day, register};

#[test]
fn a_journey_has_no_due_date_before_the_return() {
    let text = advance_text("received = 2026-09-03\nreturned = 2026-09-18\n").replace("other-duty", "official-travel");
    let gathered = with(&[(ADVANCE, &text)]);
    for (today, want) in [
        (
            "2026-09-17",
            "outstanding no-due-date 10000.00 | - | missing-start-event",
        ),
        ("2026-09-18", "outstanding not-due 10000.00 | 2026-10-05 |"),
    ] {
        assert_eq!(standing(&register(&gathered, today).entries[0]), want, "{today}");
    }
}

#[test]
fn a_second_loan_is_the_newer_one_while_money_is_out() {
    let old = advance_text("received = 2026-09-03\n[[clearing]]\ndate = 2026-10-02\nvouchers = 10_000.00\n");
    let new = advance_text("received = 2026-09-22\n")
        .replace("1/2569", "2/2569")
        .replace("นาย ก", " นาย  ก")
        .replace("contracted = 2026-09-01", "contracted = 2026-09-20");
    let gathered = with(&[(ADVANCE, &old), ("records/secretariat/2569/advance-0002.toml", &new)]);
    let flags = |today: &str| -> Vec<String> {
        let register = Register::new(&gathered.book, day(today));
        register.entries.iter().map(standing).collect()
    };
    assert_eq!(
        flags("2026-09-25"),
        [
            "outstanding not-due 10000.00 | 2026-10-05 |",
            "outstanding not-due 10000.00 | 2026-10-22 | second-loan"
        ]
    );
    assert_eq!(flags("2026-10-02")[1], "outstanding not-due 10000.00 | 2026-10-22 |");
}

#[test]
fn a_second_loan_is_told_by_the_day_of_its_contract_and_not_by_its_number() {
    let old = advance_text("received = 2026-09-03\n");
    let new = advance_text("received = 2026-09-22\n")
        .replace("1/2569", "2/2569")
        .replace("contracted = 2026-09-01", "contracted = 2026-09-20");
    let gathered = with(&[(ADVANCE, &new), ("records/secretariat/2569/advance-0002.toml", &old)]);
    let register = register(&gathered, "2026-09-25");
    let told: Vec<String> = register.entries.iter().map(standing).collect();
    assert_eq!(
        told,
        [
            "outstanding not-due 10000.00 | 2026-10-22 | second-loan",
            "outstanding not-due 10000.00 | 2026-10-05 |"
        ]
    );
}

#[test]
fn cash_and_salary_clear_as_vouchers_do() {
    let part = |lines: &str| format!("received = 2026-09-03\n[[clearing]]\ndate = 2026-09-30\n{lines}\n");
    let want = [(
        "2026-10-01",
        "outstanding due-soon 7000.00 | 2026-10-05 | partly-cleared",
    )];
    assert_table(
        ADVANCE,
        advance_text,
        &[
            (
                "most of it in cash",
                &part("vouchers = 1_000.00\ncash = 2_000.00"),
                &want,
            ),
            (
                "most of it from the salary",
                &part("vouchers = 1_000.00\nsalary = 2_000.00"),
                &want,
            ),
        ],
    );
}

#[test]
fn an_extension_and_an_objection_the_later_word_counts() {
    let cleared = "received = 2026-09-03\n[[clearing]]\ndate = 2026-09-18\nvouchers = 10_000.00\n\
                   [[objection]]\ndate = 2026-09-21\namount = 1_200.00\n";
    let extended = |on: &str| format!("{cleared}[[extension]]\ndate = {on}\ndue = 2026-10-20\n");
    let said = |due: &str| format!("outstanding not-due 1200.00 | {due} | partly-cleared objected");
    let (own, later) = (said("2026-10-06"), said("2026-10-20"));
    let facts = [
        ("granted before the objection", extended("2026-09-20"), own),
        ("granted on its day", extended("2026-09-21"), later.clone()),
        ("granted after it", extended("2026-09-22"), later),
    ];
    for (fact, lines, want) in &facts {
        assert_table(ADVANCE, advance_text, &[(fact, lines, &[("2026-09-22", want)])]);
    }
}

#[test]
fn a_rule_may_count_from_the_contract_and_a_rule_of_another_kind_counts_nothing() {
    let law = "title = \"ระเบียบ\"\n[[rule]]\nname = \"from-contract\"\nkind = \"advance\"\nfrom = \"contracted\"\ndays = 30\n\
               [[rule]]\nname = \"return\"\nkind = \"guarantee\"\nfrom = \"received\"\ndays = 30\n";
    for (rule, want) in [
        ("from-contract", "outstanding not-due 10000.00 | 2026-10-01 |"),
        ("return", "outstanding no-due-date 10000.00 | - | missing-start-event"),
    ] {
        let text = advance_text(&format!("received = 2026-09-03\nrule = \"own/{rule}\"\n"));
        let gathered = with(&[(ADVANCE, &text), ("records/rules/own.toml", law)]);
        assert_eq!(standing(&register(&gathered, "2026-09-10").entries[0]), want, "{rule}");
    }
}
