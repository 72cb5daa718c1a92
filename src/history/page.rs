//! The history as one text: what the walk over all commits found, kept so that
//! the next walk begins where this one ended, and so that one record's commits
//! are found without reading the others.
//!
//! ```text
//! duebook history 2
//! tip <commit>
//! c <commit> <merge that brought it or -> <s or -> <parents or ->
//! a <author>
//! k <committer>
//! m <message, \n for a line's end>
//! f <object before or -> <object after or -> <path>
//! …
//! sum <SHA-256 of all above>
//! ```
//!
//! The newest commit stands first. It is a hint: a page that is damaged or of
//! another form is as good as none.

use std::fmt::Write as _;

use super::commit::{Commit, Ident, Touched};
use crate::digest::sha256;

const HEAD: &str = "duebook history 2\n";

/// A page that is whole.
#[derive(Clone, Copy, Debug)]
pub struct Page<'t> {
    /// The commit up to which it goes.
    pub tip: &'t str,
    body: &'t str,
}

impl<'t> Page<'t> {
    /// Opens a page; nothing where it is not whole.
    #[must_use]
    pub fn open(text: &'t str) -> Option<Page<'t>> {
        let (inside, sum) = text.trim_end().rsplit_once("sum ")?;
        let rest = inside.strip_prefix(HEAD)?;
        if sum != sha256(inside.as_bytes()) {
            return None;
        }
        let (tip, body) = rest.strip_prefix("tip ")?.split_once('\n')?;
        Some(Page { tip, body })
    }

    /// Reads every commit, newest first.
    #[must_use]
    pub fn commits(&self) -> Vec<Commit> {
        self.blocks().filter_map(commit).collect()
    }

    /// Reads the commits that touched a file, newest first.
    #[must_use]
    pub fn of(&self, path: &str) -> Vec<Commit> {
        let wanted = format!(" {}\n", escaped(path));
        let mut found: Vec<Commit> = Vec::new();
        let mut end = 0;
        for at in memchr::memmem::find_iter(self.body.as_bytes(), wanted.as_bytes()) {
            // A message may say the path as well; and one block may name it twice.
            let line = self.body[..at].rfind('\n').map_or(0, |line| line + 1);
            if at < end || !self.body[line..].starts_with("f ") {
                continue;
            }
            let start = self.body[..line].rfind("\nc ").map_or(0, |start| start + 1);
            end = self.body[line..]
                .find("\nc ")
                .map_or(self.body.len(), |next| line + next + 1);
            // Another file's name may end in a space and this one.
            let touched = |one: &Commit| one.files.iter().any(|file| file.path == path);
            found.extend(commit(&self.body[start..end]).filter(touched));
        }
        found
    }

    /// Reads one commit.
    #[must_use]
    pub fn commit(&self, id: &str) -> Option<Commit> {
        let start = if self.body.starts_with(&format!("c {id} ")) {
            0
        } else {
            memchr::memmem::find(self.body.as_bytes(), format!("\nc {id} ").as_bytes())? + 1
        };
        let rest = &self.body[start..];
        let length = memchr::memmem::find(rest.as_bytes(), b"\nc ").map_or(rest.len(), |next| next + 1);
        commit(&rest[..length])
    }

    /// Reads the commits of the trunk, newest first: those that no merge brought.
    pub fn trunk(&self) -> impl Iterator<Item = Commit> + use<'t> {
        self.blocks().filter_map(commit).filter(|commit| commit.via.is_none())
    }

    fn blocks(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        let body = self.body;
        let mut at = 0;
        std::iter::from_fn(move || {
            let rest = body.get(at..).filter(|rest| !rest.is_empty())?;
            let length = memchr::memmem::find(rest.as_bytes(), b"\nc ").map_or(rest.len(), |next| next + 1);
            at += length;
            Some(&rest[..length])
        })
    }

    /// Writes a page: newer commits before those of an older page.
    #[must_use]
    pub fn write(tip: &str, newer: &[Commit], older: Option<Page<'_>>) -> String {
        let mut text = format!("{HEAD}tip {tip}\n");
        for commit in newer {
            block(commit, &mut text);
        }
        if let Some(older) = older {
            text.push_str(older.body);
        }
        let sum = sha256(text.as_bytes());
        let _ = writeln!(text, "sum {sum}");
        text
    }
}

fn block(commit: &Commit, out: &mut String) {
    let or_none = |text: Option<&str>| text.unwrap_or("-").to_owned();
    let parents = commit.parents.join(",");
    let _ = writeln!(
        out,
        "c {} {} {} {}\na {}\nk {}\nm {}",
        commit.id,
        or_none(commit.via.as_deref()),
        if commit.is_signed { 's' } else { '-' },
        if parents.is_empty() { "-" } else { &parents },
        escaped(&commit.author.line()),
        escaped(&commit.committer.line()),
        escaped(&commit.message),
    );
    for file in &commit.files {
        let (before, after) = (or_none(file.before.as_deref()), or_none(file.after.as_deref()));
        let _ = writeln!(out, "f {before} {after} {}", escaped(&file.path));
    }
}

fn commit(block: &str) -> Option<Commit> {
    let some = |word: &str| (!matches!(word, "-" | "")).then(|| word.to_owned());
    let mut lines = block.lines();
    let mut head = lines.next()?.strip_prefix("c ")?.split(' ');
    let (id, via) = (head.next()?.to_owned(), some(head.next()?));
    let is_signed = head.next()? == "s";
    let parents = head.next()?.split(',').filter_map(some).collect();
    let author = Ident::parse(&plain(lines.next()?.strip_prefix("a ")?));
    let committer = Ident::parse(&plain(lines.next()?.strip_prefix("k ")?));
    let message = plain(lines.next()?.strip_prefix("m ")?);
    let files = lines
        .map(|line| {
            let mut words = line.strip_prefix("f ")?.splitn(3, ' ');
            Some(Touched {
                before: some(words.next()?),
                after: some(words.next()?),
                path: plain(words.next()?),
            })
        })
        .collect::<Option<_>>()?;
    Some(Commit {
        id,
        parents,
        author,
        committer,
        is_signed,
        message,
        via,
        files,
    })
}

fn escaped(text: &str) -> String {
    if text.bytes().any(|byte| matches!(byte, b'\\' | b'\n' | b'\r')) {
        text.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r")
    } else {
        text.to_owned()
    }
}

fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        out.push(match letter {
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some(other) => other,
                None => '\\',
            },
            other => other,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(id: &str, parents: &[&str], paths: &[&str]) -> Commit {
        Commit {
            id: id.to_owned(),
            parents: parents.iter().map(|&id| id.to_owned()).collect(),
            author: Ident::parse("สมหญิง <s@x> 5 +0700"),
            committer: Ident::parse("S <s@x> 6 +0700"),
            is_signed: id == "b",
            message: format!("แก้ {id}\n\nc ไม่ใช่\nrecords/a.toml\nback\\slash"),
            via: None,
            files: paths
                .iter()
                .map(|&path| Touched {
                    path: path.to_owned(),
                    before: None,
                    after: Some("0a".to_owned()),
                })
                .collect(),
        }
    }

    #[test]
    fn a_page_gives_back_what_was_written_and_a_damaged_one_gives_nothing() {
        let older = [
            made("b", &["a"], &["records/a.toml"]),
            made("a", &[], &["records/b.toml"]),
        ];
        let first = Page::write("b", &older, None);
        let newer = [made(
            "c",
            &["b"],
            &[
                "records/with space\nand line.toml",
                "records/a.toml",
                "records/x records/b.toml",
            ],
        )];
        let text = Page::write("c", &newer, Page::open(&first));
        let page = Page::open(&text).expect("a whole page");
        assert_eq!(page.tip, "c");
        let all = page.commits();
        assert_eq!(all, [&newer[..], &older[..]].concat());
        let ids = |path: &str| -> Vec<String> { page.of(path).into_iter().map(|one| one.id).collect() };
        assert_eq!(ids("records/a.toml"), ["c", "b"]);
        assert_eq!(ids("records/b.toml"), ["a"]);
        assert_eq!(ids("records/with space\nand line.toml"), ["c"]);
        assert_eq!(ids("a.toml"), [""; 0]);
        assert!(Page::open(&text.replace("records/b", "records/c")).is_none());
        assert!(Page::open(&text[..text.len() / 2]).is_none());
        assert!(Page::open("").is_none());
    }
}
