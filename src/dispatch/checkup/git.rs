//! Git: whether the journal can be written where every run sees it.

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
            checks.extend(live.map(|live| copy("", live)));
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
    let mut checks = vec![name(branch), remote(branch)];
    checks.push(push(branch));
    checks.push(history(branch));
    checks.push(edits(branch));
    checks.push(committer(branch));
    checks.push(real(branch, live));
    checks.push(ignored(branch));
    checks
}

fn name(branch: &Branch) -> Check {
    match &branch.other_default {
        None => Check::fine("branch", Words::new(branch.name.as_str(), branch.name.as_str())),
        Some(main) => Check::wrong(
            "branch",
            Matter::Settings,
            Words::new(
                format!("{} ไม่ใช่สาขาหลัก ({main}) จึงส่งถึงใครไม่ได้", branch.name),
                format!(
                    "{} is not the main branch ({main}), so it writes to nobody",
                    branch.name
                ),
            ),
            Words::new(format!("git switch {main}"), format!("git switch {main}")),
        ),
    }
}

fn remote(branch: &Branch) -> Check {
    let Some((name, place)) = &branch.remote else {
        return Check::warning(
            "remote",
            say((
                "ไม่มีที่เก็บปลายทาง ถ้าดิสก์เสีย บันทึกการส่งหายไปด้วย",
                "there is no remote: if this disk is lost, so is the journal",
            )),
            say((
                "git remote add origin ที่อยู่ของที่เก็บ แล้ว git push -u origin main",
                "git remote add origin ADDRESS, then git push -u origin main",
            )),
        );
    };
    match &branch.fetched {
        Ok(()) => Check::fine(
            "remote",
            Words::new(
                format!("{name} ({place}) ตอบ และเข้ากันได้กับสาขานี้"),
                format!("{name} ({place}) answers and fits this branch"),
            ),
        ),
        Err(said) if said.contains("diverged") => Check::wrong(
            "remote",
            Matter::Settings,
            Words::new(
                format!("สาขา {} ในเครื่องกับที่ {name} แยกจากกัน จึงส่งไม่ได้", branch.name),
                format!(
                    "{} here and at {name} have diverged, so nothing can be sent",
                    branch.name
                ),
            ),
            say(("git pull --rebase แล้ว git push", "git pull --rebase, then git push")),
        ),
        Err(said) => Check::wrong(
            "remote",
            if is_denied(said) {
                Matter::Settings
            } else {
                Matter::Later
            },
            Words::new(
                format!("ดึงจาก {name} ({place}) ไม่ได้: {said}"),
                format!("{name} ({place}) cannot be fetched: {said}"),
            ),
            say((
                "ตรวจที่อยู่ด้วย git remote -v และสิทธิ์เข้าถึง (กุญแจหรือ token) ถ้าถูกแล้วลองใหม่ภายหลัง",
                "check the address with git remote -v and the access (key or token); if they are right, try again later",
            )),
        ),
    }
}

/// Whether trying again later would not help: the remote is not there, or
/// does not let us in.
fn is_denied(said: &str) -> bool {
    let said = said.to_lowercase();
    [
        "does not appear to be a git repository",
        "not found",
        "does not exist",
        "denied",
        "403",
        "401",
        "authentication failed",
        "could not read username",
        "could not read password",
        "host key verification",
    ]
    .iter()
    .any(|words| said.contains(words))
}

fn push(branch: &Branch) -> Check {
    let honest = (
        "ลองแบบไม่เขียนจริง (dry run) ที่เก็บรับ แต่กฎของเซิร์ฟเวอร์ เช่น สาขาที่ป้องกันไว้ จะรู้เมื่อส่งจริง ซึ่งจองก่อนส่งเสมอ",
        "a dry run is taken; rules of the server, such as a protected branch, show only in a real run, which claims before it sends",
    );
    match &branch.push {
        None => Check::skipped("push", say(("ไม่มีที่เก็บที่ตอบให้ลอง", "no remote answered to try it"))),
        Some(Push::Taken | Push::Late) => Check::fine("push", say(honest)),
        Some(Push::Forbidden(said)) => Check::wrong(
            "push",
            Matter::Settings,
            Words::new(
                format!("ที่เก็บไม่ให้เขียนลงสาขา {}: {said}", branch.name),
                format!("the remote does not let this account write to {}: {said}", branch.name),
            ),
            say((
                "ให้บัญชีนี้มีสิทธิ์เขียน (contents: write) และยกเว้นจากการป้องกันสาขา",
                "give this account the right to write (contents: write), and let it past the branch's protection",
            )),
        ),
        Some(Push::Failed(said)) => Check::wrong(
            "push",
            if is_denied(said) {
                Matter::Settings
            } else {
                Matter::Later
            },
            Words::new(
                format!("เขียนลงที่เก็บไม่ได้: {said}"),
                format!("the remote took no push: {said}"),
            ),
            say((
                "ตรวจที่อยู่สำหรับเขียนด้วย git remote -v (บรรทัด push) และสิทธิ์",
                "check the address for writing with git remote -v (the push line), and the access",
            )),
        ),
    }
}

fn history(branch: &Branch) -> Check {
    if branch.is_shallow {
        return Check::warning(
            "history",
            say((
                "เป็นสำเนาตื้น (shallow) เห็นประวัติไม่ครบ: --at และการตรวจย้อนหลังใช้ไม่ได้เต็มที่",
                "this is a shallow clone: --at and checks of history see a part only",
            )),
            say((
                "git fetch --unshallow (ใน CI: fetch-depth: 0)",
                "git fetch --unshallow (in CI: fetch-depth: 0)",
            )),
        );
    }
    Check::fine("history", say(("ครบ", "whole")))
}

fn edits(branch: &Branch) -> Check {
    if branch.is_clean {
        return Check::fine("edits", say(("ไม่มี", "none")));
    }
    Check::warning(
        "edits",
        say((
            "มีแฟ้มใน records หรือ templates ที่ยังไม่ commit ซึ่งไม่มีผลต่อการส่งและการตรวจนี้",
            "records or templates are edited and not committed; neither deliveries nor this check-up see them",
        )),
        say(("git status แล้ว commit", "git status, then commit")),
    )
}

fn committer(branch: &Branch) -> Check {
    match &branch.committer {
        Some(who) => Check::fine("committer", Words::new(who.as_str(), who.as_str())),
        None => Check::warning(
            "committer",
            say((
                "git ไม่รู้ว่าใครบันทึก บันทึกการส่งจะลงชื่อว่า duebook",
                "git does not know who commits; the journal's commits will bear the name duebook",
            )),
            say((
                "git config user.name \"ชื่อ\" และ git config user.email \"อีเมล\"",
                "git config user.name \"name\" and git config user.email \"address\"",
            )),
        ),
    }
}

fn copy(here: &str, live: &str) -> Check {
    if here.is_empty() {
        return Check::wrong(
            "live",
            Matter::Settings,
            Words::new(
                format!("สมุดนี้ยังไม่ต่อกับที่เก็บใด ส่งถึงคนได้จาก {live} เท่านั้น"),
                format!("this book has no remote yet; only {live} writes to people"),
            ),
            Words::new(
                format!("git remote add origin https://{live}.git แล้ว git push -u origin main"),
                format!("git remote add origin https://{live}.git, then git push -u origin main"),
            ),
        );
    }
    Check::wrong(
        "live",
        Matter::Settings,
        Words::new(
            format!("นี่คือสำเนา ({here}) ส่งถึงคนได้จาก {live} เท่านั้น"),
            format!("this is a copy ({here}); only {live} writes to people"),
        ),
        say((
            "ส่งจากที่เก็บตัวจริง หรือแก้ mail.live ใน records/office.toml ถ้าย้ายที่เก็บ",
            "send from the live repository; if it has moved, correct mail.live in records/office.toml",
        )),
    )
}

fn real(branch: &Branch, live: Option<&str>) -> Check {
    let here = branch.remote.as_ref().map_or("", |(_, place)| place);
    match live {
        Some(live) if live == here => Check::fine("live", Words::new(live, live)),
        Some(live) => copy(here, live),
        None => {
            let line = if here.is_empty() {
                "git.example.go.th/finance/book"
            } else {
                here
            };
            Check::warning(
                "live",
                say((
                    "ไม่ได้ตั้ง mail.live สำเนาใดก็ตามที่มีรหัสผ่านอีเมลจึงส่งถึงคนได้",
                    "mail.live is not set, so any copy that has the mail password may write to people",
                )),
                Words::new(
                    format!("เขียน  live = \"{line}\"  ใน [mail] ของ records/office.toml"),
                    format!("write  live = \"{line}\"  in [mail] of records/office.toml"),
                ),
            )
        }
    }
}

fn ignored(branch: &Branch) -> Check {
    if branch.not_ignored.is_empty() {
        return Check::fine("ignored", say(("outbox/ และ site/", "outbox/ and site/")));
    }
    let names = branch.not_ignored.join(" ");
    let lines: Vec<String> = branch.not_ignored.iter().map(|name| format!("/{name}")).collect();
    let lines = lines.join("  ");
    Check::warning(
        "ignored",
        Words::new(
            format!("git จะเก็บ {names} ด้วย ซึ่งมีข้อมูลส่วนบุคคลหรือสร้างใหม่ได้"),
            format!("git would take {names} along, which hold personal data or can be made anew"),
        ),
        Words::new(
            format!("เพิ่มใน .gitignore:  {lines}"),
            format!("add to .gitignore:  {lines}"),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::super::{State, status};
    use super::*;

    fn branch() -> Branch {
        Branch {
            name: "main".to_owned(),
            remote: Some(("origin".to_owned(), "forge.example.go.th/finance/book".to_owned())),
            other_default: None,
            fetched: Ok(()),
            push: Some(Push::Taken),
            is_shallow: false,
            is_clean: true,
            committer: Some("duebook <duebook@example.org>".to_owned()),
            not_ignored: Vec::new(),
        }
    }

    fn judged(version: &str, branch: Branch) -> Vec<Check> {
        let facts = Facts {
            version: Some(version.to_owned()),
            place: Place::Branch(Box::new(branch)),
        };
        look(&facts, Some("forge.example.go.th/finance/book"))
    }

    #[test]
    fn what_is_as_it_should_be_is_fine() {
        for version in ["git version 2.39.5", "git version 2.50.1.windows.1", "git version 3.0"] {
            let checks = judged(version, branch());
            assert!(checks.iter().all(|check| check.state == State::Fine), "{checks:#?}");
        }
    }

    #[test]
    fn each_fault_is_told_apart() {
        let said = |text: &str| text.to_owned();
        let cases: [(Branch, &str, u8, &str); 9] = [
            (
                Branch {
                    fetched: Err(said("fatal: unable to access: Could not resolve host")),
                    push: None,
                    ..branch()
                },
                "remote",
                75,
                "cannot be fetched",
            ),
            (
                Branch {
                    fetched: Err(said("fatal: 'x' does not appear to be a git repository")),
                    push: None,
                    ..branch()
                },
                "remote",
                78,
                "cannot be fetched",
            ),
            (
                Branch {
                    fetched: Err(said("main and origin/main have diverged: git pull --rebase")),
                    ..branch()
                },
                "remote",
                78,
                "have diverged",
            ),
            (
                Branch {
                    push: Some(Push::Forbidden(said("GH006"))),
                    ..branch()
                },
                "push",
                78,
                "GH006",
            ),
            (
                Branch {
                    push: Some(Push::Failed(said("timed out"))),
                    ..branch()
                },
                "push",
                75,
                "took no push",
            ),
            (
                Branch {
                    other_default: Some(said("trunk")),
                    ..branch()
                },
                "branch",
                78,
                "not the main branch (trunk)",
            ),
            (
                Branch {
                    is_shallow: true,
                    ..branch()
                },
                "history",
                0,
                "shallow",
            ),
            (
                Branch {
                    committer: None,
                    ..branch()
                },
                "committer",
                0,
                "does not know who commits",
            ),
            (
                Branch {
                    remote: None,
                    push: None,
                    ..branch()
                },
                "live",
                78,
                "has no remote yet",
            ),
        ];
        for (branch, name, ends, words) in cases {
            let checks = judged("git version 2.47", branch);
            let check = checks.iter().find(|check| check.name == name).expect(name);
            assert!(check.found.en.contains(words) && check.help.is_some(), "{check:?}");
            assert_eq!(status(&checks), ends, "{checks:#?}");
        }
        assert_eq!(status(&judged("git version 2.38.1", branch())), 78);
    }
}
