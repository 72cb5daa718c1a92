//! Money events against what is left.

use chrono::NaiveDate;

use super::Report;
use crate::book::ledger::{Ledger, Move, Step, View};
use crate::book::register::Register;
use crate::money::Satang;
use crate::record::advance::Clearing;
use crate::record::event::Payment;
use crate::record::{Advance, Body, Guarantee};
use crate::text::{Code, Span, Words};
use crate::thai::date::medium;

pub(super) fn check(register: &Register<'_>, report: &mut Report<'_>) {
    let book = register.book;
    for record in &book.advances {
        advance(report, record);
    }
    for record in &book.guarantees {
        guarantee(report, record);
    }
    for part in book.parts.iter().filter(|part| part.sums) {
        match &part.body {
            Body::Advance(record) => advance(report, record),
            Body::Guarantee(record) => guarantee(report, record),
        }
    }
}

fn advance(report: &mut Report<'_>, record: &Advance) {
    payouts(report, record);
    let ledger = Ledger::of(record, View::Everything);
    let first = record.first_received(NaiveDate::MAX);
    for step in &ledger.steps {
        match step.what {
            Move::Clearing(clearing) if first.is_none_or(|first| clearing.date.value < first) => {
                before_payout(report, record, clearing.date.span, clearing.date.value, first);
            }
            Move::Clearing(clearing) => over_return(report, record, clearing, step),
            Move::Objection(objection) if objection.amount.value > step.accepted_before => report.add(
                &record.id,
                Code::OverObjection,
                objection.amount.span,
                Words::new(
                    format!(
                        "ทักท้วง {} เกินยอดที่ส่งใช้แล้วและยังไม่ถูกทักท้วง {}",
                        objection.amount.grouped(),
                        step.accepted_before.grouped()
                    ),
                    format!(
                        "Objection to {}, but only {} is cleared and not yet objected to",
                        objection.amount.grouped(),
                        step.accepted_before.grouped()
                    ),
                ),
                Words::new(
                    "ตรวจจำนวนเงินที่ทักท้วง หรือวันที่ส่งใช้",
                    "Check the amount objected to, or the day of the clearing",
                ),
            ),
            _ => {}
        }
    }
    reimbursements(report, record, first);
    cancelled(report, record);
}

fn payouts(report: &mut Report<'_>, record: &Advance) {
    let mut paid = Satang::ZERO;
    for part in record.disbursements.iter().filter(|part| part.void.is_none()) {
        paid += part.amount.value;
        if paid > record.amount.value {
            return report.add(
                &record.id,
                Code::OverPayout,
                part.amount.span,
                Words::new(
                    format!("จ่ายรวม {} เกินจำนวนตามสัญญา {}", paid.grouped(), record.amount.grouped()),
                    format!(
                        "Paid out {} in all, above the contract's {}",
                        paid.grouped(),
                        record.amount.grouped()
                    ),
                ),
                Words::new(
                    "แก้จำนวนเงินของงวด หรือ `amount` ของสัญญา",
                    "Mend the part's amount, or the contract's `amount`",
                ),
            );
        }
    }
}

fn before_payout(report: &mut Report<'_>, record: &Advance, span: Span, day: NaiveDate, first: Option<NaiveDate>) {
    let message = match first {
        Some(first) => Words::new(
            format!("วันที่ {} อยู่ก่อนวันรับเงิน {}", medium(day), medium(first)),
            format!("{day} lies before the money was received on {first}"),
        ),
        None => Words::new(
            "ยังไม่มีวันรับเงิน (`received`)",
            "The money has not been received (`received`)",
        ),
    };
    report.add(
        &record.id,
        Code::BeforePayout,
        span,
        message,
        Words::new(
            "ใส่วันรับเงิน `received` หรือแก้วันที่ของเหตุการณ์นี้",
            "Write the day of receipt, `received`, or mend the day of this event",
        ),
    );
}

/// Vouchers may exceed what is left, once: the borrower spent more than was
/// advanced. Cash and salary never do.
fn over_return(report: &mut Report<'_>, record: &Advance, clearing: &Clearing, step: &Step<'_>) {
    let given_back = clearing.cash() + clearing.salary();
    let allowed = clearing.total() <= step.before || (!given_back.is_positive() && step.before.is_positive());
    if allowed {
        return far_over_spent(report, record, clearing, step);
    }
    let left = step.before.or_nothing();
    let span = [clearing.cash, clearing.salary, clearing.vouchers]
        .into_iter()
        .flatten()
        .find(|amount| amount.is_positive())
        .map_or(clearing.span, |amount| amount.span);
    report.add(
        &record.id,
        Code::OverReturn,
        span,
        Words::new(
            format!("ส่งใช้ครั้งนี้ {} แต่คงค้างเพียง {}", clearing.total().grouped(), left.grouped()),
            format!(
                "This clearing gives {}, but only {} is left",
                clearing.total().grouped(),
                left.grouped()
            ),
        ),
        Words::new(
            "แก้จำนวนเงิน หรือถ้าบันทึกซ้ำ ให้เพิ่ม  void = { date = …, reason = \"…\" }  ในรายการนี้",
            "Mend the amount or, if it was entered twice, add  void = { date = …, reason = \"…\" }  here",
        ),
    );
}

/// A borrower does spend more than was advanced; vouchers of more than twice what
/// was left are a digit too many until somebody has looked.
fn far_over_spent(report: &mut Report<'_>, record: &Advance, clearing: &Clearing, step: &Step<'_>) {
    let over = clearing.total() - step.before;
    let Some(vouchers) = clearing.vouchers.filter(|_| over > step.before) else {
        return;
    };
    report.add(
        &record.id,
        Code::FarOverSpent,
        vouchers.span,
        Words::new(
            format!(
                "ใบสำคัญ {} แต่คงค้างเพียง {} ใช้เกินเงินยืม {} บาท",
                clearing.vouchers().grouped(),
                step.before.grouped(),
                over.grouped()
            ),
            format!(
                "Vouchers of {}, but only {} is left: over-spent by {}",
                clearing.vouchers().grouped(),
                step.before.grouped(),
                over.grouped()
            ),
        ),
        Words::new(
            "ตรวจว่าพิมพ์เลขเกินหนึ่งหลักหรือไม่ ถ้าใช้จ่ายจริงตามนี้ คงไว้ได้",
            "See whether a digit too many was typed; it may stand if that much was spent",
        ),
    );
}

fn reimbursements(report: &mut Report<'_>, record: &Advance, first: Option<NaiveDate>) {
    // Vouchers under check clear nothing, so they justify nothing either.
    let ledger = Ledger::of(record, View::AsOf(NaiveDate::MAX));
    let mut paid = Satang::ZERO;
    let mut payments: Vec<&Payment> = record.reimbursements.iter().filter(|one| one.void.is_none()).collect();
    payments.sort_by_key(|one| one.date.value);
    for one in payments {
        // Only what was over-spent by then can be paid back.
        let by_then = ledger.steps.iter().rev().find(|step| step.date <= one.date.value);
        let over_spent = by_then.map_or(Satang::ZERO, |step| step.over_spent);
        if first.is_none_or(|first| one.date.value < first) {
            before_payout(report, record, one.date.span, one.date.value, first);
        }
        paid += one.amount.value;
        if paid > over_spent {
            report.add(
                &record.id,
                Code::OverReimbursement,
                one.amount.span,
                Words::new(
                    format!("จ่ายชดเชยรวม {} แต่จ่ายเกินไปเพียง {}", paid.grouped(), over_spent.grouped()),
                    format!(
                        "Reimbursed {} in all, but only {} was over-spent",
                        paid.grouped(),
                        over_spent.grouped()
                    ),
                ),
                Words::new(
                    "แก้จำนวนเงิน หรือบันทึกใบสำคัญที่ขาด",
                    "Mend the amount, or enter the vouchers that are missing",
                ),
            );
            return;
        }
    }
}

fn cancelled(report: &mut Report<'_>, record: &Advance) {
    let Some(cancelled) = &record.cancelled else { return };
    // Vouchers under check have cleared nothing: their money is still out. What came
    // back later was out when the contract was cancelled.
    let day = cancelled.date.value;
    let whole = Ledger::of(record, View::AsOf(NaiveDate::MAX));
    let since = whole
        .steps
        .iter()
        .filter(|step| step.date > day)
        .map(|step| step.before);
    let left = since.fold(
        whole.left().max(Ledger::of(record, View::AsOf(day)).left()),
        Satang::max,
    );
    if left.is_positive() {
        report.add(
            &record.id,
            Code::CancelledWithMoney,
            cancelled.date.span,
            Words::new(
                format!("ยกเลิกทั้งที่ยังค้าง {}", left.grouped()),
                format!("Cancelled while {} is still out", left.grouped()),
            ),
            Words::new(
                "บันทึกการคืนเงินใน [[clearing]] ไม่ช้ากว่าวันยกเลิก หรือแก้วันยกเลิก",
                "Enter the return of the money as [[clearing]], no later than the day of cancelling; or mend that day",
            ),
        );
    }
}

fn guarantee(report: &mut Report<'_>, record: &Guarantee) {
    let mut events: Vec<&Payment> = record.refunds.iter().chain(&record.forfeits).collect();
    events.retain(|one| one.void.is_none());
    events.sort_by_key(|one| one.date.value);
    let mut left = record.amount.value;
    for one in events {
        if record.received.is_none_or(|received| one.date.value < received.value) {
            report.add(
                &record.id,
                Code::BeforePayout,
                one.date.span,
                Words::new(
                    "คืนหรือริบก่อนวันรับหลักประกัน",
                    "Returned or forfeited before the guarantee was received",
                ),
                Words::new(
                    "ใส่วันรับหลักประกัน `received` หรือแก้วันที่",
                    "Write the day of receipt, `received`, or mend this day",
                ),
            );
        }
        if one.amount.value > left {
            report.add(
                &record.id,
                Code::OverReturn,
                one.amount.span,
                Words::new(
                    format!("คืนหรือริบ {} แต่คงเหลือเพียง {}", one.amount.grouped(), left.grouped()),
                    format!(
                        "{} returned or forfeited, but only {} is left",
                        one.amount.grouped(),
                        left.grouped()
                    ),
                ),
                Words::new(
                    "แก้จำนวนเงิน หรือถ้าบันทึกซ้ำ ให้เพิ่ม  void = { date = …, reason = \"…\" }  ในรายการนี้",
                    "Mend the amount or, if it was entered twice, add  void = { date = …, reason = \"…\" }  here",
                ),
            );
        }
        left = (left - one.amount.value).or_nothing();
    }
    if let Some(cancelled) = &record.cancelled
        && let left = held_on(record, cancelled.date.value).max(left)
        && left.is_positive()
        && record.received.is_some()
    {
        report.add(
            &record.id,
            Code::CancelledWithMoney,
            cancelled.date.span,
            Words::new(
                format!("ยกเลิกทั้งที่ยังถือหลักประกัน {}", left.grouped()),
                format!("Cancelled while {} is still held", left.grouped()),
            ),
            Words::new(
                "บันทึกการคืนใน [[refund]] ไม่ช้ากว่าวันยกเลิก หรือแก้วันยกเลิก",
                "Enter the return as [[refund]], no later than the day of cancelling; or mend that day",
            ),
        );
    }
}

/// What had been neither returned nor forfeited by a day.
fn held_on(record: &Guarantee, day: NaiveDate) -> Satang {
    let gone = record.refunds.iter().chain(&record.forfeits);
    let gone: Satang = gone.filter(|one| one.counts(day)).map(|one| one.amount.value).sum();
    (record.amount.value - gone).or_nothing()
}
