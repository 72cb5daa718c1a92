//! `status`: what is due and overdue, as a table that a person reads or as JSON.

use anstyle::{AnsiColor, Style};
use chrono::NaiveDate;
use serde::Serialize;

use super::args::{Options, StatusArgs};
use super::desk::{self, Desk};
use super::table::{self, cut, left, right};
use super::{Failure, Outcome, sums};
use crate::book::register::{AGING, Sum};
use crate::book::{Entry, Flag, Register, State, Timing, Totals};
use crate::money::Satang;
use crate::record::{Kind, Stage};
use crate::rule::Due;
use crate::text::{Severity, Words, nearest};
use crate::thai;

/// Runs `status`.
pub(super) fn run(options: &Options, args: &StatusArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    let gathered = desk.gather()?;
    let register = Register::new(&gathered.book, desk.today);
    let findings = desk.findings(&gathered, &register);
    let filter = Filter::new(&register, args)?;
    let entries: Vec<&Entry<'_>> = register
        .entries
        .iter()
        .filter(|entry| filter.takes(entry, desk.today))
        .collect();
    if let Some(by) = args.by {
        sums::print(&desk, &register, &entries, by);
    } else if desk.json {
        desk::answer_json(&answer(&desk, &register, &entries));
    } else {
        print(&desk, &register, &entries, args.all || filter.asks_for_settled());
    }
    desk.complain(&gathered, &findings, Severity::Error);
    Ok(desk::outcome(&findings))
}

/// What the options ask for, judged.
struct Filter<'a> {
    args: &'a StatusArgs,
    kind: Option<Kind>,
    states: Vec<State>,
    flags: Vec<Flag>,
}

impl<'a> Filter<'a> {
    fn new(register: &Register<'_>, args: &'a StatusArgs) -> Result<Filter<'a>, Failure> {
        for agency in &args.agency {
            if !register.book.agencies.contains_key(agency) {
                return Err(stranger(
                    "--agency",
                    agency,
                    &register.book.agencies.keys().map(String::as_str).collect::<Vec<_>>(),
                ));
            }
        }
        let kinds = [("advance", Kind::Advance), ("guarantee", Kind::Guarantee)];
        let kind = args
            .kind
            .as_deref()
            .map(|word| pick("--kind", word, &kinds))
            .transpose()?;
        let states = args
            .state
            .iter()
            .map(|word| pick("--state", word, &State::ALL))
            .collect::<Result<_, _>>()?;
        let flags = args
            .flag
            .iter()
            .map(|word| pick("--flag", word, &Flag::ALL))
            .collect::<Result<_, _>>()?;
        Ok(Filter {
            args,
            kind,
            states,
            flags,
        })
    }

    fn takes(&self, entry: &Entry<'_>, today: NaiveDate) -> bool {
        let args = self.args;
        let id = entry.id();
        let name = match entry {
            Entry::Advance(record, _) => &record.borrower.name.value,
            Entry::Guarantee(record, _) => &record.contractor.name.value,
        };
        let within = |days: i64| {
            let left = entry.due().map(|due| crate::day::between(today, due.effective));
            entry.timing() != Timing::Settled && left.is_some_and(|left| (0..=days).contains(&left))
        };
        (args.agency.is_empty() || args.agency.contains(&id.agency))
            && self.kind.is_none_or(|kind| kind == id.kind)
            && (self.states.is_empty() || self.states.contains(&entry.state()))
            && self.flags.iter().all(|flag| entry.flags().contains(flag))
            && args
                .borrower
                .as_deref()
                .is_none_or(|part| name.to_lowercase().contains(&part.to_lowercase()))
            && args.due_within.is_none_or(within)
            && args.fiscal_year.is_none_or(|year| year == id.fiscal_year)
    }

    fn asks_for_settled(&self) -> bool {
        self.states.iter().any(|state| state.is_settled()) || !self.flags.is_empty()
    }
}

fn pick<T: Copy>(option: &str, word: &str, choices: &[(&'static str, T)]) -> Result<T, Failure> {
    let found = choices.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    found.ok_or_else(|| stranger(option, word, &choices.iter().map(|(name, _)| *name).collect::<Vec<_>>()))
}

fn stranger(option: &str, word: &str, known: &[&str]) -> Failure {
    let hint = nearest::nearest(word, known.iter().copied()).map_or_else(|| known.join(" · "), str::to_owned);
    Failure::usage(Words::new(
        format!("{option} ไม่มี \"{word}\" ลอง: {hint}"),
        format!("{option} knows no \"{word}\"; try: {hint}"),
    ))
}

#[derive(Serialize)]
struct Answer<'r> {
    today: NaiveDate,
    at: Option<String>,
    totals: TotalsAnswer,
    records: Vec<RecordAnswer<'r>>,
}

#[derive(Serialize)]
struct TotalsAnswer {
    outstanding: Satang,
    overdue: Satang,
    held: Satang,
    returnable: Satang,
    #[serde(serialize_with = "buckets")]
    aging: [Sum; AGING.len()],
}

/// The buckets by name, youngest first.
fn buckets<S: serde::Serializer>(aging: &[Sum; AGING.len()], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(AGING.iter().map(|(name, _, _)| name).zip(aging))
}

/// One record of `status --json`; the field names are a contract.
#[derive(Serialize)]
struct RecordAnswer<'r> {
    path: String,
    kind: &'static str,
    agency: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fund: Option<&'static str>,
    contract: &'r str,
    state: State,
    timing: Timing,
    flags: &'r [Flag],
    amount: Satang,
    #[serde(flatten)]
    figures: Figures,
    amount_words: String,
    due: Option<&'r Due>,
    days_overdue: i64,
    next_stage: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Figures {
    Advance {
        disbursed: Satang,
        vouchers: Satang,
        cash: Satang,
        salary: Satang,
        pending: Satang,
        outstanding: Satang,
        over_spent: Satang,
        reimbursed: Satang,
    },
    Guarantee {
        held: Satang,
        refunded: Satang,
        forfeited: Satang,
    },
}

fn answer<'r>(desk: &Desk, register: &Register<'_>, entries: &[&'r Entry<'r>]) -> Answer<'r> {
    let totals = Totals::of(entries.iter().copied());
    Answer {
        today: desk.today,
        at: desk.at.as_ref().map(|commit| commit.id.clone()),
        totals: TotalsAnswer {
            outstanding: totals.outstanding.amount,
            overdue: totals.overdue.amount,
            held: totals.held.amount,
            returnable: totals.returnable.amount,
            aging: totals.aging,
        },
        records: entries
            .iter()
            .map(|entry| record(entry, &register.book.office.stages, desk.today))
            .collect(),
    }
}

fn record<'r>(entry: &'r Entry<'r>, stages: &[Stage], today: NaiveDate) -> RecordAnswer<'r> {
    let (fund, figures) = match entry {
        Entry::Advance(record, standing) => (
            Some(record.fund.value.name()),
            Figures::Advance {
                disbursed: standing.disbursed,
                vouchers: standing.vouchers,
                cash: standing.cash,
                salary: standing.salary,
                pending: standing.pending,
                outstanding: standing.outstanding,
                over_spent: standing.over_spent,
                reimbursed: standing.reimbursed,
            },
        ),
        Entry::Guarantee(_, standing) => (
            None,
            Figures::Guarantee {
                held: standing.held,
                refunded: standing.refunded,
                forfeited: standing.forfeited,
            },
        ),
    };
    RecordAnswer {
        path: entry.id().to_string(),
        kind: entry.kind().name(),
        agency: &entry.id().agency,
        fund,
        contract: entry.contract(),
        state: entry.state(),
        timing: entry.timing(),
        flags: entry.flags(),
        amount: entry.amount(),
        figures,
        amount_words: thai::words::baht(entry.amount()),
        due: entry.due(),
        days_overdue: entry.days_overdue(),
        next_stage: entry
            .next_stage(stages, today)
            .zip(entry.due())
            .map(|((stage, day), due)| stage.name_after(crate::day::between(due.effective, day))),
    }
}

fn print(desk: &Desk, register: &Register<'_>, entries: &[&Entry<'_>], all: bool) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_falls_into_one_bucket() {
        for days in -1000..=1000 {
            let hits = AGING
                .iter()
                .filter(|(_, from, to)| (*from..=*to).contains(&days))
                .count();
            assert_eq!(hits, 1, "{days} days");
        }
        assert_eq!(unicode_width::UnicodeWidthStr::width("▲"), 1, "marks are one cell wide");
    }
}
