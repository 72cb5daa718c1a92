//! Reading what `git log --format=raw --raw -c -z` says. Whatever bytes come
//! in, nothing breaks: what is no commit ends the reading.

use std::collections::BTreeMap;

use super::commit::{Commit, Ident, Touched};

/// What the reader wants of the paths that commits touched: the book's own.
#[must_use]
pub fn is_own(path: &str) -> bool {
    path.starts_with("records/") || path.starts_with("templates/")
}

/// Reads commits, in the order given.
///
/// # Errors
///
/// The offset at which something stands that is no commit.
pub fn commits(bytes: &[u8]) -> Result<Vec<Commit>, usize> {
    let mut reader = Reader { bytes, at: 0 };
    let mut commits = Vec::new();
    loop {
        reader.skip(|byte| byte == 0 || byte == b'\n');
        if reader.at == bytes.len() {
            return Ok(commits);
        }
        commits.push(reader.commit().ok_or(reader.at)?);
    }
}

/// Reads what `git diff-tree -r -z --raw` says of two commits.
///
/// # Errors
///
/// The offset at which something stands that is no line of it.
pub fn files(bytes: &[u8]) -> Result<Vec<Touched>, usize> {
    let mut reader = Reader { bytes, at: 0 };
    let files = reader.files()?;
    if reader.at == bytes.len() {
        Ok(files)
    } else {
        Err(reader.at)
    }
}

/// Reads what `git diff-tree --stdin -r -z --raw` says of pairs of commits, by the
/// first of each.
///
/// # Errors
///
/// The offset at which something stands that is no line of it.
pub fn differences(bytes: &[u8]) -> Result<BTreeMap<String, Vec<Touched>>, usize> {
    let mut reader = Reader { bytes, at: 0 };
    let mut all = BTreeMap::new();
    while reader.at < bytes.len() {
        let at = reader.at;
        let id = reader.until(0);
        if id.len() < 40 || !id.iter().all(u8::is_ascii_hexdigit) {
            return Err(at);
        }
        all.insert(text(id), reader.files()?);
    }
    Ok(all)
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn rest(&self) -> &'b [u8] {
        &self.bytes[self.at..]
    }

    fn skip(&mut self, unwanted: impl Fn(u8) -> bool) {
        let rest = self.rest();
        self.at += rest.iter().position(|byte| !unwanted(*byte)).unwrap_or(rest.len());
    }

    /// Takes everything up to a byte, and the byte.
    fn until(&mut self, end: u8) -> &'b [u8] {
        let rest = self.rest();
        let length = memchr::memchr(end, rest).unwrap_or(rest.len());
        self.at = (self.at + length + 1).min(self.bytes.len());
        &rest[..length]
    }

    fn commit(&mut self) -> Option<Commit> {
        let id = self.rest().strip_prefix(b"commit ")?;
        let length = id.iter().position(|byte| !byte.is_ascii_hexdigit()).unwrap_or(id.len());
        let mut commit = Commit {
            id: text(&id[..length]),
            parents: Vec::new(),
            author: Ident::parse(""),
            committer: Ident::parse(""),
            is_signed: false,
            message: String::new(),
            via: None,
            files: Vec::new(),
        };
        if length < 40 {
            return None;
        }
        self.until(b'\n');
        self.head(&mut commit);
        self.message(&mut commit);
        // Of a merge git ends the message with a NUL of its own.
        if self.rest().starts_with(b"\0:") {
            self.at += 1;
        }
        commit.files = self.files().ok()?;
        Some(commit)
    }

    /// Reads the head: up to an empty line, or the end of the commit.
    fn head(&mut self, commit: &mut Commit) {
        // Git goes by the first of each; a forged second one counts for nothing.
        let (mut author, mut committer) = (false, false);
        while !matches!(self.rest().first(), None | Some(0)) {
            let line = self.line();
            if line.is_empty() {
                return;
            }
            let space = memchr::memchr(b' ', line).unwrap_or(line.len());
            let (key, value) = line.split_at(space);
            let value = value.get(1..).unwrap_or_default();
            match key {
                b"parent" => commit.parents.push(text(value)),
                b"author" if !std::mem::replace(&mut author, true) => commit.author = Ident::parse(&text(value)),
                b"committer" if !std::mem::replace(&mut committer, true) => {
                    commit.committer = Ident::parse(&text(value));
                }
                b"gpgsig" | b"gpgsig-sha256" => commit.is_signed = true,
                _ => {}
            }
        }
    }

    /// Reads a line; a NUL ends it too, and stays.
    fn line(&mut self) -> &'b [u8] {
        let rest = self.rest();
        let length = memchr::memchr2(b'\n', 0, rest).unwrap_or(rest.len());
        self.at += length + usize::from(rest.get(length) == Some(&b'\n'));
        &rest[..length]
    }

    /// Reads the message, whose lines git has moved in by four spaces.
    fn message(&mut self, commit: &mut Commit) {
        let mut message = Vec::new();
        while !matches!(self.rest().first(), None | Some(0 | b':')) {
            let line = self.line();
            message.extend_from_slice(line.strip_prefix(b"    ").unwrap_or(line));
            message.push(b'\n');
        }
        text(&message).trim().clone_into(&mut commit.message);
    }

    /// Reads the files that follow, the book's own; else the offset of what is none.
    fn files(&mut self) -> Result<Vec<Touched>, usize> {
        let mut files = Vec::new();
        while self.rest().first() == Some(&b':') {
            let at = self.at;
            files.extend(Some(self.file().ok_or(at)?).filter(|file| is_own(&file.path)));
        }
        Ok(files)
    }

    /// Reads `:modes objects status`, NUL, path, NUL.
    fn file(&mut self) -> Option<Touched> {
        let meta = text(self.until(0));
        let path = text(self.until(0));
        let parents = meta.bytes().take_while(|byte| *byte == b':').count();
        let words: Vec<&str> = meta[parents..].split(' ').collect();
        let side = |at: usize| Some(object(words.get(at)?, words.get(parents + 1 + at)?));
        let (before, after) = (side(0)?, side(parents)?);
        Some(Touched { path, before, after })
    }
}

/// An object's name; nothing for the row of zeros that says so, and for a link or
/// another repository there, which are no files.
fn object(mode: &str, name: &str) -> Option<String> {
    let is_none = name.bytes().all(|byte| byte == b'0') || matches!(mode, "160000" | "120000");
    (!is_none).then(|| name.to_owned())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    const B: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    const O: &str = "0000000000000000000000000000000000000000";

    #[test]
    fn commits_with_signatures_merges_and_odd_messages_are_read() {
        let said = format!(
            "commit {A}\ntree {B}\nparent {B}\nauthor ก <a@b> 10 +0700\ncommitter C <c@d> 20 +0000\n\
             gpgsig -----BEGIN\n author X <x> 1 +0000\n -----END\n\n    แก้ยอด\n    \n    :100644 ไม่ใช่แฟ้ม\n\n\
             :100644 100644 {A} {B} M\0records/a/2570/advance-0001.toml\0:100644 000000 {A} {O} D\0README.md\0\
             :000000 100644 {O} {B} A\0templates/x\0\0\
             commit {B}\ntree {A}\nparent {A}\nparent {B}\nauthor D <d> 1 +0000\ncommitter D <d> 1 +0000\n\n    m\n\0\
             ::100644 100644 100644 {A} {B} {A} MM\0records/office.toml\0\0\
             commit {A}\ntree {B}\nauthor E <e> 1 +0000\ncommitter E <e> 1 +0000\n\0"
        );
        let commits = commits(said.as_bytes()).expect("commits");
        assert_eq!(commits.len(), 3);
        let first = &commits[0];
        assert_eq!(
            (first.is_signed, first.author.name.as_str(), first.committer.seconds),
            (true, "ก", 20)
        );
        assert_eq!((first.subject(), first.body()), ("แก้ยอด", ":100644 ไม่ใช่แฟ้ม"));
        let paths: Vec<(&str, bool, bool)> = first
            .files
            .iter()
            .map(|file| (file.path.as_str(), file.before.is_some(), file.after.is_some()))
            .collect();
        assert_eq!(
            paths,
            [
                ("records/a/2570/advance-0001.toml", true, true),
                ("templates/x", false, true)
            ]
        );
        let merge = &commits[1];
        assert!(merge.is_merge());
        assert_eq!(
            (merge.files[0].before.as_deref(), merge.files[0].after.as_deref()),
            (Some(A), Some(A))
        );
        assert_eq!((commits[2].message.as_str(), commits[2].parents.len()), ("", 0));
    }

    #[test]
    fn what_is_no_commit_ends_the_reading() {
        for said in [
            &b"fatal: no"[..],
            b"commit abc\n",
            b"commit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n\n\n:::: a\0b\0",
        ] {
            assert!(commits(said).is_err(), "{}", String::from_utf8_lossy(said));
        }
        assert_eq!(commits(b"\0\n\0"), Ok(Vec::new()));
    }
}
