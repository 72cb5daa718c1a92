//! `letter`: the official letter of a record at a stage, ready to print; with
//! `--keep`, the word that it was sent.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::args::{LetterArgs, Options};
use super::desk::{self, Desk};
use super::entry::{self, absent};
use super::{Failure, Outcome};
use crate::book::journal::Kept;
use crate::book::{Entry, Register};
use crate::letter::official::{self, Facts, Official, Refusal, Stand};
use crate::record::Kind;
use crate::text::Words;
use crate::thai;
use crate::world::disk;

mod keep;

/// Runs `letter`.
pub(super) fn run(options: &Options, args: &LetterArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    if args.keep {
        desk.to_write()?;
    }
    let id = entry::record(&desk, &args.path, &[Kind::Advance, Kind::Guarantee])?;
    if let Some(number) = args.number.as_deref().filter(|number| !official::is_number(number)) {
        return Err(Failure::usage(Words::new(
            format!("\"{number}\" ใช้เป็นเลขที่หนังสือไม่ได้ เขียนเช่น --number \"กท 0303/163\""),
            format!("\"{number}\" is no letter's number; write such as --number \"กท 0303/163\""),
        )));
    }
    let gathered = desk.gather()?;
    let register = Register::new(&gathered.book, desk.today);
    let findings = desk.findings(&gathered, &register);
    if desk.stops(&gathered, &findings) {
        desk.story(desk.say("ไม่มีหนังสือ เพราะระเบียนมีข้อผิดพลาด", "no letter: the records have errors"));
        return Ok(Outcome::Findings);
    }
    let entry = register.get(&id).ok_or_else(|| absent(&id))?;
    let stand = official::reached(entry, &args.stage, &register).map_err(|refusal| refused(refusal, args.keep))?;
    let letter = write(&desk, &register, &stand, args.number.as_deref())?;
    rests(&desk, entry);
    let out = args.out.clone().unwrap_or_else(|| desk.root.join("outbox/letters"));
    if args.keep {
        return keep::keep(&desk, &register, letter, &stand, &out, args);
    }
    let files = draft(&letter, &out)?;
    tell(&desk, &letter, &files, None);
    Ok(Outcome::Fine)
}

/// What is sent and entered days later is looked at as of the day it was sent.
fn refused(refusal: Refusal, keeping: bool) -> Failure {
    let Words { mut th, mut en } = refusal.words;
    if keeping && !refusal.mistyped {
        th.push_str("\nหากส่งไปก่อนหน้านี้ ใส่ --today เป็นวันที่ของหนังสือ");
        en.push_str("\nif it was sent earlier, give the letter's own day with --today");
    }
    Failure {
        status: if refusal.mistyped { 2 } else { 1 },
        words: Words { th, en },
    }
}

/// Writes the letter and holds it against the leak gate.
fn write(
    desk: &Desk,
    register: &Register<'_>,
    stand: &Stand<'_, '_>,
    number: Option<&str>,
) -> Result<Official, Failure> {
    let written = official::write(stand, register, &desk.press()?, number);
    let letter = written.map_err(|broken| desk.broken(&broken))?;
    clean(register, stand, &letter).map(|()| letter)
}

fn clean(register: &Register<'_>, stand: &Stand<'_, '_>, letter: &Official) -> Result<(), Failure> {
    let leaks = official::leaks(letter, stand, register);
    for leak in &leaks {
        desk::talk(leak);
    }
    if leaks.is_empty() {
        return Ok(());
    }
    Err(Failure {
        status: 1,
        words: Words::new(
            "หยุด: หนังสือนี้มีข้อมูลของระเบียนอื่น จึงไม่เขียน",
            "stopped: this letter holds another record's data; it was not written",
        ),
    })
}

/// A person may write although reminders rest, but should know that they do.
fn rests(desk: &Desk, entry: &Entry<'_>) {
    let hold = match entry {
        Entry::Advance(record, _) => &record.hold,
        Entry::Guarantee(record, _) => &record.hold,
    };
    if let Some(hold) = hold.as_ref().filter(|hold| hold.rests(desk.today)) {
        let until = hold.until.value;
        let (th, en) = (
            format!("ระเบียนนี้พักการเตือนถึง {} ตรวจก่อนส่งหนังสือ", thai::date::medium(until)),
            format!("reminders of this record rest until {until}: look before you send"),
        );
        desk.story(desk.say(&th, &en));
    }
}

/// Where a letter lies.
struct Drafts {
    html: PathBuf,
    eml: Option<PathBuf>,
}

fn page_of(out: &Path, facts: &Facts) -> PathBuf {
    out.join(format!("{}.html", facts.file_stem()))
}

/// Writes the page, and the mail where there is an address.
fn draft(letter: &Official, out: &Path) -> Result<Drafts, Failure> {
    let failed = |error: &std::io::Error| Failure::disk(&out.display().to_string(), error);
    let mail = official::bytes(letter).map_err(|broken| {
        let said = broken.to_string();
        Failure::usage(Words::new(said.clone(), said))
    })?;
    // Letters hold names: git is told to look away, wherever the folder lies.
    disk::write(&out.join(".gitignore"), b"*\n").map_err(|error| failed(&error))?;
    let html = page_of(out, &letter.facts);
    disk::write(&html, letter.html.as_bytes()).map_err(|error| failed(&error))?;
    let eml = mail.as_ref().map(|_| html.with_extension("eml"));
    if let (Some(path), Some(bytes)) = (&eml, mail) {
        disk::write(path, &bytes).map_err(|error| failed(&error))?;
    }
    Ok(Drafts { html, eml })
}

#[derive(Serialize)]
struct Answer<'l> {
    record: String,
    stage: &'l str,
    n: usize,
    date: chrono::NaiveDate,
    number: Option<&'l str>,
    to: &'l str,
    subject: &'l str,
    kept: bool,
    html: String,
    eml: Option<String>,
    sha256: String,
    advice: Vec<&'l str>,
}

fn tell(desk: &Desk, letter: &Official, files: &Drafts, kept: Option<&Kept>) {
    let shown = |path: &Path| path.display().to_string();
    let facts = &letter.facts;
    if desk.json {
        desk::answer_json(&Answer {
            record: facts.record.to_string(),
            stage: &facts.stage,
            n: facts.n,
            date: facts.date,
            number: facts.number.as_deref(),
            to: &facts.to,
            subject: &letter.subject,
            kept: kept.is_some(),
            html: shown(&files.html),
            eml: files.eml.as_deref().map(shown),
            sha256: crate::digest::sha256(letter.html.as_bytes()),
            advice: letter.advice.iter().map(|words| words.lang(desk.lang)).collect(),
        });
    } else {
        desk::answer(&shown(&files.html));
        if let Some(eml) = &files.eml {
            desk::answer(&shown(eml));
        }
    }
    let (n, subject) = (facts.n, &letter.subject);
    if kept.is_some() {
        let (th, en) = (
            format!("เก็บแล้ว ครั้งที่ {n} ลงวันที่ {}", thai::date::medium(facts.date)),
            format!("kept: letter {n} of {}", facts.date),
        );
        return desk.story(desk.say(&th, &en));
    }
    desk.story(&format!("{}: {subject}", desk.say("เรื่อง", "subject")));
    for words in &letter.advice {
        desk.story(words.lang(desk.lang));
    }
    if files.eml.is_none() {
        desk.story(desk.say(
            "ไม่มีอีเมลของผู้รับในสมุด จึงมีแต่หนังสือสำหรับพิมพ์",
            "the book has no address of the recipient: there is only the page to print",
        ));
    }
}
