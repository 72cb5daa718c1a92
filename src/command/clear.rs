//! `clear` and `refund`: an event appended to a record.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::args::{ClearArgs, Options, RefundArgs};
use super::desk::Desk;
use super::entry::{Draft, append, enter, quoted};
use super::{Failure, Outcome};
use crate::book::{Entry, Register};
use crate::record::{Kind, RecordId, id};
use crate::text::Words;
use crate::thai;
use crate::world::disk;

/// Runs `clear`.
pub(super) fn clear(options: &Options, args: &ClearArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    let id = record(&args.path, Kind::Advance)?;
    let day = args.date.unwrap_or(desk.today);
    not_to_come(&desk, day)?;
    if args.vouchers.is_none() && args.cash.is_none() && args.salary.is_none() {
        return Err(Failure::usage(Words::new(
            "ใส่จำนวนเงินอย่างน้อยหนึ่งอย่าง: --vouchers --cash --salary",
            "give at least one amount: --vouchers, --cash, --salary",
        )));
    }
    let mut event = format!("[[clearing]]\ndate = {day}\n");
    let mut words = Vec::new();
    for (key, name, amount) in [
        ("vouchers", "ใบสำคัญ", args.vouchers),
        ("cash", "เงินสด", args.cash),
        ("salary", "หักเงินเดือน", args.salary),
    ] {
        if let Some(amount) = amount {
            let _ = writeln!(event, "{key} = {}", amount.as_record());
            words.push(format!("{name} {}", amount.grouped()));
        }
    }
    for (key, text) in [("receipt", &args.receipt), ("late_reason", &args.late_reason)] {
        if let Some(text) = text {
            let _ = writeln!(event, "{key} = {}", quoted(text));
        }
    }
    if args.pending {
        event.push_str("pending = true\n");
    }
    let subject = format!("advance {id}: ชดใช้ {} เมื่อ {}", words.join(" "), thai::date::medium(day));
    append_event(&desk, id, &event, args.commit.then_some(subject))
}

/// Runs `refund`.
pub(super) fn refund(options: &Options, args: &RefundArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    let id = record(&args.path, Kind::Guarantee)?;
    let day = args.date.unwrap_or(desk.today);
    not_to_come(&desk, day)?;
    let amount = match args.amount {
        Some(amount) => amount,
        None => {
            let gathered = desk.gather()?;
            let register = Register::new(&gathered.book, desk.today);
            match register.get(&id) {
                Some(Entry::Guarantee(_, standing)) if standing.held.is_positive() => standing.held,
                Some(_) => {
                    return Err(Failure {
                        status: 1,
                        words: Words::new("ไม่มีหลักประกันเหลือให้คืน", "nothing is held any more"),
                    });
                }
                None => return Err(absent(&id)),
            }
        }
    };
    let mut event = format!("[[refund]]\ndate = {day}\namount = {}\n", amount.as_record());
    if let Some(reference) = &args.reference {
        let _ = writeln!(event, "reference = {}", quoted(reference));
    }
    let subject = format!(
        "guarantee {id}: คืน {} เมื่อ {}",
        amount.grouped(),
        thai::date::medium(day)
    );
    append_event(&desk, id, &event, args.commit.then_some(subject))
}

/// What has not happened cannot be entered: a slip in the year would hide the
/// event until that day.
fn not_to_come(desk: &Desk, day: NaiveDate) -> Result<(), Failure> {
    if day <= desk.today {
        return Ok(());
    }
    let (typed, today) = (thai::date::medium(day), thai::date::medium(desk.today));
    Err(Failure::usage(Words::new(
        format!("วันที่ {typed} ยังมาไม่ถึง (วันนี้ {today}) ตรวจปีอีกครั้ง"),
        format!("{day} is still to come (today is {}): check the year", desk.today),
    )))
}

fn append_event(desk: &Desk, id: RecordId, event: &str, commit: Option<String>) -> Result<Outcome, Failure> {
    let text = disk::read_file(&desk.root.join(id.file())).map_err(|_| absent(&id))?;
    enter(
        desk,
        &Draft {
            text: append(&text, event),
            id,
            is_new: false,
            commit,
        },
    )?;
    Ok(Outcome::Fine)
}

fn record(path: &str, kind: Kind) -> Result<RecordId, Failure> {
    id::parse(path).filter(|id| id.kind == kind).ok_or_else(|| {
        let word = kind.name();
        Failure::usage(Words::new(
            format!("\"{path}\" ไม่ใช่ระเบียน {word} เขียนเป็น secretariat/2569/{word}-0012"),
            format!("\"{path}\" is no {word}; write it as secretariat/2569/{word}-0012"),
        ))
    })
}

pub(super) fn absent(id: &RecordId) -> Failure {
    let folder = format!("records/{}/{}/", id.agency, id.fiscal_year);
    Failure::usage(Words::new(
        format!("ไม่มีแฟ้ม {} ดูเลขที่มีอยู่ใน {folder} หรือด้วย  duebook status --all", id.file()),
        format!("there is no {}; see {folder}, or  duebook status --all", id.file()),
    ))
}
