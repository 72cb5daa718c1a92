//! `status --by`: totals by a subject, and the fiscal-year cut.

use std::collections::BTreeMap;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::args::By;
use super::desk::{self, Desk};
use super::table::{cut, left, right, terminal_width};
use crate::book::register::Sum;
use crate::book::years::{Year, years};
use crate::book::{Entry, Register, Totals};
use crate::money::Satang;

#[derive(Serialize)]
struct Group<'g> {
    name: &'g str,
    outstanding: Satang,
    overdue: Satang,
    held: Satang,
    returnable: Satang,
    records: usize,
}

/// Prints totals of entries by a subject.
pub(super) fn print(desk: &Desk, register: &Register<'_>, entries: &[&Entry<'_>], by: By) {
    if by == By::YearEnd {
        return cut_of_years(desk, &years(register.book, desk.today));
    }
    let mut groups: BTreeMap<String, Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in entries {
        groups.entry(subject(entry, by)).or_default().push(entry);
    }
    let groups: Vec<(&str, usize, Totals)> = groups
        .iter()
        .map(|(name, all)| (name.as_str(), all.len(), Totals::of(all.iter().copied())))
        .collect();
    if desk.json {
        let list: Vec<Group<'_>> = groups
            .iter()
            .map(|(name, records, totals)| Group {
                name,
                outstanding: totals.outstanding.amount,
                overdue: totals.overdue.amount,
                held: totals.held.amount,
                returnable: totals.returnable.amount,
                records: *records,
            })
            .collect();
        return desk::answer_json(&serde_json::json!({ "today": desk.today, "groups": list }));
    }
    let heads = [
        ("คงค้าง", "outstanding"),
        ("เกินกำหนด", "overdue"),
        ("หลักประกันที่ถือ", "held"),
        ("รอถอนคืน", "to return"),
    ];
    let rows = groups.iter().map(|(name, _, totals)| {
        let sums = [totals.outstanding, totals.overdue, totals.held, totals.returnable];
        ((*name).to_owned(), sums.map(|sum| sum.amount.grouped()))
    });
    draw(("", heads.map(|(th, en)| desk.say(th, en))), &rows.collect::<Vec<_>>());
}

/// Draws names and their sums, each column as wide as it must be and the names
/// as the window leaves them room.
fn draw<const N: usize>((corner, heads): (&str, [&str; N]), rows: &[(String, [String; N])]) {
    let widths: Vec<usize> = heads
        .iter()
        .enumerate()
        .map(|(column, head)| {
            let sums = rows.iter().map(|(_, sums)| sums[column].width());
            sums.chain([head.width()]).max().unwrap_or(0) + 2
        })
        .collect();
    let room = terminal_width().saturating_sub(widths.iter().sum()).max(14);
    let names = rows.iter().map(|(name, _)| name.width()).chain([corner.width()]);
    let room = names.max().unwrap_or(0).min(room);
    let line = |name: &str, sums: &[&str]| {
        let sums: String = sums
            .iter()
            .zip(&widths)
            .map(|(sum, width)| right(sum, *width))
            .collect();
        desk::answer(&format!("{}{sums}", left(&cut(name, room), room)));
    };
    line(corner, &heads);
    for (name, sums) in rows {
        line(name, &sums.each_ref().map(String::as_str));
    }
}

fn subject(entry: &Entry<'_>, by: By) -> String {
    let id = entry.id();
    match (by, entry) {
        (By::Agency, _) => id.agency.clone(),
        (By::Fund, Entry::Advance(record, _)) => record.fund.value.name().to_owned(),
        (By::Fund | By::Kind, _) => id.kind.name().to_owned(),
        (By::FiscalYear | By::YearEnd, _) => id.fiscal_year.to_string(),
        (By::Project, _) => entry.project().to_owned(),
        (By::Borrower, Entry::Advance(record, _)) => record.borrower.name.value.clone(),
        (By::Borrower, Entry::Guarantee(record, _)) => record.contractor.name.value.clone(),
    }
}

fn cut_of_years(desk: &Desk, years: &[Year]) {
    if desk.json {
        return desk::answer_json(&serde_json::json!({ "today": desk.today, "years": years }));
    }
    let heads = [
        ("ยอดยกมา", "brought"),
        ("จ่ายในปี", "paid out"),
        ("ส่งใช้ในปี", "settled"),
        ("ยอดยกไป", "carried"),
    ];
    let with_count = |sum: Sum| format!("{} ({})", sum.amount.grouped(), sum.count);
    let rows = years.iter().map(|year| {
        let sums = [
            with_count(year.brought_forward),
            year.paid_out.grouped(),
            year.settled.grouped(),
            with_count(year.carried_forward),
        ];
        (year.fiscal_year.to_string(), sums)
    });
    let corner = desk.say("ปีงบประมาณ", "Fiscal year");
    draw(
        (corner, heads.map(|(th, en)| desk.say(th, en))),
        &rows.collect::<Vec<_>>(),
    );
}
