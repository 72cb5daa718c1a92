//! The line of commits on which the book was published, and what merges brought
//! to it.
//!
//! Git calls the first parent of a merge the one it was made at; but who pulls
//! before a push makes a merge whose first parent is his own branch, and who
//! wants the past to read otherwise can do so on purpose. The daily run writes its
//! seals on the published branch only. So the trunk leads through the seals: at a
//! merge it follows the parent with the most of them behind it, and the first of
//! its parents only where they are even. A seal counts only if the tip still holds
//! it, where `verify` judges it; what was laid into the folder and taken out again
//! is none.

use std::collections::{BTreeMap, BTreeSet};

use super::commit::{Commit, Touched};

const SEALS: &str = "records/journal/seals/";

/// The trunk through some commits.
#[derive(Debug, PartialEq, Eq)]
pub struct Trunk {
    /// The places of its commits among those given, newest first, each with the
    /// parent that the trunk goes on to.
    line: Vec<(usize, Option<String>)>,
}

/// How much of the book's seals lies behind a commit.
#[derive(Clone, Copy, Default)]
struct Depth {
    seals: usize,
    stands_on_end: bool,
}

impl Trunk {
    /// Follows the trunk through commits that stand newest first, the first being
    /// the tip, which holds `seals` (their objects). With `end` they are those beside and after that older commit, and
    /// the trunk is known to have led to it; nothing where it might not have.
    #[must_use]
    pub fn follow(commits: &[Commit], seals: &BTreeSet<String>, end: Option<&str>) -> Option<Trunk> {
        let place = places(commits);
        let mut depths = vec![Depth::default(); commits.len()];
        for (at, commit) in commits.iter().enumerate().rev() {
            let mut depth = Depth::default();
            for parent in &commit.parents {
                let behind = place.get(parent.as_str()).map(|at| depths[*at]).unwrap_or_default();
                depth.seals = depth.seals.max(behind.seals);
                depth.stands_on_end |= behind.stands_on_end || Some(parent.as_str()) == end;
            }
            // Seals that are gone counted for the older trunk.
            if end.is_some() && is_unsealing(commit) {
                return None;
            }
            if is_sealing(commit, seals) {
                // A seal beside the older trunk: which of the two is deeper, it alone knows.
                if end.is_some() && !depth.stands_on_end {
                    return None;
                }
                depth.seals += 1;
            }
            depths[at] = depth;
        }
        let depth = |id: &String| place.get(id.as_str()).map_or(0, |at| depths[*at].seals);
        let mut line = Vec::new();
        let mut is_on = vec![false; commits.len()];
        let mut next = Some(0);
        // A repository that shows other commits than its own can go round in a ring.
        while let Some(at) = next.filter(|at| is_on.get(*at) == Some(&false)) {
            is_on[at] = true;
            let parents = &commits[at].parents;
            // Of equals `max_by_key` takes the last: the first parent, read backwards.
            let on = parents.iter().rev().max_by_key(|id| depth(id));
            next = on.and_then(|id| place.get(id.as_str()).copied());
            line.push((at, on.cloned()));
        }
        let reaches = line.last().and_then(|(_, on)| on.as_deref()) == end;
        (end.is_none() || reaches).then_some(Trunk { line })
    }

    /// Writes into each commit which merge brought it in: what a merge brought is
    /// what its other parents have and the trunk before it has not.
    pub fn bring(&self, commits: &mut [Commit]) {
        let place = places(commits);
        let mut via: Vec<Option<usize>> = vec![None; commits.len()];
        let mut is_known = vec![false; commits.len()];
        for (at, _) in &self.line {
            is_known[*at] = true;
        }
        for (merge, on) in self.line.iter().rev() {
            let others = commits[*merge].parents.iter().filter(|id| Some(*id) != on.as_ref());
            let mut open: Vec<&str> = others.map(String::as_str).collect();
            while let Some(id) = open.pop() {
                let Some(at) = place.get(id).copied() else { continue };
                if std::mem::replace(&mut is_known[at], true) {
                    continue;
                }
                via[at] = Some(*merge);
                open.extend(commits[at].parents.iter().map(String::as_str));
            }
        }
        let names: Vec<Option<String>> = via
            .into_iter()
            .map(|merge| merge.map(|merge| commits[merge].id.clone()))
            .collect();
        for (commit, name) in commits.iter_mut().zip(names) {
            commit.via = name;
        }
    }

    /// Returns the merges on the trunk, each with the commit before it on the trunk.
    #[must_use]
    pub fn merges(&self, commits: &[Commit]) -> Vec<(String, String)> {
        let merges = self.line.iter().filter(|(at, _)| commits[*at].is_merge());
        merges
            .filter_map(|(at, on)| Some((commits[*at].id.clone(), on.clone()?)))
            .collect()
    }
}

fn places(commits: &[Commit]) -> BTreeMap<&str, usize> {
    let ids = commits.iter().enumerate();
    ids.map(|(at, commit)| (commit.id.as_str(), at)).collect()
}

/// Whether a commit adds a seal, as the daily run does on the published branch.
fn is_sealing(commit: &Commit, seals: &BTreeSet<String>) -> bool {
    let is_seal = |file: &Touched| file.after.as_ref().is_some_and(|object| seals.contains(object));
    let is_new = |file: &Touched| file.before.is_none() && file.path.starts_with(SEALS);
    commit.files.iter().any(|file| is_new(file) && is_seal(file))
}

/// Whether a commit changes a seal, or takes one away.
fn is_unsealing(commit: &Commit) -> bool {
    let is_old = |file: &Touched| file.before.is_some() && file.path.starts_with(SEALS);
    commit.files.iter().any(is_old)
}

/// Writes into merges what they did to the trunk beyond what the commits that they
/// brought tell: a file joined from two sides, one side's file taken whole over
/// the other's, anything slipped in. `changed` says how each merge differs from
/// the trunk before it.
pub fn own_deeds(commits: &mut [Commit], mut changed: BTreeMap<String, Vec<Touched>>) {
    // Of each file that a merge brought, what the commits beside the trunk lead from and
    // to; nothing where one of them does not begin where the one before it ended.
    let mut told: BTreeMap<(&str, &str), Option<[&Option<String>; 2]>> = BTreeMap::new();
    for commit in commits.iter() {
        let Some(merge) = commit.via.as_deref() else { continue };
        for file in &commit.files {
            told.entry((merge, &file.path))
                .and_modify(|way| {
                    *way = way
                        .filter(|[before, _]| **before == file.after)
                        .map(|[_, after]| [&file.before, after]);
                })
                .or_insert(Some([&file.before, &file.after]));
        }
    }
    for (merge, files) in &mut changed {
        files.retain(|file| {
            let way = told.get(&(merge.as_str(), file.path.as_str()));
            way != Some(&Some([&file.before, &file.after]))
        });
    }
    for commit in commits {
        if let Some(files) = changed.remove(&commit.id) {
            commit.files = files;
        }
    }
}

#[cfg(test)]
mod tests;
