//! Released and not withdrawn: the guarantees of the remark that began all
//! this, with how long, who was told when, and what comes next.

use serde::Serialize;

use super::Page;
use super::answer::{Answer, Cell};
use super::desk::Desk;
use super::item::{self, Item};
use super::status::Tag;
use super::voice::Day;
use crate::book::ages::YEARS;
use crate::book::register::Sum;
use crate::book::withdrawals::{self, Withdrawal};
use crate::press::PressFault;
use crate::record::guarantee::{FORMS, Form};

#[derive(Serialize)]
struct View {
    answer: Answer,
    bands: Vec<Band>,
    forms: Vec<String>,
    agencies: Vec<Row>,
    totals: Vec<Cell>,
    total: Cell,
}

/// Those released so many years ago.
#[derive(Serialize)]
struct Band {
    id: String,
    title: String,
    sum: String,
    /// Whether it is marked: a year and more.
    old: bool,
    lines: Vec<Line>,
    total: String,
}

#[derive(Serialize)]
struct Line {
    item: Item,
    contract: String,
    form: String,
    cash: bool,
    released: Day,
    waited: String,
    /// When the contractor was last told.
    told: Option<Day>,
    how: Option<String>,
    next: String,
    /// Days past the day of return, for sorting.
    past: i64,
}

#[derive(Serialize)]
struct Row {
    path: String,
    name: String,
    name_lang: Option<&'static str>,
    cells: Vec<Cell>,
    total: Cell,
}

/// Renders `withdrawals.html`.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn page(desk: &Desk<'_>) -> Result<Page, PressFault> {
    let voice = &desk.voice;
    let list = withdrawals::withdrawals(desk.register);
    let forms: Vec<(&str, Form)> = FORMS
        .iter()
        .copied()
        .filter(|(_, form)| list.iter().any(|one| one.record.form.value == *form))
        .collect();
    let cells = |of: &dyn Fn(&&Withdrawal<'_, '_>) -> bool| -> (Vec<Cell>, Cell) {
        let sum = |form: Option<Form>| {
            let mut sum = Sum::default();
            let wanted = |one: &&Withdrawal<'_, '_>| of(one) && form.is_none_or(|form| one.record.form.value == form);
            list.iter().filter(wanted).for_each(|one| sum.add(one.standing.held));
            Cell::of(sum, voice.items(sum.count), None)
        };
        (forms.iter().map(|(_, form)| sum(Some(*form))).collect(), sum(None))
    };
    let (totals, total) = cells(&|_| true);
    let agencies = desk.register.book.agencies.values().filter_map(|agency| {
        let mine = |one: &&Withdrawal<'_, '_>| one.record.id.agency == agency.slug;
        list.iter().find(mine)?;
        let (name, name_lang) = desk.agency_name(agency);
        let (cells, total) = cells(&mine);
        Some(Row {
            path: format!("{}#guarantees", Desk::agency_path(&agency.slug)),
            name: name.to_owned(),
            name_lang,
            cells,
            total,
        })
    });
    let view = View {
        answer: answer(desk, &list),
        bands: (0..YEARS.len()).rev().filter_map(|at| band(desk, at, &list)).collect(),
        forms: forms
            .iter()
            .map(|(name, _)| voice.say(&format!("form.{name}")).to_owned())
            .collect(),
        agencies: agencies.collect(),
        totals,
        total,
    };
    let description = voice.say("report-note.withdrawals");
    let frame = view.answer.frame(desk, "withdrawals.html", description);
    desk.set("page/withdrawals.html", &frame, &view)
}

fn sum<'w>(list: impl Iterator<Item = &'w Withdrawal<'w, 'w>>) -> Sum {
    let mut sum = Sum::default();
    list.for_each(|one| sum.add(one.standing.held));
    sum
}

fn answer(desk: &Desk<'_>, list: &[Withdrawal<'_, '_>]) -> Answer {
    let voice = &desk.voice;
    let (all, late) = (sum(list.iter()), sum(list.iter().filter(|one| one.past > 0)));
    let (hue, icon, words) = match (all.count, late.count) {
        (0, _) => ("done", "done", voice.say("withdrawals.none").to_owned()),
        (_, 0) => (
            "now",
            "out",
            voice.fill("withdrawals.in-time", &[("count", &voice.items(all.count))]),
        ),
        _ => (
            "late",
            "late",
            voice.fill("withdrawals.late", &[("count", &voice.items(late.count))]),
        ),
    };
    let untold = list.iter().filter(|one| one.told.is_none()).count();
    let cash = sum(list.iter().filter(|one| one.record.form.value == Form::Cash));
    let slots = [
        ("count", voice.items(all.count)),
        ("amount", voice.baht(all.amount)),
        ("untold", voice.items(untold)),
        ("cash-count", voice.items(cash.count)),
        ("cash", voice.baht(cash.amount)),
    ];
    let slots = slots.each_ref().map(|(key, words)| (*key, words.as_str()));
    Answer {
        over: voice.say("report-title.withdrawals").to_owned(),
        tag: Tag { hue, icon, words },
        sum: (late.count > 0).then(|| voice.fill("home.sum", &[("amount", &voice.baht(late.amount))])),
        lede: if all.count == 0 {
            voice.say("withdrawals.lede-none").to_owned()
        } else {
            voice.fill("withdrawals.lede", &slots)
        },
    }
}

fn band(desk: &Desk<'_>, at: usize, list: &[Withdrawal<'_, '_>]) -> Option<Band> {
    let voice = &desk.voice;
    let mine: Vec<_> = list.iter().filter(|one| one.years == at).collect();
    if mine.is_empty() {
        return None;
    }
    let all = sum(mine.iter().copied());
    Some(Band {
        id: format!("y-{}", YEARS[at].0),
        title: voice.say(&format!("age-years.{}", YEARS[at].0)).to_owned(),
        sum: voice.summed(&voice.items(all.count), all.amount),
        old: at > 0,
        lines: mine.iter().map(|one| line(desk, one)).collect(),
        total: all.amount.grouped(),
    })
}

fn line(desk: &Desk<'_>, one: &Withdrawal<'_, '_>) -> Line {
    let voice = &desk.voice;
    let form = one.record.form.value;
    let how = one.told.map(|(_, means)| {
        let means = voice.say(&format!("told.{}", means.name())).to_owned();
        let times = i64::try_from(one.times).unwrap_or(i64::MAX);
        format!("{means}, {}", voice.count("withdrawals.times", times))
    });
    Line {
        item: item::of(desk, one.entry),
        contract: one.entry.contract().to_owned(),
        form: voice.say(&format!("form.{}", form.name())).to_owned(),
        cash: form == Form::Cash,
        released: voice.day(one.released),
        waited: voice.count("withdrawals.waited", one.days),
        told: one.told.map(|(day, _)| voice.day(day)),
        how,
        next: voice.say(&format!("next-step.{}", one.next.name())).to_owned(),
        past: one.past,
    }
}
