//! Git: whether the journal can be written where every run sees it.

mod clone;
mod live;
mod remote;

use super::{Check, Matter, say};
use crate::text::Words;

/// The oldest git that is known to do.
const OLDEST: (u32, u32) = (2, 39);

/// What git says about a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// What `git --version` says; nothing where there is no git.
    pub version: Option<String>,
    /// Where the book lies.
    pub place: Place,
}

/// Where a book lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In no repository, or in no commit yet.
    Files,
    /// In git, but on no branch to write to: why, and what to do.
    Lost(Words, Words),
    /// On a branch.
    Branch(Box<Branch>),
}

/// The branch of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its name.
    pub name: String,
    /// The remote's name and place, where it has one.
    pub remote: Option<(String, String)>,
    /// The branch that the remote itself looks at, where it is another one.
    pub other_default: Option<String>,
    /// Whether the remote answered, and both sides fit together; else what was said.
    pub fetched: Result<(), String>,
    /// What became of a push that writes nothing; nothing where none was tried.
    pub push: Option<Push>,
    /// Whether the clone holds a part of the history only.
    pub is_shallow: bool,
    /// Whether records and templates stand as committed.
    pub is_clean: bool,
    /// Who git says commits here.
    pub committer: Option<String>,
    /// Folders that git would take along although it should not.
    pub not_ignored: Vec<&'static str>,
}

/// What a push would meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Push {
    /// The remote would take it.
    Taken,
    /// It has moved on; a run reads again then.
    Late,
    /// It refuses; what it said.
    Forbidden(String),
    /// It does not answer; what was said.
    Failed(String),
}

/// Judges where a book lies. `live` is the one place that may write to people.
#[must_use]
pub fn look(facts: &Facts, live: Option<&str>) -> Vec<Check> {
    let mut checks = vec![version(facts)];
    match &facts.place {
        Place::Files => {
            checks.push(Check::warning(
                "branch",
                say((
                    "สมุดไม่ได้อยู่ใน git (หรือยังไม่ commit) บันทึกการส่งอยู่ในเครื่องนี้เท่านั้น",
                    "the book is not in git (or not committed yet); its journal is on this machine alone",
                )),
                say((
                    "git init แล้ว git add . และ git commit จึงส่งจากเครื่องอื่นต่อได้และตรวจย้อนหลังได้",
                    "git init, git add . and git commit: then another machine can go on, and history can be checked",
                )),
            ));
            checks.extend(live.map(|live| live::copy("", live)));
        }
        Place::Lost(found, help) => {
            checks.push(Check::wrong("branch", Matter::Settings, found.clone(), help.clone()));
        }
        Place::Branch(branch) => checks.extend(on_branch(branch, live)),
    }
    checks
}

fn version(facts: &Facts) -> Check {
    let Some(said) = &facts.version else {
        return Check::warning(
            "git",
            say(("ไม่พบโปรแกรม git ในเครื่องนี้", "there is no git on this machine")),
            say((
                "ติดตั้ง git 2.39 ขึ้นไป ถ้าสมุดอยู่ใน git",
                "install git 2.39 or newer, where the book is in git",
            )),
        );
    };
    let mut numbers = said
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|part| part.parse().ok());
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    let words = Words::new(said.as_str(), said.as_str());
    if found >= OLDEST {
        return Check::fine("git", words);
    }
    Check::wrong(
        "git",
        Matter::Settings,
        Words::new(format!("{said} เก่าเกินไป"), format!("{said} is too old")),
        say(("ติดตั้ง git 2.39 ขึ้นไป", "install git 2.39 or newer")),
    )
}

fn on_branch(branch: &Branch, live: Option<&str>) -> Vec<Check> {
    vec![
        clone::name(branch),
        remote::remote(branch),
        remote::push(branch),
        clone::history(branch),
        clone::edits(branch),
        clone::committer(branch),
        live::real(branch, live),
        clone::ignored(branch),
    ]
}

#[cfg(test)]
mod tests;
