//! The running balance of an advance: pay-outs, clearings, objections in the
//! order of their days.

use chrono::NaiveDate;

use crate::money::Satang;
use crate::record::advance::{Advance, Clearing, Objection};
use crate::record::event::Payment;

/// One thing that moves the balance.
#[derive(Clone, Copy, Debug)]
pub enum Move<'a> {
    /// Money paid out; nothing to point at where it came at once.
    Payout(Option<&'a Payment>),
    /// A clearing.
    Clearing(&'a Clearing),
    /// An objection reopens its amount.
    Objection(&'a Objection),
    /// An objection is settled: what was not repaid is accepted after all.
    Resolution(&'a Objection),
}

/// One step of the ledger.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// The day.
    pub date: NaiveDate,
    /// What happened.
    pub what: Move<'a>,
    /// What was left to clear before it.
    pub before: Satang,
    /// What was left after it; negative once more is spent than was paid out.
    pub after: Satang,
    /// Cleared so far, before this step.
    pub cleared_before: Satang,
}

/// An advance's balance, step by step.
#[derive(Clone, Debug, Default)]
pub struct Ledger<'a> {
    /// The steps.
    pub steps: Vec<Step<'a>>,
    /// What is left; negative when over-spent.
    pub left: Satang,
    /// The part of it that open objections reopened.
    pub objected: Satang,
}

/// Which events the ledger takes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// What counts as of a day.
    AsOf(NaiveDate),
    /// Everything that was not voided, pending clearings included: what may
    /// not be exceeded.
    Everything,
}

impl<'a> Ledger<'a> {
    /// Replays an advance.
    #[must_use]
    pub fn of(advance: &'a Advance, view: View) -> Ledger<'a> {
        let mut moves = moves(advance, view);
        // Stable: on one day money comes first, then clearings, then objections.
        moves.sort_by_key(|(date, rank, _)| (*date, *rank));
        let mut ledger = Ledger::default();
        let mut cleared = Satang::ZERO;
        let mut open: Vec<(&Objection, Satang)> = Vec::new();
        for (date, _, what) in moves {
            let before = ledger.left;
            let cleared_before = cleared;
            match what {
                Move::Payout(part) => ledger.left += part.map_or(advance.amount.value, |part| part.amount.value),
                Move::Clearing(clearing) => {
                    let mut rest = clearing.total();
                    cleared += rest;
                    ledger.left = ledger.left - rest;
                    // A clearing after an objection answers the objection first.
                    for (_, remaining) in &mut open {
                        let part = (*remaining).min(rest);
                        *remaining = *remaining - part;
                        rest = rest - part;
                    }
                }
                Move::Objection(objection) => {
                    ledger.left += objection.amount.value;
                    open.push((objection, objection.amount.value));
                }
                Move::Resolution(objection) => {
                    if let Some(at) = open.iter().position(|(known, _)| std::ptr::eq(*known, objection)) {
                        let (_, remaining) = open.remove(at);
                        ledger.left = ledger.left - remaining;
                    }
                }
            }
            ledger.steps.push(Step {
                date,
                what,
                before,
                after: ledger.left,
                cleared_before,
            });
        }
        ledger.objected = open.into_iter().map(|(_, remaining)| remaining).sum();
        ledger
    }
}

fn moves(advance: &Advance, view: View) -> Vec<(NaiveDate, u8, Move<'_>)> {
    let takes = |date: NaiveDate, voided: Option<NaiveDate>| match view {
        View::AsOf(today) => date <= today && voided.is_none_or(|on| on > today),
        View::Everything => voided.is_none(),
    };
    let mut list = Vec::new();
    if advance.disbursements.is_empty()
        && let Some(received) = advance.received
        && takes(received.value, None)
    {
        list.push((received.value, 0, Move::Payout(None)));
    }
    for part in &advance.disbursements {
        if takes(part.date.value, part.void.as_ref().map(|void| void.date)) {
            list.push((part.date.value, 0, Move::Payout(Some(part))));
        }
    }
    for clearing in &advance.clearings {
        let under_check = clearing.pending && view != View::Everything;
        if !under_check && takes(clearing.date.value, clearing.void.as_ref().map(|void| void.date)) {
            list.push((clearing.date.value, 1, Move::Clearing(clearing)));
        }
    }
    for objection in &advance.objections {
        if takes(objection.date.value, objection.void.as_ref().map(|void| void.date)) {
            list.push((objection.date.value, 2, Move::Objection(objection)));
            if let Some(resolved) = objection.resolved
                && takes(resolved.value, None)
            {
                list.push((resolved.value, 3, Move::Resolution(objection)));
            }
        }
    }
    list
}
