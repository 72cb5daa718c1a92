//! ทะเบียนคุมลูกหนี้เงินยืม: its columns, by fund, with totals.

use serde::Serialize;

use crate::book::ledger::{self, Ledger};
use crate::book::standing::AdvanceStanding;
use crate::book::{Entry, State};
use crate::money::Satang;
use crate::record::{Advance, Fund};
use crate::site::desk::Desk;
use crate::site::paper::{self, Head, Link};
use crate::site::status::Status;
use crate::site::voice::Day;
use crate::site::{row, veil};

/// The register as its template prints it.
#[derive(Serialize)]
pub(super) struct View {
    head: Head,
    others: Vec<Link>,
    /// Whether there is a column of borrowers.
    names: bool,
    groups: Vec<Group>,
    total: Foot,
    words: String,
}

/// The advances of one fund.
#[derive(Serialize)]
struct Group {
    title: String,
    lines: Vec<Line>,
    total: Foot,
}

/// Sums under a table.
#[derive(Serialize)]
struct Foot {
    label: String,
    amount: String,
    vouchers: String,
    cash: String,
    open: String,
    /// Why the last is not the first less the others.
    note: Option<String>,
}

/// A line of the register. A sum that is nothing is a dash on paper.
#[derive(Serialize)]
struct Line {
    n: usize,
    path: String,
    received: Option<Day>,
    contract: String,
    who: Option<String>,
    project: String,
    amount: Option<String>,
    amount_note: Option<String>,
    vouchers: Option<String>,
    cash: Option<String>,
    cash_note: Option<String>,
    open: Option<String>,
    open_note: Option<String>,
    due: Option<Day>,
    due_note: Option<String>,
    status: String,
    closed: Option<Day>,
}

/// The sums of a set of advances.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    /// Of the contracts, those left out that were cancelled without any pay-out.
    pub(super) amount: Satang,
    /// Cleared by vouchers.
    pub(super) vouchers: Satang,
    /// Cleared in cash or from salary.
    pub(super) cash: Satang,
    /// Outstanding.
    pub(super) open: Satang,
    /// Of it, under objection.
    objected: Satang,
    /// Spent beyond the loans, by the vouchers.
    over: Satang,
}

impl Sums {
    fn one(entry: &Entry<'_>) -> Sums {
        let Entry::Advance(advance, standing) = entry else {
            return Sums::default();
        };
        let never_paid = standing.state == State::Cancelled && !standing.disbursed.is_positive();
        Sums {
            amount: if never_paid { Satang::ZERO } else { advance.amount.value },
            vouchers: standing.vouchers,
            cash: standing.cash + standing.salary,
            open: standing.outstanding,
            objected: row::objected(standing),
            over: standing.over_spent,
        }
    }

    /// Adds up advances.
    pub(super) fn of(entries: &[&Entry<'_>]) -> Sums {
        let mut all = Sums::default();
        for one in entries.iter().map(|entry| Sums::one(entry)) {
            all.amount += one.amount;
            all.vouchers += one.vouchers;
            all.cash += one.cash;
            all.open += one.open;
            all.objected += one.objected;
            all.over += one.over;
        }
        all
    }

    fn foot(self, desk: &Desk<'_>, label: String) -> Foot {
        let plain = self.amount - self.vouchers - self.cash;
        Foot {
            label,
            note: row::gap_note(desk, [self.open, plain], self.objected, self.over),
            amount: self.amount.grouped(),
            vouchers: self.vouchers.grouped(),
            cash: self.cash.grouped(),
            open: self.open.grouped(),
        }
    }
}

/// Writes the register of some advances, in their order.
pub(super) fn view(desk: &Desk<'_>, head: Head, others: Vec<Link>, entries: &[&Entry<'_>]) -> View {
    let voice = &desk.voice;
    let mut n = 0;
    let mut groups = Vec::new();
    for (fund, key) in [(Fund::Budget, "part.budget"), (Fund::Imprest, "part.imprest")] {
        let mine: Vec<&Entry<'_>> = entries
            .iter()
            .copied()
            .filter(|entry| matches!(entry, Entry::Advance(advance, _) if advance.fund.value == fund))
            .collect();
        if mine.is_empty() {
            continue;
        }
        let lines = mine.iter().filter_map(|entry| {
            n += 1;
            line(desk, n, entry)
        });
        let lines = lines.collect();
        let title = voice.say(key).to_owned();
        let label = voice.fill(
            "paper.sum-of",
            &[("what", &title), ("count", &voice.contracts(mine.len()))],
        );
        groups.push(Group {
            title,
            lines,
            total: Sums::of(&mine).foot(desk, label),
        });
    }
    let sums = Sums::of(entries);
    let label = voice.fill("agency.total", &[("count", &voice.contracts(entries.len()))]);
    View {
        head,
        others,
        names: !desk.is_public(),
        groups,
        total: sums.foot(desk, label),
        words: paper::in_words(sums.open),
    }
}

fn line(desk: &Desk<'_>, n: usize, entry: &Entry<'_>) -> Option<Line> {
    let Entry::Advance(advance, standing) = entry else {
        return None;
    };
    let (voice, today) = (&desk.voice, desk.register.today);
    let sums = Sums::one(entry);
    let note = |key: &str, amount: Satang, holds: bool| -> Option<String> {
        holds.then(|| voice.fill(key, &[("amount", &amount.grouped())]))
    };
    let paid_in_part = standing.disbursed.is_positive() && standing.disbursed != advance.amount.value;
    let amount_note = if sums.amount.is_positive() {
        note("register.paid", standing.disbursed, paid_in_part)
    } else {
        note("register.cancelled", advance.amount.value, true)
    };
    Some(Line {
        n,
        path: Desk::record_path(&advance.id),
        received: advance.first_received(today).map(|day| voice.day(day)),
        contract: paper::number(&advance.contract.value),
        who: veil::borrower(desk.audience, advance).map(str::to_owned),
        project: paper::project(entry),
        amount: paper::sum(sums.amount),
        amount_note,
        vouchers: paper::sum(sums.vouchers),
        cash: paper::sum(sums.cash),
        cash_note: note(
            "register.salary",
            standing.salary,
            standing.salary.is_positive() && veil::tells_salary(desk.audience),
        ),
        open: paper::sum(sums.open),
        open_note: open_note(desk, standing),
        due: entry.due().map(|due| voice.day(due.effective)),
        due_note: entry.due().and_then(|due| row::due_note(desk, entry, due)),
        status: Status::of(entry, today).words(voice),
        closed: closed(advance, standing, today).map(|day| voice.day(day)),
    })
}

/// Why the sum owed is another than the money less what was cleared: what the paper's
/// foot adds up, row by row.
fn open_note(desk: &Desk<'_>, standing: &AdvanceStanding) -> Option<String> {
    let notes = [
        ("register.objected", row::objected(standing)),
        ("register.over-spent", standing.over_spent),
    ];
    let notes = notes.into_iter().filter(|(_, amount)| amount.is_positive());
    let said: Vec<String> = notes
        .map(|(key, amount)| desk.voice.fill(key, &[("amount", &amount.grouped())]))
        .collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

/// The day on which nothing was owed any more.
fn closed(advance: &Advance, standing: &AdvanceStanding, today: chrono::NaiveDate) -> Option<chrono::NaiveDate> {
    if !matches!(standing.state, State::Cleared | State::ReimbursementDue) {
        return None;
    }
    Ledger::of(advance, ledger::View::AsOf(today)).settled_on()
}
