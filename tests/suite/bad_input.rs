//! Files that no officer writes on purpose: the program names them and goes
//! on, never panics, and ends with the status that is promised.

use std::fs;

use proptest::prelude::*;

use crate::bench::{Bench, TODAY};

const RECORD: &str = "records/secretariat/2570/advance-0099.toml";

/// `check` must end with findings, the given ones among them, and still know
/// the rest of the book.
fn assert_found(bench: &Bench, code: &str) {
    let said = bench.run(&["check", "--json"]);
    let found = said.exits(1).findings();
    assert!(
        found.iter().any(|finding| finding.starts_with(code)),
        "{code}: {found:?}"
    );
    let status = bench.run(&["status", "--json"]);
    let records = status.exits(1).json()["records"].as_array().map_or(0, Vec::len);
    assert_eq!(records, 15, "{code}: the sound records are still listed");
}

#[test]
fn a_file_that_cannot_be_a_record_is_named() {
    for (what, bytes, code) in [
        ("no TOML at all", b"%PDF-1.7 \n\x01\x02 { [ \"".to_vec(), "syntax"),
        ("not UTF-8", b"contract = \"\xa1\xd2\xc3\"\n".to_vec(), "not-utf8"),
        ("UTF-16 of Notepad", b"\xff\xfec\x00o\x00n\x00".to_vec(), "not-utf8"),
        ("empty", Vec::new(), "missing-key"),
        ("only a remark", "# ว่าง\n".as_bytes().to_vec(), "missing-key"),
        ("zero bytes", vec![0; 4096], "syntax"),
        ("a text that never ends", b"notes = \"\"\"\nabc\n".to_vec(), "syntax"),
        ("brackets without end", b"[".repeat(5000), "syntax"),
        (
            "braces without end",
            b"a = ".iter().copied().chain(b"{a=".repeat(3000)).collect(),
            "syntax",
        ),
        ("thousands of slips", b"x y\n".repeat(3000), "syntax"),
        (
            "a merge conflict",
            b"<<<<<<< HEAD\namount = 1\n=======\namount = 2\n>>>>>>> main\n".to_vec(),
            "merge-conflict",
        ),
    ] {
        let bench = Bench::office();
        bench.bytes(RECORD, &bytes);
        let said = bench.run(&["check", "--json"]);
        let found = said.exits(1).findings();
        assert!(
            found.iter().any(|finding| finding.starts_with(code)),
            "{what}: {found:?}"
        );
        assert!(found.len() <= 60, "{what}: {} findings", found.len());
    }
}

#[test]
fn a_hundred_megabytes_are_not_read() {
    let bench = Bench::office();
    let file = fs::File::create(bench.root().join(RECORD)).expect("a file");
    file.set_len(100 * 1024 * 1024).expect("a sparse file");
    assert_found(&bench, "file-too-large");
}

#[test]
fn a_folder_named_like_a_record_is_named() {
    let bench = Bench::office();
    bench.file(&format!("{RECORD}/inside.txt"), "");
    assert_found(&bench, "not-a-file");
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_not_followed() {
    let outside = Bench::empty();
    outside.file("secret.toml", "contract = \"ความลับ\"\n");
    let bench = Bench::office();
    let link = bench.root().join(RECORD);
    std::os::unix::fs::symlink(outside.root().join("secret.toml"), &link).expect("a link");
    assert_found(&bench, "symlink");
    let said = bench.run(&["check"]);
    assert!(!said.out.contains("ความลับ"), "{said:#?}");
    // A pipe would keep a reader waiting for ever.
    fs::remove_file(&link).expect("the link goes");
    let made = std::process::Command::new("mkfifo")
        .arg(&link)
        .status()
        .is_ok_and(|status| status.success());
    if made {
        assert_found(&bench, "not-a-file");
    }
}

/// A delivery reads the commit, `check` the folder: what one finds the other
/// finds, in the same words.
#[cfg(unix)]
#[test]
fn a_folder_and_a_commit_of_it_are_read_alike() {
    type Spoil = fn(&Bench);
    let cases: [(&str, Spoil); 8] = [
        ("symlink", |bench| {
            let year = bench.root().join("records/legal/2567");
            std::os::unix::fs::symlink("../../elsewhere", year).expect("a link");
        }),
        ("symlink", |bench| {
            std::os::unix::fs::symlink("../../../elsewhere.toml", bench.root().join(RECORD)).expect("a link");
        }),
        ("misplaced-file", |bench| {
            bench.file(&format!("{RECORD}.txt"), "contract = \"x\"\n");
        }),
        ("misplaced-file", |bench| {
            bench.file("records/survey/2569.xlsx", "x");
        }),
        ("file-too-large", |bench| {
            bench.file(RECORD, &"# x\n".repeat(300_000));
        }),
        ("not-a-file", |bench| {
            bench.file(&format!("{RECORD}/inside.txt"), "x");
        }),
        ("not-a-file", |bench| {
            bench.file("records/legal/2567/advance-0001.toml", "x");
            let folder = bench.root().join("records/legal/2567");
            let inside = folder.to_string_lossy().into_owned();
            bench.git(&["-C", &inside, "init", "--quiet"]);
            bench.git(&["-C", &inside, "add", "--all"]);
            bench.git(&["-C", &inside, "commit", "--quiet", "--message", "x"]);
        }),
        ("not-utf8", |bench| {
            bench.bytes(RECORD, b"contract = \"\xa1\"\n");
        }),
    ];
    for (code, spoil) in cases {
        let bench = Bench::office();
        spoil(&bench);
        bench.repository("2026-11-01");
        for lang in ["th", "en"] {
            let found = |more: &[&str]| {
                let words = [&["check", "--json", "--lang", lang], more].concat();
                let mut all = bench.run(&words).exits(1).json()["findings"].take();
                // What stands in another repository only the folder has.
                let all = all.as_array_mut().expect("a list");
                all.retain(|one| one["code"] == code);
                assert_eq!(all.len(), 1, "{code} {more:?}");
                all.remove(0)
            };
            assert_eq!(found(&[]), found(&["--at", "HEAD"]), "{code}");
        }
    }
}

#[test]
fn without_a_book_the_program_says_where_to_look() {
    let bench = Bench::empty();
    for command in ["check", "status"] {
        bench.run(&[command]).exits(2).tells("--root");
    }
    fs::create_dir(bench.root().join("records")).expect("a folder");
    bench
        .run(&["check", "--lang", "en"])
        .exits(1)
        .answers("no book of duebook");
}

#[test]
fn a_file_in_place_of_the_folder_is_wrong_usage() {
    let bench = Bench::empty();
    bench.file("records", "");
    bench.run(&["check"]).exits(2).tells("records");
    // A writer whose folder cannot be made says so and leaves nothing behind.
    // (A read-only disk refuses in the same place; root cannot be refused here.)
    let bench = Bench::office();
    bench.file("records/legal/2571", "");
    let words = "new advance --agency legal --contract 1/2571 --fund budget --purpose other-duty --project x \
                 --amount 100 --borrower x --position x --email x@example.org --contracted 2027-10-04 --received 2027-10-04 --today 2027-10-05";
    let words: Vec<&str> = words.split_whitespace().collect();
    bench.run(&words).exits(2).tells("records/legal/2571/advance-0001.toml");
    assert_eq!(bench.text("records/legal/2571"), "");
}

/// What cannot be read speaks of no room on the disk.
#[test]
fn a_failure_says_what_failed() {
    let bench = Bench::office();
    for (lang, told) in [("th", "อ่าน /nowhere"), ("en", "cannot be read")] {
        for words in [&["verify", "/nowhere"][..], &["verify", "--stamp-ca", "/nowhere"]] {
            let said = bench.run(&[words, &["--lang", lang]].concat());
            said.exits(2).tells(told).tells("/nowhere");
            assert!(!said.err.contains("disk") && !said.err.contains("ดิสก์"), "{said:?}");
        }
    }
    bench.file("in-the-way", "");
    let below = bench.root().join("in-the-way/table.csv").to_string_lossy().into_owned();
    for (lang, told) in [("th", "ที่ว่างในดิสก์"), ("en", "room on the disk")] {
        let said = bench.run(&["export", "--csv", "--out", &below, "--lang", lang]);
        said.exits(2).tells(&below).tells(told);
    }
}

#[test]
fn without_git_everything_but_history_works() {
    let bench = Bench::office();
    bench.run(&["status"]).exits(0);
    bench.run(&["status", "--at", "HEAD"]).exits(2).tells("HEAD");
}

#[test]
fn broken_settings_are_findings_and_broken_words_are_usage() {
    let bench = Bench::office();
    bench.edit("records/office.toml", "due_soon_days = 7", "due_soon_days = \"เจ็ด\"");
    bench.run(&["check", "--json"]).exits(1);
    for (key, number) in [
        ("days", "-9223372036854775808"),
        ("days", "0x10"),
        ("every", "0"),
        ("every", "9223372036854775807"),
    ] {
        let bench = Bench::office();
        let other = if key == "days" { "" } else { "days = 1\n" };
        let stage = format!(
            "\n[[stage]]\nkind = \"advance\"\nname = \"own\"\nto = [\"borrower\"]\n\
             text = \"advance-overdue\"\n{other}{key} = {number}\n"
        );
        bench.file("records/office.toml", &(bench.text("records/office.toml") + &stage));
        let said = bench.run(&["check", "--json"]);
        let found = said.exits(1).findings();
        assert!(
            found.iter().any(|one| one.starts_with("wrong-type")),
            "{stage}: {found:?}"
        );
    }
    for words in [
        vec!["chekc"],
        vec!["check", "--colour"],
        vec!["status", "--today", "เมื่อวาน"],
        vec!["status", "--state", "late"],
        vec!["status", "--agency", "lega"],
        vec!["clear", "secretariat/2569/advance-0001"],
        vec!["clear", "secretariat/2569/guarantee-0001", "--cash", "1"],
        vec!["clear", "secretariat/2569/advance-0001", "--cash", "1.005"],
        vec!["clear", "../../../etc/passwd", "--cash", "1"],
        vec!["refund", "secretariat/2569/guarantee-9999", "--amount", "1"],
    ] {
        let said = Bench::office().run(&words);
        said.exits(2);
        assert!(said.out.is_empty() && !said.err.is_empty(), "{said:#?}");
    }
}

/// Any bytes in place of one byte of a sound record: found or not, never a panic.
#[test]
fn no_text_makes_the_reader_panic() {
    let path = "records/secretariat/2569/advance-0003.toml";
    let sound = Bench::office().text(path);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let marks = prop::sample::select(vec![
        "\"", "{", "}", "[", "]", "=", ",", "\n", "'", "\\", "#", "\"\"\"", "๙", "\u{0}", "2569", "-",
    ]);
    let letters = sound.char_indices().count();
    runner
        .run(&(0..letters, 0usize..4, marks), |(at, drop, mark)| {
            let text: String = sound
                .chars()
                .take(at)
                .chain(mark.chars())
                .chain(sound.chars().skip(at + drop))
                .collect();
            let gathered = crate::figures::with(&[(path, &text)]);
            let register = duebook::book::Register::new(&gathered.book, crate::bench::day(TODAY));
            let found = duebook::book::check::check(&register);
            for finding in gathered.findings.iter().chain(&found) {
                let source = gathered.book.sources.get(&finding.path);
                let drawn = duebook::text::render::drawn(finding, source, None, duebook::text::Lang::Th, false);
                assert!(drawn.contains(finding.code.name()), "{drawn}");
            }
            Ok(())
        })
        .expect("no text makes the reader panic");
}

/// A register that is cut off by a full disk must not pass for a whole one.
#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_the_disk_does_not_take_is_no_success() {
    let bench = Bench::office();
    for (words, told) in [
        (vec!["status", "--all"], "เขียนคำตอบออกไม่ครบ"),
        (
            vec!["check", "--json", "--lang", "en"],
            "the answer could not be written whole",
        ),
        (vec!["export", "--csv", "--out", "-"], "เขียนคำตอบออกไม่ครบ"),
    ] {
        let full = std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .expect("a full disk");
        bench
            .run_with(&words, |command| _ = command.stdout(full))
            .exits(2)
            .tells(told);
    }
}
