//! What the office typed of ledger and bank, against the book.

use super::Report;
use crate::book::reconcile::{self, Line, Month};
use crate::book::register::Register;
use crate::money::Satang;
use crate::record::Balances;
use crate::text::nearest::nearest;
use crate::text::{Code, Diagnostic, Source, Span, Words};
use crate::thai::date::medium;

pub(super) fn check(register: &Register<'_>, report: &mut Report<'_>) {
    for balances in &register.book.balances {
        let Some(source) = register.book.sources.get(&balances.path) else {
            continue;
        };
        if balances.end > register.today {
            report.findings.push(early(register, balances));
        }
        agencies(source, balances, report);
        repeated(source, balances, report);
        unmatched(source, balances, report);
    }
    for month in reconcile::months(register.book, register.today) {
        unexplained(&month, report);
    }
}

fn early(register: &Register<'_>, balances: &Balances) -> Diagnostic {
    Diagnostic::of_file(
        Code::BalanceEarly,
        &balances.path,
        Words::new(
            format!("ยอด ณ {} แต่วันนี้ {}", medium(balances.end), medium(register.today)),
            format!("Balances as of {}, and today is {}", balances.end, register.today),
        ),
        Words::new(
            "ตรวจปีและเดือนในชื่อแฟ้ม หรือรอให้สิ้นเดือนก่อน",
            "Check year and month in the file's name, or wait for the month's end",
        ),
    )
}

fn agencies(source: &Source, balances: &Balances, report: &mut Report<'_>) {
    for balance in &balances.balances {
        let (Some(slug), Some(span)) = (&balance.scope.agency, balance.agency_span) else {
            continue;
        };
        let known = &report.book.agencies;
        if known.contains_key(slug) {
            continue;
        }
        let help = match nearest(slug, known.keys().map(String::as_str)) {
            Some(name) => Words::new(
                format!("เขียนเป็น  agency = \"{name}\""),
                format!("Write  agency = \"{name}\""),
            ),
            None => Words::new(
                "เขียนชื่อโฟลเดอร์ของส่วนราชการใน records/",
                "Write the name of the agency's folder in records/",
            ),
        };
        let message = Words::new(
            format!("ไม่มีส่วนราชการ \"{slug}\""),
            format!("There is no agency \"{slug}\""),
        );
        report
            .findings
            .push(Diagnostic::new(Code::UnknownAgency, source, span, message, help));
    }
}

fn repeated(source: &Source, balances: &Balances, report: &mut Report<'_>) {
    for (at, balance) in balances.balances.iter().enumerate() {
        let before = &balances.balances[..at];
        let Some(first) = before.iter().find(|one| one.scope == balance.scope) else {
            continue;
        };
        let finding = Diagnostic::new(
            Code::BalanceRepeated,
            source,
            balance.amount.span,
            Words::new("ยอดของบัญชีนี้เขียนไว้แล้ว", "This balance stands here already"),
            Words::new(
                "ลบหนึ่งยอด หรือแยกด้วย `fund` หรือ `agency`",
                "Delete one of the two, or tell them apart by `fund` or `agency`",
            ),
        );
        let words = Words::new("ยอดแรก", "the first");
        report.findings.push(finding.also(source, first.amount.span, words));
    }
}

fn unmatched(source: &Source, balances: &Balances, report: &mut Report<'_>) {
    for difference in &balances.differences {
        let mut explained = balances.balances.iter();
        if !explained.any(|balance| balance.scope == difference.scope) {
            report.findings.push(no_match(
                source,
                difference.amount.span,
                Words::new(
                    "แฟ้มนี้ไม่มียอดของบัญชีที่อธิบาย",
                    "This file has no balance that this could explain",
                ),
                Words::new(
                    "ให้ `account` `fund` `agency` ตรงกับ [[balance]] ที่อธิบาย",
                    "Let `account`, `fund` and `agency` be those of the [[balance]] that it explains",
                ),
            ));
        }
        if let Some(id) = &difference.record
            && report.book.source(&id.value).is_none()
        {
            report.findings.push(no_match(
                source,
                id.span,
                Words::new(format!("ไม่มีระเบียน {}", id.value), format!("There is no {}", id.value)),
                Words::new("แก้เลขระเบียน หรือลบบรรทัดนี้", "Mend the record's path, or delete this line"),
            ));
        }
    }
}

fn no_match(source: &Source, span: Span, message: Words, help: Words) -> Diagnostic {
    Diagnostic::new(Code::DifferenceUnmatched, source, span, message, help)
}

fn unexplained(month: &Month<'_>, report: &mut Report<'_>) {
    let Some(source) = report.book.sources.get(&month.balances.path) else {
        return;
    };
    for line in month.lines.iter().filter(|line| line.rest != Satang::ZERO) {
        report.findings.push(Diagnostic::new(
            Code::BalanceUnexplained,
            source,
            line.balance.amount.span,
            figures(month, line),
            Words::new(
                "เปิดหน้า reconciliation.html ฉบับภายใน ดูรายการที่น่าจะเป็นสาเหตุ แล้วแก้ระเบียน หรือเพิ่ม [[difference]]",
                "Open reconciliation.html of the internal edition, which names likely records; then mend one, or add a [[difference]]",
            ),
        ));
    }
}

fn figures(month: &Month<'_>, line: &Line<'_>) -> Words {
    let end = month.balances.end;
    let [register, difference, explained, rest] =
        [line.register.amount, line.difference, line.explained, line.rest].map(Satang::grouped);
    Words::new(
        format!(
            "ณ {} ทะเบียน {register} ผลต่าง {difference} อธิบายแล้ว {explained} ยังไม่อธิบาย {rest}",
            medium(end)
        ),
        format!(
            "On {end} the register came to {register}; difference {difference}, explained {explained}, unexplained {rest}"
        ),
    )
}
