//! What each commit of a period did to what stood before it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::commit::Commit;
use super::policy::{Range, judge};
use super::story;
use crate::record::policy::History;
use crate::text::Diagnostic;

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
