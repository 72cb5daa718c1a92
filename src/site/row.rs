//! Entries as rows of a register table.

use serde::Serialize;

use super::desk::Desk;
use super::status::{Status, Tag};
use super::veil;
use super::voice::Day;
use crate::book::Entry;
use crate::book::standing::{AdvanceStanding, Flag, GuaranteeStanding, Timing};
use crate::day::between;
use crate::money::Satang;
use crate::record::{Advance, Guarantee, RecordId};
use crate::rule::{Due, Event, LastDay};

/// A sum for people and for sorting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Money {
    /// `1,234,567.00`.
    pub text: String,
    /// `1234567.00`.
    pub plain: String,
    /// Whether it is nothing.
    pub zero: bool,
}

impl From<Satang> for Money {
    fn from(amount: Satang) -> Money {
        Money {
            text: amount.grouped(),
            plain: amount.to_string(),
            zero: amount == Satang::ZERO,
        }
    }
}

/// A row of an agency's tables.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The row's id in the page.
    pub anchor: String,
    /// The record's page, within the language.
    pub path: String,
    /// Its status.
    pub tag: Tag,
    /// Words of the filter.
    pub filter: &'static str,
    /// Sort key of the status: rank, then days to the due date.
    pub order: i64,
    /// What the money is for.
    pub project: String,
    /// Borrower or contractor, where the audience may know.
    pub who: Option<String>,
    /// Number of the contract.
    pub contract: String,
    /// Form of a guarantee.
    pub form: Option<String>,
    /// Amount of the contract, or of the guarantee still held.
    pub amount: Money,
    /// Cleared so far, of an advance.
    pub cleared: Option<Money>,
    /// Share cleared, `60.66`, for the bar; nothing for an empty bar.
    pub share: Option<String>,
    /// What is still open.
    pub open: Money,
    /// Release of a guarantee.
    pub released: Option<Day>,
    /// Due date.
    pub due: Option<Day>,
    /// Why the due date is another than the one counted.
    pub due_note: Option<String>,
    /// Flags, in words.
    pub flags: Vec<String>,
}

/// Makes the row of an entry.
#[must_use]
pub fn row(desk: &Desk<'_>, entry: &Entry<'_>) -> Row {
    match entry {
        Entry::Advance(advance, standing) => of_advance(desk, entry, advance, standing),
        Entry::Guarantee(guarantee, standing) => of_guarantee(desk, entry, guarantee, standing),
    }
}

/// Returns the id of a record's row: `2566-advance-0012`.
#[must_use]
pub fn anchor(id: &RecordId) -> String {
    format!("{}-{}-{:04}", id.fiscal_year, id.kind.name(), id.number)
}

/// Returns the place of an entry in lists: by rank, then by due date.
#[must_use]
pub fn order(entry: &Entry<'_>, today: chrono::NaiveDate) -> i64 {
    let rank = i64::from(Status::of(entry, today).rank());
    let days = entry
        .due()
        .map_or(49_999, |due| between(today, due.effective).clamp(-49_999, 49_999));
    rank * 100_000 + days + 50_000
}

fn of_advance(desk: &Desk<'_>, entry: &Entry<'_>, advance: &Advance, standing: &AdvanceStanding) -> Row {
    let cleared = cleared(standing);
    let mut row = bare(desk, entry);
    row.who = veil::borrower(desk.audience, advance).map(str::to_owned);
    row.amount = advance.amount.value.into();
    row.share = share(cleared, standing.disbursed);
    row.cleared = Some(cleared.into());
    row
}

/// What is cleared and stands: of the money paid out, all that nobody owes any more, and
/// what was spent above it. Vouchers that were objected to and repaid count once.
#[must_use]
pub fn cleared(standing: &AdvanceStanding) -> Satang {
    (standing.disbursed + standing.over_spent - standing.outstanding).or_nothing()
}

/// What was handed in and does not count: objected to, whether still open or repaid.
#[must_use]
pub fn objected(standing: &AdvanceStanding) -> Satang {
    let handed_in = standing.vouchers + standing.cash + standing.salary;
    (handed_in - cleared(standing)).or_nothing()
}

/// Why a sum of what is owed is another than the money less what was cleared:
/// `owed` and `plain` are these two, the rest what explains it. What then is
/// still missing was never paid out.
pub(super) fn gap_note(desk: &Desk<'_>, [owed, plain]: [Satang; 2], objected: Satang, over: Satang) -> Option<String> {
    let unpaid = plain + objected + over - owed;
    let parts = [
        ("register.sum-objected", objected),
        ("register.sum-over", over),
        ("register.sum-unpaid", unpaid),
    ];
    let said = parts.into_iter().filter(|(_, amount)| amount.is_positive());
    let said: Vec<String> = said
        .map(|(key, amount)| desk.voice.fill(key, &[("amount", &amount.grouped())]))
        .collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

fn of_guarantee(desk: &Desk<'_>, entry: &Entry<'_>, guarantee: &Guarantee, standing: &GuaranteeStanding) -> Row {
    let voice = &desk.voice;
    let mut row = bare(desk, entry);
    let kind = guarantee.contractor.kind.name();
    row.who = Some(match veil::contractor(desk.audience, guarantee) {
        Some(name) => name.to_owned(),
        None => voice.say(&format!("contractor.{kind}")).to_owned(),
    });
    row.form = Some(voice.say(&format!("form.{}", guarantee.form.value.name())).to_owned());
    row.released = standing.released.map(|day| voice.day(day));
    row
}

/// The parts that both kinds share.
fn bare(desk: &Desk<'_>, entry: &Entry<'_>) -> Row {
    let (voice, today) = (&desk.voice, desk.register.today);
    let status = Status::of(entry, today);
    let soon = matches!(entry.timing(), Timing::DueToday | Timing::DueSoon);
    let project = if entry.project().is_empty() {
        entry.contract()
    } else {
        entry.project()
    };
    Row {
        anchor: anchor(entry.id()),
        path: Desk::record_path(entry.id()),
        tag: status.tag(voice),
        filter: status.filter(soon),
        order: order(entry, today),
        project: project.to_owned(),
        who: None,
        contract: entry.contract().to_owned(),
        form: None,
        amount: entry.amount().into(),
        cleared: None,
        share: None,
        open: entry.open_amount().into(),
        released: None,
        due: entry.due().map(|due| voice.day(due.effective)),
        due_note: entry.due().and_then(|due| due_note(desk, entry, due)),
        flags: entry
            .flags()
            .iter()
            .filter(|flag| shown(**flag, status))
            .map(|flag| voice.say(&format!("flag.{}", flag.name())).to_owned())
            .collect(),
    }
}

/// Flags that say what the status does not say already.
fn shown(flag: Flag, status: Status) -> bool {
    match flag {
        Flag::PartlyCleared | Flag::LowUse | Flag::OnHold => false,
        Flag::PendingVouchers => status != Status::Review,
        Flag::MissingStartEvent => status != Status::Undated,
        _ => true,
    }
}

/// Says where the due date came from when the count alone would give another.
pub(super) fn due_note(desk: &Desk<'_>, entry: &Entry<'_>, due: &Due) -> Option<String> {
    let voice = &desk.voice;
    if due.provisional {
        let rule = desk.register.book.rules.get(&due.rule);
        let stays = rule.is_some_and(|rule| rule.last_day == LastDay::Stays);
        let key = if stays {
            "due.provisional_stays"
        } else {
            "due.provisional"
        };
        return Some(voice.say(key).to_owned());
    }
    if due.from.event == Event::Extension {
        let Entry::Advance(_, standing) = entry else {
            return None;
        };
        let before = standing.due_by_rule.as_ref()?.effective;
        return Some(voice.fill("due.before", &[("day", &unbroken(&voice.day_month(before)))]));
    }
    (due.raw != due.effective).then(|| voice.fill("due.moved", &[("day", &unbroken(&voice.day_month(due.raw)))]))
}

/// A date stays whole at the end of a line.
fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// Returns the share of a whole in per cent with two decimals, full at most.
fn share(part: Satang, whole: Satang) -> Option<String> {
    if !part.is_positive() || !whole.is_positive() {
        return None;
    }
    let share = i128::from(part.0.min(whole.0)) * 10_000 / i128::from(whole.0);
    Some(format!("{}.{:02}", share / 100, share % 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_exact_and_never_above_the_whole() {
        for (part, whole, want) in [
            (4_125_000, 6_800_000, Some("60.66")),
            (0, 100, None),
            (100, 0, None),
            (300, 200, Some("100.00")),
            (1, 1_000_000, Some("0.00")),
        ] {
            assert_eq!(share(Satang(part), Satang(whole)).as_deref(), want, "{part} of {whole}");
        }
    }
}
