//! `verify`: whether the past still is what was sealed, and whether a site is the
//! one that its commit makes.

mod site;
mod stamps;

use std::collections::BTreeSet;

use serde::Serialize;

use super::args::{Options, VerifyArgs};
use super::desk::{self, Desk};
use super::{Failure, Outcome};
use crate::book::Register;
use crate::book::gather::gather;
use crate::book::journal::Seal;
use crate::book::journal::seal::Holdings;
use crate::history::chain::{self, Break, Fault};
use crate::text::Words;
use crate::thai;
use crate::world::git::{self, past};

#[derive(Serialize)]
struct Answer<'a> {
    seals: usize,
    recounted: usize,
    first: Option<chrono::NaiveDate>,
    last: Option<chrono::NaiveDate>,
    newest: Option<&'a str>,
    shallow: bool,
    /// Nothing in a book without time stamps.
    #[serde(skip_serializing_if = "Option::is_none")]
    stamps: Option<stamps::Answer<'a>>,
    faults: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    code: &'static str,
    path: &'a str,
    message: &'a str,
}

/// Runs `verify`.
pub(super) fn run(options: &Options, args: &VerifyArgs) -> Result<Outcome, Failure> {
    let mut desk = Desk::new(options)?;
    match &args.dir {
        Some(folder) => site::run(options, &desk, folder, args.audience),
        None => {
            // Evidence is what was committed: a working copy may have its own line ends.
            desk.at = desk.tip()?;
            seals(&desk, args)
        }
    }
}

fn seals(desk: &Desk, args: &VerifyArgs) -> Result<Outcome, Failure> {
    let gathered = desk.gather()?;
    let journal = &gathered.book.journal;
    let seals: Vec<&Seal> = journal.seals.values().collect();
    let runs: BTreeSet<chrono::NaiveDate> = journal.runs.iter().map(|run| run.today).collect();
    let told = |fault| desk::git_failure(&fault);
    let (history, shallow) = match &desk.at {
        Some(tip) => (
            past::lineage(&desk.root, &tip.id).map_err(told)?,
            past::is_shallow(&desk.root).map_err(told)?,
        ),
        None => (Vec::new(), false),
    };
    let known: BTreeSet<&str> = history.iter().map(|(id, _)| id.as_str()).collect();
    let has = |commit: &str| known.contains(commit) || shallow;
    let mut faults = chain::judge(&seals, &runs, has);
    if !shallow {
        faults.extend(chain::order(&seals, &history));
    }
    faults.extend(chain::counts(&journal.runs, &journal.sent_by_run()));
    if desk.at.is_some() {
        faults.extend(replaced(desk).map_err(told)?);
    }
    // A seal that somebody wrote over is no seal any more.
    faults.extend(
        gathered
            .findings
            .iter()
            .filter(|finding| finding.path.starts_with("records/journal/seals/"))
            .map(|finding| Fault {
                what: Break::Chain,
                path: finding.path.to_string(),
                words: finding.message.clone(),
            }),
    );
    faults.extend(args.seal.as_deref().and_then(|wanted| unknown(&seals, wanted)));
    let stamps = stamps::look(&gathered.book, &seals, args.stamp_ca.as_deref(), &mut faults)?;
    let newest = seals.len().saturating_sub(args.last.unwrap_or(usize::MAX));
    let mut recounted = 0;
    for seal in &seals[newest..] {
        if let Some(found) = holdings(desk, seal, &has)? {
            recounted += 1;
            faults.extend(chain::recount(seal, &found));
        }
    }
    let digest = seals.last().map(|seal| seal.sha256());
    let (first, last) = (seals.first().map(|seal| seal.day), seals.last().map(|seal| seal.day));
    if desk.json {
        desk::answer_json(&Answer {
            seals: seals.len(),
            recounted,
            first,
            last,
            newest: digest.as_deref(),
            shallow,
            stamps: stamps.as_ref().map(stamps::Look::answer),
            faults: faults
                .iter()
                .map(|fault| Row {
                    code: fault.what.name(),
                    path: &fault.path,
                    message: fault.words.lang(desk.lang),
                })
                .collect(),
        });
    } else {
        tell(desk, &seals, recounted, stamps.as_ref(), &faults, shallow);
    }
    // What is elsewhere has not been judged.
    let unjudged = shallow && !seals.is_empty();
    Ok(if faults.is_empty() && !unjudged {
        Outcome::Fine
    } else {
        Outcome::Findings
    })
}

/// Counts again what the commit of a seal holds; nothing where that commit is
/// not here, or the book is in no git.
fn holdings(desk: &Desk, seal: &Seal, has: &impl Fn(&str) -> bool) -> Result<Option<Holdings>, Failure> {
    let Some(commit) = seal.book.as_deref().filter(|commit| has(commit)) else {
        return Ok(None);
    };
    let Ok(commit) = git::commit(&desk.root, commit) else {
        return Ok(None);
    };
    let files = git::read(&desk.root, &commit).map_err(|fault| desk::git_failure(&fault))?;
    let sources = files.sources.clone();
    let gathered = gather(files);
    let register = Register::new(&gathered.book, seal.day);
    Ok(Some(Holdings::of(&register, &sources)))
}

/// Whether the repository shows its readers something else than it holds.
fn replaced(desk: &Desk) -> Result<Vec<Fault>, git::Fault> {
    let fault = |path: &str, th: &str, en: &str| Fault {
        what: Break::Replaced,
        path: path.to_owned(),
        words: Words::new(th, en),
    };
    let mut faults = Vec::new();
    if past::has_replacements(&desk.root)? {
        faults.push(fault(
            "refs/replace",
            "คลังนี้มี git replace ซึ่งทำให้ git แสดงของอื่นแทนของจริง (โปรแกรมนี้อ่านของจริง) ดู: git replace -l",
            "this repository has git replace objects, by which git shows other things than it holds (this program reads what it holds): git replace -l",
        ));
    }
    if past::has_grafts(&desk.root)? {
        faults.push(fault(
            ".git/info/grafts",
            "คลังนี้มี grafts ซึ่งทำให้ git แสดงประวัติอื่นแทนของจริง (โปรแกรมนี้อ่านของจริง)",
            "this repository has grafts, by which git shows another history than it holds (this program reads what it holds)",
        ));
    }
    Ok(faults)
}

/// A seal that was printed somewhere must be one of the chain.
fn unknown(seals: &[&Seal], wanted: &str) -> Option<Fault> {
    let wanted = wanted.trim().to_ascii_lowercase();
    let is_known = wanted.len() >= 8 && seals.iter().any(|seal| seal.sha256().starts_with(&wanted));
    (!is_known).then(|| Fault {
        what: Break::Unknown,
        path: wanted.clone(),
        words: Words::new(
            format!("ไม่มีตรา {wanted} ในสมุดนี้ กระดาษหรือหน้าเว็บนั้นไม่ได้มาจากประวัตินี้ (ใช้อย่างน้อยแปดตัวแรก)"),
            format!("this book has no seal {wanted}: that paper or page is not of this history (at least its first eight digits)"),
        ),
    })
}

fn tell(
    desk: &Desk,
    seals: &[&Seal],
    recounted: usize,
    stamps: Option<&stamps::Look>,
    faults: &[Fault],
    shallow: bool,
) {
    match (seals.first(), seals.last()) {
        (Some(first), Some(last)) => {
            let n = seals.len();
            desk::answer(desk.say(
                &format!(
                    "ตราประจำวัน {n} ฉบับ {} ถึง {} นับซ้ำ {recounted} ฉบับ",
                    thai::date::medium(first.day),
                    thai::date::medium(last.day)
                ),
                &format!("{n} seals, {} to {}; {recounted} counted again", first.day, last.day),
            ));
            let sum = last.sha256();
            desk::answer(&format!("{} {sum}", desk.say("ตราล่าสุด", "newest seal")));
        }
        _ => desk::answer(desk.say(
            "ยังไม่มีตราประจำวัน ตราแรกเกิดเมื่อ  duebook run --send  จบครั้งแรก",
            "there is no seal yet; the first one is made when  duebook run --send  has ended",
        )),
    }
    if let Some(stamps) = stamps {
        stamps.tell(desk);
    }
    for fault in faults {
        desk::answer(&format!(
            "▲ {}  {}\n  {}",
            fault.what.name(),
            fault.path,
            fault.words.lang(desk.lang)
        ));
    }
    if faults.is_empty() && !seals.is_empty() && !shallow {
        desk::answer(desk.say(
            "✓ ต่อกันครบทุกฉบับ และตรงกับที่แต่ละ commit มี",
            "✓ the chain is whole, and says what each commit holds",
        ));
    }
    if shallow {
        desk.story(desk.say(
            "สำเนาแบบตื้น: ตรวจตราของ commit ที่ไม่มีในเครื่องนี้ไม่ได้ ดึงให้ครบด้วย  git fetch --unshallow",
            "a shallow clone: seals of commits that are elsewhere cannot be judged; git fetch --unshallow",
        ));
    }
}
