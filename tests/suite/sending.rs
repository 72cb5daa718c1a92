//! `remind --send` as it is run: the real program, a real disk, a real git with
//! a remote and its hooks, and death by the program's own hand at each point
//! where it can die.

mod deciding;
mod planning;
mod soak;
mod stamping;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::bench::{Bench, Said, files_below, here};

/// The day on which the small office is taken on, and one on which it sends six mails.
const FIRST: &str = "2026-11-22";
const DAY: &str = "2026-11-27";
const MAILS: usize = 6;
/// One of the mails speaks of two guarantees.
const REMINDERS: usize = 7;

/// Where a test's mails end up, outside of the book.
struct Sent(TempDir);

impl Sent {
    fn new() -> Sent {
        Sent(TempDir::new().expect("a folder"))
    }

    fn url(&self) -> String {
        format!("file:{}", self.0.path().join("mails").display())
    }

    fn mails(&self) -> Vec<PathBuf> {
        let folder = self.0.path().join("mails");
        let all = if folder.is_dir() {
            files_below(&folder)
        } else {
            Vec::new()
        };
        all.into_iter()
            .filter(|path| path.extension().is_some_and(|end| end == "eml"))
            .collect()
    }
}

fn send(bench: &Bench, sent: &Sent, day: &str) -> Said {
    send_with(bench, sent, day, |_| {})
}

fn send_with(bench: &Bench, sent: &Sent, day: &str, prepare: impl FnOnce(&mut Command)) -> Said {
    bench.run_with(&["remind", "--send", "--lang", "en", "--today", day], |command| {
        command.env("DUEBOOK_SMTP_URL", sent.url());
        prepare(command);
    })
}

/// A book that was taken on before: as plain files, in git, or with a remote.
fn taken_on(kind: &str) -> (Bench, Sent) {
    let (bench, sent) = (Bench::office(), Sent::new());
    if kind != "plain" {
        bench.repository("2026-11-01");
    }
    if kind == "remote" {
        let remote = sent.0.path().join("remote.git");
        bench.git(&["init", "--quiet", "--bare", &remote.display().to_string()]);
        bench.git(&["remote", "add", "origin", &remote.display().to_string()]);
        bench.git(&["push", "--quiet", "--set-upstream", "origin", "main"]);
    }
    send(&bench, &sent, FIRST)
        .exits(0)
        .answers("took the book on with 12 reminders");
    assert!(sent.mails().is_empty(), "what was due before is not sent");
    (bench, sent)
}

/// The journal as every run sees it: states by path.
fn journal(bench: &Bench) -> BTreeMap<String, String> {
    let folder = bench.root().join("records/journal");
    let entries = files_below(&folder).into_iter().filter_map(|path| {
        let inside = path.strip_prefix(&folder).ok()?.to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).ok()?;
        let last = text.lines().rev().find_map(|line| line.strip_prefix("state = "))?;
        Some((inside, last.trim_matches('"').to_owned()))
    });
    entries.collect()
}

fn all_sent(bench: &Bench, sent: &Sent) {
    let states = journal(bench);
    assert!(states.values().all(|state| state == "sent"), "{states:?}");
    assert_eq!((sent.mails().len(), states.len()), (MAILS, REMINDERS));
}

#[test]
fn the_first_run_adopts_the_next_ones_send_each_reminder_once() {
    for kind in ["plain", "git", "remote"] {
        let (bench, sent) = taken_on(kind);
        send(&bench, &sent, DAY).exits(0).answers("6 mails planned: 6 sent");
        send(&bench, &sent, DAY).exits(0).answers("0 mails planned: 0 sent");
        all_sent(&bench, &sent);
        bench.run(&["check", "--quiet"]).exits(0);
        if kind != "plain" {
            assert_eq!(bench.git(&["status", "--porcelain"]), "", "{kind}");
        }
        if kind == "remote" {
            assert_eq!(
                bench.git(&["rev-parse", "HEAD"]),
                bench.git(&["rev-parse", "origin/main"])
            );
        }
    }
}

#[test]
fn only_what_is_committed_counts() {
    let (bench, sent) = taken_on("git");
    let record = "records/secretariat/2570/advance-0002.toml";
    let cleared = format!(
        "{}\n[[clearing]]\ndate = 2026-11-24\nvouchers = 16_400.00\n",
        bench.text(record)
    );
    bench.file(record, &cleared);
    send(&bench, &sent, DAY)
        .exits(0)
        .tells("some edits are not committed")
        .answers("6 sent");
    assert!(
        bench.text(record).contains("2026-11-24"),
        "an officer's open edit stays as it is"
    );
}

#[test]
fn nothing_leaves_without_knowing_where_and_when() {
    let (bench, sent) = taken_on("plain");
    bench
        .run_with(&["remind", "--send", "--lang", "en"], |command| {
            command.env_remove("DUEBOOK_SMTP_URL");
        })
        .exits(78)
        .tells("set DUEBOOK_SMTP_URL");
    for (url, status, words) in [
        ("smtp://mail.example.go.th:25", 78, "is not encrypted"),
        ("smtps://u:secret@mail.example.go.th", 2, "are not sent to people"),
        ("smtp://127.0.0.1:1", 2, "are not sent to people"),
        ("https://u:secret@h", 78, "malformed"),
    ] {
        let said = bench.run_with(
            &["remind", "--send", "--lang", "en", "--today", "2026-11-21"],
            |command| {
                command.env("DUEBOOK_SMTP_URL", url);
            },
        );
        said.exits(status).tells(words);
        assert!(!said.err.contains("secret"), "{said:?}");
    }
    send(&bench, &sent, DAY).exits(0);
    send(&bench, &sent, "2026-11-26")
        .exits(2)
        .tells("mails were sent for 2026-11-27 already");
    bench.edit("records/office.toml", "from     = \"finance@bma.example.org\"\n", "");
    send(&bench, &sent, "2026-11-28").exits(78).tells("there is no sender");
    bench.edit("records/office.toml", "[mail]\n", "[mail]\npaused = true\n");
    send(&bench, &sent, "2026-11-28").exits(0).answers("paused");
    assert_eq!(sent.mails().len(), MAILS);
}

#[test]
fn a_book_with_errors_sends_nothing() {
    let (bench, sent) = taken_on("plain");
    bench.edit("records/secretariat/2570/advance-0002.toml", "2026-11-13", "13/11/2569");
    send(&bench, &sent, DAY).exits(1).tells("quoted-date");
    assert!(sent.mails().is_empty());
}

#[test]
fn the_story_names_reminders_and_no_addresses() {
    let (bench, sent) = taken_on("plain");
    let said = send(&bench, &sent, DAY);
    said.exits(0)
        .tells("2570.secretariat-advance-0002.2026-11-30.before-7.borrower: sent");
    assert!(!said.err.contains('@') && !said.out.contains('@'), "{said:?}");
}

#[test]
fn g1_death_at_each_point_of_the_real_program_loses_and_doubles_nothing() {
    for (kind, steps) in [("plain", 1), ("git", 6), ("remote", 11)] {
        let mut points = 0;
        for at in (1..).step_by(steps) {
            let (bench, sent) = taken_on(kind);
            let said = send_with(&bench, &sent, DAY, |command| {
                command.env("DUEBOOK_TEST_KILL_AT", at.to_string());
            });
            if said.status.is_some() {
                break;
            }
            points += 1;
            send(&bench, &sent, DAY).exits(0);
            send(&bench, &sent, DAY).exits(0);
            all_sent(&bench, &sent);
        }
        assert!(points >= 5, "{kind}: {points}");
    }
}

/// The office's own program takes the mails out of the folder at any time: what is
/// not there any more has left all the same.
#[test]
fn g1_death_at_each_point_while_the_folder_is_emptied_loses_and_doubles_nothing() {
    let take = |sent: &Sent, taken: &mut Vec<String>| {
        for path in sent.mails() {
            taken.push(path.file_name().expect("a name").to_string_lossy().into_owned());
            fs::remove_file(&path).expect("a mail to take");
        }
    };
    for at in 1.. {
        let (bench, sent) = taken_on("plain");
        let mut taken = Vec::new();
        let said = send_with(&bench, &sent, DAY, |command| {
            command.env("DUEBOOK_TEST_KILL_AT", at.to_string());
        });
        take(&sent, &mut taken);
        for _ in 0..2 {
            send(&bench, &sent, DAY).exits(0);
            take(&sent, &mut taken);
        }
        let states = journal(&bench);
        assert!(states.values().all(|state| state == "sent"), "{at}: {states:?}");
        let kinds: BTreeSet<&String> = taken.iter().collect();
        assert_eq!((taken.len(), kinds.len()), (MAILS, MAILS), "{at}: {taken:?}");
        if said.status.is_some() {
            assert!(at > 20, "{at}");
            break;
        }
    }
}

#[test]
fn g3_a_torn_diary_is_read_up_to_the_tear() {
    for at in [8, 20, 30] {
        let (bench, sent) = taken_on("plain");
        let said = send_with(&bench, &sent, DAY, |command| {
            command.env("DUEBOOK_TEST_TEAR_AT", at.to_string());
        });
        if said.status.is_none() {
            send(&bench, &sent, DAY).exits(0);
        }
        all_sent(&bench, &sent);
    }
}

fn hook(sent: &Sent, text: &str) {
    let path = sent.0.path().join("remote.git/hooks/pre-receive");
    fs::write(&path, format!("#!/bin/sh\n{text}\n")).expect("a hook");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("rights");
    }
}

fn unhook(sent: &Sent) {
    fs::remove_file(sent.0.path().join("remote.git/hooks/pre-receive")).expect("a hook");
}

#[test]
#[cfg(unix)]
fn g7_g8_a_remote_that_refuses_the_claim_means_no_mail() {
    let (bench, sent) = taken_on("remote");
    hook(&sent, "echo 'not now' >&2; exit 1");
    send(&bench, &sent, DAY).exits(75).tells("not now");
    hook(
        &sent,
        "echo 'error: GH006: Protected branch update failed for refs/heads/main.' >&2; exit 1",
    );
    send(&bench, &sent, DAY)
        .exits(78)
        .tells("GH006")
        .tells("nothing was sent");
    assert!(sent.mails().is_empty());
    unhook(&sent);
    send(&bench, &sent, DAY).exits(0);
    all_sent(&bench, &sent);
}

#[test]
#[cfg(unix)]
fn g7_outcomes_that_the_remote_refuses_are_settled_by_the_next_run() {
    let (bench, sent) = taken_on("remote");
    // The claims pass, their outcomes do not.
    hook(
        &sent,
        "while read old new ref; do git log --format=%s $old..$new | grep -q outcomes && exit 1; done; exit 0",
    );
    send(&bench, &sent, DAY).exits(75);
    assert_eq!(sent.mails().len(), MAILS);
    unhook(&sent);
    send(&bench, &sent, DAY).exits(0).answers("0 mails planned");
    all_sent(&bench, &sent);
}

/// A machine of a forge takes its diary along: a hiccup of the remote must not
/// leave the outcomes to it.
#[test]
#[cfg(unix)]
fn g7_outcomes_are_pushed_again_until_the_remote_answers() {
    let (bench, sent) = taken_on("remote");
    let count = sent.0.path().join("refusals");
    let count = count.display();
    // The first two pushes of outcomes fail, as two at once do in one hiccup.
    hook(
        &sent,
        &format!(
            "while read old new ref; do git log --format=%s $old..$new | grep -q outcomes || exit 0; done\n\
             n=$(cat '{count}' 2>/dev/null || echo 0); [ \"$n\" -ge 2 ] && exit 0; echo $((n + 1)) > '{count}'; exit 1"
        ),
    );
    send_with(&bench, &sent, DAY, |command| {
        command.env("DUEBOOK_TEST_PUSH_MS", "5000");
    })
    .exits(0);
    unhook(&sent);
    all_sent(&bench, &sent);
}

/// A book that git keeps is never sent as plain files: no other run would see
/// what this one sends.
#[test]
#[cfg(unix)]
fn a_book_that_git_will_not_read_sends_nothing() {
    let (bench, sent) = taken_on("remote");
    send_with(&bench, &sent, DAY, |command| {
        command.env("PATH", "/nonexistent");
    })
    .exits(78)
    .tells("nothing was sent");
    let head = bench.text(".git/HEAD");
    bench.file(".git/HEAD", "cut off");
    send(&bench, &sent, DAY).exits(78).tells("nothing was sent");
    bench.file(".git/HEAD", &head);
    assert!(sent.mails().is_empty());
    // A hook's or script's own repository is not the book's.
    let elsewhere = Bench::office();
    elsewhere.repository("2026-11-01");
    send_with(&bench, &sent, DAY, |command| {
        command.env("GIT_DIR", elsewhere.root().join(".git"));
    })
    .exits(0);
    all_sent(&bench, &sent);
}

/// A program that asks for JSON gets JSON, also where the records have errors.
#[test]
fn a_book_with_errors_answers_in_json_too() {
    let (bench, sent) = taken_on("plain");
    bench.file("records/secretariat/2570/advance-0099.toml", "x");
    for words in [
        &["remind", "--send", "--json"][..],
        &["run", "--send", "--json"],
        &["remind", "--plan", "--json"],
    ] {
        let said = bench.run_with(&[words, &["--today", DAY]].concat(), |command| {
            command.env("DUEBOOK_SMTP_URL", sent.url());
        });
        assert_eq!(said.exits(1).json()["findings"][0]["code"], "syntax", "{words:?}");
    }
}

/// An office may be another one's contractor; its name is in every mail's
/// heading all the same.
#[test]
fn g18_the_name_of_an_office_is_nobodys_secret() {
    let (bench, sent) = taken_on("plain");
    bench.edit(
        "records/secretariat/2569/guarantee-0001.toml",
        "บริษัท ม่านงามพาณิชย์ จำกัด",
        "สำนักงานกฎหมายและคดี",
    );
    send(&bench, &sent, DAY).exits(0);
    assert_eq!(sent.mails().len(), MAILS);
}

/// Claims are pushed to the one place where every run looks, or nothing goes.
#[test]
fn g5_a_branch_without_one_place_to_push_to_sends_nothing() {
    let (bench, sent) = taken_on("remote");
    bench.git(&["remote", "rename", "origin", "server"]);
    bench.git(&["branch", "--unset-upstream"]);
    bench.git(&["remote", "add", "mirror", "/nonexistent"]);
    send(&bench, &sent, DAY).exits(78).tells("several remotes");
    bench.git(&["remote", "remove", "mirror"]);
    bench.git(&["push", "--quiet", "server", "main:prod"]);
    bench.git(&["config", "branch.main.remote", "server"]);
    bench.git(&["config", "branch.main.merge", "refs/heads/prod"]);
    send(&bench, &sent, DAY).exits(78).tells("main follows prod");
    assert!(sent.mails().is_empty());
    bench.git(&["branch", "--unset-upstream"]);
    // A machine's own settings add nothing to what is pushed.
    bench.git(&["config", "push.followTags", "true"]);
    bench.git(&["config", "push.gpgSign", "true"]);
    send(&bench, &sent, DAY).exits(0);
    all_sent(&bench, &sent);
    let remote = sent.0.path().join("remote.git");
    let log = bench.git(&["--git-dir", &remote.display().to_string(), "log", "--format=%s", "main"]);
    assert!(log.contains("outcomes"), "the only remote has the journal: {log}");
}

/// A second clone of the same remote.
fn clone(sent: &Sent, name: &str) -> PathBuf {
    let (remote, target) = (sent.0.path().join("remote.git"), sent.0.path().join(name));
    let status = Command::new("git")
        .args(["clone", "--quiet", "--branch", "main"])
        .args([&remote, &target])
        .status();
    assert!(status.expect("git").success());
    target
}

fn start(root: &Path, sent: &Sent) -> std::process::Child {
    Command::new(env!("CARGO_BIN_EXE_duebook"))
        .env("DUEBOOK_TEST_PUSH_MS", "0")
        .arg("--root")
        .arg(root)
        .args(["remind", "--send", "--quiet", "--today", DAY])
        .env("DUEBOOK_SMTP_URL", sent.url())
        .env("GIT_COMMITTER_NAME", "job")
        .env("GIT_COMMITTER_EMAIL", "job@example.org")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program")
}

#[test]
fn g5_two_clones_at_once_push_one_claim_a_reminder() {
    let (bench, sent) = taken_on("remote");
    let (one, two) = (clone(&sent, "one"), clone(&sent, "two"));
    let (mut first, mut second) = (start(&one, &sent), start(&two, &sent));
    first.wait().expect("an end");
    second.wait().expect("an end");
    bench.git(&["pull", "--quiet"]);
    all_sent(&bench, &sent);
    for path in files_below(&bench.root().join("records/journal/2570")) {
        let text = fs::read_to_string(path).expect("a page");
        assert_eq!(text.matches("\"claimed\"").count(), 1, "{text}");
    }
}

#[test]
fn two_deliveries_at_once_on_one_machine_send_each_reminder_once() {
    for kind in ["plain", "git", "remote"] {
        let (bench, sent) = taken_on(kind);
        let (mut first, mut second) = (start(bench.root(), &sent), start(bench.root(), &sent));
        let ended = [&mut first, &mut second].map(|child| child.wait().expect("an end").code());
        // The second comes too early and says so, or too late to find anything.
        assert!(ended.contains(&Some(0)), "{kind}: {ended:?}");
        assert!(
            ended.iter().all(|code| matches!(code, Some(0 | 75))),
            "{kind}: {ended:?}"
        );
        send(&bench, &sent, DAY).exits(0).answers("0 mails planned: 0 sent");
        all_sent(&bench, &sent);
        for path in files_below(&bench.root().join("records/journal/2570")) {
            let text = fs::read_to_string(path).expect("a page");
            assert_eq!(text.matches("\"claimed\"").count(), 1, "{kind}: {text}");
        }
        bench.run(&["verify"]).exits(0);
    }
}

/// Each thing that git is asked for, once killed before it answers.
#[cfg(unix)]
#[test]
fn a_git_that_is_killed_neither_loses_nor_doubles_a_mail() {
    for word in [
        "rev-parse",
        "symbolic-ref",
        "for-each-ref",
        "ls-tree",
        "config",
        "remote",
        "cat-file",
        "fetch",
        "hash-object",
        "commit-tree",
        "update-ref",
        "push",
        "checkout",
        "log",
    ] {
        let (bench, sent) = taken_on("remote");
        let path = TempDir::new().expect("a folder");
        crate::silence::mortal_git(path.path(), word);
        let said = send_with(&bench, &sent, DAY, |command| {
            let usual = std::env::var("PATH").expect("a path");
            command.env("PATH", format!("{}:{usual}", path.path().display()));
        });
        assert!(!said.err.contains("panicked"), "{word}: {said:#?}");
        // Whatever was not noted in git was not sent.
        let noted = bench.git(&["ls-remote", "origin", "main"]);
        if noted.starts_with(&bench.git(&["rev-parse", "HEAD"])) && said.status == Some(0) {
            assert_eq!(sent.mails().len(), MAILS, "{word}: {said:#?}");
        }
        send(&bench, &sent, DAY).exits(0);
        send(&bench, &sent, DAY).exits(0).answers("0 mails planned: 0 sent");
        all_sent(&bench, &sent);
        for page in files_below(&bench.root().join("records/journal/2570")) {
            let text = fs::read_to_string(page).expect("a page");
            assert_eq!(text.matches("\"sent\"").count(), 1, "{word}: {text}");
        }
        bench.run(&["verify"]).exits(0);
    }
}

/// A push that arrives and whose answer is lost; somebody else may push before it is
/// tried again. The claim stands, and the mails go in the same run.
#[cfg(unix)]
#[test]
fn a_claim_that_arrived_stands_though_its_push_was_not_answered() {
    use std::os::unix::fs::PermissionsExt as _;
    for overtaken in [false, true] {
        let (bench, sent) = taken_on("remote");
        let other = clone(&sent, "other");
        let path = TempDir::new().expect("a folder");
        let usual = std::env::var("PATH").expect("a path");
        let lost = path.path().join("lost");
        let more = format!(
            "cd {0} && $git pull --quiet && $git -c user.name=x -c user.email=x@example.org commit --quiet --allow-empty -m x && $git push --quiet",
            other.display()
        );
        let script = format!(
            "#!/bin/sh\nPATH='{usual}'\ngit=$(command -v git)\nfor word in \"$@\"; do if [ \"$word\" = push ] && [ ! -e {0} ]; then\n\
             touch {0}; $git \"$@\" > /dev/null 2>&1; {1}; echo 'fatal: the remote end hung up' >&2; exit 128\nfi; done\nexec $git \"$@\"\n",
            lost.display(),
            if overtaken { more.as_str() } else { ":" },
        );
        let git = path.path().join("git");
        fs::write(&git, script).expect("a script");
        fs::set_permissions(&git, fs::Permissions::from_mode(0o755)).expect("it runs");
        let said = send_with(&bench, &sent, DAY, |command| {
            command.env("PATH", format!("{}:{usual}", path.path().display()));
        });
        said.exits(0);
        assert!(lost.exists(), "a push was not answered");
        bench.git(&["pull", "--quiet"]);
        all_sent(&bench, &sent);
        for page in files_below(&bench.root().join("records/journal/2570")) {
            let text = fs::read_to_string(page).expect("a page");
            assert_eq!(text.matches("\"claimed\"").count(), 1, "{overtaken}: {text}");
        }
    }
}

/// The clock of a machine that was set back, or yesterday's run started late.
#[test]
fn a_run_of_an_earlier_day_sends_nothing_and_says_why() {
    let (bench, sent) = taken_on("git");
    send(&bench, &sent, DAY).exits(0).answers("6 sent");
    let (pages, mails) = (journal(&bench), sent.mails());
    for back in ["2026-11-26", "2026-11-23", "2025-11-27"] {
        send(&bench, &sent, back).exits(2).tells(&format!(
            "nothing can be sent for {back}: mails were sent for 2026-11-27 already"
        ));
        bench
            .run_with(&["remind", "--send", "--today", back], |command| {
                command.env("DUEBOOK_SMTP_URL", sent.url());
            })
            .exits(2)
            .tells("เพราะส่งถึงวันที่");
        assert_eq!(
            (journal(&bench), sent.mails()),
            (pages.clone(), mails.clone()),
            "{back}"
        );
        bench.run(&["verify", "--today", back]).exits(0);
    }
    // With the clock right again the delivery goes on where it was.
    send(&bench, &sent, DAY).exits(0).answers("0 mails planned: 0 sent");
    bench.run(&["verify"]).exits(0);
}

#[test]
fn g12_an_edit_pushed_by_an_officer_is_seen_before_the_next_claim() {
    let (bench, sent) = taken_on("remote");
    let office = clone(&sent, "office");
    let record = office.join("records/secretariat/2570/advance-0002.toml");
    let text = fs::read_to_string(&record).expect("a record");
    fs::write(
        &record,
        format!("{text}\n[[clearing]]\ndate = 2026-11-24\nvouchers = 16_400.00\n"),
    )
    .expect("an edit");
    for words in [
        &["commit", "--quiet", "--all", "--message", "cleared"][..],
        &["push", "--quiet"],
    ] {
        let status = Command::new("git")
            .arg("-C")
            .arg(&office)
            .args(["-c", "user.name=Somchai", "-c", "user.email=somchai@example.org"])
            .args(words)
            .status();
        assert!(status.expect("git").success());
    }
    send(&bench, &sent, DAY).exits(0).answers("5 sent");
    assert!(
        !journal(&bench)
            .keys()
            .any(|path| path.contains("secretariat-advance-0002"))
    );
}

#[test]
fn g20_a_copy_or_another_branch_writes_to_nobody() {
    let to_server = |root: &Path| {
        let output = Command::new(env!("CARGO_BIN_EXE_duebook"))
            .env("DUEBOOK_TEST_PUSH_MS", "0")
            .arg("--root")
            .arg(root)
            .args(["remind", "--send", "--lang", "en"])
            .env("DUEBOOK_SMTP_URL", "smtp://127.0.0.1:1")
            .output()
            .expect("the program");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let (bench, sent) = taken_on("remote");
    let copy = clone(&sent, "copy");
    for words in [
        &["switch", "--quiet", "--create", "try"][..],
        &["config", "branch.try.remote", "origin"],
    ] {
        assert!(
            Command::new("git")
                .arg("-C")
                .arg(&copy)
                .args(words)
                .status()
                .expect("git")
                .success()
        );
    }
    let (status, said) = to_server(&copy);
    assert!(
        status == Some(78) && said.contains("try is not the main branch"),
        "{said}"
    );
    // Where the remote was added later nobody has told the clone; the remote is asked.
    let forgot = Command::new("git")
        .arg("-C")
        .arg(&copy)
        .args(["remote", "set-head", "origin", "--delete"])
        .status();
    assert!(forgot.expect("git").success());
    let (status, said) = to_server(&copy);
    assert!(
        status == Some(78) && said.contains("try is not the main branch"),
        "{said}"
    );
    bench.edit(
        "records/office.toml",
        "[mail]\n",
        "[mail]\nlive = \"forge.example.go.th/finance/book\"\n",
    );
    bench.commit("2026-11-22", "live");
    let (status, said) = to_server(bench.root());
    assert!(status == Some(78) && said.contains("this is a copy"), "{said}");
    // What is not committed counts for nothing here, too.
    bench.edit(
        "records/office.toml",
        "live = \"forge.example.go.th/finance/book\"\n",
        "",
    );
    let (status, said) = to_server(bench.root());
    assert!(status == Some(78) && said.contains("this is a copy"), "{said}");
    bench.git(&["checkout", "--quiet", "--", "records"]);
    send(&bench, &sent, DAY).exits(0).answers("6 sent");
}

/// A server on this machine may be a relay to people: the live book sends no other day.
#[test]
fn the_live_book_does_not_rehearse_with_a_server() {
    let (bench, sent) = taken_on("remote");
    let place = sent.0.path().join("remote.git").display().to_string();
    let to_come = |bench: &Bench| {
        bench.run_with(&["remind", "--send", "--lang", "en", "--today", DAY], |command| {
            command
                .env("DUEBOOK_SMTP_URL", "smtp://127.0.0.1:1")
                .env("DUEBOOK_TEST_TODAY", FIRST);
        })
    };
    assert!(!to_come(&bench).err.contains("are not sent to people"));
    bench.edit(
        "records/office.toml",
        "[mail]\n",
        &format!("[mail]\nlive = \"{place}\"\n"),
    );
    bench.commit("2026-11-22", "live");
    bench.git(&["push", "--quiet"]);
    to_come(&bench).exits(2).tells("are not sent to people");
}

#[test]
fn a_second_run_on_the_same_machine_is_told_to_come_back() {
    let (bench, sent) = taken_on("plain");
    let lock = fs::File::options()
        .write(true)
        .open(bench.root().join("records/journal/.lock"))
        .expect("a lock");
    lock.lock().expect("the lock");
    send(&bench, &sent, DAY).exits(75).tells("another delivery");
    drop(lock);
    send(&bench, &sent, DAY).exits(0);
}

#[test]
fn g22_the_same_book_gives_the_same_mails_whatever_the_machine_is_set_to() {
    let mails = |zone: &str, lang: &str| {
        let (bench, sent) = taken_on("plain");
        send_with(&bench, &sent, DAY, |command| {
            command.env("TZ", zone).env("LC_ALL", lang).env("HOSTNAME", lang);
        })
        .exits(0);
        let read = |path: PathBuf| {
            let mail = fs::read_to_string(&path).expect("a mail");
            // On the very day that it is sent for, a mail bears the second of the clock.
            let lines = mail.split_inclusive('\n').filter(|line| !line.starts_with("Date: "));
            (path.file_name().map(ToOwned::to_owned), lines.collect::<String>())
        };
        sent.mails().into_iter().map(read).collect::<BTreeMap<_, _>>()
    };
    let here = mails("Asia/Bangkok", "th_TH.UTF-8");
    assert_eq!(here.len(), MAILS);
    assert!(here == mails("America/New_York", "C") && here == mails("UTC", "de_DE"));
}

#[test]
fn g25_an_auditor_makes_every_mail_again_from_the_history() {
    let (bench, sent) = taken_on("remote");
    send(&bench, &sent, DAY).exits(0);
    // The book goes on; what was sent stays what it was.
    let record = "records/secretariat/2570/advance-0002.toml";
    bench.file(record, &bench.text(record).replace("16_400.00", "16_300.00"));
    bench.commit("2026-11-28", "แก้จำนวนเงิน");
    let out = sent.0.path().join("again");
    bench
        .run(&["mail", "verify", "--lang", "en", "--out", &out.display().to_string()])
        .exits(0)
        .answers("6 mails: 6 the very bytes, 0 not");
    let again: Vec<Vec<u8>> = files_below(&out)
        .iter()
        .filter_map(|path| fs::read(path).ok())
        .collect();
    for mail in sent.mails() {
        assert!(again.contains(&fs::read(&mail).expect("a mail")), "{}", mail.display());
    }
    let page = files_below(&bench.root().join("records/journal/2570")).remove(0);
    let text = fs::read_to_string(&page).expect("a page");
    // A page that says of another reminder that it went in a mail that did go.
    let stage = text.lines().find(|line| line.starts_with("stage = ")).expect("a stage");
    let name = stage.trim_start_matches("stage = ").trim_matches('"');
    let path = page.display().to_string().replace(&format!(".{name}."), ".forged.");
    fs::write(&path, text.replace(stage, "stage = \"forged\"")).expect("a file");
    bench
        .run(&["mail", "verify", "--lang", "en"])
        .exits(1)
        .answers("does not speak of");
    fs::remove_file(&path).expect("a file");
    let at = text.find("sha256 = \"").expect("a hash") + 10;
    let changed = format!("{}{}{}", &text[..at], "00000000", &text[at + 8..]);
    fs::write(&page, changed).expect("a file");
    bench
        .run(&["mail", "verify", "--lang", "en"])
        .exits(1)
        .answers("it differs from the hash in the journal");
    bench
        .run(&["mail", "verify", "--lang", "en", "2570/secretariat-advance-9999"])
        .exits(2)
        .tells("records/journal has no reminder");
}

#[test]
fn g25_without_git_nothing_can_be_made_again_and_it_says_so() {
    let (bench, sent) = taken_on("plain");
    send(&bench, &sent, DAY).exits(0);
    bench
        .run(&["mail", "verify", "--lang", "en"])
        .exits(1)
        .answers("the book was not in git when it was sent");
}

#[test]
fn g24_a_mailer_that_has_stopped_is_seen_within_two_days() {
    let (bench, sent) = taken_on("git");
    // A run that finds nothing to do is a sign of life all the same, and so is a paused one.
    send(&bench, &sent, "2026-11-24").exits(0);
    bench.edit("records/office.toml", "[mail]\n", "[mail]\npaused = true\n");
    bench.commit("2026-11-25", "หยุดส่ง");
    send(&bench, &sent, "2026-11-25").exits(0).answers("paused");
    let watch = here().join("../.ci/watch");
    for (today, code) in [
        ("2026-11-25", 0),
        ("2026-11-26", 0),
        ("2026-11-27", 1),
        ("2026-12-25", 1),
    ] {
        let status = Command::new("bash")
            .arg(&watch)
            .arg(bench.root())
            .env("TODAY", today)
            .stdout(Stdio::null())
            .status();
        assert_eq!(status.expect("bash").code(), Some(code), "{today}");
    }
}
