//! The hint's text: a head a folder, a line a file, fields apart by tabs.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::NaiveDate;
use memchr::memmem::Finder;

use crate::book::gather::{Files, gather};
use crate::book::{Register, State};
use crate::record::advance::{name_of, number_of};
use crate::text::Source;

const HEAD: &str = "duebook contents 2\n";
/// No event of a record is later.
const END: NaiveDate = NaiveDate::MAX;

/// A time of change, in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stamp(u128);

impl Stamp {
    pub(super) fn of(time: SystemTime) -> Stamp {
        Stamp(time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos()))
    }
}

/// What tells a borrower from others.
pub(super) fn borrower(name: &str, email: Option<&str>) -> String {
    plain(&format!(
        "{} {}",
        name_of(name),
        email.unwrap_or_default().to_ascii_lowercase()
    ))
}

fn plain(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

/// A folder of a year.
#[derive(Clone, Debug)]
pub(super) struct Folder<'p> {
    path: Cow<'p, str>,
    pub(super) stamp: Stamp,
    lines: Cow<'p, str>,
}

/// A file, as its line says.
pub(super) struct Line<'l> {
    name: &'l str,
    pub(super) contract: &'l str,
    pub(super) borrower: &'l str,
    imprest: bool,
    /// From this day on nothing of it is open.
    settled: Option<NaiveDate>,
}

impl Line<'_> {
    fn read(line: &str) -> Option<Line<'_>> {
        let mut fields = line.split('\t');
        let (name, _, contract, borrower) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
        let (imprest, settled) = (fields.next()? == "i", fields.next()?);
        Some(Line {
            name,
            contract,
            borrower,
            imprest,
            settled: settled.parse().ok(),
        })
    }

    /// Returns whether anything of it may be open on a day.
    pub(super) fn open(&self, today: NaiveDate) -> bool {
        self.settled.is_none_or(|settled| today < settled)
    }
}

impl<'p> Folder<'p> {
    pub(super) fn new(path: String, stamp: Stamp) -> Folder<'p> {
        Folder {
            path: path.into(),
            stamp,
            lines: Cow::default(),
        }
    }

    /// Returns the lines by name and time of their files.
    pub(super) fn lines(&self) -> BTreeMap<(&str, Stamp), &str> {
        self.lines
            .lines()
            .filter_map(|line| {
                let (name, rest) = line.split_once('\t')?;
                let stamp = rest.split('\t').next()?.parse().ok()?;
                Some(((name, Stamp(stamp)), line))
            })
            .collect()
    }

    pub(super) fn keep(&mut self, line: &str) {
        let lines = self.lines.to_mut();
        lines.push_str(line);
        lines.push('\n');
    }

    /// Adds the line of a file's text.
    pub(super) fn add(&mut self, name: &str, stamp: Stamp, text: &str) {
        let path = format!("{}/{name}", self.path);
        let gathered = gather(Files {
            sources: vec![Source::new(&path, text)],
            ..Files::default()
        });
        let book = &gathered.book;
        let register = Register::new(book, END);
        let settled = register
            .entries
            .first()
            .filter(|entry| matches!(entry.state(), State::Cleared | State::Cancelled));
        let (contract, who, imprest) = match (book.advances.first(), book.parts.first()) {
            (Some(advance), _) => (
                advance.contract.value.as_str(),
                borrower(
                    &advance.borrower.name.value,
                    advance.borrower.email.as_ref().map(|email| email.value.as_str()),
                ),
                advance.fund.value == crate::record::Fund::Imprest,
            ),
            (None, Some(part)) => (
                part.contract.as_ref().map_or("", |contract| contract.value.as_str()),
                String::new(),
                true,
            ),
            (None, None) => ("", String::new(), true),
        };
        let settled = match (settled, book.advances.first()) {
            (Some(_), Some(advance)) => last_event(advance).to_string(),
            _ => String::new(),
        };
        let kind = if imprest { "i" } else { "b" };
        let contract = plain(&number_of(contract));
        let _ = writeln!(
            self.lines.to_mut(),
            "{name}\t{}\t{contract}\t{who}\t{kind}\t{settled}",
            stamp.0
        );
    }
}

/// The day from which on all that the record says has happened.
fn last_event(advance: &crate::record::Advance) -> NaiveDate {
    let clearings = advance.clearings.iter().map(|clearing| clearing.date.value);
    let objections = advance.objections.iter().flat_map(|one| {
        [Some(one.date), one.resolved]
            .into_iter()
            .flatten()
            .map(|day| day.value)
    });
    // A part that is voided gives way to `received`, on the day of its voiding.
    let payments = advance
        .disbursements
        .iter()
        .chain(&advance.reimbursements)
        .flat_map(|payment| [Some(payment.date.value), payment.void.as_ref().map(|void| void.date)])
        .flatten();
    let cancelled = advance.cancelled.iter().map(|cancelled| cancelled.date.value);
    let received = advance.received.iter().map(|day| day.value);
    let all = clearings
        .chain(objections)
        .chain(payments)
        .chain(cancelled)
        .chain(received);
    all.max().unwrap_or(advance.contracted.value)
}

/// The whole hint.
#[derive(Debug, Default)]
pub(super) struct Page<'p> {
    folders: Vec<Folder<'p>>,
}

impl<'p> Page<'p> {
    pub(super) fn new(folders: Vec<Folder<'p>>) -> Page<'p> {
        Page { folders }
    }

    /// Reads a hint; one that is damaged has what stands before the damage.
    pub(super) fn read(text: &'p str) -> Page<'p> {
        let mut page = Page::default();
        let Some(mut rest) = text.strip_prefix(HEAD) else {
            return page;
        };
        while let Some((head, below)) = rest.split_once('\n') {
            let mut fields = head.split('\t');
            let (Some(path), Some(stamp), Some(size)) = (fields.next(), fields.next(), fields.next()) else {
                return page;
            };
            let (Ok(stamp), Ok(size)) = (stamp.parse(), size.parse::<usize>()) else {
                return page;
            };
            let Some(lines) = below
                .get(..size)
                .filter(|lines| lines.is_empty() || lines.ends_with('\n'))
            else {
                return page;
            };
            page.folders.push(Folder {
                path: path.into(),
                stamp: Stamp(stamp),
                lines: lines.into(),
            });
            rest = &below[size..];
        }
        page
    }

    pub(super) fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for folder in &self.folders {
            let _ = writeln!(text, "{}\t{}\t{}", folder.path, folder.stamp.0, folder.lines.len());
            text.push_str(&folder.lines);
        }
        text
    }

    pub(super) fn files(&self) -> usize {
        self.folders
            .iter()
            .map(|folder| memchr::memchr_iter(b'\n', folder.lines.as_bytes()).count())
            .sum()
    }

    pub(super) fn folder(&self, path: &str) -> Option<&Folder<'p>> {
        let at = self.folders.binary_search_by(|folder| (*folder.path).cmp(path));
        at.ok().map(|at| &self.folders[at])
    }

    /// Returns the paths of files with a contract number, of those with a
    /// borrower and of those that draw on an agency's float, the latter two as
    /// far as they may be open.
    pub(super) fn find(
        &self,
        contract: Option<&str>,
        borrower: Option<&str>,
        float: Option<&str>,
        today: NaiveDate,
    ) -> Vec<String> {
        let needles: Vec<String> = [contract, borrower]
            .into_iter()
            .flatten()
            .map(|text| format!("\t{text}\t"))
            .collect();
        let finders: Vec<Finder<'_>> = needles.iter().map(Finder::new).collect();
        let fits =
            |line: &Line<'_>| Some(line.contract) == contract || (Some(line.borrower) == borrower && line.open(today));
        let mut paths = BTreeSet::new();
        for folder in &self.folders {
            let text = &*folder.lines;
            let hits = finders.iter().flat_map(|finder| finder.find_iter(text.as_bytes()));
            let lines = hits.filter_map(|at| Line::read(around(text, at))).filter(fits);
            let draws = float.filter(|agency| folder.path.split('/').nth(1) == Some(agency));
            let drawing = draws.iter().flat_map(|_| text.lines().filter_map(Line::read));
            let drawing = drawing.filter(|line| line.imprest && line.open(today));
            paths.extend(
                lines
                    .chain(drawing)
                    .map(|line| format!("{}/{}", folder.path, line.name)),
            );
        }
        paths.into_iter().collect()
    }
}

/// The line in which a byte stands.
fn around(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[start..].lines().next().unwrap_or_default()
}
