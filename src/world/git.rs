//! Git, called as a program: which commit the book is at, and what it held at
//! another one.

pub mod branch;
pub mod deeds;
pub mod found;
pub mod health;
pub mod past;

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use super::intake::{self, Stands};
use crate::book::gather::Files;
use crate::press::Own;

/// A commit of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Full identity.
    pub id: String,
    /// When it was made, ISO 8601 with its own offset.
    pub time: String,
}

/// Why git gave no answer.
#[derive(Debug)]
pub enum Fault {
    /// No git, or the folder is in no repository.
    NoRepository,
    /// The repository belongs to another user, and git does not trust it.
    Foreign(String),
    /// There is no such commit.
    UnknownRevision(String),
    /// Anything else that git said.
    Failed(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::NoRepository => f.write_str("git"),
            Fault::Foreign(said) | Fault::UnknownRevision(said) | Fault::Failed(said) => f.write_str(said),
        }
    }
}

fn git(root: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(root);
    // What is written is on the disk when git says so.
    command.args(["-c", "core.fsync=loose-object,pack,pack-metadata,reference,index"]);
    // The folder says which repository, not whatever hook or script calls us.
    for name in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_PREFIX",
        "GIT_NAMESPACE",
    ] {
        command.env_remove(name);
    }
    // The history as it was made: nobody's `git replace` and no graft stands
    // between the book and its reader.
    command
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("GIT_GRAFT_FILE", root.join(".git/no-grafts"));
    // Answers in one language, no locks taken, no pager, no page of advice.
    command
        .env("LC_ALL", "C")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null());
    command
}

fn answer(mut command: Command) -> Result<Vec<u8>, Fault> {
    let output = command.output().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Fault::NoRepository,
        _ => Fault::Failed(format!("git: {error}")),
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    // A git that was killed has answered nothing, not "no".
    if output.status.code().is_none() {
        return Err(Fault::Failed(format!("git: {}", output.status)));
    }
    let said = without_logins(String::from_utf8_lossy(&output.stderr).trim());
    Err(if said.contains("dubious ownership") {
        Fault::Foreign(said)
    } else {
        Fault::Failed(said)
    })
}

/// Asks git for one line.
pub(super) fn line(root: &Path, words: &[&str]) -> Result<String, Fault> {
    let mut command = git(root);
    command.args(words);
    Ok(String::from_utf8_lossy(&answer(command)?).trim().to_owned())
}

/// Takes user and password out of addresses, as git repeats those that it
/// cannot reach.
pub(super) fn without_logins(said: &str) -> String {
    let mut parts = said.split("://");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| c == '/' || c.is_whitespace() || "'\"".contains(c));
        let (place, rest) = part.split_at(end.unwrap_or(part.len()));
        out.push_str("://");
        out.push_str(place.rsplit('@').next().unwrap_or(place));
        out.push_str(rest);
    }
    out
}

/// What git says where there is no history yet.
const NO_HISTORY: [&str; 3] = ["not a git repository", "unknown revision", "does not have any commits"];

/// Returns the commit that the book is at; nothing outside a repository, without
/// git, or before the first commit.
///
/// # Errors
///
/// [`Fault`] where there may be a history that git does not tell: not to be
/// taken for a book without one.
pub fn head(root: &Path) -> Result<Option<Commit>, Fault> {
    match commit(root, "HEAD") {
        Ok(commit) => Ok(Some(commit)),
        Err(Fault::NoRepository) => Ok(None),
        Err(Fault::Failed(said)) if NO_HISTORY.iter().any(|words| said.contains(words)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// Returns whether records and templates stand as the commit holds them. What
/// begins with a dot is no part of the book: a killed write may have left it.
#[must_use]
pub fn is_clean(root: &Path) -> bool {
    let mut command = git(root);
    command.args([
        "status",
        "--porcelain",
        "--untracked-files=normal",
        "--",
        "records",
        "templates",
        ":(exclude,glob)**/.*",
        ":(exclude,glob)**/.*/**",
    ]);
    answer(command).is_ok_and(|changes| changes.is_empty())
}

/// Finds a commit by a revision.
///
/// # Errors
///
/// [`Fault`] where there is no repository or no such commit.
pub fn commit(root: &Path, revision: &str) -> Result<Commit, Fault> {
    // A branch or tag that is named like a commit would be taken for it, and a tag
    // that is named like a branch for the branch.
    let is_digits = revision.len() >= 4 && revision.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_name = revision != "HEAD" && !revision.contains(['~', '^', '@', ':', ' ', '*', '?', '[']);
    if is_digits || is_name {
        let mut named = git(root);
        named.args(["for-each-ref", "--format=%(refname)"]);
        named.args(["heads", "tags", "remotes"].map(|place| format!("refs/{place}/{revision}")));
        let said = String::from_utf8_lossy(&answer(named)?).into_owned();
        let names: Vec<&str> = said.lines().collect();
        if names.len() > usize::from(!is_digits) {
            return Err(Fault::UnknownRevision(format!("{revision}: {}", names.join(", "))));
        }
    }
    let mut command = git(root);
    command.args(["log", "-1", "--format=%H%n%cI", "--no-show-signature"]);
    command.args(["--end-of-options", &format!("{revision}^{{commit}}")]);
    let text = String::from_utf8_lossy(&answer(command)?).into_owned();
    let mut lines = text.lines();
    match (lines.next(), lines.next()) {
        (Some(id), Some(time)) => Ok(Commit {
            id: id.to_owned(),
            time: time.to_owned(),
        }),
        _ => Err(Fault::UnknownRevision(revision.to_owned())),
    }
}

/// What a commit holds: its path, what it is, its object.
struct Held {
    path: String,
    stands: Stands,
    object: String,
}

/// Lists what stands at and under some paths of a commit, and the folders on
/// the way.
fn list(root: &Path, commit: &Commit, paths: &[&str]) -> Result<Vec<Held>, Fault> {
    let mut command = git(root);
    command
        .args(["ls-tree", "-r", "-t", "-z", "--end-of-options", &commit.id])
        .args(paths);
    let listing = answer(command)?;
    let mut held = Vec::new();
    for entry in listing.split(|byte| *byte == 0) {
        let entry = String::from_utf8_lossy(entry);
        let Some((meta, path)) = entry.split_once('\t') else {
            continue;
        };
        let mut meta = meta.split(' ');
        let (mode, object) = (meta.next().unwrap_or_default(), meta.nth(1).unwrap_or_default());
        held.push(Held {
            path: path.to_owned(),
            stands: match mode {
                "120000" => Stands::Link,
                "160000" => Stands::Repository,
                "040000" => Stands::Other,
                _ => Stands::File,
            },
            object: object.to_owned(),
        });
    }
    Ok(held)
}

/// Lists the files at and under some paths of a commit.
fn list_files(root: &Path, commit: &Commit, paths: &[&str]) -> Result<Vec<Held>, Fault> {
    let mut held = list(root, commit, paths)?;
    held.retain(|held| held.stands == Stands::File);
    Ok(held)
}

/// Reads `records/` as a commit holds it, without checking it out.
///
/// # Errors
///
/// [`Fault`] where git cannot answer.
pub fn read(root: &Path, commit: &Commit) -> Result<Files, Fault> {
    let mut files = Files::default();
    let mut wanted = Vec::new();
    for held in list(root, commit, &["records", "templates/mail"])? {
        if let Some(name) = held.path.strip_prefix("templates/mail/") {
            let name = name.strip_suffix(".txt").filter(|name| !name.contains('/'));
            files.texts.extend(name.map(str::to_owned));
        } else if held.path.starts_with("records") && intake::wants(&held.path, held.stands, &mut files) {
            wanted.push(held);
        }
    }
    files.texts.sort();
    for (path, bytes) in objects(root, &wanted)? {
        intake::take(path, bytes, &mut files);
    }
    Ok(files)
}

/// Reads the office's own templates as a commit holds them.
///
/// # Errors
///
/// [`Fault`] where git cannot answer.
pub fn templates(root: &Path, commit: &Commit) -> Result<BTreeMap<String, String>, Fault> {
    own(root, commit).map(|own| own.texts)
}

/// Reads everything of the office's own under `templates/` as a commit holds it.
///
/// # Errors
///
/// [`Fault`] where git cannot answer.
pub fn own(root: &Path, commit: &Commit) -> Result<Own, Fault> {
    let mut own = Own::default();
    let mut wanted = Vec::new();
    for held in list(root, commit, &["templates"])? {
        let name = held.path.strip_prefix("templates/").unwrap_or(&held.path).to_owned();
        if name.split('/').any(|part| part.starts_with('.')) {
            continue;
        }
        match held.stands {
            Stands::Link => own.findings.push(intake::symlink(&held.path)),
            Stands::File if Own::is_text(&name) || Own::is_picture(&name) => wanted.push(held),
            Stands::File => own.others.push(name),
            _ => {}
        }
    }
    for (path, bytes) in objects(root, &wanted)? {
        let name = path.strip_prefix("templates/").unwrap_or(&path).to_owned();
        intake::put(&mut own, name, bytes);
    }
    Ok(own)
}

/// Reads every file below a folder as a commit holds it, by path; links are left
/// out.
///
/// # Errors
///
/// [`Fault`] where git cannot answer.
pub fn files(root: &Path, commit: &Commit, folder: &str) -> Result<Vec<(String, Vec<u8>)>, Fault> {
    objects(root, &list_files(root, commit, &[folder])?)
}

/// Reads single files as a commit holds them; what it does not hold is absent.
///
/// # Errors
///
/// [`Fault`] where git cannot answer.
pub fn texts<'p>(
    root: &Path,
    commit: &Commit,
    paths: impl Iterator<Item = &'p str>,
) -> Result<BTreeMap<String, String>, Fault> {
    let paths: Vec<&str> = paths.collect();
    let wanted = list_files(root, commit, &paths)?;
    let texts = objects(root, &wanted)?.into_iter();
    Ok(texts
        .filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?)))
        .collect())
}

/// Returns whether a commit holds a file.
#[must_use]
pub fn holds(root: &Path, commit: &Commit, path: &str) -> bool {
    list_files(root, commit, &[path]).is_ok_and(|held| !held.is_empty())
}

/// Fetches all objects through one `cat-file --batch`.
fn objects(root: &Path, wanted: &[Held]) -> Result<Vec<(String, Vec<u8>)>, Fault> {
    let names: Vec<&str> = wanted.iter().map(|held| held.object.as_str()).collect();
    let objects = fetch(root, &names).map_err(|error| Fault::Failed(error.to_string()))?;
    Ok(wanted.iter().map(|held| held.path.clone()).zip(objects).collect())
}

fn fetch(root: &Path, wanted: &[&str]) -> io::Result<Vec<Vec<u8>>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let mut command = git(root);
    command
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn()?;
    let mut ask = child
        .stdin
        .take()
        .ok_or_else(|| io::Error::other("git takes no questions"))?;
    let questions: String = wanted.iter().flat_map(|name| [*name, "\n"]).collect();
    // Asked from a thread of its own: git answers while it is asked, and either
    // pipe may fill.
    let asking = std::thread::spawn(move || ask.write_all(questions.as_bytes()));
    let mut answers = BufReader::new(
        child
            .stdout
            .take()
            .ok_or_else(|| io::Error::other("git gives no answers"))?,
    );
    let mut objects = Vec::with_capacity(wanted.len());
    for _ in wanted {
        let mut header = String::new();
        answers.read_line(&mut header)?;
        let size: usize = header
            .split_whitespace()
            .nth(2)
            .and_then(|size| size.parse().ok())
            .ok_or_else(|| io::Error::other(format!("git cat-file: {:?}", header.trim_end())))?;
        let mut bytes = vec![0; size];
        answers.read_exact(&mut bytes)?;
        answers.read_exact(&mut [0])?;
        objects.push(bytes);
    }
    asking.join().map_err(|_| io::Error::other("asking git failed"))??;
    child.wait()?;
    Ok(objects)
}

/// Returns the name of whoever sits here, as git knows it.
#[must_use]
pub fn who(root: &Path) -> Option<String> {
    let mut command = git(root);
    command.args(["var", "GIT_AUTHOR_IDENT"]);
    let said = String::from_utf8_lossy(&answer(command).ok()?).into_owned();
    let name = said.split('<').next().unwrap_or_default().trim().to_owned();
    (!name.is_empty()).then_some(name)
}

/// Commits files of the book, with the author that git knows.
///
/// # Errors
///
/// What git said.
pub fn record(root: &Path, paths: &[&str], subject: &str) -> Result<(), String> {
    // Thousands of paths would not fit into a command line.
    if paths.len() > 100 {
        return record_many(root, paths, subject);
    }
    let mut add = git(root);
    add.args(["add", "--"]).args(paths);
    answer(add).map_err(|fault| fault.to_string())?;
    let mut commit = git(root);
    // Only these files: what else an officer has prepared stays prepared.
    commit
        .args(["commit", "--quiet", "--message", subject, "--only", "--"])
        .args(paths);
    answer(commit).map_err(|fault| fault.to_string()).map(|_| ())
}

fn record_many(root: &Path, paths: &[&str], subject: &str) -> Result<(), String> {
    let list = tempfile::NamedTempFile::new().map_err(|error| error.to_string())?;
    std::fs::write(list.path(), paths.join("\0")).map_err(|error| error.to_string())?;
    let from = format!("--pathspec-from-file={}", list.path().display());
    for words in [&["add"][..], &["commit", "--quiet", "--message", subject, "--only"]] {
        let mut command = git(root);
        command.args(words).args([from.as_str(), "--pathspec-file-nul"]);
        answer(command).map_err(|fault| fault.to_string())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::without_logins;

    #[test]
    fn what_git_said_is_told_without_logins() {
        for (said, want) in [
            (
                "fatal: unable to access 'https://x:hunter2@forge.example.go.th/book.git/': gone",
                "fatal: unable to access 'https://forge.example.go.th/book.git/': gone",
            ),
            ("https://token@h and ssh://git@h:22/x", "https://h and ssh://h:22/x"),
            ("mail a@example.org", "mail a@example.org"),
        ] {
            assert_eq!(without_logins(said), want);
        }
    }
}
