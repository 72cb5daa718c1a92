//! The records as a list for a terminal.

use anstyle::{AnsiColor, Style};

use crate::book::{Entry, Register, State, Timing, Totals};
use crate::command::desk::{self, Desk};
use crate::command::table::{self, cut, left, right};
use crate::money::Satang;
use crate::record::Kind;
use crate::thai;

/// Prints the records by agency, and what they come to.
pub(super) fn print(desk: &Desk, register: &Register<'_>, entries: &[&Entry<'_>], all: bool) {
    let colour = desk::colours();
    for (slug, agency) in &register.book.agencies {
        let mut rows: Vec<&Entry<'_>> = entries
            .iter()
            .copied()
            .filter(|entry| {
                &entry.id().agency == slug
                    && (all || entry.timing() != Timing::Settled || entry.state() == State::ReimbursementDue)
            })
            .collect();
        if rows.is_empty() {
            continue;
        }
        rows.sort_by_key(|entry| (rank(entry), entry.due().map(|due| due.effective), entry.id().clone()));
        let name = desk.say(&agency.name, agency.name_en.as_deref().unwrap_or(&agency.name));
        desk::answer(&paint(&format!("{name}  ({slug})"), Style::new().bold(), colour));
        for entry in rows {
            desk::answer(&row(desk, entry, colour));
        }
        desk::answer("");
    }
    if entries.len() < register.entries.len() {
        desk::answer(desk.say("รวมตามตัวกรอง", "Total of what was asked for"));
    }
    let totals = Totals::of(entries.iter().copied());
    let line = |th: &str, en: &str, amount: Satang, count: usize| {
        desk::answer(&format!(
            "{}{}  {}",
            left(desk.say(th, en), 26),
            right(&amount.grouped(), 16),
            right(&count.to_string(), 5)
        ));
    };
    line(
        "เงินยืมคงค้าง",
        "Advances outstanding",
        totals.outstanding.amount,
        totals.outstanding.count,
    );
    line("  เกินกำหนด", "  overdue", totals.overdue.amount, totals.overdue.count);
    line("หลักประกันที่ถือ", "Guarantees held", totals.held.amount, totals.held.count);
    line(
        "  รอถอนคืน",
        "  to be returned",
        totals.returnable.amount,
        totals.returnable.count,
    );
    line(
        "  เกินกำหนดคืน",
        "  return overdue",
        totals.return_overdue.amount,
        totals.return_overdue.count,
    );
}

/// Overdue first, then by how soon; what has no date yet comes last.
fn rank(entry: &Entry<'_>) -> u8 {
    match entry.timing() {
        Timing::Overdue => 0,
        Timing::DueToday | Timing::DueSoon => 1,
        Timing::NotDue => 2,
        Timing::NoDueDate => 3,
        Timing::Settled => 4,
    }
}

fn row(desk: &Desk, entry: &Entry<'_>, colour: bool) -> String {
    let (words, style) = standing_words(desk, entry);
    let due = entry.due().map_or_else(
        || desk.say("ยังไม่มีกำหนด", "no due date").to_owned(),
        |due| {
            desk.say(&thai::date::medium(due.effective), &due.effective.to_string())
                .to_owned()
        },
    );
    let stem = entry.id().to_string();
    let stem = stem.split_once('/').map_or(stem.as_str(), |(_, rest)| rest);
    let width = table::terminal_width();
    // What is due, and what it is: beside each other or, where the window is
    // narrow, below each other.
    let (joint, fixed) = if width < NARROW {
        ("\n      ", 6 + 20 + 2 + 14 + 2)
    } else {
        ("  ", 2 + 26 + 1 + 14 + 2 + 15 + 2 + 20 + 2 + 14 + 2)
    };
    let line = format!(
        "  {} {}  {}{joint}{}  {}  {}",
        paint(&left(&cut(&words, 26), 26), style, colour),
        right(&shown(entry).grouped(), 14),
        left(&due, 15),
        left(stem, 20),
        left(&cut(entry.contract(), 14), 14),
        cut(entry.project(), width.saturating_sub(fixed).max(12)),
    );
    line.trim_end().to_owned()
}

/// A window with fewer cells has no room for a record on one line.
const NARROW: usize = 112;

/// What is open: owed by the borrower, kept for the contractor, or owed to a
/// borrower who spent more.
fn shown(entry: &Entry<'_>) -> Satang {
    match entry {
        Entry::Advance(_, standing) if standing.state == State::ReimbursementDue => {
            standing.over_spent - standing.reimbursed
        }
        _ => entry.open_amount(),
    }
}

/// The state in words, as pages say it, and its colour.
fn standing_words(desk: &Desk, entry: &Entry<'_>) -> (String, Style) {
    let late = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    let now = Style::new().fg_color(Some(AnsiColor::Yellow.into()));
    let time = Style::new().fg_color(Some(AnsiColor::Blue.into()));
    let done = Style::new().fg_color(Some(AnsiColor::Green.into()));
    let plain = Style::new();
    let days = entry
        .due()
        .map_or(0, |due| crate::day::between(desk.today, due.effective));
    let say = |th: String, en: String| desk.say(&th, &en).to_owned();
    match (entry.state(), entry.timing()) {
        (State::Overdue, _) if entry.kind() == Kind::Guarantee => (
            say(
                format!("▲ เกินกำหนดคืน {} วัน", -days),
                format!("▲ return overdue {} days", -days),
            ),
            late,
        ),
        (State::Overdue, _) => (
            say(format!("▲ เกินกำหนด {} วัน", -days), format!("▲ overdue {} days", -days)),
            late,
        ),
        (State::Returnable, _) => (
            say(
                format!("◉ รอถอนคืน เหลือ {days} วัน"),
                format!("◉ to return, {days} days left"),
            ),
            now,
        ),
        (State::Held, _) => (say("○ ยังมีภาระผูกพัน".into(), "○ obligations in force".into()), plain),
        (State::Expected, _) => (say("○ รอรับหลักประกัน".into(), "○ expected".into()), plain),
        (State::Approved, _) => (
            say("○ อนุมัติแล้ว ยังไม่รับเงิน".into(), "○ approved, no money yet".into()),
            plain,
        ),
        (State::ReimbursementDue, _) => (say("◉ รอจ่ายชดเชย".into(), "◉ reimbursement due".into()), now),
        (State::Cleared, _) => (say("✓ ชดใช้ครบแล้ว".into(), "✓ cleared".into()), done),
        (State::Returned, _) => (say("✓ คืนแล้ว".into(), "✓ returned".into()), done),
        (State::Forfeited, _) => (say("■ ริบแล้ว".into(), "■ forfeited".into()), plain),
        (State::Cancelled, _) => (say("■ ยกเลิก".into(), "■ cancelled".into()), plain),
        (State::Outstanding, Timing::DueToday) => (say("◉ ครบกำหนดวันนี้".into(), "◉ due today".into()), now),
        (State::Outstanding, Timing::DueSoon) => (
            say(format!("◉ ครบกำหนดใน {days} วัน"), format!("◉ due in {days} days")),
            now,
        ),
        (State::Outstanding, Timing::NoDueDate) => (say("◉ ขาดวันที่เริ่มนับ".into(), "◉ no day to count from".into()), now),
        (State::Outstanding, _) => (say(format!("● อีก {days} วัน"), format!("● {days} days left")), time),
    }
}

fn paint(text: &str, style: Style, colour: bool) -> String {
    if colour {
        format!("{style}{text}{style:#}")
    } else {
        text.to_owned()
    }
}
