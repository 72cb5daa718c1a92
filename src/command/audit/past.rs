//! What the history says of a period.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::command::Failure;
use crate::command::desk::{self, Desk};
use crate::history::story::Chronicle;
use crate::history::{Commit, audit, readable, story};
use crate::record::id;
use crate::text::Diagnostic;
use crate::world::git::past::{self, Past, Signature};

/// What the history gave.
#[derive(Default)]
pub(super) struct Told {
    /// The newest commit that touched each file.
    pub(super) newest: BTreeMap<String, String>,
    /// What the commits of the period did to each record.
    pub(super) past: Chronicle,
    pub(super) rewritten: Vec<(Commit, Diagnostic)>,
    pub(super) unsigned: Vec<Commit>,
    pub(super) state: &'static str,
}

/// Reads the history of a period, where there is one.
pub(super) fn told(desk: &Desk, from: NaiveDate, to: NaiveDate) -> Result<Told, Failure> {
    let Some(tip) = desk.tip()? else {
        return Ok(Told {
            state: "none",
            ..Told::default()
        });
    };
    let past = Past::anew(&desk.root, &tip).map_err(|fault| desk::git_failure(&fault))?;
    let all = past.all();
    let mut newest: BTreeMap<String, String> = BTreeMap::new();
    for commit in &all {
        for file in &commit.files {
            newest.entry(file.path.clone()).or_insert_with(|| commit.id.clone());
        }
    }
    let place: BTreeMap<&str, &Commit> = all.iter().map(|commit| (commit.id.as_str(), commit)).collect();
    // A commit belongs to the period in which the book came to know of it: by the
    // merge that brought it, or by its own day.
    let known_on = |commit: &Commit| {
        let merge = commit.via.as_deref().and_then(|id| place.get(id));
        merge.map_or(commit, |merge| merge).committer.day()
    };
    let mut commits: Vec<Commit> = all
        .iter()
        .filter(|commit| (from..=to).contains(&known_on(commit)))
        .cloned()
        .collect();
    let fetch =
        |names: Vec<&str>| past::texts(&desk.root, names.into_iter()).map_err(|fault| desk::git_failure(&fault));
    let mut texts = fetch(commits.iter().flat_map(story::objects_of).collect())?;
    let doubtful = readable::doubtful(&commits, &texts);
    texts.extend(fetch(
        doubtful.iter().flat_map(|path| story::objects(path, &all)).collect(),
    )?);
    readable::look_through(&doubtful, &mut commits, &all, &texts);
    let find = |id: &str| place.get(id).map(|commit| (*commit).clone());
    let signatures = past::signatures(&desk.root, &commits).map_err(|fault| desk::git_failure(&fault))?;
    let is_good = |commit: &&Commit| signatures.get(&commit.id) == Some(&Signature::Good);
    let is_of_record = |commit: &&Commit| commit.files.iter().any(|file| id::parse(&file.path).is_some());
    // What a forge signs of itself when it merges says nothing of the officers.
    let is_signing = all
        .iter()
        .filter(is_of_record)
        .any(|commit| commit.is_signed && !commit.is_merge());
    let unsigned = commits
        .iter()
        .filter(is_of_record)
        .filter(|commit| is_signing && !is_good(commit))
        .cloned()
        .collect();
    Ok(Told {
        past: story::chronicle(&commits, &texts, None),
        rewritten: audit::rewritten(&commits, &texts, find, to),
        unsigned,
        newest,
        state: if past.is_shallow { "shallow" } else { "whole" },
    })
}
