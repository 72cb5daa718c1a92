//! What `audit` found, as text for a terminal and as tables.

use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr;

use super::exception::Exception;
use super::sample::Drawn;
use crate::book::sample::Sample;
use crate::book::{Entry, Register};
use crate::command::desk::{self, Desk};
use crate::command::table::{cut, left, right, terminal_width};
use crate::money::Satang;
use crate::record::RecordId;
use crate::site::download::csv;
use crate::thai;

/// The exceptions as CSV.
pub(super) fn table(all: &[Exception]) -> String {
    let mut out = String::from("\u{feff}");
    let head = [
        "code", "title", "path", "amount", "day", "due", "clause", "commit", "message",
    ];
    csv::line(&mut out, &head.map(str::to_owned));
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    for one in all {
        let proof = &one.evidence;
        let cells = [
            one.code.to_owned(),
            one.title.clone(),
            one.path.clone(),
            proof.amount.map(|amount| amount.to_string()).unwrap_or_default(),
            day(proof.day),
            day(proof.due),
            proof.clause.clone().unwrap_or_default(),
            proof.commit.clone().unwrap_or_default(),
            one.message.clone(),
        ];
        csv::line(&mut out, &cells);
    }
    out
}

/// The sample as CSV, and how it was drawn.
pub(super) fn table_of_sample(sample: &Drawn<'_>) -> String {
    let mut out = String::from("\u{feff}");
    csv::line(&mut out, &["path", "contract", "amount", "hits"].map(str::to_owned));
    for one in &sample.records {
        let cells = [
            one.path.clone(),
            one.contract.clone(),
            one.amount.to_string(),
            one.hits.to_string(),
        ];
        csv::line(&mut out, &cells);
    }
    out
}

pub(super) fn tell(desk: &Desk, all: &[Exception], from: NaiveDate, to: NaiveDate) {
    let mut groups: Vec<(&str, Vec<&Exception>)> = Vec::new();
    for one in all {
        match groups.iter_mut().find(|(code, _)| *code == one.code) {
            Some((_, list)) => list.push(one),
            None => groups.push((one.code, vec![one])),
        }
    }
    let n = all.len();
    desk.story(desk.say(
        &format!(
            "ตรวจช่วง {} ถึง {} พบ {n} ข้อ {} เรื่อง",
            thai::date::medium(from),
            thai::date::medium(to),
            groups.len()
        ),
        &format!("{from} to {to}: {n} points of {} kinds", groups.len()),
    ));
    let width = terminal_width();
    let paths = all.iter().map(|one| one.path.width()).max().unwrap_or(0);
    for (code, list) in groups {
        desk::answer("");
        desk::answer(&format!("{} · {} ({code})", list[0].title, list.len()));
        for one in list {
            let day = one.evidence.day.map(|day| desk.day(day)).unwrap_or_default();
            let amount = one.evidence.amount.map(Satang::grouped).unwrap_or_default();
            let line = format!(
                "  {}{}  {}  {}",
                left(&one.path, paths),
                right(&amount, 14),
                left(&day, 12),
                one.line
            );
            desk::answer(&cut(&line, width));
        }
    }
}

pub(super) fn tell_sample(desk: &Desk, sample: &Sample<RecordId>, register: &Register<'_>, seed: &str) {
    let (n, of) = (sample.drawn.len(), sample.population);
    let (total, interval) = (sample.total.grouped(), Satang(sample.interval).grouped());
    desk::answer("");
    desk::answer(desk.say(
        &format!("ตัวอย่าง {n} จาก {of} รายการ {total} บาท สุ่มตามจำนวนเงิน ทุก {interval} บาท เลขตั้งต้น \"{seed}\""),
        &format!("Sample: {n} of {of} records, {total} baht, by money, one in {interval} baht, seed \"{seed}\""),
    ));
    for one in &sample.drawn {
        let contract = register.get(&one.record).map(Entry::contract).unwrap_or_default();
        desk::answer(&format!(
            "  {}{}  {contract}",
            left(&one.record.to_string(), 34),
            right(&one.amount.grouped(), 14)
        ));
    }
}

/// What is not in the answer, and why.
pub(super) fn tell_gaps(desk: &Desk, history: &str, unread: &[String]) {
    match history {
        "shallow" => desk.story(desk.say(
            "สำเนาแบบตื้น: ประวัติไม่ครบ จึงไม่เห็นการแก้ก่อนหน้านั้น ดึงให้ครบด้วย  git fetch --unshallow",
            "a shallow clone: edits before it are not seen; git fetch --unshallow",
        )),
        "none" => desk.story(desk.say(
            "สมุดนี้ไม่มีประวัติใน git จึงไม่เห็นการบันทึกย้อนหลังและการแก้ของเดิม",
            "this book has no history in git: late entries and edits of the past are not seen",
        )),
        _ => {}
    }
    if unread.is_empty() {
        return;
    }
    let n = unread.len();
    desk::answer("");
    desk::answer(desk.say(
        &format!("อ่านไม่ได้ จึงไม่ได้ตรวจ · {n}"),
        &format!("Cannot be read, so not judged · {n}"),
    ));
    for path in unread {
        desk::answer(&format!("  {path}"));
    }
}
