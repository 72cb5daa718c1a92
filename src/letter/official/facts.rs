//! What a letter is known by. The page carries it in its head, so that the page
//! that was printed and signed can be kept as it is, whatever the record has
//! become since.

use chrono::NaiveDate;

use super::stage::Stand;
use crate::book::Register;
use crate::book::journal::{Kept, Series};
use crate::letter::header;
use crate::record::{RecordId, id};
use crate::thai::digits::to_arabic;

/// The name of the line in the page's head.
const NAME: &str = "<meta name=\"duebook-letter\" content=\"";

/// What a letter is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Of which record.
    pub record: RecordId,
    /// The step of the ladder that it speaks of.
    pub stage: String,
    /// Counted with which others.
    pub series: Series,
    /// ครั้งที่.
    pub n: usize,
    /// The day that it bears.
    pub date: NaiveDate,
    /// To whom, by role.
    pub to: String,
    /// ที่, once it has one.
    pub number: Option<String>,
}

/// Returns whether a text can be a letter's ที่: it stands in the page's head
/// and in commit messages, so it is one line without marks of HTML.
#[must_use]
pub fn is_number(text: &str) -> bool {
    !text.trim().is_empty() && !text.chars().any(|c| c.is_control() || "<>&\"'".contains(c))
}

impl Facts {
    pub(super) fn new(stand: &Stand<'_, '_>, register: &Register<'_>, number: Option<&str>) -> Facts {
        Facts {
            record: stand.entry.id().clone(),
            stage: stand.name.clone(),
            series: stand.series,
            n: super::history::next(stand, register),
            date: register.today,
            to: stand.to.name().to_owned(),
            number: number.map(|number| super::words::line(&to_arabic(number))),
        }
    }

    /// Returns the line for the page's head.
    pub(super) fn line(&self) -> String {
        let (record, stage, series, n) = (&self.record, &self.stage, self.series.name(), self.n);
        let (date, to) = (self.date, &self.to);
        let number = self.number.as_deref().unwrap_or_default();
        format!("{NAME}{record} {stage} {series} {n} {date} {to} {number}\">")
    }

    /// Reads them back from a page.
    #[must_use]
    pub fn read(page: &str) -> Option<Facts> {
        let (said, _) = page.split_once(NAME)?.1.split_once("\">")?;
        let mut words = said.splitn(7, ' ');
        let mut next = || words.next();
        Some(Facts {
            record: id::parse(next()?)?,
            stage: next()?.to_owned(),
            series: Series::named(next()?)?,
            n: next()?.parse().ok()?,
            date: next()?.parse().ok()?,
            to: next()?.to_owned(),
            number: next().filter(|number| !number.is_empty()).map(str::to_owned),
        })
    }

    /// Returns the name of the letter's files, without their ending:
    /// `secretariat.2569.advance-0001.after-30.2`.
    #[must_use]
    pub fn file_stem(&self) -> String {
        header::slug(&format!("{}/{}/{}", self.record, self.stage, self.n))
    }

    /// Returns the note that is kept beside the page.
    #[must_use]
    pub fn kept(self, page: &str, book: Option<String>) -> Kept {
        Kept {
            sha256: crate::digest::sha256(page.as_bytes()),
            record: self.record,
            series: self.series,
            n: self.n,
            date: self.date,
            stage: self.stage,
            number: self.number,
            to: self.to,
            book,
        }
    }
}
