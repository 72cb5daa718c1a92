//! What follows from an entry: what remains, the due date and why, the next
//! reminder.

use chrono::{Datelike, Weekday};

use crate::book::{Entry, Register};
use crate::command::Desk;
use crate::money::Satang;
use crate::rule::{ClosedDay, Due, Event};
use crate::text::Words;
use crate::thai;

/// Says the due date and why, what remains, and the next reminder.
pub(super) fn follow_up(desk: &Desk, register: &Register<'_>, entry: &Entry<'_>) {
    let open = entry.open_amount();
    let lines = match entry {
        Entry::Advance(..) => (
            format!("คงค้าง {} บาท", open.grouped()),
            format!("outstanding {} baht", open.grouped()),
        ),
        Entry::Guarantee(..) => (
            format!("ยังถือไว้ {} บาท", open.grouped()),
            format!("still held {} baht", open.grouped()),
        ),
    };
    desk.story(desk.say(&lines.0, &lines.1));
    if let Entry::Advance(_, standing) = entry {
        let owed = (standing.over_spent - standing.reimbursed).or_nothing();
        if owed.is_positive() {
            let owed = owed.grouped();
            let (th, en) = (
                format!("ใช้เกินเงินยืม {owed} บาท รอจ่ายชดเชยผู้ยืม"),
                format!("{owed} baht spent above the advance, to be reimbursed"),
            );
            desk.story(desk.say(&th, &en));
        }
        if standing.pending.is_positive() {
            let pending = standing.pending.grouped();
            desk.story(desk.say(
                &format!("รอตรวจ {pending} บาท ยังไม่ตัดยอด"),
                &format!("{pending} baht under check, not cleared yet"),
            ));
        }
    }
    if open > Satang::ZERO || matches!(entry, Entry::Advance(_, standing) if standing.disbursed == Satang::ZERO) {
        desk.story(&due_words(desk, entry));
    }
    if let Some((stage, day)) = entry.next_stage(&register.book.office.stages, desk.today) {
        let (th, en) = (
            format!("แจ้งเตือนครั้งถัดไป {} ({})", thai::date::medium(day), step(stage.days).th),
            format!("next reminder {day} ({})", step(stage.days).en),
        );
        desk.story(desk.say(&th, &en));
    }
}

fn due_words(desk: &Desk, entry: &Entry<'_>) -> String {
    let Some(due) = entry.due() else {
        return desk
            .say(
                "ยังไม่มีวันครบกำหนด เพราะยังไม่มีวันที่ใช้เริ่มนับ",
                "no due date yet: there is no day to count from",
            )
            .to_owned();
    };
    let (start, began) = match due.from.event {
        Event::Extension => ("ขยายเวลาเมื่อ", "extended on"),
        Event::Rule(_) => ("นับจาก", "counted from"),
    };
    let (mut th, mut en) = (
        format!(
            "ครบกำหนด {} ตาม {} {start} {}",
            thai::date::with_weekday(due.effective),
            due.rule,
            thai::date::medium(due.from.date)
        ),
        format!("due {} by {}, {began} {}", due.effective, due.rule, due.from.date),
    );
    if let Some(closed) = closed(due) {
        th = format!("{th} {}", closed.th);
        en = format!("{en}, {}", closed.en);
    }
    desk.say(&th, &en).to_owned()
}

/// What closed days did to the last day, in few words.
fn closed(due: &Due) -> Option<Words> {
    let name = name(due.shifted_over.iter().find(|day| day.date == due.raw)?);
    if due.effective == due.raw {
        return Some(Words::new(
            format!(
                "ตรงวันหยุด ({}) ทำให้เสร็จภายใน {}",
                name.th,
                thai::date::medium(due.act_by)
            ),
            format!("a closed day ({}): act by {}", name.en, due.act_by),
        ));
    }
    let mut words = Words::new(
        format!("เลื่อนจาก {} ({})", thai::date::medium(due.raw), name.th),
        format!("moved from {} ({})", due.raw, name.en),
    );
    let days = due.shifted_over.len();
    if days > 1 {
        words.th = format!("{} ผ่านวันหยุด {days} วัน", words.th);
        words.en = format!("{} past {days} closed days", words.en);
    }
    Some(words)
}

/// A closed day by its weekday or, of the names that a holiday has, the shortest.
fn name(closed: &ClosedDay) -> Words {
    let weekday = closed.date.weekday();
    if matches!(weekday, Weekday::Sat | Weekday::Sun) {
        return Words::new(thai::date::weekday(weekday), thai::date::weekday_english(weekday));
    }
    let names = closed.name.split(';').map(str::trim);
    let name = names.min_by_key(|name| name.len()).unwrap_or_default();
    Words::new(name, name)
}

/// A step of the ladder in words.
fn step(days: i64) -> Words {
    match days {
        0 => Words::new("วันครบกำหนด", "on the due date"),
        ..0 => Words::new(
            format!("{} วันก่อนครบกำหนด", -days),
            format!("{} days before it falls due", -days),
        ),
        _ => Words::new(
            format!("หลังครบกำหนด {days} วัน"),
            format!("{days} days after it fell due"),
        ),
    }
}
