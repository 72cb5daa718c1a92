//! The records as JSON.

use chrono::NaiveDate;
use serde::Serialize;

use crate::book::register::{AGING, Sum};
use crate::book::{Entry, Flag, Register, State, Timing, Totals};
use crate::command::desk::Desk;
use crate::money::Satang;
use crate::record::Stage;
use crate::rule::Due;
use crate::thai;

/// What `status --json` answers; the field names are a contract.
#[derive(Serialize)]
pub(super) struct Answer<'r> {
    today: NaiveDate,
    at: Option<String>,
    totals: TotalsAnswer,
    records: Vec<RecordAnswer<'r>>,
}

#[derive(Serialize)]
struct TotalsAnswer {
    outstanding: Satang,
    overdue: Satang,
    held: Satang,
    returnable: Satang,
    #[serde(serialize_with = "buckets")]
    aging: [Sum; AGING.len()],
}

/// The buckets by name, youngest first.
fn buckets<S: serde::Serializer>(aging: &[Sum; AGING.len()], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(AGING.iter().map(|(name, _, _)| name).zip(aging))
}

/// One record of it; what enters something into a record answers with this, too.
#[derive(Serialize)]
pub(in crate::command) struct RecordAnswer<'r> {
    path: String,
    kind: &'static str,
    agency: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fund: Option<&'static str>,
    contract: &'r str,
    state: State,
    timing: Timing,
    flags: &'r [Flag],
    amount: Satang,
    #[serde(flatten)]
    figures: Figures,
    amount_words: String,
    due: Option<&'r Due>,
    days_overdue: i64,
    next_stage: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Figures {
    Advance {
        disbursed: Satang,
        vouchers: Satang,
        cash: Satang,
        salary: Satang,
        pending: Satang,
        outstanding: Satang,
        over_spent: Satang,
        reimbursed: Satang,
    },
    Guarantee {
        held: Satang,
        refunded: Satang,
        forfeited: Satang,
    },
}

/// Gathers the answer.
pub(super) fn answer<'r>(desk: &Desk, register: &Register<'_>, entries: &[&'r Entry<'r>]) -> Answer<'r> {
    let totals = Totals::of(entries.iter().copied());
    Answer {
        today: desk.today,
        at: desk.at.as_ref().map(|commit| commit.id.clone()),
        totals: TotalsAnswer {
            outstanding: totals.outstanding.amount,
            overdue: totals.overdue.amount,
            held: totals.held.amount,
            returnable: totals.returnable.amount,
            aging: totals.aging,
        },
        records: entries
            .iter()
            .map(|entry| record(entry, &register.book.office.stages, desk.today))
            .collect(),
    }
}

/// Says what the program says of a record.
pub(in crate::command) fn record<'r>(entry: &'r Entry<'r>, stages: &[Stage], today: NaiveDate) -> RecordAnswer<'r> {
    let (fund, figures) = match entry {
        Entry::Advance(record, standing) => (
            Some(record.fund.value.name()),
            Figures::Advance {
                disbursed: standing.disbursed,
                vouchers: standing.vouchers,
                cash: standing.cash,
                salary: standing.salary,
                pending: standing.pending,
                outstanding: standing.outstanding,
                over_spent: standing.over_spent,
                reimbursed: standing.reimbursed,
            },
        ),
        Entry::Guarantee(_, standing) => (
            None,
            Figures::Guarantee {
                held: standing.held,
                refunded: standing.refunded,
                forfeited: standing.forfeited,
            },
        ),
    };
    RecordAnswer {
        path: entry.id().to_string(),
        kind: entry.kind().name(),
        agency: &entry.id().agency,
        fund,
        contract: entry.contract(),
        state: entry.state(),
        timing: entry.timing(),
        flags: entry.flags(),
        amount: entry.amount(),
        figures,
        amount_words: thai::words::baht(entry.amount()),
        due: entry.due(),
        days_overdue: entry.days_overdue(),
        next_stage: entry
            .next_stage(stages, today)
            .zip(entry.due())
            .map(|((stage, day), due)| stage.name_after(crate::day::between(due.effective, day))),
    }
}
