//! Git, called as a program: which commit the book is at, and what it held at
//! another one.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::book::gather::Files;
use crate::text::{Code, Diagnostic, Words};

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
    /// There is no such commit.
    UnknownRevision(String),
    /// Anything else that git said.
    Failed(String),
}

fn git(root: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(root);
    // Answers in one language, no locks taken, no pager, no page of advice.
    command
        .env("LC_ALL", "C")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null());
    command
}

fn answer(mut command: Command) -> Result<Vec<u8>, Fault> {
    let output = command.output().map_err(|_| Fault::NoRepository)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(Fault::Failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

/// Returns the commit that the book is at; nothing outside a repository or
/// before the first commit.
#[must_use]
pub fn head(root: &Path) -> Option<Commit> {
    commit(root, "HEAD").ok()
}

/// Finds a commit by a revision, or by a day: the last one of that day's end
/// in Bangkok, along the first parents.
///
/// # Errors
///
/// [`Fault`] where there is no repository or no such commit.
pub fn commit(root: &Path, revision: &str) -> Result<Commit, Fault> {
    let is_day = revision.parse::<chrono::NaiveDate>().is_ok();
    let mut command = git(root);
    if is_day {
        let before = format!("--before={revision}T23:59:59+07:00");
        command.args([
            "log",
            "-1",
            "--first-parent",
            "--format=%H%n%cI",
            "--no-show-signature",
            &before,
            "HEAD",
        ]);
    } else {
        let revision = format!("{revision}^{{commit}}");
        command.args([
            "log",
            "-1",
            "--format=%H%n%cI",
            "--no-show-signature",
            "--end-of-options",
            &revision,
        ]);
    }
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

/// Reads `records/` as a commit holds it, without checking it out.
///
/// # Errors
///
/// [`Fault`] where git cannot answer.
pub fn read(root: &Path, commit: &Commit) -> Result<Files, Fault> {
    let mut command = git(root);
    command.args([
        "ls-tree",
        "-r",
        "-z",
        "--end-of-options",
        &commit.id,
        "records",
        "templates/mail",
    ]);
    let listing = answer(command)?;
    let mut files = Files::default();
    let mut wanted: Vec<(String, String)> = Vec::new();
    for entry in listing.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
        let entry = String::from_utf8_lossy(entry);
        let Some((meta, path)) = entry.split_once('\t') else {
            continue;
        };
        let mut meta = meta.split(' ');
        let (mode, object) = (meta.next().unwrap_or_default(), meta.nth(1).unwrap_or_default());
        if let Some(name) = path
            .strip_prefix("templates/mail/")
            .and_then(|name| name.strip_suffix(".txt"))
        {
            files.texts.push(name.to_owned());
        } else if path.starts_with("records/") && path.ends_with(".toml") {
            if mode == "120000" {
                files.findings.push(Diagnostic::of_file(
                    Code::Symlink,
                    path,
                    Words::new(
                        "แฟ้มนี้เป็นลิงก์ สมุดไม่อ่านแฟ้มที่ชี้ออกไปที่อื่น",
                        "This is a symbolic link; the book reads no file that points elsewhere",
                    ),
                    Words::new("แทนลิงก์ด้วยแฟ้มจริง", "Put the file itself here"),
                ));
            } else {
                wanted.push((path.to_owned(), object.to_owned()));
            }
        }
    }
    objects(root, &wanted, &mut files).map_err(|error| Fault::Failed(error.to_string()))?;
    Ok(files)
}

/// Fetches all objects through one `cat-file --batch`.
fn objects(root: &Path, wanted: &[(String, String)], files: &mut Files) -> io::Result<()> {
    let mut child = git(root)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut ask = child
        .stdin
        .take()
        .ok_or_else(|| io::Error::other("git takes no questions"))?;
    let questions: String = wanted.iter().flat_map(|(_, object)| [object.as_str(), "\n"]).collect();
    // Asked from a thread of its own: git answers while it is asked, and either
    // pipe may fill.
    let asking = std::thread::spawn(move || ask.write_all(questions.as_bytes()));
    let mut answers = BufReader::new(
        child
            .stdout
            .take()
            .ok_or_else(|| io::Error::other("git gives no answers"))?,
    );
    for (path, _) in wanted {
        let mut header = String::new();
        answers.read_line(&mut header)?;
        let size: usize = header
            .split_whitespace()
            .nth(2)
            .and_then(|size| size.parse().ok())
            .ok_or_else(|| io::Error::other(header.clone()))?;
        let mut bytes = vec![0; size];
        answers.read_exact(&mut bytes)?;
        answers.read_exact(&mut [0])?;
        match super::disk::text(path, bytes) {
            Ok(source) => files.sources.push(source),
            Err(finding) => files.findings.push(*finding),
        }
    }
    asking.join().map_err(|_| io::Error::other("asking git failed"))??;
    child.wait()?;
    Ok(())
}

/// Commits one file of the book, with the author that git knows.
///
/// # Errors
///
/// What git said.
pub fn record(root: &Path, path: &str, subject: &str) -> Result<(), String> {
    let said = |fault: Fault| match fault {
        Fault::NoRepository => "git".to_owned(),
        Fault::UnknownRevision(reason) | Fault::Failed(reason) => reason,
    };
    let mut add = git(root);
    add.args(["add", "--", path]);
    answer(add).map_err(said)?;
    let mut commit = git(root);
    // Only this file: what else an officer has prepared stays prepared.
    commit.args(["commit", "--quiet", "--message", subject, "--only", "--", path]);
    answer(commit).map_err(said).map(|_| ())
}
