//! What each commit of a period did to what stood before it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::commit::Commit;
use super::policy::{Range, judge};
use super::story;
use crate::record::policy::History;
use crate::text::Diagnostic;

/// Returns what each commit of a period did to what stood before it, oldest
/// first, whatever the office allows. What one commit wrote and a later one undid
/// is seen here, where [`judge`] over the whole period would see nothing.
#[must_use]
pub fn rewritten(
    commits: &[Commit],
    texts: &BTreeMap<String, String>,
    find: impl Fn(&str) -> Option<Commit>,
    today: NaiveDate,
) -> Vec<(Commit, Diagnostic)> {
    let strict = History::default();
    let mut found = Vec::new();
    for commit in commits.iter().rev() {
        // A merge is held against the trunk before it, not against what it brought.
        let parents: Vec<Commit> = commit.parents.iter().filter_map(|id| find(id)).collect();
        let on_trunk = parents.iter().find(|parent| parent.via.as_ref() != Some(&commit.id));
        let base = on_trunk.or(parents.first()).unwrap_or(commit).clone();
        let range = Range {
            before: parents.into_iter().filter(|parent| parent.id != base.id).collect(),
            base,
            head: commit.clone(),
            commits: vec![commit.clone()],
            lost: Vec::new(),
            files: commit.files.clone(),
            texts: texts_of(commit, texts),
        };
        let findings = judge(&range, &strict, today);
        found.extend(findings.into_iter().map(|finding| (commit.clone(), finding)));
    }
    found
}

fn texts_of(commit: &Commit, texts: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    story::objects_of(commit)
        .filter_map(|name| Some((name.to_owned(), texts.get(name)?.clone())))
        .collect()
}
