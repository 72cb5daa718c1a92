//! `doctor`: everything that a delivery depends on is looked at, one line a
//! matter, whether or not the one before was well. Nothing is claimed and
//! nothing written to the journal; a mail goes only where one is asked for.

mod mail;

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::args::{DoctorArgs, Options};
use super::desk::{self, Desk};
use super::table::left;
use super::{Failure, Outcome};
use crate::book::gather::{Gathered, gather};
use crate::book::{Register, plan};
use crate::dispatch::checkup::start::{self, Schedule};
use crate::dispatch::checkup::{self, Check, State, book, clock as hour, git as repository, journal, stamp};
use crate::dispatch::doors::Moment;
use crate::dispatch::forecast::forecast;
use crate::founding;
use crate::letter::eml;
use crate::text::diagnostic::any_error;
use crate::text::{Lang, Words};
use crate::world::git::{self, health};
use crate::world::{clock, disk, settings};

/// Runs `doctor`.
pub(super) fn run(options: &Options, args: &DoctorArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    if desk.at.is_some() {
        return Err(Failure::usage(Words::new(
            "doctor ตรวจสมุดและเครื่องในขณะนี้ ใช้กับ --at ไม่ได้",
            "doctor looks at the book and the machine as they are now; it does not go with --at",
        )));
    }
    let look = health::look(&desk.root);
    let (gathered, source) = read(&desk, look.newest.as_ref())?;
    let office = &gathered.book.office;
    let mut checks = vec![source];
    checks.extend(of_book(&desk, &gathered));
    checks.push(hour::look(
        clock::now(),
        clock::today(),
        look.newest.as_ref().and_then(|commit| moment(&commit.time)),
        gathered.book.journal.runs.last().map(|run| run.ended),
    ));
    checks.extend(start::look(&gathered.book, &schedule(&desk), &look.facts));
    checks.extend(stamp::look(&gathered.book, desk.today));
    let live = office.mail.live.as_deref().map(git::branch::place);
    checks.extend(repository::look(&look.facts, live.as_deref()));
    checks.extend(mail::look(&desk, office, args));
    if desk.json {
        desk::answer_json(&answer(&desk, &checks));
    } else {
        show(&desk, &checks);
        if gathered.book.journal.runs.is_empty() {
            first(&desk, &checks);
        }
    }
    Ok(Outcome::Ended(checkup::status(&checks)))
}

fn moment(text: &str) -> Option<Moment> {
    Moment::parse_from_rfc3339(text).ok()
}

/// Reads the book that a run would read: the newest commit, or the files.
fn read(desk: &Desk, newest: Option<&git::Commit>) -> Result<(Gathered, Check), Failure> {
    let Some(commit) = newest else {
        let folder = desk.root.join("records");
        let said = folder.display();
        let found = Words::new(format!("แฟ้มใน {said}"), format!("the files in {said}"));
        return Ok((desk.gather()?, Check::fine("book", found)));
    };
    let files = git::read(&desk.root, commit)
        .map_err(|fault| Failure::usage(Words::new(format!("git: {fault}"), format!("git: {fault}"))))?;
    let short = commit.id.get(..10).unwrap_or(&commit.id);
    let time = moment(&commit.time).map_or_else(
        || commit.time.clone(),
        |at| {
            at.with_timezone(clock::now().offset())
                .format("%Y-%m-%d %H:%M")
                .to_string()
        },
    );
    let found = Words::new(
        format!("ตามที่ commit แล้ว {short} ({time}) อย่างที่ --send อ่าน"),
        format!("as committed in {short} ({time}), which is what --send reads"),
    );
    Ok((gather(files), Check::fine("book", found)))
}

/// What runs the mailer, as the book's own files tell.
fn schedule(desk: &Desk) -> Schedule {
    let read = |path: &str| disk::read_file(&desk.root.join(path)).ok();
    let (kind, source) = founding::automated(read);
    let folder = kind.and_then(founding::Kind::folder);
    Schedule {
        workflow: folder.map(|folder| format!("{folder}/workflows/remind.yml")),
        lacks_source: source.is_none() && read(".ci/program").is_some(),
        owners: [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"]
            .into_iter()
            .find_map(read),
    }
}

/// What is missing until the first reminder of a book goes out.
fn first(desk: &Desk, checks: &[Check]) {
    let labels = |wanted: &str| {
        let named = checks.iter().filter(|check| check.state.name() == wanted);
        let labels: Vec<String> = named
            .map(|check| checkup::label(check.name).lang(desk.lang).to_owned())
            .collect();
        labels.join(", ")
    };
    let (wrong, warnings) = (labels("wrong"), labels("warning"));
    let (th, en) = if wrong.is_empty() {
        (
            "พร้อมส่งการแจ้งเตือนฉบับแรก: duebook remind --send".to_owned(),
            "ready for the first reminder: duebook remind --send".to_owned(),
        )
    } else {
        (
            format!("ก่อนการแจ้งเตือนฉบับแรกต้องแก้: {wrong}"),
            format!("before the first reminder, mend: {wrong}"),
        )
    };
    desk::answer(desk.say(&th, &en));
    if !warnings.is_empty() {
        let (th, en) = (format!("และควรดู: {warnings}"), format!("and look at: {warnings}"));
        desk::answer(desk.say(&th, &en));
    }
}

fn of_book(desk: &Desk, gathered: &Gathered) -> Vec<Check> {
    let register = Register::new(&gathered.book, desk.today);
    let findings = desk.findings(gathered, &register);
    let mut checks = book::look(gathered, &findings, desk.today);
    if any_error(&findings) {
        let why = Words::new(
            "ระเบียนมีข้อผิดพลาด จึงยังไม่มีแผน",
            "the records have errors, so there is no plan",
        );
        checks.push(Check::skipped("plan", why));
        return checks;
    }
    let plan = plan::plan(&register);
    let now = if settings::is_today(desk.today) {
        clock::now()
    } else {
        eml::morning(desk.today)
    };
    let foreseen = forecast(&register, &plan, now);
    checks.extend(journal::look(&gathered.book.journal, &plan, &foreseen, desk.today));
    checks
}

#[derive(Serialize)]
struct Answer<'c> {
    checks: Vec<CheckAnswer<'c>>,
    status: u8,
}

#[derive(Serialize)]
struct CheckAnswer<'c> {
    name: &'static str,
    state: &'static str,
    found: &'c str,
    help: Option<&'c str>,
}

fn answer<'c>(desk: &Desk, checks: &'c [Check]) -> Answer<'c> {
    let one = |check: &'c Check| CheckAnswer {
        name: check.name,
        state: check.state.name(),
        found: check.found.lang(desk.lang),
        help: check.help.as_ref().map(|help| help.lang(desk.lang)),
    };
    Answer {
        checks: checks.iter().map(one).collect(),
        status: checkup::status(checks),
    }
}

/// Sign, Thai word, English word and colour of a state.
fn sign(state: State) -> (&'static str, &'static str, &'static str, AnsiColor) {
    match state {
        State::Fine => ("✓", "เรียบร้อย", "fine", AnsiColor::Green),
        State::Warning => ("!", "ควรดู", "warning", AnsiColor::Yellow),
        State::Wrong(_) => ("✗", "ต้องแก้", "wrong", AnsiColor::Red),
        State::Skipped => ("–", "ข้าม", "skipped", AnsiColor::BrightBlack),
    }
}

fn show(desk: &Desk, checks: &[Check]) {
    let colours = desk::colours();
    for check in checks {
        let (mark, th, en, colour) = sign(check.state);
        let style = if colours {
            Style::new().fg_color(Some(colour.into()))
        } else {
            Style::new()
        };
        let word = left(desk.say(th, en), 10);
        let label = left(checkup::label(check.name).lang(desk.lang), width(desk.lang));
        let found = check.found.lang(desk.lang);
        let mut line = format!("{style}{mark} {word}{style:#} {label}{found}");
        if let Some(help) = &check.help {
            let _ = write!(line, "\n    → {}", help.lang(desk.lang));
        }
        desk::answer(&line);
    }
    let count = |wanted: &str| checks.iter().filter(|check| check.state.name() == wanted).count();
    let (fine, warnings, wrong, skipped) = (count("fine"), count("warning"), count("wrong"), count("skipped"));
    let all = checks.len();
    let (th, en) = (
        format!("ตรวจ {all} ข้อ: เรียบร้อย {fine} ควรดู {warnings} ต้องแก้ {wrong} ข้าม {skipped}"),
        format!("{all} checks: {fine} fine, {warnings} warnings, {wrong} wrong, {skipped} skipped"),
    );
    desk::answer(desk.say(&th, &en));
}

/// The width of the labels.
fn width(lang: Lang) -> usize {
    match lang {
        Lang::Th => 21,
        Lang::En => 14,
    }
}
