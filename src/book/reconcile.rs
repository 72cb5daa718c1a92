//! กระทบยอด: what the registers come to on a month's last day beside what the
//! ledger and the bank say, what of the difference the office has explained,
//! and where the rest may come from.
//!
//! A difference is the ledger's figure less the register's: above nothing the
//! ledger says more.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::figures;
use super::gather::Book;
use super::register::{Entry, Register, Sum, Totals};
use crate::day::{between, shift};
use crate::money::Satang;
use crate::record::balances::{Account, Balance, Balances, Difference, Scope};
use crate::record::event::Void;
use crate::record::{Advance, Form, Guarantee};

/// How many months are held against the registers, the newest first.
pub const MONTHS: usize = 24;

/// How many days around a month's end an entry may have slipped over it.
const NEAR: i64 = 7;

/// How many records are named that the rest may come from.
const HINTS: usize = 12;

/// A month's balances, held against the registers.
#[derive(Clone, Debug)]
pub struct Month<'b> {
    /// What the office typed in.
    pub balances: &'b Balances,
    /// Each balance in its order.
    pub lines: Vec<Line<'b>>,
}

impl Month<'_> {
    /// Returns what nothing explains, whichever way, over all balances.
    #[must_use]
    pub fn unexplained(&self) -> Satang {
        self.lines.iter().map(|line| Satang(line.rest.0.abs())).sum()
    }
}

/// One balance.
#[derive(Clone, Debug)]
pub struct Line<'b> {
    /// What the ledger says.
    pub balance: &'b Balance,
    /// What the register comes to.
    pub register: Sum,
    /// The ledger's figure less the register's.
    pub difference: Satang,
    /// What explains it.
    pub reasons: Vec<&'b Difference>,
    /// How much of it is explained.
    pub explained: Satang,
    /// What is not.
    pub rest: Satang,
}

/// Why a record may be where the rest comes from; the likeliest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The register has this by the month's end, the ledger may not.
    Unbooked,
    /// The register has it in the month after, the ledger may have it already.
    Early,
    /// Handed in and under check: the ledger may have cleared it already.
    Pending,
    /// The ledger may not have the record at all.
    Whole,
    /// The ledger may have it on the wrong side: half the rest.
    WrongSide,
    /// The ledger may have it twice.
    Twice,
    /// It happened on the days around the month's end.
    Near,
}

impl Why {
    /// Returns the name by which pages find its words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Why::Unbooked => "unbooked",
            Why::Early => "early",
            Why::Pending => "pending",
            Why::Whole => "whole",
            Why::WrongSide => "wrong-side",
            Why::Twice => "twice",
            Why::Near => "near",
        }
    }
}

/// A record that the rest may come from.
#[derive(Clone, Copy, Debug)]
pub struct Hint<'e, 'b> {
    /// The record, as it stands today.
    pub entry: &'e Entry<'b>,
    /// Why.
    pub why: Why,
    /// The day on which it moved; the month's end where it is about what was open.
    pub day: NaiveDate,
    /// What it added to the register's figure that day, or took from it.
    pub effect: Satang,
}

/// Holds the balances of ended months against the registers, the newest first.
#[must_use]
pub fn months(book: &Book, today: NaiveDate) -> Vec<Month<'_>> {
    let mut ended: Vec<&Balances> = book.balances.iter().filter(|month| month.end <= today).collect();
    ended.sort_by_key(|month| std::cmp::Reverse(month.end));
    ended.truncate(MONTHS);
    ended.into_par_iter().map(|balances| month(book, balances)).collect()
}

fn month<'b>(book: &'b Book, balances: &'b Balances) -> Month<'b> {
    let register = Register::new(book, balances.end);
    Month {
        balances,
        lines: balances
            .balances
            .iter()
            .map(|balance| line(&register, balances, balance))
            .collect(),
    }
}

fn line<'b>(register: &Register<'b>, balances: &'b Balances, balance: &'b Balance) -> Line<'b> {
    let sum = sum(register, &balance.scope, &balance.forms);
    let difference = balance.amount.value - sum.amount;
    let explains = |one: &&Difference| one.scope == balance.scope;
    let reasons: Vec<&Difference> = balances.differences.iter().filter(explains).collect();
    let explained = reasons.iter().map(|one| one.signed()).sum();
    Line {
        balance,
        register: sum,
        difference,
        reasons,
        explained,
        rest: difference - explained,
    }
}

/// Returns what a register comes to of an account, or of the part of it that is
/// meant; `forms` says which guarantees lie in the bank.
#[must_use]
pub fn sum(register: &Register<'_>, scope: &Scope, forms: &[Form]) -> Sum {
    let totals = Totals::of(register.entries.iter().filter(|entry| is_of(scope, forms, entry)));
    match scope.account {
        Account::Debtors => totals.outstanding,
        Account::OffBudgetBank => totals.held,
    }
}

fn is_of(scope: &Scope, forms: &[Form], entry: &Entry<'_>) -> bool {
    let mine = match entry {
        Entry::Advance(record, _) => {
            scope.account == Account::Debtors && scope.fund.is_none_or(|fund| record.fund.value == fund)
        }
        Entry::Guarantee(record, _) => scope.account == Account::OffBudgetBank && forms.contains(&record.form.value),
    };
    mine && scope.agency.as_ref().is_none_or(|slug| entry.id().agency == *slug)
}

/// Returns the records that what nothing explains may come from, the likeliest
/// first; none where nothing is left to explain. `register` is today's.
#[must_use]
pub fn hints<'e, 'b>(register: &'e Register<'b>, end: NaiveDate, line: &Line<'_>) -> Vec<Hint<'e, 'b>> {
    if line.rest == Satang::ZERO {
        return Vec::new();
    }
    let mut hints: Vec<Hint<'_, '_>> = register
        .entries
        .par_iter()
        .filter(|entry| is_of(&line.balance.scope, &line.balance.forms, entry))
        .filter_map(|entry| hint(register, end, line.rest, entry))
        .collect();
    hints.sort_by_key(|hint| (hint.why, between(hint.day, end).abs(), hint.entry.id()));
    hints.truncate(HINTS);
    hints
}

/// The likeliest way in which one record could be the rest.
fn hint<'e, 'b>(register: &Register<'b>, end: NaiveDate, rest: Satang, entry: &'e Entry<'b>) -> Option<Hint<'e, 'b>> {
    let open = |day: NaiveDate| figures::on_day(register.book, entry, day).open_amount();
    let found = |why: Why, day: NaiveDate, effect: Satang| Hint {
        entry,
        why,
        day,
        effect,
    };
    let minus = |amount: Satang| Satang::ZERO - amount;
    let mut hints = Vec::new();
    for day in days(entry).into_iter().filter(|day| *day <= register.today) {
        let effect = open(day) - open(shift(day, -1));
        if effect == Satang::ZERO {
            continue;
        }
        let why = if day > end {
            (rest == effect).then_some(Why::Early)
        } else if rest == minus(effect) {
            Some(Why::Unbooked)
        } else if rest == minus(effect + effect) {
            Some(Why::WrongSide)
        } else {
            (rest == effect).then_some(Why::Twice)
        };
        let near = (between(day, end).abs() <= NEAR).then_some(Why::Near);
        hints.extend(why.or(near).map(|why| found(why, day, effect)));
    }
    let then = figures::on_day(register.book, entry, end);
    if then.open_amount() == minus(rest) {
        hints.push(found(Why::Whole, end, then.open_amount()));
    }
    if let Entry::Advance(_, standing) = &then
        && standing.pending == minus(rest)
    {
        hints.push(found(Why::Pending, end, minus(standing.pending)));
    }
    hints
        .into_iter()
        .min_by_key(|hint| (hint.why, between(hint.day, end).abs(), hint.day))
}

/// The days on which a record's money may have moved, voids among them.
fn days(entry: &Entry<'_>) -> BTreeSet<NaiveDate> {
    match entry {
        Entry::Advance(record, _) => advance_days(record),
        Entry::Guarantee(record, _) => guarantee_days(record),
    }
}

fn advance_days(record: &Advance) -> BTreeSet<NaiveDate> {
    let voided = |void: &Option<Void>| void.as_ref().map(|void| void.date);
    let mut days: BTreeSet<NaiveDate> = record.received.iter().map(|day| day.value).collect();
    for part in &record.disbursements {
        days.insert(part.date.value);
        days.extend(voided(&part.void));
    }
    for clearing in &record.clearings {
        days.insert(clearing.date.value);
        days.extend(voided(&clearing.void));
    }
    for objection in &record.objections {
        days.insert(objection.date.value);
        days.extend(objection.resolved.map(|day| day.value));
        days.extend(voided(&objection.void));
    }
    days.extend(record.cancelled.as_ref().map(|cancelled| cancelled.date.value));
    days
}

fn guarantee_days(record: &Guarantee) -> BTreeSet<NaiveDate> {
    let mut days: BTreeSet<NaiveDate> = record.received.iter().map(|day| day.value).collect();
    for paid in record.refunds.iter().chain(&record.forfeits) {
        days.insert(paid.date.value);
        days.extend(paid.void.as_ref().map(|void| void.date));
    }
    days.extend(record.cancelled.as_ref().map(|cancelled| cancelled.date.value));
    days
}

#[cfg(test)]
mod tests;
