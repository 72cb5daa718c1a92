//! Records that will be reminded and have no address.

use super::Report;
use crate::book::register::{Entry, Register};
use crate::book::standing::State;
use crate::text::{Code, Placed, Words};

pub(super) fn check(register: &Register<'_>, report: &mut Report<'_>) {
    for entry in &register.entries {
        // The agency's and the office's own addresses would be missing in each
        // record; `remind --plan` lists what they hold up.
        match entry {
            Entry::Advance(record, standing)
                if matches!(standing.state, State::Outstanding | State::Overdue) && record.borrower.email.is_none() =>
            {
                missing(report, entry, &record.borrower.name, "ผู้ยืม", "the borrower");
            }
            Entry::Guarantee(record, standing)
                if matches!(standing.state, State::Returnable | State::Overdue)
                    && record.contractor.email.is_none() =>
            {
                missing(report, entry, &record.contractor.name, "คู่สัญญา", "the contractor");
            }
            _ => {}
        }
    }
}

fn missing(report: &mut Report<'_>, entry: &Entry<'_>, name: &Placed<String>, th: &str, en: &str) {
    report.add(
        entry.id(),
        Code::MissingAddress,
        name.span,
        Words::new(
            format!("ไม่มีอีเมลของ{th} จึงแจ้งเตือนไม่ได้"),
            format!("No mail address of {en}: it cannot be reminded"),
        ),
        Words::new(
            "เพิ่ม  email = \"…\"  หลังชื่อ ใน { } เดียวกัน แล้วการแจ้งเตือนจะส่งเอง",
            "Add  email = \"…\"  after the name, in the same braces, and the reminder goes by itself",
        ),
    );
}
