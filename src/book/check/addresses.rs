//! Records that will be reminded and have no address.

use super::Report;
use crate::book::register::{Entry, Register};
use crate::book::standing::State;
use crate::record::{Agency, Recipient, StageKind};
use crate::text::{Code, Diagnostic, Placed, Span, Words};

pub(super) fn check(register: &Register<'_>, report: &mut Report<'_>) {
    mailboxes(register, report);
    for entry in &register.entries {
        // The agency's and the office's own addresses would be missing in each
        // record; `remind --plan` lists what they hold up.
        match entry {
            Entry::Advance(record, standing)
                if matches!(standing.state, State::Outstanding | State::Overdue)
                    && record.borrower.email.is_none()
                    && !record.borrower.email_told =>
            {
                missing(report, entry, &record.borrower.name, "ผู้ยืม", "the borrower");
            }
            Entry::Guarantee(record, standing)
                if matches!(standing.state, State::Returnable | State::Overdue)
                    && record.contractor.email.is_none()
                    && !record.contractor.email_told =>
            {
                missing(report, entry, &record.contractor.name, "คู่สัญญา", "the contractor");
            }
            _ => {}
        }
    }
}

/// An agency that is written to of its open records, and announces no mailbox: told
/// once, in its own file.
fn mailboxes(register: &Register<'_>, report: &mut Report<'_>) {
    let book = register.book;
    let told = |kind| {
        let mut stages = book.office.stages.iter().filter(|stage| stage.kind == kind);
        stages.any(|stage| stage.to.contains(&Recipient::Agency))
    };
    let kinds = [StageKind::Advance, StageKind::Guarantee].map(|kind| (kind, told(kind)));
    let lacks = |agency: &&Agency| agency.email.is_none() && !agency.email_told;
    for agency in book.agencies.values().filter(lacks) {
        let waits = |entry: &&Entry<'_>| {
            let stages = kinds.contains(&(entry.stage_kind(), true));
            stages && entry.id().agency == agency.slug && !entry.state().is_settled() && entry.due().is_some()
        };
        let count = register.entries.iter().filter(waits).count();
        let source = book
            .sources
            .get(format!("records/{}/agency.toml", agency.slug).as_str());
        let Some(source) = source.filter(|_| count > 0) else {
            continue;
        };
        report.findings.push(Diagnostic::new(
            Code::MissingAddress,
            source,
            Span::default(),
            Words::new(
                format!("ไม่มีอีเมลของส่วนราชการ {count} รายการจึงแจ้งเตือนส่วนราชการไม่ได้"),
                format!("No mailbox of the agency: it cannot be reminded of {count} records"),
            ),
            Words::new(
                "เพิ่มบรรทัด  email = \"…\"  คือกล่องจดหมายกลางที่ประกาศไว้ แล้วการแจ้งเตือนจะส่งเอง",
                "Add the line  email = \"…\",  the mailbox that it has announced, and reminders go by themselves",
            ),
        ));
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
