//! What officers type in place of TOML: each slip is found once, at its
//! place, with the line to write, and hides no other.

use duebook::book::{Gathered, Register, check};
use duebook::text::Diagnostic;

use crate::bench::{Bench, day};
use crate::figures::with;

const PATH: &str = "records/secretariat/2570/advance-0099.toml";

/// A record with one line for each thing that may go wrong.
const RECORD: &str = "\
contract   = \"บย. 99/2570\"
fund       = \"budget\"
purpose    = \"other-duty\"
project    = \"อบรมการเงิน\"
amount     = 25_000.00
borrower   = { name = \"นางสาวมาลี\", email = \"malee@example.org\" }
contracted = 2026-11-02
received   = 2026-11-04

[[clearing]]
date     = 2026-11-16
vouchers = 24_000.00
cash     = 1_000.00
";

fn found(gathered: &Gathered) -> Vec<Diagnostic> {
    let mut findings = gathered.findings.clone();
    findings.extend(check::check(&Register::new(&gathered.book, day("2026-11-20"))));
    findings
}

/// The findings of the record after one line was replaced: `code line`, and the
/// English help of the first.
fn after(line: &str, typed: &str) -> (Vec<String>, String) {
    assert!(RECORD.contains(line), "the record has no line {line}");
    let text = RECORD.replace(line, typed);
    let findings = found(&with(&[(PATH, &text)]));
    let help = findings.first().map(|finding| finding.help.en.clone()).unwrap_or_default();
    let said = findings.iter().map(|finding| format!("{} {}", finding.code.name(), finding.line)).collect();
    (said, help)
}

#[test]
fn the_record_itself_is_sound() {
    assert_eq!(after("received", "received").0, [""; 0]);
}

#[test]
fn each_slip_is_said_once_with_the_line_to_write() {
    let (received, amount) = ("received   = 2026-11-04", "amount     = 25_000.00");
    let project = "project    = \"อบรมการเงิน\"";
    let borrower = "borrower   = { name = \"นางสาวมาลี\", email = \"malee@example.org\" }";
    for (line, typed, said, help) in [
        // Days
        (received, "received   = 2567-02-29", "buddhist-year 8", "received = 2024-02-29"),
        (received, "received   = 2569-11-04", "buddhist-year 8", "received = 2026-11-04"),
        (received, "received   = 2568-02-29", "buddhist-year 8", "received = 2025-02-28"),
        (received, "received   = 04/11/2569", "quoted-date 8", "received = 2026-11-04"),
        (received, "received   = 4 พ.ย. 2569", "quoted-date 8", "received = 2026-11-04"),
        (received, "received   = ๔ พฤศจิกายน ๒๕๖๙ # ตามใบสำคัญ", "quoted-date 8", "received = 2026-11-04"),
        (received, "received   = \"2026-11-04\"", "quoted-date 8", "received = 2026-11-04"),
        (received, "received   = \"2569-11-04\"", "buddhist-year 8", "received = 2026-11-04"),
        (received, "received   = \"๔/๑๑/๖๙\"", "quoted-date 8", "received = 2026-11-04"),
        (received, "received   = 2026-11-04 10:30:00", "date-with-time 8", "received = 2026-11-04"),
        (received, "received   = 2026-11-31", "quoted-date 8", "received = 2026-11-20"),
        (received, "received   = 0202-11-04", "implausible-year 8", "B.E. less 543"),
        (received, "received   = 20261104", "wrong-type 8", "received = 2026-11-20"),
        (received, "received   =", "syntax 8", "delete the line"),
        // Amounts
        (amount, "amount     = 25,000.00", "bad-amount 5", "amount = 25_000.00"),
        (amount, "amount     = 25,000 บาท", "bad-amount 5", "amount = 25_000.00"),
        (amount, "amount     = ๒๕,๐๐๐.๐๐", "bad-amount 5", "amount = 25_000.00"),
        (amount, "amount     = \"25000\"", "quoted-amount 5", "amount = 25_000.00"),
        (amount, "amount     = 25_000.005", "bad-amount 5", "at most two decimals"),
        (amount, "amount     = 2.5e4", "bad-amount 5", "25_000.00"),
        (amount, "amount     = -25_000.00", "amount-not-positive 5", "25_000.00"),
        (amount, "amount     = 0", "amount-not-positive 5", "Write the amount"),
        (amount, "amount     = true", "wrong-type 5", "amount = 25_000.00"),
        (amount, "amount     = 99_999_999_999.00", "bad-amount 5", "25_000.00"),
        // Keys
        (amount, "Amount     = 25_000.00", "unknown-key 5", "amount = 25_000.00"),
        (amount, "amuont     = 25_000.00", "unknown-key 5", "amount = 25_000.00"),
        (received, "recieved   = 2026-11-04", "unknown-key 8", "received = 2026-11-04"),
        (received, "colour     = \"red\"\nreceived   = 2026-11-04", "unknown-key 8", "contract fund purpose"),
        (received, "received   = 2026-11-04\nreceived   = 2026-11-05", "duplicate-key 9", "each key stands once"),
        // Texts
        (project, "project    = อบรมการเงิน", "syntax 4", "project = \"อบรมการเงิน\""),
        (project, "project    = “อบรมการเงิน”", "syntax 4", "project = \"อบรมการเงิน\""),
        (project, "project    = \"อบรมการเงิน", "syntax 4", "project = \"อบรมการเงิน\""),
        (project, "project    = \"อบรม\" การเงิน", "syntax 4", "#"),
        (project, "project    : \"อบรมการเงิน\"", "syntax 4", "project = \"อบรมการเงิน\""),
        (project, "project    = 2569", "wrong-type 4", "project = \"2569\""),
        (project, "อบรมการเงินวันที่สอง\nproject    = \"x\"", "syntax 4", "# อบรมการเงินวันที่สอง"),
        // Braces
        (borrower, "borrower   = \"นางสาวมาลี\"", "wrong-type 6", "borrower = { name ="),
        (borrower, "borrower   = { name = \"นางสาวมาลี\", email = \"malee@example.org\"", "syntax 6", "on one line"),
        (borrower, "borrower   = { name = \"นางสาวมาลี\",\n  email = \"malee@example.org\" }", "syntax 6", "on one line"),
        (borrower, "borrower   = { name = \"นางสาวมาลี\", email = \"malee@example.org\", }", "syntax 6", "none after the last"),
        (borrower, "borrower   = { email = \"malee@example.org\" }", "missing-key 6", "inside the braces"),
        // Headers
        ("[[clearing]]", "[clearing]", "wrong-type 10", "[[clearing]]"),
        ("[[clearing]]", "[[clearing]", "syntax 10", "[[clearing]]"),
        ("[[clearing]]", "[[claering]]", "unknown-key 10", "clearing"),
        // A line of the record that slipped under an event
        ("cash     = 1_000.00", "cash     = 1_000.00\nreturned = 2026-11-10", "unknown-key 14", "above the first [[…]]"),
        // Void of an event, B.E. inside braces
        ("cash     = 1_000.00", "cash     = 1_000.00\nvoid = { date = 2567-02-29, reason = \"ซ้ำ\" }", "buddhist-year 14", "date = 2024-02-29"),
    ] {
        let (findings, said_help) = after(line, typed);
        let first: Vec<&str> = findings.iter().map(String::as_str).take(1).collect();
        assert_eq!(first, [said], "{typed}");
        // A leap day of 2567 lies years before the contract, and that is said too.
        assert!(findings.len() == 1 || typed.contains("2567-02-29"), "{typed}: {findings:?}");
        assert!(said_help.contains(help), "{typed}: {said_help}");
    }
}

#[test]
fn a_key_in_thai_is_told_with_the_key_that_is_wanted() {
    let (said, help) = after("amount     =", "จำนวนเงิน =");
    assert_eq!(said, ["missing-key 1", "syntax 5"]);
    assert_eq!(help, "Add the line  amount = 25_000.00  above the first [[clearing]]");
}

#[test]
fn slips_hide_no_others() {
    let text = RECORD
        .replace("2026-11-02", "2569-11-02")
        .replace("25_000.00", "25,000.00")
        .replace("\"budget\"", "\"budgett\"")
        .replace("date     = 2026-11-16", "date     = 16/11/2569")
        .replace("cash     = 1_000.00", "cahs     = 1_000.00");
    let said: Vec<String> = found(&with(&[(PATH, &text)]))
        .iter()
        .map(|finding| format!("{} {}", finding.code.name(), finding.line))
        .collect();
    assert_eq!(
        said,
        ["unknown-choice 2", "bad-amount 5", "buddhist-year 7", "quoted-date 11", "unknown-key 13"]
    );
}

#[test]
fn what_a_slip_means_is_still_checked() {
    // The amounts are known in spite of their commas: 26,000 is too much.
    let text = RECORD.replace("24_000.00", "\"25,000\"").replace("amount     = 25_000.00", "amount     = 25,000.00");
    let said: Vec<&str> = found(&with(&[(PATH, &text)])).iter().map(|finding| finding.code.name()).collect();
    assert_eq!(said, ["bad-amount", "quoted-amount", "over-return"]);
}

#[test]
fn the_marks_of_other_editors_do_no_harm() {
    for (what, text) in [
        ("a byte-order mark", format!("\u{feff}{RECORD}")),
        ("line ends of Windows", RECORD.replace('\n', "\r\n")),
        ("no line end at the end", RECORD.trim_end().to_owned()),
        ("arrays may span lines", RECORD.to_owned() + "\n# [ {\n"),
        ("notes with braces and quotes", RECORD.replace("received", "notes = \"\"\"\n{ \"ก\",\n[ x\n\"\"\"\nreceived")),
    ] {
        let findings = found(&with(&[(PATH, &text)]));
        assert!(findings.is_empty(), "{what}: {findings:#?}");
    }
}

#[test]
fn the_place_is_the_line_and_column_an_editor_shows() {
    let bench = Bench::office();
    bench.file(PATH, &RECORD.replace('\n', "\r\n").replace("malee@example.org", "malee at home"));
    let answer = bench.run(&["check", "--json", "--lang", "en"]);
    let finding = &answer.exits(1).json()["findings"][0];
    assert_eq!((finding["line"].as_u64(), finding["column"].as_u64()), (Some(6), Some(45)), "{finding}");
}

#[test]
fn paths_narrow_what_is_shown_and_decide_the_status() {
    let bench = Bench::office();
    bench.file(PATH, &RECORD.replace("25_000.00", "0.00"));
    for (words, status, lines) in [
        (vec!["check", "--json"], 1, 1),
        (vec!["check", "--json", "records/secretariat/2570"], 1, 1),
        (vec!["check", "--json", "secretariat/2570/advance-0099"], 1, 1),
        (vec!["check", "--json", "records/legal"], 0, 0),
    ] {
        let said = bench.run(&words);
        assert_eq!(said.exits(status).findings().len(), lines, "{words:?}");
    }
    bench.run(&["check", "records/nowhere"]).exits(2).tells("records/nowhere");
}
