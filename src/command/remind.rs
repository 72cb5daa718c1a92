//! `remind`: the plan of the day, or its mails as files for a rehearsal.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Serialize;

use super::args::{Options, RemindArgs};
use super::desk::{self, Desk};
use super::{Failure, Outcome};
use crate::book::plan::{self, Item, Plan};
use crate::book::{Message, Register};
use crate::letter::{self, Letter};
use crate::money::Satang;
use crate::press::Press;
use crate::text::Words;
use crate::world::publish::publish;

mod aloud;
mod decide;
pub(super) mod send;

/// Runs `remind`.
pub(super) fn run(options: &Options, args: &RemindArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    if let Some((decision, keys)) = decide::asked(args) {
        return decide::run(&desk, args, decision, keys);
    }
    if args.send {
        let report = send::send(&desk)?;
        return Ok(send::tell(&desk, &report));
    }
    // The program ends after this: the system takes a book's memory back at
    // once, page by page it takes as long as planning does.
    let gathered = ManuallyDrop::new(desk.gather()?);
    let register = Register::new(&gathered.book, desk.today);
    let findings = desk.findings(&gathered, &register);
    if desk.stops(&gathered, &findings) {
        desk.story(desk.say(
            "ไม่มีการแจ้งเตือน เพราะระเบียนมีข้อผิดพลาด",
            "no reminders: the records have errors",
        ));
        return Ok(Outcome::Findings);
    }
    let plan = plan::plan(&register);
    let gate = letter::Gate::new(&register);
    let letters = letters(&desk, &register, &plan, &desk.press()?, &gate)?;
    if args.plan {
        if desk.json {
            desk::answer_json(&answer(&desk, &plan, &letters));
        } else {
            aloud::show(&desk, &register, &plan, &letters);
        }
        return Ok(Outcome::Fine);
    }
    let out = folder(&desk, args.out.as_deref());
    rehearse(&desk, &plan, &letters, &gate, &out)?;
    if desk.json {
        desk::answer_json(&answer(&desk, &plan, &letters));
    } else {
        desk::answer(&out.display().to_string());
    }
    desk.story(&told(&desk, &plan));
    Ok(Outcome::Fine)
}

/// Says how many mails and how many held.
pub(super) fn told(desk: &Desk, plan: &Plan<'_, '_>) -> String {
    let (mails, held) = (plan.messages.len(), plan.held.len());
    let items: usize = plan.messages.iter().map(|message| message.shown().len()).sum();
    let (th, en) = (
        format!("แจ้งเตือน {mails} ฉบับ รวม {items} รายการ รอ {held} รายการ"),
        format!("{mails} mails with {items} items; {held} held"),
    );
    desk.say(&th, &en).to_owned()
}

/// The folder of the rehearsal: as typed, else `outbox` beside the records.
pub(super) fn folder(desk: &Desk, typed: Option<&Path>) -> PathBuf {
    typed.map_or_else(|| desk.root.join("outbox"), Path::to_owned)
}

/// Writes every letter of a plan and holds each against the leak gate.
pub(super) fn letters(
    desk: &Desk,
    register: &Register<'_>,
    plan: &Plan<'_, '_>,
    press: &Press,
    gate: &letter::Gate<'_, '_>,
) -> Result<Vec<Letter>, Failure> {
    let mut letters = Vec::with_capacity(plan.messages.len());
    for message in &plan.messages {
        let letter = letter::write(message, register, press).map_err(|broken| desk.broken(&broken))?;
        unleaked(&gate.look(&letter, message), message)?;
        letters.push(letter);
    }
    Ok(letters)
}

fn unleaked(leaks: &[String], message: &Message<'_, '_>) -> Result<(), Failure> {
    if leaks.is_empty() {
        return Ok(());
    }
    for leak in leaks {
        desk::talk(leak);
    }
    Err(Failure {
        status: 1,
        words: Words::new(
            format!("หยุด: อีเมล {} มีข้อมูลของระเบียนอื่น ไม่มีฉบับใดถูกเขียน", message.id),
            format!(
                "stopped: the mail {} holds another record's data; none was written",
                message.id
            ),
        ),
    })
}

/// Writes the very mails as files; a mail of yesterday that is not planned
/// any more goes. What a delivery would not let go, is not written either.
pub(super) fn rehearse(
    desk: &Desk,
    plan: &Plan<'_, '_>,
    letters: &[Letter],
    gate: &letter::Gate<'_, '_>,
    out: &Path,
) -> Result<(), Failure> {
    // Mails hold names: git is told to look away, wherever the folder lies.
    let mut files = vec![(".gitignore".to_owned(), b"*\n".to_vec())];
    for (letter, message) in letters.iter().zip(&plan.messages) {
        let bytes =
            letter::eml::bytes(letter, letter::eml::morning(desk.today)).map_err(|broken| desk.broken(&broken))?;
        unleaked(&gate.look_at(&bytes, letter, message), message)?;
        files.push((letter::file_name(letter), bytes));
    }
    publish(out, &files).map_err(|error| Failure::disk(&out.display().to_string(), &error))?;
    Ok(())
}

#[derive(Serialize)]
struct Answer<'p> {
    today: NaiveDate,
    messages: Vec<MessageAnswer<'p>>,
    held: Vec<HeldAnswer<'p>>,
}

#[derive(Serialize)]
struct MessageAnswer<'p> {
    id: &'p str,
    stage: &'p str,
    to: [&'p str; 1],
    /// One mail a party: nobody is ever copied in.
    cc: [&'p str; 0],
    subject: &'p str,
    records: Vec<RecordAnswer>,
    why: String,
}

#[derive(Serialize)]
struct RecordAnswer {
    path: String,
    due: NaiveDate,
    amount: Satang,
}

#[derive(Serialize)]
struct HeldAnswer<'p> {
    path: String,
    why: &'p str,
}

fn answer<'p>(desk: &Desk, plan: &'p Plan<'_, '_>, letters: &'p [Letter]) -> Answer<'p> {
    Answer {
        today: desk.today,
        messages: plan
            .messages
            .iter()
            .zip(letters)
            .map(|(message, letter)| message_answer(desk, message, letter))
            .collect(),
        held: plan
            .held
            .iter()
            .map(|held| HeldAnswer {
                path: held.id.to_string(),
                why: held.why.lang(desk.lang),
            })
            .collect(),
    }
}

fn message_answer<'p>(desk: &Desk, message: &'p Message<'_, '_>, letter: &'p Letter) -> MessageAnswer<'p> {
    let record = |item: &&Item<'_, '_>| RecordAnswer {
        path: item.entry.id().to_string(),
        due: item.entry.due().map_or(item.due, |due| due.effective),
        amount: item.entry.open_amount(),
    };
    MessageAnswer {
        id: &message.id,
        stage: message.items.first().map_or("", |item| &item.stage_name),
        to: [&message.to],
        cc: [],
        subject: &letter.subject,
        records: message.shown().iter().map(record).collect(),
        why: why(desk, message),
    }
}

fn why(desk: &Desk, message: &Message<'_, '_>) -> String {
    let all: Vec<String> = message
        .shown()
        .iter()
        .map(|item| format!("{}: {}", item.entry.id(), plan::why(item, desk.today).lang(desk.lang)))
        .collect();
    all.join("; ")
}
