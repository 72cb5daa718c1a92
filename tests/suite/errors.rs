//! The catalogue of mistakes: for each code one broken office, and the very
//! words that an officer reads. `docs/errors.md` is made from it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use duebook::text::{Code, Severity};

use crate::bench::{Bench, here};

fn folder(code: Code) -> PathBuf {
    here().join("errors").join(code.name())
}

fn blessing() -> bool {
    std::env::var_os("BLESS").is_some_and(|value| !value.is_empty())
}

/// The office with one mistake in it. What a file in git cannot be is made here.
fn broken(code: Code) -> Bench {
    let bench = Bench::office();
    let record = "records/secretariat/2570/advance-0099.toml";
    match code {
        Code::NotUtf8 => {
            // "ก" of the old Thai code page, as Notepad may save it.
            bench.bytes(record, b"contract   = \"99/2570\"\nproject    = \"\xa1\xd2\xc3\"\n");
        }
        Code::FileTooLarge => {
            bench.file(record, &"# ".repeat(700_000));
        }
        Code::NotAFile => {
            fs::create_dir_all(bench.root().join(record)).expect("a folder can be made");
        }
        Code::MissingOffice => {
            bench.remove("records/office.toml");
        }
        #[cfg(unix)]
        Code::Symlink => {
            let from = bench.root().join(record);
            std::os::unix::fs::symlink("../../../../elsewhere.toml", from).expect("a link can be made");
        }
        #[cfg(unix)]
        Code::UnreadableFile => {
            use std::os::unix::fs::PermissionsExt;
            bench.file(record, "");
            let closed = fs::Permissions::from_mode(0o000);
            fs::set_permissions(bench.root().join(record), closed).expect("rights can be taken");
        }
        _ if folder(code).join("before").is_dir() => rewritten(code, &bench),
        _ => {
            bench.lay(&folder(code));
        }
    }
    bench
}

/// What stood in `before/` is committed, and then what the code is about was done
/// to it: the files of `after/` laid over it, those of `gone` taken away.
fn rewritten(code: Code, bench: &Bench) {
    let folder = folder(code);
    bench.lay(&folder.join("before")).repository("2026-11-16");
    bench.git(&["tag", "base"]);
    if code == Code::HistoryRewritten {
        bench
            .file("records/secretariat/note.md", "x\n")
            .commit("2026-11-17", "แก้ไข");
        bench.git(&["tag", "--force", "base"]);
        bench.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    }
    match code {
        Code::TrunkSwapped => return swapped(bench),
        Code::RootAdded => return rooted(bench),
        _ => {}
    }
    if folder.join("after").is_dir() {
        bench.lay(&folder.join("after"));
    }
    for gone in fs::read_to_string(folder.join("gone")).unwrap_or_default().lines() {
        bench.remove(gone);
    }
    let on = match code {
        Code::CommitInFuture => "2026-12-05",
        Code::CommitBackward => "2026-11-02",
        _ => "2026-11-18",
    };
    bench.commit(on, "แก้ไข");
}

/// A branch from before the base takes the base in, as a pull before a push does.
fn swapped(bench: &Bench) {
    bench
        .file("records/secretariat/note.md", "x\n")
        .commit("2026-11-17", "แก้ไข");
    bench.git(&["tag", "--force", "base"]);
    bench.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    bench
        .file("records/legal/note.md", "x\n")
        .commit("2026-11-17", "แก้ไขที่เครื่อง");
    merged(bench, "base");
}

/// A history that has nothing to do with the book's is merged into it.
fn rooted(bench: &Bench) {
    bench.git(&["checkout", "--quiet", "--orphan", "other"]);
    bench.git(&["rm", "-r", "--quiet", "--cached", "."]);
    bench.git(&["add", "records/secretariat/agency.toml"]);
    bench.staged("2026-11-17", "ประวัติอื่น");
    bench.git(&["checkout", "--quiet", "--force", "main"]);
    merged(bench, "other");
}

fn merged(bench: &Bench, branch: &str) {
    bench.git(&["merge", "--quiet", "--no-commit", "--allow-unrelated-histories", branch]);
    bench.staged("2026-11-18", "รวม");
}

/// The names of commits change with every file of the office; in the expected
/// texts they are one.
fn without_names(bench: &Bench, text: &str) -> String {
    if !bench.root().join(".git").is_dir() {
        return text.to_owned();
    }
    let names = bench.git(&["rev-list", "--all"]);
    names
        .lines()
        .fold(text.to_owned(), |text, name| text.replace(&name[..10], "a1b2c3d4e5"))
}

/// Runs `check` as somebody whom closed files refuse, where the tests run as root.
#[cfg(unix)]
fn check_as_nobody(bench: &Bench, words: &[&str]) -> crate::bench::Said {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let record = bench.root().join("records/secretariat/2570/advance-0099.toml");
    if fs::read(record).is_err() {
        return bench.run(words);
    }
    let seen = fs::Permissions::from_mode(0o755);
    fs::set_permissions(bench.root(), seen).expect("rights can be given");
    // Nobody may be kept out of the folder in which the program was built. A
    // process of its own copies it: one that another test starts meanwhile would
    // inherit our open file, and a file that is open for writing cannot be run.
    let program = bench.root().join("program");
    let copied = std::process::Command::new("cp")
        .arg(env!("CARGO_BIN_EXE_duebook"))
        .arg(&program)
        .status();
    assert!(copied.is_ok_and(|status| status.success()), "the program can be copied");
    bench.run_copy(&program, words, |command| {
        command.uid(65_534).gid(65_534);
    })
}

fn check(code: Code, bench: &Bench, lang: &str, json: bool) -> crate::bench::Said {
    let mut words = vec!["--lang", lang, "check"];
    if json {
        words.push("--json");
    }
    if bench.root().join(".git").is_dir() {
        words.extend(["--history", "base..HEAD"]);
    }
    #[cfg(unix)]
    if code == Code::UnreadableFile {
        return check_as_nobody(bench, &words);
    }
    bench.run(&words)
}

struct Example {
    code: Code,
    th: String,
    en: String,
}

/// Runs one broken office in both languages; nothing but its own mistake may
/// be said, and the exit status is the weight's.
fn example(code: Code) -> Result<Example, String> {
    let bench = broken(code);
    let answer = check(code, &bench, "en", true).json();
    let said: BTreeSet<&str> = answer["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|finding| finding["code"].as_str().expect("a code"))
        .collect();
    if said != BTreeSet::from([code.name()]) {
        return Err(format!("tests/errors/{} says {said:?}", code.name()));
    }
    let drawn = |lang| {
        let said = check(code, &bench, lang, false);
        // Of a newer book nothing is known: that is the program's matter, not the records'.
        said.exits(match code {
            Code::NewerFormat => 2,
            _ => i32::from(code.severity() == Severity::Error),
        });
        without_names(&bench, &said.out)
    };
    Ok(Example {
        code,
        th: drawn("th"),
        en: drawn("en"),
    })
}

#[test]
fn each_code_has_one_folder_and_each_folder_a_code() {
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| code.name().to_owned()).collect();
    let folders: BTreeSet<String> = fs::read_dir(here().join("errors"))
        .expect("tests/errors")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(folders, codes);
}

#[test]
fn the_small_office_has_no_mistake() {
    let said = Bench::office().run(&["check"]);
    assert_eq!(said.exits(0).out, "");
}

#[test]
fn each_mistake_is_told_word_for_word() {
    let mut examples: Vec<Result<Example, String>> = Vec::new();
    std::thread::scope(|scope| {
        let halves: Vec<_> = Code::ALL
            .chunks(Code::ALL.len().div_ceil(4))
            .map(|codes| scope.spawn(|| codes.iter().map(|code| example(*code)).collect::<Vec<_>>()))
            .collect();
        for half in halves {
            examples.extend(half.join().expect("an example went wrong; see above"));
        }
    });
    let mut page = head();
    let mut differ = Vec::new();
    for example in &examples {
        let example = match example {
            Ok(example) => example,
            Err(other) => {
                differ.push(other.clone());
                continue;
            }
        };
        let folder = folder(example.code);
        for (name, text) in [("expected.th.txt", &example.th), ("expected.en.txt", &example.en)] {
            let path = folder.join(name);
            if blessing() {
                fs::create_dir_all(&folder).expect("a folder can be made");
                fs::write(&path, text).expect("a file can be written");
            } else if fs::read_to_string(&path).unwrap_or_default() != *text {
                differ.push(format!("{}/{name} now:\n{text}", example.code.name()));
            }
        }
        section(&mut page, example);
    }
    assert!(differ.is_empty(), "{}\nread them, then BLESS=1", differ.join("\n"));
    let path = here().with_file_name("docs").join("errors.md");
    if blessing() {
        fs::create_dir_all(path.parent().expect("docs")).expect("a folder can be made");
        fs::write(&path, page).expect("a file can be written");
    } else {
        let known = fs::read_to_string(&path).unwrap_or_default();
        assert!(known == page, "docs/errors.md is not of these examples; BLESS=1");
    }
}

fn head() -> String {
    let mut page = String::from(
        "# ข้อผิดพลาดที่ `duebook check` บอก · What `duebook check` says\n\n\
         หน้านี้สร้างจากตัวอย่างใน `tests/errors/` อย่าแก้ด้วยมือ (`BLESS=1 cargo test --test suite errors`)\n\
         This page is made from the examples in `tests/errors/`; it is not edited by hand.\n\n\
         **ผิดพลาด** (error) หยุดการสร้างเว็บและการแจ้งเตือน จบด้วยสถานะ 1 · **ควรตรวจ** (warning) ไม่หยุดสิ่งใด\n\n\
         | รหัส · code | เรื่อง | what |\n|---|---|---|\n",
    );
    for code in Code::ALL {
        let name = code.name();
        let _ = writeln!(
            page,
            "| [{name}](#{name}) | {} | {} |",
            code.title_th(),
            code.title_en()
        );
    }
    page
}

fn section(page: &mut String, example: &Example) {
    let code = example.code;
    let weight = match code.severity() {
        Severity::Error => "ผิดพลาด · error",
        Severity::Warning => "ควรตรวจ · warning",
    };
    let _ = write!(
        page,
        "\n## {}\n\n{} · {} ({weight})\n\n```text\n{}\n```\n\n```text\n{}\n```\n",
        code.name(),
        code.title_th(),
        code.title_en(),
        example.th.trim_end(),
        example.en.trim_end(),
    );
}
