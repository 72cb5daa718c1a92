//! An edit touches the lines that it means, and no others.

use super::*;
use crate::money::Satang;
use crate::record::shape::File;

const RECORD: &str = "\
# หัวแฟ้ม
contract   = \"บย. 1/2570\"   # เลขที่
fund       = \"budget\"

# จำนวนตามสัญญา
amount     = 25_000.00
borrower   = { name = \"นายตัวอย่าง\",  email = \"a@example.org\" } # คน
contracted = 2026-10-12

# ส่งใช้
[[clearing]]
date = 2026-10-20
cash = 100   # เศษ
";

fn root(key: &str) -> Spot<'_> {
    Spot { event: None, key }
}

fn edited(text: &str, change: impl FnOnce(&mut Pen)) -> String {
    let mut pen = Pen::new(text).expect("TOML");
    change(&mut pen);
    pen.text()
}

fn set(text: &str, spot: Spot<'_>, value: &Value) -> String {
    edited(text, |pen| {
        assert!(pen.set(File::Advance.keys(), spot, value), "{spot:?}");
    })
}

fn day(text: &str) -> Value {
    Value::Day(text.parse().expect("a day"))
}

#[test]
fn a_text_that_nobody_changes_stays_as_it_is_to_the_byte() {
    let odd = "\u{feff}a=1\r\n\r\n# x \r\n[b]  # y\r\n'c' = [1,\n 2]\r\n";
    for text in [RECORD, odd, "", "a = 1", "x.y = 1\nx.z = 2\n"] {
        assert_eq!(edited(text, |_| ()), text);
    }
    assert!(Pen::new("a = \n").is_none());
}

#[test]
fn a_value_is_replaced_where_it_stands_and_keeps_its_comment() {
    let want = RECORD.replace("\"บย. 1/2570\"", "\"บย. 2/2570\"");
    assert_eq!(set(RECORD, root("contract"), &Value::text("บย. 2/2570")), want);
    let spot = Spot {
        event: Some(("clearing", 0)),
        key: "cash",
    };
    let want = RECORD.replace("cash = 100 ", "cash = 99.50 ");
    assert_eq!(set(RECORD, spot, &Value::Amount(Satang(9_950))), want);
}

#[test]
fn a_new_key_stands_where_the_catalogue_has_it_with_its_sign_below_the_others() {
    let want = RECORD.replace("\n\n# ส่งใช้", "\nreceived   = 2026-10-14\n\n# ส่งใช้");
    assert_eq!(set(RECORD, root("received"), &day("2026-10-14")), want);
    let want = RECORD.replace("\n\n# จำนวน", "\npurpose    = \"other-duty\"\n\n# จำนวน");
    assert_eq!(set(RECORD, root("purpose"), &Value::text("other-duty")), want);
    let longer = set(RECORD, root("due_printed"), &day("2026-11-05"));
    assert!(longer.contains("\ndue_printed = 2026-11-05\n"), "{longer}");
    let spot = Spot {
        event: Some(("clearing", 0)),
        key: "vouchers",
    };
    let want = RECORD.replace("cash = 100", "vouchers = 5.00\ncash = 100");
    assert_eq!(set(RECORD, spot, &Value::Amount(Satang(500))), want);
}

#[test]
fn a_key_between_braces_changes_that_line_alone() {
    let want = RECORD.replace("a@example.org", "b@example.org");
    assert_eq!(set(RECORD, root("borrower.email"), &Value::text("b@example.org")), want);
    let want = RECORD.replace(
        "{ name = \"นายตัวอย่าง\",  email = \"a@example.org\" }",
        "{ name = \"นายตัวอย่าง\", position = \"นิติกร\", email = \"a@example.org\" }",
    );
    assert_eq!(set(RECORD, root("borrower.position"), &Value::text("นิติกร")), want);
    let held = set(RECORD, root("hold.until"), &day("2026-12-01"));
    assert!(
        held.contains("contracted = 2026-10-12\nhold       = { until = 2026-12-01 }\n"),
        "{held}"
    );
}

#[test]
fn a_table_of_lines_is_edited_as_such() {
    let text = "contract = \"x\"\n\n[borrower]\nname = \"a\"\n";
    let want = "contract = \"x\"\n\n[borrower]\nname = \"a\"\nemail = \"b@example.org\"\n";
    assert_eq!(set(text, root("borrower.email"), &Value::text("b@example.org")), want);
    let want = "contract = \"x\"\namount   = 5.00\n\n[borrower]\nname = \"a\"\n";
    assert_eq!(set(text, root("amount"), &Value::Amount(Satang(500))), want);
}

#[test]
fn what_is_taken_out_leaves_the_comments_above_it() {
    let keys = File::Advance.keys();
    let without = edited(RECORD, |pen| assert!(pen.remove(keys, root("amount"))));
    assert_eq!(without, RECORD.replace("amount     = 25_000.00\n", ""));
    let without = edited(RECORD, |pen| assert!(pen.remove(keys, root("contract"))));
    assert_eq!(without, RECORD.replace("contract   = \"บย. 1/2570\"   # เลขที่\n", ""));
    let without = edited(RECORD, |pen| assert!(pen.remove(keys, root("borrower.email"))));
    assert!(
        without.contains("borrower   = { name = \"นายตัวอย่าง\" } # คน\n"),
        "{without}"
    );
    edited(RECORD, |pen| assert!(!pen.remove(keys, root("notes"))));
}

#[test]
fn a_table_that_is_taken_out_leaves_the_comments_above_it_and_in_it() {
    let keys = File::Advance.keys();
    let clearing = "\n# ส่งใช้\n[[clearing]]\ndate = 2026-10-20\ncash = 100\n";
    let hold = "[hold] # พัก\nuntil = 2026-12-01\nreason = \"\"\"\nน้ำท่วม\n# ถนน\n\"\"\"\n";
    for (what, table, left) in [
        ("a comment above", format!("\n# ผู้ว่าฯ สั่งพัก\n{hold}"), "\n# ผู้ว่าฯ สั่งพัก\n"),
        ("none", format!("\n{hold}"), ""),
        (
            "one inside",
            "\n[hold]\n# ถึงสิ้นปี\nuntil = 2026-12-01\n".to_owned(),
            "# ถึงสิ้นปี\n",
        ),
        ("one with dots", "# พัก\nhold.until = 2026-12-01\n".to_owned(), "# พัก\n"),
    ] {
        for (before, after) in [("a = 1\n", ""), ("a = 1\n", clearing), ("", clearing)] {
            let text = format!("{before}{table}{after}");
            let without = edited(&text, |pen| assert!(pen.remove(keys, root("hold")), "{what}"));
            assert_eq!(without, format!("{before}{left}{after}"), "{what}");
        }
        // The last key of a table takes it along.
        if !table.contains("reason") {
            let text = format!("a = 1\n{table}{clearing}");
            let without = edited(&text, |pen| assert!(pen.remove(keys, root("hold.until")), "{what}"));
            assert_eq!(without, format!("a = 1\n{left}{clearing}"), "{what}");
        }
    }
    let text = format!("a = 1\n\n{hold}{clearing}");
    let without = edited(&text, |pen| assert!(pen.remove(keys, root("hold.until"))));
    assert_eq!(without, text.replace("until = 2026-12-01\n", ""));
}

#[test]
fn an_event_that_is_not_there_has_no_spot() {
    edited(RECORD, |pen| {
        let spot = Spot {
            event: Some(("clearing", 1)),
            key: "cash",
        };
        assert!(!pen.set(File::Advance.keys(), spot, &Value::Yes(true)));
        // A list of events is no place for a value.
        for key in ["clearing", "clearing.cash"] {
            assert!(!pen.set(File::Advance.keys(), root(key), &Value::Yes(true)), "{key}");
        }
        assert_eq!(pen.text(), RECORD);
    });
}

#[test]
fn line_ends_of_windows_stay() {
    let windows = RECORD.replace('\n', "\r\n");
    let want = RECORD
        .replace("\n\n# ส่งใช้", "\nreceived   = 2026-10-14\n\n# ส่งใช้")
        .replace('\n', "\r\n");
    assert_eq!(set(&windows, root("received"), &day("2026-10-14")), want);
}
