//! A person's word about a reminder: nothing goes a second time without it, and
//! with it exactly what it says.

use std::fs;

use serde_json::json;

use super::{DAY, FIRST, Sent, hook, journal, taken_on, unhook};
use crate::bench::{Bench, Said, here};
use crate::smtp::{Action, Moment, Offer, Server, say};

pub(super) const KEY: &str = "2570/secretariat-advance-0002/2026-11-30.before-7.borrower";
const MAIL: &str = "2570.secretariat-advance-0002.2026-11-30.before-7.borrower";

/// A run on a day, over SMTP, that settles at once.
pub(super) fn deliver(bench: &Bench, server: &Server, day: &str) -> Said {
    bench.run_with(&["remind", "--send", "--lang", "en", "--today", day], |command| {
        command
            .env("DUEBOOK_SMTP_URL", format!("smtp://127.0.0.1:{}", server.port))
            .env("DUEBOOK_TEST_TODAY", day)
            .env("DUEBOOK_TEST_SETTLE_MS", "0")
            .env("DUEBOOK_TEST_LEASE_MS", "60000");
    })
}

fn decide(bench: &Bench, words: &[&str]) -> Said {
    let mut line = vec!["remind", "--lang", "en", "--today", DAY];
    line.extend(words);
    // Whoever sits here, as git knows it: not every machine has one set.
    bench.run_with(&line, |command| {
        let known = here().join("suite/sending/officer.gitconfig");
        command.env("GIT_CONFIG_GLOBAL", known);
    })
}

/// A server that answers the first mail to one party in its own way, and takes
/// all others.
pub(super) fn server(moment: Moment, first: Action) -> Server {
    let first = std::sync::Mutex::new(Some(first));
    let mine = std::sync::atomic::AtomicBool::new(false);
    Server::start(Offer::plain(), move |event| {
        use std::sync::atomic::Ordering::SeqCst;
        if event.moment == Moment::Rcpt {
            mine.store(event.line.contains("benjamas.l"), SeqCst);
        }
        let hit = event.moment == moment && mine.load(SeqCst);
        let action = hit.then(|| first.lock().expect("one at a time").take()).flatten();
        action.unwrap_or(Action::Go)
    })
}

/// A book one of whose mails left without an answer, and is held.
pub(super) fn in_doubt(kind: &str) -> (Bench, Sent, Server) {
    let (bench, sent) = taken_on(kind);
    let server = server(Moment::Kept, Action::Close);
    deliver(&bench, &server, DAY).exits(75);
    deliver(&bench, &server, DAY).exits(1);
    assert_eq!(page(&bench, KEY).0, "held");
    (bench, sent, server)
}

/// State and text of a reminder's page.
fn page(bench: &Bench, key: &str) -> (String, String) {
    let path = format!("{key}.toml");
    let states = journal(bench);
    let state = states.get(&path).unwrap_or_else(|| panic!("{key}: {states:?}"));
    (state.clone(), bench.text(&format!("records/journal/{path}")))
}

fn copies(server: &Server) -> Vec<String> {
    let kept = server.log().kept.into_iter().map(|kept| kept.message_id);
    kept.filter(|id| id.contains("advance-0002") && id.contains("borrower"))
        .collect()
}

#[test]
fn what_is_held_goes_once_more_and_only_after_a_person_said_so() {
    for kind in ["plain", "git", "remote"] {
        let (bench, _sent, server) = in_doubt(kind);
        deliver(&bench, &server, DAY).exits(0).answers("1 reminders held");
        assert_eq!(copies(&server).len(), 1, "{kind}");
        let before = page(&bench, KEY).1;
        decide(
            &bench,
            &[
                "--release",
                KEY,
                "--reason",
                "he says that nothing came",
                "--by",
                "Somying",
            ],
        )
        .exits(0)
        .answers(&format!("{KEY}: goes with the next run"))
        .tells("decided by Somying");
        let (state, after) = page(&bench, KEY);
        assert!(state == "reclaimed" && after.starts_with(&before), "{after}");
        assert!(
            after.contains("why = \"he says that nothing came\"\nby = \"Somying\"\n"),
            "{after}"
        );
        deliver(&bench, &server, DAY)
            .exits(0)
            .answers("1 mails planned: 1 sent");
        deliver(&bench, &server, DAY).exits(0).answers("0 mails planned");
        let id = format!("<{MAIL}@bma.example.org>");
        assert_eq!(copies(&server), [id.clone(), id], "it may have left: the same identity");
        bench.run(&["check", "--quiet", "--today", DAY]).exits(0);
        if kind == "remote" {
            assert_eq!(
                bench.git(&["rev-parse", "HEAD"]),
                bench.git(&["rev-parse", "origin/main"])
            );
            assert!(bench.git(&["log", "--format=%B"]).contains("he says that nothing came"));
        }
    }
}

#[test]
fn what_is_written_off_never_goes() {
    let (bench, _sent, server) = in_doubt("plain");
    decide(
        &bench,
        &["--write-off", MAIL, "--reason", "he has it", "--by", "Somying"],
    )
    .exits(0)
    .answers(&format!("{KEY}: written off"));
    assert_eq!(page(&bench, KEY).0, "written-off");
    deliver(&bench, &server, DAY).exits(0).answers("0 reminders held");
    assert_eq!(copies(&server).len(), 1);
    // Who changes their mind says so, and the copy is a mail of its own.
    decide(&bench, &["--release", KEY, "--reason", "x"])
        .exits(2)
        .tells("use --again");
    decide(&bench, &["--again", KEY, "--reason", "he has not"]).exits(0);
    deliver(&bench, &server, DAY).exits(0).answers("1 sent");
    assert_eq!(copies(&server)[1], format!("<{MAIL}.copy-2@bma.example.org>"));
}

#[test]
fn a_refused_address_is_tried_again_at_a_persons_word() {
    let (bench, _sent) = taken_on("plain");
    let server = server(Moment::Rcpt, say("550 5.1.1 no such user"));
    deliver(&bench, &server, DAY).exits(1).answers("1 refused");
    deliver(&bench, &server, DAY).exits(0).answers("1 reminders held");
    assert!(copies(&server).is_empty());
    decide(&bench, &["--release", KEY, "--reason", "the mailbox was made"]).exits(0);
    deliver(&bench, &server, DAY).exits(0).answers("1 sent");
    assert_eq!(copies(&server), [format!("<{MAIL}@bma.example.org>")]);
}

/// Refused, released and sent on one day: two mails of one name, both made again.
#[test]
fn two_mails_of_one_identity_and_day_are_two_files() {
    let (bench, _sent) = taken_on("git");
    let server = server(Moment::Rcpt, say("550 5.1.1 no such user"));
    deliver(&bench, &server, DAY).exits(1).answers("1 refused");
    decide(&bench, &["--release", KEY, "--reason", "the mailbox was made"]).exits(0);
    deliver(&bench, &server, DAY).exits(0).answers("1 sent");
    let out = bench.root().join("outbox/again");
    let words = ["mail", "verify", "--lang", "en", "--out", out.to_str().expect("a path")];
    bench.run(&words).exits(0).answers("7 mails: 7 the very bytes, 0 not");
    let wanted = ["", ".2"].map(|more| format!("{DAY}.{MAIL}{more}.eml"));
    let both = wanted.each_ref().map(|name| fs::read(out.join(name)).expect("a mail"));
    let pack = bench.root().join("outbox/pack.zip");
    bench
        .run(&["audit", "--today", DAY, "--pack", pack.to_str().expect("a path")])
        .exits(0);
    let files = crate::history::unpacked(&pack);
    for (name, bytes) in wanted.iter().zip(&both) {
        assert_eq!(&files[&format!("mails/{name}")], bytes);
    }
}

#[test]
fn what_is_written_off_makes_no_mailbox() {
    let (bench, _sent) = taken_on("plain");
    let server = server(Moment::Rcpt, say("550 5.1.1 no such user"));
    deliver(&bench, &server, DAY).exits(1);
    decide(&bench, &["--write-off", KEY, "--reason", "told by telephone"]).exits(0);
    // The next stage of the same loan, to the same address.
    deliver(&bench, &server, "2026-11-29")
        .exits(0)
        .tells("there is no such mailbox");
    assert!(copies(&server).is_empty());
}

#[test]
fn a_second_copy_is_a_mail_of_its_own() {
    let (bench, _sent) = taken_on("git");
    let server = Server::start(Offer::plain(), |_| Action::Go);
    deliver(&bench, &server, DAY).exits(0).answers("6 sent");
    let said = decide(&bench, &["--again", KEY, "--reason", "lost by the recipient", "--json"]);
    assert_eq!(
        said.exits(0).json(),
        json!({
            "by": "Somying", "reason": "lost by the recipient",
            "decided": [{ "key": KEY, "state": "reclaimed", "mail": format!("{MAIL}.copy-2") }]
        })
    );
    deliver(&bench, &server, DAY).exits(0).answers("1 sent");
    decide(&bench, &["--again", KEY, "--reason", "lost again"]).exits(0);
    deliver(&bench, &server, DAY).exits(0).answers("1 sent");
    let of = |end: &str| format!("<{MAIL}{end}@bma.example.org>");
    assert_eq!(copies(&server), [of(""), of(".copy-2"), of(".copy-3")]);
}

#[test]
fn a_second_copy_keeps_its_identity_through_a_delay() {
    let (bench, _sent) = taken_on("plain");
    let all = Server::start(Offer::plain(), |_| Action::Go);
    deliver(&bench, &all, DAY).exits(0);
    decide(&bench, &["--again", KEY, "--reason", "lost"]).exits(0);
    let busy = server(Moment::Rcpt, say("450 4.2.0 later"));
    deliver(&bench, &busy, DAY).exits(75).answers("1 put off");
    // The half hour that the server asked for goes by.
    let path = format!("records/journal/{KEY}.toml");
    let text = bench.text(&path);
    let line = text.lines().find(|line| line.starts_with("next_try")).expect("a wait");
    bench.edit(&path, line, "next_try = 2026-11-01T08:00:00+07:00");
    deliver(&bench, &all, DAY).exits(0).answers("1 sent");
    let last = copies(&all).pop();
    assert_eq!(last, Some(format!("<{MAIL}.copy-2@bma.example.org>")));
}

#[test]
fn a_mail_is_decided_about_as_a_whole() {
    let (bench, _sent) = taken_on("plain");
    let server = Server::start(Offer::plain(), |_| Action::Go);
    deliver(&bench, &server, DAY).exits(0);
    let mail = |key: &String| {
        let text = page(&bench, key.trim_end_matches(".toml")).1;
        text.lines().find(|line| line.starts_with("mail = ")).map(str::to_owned)
    };
    let keys: Vec<String> = journal(&bench).into_keys().collect();
    let shared: Vec<&String> = keys
        .iter()
        .filter(|key| keys.iter().filter(|other| mail(other) == mail(key)).count() == 2)
        .collect();
    assert_eq!(shared.len(), 2, "one mail speaks of two records");
    let said = decide(
        &bench,
        &["--again", shared[1], "--reason", "lost", "--json", "--by", "Somying"],
    );
    let answer = said.exits(0).json();
    let decided = answer["decided"].as_array().expect("a list");
    assert_eq!(decided.len(), 2, "{answer}");
    assert_eq!(decided[0]["mail"], decided[1]["mail"]);
    deliver(&bench, &server, DAY)
        .exits(0)
        .answers("1 mails planned: 1 sent");
}

#[test]
fn whatever_is_not_held_is_refused_in_words_and_nothing_is_written() {
    let (bench, _sent, server) = in_doubt("git");
    let sent = "2570/secretariat-advance-0002/2026-11-30.before-7.agency";
    let adopted = {
        let text = fs::read_to_string(bench.root().join(format!("records/journal/adopted/{FIRST}.toml")));
        let text = text.expect("an adoption");
        text.lines()
            .find_map(|line| line.trim().strip_prefix('"'))
            .expect("a key")[..]
            .trim_end_matches("\",")
            .to_owned()
    };
    let head = bench.git(&["rev-parse", "HEAD"]);
    for (words, status, told) in [
        (vec!["--release", sent, "--reason", "x"], 2, "was sent on"),
        (vec!["--write-off", sent, "--reason", "x"], 2, "was sent on"),
        (vec!["--again", KEY, "--reason", "x"], 2, "use --release"),
        (
            vec!["--release", &adopted, "--reason", "x"],
            2,
            "when the book was taken on",
        ),
        (vec!["--release", "2570/nobody/x", "--reason", "x"], 2, "was never sent"),
        // All or none.
        (vec!["--release", KEY, sent, "--reason", "x"], 2, "nothing was written"),
        (vec!["--release", KEY, "--reason", "  "], 2, "say why"),
        (vec!["--release", KEY], 2, "--reason"),
        (vec!["--release", KEY, "--reason", "x", "--at", "HEAD"], 2, "--at"),
        (vec!["--release", KEY, "--reason", "x", "--send"], 2, "--send"),
    ] {
        decide(&bench, &words).exits(status).tells(told);
    }
    assert_eq!(bench.git(&["rev-parse", "HEAD"]), head);
    // Cleared since: it would not go any more, and the person is told so.
    let record = "records/secretariat/2570/advance-0002.toml";
    let cleared = format!(
        "{}\n[[clearing]]\ndate = 2026-11-24\nvouchers = 16_400.00\n",
        bench.text(record)
    );
    bench.file(record, &cleared);
    bench.commit("2026-11-27", "cleared");
    decide(&bench, &["--release", KEY, "--reason", "x"])
        .exits(2)
        .tells("use --write-off");
    decide(&bench, &["--write-off", KEY, "--reason", "cleared"]).exits(0);
    deliver(&bench, &server, DAY).exits(0).answers("0 reminders held");
    assert_eq!(copies(&server).len(), 1);
}

#[test]
#[cfg(unix)]
fn a_decision_stands_where_every_run_sees_it_or_not_at_all() {
    let (bench, sent, server) = in_doubt("remote");
    let words = ["--release", KEY, "--reason", "x"];
    hook(
        &sent,
        "echo 'error: GH006: Protected branch update failed for refs/heads/main.' >&2; exit 1",
    );
    decide(&bench, &words).exits(78).tells("GH006");
    hook(&sent, "echo 'not now' >&2; exit 1");
    decide(&bench, &words).exits(75).tells("not now");
    unhook(&sent);
    deliver(&bench, &server, DAY).exits(0).answers("1 reminders held");
    assert_eq!(copies(&server).len(), 1);
    let lock = fs::File::options()
        .write(true)
        .open(bench.root().join(".git/duebook/.lock"))
        .expect("a lock");
    lock.lock().expect("the lock");
    decide(&bench, &words).exits(75).tells("another delivery");
    drop(lock);
    bench.git(&["switch", "--quiet", "--detach"]);
    decide(&bench, &words).exits(78).tells("detached HEAD");
}
