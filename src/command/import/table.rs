//! The table that an officer reads before anything is written.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::map::Origin;
use super::paper::Told;
use crate::command::table::cut;
use crate::record::Kind;
use crate::workbook::mapping;
use crate::workbook::plan::Write;
use crate::workbook::rows::SheetRead;

/// How many records of one sort are listed; the sums speak for all, `--json`
/// lists them.
const SHOWN: usize = 40;

/// Widest line of a terminal.
const WIDTH: usize = 78;

/// Makes the table.
pub(super) fn text(told: &Told<'_>) -> String {
    let mut out = String::new();
    mapping_lines(told, &mut out);
    for sheet in &told.plan.sheets {
        sheet_lines(told, sheet, &mut out);
    }
    for (name, register) in told.others {
        let (th, en) = if *register {
            (
                "เหมือนทะเบียน แต่ไม่มีในแผนผัง จึงไม่ได้นำเข้า",
                "looks like a register, but the mapping does not have it: not imported",
            )
        } else {
            ("ไม่ใช่ทะเบียน ไม่ได้นำเข้า", "no register, not imported")
        };
        let _ = writeln!(
            out,
            "{} \"{name}\": {}",
            told.desk.say("แผ่นงาน", "sheet"),
            told.desk.say(th, en)
        );
    }
    for note in told.notes {
        let _ = writeln!(out, "· {}", note.lang(told.desk.lang));
    }
    for note in &told.plan.notes {
        let more = if note.cells > 1 {
            format!(" ({} {})", note.cells, told.desk.say("ช่อง", "cells"))
        } else {
            String::new()
        };
        let _ = writeln!(
            out,
            "· {}!{}{more} {}",
            note.sheet,
            note.cell,
            note.words.lang(told.desk.lang)
        );
    }
    out.push('\n');
    let new: Vec<&Write> = told.plan.writes.iter().filter(|write| write.is_new).collect();
    let changed: Vec<&Write> = told.plan.writes.iter().filter(|write| !write.is_new).collect();
    list(told, &new, ("เพิ่ม", "new"), &mut out);
    list(told, &changed, ("แก้", "change"), &mut out);
    refused(told, &mut out);
    summary(told, new.len(), changed.len(), &mut out);
    out
}

fn mapping_lines(told: &Told<'_>, out: &mut String) {
    let desk = told.desk;
    let _ = match &told.map.origin {
        Origin::Own => writeln!(
            out,
            "{}",
            desk.say(
                "แฟ้มจาก duebook export ไม่ต้องใช้แผนผัง",
                "a workbook of duebook export; it needs no mapping"
            )
        ),
        Origin::States => writeln!(
            out,
            "{}",
            desk.say(
                "ตารางสถานะ (export --csv หรือจากเว็บ) มีไว้อ่าน เทียบกับสมุดเท่านั้น ที่แก้แล้วนำกลับได้คือ export --xlsx",
                "a table of states (export --csv, or the site's): made to be read, and held against the book; what is edited and brought back is export --xlsx"
            )
        ),
        Origin::File(path) => writeln!(out, "{} {path}", desk.say("แผนผัง", "mapping")),
        Origin::Guess { keep, written } => {
            let text = mapping::write(&told.map.mapping);
            let indented = format!("  {}", text.trim_end().replace('\n', "\n  "));
            let place = written.as_ref().unwrap_or(keep);
            let (th, en) = if written.is_some() {
                (
                    format!("แผนผังที่เดาจากหัวคอลัมน์ เขียนไว้ที่ {place} แล้ว แก้ได้"),
                    format!("the mapping guessed from the headers is written to {place}, to be changed as needed"),
                )
            } else {
                (
                    format!("แผนผังที่เดาจากหัวคอลัมน์ จะเก็บที่ {place} เมื่อนำเข้า (แก้ก่อน: เพิ่ม --map แผนผัง.toml)"),
                    format!(
                        "the mapping guessed from the headers; kept at {place} once imported (to change it first, add --map mapping.toml)"
                    ),
                )
            };
            writeln!(out, "{}\n{indented}", desk.say(&th, &en))
        }
    };
}

fn sheet_lines(told: &Told<'_>, sheet: &SheetRead, out: &mut String) {
    let desk = told.desk;
    let kind = match (sheet.kind, sheet.event) {
        (_, Some(event)) => event,
        (Kind::Advance, _) => desk.say("เงินยืม", "advances"),
        (Kind::Guarantee, _) => desk.say("หลักประกัน", "guarantees"),
        (Kind::Project, _) => desk.say("โครงการ", "projects"),
    };
    let _ = writeln!(
        out,
        "{} \"{}\": {kind} {} {}",
        desk.say("แผ่นงาน", "sheet"),
        sheet.name,
        sheet.rows,
        desk.say("แถว", "rows")
    );
    for total in &sheet.totals {
        let own = match total.own {
            None => String::new(),
            Some((row, _, true)) => format!("  {} {row}", desk.say("ตรงกับแถวรวม แถวที่", "as its total in row")),
            Some((row, said, false)) => {
                let said = said.grouped();
                format!(
                    "  {} {row}: {said}",
                    desk.say("ไม่ตรงกับแถวรวม แถวที่", "NOT as its total in row")
                )
            }
        };
        let _ = writeln!(out, "  {}: {}{own}", total.title, total.sum.grouped());
    }
    if !sheet.unknown.is_empty() {
        let _ = writeln!(
            out,
            "  {}: {}",
            desk.say("คอลัมน์ที่ไม่นำเข้า", "columns not imported"),
            sheet.unknown.join(" | ")
        );
    }
}

fn list(told: &Told<'_>, writes: &[&Write], word: (&str, &str), out: &mut String) {
    let word = told.desk.say(word.0, word.1);
    for write in writes.iter().take(SHOWN) {
        let line = format!("{word}  {}  {}", write.id, write.title);
        let _ = writeln!(out, "{}", cut(&line, WIDTH));
        for change in &write.changes {
            let (old, new) = (told.value(change.old.as_ref()), told.value(change.new.as_ref()));
            let _ = writeln!(
                out,
                "      {}: {} → {}",
                change.label.lang(told.desk.lang),
                cut(&old.replace('\n', "¶"), 60),
                cut(&new.replace('\n', "¶"), 60)
            );
        }
    }
    if let Some(more) = writes.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let _ = writeln!(
            out,
            "      … {more} {}",
            told.desk.say("รายการ (ทั้งหมดดูด้วย --json)", "more (all with --json)")
        );
    }
}

/// How many cells with one remedy are listed, before the rest are only counted.
const ALIKE: usize = 10;

/// Every refused cell; a remedy that mends many of them is not said a thousand
/// times.
fn refused(told: &Told<'_>, out: &mut String) {
    let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
    for one in &told.plan.refused {
        let met = alike.entry(one.instead.lang(told.desk.lang)).or_default();
        *met += 1;
        if *met > ALIKE {
            continue;
        }
        let place = if one.cell.is_empty() {
            one.sheet.clone()
        } else {
            format!("{}!{}", one.sheet, one.cell)
        };
        let value = if one.value.is_empty() {
            String::new()
        } else {
            format!("  \"{}\"", cut(&one.value.replace('\n', "¶"), 40))
        };
        let _ = writeln!(
            out,
            "{}  {place}{value}\n      {}\n      → {}",
            told.desk.say("ไม่รับ", "refused"),
            one.why.lang(told.desk.lang),
            one.instead.lang(told.desk.lang)
        );
    }
    for (instead, more) in alike.into_iter().filter(|(_, met)| *met > ALIKE) {
        let more = more - ALIKE;
        let _ = writeln!(
            out,
            "{}\n      → {instead}",
            told.desk.say(
                &format!("ไม่รับ  อีก {more} ช่อง แก้อย่างเดียวกัน (ทั้งหมดดูด้วย --json)"),
                &format!("refused  {more} more cells with one remedy (all with --json)"),
            )
        );
    }
}

fn summary(told: &Told<'_>, new: usize, changed: usize, out: &mut String) {
    let desk = told.desk;
    let (same, refused) = (told.plan.same.len(), told.plan.refused.len());
    let verb = if told.goes {
        ("เพิ่ม", "new")
    } else {
        ("จะเพิ่ม", "would be new")
    };
    let _ = writeln!(
        out,
        "{}",
        desk.say(
            &format!("{} {new} · แก้ {changed} · เหมือนเดิม {same} · ไม่รับ {refused} ช่อง", verb.0),
            &format!(
                "{new} {} · {changed} changed · {same} as they were · {refused} cells refused",
                verb.1
            ),
        )
    );
    if told.adopted > 0 {
        let n = told.adopted;
        let _ = writeln!(
            out,
            "{}",
            desk.say(
                &format!("รายการใหม่ถึงขั้นเตือนแล้ว {n} ครั้ง รับไว้ตามที่เป็นอยู่ ไม่ส่งย้อนหลัง (ให้ส่ง: --remind)"),
                &format!("{n} reminders of new records are due already: taken on as they stand, not sent (to send them: --remind)"),
            )
        );
    }
    let end = match (told.goes, told.args.dry_run, refused > 0) {
        (true, _, false) => return,
        (true, _, true) => ("เขียนรายการที่ผ่านแล้ว", "what is sound is written"),
        (false, true, false) => (
            "ยังไม่ได้เขียนอะไร นำเข้าจริง: เรียกอีกครั้งโดยไม่ใส่ --dry-run",
            "nothing is written; to import, run it without --dry-run",
        ),
        (false, _, _) => (
            "ไม่ได้เขียนอะไร แก้ช่องที่ไม่รับแล้วเรียกใหม่ หรือใช้ --skip-refused เขียนเฉพาะรายการที่ผ่าน",
            "nothing is written: mend what was refused and run it again, or write what is sound with --skip-refused",
        ),
    };
    let _ = writeln!(out, "{}", desk.say(end.0, end.1));
}
