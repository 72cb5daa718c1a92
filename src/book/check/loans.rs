//! Advances beside each other: contract numbers, second loans, the float.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Report;
use crate::book::register::{Entry, Register};
use crate::book::standing::{Flag, State};
use crate::money::Satang;
use crate::record::advance::number_of;
use crate::record::{Advance, Fund, Kind, RecordId};
use crate::text::{Code, Diagnostic, Placed, Words};

pub(super) fn check(register: &Register<'_>, report: &mut Report<'_>) {
    duplicates(register, report);
    second_loans(register, report);
    ceilings(register, report);
}

/// Contract numbers are unique among advances, however they are spaced.
fn duplicates(register: &Register<'_>, report: &mut Report<'_>) {
    // The one of the earlier day is taken for the one that had the number first.
    let mut numbers: Vec<(Option<NaiveDate>, &RecordId, &Placed<String>)> = register
        .book
        .advances
        .iter()
        .map(|record| (Some(record.contracted.value), &record.id, &record.contract))
        .collect();
    let parts = register.book.parts.iter().filter(|part| part.id.kind == Kind::Advance);
    numbers.extend(parts.filter_map(|part| Some((part.day.map(|day| day.value), &part.id, part.contract.as_ref()?))));
    numbers.sort_by_key(|(day, id, _)| (day.unwrap_or(NaiveDate::MAX), *id));
    let mut seen: BTreeMap<String, (&RecordId, &Placed<String>)> = BTreeMap::new();
    for (_, id, contract) in numbers {
        let number = number_of(&contract.value);
        let Some((first, place)) = seen.get(&number) else {
            seen.insert(number, (id, contract));
            continue;
        };
        let Some(source) = report.source(id) else {
            continue;
        };
        let finding = Diagnostic::new(
            Code::DuplicateContract,
            source,
            contract.span,
            Words::new(
                format!("เลขที่ {} ใช้แล้วใน {first}", contract.value),
                format!("{} is used already in {first}", contract.value),
            ),
            Words::new(
                "ตรวจเลขที่กับสัญญาตัวจริง แล้วแก้ระเบียนที่ผิด",
                "Check the number on the paper, and mend the record that is wrong",
            ),
        );
        report.add_pair(finding, first, place.span, Words::new("ใช้ที่นี่ก่อน", "used here first"));
    }
}

fn second_loans(register: &Register<'_>, report: &mut Report<'_>) {
    let Some(severity) = register.book.office.second_loan.severity() else {
        return;
    };
    // Each borrower's loans with money out, by path.
    let mut out: BTreeMap<_, Vec<(&Advance, Satang)>> = BTreeMap::new();
    for entry in &register.entries {
        if let Entry::Advance(record, standing) = entry
            && matches!(standing.state, State::Outstanding | State::Overdue)
        {
            let loans = out.entry(record.borrower_key()).or_default();
            loans.push((record, standing.outstanding));
        }
    }
    for entry in &register.entries {
        let Entry::Advance(record, standing) = entry else {
            continue;
        };
        if !standing.flags.contains(&Flag::SecondLoan) {
            continue;
        }
        let loans = out.get(&record.borrower_key());
        let older = loans.into_iter().flatten().copied().find(|(older, _)| {
            older.id != record.id && (older.contracted.value, &older.id) < (record.contracted.value, &record.id)
        });
        let (Some((older, owed)), Some(source)) = (older, report.source(&record.id)) else {
            continue;
        };
        let finding = Diagnostic::new(
            Code::SecondLoan,
            source,
            record.contracted.span,
            Words::new(
                format!(
                    "ผู้ยืมยังค้าง {} ตาม {} ({})",
                    owed.grouped(),
                    older.contract.value,
                    older.id
                ),
                format!(
                    "The borrower still owes {} on {} ({})",
                    owed.grouped(),
                    older.contract.value,
                    older.id
                ),
            ),
            Words::new(
                "ส่งใช้รายเก่าให้ครบก่อน (ข้อห้ามยืมรายใหม่) หรือบันทึกเหตุผลใน `notes`",
                "Clear the old loan first, or write the reason into `notes`",
            ),
        );
        report.add_pair(
            finding.weighing(severity),
            &older.id,
            older.contracted.span,
            Words::new("รายเก่าที่ยังไม่ส่งใช้", "the old loan, still open"),
        );
    }
}

/// The imprest advances open on the day, against the agency's ceiling.
fn ceilings(register: &Register<'_>, report: &mut Report<'_>) {
    for (slug, agency) in &register.book.agencies {
        let Some(ceiling) = agency.imprest_ceiling else {
            continue;
        };
        let out: Satang = register
            .entries
            .iter()
            .filter_map(|entry| match entry {
                Entry::Advance(record, standing) if record.fund.value == Fund::Imprest && &record.id.agency == slug => {
                    Some(standing.outstanding)
                }
                _ => None,
            })
            .sum();
        let path = format!("records/{slug}/agency.toml");
        let Some(source) = register.book.sources.get(path.as_str()).filter(|_| out > ceiling.value) else {
            continue;
        };
        report.findings.push(Diagnostic::new(
            Code::ImprestCeiling,
            source,
            ceiling.span,
            Words::new(
                format!("เงินยืมทดรองค้าง {} เกินวงเงิน {}", out.grouped(), ceiling.grouped()),
                format!(
                    "Imprest advances of {} are out, above the ceiling of {}",
                    out.grouped(),
                    ceiling.grouped()
                ),
            ),
            Words::new(
                "เร่งส่งใช้ หรือแก้วงเงินตามที่ได้รับอนุมัติ",
                "Have advances cleared, or write the ceiling that was approved",
            ),
        ));
    }
}
