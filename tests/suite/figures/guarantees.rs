//! Guarantees, day by day.

use super::{assert_table, standing, with};
use crate::bench::register;

const GUARANTEE: &str = "records/secretariat/2569/guarantee-0001.toml";

/// Five thousand baht for a contract of 5 January 2026.
fn guarantee_text(lines: &str) -> String {
    format!(
        "contract = \"จ. 1/2569\"\nkind = \"contract\"\nform = \"cash\"\namount = 5_000.00\n\
         contractor = {{ name = \"บริษัท ก จำกัด\", kind = \"company\", email = \"k@example.org\" }}\n\
         contracted = 2026-01-05\n{lines}"
    )
}

#[test]
fn a_guarantee_from_receipt_to_return() {
    let held = "received = 2026-01-05\naccepted = 2026-02-27\nwarranty = { months = 6 }\n";
    let mended = format!(
        "{held}[[inspection]]\ndate = 2026-08-20\nresult = \"defects\"\n[[inspection]]\ndate = 2026-09-21\nresult = \"clean\"\n"
    );
    let parts = format!(
        "{held}[[refund]]\ndate = 2026-09-07\namount = 2_000.00\n[[refund]]\ndate = 2026-09-09\namount = 3_000.00\n"
    );
    let forfeited = format!("{held}[[forfeit]]\ndate = 2026-07-01\namount = 5_000.00\nreason = \"ทิ้งงาน\"\n");
    let both = format!(
        "{held}[[forfeit]]\ndate = 2026-07-01\namount = 1_000.00\n[[refund]]\ndate = 2026-09-07\namount = 4_000.00\n"
    );
    let decided = "received = 2026-01-05\nreleased = 2026-03-10\n";
    assert_table(
        GUARANTEE,
        guarantee_text,
        &[
            (
                "not in yet",
                "received = 2026-01-08\n",
                &[("2026-01-07", "expected no-due-date 0.00 | - |")],
            ),
            (
                "held, inspected in the last 15 days, returned within 15 days of release",
                held,
                &[
                    ("2026-02-26", "held no-due-date 5000.00 | - |"),
                    ("2026-08-11", "held not-due 5000.00 | 2026-09-11 |"),
                    ("2026-08-12", "held not-due 5000.00 | 2026-09-11 | inspection-due"),
                    ("2026-08-27", "returnable not-due 5000.00 | 2026-09-11 | inspection-due"),
                    ("2026-08-28", "returnable not-due 5000.00 | 2026-09-11 |"),
                    ("2026-09-12", "overdue overdue 5000.00 | 2026-09-11 |"),
                    ("2027-08-26", "overdue overdue 5000.00 | 2026-09-11 |"),
                    ("2027-08-27", "overdue overdue 5000.00 | 2026-09-11 | unclaimed"),
                ],
            ),
            (
                "defects bind until they are mended",
                &mended,
                &[
                    ("2026-08-20", "held no-due-date 5000.00 | - |"),
                    ("2026-09-20", "held no-due-date 5000.00 | - |"),
                    ("2026-09-21", "returnable not-due 5000.00 | 2026-10-06 |"),
                ],
            ),
            (
                "returned in parts",
                &parts,
                &[
                    ("2026-09-07", "returnable due-soon 3000.00 | 2026-09-11 |"),
                    ("2026-09-09", "returned settled 0.00 | 2026-09-11 |"),
                ],
            ),
            (
                "cancelled",
                "received = 2026-01-05\ncancelled = { date = 2026-03-01, reason = \"ยกเลิกสัญญา\" }\n",
                &[
                    ("2026-02-28", "held no-due-date 5000.00 | - |"),
                    ("2026-03-01", "cancelled settled 0.00 | - |"),
                ],
            ),
            (
                "forfeited whole",
                &forfeited,
                &[("2026-07-01", "forfeited settled 0.00 | 2026-09-11 |")],
            ),
            (
                "part forfeited, part returned",
                &both,
                &[("2026-09-07", "returned settled 0.00 | 2026-09-11 |")],
            ),
            (
                "a decided day of release wins",
                decided,
                &[
                    ("2026-03-09", "held not-due 5000.00 | 2026-03-25 |"),
                    ("2026-03-10", "returnable not-due 5000.00 | 2026-03-25 |"),
                ],
            ),
        ],
    );
}

#[test]
fn a_letter_that_ends_early_is_a_gap_until_replaced() {
    let text = guarantee_text(
        "received = 2026-01-05\naccepted = 2026-02-27\nwarranty = { months = 6 }\n\
         lg = { bank = \"ธนาคาร\", number = \"1\", valid_until = 2026-07-31 }\n\
         [[replacement]]\ndate = 2026-06-15\nlg = { bank = \"ธนาคาร\", number = \"2\", valid_until = 2026-12-31 }\n",
    )
    .replace("\"cash\"", "\"bank-lg\"");
    let gathered = with(&[(GUARANTEE, &text)]);
    for (today, want) in [
        ("2026-06-14", "held not-due 5000.00 | 2026-09-11 | lg-gap"),
        ("2026-06-15", "held not-due 5000.00 | 2026-09-11 |"),
    ] {
        assert_eq!(standing(&register(&gathered, today).entries[0]), want, "{today}");
    }
}

#[test]
fn each_day_that_a_return_may_be_counted_from() {
    let days = "received = 2026-01-08\naccepted = 2026-02-27\nwarranty = { months = 6 }\nreleased = 2026-04-01\n";
    for (from, today, want) in [
        ("received", "2026-01-08", "held not-due 5000.00 | 2026-02-07 |"),
        ("contracted", "2026-01-08", "held not-due 5000.00 | 2026-02-04 |"),
        ("accepted", "2026-02-26", "held no-due-date 5000.00 | - |"),
        ("accepted", "2026-02-27", "held not-due 5000.00 | 2026-03-29 |"),
        ("warranty-end", "2026-02-27", "held not-due 5000.00 | 2026-09-26 |"),
        ("released", "2026-02-27", "held not-due 5000.00 | 2026-05-01 |"),
        // Returnable from the release on, overdue by the day counted.
        ("accepted", "2026-03-31", "held overdue 5000.00 | 2026-03-29 |"),
        ("accepted", "2026-04-01", "overdue overdue 5000.00 | 2026-03-29 |"),
    ] {
        let law = format!(
            "title = \"ระเบียบ\"\n[[rule]]\nname = \"return\"\nkind = \"guarantee\"\nfrom = \"{from}\"\ndays = 30\n\
             [[rule]]\nname = \"duty\"\nkind = \"advance\"\nfrom = \"received\"\ndays = 30\n"
        );
        let text = guarantee_text(&format!("{days}rule = \"own/return\"\n"));
        let gathered = with(&[(GUARANTEE, &text), ("records/rules/own.toml", &law)]);
        assert_eq!(
            standing(&register(&gathered, today).entries[0]),
            want,
            "{from}, on {today}"
        );
    }
    let text = guarantee_text(&format!("{days}rule = \"bma-2555/other-duty\"\n"));
    let gathered = with(&[(GUARANTEE, &text)]);
    assert_eq!(
        standing(&register(&gathered, "2026-02-27").entries[0]),
        "held no-due-date 5000.00 | - |",
        "a rule of another kind"
    );
}

#[test]
fn what_comes_at_the_very_end_of_a_warranty() {
    let held = "received = 2026-01-05\naccepted = 2026-02-27\nwarranty = { months = 6 }\n";
    let inspected = |on: &str, result: &str| format!("{held}[[inspection]]\ndate = {on}\nresult = \"{result}\"\n");
    let hold = format!("{held}hold = {{ until = 2026-09-30, reason = \"รอศาล\" }}\n");
    let returned = format!("{hold}[[refund]]\ndate = 2026-09-01\namount = 5_000.00\n");
    let free = "returnable not-due 5000.00 | 2026-09-11 |";
    assert_table(
        GUARANTEE,
        guarantee_text,
        &[
            (
                "defects told on the last day bind",
                &inspected("2026-08-27", "defects"),
                &[("2026-08-28", "held no-due-date 5000.00 | - |")],
            ),
            (
                "defects told a day later do not",
                &inspected("2026-08-28", "defects"),
                &[("2026-08-28", free)],
            ),
            (
                "a clean inspection after the warranty puts nothing off",
                &inspected("2026-08-28", "clean"),
                &[("2026-08-28", free)],
            ),
            (
                "a hold rests while there is something to return",
                &hold,
                &[("2026-08-28", "returnable not-due 5000.00 | 2026-09-11 | on-hold")],
            ),
            (
                "and not after it",
                &returned,
                &[("2026-09-01", "returned settled 0.00 | 2026-09-11 |")],
            ),
        ],
    );
    for (until, want) in [
        ("2026-08-26", "held not-due 5000.00 | 2026-09-11 | lg-gap"),
        ("2026-08-27", "held not-due 5000.00 | 2026-09-11 |"),
    ] {
        let letter = format!("{held}lg = {{ bank = \"ธนาคาร\", number = \"1\", valid_until = {until} }}\n");
        let text = guarantee_text(&letter).replace("\"cash\"", "\"bank-lg\"");
        let gathered = with(&[(GUARANTEE, &text)]);
        assert_eq!(
            standing(&register(&gathered, "2026-06-01").entries[0]),
            want,
            "a letter until {until}, a warranty until 27 August"
        );
    }
}
