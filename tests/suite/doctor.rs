//! `doctor`: each thing that a delivery depends on is looked at, each fault is
//! told apart in words, and no secret is in any of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use serde_json::Value;
use snapbox::{assert_data_eq, str};
use tempfile::TempDir;

use crate::bench::{Bench, Said, TODAY};
use crate::imap::{Fault, Imap};
use crate::smtp::{Account, Action, Authority, Event, Moment, Offer, Secure, Server, say};

const PASSWORD: &str = "hunter2";
const LOGIN: &str = "robot%40example.org:hunter2@";

/// An office whose book and mail are as they should be.
struct Scene {
    bench: Bench,
    outside: TempDir,
    server: Server,
    imap: Arc<Imap>,
}

fn account() -> Account {
    Account {
        mechanisms: "PLAIN LOGIN",
        user: "robot@example.org",
        secret: PASSWORD,
    }
}

impl Scene {
    fn new() -> Scene {
        Scene::with(|_| Action::Go)
    }

    /// With a server that has a script of its own.
    fn with(script: impl Fn(&Event) -> Action + Send + Sync + 'static) -> Scene {
        let authority = Authority::new("ours");
        let server = Server::start(
            Offer {
                secure: Secure::Implicit(authority.server("localhost", 4000)),
                account: Some(account()),
                keywords: vec!["8BITMIME"],
            },
            script,
        );
        let imap = Arc::new(Imap::start("Sent", Fault::None));
        let bench = Bench::office();
        let outside = TempDir::new().expect("a folder");
        let remote = outside.path().join("remote.git");
        bench.file(".gitignore", "/outbox/\n/site/\n");
        bench.file(".github/workflows/remind.yml", "name: remind\n");
        bench.file("ca.pem", &authority.pem());
        for rules in ["bma-2555", "procurement-2560"] {
            let path = format!("records/rules/{rules}.toml");
            let confirmed = "confirmed = { by = \"นางอัจฉรา เลิศวร\", on = 2026-10-01 }\n\n[[rule]]";
            let text = bench.text(&path).replacen("[[rule]]", confirmed, 1);
            bench.file(&path, &text);
        }
        let mail = format!(
            "[mail]\nlive = \"{}\"\narchive = {{ host = \"127.0.0.1\", port = {}, user = \"robot\", plain = true }}\n",
            remote.display().to_string().trim_end_matches(".git").to_lowercase(),
            imap.port
        );
        bench.edit("records/office.toml", "[mail]\n", &mail);
        bench.repository("2020-01-01");
        bench.git(&["init", "--quiet", "--bare", &remote.display().to_string()]);
        bench.git(&["remote", "add", "origin", &remote.display().to_string()]);
        bench.git(&["push", "--quiet", "--set-upstream", "origin", "main"]);
        Scene {
            bench,
            outside,
            server,
            imap,
        }
    }

    fn url(&self) -> String {
        format!("smtps://{LOGIN}localhost:{}", self.server.port)
    }

    fn run(&self, words: &[&str]) -> Said {
        self.run_with(words, |_| {})
    }

    fn run_with(&self, words: &[&str], prepare: impl FnOnce(&mut Command)) -> Said {
        let mut line = vec!["doctor"];
        line.extend(words);
        let said = self.bench.run_with(&line, |command| {
            command
                .env("DUEBOOK_SMTP_URL", self.url())
                .env("DUEBOOK_MAIL_CA", self.bench.root().join("ca.pem"))
                .env("DUEBOOK_IMAP_PASSWORD", "secret");
            prepare(command);
        });
        for secret in [PASSWORD, "robot@", "robot%40", "\"secret\"", "token-9f"] {
            assert!(
                !said.out.contains(secret) && !said.err.contains(secret),
                "{secret}: {said:#?}"
            );
        }
        said
    }

    fn commit(&self) {
        self.bench.commit("2020-01-02", "change");
        self.bench.git(&["push", "--quiet"]);
    }

    fn remote(&self) -> PathBuf {
        self.outside.path().join("remote.git")
    }

    /// The server's mails are what the account has sent.
    fn sent_folder_follows(&self) {
        let log = self.server.watch();
        let source = move || log().kept.into_iter().map(|kept| kept.bytes).collect();
        self.imap.held.lock().expect("no panic").source = Some(Box::new(source));
    }
}

fn by_name(said: &Said) -> BTreeMap<String, Value> {
    let answer = said.json();
    let checks = answer["checks"].as_array().expect("a list").clone();
    assert_eq!(answer["status"].as_i64(), said.status.map(i64::from));
    checks
        .into_iter()
        .map(|check| (check["name"].as_str().expect("a name").to_owned(), check))
        .collect()
}

/// One check must be in this state, say this, and know what to do; all others
/// of the scene stay as they were: nothing hides behind the first fault.
fn finds(said: &Said, status: i32, name: &str, state: &str, words: &str) -> BTreeMap<String, Value> {
    let checks = by_name(said.exits(status));
    let check = checks.get(name).unwrap_or_else(|| panic!("{name}: {said:#?}"));
    let found = check["found"].as_str().unwrap_or_default();
    assert!(check["state"] == state && found.contains(words), "{name}: {check:#}");
    assert_eq!(
        check["help"].is_null(),
        state == "fine" || state == "skipped",
        "{check:#}"
    );
    assert!(checks.len() >= 15, "all checks are made");
    checks
}

const JSON: [&str; 3] = ["--json", "--lang", "en"];

#[test]
fn a_sound_office_is_fine_and_a_test_mail_comes_back() {
    let scene = Scene::new();
    scene.sent_folder_follows();
    let head = scene.bench.git(&["rev-parse", "HEAD", "origin/main"]);
    let said = scene.run(&["--json", "--lang", "en", "--test-mail", "--wait", "10"]);
    let checks = finds(&said, 0, "found-again", "fine", "a run waits 15 minutes");
    for (name, check) in &checks {
        // The small office has addresses of example.org, as everything here.
        let want = if name == "samples" { "warning" } else { "fine" };
        assert_eq!(check["state"], want, "{name}: {check:#}");
    }
    let kept = scene.server.log().kept;
    assert_eq!(kept.len(), 1);
    assert!(
        kept[0].to.contains("<finance-desk@bma.example.org>"),
        "{:?}",
        kept[0].to
    );
    assert!(kept[0].message_id.starts_with("<test."), "{:?}", kept[0].message_id);
    let found = checks["test-mail"]["found"].as_str().expect("words");
    assert!(
        found.contains("250 2.0.0 Ok: queued as Q1") && found.contains(&kept[0].message_id),
        "{found}"
    );
    let route = checks["smtp-url"]["found"].as_str().expect("words");
    assert_eq!(
        route,
        format!(
            "localhost:{}, TLS from the first byte, login by password",
            scene.server.port
        )
    );
    // Nothing was claimed and nothing written.
    assert_eq!(scene.bench.git(&["rev-parse", "HEAD", "origin/main"]), head);
    assert_eq!(scene.bench.git(&["status", "--porcelain"]), "");
    assert!(!scene.bench.root().join("records/journal").exists());
}

#[test]
fn no_mail_leaves_unless_it_is_asked_for() {
    let scene = Scene::new();
    let said = scene.run(&JSON);
    finds(&said, 0, "test-mail", "skipped", "--test-mail");
    assert!(scene.server.log().kept.is_empty());
    scene.run(&["--wait", "5"]).exits(2);
    scene.run(&["--at", "HEAD"]).exits(2).tells("--at");
}

#[test]
fn each_fault_of_the_mail_is_told_apart() {
    let scene = Scene::new();
    let port = scene.server.port;
    let other = Authority::new("theirs");
    scene.bench.file("other.pem", &other.pem());
    let plain = Server::start(Offer::plain(), |_| Action::Go);
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port")
        .port();
    let root = scene.bench.root().to_owned();
    let cases: [(&str, String, &str, i32, &str); 9] = [
        ("smtp-url", String::new(), "", 78, "nothing says where mails go"),
        (
            "smtp-url",
            "https://robot:hunter2@localhost".into(),
            "",
            78,
            "malformed",
        ),
        (
            "smtp-url",
            "smtp://robot:hunter2@mail.example.go.th:25".into(),
            "",
            78,
            "is not encrypted",
        ),
        (
            "smtp",
            format!("smtp://127.0.0.1:{closed}"),
            "",
            75,
            "has nobody at this port",
        ),
        (
            "smtp",
            format!("smtps://{LOGIN}no-such-host.invalid"),
            "",
            75,
            "is not known to the DNS",
        ),
        (
            "smtp",
            format!("smtps://robot%40example.org:wronghunter2x@localhost:{port}"),
            "",
            78,
            "refuses the login",
        ),
        ("smtp", scene.url(), "other.pem", 78, "by somebody unknown here"),
        ("smtp", scene.url(), "absent.pem", 78, "DUEBOOK_MAIL_CA"),
        (
            "smtp",
            format!("smtp+starttls://{LOGIN}localhost:{}", plain.port),
            "",
            78,
            "does not offer STARTTLS",
        ),
    ];
    for (name, url, ca, status, words) in cases {
        let said = scene.run_with(&["--json", "--lang", "en", "--test-mail"], |command| {
            command.env("DUEBOOK_SMTP_URL", &url);
            if !ca.is_empty() {
                command.env("DUEBOOK_MAIL_CA", root.join(ca));
            }
        });
        let checks = by_name(said.exits(status));
        let check = &checks[name];
        assert!(
            check["state"] == "wrong" && !check["help"].is_null(),
            "{url}: {check:#}"
        );
        assert!(
            check["found"].as_str().is_some_and(|found| found.contains(words)),
            "{words}: {check:#}"
        );
        assert_eq!(checks["test-mail"]["state"], "skipped", "{check:#}");
    }
    assert!(scene.server.log().kept.is_empty() && plain.log().kept.is_empty());
    assert!(plain.log().auth.is_empty(), "no password without encryption");
}

#[test]
fn a_folder_takes_mails_where_it_can_be_written() {
    let scene = Scene::new();
    let run = |url: String| {
        scene.run_with(&["--json", "--lang", "en", "--test-mail", "--wait", "0"], |command| {
            command.env("DUEBOOK_SMTP_URL", url);
        })
    };
    let folder = scene.outside.path().join("mails");
    let said = run(format!("file:{}", folder.display()));
    finds(&said, 0, "smtp", "fine", "can be written");
    assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 1);
    let file = scene.bench.root().join("ca.pem");
    finds(
        &run(format!("file:{}", file.display())),
        78,
        "smtp",
        "wrong",
        "nothing can be written",
    );
}

#[test]
fn each_fault_of_the_mailbox_is_told_apart() {
    let scene = Scene::new();
    let said = scene.run_with(&JSON, |command| {
        command.env_remove("DUEBOOK_IMAP_PASSWORD");
    });
    finds(
        &said,
        78,
        "mailbox",
        "wrong",
        "needs a password in DUEBOOK_IMAP_PASSWORD",
    );
    let said = scene.run_with(&JSON, |command| {
        command.env("DUEBOOK_IMAP_PASSWORD", "token-9f");
    });
    finds(&said, 78, "mailbox", "wrong", "refuses the login");
    let garbage = Imap::start("Sent", Fault::Garbage);
    let port = format!("port = {}", scene.imap.port);
    scene
        .bench
        .edit("records/office.toml", &port, &format!("port = {}", garbage.port));
    scene.commit();
    finds(
        &scene.run(&JSON),
        75,
        "mailbox",
        "wrong",
        "does not answer as a mailbox does",
    );
    scene.bench.edit(
        "records/office.toml",
        &format!("port = {}", garbage.port),
        &format!("{port}, bounces = \"Returned\""),
    );
    scene.commit();
    finds(&scene.run(&JSON), 78, "mailbox", "wrong", "has no folder Returned");
}

#[test]
fn a_mailbox_that_does_not_know_its_own_mails_is_not_to_be_asked() {
    let scene = Scene::new();
    let test = ["--json", "--lang", "en", "--test-mail", "--wait", "1"];
    let said = scene.run(&test);
    let checks = finds(
        &said,
        0,
        "found-again",
        "warning",
        "not in the folder of sent mails after",
    );
    let help = checks["found-again"]["help"].as_str().expect("words");
    assert!(help.contains("--wait 900") && help.contains("15 minutes"), "{help}");
    let said = scene.run_with(&test, |command| {
        command.env("DUEBOOK_TEST_SETTLE_MS", "500");
    });
    finds(
        &said,
        78,
        "found-again",
        "wrong",
        "not in the folder of sent mails after",
    );
}

#[test]
fn what_the_server_says_to_the_test_mail_is_told() {
    for (moment, reply, status, words) in [
        (
            Moment::Rcpt,
            "550 5.1.1 no such user",
            78,
            "refuses it (550 5.1.1 no such user)",
        ),
        (
            Moment::Mail,
            "550 5.7.1 not by that name",
            75,
            "was not sent (550 5.7.1 not by that name)",
        ),
        (
            Moment::Received,
            "451 4.3.0 try later",
            75,
            "puts it off (451 4.3.0 try later)",
        ),
    ] {
        let scene = Scene::with(move |event| if event.moment == moment { say(reply) } else { Action::Go });
        let said = scene.run(&["--json", "--lang", "en", "--test-mail"]);
        let checks = finds(&said, status, "test-mail", "wrong", words);
        assert!(!checks.contains_key("found-again"), "what did not go is not looked for");
    }
}

#[test]
fn each_fault_of_git_is_told_apart() {
    let scene = Scene::new();
    let git = |words: &[&str]| scene.bench.git(words);
    let remote = scene.remote().display().to_string();

    git(&["switch", "--quiet", "--detach"]);
    finds(&scene.run(&JSON), 78, "branch", "wrong", "detached HEAD");
    git(&["switch", "--quiet", "main"]);

    // On a branch that follows another one, and where nobody can say which remote.
    git(&["switch", "--quiet", "--create", "work", "--track", "origin/main"]);
    let checks = finds(&scene.run(&JSON), 78, "branch", "wrong", "work follows main");
    assert_eq!(checks["branch"]["help"], "git branch --move main");
    let thai = scene.run(&["--json", "--lang", "th", "--today", TODAY]);
    finds(&thai, 78, "branch", "wrong", "สาขา work ตามสาขา main ซึ่งชื่อไม่ตรงกัน");
    git(&["switch", "--quiet", "main"]);
    git(&["branch", "--quiet", "--delete", "--force", "work"]);

    git(&["remote", "set-url", "origin", "/nowhere/at/all.git"]);
    let checks = finds(&scene.run(&JSON), 78, "remote", "wrong", "cannot be fetched");
    assert_eq!(checks["push"]["state"], "skipped");
    finds(&scene.run(&JSON), 78, "live", "wrong", "this is a copy");
    // An address with its login is repeated without it.
    git(&[
        "remote",
        "set-url",
        "origin",
        "http://robot:hunter2@127.0.0.1:1/book.git",
    ]);
    finds(&scene.run(&JSON), 78, "remote", "wrong", "127.0.0.1:1/book");
    git(&["remote", "set-url", "origin", &remote]);

    git(&["remote", "set-url", "--push", "origin", "/read/only.git"]);
    finds(&scene.run(&JSON), 78, "push", "wrong", "took no push");
    git(&["config", "--unset", "remote.origin.pushurl"]);

    // What a killed write left is no edit of the book.
    for left in ["records/secretariat/.tmpAb12cd", "records/.import/lock"] {
        scene.bench.file(left, "x");
    }
    finds(&scene.run(&JSON), 0, "edits", "fine", "none");
    scene
        .bench
        .remove("records/.import")
        .remove("records/secretariat/.tmpAb12cd");
    scene
        .bench
        .edit("records/office.toml", "due_soon_days = 7", "due_soon_days = 8");
    finds(&scene.run(&JSON), 0, "edits", "warning", "not committed");
    git(&["checkout", "--quiet", "--", "records"]);

    scene.bench.remove(".gitignore");
    finds(&scene.run(&JSON), 0, "ignored", "warning", "outbox/ site/");
    git(&["checkout", "--quiet", "--", ".gitignore"]);

    // What is not pushed yet is not pushed by a check-up.
    let there = git(&["ls-remote", "origin", "main"]);
    scene.bench.file("note.txt", "mine").commit("2020-01-02", "mine");
    finds(&scene.run(&JSON), 0, "push", "fine", "a dry run is taken");
    assert_eq!(git(&["ls-remote", "origin", "main"]), there);
    git(&["reset", "--quiet", "--hard", "HEAD~1"]);

    // A hook that refuses is not met by a dry run, and the check says so.
    let hook = scene.remote().join("hooks/pre-receive");
    fs::write(&hook, "#!/bin/sh\nexit 1\n").expect("a hook");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).expect("rights");
    }
    finds(&scene.run(&JSON), 0, "push", "fine", "show only in a real run");
    fs::remove_file(&hook).expect("a hook");

    git(&["switch", "--quiet", "--create", "try"]);
    git(&["remote", "set-head", "origin", "main"]);
    finds(&scene.run(&JSON), 78, "branch", "wrong", "not the main branch (main)");
    git(&["switch", "--quiet", "main"]);

    // Both sides have a commit that the other lacks.
    scene.bench.file("note.txt", "theirs").commit("2020-01-02", "theirs");
    git(&["push", "--quiet"]);
    git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    scene.bench.file("other.txt", "ours").commit("2020-01-03", "ours");
    finds(&scene.run(&JSON), 78, "remote", "wrong", "have diverged");
}

#[test]
fn a_shallow_clone_is_seen() {
    let scene = Scene::new();
    scene.bench.file("note.txt", "x");
    scene.commit();
    let clone = scene.outside.path().join("clone");
    let from = format!("file://{}", scene.remote().display());
    scene.bench.git(&[
        "clone",
        "--quiet",
        "--depth",
        "1",
        "--branch",
        "main",
        &from,
        &clone.display().to_string(),
    ]);
    let root = clone.display().to_string();
    let said = scene.run(&["--json", "--lang", "en", "--root", &root]);
    assert_eq!(by_name(&said)["history"]["state"], "warning", "{said:#?}");
}

#[test]
fn a_clock_before_what_has_happened_is_wrong() {
    let scene = Scene::new();
    scene
        .bench
        .file("note.txt", "x")
        .commit("2090-01-01", "from the future");
    finds(
        &scene.run(&JSON),
        78,
        "clock",
        "wrong",
        "before the newest commit (2090-01-01 09:00",
    );
}

#[test]
fn the_book_is_looked_at() {
    let scene = Scene::new();
    scene.bench.remove("records/holidays/2570.toml");
    scene.bench.edit(
        "records/legal/agency.toml",
        "email   = \"saraban@legal.example.org\"\n",
        "",
    );
    scene.bench.edit(
        "records/office.toml",
        "finance-desk@bma.example.org",
        "finance@elsewhere.example.org",
    );
    scene.bench.edit("records/rules/bma-2555.toml", "confirmed = ", "# ");
    scene.bench.edit(
        "records/secretariat/2570/advance-0002.toml",
        ", email = \"benjamas.l@secretariat.example.org\"",
        "",
    );
    scene.commit();
    let said = scene.run(&JSON);
    let day = |name: &str, words: &str| finds(&said, 0, name, "warning", words);
    day(
        "holidays",
        "known until 2026-12-31; due dates after that are provisional, and may be errors that stop deliveries from 2026-11-02",
    );
    day("agencies", "1 of 2 agencies have no mailbox: legal");
    day("sender", "in another domain");
    day("rules", "1 not confirmed: bma-2555");
    day("addresses", "1 records");
    scene.bench.remove("records/holidays/2569.toml");
    scene.commit();
    let checks = finds(
        &scene.run(&JSON),
        1,
        "holidays",
        "wrong",
        "no table of this year's holidays (2026)",
    );
    assert_eq!(checks["records"]["state"], "wrong");
    assert_eq!(checks["plan"]["state"], "skipped");
    scene
        .bench
        .edit("records/office.toml", "from     = \"finance@bma.example.org\"\n", "");
    scene.commit();
    finds(&scene.run(&JSON), 78, "sender", "wrong", "there is no sender");
}

#[test]
fn the_journal_is_looked_at() {
    let scene = Scene::new();
    let file = format!("file:{}", scene.outside.path().join("mails").display());
    let send = |day: &str| {
        scene
            .bench
            .run_with(&["remind", "--send", "--lang", "en", "--today", day], |command| {
                command.env("DUEBOOK_SMTP_URL", &file);
            })
    };
    let said = scene.run(&JSON);
    finds(
        &said,
        0,
        "journal",
        "fine",
        "the first --send takes 12 reminders on as they stand and sends none",
    );
    send("2026-11-22").exits(0);
    send("2026-11-23").exits(0);
    let run = |day: &str| scene.run(&["--json", "--lang", "en", "--today", day]);
    finds(&run("2026-11-24"), 0, "journal", "fine", "last run 2026-11-23");
    let late = run("2026-11-27");
    let checks = finds(&late, 0, "journal", "warning", "reminders are 4 days late");
    assert_eq!(
        checks["plan"]["found"],
        "5 of 5 mails go · 12 reminders that stood when the book was taken on (2026-11-22) are never sent"
    );
    scene.bench.edit(
        "records/office.toml",
        "[mail]\n",
        "[mail]\ntripwire = 1\npaused = false\n",
    );
    scene.commit();
    finds(&run("2026-11-27"), 0, "plan", "warning", "above tripwire = 1");
    scene
        .bench
        .edit("records/office.toml", "paused = false", "paused = true");
    scene.commit();
    finds(&run("2026-11-27"), 0, "plan", "warning", "mail.paused = true");
}

#[test]
fn a_book_without_git_is_drawn_in_thai() {
    let bench = Bench::office();
    let said = bench.run_with(&["doctor", "--today", TODAY], |command| {
        command
            .env("DUEBOOK_SMTP_URL", "smtp://127.0.0.1:1")
            .env_remove("DUEBOOK_MAIL_CA");
    });
    assert_data_eq!(
        &said.exits(75).out,
        str![[r#"
✓ เรียบร้อย    สมุดที่ตรวจ             แฟ้มใน [..]/records
✓ เรียบร้อย    ระเบียน               16 ระเบียน ไม่มีข้อผิดพลาด ข้อควรตรวจ 0
✓ เรียบร้อย    วันหยุดราชการ          ตารางถึง 31 ธ.ค. 2570
! ควรดู       ระเบียบ               2 ระเบียบ ยังไม่มีผู้ยืนยัน 2: bma-2555, procurement-2560
    → เทียบกับตัวบทแล้วเขียน  confirmed = { by = "ชื่อ", on = วันที่ }  ใน records/rules/
✓ เรียบร้อย    อีเมลของผู้รับ           ทุกระเบียนที่ต้องเตือนมีอีเมลของผู้ยืมหรือคู่สัญญา
✓ เรียบร้อย    อีเมลของส่วนราชการ     2 ส่วนราชการ มีอีเมลกลางครบ
✓ เรียบร้อย    ผู้ส่ง                  จาก finance@bma.example.org คำตอบไปที่ finance-desk@bma.example.org
✓ เรียบร้อย    บันทึกการส่ง            ยังไม่เคยส่ง: การส่งครั้งแรกจะรับ 12 รายการตามที่เป็นอยู่และไม่ส่ง
✓ เรียบร้อย    รายการที่รอ            รอเจ้าหน้าที่ 0 ยังไม่รู้ผล 0 ปลายทางไม่รับ 0 ตีกลับ 0 เซิร์ฟเวอร์ให้รอ 0 ไม่มีที่อยู่ 0
✓ เรียบร้อย    ถ้าส่งตอนนี้             เป็นการส่งครั้งแรก: จะรับสมุดตามที่เป็นอยู่ 12 รายการโดยไม่ส่ง ขั้นถัดไปของแต่ละรายการจึงเริ่มส่ง
✓ เรียบร้อย    นาฬิกา                [..] ตามเวลาไทย ไม่ขึ้นกับเขตเวลาของเครื่อง
! ควรดู       ที่อยู่ตัวอย่าง            ยังมีที่อยู่ตัวอย่าง (example) ซึ่งไม่มีใครรับ: office, legal, secretariat · ผู้ยืมและคู่สัญญา 15 ระเบียน
    → แก้เป็นที่อยู่จริงใน records/office.toml, records/<หน่วยงาน>/agency.toml และระเบียน
– ข้าม        ตัวตั้งเวลา             ในสมุดไม่มี workflow ที่ส่ง ให้ cron หรือ systemd ของเครื่องสั่ง duebook remind --send
✓ เรียบร้อย    git                  git version [..]
! ควรดู       สาขา                 สมุดไม่ได้อยู่ใน git (หรือยังไม่ commit) บันทึกการส่งอยู่ในเครื่องนี้เท่านั้น
    → git init แล้ว git add . และ git commit จึงส่งจากเครื่องอื่นต่อได้และตรวจย้อนหลังได้
✓ เรียบร้อย    ทางส่งอีเมล            127.0.0.1:1 · ไม่เข้ารหัส ในเครื่องนี้เท่านั้น · ไม่เข้าระบบ
✗ ต้องแก้      เซิร์ฟเวอร์ส่ง           127.0.0.1:1 ไม่มีเซิร์ฟเวอร์เปิดรับที่พอร์ตนี้
    → ตรวจชื่อ พอร์ต และเครือข่าย (ไฟร์วอลล์ของเครื่องนี้) ถ้าถูกแล้วลองใหม่ภายหลัง
– ข้าม        กล่องจดหมาย           ไม่มี [mail.archive] ให้ถามหลังล้มกลางทาง รายการที่ไม่แน่ใจรอเจ้าหน้าที่
– ข้าม        อีเมลทดสอบ            ไม่ได้สั่ง ลองส่งถึงสำนักงานเองได้ด้วย --test-mail
ตรวจ 19 ข้อ: เรียบร้อย 12 ควรดู 3 ต้องแก้ 1 ข้าม 3
ก่อนการแจ้งเตือนฉบับแรกต้องแก้: เซิร์ฟเวอร์ส่ง
และควรดู: ระเบียบ, ที่อยู่ตัวอย่าง, สาขา

"#]]
    );
    assert_eq!(said.err, "");
}

#[test]
fn the_same_in_english() {
    let bench = Bench::office();
    let said = bench.run_with(&["doctor", "--lang", "en", "--today", TODAY], |command| {
        command.env_remove("DUEBOOK_SMTP_URL").env_remove("DUEBOOK_MAIL_CA");
    });
    assert_data_eq!(
        &said.exits(78).out,
        str![[r#"
✓ fine       Book          the files in [..]/records
✓ fine       Records       16 records without errors, 0 warnings
✓ fine       Holidays      known until 2027-12-31
! warning    Regulations   2 regulations, 2 not confirmed: bma-2555, procurement-2560
    → compare with the law, then write  confirmed = { by = "name", on = DATE }  in records/rules/
✓ fine       Addresses     every record to be reminded of has its party's address
✓ fine       Agencies      2 agencies, each with its mailbox
✓ fine       Sender        from finance@bma.example.org; answers go to finance-desk@bma.example.org
✓ fine       Journal       nothing was ever sent: the first --send takes 12 reminders on as they stand and sends none
✓ fine       Waiting       0 wait for an officer, 0 in doubt, 0 refused, 0 came back, 0 put off, 0 without an address
✓ fine       A run now     this is the first delivery: it takes 12 reminders on as they stand and sends none; the next stage of each will be sent
✓ fine       Clock         [..] in Thai time, whatever this machine's time zone
! warning    Samples       addresses made for examples, at which nobody reads: office, legal, secretariat · borrowers and contractors in 15 records
    → put the real ones into records/office.toml, records/<agency>/agency.toml and the records
– skipped    Schedule      the book has no workflow that sends; have cron or systemd of a machine run duebook remind --send
✓ fine       git           git version [..]
! warning    Branch        the book is not in git (or not committed yet); its journal is on this machine alone
    → git init, git add . and git commit: then another machine can go on, and history can be checked
✗ wrong      Mail route    nothing says where mails go: set DUEBOOK_SMTP_URL, such as smtps://user:password@smtp.example.go.th:465 or file:sent
    → set in the environment, such as  DUEBOOK_SMTP_URL=smtps://user:password@smtp.example.go.th:465  (@ : % in a password are %40 %3A %25)
– skipped    Mail server   it is not known where mails go
– skipped    Mailbox       there is no [mail.archive] to ask after a crash; what is in doubt waits for a person
– skipped    Test mail     not asked for; --test-mail sends one to the office itself
19 checks: 11 fine, 3 warnings, 1 wrong, 4 skipped
before the first reminder, mend: Mail route
and look at: Regulations, Samples, Branch

"#]]
    );
}

#[test]
fn what_a_first_reminder_waits_for_is_told() {
    let scene = Scene::new();
    let samples = finds(&scene.run(&JSON), 0, "samples", "warning", "nobody reads: office, ");
    let found = samples["samples"]["found"].as_str().expect("words");
    assert!(found.contains("borrowers and contractors in "), "{found}");
    finds(
        &scene.run(&JSON),
        0,
        "schedule",
        "fine",
        ".github/workflows/remind.yml sends once",
    );
    // A script that does not know from where to build stops the workflow.
    scene.bench.file(".ci/program", "version=0.1.0\nsource=''\n");
    finds(
        &scene.run(&JSON),
        0,
        "schedule",
        "warning",
        ".ci/program has no address",
    );
    scene.bench.file(
        ".ci/program",
        "version=0.1.0\nsource='https://git.example.org/tools/duebook'\n",
    );
    finds(&scene.run(&JSON), 0, "schedule", "fine", "DUEBOOK_SEND");
    scene.bench.remove(".github");
    finds(&scene.run(&JSON), 0, "schedule", "skipped", "cron or systemd");
    // People read the end first.
    scene
        .run(&["--lang", "en"])
        .exits(0)
        .answers("ready for the first reminder: duebook remind --send\nand look at: Samples");
    let said = scene.run_with(&["--lang", "en"], |command| {
        command.env_remove("DUEBOOK_SMTP_URL");
    });
    said.exits(78).answers("before the first reminder, mend: Mail route\n");
    scene.bench.git(&[
        "remote",
        "set-url",
        "origin",
        "https://localhost.invalid:1/finance/book.git",
    ]);
    let checks = finds(&scene.run(&JSON), 78, "protection", "skipped", "no force push to main");
    assert_eq!(checks["live"]["state"], "wrong");
    scene.bench.git(&["remote", "remove", "origin"]);
    finds(&scene.run(&JSON), 78, "live", "wrong", "has no remote yet");
}

#[test]
fn a_book_without_records_has_nothing_to_remind_of() {
    let scene = Scene::new();
    for year in ["2569", "2570"] {
        scene.bench.remove(&format!("records/secretariat/{year}"));
    }
    for folder in fs::read_dir(scene.bench.root().join("records")).expect("records") {
        let agency = folder.expect("an entry").path();
        for year in ["2566", "2567", "2568", "2569", "2570"] {
            let _ = fs::remove_dir_all(agency.join(year));
        }
    }
    scene.commit();
    finds(&scene.run(&JSON), 0, "records", "warning", "no records yet");
}
