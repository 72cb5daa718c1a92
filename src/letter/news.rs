//! What the office's own mail says beside its records: what waits, what came
//! to nothing, what comes tomorrow and next week, and that somebody still
//! sends. Contracts are named, people never.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::book::journal::Status;
use crate::book::plan::{self, Plan};
use crate::book::{Entry, Register};
use crate::day::{between, shift};
use crate::record::{Stage, StageKind};
use crate::thai::date;

use super::{item, words};

/// The most lines of one part; the rest is counted.
const MOST: usize = 20;

/// How many days back and ahead the lists look.
const WEEK: i64 = 7;

/// One part of the news.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Part {
    /// Its title.
    pub(crate) title: String,
    /// Its lines.
    pub(crate) lines: Vec<String>,
    /// How many lines were left out.
    pub(crate) more: usize,
}

impl Part {
    fn new(title: String, mut lines: Vec<String>) -> Option<Part> {
        let more = lines.len().saturating_sub(MOST);
        lines.truncate(MOST);
        (!lines.is_empty()).then_some(Part { title, lines, more })
    }
}

/// Returns the parts that have something to say.
pub(crate) fn news(register: &Register<'_>) -> Vec<Part> {
    let today = plan::plan(register);
    let parts = [
        held(register, &today),
        undelivered(register),
        passed(register),
        adopted(register),
        tomorrow(register, &today),
        week(register),
        last_run(register),
    ];
    parts.into_iter().flatten().collect()
}

/// `ใบยืม บย. 5/2570 (สลป.)`.
fn named(entry: &Entry<'_>, register: &Register<'_>) -> String {
    let agency = register.book.agencies.get(&entry.id().agency);
    let short = agency
        .and_then(|agency| agency.short.clone())
        .unwrap_or_else(|| entry.id().agency.clone());
    format!("{} ({})", item::paper(entry), words::line(&short))
}

fn held(register: &Register<'_>, today: &Plan<'_, '_>) -> Option<Part> {
    let lines: Vec<String> = today
        .held
        .iter()
        .filter_map(|held| {
            Some(format!(
                "{}: {}",
                named(register.get(held.id)?, register),
                plain(&held.why.th)
            ))
        })
        .collect();
    Part::new(format!("ส่งไม่ได้ รอเจ้าหน้าที่ {} รายการ", lines.len()), lines)
}

/// A server's reply may repeat an address.
fn plain(text: &str) -> String {
    let words = text
        .split_whitespace()
        .map(|word| if word.contains('@') { "…" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// The reminders of the last days that ended in one of some states.
fn ended(register: &Register<'_>, states: &[Status]) -> Vec<String> {
    let entries = register.book.journal.entries().filter_map(|entry| {
        let last = entry.last()?;
        let age = between(last.at.date_naive(), register.today);
        if !states.contains(&last.state) || !(0..=WEEK).contains(&age) {
            return None;
        }
        let record = register.get(entry.record.as_ref()?)?;
        let day = date::medium(last.at.date_naive());
        let stage = stage_named(register, &entry.stage);
        Some(format!("{} ขั้น{stage} ({day})", named(record, register)))
    });
    entries.collect()
}

/// What the journal's name of a stage says, as pages do; the name itself where
/// the ladder has it no more.
fn stage_named(register: &Register<'_>, name: &str) -> String {
    Stage::named(&register.book.office.stages, name).map_or_else(|| name.to_owned(), stage_words)
}

fn stage_words(stage: &Stage) -> String {
    match (stage.kind, stage.days) {
        _ if stage.text == "guarantee-released" => "พ้นข้อผูกพัน".to_owned(),
        (StageKind::Inspection, _) => "เปิดช่วงตรวจความชำรุด".to_owned(),
        _ if stage.every.is_some() => "ยังไม่มีผู้มารับคืน".to_owned(),
        (_, 0) => "วันครบกำหนด".to_owned(),
        (_, days @ ..0) => format!("ก่อนครบกำหนด {} วัน", -days),
        (_, days) => format!("เกินกำหนด {days} วัน"),
    }
}

fn undelivered(register: &Register<'_>) -> Option<Part> {
    let lines = ended(register, &[Status::Refused, Status::Bounced]);
    Part::new(format!("ปลายทางไม่รับหรือตีกลับใน 7 วัน {} รายการ", lines.len()), lines)
}

/// Stages that passed without a mail: overtaken while they waited for a server,
/// or while no run was made.
fn passed(register: &Register<'_>) -> Option<Part> {
    let mut lines = ended(register, &[Status::Superseded]);
    lines.extend(register.book.journal.entries().filter_map(|entry| {
        let claim = entry.claim().filter(|claim| !claim.passed.is_empty())?;
        let day = claim.at.date_naive();
        let record = register.get(entry.record.as_ref()?)?;
        (0..=WEEK).contains(&between(day, register.today)).then(|| {
            let passed: Vec<String> = claim.passed.iter().map(|name| stage_named(register, name)).collect();
            format!(
                "{} ขั้น{} ส่งขั้น{}แทน ({})",
                named(record, register),
                passed.join(", "),
                stage_named(register, &entry.stage),
                date::medium(day)
            )
        })
    }));
    Part::new(format!("ถึงขั้นถัดไปก่อนส่งได้ใน 7 วัน {} รายการ", lines.len()), lines)
}

/// What the first run took on as it stood, told in the days after it.
fn adopted(register: &Register<'_>) -> Option<Part> {
    let journal = &register.book.journal;
    let day = journal.adopted_on()?;
    if !(0..=WEEK).contains(&between(day, register.today)) {
        return None;
    }
    let records = register.entries.iter().filter(|entry| journal.has_adopted(entry.id()));
    let line = |entry: &Entry<'_>| format!("{} คงค้าง {} บาท", named(entry, register), entry.open_amount().grouped());
    let lines: Vec<String> = records.map(line).collect();
    let title = format!(
        "เริ่มใช้ระบบ {}: {} สัญญาถึงขั้นแจ้งเตือนอยู่ก่อนแล้ว ระบบไม่ส่ง {} ฉบับของขั้นนั้นย้อนหลัง",
        date::medium(day),
        lines.len(),
        journal.adopted_count()
    );
    Part::new(title, lines)
}

fn tomorrow(register: &Register<'_>, today: &Plan<'_, '_>) -> Option<Part> {
    let next = Register::new(register.book, shift(register.today, 1));
    let plan = plan::plan(&next);
    let mut stages: BTreeMap<String, usize> = BTreeMap::new();
    // What goes today is still unsent in this plan.
    let items = today.messages.iter().flat_map(|message| &message.items);
    let today: BTreeSet<&str> = items.map(|item| item.key.as_str()).collect();
    for item in plan.messages.iter().flat_map(|message| &message.items) {
        if !today.contains(item.key.as_str()) {
            *stages.entry(stage_words(item.stage)).or_default() += 1;
        }
    }
    let count: usize = stages.values().sum();
    let lines = stages
        .iter()
        .map(|(stage, count)| format!("ขั้น{stage}: {count} รายการ"))
        .collect();
    Part::new(format!("แผนพรุ่งนี้ {count} รายการ"), lines)
}

fn week(register: &Register<'_>) -> Option<Part> {
    let open = register
        .entries
        .iter()
        .filter(|entry| !entry.state().is_settled() && entry.open_amount().is_positive());
    let mut due: Vec<_> = open
        .filter_map(|entry| {
            let day = entry.due()?.effective;
            (1..=WEEK)
                .contains(&between(register.today, day))
                .then_some((day, entry))
        })
        .collect();
    due.sort_by_key(|(day, entry)| (*day, entry.id()));
    let line = |(day, entry): &(chrono::NaiveDate, &Entry<'_>)| {
        format!(
            "{} {} บาท กำหนด {}",
            named(entry, register),
            entry.open_amount().grouped(),
            date::medium(*day)
        )
    };
    let lines: Vec<String> = due.iter().map(line).collect();
    Part::new(format!("ครบกำหนดใน 7 วัน {} รายการ", lines.len()), lines)
}

fn last_run(register: &Register<'_>) -> Option<Part> {
    let runs = &register.book.journal.runs;
    let last = runs.last()?;
    let week: Vec<_> = runs
        .iter()
        .filter(|run| between(run.today, last.today) < WEEK)
        .collect();
    let sent: usize = week.iter().map(|run| run.sent).sum();
    Part::new(
        "การส่ง".to_owned(),
        vec![format!(
            "รอบก่อนหน้า {} เวลา {} · 7 วันถึงรอบนั้น {} รอบ ส่ง {sent} ฉบับ",
            date::medium(last.today),
            last.started.format("%H:%M"),
            week.len()
        )],
    )
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{book, day};
    use super::*;
    use crate::book::journal::{Adopted, Entry as Page, Step};

    #[test]
    fn what_was_taken_on_and_what_was_passed_over_is_told_for_a_week() {
        let mut book = book();
        let today = day("2026-09-14");
        let register = Register::new(&book, today);
        let planned = plan::plan(&register);
        let item = &planned.messages[0].items[0];
        let (id, due, key) = (item.entry.id().clone(), item.due, item.key.clone());
        let at = super::super::eml::morning(shift(today, -2));
        let claim = Step {
            passed: vec!["before-7".into(), "before-1".into()],
            to: Some("a@example.org".into()),
            ..Step::new(Status::Claimed, at, "run")
        };
        drop(planned);
        book.journal.adopt(Adopted {
            on: shift(today, -3),
            keys: [key].into(),
        });
        book.journal.put(Page {
            record: Some(id),
            due,
            stage: "due".into(),
            role: "borrower".into(),
            steps: vec![claim],
        });
        let titles = |on: chrono::NaiveDate| -> Vec<String> {
            let register = Register::new(&book, on);
            let parts = news(&register).into_iter();
            parts
                .flat_map(|part| std::iter::once(part.title).chain(part.lines))
                .collect()
        };
        let said = titles(today).join("\n");
        assert!(said.contains("1 สัญญาถึงขั้นแจ้งเตือนอยู่ก่อนแล้ว ระบบไม่ส่ง 1 ฉบับ"), "{said}");
        assert!(
            said.contains("ขั้นก่อนครบกำหนด 7 วัน, ก่อนครบกำหนด 1 วัน ส่งขั้นวันครบกำหนดแทน"),
            "{said}"
        );
        let later = titles(shift(today, 7)).join("\n");
        assert!(
            !later.contains("อยู่ก่อนแล้ว") && !later.contains("ก่อนครบกำหนด 7 วัน"),
            "{later}"
        );
    }
}
