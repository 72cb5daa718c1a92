//! How a guarantee stands on a day.

use chrono::NaiveDate;

use crate::book::gather::Book;
use crate::book::standing::{Flag, GuaranteeStanding, InspectionWindow, State, Timing};
use crate::day::between;
use crate::money::Satang;
use crate::record::Guarantee;
use crate::record::event::Payment;
use crate::record::guarantee::{GuaranteeKind, InspectionResult};
use crate::rule::{Period, Rule, RuleKind, due, rulebook::Start};

/// A guarantee is called unclaimed from this long after its release.
const UNCLAIMED_AFTER: Period = Period::months(12);

/// Returns the rule frozen in the record, else the one in force on the day of
/// its law.
pub(super) fn rule<'b>(book: &'b Book, record: &Guarantee) -> Option<&'b Rule> {
    match &record.rule {
        Some(id) => book
            .rules
            .get(&id.value)
            .filter(|rule| rule.kind == RuleKind::Guarantee),
        None => book
            .rules
            .in_force(RuleKind::Guarantee, record.kind.value.name(), record.law_day()?),
    }
}

/// Derives the standing as of a day.
pub(super) fn standing(book: &Book, record: &Guarantee, today: NaiveDate) -> GuaranteeStanding {
    let paid = |list: &[Payment]| -> Satang {
        list.iter()
            .filter(|one| one.counts(today))
            .map(|one| one.amount.value)
            .sum()
    };
    let (refunded, forfeited) = (paid(&record.refunds), paid(&record.forfeits));
    let came_in = record.received.is_some_and(|received| received.value <= today);
    let held = if came_in {
        (record.amount.value - refunded - forfeited).or_nothing()
    } else {
        Satang::ZERO
    };
    let warranty_end = record.warranty_end(today);
    let released = release(record, today);
    let due = rule(book, record).filter(|_| came_in).and_then(|rule| {
        let event = match rule.from {
            Start::Received => record.received.map(|day| day.value),
            Start::Contracted => record.contracted.map(|day| day.value),
            Start::Accepted => record.accepted.map(|day| day.value).filter(|day| *day <= today),
            Start::WarrantyEnd => warranty_end,
            _ => released,
        };
        Some(due::due(rule, event?, &book.calendar))
    });
    let days_past = due.as_ref().map_or(0, |due| between(due.effective, today));
    let state = if record
        .cancelled
        .as_ref()
        .is_some_and(|cancelled| cancelled.date.value <= today)
    {
        State::Cancelled
    } else if !came_in {
        State::Expected
    } else if !held.is_positive() {
        if refunded.is_positive() {
            State::Returned
        } else {
            State::Forfeited
        }
    } else if released.is_some_and(|day| day <= today) {
        if days_past > 0 {
            State::Overdue
        } else {
            State::Returnable
        }
    } else {
        State::Held
    };
    let timing = if state.is_settled() {
        Timing::Settled
    } else {
        Timing::of(due.as_ref(), today, book.office.due_soon_days)
    };
    let inspection = window(book, record, warranty_end);
    let mut standing = GuaranteeStanding {
        state,
        timing,
        flags: Vec::new(),
        held: if state == State::Cancelled { Satang::ZERO } else { held },
        refunded,
        forfeited,
        released,
        warranty_end,
        inspection,
        days_overdue: if state == State::Overdue { days_past } else { 0 },
        due,
    };
    standing.flags = flags(record, &standing, today);
    standing
}

/// Returns the day of release as known on a day: the decided one, else the
/// end of the warranty, put off while defects are not mended.
///
/// Bid and advance-payment guarantees are released by a decision alone.
fn release(record: &Guarantee, today: NaiveDate) -> Option<NaiveDate> {
    if let Some(decided) = record.released {
        return Some(decided.value);
    }
    if matches!(record.kind.value, GuaranteeKind::Bid | GuaranteeKind::AdvancePayment) {
        return None;
    }
    let end = record.warranty_end(today)?;
    let mut release = Some(end);
    let mut inspections: Vec<_> = record.inspections.iter().filter(|one| one.counts(today)).collect();
    inspections.sort_by_key(|one| one.date.value);
    for inspection in inspections {
        match inspection.result {
            // Defects told within the warranty keep the contractor bound.
            Some(InspectionResult::Defects) if inspection.date.value <= end => release = None,
            Some(InspectionResult::Clean) if release.is_none() => release = Some(end.max(inspection.date.value)),
            _ => {}
        }
    }
    release
}

fn window(book: &Book, record: &Guarantee, warranty_end: Option<NaiveDate>) -> Option<InspectionWindow> {
    let (closes, warranty) = (warranty_end?, record.warranty?.value);
    let rule = book
        .rules
        .inspection(record.kind.value.name(), warranty, record.law_day()?)?;
    let opens = rule.raw(closes).max(record.accepted?.value);
    Some(InspectionWindow {
        opens,
        closes,
        rule: rule.id.clone(),
    })
}

fn flags(record: &Guarantee, standing: &GuaranteeStanding, today: NaiveDate) -> Vec<Flag> {
    let kept = matches!(standing.state, State::Held | State::Returnable | State::Overdue);
    let free = matches!(standing.state, State::Returnable | State::Overdue);
    let mut flags = Vec::new();
    let mut flag = |flag: Flag, holds: bool| {
        if holds {
            flags.push(flag);
        }
    };
    flag(Flag::LgGap, kept && lg_gap(record, standing, today));
    flag(
        Flag::InspectionDue,
        matches!(standing.state, State::Held | State::Returnable)
            && standing.inspection.as_ref().is_some_and(|window| {
                let inspected = record
                    .inspections
                    .iter()
                    .any(|one| one.counts(today) && one.date.value >= window.opens);
                (window.opens..=window.closes).contains(&today) && !inspected
            }),
    );
    flag(
        Flag::Unclaimed,
        free && standing.released.is_some_and(|day| UNCLAIMED_AFTER.after(day) <= today),
    );
    flag(
        Flag::OnHold,
        !standing.state.is_settled() && record.hold.as_ref().is_some_and(|hold| hold.rests(today)),
    );
    flags
}

/// Returns whether the letter ends before the obligations that it secures, or
/// has ended while the guarantee is still kept.
fn lg_gap(record: &Guarantee, standing: &GuaranteeStanding, today: NaiveDate) -> bool {
    let valid = record
        .letter(today)
        .and_then(|letter| letter.valid_until)
        .map(|day| day.value);
    let needed = standing.secured_until();
    let lapsed = valid.is_some_and(|valid| valid < today);
    record.form.value.is_letter() && (lapsed || valid.zip(needed).is_some_and(|(valid, needed)| valid < needed))
}
