//! A page of the history that somebody else may have written over.

use duebook::digest::sha256;
use duebook::history::page::Page;

use crate::git_log::possible;
use crate::text;

pub(crate) fn page(data: &[u8]) {
    let text = text(data);
    read(&text);
    // A sum is soon made: whoever damages the body may have made it.
    let body = format!("duebook history 2\n{text}");
    read(&format!("{body}sum {}\n", sha256(body.as_bytes())));
}

fn read(text: &str) {
    let Some(page) = Page::open(text) else { return };
    let commits = page.commits();
    for commit in commits.iter().take(20) {
        let found = page.commit(&commit.id);
        assert!(found.is_none_or(|found| found.id == commit.id));
        for file in commit.files.iter().take(20) {
            let _ = page.of(&file.path);
        }
    }
    if !commits.iter().all(possible) {
        return;
    }
    let again = Page::write(page.tip, &commits, None);
    let again = Page::open(&again).expect("a page just written is whole");
    assert_eq!(again.commits(), commits);
}
