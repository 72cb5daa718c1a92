//! The register as of a day: every record with its standing, and the totals.

use chrono::NaiveDate;
use serde::Serialize;

use super::ages;
use super::figures;
use super::gather::Book;
use super::standing::{AdvanceStanding, Flag, GuaranteeStanding, State, Timing};
use crate::money::Satang;
use crate::record::office::ladder;
use crate::record::{Advance, Guarantee, Kind, RecordId, Stage, StageKind};
use crate::rule::Due;

/// A record and how it stands.
#[derive(Clone, Debug)]
pub enum Entry<'b> {
    /// An advance.
    Advance(&'b Advance, AdvanceStanding),
    /// A guarantee.
    Guarantee(&'b Guarantee, GuaranteeStanding),
}

impl<'b> Entry<'b> {
    /// Returns the record's identity.
    #[must_use]
    pub fn id(&self) -> &'b RecordId {
        match self {
            Entry::Advance(advance, _) => &advance.id,
            Entry::Guarantee(guarantee, _) => &guarantee.id,
        }
    }

    /// Returns the record's kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.id().kind
    }

    /// Returns the number of the contract.
    #[must_use]
    pub fn contract(&self) -> &'b str {
        match self {
            Entry::Advance(advance, _) => &advance.contract.value,
            Entry::Guarantee(guarantee, _) => &guarantee.contract.value,
        }
    }

    /// Returns the project, or an empty text.
    #[must_use]
    pub fn project(&self) -> &'b str {
        match self {
            Entry::Advance(advance, _) => &advance.project,
            Entry::Guarantee(guarantee, _) => guarantee.project.as_deref().unwrap_or_default(),
        }
    }

    /// Returns the amount of the contract or guarantee.
    #[must_use]
    pub fn amount(&self) -> Satang {
        match self {
            Entry::Advance(advance, _) => advance.amount.value,
            Entry::Guarantee(guarantee, _) => guarantee.amount.value,
        }
    }

    /// Returns what is still open: outstanding of an advance, held of a guarantee.
    #[must_use]
    pub fn open_amount(&self) -> Satang {
        match self {
            Entry::Advance(_, standing) => standing.outstanding,
            Entry::Guarantee(_, standing) => standing.held,
        }
    }

    /// Returns the state.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Entry::Advance(_, standing) => standing.state,
            Entry::Guarantee(_, standing) => standing.state,
        }
    }

    /// Returns the timing.
    #[must_use]
    pub fn timing(&self) -> Timing {
        match self {
            Entry::Advance(_, standing) => standing.timing,
            Entry::Guarantee(_, standing) => standing.timing,
        }
    }

    /// Returns the flags, sorted.
    #[must_use]
    pub fn flags(&self) -> &[Flag] {
        match self {
            Entry::Advance(_, standing) => &standing.flags,
            Entry::Guarantee(_, standing) => &standing.flags,
        }
    }

    /// Returns the due date.
    #[must_use]
    pub fn due(&self) -> Option<&Due> {
        match self {
            Entry::Advance(_, standing) => standing.due.as_ref(),
            Entry::Guarantee(_, standing) => standing.due.as_ref(),
        }
    }

    /// Returns the days past the effective due date.
    #[must_use]
    pub fn days_overdue(&self) -> i64 {
        match self {
            Entry::Advance(_, standing) => standing.days_overdue,
            Entry::Guarantee(_, standing) => standing.days_overdue,
        }
    }

    /// Returns the kind of stages that speak of this record.
    #[must_use]
    pub fn stage_kind(&self) -> StageKind {
        match self {
            Entry::Advance(..) => StageKind::Advance,
            Entry::Guarantee(..) => StageKind::Guarantee,
        }
    }

    /// Returns until when reminders of the record rest, if they do on a day.
    #[must_use]
    pub fn rests_until(&self, today: NaiveDate) -> Option<NaiveDate> {
        let hold = match self {
            Entry::Advance(record, _) => record.hold.as_ref(),
            Entry::Guarantee(record, _) => record.hold.as_ref(),
        };
        hold.filter(|hold| hold.rests(today)).map(|hold| hold.until.value)
    }

    /// Returns the next step of the ladder that is still to come (today's
    /// included) and its day; nothing once settled or after the last. A step
    /// that falls within a rest comes on the day after it, unless a later one does.
    #[must_use]
    pub fn next_stage<'s>(&self, stages: &'s [Stage], today: NaiveDate) -> Option<(&'s Stage, NaiveDate)> {
        if self.state().is_settled() {
            return None;
        }
        let (due, kind) = (self.due()?.effective, self.stage_kind());
        let days = crate::day::between(due, today);
        let from = self
            .rests_until(today)
            .map_or(days, |until| crate::day::between(due, until) + 1);
        let coming = ladder::coming(stages, kind, days)?;
        let next = if coming.1 < from {
            // What would have gone meanwhile goes then: the latest that is reached.
            ladder::reached(stages, kind, from).next().map(|stage| (stage, from))
        } else {
            Some(coming)
        };
        next.map(|(stage, day)| (stage, crate::day::shift(due, day)))
    }
}

/// Bounds of the aging buckets: name, first and last day past due.
pub const AGING: [(&str, i64, i64); 7] = [
    ("not-due", i64::MIN, 0),
    ("1-30", 1, 30),
    ("31-60", 31, 60),
    ("61-90", 61, 90),
    ("91-180", 91, 180),
    ("181-365", 181, 365),
    ("over-365", 366, i64::MAX),
];

/// A sum of money and how many records make it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// The money.
    pub amount: Satang,
    /// The records.
    pub count: usize,
}

impl Sum {
    /// Adds one record.
    pub fn add(&mut self, amount: Satang) {
        self.amount += amount;
        self.count += 1;
    }
}

/// Totals of a set of entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Advances not yet cleared.
    pub outstanding: Sum,
    /// Of these, overdue.
    pub overdue: Sum,
    /// Guarantees in the office's keeping.
    pub held: Sum,
    /// Of these, released and not returned, overdue ones included.
    pub returnable: Sum,
    /// Of these, past the day of return.
    pub return_overdue: Sum,
    /// Outstanding advances by days past due, in the order of [`AGING`].
    pub aging: [Sum; AGING.len()],
}

impl Totals {
    /// Adds up entries.
    pub fn of<'e, 'b: 'e>(entries: impl IntoIterator<Item = &'e Entry<'b>>) -> Totals {
        let mut totals = Totals::default();
        for entry in entries {
            match entry {
                Entry::Advance(_, standing) if standing.outstanding.is_positive() => {
                    totals.outstanding.add(standing.outstanding);
                    if standing.state == State::Overdue {
                        totals.overdue.add(standing.outstanding);
                    }
                    totals.aging[ages::bucket(standing.days_overdue)].add(standing.outstanding);
                }
                Entry::Guarantee(_, standing) if standing.held.is_positive() => {
                    totals.held.add(standing.held);
                    if matches!(standing.state, State::Returnable | State::Overdue) {
                        totals.returnable.add(standing.held);
                    }
                    if standing.state == State::Overdue {
                        totals.return_overdue.add(standing.held);
                    }
                }
                _ => {}
            }
        }
        totals
    }
}

/// The register of a book as of a day.
#[derive(Clone, Debug)]
pub struct Register<'b> {
    /// The book.
    pub book: &'b Book,
    /// The day.
    pub today: NaiveDate,
    /// Every record contracted by then, sorted by identity.
    pub entries: Vec<Entry<'b>>,
}

impl<'b> Register<'b> {
    /// Derives the register of a day.
    #[must_use]
    pub fn new(book: &'b Book, today: NaiveDate) -> Register<'b> {
        Register {
            book,
            today,
            entries: figures::entries(book, today),
        }
    }

    /// Returns the entry of a record.
    #[must_use]
    pub fn get(&self, id: &RecordId) -> Option<&Entry<'b>> {
        self.entries
            .binary_search_by(|entry| entry.id().cmp(id))
            .ok()
            .map(|at| &self.entries[at])
    }

    /// Returns the totals of everything.
    #[must_use]
    pub fn totals(&self) -> Totals {
        Totals::of(&self.entries)
    }
}
