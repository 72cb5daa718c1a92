//! The commits behind a book: one walk over the history for all records, kept
//! beside git's own files, so that the next walk begins where this one ended.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Commit as At, Fault, answer, fetch, git};
use crate::history::page::{Page, bring};
use crate::history::policy::Range;
use crate::history::{Commit, Touched, raw};

/// The history of a book up to a commit.
#[derive(Debug)]
pub struct Past {
    /// Whether the repository holds the newest commits only; what is older is
    /// elsewhere.
    pub is_shallow: bool,
    text: String,
}

impl Past {
    /// Walks the history up to a commit. What an earlier walk has kept is taken
    /// over where it lies on the same trunk; `keeps` says whether this one is kept
    /// for the next.
    ///
    /// # Errors
    ///
    /// [`Fault`] where git cannot answer.
    pub fn walk(root: &Path, at: &At, keeps: bool) -> Result<Past, Fault> {
        let is_shallow = is_shallow(root);
        let kept = kept(root);
        let old = kept
            .as_deref()
            .and_then(|path| std::fs::read_to_string(path).ok())
            .unwrap_or_default();
        let page = Page::open(&old).filter(|_| !is_shallow);
        if page.is_some_and(|page| page.tip == at.id) {
            return Ok(Past { is_shallow, text: old });
        }
        let mut newer = match page {
            Some(page) => commits(root, &at.id, Some(page.tip))?,
            None => commits(root, &at.id, None)?,
        };
        let older = page.filter(|page| stands_on(&newer, page.tip));
        if page.is_some() && older.is_none() {
            newer = commits(root, &at.id, None)?;
        }
        bring(&mut newer);
        let text = Page::write(&at.id, &newer, older);
        if let Some(path) = kept.filter(|_| keeps && !is_shallow) {
            // What cannot be kept costs time, nothing else.
            let _ = crate::world::disk::write(&path, text.as_bytes());
        }
        Ok(Past { is_shallow, text })
    }

    /// Returns the commits that touched a file, newest first.
    #[must_use]
    pub fn of(&self, path: &str) -> Vec<Commit> {
        Page::open(&self.text).map(|page| page.of(path)).unwrap_or_default()
    }

    /// Returns one commit.
    #[must_use]
    pub fn commit(&self, id: &str) -> Option<Commit> {
        Page::open(&self.text)?.commit(id)
    }

    /// Returns every commit, newest first.
    #[must_use]
    pub fn all(&self) -> Vec<Commit> {
        Page::open(&self.text).map(|page| page.commits()).unwrap_or_default()
    }
}

/// Whether a trunk leads from the newest of some commits straight to an older one.
fn stands_on(newer: &[Commit], tip: &str) -> bool {
    let place: BTreeMap<&str, &Commit> = newer.iter().map(|commit| (commit.id.as_str(), commit)).collect();
    let mut next = newer.first();
    while let Some(commit) = next {
        match commit.parents.first() {
            Some(parent) if parent == tip => return true,
            Some(parent) => next = place.get(parent.as_str()).copied(),
            None => return false,
        }
    }
    false
}

/// Reads the commits behind one, newest first; without those behind another.
fn commits(root: &Path, tip: &str, without: Option<&str>) -> Result<Vec<Commit>, Fault> {
    walk(root, "--topo-order", tip, without)
}

/// Reads one commit.
fn one(root: &Path, id: &str) -> Result<Commit, Fault> {
    let found = walk(root, "--no-walk", id, None)?.into_iter().next();
    found.ok_or_else(|| Fault::UnknownRevision(id.to_owned()))
}

fn walk(root: &Path, order: &str, tip: &str, without: Option<&str>) -> Result<Vec<Commit>, Fault> {
    let mut command = git(root);
    command
        .args(["-c", "i18n.logOutputEncoding=UTF-8", "-c", "log.showRoot=true"])
        .args([
            "log",
            "--format=raw",
            "-z",
            "--raw",
            "--no-abbrev",
            "--no-renames",
            "-c",
            "--no-show-signature",
            "--no-decorate",
            "--no-notes",
            "--no-color",
            "--relative",
        ]);
    command.args([order, "--end-of-options", tip]);
    command.args(without.map(|id| format!("^{id}")));
    raw::commits(&answer(command)?).map_err(|at| Fault::Failed(format!("git log, byte {at}")))
}

/// Reads a range of commits and what it changed. With `parted` it begins where
/// the two ends parted; without, the beginning must lie behind the end, or its
/// commits are told as lost. A beginning of zeros, as forges say of a new branch,
/// is the empty book.
///
/// # Errors
///
/// [`Fault`] where git cannot answer, or does not know the ends.
pub fn range(root: &Path, base: &str, head: &str, parted: bool) -> Result<Range, Fault> {
    let head = super::commit(root, head)?.id;
    let is_nothing = base.len() >= 40 && base.bytes().all(|byte| byte == b'0');
    if is_nothing {
        let commits = commits(root, &head, None)?;
        let newest = commits.first().cloned();
        let newest = newest.ok_or_else(|| Fault::UnknownRevision(head.clone()))?;
        return Ok(Range {
            base: newest.clone(),
            head: newest,
            commits,
            lost: Vec::new(),
            files: Vec::new(),
            texts: BTreeMap::new(),
        });
    }
    let given = super::commit(root, base)?.id;
    let common = line(root, &["merge-base", &given, &head]).ok();
    let lost = if parted || common.as_ref() == Some(&given) {
        Vec::new()
    } else {
        commits(root, &given, Some(&head))?
    };
    // What was lost is told as such; the rest is judged from where the two parted.
    let base = match common {
        Some(common) => common,
        None if parted => return Err(Fault::UnknownRevision(base.to_owned())),
        None => given,
    };
    let files = difference(root, &base, &head)?;
    let objects = files.iter().flat_map(|file| [&file.before, &file.after]);
    let texts = texts(root, objects.flatten().map(String::as_str))?;
    Ok(Range {
        commits: commits(root, &head, Some(&base))?,
        base: one(root, &base)?,
        head: one(root, &head)?,
        lost,
        files,
        texts,
    })
}

/// What differs between two commits, of the book's own files.
fn difference(root: &Path, base: &str, head: &str) -> Result<Vec<Touched>, Fault> {
    let mut command = git(root);
    command
        .args([
            "diff-tree",
            "-r",
            "-z",
            "--raw",
            "--no-renames",
            "--no-abbrev",
            "--relative",
        ])
        .args(["--end-of-options", base, head]);
    raw::files(&answer(command)?).map_err(|at| Fault::Failed(format!("git diff-tree, byte {at}")))
}

fn line(root: &Path, words: &[&str]) -> Result<String, Fault> {
    let mut command = git(root);
    command.args(words);
    Ok(String::from_utf8_lossy(&answer(command)?).trim().to_owned())
}

/// Returns the whole history up to a commit as a bundle that `git clone` takes. Of
/// the same commit it is the same bytes, whatever packs this repository has.
///
/// # Errors
///
/// [`Fault`] where git cannot answer.
pub fn bundle(root: &Path, tip: &At) -> Result<Vec<u8>, Fault> {
    let mut command = git(root);
    command.args([
        "pack-objects",
        "--revs",
        "--stdout",
        "--quiet",
        "--threads=1",
        "--no-reuse-delta",
        "--no-reuse-object",
        "--delta-base-offset",
    ]);
    let pack = asked(command, &format!("{}\n", tip.id))?;
    let id = &tip.id;
    let mut bundle = format!("# v2 git bundle\n{id} HEAD\n{id} refs/heads/main\n\n").into_bytes();
    bundle.extend(pack);
    Ok(bundle)
}

/// Runs git with a short text on its standard input.
fn asked(mut command: Command, text: &str) -> Result<Vec<u8>, Fault> {
    let io = |error: std::io::Error| Fault::Failed(error.to_string());
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|_| Fault::NoRepository)?;
    if let Some(mut ask) = child.stdin.take() {
        ask.write_all(text.as_bytes()).map_err(io)?;
    }
    let output = child.wait_with_output().map_err(io)?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(Fault::Failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    }
}

/// Reads objects, by name; what is not there or no text is left out.
///
/// # Errors
///
/// [`Fault`] where git cannot answer.
pub fn texts<'n>(root: &Path, names: impl Iterator<Item = &'n str>) -> Result<BTreeMap<String, String>, Fault> {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    let objects = fetch(root, &names).map_err(|error| Fault::Failed(error.to_string()))?;
    let texts = names.into_iter().map(str::to_owned).zip(objects);
    Ok(texts
        .filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?)))
        .collect())
}

/// What git says of a commit's signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// None.
    Missing,
    /// Good, by a key that this machine trusts.
    Good,
    /// Good, but nobody here knows the key.
    Unknown,
    /// It does not fit the commit, or its key was revoked or is out of date.
    Bad,
}

/// Asks git about the signatures of commits that carry one.
///
/// # Errors
///
/// [`Fault`] where git cannot answer.
pub fn signatures(root: &Path, commits: &[Commit]) -> Result<BTreeMap<String, Signature>, Fault> {
    let signed: Vec<&str> = commits
        .iter()
        .filter(|commit| commit.is_signed)
        .map(|commit| commit.id.as_str())
        .collect();
    let mut found: BTreeMap<String, Signature> = commits
        .iter()
        .map(|commit| (commit.id.clone(), Signature::Missing))
        .collect();
    for some in signed.chunks(500) {
        let mut command = git(root);
        command
            .args(["log", "--no-walk=unsorted", "--format=%H %G?", "--end-of-options"])
            .args(some);
        for line in String::from_utf8_lossy(&answer(command)?).lines() {
            if let Some((id, state)) = line.split_once(' ') {
                found.insert(
                    id.to_owned(),
                    match state {
                        "G" => Signature::Good,
                        "U" | "E" | "N" => Signature::Unknown,
                        _ => Signature::Bad,
                    },
                );
            }
        }
    }
    Ok(found)
}

/// Returns the names of every commit behind a revision.
///
/// # Errors
///
/// [`Fault`] where git cannot answer.
pub fn known(root: &Path, tip: &str) -> Result<BTreeSet<String>, Fault> {
    let mut command = git(root);
    command.args(["rev-list", "--end-of-options", tip]);
    let said = String::from_utf8_lossy(&answer(command)?).into_owned();
    Ok(said.lines().map(str::to_owned).collect())
}

/// Returns whether the repository replaces objects by others.
#[must_use]
pub fn has_replacements(root: &Path) -> bool {
    line(root, &["for-each-ref", "--count=1", "refs/replace"]).is_ok_and(|said| !said.is_empty())
}

/// Returns whether the repository gives commits other parents than their own.
#[must_use]
pub fn has_grafts(root: &Path) -> bool {
    let grafts = line(root, &["rev-parse", "--git-common-dir"]).map(|git| root.join(git).join("info/grafts"));
    grafts.is_ok_and(|grafts| std::fs::metadata(grafts).is_ok_and(|file| file.len() > 0))
}

/// Whether the repository was cut off.
#[must_use]
pub fn is_shallow(root: &Path) -> bool {
    let mut command = git(root);
    command.args(["rev-parse", "--is-shallow-repository"]);
    answer(command).is_ok_and(|said| said.starts_with(b"true"))
}

/// Where a walk is kept: within git's own folder.
fn kept(root: &Path) -> Option<PathBuf> {
    let git = root.join(".git");
    git.is_dir().then(|| git.join("duebook-history"))
}
