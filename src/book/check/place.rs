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
    for record in &book.projects {
        match record.fiscal_year {
            Some(said) => stated(report, &record.id, said),
            None => year(report, &record.id, record.start),
        }
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
/// its receipt, else of its contract, a project that states none in that of its
/// start.
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

/// A project lies in the fiscal year that it states, whenever it starts.
fn stated(report: &mut Report<'_>, id: &RecordId, said: Placed<i64>) {
    let year = said.value;
    if year != i64::from(id.fiscal_year) {
        report.add(
            id,
            Code::WrongFiscalYear,
            said.span,
            Words::new(
                format!("โครงการของปีงบประมาณ {year} แต่แฟ้มอยู่ในโฟลเดอร์ {}", id.fiscal_year),
                format!(
                    "A project of fiscal year {year}, but the file is in folder {}",
                    id.fiscal_year
                ),
            ),
            Words::new(
                format!("ย้ายแฟ้มไปที่ records/{}/{year}/ หรือแก้ `fiscal_year`", id.agency),
                format!("Move the file to records/{}/{year}/, or mend `fiscal_year`", id.agency),
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::gather::texts;

    /// The folder is the fiscal year that a project states, else that of its start.
    #[test]
    fn a_project_lies_in_the_folder_of_its_fiscal_year() {
        for (facts, want) in [
            ("", None),
            ("fiscal_year = 2570\n", None),
            ("fiscal_year = 2570\nstart = 2026-09-01\n", None),
            ("start = 2026-10-01\n", None),
            ("fiscal_year = 2569\n", Some("fiscal year 2569")),
            ("fiscal_year = 2569\nstart = 2026-10-01\n", Some("fiscal year 2569")),
            ("start = 2026-09-30\n", Some("2026-09-30 lies in fiscal year 2569")),
        ] {
            let project = format!("name = \"ก\"\n{facts}");
            let gathered = texts(&[
                ("records/office.toml", "name = \"ก\"\n"),
                ("records/a/agency.toml", "name = \"ข\"\n"),
                ("records/a/2570/project-0001.toml", project.as_str()),
            ]);
            let register = Register::new(&gathered.book, "2026-11-20".parse().expect("a literal day"));
            let findings = super::super::check(&register);
            let of_year = findings.iter().filter(|finding| finding.code == Code::WrongFiscalYear);
            let said: Vec<&str> = of_year.map(|finding| finding.message.en.as_str()).collect();
            assert_eq!(said.len(), usize::from(want.is_some()), "{facts}: {said:?}");
            assert!(want.is_none_or(|want| said[0].contains(want)), "{facts}: {said:?}");
        }
    }
}
