//! The commits behind a book: one walk over the history for all records, kept
//! beside git's own files, so that the next walk begins where this one ended.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Commit as At, Fault, answer, fetch, git, line};
use crate::history::page::Page;
use crate::history::policy::Range;
use crate::history::trunk::{Trunk, own_deeds};
use crate::history::{Commit, Touched, raw, readable};
use crate::world::hint;

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
        let is_shallow = is_shallow(root)?;
        let kept = kept(root);
        let old = std::fs::read_to_string(&kept).unwrap_or_default();
        let page = Page::open(&old).filter(|_| !is_shallow);
        if page.is_some_and(|page| page.tip == at.id) {
            return Ok(Past { is_shallow, text: old });
        }
        let newer = page.map(|page| since(root, &at.id, page.tip)).transpose()?.flatten();
        let text = match newer {
            Some(newer) => Page::write(&at.id, &newer, page),
            None => Page::write(&at.id, &whole(root, &at.id)?, None),
        };
        if keeps && !is_shallow {
            // What cannot be kept costs time, nothing else.
            let _ = hint::write(&kept, text.as_bytes());
        }
        Ok(Past { is_shallow, text })
    }

    /// Walks the whole history anew: for evidence, which rests on nothing that
    /// somebody may have laid into this folder.
    ///
    /// # Errors
    ///
    /// [`Fault`] where git cannot answer.
    pub fn anew(root: &Path, at: &At) -> Result<Past, Fault> {
        Ok(Past {
            is_shallow: is_shallow(root)?,
            text: Page::write(&at.id, &whole(root, &at.id)?, None),
        })
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

/// Finds the commit that was the newest of the trunk when a day ended in Bangkok.
///
/// # Errors
///
/// [`Fault`] where git cannot answer, or the book is younger.
pub fn on(root: &Path, day: chrono::NaiveDate) -> Result<At, Fault> {
    let tip = super::commit(root, "HEAD")?;
    let past = Past::walk(root, &tip, true)?;
    let page = Page::open(&past.text);
    let found = page.and_then(|page| page.trunk().find(|commit| commit.committer.day() <= day));
    let found = found.ok_or_else(|| Fault::UnknownRevision(day.to_string()))?;
    super::commit(root, &found.id)
}

/// Reads every commit behind one, newest first.
fn whole(root: &Path, tip: &str) -> Result<Vec<Commit>, Fault> {
    let mut commits = commits(root, tip, None)?;
    if let Some(trunk) = Trunk::follow(&commits, &seals(root, tip)?, None) {
        along(root, &trunk, &mut commits)?;
    }
    Ok(commits)
}

/// Reads the commits behind one that an older one has not; nothing where the older
/// one does not lie on the same trunk.
fn since(root: &Path, tip: &str, older: &str) -> Result<Option<Vec<Commit>>, Fault> {
    // The older one may be gone, with the branch that it was on.
    let Ok(mut commits) = commits(root, tip, Some(older)) else {
        return Ok(None);
    };
    let Some(trunk) = Trunk::follow(&commits, &seals(root, tip)?, Some(older)) else {
        return Ok(None);
    };
    along(root, &trunk, &mut commits)?;
    Ok(Some(commits))
}

/// Lists the seals that a commit holds, by object.
fn seals(root: &Path, tip: &str) -> Result<BTreeSet<String>, Fault> {
    let at = At {
        id: tip.to_owned(),
        time: String::new(),
    };
    let held = super::list_files(root, &at, &["records/journal/seals"])?;
    let seals = held.into_iter().filter(|held| held.path.ends_with(".toml"));
    Ok(seals.map(|held| held.object).collect())
}

/// Completes commits by what only their trunk tells.
fn along(root: &Path, trunk: &Trunk, commits: &mut [Commit]) -> Result<(), Fault> {
    trunk.bring(commits);
    let changed = differences(root, &trunk.merges(commits))?;
    own_deeds(commits, changed);
    Ok(())
}

/// Reads how each of some commits differs from another one, in one run.
fn differences(root: &Path, pairs: &[(String, String)]) -> Result<BTreeMap<String, Vec<Touched>>, Fault> {
    let mut command = git(root);
    command.args([
        "diff-tree",
        "--stdin",
        "-r",
        "-z",
        "--raw",
        "--no-renames",
        "--no-abbrev",
        "--relative",
    ]);
    if pairs.is_empty() {
        return Ok(BTreeMap::new());
    }
    let lines: Vec<String> = pairs.iter().map(|(id, other)| format!("{id} {other}\n")).collect();
    let said = asked(command, lines.concat())?;
    raw::differences(&said).map_err(|at| Fault::Failed(format!("git diff-tree, byte {at}")))
}

/// Reads the commits behind one, newest first; without those behind another.
fn commits(root: &Path, tip: &str, without: Option<&str>) -> Result<Vec<Commit>, Fault> {
    walk(root, &["--topo-order"], tip, without, None)
}

/// Reads one commit.
fn one(root: &Path, id: &str) -> Result<Commit, Fault> {
    let found = walk(root, &["--no-walk"], id, None, None)?.into_iter().next();
    found.ok_or_else(|| Fault::UnknownRevision(id.to_owned()))
}

fn walk(
    root: &Path,
    order: &[&str],
    tip: &str,
    without: Option<&str>,
    path: Option<&str>,
) -> Result<Vec<Commit>, Fault> {
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
    command.args(order).args(["--end-of-options", tip]);
    command.args(without.map(|id| format!("^{id}")));
    command.arg("--").args(path);
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
        let (Some(head), Some(base)) = (commits.first().cloned(), commits.last().cloned()) else {
            return Err(Fault::UnknownRevision(head));
        };
        return Ok(Range {
            base,
            head,
            commits,
            lost: Vec::new(),
            files: Vec::new(),
            texts: BTreeMap::new(),
            before: Vec::new(),
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
    let mut files = difference(root, &base, &head)?;
    let commits = commits(root, &head, Some(&base))?;
    let between = commits.iter().flat_map(|commit| &commit.files);
    let mut texts = texts(root, files.iter().chain(between).flat_map(Touched::objects))?;
    restore(root, &base, &mut files, &mut texts)?;
    let before = before(root, &base, &commits)?;
    Ok(Range {
        before,
        base: one(root, &base)?,
        head: one(root, &head)?,
        commits,
        lost,
        files,
        texts,
    })
}

/// Reads what the commits of a range stand on beside its beginning.
fn before(root: &Path, base: &str, commits: &[Commit]) -> Result<Vec<Commit>, Fault> {
    let inside: BTreeSet<&str> = commits.iter().map(|commit| commit.id.as_str()).chain([base]).collect();
    let parents = commits.iter().flat_map(|commit| &commit.parents).map(String::as_str);
    let outside: BTreeSet<&str> = parents.filter(|id| !inside.contains(id)).collect();
    let ids: Vec<&str> = outside.into_iter().collect();
    let Some((first, others)) = ids.split_first() else {
        return Ok(Vec::new());
    };
    walk(root, &[&["--no-walk"], others].concat(), first, None, None)
}

/// Lets each file that cannot be read at the beginning of a range begin with what
/// was last readable of it.
fn restore(root: &Path, base: &str, files: &mut [Touched], known: &mut BTreeMap<String, String>) -> Result<(), Fault> {
    for file in files {
        let Some(before) = file.before.as_ref().filter(|name| !readable::is_readable(name, known)) else {
            continue;
        };
        let told = walk(root, &["--topo-order"], base, None, Some(&file.path))?;
        let older: Vec<&String> = told
            .iter()
            .flat_map(|commit| &commit.files)
            .filter_map(|touched| touched.after.as_ref().filter(|name| *name != before))
            .collect();
        known.extend(texts(root, older.iter().map(|name| name.as_str()))?);
        if let Some(name) = older.into_iter().find(|name| readable::is_readable(name, known)) {
            file.before = Some(name.clone());
        }
    }
    Ok(())
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
    let pack = asked(command, format!("{}\n", tip.id))?;
    let id = &tip.id;
    let mut bundle = format!("# v2 git bundle\n{id} HEAD\n{id} refs/heads/main\n\n").into_bytes();
    bundle.extend(pack);
    Ok(bundle)
}

/// Runs git with a text on its standard input.
fn asked(mut command: Command, text: String) -> Result<Vec<u8>, Fault> {
    let io = |error: std::io::Error| Fault::Failed(error.to_string());
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|_| Fault::NoRepository)?;
    // Git answers while it is still being asked: one hand for each.
    let hand = child
        .stdin
        .take()
        .map(|mut ask| std::thread::spawn(move || ask.write_all(text.as_bytes())));
    let output = child.wait_with_output().map_err(io)?;
    let is_asked = hand.is_none_or(|hand| hand.join().is_ok_and(|written| written.is_ok()));
    if output.status.success() && is_asked {
        Ok(output.stdout)
    } else {
        Err(Fault::Failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    }
}

/// Reads objects, by name; what is no text is left out.
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

/// Returns every commit behind a revision with its parents, newest first.
///
/// # Errors
///
/// [`Fault`] where git cannot answer.
pub fn lineage(root: &Path, tip: &str) -> Result<Vec<(String, Vec<String>)>, Fault> {
    let mut command = git(root);
    command.args(["rev-list", "--topo-order", "--parents", "--end-of-options", tip]);
    let said = String::from_utf8_lossy(&answer(command)?).into_owned();
    let commit = |line: &str| {
        let mut ids = line.split(' ').map(str::to_owned);
        Some((ids.next()?, ids.collect()))
    };
    Ok(said.lines().filter_map(commit).collect())
}

/// Returns whether the repository replaces objects by others.
///
/// # Errors
///
/// [`Fault`] where git cannot answer.
pub fn has_replacements(root: &Path) -> Result<bool, Fault> {
    Ok(!line(root, &["for-each-ref", "--count=1", "refs/replace"])?.is_empty())
}

/// Returns whether the repository gives commits other parents than their own.
///
/// # Errors
///
/// [`Fault`] where git cannot answer.
pub fn has_grafts(root: &Path) -> Result<bool, Fault> {
    let grafts = root
        .join(line(root, &["rev-parse", "--git-common-dir"])?)
        .join("info/grafts");
    Ok(std::fs::metadata(grafts).is_ok_and(|file| file.len() > 0))
}

/// Whether the repository was cut off.
///
/// # Errors
///
/// [`Fault`] where git cannot answer: a part of a history is not taken for the whole.
pub fn is_shallow(root: &Path) -> Result<bool, Fault> {
    Ok(line(root, &["rev-parse", "--is-shallow-repository"])? == "true")
}

/// Where a walk is kept: within git's own folder.
fn kept(root: &Path) -> PathBuf {
    hint::place(root, "duebook-history")
}
