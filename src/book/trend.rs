//! Month by month: what fell due and was cleared in time, what was overdue at
//! each month's end, and whether it is getting better.
//!
//! An advance belongs to the month of the due date that ran when it was
//! cleared in full, or runs today; a later extension or objection moves it. It
//! is on time when it was cleared in full by that day (DECISIONS, "Lists and
//! trends").
//! Balances are those that a register of that day shows, told from the events
//! of the few records that were out then.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};

use super::ages::permille;
use super::figures::{advance_rule, due_on, due_when_settled};
use super::ledger::{Ledger, View};
use super::register::{Entry, Register, Sum};
use super::standing::{AdvanceStanding, GuaranteeStanding, State};
use crate::day::{between, shift};
use crate::record::{Advance, Guarantee};

/// How many months are told, the running one included.
pub const MONTHS: u32 = 24;

/// A comparison speaks of at least so many advances on either side.
const LEAST: usize = 10;

/// A change smaller than this, in tenths of a per cent, is no change.
const STEADY: i64 = 50;

/// Nor is one that fewer contracts than this make, on the smaller side.
const CONTRACTS: i64 = 2;

/// What fell due in a month, and the balance at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// The first day.
    pub first: NaiveDate,
    /// Advances cleared in full by their due date.
    pub on_time: usize,
    /// Advances cleared in full after it.
    pub late: usize,
    /// Advances past it and still out.
    pub still_out: usize,
    /// Advances whose due date is still to come.
    pub coming: usize,
    /// Days late of `late` and `still_out` together, these until today.
    pub days_late: i64,
    /// Overdue at the month's end, or today in the month that runs.
    pub overdue: Sum,
    /// Guarantees returned by the day of return, by the month of that day.
    pub returned: usize,
    /// Guarantees returned after it.
    pub returned_late: usize,
    /// Guarantees past it and not returned.
    pub kept: usize,
}

impl Month {
    fn new(first: NaiveDate) -> Month {
        Month {
            first,
            on_time: 0,
            late: 0,
            still_out: 0,
            coming: 0,
            days_late: 0,
            overdue: Sum::default(),
            returned: 0,
            returned_late: 0,
            kept: 0,
        }
    }

    /// Returns the last day of the month, but none after today.
    #[must_use]
    pub fn end(&self, today: NaiveDate) -> NaiveDate {
        shift(later(self.first, 1), -1).min(today)
    }

    /// Returns all advances that fall due in the month.
    #[must_use]
    pub fn due(&self) -> usize {
        self.on_time + self.late + self.still_out + self.coming
    }

    /// Returns the days late, on the average of those late, in tenths.
    #[must_use]
    pub fn mean_days_late(&self) -> Option<i64> {
        let late = i64::try_from(self.late + self.still_out).unwrap_or(i64::MAX);
        (late > 0).then(|| (self.days_late * 20 + late) / (2 * late))
    }

    fn add(&mut self, other: &Month) {
        self.on_time += other.on_time;
        self.late += other.late;
        self.still_out += other.still_out;
        self.coming += other.coming;
        self.days_late += other.days_late;
        self.overdue.amount += other.overdue.amount;
        self.overdue.count += other.overdue.count;
        self.returned += other.returned;
        self.returned_late += other.returned_late;
        self.kept += other.kept;
    }
}

/// The share on time of some months, in tenths of a per cent, and of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    /// Cleared in full by the due date.
    pub on_time: usize,
    /// Those whose due date is past, or that are cleared.
    pub of: usize,
}

impl Rate {
    /// Returns the rate of months.
    pub fn of<'m>(months: impl IntoIterator<Item = &'m Month>) -> Rate {
        months.into_iter().fold(Rate::default(), |rate, month| Rate {
            on_time: rate.on_time + month.on_time,
            of: rate.of + month.due() - month.coming,
        })
    }

    /// Returns it in tenths of a per cent.
    #[must_use]
    pub fn permille(self) -> Option<i64> {
        let wide = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        permille(wide(self.on_time), wide(self.of))
    }
}

/// Whether it is getting better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// A larger share in time than before, by so many tenths of a point.
    Better(i64),
    /// A smaller share.
    Worse(i64),
    /// No change to speak of.
    Steady,
    /// Too few advances fell due for a word.
    Unknown,
}

/// The months of an agency or of the office, the earliest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// The months; the last is the one that runs.
    pub months: Vec<Month>,
}

impl Trend {
    fn new(today: NaiveDate) -> Trend {
        let this = today.with_day(1).unwrap_or(today);
        let first = this.checked_sub_months(Months::new(MONTHS - 1)).unwrap_or(this);
        Trend {
            months: (0..MONTHS).map(|n| Month::new(later(first, n))).collect(),
        }
    }

    /// Returns the last three full months, and the three before.
    #[must_use]
    pub fn quarters(&self) -> [Rate; 2] {
        let full = self.months.len().saturating_sub(1);
        let part = |from: usize, to: usize| Rate::of(&self.months[full.saturating_sub(from)..full.saturating_sub(to)]);
        [part(3, 0), part(6, 3)]
    }

    /// Returns the balances overdue at the end of the last full month and of
    /// the third before it, with the months.
    #[must_use]
    pub fn balances(&self) -> Option<[&Month; 2]> {
        let last = self.months.len().checked_sub(2)?;
        Some([self.months.get(last)?, self.months.get(last.checked_sub(3)?)?])
    }

    /// Says whether it is getting better: the last three full months against
    /// the three before.
    #[must_use]
    pub fn course(&self) -> Course {
        let [now, before] = self.quarters();
        if now.of < LEAST || before.of < LEAST {
            return Course::Unknown;
        }
        let change = now.permille().unwrap_or(0) - before.permille().unwrap_or(0);
        let smaller = i64::try_from(now.of.min(before.of)).unwrap_or(i64::MAX);
        if change.abs() < STEADY || change.abs().saturating_mul(smaller) < CONTRACTS * 1_000 {
            Course::Steady
        } else if change.is_positive() {
            Course::Better(change)
        } else {
            Course::Worse(-change)
        }
    }

    /// Returns the months with anything in them, from the first such on.
    #[must_use]
    pub fn lived(&self) -> &[Month] {
        let empty = |month: &&Month| {
            month.due() == 0 && month.overdue.count == 0 && month.returned + month.returned_late + month.kept == 0
        };
        let skip = self.months.iter().take_while(empty).count();
        &self.months[skip..]
    }

    fn month(&mut self, day: NaiveDate) -> Option<&mut Month> {
        let first = self.months.first()?.first;
        let at =
            (day.year() - first.year()) * 12 + i32::try_from(day.month()).ok()? - i32::try_from(first.month()).ok()?;
        self.months.get_mut(usize::try_from(at).ok()?)
    }
}

fn later(first: NaiveDate, months: u32) -> NaiveDate {
    first.checked_add_months(Months::new(months)).unwrap_or(first)
}

/// Returns the months of every agency, by folder.
#[must_use]
pub fn trends(register: &Register<'_>) -> BTreeMap<String, Trend> {
    let blank = Trend::new(register.today);
    let mut trends: BTreeMap<String, Trend> = register
        .book
        .agencies
        .keys()
        .map(|slug| (slug.clone(), blank.clone()))
        .collect();
    for entry in &register.entries {
        let Some(trend) = trends.get_mut(&entry.id().agency) else {
            continue;
        };
        match entry {
            Entry::Advance(record, standing) => advance(register, trend, record, standing),
            Entry::Guarantee(record, standing) => guarantee(register, trend, record, standing),
        }
    }
    trends
}

/// Returns the months of the office: the sum of its agencies'.
#[must_use]
pub fn office(trends: &BTreeMap<String, Trend>, today: NaiveDate) -> Trend {
    let mut all = Trend::new(today);
    for trend in trends.values() {
        for (sum, month) in all.months.iter_mut().zip(&trend.months) {
            sum.add(month);
        }
    }
    all
}

fn advance(register: &Register<'_>, trend: &mut Trend, record: &Advance, standing: &AdvanceStanding) {
    let (book, today) = (register.book, register.today);
    let is_cancelled = standing.state == State::Cancelled;
    let rule = advance_rule(book, record);
    let ledger = Ledger::of(record, View::AsOf(today));
    let settled = ledger.settled_on();
    if record.disbursed(today).is_positive() && !is_cancelled {
        let due = rule.and_then(|rule| match settled {
            Some(day) => due_when_settled(book, record, rule, &ledger, day),
            None => due_on(book, record, rule, &ledger, today),
        });
        fell_due(trend, due.map(|due| due.effective), settled, today);
    }
    // What was voided since moved the balance of its evenings: all are asked.
    let voided = has_voids(record);
    let first = if voided {
        Some(record.contracted.value)
    } else {
        record.first_received(today)
    };
    let Some(first) = first else { return };
    let last = settled.filter(|_| !voided).unwrap_or(today);
    // What was cancelled since stood in the registers of the evenings before.
    let cancelled = record.cancelled.as_ref().filter(|_| is_cancelled);
    for month in &mut trend.months {
        let end = month.end(today);
        if end < first || month.first > last || cancelled.is_some_and(|cancelled| end >= cancelled.date.value) {
            continue;
        }
        let then = Ledger::of(record, View::AsOf(end));
        if then.left().is_positive()
            && record.contracted.value <= end
            && record.disbursed(end).is_positive()
            && rule
                .and_then(|rule| due_on(book, record, rule, &then, end))
                .is_some_and(|due| due.effective < end)
        {
            month.overdue.add(then.left());
        }
    }
}

fn fell_due(trend: &mut Trend, due: Option<NaiveDate>, settled: Option<NaiveDate>, today: NaiveDate) {
    let Some(due) = due else { return };
    let Some(month) = trend.month(due) else { return };
    let late = between(due, settled.unwrap_or(today)).max(0);
    match (settled, late) {
        (Some(_), 0) => month.on_time += 1,
        (Some(_), _) => month.late += 1,
        (None, 0) => month.coming += 1,
        (None, _) => month.still_out += 1,
    }
    month.days_late += late;
}

/// Whether anything was voided: then an evening may have seen another balance.
fn has_voids(record: &Advance) -> bool {
    record.clearings.iter().any(|one| one.void.is_some())
        || record.disbursements.iter().any(|one| one.void.is_some())
        || record.objections.iter().any(|one| one.void.is_some())
        || record.extensions.iter().any(|one| one.void.is_some())
}

fn guarantee(register: &Register<'_>, trend: &mut Trend, record: &Guarantee, standing: &GuaranteeStanding) {
    let today = register.today;
    let Some(due) = standing.due.as_ref().map(|due| due.effective) else {
        return;
    };
    let back = match standing.state {
        State::Returned => record.last_returned(today),
        State::Overdue => None,
        _ => return,
    };
    let Some(month) = trend.month(due) else { return };
    match back {
        Some(day) if day <= due => month.returned += 1,
        Some(_) => month.returned_late += 1,
        None => month.kept += 1,
    }
}

#[cfg(test)]
mod tests;
