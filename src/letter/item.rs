//! One record in one mail: its facts and its state, in finished words.

use chrono::NaiveDate;
use serde::Serialize;

use crate::book::{AdvanceStanding, Entry, GuaranteeStanding, Item, Register};
use crate::day;
use crate::money::Satang;
use crate::record::{Advance, Guarantee, GuaranteeKind, StageKind};
use crate::thai::{date, words as spelled};

use super::{advance, guarantee, words};

pub(crate) use crate::agenda::{paper, url};

/// How a state looks: its colour and its sign, which differ in shape too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Mark {
    /// Past its day.
    Late,
    /// To be done now.
    Now,
    /// Ready to be fetched.
    Ready,
    /// In time.
    Time,
    /// A person decides: vouchers under check.
    Hand,
}

impl Mark {
    /// The sign before the state.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Mark::Late => "▲",
            Mark::Now => "◉",
            Mark::Ready => "↑",
            Mark::Time => "●",
            Mark::Hand => "■",
        }
    }
}

/// A line of the table of facts.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Fact {
    label: &'static str,
    value: String,
    note: String,
    strong: bool,
}

impl Fact {
    /// A plain fact.
    pub(crate) fn new(label: &'static str, value: impl Into<String>) -> Fact {
        Fact {
            label,
            value: value.into(),
            note: String::new(),
            strong: false,
        }
    }

    /// The fact as one that must be seen first.
    pub(crate) fn strong(self) -> Fact {
        Fact { strong: true, ..self }
    }

    /// The fact with a remark behind it; an empty one is none.
    pub(crate) fn note(self, note: String) -> Fact {
        Fact { note, ..self }
    }
}

/// One record in one mail.
#[derive(Clone, Debug, Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "each is a question that a text asks")]
pub(crate) struct ItemView {
    /// `advance` or `guarantee`.
    pub(crate) kind: &'static str,
    /// To whom this reminder speaks: `borrower`, `agency` …
    pub(crate) role: &'static str,
    /// `ใบยืม บย. 142/2569` or `สัญญา จ. 45/2569`.
    pub(crate) paper: String,
    /// What it is: `เงินยืม`, `เงินประกันสัญญา`.
    pub(crate) thing: &'static str,
    /// Borrower or contractor.
    pub(crate) party: String,
    /// Contractor's kind in law, or nothing.
    pub(crate) party_kind: &'static str,
    /// Form of a guarantee, or nothing.
    pub(crate) form: &'static str,
    /// Whether it is a guarantee of a bid, which has no contract behind it.
    pub(crate) bid: bool,
    /// Whether the guarantee is a letter to be handed over.
    pub(crate) letter: bool,
    /// Number of the receipt of a guarantee, or nothing.
    pub(crate) receipt: String,
    /// Project.
    pub(crate) project: String,
    /// Agency.
    pub(crate) agency: String,
    /// What is open, in digits: `24,700.00`.
    pub(crate) open: String,
    /// The same in words.
    pub(crate) open_words: String,
    /// Vouchers under check, or nothing.
    pub(crate) pending: String,
    /// What is open beside these, in digits.
    pub(crate) rest: String,
    /// Whether all that is open is under check: nothing is left to hand in.
    pub(crate) checking: bool,
    /// The part objected to, or nothing.
    pub(crate) objected: String,
    /// Whether nothing else is owed.
    pub(crate) objected_only: bool,
    /// The day to act by: `วันศุกร์ที่ 15 กันยายน 2566`.
    pub(crate) due: String,
    /// The same, short: `15 ก.ย. 2566`.
    pub(crate) due_short: String,
    /// Last day for enforcement, or nothing.
    pub(crate) enforce_by: String,
    /// Day of release of a guarantee, short, or nothing.
    pub(crate) released: String,
    /// Whole years since the release.
    pub(crate) years: u32,
    /// The state: `เกินกำหนด 12 วัน`.
    pub(crate) state: String,
    /// Its colour.
    pub(crate) mark: Mark,
    /// Its sign.
    pub(crate) sign: &'static str,
    /// Days past the due date, nothing before it.
    pub(crate) late: i64,
    /// The next step, in a few words.
    pub(crate) todo: &'static str,
    /// Its page, or nothing.
    pub(crate) url: String,
    /// Its English page, or nothing.
    pub(crate) url_en: String,
    /// The table of facts.
    pub(crate) facts: Vec<Fact>,
}

/// Makes the view of one reminder.
pub(crate) fn item_view(item: &Item<'_, '_>, register: &Register<'_>) -> ItemView {
    let entry = item.entry;
    let office = &register.book.office;
    let agency = register
        .book
        .agencies
        .get(&entry.id().agency)
        .map_or_else(|| entry.id().agency.clone(), |agency| words::line(&agency.name));
    let due = entry.due();
    // Days are counted from the register's day, never taken from the stage: a
    // reminder that goes late must not say what was true two days ago.
    let effective = due.map_or(item.due, |due| due.effective);
    let late = day::between(effective, register.today);
    let shown = shown(item, register.today);
    let mut view = ItemView {
        kind: entry.kind().name(),
        role: item.role.name(),
        paper: paper(entry),
        thing: "เงินยืม",
        party: String::new(),
        party_kind: "",
        form: "",
        bid: false,
        letter: false,
        receipt: String::new(),
        project: words::line(entry.project()),
        agency,
        open: entry.open_amount().grouped(),
        open_words: spelled::baht(entry.open_amount()),
        pending: String::new(),
        rest: entry.open_amount().grouped(),
        checking: false,
        objected: String::new(),
        objected_only: false,
        due: date::with_weekday(shown),
        due_short: date::medium(shown),
        enforce_by: String::new(),
        released: String::new(),
        years: 0,
        state: String::new(),
        mark: Mark::Time,
        sign: "",
        late: late.max(0),
        todo: "",
        url: url(entry, office, ""),
        url_en: url(entry, office, "en/"),
        facts: Vec::new(),
    };
    match entry {
        Entry::Advance(record, standing) => tell_advance(&mut view, item, (record, standing), register.today),
        Entry::Guarantee(record, standing) => tell_guarantee(&mut view, item, (record, standing), register.today),
    }
    view.sign = view.mark.sign();
    view
}

/// The day that a reminder speaks of: before the end the day to act by matters, after
/// it the end itself.
fn shown(item: &Item<'_, '_>, today: NaiveDate) -> NaiveDate {
    let due = item.entry.due();
    let ahead = due.filter(|due| due.act_by >= today).map(|due| due.act_by);
    ahead.unwrap_or_else(|| due.map_or(item.due, |due| due.effective))
}

/// What only an advance has.
fn tell_advance(
    view: &mut ItemView,
    item: &Item<'_, '_>,
    (record, standing): (&Advance, &AdvanceStanding),
    today: NaiveDate,
) {
    let due = item.entry.due();
    let late = day::between(due.map_or(item.due, |due| due.effective), today);
    (view.state, view.mark) = advance::state(late);
    view.party = words::line(&record.borrower.name.value);
    let open = standing.enforce_by.filter(|day| *day >= today);
    view.enforce_by = open.map(date::with_weekday).unwrap_or_default();
    let rest = (standing.outstanding - standing.pending).or_nothing();
    view.pending = some(standing.pending);
    view.rest = rest.grouped();
    view.checking = standing.pending.is_positive() && !rest.is_positive();
    if view.checking && late <= 0 {
        // Handed in by the due date: the clock stands.
        (view.state, view.mark) = ("รอตรวจใบสำคัญ".to_owned(), Mark::Hand);
    }
    view.objected = some(standing.objected);
    view.objected_only = standing.objected.is_positive() && standing.outstanding <= standing.objected;
    view.todo = if view.checking {
        advance::checking(item.role)
    } else {
        advance::todo(item.role, late, item.stage.text == "advance-enforce")
    };
    view.facts = advance::facts(record, standing, &view.agency, due);
}

/// What only a guarantee has.
fn tell_guarantee(
    view: &mut ItemView,
    item: &Item<'_, '_>,
    (record, standing): (&Guarantee, &GuaranteeStanding),
    today: NaiveDate,
) {
    let due = item.entry.due();
    let shown = shown(item, today);
    (view.state, view.mark) = guarantee::state(day::between(shown, today));
    view.thing = guarantee::thing(record.kind.value, record.form.value);
    view.party = words::line(&record.contractor.name.value);
    view.party_kind = record.contractor.kind.name();
    view.form = record.form.value.name();
    view.bid = record.kind.value == GuaranteeKind::Bid;
    view.letter = record.form.value.is_letter();
    view.receipt = record.receipt.as_deref().map(words::line).unwrap_or_default();
    view.released = standing.released.map(date::medium).unwrap_or_default();
    view.years = standing
        .released
        .map_or(0, |released| guarantee::years(released, today));
    view.todo = guarantee::todo(item.role, record.form.value);
    let window = standing
        .inspection
        .as_ref()
        .filter(|_| item.stage.kind == StageKind::Inspection);
    view.facts = guarantee::facts(record, standing, &view.agency, today);
    view.facts.push(match window {
        Some(window) => guarantee::window(window),
        None => guarantee::due(due, shown),
    });
    if let Some(window) = window {
        let left = day::between(today, window.closes);
        (view.state, view.mark) = guarantee::inspection_state(left);
        view.late = (-left).max(0);
        view.due = date::with_weekday(window.closes);
        view.due_short = date::medium(window.closes);
        view.todo = "ตรวจความชำรุดบกพร่องและบันทึกผล";
    }
}

/// An amount in digits, or nothing.
fn some(amount: Satang) -> String {
    if amount.is_positive() {
        amount.grouped()
    } else {
        String::new()
    }
}
