//! How an advance stands on a day.

use chrono::NaiveDate;

use crate::book::gather::Book;
use crate::book::ledger::{Ledger, View};
use crate::book::standing::{AdvanceStanding, Flag, State, Timing};
use crate::day::{between, shift};
use crate::money::Satang;
use crate::record::Advance;
use crate::record::advance::{Clearing, Extension};
use crate::rule::{Due, DueFrom, Event, Rule, RuleKind, due, rulebook::Start};

/// Vouchers under this share of the money are low use, in per cent.
const LOW_USE_PERCENT: i128 = 70;

/// Returns the rule frozen in the record, else the one in force on `contracted`.
pub(super) fn rule<'b>(book: &'b Book, record: &Advance) -> Option<&'b Rule> {
    match &record.rule {
        Some(id) => book.rules.get(&id.value).filter(|rule| rule.kind == RuleKind::Advance),
        None => book
            .rules
            .in_force(RuleKind::Advance, &record.purpose.value, record.contracted.value),
    }
}

/// Derives the standing as of a day.
pub(super) fn standing(book: &Book, record: &Advance, today: NaiveDate) -> AdvanceStanding {
    let ledger = Ledger::of(record, View::AsOf(today));
    let counted = || record.clearings.iter().filter(|clearing| clearing.counts(today));
    let sum = |part: fn(&Clearing) -> Satang, pending: bool| -> Satang {
        counted().filter(|clearing| clearing.pending == pending).map(part).sum()
    };
    let disbursed = record.disbursed(today);
    let reimbursed: Satang = record
        .reimbursements
        .iter()
        .filter(|paid| paid.counts(today))
        .map(|paid| paid.amount.value)
        .sum();
    let outstanding = ledger.left();
    let over_spent = ledger.over_spent();
    let rule = rule(book, record);
    let objected = ledger.only_objected_since();
    let due = rule.and_then(|rule| due_in_force(book, record, rule, objected, record.extension(today), today));
    let days_past = due.as_ref().map_or(0, |due| between(due.effective, today));
    let state = if record
        .cancelled
        .as_ref()
        .is_some_and(|cancelled| cancelled.date.value <= today)
    {
        State::Cancelled
    } else if !disbursed.is_positive() {
        State::Approved
    } else if outstanding.is_positive() {
        if days_past > 0 {
            State::Overdue
        } else {
            State::Outstanding
        }
    } else if over_spent > reimbursed {
        State::ReimbursementDue
    } else {
        State::Cleared
    };
    let timing = if state.is_settled() {
        Timing::Settled
    } else {
        Timing::of(due.as_ref(), today, book.office.due_soon_days)
    };
    let enforce_by = due.as_ref().zip(rule).map(|(running, rule)| {
        let (purpose, on) = (&record.purpose.value, record.contracted.value);
        let enforcement = book
            .rules
            .companion(RuleKind::Enforcement, rule, record.rule.is_some(), purpose, on);
        due::due(enforcement, running.effective, &book.calendar).effective
    });
    let mut standing = AdvanceStanding {
        state,
        timing,
        flags: Vec::new(),
        disbursed,
        vouchers: sum(Clearing::vouchers, false),
        cash: sum(Clearing::cash, false),
        salary: sum(Clearing::salary, false),
        pending: sum(Clearing::total, true),
        objected: ledger.objected,
        outstanding: if state == State::Cancelled {
            Satang::ZERO
        } else {
            outstanding
        },
        over_spent,
        reimbursed,
        due_by_rule: rule.and_then(|rule| due_by_rule(book, record, rule, today)),
        due,
        days_overdue: if state == State::Overdue { days_past } else { 0 },
        enforce_by,
    };
    standing.flags = flags(book, record, &standing, today);
    standing
}

/// The due date that ran on a day by the record's rule, with the ledger of that day
/// or of the evening before.
pub(in crate::book) fn due_on(
    book: &Book,
    record: &Advance,
    rule: &Rule,
    ledger: &Ledger<'_>,
    day: NaiveDate,
) -> Option<Due> {
    due_in_force(
        book,
        record,
        rule,
        ledger.only_objected_since(),
        record.extension(day),
        day,
    )
}

/// The due date that an advance had to keep which was settled on a day: the objection's
/// own, where an answer to it settled the whole; else the one that ran by then.
#[must_use]
pub fn due_when_settled(
    book: &Book,
    record: &Advance,
    rule: &Rule,
    ledger: &Ledger<'_>,
    day: NaiveDate,
) -> Option<Due> {
    due_in_force(book, record, rule, ledger.answered_since, record.extension(day), day)
}

/// The due date that an extension replaces, and the one that it sets.
pub(in crate::book) fn extended(book: &Book, record: &Advance, extension: &Extension) -> Option<(Due, Due)> {
    let rule = rule(book, record)?;
    let day = extension.date.value;
    let earlier = record
        .extensions
        .iter()
        .filter(|other| other.void.is_none() && other.date.value < day)
        .max_by_key(|other| other.date.value);
    let objected = Ledger::of(record, View::AsOf(day)).only_objected_since();
    let due = |extension| due_in_force(book, record, rule, objected, extension, day);
    Some((due(earlier)?, due(Some(extension))?))
}

/// The due date by the rule alone; none before money came or before the event
/// that the rule counts from.
fn due_by_rule(book: &Book, record: &Advance, rule: &Rule, today: NaiveDate) -> Option<Due> {
    let received = record.last_received(today)?;
    let event = match rule.from {
        Start::Received => received,
        Start::Returned => record.returned.map(|day| day.value).filter(|day| *day <= today)?,
        Start::Contracted => record.contracted.value,
        _ => return None,
    };
    Some(due::due(rule, event, &book.calendar))
}

/// The due date in force: the deadline of the objections open since `objected` where
/// everything else is cleared, else the last extension's, else the rule's.
fn due_in_force(
    book: &Book,
    record: &Advance,
    rule: &Rule,
    objected: Option<NaiveDate>,
    extension: Option<&Extension>,
    today: NaiveDate,
) -> Option<Due> {
    if let Some(objected) = objected
        && extension.is_none_or(|extension| extension.date.value < objected)
    {
        let rule = book.rules.companion(
            RuleKind::Objection,
            rule,
            record.rule.is_some(),
            &record.purpose.value,
            record.contracted.value,
        );
        return Some(due::due(rule, objected, &book.calendar));
    }
    if let Some(extension) = extension
        && record.last_received(today).is_some()
    {
        let from = DueFrom {
            event: Event::Extension,
            date: extension.date.value,
        };
        return Some(due::decided(rule, from, extension.due.value, &book.calendar));
    }
    due_by_rule(book, record, rule, today)
}

fn flags(book: &Book, record: &Advance, standing: &AdvanceStanding, today: NaiveDate) -> Vec<Flag> {
    let settled = standing.state.is_settled();
    let cleared = standing.vouchers + standing.cash + standing.salary;
    let mut flags = Vec::new();
    let mut flag = |flag: Flag, holds: bool| {
        if holds {
            flags.push(flag);
        }
    };
    flag(
        Flag::MissingStartEvent,
        !settled && standing.state != State::Approved && standing.due.is_none(),
    );
    flag(
        Flag::PartlyCleared,
        standing.outstanding.is_positive() && cleared.is_positive(),
    );
    flag(
        Flag::PendingVouchers,
        standing.pending.is_positive() && standing.state != State::Cancelled,
    );
    flag(
        Flag::Objected,
        record.objections.iter().any(|objection| objection.open(today)),
    );
    flag(
        Flag::Enforce,
        standing.state == State::Overdue && standing.enforce_by.is_some_and(|last| today > last),
    );
    flag(
        Flag::LateWithoutReason,
        late_without_reason(book, record, today).next().is_some(),
    );
    flag(
        Flag::LowUse,
        matches!(standing.state, State::Cleared | State::ReimbursementDue)
            && i128::from(standing.vouchers.0) * 100 < i128::from(standing.disbursed.0) * LOW_USE_PERCENT,
    );
    flag(
        Flag::OnHold,
        !settled && record.hold.as_ref().is_some_and(|hold| hold.rests(today)),
    );
    flags
}

/// Returns the clearings up to a day that came after the due date of their
/// day and say no reason.
pub(in crate::book) fn late_without_reason<'a>(
    book: &'a Book,
    record: &'a Advance,
    today: NaiveDate,
) -> impl Iterator<Item = &'a Clearing> {
    let rule = rule(book, record);
    record
        .clearings
        .iter()
        .filter(move |clearing| clearing.counts(today) && !clearing.pending && clearing.late_reason.is_none())
        .filter(move |clearing| {
            let day = clearing.date.value;
            // What was left, and so which deadline ran, is told by the evening before.
            let ledger = Ledger::of(record, View::AsOf(shift(day, -1)));
            let due = rule.and_then(|rule| due_on(book, record, rule, &ledger, day));
            // With nothing left by then, it answers what came up that very day.
            ledger.left().is_positive() && due.is_some_and(|due| day > due.effective)
        })
}
