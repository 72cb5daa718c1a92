//! What officers type in place of TOML: each slip is found once, at its
//! place, with the line to write, and hides no other.

use duebook::book::{Gathered, Register, check};
use duebook::text::Diagnostic;

use crate::bench::{Bench, day};
use crate::figures::with;

const PATH: &str = "records/secretariat/2570/advance-0099.toml";

/// A record with one line for each thing that may go wrong.
pub(crate) const RECORD: &str = "\
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

/// Findings as `code line`.
fn places<'d>(findings: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<String> {
    let place = |finding: &Diagnostic| format!("{} {}", finding.code.name(), finding.line);
    findings.into_iter().map(place).collect()
}

/// The findings of the record after one line was replaced: `code line`, and the
/// English help of the first.
pub(crate) fn after(line: &str, typed: &str) -> (Vec<String>, String) {
    assert!(RECORD.contains(line), "the record has no line {line}");
    let text = RECORD.replace(line, typed);
    let findings = found(&with(&[(PATH, &text)]));
    let help = findings
        .first()
        .map(|finding| finding.help.en.clone())
        .unwrap_or_default();
    (places(&findings), help)
}

#[test]
fn the_record_itself_is_sound() {
    assert_eq!(after("received", "received").0, [""; 0]);
}

#[test]
fn a_key_in_thai_is_told_with_the_key_that_is_wanted() {
    let (said, help) = after("amount     =", "จำนวนเงิน =");
    assert_eq!(said, ["missing-key 1", "syntax 5"]);
    assert_eq!(help, "Add the line  amount = 0.00  above the first [[clearing]]");
}

/// What cannot be read or is not there hides no mistake that does not come of it: days
/// are held against each other, and sums too where nothing of a sum is lost.
#[test]
fn what_is_missing_hides_neither_days_nor_sums() {
    let worse = RECORD
        .replace("received   = 2026-11-04", "received   = 2026-11-01")
        .replace("cash     = 1_000.00", "cash     = 9_000.00");
    let (day, sum) = ("before-contract 8", "over-return 13");
    for (rule, line, typed, want) in [
        ("nothing is missing", "fund", "fund", vec![day, sum]),
        (
            "a key is missing",
            "fund       = \"budget\"\n",
            "\n",
            vec!["missing-key 1", day, sum],
        ),
        (
            "a word is none of the list",
            "\"budget\"",
            "\"cash\"",
            vec!["unknown-choice 2", day, sum],
        ),
        ("a text is none", "\"อบรมการเงิน\"", "12", vec!["wrong-type 4", day, sum]),
        (
            "a key is misspelt",
            "purpose ",
            "purpos ",
            vec!["unknown-key 3", day, sum],
        ),
        (
            "a line without its sign",
            "fund       =",
            "fund",
            vec!["syntax 2", day, sum],
        ),
        (
            "the borrower is missing",
            "borrower ",
            "# borrower ",
            vec!["missing-key 1", day, sum],
        ),
        (
            "the amount is unreadable",
            "25_000.00",
            "25_0x0.00",
            vec!["syntax 5", day],
        ),
        (
            "the amount is missing",
            "amount ",
            "# amount ",
            vec!["missing-key 1", day],
        ),
        (
            "what was cleared is unreadable",
            "24_000.00",
            "24_0x0.00",
            vec![day, "syntax 12"],
        ),
        (
            "the contract's day is missing",
            "contracted ",
            "# contracted ",
            vec!["missing-key 1", sum],
        ),
        (
            "the contract's day is unreadable",
            "2026-11-02",
            "2026-13-02",
            vec!["quoted-date 7"],
        ),
    ] {
        assert!(worse.contains(line), "{rule}");
        let findings = found(&with(&[(PATH, &worse.replacen(line, typed, 1))]));
        let mut said: Vec<&Diagnostic> = findings.iter().collect();
        said.sort_by_key(|finding| finding.line);
        assert_eq!(places(said), want, "{rule}");
    }
}

#[test]
fn slips_hide_no_others() {
    let text = RECORD
        .replace("2026-11-02", "2569-11-02")
        .replace("25_000.00", "25,000.00")
        .replace("\"budget\"", "\"budgett\"")
        .replace("date     = 2026-11-16", "date     = 16/11/2569")
        .replace("cash     = 1_000.00", "cahs     = 1_000.00");
    let said = places(&found(&with(&[(PATH, &text)])));
    assert_eq!(
        said,
        [
            "unknown-choice 2",
            "bad-amount 5",
            "buddhist-year 7",
            "quoted-date 11",
            "unknown-key 13"
        ]
    );
}

#[test]
fn what_a_slip_means_is_still_checked() {
    // The amounts are known in spite of their commas: 26,000 is too much.
    let text = RECORD
        .replace("24_000.00", "\"25,000\"")
        .replace("amount     = 25_000.00", "amount     = 25,000.00");
    let said: Vec<&str> = found(&with(&[(PATH, &text)]))
        .iter()
        .map(|finding| finding.code.name())
        .collect();
    assert_eq!(said, ["bad-amount", "quoted-amount", "over-return"]);
}

#[test]
fn the_marks_of_other_editors_do_no_harm() {
    for (what, text) in [
        ("a byte-order mark", format!("\u{feff}{RECORD}")),
        ("line ends of Windows", RECORD.replace('\n', "\r\n")),
        ("no line end at the end", RECORD.trim_end().to_owned()),
        ("arrays may span lines", RECORD.to_owned() + "\n# [ {\n"),
        (
            "notes with braces and quotes",
            RECORD.replace("received", "notes = \"\"\"\n{ \"ก\",\n[ x\n\"\"\"\nreceived"),
        ),
    ] {
        let findings = found(&with(&[(PATH, &text)]));
        assert!(findings.is_empty(), "{what}: {findings:#?}");
    }
}

#[test]
fn the_place_is_the_line_and_column_an_editor_shows() {
    let bench = Bench::office();
    bench.file(
        PATH,
        &RECORD
            .replace('\n', "\r\n")
            .replace("malee@example.org", "malee at home"),
    );
    let answer = bench.run(&["check", "--json", "--lang", "en"]);
    let finding = &answer.exits(1).json()["findings"][0];
    assert_eq!(
        (finding["line"].as_u64(), finding["column"].as_u64()),
        (Some(6), Some(45)),
        "{finding}"
    );
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
        (vec!["check", "--json", "records//secretariat"], 1, 1),
        (vec!["check", "--json", "records/legal/../secretariat"], 1, 1),
        (vec!["check", "--json", r"records\secretariat\2570"], 1, 1),
        (
            vec![
                "check",
                "--json",
                &bench.root().join("records/secretariat").to_string_lossy(),
            ],
            1,
            1,
        ),
    ] {
        let said = bench.run(&words);
        assert_eq!(said.exits(status).findings().len(), lines, "{words:?}");
    }
    for (lang, told) in [("th", "อยู่นอกสมุดนี้"), ("en", "lies outside this book")] {
        for command in ["check", "fmt"] {
            bench.run(&[command, "..", "--lang", lang]).exits(2).tells(told);
        }
    }
    bench
        .run(&["check", "records/nowhere"])
        .exits(2)
        .tells("records/nowhere");
}

/// Which runs of money events stand.
#[test]
fn money_that_cannot_move_is_told() {
    let pending = "[[clearing]]\ndate = 2026-11-10\nvouchers = 20_000.00\npending = true\n";
    let void = "void = { date = 2026-11-11, reason = \"ซ้ำ\" }\n";
    let over = "[[clearing]]\ndate = 2026-11-12\nvouchers = 26_000.00\n";
    let pay = "[[reimbursement]]\ndate = 2026-11-13\namount = ";
    for (fact, events, want) in [
        ("vouchers may cross zero once", over.to_owned(), ""),
        ("but not twice", format!("{over}{over}"), "over-return"),
        (
            "cash never crosses zero",
            over.replace("vouchers", "cash"),
            "over-return",
        ),
        (
            "nor do vouchers with cash",
            format!("{over}cash = 1.00\n"),
            "over-return",
        ),
        (
            "what is under check counts against over-return",
            format!("{pending}{}", over.replace("vouchers = 26", "cash = 6")),
            "over-return",
        ),
        (
            "what is voided does not",
            format!("{pending}{void}{}", over.replace("vouchers = 26", "cash = 25")),
            "",
        ),
        ("the over-spent part is paid back", format!("{over}{pay}1_000.00\n"), ""),
        ("and no more", format!("{over}{pay}1_000.01\n"), "over-reimbursement"),
        ("nothing to pay back", format!("{pay}1.00\n"), "over-reimbursement"),
        (
            "cancelled with all money back",
            format!(
                "cancelled = {{ date = 2026-11-16, reason = \"งด\" }}\n{}",
                over.replace("vouchers = 26", "cash = 25")
            ),
            "",
        ),
        (
            "cancelled without a reason",
            "cancelled = { date = 2026-11-16 }\n".to_owned(),
            "missing-key",
        ),
    ] {
        let base = RECORD.split("\n[[").next().unwrap_or_default();
        let findings = found(&with(&[(PATH, &format!("{base}\n{events}"))]));
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name()).collect();
        assert_eq!(codes.join(" "), want, "{fact}");
    }
}

/// An extension replaces the due date of its day, 4
/// December 2026 by the rule.
#[test]
fn an_extension_is_measured_against_the_date_that_it_replaces() {
    let to = |day: &str, due: &str| format!("[[extension]]\ndate = {day}\ndue = {due}\n");
    let void = "void = { date = 2026-11-19, reason = \"ซ้ำ\" }\n";
    for (fact, events, want) in [
        ("a day more is more", to("2026-11-18", "2026-12-05"), ""),
        (
            "the same day is none",
            to("2026-11-18", "2026-12-04"),
            "extension-shortens",
        ),
        ("an earlier day", to("2026-11-18", "2026-11-24"), "extension-shortens"),
        ("what is voided is no matter", to("2026-11-18", "2026-11-24") + void, ""),
        (
            "the second replaces the first",
            to("2026-11-10", "2026-12-20") + &to("2026-11-18", "2026-12-15"),
            "extension-shortens",
        ),
        (
            "wherever it stands in the file",
            to("2026-11-18", "2026-12-25") + &to("2026-11-10", "2026-12-20"),
            "",
        ),
        (
            "but not a first that was voided",
            to("2026-11-10", "2026-12-20") + void + &to("2026-11-18", "2026-12-15"),
            "",
        ),
        (
            "a closed day more moves to the same working day: 8 December",
            to("2026-11-10", "2026-12-05") + &to("2026-11-18", "2026-12-07"),
            "extension-shortens",
        ),
        ("no money, no date to replace", to("2026-11-03", "2026-11-10"), ""),
    ] {
        let base = RECORD.split("\n[[").next().unwrap_or_default();
        let findings = found(&with(&[(PATH, &format!("{base}\n{events}"))]));
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name()).collect();
        assert_eq!(codes.join(" "), want, "{fact}");
    }
}

/// A number is one however it is spaced; what was voided was never given.
#[test]
fn a_receipt_is_given_for_one_clearing() {
    let clearing = |day: u32, receipt: &str| {
        format!("[[clearing]]\ndate = 2026-11-{day}\nvouchers = 1_000.00\nreceipt = \"{receipt}\"\n")
    };
    let void = "void = { date = 2026-11-19, reason = \"ซ้ำ\" }\n";
    let (one, two) = (clearing(10, "บค. 3/2570"), clearing(12, "บค.๓/๒๕๗๐"));
    for (fact, events, want) in [
        ("two numbers", one.clone() + &clearing(12, "บค. 4/2570"), ""),
        ("one number twice", one.clone() + &two, "repeated-receipt"),
        (
            "three times",
            one.clone() + &two + &one,
            "repeated-receipt repeated-receipt",
        ),
        ("the first is voided", one.clone() + void + &two, ""),
        ("the second is voided", one + &two + void, ""),
    ] {
        let base = RECORD.split("\n[[").next().unwrap_or_default();
        let findings = found(&with(&[(PATH, &format!("{base}\n{events}"))]));
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name()).collect();
        assert_eq!(codes.join(" "), want, "{fact}");
    }
}

/// What nobody can act on any more is not told.
#[test]
fn an_open_inspection_and_a_letter_without_an_end_are_told_while_the_guarantee_is_kept() {
    let path = "records/secretariat/2570/guarantee-0099.toml";
    let base = "contract = \"จ. 99/2570\"\nkind = \"contract\"\nform = \"bank-lg\"\n\
        contractor = { name = \"บริษัท\", kind = \"company\", email = \"a@example.net\" }\namount = 48_500.00\n\
        contracted = 2026-10-05\n";
    let came = "received = 2026-10-05\n";
    let (ended, endless) = (
        "lg = { number = \"1\", valid_until = 2029-01-31 }\n",
        "lg = { number = \"1\" }\n",
    );
    let inspection = |day: u32, result: &str| format!("[[inspection]]\ndate = 2026-11-{day}\n{result}");
    let clean = "result = \"clean\"\n";
    let replaced = |lg: &str| format!("[[replacement]]\ndate = 2026-11-10\n{lg}");
    let returned = "released = 2026-11-16\n";
    let refund = "[[refund]]\ndate = 2026-11-17\namount = 48_500.00\n";
    for (fact, text, want) in [
        ("a letter with its end", format!("{came}{ended}"), ""),
        ("without", format!("{came}{endless}"), "lg-no-end"),
        ("it is still to come", endless.to_owned(), ""),
        (
            "the letter that replaced it has one",
            format!("{came}{endless}{}", replaced(ended)),
            "",
        ),
        (
            "the letter that replaced it has none",
            format!("{came}{ended}{}", replaced(endless)),
            "lg-no-end",
        ),
        ("all went back", format!("{came}{endless}{returned}{refund}"), ""),
        (
            "nothing was found",
            format!("{came}{ended}{}", inspection(12, clean)),
            "",
        ),
        (
            "nobody wrote what was found",
            format!("{came}{ended}{}", inspection(12, "")),
            "inspection-open",
        ),
        (
            "a later one says it",
            format!("{came}{ended}{}{}", inspection(12, ""), inspection(14, clean)),
            "",
        ),
        (
            "an earlier one does not",
            format!("{came}{ended}{}{}", inspection(14, ""), inspection(12, clean)),
            "inspection-open",
        ),
        (
            "all went back, whatever was found",
            format!("{came}{ended}{returned}{}{refund}", inspection(12, "")),
            "",
        ),
    ] {
        let findings = found(&with(&[(path, &format!("{base}{text}"))]));
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name()).collect();
        assert_eq!(codes.join(" "), want, "{fact}");
    }
}

/// A line to copy never holds a piece of a value that could not be read.
#[test]
fn a_misspelt_key_before_an_unread_value_offers_no_piece_of_it() {
    let (said, help) = after("received   = 2026-11-04", "recieved   = 4 พ.ย. 2569");
    assert_eq!(said, ["unknown-key 8", "quoted-date 8"]);
    assert_eq!(help, "Did you mean `received`?");
}
