//! The path is the identity: `secretariat/2566/advance-0012`.

use std::fmt;

use chrono::NaiveDate;

use super::balances;
use crate::day::FISCAL_YEARS;

/// A kind of record with a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// เงินยืม.
    Advance,
    /// หลักประกันสัญญา.
    Guarantee,
    /// A project's progress report.
    Project,
}

impl Kind {
    /// Every kind, by its name in paths.
    pub const ALL: [(&'static str, Kind); 3] = [
        ("advance", Kind::Advance),
        ("guarantee", Kind::Guarantee),
        ("project", Kind::Project),
    ];

    /// Returns the name that paths and JSON use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Advance => "advance",
            Kind::Guarantee => "guarantee",
            Kind::Project => "project",
        }
    }
}

/// A record's identity: its path without `records/` and `.toml`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId {
    /// The agency's folder.
    pub agency: String,
    /// The fiscal year, B.E.
    pub fiscal_year: i32,
    /// What it is.
    pub kind: Kind,
    /// Its number in the folder.
    pub number: u32,
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}/{}/{}-{:04}",
            self.agency,
            self.fiscal_year,
            self.kind.name(),
            self.number
        )
    }
}

impl serde::Serialize for RecordId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl RecordId {
    /// Returns the path of the record's file from the book's root.
    #[must_use]
    pub fn file(&self) -> String {
        format!("records/{self}.toml")
    }
}

/// What a path of the book holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// `records/office.toml`.
    Office,
    /// `records/holidays/<B.E. year>.toml`.
    Holidays(i32),
    /// `records/rules/<regulation>.toml`.
    Rules(String),
    /// `records/<agency>/agency.toml`.
    Agency(String),
    /// A record.
    Record(RecordId),
    /// `records/balances/<B.E. year>-<month>.toml`: what the ledger says on the
    /// month's last day.
    Balances(NaiveDate),
    /// Below `records/journal/`, which only the program writes.
    Journal,
    /// `records/approvals/<plan>.toml`.
    Approval,
    /// `records/survey/survey.toml`: which column of the answers is what.
    Survey,
    /// `records/survey/<name>.csv`: answers as a form tool exports them.
    Answers,
    /// `records/import/<name>.toml`: which column of a workbook is what.
    Mapping,
    /// Not part of the book: other endings, hidden files.
    Other,
    /// A `.toml` file where none belongs; the text says what to do, Thai and English.
    Misplaced(&'static str, &'static str),
}

/// Folders of `records/` that are no agencies.
const RESERVED: [&str; 7] = [
    "holidays",
    "rules",
    "journal",
    "approvals",
    "survey",
    "import",
    "balances",
];

/// Folders and names of the site itself, which an agency's would hide.
const SITE: [&str; 4] = ["all", "assets", "downloads", "en"];

/// Whether Windows takes a folder's name for a device: nobody there could check the
/// book out.
fn is_device(name: &str) -> bool {
    let port = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    let numbered = port.is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']));
    numbered || ["con", "prn", "aux", "nul"].contains(&name)
}

/// Tells what stands at a path such as `records/secretariat/2566/advance-0012.toml`.
#[must_use]
pub fn place(path: &str) -> Place {
    let Some(inside) = path.strip_prefix("records/") else {
        return Place::Other;
    };
    if inside.split('/').any(|part| part.starts_with('.')) {
        return Place::Other;
    }
    // By far the most files of an old book.
    if inside == "journal" || inside.starts_with("journal/") {
        return Place::Journal;
    }
    let parts: Vec<&str> = inside.split('/').collect();
    if parts[0] == "survey" && parts.len() > 1 {
        return survey_place(&parts[1..]);
    }
    let Some(name) = parts[parts.len() - 1].strip_suffix(".toml") else {
        return Place::Other;
    };
    match parts[..] {
        ["office.toml"] => Place::Office,
        [_] => Place::Misplaced(
            "ย้ายแฟ้มนี้เข้าโฟลเดอร์ของหน่วยงาน เช่น records/secretariat/2566/advance-0012.toml",
            "Move it into an agency's folder, such as records/secretariat/2566/advance-0012.toml",
        ),
        ["holidays", _] => match buddhist_year(name) {
            Some(year) => Place::Holidays(year),
            None => Place::Misplaced(
                "ตั้งชื่อแฟ้มวันหยุดตามปี พ.ศ. เช่น records/holidays/2569.toml",
                "Name a holiday file by its B.E. year, such as records/holidays/2569.toml",
            ),
        },
        ["balances", _] => match month(name) {
            Some(end) => Place::Balances(end),
            None => Place::Misplaced(
                "ตั้งชื่อแฟ้มยอดบัญชีตามปี พ.ศ. และเดือน เช่น records/balances/2569-10.toml",
                "Name a file of balances by B.E. year and month, such as records/balances/2569-10.toml",
            ),
        },
        ["approvals", _] => Place::Approval,
        ["import", _] => Place::Mapping,
        ["rules", _] => Place::Rules(name.to_owned()),
        [agency, "agency.toml"] if SITE.contains(&agency) => Place::Misplaced(
            "เว็บใช้ชื่อนี้กับแฟ้มของตนเอง ตั้งชื่อโฟลเดอร์หน่วยงานเป็นอย่างอื่น",
            "The site uses this name for files of its own; give the agency's folder another",
        ),
        [agency, "agency.toml"] if is_device(agency) => Place::Misplaced(
            "Windows ไม่ยอมให้โฟลเดอร์ใช้ชื่อนี้ ตั้งชื่อโฟลเดอร์หน่วยงานเป็นอย่างอื่น",
            "Windows takes this name for a device and makes no such folder; give the agency's folder another",
        ),
        [agency, "agency.toml"] => {
            if is_slug(agency) {
                Place::Agency(agency.to_owned())
            } else {
                Place::Misplaced(
                    "ตั้งชื่อโฟลเดอร์หน่วยงานด้วย a-z 0-9 และขีด เช่น records/public-relations",
                    "Name an agency's folder with a-z, 0-9 and hyphens, such as records/public-relations",
                )
            }
        }
        [agency, year, _] if !RESERVED.contains(&agency) => record_place(agency, year, name),
        _ => Place::Misplaced(
            "ระเบียนอยู่ที่ records/<หน่วยงาน>/<ปีงบประมาณ พ.ศ.>/advance-0012.toml",
            "A record stands at records/<agency>/<fiscal year B.E.>/advance-0012.toml",
        ),
    }
}

fn is_number(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The year of the Buddhist Era that a name is: four digits and nothing else, so
/// that no second path means the same record.
fn buddhist_year(name: &str) -> Option<i32> {
    let year = name.parse().ok().filter(|year| FISCAL_YEARS.contains(year));
    year.filter(|_| is_number(name, 4))
}

/// The largest number of a file: the next one still has to be counted.
const LARGEST_NUMBER: u32 = 999_999;

/// The last day of the month that a name such as `2569-10` means.
fn month(name: &str) -> Option<NaiveDate> {
    let (year, month) = name.split_once('-')?;
    if !is_number(month, 2) {
        return None;
    }
    balances::month_end(buddhist_year(year)?, month.parse().ok()?)
}

/// Returns whether the book reads a file: every `.toml`, and the survey's answers.
#[must_use]
pub fn is_read(path: &str) -> bool {
    path.ends_with(".toml") || place(path) == Place::Answers
}

/// Endings of a sheet that is not the CSV that the book reads.
const SHEETS: [&str; 6] = [".xlsx", ".xls", ".ods", ".tsv", ".txt", ".numbers"];

fn survey_place(parts: &[&str]) -> Place {
    let name = parts[parts.len() - 1].to_lowercase();
    match parts {
        ["survey.toml"] => Place::Survey,
        [_] if name.ends_with(".csv") => Place::Answers,
        _ if name.ends_with(".csv") => Place::Misplaced(
            "ย้ายแฟ้มนี้ขึ้นมาไว้ใน records/survey/ โดยตรง",
            "Move it up, right into records/survey/",
        ),
        _ if name.ends_with(".toml") => Place::Misplaced(
            "ใน records/survey/ มีการตั้งค่าแฟ้มเดียว ชื่อ survey.toml",
            "records/survey/ has one file of settings, named survey.toml",
        ),
        _ if SHEETS.iter().any(|ending| name.ends_with(ending)) => Place::Misplaced(
            "บันทึกคำตอบเป็น CSV UTF-8 ชื่อลงท้ายด้วย .csv แล้วลบแฟ้มนี้",
            "Save the answers as CSV UTF-8, under a name that ends in .csv, and delete this file",
        ),
        _ => Place::Other,
    }
}

fn is_slug(text: &str) -> bool {
    // One that begins with a dash is an option to every program that takes its path.
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn record_place(agency: &str, year: &str, name: &str) -> Place {
    let Some(fiscal_year) = buddhist_year(year) else {
        return Place::Misplaced(
            "ชื่อโฟลเดอร์ปีงบประมาณเป็น พ.ศ. สี่หลัก เช่น 2569",
            "The folder of a fiscal year is its four-digit B.E. year, such as 2569",
        );
    };
    let found = Kind::ALL.iter().find_map(|(word, kind)| {
        let digits = name.strip_prefix(word)?.strip_prefix('-')?;
        let number: u32 = digits.parse().ok()?;
        (digits == format!("{number:04}") && (1..=LARGEST_NUMBER).contains(&number)).then_some((*kind, number))
    });
    match found {
        Some((kind, number)) if is_slug(agency) => Place::Record(RecordId {
            agency: agency.to_owned(),
            fiscal_year,
            kind,
            number,
        }),
        Some(_) => Place::Misplaced(
            "ตั้งชื่อโฟลเดอร์หน่วยงานด้วย a-z 0-9 และขีด เช่น records/public-relations",
            "Name an agency's folder with a-z, 0-9 and hyphens, such as records/public-relations",
        ),
        None => Place::Misplaced(
            "ตั้งชื่อแฟ้มเป็น advance-0012.toml guarantee-0003.toml หรือ project-0001.toml (เลขสี่หลัก)",
            "Name the file advance-0012.toml, guarantee-0003.toml or project-0001.toml (four digits)",
        ),
    }
}

/// Reads an identity as people give it on a command line: with or without
/// `records/` in front and `.toml` behind.
#[must_use]
pub fn parse(text: &str) -> Option<RecordId> {
    let text = text.trim_start_matches("./");
    let inside = text.strip_prefix("records/").unwrap_or(text);
    let stem = inside.strip_suffix(".toml").unwrap_or(inside);
    match place(&format!("records/{stem}.toml")) {
        Place::Record(id) => Some(id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_says_what_a_file_is() {
        let id = RecordId {
            agency: "secretariat".into(),
            fiscal_year: 2566,
            kind: Kind::Advance,
            number: 12,
        };
        assert_eq!(
            place("records/secretariat/2566/advance-0012.toml"),
            Place::Record(id.clone())
        );
        assert_eq!(id.to_string(), "secretariat/2566/advance-0012");
        assert_eq!(parse("records/secretariat/2566/advance-0012.toml"), Some(id.clone()));
        assert_eq!(parse("secretariat/2566/advance-0012"), Some(id));
        assert_eq!(place("records/office.toml"), Place::Office);
        assert_eq!(place("records/holidays/2569.toml"), Place::Holidays(2569));
        assert_eq!(place("records/rules/bma-2555.toml"), Place::Rules("bma-2555".into()));
        assert_eq!(
            place("records/secretariat/agency.toml"),
            Place::Agency("secretariat".into())
        );
        assert_eq!(place("records/journal/2566/a/b.toml"), Place::Journal);
        assert_eq!(place("records/import/ทะเบียนเงินยืม.toml"), Place::Mapping);
        let october = NaiveDate::from_ymd_opt(2026, 10, 31).expect("a day");
        assert_eq!(place("records/balances/2569-10.toml"), Place::Balances(october));
        assert_eq!(place("records/README.md"), Place::Other);
        assert_eq!(place("records/survey/survey.toml"), Place::Survey);
        assert_eq!(place("records/survey/แบบประเมิน (การตอบกลับ).CSV"), Place::Answers);
        assert_eq!(place("records/survey/README.md"), Place::Other);
        assert!(is_read("records/survey/2569.csv") && is_read("records/x.toml"));
        assert!(!is_read("records/secretariat/2569.csv") && !is_read("records/survey/2569.xlsx"));
        for wrong in [
            "records/secretariat/2566/advance-12.toml",
            "records/secretariat/2023/advance-0012.toml",
            "records/-x/agency.toml",
            "records/secretariat/advance-0012.toml",
            "records/Secretariat/2566/advance-0012.toml",
            "records/holidays/2026.toml",
            "records/balances/2026-10.toml",
            "records/balances/2569-9.toml",
            "records/balances/2569-13.toml",
            "records/balances/agency.toml",
            "records/stray.toml",
            "records/survey/2569.toml",
            "records/survey/agency.toml",
            "records/survey/2569/a.csv",
            "records/survey/2569.xlsx",
            "records/secretariat/02569/advance-0012.toml",
            "records/secretariat/+2569/advance-0012.toml",
            "records/secretariat/2569/advance-1000000.toml",
            "records/holidays/02569.toml",
            "records/aux/agency.toml",
            "records/com1/agency.toml",
        ] {
            assert!(matches!(place(wrong), Place::Misplaced(..)), "{wrong}");
        }
    }
}
