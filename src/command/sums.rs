//! `status --by`: totals by a subject, and the fiscal-year cut.

use std::collections::BTreeMap;

use serde::Serialize;

use super::args::By;
use super::desk::{self, Desk};
use super::table::{cut, left, right};
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
    let heads: String = heads.iter().map(|(th, en)| right(desk.say(th, en), 18)).collect();
    desk::answer(&format!("{}{heads}", left("", 40)));
    for (name, _, totals) in &groups {
        let sums = [totals.outstanding, totals.overdue, totals.held, totals.returnable];
        let sums: String = sums.iter().map(|sum| right(&sum.amount.grouped(), 18)).collect();
        desk::answer(&format!("{}{sums}", left(&cut(name, 39), 40)));
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
    let heads: String = heads.iter().map(|(th, en)| right(desk.say(th, en), 18)).collect();
    desk::answer(&format!("{}{heads}", left(desk.say("ปีงบประมาณ", "Fiscal year"), 14)));
    let with_count = |sum: Sum| format!("{} ({})", sum.amount.grouped(), sum.count);
    for year in years {
        let sums = [
            with_count(year.brought_forward),
            year.paid_out.grouped(),
            year.settled.grouped(),
            with_count(year.carried_forward),
        ];
        let sums: String = sums.iter().map(|sum| right(sum, 18)).collect();
        desk::answer(&format!("{}{sums}", left(&year.fiscal_year.to_string(), 14)));
    }
}
