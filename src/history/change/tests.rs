use super::*;

const RECORD: &str = "\
contract   = \"บย. 9/2570\"
fund       = \"budget\"
purpose    = \"other-duty\"
project    = \"อบรม\"
amount     = 85_000.00
borrower   = { name = \"นายตัวอย่าง ใจดี\", email = \"a@example.org\" }
contracted = 2026-11-02
received   = 2026-11-04
";
const FIRST: &str = "\n[[clearing]]\ndate     = 2026-11-10\nvouchers = 1_000.00\n";
const SECOND: &str = "\n[[clearing]]\ndate     = 2026-11-12\nvouchers = 2_000.00\ncash     = 500.00\n";

fn said(before: Option<&str>, after: Option<&str>, openly: bool) -> Vec<String> {
    let changes = between(File::Advance, before, after);
    changes.iter().map(|one| one.words(File::Advance, openly).th).collect()
}

#[test]
fn a_change_is_told_in_the_words_of_the_field() {
    let cut = |from: &str, to: &str| RECORD.replace(from, to);
    for (case, after, want) in [
        (
            "an amount",
            cut("85_000.00", "80_000.00"),
            vec!["จำนวนเงิน 85,000.00 → 80,000.00"],
        ),
        (
            "a day",
            cut("2026-11-04", "2026-11-05"),
            vec!["วันรับเงิน 4 พ.ย. 2569 → 5 พ.ย. 2569"],
        ),
        (
            "a choice",
            cut("\"budget\"", "\"imprest\""),
            vec!["ประเภทเงิน เงินยืมใช้ในราชการ → เงินยืมเงินทดรองราชการ"],
        ),
        (
            "a key of a table",
            cut("a@example.org", "b@example.org"),
            vec!["ผู้ยืม อีเมล a@example.org → b@example.org"],
        ),
        (
            "a fact that came",
            format!("{RECORD}due_printed = 2026-12-04\n"),
            vec!["ใส่วันครบกำหนดตามสัญญา 4 ธ.ค. 2569"],
        ),
        (
            "a fact that went",
            cut("received   = 2026-11-04\n", ""),
            vec!["ลบวันรับเงิน (เดิม 4 พ.ย. 2569)"],
        ),
        (
            "a comment",
            format!("# หมายเหตุ\n{RECORD}"),
            vec!["จัดรูปแบบหรือหมายเหตุ ข้อมูลไม่เปลี่ยน"],
        ),
        ("no TOML", "contract = ".to_owned(), vec!["แฟ้มรุ่นนี้อ่านไม่ได้"]),
        (
            "an event",
            format!("{RECORD}{FIRST}"),
            vec!["บันทึกส่งใช้เงินยืม ใบสำคัญ 1,000.00 เมื่อ 10 พ.ย. 2569"],
        ),
    ] {
        assert_eq!(said(Some(RECORD), Some(&after), false), want, "{case}");
    }
    assert_eq!(
        said(None, Some(&format!("{RECORD}{FIRST}")), false),
        [
            "เพิ่มระเบียน · เลขที่สัญญา บย. 9/2570 · จำนวนเงิน 85,000.00 · วันทำสัญญา 2 พ.ย. 2569 · วันรับเงิน 4 พ.ย. 2569",
            "บันทึกส่งใช้เงินยืม ใบสำคัญ 1,000.00 เมื่อ 10 พ.ย. 2569"
        ]
    );
    assert_eq!(said(Some(RECORD), None, false), ["ลบทั้งแฟ้ม"]);
}

#[test]
fn an_event_that_was_changed_voided_or_taken_out_is_told_apart() {
    let before = format!("{RECORD}{FIRST}{SECOND}");
    let voided = before.replace(
        "vouchers = 1_000.00\n",
        "vouchers = 1_000.00\nvoid     = { date = 2026-11-13, reason = \"บันทึกซ้ำ\" }\n",
    );
    for (case, after, want) in [
        (
            "taken out",
            format!("{RECORD}{SECOND}"),
            vec!["ลบรายการ ส่งใช้เงินยืม ใบสำคัญ 1,000.00 เมื่อ 10 พ.ย. 2569"],
        ),
        (
            "changed",
            before.replace("2_000.00", "2_500.00"),
            vec!["ส่งใช้เงินยืมครั้งที่ 2: ใบสำคัญ 2,000.00 → 2,500.00"],
        ),
        (
            "sorted otherwise",
            format!("{RECORD}{SECOND}{FIRST}"),
            vec!["จัดรูปแบบหรือหมายเหตุ ข้อมูลไม่เปลี่ยน"],
        ),
        (
            "voided below one that was put above it",
            voided.replacen(
                FIRST.split_once("vouchers").expect("a day").0,
                &format!(
                    "\n[[clearing]]\ndate     = 2026-11-09\nvouchers = 900.00\n{}",
                    FIRST.split_once("vouchers").expect("a day").0
                ),
                1,
            ),
            vec![
                "ยกเลิกรายการ ส่งใช้เงินยืม ใบสำคัญ 1,000.00 เมื่อ 10 พ.ย. 2569 เพราะบันทึกซ้ำ",
                "บันทึกส่งใช้เงินยืม ใบสำคัญ 900.00 เมื่อ 9 พ.ย. 2569",
            ],
        ),
        (
            "voided",
            voided,
            vec!["ยกเลิกรายการ ส่งใช้เงินยืม ใบสำคัญ 1,000.00 เมื่อ 10 พ.ย. 2569 เพราะบันทึกซ้ำ"],
        ),
        (
            "put before",
            format!("{RECORD}{SECOND}{FIRST}{SECOND}"),
            vec!["บันทึกส่งใช้เงินยืม ใบสำคัญ 2,000.00 เงินสดคืน 500.00 เมื่อ 12 พ.ย. 2569"],
        ),
    ] {
        assert_eq!(said(Some(&before), Some(&after), false), want, "{case}");
    }
}

/// What was taken from a salary is told inside the office alone.
#[test]
fn what_all_may_read_tells_no_deduction_from_salary() {
    let paid = |cash: &str, salary: &str| {
        format!("{RECORD}\n[[clearing]]\ndate = 2026-11-10\nvouchers = 1_000.00\ncash = {cash}\nsalary = {salary}\n")
    };
    let (one, other) = (paid("200.00", "500.00"), paid("200.00", "600.00"));
    for (openly, entered, changed) in [
        (
            false,
            "บันทึกส่งใช้เงินยืม ใบสำคัญ 1,000.00 เงินสดคืน 200.00 หักเงินเดือน 500.00 เมื่อ 10 พ.ย. 2569",
            "ส่งใช้เงินยืมครั้งที่ 1: หักเงินเดือน 500.00 → 600.00",
        ),
        (
            true,
            "บันทึกส่งใช้เงินยืม ใบสำคัญ 1,000.00 เมื่อ 10 พ.ย. 2569",
            "ส่งใช้เงินยืมครั้งที่ 1: แก้จำนวนเงินที่คืน",
        ),
    ] {
        assert_eq!(said(Some(RECORD), Some(&one), openly), [entered]);
        assert_eq!(said(Some(&one), Some(&other), openly), [changed]);
    }
}

#[test]
fn what_all_may_read_repeats_no_text_of_a_person() {
    let after = RECORD.replace("นายตัวอย่าง ใจดี", "นางสาวอื่น").replace("85_000", "80_000");
    assert_eq!(
        said(Some(RECORD), Some(&after), true),
        ["จำนวนเงิน 85,000.00 → 80,000.00", "แก้ผู้ยืม ชื่อ-สกุล"]
    );
}

/// A record of twenty thousand notices is compared in no more room and time than it takes.
#[test]
fn a_record_with_more_events_than_anybody_writes_is_compared_too() {
    let record = |numbers: &[u32]| {
        let notice = |number: &u32| format!("[[notice]]\ndate = 2026-11-20\nnumber = \"{number}\"\n");
        let notices: Vec<String> = numbers.iter().map(notice).collect();
        format!("contract = \"จ. 1/2569\"\n{}", notices.concat())
    };
    let before: Vec<u32> = (0..20_000).collect();
    let many = |after: &[u32]| {
        let (old, new) = (record(&before), record(after));
        between(File::Guarantee, Some(&old), Some(&new)).len()
    };
    let mut after = before.clone();
    after[0] = 90_000;
    after.push(90_001);
    assert_eq!(many(&after), 2, "one changed, one entered");
    let all: Vec<u32> = before.iter().map(|number| number + 100_000).collect();
    assert_eq!(many(&all), 20_000, "every one is another");
}
