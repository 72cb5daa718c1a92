//! The branch that the book lies on, and writing to it without touching what
//! an officer has open: a commit is made beside the working tree, pushed as a
//! compare-and-swap, and only then taken over by the local branch.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use super::{Commit, Fault, commit, git, line, without_logins};
use crate::text::Words;

/// Where a commit stands before it is published.
const HERE: &str = "refs/duebook/run";

/// The file that says that git writes.
const MARK: &str = ".writing";

/// By this file of a commit it is known that the book is in it.
const OFFICE: &str = "records/office.toml";

/// How long a lock may still be somebody's.
const PATIENCE: Duration = Duration::from_secs(2);

/// The branch of the book and where it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its name, as in `main`.
    pub name: String,
    /// The remote, where it has one.
    pub remote: Option<String>,
    /// Folder of the book inside the repository, `""` or ending in `/`.
    pub prefix: String,
}

/// What became of a push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Push {
    /// The remote has it.
    Done,
    /// The remote has moved on since: nothing was written.
    Overtaken,
    /// The remote refuses whatever comes: a protected branch, no right to write. What it said.
    Forbidden(String),
    /// The remote refuses this time, or does not answer. What it said.
    Failed(String),
}

/// Why a book in git has no branch to write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// HEAD is on no branch.
    Detached,
    /// Git is not there, or refuses to read the repository. What it said.
    Mute(String),
    /// The branch follows one of another name on the remote: both names.
    Elsewhere(String, String),
    /// There are several remotes, and the branch follows none of them.
    Many(String),
}

impl Lost {
    /// Says why.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Lost::Detached => Words::new(
                "git ไม่ได้อยู่บนสาขาใด (detached HEAD) จึงไม่มีที่จดว่าส่งอะไรไปแล้ว",
                "git is on no branch (detached HEAD), so there is nowhere to note what was sent",
            ),
            Lost::Mute(said) => Words::new(
                format!("สมุดนี้อยู่ใน git แต่อ่านที่เก็บไม่ได้ จึงยังไม่ส่งอะไร: {said}"),
                format!("this book is in git, but the repository cannot be read, so nothing was sent: {said}"),
            ),
            Lost::Elsewhere(here, there) => Words::new(
                format!("สาขา {here} ตามสาขา {there} ซึ่งชื่อไม่ตรงกัน จึงไม่รู้ว่าจะจดการส่งลงสาขาใด"),
                format!("{here} follows {there}, which has another name, so it is unclear where to note what was sent"),
            ),
            Lost::Many(here) => Words::new(
                format!("มีที่เก็บหลายแห่งและสาขา {here} ไม่ได้ตามแห่งใด จึงไม่รู้ว่าจะจดการส่งลงที่ใด"),
                format!(
                    "there are several remotes and {here} follows none, so it is unclear where to note what was sent"
                ),
            ),
        }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(&self) -> Words {
        match self {
            Lost::Detached => Words::new("git switch main", "git switch main"),
            Lost::Mute(_) => Words::new(
                "ลอง git status ในโฟลเดอร์ของสมุด git บอกวิธีแก้",
                "run git status in the book's folder: git says what to do",
            ),
            Lost::Elsewhere(_, there) => {
                let line = format!("git branch --move {there}");
                Words::new(line.clone(), line)
            }
            Lost::Many(here) => Words::new(
                format!("git push --set-upstream ชื่อที่เก็บ {here}"),
                format!("git push --set-upstream REMOTE {here}"),
            ),
        }
    }
}

/// Finds the remote that a branch is pushed to: the one it follows, else
/// `origin`, else the only one. Where there are several, nobody can say.
fn remote(root: &Path, branch: &str) -> Result<Option<String>, Lost> {
    let followed = setting(root, &format!("branch.{branch}.remote"))?;
    if let Some(followed) = followed.filter(|remote| remote != ".") {
        return Ok(Some(followed));
    }
    let all = line(root, &["remote"]).map_err(mute)?;
    let mut names = all.lines();
    if names.clone().any(|name| name == "origin") {
        return Ok(Some("origin".to_owned()));
    }
    match (names.next(), names.next()) {
        (Some(_), Some(_)) => Err(Lost::Many(branch.to_owned())),
        (only, _) => Ok(only.map(str::to_owned)),
    }
}

/// Whether a folder or one above it is a repository, without asking git: git
/// may be missing, or refuse a repository that belongs to somebody else. Where
/// the disk does not say, git has to.
fn is_under_git(root: &Path) -> bool {
    let Ok(root) = fs::canonicalize(root) else { return true };
    root.ancestors()
        .any(|folder| folder.join(".git").try_exists().unwrap_or(true))
}

fn mute(fault: Fault) -> Lost {
    match fault {
        Fault::NoRepository => Lost::Mute("git: not found".to_owned()),
        fault => Lost::Mute(fault.to_string()),
    }
}

/// A setting of git; nothing where it is not set, which git says without a word.
fn setting(root: &Path, name: &str) -> Result<Option<String>, Lost> {
    match line(root, &["config", "--get", name]) {
        Ok(value) => Ok(Some(value)),
        Err(Fault::Failed(said)) if said.is_empty() => Ok(None),
        Err(fault) => Err(mute(fault)),
    }
}

/// Whether no commit was made yet: HEAD names a branch of which git knows nothing.
fn is_unborn(root: &Path) -> Result<bool, Lost> {
    match line(root, &["symbolic-ref", "--quiet", "HEAD"]) {
        Ok(head) => Ok(line(root, &["for-each-ref", "--format=%(refname)", &head])
            .map_err(mute)?
            .is_empty()),
        // On no branch it stands at a commit.
        Err(Fault::Failed(said)) if said.is_empty() => Ok(false),
        Err(fault) => Err(mute(fault)),
    }
}

impl Branch {
    /// Finds the branch; nothing where the book is not in git, or not yet in a
    /// commit.
    ///
    /// # Errors
    ///
    /// [`Lost`] where the book is in git, but on no branch, or git cannot say:
    /// a book of which git knows is never taken for plain files, as then no
    /// other run would see what this one sends.
    pub fn find(root: &Path) -> Result<Option<Branch>, Lost> {
        if !is_under_git(root) {
            return Ok(None);
        }
        let prefix = line(root, &["rev-parse", "--show-prefix"]).map_err(mute)?;
        // No commit yet, or none with the book. Only a git that says so is
        // believed: one that fails is another matter.
        if is_unborn(root)?
            || line(root, &["ls-tree", "--name-only", "HEAD", "--", OFFICE])
                .map_err(mute)?
                .is_empty()
        {
            return Ok(None);
        }
        let name = match line(root, &["symbolic-ref", "--quiet", "--short", "HEAD"]) {
            Err(Fault::Failed(said)) if said.is_empty() => return Err(Lost::Detached),
            name => name.map_err(mute)?,
        };
        let follows = setting(root, &format!("branch.{name}.merge"))?;
        if let Some(there) = follows.filter(|there| *there != format!("refs/heads/{name}")) {
            return Err(Lost::Elsewhere(
                name,
                there.trim_start_matches("refs/heads/").to_owned(),
            ));
        }
        let remote = remote(root, &name)?;
        Ok(Some(Branch { name, remote, prefix }))
    }

    /// Returns the folder for what a run keeps beside the repository.
    ///
    /// # Errors
    ///
    /// [`Fault`] where git does not answer.
    pub fn desk(root: &Path) -> Result<PathBuf, Fault> {
        Ok(root.join(line(root, &["rev-parse", "--git-path", "duebook"])?))
    }

    fn tracking(&self, remote: &str) -> String {
        format!("refs/remotes/{remote}/{}", self.name)
    }

    /// Returns the remote's place without scheme, login and ending, as in
    /// `forge.example.go.th/finance/book`.
    #[must_use]
    pub fn place(&self, root: &Path) -> Option<String> {
        let url = line(root, &["remote", "get-url", self.remote.as_deref()?]).ok()?;
        Some(place(&url))
    }

    /// Returns the branch that the remote itself looks at, where this clone
    /// knows and it is another one.
    #[must_use]
    pub fn other_default(&self, root: &Path) -> Option<String> {
        let remote = self.remote.as_deref()?;
        let head = line(
            root,
            &["symbolic-ref", "--short", &format!("refs/remotes/{remote}/HEAD")],
        )
        .ok()?;
        let name = head.strip_prefix(&format!("{remote}/"))?;
        (name != self.name).then(|| name.to_owned())
    }

    /// Fetches the branch and returns its newest commit: the remote's, or the
    /// local one where that is ahead or there is no remote.
    ///
    /// # Errors
    ///
    /// [`Fault::Failed`] where the remote does not answer, or both sides have
    /// commits that the other lacks.
    pub fn newest(&self, root: &Path) -> Result<Commit, Fault> {
        let local = commit(root, "HEAD")?;
        let Some(remote) = &self.remote else { return Ok(local) };
        let tracking = self.tracking(remote);
        let refs = format!("+refs/heads/{}:{tracking}", self.name);
        match line(root, &["fetch", "--quiet", "--no-tags", remote, &refs]) {
            Ok(_) => {}
            // The first push makes the branch.
            Err(Fault::Failed(said)) if said.contains("couldn't find remote ref") => return Ok(local),
            Err(fault) => return Err(fault),
        }
        let there = commit(root, &tracking)?;
        let holds = |old: &str, new: &str| line(root, &["merge-base", "--is-ancestor", old, new]).is_ok();
        if holds(&local.id, &there.id) {
            Ok(there)
        } else if holds(&there.id, &local.id) {
            Ok(local)
        } else {
            Err(Fault::Failed(format!(
                "{} and {remote}/{} have diverged: git pull --rebase",
                self.name, self.name
            )))
        }
    }

    /// Makes a commit of some files on top of another, beside the working tree.
    ///
    /// # Errors
    ///
    /// [`Fault`] with what git said.
    pub fn write(
        &self,
        root: &Path,
        parent: &Commit,
        pages: &[(String, impl AsRef<[u8]>)],
        subject: &str,
        unix: i64,
    ) -> Result<Commit, Fault> {
        let who = line(root, &["var", "GIT_COMMITTER_IDENT"])
            .unwrap_or_else(|_| format!("duebook <duebook@localhost> {unix} +0700"));
        let mut stream = format!(
            "commit {HERE}\ncommitter {who}\ndata {}\n{subject}\nfrom {}\n",
            subject.len(),
            parent.id
        )
        .into_bytes();
        for (path, page) in pages {
            let page = page.as_ref();
            let head = format!("M 100644 inline {}{path}\ndata {}\n", self.prefix, page.len());
            stream.extend([head.as_bytes(), page, b"\n"].concat());
        }
        stream.extend(b"done\n");
        let mut command = git(root);
        command
            .args(["fast-import", "--quiet", "--force", "--done"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let failed = |error: std::io::Error| Fault::Failed(error.to_string());
        let mut child = command.spawn().map_err(failed)?;
        let fed = child.stdin.take().map(|mut pipe| pipe.write_all(&stream));
        let output = child.wait_with_output().map_err(failed)?;
        if !output.status.success() {
            return Err(Fault::Failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
        }
        fed.transpose().map_err(failed)?;
        commit(root, HERE)
    }

    /// Puts a commit where every run sees it: on the remote, else on the local
    /// branch. Only forward: whoever was first wins.
    #[must_use]
    pub fn publish(&self, root: &Path, made: &Commit, parent: &Commit) -> Push {
        let Some(remote) = &self.remote else {
            return match self.forward(root, made, parent) {
                Ok(true) => Push::Done,
                Ok(false) => Push::Overtaken,
                Err(fault) => Push::Failed(fault.to_string()),
            };
        };
        let mut command = git(root);
        let target = format!("{}:refs/heads/{}", made.id, self.name);
        // One ref and nothing beside it, whatever the machine's settings add.
        command.args(["push", "--porcelain", "--no-verify", "--no-signed", "--no-follow-tags"]);
        command.args(["--recurse-submodules=no", remote, &target]);
        let Ok(output) = command.output() else {
            return Push::Failed("git".to_owned());
        };
        if output.status.success() {
            // Only a courtesy to whoever looks into the folder.
            let _ = self.forward(root, made, parent);
            return Push::Done;
        }
        let said = without_logins(String::from_utf8_lossy(&output.stderr).trim());
        told(&String::from_utf8_lossy(&output.stdout), &said)
    }

    /// Tries a push of a commit that the remote has, without writing: hooks and
    /// rules of the server are not asked.
    #[must_use]
    pub fn rehearse(&self, root: &Path, tip: &Commit) -> Push {
        let Some(remote) = &self.remote else { return Push::Done };
        let mut command = git(root);
        let target = format!("{}:refs/heads/{}", tip.id, self.name);
        command.args(["push", "--dry-run", "--porcelain", "--no-verify", remote, &target]);
        let Ok(output) = command.output() else {
            return Push::Failed("git".to_owned());
        };
        if output.status.success() {
            return Push::Done;
        }
        let said = without_logins(String::from_utf8_lossy(&output.stderr).trim());
        told(&String::from_utf8_lossy(&output.stdout), &said)
    }

    /// Moves the local branch on; its files follow with [`Branch::restore`].
    /// Returns whether it stood where it was thought to stand.
    fn forward(&self, root: &Path, made: &Commit, parent: &Commit) -> Result<bool, Fault> {
        let head = commit(root, "HEAD")?;
        if head.id != parent.id {
            // Behind: only a pull brings the rest, where nothing stands in its way.
            return match &self.remote {
                Some(_) => line(
                    root,
                    &["merge", "--ff-only", "--quiet", "--no-verify-signatures", &made.id],
                )
                .map(|_| true),
                None => Ok(false),
            };
        }
        let name = format!("refs/heads/{}", self.name);
        match line(root, &["update-ref", "-m", "duebook", &name, &made.id, &parent.id]) {
            Ok(_) => Ok(true),
            Err(Fault::Failed(said)) if said.contains("but expected") => Ok(false),
            Err(fault) => Err(fault),
        }
    }

    /// Lays the journal's files out as the branch holds them.
    ///
    /// # Errors
    ///
    /// [`Fault`] where git cannot write them.
    pub fn restore(root: &Path) -> Result<(), Fault> {
        line(
            root,
            &["checkout", "--quiet", "--force", "HEAD", "--", "records/journal"],
        )
        .map(|_| ())
    }

    /// Marks that a run writes through git, so that the next one knows if it
    /// was killed while doing so.
    ///
    /// # Errors
    ///
    /// As the disk says.
    pub fn mark(root: &Path) -> Result<(), Fault> {
        let mark = Branch::desk(root)?.join(MARK);
        fs::write(mark, b"").map_err(|error| Fault::Failed(error.to_string()))
    }

    /// Takes the mark away.
    pub fn unmark(root: &Path) {
        if let Ok(desk) = Branch::desk(root) {
            let _ = fs::remove_file(desk.join(MARK));
        }
    }

    /// Mends what a run left that was killed while git wrote: locks that nobody
    /// holds any more, and files of the journal that lag behind the branch.
    ///
    /// # Errors
    ///
    /// [`Fault`] where git does not answer.
    pub fn mend(&self, root: &Path) -> Result<(), Fault> {
        if !Branch::desk(root)?.join(MARK).exists() {
            return Ok(());
        }
        let mut names = vec![
            "index".to_owned(),
            "HEAD".to_owned(),
            "packed-refs".to_owned(),
            HERE.to_owned(),
            format!("refs/heads/{}", self.name),
        ];
        names.extend(self.remote.as_deref().map(|remote| self.tracking(remote)));
        let mut stale = Vec::new();
        for name in names {
            let lock = root.join(line(root, &["rev-parse", "--git-path", &format!("{name}.lock")])?);
            if let Ok(at) = fs::metadata(&lock).and_then(|data| data.modified()) {
                stale.push((lock, at));
            }
        }
        if !stale.is_empty() {
            // A git that still runs, ours or an officer's, lets go by itself.
            std::thread::sleep(PATIENCE);
        }
        for (lock, at) in stale {
            if fs::metadata(&lock)
                .and_then(|data| data.modified())
                .is_ok_and(|now| now == at)
            {
                fs::remove_file(&lock).map_err(|error| Fault::Failed(format!("{}: {error}", lock.display())))?;
            }
        }
        if line(root, &["cat-file", "-e", "HEAD:./records/journal"]).is_ok() {
            Branch::restore(root)?;
        }
        Branch::unmark(root);
        Ok(())
    }
}

/// Where a remote is, however its address is written.
#[must_use]
pub fn place(url: &str) -> String {
    let url = url.trim().trim_end_matches('/');
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.rsplit_once('@').map_or(rest, |(_, rest)| rest);
    // The short form of ssh: host:path.
    let rest = if url.contains("://") {
        rest.to_owned()
    } else {
        rest.replacen(':', "/", 1)
    };
    rest.strip_suffix(".git").unwrap_or(&rest).to_ascii_lowercase()
}

/// Reads the answer of a push. `!` marks a ref that was not taken; the reason
/// stands in the last field.
fn told(answer: &str, said: &str) -> Push {
    let refused = answer.lines().find(|line| line.starts_with('!')).unwrap_or_default();
    let lower = words_of(&format!("{refused}\n{said}"));
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(&[
        "protected branch",
        "gh006",
        "gh013",
        "permission",
        "403",
        "denied",
        "read-only",
        "not allowed",
    ]) {
        return Push::Forbidden(short(said));
    }
    if refused.contains("[rejected]") || has(&["cannot lock ref", "failed to update ref", "incorrect old value"]) {
        return Push::Overtaken;
    }
    Push::Failed(short(said))
}

/// What git says in words: without places in quotes and without commits, as
/// there may be a 403 in a commit's name, or "denied" in a repository's.
fn words_of(said: &str) -> String {
    let unquoted: String = said
        .lines()
        .flat_map(|line| line.split('\'').step_by(2).chain(["\n"]))
        .collect();
    let is_commit = |word: &&str| word.len() >= 40 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let words = unquoted.split_inclusive(|c: char| !c.is_ascii_alphanumeric());
    let kept = words.filter(|word| !is_commit(&word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric())));
    kept.collect::<String>().to_lowercase()
}

/// The lines of a remote that say something, without advice and addresses.
fn short(said: &str) -> String {
    let lines = said
        .lines()
        .map(|line| line.trim_start_matches("remote:").trim())
        .filter(|line| !line.is_empty() && !line.starts_with("hint:") && !line.starts_with("To "));
    lines.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_however_it_is_written() {
        for url in [
            "https://forge.example.go.th/Finance/book.git",
            "https://token:x@forge.example.go.th/finance/book/",
            "git@forge.example.go.th:finance/book.git",
            "ssh://git@forge.example.go.th/finance/book",
            "forge.example.go.th/finance/book",
        ] {
            assert_eq!(place(url), "forge.example.go.th/finance/book", "{url}");
        }
    }

    #[test]
    fn a_refusal_is_told_from_being_late() {
        for (answer, said, want) in [
            (
                "!\ta:refs/heads/main\t[rejected] (fetch first)",
                "error: failed to push some refs",
                "late",
            ),
            ("!\ta:refs/heads/main\t[rejected] (non-fast-forward)", "", "late"),
            (
                "!\ta:refs/heads/main\t[remote rejected] (cannot lock ref 'refs/heads/main')",
                "",
                "late",
            ),
            // A commit with 403 in its name, a repository with "denied" in its.
            (
                "!\t6d403d09cf18535fd96403c27bbaa448ef2ee105:refs/heads/main\t[rejected] (fetch first)",
                "error: failed to push some refs to '/srv/denied.git'",
                "late",
            ),
            (
                "!\ta:refs/heads/main\t[remote rejected] (cannot lock ref 'refs/heads/main': is at 403a9cb7b6f591ab65b8ae94105791f4e2852d4d but expected 9972b33bb18733cb3b7a7c3f961e3a4923b695a6)",
                "error: cannot lock ref 'refs/heads/main': is at 403a9cb7b6f591ab65b8ae94105791f4e2852d4d but expected 9972b33bb18733cb3b7a7c3f961e3a4923b695a6",
                "late",
            ),
            (
                "!\ta:refs/heads/main\t[remote rejected] (pre-receive hook declined)",
                "remote: not now",
                "failed",
            ),
            (
                "!\ta:refs/heads/main\t[remote rejected] (protected branch hook declined)",
                "remote: error: GH006: Protected branch update failed for refs/heads/main.",
                "forbidden",
            ),
            (
                "",
                "remote: Permission to x denied to y.\nfatal: unable to access: 403",
                "forbidden",
            ),
            (
                "",
                "fatal: unable to access 'https://forge.example.go.th/f/book.git/': The requested URL returned error: 403",
                "forbidden",
            ),
            (
                "",
                "fatal: unable to access 'https://…': Could not resolve host",
                "failed",
            ),
        ] {
            let got = match told(answer, said) {
                Push::Done => "done",
                Push::Overtaken => "late",
                Push::Forbidden(_) => "forbidden",
                Push::Failed(_) => "failed",
            };
            assert_eq!(got, want, "{answer} {said}");
        }
    }
}
