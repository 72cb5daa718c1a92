//! Advances that cannot be counted yet, or were cleared late without a word.

use super::Report;
use crate::book::figures::late_without_reason;
use crate::book::register::{Entry, Register};
use crate::book::standing::Flag;
use crate::text::{Code, Words};
use crate::thai::date::medium;

pub(super) fn check(register: &Register<'_>, report: &mut Report<'_>) {
    for entry in &register.entries {
        let Entry::Advance(record, standing) = entry else {
            continue;
        };
        // A purpose or rule that does not exist is reported as that.
        if standing.flags.contains(&Flag::MissingStartEvent)
            && crate::book::figures::advance_rule(register.book, record).is_some()
        {
            report.add(
                &record.id,
                Code::MissingStartEvent,
                record.purpose.span,
                Words::new(
                    "รับเงินแล้ว แต่ยังไม่มีวันกลับมาถึง จึงยังไม่มีวันครบกำหนด",
                    "Money is out, but there is no day of return, so there is no due date yet",
                ),
                Words::new(
                    "เมื่อผู้ยืมกลับมาถึง เพิ่มบรรทัด  returned = YYYY-MM-DD",
                    "When the borrower is back, add the line  returned = YYYY-MM-DD",
                ),
            );
        }
        if standing.flags.contains(&Flag::LateWithoutReason) {
            for clearing in late_without_reason(register.book, record, register.today) {
                report.add(
                    &record.id,
                    Code::LateWithoutReason,
                    clearing.date.span,
                    Words::new(
                        format!("ส่งใช้วันที่ {} หลังวันครบกำหนด โดยไม่มีคำชี้แจง", medium(*clearing.date)),
                        format!("Cleared on {}, after the due date, without a reason", *clearing.date),
                    ),
                    Words::new(
                        "เพิ่ม  late_reason = \"…\"  ตามบันทึกชี้แจงของผู้ยืม",
                        "Add  late_reason = \"…\"  from the borrower's explanation",
                    ),
                );
            }
        }
    }
}
