//! What an auditor would find today: every record that deserves a question, by
//! kind, from what the register derives already.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::ages;
use super::figures::late_without_reason;
use super::float;
use super::journal::{Series, Status};
use super::ledger::{Ledger, View};
use super::register::{Entry, Register, Sum};
use super::standing::{AdvanceStanding, Flag, GuaranteeStanding, State};
use super::withdrawals;
use crate::day::{fiscal_year, shift};
use crate::money::Satang;
use crate::record::{Advance, Guarantee, RecordId, StageKind};

/// Cash back above this share of the money is much, in per cent.
const LARGE_CASH_PERCENT: i128 = 30;

/// Days after the ladder's first step after which asking is late.
const LATE_CHASE: i64 = 7;

/// A kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Overdue, and neither mail nor letter since the ladder's first step after the due date.
    NotChased,
    /// Chased, but more than a week after the ladder's first step.
    ChasedLate,
    /// The time for enforcement has run out.
    Enforce,
    /// Released, and past the day by which the office had to return it.
    NotReturned,
    /// Released and overdue, and no notice to the contractor.
    NoticeMissing,
    /// Released a year ago or more.
    Unclaimed1,
    /// Released three years ago or more.
    Unclaimed3,
    /// Released five years ago or more.
    Unclaimed5,
    /// The letter of guarantee ends before the obligations.
    LgGap,
    /// The window for the inspection is open and nobody has inspected.
    InspectionOpen,
    /// The window closed without an inspection, and the guarantee is still kept.
    InspectionMissed,
    /// The event that the rule counts from has no day.
    MissingStartEvent,
    /// A due date in a year whose holidays are not known.
    Provisional,
    /// An agency's float is above its ceiling: the advances that are out.
    AboveCeiling,
    /// A newer loan beside an older one that is still out.
    SecondLoan,
    /// Cleared after the due date without a reason.
    LateWithoutReason,
    /// A clearing without the number of its receipt.
    NoReceipt,
    /// Vouchers under 70 % of the money.
    LowUse,
    /// More than 30 % of the money came back in cash.
    LargeCash,
    /// Entered days after it happened, as the history of the book shows; no
    /// register can.
    EnteredLate,
}

impl Kind {
    /// Every kind that a register shows, in the order of a list: what costs most first.
    pub const ALL: [(&'static str, Kind); 19] = [
        ("not-chased", Kind::NotChased),
        ("chased-late", Kind::ChasedLate),
        ("enforce", Kind::Enforce),
        ("not-returned", Kind::NotReturned),
        ("notice-missing", Kind::NoticeMissing),
        ("unclaimed-5", Kind::Unclaimed5),
        ("unclaimed-3", Kind::Unclaimed3),
        ("unclaimed-1", Kind::Unclaimed1),
        ("lg-gap", Kind::LgGap),
        ("inspection-missed", Kind::InspectionMissed),
        ("inspection-open", Kind::InspectionOpen),
        ("missing-start-event", Kind::MissingStartEvent),
        ("provisional", Kind::Provisional),
        ("above-ceiling", Kind::AboveCeiling),
        ("second-loan", Kind::SecondLoan),
        ("late-without-reason", Kind::LateWithoutReason),
        ("no-receipt", Kind::NoReceipt),
        ("low-use", Kind::LowUse),
        ("large-cash", Kind::LargeCash),
    ];

    /// Returns whether the kind is of something done on a day, as against how
    /// things stand.
    #[must_use]
    pub fn is_deed(self) -> bool {
        matches!(
            self,
            Kind::SecondLoan | Kind::LateWithoutReason | Kind::NoReceipt | Kind::LowUse | Kind::LargeCash
        )
    }

    /// Returns whether a record of this kind tells what somebody did or left
    /// undone: the public is told how many, never which.
    #[must_use]
    pub fn is_personal(self) -> bool {
        matches!(
            self,
            Kind::NotChased
                | Kind::ChasedLate
                | Kind::Enforce
                | Kind::SecondLoan
                | Kind::LateWithoutReason
                | Kind::NoReceipt
                | Kind::LowUse
                | Kind::LargeCash
                | Kind::EnteredLate
        )
    }
}

/// A record of a kind.
#[derive(Clone, Debug)]
pub struct Found<'e, 'b> {
    /// The entry.
    pub entry: &'e Entry<'b>,
    /// The money in question.
    pub amount: Satang,
    /// The day that it is about, where there is one.
    pub day: Option<NaiveDate>,
}

/// The records of a kind.
#[derive(Clone, Debug)]
pub struct Group<'e, 'b> {
    /// Its name.
    pub name: &'static str,
    /// The kind.
    pub kind: Kind,
    /// The records, in the order of the register.
    pub found: Vec<Found<'e, 'b>>,
}

impl Group<'_, '_> {
    /// Returns how many records, and the money in question.
    #[must_use]
    pub fn sum(&self) -> Sum {
        let mut sum = Sum::default();
        for one in &self.found {
            sum.add(one.amount);
        }
        sum
    }
}

/// Returns every kind with its records. Of what is settled, only this fiscal
/// year and the last are looked at: older years have been audited.
#[must_use]
pub fn exceptions<'e, 'b>(register: &'e Register<'b>) -> Vec<Group<'e, 'b>> {
    found(&Finder::new(register))
}

/// Returns the advances that were made while an older one of the same borrower was out,
/// also where both are settled since.
fn second_loans<'b>(register: &Register<'b>) -> BTreeSet<&'b RecordId> {
    let mut loans: BTreeMap<_, Vec<(&'b Advance, Option<NaiveDate>)>> = BTreeMap::new();
    for entry in &register.entries {
        let Entry::Advance(record, _) = entry else { continue };
        let record: &'b Advance = record;
        let settled = Ledger::of(record, View::AsOf(register.today)).settled_on();
        loans.entry(record.borrower_key()).or_default().push((record, settled));
    }
    let mut second = BTreeSet::new();
    for mut loans in loans.into_values() {
        loans.sort_by_key(|(record, _)| (record.contracted.value, &record.id));
        for (at, (newer, _)) in loans.iter().enumerate() {
            let day = newer.contracted.value;
            // Whatever was settled by then needs no balance of that day.
            let mut older = loans[..at]
                .iter()
                .filter(|(_, settled)| settled.is_none_or(|on| on > day));
            if older.any(|(record, _)| Ledger::of(record, View::AsOf(day)).left().is_positive()) {
                second.insert(&newer.id);
            }
        }
    }
    second
}

/// Returns every kind with its records, for a period that ends on the register's
/// day: how things stand then, and of what was done, what was done in it.
#[must_use]
pub fn exceptions_since<'e, 'b>(register: &'e Register<'b>, since: NaiveDate) -> Vec<Group<'e, 'b>> {
    let mut finder = Finder::new(register);
    // Whatever was settled in the period was made in it or before.
    finder.recent = i32::MIN;
    finder.second = second_loans(register);
    let mut groups = found(&finder);
    for group in groups.iter_mut().filter(|group| group.kind.is_deed()) {
        group.found.retain(|one| one.day.is_none_or(|day| day >= since));
    }
    groups
}

fn found<'e, 'b>(finder: &Finder<'e, 'b>) -> Vec<Group<'e, 'b>> {
    let register = finder.register;
    let mut groups: Vec<Group<'e, 'b>> = Kind::ALL
        .iter()
        .map(|(name, kind)| Group {
            name,
            kind: *kind,
            found: Vec::new(),
        })
        .collect();
    for entry in &register.entries {
        let mut put = |kind: Kind, amount: Satang, day: Option<NaiveDate>| {
            if let Some(group) = groups.iter_mut().find(|group| group.kind == kind) {
                group.found.push(Found { entry, amount, day });
            }
        };
        match entry {
            Entry::Advance(record, standing) => finder.advance(record, standing, entry, &mut put),
            Entry::Guarantee(record, standing) => finder.guarantee(record, standing, &mut put),
        }
    }
    finder.told(&mut groups);
    groups
}

type Put<'p> = dyn FnMut(Kind, Satang, Option<NaiveDate>) + 'p;

struct Finder<'e, 'b> {
    register: &'e Register<'b>,
    /// Agencies whose float is above the ceiling.
    above: Vec<&'b str>,
    /// Days past due of the ladder's first step after the due date.
    chase: i64,
    /// Advances that were second loans when they were made.
    second: BTreeSet<&'b RecordId>,
    /// The first fiscal year whose settled records are looked at.
    recent: i32,
}

impl<'e, 'b> Finder<'e, 'b> {
    fn new(register: &'e Register<'b>) -> Finder<'e, 'b> {
        let floats = float::floats(register);
        let stages = register.book.office.stages.iter();
        let after = stages.filter(|stage| stage.kind == StageKind::Advance && stage.days > 0);
        Finder {
            register,
            above: floats
                .iter()
                .filter(|float| float.is_above())
                .map(|float| float.agency.slug.as_str())
                .collect(),
            chase: after.map(|stage| stage.days).min().unwrap_or(1),
            second: BTreeSet::new(),
            recent: fiscal_year(register.today) - 1,
        }
    }

    fn advance(&self, record: &Advance, standing: &AdvanceStanding, entry: &Entry<'_>, put: &mut Put<'_>) {
        let due = standing.due.as_ref();
        let open = standing.outstanding;
        let has = |flag: Flag| standing.flags.contains(&flag);
        if let Some(kind) = self.chase(record, standing) {
            put(kind, open, due.map(|due| due.effective));
        }
        if has(Flag::Enforce) {
            put(Kind::Enforce, open, standing.enforce_by);
        }
        if has(Flag::MissingStartEvent) {
            put(
                Kind::MissingStartEvent,
                open,
                record.first_received(self.register.today),
            );
        }
        if !standing.state.is_settled() && due.is_some_and(|due| due.provisional) {
            put(Kind::Provisional, open, due.map(|due| due.effective));
        }
        if float::is_out(entry) && self.above.contains(&record.id.agency.as_str()) {
            put(Kind::AboveCeiling, open, due.map(|due| due.effective));
        }
        if has(Flag::SecondLoan) || self.second.contains(&record.id) {
            let amount = if open.is_positive() { open } else { record.amount.value };
            put(Kind::SecondLoan, amount, Some(record.contracted.value));
        }
        if !standing.state.is_settled() || record.id.fiscal_year >= self.recent {
            self.clearings(record, standing, put);
        }
    }

    /// What the clearings of an advance show.
    fn clearings(&self, record: &Advance, standing: &AdvanceStanding, put: &mut Put<'_>) {
        let today = self.register.today;
        let counted = || record.clearings.iter().filter(|one| one.counts(today) && !one.pending);
        let last = counted().map(|one| one.date.value).max();
        if standing.flags.contains(&Flag::LateWithoutReason) {
            let late: Vec<_> = late_without_reason(self.register.book, record, today).collect();
            let day = late.iter().map(|one| one.date.value).max();
            put(Kind::LateWithoutReason, late.iter().map(|one| one.total()).sum(), day);
        }
        let bare: Vec<_> = counted().filter(|one| one.receipt.is_none()).collect();
        if !bare.is_empty() {
            let day = bare.iter().map(|one| one.date.value).max();
            put(Kind::NoReceipt, bare.iter().map(|one| one.total()).sum(), day);
        }
        if standing.flags.contains(&Flag::LowUse) {
            put(Kind::LowUse, standing.vouchers, last);
        }
        if i128::from(standing.cash.0) * 100 > i128::from(standing.disbursed.0) * LARGE_CASH_PERCENT {
            put(Kind::LargeCash, standing.cash, last);
        }
    }

    /// How an overdue advance was chased; nothing where nobody had to yet, or did
    /// in time.
    fn chase(&self, record: &Advance, standing: &AdvanceStanding) -> Option<Kind> {
        let (today, journal) = (self.register.today, &self.register.book.journal);
        let due = standing.due.as_ref()?.effective;
        // Where all is handed in and under check there is nothing to ask for.
        let asked = standing.state == State::Overdue && standing.pending < standing.outstanding;
        if !asked || today <= shift(due, self.chase) {
            return None;
        }
        let letters = journal.letters(&record.id).iter();
        let lettered = letters.filter(|kept| kept.series == Series::Due).map(|kept| kept.date);
        let mails = journal.mailings(&record.id, today);
        let mailed = mails
            .iter()
            .filter(|mail| mail.state() == Status::Sent)
            .map(|mail| mail.day);
        match lettered.chain(mailed).filter(|day| (due..=today).contains(day)).min() {
            None => Some(Kind::NotChased),
            Some(first) if first > shift(due, self.chase + LATE_CHASE) => Some(Kind::ChasedLate),
            Some(_) => None,
        }
    }

    fn guarantee(&self, record: &Guarantee, standing: &GuaranteeStanding, put: &mut Put<'_>) {
        let today = self.register.today;
        let has = |flag: Flag| standing.flags.contains(&flag);
        let kept = matches!(standing.state, State::Held | State::Returnable | State::Overdue);
        let free = matches!(standing.state, State::Returnable | State::Overdue);
        if let Some(released) = standing.released.filter(|_| free) {
            let kind = [
                None,
                Some(Kind::Unclaimed1),
                Some(Kind::Unclaimed3),
                Some(Kind::Unclaimed5),
            ];
            if let Some(kind) = kind[ages::years_since(released, today)] {
                put(kind, standing.held, Some(released));
            }
        }
        if standing.state == State::Overdue {
            put(
                Kind::NotReturned,
                standing.held,
                standing.due.as_ref().map(|due| due.act_by),
            );
        }
        if has(Flag::LgGap) {
            let valid = record.letter(today).and_then(|letter| letter.valid_until);
            put(Kind::LgGap, standing.held, valid.map(|day| day.value));
        }
        let Some(window) = standing.inspection.as_ref().filter(|_| kept) else {
            return;
        };
        let inspected = |one: &crate::record::guarantee::Inspection| {
            one.counts(today) && (window.opens..=window.closes).contains(&one.date.value)
        };
        if has(Flag::InspectionDue) {
            put(Kind::InspectionOpen, standing.held, Some(window.closes));
        } else if today > window.closes && !record.inspections.iter().any(inspected) {
            put(Kind::InspectionMissed, standing.held, Some(window.closes));
        }
    }

    /// Guarantees past the day of return without a word on paper.
    fn told(&self, groups: &mut [Group<'e, 'b>]) {
        let Some(group) = groups.iter_mut().find(|group| group.kind == Kind::NoticeMissing) else {
            return;
        };
        for one in withdrawals::withdrawals(self.register) {
            if one.past > 0 && !one.written {
                group.found.push(Found {
                    entry: one.entry,
                    amount: one.standing.held,
                    day: Some(one.released),
                });
            }
        }
        group.found.sort_by(|a, b| a.entry.id().cmp(b.entry.id()));
    }
}

#[cfg(test)]
mod tests;
