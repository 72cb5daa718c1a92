//! What the history of a period holds that an auditor asks about: what was
//! entered late, and every commit that rewrote what stood.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::commit::Commit;
use super::policy::{Range, judge};
use super::story::{self, Deed};
use crate::record::policy::History;
use crate::record::shape::File;
use crate::record::{RecordId, id};
use crate::text::{Diagnostic, Words};
use crate::thai::date::medium;

/// An entry that came late.
#[derive(Clone, Debug)]
pub struct LateEntry {
    /// The record, or the one of many that came first.
    pub record: RecordId,
    /// The commit.
    pub commit: Commit,
    /// The day of the event.
    pub day: NaiveDate,
    /// Days between.
    pub gap: i64,
    /// What was entered.
    pub words: Words,
    /// How many of one commit this stands for.
    pub count: usize,
}

/// Returns what the commits of a period entered late, oldest first.
#[must_use]
pub fn entered_late(
    commits: &[Commit],
    texts: &BTreeMap<String, String>,
    merge: impl Fn(&str) -> Option<Commit>,
) -> Vec<LateEntry> {
    let mut found = Vec::new();
    for commit in commits.iter().rev() {
        let mut own: Vec<LateEntry> = Vec::new();
        for touched in &commit.files {
            let Some(record) = id::parse(&touched.path) else {
                continue;
            };
            let file = File::from(record.kind);
            let deeds = story::tell(&touched.path, file, vec![commit.clone()], texts, &merge);
            own.extend(deeds.iter().flat_map(|deed| entries(&record, file, deed)));
        }
        if own.len() > story::BROUGHT_IN {
            let count = own.len();
            let mut first = own.swap_remove(0);
            first.count = count;
            first.words = Words::new(
                format!("นำเข้าคราวเดียว {count} รายการ"),
                format!("{count} entries brought in at once"),
            );
            own = vec![first];
        }
        found.extend(own);
    }
    found
}

fn entries(record: &RecordId, file: File, deed: &Deed) -> Vec<LateEntry> {
    story::late(deed)
        .into_iter()
        .map(|late| LateEntry {
            record: record.clone(),
            commit: deed.commit.clone(),
            day: late.day,
            gap: late.gap,
            words: deed.changes[late.change].words(file, false),
            count: 1,
        })
        .collect()
}

/// Returns what each commit of a period did to what stood before it, oldest
/// first. What one commit wrote and a later one undid is seen here, where
/// [`judge`] over the whole period would see nothing.
#[must_use]
pub fn rewritten(
    commits: &[Commit],
    texts: &BTreeMap<String, String>,
    parent: impl Fn(&str) -> Option<Commit>,
    policy: &History,
    today: NaiveDate,
) -> Vec<(Commit, Diagnostic)> {
    let mut found = Vec::new();
    for commit in commits.iter().rev() {
        let base = commit.parents.first().and_then(|id| parent(id));
        let range = Range {
            base: base.unwrap_or_else(|| commit.clone()),
            head: commit.clone(),
            commits: vec![commit.clone()],
            lost: Vec::new(),
            files: commit.files.clone(),
            texts: texts_of(commit, texts),
        };
        let findings = judge(&range, policy, today);
        found.extend(findings.into_iter().map(|finding| (commit.clone(), finding)));
    }
    found
}

fn texts_of(commit: &Commit, texts: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    story::objects_of(commit)
        .filter_map(|name| Some((name.to_owned(), texts.get(name)?.clone())))
        .collect()
}

impl LateEntry {
    /// Returns the entry in words.
    #[must_use]
    pub fn said(&self) -> Words {
        let (known, name) = (self.commit.committer.day(), &self.commit.author.name);
        Words::new(
            format!(
                "{} เกิดเมื่อ {} ลงสมุด {} ช้า {} วัน โดย {name}",
                self.words.th,
                medium(self.day),
                medium(known),
                self.gap
            ),
            format!(
                "{}: of {}, entered {known} by {name}, {} days after",
                self.words.en, self.day, self.gap
            ),
        )
    }
}
