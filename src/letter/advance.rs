//! What a reminder of an advance says: the facts of the loan, in the order of
//! the contract, and the one thing to do next.

use crate::book::AdvanceStanding;
use crate::record::{Advance, Recipient};
use crate::rule::Due;
use crate::thai::{date, words as spelled};

use super::item::{Fact, Mark};
use super::words::{days, line};

/// Returns the state in words, with its mark: `เกินกำหนด 12 วัน`.
pub(crate) fn state(late: i64) -> (String, Mark) {
    match late {
        1.. => (format!("เกินกำหนด {}", days(late)), Mark::Late),
        0 => ("ครบกำหนดวันนี้".into(), Mark::Now),
        -7..=-1 => (format!("ครบกำหนดใน {} วัน", -late), Mark::Now),
        _ => (format!("ครบกำหนดใน {} วัน", -late), Mark::Time),
    }
}

/// Returns the facts in the order of the contract.
pub(crate) fn facts(advance: &Advance, standing: &AdvanceStanding, agency: &str, due: Option<&Due>) -> Vec<Fact> {
    let mut facts = vec![
        Fact::new("ผู้ยืม", line(&advance.borrower.name.value)),
        Fact::new("โครงการ", line(&advance.project)),
        Fact::new("ส่วนราชการ", agency),
        Fact::new("ใบยืม", line(&advance.contract.value)),
        Fact::new("ยืม", format!("{} บาท", advance.amount.value.grouped())),
    ];
    if standing.disbursed != advance.amount.value {
        facts.push(Fact::new("รับเงินแล้ว", format!("{} บาท", standing.disbursed.grouped())));
    }
    let cleared = standing.vouchers + standing.cash + standing.salary;
    facts.push(Fact::new("ชดใช้แล้ว", format!("{} บาท", cleared.grouped())));
    if standing.pending.is_positive() {
        facts.push(Fact::new("รอตรวจใบสำคัญ", format!("{} บาท", standing.pending.grouped())));
    }
    if standing.objected.is_positive() {
        facts.push(Fact::new("ถูกทักท้วง", format!("{} บาท", standing.objected.grouped())));
    }
    let open = Fact::new("คงค้าง", format!("{} บาท", standing.outstanding.grouped()));
    facts.push(open.strong().note(spelled::baht(standing.outstanding)));
    if let Some(due) = due {
        facts.push(
            Fact::new("ครบกำหนด", date::with_weekday(due.effective))
                .strong()
                .note(moved(due)),
        );
    }
    facts
}

/// Why the due date is not the plain last day of the period.
fn moved(due: &Due) -> String {
    let mut why = Vec::new();
    if due.from.event.name() == "extension" {
        why.push(format!("ขยายเวลาแล้ว อนุมัติเมื่อ {}", date::medium(due.from.date)));
    }
    if due.effective != due.raw {
        let mut names: Vec<&str> = due.shifted_over.iter().map(|closed| closed.name.as_str()).collect();
        names.dedup();
        let mut text = format!("เลื่อนจาก {}", date::medium(due.raw));
        if !names.is_empty() {
            text.push_str(" เพราะเป็น");
            text.push_str(&line(&names.join(" ")));
        }
        why.push(text);
    }
    why.join(" ")
}

/// Returns the next step in a list of several items.
pub(crate) fn todo(role: Recipient, late: i64, enforcing: bool) -> &'static str {
    match (role, late) {
        (Recipient::Borrower, 1..) => "ส่งใบสำคัญที่เหลือ หรือคืนเงินสดวันนี้",
        (Recipient::Borrower, _) => "ส่งใบสำคัญและเงินเหลือจ่ายภายในวันครบกำหนด",
        (_, 1..) if enforcing => "เรียกชดใช้ตามเงื่อนไขในสัญญาการยืมเงิน",
        (_, 1..) => "เร่งรัดผู้ยืมให้ส่งใบสำคัญหรือคืนเงินสด",
        (_, _) => "แจ้งผู้ยืมให้ส่งใช้ภายในวันครบกำหนด",
    }
}

/// Returns the next step where all that is open is under check.
pub(crate) fn checking(role: Recipient) -> &'static str {
    match role {
        Recipient::Office => "ตรวจใบสำคัญที่รอตรวจ",
        _ => "รอผลตรวจใบสำคัญ ไม่ต้องส่งซ้ำ",
    }
}
