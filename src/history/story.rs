//! The story of one file: each commit that touched it, and what it did.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::change::{Changes, between};
use super::commit::{Commit, Ident};
use crate::pen::Value;
use crate::record::shape::File;
use crate::record::{RecordId, id};

/// What one commit did to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The commit.
    pub commit: Commit,
    /// The merge that brought it in, and so whoever took it on.
    pub approval: Option<Commit>,
    /// What changed, in the order of the keys.
    pub changes: Changes,
    /// Where the file stood before, where the commit moved it here whole.
    pub moved_from: Option<String>,
}

impl Deed {
    /// Returns the day on which the book knew: the day of the merge, or of the
    /// commit where none brought it.
    #[must_use]
    pub fn known_on(&self) -> NaiveDate {
        self.approver().map_or(&self.commit.committer, |merge| merge).day()
    }

    /// Returns who took the change on, and when.
    #[must_use]
    pub fn approver(&self) -> Option<&Ident> {
        self.approval.as_ref().map(|merge| &merge.committer)
    }
}

/// What the commits did to each record, newest first.
pub type Chronicle = BTreeMap<RecordId, Vec<Deed>>;

/// Tells the story of every record from all commits, newest first.
#[must_use]
pub fn chronicle(commits: &[Commit], texts: &BTreeMap<String, String>) -> Chronicle {
    let place: BTreeMap<&str, &Commit> = commits.iter().map(|commit| (commit.id.as_str(), commit)).collect();
    let merge = |id: &str| place.get(id).map(|commit| without_files(commit));
    let mut all = Chronicle::new();
    for commit in commits {
        for touched in &commit.files {
            let Some(id) = id::parse(&touched.path) else { continue };
            // A page needs of the commit what it did to this file, and who was moved here.
            let own = Commit {
                files: std::iter::once(touched)
                    .chain(
                        commit
                            .files
                            .iter()
                            .filter(|other| touched.before.is_none() && other.after.is_none()),
                    )
                    .cloned()
                    .collect(),
                ..without_files(commit)
            };
            let file = File::from(id.kind);
            let deeds = tell(&touched.path, file, vec![own], texts, merge);
            all.entry(id).or_default().extend(deeds);
        }
    }
    all
}

fn without_files(commit: &Commit) -> Commit {
    Commit {
        id: commit.id.clone(),
        parents: commit.parents.clone(),
        author: commit.author.clone(),
        committer: commit.committer.clone(),
        is_signed: commit.is_signed,
        message: commit.message.clone(),
        via: commit.via.clone(),
        files: Vec::new(),
    }
}

/// Returns the objects of every file that a commit touched.
pub fn objects_of(commit: &Commit) -> impl Iterator<Item = &str> {
    let files = commit.files.iter().flat_map(|file| [&file.before, &file.after]);
    files.flatten().map(String::as_str)
}

/// Returns the objects whose texts [`tell`] needs.
pub fn objects<'c>(path: &'c str, commits: &'c [Commit]) -> impl Iterator<Item = &'c str> {
    commits
        .iter()
        .flat_map(|commit| &commit.files)
        .filter(move |touched| touched.path == path)
        .flat_map(|touched| [&touched.before, &touched.after])
        .flatten()
        .map(String::as_str)
}

/// Tells the story of a file from its commits, newest first.
pub fn tell(
    path: &str,
    file: File,
    commits: Vec<Commit>,
    texts: &BTreeMap<String, String>,
    merge: impl Fn(&str) -> Option<Commit>,
) -> Vec<Deed> {
    let text = |object: &Option<String>| Some(object.as_ref().map(|name| texts.get(name).map_or("", String::as_str)));
    commits
        .into_iter()
        .filter_map(|commit| {
            let touched = commit.files.iter().find(|touched| touched.path == path)?;
            let (before, after) = (text(&touched.before)?, text(&touched.after)?);
            let moved_from = commit
                .files
                .iter()
                .filter(|_| touched.before.is_none())
                .find(|other| other.after.is_none() && other.before == touched.after)
                .map(|other| other.path.clone());
            Some(Deed {
                changes: between(file, before, after),
                approval: commit.via.as_deref().and_then(&merge),
                moved_from,
                commit,
            })
        })
        .collect()
}

/// A fact that the book learnt after its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// The change that told it, by its place among the deed's.
    pub change: usize,
    /// The day that it is about.
    pub day: NaiveDate,
    /// Days from that day to the day on which the book knew.
    pub gap: i64,
}

/// Days between an event and its entry that nobody asks about (FACTS §8).
pub const USUAL_GAP: i64 = 7;

/// Returns what a deed entered later than usual.
#[must_use]
pub fn late(deed: &Deed) -> Vec<Late> {
    use super::Change;
    let known = deed.known_on();
    let days = deed.changes.iter().enumerate().filter_map(|(change, one)| {
        let day = match one {
            // The day on which a record begins: money received, or the contract.
            Change::Made(facts) => facts.get("received").or_else(|| facts.get("contracted")),
            Change::Entered(event) => event.facts.get("date"),
            Change::Fact { key, new, .. } if matches!(key.as_str(), "received" | "returned" | "accepted") => {
                new.as_ref()
            }
            _ => None,
        };
        match day {
            Some(Value::Day(day)) => Some((change, *day)),
            _ => None,
        }
    });
    days.map(|(change, day)| Late {
        change,
        day,
        gap: known.signed_duration_since(day).num_days(),
    })
    .filter(|late| late.gap > USUAL_GAP)
    .collect()
}

/// So many late entries in one commit are a book brought in, not a habit.
pub const BROUGHT_IN: usize = 20;

/// A late entry in its place.
#[derive(Clone, Debug)]
pub struct LateDeed<'c> {
    /// The record.
    pub record: &'c RecordId,
    /// What the commit did.
    pub deed: &'c Deed,
    /// What of it came late.
    pub late: Late,
}

/// Returns what was entered late since a day, the newest first; and what was
/// brought in with many others at once, by the day on which it came: how many.
#[must_use]
pub fn late_deeds(all: &Chronicle, since: NaiveDate) -> (Vec<LateDeed<'_>>, BTreeMap<NaiveDate, usize>) {
    let mut by_commit: BTreeMap<&str, Vec<LateDeed<'_>>> = BTreeMap::new();
    for (record, deeds) in all {
        for deed in deeds.iter().filter(|deed| deed.known_on() >= since) {
            let found = late(deed).into_iter().map(|late| LateDeed { record, deed, late });
            by_commit.entry(&deed.commit.id).or_default().extend(found);
        }
    }
    let (mut few, mut brought) = (Vec::new(), BTreeMap::new());
    for list in by_commit.into_values() {
        match list.first() {
            Some(first) if list.len() > BROUGHT_IN => *brought.entry(first.deed.known_on()).or_default() += list.len(),
            _ => few.extend(list),
        }
    }
    few.sort_by(|a, b| {
        let order = |one: &LateDeed<'_>| (std::cmp::Reverse(one.deed.known_on()), std::cmp::Reverse(one.late.gap));
        (order(a), a.record).cmp(&(order(b), b.record))
    });
    (few, brought)
}

/// Returns the records of which something was entered late since a day, each with
/// what waited longest.
#[must_use]
pub fn late_records(all: &Chronicle, since: NaiveDate) -> BTreeMap<&RecordId, Late> {
    let mut records: BTreeMap<&RecordId, Late> = BTreeMap::new();
    for one in late_deeds(all, since).0 {
        match records.get(one.record) {
            Some(known) if known.gap >= one.late.gap => {}
            _ => _ = records.insert(one.record, one.late),
        }
    }
    records
}
