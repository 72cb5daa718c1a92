//! Guarantees against procurement law: amount, letter, release, notice.

use chrono::NaiveDate;

use super::Report;
use crate::book::journal::Series;
use crate::book::register::{Entry, Register};
use crate::book::standing::{Flag, GuaranteeStanding, State};
use crate::record::Guarantee;
use crate::record::guarantee::GuaranteeKind;
use crate::text::{Code, Words};
use crate::thai::date::medium;

pub(super) fn check(register: &Register<'_>, report: &mut Report<'_>) {
    for entry in &register.entries {
        let Entry::Guarantee(record, standing) = entry else {
            continue;
        };
        amount(report, record);
        release(report, record, standing, register.today);
        if standing.flags.contains(&Flag::LgGap) {
            letter(report, record, standing, register.today);
        }
        endless(report, record, standing, register.today);
        notice(report, record, standing, register.today);
        private_number(report, record);
    }
}

/// Five per cent of the contract (clause 168).
fn amount(report: &mut Report<'_>, record: &Guarantee) {
    let Some(contract) = record.contract_amount else { return };
    let amount = record.amount;
    if amount.value > contract.value {
        report.add(
            &record.id,
            Code::AmountsDisagree,
            amount.span,
            Words::new(
                format!("หลักประกัน {} มากกว่ามูลค่าสัญญา {}", amount.grouped(), contract.grouped()),
                format!(
                    "The guarantee, {}, is above the contract's {}",
                    amount.grouped(),
                    contract.grouped()
                ),
            ),
            Words::new(
                "แก้ `amount` หรือ `contract_amount`",
                "Mend `amount` or `contract_amount`",
            ),
        );
    } else if record.kind.value == GuaranteeKind::Contract && amount.value.0 * 20 < contract.value.0 {
        report.add(
            &record.id,
            Code::BelowFivePercent,
            amount.span,
            Words::new(
                format!("หลักประกัน {} ต่ำกว่าร้อยละ 5 ของ {}", amount.grouped(), contract.grouped()),
                format!(
                    "The guarantee, {}, is under 5 per cent of {}",
                    amount.grouped(),
                    contract.grouped()
                ),
            ),
            Words::new(
                "ตรวจจำนวนกับสัญญา (ระเบียบฯ 2560 ข้อ 168)",
                "Check the amount with the contract (regulation B.E. 2560, clause 168)",
            ),
        );
    }
}

fn release(report: &mut Report<'_>, record: &Guarantee, standing: &GuaranteeStanding, today: NaiveDate) {
    for refund in record.refunds.iter().filter(|refund| refund.counts(today)) {
        // A cancelled contract releases by its cancellation.
        let early = standing.released.is_none_or(|day| refund.date.value < day) && record.cancelled.is_none();
        if early {
            let (th, en) = standing.released.map_or_else(
                || {
                    (
                        "ยังไม่มีวันพ้นข้อผูกพัน".to_owned(),
                        "there is no day of release yet".to_owned(),
                    )
                },
                |day| (format!("พ้นข้อผูกพัน {}", medium(day)), format!("the release is on {day}")),
            );
            report.add(
                &record.id,
                Code::RefundBeforeRelease,
                refund.date.span,
                Words::new(
                    format!("คืนหลักประกันวันที่ {} แต่{th}", medium(*refund.date)),
                    format!("Refunded on {}, but {en}", *refund.date),
                ),
                Words::new(
                    "ตรวจวันตรวจรับและระยะประกัน หรือใส่วันพ้นข้อผูกพัน  released = …",
                    "Check acceptance and warranty, or write the decided day:  released = …",
                ),
            );
        }
    }
}

fn letter(report: &mut Report<'_>, record: &Guarantee, standing: &GuaranteeStanding, today: chrono::NaiveDate) {
    let valid = record.letter(today).and_then(|letter| letter.valid_until);
    let Some(valid) = valid else { return };
    let needed = standing.secured_until().filter(|needed| valid.value < *needed);
    let (th, en) = match needed {
        Some(needed) => (
            format!("หนังสือค้ำประกันสิ้นสุด {} ก่อนพ้นข้อผูกพัน {}", medium(*valid), medium(needed)),
            format!("The letter ends on {}, before the obligations end on {needed}", *valid),
        ),
        None => (
            format!("หนังสือค้ำประกันสิ้นสุดแล้ว {} แต่ยังเก็บหลักประกันอยู่", medium(*valid)),
            format!("The letter ended on {}, and the guarantee is still kept", *valid),
        ),
    };
    let help = if needed.is_none() && standing.released.is_some_and(|day| day <= today) {
        Words::new(
            "คืนหลักประกันให้คู่สัญญา แล้วบันทึกด้วย  duebook refund",
            "Return the guarantee, and enter it with  duebook refund",
        )
    } else {
        Words::new(
            "ให้คู่สัญญาขยายอายุหนังสือ แล้วเพิ่มท้ายแฟ้ม  [[replacement]]  ที่มี  date = …  และ  lg = { … valid_until = … }",
            "Have the contractor extend the letter, then add at the end  [[replacement]]  with  date = …  and  lg = { … valid_until = … }",
        )
    };
    report.add(&record.id, Code::LgGap, valid.span, Words::new(th, en), help);
}

/// Without its last day nobody is told before the letter lapses.
fn endless(report: &mut Report<'_>, record: &Guarantee, standing: &GuaranteeStanding, today: chrono::NaiveDate) {
    let kept = matches!(standing.state, State::Held | State::Returnable | State::Overdue);
    let letter = record.letter(today).filter(|_| kept && record.form.value.is_letter());
    let Some(letter) = letter.filter(|letter| letter.valid_until.is_none()) else {
        return;
    };
    report.add(
        &record.id,
        Code::LgNoEnd,
        letter.span,
        Words::new(
            "หนังสือค้ำประกันไม่มีวันสิ้นสุด (`valid_until`) จึงเตือนก่อนหมดอายุไม่ได้",
            "The letter has no last day (`valid_until`), so nobody can be told before it ends",
        ),
        Words::new(
            "เพิ่ม  valid_until = 2027-05-31  ใน { } ตามวันที่ในหนังสือ",
            "Add  valid_until = 2027-05-31  inside the braces, as the letter says",
        ),
    );
}

fn notice(report: &mut Report<'_>, record: &Guarantee, standing: &GuaranteeStanding, today: NaiveDate) {
    let Some(released) = standing.released.filter(|_| standing.state == State::Overdue) else {
        return;
    };
    let letters = report.book.journal.letters(&record.id).iter();
    let by_today = released..=today;
    let mut kept = letters.filter(|kept| kept.series == Series::Due && by_today.contains(&kept.date));
    if record
        .notices
        .iter()
        .any(|notice| notice.counts(today) && notice.date.value >= released)
        || kept.next().is_some()
    {
        return;
    }
    report.add(
        &record.id,
        Code::NoticeMissing,
        record.contract.span,
        Words::new(
            format!(
                "พ้นข้อผูกพัน {} เกินกำหนดคืน {} วัน แต่ยังไม่มีหนังสือแจ้งคู่สัญญา",
                medium(released),
                standing.days_overdue
            ),
            format!(
                "Released on {released}, {} days past the day of return, and no notice to the contractor",
                standing.days_overdue
            ),
        ),
        Words::new(
            "ส่งหนังสือแจ้งให้มารับคืน แล้วเพิ่มท้ายแฟ้ม  [[notice]]  และบรรทัดถัดไป  date = YYYY-MM-DD",
            "Send the letter, then add at the end  [[notice]]  and below it  date = YYYY-MM-DD",
        ),
    );
}

/// A natural person's taxpayer number, a shop owner's too, is the citizen's number: it has no place
/// in a history that cannot forget.
fn private_number(report: &mut Report<'_>, record: &Guarantee) {
    if let (true, Some(number)) = (record.contractor.kind.is_natural(), &record.contractor.tax_id) {
        report.add(
            &record.id,
            Code::PrivateNumber,
            number.span,
            Words::new(
                "มีเลขประจำตัวของบุคคลธรรมดาในระเบียน",
                "The record holds a natural person's number",
            ),
            Words::new(
                "ลบ `tax_id` ออก เก็บไว้ในแฟ้มเอกสารแทน",
                "Delete `tax_id`; keep it with the papers",
            ),
        );
    }
}
