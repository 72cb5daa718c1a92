//! States, timings, flags and sums of single records, day by day. Each line
//! of a table is one fact of how things count.

mod guarantees;
mod loans;
mod sums;

use duebook::book::{Entry, Gathered};
use duebook::text::Source;

use crate::bench::{book, here, register};

/// The small office's law and calendar with the given records.
pub(crate) fn with(records: &[(&str, &str)]) -> Gathered {
    let read = |path: &str| std::fs::read_to_string(here().join("office").join(path)).expect("a fixture");
    let shared = [
        "records/office.toml",
        "records/secretariat/agency.toml",
        "records/rules/bma-2555.toml",
        "records/rules/procurement-2560.toml",
        "records/holidays/2568.toml",
        "records/holidays/2569.toml",
        "records/holidays/2570.toml",
    ]
    .map(|path| Source::new(path, read(path)));
    let mut texts: Vec<(&str, &str)> = shared
        .iter()
        .map(|source| (&*source.path, source.text.as_str()))
        .collect();
    texts.extend(records);
    book(&texts)
}

const ADVANCE: &str = "records/secretariat/2569/advance-0001.toml";

/// Ten thousand baht for other duty, contracted on 1 September 2026.
pub(crate) fn advance_text(lines: &str) -> String {
    format!(
        "contract = \"บย. 1/2569\"\nfund = \"budget\"\npurpose = \"other-duty\"\nproject = \"อบรม\"\n\
         amount = 10_000.00\nborrower = {{ name = \"นาย ก\", email = \"k@example.org\" }}\n\
         contracted = 2026-09-01\n{lines}"
    )
}

/// `state timing open | due | flags`, as a line of a table.
fn standing(entry: &Entry<'_>) -> String {
    let due = entry.due().map_or("-".to_owned(), |due| due.effective.to_string());
    let flags: Vec<&str> = entry.flags().iter().map(|flag| flag.name()).collect();
    format!(
        "{} {} {} | {due} | {}",
        entry.state().name(),
        entry.timing().name(),
        entry.open_amount(),
        flags.join(" ")
    )
    .trim_end()
    .to_owned()
}

/// A fact, the lines of the record, and what the register says day by day.
type Fact<'t> = (&'t str, &'t str, &'t [(&'t str, &'t str)]);

fn assert_table(path: &str, text: fn(&str) -> String, table: &[Fact<'_>]) {
    for (fact, lines, days) in table {
        let text = text(lines);
        let gathered = with(&[(path, &text)]);
        for (today, want) in *days {
            let register = register(&gathered, today);
            let got = register.entries.first().map_or("not listed".to_owned(), standing);
            assert_eq!(got, *want, "{fact}, on {today}");
        }
    }
}

#[test]
fn an_advance_from_contract_to_clearing() {
    let paid = "received = 2026-09-03\n";
    let cleared = format!("{paid}[[clearing]]\ndate = 2026-09-30\nvouchers = 8_000.00\ncash = 2_000.00\n");
    let part = format!("{paid}[[clearing]]\ndate = 2026-09-30\nvouchers = 8_000.00\n");
    let pending = format!("{paid}[[clearing]]\ndate = 2026-09-30\nvouchers = 10_000.00\npending = true\n");
    let doubted = format!("{pending}[[objection]]\ndate = 2026-10-01\namount = 500.00\n");
    let low = format!("{paid}[[clearing]]\ndate = 2026-09-30\nvouchers = 6_999.99\ncash = 3_000.01\n");
    let generous = format!("{paid}[[clearing]]\ndate = 2026-09-30\nvouchers = 6_999.99\ncash = 3_000.02\n");
    let enough = format!("{paid}[[clearing]]\ndate = 2026-09-30\nvouchers = 7_000.00\nsalary = 3_000.00\n");
    let late = format!("{paid}[[clearing]]\ndate = 2026-10-06\nvouchers = 10_000.00\n");
    let last = format!("{paid}[[clearing]]\ndate = 2026-10-05\nvouchers = 10_000.00\n");
    let said = format!("{late}late_reason = \"ใบเสร็จมาช้า\"\n");
    assert_table(
        ADVANCE,
        advance_text,
        &[
            ("not contracted yet", paid, &[("2026-08-31", "not listed")]),
            (
                "no money yet",
                paid,
                &[("2026-09-02", "approved no-due-date 0.00 | - |")],
            ),
            (
                "raw due Saturday 3 October, effective Monday; enforced within 30 days",
                paid,
                &[
                    ("2026-09-03", "outstanding not-due 10000.00 | 2026-10-05 |"),
                    ("2026-09-27", "outstanding not-due 10000.00 | 2026-10-05 |"),
                    ("2026-09-28", "outstanding due-soon 10000.00 | 2026-10-05 |"),
                    ("2026-10-05", "outstanding due-today 10000.00 | 2026-10-05 |"),
                    ("2026-10-06", "overdue overdue 10000.00 | 2026-10-05 |"),
                    ("2026-11-04", "overdue overdue 10000.00 | 2026-10-05 |"),
                    ("2026-11-05", "overdue overdue 10000.00 | 2026-10-05 | enforce"),
                ],
            ),
            (
                "cleared: the due date stays, a day before it did not count",
                &cleared,
                &[
                    ("2026-09-29", "outstanding due-soon 10000.00 | 2026-10-05 |"),
                    ("2026-09-30", "cleared settled 0.00 | 2026-10-05 |"),
                ],
            ),
            (
                "cleared in part",
                &part,
                &[(
                    "2026-10-01",
                    "outstanding due-soon 2000.00 | 2026-10-05 | partly-cleared",
                )],
            ),
            (
                "what is under check is not cleared, and an objection to it reopens nothing",
                &doubted,
                &[(
                    "2026-10-01",
                    "outstanding due-soon 10000.00 | 2026-10-05 | pending-vouchers objected",
                )],
            ),
            (
                "pending clears nothing",
                &pending,
                &[("2026-10-06", "overdue overdue 10000.00 | 2026-10-05 | pending-vouchers")],
            ),
            (
                "under 70 per cent by a satang",
                &low,
                &[("2026-10-01", "cleared settled 0.00 | 2026-10-05 | low-use")],
            ),
            (
                "the same, and a satang too much given back",
                &generous,
                &[("2026-10-01", "reimbursement-due settled 0.00 | 2026-10-05 | low-use")],
            ),
            (
                "70 per cent",
                &enough,
                &[("2026-10-01", "cleared settled 0.00 | 2026-10-05 |")],
            ),
            (
                "late",
                &late,
                &[("2026-10-06", "cleared settled 0.00 | 2026-10-05 | late-without-reason")],
            ),
            (
                "on the last day, which is in time",
                &last,
                &[("2026-10-05", "cleared settled 0.00 | 2026-10-05 |")],
            ),
            (
                "late with a reason",
                &said,
                &[("2026-10-06", "cleared settled 0.00 | 2026-10-05 |")],
            ),
        ],
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table: the events of an advance")]
fn events_that_change_an_advance() {
    let paid = "received = 2026-09-03\n";
    let over = format!(
        "{paid}[[clearing]]\ndate = 2026-09-30\nvouchers = 10_500.00\n\
         [[reimbursement]]\ndate = 2026-10-09\namount = 500.00\n"
    );
    let void = format!(
        "{paid}[[clearing]]\ndate = 2026-09-20\nvouchers = 10_000.00\nvoid = {{ date = 2026-09-25, reason = \"ซ้ำ\" }}\n"
    );
    let objected = format!(
        "{paid}[[clearing]]\ndate = 2026-09-18\nvouchers = 10_000.00\n\
         [[objection]]\ndate = 2026-09-21\namount = 1_200.00\nresolved = 2026-10-12\n"
    );
    let repaid = format!(
        "{paid}[[clearing]]\ndate = 2026-09-18\nvouchers = 10_000.00\n\
         [[objection]]\ndate = 2026-09-21\namount = 1_200.00\n[[clearing]]\ndate = 2026-09-28\ncash = 1_200.00\n"
    );
    let two = format!(
        "{paid}[[clearing]]\ndate = 2026-09-10\nvouchers = 10_000.00\n\
         [[objection]]\ndate = 2026-09-14\namount = 1_000.00\n\
         [[objection]]\ndate = 2026-09-21\namount = 500.00\nresolved = 2026-10-01\n\
         [[clearing]]\ndate = 2026-09-24\ncash = 1_200.00\n"
    );
    let answered = format!(
        "{paid}[[clearing]]\ndate = 2026-09-18\nvouchers = 10_000.00\n\
         [[objection]]\ndate = 2026-10-01\namount = 1_200.00\nresolved = 2026-10-12\n\
         [[clearing]]\ndate = 2026-10-12\ncash = 1_200.00\n"
    );
    let twice = format!(
        "{paid}[[extension]]\ndate = 2026-09-25\ndue = 2026-10-20\n[[extension]]\ndate = 2026-10-19\ndue = 2026-11-09\n"
    );
    let parts = "[[disbursement]]\ndate = 2026-09-03\namount = 4_000.00\n[[disbursement]]\ndate = 2026-09-10\namount = 6_000.00\n";
    let cancelled = "cancelled = { date = 2026-09-15, reason = \"งด\" }\n";
    let hold = format!("{paid}hold = {{ until = 2026-10-31, reason = \"รอศาล\" }}\n");
    assert_table(
        ADVANCE,
        advance_text,
        &[
            (
                "over-spent, then reimbursed",
                &over,
                &[
                    ("2026-10-08", "reimbursement-due settled 0.00 | 2026-10-05 |"),
                    ("2026-10-09", "cleared settled 0.00 | 2026-10-05 |"),
                ],
            ),
            (
                "a voided clearing held until it was voided",
                &void,
                &[
                    ("2026-09-24", "cleared settled 0.00 | 2026-10-05 |"),
                    ("2026-09-25", "outstanding not-due 10000.00 | 2026-10-05 |"),
                ],
            ),
            (
                "an objection reopens its part for 15 days, until resolved",
                &objected,
                &[
                    ("2026-09-20", "cleared settled 0.00 | 2026-10-05 |"),
                    (
                        "2026-09-21",
                        "outstanding not-due 1200.00 | 2026-10-06 | partly-cleared objected",
                    ),
                    (
                        "2026-10-07",
                        "overdue overdue 1200.00 | 2026-10-06 | partly-cleared objected",
                    ),
                    ("2026-10-12", "cleared settled 0.00 | 2026-10-05 |"),
                ],
            ),
            (
                "an objection answered in cash",
                &repaid,
                &[("2026-09-28", "cleared settled 0.00 | 2026-10-05 | objected")],
            ),
            (
                "a clearing answers the older objection first, the rest the younger",
                &two,
                &[
                    (
                        "2026-09-23",
                        "outstanding due-soon 1500.00 | 2026-09-29 | partly-cleared objected",
                    ),
                    (
                        "2026-09-24",
                        "outstanding not-due 300.00 | 2026-10-06 | partly-cleared objected",
                    ),
                    ("2026-10-01", "cleared settled 0.00 | 2026-10-05 | objected"),
                ],
            ),
            (
                "answered in time on the very day of its resolution, after the first due date",
                &answered,
                &[("2026-10-12", "cleared settled 0.00 | 2026-10-05 |")],
            ),
            (
                "extensions A, then B, each from its own day",
                &twice,
                &[
                    ("2026-09-24", "outstanding not-due 10000.00 | 2026-10-05 |"),
                    ("2026-09-25", "outstanding not-due 10000.00 | 2026-10-20 |"),
                    ("2026-10-19", "outstanding not-due 10000.00 | 2026-11-09 |"),
                    ("2026-11-10", "overdue overdue 10000.00 | 2026-11-09 |"),
                ],
            ),
            (
                "in parts: the clock runs from the last part received",
                parts,
                &[
                    ("2026-09-02", "approved no-due-date 0.00 | - |"),
                    ("2026-09-03", "outstanding not-due 4000.00 | 2026-10-05 |"),
                    ("2026-09-10", "outstanding not-due 10000.00 | 2026-10-12 |"),
                ],
            ),
            (
                "cancelled before money came",
                cancelled,
                &[
                    ("2026-09-14", "approved no-due-date 0.00 | - |"),
                    ("2026-09-15", "cancelled settled 0.00 | - |"),
                ],
            ),
            (
                "a hold rests until and including its day",
                &hold,
                &[
                    ("2026-10-31", "overdue overdue 10000.00 | 2026-10-05 | on-hold"),
                    ("2026-11-01", "overdue overdue 10000.00 | 2026-10-05 |"),
                ],
            ),
        ],
    );
}

/// What one fiscal year carries over 1 October, the next brings.
#[test]
fn the_fiscal_year_cut_carries_what_is_open_on_30_september() {
    let lines = "received = 2026-09-03\n[[clearing]]\ndate = 2026-10-05\nvouchers = 8_000.00\n";
    let gathered = with(&[(ADVANCE, &advance_text(lines))]);
    for (today, want) in [
        ("2026-09-30", "2569: 0.00 + 10000.00 - 0.00 = 10000.00 (1)"),
        (
            "2026-10-04",
            "2569: 0.00 + 10000.00 - 0.00 = 10000.00 (1); 2570: 10000.00 + 0.00 - 0.00 = 10000.00 (1)",
        ),
        (
            "2026-10-05",
            "2569: 0.00 + 10000.00 - 0.00 = 10000.00 (1); 2570: 10000.00 + 0.00 - 8000.00 = 2000.00 (1)",
        ),
    ] {
        let years = duebook::book::years::years(&gathered.book, crate::bench::day(today));
        let told: Vec<String> = years
            .iter()
            .map(|year| {
                format!(
                    "{}: {} + {} - {} = {} ({})",
                    year.fiscal_year,
                    year.brought_forward.amount,
                    year.paid_out,
                    year.settled,
                    year.carried_forward.amount,
                    year.carried_forward.count
                )
            })
            .collect();
        assert_eq!(told.join("; "), want, "{today}");
    }
}
