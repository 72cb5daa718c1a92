//! Paths against content: the agency's folder, the fiscal year.

use chrono::NaiveDate;

use super::Report;
use crate::book::register::Register;
use crate::day::fiscal_year;
use crate::record::{Place, RecordId, id};
use crate::text::{Code, Diagnostic, Placed, Words};
use crate::thai::date::medium;

pub(super) fn check(register: &Register<'_>, report: &mut Report<'_>) {
    let book = register.book;
    let mut strangers: Vec<&str> = Vec::new();
    // By path, so that a record which cannot be read is in its place or not.
    for path in book.sources.keys() {
        let Some((agency, _)) = path.strip_prefix("records/").and_then(|inside| inside.split_once('/')) else {
            continue;
        };
        let home = format!("records/{agency}/agency.toml");
        let known = book.sources.contains_key(home.as_str()) || strangers.contains(&agency);
        if known || !matches!(id::place(path), Place::Record(_)) {
            continue;
        }
        strangers.push(agency);
        report.findings.push(Diagnostic::of_file(
            Code::UnknownAgency,
            path,
            Words::new(format!("ไม่รู้จักหน่วยงาน `{agency}`"), format!("Unknown agency `{agency}`")),
            help(agency, book.agencies.keys().map(String::as_str)),
        ));
    }
    for record in &book.advances {
        year(report, &record.id, Some(record.contracted));
    }
    for part in &book.parts {
        year(report, &part.id, part.day);
    }
    for record in &book.guarantees {
        year(report, &record.id, record.received.or(record.contracted));
    }
}

fn help<'n>(agency: &str, known: impl Iterator<Item = &'n str>) -> Words {
    match crate::text::nearest::nearest(agency, known) {
        Some(name) => Words::new(
            format!("ย้ายแฟ้มไปที่ records/{name}/ หรือสร้าง records/{agency}/agency.toml"),
            format!("Move the file to records/{name}/, or make records/{agency}/agency.toml"),
        ),
        None => Words::new(
            format!("สร้าง records/{agency}/agency.toml ที่มี  name = \"…\""),
            format!("Make records/{agency}/agency.toml with  name = \"…\""),
        ),
    }
}

/// An advance lies in the fiscal year of its contract, a guarantee in that of
/// its receipt, else of its contract.
fn year(report: &mut Report<'_>, id: &RecordId, day: Option<Placed<NaiveDate>>) {
    let Some(day) = day else { return };
    let year = fiscal_year(day.value);
    if year != id.fiscal_year {
        report.add(
            id,
            Code::WrongFiscalYear,
            day.span,
            Words::new(
                format!(
                    "วันที่ {} อยู่ในปีงบประมาณ {year} แต่แฟ้มอยู่ในโฟลเดอร์ {}",
                    medium(*day),
                    id.fiscal_year
                ),
                format!(
                    "{} lies in fiscal year {year}, but the file is in folder {}",
                    *day, id.fiscal_year
                ),
            ),
            Words::new(
                format!("ย้ายแฟ้มไปที่ records/{}/{year}/ หรือแก้วันที่", id.agency),
                format!("Move the file to records/{}/{year}/, or mend the date", id.agency),
            ),
        );
    }
}
