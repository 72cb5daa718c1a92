//! What runs by itself: workflows of a forge, or what a server's clock calls,
//! and the script that brings the program.

use super::fill::fill;
use super::home::Kind;
use super::{File, shipped};

/// The script that brings the program.
pub(super) const PROGRAM: &str = ".ci/program";

/// Returns the files of automation. No answer of a person goes into them: only
/// the program's version, and its address, whose alphabet is checked before.
pub(super) fn files(kind: Option<Kind>, program: Option<&str>, version: &str) -> Vec<File> {
    let mut files: Vec<File> = Vec::new();
    let folder = kind.and_then(Kind::folder);
    match (kind, folder) {
        (Some(Kind::Github), Some(folder)) => {
            files.extend(workflows(folder, &shipped::GITHUB));
            files.extend(workflows(folder, &[shipped::GITHUB_WATCH]));
        }
        (_, Some(folder)) => files.extend(workflows(folder, &shipped::FORGEJO)),
        (_, None) => files.extend(shipped::SERVER.iter().map(|(path, text)| File::new(*path, *text))),
    }
    files.extend(shipped::CI.iter().map(|(path, text)| File::new(*path, *text)));
    if folder.is_some() {
        files.push(File::new(PROGRAM, script(program.unwrap_or_default(), version)));
    }
    files
}

fn workflows(folder: &str, texts: &[(&str, &str)]) -> Vec<File> {
    let one = |(name, text): &(&str, &str)| File::new(format!("{folder}/workflows/{name}"), *text);
    texts.iter().map(one).collect()
}

fn script(source: &str, version: &str) -> String {
    fill(
        shipped::PROGRAM,
        &[("version", version), ("source", &format!("'{source}'"))],
    )
}

/// Reads the program's address out of a book's `.ci/program`.
#[must_use]
pub(super) fn source_of(script: &str) -> Option<String> {
    let line = script.lines().find_map(|line| line.strip_prefix("source="))?;
    let text = line.trim().trim_matches('\'');
    super::home::address(text).ok().map(|_| text.to_owned())
}
