//! What git says of commits. Such as git can have made come back from a page of
//! the history as they were.

use std::collections::BTreeSet;

use duebook::history::page::Page;
use duebook::history::trunk::{Trunk, own_deeds};
use duebook::history::{Commit, raw};

pub(crate) fn git_log(data: &[u8]) {
    let changed = raw::differences(data).unwrap_or_default();
    if let Ok(files) = raw::files(data) {
        assert!(files.iter().all(|file| raw::is_own(&file.path)));
    }
    let mut commits = match raw::commits(data) {
        Ok(commits) => commits,
        Err(at) => {
            assert!(at <= data.len());
            return;
        }
    };
    for commit in &commits {
        let _ = (commit.subject(), commit.body(), commit.short(), commit.is_merge());
        for who in [&commit.author, &commit.committer] {
            let _ = (who.moment(), who.day(), who.iso());
            assert_eq!(&duebook::history::Ident::parse(&who.line()), who, "{:?}", who.line());
        }
    }
    let seals: BTreeSet<String> = commits
        .iter()
        .flat_map(|commit| &commit.files)
        .filter_map(|file| file.after.clone())
        .collect();
    for end in commits.iter().take(5).map(|commit| commit.id.as_str()) {
        let _ = Trunk::follow(&commits, &seals, Some(end));
    }
    let trunk = Trunk::follow(&commits, &seals, None).expect("a whole history has a trunk");
    let _ = trunk.merges(&commits);
    trunk.bring(&mut commits);
    own_deeds(&mut commits, changed);
    commits.retain(possible);
    let Some(tip) = commits.first().map(|commit| commit.id.clone()) else {
        return;
    };
    let text = Page::write(&tip, &commits, None);
    let page = Page::open(&text).expect("a page just written is whole");
    assert_eq!(page.commits(), commits);
    assert_eq!(page.commit(&tip).as_ref(), commits.first());
    for file in commits.iter().flat_map(|commit| &commit.files).take(20) {
        let touched = |commit: &&Commit| commit.files.iter().any(|one| one.path == file.path);
        let want: Vec<Commit> = commits.iter().filter(touched).cloned().collect();
        assert_eq!(page.of(&file.path), want, "{:?}", file.path);
    }
}

/// Whether the objects of a commit have names that git gives.
pub(crate) fn possible(commit: &Commit) -> bool {
    let hex = |name: &String| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    let files = || commit.files.iter();
    hex(&commit.id)
        && commit.parents.iter().chain(&commit.via).all(hex)
        && files().all(|file| file.before.iter().chain(&file.after).all(hex))
}
