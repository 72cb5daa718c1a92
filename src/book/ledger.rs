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
    /// An objection reopens its amount, as far as it was cleared.
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
    /// What was left to clear before it, objected parts included.
    pub before: Satang,
    /// What has been spent above the money paid out, after it.
    pub over_spent: Satang,
    /// Cleared and not objected to, before this step.
    pub accepted_before: Satang,
}

/// An advance's balance, step by step.
#[derive(Clone, Debug, Default)]
pub struct Ledger<'a> {
    /// The steps.
    pub steps: Vec<Step<'a>>,
    /// What is left of the money paid out; negative when more was spent.
    balance: Satang,
    /// Cleared and not objected to.
    pub accepted: Satang,
    /// What open objections reopened and nobody has repaid.
    pub objected: Satang,
    /// The day of the oldest objection of which something is still to be repaid.
    objected_since: Option<NaiveDate>,
}

impl Ledger<'_> {
    /// Returns what is left to clear: of the money, and of open objections.
    #[must_use]
    pub fn left(&self) -> Satang {
        self.balance.or_nothing() + self.objected
    }

    /// Returns what was spent above the money paid out, before reimbursement.
    #[must_use]
    pub fn over_spent(&self) -> Satang {
        (Satang::ZERO - self.balance).or_nothing()
    }

    /// Where all that is left is what objections reopened, returns the day of
    /// the oldest that is open.
    #[must_use]
    pub fn only_objected_since(&self) -> Option<NaiveDate> {
        self.objected_since
            .filter(|_| self.objected.is_positive() && !self.balance.is_positive())
    }
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
        let mut open: Vec<(&Objection, Satang)> = Vec::new();
        for (date, _, what) in moves {
            let before = ledger.left();
            let accepted_before = ledger.accepted;
            match what {
                Move::Payout(part) => ledger.balance += part.map_or(advance.amount.value, |part| part.amount.value),
                Move::Clearing(clearing) => {
                    let mut rest = clearing.total();
                    ledger.accepted += rest;
                    // A clearing after an objection answers the objection first.
                    for (_, remaining) in &mut open {
                        let part = (*remaining).min(rest);
                        *remaining = *remaining - part;
                        rest = rest - part;
                    }
                    ledger.balance = ledger.balance - rest;
                }
                Move::Objection(objection) => {
                    // What is still under check is not cleared, and cannot reopen.
                    let reopened = objection.amount.value.min(ledger.accepted.or_nothing());
                    ledger.accepted = ledger.accepted - reopened;
                    open.push((objection, reopened));
                }
                // Whatever was not repaid is accepted after all.
                Move::Resolution(objection) => open.retain(|(known, remaining)| {
                    let settled = std::ptr::eq(*known, objection);
                    if settled {
                        ledger.accepted += *remaining;
                    }
                    !settled
                }),
            }
            ledger.objected = open.iter().map(|(_, remaining)| *remaining).sum();
            ledger.objected_since = open
                .iter()
                .filter(|(_, remaining)| remaining.is_positive())
                .map(|(objection, _)| objection.date.value)
                .min();
            ledger.steps.push(Step {
                date,
                what,
                before,
                over_spent: ledger.over_spent(),
                accepted_before,
            });
        }
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
