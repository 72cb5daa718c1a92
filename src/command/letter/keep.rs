//! `letter --keep`: a letter was sent, so its very bytes stay in the book.

use std::path::Path;

use super::{Drafts, clean, page_of, tell};
use crate::book::Register;
use crate::book::journal::Kept;
use crate::command::args::LetterArgs;
use crate::command::desk::Desk;
use crate::command::{Failure, Outcome};
use crate::letter::official::{Facts, Official, Stand};
use crate::text::Words;
use crate::thai;
use crate::world::{disk, git};

/// Keeps the letter: the page that was printed where there is one, as it is
/// what was signed; else the page as it is written today.
pub(super) fn keep(
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
        .kept(&letter.html, desk.commit()?.map(|commit| commit.id));
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
