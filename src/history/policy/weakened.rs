//! The policy itself: who makes it weaker today may rewrite the past tomorrow.

use super::{Range, Report, by};
use crate::book::gather::{Files, gather};
use crate::record::format::OFFICE;
use crate::record::policy::History;
use crate::text::{Code, Severity, Source, Words};

/// Returns the policy for history that a text of `office.toml` sets.
#[must_use]
pub fn policy_of(office: &str) -> History {
    let files = Files {
        sources: vec![Source::new(OFFICE, office)],
        ..Files::default()
    };
    gather(files).book.office.history
}

pub(super) fn check(range: &Range, report: &mut Report<'_>) {
    let Some(touched) = range.files.iter().find(|file| file.path == OFFICE) else {
        return;
    };
    let Some(before) = range.text(touched.before.as_ref()) else {
        return;
    };
    let after = range.text(touched.after.as_ref()).unwrap_or_default();
    let (old, new) = (policy_of(before), policy_of(after));
    let who = by(range, OFFICE);
    for (key, code) in History::KEYS {
        if weight(new.severity(code)) >= weight(old.severity(code)) {
            continue;
        }
        report.at(
            Code::PolicyWeakened,
            OFFICE,
            after,
            super::place(after, None, &format!("history.{key}")),
            Words::new(
                format!("การตรวจประวัติข้อ \"{}\" ถูกผ่อน{}", code.title_th(), who.th),
                format!("\"{}\" weighs less from now on{}", code.title_en(), who.en),
            ),
            Words::new(
                format!("ให้ผู้มีอำนาจรับรู้ก่อนรวม และคืนค่า  history.{key}  เมื่อแก้เสร็จ"),
                format!("Whoever may decide this should know before it is merged; put history.{key} back when done"),
            ),
        );
    }
}

fn weight(severity: Option<Severity>) -> u8 {
    match severity {
        None => 0,
        Some(Severity::Warning) => 1,
        Some(Severity::Error) => 2,
    }
}
