//! The imprest float of each agency: how much is out, how much is left, and
//! what comes back soon.

use serde::Serialize;

use super::Page;
use super::answer::{Answer, Cell, late_of, percent};
use super::desk::Desk;
use super::row::Money;
use super::status::Tag;
use crate::book::ages::permille;
use crate::book::float::{self, Float};
use crate::book::register::Sum;
use crate::money::Satang;
use crate::press::PressFault;

#[derive(Serialize)]
struct View {
    answer: Answer,
    rows: Vec<Row>,
    total: Option<Row>,
}

#[derive(Serialize)]
struct Row {
    path: String,
    name: String,
    name_lang: Option<&'static str>,
    ceiling: Option<Money>,
    used: Cell,
    free: Option<Money>,
    above: bool,
    percent: Option<String>,
    /// Share of the bar, full at most.
    share: Option<String>,
    /// For sorting.
    permille: i64,
    week: Cell,
    month: Cell,
    late: Cell,
}

/// Renders `float.html`.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn page(desk: &Desk<'_>) -> Result<Page, PressFault> {
    let mut floats = float::floats(desk.register);
    let share = |float: &Float<'_>| {
        let ceiling = float.ceiling.map_or(0, |ceiling| ceiling.0);
        permille(float.out.amount.0, ceiling).unwrap_or(-1)
    };
    floats.sort_by(|a, b| share(b).cmp(&share(a)).then(a.agency.slug.cmp(&b.agency.slug)));
    let view = View {
        answer: answer(desk, &floats),
        rows: floats.iter().map(|float| row(desk, float)).collect(),
        total: total(desk, &floats),
    };
    let description = desk.voice.say("report-note.float");
    let frame = view.answer.frame(desk, "float.html", description);
    desk.set("page/float.html", &frame, &view)
}

/// Ceiling and what is out, of those that have a ceiling.
fn limited(floats: &[Float<'_>]) -> (Satang, Satang) {
    let limited = || floats.iter().filter(|float| float.ceiling.is_some());
    (
        limited().filter_map(|float| float.ceiling).sum(),
        limited().map(|float| float.out.amount).sum(),
    )
}

fn answer(desk: &Desk<'_>, floats: &[Float<'_>]) -> Answer {
    let voice = &desk.voice;
    let above = floats.iter().filter(|float| float.is_above()).count();
    let none = floats.iter().filter(|float| float.ceiling.is_none()).count();
    let (ceiling, out) = limited(floats);
    let (hue, icon, words) = match (permille(out.0, ceiling.0), above) {
        (None, _) => ("wait", "ring", voice.say("float.no-ceilings").to_owned()),
        (_, 1..) => {
            let n = i64::try_from(above).unwrap_or(i64::MAX);
            ("late", "late", voice.count("float.above", n))
        }
        (Some(share), 0) => (
            if share >= 900 { "now" } else { "done" },
            if share >= 900 { "now" } else { "done" },
            voice.fill("float.used", &[("percent", &percent(share))]),
        ),
    };
    let mut lede = if ceiling.is_positive() {
        let slots = [
            ("ceiling", voice.baht(ceiling)),
            ("used", voice.baht(out)),
            ("free", voice.baht((ceiling - out).or_nothing())),
        ];
        voice.fill(
            "float.lede",
            &slots.each_ref().map(|(key, words)| (*key, words.as_str())),
        )
    } else {
        voice.say("float.lede-none").to_owned()
    };
    if none > 0 && ceiling.is_positive() {
        let n = i64::try_from(none).unwrap_or(i64::MAX);
        lede = format!("{lede} {}", voice.count("float.without", n));
    }
    Answer {
        over: voice.say("report-title.float").to_owned(),
        tag: Tag { hue, icon, words },
        sum: None,
        lede,
    }
}

fn row(desk: &Desk<'_>, float: &Float<'_>) -> Row {
    let (name, name_lang) = desk.agency_name(float.agency);
    let slug = &float.agency.slug;
    let mut row = figures(desk, float, float.out);
    row.path = format!("{}#imprest", Desk::agency_path(slug));
    row.late.link = (float.late.count > 0).then(|| late_of(slug));
    name.clone_into(&mut row.name);
    row.name_lang = name_lang;
    row
}

/// The row's figures; `bound` is what stands against the ceiling.
fn figures(desk: &Desk<'_>, float: &Float<'_>, bound: Sum) -> Row {
    let voice = &desk.voice;
    let cell = |sum: Sum| Cell::of(sum, voice.contracts(sum.count), None);
    let free = float.ceiling.map(|ceiling| ceiling - bound.amount);
    let used = float.ceiling.and_then(|ceiling| permille(bound.amount.0, ceiling.0));
    Row {
        path: String::new(),
        name: String::new(),
        name_lang: None,
        ceiling: float.ceiling.map(Money::from),
        used: cell(float.out),
        free: free.map(Money::from),
        above: free.is_some_and(|free| free < Satang::ZERO),
        percent: used.map(percent),
        share: used.filter(|used| *used > 0).map(|used| percent(used.min(1_000))),
        permille: used.unwrap_or(-1),
        week: cell(float.week),
        month: cell(float.month),
        late: cell(float.late),
    }
}

/// The sum of all; against the ceilings stands only what has one.
fn total(desk: &Desk<'_>, floats: &[Float<'_>]) -> Option<Row> {
    let join = |part: fn(&Float<'_>) -> Sum| {
        floats.iter().map(part).fold(Sum::default(), |sum, one| Sum {
            amount: sum.amount + one.amount,
            count: sum.count + one.count,
        })
    };
    let (ceiling, out) = limited(floats);
    let first = floats.first()?;
    let all = Float {
        agency: first.agency,
        ceiling: ceiling.is_positive().then_some(ceiling),
        out: join(|float| float.out),
        late: join(|float| float.late),
        week: join(|float| float.week),
        month: join(|float| float.month),
    };
    let mut row = figures(desk, &all, Sum { amount: out, count: 0 });
    row.name = desk.voice.count("home.total", i64::try_from(floats.len()).unwrap_or(0));
    Some(row)
}
