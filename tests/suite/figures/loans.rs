//! Journeys, and loans beside each other.

use duebook::book::Register;

use super::{ADVANCE, advance_text, standing, with};
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
