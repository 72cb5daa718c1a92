//! Days in an order that cannot be.

use chrono::NaiveDate;

use super::Report;
use crate::book::register::Register;
use crate::record::{Advance, Body, Guarantee, RecordId};
use crate::text::{Code, Placed, Words};
use crate::thai::date::medium;

pub(super) fn check(register: &Register<'_>, report: &mut Report<'_>) {
    let book = register.book;
    for record in &book.advances {
        advance(report, record);
        received(report, record);
    }
    for record in &book.guarantees {
        guarantee(report, record);
    }
    for part in &book.parts {
        match &part.body {
            Body::Advance(record) => {
                advance(report, record);
                if part.sums {
                    received(report, record);
                }
            }
            Body::Guarantee(record) => guarantee(report, record),
        }
    }
}

fn advance(report: &mut Report<'_>, record: &Advance) {
    let contracted = record.contracted;
    let id = &record.id;
    let mut not_before = |code, day: Option<Placed<NaiveDate>>, th: &str, en: &str| {
        before(report, id, code, day, contracted.value, th, en);
    };
    not_before(Code::BeforeContract, record.received, "วันรับเงิน", "The day of receipt");
    for part in &record.disbursements {
        not_before(Code::BeforeContract, Some(part.date), "วันจ่ายเงิน", "The pay-out");
    }
    not_before(Code::ReturnedBeforeContract, record.returned, "วันกลับ", "The return");
    not_before(
        Code::PrintedBeforeContract,
        record.due_printed,
        "วันครบกำหนดตามสัญญา",
        "The printed due date",
    );
    not_before(
        Code::CancelledBefore,
        record.cancelled.as_ref().map(|one| one.date),
        "วันยกเลิก",
        "The cancellation",
    );
    for extension in &record.extensions {
        not_before(
            Code::ExtensionOrder,
            Some(extension.date),
            "วันอนุมัติขยายเวลา",
            "The approval of the extension",
        );
    }
}

/// Money that came in parts came on the day of one of them.
fn received(report: &mut Report<'_>, record: &Advance) {
    if let Some(received) = record.received
        && record.in_parts(NaiveDate::MAX)
        && !record.payouts(NaiveDate::MAX).any(|part| part.date == received.value)
    {
        report.add(
            &record.id,
            Code::ReceivedDisagrees,
            received.span,
            Words::new(
                format!("วันรับเงิน {} ไม่ตรงกับวันจ่ายงวดใดเลย", medium(*received)),
                format!("The day of receipt, {}, is the day of no part", *received),
            ),
            Words::new(
                "ลบ `received` เมื่อจ่ายเป็นงวด หรือแก้วันที่",
                "Delete `received` where money came in parts, or mend the day",
            ),
        );
    }
}

fn guarantee(report: &mut Report<'_>, record: &Guarantee) {
    let id = &record.id;
    if let (Some(released), Some(received)) = (record.released, record.received)
        && released.value < received.value
    {
        report.add(
            id,
            Code::ReleasedBeforeReceived,
            released.span,
            Words::new(
                format!(
                    "วันพ้นข้อผูกพัน {} อยู่ก่อนวันรับหลักประกัน {}",
                    medium(*released),
                    medium(*received)
                ),
                format!(
                    "The release, {}, lies before the guarantee was received on {}",
                    *released, *received
                ),
            ),
            Words::new("แก้วันที่ หรือแก้ `received`", "Mend this day, or `received`"),
        );
    }
    entries(report, record);
    let Some(contracted) = record.contracted else { return };
    before(
        report,
        id,
        Code::AcceptedBeforeContract,
        record.accepted,
        contracted.value,
        "วันตรวจรับ",
        "The acceptance",
    );
    let cancelled = record.cancelled.as_ref().map(|one| one.date);
    before(
        report,
        id,
        Code::CancelledBefore,
        cancelled,
        contracted.value,
        "วันยกเลิก",
        "The cancellation",
    );
}

/// Inspections come after acceptance, all else after the guarantee was received.
/// Defects found before there was a work would keep a guarantee for ever.
fn entries(report: &mut Report<'_>, record: &Guarantee) {
    let first = if record.accepted.is_some() {
        "accepted"
    } else {
        "received"
    };
    for one in record.inspections.iter().filter(|one| one.void.is_none()) {
        let words = ("การตรวจความชำรุดบกพร่อง", "The inspection");
        early(report, record, one.date, ("inspection", first), words);
    }
    for one in record.replacements.iter().filter(|one| one.void.is_none()) {
        let words = ("การเปลี่ยนหนังสือค้ำประกัน", "The replacement");
        early(report, record, one.date, ("replacement", "received"), words);
    }
    for one in record.notices.iter().filter(|one| one.void.is_none()) {
        let words = ("หนังสือแจ้ง", "The notice");
        early(report, record, one.date, ("notice", "received"), words);
    }
}

/// Tells an entry of a guarantee that lies before what it follows.
fn early(
    report: &mut Report<'_>,
    record: &Guarantee,
    day: Placed<NaiveDate>,
    (event, follows): (&str, &str),
    (th, en): (&str, &str),
) {
    let (first, th_first, en_first) = match follows {
        "accepted" => (record.accepted, "วันตรวจรับ", "the acceptance"),
        _ => (record.received, "วันรับหลักประกัน", "the guarantee was received"),
    };
    let Some(first) = first.filter(|first| day.value < first.value) else {
        return;
    };
    let id = &record.id;
    report.add(
        id,
        Code::GuaranteeOrder,
        day.span,
        Words::new(
            format!("{th} {} อยู่ก่อน{th_first} {}", medium(*day), medium(*first)),
            format!("{en} of {} lies before {en_first} on {}", *day, *first),
        ),
        Words::new(
            format!("แก้วันที่ หรือแก้ `{follows}` ถ้าบันทึกผิดสัญญา สั่ง  duebook void {id} --event {event}"),
            format!("Mend this day, or `{follows}`; entered at the wrong contract:  duebook void {id} --event {event}"),
        ),
    );
}

fn before(
    report: &mut Report<'_>,
    id: &RecordId,
    code: Code,
    day: Option<Placed<NaiveDate>>,
    contracted: NaiveDate,
    th: &str,
    en: &str,
) {
    let Some(day) = day.filter(|day| day.value < contracted) else {
        return;
    };
    report.add(
        id,
        code,
        day.span,
        Words::new(
            format!("{th} {} อยู่ก่อนวันทำสัญญา {}", medium(*day), medium(contracted)),
            format!("{en}, {}, lies before the contract of {contracted}", *day),
        ),
        Words::new("แก้วันที่ หรือแก้ `contracted`", "Mend this day, or `contracted`"),
    );
}
