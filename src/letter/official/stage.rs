//! Which step of the ladder a letter speaks of, and why there may be none:
//! a letter that is not true on its day is not written.

use chrono::NaiveDate;

use crate::book::journal::Series;
use crate::book::{Entry, Flag, Register, State};
use crate::day::{between, shift};
use crate::record::{Recipient, Stage, StageKind};
use crate::text::Words;
use crate::text::nearest::nearest;
use crate::thai::date;

/// A record that stands at a stage, or has passed it.
#[derive(Clone, Debug)]
pub struct Stand<'r, 'b> {
    /// The record.
    pub entry: &'r Entry<'b>,
    /// The step of the ladder.
    pub stage: &'b Stage,
    /// Its name, numbered where it repeats.
    pub name: String,
    /// The day that it counts from.
    pub due: NaiveDate,
    /// To whom the letter goes.
    pub to: Recipient,
    /// Counted with which others.
    pub series: Series,
}

/// Why there is no letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Whether the words typed are wrong, not the record's standing.
    pub mistyped: bool,
    /// Why, and what to do.
    pub words: Words,
}

impl Stand<'_, '_> {
    /// Returns the built-in text that is true of the record on a day.
    #[must_use]
    pub fn usual_text(&self, today: NaiveDate) -> &'static str {
        match (self.stage.kind, between(self.due, today)) {
            (StageKind::Advance, ..=-1) => "advance-due-soon",
            (StageKind::Advance, 0) => "advance-due-today",
            (StageKind::Advance, _) if self.to == Recipient::Head => "advance-enforce",
            (StageKind::Advance, _) => "advance-overdue",
            (StageKind::Guarantee, _) => "guarantee-released",
            (StageKind::Inspection, _) => "inspection-open",
        }
    }
}

/// Finds the stage of a name that a record has reached.
///
/// # Errors
///
/// [`Refusal`] where there is no such stage, where the record has not reached
/// it, or where nothing is left to write of.
pub fn reached<'r, 'b>(entry: &'r Entry<'b>, typed: &str, register: &Register<'b>) -> Result<Stand<'r, 'b>, Refusal> {
    let stages = stages(entry, register);
    let bare = |stage: &&&Stage| {
        let numbered = typed.strip_prefix(&format!("{}-", stage.name));
        stage.name == typed
            || (stage.every.is_some() && numbered.is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit())))
    };
    let stage: &'b Stage = stages.iter().find(bare).ok_or_else(|| unknown(typed, &stages))?;
    if entry.state().is_settled() {
        return Err(refused(settled(entry.state())));
    }
    let due = match stage.kind {
        StageKind::Inspection => window(entry)?,
        StageKind::Advance | StageKind::Guarantee => due(entry)?,
    };
    let day = between(due, register.today);
    if day < stage.days {
        let from = shift(due, stage.days);
        let (name, said) = (&stage.name, date::medium(from));
        return Err(refused(Words::new(
            format!("ยังไม่ถึงขั้น {name} ซึ่งเริ่ม {said}"),
            format!("the stage {name} is not reached before {from}"),
        )));
    }
    if stage.kind == StageKind::Advance && stage.days <= 0 && stage.days.signum() != day.signum() {
        return Err(refused(overtaken(stage, day, &stages)));
    }
    let series = match stage.kind {
        StageKind::Inspection => Series::Inspection,
        StageKind::Advance | StageKind::Guarantee => Series::Due,
    };
    Ok(Stand {
        entry,
        stage,
        name: stage.name_after(day),
        due,
        to: recipient(stage),
        series,
    })
}

/// The steps that speak of a record, in their order.
fn stages<'b>(entry: &Entry<'b>, register: &Register<'b>) -> Vec<&'b Stage> {
    let book: &'b crate::book::Book = register.book;
    let kinds = |kind| match entry {
        Entry::Advance(..) => kind == StageKind::Advance,
        Entry::Guarantee(..) => kind != StageKind::Advance,
    };
    book.office.stages.iter().filter(|stage| kinds(stage.kind)).collect()
}

/// A contract is enforced by the agency's head; all else is asked of the
/// borrower by way of the head, of the contractor, of the unit in charge.
fn recipient(stage: &Stage) -> Recipient {
    match stage.kind {
        StageKind::Advance if stage.text == "advance-enforce" => Recipient::Head,
        StageKind::Advance => Recipient::Borrower,
        StageKind::Guarantee => Recipient::Contractor,
        StageKind::Inspection => Recipient::Agency,
    }
}

fn due(entry: &Entry<'_>) -> Result<NaiveDate, Refusal> {
    let no = |th: &str, en: &str| Err(refused(Words::new(th, en)));
    let due = entry.due().map(|due| due.effective);
    match (entry, entry.state()) {
        (Entry::Advance(..), State::Approved) => no(
            "ผู้ยืมยังไม่ได้รับเงิน จึงยังไม่มีอะไรให้ส่งใช้",
            "no money was paid out yet, so there is nothing to clear",
        ),
        (Entry::Advance(_, standing), _) if !(standing.outstanding - standing.pending).is_positive() => no(
            "ใบสำคัญทั้งหมดส่งแล้ว อยู่ระหว่างตรวจ ไม่มีเหตุให้ทวง รอผลตรวจก่อน",
            "all vouchers are handed in and under check; there is nothing to ask for until then",
        ),
        (Entry::Guarantee(..), State::Expected | State::Held) => no(
            "หลักประกันยังไม่พ้นข้อผูกพัน จึงยังไม่มีอะไรให้คืน",
            "the guarantee is not released yet, so there is nothing to return",
        ),
        _ => due.map_or_else(
            || {
                no(
                    "ยังไม่มีวันครบกำหนด ใส่วันที่ใช้เริ่มนับในระเบียนก่อน เช่น returned หรือ received",
                    "no due date yet: enter the day to count from, such as returned or received",
                )
            },
            Ok,
        ),
    }
}

fn window(entry: &Entry<'_>) -> Result<NaiveDate, Refusal> {
    match entry {
        Entry::Guarantee(_, standing) if standing.flags.contains(&Flag::InspectionDue) => {
            standing.inspection.as_ref().map(|window| window.opens)
        }
        Entry::Guarantee(..) | Entry::Advance(..) => None,
    }
    .ok_or_else(|| {
        refused(Words::new(
            "ไม่อยู่ในช่วงตรวจความชำรุดบกพร่อง หรือตรวจแล้ว",
            "the inspection window is not open, or the work was inspected",
        ))
    })
}

fn settled(state: State) -> Words {
    let (th, en) = match state {
        State::Cancelled => ("สัญญานี้ยกเลิกแล้ว", "this contract is cancelled"),
        State::Returned => ("คืนหลักประกันครบแล้ว", "the guarantee is returned in full"),
        State::Forfeited => ("ริบหลักประกันแล้ว", "the guarantee is forfeited"),
        State::ReimbursementDue => (
            "ผู้ยืมส่งใช้ครบแล้ว เหลือแต่หน่วยงานต้องจ่ายชดเชยผู้ยืม",
            "the borrower has cleared all; it is the office that owes",
        ),
        _ => ("ส่งใช้เงินยืมครบแล้ว", "the advance is cleared in full"),
    };
    Words::new(
        format!("{th} จึงไม่มีหนังสือให้ออก"),
        format!("{en}: there is nothing to write"),
    )
}

/// "Will be due" must not be written once it is.
fn overtaken(stage: &Stage, day: i64, stages: &[&Stage]) -> Words {
    let fits = stages
        .iter()
        .rfind(|other| other.days <= day && other.days.signum() == day.signum())
        .map_or_else(String::new, |other| format!("  {}", other.name));
    let name = &stage.name;
    let (th, en) = if day > 0 {
        (format!("เกินกำหนด {day} วันแล้ว"), format!("{day} days overdue"))
    } else {
        ("ครบกำหนดวันนี้แล้ว".to_owned(), "due today".to_owned())
    };
    Words::new(
        format!("ขั้น {name} ผ่านไปแล้ว ขณะนี้{th} ใช้ขั้นนี้แทน:{fits}"),
        format!("the stage {name} has passed: the record is {en}. Use:{fits}"),
    )
}

fn unknown(typed: &str, stages: &[&Stage]) -> Refusal {
    let names: Vec<&str> = stages.iter().map(|stage| stage.name.as_str()).collect();
    let (mut th, mut en) = (
        format!("ระเบียนนี้ไม่มีขั้น \"{typed}\""),
        format!("this record has no stage \"{typed}\""),
    );
    if let Some(near) = nearest(typed, names.iter().copied()) {
        th = format!("{th} หมายถึง {near} หรือไม่");
        en = format!("{en}; did you mean {near}?");
    }
    let list = names.join(" · ");
    Refusal {
        mistyped: true,
        words: Words::new(format!("{th}\nขั้นที่มี: {list}"), format!("{en}\nstages: {list}")),
    }
}

fn refused(words: Words) -> Refusal {
    Refusal { mistyped: false, words }
}
