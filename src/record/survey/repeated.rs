//! A form tool exports all answers every time: the same ones in two files
//! would count twice.

use std::collections::BTreeMap;

use super::column::Columns;
use super::plain;
use crate::text::sheet::{Cell, Sheet};
use crate::text::{Code, Diagnostic, Faults, Words};

/// Reports files that share answers: same second, same scores. Once a pair of
/// files, at the first answer.
pub(super) fn check(sheets: &[(Faults<'_>, Sheet)], columns: &[Columns]) {
    // Where an answer stood first, by what it says.
    let mut first: BTreeMap<Vec<String>, (usize, &Cell)> = BTreeMap::new();
    // Shared answers of a file with an earlier one: how many, and the first.
    let mut shared: BTreeMap<(usize, usize), (usize, &Cell, &Cell)> = BTreeMap::new();
    for (file, ((_, sheet), columns)) in sheets.iter().zip(columns).enumerate() {
        let Some(date) = columns.date else { continue };
        for row in &sheet.rows {
            // A day alone is shared by many who agree; a second is not.
            let Some(cell) = row.get(date).filter(|cell| cell.text.matches(':').count() > 1) else {
                continue;
            };
            let key = columns
                .read()
                .iter()
                .filter_map(|at| row.get(*at))
                .map(|cell| plain(&cell.text))
                .collect();
            let &mut (before, there) = first.entry(key).or_insert((file, cell));
            if before != file {
                shared.entry((before, file)).or_insert((0, cell, there)).0 += 1;
            }
        }
    }
    for ((before, file), (count, cell, there)) in shared {
        let (earlier, faults) = (sheets[before].0.source, &sheets[file].0);
        let other = earlier.path.rsplit('/').next().unwrap_or_default();
        let finding = Diagnostic::new(
            Code::SurveyRepeated,
            faults.source,
            cell.span,
            Words::new(
                format!("คำตอบนี้อยู่ใน {other} แล้ว (ซ้ำกัน {count} คำตอบ)"),
                format!("This answer stands in {other} already ({count} are in both)"),
            ),
            Words::new(
                "แบบสอบถามดาวน์โหลดคำตอบทั้งหมดทุกครั้ง เก็บแฟ้มใหม่ที่สุดแฟ้มเดียว หรือลบบรรทัดที่ซ้ำออกจากแฟ้มหนึ่ง",
                "A form tool exports all answers every time: keep the newest file alone, or delete the repeated lines from one",
            ),
        );
        faults.push(finding.also(earlier, there.span, Words::new("ครั้งแรกอยู่ตรงนี้", "It stands here first")));
    }
}
