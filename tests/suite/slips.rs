//! Slips of the hand: each is said once, at its line, with the line to write.

use crate::check::after;

/// What stands in the sound record, what was typed instead, the one finding
/// (`code line`), and what the English help must hold.
type Slip = (&'static str, &'static str, &'static str, &'static str);

const RECEIVED: &str = "received   = 2026-11-04";
const AMOUNT: &str = "amount     = 25_000.00";
const PROJECT: &str = "project    = \"อบรมการเงิน\"";
const BORROWER: &str = "borrower   = { name = \"นางสาวมาลี\", email = \"malee@example.org\" }";
const CASH: &str = "cash     = 1_000.00";

fn assert_slips(slips: &[Slip]) {
    for (line, typed, said, help) in slips {
        let (findings, said_help) = after(line, typed);
        let first: Vec<&str> = findings.iter().map(String::as_str).take(1).collect();
        assert_eq!(first, [*said], "{typed}");
        // A leap day of 2567 lies years before the contract, and that is said too.
        assert!(
            findings.len() == 1 || typed.contains("2567-02-29"),
            "{typed}: {findings:?}"
        );
        assert!(said_help.contains(help), "{typed}: {said_help}");
    }
}

/// What Word puts in place of what was typed: the line as it should be, once.
#[test]
fn a_line_that_was_pasted() {
    assert_slips(&[
        (
            AMOUNT,
            "amount\u{a0}\u{a0}= 25_000.00",
            "syntax 5",
            "Write this line as  amount  = 25_000.00",
        ),
        (
            AMOUNT,
            "amount     = \u{200b}25_000.00",
            "syntax 5",
            "amount     = 25_000.00",
        ),
        (
            AMOUNT,
            "amount     = 25_000.00\u{a0}",
            "syntax 5",
            "amount     = 25_000.00",
        ),
        (
            RECEIVED,
            "received   = 2026–11–04",
            "syntax 8",
            "received   = 2026-11-04",
        ),
        (
            BORROWER,
            "borrower   = {\u{a0}name = \"นางสาว\u{a0}มาลี – ก\", email = \"malee@example.org\" }",
            "syntax 6",
            "{ name = \"นางสาว\u{a0}มาลี – ก\",",
        ),
    ]);
}

#[test]
fn a_day_in_another_form() {
    assert_slips(&[
        (
            RECEIVED,
            "received   = 2567-02-29",
            "buddhist-year 8",
            "received = 2024-02-29",
        ),
        (
            RECEIVED,
            "received   = 2569-11-04",
            "buddhist-year 8",
            "received = 2026-11-04",
        ),
        (
            RECEIVED,
            "received   = 2568-02-29",
            "buddhist-year 8",
            "received = 2025-02-28",
        ),
        (
            RECEIVED,
            "received   = 04/11/2569",
            "quoted-date 8",
            "received = 2026-11-04",
        ),
        (
            RECEIVED,
            "received   = 4 พ.ย. 2569",
            "quoted-date 8",
            "received = 2026-11-04",
        ),
        (
            RECEIVED,
            "received   = ๔ พฤศจิกายน ๒๕๖๙ # ตามใบสำคัญ",
            "quoted-date 8",
            "received = 2026-11-04",
        ),
        (
            RECEIVED,
            "received   = \"2026-11-04\"",
            "quoted-date 8",
            "received = 2026-11-04",
        ),
        (
            RECEIVED,
            "received   = \"2569-11-04\"",
            "buddhist-year 8",
            "received = 2026-11-04",
        ),
        (
            RECEIVED,
            "received   = \"๔/๑๑/๖๙\"",
            "quoted-date 8",
            "received = 2026-11-04",
        ),
        (
            RECEIVED,
            "received   = 2026-11-04 10:30:00",
            "date-with-time 8",
            "received = 2026-11-04",
        ),
        (
            RECEIVED,
            "received   = 2026-11-31",
            "quoted-date 8",
            "received = YYYY-MM-DD",
        ),
        (
            RECEIVED,
            "received   = 0202-11-04",
            "implausible-year 8",
            "B.E. less 543",
        ),
        (
            RECEIVED,
            "received   = 20261104",
            "wrong-type 8",
            "received = YYYY-MM-DD",
        ),
        (RECEIVED, "received   =", "syntax 8", "delete the line"),
    ]);
}

#[test]
fn an_amount_in_another_form() {
    assert_slips(&[
        (AMOUNT, "amount     = 25,000.00", "bad-amount 5", "amount = 25_000.00"),
        (AMOUNT, "amount     = 25,000 บาท", "bad-amount 5", "amount = 25_000.00"),
        (AMOUNT, "amount     = ๒๕,๐๐๐.๐๐", "bad-amount 5", "amount = 25_000.00"),
        (
            AMOUNT,
            "amount     = \"25000\"",
            "quoted-amount 5",
            "amount = 25_000.00",
        ),
        (
            AMOUNT,
            "amount     = 25_000.005",
            "bad-amount 5",
            "at most two decimals",
        ),
        (AMOUNT, "amount     = 25,000.005", "syntax 5", "without commas"),
        (AMOUNT, "amount     = 2.5e4", "bad-amount 5", "Look at the paper"),
        (
            AMOUNT,
            "amount     = -25_000.00",
            "amount-not-positive 5",
            "Look at the paper",
        ),
        (AMOUNT, "amount     = 0", "amount-not-positive 5", "Write the amount"),
        (AMOUNT, "amount     = true", "wrong-type 5", "amount = 25_000.00"),
        (
            AMOUNT,
            "amount     = 99_999_999_999_999.00",
            "bad-amount 5",
            "Look at the paper",
        ),
    ]);
}

#[test]
fn a_key_misspelt_or_twice() {
    assert_slips(&[
        (AMOUNT, "Amount     = 25_000.00", "unknown-key 5", "amount = 25_000.00"),
        (AMOUNT, "amuont     = 25_000.00", "unknown-key 5", "amount = 25_000.00"),
        (
            RECEIVED,
            "recieved   = 2026-11-04",
            "unknown-key 8",
            "received = 2026-11-04",
        ),
        (
            RECEIVED,
            "colour     = \"red\"\nreceived   = 2026-11-04",
            "unknown-key 8",
            "contract fund purpose",
        ),
        (
            RECEIVED,
            "received   = 2026-11-04\nreceived   = 2026-11-05",
            "duplicate-key 9",
            "each key stands once",
        ),
    ]);
}

#[test]
fn a_line_without_its_sign() {
    assert_slips(&[
        (
            PROJECT,
            "project อบรมการเงิน",
            "syntax 4",
            "Write this line as  project = \"อบรมการเงิน\"",
        ),
        (
            PROJECT,
            "project: อบรมการเงิน",
            "syntax 4",
            "Write this line as  project = \"อบรมการเงิน\"",
        ),
        (
            RECEIVED,
            "received   2026-11-04",
            "syntax 8",
            "Write this line as  received = 2026-11-04",
        ),
        (
            PROJECT,
            "project    = \"อบรมการเงิน\"\nโทรแจ้งแล้ว",
            "syntax 5",
            "put # before it:  # โทรแจ้งแล้ว",
        ),
    ]);
}

#[test]
fn a_text_without_its_quotes() {
    assert_slips(&[
        (
            PROJECT,
            "project    = อบรมการเงิน",
            "syntax 4",
            "project = \"อบรมการเงิน\"",
        ),
        (
            PROJECT,
            "project    = “อบรมการเงิน”",
            "syntax 4",
            "project = \"อบรมการเงิน\"",
        ),
        (
            PROJECT,
            "project    = \"อบรมการเงิน",
            "syntax 4",
            "project = \"อบรมการเงิน\"",
        ),
        (PROJECT, "project    = \"อบรม\" การเงิน", "syntax 4", "#"),
        (
            PROJECT,
            "project    : \"อบรมการเงิน\"",
            "syntax 4",
            "project = \"อบรมการเงิน\"",
        ),
        (PROJECT, "project    = 2569", "wrong-type 4", "project = \"2569\""),
        (
            PROJECT,
            "อบรมการเงินวันที่สอง\nproject    = \"x\"",
            "syntax 4",
            "# อบรมการเงินวันที่สอง",
        ),
    ]);
}

#[test]
fn braces_that_are_none() {
    assert_slips(&[
        (
            BORROWER,
            "borrower   = \"นางสาวมาลี\"",
            "wrong-type 6",
            "borrower = { name =",
        ),
        (
            BORROWER,
            "borrower   = { name = \"นางสาวมาลี\", email = \"malee@example.org\"",
            "syntax 6",
            "on one line",
        ),
        (
            BORROWER,
            "borrower   = { name = \"นางสาวมาลี\",\n  email = \"malee@example.org\" }",
            "syntax 6",
            "on one line",
        ),
        (
            BORROWER,
            "borrower   = { name = \"นางสาวมาลี\", email = \"malee@example.org\", }",
            "syntax 6",
            "none after the last",
        ),
        (
            BORROWER,
            "borrower   = { email = \"malee@example.org\" }",
            "missing-key 6",
            "inside the braces",
        ),
    ]);
}

#[test]
fn headers_of_events() {
    assert_slips(&[
        ("[[clearing]]", "[clearing]", "wrong-type 10", "[[clearing]]"),
        ("[[clearing]]", "[[clearing]", "syntax 10", "[[clearing]]"),
        ("[[clearing]]", "[[claering]]", "unknown-key 10", "clearing"),
        // A line of the record that slipped under an event
        (
            CASH,
            "cash     = 1_000.00\nreturned = 2026-11-10",
            "unknown-key 14",
            "above the first [[…]]",
        ),
        // Void of an event, B.E. inside braces
        (
            CASH,
            "cash     = 1_000.00\nvoid = { date = 2567-02-29, reason = \"ซ้ำ\" }",
            "buddhist-year 14",
            "date = 2024-02-29",
        ),
    ]);
    // A void by hand, as a table of its own: it is a word of the event.
    for void in ["[[void]]", "[void]"] {
        let (findings, help) = after(CASH, &format!("{CASH}\n\n{void}\ndate = 2026-11-17"));
        assert_eq!(findings, ["unknown-key 15"], "{void}");
        assert!(help.contains("add the line  void = { date = "), "{void}: {help}");
        assert!(help.contains("[[clearing]]"), "{void}: {help}");
    }
}
