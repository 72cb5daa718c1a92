//! A plan in words: why a reminder goes, why it is held and what to do about
//! it, so that an officer or an auditor can read it aloud.

use chrono::{Datelike, NaiveDate};

use super::super::journal::Step;
use super::{Held, Item};
use crate::day::between;
use crate::record::{Recipient, StageKind};
use crate::text::Words;
use crate::thai::date;

/// What keeps a reminder from going.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// No address stands in the book.
    NoAddress,
    /// Another mail showed that there is no such mailbox.
    DeadAddress,
    /// It was refused for good, or came back.
    Refused,
    /// A run has it in hand, or the next one asks what became of it.
    Underway,
    /// A person decides.
    Officer,
}

/// Returns what a recipient is called.
#[must_use]
pub fn role(role: Recipient) -> Words {
    let (th, en) = match role {
        Recipient::Borrower => ("ผู้ยืม", "the borrower"),
        Recipient::Contractor => ("คู่สัญญา", "the contractor"),
        Recipient::Agency => ("ส่วนราชการ", "the agency"),
        Recipient::Head => ("หัวหน้าส่วนราชการ", "the agency's head"),
        Recipient::Office => ("ฝ่ายการคลัง", "the finance office"),
    };
    Words::new(th, en)
}

impl Held<'_> {
    /// Returns what to do about it.
    #[must_use]
    pub fn remedy(&self) -> Words {
        let file = match self.role {
            Recipient::Borrower | Recipient::Contractor => format!("records/{}.toml", self.id),
            Recipient::Agency | Recipient::Head => format!("records/{}/agency.toml", self.id.agency),
            Recipient::Office => "records/office.toml".to_owned(),
        };
        let (th, en) = match self.hold {
            Hold::NoAddress => (
                format!("เพิ่มอีเมลใน {file} แล้วรอบถัดไปส่งเอง"),
                format!("add the address in {file}; the next run sends it"),
            ),
            Hold::DeadAddress => (
                format!("แก้อีเมลใน {file} แล้วรอบถัดไปส่งเอง"),
                format!("correct the address in {file}; the next run sends it"),
            ),
            Hold::Refused => (
                format!("แก้อีเมลใน {file} หรือถ้าที่อยู่ถูกแล้ว สั่งส่งอีกครั้งหรือสั่งไม่ส่ง"),
                format!("correct the address in {file}; or, if it is right, let it go again or write it off"),
            ),
            Hold::Underway => (
                "ไม่ต้องทำอะไร รอบถัดไปตรวจเอง".to_owned(),
                "nothing; the next run looks by itself".to_owned(),
            ),
            Hold::Officer => (
                "ถามผู้รับว่าได้รับหรือไม่ แล้วสั่งส่งอีกครั้งหรือสั่งไม่ส่ง".to_owned(),
                "ask the recipient whether it arrived, then let it go again or write it off".to_owned(),
            ),
        };
        Words::new(th, en)
    }

    /// Returns the commands by which a person decides, where one does.
    #[must_use]
    pub fn commands(&self) -> Vec<String> {
        if !matches!(self.hold, Hold::Officer | Hold::Refused) {
            return Vec::new();
        }
        let command = |word: &str| format!("duebook remind --{word} {} --reason \"…\"", self.key);
        vec![command("release"), command("write-off")]
    }
}

/// Says why a person is waited for. The journal has it in English; its shape
/// tells the two reasons apart.
pub(super) fn waiting(last: &Step) -> Words {
    let why = last.why.as_deref().unwrap_or_default();
    let th = match &last.reply {
        Some(reply) => format!("เซิร์ฟเวอร์ปลายทางให้รอซ้ำหลายครั้ง ({reply})"),
        None => "ส่งออกไปแล้วไม่มีคำตอบ ไม่รู้ว่าถึงหรือไม่".to_owned(),
    };
    let day = last.at.date_naive();
    Words::new(
        format!("รอเจ้าหน้าที่ตั้งแต่ {day}: {th}"),
        format!("waits for an officer since {day}: {why}"),
    )
}

/// Returns why a reminder goes today: the stage, since when, the days counted.
#[must_use]
pub fn why(item: &Item<'_, '_>, today: NaiveDate) -> Words {
    let (days, since) = (between(item.due, today), item.since(today));
    let due = item.due;
    let (th, en) = match (item.stage.kind, days) {
        (StageKind::Inspection, _) => (
            format!("เปิดช่วงตรวจความชำรุด {due}"),
            format!("inspection window open since {due}"),
        ),
        (_, ..=-1) => (
            format!("อีก {} วันครบกำหนด {due}", -days),
            format!("due in {}, on {due}", count(-days)),
        ),
        (_, 0) => ("ครบกำหนดวันนี้".to_owned(), "due today".to_owned()),
        (_, _) => (
            format!("เกินกำหนด {days} วัน (กำหนด {due})"),
            format!("{} overdue (due {due})", count(days)),
        ),
    };
    let name = &item.stage_name;
    Words::new(
        format!("ขั้น {name} ตั้งแต่ {since}: {th}"),
        format!("stage {name} since {since}: {en}"),
    )
}

/// Returns why a reminder goes today, as one would say it: the step of the
/// ladder, since when, and how the record stands to its due date.
#[must_use]
pub fn read_aloud(item: &Item<'_, '_>, today: NaiveDate) -> Words {
    let days = between(item.due, today);
    let step = step(item);
    let stands = stands(item, days);
    let (since, name) = (item.since(today), &item.stage_name);
    let (mut th, mut en) = (
        format!("{} · {} ({name}) ตั้งแต่ {}", stands.th, step.th, date::medium(since)),
        format!("{}; {} ({name}) since {}", stands.en, step.en, english(since)),
    );
    if !item.passed.is_empty() {
        let passed = item.passed.join(", ");
        th = format!("{th} · ขั้นที่ผ่านไปโดยไม่ได้ส่ง: {passed}");
        en = format!("{en}; passed without a mail: {passed}");
    }
    Words::new(th, en)
}

fn step(item: &Item<'_, '_>) -> Words {
    let days = item.stage.days;
    let (th, en) = match (item.stage.kind, days) {
        (StageKind::Inspection, 0) => ("ขั้นเปิดช่วงตรวจ".to_owned(), "stage of the opening".to_owned()),
        (StageKind::Inspection, _) => (
            format!("ขั้น {days} วันจากวันเปิดช่วงตรวจ"),
            format!("stage {days} days from the opening"),
        ),
        (_, ..=-1) => (
            format!("ขั้นก่อนครบกำหนด {} วัน", -days),
            format!("stage {} before", count(-days)),
        ),
        (_, 0) => ("ขั้นวันครบกำหนด".to_owned(), "stage of the due day".to_owned()),
        (_, _) => (format!("ขั้นเกินกำหนด {days} วัน"), format!("stage {} after", count(days))),
    };
    Words::new(th, en)
}

fn stands(item: &Item<'_, '_>, days: i64) -> Words {
    let (th, en) = (date::medium(item.due), english(item.due));
    let due = match item.stage.kind {
        StageKind::Guarantee => "กำหนดคืน",
        StageKind::Advance | StageKind::Inspection => "กำหนด",
    };
    let (th, en) = match (item.stage.kind, days) {
        (StageKind::Inspection, _) => (
            format!("ช่วงตรวจความชำรุดเปิดแล้วตั้งแต่ {th}"),
            format!("the inspection window is open since {en}"),
        ),
        (_, ..=-1) => (
            format!("ครบ{due} {th} อีก {} วัน", -days),
            format!("due on {en}, in {}", count(-days)),
        ),
        (_, 0) => (format!("ครบ{due}วันนี้ {th}"), format!("due today, {en}")),
        (_, _) => (
            format!("เกิน{due} {days} วัน (กำหนด {th})"),
            format!("{} overdue (due {en})", count(days)),
        ),
    };
    Words::new(th, en)
}

fn count(days: i64) -> String {
    format!("{days} {}", if days == 1 { "day" } else { "days" })
}

fn english(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), date::month_english(day.month()), day.year())
}
