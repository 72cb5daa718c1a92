//! The agencies beside each other, the most overdue first.

use serde::Serialize;

use crate::book::Totals;
use crate::book::register::Sum;
use crate::site::chart::mini;
use crate::site::desk::Desk;
use crate::site::row::Money;
use crate::site::spread::Spread;

/// The table.
#[derive(Serialize)]
pub(super) struct Table {
    heading: String,
    soon_head: String,
    rows: Vec<Row>,
    overdue: Money,
    soon: Money,
    outstanding: Money,
    returnable: Money,
    total: String,
}

#[derive(Serialize)]
struct Row {
    path: String,
    name: String,
    name_lang: Option<&'static str>,
    short: Option<String>,
    overdue: Cell,
    soon: Cell,
    outstanding: Cell,
    returnable: Cell,
    chart: String,
}

#[derive(Serialize)]
struct Cell {
    amount: Money,
    count: String,
    late: Option<String>,
}

/// Makes the table.
pub(super) fn table(desk: &Desk<'_>) -> Table {
    let (voice, register) = (&desk.voice, desk.register);
    let days = register.book.office.due_soon_days;
    let mut agencies: Vec<_> = register
        .book
        .agencies
        .values()
        .map(|agency| {
            let entries: Vec<_> = desk.entries_of(&agency.slug).collect();
            let totals = Totals::of(entries.iter().copied());
            let spread = Spread::of(entries.iter().copied(), register.today);
            (
                agency,
                totals,
                spread,
                super::figures::soon_among(entries.iter().copied(), register.today, days),
            )
        })
        .collect();
    agencies.sort_by(|a, b| {
        let key = |totals: &Totals| (totals.overdue.amount, totals.outstanding.amount);
        key(&b.1).cmp(&key(&a.1)).then(a.0.slug.cmp(&b.0.slug))
    });
    let longest = agencies
        .iter()
        .map(|(_, _, spread, _)| spread.longest())
        .max()
        .unwrap_or(0);
    let mut all = Totals::default();
    let mut all_soon = Sum::default();
    let mut rows = Vec::new();
    for (agency, totals, spread, soon) in &agencies {
        let (name, name_lang) = desk.agency_name(agency);
        all.overdue.amount += totals.overdue.amount;
        all.outstanding.amount += totals.outstanding.amount;
        all.returnable.amount += totals.returnable.amount;
        all_soon.amount += soon.amount;
        let late = i64::try_from(totals.return_overdue.count).unwrap_or(i64::MAX);
        let mut returnable = cell(totals.returnable, voice.items(totals.returnable.count));
        returnable.late = (late > 0).then(|| voice.count("home.return-late-short", late));
        let contracts = |sum: Sum| cell(sum, voice.contracts(sum.count));
        rows.push(Row {
            path: Desk::agency_path(&agency.slug),
            name: name.to_owned(),
            name_lang,
            short: agency.short.clone().filter(|_| voice.thai().is_none()),
            overdue: contracts(totals.overdue),
            soon: contracts(*soon),
            outstanding: contracts(totals.outstanding),
            returnable,
            chart: mini::draw(spread, longest),
        });
    }
    let count = i64::try_from(rows.len()).unwrap_or(0);
    Table {
        heading: voice.count("home.agencies", count),
        soon_head: voice.fill("column.soon", &[("n", &days.to_string())]),
        total: voice.count("home.total", count),
        rows,
        overdue: all.overdue.amount.into(),
        soon: all_soon.amount.into(),
        outstanding: all.outstanding.amount.into(),
        returnable: all.returnable.amount.into(),
    }
}

fn cell(sum: Sum, count: String) -> Cell {
    Cell {
        amount: sum.amount.into(),
        count,
        late: None,
    }
}
