//! `import`: an office's workbook into the book. All is shown before anything
//! is written; what `check` would refuse is refused here, at its cell.

mod adopt;
mod map;
mod paper;
mod table;

use std::collections::BTreeSet;

use super::args::{ImportArgs, Options};
use super::desk::{self, Desk};
use super::{Failure, Outcome, entry};
use crate::book::gather::gather;
use crate::book::{Gathered, Register};
use crate::text::diagnostic::mistakes;
use crate::text::{Source, Words};
use crate::workbook::mapping::fit;
use crate::workbook::plan::judge;
use crate::workbook::plan::{self, Plan};
use crate::workbook::{self, grid::Workbook};
use crate::world::stage::{self, Sheet};
use crate::world::{disk, git};
use map::Map;

/// Runs `import`.
pub(super) fn run(options: &Options, args: &ImportArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    desk.to_write()?;
    let workbook = open(args)?;
    let gathered = desk.gather_whole()?;
    let Set { map, mut plan, others } = set(&desk, args, &workbook, &gathered)?;
    // What the book has wrong already is not the import's.
    let before = mistakes(&desk.findings(&gathered, &Register::new(&gathered.book, desk.today)));
    let begun = gathered.book.journal.adopted_on().is_some();
    drop(gathered);
    let adopted = judged(&desk, &mut plan, &workbook, &before, begun && !args.remind)?;
    let notes = workbook.notes.clone();
    drop(workbook);
    let goes = !args.dry_run && (plan.refused.is_empty() || args.skip_refused);
    let told = paper::Told {
        desk: &desk,
        args,
        map: &map,
        plan: &plan,
        others: &others,
        notes: &notes,
        adopted: adopted.len(),
        goes,
    };
    told.answer();
    if goes {
        write(&desk, args, &map, &plan, &adopted)?;
    }
    Ok(if plan.refused.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Findings
    })
}

/// A workbook set against the book.
struct Set {
    map: Map,
    plan: Plan,
    /// Sheets that were not read, and whether each looks like a register.
    others: Vec<(String, bool)>,
}

/// Sets a workbook against the book: by a mapping, unless it is made to be read.
fn set(desk: &Desk, args: &ImportArgs, workbook: &Workbook, gathered: &Gathered) -> Result<Set, Failure> {
    let book = &gathered.book;
    if let Some(plan) = workbook::states::plan(workbook, book) {
        return Ok(Set {
            map: Map::states(),
            plan,
            others: Vec::new(),
        });
    }
    let map = map::find(desk, args, workbook, book)?;
    let fit = fit::fit(&map.mapping, workbook);
    if fit.sheets.is_empty() {
        return Err(map::nothing(workbook));
    }
    let drafts = workbook::rows::read(workbook, &fit, book, desk.today);
    let (plan, others) = (plan::plan(workbook, drafts, gathered), fit.others);
    Ok(Set { map, plan, others })
}

fn open(args: &ImportArgs) -> Result<Workbook, Failure> {
    let shown = args.file.display();
    let bytes = disk::read_bytes_up_to(&args.file, workbook::open::LARGEST_FILE).map_err(|error| {
        Failure::usage(Words::new(
            format!("เปิดแฟ้ม {shown} ไม่ได้: {error} ถ้าเปิดค้างใน Excel ปิดก่อน"),
            format!("{shown} cannot be opened: {error}; close it in Excel first"),
        ))
    })?;
    let name = args
        .file
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    workbook::open::open(&name, &bytes).map_err(|reason| {
        Failure::usage(Words::new(
            format!("{shown}: {}", reason.words.th),
            format!("{shown}: {}", reason.words.en),
        ))
    })
}

/// Checks the book as it would be, refuses what `check` would, and returns the
/// reminders of new records that are due already.
fn judged(
    desk: &Desk,
    plan: &mut Plan,
    workbook: &Workbook,
    before: &BTreeSet<String>,
    adopts: bool,
) -> Result<BTreeSet<String>, Failure> {
    if plan.writes.is_empty() {
        return Ok(BTreeSet::new());
    }
    loop {
        let changed = plan.writes.iter().filter(|write| !write.is_new);
        let written: BTreeSet<String> = changed.map(|write| write.id.file()).collect();
        // Read again rather than held twice: an old book is large.
        let mut after = disk::read(&desk.root).map_err(|error| Failure::unread("records", &error))?;
        desk::whole(&after.findings)?;
        after.sources.retain(|source| !written.contains(&*source.path));
        after.sources.extend(
            plan.writes
                .iter()
                .map(|write| Source::new(&write.id.file(), write.text.as_str())),
        );
        let gathered = gather(after);
        let register = Register::new(&gathered.book, desk.today);
        let findings = desk.findings(&gathered, &register);
        let count = plan.writes.len();
        judge::refuse(plan, workbook, &findings, before);
        // Without the refused ones the others must stand as well.
        if plan.writes.len() == count || plan.writes.is_empty() {
            let keys = if adopts {
                adopt::keys(plan, &register)
            } else {
                BTreeSet::new()
            };
            return Ok(keys);
        }
    }
}

/// Writes the plan, the mapping where it was guessed, and what was adopted.
fn write(desk: &Desk, args: &ImportArgs, map: &Map, plan: &Plan, adopted: &BTreeSet<String>) -> Result<(), Failure> {
    // The adoption comes first: a record that is in its place before it would be
    // mailed of, and no later run would find it new.
    let others = [adopt::page(&desk.root, desk.today, adopted), map.to_keep()];
    let mut files: Vec<(String, &str, Option<&str>)> = others
        .iter()
        .flatten()
        .map(|(path, text)| (path.clone(), text.as_str(), None))
        .collect();
    let writes = plan.writes.iter();
    files.extend(writes.map(|write| (write.id.file(), write.text.as_str(), write.before.as_deref())));
    let sheets: Vec<Sheet<'_>> = files
        .iter()
        .map(|(path, text, before)| Sheet {
            path,
            text,
            before: *before,
        })
        .collect();
    stage::write(&desk.root, &sheets).map_err(entry::refused)?;
    let paths: Vec<&str> = files.iter().map(|(path, ..)| path.as_str()).collect();
    if args.commit && !paths.is_empty() {
        git::record(&desk.root, &paths, &subject(args, plan)).map_err(|reason| {
            Failure::usage(Words::new(
                format!("เขียนแล้ว {} แฟ้ม แต่ยังไม่ลง git: {reason}", paths.len()),
                format!("{} files are written, but not committed: {reason}", paths.len()),
            ))
        })?;
    }
    Ok(())
}

/// The subject of the commit, in the field's words.
fn subject(args: &ImportArgs, plan: &Plan) -> String {
    let new = plan.writes.iter().filter(|write| write.is_new).count();
    let changed = plan.writes.len() - new;
    let name = args
        .file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let mut parts = Vec::new();
    for (n, word) in [(new, "เพิ่ม"), (changed, "แก้")] {
        if n > 0 {
            parts.push(format!("{word} {n} ระเบียน"));
        }
    }
    format!(
        "นำเข้า {name}: {}",
        if parts.is_empty() {
            "แผนผัง".to_owned()
        } else {
            parts.join(" ")
        }
    )
}

/// Says a day as people do, in the desk's language.
fn said(desk: &Desk, value: &crate::pen::Value) -> String {
    value.said(desk.lang)
}
