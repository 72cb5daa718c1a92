//! Files that could not be read for a while: what changed meanwhile is told by the
//! commit that mended them, against what was last readable.

use std::collections::{BTreeMap, BTreeSet};

use super::commit::Commit;
use super::raw::is_own;

/// Returns the files of which some commit here holds a text that is no TOML. The
/// story of those is told from all their texts.
#[must_use]
pub fn doubtful<'c>(
    commits: impl IntoIterator<Item = &'c Commit>,
    texts: &BTreeMap<String, String>,
) -> BTreeSet<String> {
    let files = commits.into_iter().flat_map(|commit| &commit.files);
    files
        .filter(|file| is_own(&file.path) && file.path.ends_with(".toml"))
        .filter(|file| {
            let sides = [&file.before, &file.after];
            sides.into_iter().flatten().any(|object| !is_readable(object, texts))
        })
        .map(|file| file.path.clone())
        .collect()
}

/// Lets each commit of the wanted files begin with what was last readable of them.
/// Commits stand newest first; `all` are those in which to look.
pub fn look_through(
    wanted: &BTreeSet<String>,
    commits: &mut [Commit],
    all: &[Commit],
    texts: &BTreeMap<String, String>,
) {
    // Of each file its newest readable text so far; and what stands in for one that is not.
    let mut last: BTreeMap<&str, &str> = BTreeMap::new();
    let mut instead: BTreeMap<(&str, &str), String> = BTreeMap::new();
    for commit in all.iter().rev().filter(|_| !wanted.is_empty()) {
        for file in commit.files.iter().filter(|file| wanted.contains(&file.path)) {
            let is_broken = file.before.as_ref().is_some_and(|object| !is_readable(object, texts));
            if let Some(object) = last.get(file.path.as_str()).filter(|_| is_broken) {
                instead.insert((&commit.id, &file.path), (*object).to_owned());
            }
            if let Some(object) = file.after.as_ref().filter(|object| is_readable(object, texts)) {
                last.insert(&file.path, object);
            }
        }
    }
    for commit in commits {
        for file in &mut commit.files {
            if let Some(object) = instead.get(&(commit.id.as_str(), file.path.as_str())) {
                file.before = Some(object.clone());
            }
        }
    }
}

/// Returns whether an object is a text of TOML.
#[must_use]
pub fn is_readable(object: &str, texts: &BTreeMap<String, String>) -> bool {
    texts
        .get(object)
        .is_some_and(|text| toml::de::DeTable::parse(text).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{Ident, Touched};

    const F: &str = "records/a/2570/advance-0001.toml";

    fn made(id: &str, before: Option<&str>, after: Option<&str>) -> Commit {
        Commit {
            id: id.to_owned(),
            parents: Vec::new(),
            author: Ident::parse("S <s@x> 5 +0700"),
            committer: Ident::parse("S <s@x> 6 +0700"),
            is_signed: false,
            message: String::new(),
            via: None,
            files: vec![Touched {
                path: F.to_owned(),
                before: before.map(str::to_owned),
                after: after.map(str::to_owned),
            }],
        }
    }

    #[test]
    fn what_mends_a_file_is_held_against_what_was_last_readable() {
        let texts: BTreeMap<String, String> = [("1", "a = 1"), ("2", "a = = 1"), ("3", "\0"), ("4", "a = 4")]
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .into();
        let all = [
            made("d", Some("3"), Some("4")),
            made("c", Some("2"), Some("3")),
            made("b", Some("1"), Some("2")),
            made("a", None, Some("1")),
        ];
        let mut newest = [all[0].clone()];
        let wanted = doubtful(&newest, &texts);
        assert_eq!(wanted, BTreeSet::from([F.to_owned()]));
        look_through(&wanted, &mut newest, &all, &texts);
        assert_eq!(newest[0].files[0].before.as_deref(), Some("1"));
        // Where nothing readable is known the story begins with the file.
        let mut alone = [all[0].clone()];
        look_through(&wanted, &mut alone, &all[..1], &texts);
        assert_eq!(alone[0].files[0].before.as_deref(), Some("3"));
        assert!(doubtful(&[made("x", Some("1"), Some("4"))], &texts).is_empty());
    }
}
