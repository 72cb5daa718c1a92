//! The desk that every command works at: which book, which day, which
//! language, and the two ways to speak: the answer and the story.

use std::cell::OnceCell;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chrono::NaiveDate;

use super::args::Options;
use super::{Failure, Outcome, timings};
use crate::book::gather::{Gathered, gather};
use crate::book::{Register, check};
use crate::letter::Broken;
use crate::press::{Lexicon, Own, Press, PressFault};
use crate::record::format;
use crate::site;
use crate::text::diagnostic::{any_error, tidy};
use crate::text::printable::printable;
use crate::text::{Code, Diagnostic, Lang, Severity, Words, render, typed};
use crate::thai;
use crate::thai::date::NoDay;
use crate::world::{clock, disk, git};

/// Where a command works.
#[derive(Debug)]
pub struct Desk {
    /// The book's folder.
    pub root: PathBuf,
    /// The day.
    pub today: NaiveDate,
    /// The commit asked for with `--at`.
    pub at: Option<git::Commit>,
    /// The language of messages.
    pub lang: Lang,
    /// Whether the answer is JSON.
    pub json: bool,
    quiet: bool,
    own: OnceCell<Own>,
}

impl Desk {
    /// Sits down: finds the book, the day, the commit.
    ///
    /// # Errors
    ///
    /// [`Failure`] where there is no book or no such commit, or the book is
    /// newer than this program.
    pub fn new(options: &Options) -> Result<Desk, Failure> {
        let desk = Desk::at_any(options)?;
        match desk.office_text().as_deref().and_then(format::too_new) {
            Some(words) => Err(Failure::usage(words)),
            None => Ok(desk),
        }
    }

    /// Sits down where no book is yet, in a folder.
    #[must_use]
    pub fn blank(options: &Options, root: &Path) -> Desk {
        Desk {
            root: root.to_owned(),
            today: options.today.unwrap_or_else(clock::today),
            at: None,
            lang: options.lang(),
            json: options.json,
            quiet: options.quiet,
            own: OnceCell::new(),
        }
    }

    /// The office's settings as the book of this desk holds them, before
    /// anything else of it is read.
    fn office_text(&self) -> Option<String> {
        match &self.at {
            None => disk::read_file(&self.root.join(format::OFFICE)).ok(),
            Some(commit) => git::texts(&self.root, commit, [format::OFFICE].into_iter())
                .ok()?
                .remove(format::OFFICE),
        }
    }

    /// Sits down at a book of any format, to say what is wrong with it.
    ///
    /// # Errors
    ///
    /// [`Failure`] where there is no book or no such commit.
    pub fn at_any(options: &Options) -> Result<Desk, Failure> {
        let root = match &options.root {
            Some(root) => root.clone(),
            None => disk::book_above(),
        };
        let is_book = disk::is_folder(&root.join("records")).map_err(|error| Failure::disk("records", &error))?;
        if !is_book {
            return Err(Failure::usage(Words::new(
                format!("ไม่พบโฟลเดอร์ records ใน {} ใช้ --root ชี้ไปที่สมุด", root.display()),
                format!("no records folder in {}; point --root at the book", root.display()),
            )));
        }
        let at = options
            .at
            .as_deref()
            .map(|revision| find(&root, revision))
            .transpose()?;
        Ok(Desk {
            at,
            ..Desk::blank(options, &root)
        })
    }

    /// Asks whether this desk may write: before any question, and before any work.
    ///
    /// # Errors
    ///
    /// [`Failure`] where it looks at a commit.
    pub fn to_write(&self) -> Result<(), Failure> {
        match self.at {
            None => Ok(()),
            Some(_) => Err(Failure::usage(Words::new(
                "--at ใช้อ่านอดีตเท่านั้น คำสั่งนี้เขียนลงสมุดปัจจุบัน จึงใช้กับ --at ไม่ได้",
                "--at reads the past; this command writes, and nothing can be written there",
            ))),
        }
    }

    /// Reads the book, from the disk or from the commit of `--at`.
    ///
    /// # Errors
    ///
    /// [`Failure`] where the folder cannot be listed or git does not answer.
    pub fn gather(&self) -> Result<Gathered, Failure> {
        let files = match &self.at {
            None => disk::read(&self.root).map_err(|error| Failure::unread("records", &error))?,
            Some(commit) => git::read(&self.root, commit).map_err(|fault| git_failure(&fault))?,
        };
        timings::lap("อ่านแฟ้มของสมุด", "the book's files");
        let gathered = gather(files);
        timings::lap("เข้าใจทุกแฟ้ม", "what they say");
        Ok(gathered)
    }

    /// Reads the book as [`Desk::gather`] does, to write into it: what is written
    /// hangs on regulations, days and records that all have to be there.
    ///
    /// # Errors
    ///
    /// [`Failure`] too where the disk does not give a file.
    pub fn gather_whole(&self) -> Result<Gathered, Failure> {
        let gathered = self.gather()?;
        whole(&gathered.findings)?;
        Ok(gathered)
    }

    /// Sets up the press with the office's own templates, as they stand on the
    /// disk or stood at the commit of `--at`.
    ///
    /// # Errors
    ///
    /// [`Failure`] where a template cannot be read, with its file and line.
    pub fn press(&self) -> Result<Press, Failure> {
        let own = self.own()?;
        // Pages and mails without what cannot be read are not the office's own.
        whole(&own.findings)?;
        let press = Press::of(own).map_err(|fault| self.template(&fault));
        timings::lap("แม่แบบ", "templates");
        press
    }

    /// Reads the words of the desk's language, the office's own among them,
    /// without setting up the press.
    ///
    /// # Errors
    ///
    /// [`Failure`] where they cannot be read, with file and line.
    pub fn lexicon(&self) -> Result<Lexicon, Failure> {
        Lexicon::of(&self.own()?.texts, self.lang).map_err(|fault| self.template(&fault))
    }

    /// Reads the office's own files of `templates/`, once.
    ///
    /// # Errors
    ///
    /// [`Failure`] where git does not answer.
    pub fn own(&self) -> Result<&Own, Failure> {
        if let Some(own) = self.own.get() {
            return Ok(own);
        }
        let own = match &self.at {
            None => disk::own(&self.root),
            Some(commit) => git::own(&self.root, commit).map_err(|fault| git_failure(&fault))?,
        };
        Ok(self.own.get_or_init(|| own))
    }

    /// Judges the office's own look, for the commands that show it: adds what is
    /// wrong to what was gathered.
    ///
    /// # Errors
    ///
    /// [`Failure`] where git does not answer.
    pub fn look(&self, gathered: &mut Gathered) -> Result<(), Failure> {
        let own = self.own()?;
        let stages = &gathered.book.office.stages;
        let texts = stages.iter().map(|stage| stage.text.as_str()).collect();
        let mut findings = own.judge(&texts);
        findings.extend(site::own::judge(own));
        for finding in findings.iter().filter(|finding| !finding.span.is_empty()) {
            let name = finding.path.strip_prefix("templates/").unwrap_or_default();
            if let Some(source) = own.source(name).filter(|_| own.texts.contains_key(name)) {
                gathered.book.sources.insert(source.path.clone(), source);
            }
        }
        gathered.findings.extend(findings);
        tidy(&mut gathered.findings);
        Ok(())
    }

    /// Adds what the press cannot read to what was gathered: `check` finds it
    /// without setting a page.
    ///
    /// # Errors
    ///
    /// [`Failure`] where git does not answer.
    pub fn press_faults(&self, gathered: &mut Gathered) -> Result<(), Failure> {
        let own = self.own()?;
        if own.texts.is_empty() {
            return Ok(());
        }
        if let Err(fault) = Press::of(own) {
            let (finding, source) = fault.finding(own);
            gathered
                .book
                .sources
                .extend(source.map(|source| (source.path.clone(), source)));
            gathered.findings.push(finding);
        }
        Ok(())
    }

    /// A template that cannot be set, drawn as a finding is.
    #[must_use]
    pub fn template(&self, fault: &PressFault) -> Failure {
        let nothing = Own::default();
        let (finding, source) = fault.finding(self.own().unwrap_or(&nothing));
        let drawn = |lang| render::drawn(&finding, source.as_ref(), None, lang, false);
        Failure::usage(Words::new(
            format!("แม่แบบของหน่วยงานใช้ไม่ได้\n{}", drawn(Lang::Th)),
            format!("a template of the office's own cannot be used\n{}", drawn(Lang::En)),
        ))
    }

    /// A letter that could not be written.
    #[must_use]
    pub fn broken(&self, broken: &Broken) -> Failure {
        match broken {
            Broken::Template(fault) => self.template(fault),
            other => Failure::usage(other.words()),
        }
    }

    /// Returns the commit that the book is at; nothing outside git, or where
    /// records have been edited since.
    ///
    /// # Errors
    ///
    /// [`Failure`] where git does not tell a history that may be there.
    pub fn commit(&self) -> Result<Option<git::Commit>, Failure> {
        Ok(self.tip()?.filter(|_| self.is_as_committed()))
    }

    /// Returns whether the book is as a commit holds it.
    #[must_use]
    pub fn is_as_committed(&self) -> bool {
        self.at.is_some() || git::is_clean(&self.root)
    }

    /// Returns the commit up to which the history is told: that of `--at`, else
    /// the newest, whatever is open beside it.
    ///
    /// # Errors
    ///
    /// [`Failure`] where git does not tell a history that may be there.
    pub fn tip(&self) -> Result<Option<git::Commit>, Failure> {
        match &self.at {
            Some(commit) => Ok(Some(commit.clone())),
            None => git::head(&self.root).map_err(|fault| git_failure(&fault)),
        }
    }

    /// Returns all findings about a book on the desk's day, sorted.
    #[must_use]
    pub fn findings(&self, gathered: &Gathered, register: &Register<'_>) -> Vec<Diagnostic> {
        timings::lap("คำนวณทุกรายการ", "every entry reckoned");
        let mut findings = gathered.findings.clone();
        findings.extend(check::check(register));
        tidy(&mut findings);
        timings::lap("ตรวจ", "checks");
        findings
    }

    /// Returns whether errors forbid to build or to remind, and draws them.
    #[must_use]
    pub fn stops(&self, gathered: &Gathered, findings: &[Diagnostic]) -> bool {
        let stops = outcome(findings) != Outcome::Fine;
        if stops {
            self.complain(gathered, findings, Severity::Error);
            self.answer_findings(findings);
        }
        stops
    }

    /// Gives the findings as the answer, as `check` does, where a program asks:
    /// what it reads is JSON however the command ends.
    pub fn answer_findings(&self, findings: &[Diagnostic]) {
        if self.json {
            let findings = findings.iter().map(|finding| render::plain(finding, self.lang));
            answer_json(&serde_json::json!({ "findings": findings.collect::<Vec<_>>() }));
        }
    }

    /// Says a day: short and of the Buddhist Era in Thai, ISO in English.
    #[must_use]
    pub fn day(&self, day: NaiveDate) -> String {
        match self.lang {
            Lang::Th => thai::date::medium(day),
            Lang::En => day.to_string(),
        }
    }

    /// Picks the words of the desk's language.
    #[must_use]
    pub fn say<'w>(&self, th: &'w str, en: &'w str) -> &'w str {
        match self.lang {
            Lang::Th => th,
            Lang::En => en,
        }
    }

    /// Tells the story, on standard error, unless asked to be quiet.
    pub fn story(&self, text: &str) {
        if !self.quiet {
            talk(text);
        }
    }

    /// Draws findings on standard error, for commands whose answer is something else.
    pub fn complain(&self, gathered: &Gathered, findings: &[Diagnostic], least: Severity) {
        let colour = takes_colours(&std::io::stderr());
        for finding in findings.iter().filter(|finding| finding.severity <= least) {
            talk(&draw(gathered, finding, self.lang, colour));
            talk("");
        }
    }
}

/// Makes sure that the disk gave every file.
///
/// # Errors
///
/// [`Failure`] with the first that it did not.
pub(super) fn whole(findings: &[Diagnostic]) -> Result<(), Failure> {
    let Some(finding) = findings.iter().find(|finding| finding.code == Code::UnreadableFile) else {
        return Ok(());
    };
    let (path, words, help) = (&finding.path, &finding.message, &finding.help);
    Err(Failure::usage(Words::new(
        format!("{path}: {} {} แล้วเรียกซ้ำ", words.th, help.th),
        format!("{path}: {}. {} and run this again", words.en, help.en),
    )))
}

/// Draws one finding with its lines.
#[must_use]
pub(super) fn draw(gathered: &Gathered, finding: &Diagnostic, lang: Lang, colour: bool) -> String {
    let sources = &gathered.book.sources;
    let other = finding.also.as_ref().and_then(|also| sources.get(&also.path));
    render::drawn(finding, sources.get(&finding.path), other, lang, colour)
}

/// Says how findings end a command.
#[must_use]
pub(super) fn outcome(findings: &[Diagnostic]) -> Outcome {
    if is_newer(findings) {
        Outcome::Ended(2)
    } else if any_error(findings) {
        Outcome::Findings
    } else {
        Outcome::Fine
    }
}

/// Returns whether the book is newer than this program: nothing else is known
/// of it then.
#[must_use]
pub(super) fn is_newer(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.code == Code::NewerFormat)
}

/// Why standard output did not take an answer, once it did not.
static UNHEARD: OnceLock<std::io::Error> = OnceLock::new();

/// Prints to standard output; a reader who hangs up ends nothing badly.
pub(super) fn answer(text: &str) {
    answer_bytes(format!("{}\n", printable(text)).as_bytes());
}

/// Writes a file to standard output, as it is.
pub(super) fn answer_bytes(bytes: &[u8]) {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => _ = UNHEARD.set(error),
        _ => {}
    }
}

/// An answer that is cut off, in a file on a full disk, must not pass for a
/// whole one.
///
/// # Errors
///
/// [`Failure`] where standard output did not take all of it.
pub(super) fn heard() -> Result<(), Failure> {
    let Some(error) = UNHEARD.get() else { return Ok(()) };
    Err(Failure::usage(Words::new(
        format!("ทำงานเสร็จแล้ว แต่เขียนคำตอบออกไม่ครบ: {error}"),
        format!("the work is done, but the answer could not be written whole: {error}"),
    )))
}

/// Prints to standard error.
pub(super) fn talk(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", printable(text));
}

/// Prints a value as JSON.
pub(super) fn answer_json(value: &impl serde::Serialize) {
    answer(&serde_json::to_string_pretty(value).unwrap_or_default());
}

/// Returns whether standard output is a terminal that wants colours.
#[must_use]
pub(super) fn colours() -> bool {
    takes_colours(&std::io::stdout())
}

/// An old console of Windows would print the colours' codes as they are: there
/// they must be switched on first.
fn takes_colours(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && !anstyle_query::no_color() && anstyle_query::windows::enable_ansi_colors().unwrap_or(true)
}

/// Finds the commit of `--at`.
fn find(root: &Path, typed: &str) -> Result<git::Commit, Failure> {
    git::commit(root, &revision(root, typed)?).map_err(|fault| not_found(typed, &fault))
}

/// Turns a day, read as everywhere, into the commit that was the newest of the
/// trunk when it ended. What is no day is a revision of git, such as a tag `1.2.3`.
pub(super) fn revision(root: &Path, typed: &str) -> Result<String, Failure> {
    let day = match thai::date::read(typed) {
        Err(NoDay::Shape) => return Ok(typed.to_owned()),
        _ => typed::day(typed),
    };
    let found = match day {
        Ok(day) => git::past::on(root, day).map_err(|fault| not_found(typed, &fault)),
        Err(words) => git::commit(root, typed).map_err(|_| Failure::usage(words)),
    };
    found.map(|commit| commit.id)
}

fn not_found(typed: &str, fault: &git::Fault) -> Failure {
    match fault {
        git::Fault::NoRepository | git::Fault::Foreign(_) => git_failure(fault),
        git::Fault::UnknownRevision(_) | git::Fault::Failed(_) => Failure::usage(Words::new(
            format!("ไม่พบ commit หรือวันที่ \"{typed}\" ในประวัติของสมุด"),
            format!("no commit or day \"{typed}\" in the book's history"),
        )),
    }
}

/// What git would not tell of the book's history.
pub(super) fn git_failure(fault: &git::Fault) -> Failure {
    Failure::usage(match fault {
        git::Fault::NoRepository => Words::new(
            "เรียก git ไม่ได้ จึงอ่านประวัติของสมุดไม่ได้ ติดตั้ง git ก่อน",
            "git cannot be run, so the book's history cannot be read: install git",
        ),
        git::Fault::Foreign(reason) | git::Fault::UnknownRevision(reason) | git::Fault::Failed(reason) => Words::new(
            format!("อ่านประวัติของสมุดจาก git ไม่ได้: {reason}"),
            format!("git does not tell the book's history: {reason}"),
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_does_not_tell_blames_no_option_that_nobody_gave() {
        for fault in [
            git::Fault::NoRepository,
            git::Fault::Failed("fatal: bad object".to_owned()),
        ] {
            let words = git_failure(&fault).words;
            assert!(!words.th.contains("--at") && !words.en.contains("--at"), "{words:?}");
            assert!(words.th.contains("git") && words.en.contains("git"), "{words:?}");
        }
    }
}
