//! `remind --release`, `--write-off`, `--again`: a person's word goes into the
//! journal by the same door as a run's claims, with who and why.

use serde::Serialize;

use super::super::args::RemindArgs;
use super::super::desk::{self, Desk};
use super::super::{Failure, Outcome};
use super::send::{busy, failure, stopped};
use crate::book::journal::Entry;
use crate::dispatch::day;
use crate::dispatch::decide::{self, Decision, Refusal, Word};
use crate::dispatch::doors::{Claim, Page, Store as _, Trouble};
use crate::text::Words;
use crate::world::diary::Diary;
use crate::world::store::Store;
use crate::world::{clock, git, settings};

/// How often a decision is tried on a book that keeps changing.
const MOST_READINGS: usize = 20;

/// Returns what was decided, and of which reminders, as typed.
pub(super) fn asked(args: &RemindArgs) -> Option<(Decision, &[String])> {
    [
        (Decision::Release, &args.release),
        (Decision::WriteOff, &args.write_off),
        (Decision::Again, &args.again),
    ]
    .into_iter()
    .find(|(_, keys)| !keys.is_empty())
    .map(|(decision, keys)| (decision, keys.as_slice()))
}

/// Takes a decision down.
pub(super) fn run(desk: &Desk, args: &RemindArgs, decision: Decision, keys: &[String]) -> Result<Outcome, Failure> {
    desk.to_write()?;
    let why = told(args.reason.as_deref()).ok_or_else(|| {
        Failure::usage(Words::new(
            "บอกเหตุผลด้วย เช่น --reason \"ผู้ยืมยืนยันว่าไม่ได้รับ\"",
            "say why, as in --reason \"the borrower says that nothing came\"",
        ))
    })?;
    let by = told(args.by.as_deref())
        .or_else(|| git::who(&desk.root))
        .ok_or_else(|| {
            Failure::usage(Words::new(
                "ไม่รู้ว่าใครตัดสินใจ: เพิ่ม --by \"ชื่อ\" หรือตั้ง git config user.name",
                "nothing says who decides: add --by \"name\", or set git config user.name",
            ))
        })?;
    let mut store = Store::find(&desk.root).map_err(|trouble| failure(&trouble))?;
    refuse_side_branches(desk, &store)?;
    // While a delivery is under way on this machine, nobody decides beside it.
    let _lock = Diary::open(&store.desk().map_err(|trouble| failure(&trouble))?).map_err(busy)?;
    store.mend().map_err(|trouble| failure(&trouble))?;
    let at = clock::now();
    let word = Word {
        decision,
        by,
        why,
        at,
        run: settings::run_name(at),
    };
    for _ in 0..MOST_READINGS {
        let snapshot = store.read().map_err(|trouble| failure(&trouble))?;
        let mut gathered = day::open(&snapshot, desk.today).map_err(|stop| stopped(desk, stop))?;
        let entries =
            decide::decide(&mut gathered, desk.today, keys, &word).map_err(|refusals| refused(desk, &refusals))?;
        let pages: Vec<Page> = entries.iter().map(|entry| (entry.path(), entry.text())).collect();
        if store
            .claim(&pages, &subject(desk, &word, entries.len()))
            .map_err(|trouble| failure(&trouble))?
            == Claim::Stands
        {
            tell(desk, &word, &entries);
            return Ok(Outcome::Fine);
        }
    }
    Err(failure(&Trouble::Later(Words::new(
        "สมุดเปลี่ยนตลอดเวลา ยังไม่ได้จด ลองอีกครั้ง",
        "the book kept changing; nothing was written, try again",
    ))))
}

/// What was typed, on one line; nothing where it says nothing.
fn told(typed: Option<&str>) -> Option<String> {
    let words: Vec<&str> = typed?.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A decision on a branch that nobody sends from would be lost.
fn refuse_side_branches(desk: &Desk, store: &Store) -> Result<(), Failure> {
    let Some(branch) = store.branch() else { return Ok(()) };
    match branch.other_default(&desk.root) {
        None => Ok(()),
        Some(main) => Err(failure(&Trouble::Settings(Words::new(
            format!(
                "สาขา {} ไม่ใช่สาขาหลัก ตัดสินใจในสาขา {main}: git switch {main}",
                branch.name
            ),
            format!(
                "{} is not the main branch; decide on {main}: git switch {main}",
                branch.name
            ),
        )))),
    }
}

fn subject(desk: &Desk, word: &Word, count: usize) -> String {
    let (th, en) = match word.decision {
        Decision::Release => ("ให้ส่งอีกครั้ง", "released"),
        Decision::WriteOff => ("ไม่ส่ง", "written off"),
        Decision::Again => ("ให้ส่งฉบับที่สอง", "to go a second time"),
    };
    format!("แจ้งเตือน {}: {th} {count} รายการ · {en}\n\n{}", desk.today, word.why)
}

fn refused(desk: &Desk, refusals: &[Refusal]) -> Failure {
    for refusal in refusals {
        desk::talk(&format!("{}: {}", refusal.key, refusal.words.lang(desk.lang)));
    }
    Failure::usage(Words::new("ไม่ได้จดอะไร", "nothing was written"))
}

#[derive(Serialize)]
struct Answer<'e> {
    by: &'e str,
    reason: &'e str,
    decided: Vec<DecidedAnswer<'e>>,
}

#[derive(Serialize)]
struct DecidedAnswer<'e> {
    key: String,
    state: &'static str,
    mail: Option<&'e str>,
}

fn tell(desk: &Desk, word: &Word, entries: &[Entry]) {
    if desk.json {
        let decided = entries.iter().map(|entry| DecidedAnswer {
            key: entry.key(),
            state: entry.status().map_or("", crate::book::journal::Status::name),
            mail: entry.last().and_then(|last| last.mail.as_deref()),
        });
        return desk::answer_json(&Answer {
            by: &word.by,
            reason: &word.why,
            decided: decided.collect(),
        });
    }
    let (th, en) = match word.decision {
        Decision::Release => ("รอบถัดไปจะส่ง", "goes with the next run"),
        Decision::WriteOff => ("ไม่ส่ง ปิดเรื่องแล้ว", "written off, it will not go"),
        Decision::Again => ("รอบถัดไปจะส่งฉบับที่สอง", "a second copy goes with the next run"),
    };
    for entry in entries {
        desk::answer(&format!("{}: {}", entry.key(), desk.say(th, en)));
    }
    let (th, en) = (
        format!("จดแล้ว {} รายการ โดย {}", entries.len(), word.by),
        format!("{} written down, decided by {}", entries.len(), word.by),
    );
    desk.story(desk.say(&th, &en));
}
