//! What a reminder of a guarantee says. The duty to return it is the office's
//! own: no sentence here may read as the contractor's fault.

use chrono::{Datelike, NaiveDate};

use crate::book::GuaranteeStanding;
use crate::book::standing::InspectionWindow;
use crate::record::{Form, Guarantee, GuaranteeKind, Recipient};
use crate::rule::{Due, Period};
use crate::thai::{date, words as spelled};

use super::item::{Fact, Mark};
use super::words::{days, line};

pub(crate) use crate::agenda::thing;

/// Returns the form in words: `หนังสือค้ำประกันของธนาคาร`.
pub(crate) fn form(form: Form) -> &'static str {
    match form {
        Form::Cash => "เงินสด",
        Form::CashierCheque => "เช็คหรือดราฟท์ที่ธนาคารเซ็นสั่งจ่าย",
        Form::BankLg => "หนังสือค้ำประกันของธนาคาร",
        Form::ElectronicBankLg => "หนังสือค้ำประกันอิเล็กทรอนิกส์ของธนาคาร",
        Form::FinanceCompanyLg => "หนังสือค้ำประกันของบริษัทเงินทุน",
        Form::GovernmentBond => "พันธบัตรรัฐบาลไทย",
    }
}

/// Returns the state of a return in words: `เกินกำหนดคืน 12 วัน`.
pub(crate) fn state(late: i64) -> (String, Mark) {
    match late {
        1.. => (format!("เกินกำหนดคืน {}", days(late)), Mark::Late),
        0 => ("รอถอนคืน ครบกำหนดวันนี้".into(), Mark::Now),
        _ => (format!("รอถอนคืน เหลือ {} วัน", -late), Mark::Ready),
    }
}

/// Returns the state of an inspection in words; `left` days until it closes.
pub(crate) fn inspection_state(left: i64) -> (String, Mark) {
    match left {
        ..=-1 => (format!("พ้นช่วงตรวจแล้ว {}", days(-left)), Mark::Late),
        0 => ("ตรวจได้ถึงวันนี้".into(), Mark::Now),
        _ => (format!("ตรวจภายใน {left} วัน"), Mark::Now),
    }
}

/// Returns how many whole years lie between two days: one is full on the same date a
/// year later, as the lists count it.
pub(crate) fn years(from: NaiveDate, to: NaiveDate) -> u32 {
    let apart = u32::try_from(to.year() - from.year()).unwrap_or(0);
    if Period::months(12 * apart).after(from) <= to {
        apart
    } else {
        apart.saturating_sub(1)
    }
}

/// Returns the facts, contract first.
pub(crate) fn facts(guarantee: &Guarantee, standing: &GuaranteeStanding, agency: &str, today: NaiveDate) -> Vec<Fact> {
    let mut facts = vec![
        Fact::new(contract_label(guarantee.kind.value), line(&guarantee.contract.value)),
        Fact::new("คู่สัญญา", line(&guarantee.contractor.name.value)),
    ];
    if let Some(project) = &guarantee.project {
        facts.push(Fact::new("งาน", line(project)));
    }
    facts.push(Fact::new("ส่วนราชการ", agency));
    facts.push(Fact::new("ชนิดหลักประกัน", form(guarantee.form.value)));
    if let Some(lg) = guarantee.letter(today) {
        let letter: Vec<&str> = [lg.bank.as_deref(), lg.number.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        if !letter.is_empty() {
            facts.push(Fact::new("หนังสือค้ำประกัน", line(&letter.join(" "))));
        }
    }
    if let Some(receipt) = &guarantee.receipt {
        facts.push(Fact::new("ใบรับหลักประกัน", line(receipt)));
    }
    if let Some(end) = standing.warranty_end.filter(|_| guarantee.warranty.is_some()) {
        facts.push(Fact::new("สิ้นสุดประกันความชำรุดบกพร่อง", date::long(end)));
    }
    if let Some(released) = standing.released {
        facts.push(Fact::new("พ้นข้อผูกพัน", date::with_weekday(released)));
    }
    let open = Fact::new("จำนวนเงิน", format!("{} บาท", standing.held.grouped()));
    facts.push(open.strong().note(spelled::baht(standing.held)));
    facts
}

/// A bid is made to an announcement; there is no contract yet.
fn contract_label(kind: GuaranteeKind) -> &'static str {
    if kind == GuaranteeKind::Bid {
        "ประกาศ"
    } else {
        "สัญญา"
    }
}

/// Returns the fact of the day of return, `shown`, and why the office must act
/// before the last day of its period.
pub(crate) fn due(due: Option<&Due>, shown: NaiveDate) -> Fact {
    let why = due
        .filter(|due| due.effective != shown)
        .map_or_else(String::new, |due| {
            format!("วันสุดท้าย {} เป็นวันหยุด จึงคืนในวันทำการก่อนหน้า", date::medium(due.effective))
        });
    Fact::new("ครบกำหนดคืน", date::with_weekday(shown)).strong().note(why)
}

/// Returns the fact of an inspection's window.
pub(crate) fn window(window: &InspectionWindow) -> Fact {
    Fact::new(
        "ช่วงตรวจ",
        format!("{} ถึง{}", date::medium(window.opens), date::with_weekday(window.closes)),
    )
    .strong()
}

/// Returns the next step in a list of several items.
pub(crate) fn todo(role: Recipient, form: Form) -> &'static str {
    match (role, form) {
        (Recipient::Contractor, Form::ElectronicBankLg) => "ไม่ต้องมารับ คืนผ่านระบบ e-GP",
        (Recipient::Contractor, _) => "มารับคืนพร้อมเอกสาร",
        (_, Form::ElectronicBankLg) => "คืนผ่านระบบ e-GP",
        (_, _) => "คืนหลักประกันให้คู่สัญญา ไม่ต้องรอคำขอ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_whole_years() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a literal date");
        for (from, to, want) in [
            ("2024-09-15", "2025-09-14", 0),
            ("2024-09-15", "2025-09-15", 1),
            ("2024-02-29", "2025-02-27", 0),
            ("2024-02-29", "2025-02-28", 1),
            ("2024-02-29", "2026-03-01", 2),
            ("2024-09-15", "2024-01-01", 0),
        ] {
            assert_eq!(years(day(from), day(to)), want, "{from} {to}");
        }
    }
}
