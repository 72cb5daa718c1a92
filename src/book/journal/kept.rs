//! Official letters that were sent: the very page, and beside it what the
//! office must be able to say of it later.
//!
//! ```text
//! records/journal/letters/<fiscal year>/<record>/<N>.html               the page, to the byte
//! records/journal/letters/<fiscal year>/<record>/<N>.toml               its day, number, stage, sum
//! records/journal/letters/<fiscal year>/<record>/inspection-<N>.toml    letters about an inspection count apart
//! ```

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::NaiveDate;

use super::Journal;
use super::note::{Note, heading, quoted};
use crate::digest::sha256;
use crate::record::{RecordId, id};
use crate::text::{Code, Diagnostic, Words};

/// Where kept letters lie.
const FOLDER: &str = "records/journal/letters/";

/// Which letters of a record are numbered together: a contractor must not be
/// told of a second letter because the unit in charge got the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Series {
    /// About the day on which something is due.
    Due,
    /// About the inspection for defects.
    Inspection,
}

impl Series {
    const ALL: [(&'static str, Series); 2] = [("due", Series::Due), ("inspection", Series::Inspection)];

    /// Returns the name that the journal uses.
    #[must_use]
    pub fn name(self) -> &'static str {
        Series::ALL
            .iter()
            .find(|(_, series)| *series == self)
            .map_or("", |(name, _)| name)
    }

    /// Returns the series of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Series> {
        Series::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, series)| *series)
    }
}

/// A letter that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Of which record.
    pub record: RecordId,
    /// Counted with which others.
    pub series: Series,
    /// ครั้งที่.
    pub n: usize,
    /// The day that it bears.
    pub date: NaiveDate,
    /// The step of the ladder that it speaks of.
    pub stage: String,
    /// ที่, where it was known when the page was made.
    pub number: Option<String>,
    /// To whom, by role; a journal names nobody.
    pub to: String,
    /// SHA-256 of the page.
    pub sha256: String,
    /// The commit that the book was at.
    pub book: Option<String>,
}

impl Kept {
    fn stem(&self) -> String {
        let before = match self.series {
            Series::Due => "",
            Series::Inspection => "inspection-",
        };
        let record = &self.record;
        format!(
            "{FOLDER}{}/{}-{}-{:04}/{before}{}",
            record.fiscal_year,
            record.agency,
            record.kind.name(),
            record.number,
            self.n
        )
    }

    /// Returns the path of the note from the book's root.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}.toml", self.stem())
    }

    /// Returns the path of the page from the book's root.
    #[must_use]
    pub fn page(&self) -> String {
        format!("{}.html", self.stem())
    }

    /// Returns the note's text.
    #[must_use]
    pub fn text(&self) -> String {
        let lines = [
            ("record", Some(quoted(&self.record.to_string()))),
            ("series", Some(quoted(self.series.name()))),
            ("n", Some(self.n.to_string())),
            ("date", Some(self.date.to_string())),
            ("stage", Some(quoted(&self.stage))),
            ("number", self.number.as_deref().map(quoted)),
            ("to", Some(quoted(&self.to))),
            ("sha256", Some(quoted(&self.sha256))),
            ("book", self.book.as_deref().map(quoted)),
        ];
        let mut out = heading();
        for (name, value) in lines {
            if let Some(value) = value {
                let _ = writeln!(out, "{name} = {value}");
            }
        }
        out
    }

    pub(super) fn read(text: &str) -> Result<Kept, String> {
        let mut note = Note::parse(text)?;
        let record = note.text("record")?;
        let series = note.text("series")?;
        let kept = Kept {
            record: id::parse(&record).ok_or_else(|| format!("record = {record:?}"))?,
            series: Series::named(&series).ok_or_else(|| format!("series = {series:?}"))?,
            n: note.number("n")?,
            date: note.day("date")?,
            stage: note.text("stage")?,
            number: note.maybe_text("number")?,
            to: note.text("to")?,
            sha256: note.text("sha256")?,
            book: note.maybe_text("book")?,
        };
        note.finish()?;
        Ok(kept)
    }
}

/// Returns whether a path of the book is the page of a kept letter.
#[must_use]
pub fn is_page(path: &str) -> bool {
    path.starts_with(FOLDER) && path.ends_with(".html")
}

/// Returns the sum of a kept letter's page. It was written with plain line feeds: a
/// checkout that turned them into CR LF has not changed the letter.
#[must_use]
pub fn sum(page: &[u8]) -> String {
    let mut plain = Vec::with_capacity(page.len());
    let mut bytes = page.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte != b'\r' || bytes.peek() != Some(&b'\n') {
            plain.push(byte);
        }
    }
    sha256(&plain)
}

impl Journal {
    /// Returns the letters kept of a record, oldest first.
    #[must_use]
    pub fn letters(&self, record: &RecordId) -> &[Kept] {
        self.letters.get(record).map_or(&[], Vec::as_slice)
    }

    /// Returns the letter that bears a number in the calendar year of a day:
    /// an office begins its numbers anew each year.
    #[must_use]
    pub fn numbered(&self, number: &str, on: NaiveDate) -> Option<&Kept> {
        use chrono::Datelike;
        let same = |known: &&Kept| known.number.as_deref() == Some(number) && known.date.year() == on.year();
        self.letters.values().flatten().find(same)
    }

    /// Takes a letter in.
    pub(in crate::book) fn keep(&mut self, kept: Kept) {
        let list = self.letters.entry(kept.record.clone()).or_default();
        let order = |one: &Kept| (one.date, one.series, one.n);
        let place = list.partition_point(|known| order(known) <= order(&kept));
        list.insert(place, kept);
    }

    /// Returns a finding for each kept letter whose page is gone or is not the
    /// page that was sent. `pages` has the sums of the pages that there are.
    #[must_use]
    pub fn altered(&self, pages: &BTreeMap<String, String>) -> Vec<Diagnostic> {
        let letters = self.letters.values().flatten();
        letters
            .filter_map(|kept| altered(kept, pages.get(&kept.page())))
            .collect()
    }
}

fn altered(kept: &Kept, found: Option<&String>) -> Option<Diagnostic> {
    let page = kept.page();
    let message = match found {
        Some(sum) if *sum == kept.sha256 => return None,
        Some(_) => Words::new("หนังสือนี้ไม่ตรงกับฉบับที่ส่งไปแล้ว", "This is not the letter that was sent"),
        None => Words::new(
            "ไม่มีหนังสือฉบับที่ส่งไปแล้ว เหลือแต่บันทึกข้างแฟ้ม",
            "The letter that was sent is gone; only the note beside it is left",
        ),
    };
    Some(Diagnostic::of_file(
        Code::LetterAltered,
        &page,
        message,
        Words::new(
            format!("คืนแฟ้มเดิมจาก git:  git checkout HEAD~1 -- {page}  (หนังสือที่ส่งแล้วแก้ไม่ได้ ออกฉบับใหม่แทน)"),
            format!(
                "Take the file back from git:  git checkout HEAD~1 -- {page}  (a sent letter is not changed; write a new one)"
            ),
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(n: usize, date: &str, series: Series) -> Kept {
        Kept {
            record: id::parse("secretariat/2569/advance-0001").expect("a record"),
            series,
            n,
            date: date.parse().expect("a day"),
            stage: "after-30".into(),
            number: Some("กท 0303/163".into()),
            to: "head".into(),
            sha256: "ab".into(),
            book: None,
        }
    }

    #[test]
    fn a_note_is_read_as_it_was_written_and_nothing_else_is() {
        let one = kept(2, "2026-11-20", Series::Due);
        assert_eq!(Kept::read(&one.text()), Ok(one.clone()));
        assert_eq!(
            one.path(),
            "records/journal/letters/2569/secretariat-advance-0001/2.toml"
        );
        assert!(is_page(&one.page()) && !is_page(&one.path()));
        let other = kept(2, "2026-11-20", Series::Inspection);
        assert!(other.page().ends_with("/inspection-2.html"), "{}", other.page());
        assert!(Kept::read(&format!("{}note = 1\n", one.text())).is_err());
        assert!(Kept::read(&one.text().replace("due", "other")).is_err());
    }

    #[test]
    fn a_page_is_the_one_that_was_sent_or_a_finding() {
        let mut journal = Journal::default();
        journal.keep(kept(2, "2026-11-20", Series::Due));
        journal.keep(kept(1, "2026-11-02", Series::Due));
        let [first, second] = journal.letters(&kept(1, "2026-11-20", Series::Due).record) else {
            panic!("two letters")
        };
        assert_eq!((first.n, second.n), (1, 2));
        let page = |sum: &str| (second.page(), sum.to_owned());
        let sound = (first.page(), "ab".to_owned());
        assert_eq!(journal.altered(&BTreeMap::from([sound.clone(), page("ab")])), []);
        assert_eq!(journal.altered(&BTreeMap::from([sound.clone(), page("cd")])).len(), 1);
        assert_eq!(journal.altered(&BTreeMap::from([sound])).len(), 1);
    }

    #[test]
    fn a_number_counts_for_one_calendar_year() {
        let mut journal = Journal::default();
        journal.keep(kept(1, "2026-11-20", Series::Due));
        let day = |text: &str| text.parse().expect("a day");
        assert!(journal.numbered("กท 0303/163", day("2026-01-02")).is_some());
        assert!(journal.numbered("กท 0303/163", day("2027-01-02")).is_none());
        assert!(journal.numbered("กท 0303/164", day("2026-11-20")).is_none());
    }
}
