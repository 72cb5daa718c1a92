//! The book: its records, closed days, regulations, addresses and sender.

use chrono::{Datelike, NaiveDate};

use super::{Check, Matter};
use crate::book::check::NEAR_DAYS;
use crate::book::gather::{Book, Gathered};
use crate::day::{BUDDHIST_OFFSET, shift};
use crate::letter::domain;
use crate::record::office::Mail;
use crate::rule::Calendar;
use crate::text::{Code, Diagnostic, Severity, Words};
use crate::thai::date;

/// Looks at a book with all its findings, on a day.
#[must_use]
pub fn look(gathered: &Gathered, findings: &[Diagnostic], today: NaiveDate) -> Vec<Check> {
    let book = &gathered.book;
    vec![
        records(book, findings),
        holidays(&book.calendar, today),
        rules(book),
        addresses(findings),
        agencies(book),
        sender(&book.office.mail),
    ]
}

fn records(book: &Book, findings: &[Diagnostic]) -> Check {
    let count = book.advances.len() + book.guarantees.len() + book.projects.len();
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    if errors > 0 {
        return Check::wrong(
            "records",
            Matter::Records,
            Words::new(
                format!("{count} ระเบียน มีข้อผิดพลาด {errors} แห่ง จึงไม่มีการส่ง"),
                format!("{count} records with {errors} errors, so nothing is sent"),
            ),
            Words::new(
                "สั่ง duebook check แล้วแก้ตามที่บอก",
                "run duebook check and mend what it says",
            ),
        );
    }
    if count == 0 {
        return Check::warning(
            "records",
            Words::new(
                "ยังไม่มีระเบียน จึงยังไม่มีอะไรให้เตือน",
                "there are no records yet, so nothing to remind of",
            ),
            Words::new(
                "เพิ่มด้วย duebook new advance หรือ duebook new guarantee",
                "add some with duebook new advance or duebook new guarantee",
            ),
        );
    }
    Check::fine(
        "records",
        Words::new(
            format!("{count} ระเบียน ไม่มีข้อผิดพลาด ข้อควรตรวจ {warnings}"),
            format!("{count} records without errors, {warnings} warnings"),
        ),
    )
}

fn holidays(calendar: &Calendar, today: NaiveDate) -> Check {
    let first = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(today);
    let file = |year: i32| format!("records/holidays/{}.toml", year + BUDDHIST_OFFSET);
    let write = |year: i32| {
        Words::new(
            format!("เพิ่มแฟ้ม {} ตามประกาศวันหยุดราชการ", file(year)),
            format!("add {} from the announced holidays", file(year)),
        )
    };
    let mut unknown = today.year();
    while calendar.knows(first(unknown)) && unknown < today.year() + 50 {
        unknown += 1;
    }
    if unknown == today.year() {
        return Check::wrong(
            "holidays",
            Matter::Records,
            Words::new(
                format!("ไม่มีตารางวันหยุดของปีนี้ ({})", unknown + BUDDHIST_OFFSET),
                format!("there is no table of this year's holidays ({unknown})"),
            ),
            write(unknown),
        );
    }
    let last = shift(first(unknown), -1);
    let (th, en) = (format!("ตารางถึง {}", date::medium(last)), format!("known until {last}"));
    if unknown == today.year() + 1 {
        let from = shift(last, 1 - NEAR_DAYS);
        return Check::warning(
            "holidays",
            Words::new(
                format!(
                    "{th} กำหนดหลังจากนั้นเป็นวันชั่วคราว และเป็นข้อผิดพลาดที่หยุดการส่งได้ตั้งแต่ {}",
                    date::medium(from)
                ),
                format!(
                    "{en}; due dates after that are provisional, and may be errors that stop deliveries from {from} on"
                ),
            ),
            write(unknown),
        );
    }
    Check::fine("holidays", Words::new(th, en))
}

fn rules(book: &Book) -> Check {
    let all = book.rules.regulations().count();
    let open: Vec<&str> = book
        .rules
        .regulations()
        .filter(|(_, regulation)| regulation.confirmed.is_none())
        .map(|(name, _)| name)
        .collect();
    if open.is_empty() {
        return Check::fine(
            "rules",
            Words::new(
                format!("{all} ระเบียบ ยืนยันแล้วทั้งหมด"),
                format!("{all} regulations, all confirmed"),
            ),
        );
    }
    let names = open.join(", ");
    Check::warning(
        "rules",
        Words::new(
            format!("{all} ระเบียบ ยังไม่มีผู้ยืนยัน {}: {names}", open.len()),
            format!("{all} regulations, {} not confirmed: {names}", open.len()),
        ),
        Words::new(
            "เทียบกับตัวบทแล้วเขียน  confirmed = { by = \"ชื่อ\", on = วันที่ }  ใน records/rules/",
            "compare with the law, then write  confirmed = { by = \"name\", on = DATE }  in records/rules/",
        ),
    )
}

fn addresses(findings: &[Diagnostic]) -> Check {
    let without = findings
        .iter()
        .filter(|finding| finding.code == Code::MissingAddress && !finding.path.ends_with("/agency.toml"))
        .count();
    if without == 0 {
        return Check::fine(
            "addresses",
            Words::new(
                "ทุกระเบียนที่ต้องเตือนมีอีเมลของผู้ยืมหรือคู่สัญญา",
                "every record to be reminded of has its party's address",
            ),
        );
    }
    Check::warning(
        "addresses",
        Words::new(
            format!("{without} ระเบียนที่ต้องเตือนไม่มีอีเมลของผู้ยืมหรือคู่สัญญา"),
            format!("{without} records to be reminded of lack their party's address"),
        ),
        Words::new(
            "ดูรายการด้วย duebook check แล้วเพิ่มอีเมล การเตือนที่รออยู่จะส่งเอง",
            "duebook check lists them; add the addresses, and what is held goes by itself",
        ),
    )
}

fn agencies(book: &Book) -> Check {
    let without: Vec<&str> = book
        .agencies
        .values()
        .filter(|agency| agency.email.is_none())
        .map(|agency| agency.slug.as_str())
        .collect();
    let all = book.agencies.len();
    if without.is_empty() {
        return Check::fine(
            "agencies",
            Words::new(
                format!("{all} ส่วนราชการ มีอีเมลกลางครบ"),
                format!("{all} agencies, each with its mailbox"),
            ),
        );
    }
    let names = without.join(", ");
    Check::warning(
        "agencies",
        Words::new(
            format!("{} จาก {all} ส่วนราชการไม่มีอีเมลกลาง: {names}", without.len()),
            format!("{} of {all} agencies have no mailbox: {names}", without.len()),
        ),
        Words::new(
            "เขียน  email = \"…\"  ใน records/<หน่วยงาน>/agency.toml",
            "write  email = \"…\"  in records/<agency>/agency.toml",
        ),
    )
}

fn sender(mail: &Mail) -> Check {
    let Some(from) = &mail.from else {
        return Check::wrong(
            "sender",
            Matter::Settings,
            Words::new("ยังไม่มีผู้ส่ง (mail.from)", "there is no sender (mail.from)"),
            Words::new(
                "เขียน  [mail] from = \"…\"  ใน records/office.toml",
                "write  [mail] from = \"…\"  in records/office.toml",
            ),
        );
    };
    let Some(reply_to) = &mail.reply_to else {
        return Check::fine(
            "sender",
            Words::new(
                format!("จาก {from} คำตอบกลับมาที่เดียวกัน"),
                format!("from {from}; answers come back there"),
            ),
        );
    };
    let found = Words::new(
        format!("จาก {from} คำตอบไปที่ {reply_to}"),
        format!("from {from}; answers go to {reply_to}"),
    );
    if domain(from).eq_ignore_ascii_case(domain(reply_to)) {
        return Check::fine("sender", found);
    }
    Check::warning(
        "sender",
        Words::new(
            format!("{} ซึ่งเป็นคนละโดเมน ตัวกรองอีเมลขยะมักไม่ไว้ใจ", found.th),
            format!("{}, in another domain, which spam filters mistrust", found.en),
        ),
        Words::new(
            "ใช้โดเมนเดียวกันใน mail.from และ mail.reply_to",
            "use one domain for mail.from and mail.reply_to",
        ),
    )
}
