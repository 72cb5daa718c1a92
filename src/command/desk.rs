//! The desk that every command works at: which book, which day, which
//! language, and the two ways to speak: the answer and the story.

use std::cell::OnceCell;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::args::Options;
use super::{Failure, Outcome};
use crate::book::gather::{Gathered, gather};
use crate::book::{Register, check};
use crate::letter::Broken;
use crate::press::{Lexicon, Own, Press, PressFault};
use crate::record::format;
use crate::site;
use crate::text::diagnostic::{any_error, tidy};
use crate::text::printable::printable;
use crate::text::{Code, Diagnostic, Lang, Severity, Words, render};
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
            None => book_above(),
        };
        if !root.join("records").is_dir() {
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
        Ok(gather(files))
    }

    /// Sets up the press with the office's own templates, as they stand on the
    /// disk or stood at the commit of `--at`.
    ///
    /// # Errors
    ///
    /// [`Failure`] where a template cannot be read, with its file and line.
    pub fn press(&self) -> Result<Press, Failure> {
        Press::of(self.own()?).map_err(|fault| self.template(&fault))
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
    #[must_use]
    pub fn commit(&self) -> Option<git::Commit> {
        self.at
            .clone()
            .or_else(|| git::head(&self.root).filter(|_| git::is_clean(&self.root)))
    }

    /// Returns the commit up to which the history is told: that of `--at`, else
    /// the newest, whatever is open beside it.
    #[must_use]
    pub fn tip(&self) -> Option<git::Commit> {
        self.at.clone().or_else(|| git::head(&self.root))
    }

    /// Returns all findings about a book on the desk's day, sorted.
    #[must_use]
    pub fn findings(&self, gathered: &Gathered, register: &Register<'_>) -> Vec<Diagnostic> {
        let mut findings = gathered.findings.clone();
        findings.extend(check::check(register));
        tidy(&mut findings);
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
            Lang::Th => crate::thai::date::medium(day),
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

/// Prints to standard output; a reader who hangs up ends nothing badly.
pub(super) fn answer(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{}", printable(text));
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

/// The nearest folder upward that holds a book; here, where there is none.
fn book_above() -> PathBuf {
    let here = PathBuf::from(".");
    let Ok(from) = std::env::current_dir() else { return here };
    let found = from
        .ancestors()
        .find(|folder| folder.join("records/office.toml").is_file());
    match found {
        Some(folder) if folder != from => folder.to_owned(),
        _ => here,
    }
}

fn find(root: &Path, revision: &str) -> Result<git::Commit, Failure> {
    git::commit(root, revision).map_err(|fault| match fault {
        git::Fault::NoRepository => git_failure(&fault),
        git::Fault::UnknownRevision(_) | git::Fault::Failed(_) => Failure::usage(Words::new(
            format!("ไม่พบ commit หรือวันที่ \"{revision}\" ในประวัติของสมุด"),
            format!("no commit or day \"{revision}\" in the book's history"),
        )),
    })
}

/// What git would not tell of the book's history.
pub(super) fn git_failure(fault: &git::Fault) -> Failure {
    Failure::usage(match fault {
        git::Fault::NoRepository => Words::new(
            "เรียก git ไม่ได้ จึงอ่านประวัติของสมุดไม่ได้ ติดตั้ง git ก่อน",
            "git cannot be run, so the book's history cannot be read: install git",
        ),
        git::Fault::UnknownRevision(reason) | git::Fault::Failed(reason) => Words::new(
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
