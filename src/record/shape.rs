//! What may stand in each kind of file: every key, in the order in which a file
//! is best read, with its words in both languages.
//!
//! The readers of [`super::advance`] and its neighbours decide what is right;
//! this catalogue says it to those who write: the schemas that editors read,
//! the forms of the site, the questions of the commands, the columns of a
//! workbook and the order of `fmt` are all made from it. A test holds both
//! together.

mod advance;
mod balances;
mod guarantee;
mod key;
mod office;
mod project;
mod rules;

pub use key::{Choice, Key, What};

use super::{Kind, Place, id};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum File {
    /// An advance.
    Advance,
    /// A guarantee.
    Guarantee,
    /// A project's progress report.
    Project,
    /// An agency.
    Agency,
    /// The office.
    Office,
    /// A regulation.
    Rules,
    /// Closed days of a year.
    Holidays,
    /// What the ledger and the bank say at a month's end.
    Balances,
}

impl File {
    /// Returns what stands at a path of the book, where its keys are known.
    #[must_use]
    pub fn at(path: &str) -> Option<File> {
        match id::place(path) {
            Place::Office => Some(File::Office),
            Place::Holidays(_) => Some(File::Holidays),
            Place::Rules(_) => Some(File::Rules),
            Place::Agency(_) => Some(File::Agency),
            Place::Balances(_) => Some(File::Balances),
            Place::Record(id) => Some(File::from(id.kind)),
            _ => None,
        }
    }

    /// Returns whether it is a record, whose entries tell what happened on a day.
    #[must_use]
    pub fn is_record(self) -> bool {
        matches!(self, File::Advance | File::Guarantee | File::Project)
    }

    /// Every kind of file, by the name that schemas and commands use.
    pub const ALL: [(&'static str, File); 8] = [
        ("advance", File::Advance),
        ("guarantee", File::Guarantee),
        ("project", File::Project),
        ("agency", File::Agency),
        ("office", File::Office),
        ("rules", File::Rules),
        ("holidays", File::Holidays),
        ("balances", File::Balances),
    ];

    /// Returns the kind's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        File::ALL
            .iter()
            .find(|(_, file)| *file == self)
            .map_or("", |(name, _)| name)
    }

    /// Returns the keys of a file, in canonical order.
    #[must_use]
    pub fn keys(self) -> &'static [Key] {
        match self {
            File::Advance => &advance::KEYS,
            File::Guarantee => &guarantee::KEYS,
            File::Project => &project::KEYS,
            File::Agency => &office::AGENCY,
            File::Office => &office::KEYS,
            File::Rules => &rules::KEYS,
            File::Holidays => &rules::HOLIDAYS,
            File::Balances => &balances::KEYS,
        }
    }

    /// Returns the line with which a file names its schema to editors, from
    /// where files of its kind stand: `#:schema ../../../schema/advance.json`.
    #[must_use]
    pub fn schema_line(self) -> String {
        let up = match self {
            File::Advance | File::Guarantee | File::Project => "../../../",
            File::Agency | File::Rules | File::Holidays | File::Balances => "../../",
            File::Office => "../",
        };
        format!("#:schema {up}schema/{}.json", self.name())
    }

    /// Returns what such a file is, Thai and English.
    #[must_use]
    pub fn about(self) -> (&'static str, &'static str) {
        match self {
            File::Advance => ("เงินยืมหนึ่งสัญญา", "One advance"),
            File::Guarantee => ("หลักประกันหนึ่งฉบับ", "One guarantee"),
            File::Project => ("แบบรายงานความก้าวหน้าของโครงการ", "Progress report of a project"),
            File::Agency => ("ส่วนราชการหนึ่งแห่ง", "One agency"),
            File::Office => ("หน่วยงานเจ้าของสมุดและการตั้งค่า", "The office and its settings"),
            File::Rules => ("ระเบียบหนึ่งฉบับ เป็นข้อมูล", "One regulation, as data"),
            File::Holidays => ("วันหยุดราชการของหนึ่งปี พ.ศ.", "Closed days of one B.E. year"),
            File::Balances => ("ยอดตามบัญชี ณ สิ้นเดือน", "What the ledger says at a month's end"),
        }
    }
}

impl From<Kind> for File {
    fn from(kind: Kind) -> File {
        match kind {
            Kind::Advance => File::Advance,
            Kind::Guarantee => File::Guarantee,
            Kind::Project => File::Project,
        }
    }
}

/// Finds a key by its dotted path: `borrower.name`, `clearing.vouchers`.
#[must_use]
pub fn find(keys: &'static [Key], path: &str) -> Option<&'static Key> {
    let (head, rest) = path
        .split_once('.')
        .map_or((path, None), |(head, rest)| (head, Some(rest)));
    let key = keys.iter().find(|key| key.name == head)?;
    match rest {
        None => Some(key),
        Some(rest) => find(key.inside(), rest),
    }
}

#[cfg(test)]
mod tests;
