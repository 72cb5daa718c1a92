//! The bench: a copy of the small office in a folder of its own, the program
//! run on it, and what it said.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::NaiveDate;
use duebook::book::gather::{Files, gather};
use duebook::book::{Gathered, Register};
use duebook::text::Source;
use serde_json::Value;
use tempfile::TempDir;

/// The day on which the small office stands unless a test says another.
pub(crate) const TODAY: &str = "2026-11-20";

/// Where the tests' own files are.
pub(crate) fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Reads a literal day.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a literal day")
}

/// A small generator of its own, so that what was thrown is known by its seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// Throws a number below another.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// A book in a folder that is gone when the test ends.
pub(crate) struct Bench {
    folder: TempDir,
}

impl Bench {
    /// A copy of `tests/office/`.
    pub(crate) fn office() -> Bench {
        let bench = Bench::empty();
        bench.lay(&here().join("office"));
        bench
    }

    /// A folder with nothing in it.
    pub(crate) fn empty() -> Bench {
        Bench {
            folder: TempDir::new().expect("a temporary folder"),
        }
    }

    /// The book's folder.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Lays the files of a folder over the book.
    pub(crate) fn lay(&self, from: &Path) -> &Bench {
        for path in files_below(from) {
            let inside = path.strip_prefix(from).expect("a file below the folder");
            self.bytes(&inside.to_string_lossy(), &fs::read(&path).expect("a readable fixture"));
        }
        self
    }

    /// Writes a file.
    pub(crate) fn file(&self, path: &str, text: &str) -> &Bench {
        self.bytes(path, text.as_bytes())
    }

    /// Writes a file that may not be text.
    pub(crate) fn bytes(&self, path: &str, bytes: &[u8]) -> &Bench {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
        self
    }

    /// Reads a file.
    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).expect("a readable file")
    }

    /// Replaces a passage of a file that must be there.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) -> &Bench {
        let text = self.text(path);
        assert!(text.contains(from), "{path} has no \"{from}\" to edit");
        self.file(path, &text.replace(from, to))
    }

    /// Removes a file or a folder.
    pub(crate) fn remove(&self, path: &str) -> &Bench {
        let path = self.root().join(path);
        if path.is_dir() {
            fs::remove_dir_all(path).expect("a folder can be removed");
        } else {
            fs::remove_file(path).expect("a file can be removed");
        }
        self
    }

    /// Removes a file or a folder, where it is there.
    pub(crate) fn remove_if_there(&self, path: &str) {
        if self.root().join(path).exists() {
            self.remove(path);
        }
    }

    /// Runs the program on the book, on [`TODAY`] unless the words say another day.
    pub(crate) fn run(&self, words: &[&str]) -> Said {
        self.run_with(words, |_| {})
    }

    /// Runs the program after `prepare` has had its way with the command.
    pub(crate) fn run_with(&self, words: &[&str], prepare: impl FnOnce(&mut Command)) -> Said {
        self.run_copy(Path::new(env!("CARGO_BIN_EXE_duebook")), words, prepare)
    }

    /// Runs a copy of the program, as [`Bench::run_with`] does.
    pub(crate) fn run_copy(&self, program: &Path, words: &[&str], prepare: impl FnOnce(&mut Command)) -> Said {
        let mut command = self.command(program, words);
        prepare(&mut command);
        Said::by(&mut command, &words.join(" "))
    }

    fn command(&self, program: &Path, words: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.arg("--root").arg(self.root());
        if !words.contains(&"--today") {
            command.args(["--today", TODAY]);
        }
        command
            .args(words)
            .env("DUEBOOK_TEST_PUSH_MS", "0")
            .env("NO_COLOR", "1")
            .env("COLUMNS", "120")
            .stdin(Stdio::null());
        command
    }

    /// Runs the program with somebody at the keyboard, who types these lines.
    pub(crate) fn dialogue(&self, words: &[&str], typed: &str) -> Said {
        let keyboard = tempfile::NamedTempFile::new().expect("a temporary file");
        fs::write(keyboard.path(), typed).expect("a file can be written");
        self.run_with(words, |command| {
            command.stdin(fs::File::open(keyboard.path()).expect("a readable file"));
        })
    }

    /// Runs the program until it asks, lets `act` change the book, then types
    /// these lines.
    pub(crate) fn meanwhile(&self, words: &[&str], question: &str, act: impl FnOnce(&Bench), typed: &str) -> Said {
        let mut child = self
            .command(Path::new(env!("CARGO_BIN_EXE_duebook")), words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be run");
        let mut story = child.stderr.take().expect("a story");
        let mut err = Vec::new();
        while !String::from_utf8_lossy(&err).contains(question) {
            let mut byte = [0];
            let read = story.read(&mut byte).expect("a readable story");
            assert_eq!(read, 1, "{words:?} never asked: {}", String::from_utf8_lossy(&err));
            err.push(byte[0]);
        }
        act(self);
        let mut keyboard = child.stdin.take().expect("a keyboard");
        keyboard.write_all(typed.as_bytes()).expect("typed");
        drop(keyboard);
        story.read_to_end(&mut err).expect("a readable story");
        let output = child.wait_with_output().expect("it ends");
        Said {
            words: words.join(" "),
            status: output.status.code(),
            out: String::from_utf8(output.stdout).expect("the answer is UTF-8"),
            err: String::from_utf8(err).expect("the story is UTF-8"),
        }
    }

    /// Runs git in the book's folder; it must succeed.
    pub(crate) fn git(&self, words: &[&str]) -> String {
        let output = Command::new("git")
            .arg("-C")
            .arg(self.root())
            .args(["-c", "user.name=Somying", "-c", "user.email=somying@example.org"])
            .args(["-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"])
            .args(words)
            .output()
            .expect("git can be run");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "git {words:?}: {said}");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Makes the book a repository with everything committed on a day.
    pub(crate) fn repository(&self, on: &str) -> &Bench {
        self.git(&["init", "--quiet"]);
        // The program commits with the author that git knows.
        self.git(&["config", "user.name", "Somying"]);
        self.git(&["config", "user.email", "somying@example.org"]);
        self.commit(on, "first")
    }

    /// Commits everything, with both clocks of git on a day.
    pub(crate) fn commit(&self, on: &str, subject: &str) -> &Bench {
        self.git(&["add", "--all"]);
        self.staged(on, subject)
    }

    /// Commits what is staged, with both clocks of git on a day.
    pub(crate) fn staged(&self, on: &str, subject: &str) -> &Bench {
        let clock = format!("{on}T09:00:00+07:00");
        let status = Command::new("git")
            .arg("-C")
            .arg(self.root())
            .args(["commit", "--quiet", "--no-gpg-sign", "--message", subject])
            .env("GIT_AUTHOR_DATE", &clock)
            .env("GIT_COMMITTER_DATE", &clock)
            .status()
            .expect("git can be run");
        assert!(status.success(), "git commit");
        self
    }
}

/// What a run of the program said and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    /// The words it was run with, for the message of a test that fails.
    #[expect(dead_code, reason = "read by Debug alone")]
    words: String,
    /// Exit status; nothing where a signal ended it.
    pub(crate) status: Option<i32>,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Said {
    pub(crate) fn by(command: &mut Command, words: &str) -> Said {
        let output = command
            .output()
            .unwrap_or_else(|error| panic!("the program cannot be run: {error}"));
        Said {
            words: words.to_owned(),
            status: output.status.code(),
            out: String::from_utf8(output.stdout).expect("the answer is UTF-8"),
            err: String::from_utf8(output.stderr).expect("the story is UTF-8"),
        }
    }

    /// The exit status must be this one. A panic is never an answer.
    pub(crate) fn exits(&self, status: i32) -> &Said {
        assert!(!self.err.contains("panicked"), "{self:#?}");
        assert_eq!(self.status, Some(status), "{self:#?}");
        self
    }

    /// Standard output must contain this.
    pub(crate) fn answers(&self, part: &str) -> &Said {
        assert!(self.out.contains(part), "the answer lacks \"{part}\": {self:#?}");
        self
    }

    /// Standard error must contain this.
    pub(crate) fn tells(&self, part: &str) -> &Said {
        assert!(self.err.contains(part), "the story lacks \"{part}\": {self:#?}");
        self
    }

    /// Standard output as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("no JSON ({error}): {self:#?}"))
    }

    /// The findings of `check --json` as `code line`, in order.
    pub(crate) fn findings(&self) -> Vec<String> {
        let answer = self.json();
        let list = answer["findings"].as_array().expect("a list of findings");
        list.iter()
            .map(|one| format!("{} {}", one["code"].as_str().expect("a code"), one["line"]))
            .collect()
    }
}

/// Every file below a folder, sorted.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a readable folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Gathers a book from paths and texts, without a disk.
pub(crate) fn book(texts: &[(&str, &str)]) -> Gathered {
    gather(Files {
        sources: texts.iter().map(|(path, text)| Source::new(path, *text)).collect(),
        ..Files::default()
    })
}

/// The register of a book on a day; the book must be free of mistakes.
pub(crate) fn register<'b>(gathered: &'b Gathered, today: &str) -> Register<'b> {
    assert!(gathered.findings.is_empty(), "{:#?}", gathered.findings);
    Register::new(&gathered.book, day(today))
}
