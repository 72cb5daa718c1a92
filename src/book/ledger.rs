//! The running balance of an advance: pay-outs, clearings, objections in the
//! order of their days.

use std::collections::VecDeque;

use chrono::NaiveDate;

use crate::money::Satang;
use crate::record::advance::{Advance, Clearing, Objection, Payout};
use crate::record::event;

/// One thing that moves the balance.
#[derive(Clone, Copy, Debug)]
pub enum Move<'a> {
    /// Money paid out.
    Payout(Payout),
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
    /// Where answering objections has settled the whole, the day of the oldest of them.
    pub answered_since: Option<NaiveDate>,
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

    /// Returns the day on which nothing was left any more, and stayed so.
    #[must_use]
    pub fn settled_on(&self) -> Option<NaiveDate> {
        if self.left().is_positive() {
            return None;
        }
        let mut steps = self.steps.iter().rev();
        steps.find(|step| step.before.is_positive()).map(|step| step.date)
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
        let mut moves = VecDeque::from(moves);
        let mut ledger = Ledger::default();
        // Objections of which something is still to be repaid, the oldest first.
        let mut open: VecDeque<(&Objection, Satang)> = VecDeque::new();
        while let Some((date, rank, what)) = moves.pop_front() {
            let before = ledger.left();
            let objected = ledger.only_objected_since().or(ledger.answered_since);
            // What is cleared when nothing is left answers an objection of the same day.
            if matches!(what, Move::Clearing(_)) && !before.is_positive() {
                let today = moves.iter().take_while(|(day, ..)| *day == date);
                let objected = today
                    .enumerate()
                    .filter(|(_, (.., what))| matches!(what, Move::Objection(_)));
                if let Some((last, _)) = objected.last() {
                    moves.insert(last + 1, (date, rank, what));
                    continue;
                }
            }
            let accepted_before = ledger.accepted;
            match what {
                Move::Payout(payout) => ledger.balance += payout.amount,
                Move::Clearing(clearing) => {
                    let mut rest = clearing.total();
                    ledger.accepted += rest;
                    // A clearing after an objection answers the objection first.
                    while let Some((_, remaining)) = open.front_mut().filter(|_| rest.is_positive()) {
                        let part = (*remaining).min(rest);
                        *remaining = *remaining - part;
                        rest = rest - part;
                        ledger.objected = ledger.objected - part;
                        if !remaining.is_positive() {
                            open.pop_front();
                        }
                    }
                    ledger.balance = ledger.balance - rest;
                }
                Move::Objection(objection) => {
                    // What is still under check is not cleared, and cannot reopen.
                    let reopened = objection.amount.value.min(ledger.accepted.or_nothing());
                    ledger.accepted = ledger.accepted - reopened;
                    ledger.objected += reopened;
                    if reopened.is_positive() {
                        open.push_back((objection, reopened));
                    }
                }
                // Whatever was not repaid is accepted after all.
                Move::Resolution(objection) => open.retain(|(known, remaining)| {
                    let settled = std::ptr::eq(*known, objection);
                    if settled {
                        ledger.accepted += *remaining;
                        ledger.objected = ledger.objected - *remaining;
                    }
                    !settled
                }),
            }
            ledger.objected_since = open.front().map(|(objection, _)| objection.date.value);
            ledger.answered_since = objected.filter(|_| !ledger.left().is_positive());
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
    let today = match view {
        View::AsOf(today) => today,
        View::Everything => NaiveDate::MAX,
    };
    let payouts = advance.payouts(today);
    let mut list: Vec<_> = payouts.map(|payout| (payout.date, 0, Move::Payout(payout))).collect();
    for clearing in &advance.clearings {
        let under_check = clearing.pending && view != View::Everything;
        if !under_check && clearing.counts(today) {
            list.push((clearing.date.value, 1, Move::Clearing(clearing)));
        }
    }
    for objection in &advance.objections {
        if event::counts(objection.date.value, objection.void.as_ref(), today) {
            list.push((objection.date.value, 2, Move::Objection(objection)));
            if let Some(resolved) = objection.resolved.filter(|resolved| resolved.value <= today) {
                list.push((resolved.value, 3, Move::Resolution(objection)));
            }
        }
    }
    list
}
