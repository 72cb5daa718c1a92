//! Events that do not do what they are entered for: an extension that gives no
//! more time, a receipt entered again, an inspection without its outcome.

use std::collections::BTreeMap;

use super::Report;
use crate::book::figures::extended;
use crate::book::gather::Book;
use crate::book::register::{Entry, Register};
use crate::record::advance::number_of;
use crate::record::{Advance, Guarantee};
use crate::text::{Code, Diagnostic, Words};
use crate::thai::date::medium;

pub(super) fn check(register: &Register<'_>, report: &mut Report<'_>) {
    for entry in &register.entries {
        match entry {
            Entry::Advance(record, _) => {
                extensions(report, register.book, record);
                receipts(report, record);
            }
            Entry::Guarantee(record, standing) if !standing.state.is_settled() => inspections(report, record),
            Entry::Guarantee(..) => {}
        }
    }
}

fn extensions(report: &mut Report<'_>, book: &Book, record: &Advance) {
    for extension in record.extensions.iter().filter(|one| one.void.is_none()) {
        let Some((old, new)) = extended(book, record, extension) else {
            continue;
        };
        // A day before its own approval is told as that.
        if new.effective > old.effective || extension.due.value < extension.date.value {
            continue;
        }
        report.add(
            &record.id,
            Code::ExtensionShortens,
            extension.due.span,
            Words::new(
                format!(
                    "ขยายเวลาถึง {} แต่เดิมครบกำหนด {} อยู่แล้ว",
                    medium(*extension.due),
                    medium(old.effective)
                ),
                format!(
                    "Extended to {}, but it was due on {} already",
                    *extension.due, old.effective
                ),
            ),
            Words::new(
                "ใส่วันครบกำหนดใหม่ตามที่อนุมัติ ตรวจเดือนและปีด้วย",
                "Write the due date that was approved; check month and year",
            ),
        );
    }
}

/// A receipt is given once: two clearings with one number are one entered twice.
fn receipts(report: &mut Report<'_>, record: &Advance) {
    let mut seen = BTreeMap::new();
    for clearing in record.clearings.iter().filter(|one| one.void.is_none()) {
        let Some(receipt) = &clearing.receipt else { continue };
        let here = (clearing.date.value, receipt.span);
        let (first, place) = *seen.entry(number_of(&receipt.value)).or_insert(here);
        if place == receipt.span {
            continue;
        }
        let Some(source) = report.source(&record.id) else {
            continue;
        };
        let finding = Diagnostic::new(
            Code::RepeatedReceipt,
            source,
            receipt.span,
            Words::new(
                format!("{} ใช้แล้วในการส่งใช้เมื่อ {}", receipt.value, medium(first)),
                format!("{} was given for the clearing of {first} already", receipt.value),
            ),
            Words::new(
                "แก้เลขที่ หรือถ้าบันทึกซ้ำ ให้เพิ่ม  void = { date = …, reason = \"…\" }  ในรายการนี้",
                "Mend the number or, if it was entered twice, add  void = { date = …, reason = \"…\" }  here",
            ),
        );
        report.add_pair(finding, &record.id, place, Words::new("ใช้ครั้งแรกที่นี่", "used here first"));
    }
}

fn inspections(report: &mut Report<'_>, record: &Guarantee) {
    let standing = || record.inspections.iter().filter(|one| one.void.is_none());
    let told = standing().filter(|one| one.result.is_some());
    let told = told.map(|one| one.date.value).max();
    for inspection in standing().filter(|one| one.result.is_none()) {
        // A later outcome has settled it.
        if told >= Some(inspection.date.value) {
            continue;
        }
        report.add(
            &record.id,
            Code::InspectionOpen,
            inspection.date.span,
            Words::new(
                format!("ตรวจเมื่อ {} แต่ไม่มีผลตรวจ", medium(*inspection.date)),
                format!("Inspected on {}, but no result", *inspection.date),
            ),
            Words::new(
                "เพิ่มบรรทัด  result = \"clean\"  (ไม่พบความชำรุด) หรือ  result = \"defects\"  (พบความชำรุด)",
                "Add the line  result = \"clean\"  or  result = \"defects\"",
            ),
        );
    }
}
