//! `init`: an office's own book, as whoever founds it meets the program.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use duebook::founding::{self, Answers, Kind, NINE, Regulation, agencies};
use duebook::pen;
use duebook::record::{Audience, shape};

use crate::bench::{Bench, Said, files_below};

/// The options that leave no needed question open.
const WHOLE: [&str; 6] = ["--name", "กองคลัง", "--agency", "all", "--rules", "bma-2555"];

fn folder(bench: &Bench) -> PathBuf {
    bench.root().join("book")
}

fn init(bench: &Bench, options: &[&str]) -> Said {
    init_with(bench, options, |_| {})
}

fn init_with(bench: &Bench, options: &[&str], prepare: impl FnOnce(&mut Command)) -> Said {
    let folder = folder(bench);
    let folder = folder.to_str().expect("a plain path");
    let mut words = vec!["init", folder];
    words.extend(options);
    bench.run_with(&words, |command| {
        for (name, value) in [
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_AUTHOR_NAME", "Somying"),
            ("GIT_AUTHOR_EMAIL", "somying@example.org"),
            ("GIT_COMMITTER_NAME", "Somying"),
            ("GIT_COMMITTER_EMAIL", "somying@example.org"),
        ] {
            command.env(name, value);
        }
        prepare(command);
    })
}

/// Runs the program on the new book.
fn on(bench: &Bench, words: &[&str]) -> Said {
    let folder = folder(bench);
    let mut line = vec!["--root", folder.to_str().expect("a plain path")];
    line.extend(words);
    let mut command = Command::new(env!("CARGO_BIN_EXE_duebook"));
    command
        .args(["--today", "2026-11-20"])
        .args(&line)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null());
    Said::by(&mut command, &line.join(" "))
}

fn git(folder: &Path, words: &[&str]) -> String {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(words)
        .output()
        .expect("git can be run");
    assert!(output.status.success(), "git {words:?}");
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}

/// The files of a book, without git's own: path and bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    files_below(folder)
        .into_iter()
        .map(|path| {
            (
                path.strip_prefix(folder).expect("below").to_string_lossy().into_owned(),
                path,
            )
        })
        .filter(|(name, _)| !name.starts_with(".git/"))
        .map(|(name, path)| (name, fs::read(path).expect("a file")))
        .collect()
}

#[test]
fn a_new_book_is_sound_from_its_first_commit() {
    let bench = Bench::empty();
    let options = [&WHOLE[..], &["--repository", "https://github.com/bma/book", "--commit"]].concat();
    init(&bench, &options)
        .exits(0)
        .answers("book")
        .tells("git remote add origin https://github.com/bma/book.git");
    let folder = folder(&bench);
    assert_eq!(
        git(&folder, &["log", "--format=%an %s"]),
        "Somying office: ตั้งสมุดของ กองคลัง"
    );
    assert_eq!(git(&folder, &["branch", "--show-current"]), "main");
    assert_eq!(git(&folder, &["status", "--porcelain"]), "");
    on(&bench, &["check"]).exits(0);
    assert!(on(&bench, &["check", "--json"]).exits(0).findings().is_empty());
    on(&bench, &["fmt", "--check"]).exits(0);
    on(&bench, &["build"]).exits(0).answers("site/index.html");
    on(&bench, &["run"]).exits(0);
    on(&bench, &["remind", "--plan"]).exits(0);
    assert_eq!(
        git(&folder, &["status", "--porcelain"]),
        "",
        "what is built is no part of the book"
    );
    on(
        &bench,
        &[
            "new",
            "advance",
            "--agency",
            "secretariat",
            "--contract",
            "บย. 1/2570",
            "--fund",
            "budget",
            "--purpose",
            "other-duty",
            "--project",
            "จัดอบรม",
            "--amount",
            "10,000",
            "--borrower",
            "นางสาวตัวอย่าง ใจดี",
            "--email",
            "a@example.org",
            "--contracted",
            "2026-11-02",
            "--received",
            "2026-11-05",
            "--position",
            "นักวิชาการ",
        ],
    )
    .exits(0)
    .answers("records/secretariat/2570/advance-0001.toml");
    on(&bench, &["check"]).exits(0);
}

#[test]
fn doctor_says_what_a_new_book_lacks() {
    let bench = Bench::empty();
    let options = [&WHOLE[..], &["--repository", "https://github.com/bma/book", "--commit"]].concat();
    init(&bench, &options).exits(0);
    let said = on(&bench, &["doctor", "--json", "--lang", "en"]);
    let answer = said.exits(78).json();
    let states: Vec<(&str, &str)> = answer["checks"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|check| {
            (
                check["name"].as_str().expect("a name"),
                check["state"].as_str().expect("a state"),
            )
        })
        .collect();
    for (name, state) in [
        ("records", "warning"),
        ("holidays", "fine"),
        ("rules", "warning"),
        ("agencies", "warning"),
        ("sender", "wrong"),
        ("samples", "fine"),
        ("schedule", "warning"),
        ("owners", "fine"),
        ("branch", "fine"),
        ("remote", "warning"),
        ("edits", "fine"),
        ("live", "wrong"),
        ("ignored", "fine"),
        ("smtp-url", "wrong"),
        ("test-mail", "skipped"),
    ] {
        assert!(states.contains(&(name, state)), "{name} {state}: {states:?}");
    }
    on(&bench, &["doctor"])
        .exits(78)
        .answers("ก่อนการแจ้งเตือนฉบับแรกต้องแก้: ผู้ส่ง, ที่เก็บตัวจริง, ทางส่งอีเมล\n");
}

/// From nothing to the first reminder, with what the pages of a new book tell.
#[test]
fn the_first_reminder_of_a_new_book_goes_out() {
    let bench = Bench::empty();
    let options = [
        &WHOLE[..],
        &[
            "--from",
            "finance@bma.example.org",
            "--mailbox",
            "secretariat=saraban@secretariat.example.org",
            "--commit",
        ],
    ]
    .concat();
    init(&bench, &options).exits(0);
    let folder = folder(&bench);
    let remote = bench.root().join("remote.git");
    let remote = remote.to_str().expect("a plain path");
    git(bench.root(), &["init", "--quiet", "--bare", remote]);
    git(&folder, &["config", "user.name", "Somying"]);
    git(&folder, &["config", "user.email", "somying@example.org"]);
    git(&folder, &["remote", "add", "origin", remote]);
    git(&folder, &["push", "--quiet", "--set-upstream", "origin", "main"]);
    on(
        &bench,
        &[
            "new",
            "advance",
            "--agency",
            "secretariat",
            "--contract",
            "บย. 1/2570",
            "--fund",
            "budget",
            "--purpose",
            "other-duty",
            "--project",
            "จัดอบรม",
            "--amount",
            "10,000",
            "--borrower",
            "นางสาวตัวอย่าง ใจดี",
            "--email",
            "borrower@secretariat.example.org",
            "--contracted",
            "2026-10-01",
            "--received",
            "2026-10-05",
            "--position",
            "นักวิชาการ",
            "--commit",
        ],
    )
    .exits(0);
    git(&folder, &["push", "--quiet"]);
    let mails = bench.root().join("mails");
    let route = format!("file:{}", mails.display());
    let send = |words: &[&str]| {
        let mut line = vec!["--root", folder.to_str().expect("a plain path")];
        line.extend(words);
        let mut command = Command::new(env!("CARGO_BIN_EXE_duebook"));
        command
            .args(&line)
            .env("DUEBOOK_SMTP_URL", &route)
            .env("DUEBOOK_TEST_PUSH_MS", "0")
            .stdin(Stdio::null());
        Said::by(&mut command, &line.join(" "))
    };
    send(&["doctor", "--lang", "en"])
        .exits(0)
        .answers("ready for the first reminder");
    // The first run takes on what is there; a week before the due day the first mail goes,
    // and with it the week's digest, as no run came on Monday.
    send(&["remind", "--send", "--today", "2026-10-20"]).exits(0);
    assert!(!mails.exists() || files_below(&mails).is_empty());
    send(&["remind", "--send", "--today", "2026-10-28"]).exits(0);
    let texts: Vec<String> = files_below(&mails)
        .iter()
        .map(|path| fs::read_to_string(path).expect("a mail"))
        .collect();
    let to = |address: &str| texts.iter().filter(|text| text.contains(address)).count();
    assert_eq!(texts.len(), 3, "{texts:#?}");
    for address in ["borrower@secretariat.example.org", "saraban@secretariat.example.org"] {
        assert_eq!(to(&format!("To: {address}")), 1, "{address}");
    }
    assert_eq!(to("2026-10-28.digest.office@"), 1);
    assert!(
        git(&folder, &["log", "--format=%s", "origin/main"]).lines().count() > 3,
        "the journal is pushed"
    );
}

/// Whatever a machine does with line ends, a checkout of a book is the same.
#[test]
fn line_ends_survive_a_checkout_of_windows() {
    let bench = Bench::empty();
    let options = [&WHOLE[..], &["--repository", "https://github.com/bma/book", "--commit"]].concat();
    init(&bench, &options).exits(0);
    let (from, to) = (folder(&bench), bench.root().join("clone"));
    let words = ["clone", "--quiet", "-c", "core.autocrlf=true", "-c", "core.eol=crlf"];
    let ends = [from.to_str().expect("a path"), to.to_str().expect("a path")];
    git(bench.root(), &[&words[..], &ends].concat());
    let lf = |name: &str| {
        [".toml", ".yml", ".md", ".json"].iter().any(|end| name.ends_with(end)) || name.starts_with(".ci/")
    };
    let (before, after) = (files(&from), files(&to));
    for ((name, before), (_, after)) in before.iter().zip(&after).filter(|((name, _), _)| lf(name)) {
        assert!(before == after, "{name} has other line ends");
    }
    assert_eq!(git(&to, &["status", "--porcelain"]), "");
}

#[test]
fn with_nobody_to_answer_what_is_usual_is_taken_and_said() {
    for (given, name) in [(vec![], "book"), (vec!["--name", "กองคลัง"], "กองคลัง")] {
        let bench = Bench::empty();
        let said = init(&bench, &given);
        said.exits(0).tells("ไม่มีผู้ตอบ").tells("bma-2555");
        let text = |path: &str| fs::read_to_string(folder(&bench).join(path)).expect("a file");
        let office: toml::Table = text("records/office.toml").parse().expect("TOML");
        assert_eq!(office["name"].as_str(), Some(name));
        assert!(text("records/secretariat/agency.toml").contains("name"));
        on(&bench, &["check"]).exits(0);
    }
    // What a repository is can not be guessed.
    let bench = Bench::empty();
    let given = [&WHOLE[..], &["--repository", "https://git.example.go.th/f/b"]].concat();
    init(&bench, &given).exits(2).tells("--forge");
    assert!(!folder(&bench).exists(), "nothing is written");
}

#[test]
fn all_options_that_cannot_be_taken_are_told_at_once() {
    let bench = Bench::empty();
    let said = init(
        &bench,
        &[
            "--name",
            "ก\nข",
            "--from",
            "x",
            "--reply-to",
            "a@b",
            "--agency",
            "roads",
            "--agency",
            "rules=ก",
            "--agency",
            "secretariat",
            "--mailbox",
            "roads=a@example.org",
            "--rules",
            "bma",
            "--repository",
            "https://h/x",
            "--forge",
            "svn",
            "--site-url",
            "ftp://x/",
            "--program",
            "git@h:a/b.git",
            "--lang",
            "en",
        ],
    );
    said.exits(2);
    for words in [
        "--name: it has a line break",
        "--from: no mail address",
        "--reply-to: no mail address",
        "--agency: \"roads\" needs a name",
        "--agency: \"rules\" is no name for an agency's folder",
        "--mailbox: --agency names no \"roads\"",
        "--rules: choose one of bma-2555",
        "--repository: no address of a repository",
        "--forge: choose one of github",
        "--site-url: no web address",
        "--program: it must begin with https://",
    ] {
        said.tells(words);
    }
    assert!(!folder(&bench).exists(), "nothing is written");
}

/// Types answers, a line a question.
fn dialogue(bench: &Bench, options: &[&str], answers: &[&str]) -> Said {
    let text = answers.join("\n") + "\n";
    let file = bench.root().join("answers");
    fs::File::create(&file)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .expect("answers");
    let from = fs::File::open(&file).expect("answers");
    init_with(bench, options, |command| _ = command.stdin(Stdio::from(from)))
}

/// Git refuses the first commit of somebody whom it does not know.
#[test]
fn whom_git_does_not_know_is_told_how_to_say_who_commits() {
    let bench = Bench::empty();
    let said = init_with(&bench, &WHOLE, |command| {
        for name in [
            "GIT_AUTHOR_NAME",
            "GIT_AUTHOR_EMAIL",
            "GIT_COMMITTER_NAME",
            "GIT_COMMITTER_EMAIL",
        ] {
            command.env_remove(name);
        }
        command
            .env("GIT_CONFIG_COUNT", "1")
            .env("GIT_CONFIG_KEY_0", "user.useConfigOnly")
            .env("GIT_CONFIG_VALUE_0", "true");
    });
    said.exits(0)
        .tells("git config user.name \"ชื่อ สกุล\"")
        .tells("git add --all");
    let bench = Bench::empty();
    let said = init(&bench, &WHOLE);
    said.exits(0).tells("git add --all");
    assert!(!said.err.contains("git config"), "{said:#?}");
}

#[test]
fn ten_questions_make_a_book_and_a_bad_answer_is_asked_again() {
    let bench = Bench::empty();
    let said = dialogue(
        &bench,
        &[],
        &[
            "",
            "กองคลัง เทศบาล \"ตัวอย่าง\"",
            "Finance Division",
            "finance@@example",
            "finance@town.example.org",
            "",
            "12",
            "๑, roads",
            "saraban@secretariat.example.org",
            "",
            "กองช่าง",
            "กช.",
            "",
            "saraban@roads.example.org",
            "9",
            "3",
            "everybody",
            "internal",
            "git.example.go.th/finance/book",
            "https://git.example.go.th/finance/book",
            "sourceforge",
            "forgejo",
            "www.example.go.th",
            "https://www.example.go.th/duebook",
            "https://git.example.org/tools/duebook.git",
        ],
    );
    said.exits(0);
    for words in [
        "1/10 ชื่อหน่วยงานเจ้าของสมุด:   ต้องมีคำตอบ",
        "10/10 ",
        "  1  secretariat ",
        "ไม่ใช่อีเมล",
        "ไม่มีเลข 12 ในรายการ",
        "roads: ชื่อส่วนราชการ:   ต้องมีคำตอบ",
        "เลือกหนึ่งใน bma-2555 · mof-2562 · moi-2566",
        "พิมพ์ public หรือ internal",
        "ไม่ใช่ที่อยู่ของที่เก็บ",
        "เลือกหนึ่งใน github · gitlab · forgejo · gitea",
        "ไม่ใช่ที่อยู่เว็บ",
    ] {
        said.tells(words);
    }
    on(&bench, &["check"]).exits(0);
    let text = |path: &str| fs::read_to_string(folder(&bench).join(path)).expect("a file");
    let office: toml::Table = text("records/office.toml").parse().expect("TOML");
    assert_eq!(office["name"].as_str(), Some("กองคลัง เทศบาล \"ตัวอย่าง\""));
    assert_eq!(office["name_en"].as_str(), Some("Finance Division"));
    assert_eq!(office["audience"].as_str(), Some("internal"));
    assert_eq!(office["site_url"].as_str(), Some("https://www.example.go.th/duebook/"));
    assert_eq!(office["mail"]["from"].as_str(), Some("finance@town.example.org"));
    assert!(office["mail"].get("reply_to").is_none());
    let roads: toml::Table = text("records/roads/agency.toml").parse().expect("TOML");
    assert_eq!(roads["name"].as_str(), Some("กองช่าง"));
    assert_eq!(roads["short"].as_str(), Some("กช."));
    assert!(roads.get("code").is_none());
    assert_eq!(roads["email"].as_str(), Some("saraban@roads.example.org"));
    assert!(text("records/rules/moi-2566.toml").contains("purposes  = [\"official-travel\"]"));
    assert!(text("records/rules/bma-2555.toml").contains("purposes  = []"));
    assert!(text(".ci/program").contains("source='https://git.example.org/tools/duebook'\n"));
    assert!(text("CODEOWNERS").contains("records/roads/.* "));
    assert!(folder(&bench).join(".forgejo/workflows/remind.yml").exists());
}

#[test]
fn a_folder_with_other_things_in_it_is_left_alone() {
    let bench = Bench::empty();
    bench.file("book/letter.docx", "mine");
    init(&bench, &WHOLE).exits(2).tells("ไม่ว่าง (letter.docx)");
    assert_eq!(files(&folder(&bench)).len(), 1);
    // A repository's own files are no hindrance; records are.
    git(&folder(&bench), &["init", "--quiet"]);
    bench.file("book/records/roads/2570/advance-0001.toml", "mine");
    init(&bench, &WHOLE)
        .exits(2)
        .tells("records/roads/2570/advance-0001.toml");
    assert_eq!(files(&folder(&bench)).len(), 2);
    bench.remove("book/records");
    bench.file("book/README.md", "mine\n");
    init(&bench, &WHOLE).exits(0).tells("README.md มีอยู่ก่อนและไม่เหมือน");
    assert_eq!(bench.text("book/README.md"), "mine\n");
    on(&bench, &["check"]).exits(0);
    // Nor is a file where the folder should be.
    let bench = Bench::empty();
    bench.file("book", "mine");
    init(&bench, &WHOLE).exits(2);
    assert_eq!(bench.text("book"), "mine");
}

#[test]
fn a_book_that_stands_is_told_of_and_not_touched() {
    let bench = Bench::empty();
    let options = [&WHOLE[..], &["--repository", "https://github.com/bma/book", "--commit"]].concat();
    init(&bench, &options).exits(0);
    let fine = init(&bench, &["--name", "อื่น", "--commit"]);
    fine.exits(0)
        .answers("มีสมุดอยู่แล้ว: กองคลัง · 9 ส่วนราชการ")
        .tells("ตรงกับที่รุ่นนี้เขียนทุกแฟ้ม");
    let path = folder(&bench).join(".ci/program");
    let older = fs::read_to_string(&path)
        .expect("a script")
        .replace("version=", "version=0.0.");
    fs::write(&path, older).expect("written");
    fs::remove_file(folder(&bench).join("tombi.toml")).expect("removed");
    let before = files(&folder(&bench));
    let answer = init(&bench, &["--json"]).exits(0).json();
    assert_eq!(answer["existed"], true);
    assert_eq!(answer["differs"], serde_json::json!([".ci/program"]));
    assert_eq!(answer["missing"], serde_json::json!(["tombi.toml"]));
    init(&bench, &[]).exits(0).answers("ต่างจากที่รุ่นนี้เขียน  .ci/program");
    assert!(files(&folder(&bench)) == before, "nothing was changed");
}

#[test]
fn without_git_the_book_is_whole_and_says_so() {
    let bench = Bench::empty();
    let nowhere = |command: &mut Command| _ = command.env("PATH", "/nonexistent");
    init_with(&bench, &WHOLE, nowhere).exits(0).tells("ยังไม่ได้ตั้ง git");
    assert!(!folder(&bench).join(".git").exists());
    on(&bench, &["check"]).exits(0);
    let bench = Bench::empty();
    let options = [&WHOLE[..], &["--commit"]].concat();
    init_with(&bench, &options, nowhere)
        .exits(2)
        .tells("เขียนสมุดครบแล้ว แต่ยังไม่ลง git");
    on(&bench, &["check"]).exits(0);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let bench = Bench::empty();
    bench.file("elsewhere/mine", "mine");
    bench.file("book/.gitkeep", "");
    git(&folder(&bench), &["init", "--quiet"]);
    std::os::unix::fs::symlink("../elsewhere", folder(&bench).join("records")).expect("a link");
    init(&bench, &WHOLE).exits(2).tells("(records)");
    assert_eq!(files(&bench.root().join("elsewhere")).len(), 1);
}

/// Killed after any file, the next run completes the very same book.
#[test]
fn a_run_that_was_cut_short_is_completed_by_the_next() {
    let whole = Bench::empty();
    init(&whole, &WHOLE).exits(0);
    let want = files(&folder(&whole));
    let count = want.len();
    for at in (1..=count).step_by(7).chain([count - 1, count]) {
        let bench = Bench::empty();
        let cut = init_with(&bench, &WHOLE, |command| {
            command.env("DUEBOOK_TEST_KILL_AT", at.to_string());
        });
        assert_ne!(cut.status, Some(0), "the run was cut at {at}");
        assert_eq!(files(&folder(&bench)).len(), at);
        assert_eq!(folder(&bench).join("records/office.toml").exists(), at == count);
        let said = init(&bench, &WHOLE);
        said.exits(0);
        assert!(files(&folder(&bench)) == want, "cut at {at}");
        // And without git, which knows nothing of the folder.
        if at < count {
            fs::remove_dir_all(folder(&bench).join(".git")).expect("removed");
            fs::remove_file(folder(&bench).join("records/office.toml")).expect("removed");
            init(&bench, &WHOLE).exits(0);
            assert!(files(&folder(&bench)) == want, "cut at {at}, without git");
        }
    }
}

fn answers(kind: Option<Kind>) -> Answers {
    Answers {
        name: "กองคลัง".into(),
        name_en: None,
        from: None,
        reply_to: None,
        audience: Audience::Public,
        site_url: None,
        home: kind.map(|kind| founding::Home {
            kind,
            host: "git.example.go.th".into(),
            path: "finance/book".into(),
            remote: "https://git.example.go.th/finance/book.git".into(),
        }),
        regulation: Regulation::Bma,
        agencies: NINE.iter().filter_map(|(slug, ..)| agencies::known(slug)).collect(),
        program: None,
        version: "0.1.0",
    }
}

/// A new office of Bangkok begins with the sample book's regulations, holidays
/// and agencies.
#[test]
fn a_new_book_has_what_the_sample_book_has() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut holidays = BTreeSet::new();
    for file in founding::files(&answers(None)) {
        let Ok(text) = fs::read_to_string(sample.join(&file.path)) else {
            continue;
        };
        if file.path.starts_with("records/rules/") || file.path.starts_with("records/holidays/") {
            let shape = if file.path.starts_with("records/rules/") {
                shape::File::Rules
            } else {
                shape::File::Holidays
            };
            let first = file.text.lines().next().expect("a line");
            let sample = if text.starts_with("#:schema") {
                text
            } else {
                format!("{first}\n{text}")
            };
            let sample = pen::canonical(shape.keys(), &sample).expect("TOML");
            assert_eq!(file.text, sample, "{}", file.path);
            holidays.extend(file.path.strip_prefix("records/holidays/").map(str::to_owned));
        } else if file.path.ends_with("agency.toml") {
            let (mine, theirs): (toml::Table, toml::Table) =
                (file.text.parse().expect("TOML"), text.parse().expect("TOML"));
            for (key, value) in mine {
                assert_eq!(theirs.get(&key), Some(&value), "{} {key}", file.path);
            }
        }
    }
    let years: BTreeSet<String> = fs::read_dir(sample.join("records/holidays"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(holidays, years);
}

/// Every command that the pages of a new book name is one of the program's.
#[test]
fn the_pages_name_commands_that_are_there() {
    let help = Bench::empty().run(&["--help"]).out;
    for kind in [None, Some(Kind::Github), Some(Kind::Forgejo)] {
        for file in founding::files(&answers(kind))
            .iter()
            .filter(|file| file.path.ends_with(".md"))
        {
            for rest in file.text.split("`duebook ").skip(1) {
                let name = rest.split([' ', '`']).next().expect("a word");
                let known = help.lines().any(|line| line.split_whitespace().next() == Some(name));
                assert!(known, "{}: duebook {name}", file.path);
            }
        }
    }
}
