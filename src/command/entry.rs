//! Writing a record: judged first beside all that it touches in the book,
//! written as a whole, told what follows.

mod follow;
mod happened;

use follow::follow_up;
pub(super) use happened::{happened, not_to_come};
use serde::Serialize;

use super::ask::{self, Answer};
use super::desk::{self, Desk};
use super::status::answer::{self, RecordAnswer};
use super::{Failure, Outcome};
use crate::book::Register;
use crate::book::gather::{Files, Gathered, gather};
use crate::pen::{self, Event, Value};
use crate::record::shape::{File, What};
use crate::record::{Kind, RecordId, id};
use crate::text::diagnostic::mistakes;
use crate::text::render::{self, Plain};
use crate::text::{Code, Diagnostic, Severity, Source, Words};
use crate::world::stage::{self, Fault, Sheet};
use crate::world::within::{self, Lies};
use crate::world::{contents, disk, git};

/// A text to be written, and what to call it in the history.
pub(super) struct Draft {
    /// The record.
    pub(super) id: RecordId,
    /// Its whole new text.
    pub(super) text: String,
    /// The text that it was made from; nothing where no file may stand there yet.
    pub(super) before: Option<String>,
    /// Whether to commit, and the subject in the field's words.
    pub(super) commit: Option<String>,
    /// Whether nothing in it can clash with another record.
    pub(super) alone: bool,
    /// Whether sums that look like a slip were looked at.
    pub(super) sure: bool,
}

impl Draft {
    /// The text of a record, changed from what it was; `words` say what happened
    /// to it, where it is to be committed.
    pub(super) fn changed(id: RecordId, before: String, text: String, words: Option<&str>) -> Draft {
        Draft {
            commit: words.map(|words| subject(&id, words)),
            id,
            text,
            before: Some(before),
            alone: false,
            sure: false,
        }
    }
}

/// Checks the draft inside its book, writes it, and says what follows.
///
/// # Errors
///
/// [`Failure`] where `check` would refuse the draft, or the disk or git did.
pub(super) fn enter(desk: &Desk, draft: &Draft) -> Result<Outcome, Failure> {
    let path = draft.id.file();
    let touched = touched(desk, draft)?;
    let mut files = files(desk, &touched)?;
    let known = gather(files.clone());
    let before = mistakes(&desk.findings(&known, &Register::new(&known.book, desk.today)));
    files.sources.retain(|source| *source.path != *path);
    files.findings.retain(|finding| *finding.path != *path);
    files.sources.push(Source::new(&path, draft.text.clone()));
    let gathered = gather(files);
    let register = Register::new(&gathered.book, desk.today);
    let findings = desk.findings(&gathered, &register);
    let fresh = || findings.iter().filter(|finding| !before.contains(&finding.mistake()));
    let new: Vec<&Diagnostic> = fresh().filter(|finding| finding.severity == Severity::Error).collect();
    if !new.is_empty() {
        for finding in &new {
            desk::talk(&desk::draw(&gathered, finding, desk.lang, false));
            desk::talk("");
        }
        desk.answer_findings(new);
        return Err(Failure {
            status: 1,
            words: Words::new(
                "ไม่ได้บันทึก เพราะตรวจแล้วจะผิดพลาดตามข้างบน",
                "not written: check would refuse it, as shown above",
            ),
        });
    }
    if gathered.book.parts.iter().any(|part| part.id == draft.id) {
        return Err(unreadable(desk, &gathered, &findings, &path));
    }
    if let Some(slip) = fresh().find(|finding| finding.code == Code::FarOverSpent && !draft.sure) {
        confirm(desk, slip)?;
    }
    let sheet = Sheet {
        path: &path,
        text: &draft.text,
        before: draft.before.as_deref(),
    };
    stage::write_one(&desk.root, sheet).map_err(|fault| match fault {
        Fault::Moved(path) if draft.before.is_none() => Failure::usage(Words::new(
            format!("{path} มีแล้ว มีคนใช้เลขนี้ก่อน เรียกคำสั่งเดิมอีกครั้งเพื่อใช้เลขถัดไป"),
            format!("{path} exists: somebody took this number first; run the command again for the next one"),
        )),
        fault => refused(fault),
    })?;
    if let Some(subject) = &draft.commit {
        git::record(&desk.root, &[&path], subject).map_err(|reason| {
            Failure::usage(Words::new(
                format!("บันทึก {path} แล้ว แต่ยังไม่ลง git: {reason}"),
                format!("{path} is written, but not committed: {reason}"),
            ))
        })?;
    }
    let warned = |finding: &&Diagnostic| finding.severity == Severity::Warning && *finding.path == *path;
    let warnings: Vec<&Diagnostic> = findings.iter().filter(warned).collect();
    let entry = register.get(&draft.id);
    if desk.json {
        let stages = &register.book.office.stages;
        desk::answer_json(&Entered {
            file: &path,
            committed: draft.commit.is_some(),
            record: entry.map(|entry| answer::record(entry, stages, desk.today)),
            findings: warnings
                .iter()
                .map(|finding| render::plain(finding, desk.lang))
                .collect(),
        });
    } else {
        desk::answer(&path);
    }
    if let Some(entry) = entry {
        follow_up(desk, &register, entry);
    }
    for finding in warnings {
        desk.story(&format!(
            "{}: {}",
            desk.say("ควรตรวจ", "warning"),
            finding.message.lang(desk.lang)
        ));
    }
    Ok(Outcome::Fine)
}

/// What a program is told of what was entered; the field names are a contract.
#[derive(Serialize)]
struct Entered<'e> {
    file: &'e str,
    committed: bool,
    /// As `status --json` has it; a project has none.
    record: Option<RecordAnswer<'e>>,
    /// The warnings about the file, as `check --json` has them.
    findings: Vec<Plain<'e>>,
}

/// Why the book was not written into.
pub(super) fn refused(fault: Fault) -> Failure {
    match fault {
        Fault::Moved(path) => Failure::usage(Words::new(
            format!("{path} มีคนแก้ไประหว่างนี้ จึงไม่เขียนทับ ดูแฟ้มนั้นก่อน แล้วเรียกคำสั่งเดิมอีกครั้ง"),
            format!("{path} was changed meanwhile and is not written over; look at it, then run the command again"),
        )),
        Fault::Disk(path, error) => Failure::disk(&path, &error),
    }
}

/// Asks whether a sum that is far from what one expects is what the papers say.
fn confirm(desk: &Desk, finding: &Diagnostic) -> Result<(), Failure> {
    desk.story(finding.message.lang(desk.lang));
    let yes = ask::ask(
        desk,
        ("ตรงกับเอกสารหรือไม่ (ใช่/ไม่)", "Is that what the papers say (yes/no)"),
        "--sure",
        Answer::Needed,
        |text| pen::typed(&What::Yes, text),
    )?;
    if yes == Some(Value::Yes(true)) {
        return Ok(());
    }
    Err(Failure {
        status: 1,
        words: Words::new(
            "ไม่ได้บันทึก เรียกคำสั่งอีกครั้งด้วยจำนวนที่ถูก",
            "not written: run the command again with the right amount",
        ),
    })
}

/// A record that cannot be read cannot be added to.
fn unreadable(desk: &Desk, gathered: &Gathered, findings: &[Diagnostic], path: &str) -> Failure {
    let own = || findings.iter().filter(|finding| *finding.path == *path);
    for finding in own() {
        desk::talk(&desk::draw(gathered, finding, desk.lang, false));
    }
    desk.answer_findings(own());
    Failure {
        status: 1,
        words: Words::new(
            format!("ไม่ได้บันทึก เพราะ {path} ยังมีข้อผิดพลาดตามข้างบน แก้ก่อนแล้วเรียกซ้ำ"),
            format!("not written: {path} has the errors above; mend them first, then run this again"),
        ),
    }
}

/// The records that a draft is judged beside: itself, and those with which it
/// could clash.
fn touched(desk: &Desk, draft: &Draft) -> Result<Vec<String>, Failure> {
    let mut paths = Vec::new();
    if !draft.alone {
        let ask = contents::Asked::of(&draft.id, &draft.text);
        let related = contents::related(&desk.root, desk.today, &ask);
        paths = related.map_err(|error| Failure::unread("records", &error))?;
    }
    let path = draft.id.file();
    if draft.before.is_some() && !paths.contains(&path) {
        paths.push(path);
    }
    Ok(paths)
}

/// Reads the settings of the book and the records named.
///
/// # Errors
///
/// [`Failure`] where the disk refused.
pub(super) fn gathered(desk: &Desk, records: &[RecordId]) -> Result<Gathered, Failure> {
    let paths: Vec<String> = records.iter().map(RecordId::file).collect();
    files(desk, &paths).map(gather)
}

fn files(desk: &Desk, paths: &[String]) -> Result<Files, Failure> {
    let mut files = disk::read_settings(&desk.root).map_err(|error| Failure::unread("records", &error))?;
    for path in paths {
        disk::add(&desk.root, path, &mut files);
    }
    desk::whole(&files.findings)?;
    Ok(files)
}

/// Every kind of record.
pub(super) const RECORDS: &[Kind] = &[Kind::Advance, Kind::Guarantee, Kind::Project];

/// How many records are named where a path could mean several.
const SHOWN: usize = 12;

/// Reads which record is meant, for every command.
///
/// # Errors
///
/// [`Failure`] for a path that is none, or of another kind; where only the end of
/// a path was given, it names the records that end so.
pub(super) fn record(desk: &Desk, typed: &str, kinds: &[Kind]) -> Result<RecordId, Failure> {
    named(desk, typed, kinds)?.ok_or_else(|| {
        let words: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
        let (all, first) = (words.join(" · "), words[0]);
        Failure::usage(Words::new(
            format!("\"{typed}\" ไม่ใช่ระเบียน {all} เขียนเป็น secretariat/2569/{first}-0012"),
            format!("\"{typed}\" is no {all}; write it as secretariat/2569/{first}-0012"),
        ))
    })
}

/// Reads which record is meant, where it may be none: with `/` or, as PowerShell
/// completes it, with `\`; from the book, or from where one stands, as a shell completes it.
///
/// # Errors
///
/// [`Failure`] where only the end of a path was given: the records that end so.
pub(super) fn named(desk: &Desk, typed: &str, kinds: &[Kind]) -> Result<Option<RecordId>, Failure> {
    let path = typed.replace('\\', "/");
    let stands = || match within::find(&desk.root, &path) {
        Lies::Inside(file) => id::parse(&file),
        Lies::Outside | Lies::Nowhere => None,
    };
    if let Some(id) = id::parse(&path).or_else(stands).filter(|id| kinds.contains(&id.kind)) {
        return Ok(Some(id));
    }
    let end = format!("/{}", path.strip_suffix(".toml").unwrap_or(&path).trim_matches('/'));
    let mut meant: Vec<RecordId> = disk::records(&desk.root)
        .into_iter()
        .filter(|id| kinds.contains(&id.kind) && id.to_string().ends_with(&end))
        .collect();
    if meant.is_empty() {
        return Ok(None);
    }
    meant.sort_by(|a, b| b.fiscal_year.cmp(&a.fiscal_year).then(a.cmp(b)));
    let meant: Vec<String> = meant.iter().take(SHOWN).map(ToString::to_string).collect();
    let meant = meant.join("\n  ");
    Err(Failure::usage(Words::new(
        format!("\"{typed}\" ไม่ครบ เขียนทั้งโฟลเดอร์ด้วย ที่ลงท้ายเช่นนี้ ปีล่าสุดก่อน\n  {meant}"),
        format!("\"{typed}\" is not the whole path; these end so, newest first\n  {meant}"),
    )))
}

/// Reads a record's text.
///
/// # Errors
///
/// [`Failure`] where there is no such file, or the disk does not give it.
pub(super) fn text(desk: &Desk, id: &RecordId) -> Result<String, Failure> {
    disk::read_file(&desk.root.join(id.file())).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => absent(id),
        std::io::ErrorKind::InvalidData => broken(id),
        _ => Failure::disk(&id.file(), &error),
    })
}

/// Reads the events of a record's text.
///
/// # Errors
///
/// [`Failure`] for a text that is no TOML.
pub(super) fn events(id: &RecordId, text: &str) -> Result<Vec<Event>, Failure> {
    let keys = File::from(id.kind).keys();
    pen::facts(keys, text)
        .map(|(_, events)| events)
        .ok_or_else(|| broken(id))
}

/// A record that is not there.
pub(super) fn absent(id: &RecordId) -> Failure {
    let folder = format!("records/{}/{}/", id.agency, id.fiscal_year);
    Failure::usage(Words::new(
        format!("ไม่มีแฟ้ม {} ดูเลขที่มีอยู่ใน {folder} หรือด้วย  duebook status --all", id.file()),
        format!("there is no {}; see {folder}, or  duebook status --all", id.file()),
    ))
}

/// A record whose text cannot be read.
pub(super) fn broken(id: &RecordId) -> Failure {
    let file = id.file();
    Failure {
        status: 1,
        words: Words::new(
            format!("ไม่ได้บันทึก เพราะอ่าน {file} ไม่ได้ ดูที่ผิดด้วย  duebook check {file}"),
            format!("not written: {file} cannot be read; see  duebook check {file}"),
        ),
    }
}

/// The subject of a commit: the record, and what happened to it in the field's
/// words.
pub(super) fn subject(id: &RecordId, words: &str) -> String {
    format!(
        "{} {}/{}/{:04}: {words}",
        id.kind.name(),
        id.agency,
        id.fiscal_year,
        id.number
    )
}
