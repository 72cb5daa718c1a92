//! The story of one file: each commit that touched it, and what it did.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::change::{Changes, between};
use super::commit::{Commit, Ident, Touched};
use super::outline::{Outline, Outlines};
use super::readable::look_through;
use crate::record::shape::File;
use crate::record::{RecordId, id};

/// What one commit did to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The commit.
    pub commit: Commit,
    /// The merge that brought it in, and so whoever took it on.
    pub approval: Option<Commit>,
    /// What changed, in outline.
    pub outline: Outline,
    /// What changed, in the order of the keys; nothing where it was not asked for
    /// ([`outlined`]).
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

/// Tells the story of every record in outline, from all commits, newest first. What
/// no outline is known of counts as what could not be read.
#[must_use]
pub fn outlined(commits: &[Commit], known: &Outlines) -> Chronicle {
    let mut all = Chronicle::new();
    let place = by_id(commits);
    for commit in commits {
        for touched in &commit.files {
            let Some(id) = id::parse(&touched.path) else { continue };
            let own = own(commit, touched);
            let deed = Deed {
                outline: known.get(File::from(id.kind), touched).cloned().unwrap_or_default(),
                changes: Changes::new(),
                approval: approval(commit, &place),
                moved_from: moved_from(&own, touched),
                commit: own,
            };
            all.entry(id).or_default().push(deed);
        }
    }
    all
}

/// Tells the story of the wanted records, or of every one, from all commits, newest
/// first. Needed are the texts of [`objects_of`] what they touched of these.
#[must_use]
pub fn chronicle(
    commits: &[Commit],
    texts: &BTreeMap<String, String>,
    wanted: Option<&BTreeSet<RecordId>>,
) -> Chronicle {
    let mut all = told(commits, commits, texts, wanted);
    let is_unclear = |deed: &Deed| !deed.outline.is_readable;
    let unclear = all.iter().filter(|(_, deeds)| deeds.iter().any(is_unclear));
    let paths: BTreeSet<String> = unclear.map(|(id, _)| id.file()).collect();
    if !paths.is_empty() {
        let is_wanted = |commit: &&Commit| commit.files.iter().any(|file| paths.contains(&file.path));
        let mut theirs: Vec<Commit> = commits.iter().filter(is_wanted).cloned().collect();
        look_through(&paths, &mut theirs, commits, texts);
        let again = told(&theirs, commits, texts, wanted);
        all.extend(again.into_iter().filter(|(id, _)| paths.contains(&id.file())));
    }
    all
}

fn told(
    commits: &[Commit],
    known: &[Commit],
    texts: &BTreeMap<String, String>,
    wanted: Option<&BTreeSet<RecordId>>,
) -> Chronicle {
    let place = by_id(known);
    let mut all = Chronicle::new();
    for commit in commits {
        for touched in &commit.files {
            let Some(id) = id::parse(&touched.path) else { continue };
            if wanted.is_some_and(|wanted| !wanted.contains(&id)) {
                continue;
            }
            let file = File::from(id.kind);
            let deeds = tell(&touched.path, file, vec![own(commit, touched)], texts, |_| {
                approval(commit, &place)
            });
            all.entry(id).or_default().extend(deeds);
        }
    }
    all
}

fn by_id(commits: &[Commit]) -> BTreeMap<&str, &Commit> {
    commits.iter().map(|commit| (commit.id.as_str(), commit)).collect()
}

/// The merge that brought a commit in.
fn approval(commit: &Commit, place: &BTreeMap<&str, &Commit>) -> Option<Commit> {
    let merge = place.get(commit.via.as_deref()?)?;
    Some(without_files(merge))
}

/// What a page needs of a commit: what it did to this file, and who was moved here.
fn own(commit: &Commit, touched: &Touched) -> Commit {
    // The one file alone: whoever moves a folder moves thousands at once.
    let from = gone_to(commit, touched);
    Commit {
        files: std::iter::once(touched).chain(from).cloned().collect(),
        ..without_files(commit)
    }
}

/// The path from which a commit moved a file here whole.
fn moved_from(commit: &Commit, touched: &Touched) -> Option<String> {
    gone_to(commit, touched).map(|other| other.path.clone())
}

/// The file that a commit took away and put back whole as a new one.
fn gone_to<'c>(commit: &'c Commit, touched: &Touched) -> Option<&'c Touched> {
    let mut gone = commit.files.iter().filter(|_| touched.before.is_none());
    gone.find(|other| other.after.is_none() && other.before == touched.after)
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
    commit.files.iter().flat_map(Touched::objects)
}

/// Returns the objects whose texts [`tell`] needs.
pub fn objects<'c>(path: &'c str, commits: &'c [Commit]) -> impl Iterator<Item = &'c str> {
    commits
        .iter()
        .flat_map(|commit| &commit.files)
        .filter(move |touched| touched.path == path)
        .flat_map(Touched::objects)
}

/// Tells the story of a file from its commits, newest first.
pub fn tell(
    path: &str,
    file: File,
    commits: Vec<Commit>,
    texts: &BTreeMap<String, String>,
    merge: impl Fn(&str) -> Option<Commit>,
) -> Vec<Deed> {
    // What is no text has nothing that could be told.
    let text = |object: &Option<String>| object.as_ref().map(|name| texts.get(name).map_or("", String::as_str));
    commits
        .into_iter()
        .filter_map(|commit| {
            let touched = commit.files.iter().find(|touched| touched.path == path)?;
            let (before, after) = (text(&touched.before), text(&touched.after));
            let changes = between(file, before, after);
            Some(Deed {
                outline: Outline::of(&changes),
                approval: commit.via.as_deref().and_then(&merge),
                moved_from: moved_from(&commit, touched),
                changes,
                commit,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moved_folder_is_told_a_file_at_a_time() {
        let file = |folder: &str, nth: usize, before: bool| Touched {
            path: format!("records/{folder}/2570/advance-000{nth}.toml"),
            before: before.then(|| nth.to_string()),
            after: (!before).then(|| nth.to_string()),
        };
        let mut files: Vec<Touched> = (1..4).map(|nth| file("legal", nth, true)).collect();
        files.extend((1..4).map(|nth| file("works", nth, false)));
        let commit = Commit {
            id: "c".to_owned(),
            parents: Vec::new(),
            author: Ident::parse("S <s@x> 5 +0700"),
            committer: Ident::parse("S <s@x> 6 +0700"),
            is_signed: false,
            message: String::new(),
            via: None,
            files,
        };
        let texts = (1..4)
            .map(|nth| (nth.to_string(), format!("amount = {nth}.00\n")))
            .collect();
        let commits = [commit];
        for all in [
            outlined(&commits, &Outlines::default()),
            chronicle(&commits, &texts, None),
        ] {
            assert_eq!(all.len(), 6);
            for (id, deeds) in all {
                let is_new = id.file().contains("works");
                let from = is_new.then(|| id.file().replace("works", "legal"));
                assert_eq!(deeds[0].moved_from, from, "{id}");
                assert_eq!(deeds[0].commit.files.len(), 1 + usize::from(is_new), "{id}");
            }
        }
    }
}
