//! `letter`: the official letter of a record at a stage, ready to print; with
//! `--keep`, the word that it was sent.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::args::{LetterArgs, Options};
use super::clear::absent;
use super::desk::{self, Desk};
use super::{Failure, Outcome};
use crate::book::journal::Kept;
use crate::book::{Entry, Register};
use crate::letter::official::{self, Facts, Official, Refusal, Stand};
use crate::record::{RecordId, id};
use crate::text::Words;
use crate::thai;
use crate::world::{disk, git};

/// Runs `letter`.
pub(super) fn run(options: &Options, args: &LetterArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    let id = record(&args.path)?;
    if args.keep && desk.at.is_some() {
        return Err(Failure::usage(Words::new(
            "--at ใช้อ่านอดีตเท่านั้น เก็บหนังสือลงอดีตไม่ได้",
            "--at reads the past; no letter can be kept there",
        )));
    }
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
        return keep(&desk, &register, letter, &stand, &out, args);
    }
    let files = draft(&letter, &out)?;
    tell(&desk, &letter, &files, None);
    Ok(Outcome::Fine)
}

fn record(path: &str) -> Result<RecordId, Failure> {
    let found = id::parse(path).filter(|id| id.kind != crate::record::Kind::Project);
    found.ok_or_else(|| {
        Failure::usage(Words::new(
            format!("\"{path}\" ไม่ใช่เงินยืมหรือหลักประกัน เขียนเป็น secretariat/2569/advance-0012"),
            format!("\"{path}\" is no advance or guarantee; write it as secretariat/2569/advance-0012"),
        ))
    })
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
    let broken = |broken: crate::letter::Broken| Failure::usage(Words::new(broken.to_string(), broken.to_string()));
    let letter = official::write(stand, register, &desk.press()?, number).map_err(broken)?;
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

/// Keeps the letter: the page that was printed where there is one, as it is
/// what was signed; else the page as it is written today.
fn keep(
    desk: &Desk,
    register: &Register<'_>,
    mut letter: Official,
    stand: &Stand<'_, '_>,
    out: &Path,
    args: &LetterArgs,
) -> Result<Outcome, Failure> {
    // Asked for the same letter again, `n` has moved on: the number tells.
    if let Some(number) = letter.facts.number.clone() {
        unkept(register, &number, letter.facts.date)?;
    }
    if let Ok(page) = disk::read_file(&page_of(out, &letter.facts)) {
        let facts = Facts::read(&page).filter(|facts| facts.record == letter.facts.record && facts.n == letter.facts.n);
        let mut facts = facts.ok_or_else(|| strange(&page_of(out, &letter.facts)))?;
        // A page printed without its number was numbered by hand.
        facts.number = facts.number.or_else(|| letter.facts.number.clone());
        if args.number.is_some() && facts.number != letter.facts.number {
            return Err(other_number(&facts));
        }
        (letter.facts, letter.html) = (facts, page);
        clean(register, stand, &letter)?;
        if let Some(number) = letter.facts.number.clone() {
            unkept(register, &number, letter.facts.date)?;
        }
    }
    in_order(register, &letter.facts)?;
    let kept = letter
        .facts
        .clone()
        .kept(&letter.html, desk.commit().map(|commit| commit.id));
    // The page first: a note without its page would be an error, a page without
    // its note is no letter yet, and the next try writes it again.
    for (path, bytes) in [
        (kept.page(), letter.html.as_bytes()),
        (kept.path(), kept.text().as_bytes()),
    ] {
        disk::write(&desk.root.join(&path), bytes).map_err(|error| Failure::disk(&path, &error))?;
    }
    if args.commit {
        commit(desk, &kept)?;
    }
    let files = Drafts {
        html: desk.root.join(kept.page()),
        eml: None,
    };
    tell(desk, &letter, &files, Some(&kept));
    Ok(Outcome::Fine)
}

fn unkept(register: &Register<'_>, number: &str, on: chrono::NaiveDate) -> Result<(), Failure> {
    let Some(kept) = register.book.journal.numbered(number, on) else {
        return Ok(());
    };
    let (record, n, date) = (&kept.record, kept.n, thai::date::medium(kept.date));
    Err(Failure {
        status: 1,
        words: Words::new(
            format!("เก็บหนังสือที่ {number} ไว้แล้ว: {record} ครั้งที่ {n} ลงวันที่ {date}"),
            format!(
                "the letter {number} is kept already: {record}, number {n}, of {}",
                kept.date
            ),
        ),
    })
}

/// A later letter does not bear an earlier day.
fn in_order(register: &Register<'_>, facts: &Facts) -> Result<(), Failure> {
    let mut letters = register.book.journal.letters(&facts.record).iter();
    let Some(last) = letters.rfind(|kept| kept.series == facts.series && kept.date > facts.date) else {
        return Ok(());
    };
    let (n, date) = (last.n, thai::date::medium(last.date));
    Err(Failure {
        status: 1,
        words: Words::new(
            format!("ครั้งที่ {n} ที่เก็บไว้ลงวันที่ {date} ครั้งถัดไปจึงลงวันที่ก่อนนั้นไม่ได้ ตรวจ --today"),
            format!(
                "letter {n}, kept, is of {}; the next cannot be older: check --today",
                last.date
            ),
        ),
    })
}

fn strange(path: &Path) -> Failure {
    let path = path.display();
    Failure::usage(Words::new(
        format!("{path} ไม่ใช่หนังสือที่โปรแกรมเขียน ย้ายออก แล้วสร้างหนังสือใหม่ก่อนเก็บ"),
        format!("{path} is no letter of this program; move it away and write the letter again first"),
    ))
}

fn other_number(facts: &Facts) -> Failure {
    let number = facts.number.as_deref().unwrap_or_default();
    let (th, en) = (format!("เป็นที่ {number}"), format!("bears {number}"));
    let date = facts.date;
    Failure::usage(Words::new(
        format!(
            "หนังสือที่สร้างไว้ ลงวันที่ {} {th} ไม่ตรงกับ --number สร้างหนังสือใหม่ด้วยเลขนี้ก่อน แล้วจึงเก็บ",
            thai::date::medium(date)
        ),
        format!(
            "the letter as written, of {date}, {en}, not --number: write it anew with that number first, then keep it"
        ),
    ))
}

fn commit(desk: &Desk, kept: &Kept) -> Result<(), Failure> {
    let (record, n, date) = (&kept.record, kept.n, thai::date::medium(kept.date));
    let number = kept
        .number
        .as_deref()
        .map_or_else(String::new, |number| format!(" ที่ {number}"));
    let subject = format!("letter {record}: ส่งหนังสือครั้งที่ {n}{number} ลงวันที่ {date}");
    git::record(&desk.root, &[&kept.page(), &kept.path()], &subject).map_err(|reason| {
        let path = kept.path();
        Failure::usage(Words::new(
            format!("เก็บ {path} แล้ว แต่ยังไม่ลง git: {reason}"),
            format!("{path} is kept, but not committed: {reason}"),
        ))
    })
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
            sha256: crate::letter::sha256(letter.html.as_bytes()),
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
