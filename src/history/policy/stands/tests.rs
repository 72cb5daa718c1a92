use super::*;
use crate::history::change::between;
use crate::pen;
use crate::record::shape::File;

const ADVANCE: &str = "\
contract = \"1\"
fund = \"budget\"
purpose = \"other-duty\"
amount = 25_000.00
borrower = { name = \"ก\", email = \"a@example.org\" }
contracted = 2026-10-12
received = 2026-10-14

[[clearing]]
date = 2026-11-10
vouchers = 5_000.00
receipt = \"บค. 40/2570\"
";

const GUARANTEE: &str = "\
contract = \"2\"
kind = \"performance\"
form = \"bank-lg\"
amount = 50_000.00
contract_amount = 1_000_000.00
contractor = { name = \"ข\", kind = \"company\", tax_id = \"1\" }
received = 2026-10-14
receipt = \"บร. 7/2570\"
lg = { bank = \"ค\", number = \"9\", valid_until = 2027-05-31 }

[[notice]]
date = 2026-11-10
number = \"กท 1\"
";

const PROJECT: &str = "\
name = \"ค\"
code = \"3\"

[[report]]
seq = 1
date = 2026-11-10
percent = 60.00
spent = 1_000.00
plan_status = \"ตามแผน\"

[[evaluation]]
quarter = 1
score = 80.00
";

fn judged(kind: Kind, before: &str, after: &str) -> (Vec<&'static str>, bool) {
    let file = File::from(kind);
    let (facts, events) = pen::facts(file.keys(), before).expect("facts");
    let changes = between(file, Some(before), Some(after));
    let standing = Standing::of(kind, &facts, &events);
    let codes = changes.iter().filter_map(|change| standing.judge(change, &changes));
    (codes.map(Code::name).collect(), is_edited(&changes))
}

/// What it is, the kind, the text before, what of it becomes what, what is said,
/// and whether anything that stood was edited.
type Case<'c> = (&'c str, Kind, &'c str, &'c str, &'c str, &'c [&'c str], bool);

#[test]
fn what_stood_is_not_rewritten_and_what_comes_later_is_added() {
    let paid = ADVANCE;
    let unpaid = &ADVANCE.replace("received = 2026-10-14\n", "");
    let pending = &format!("{ADVANCE}pending = true\n");
    let cancelled = &ADVANCE.replace(
        "\n[[clearing]]",
        "cancelled = { date = 2026-10-13, reason = \"x\" }\n\n[[clearing]]",
    );
    let cleared = &format!("{ADVANCE}pending = false\n");
    let accepted = &GUARANTEE.replace(
        "receipt =",
        "accepted = 2026-12-01\nwarranty = { years = 1 }\nreceipt =",
    );
    let none: &[&str] = &[];
    #[rustfmt::skip]
    let cases: [Case<'_>; 36] = [
        ("amount of a paid advance", Kind::Advance, paid, "25_000.00", "52_000.00", &["changed-after-payment"], true),
        ("amount before payment", Kind::Advance, unpaid, "25_000.00", "52_000.00", none, true),
        ("purpose, which chooses the rule", Kind::Advance, paid, "other-duty", "official-travel", &["changed-after-payment"], true),
        ("a project's name", Kind::Advance, paid, "fund =", "project = \"x\"\nfund =", none, false),
        ("the borrower's address", Kind::Advance, paid, "a@example.org", "b@example.org", none, false),
        ("day of receipt", Kind::Advance, paid, "received = 2026-10-14", "received = 2026-10-15", &["counting-day-changed"], true),
        ("a printed due date that comes later", Kind::Advance, paid, "received =", "due_printed = 2027-10-15\nreceived =", &["counting-day-changed"], false),
        ("the same before payment", Kind::Advance, unpaid, "contracted =", "due_printed = 2027-10-15\ncontracted =", none, false),
        ("vouchers", Kind::Advance, paid, " 5_000.00", " 6_000.00", &["event-changed"], true),
        ("cash where there was none", Kind::Advance, paid, "receipt =", "cash = 1.00\nreceipt =", &["event-changed"], true),
        ("the receipt of a clearing", Kind::Advance, paid, "40/2570", "41/2570", &["reference-changed"], true),
        ("a receipt that comes later", Kind::Advance, &paid.replace("receipt = \"บค. 40/2570\"\n", ""), " 5_000.00\n", " 5_000.00\nreceipt = \"x\"\n", none, false),
        ("vouchers checked at another sum", Kind::Advance, pending, "vouchers = 5_000.00\nreceipt = \"บค. 40/2570\"\npending = true", "vouchers = 4_800.00\nreceipt = \"บค. 40/2570\"", none, true),
        ("vouchers that grew under check", Kind::Advance, pending, "vouchers = 5_000.00\nreceipt = \"บค. 40/2570\"\npending = true", "vouchers = 5_800.00\nreceipt = \"บค. 40/2570\"", &["event-changed"], true),
        ("cash that came in under check", Kind::Advance, pending, "receipt = \"บค. 40/2570\"\npending = true", "cash = 1.00\nreceipt = \"บค. 40/2570\"", &["event-changed"], true),
        ("a rule that is named later", Kind::Advance, paid, "received =", "rule = \"x\"\nreceived =", &["counting-day-changed"], false),
        ("vouchers still under check", Kind::Advance, pending, " 5_000.00", " 4_800.00", &["event-changed"], true),
        ("put under check again", Kind::Advance, paid, "receipt =", "pending = true\nreceipt =", &["event-changed"], false),
        ("put under check again where it said no", Kind::Advance, cleared, "pending = false", "pending = true", &["event-changed"], false),
        ("the day of a clearing under check", Kind::Advance, pending, "date = 2026-11-10", "date = 2026-11-12", &["event-changed"], true),
        ("a cancellation taken out", Kind::Advance, cancelled, "cancelled = { date = 2026-10-13, reason = \"x\" }\n", "", &["event-deleted"], true),
        ("value of the contract", Kind::Guarantee, GUARANTEE, "1_000_000.00", "900_000.00", &["changed-after-payment"], true),
        ("what the contractor is in law", Kind::Guarantee, GUARANTEE, "\"company\"", "\"person\"", &["changed-after-payment"], true),
        ("end of the letter", Kind::Guarantee, GUARANTEE, "2027-05-31", "2027-11-30", &["counting-day-changed"], true),
        ("number of the letter", Kind::Guarantee, GUARANTEE, "number = \"9\"", "number = \"8\"", &["reference-changed"], true),
        ("receipt of the guarantee", Kind::Guarantee, GUARANTEE, "7/2570", "8/2570", &["reference-changed"], true),
        ("number of a notice", Kind::Guarantee, GUARANTEE, "กท 1", "กท 2", &["reference-changed"], true),
        ("months added to a warranty of a year", Kind::Guarantee, accepted, "{ years = 1 }", "{ years = 1, months = 6 }", &["counting-day-changed"], false),
        ("a warranty that comes later", Kind::Guarantee, GUARANTEE, "receipt =", "warranty = { years = 1 }\nreceipt =", none, false),
        ("the end of a letter that comes later", Kind::Guarantee, &GUARANTEE.replace(", valid_until = 2027-05-31", ""), "\"9\" }", "\"9\", valid_until = 2027-05-31 }", none, false),
        ("progress of a project", Kind::Project, PROJECT, "60.00", "100.00", &["event-changed"], true),
        ("what a project spent", Kind::Project, PROJECT, "1_000.00", "2_000.00", &["event-changed"], true),
        ("score of an evaluation", Kind::Project, PROJECT, "80.00", "90.00", &["event-changed"], true),
        ("a score that comes later", Kind::Project, &PROJECT.replace("score = 80.00\n", ""), "quarter = 1\n", "quarter = 1\nscore = 80.00\n", none, false),
        ("the words of a report", Kind::Project, PROJECT, "ตามแผน", "ช้ากว่าแผน", none, true),
        ("notes", Kind::Guarantee, GUARANTEE, "receipt =", "notes = \"x\"\nreceipt =", none, false),
    ];
    for (what, kind, before, from, to, codes, edited) in cases {
        assert!(before.contains(from), "{what}");
        let after = before.replacen(from, to, 1);
        assert_eq!(judged(kind, before, &after), (codes.to_vec(), edited), "{what}");
    }
}
