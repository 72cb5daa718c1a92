//! The overview: how much is late, which agency, what is coming.

mod agencies;
mod coming;
mod figures;

use serde::Serialize;

use super::Page;
use super::chart::histogram;
use super::desk::{Desk, Frame};
use super::item::{self, Item};
use super::spread::{BARS, LATE_BARS, Spread};
use super::status::Tag;
use crate::book::{Entry, State};
use crate::press::PressFault;
use crate::record::Kind;

pub(super) use figures::soon_among;

/// How many overdue advances the overview names.
const FOLLOW: usize = 7;

#[derive(Serialize)]
struct View {
    over: String,
    head: Tag,
    sum: Option<String>,
    lede: String,
    figures: Vec<figures::Figure>,
    undated: Option<String>,
    wide: String,
    narrow: String,
    bars: Vec<Bar>,
    agencies: agencies::Table,
    follow: Vec<Item>,
    follow_more: Option<String>,
    soon: String,
    days: Vec<coming::ComingDay>,
    take: super::data::Take,
}

#[derive(Serialize)]
struct Bar {
    label: String,
    count: usize,
    amount: String,
}

/// Renders `index.html`.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn page(desk: &Desk<'_>) -> Result<Page, PressFault> {
    let (voice, register) = (&desk.voice, desk.register);
    let totals = register.totals();
    let spread = Spread::of(&register.entries, register.today);
    let soon = figures::within(desk, register.book.office.due_soon_days);
    let agencies = register.book.agencies.len();
    let over = voice.count("home.over", i64::try_from(agencies).unwrap_or(0));
    let head = figures::head(voice, totals.overdue);
    let title = format!("{} · {over} · {}", head.words, voice.say("site.name"));
    let (follow, follow_more) = follow(desk);
    let view = View {
        sum: (totals.overdue.count > 0)
            .then(|| voice.fill("home.sum", &[("amount", &voice.baht(totals.overdue.amount))])),
        lede: figures::lede(voice, &totals, soon, register.book.office.due_soon_days),
        figures: figures::figures(desk, &totals, soon),
        undated: (spread.undated.count > 0).then(|| {
            let (count, amount) = (voice.contracts(spread.undated.count), voice.baht(spread.undated.amount));
            voice.fill("line.undated", &[("count", &count), ("amount", &amount)])
        }),
        wide: histogram::wide(voice, &spread, register.today),
        narrow: histogram::narrow(voice, &spread, register.today),
        bars: bars(desk, &spread),
        agencies: agencies::table(desk),
        follow,
        follow_more,
        soon: voice.fill("home.soon", &[("n", &register.book.office.due_soon_days.to_string())]),
        days: coming::days(desk),
        take: super::data::take(desk, super::download::Scope::Office),
        over,
        head,
    };
    let frame = Frame {
        path: "index.html".into(),
        title,
        description: voice.count("home.description", i64::try_from(agencies).unwrap_or(0)),
        menu: "home",
        ..Frame::default()
    };
    desk.set("page/home.html", &frame, &view)
}

fn bars(desk: &Desk<'_>, spread: &Spread) -> Vec<Bar> {
    let voice = &desk.voice;
    BARS.iter()
        .zip(&spread.bars)
        .enumerate()
        .map(|(at, ((name, ..), sum))| {
            let side = if at < LATE_BARS {
                "line.row-late"
            } else {
                "line.row-coming"
            };
            Bar {
                label: voice.fill(side, &[("range", voice.say(&format!("line.bar-{name}")))]),
                count: sum.count,
                amount: sum.amount.grouped(),
            }
        })
        .collect()
}

/// The advances overdue for longest, and how many there are besides.
fn follow(desk: &Desk<'_>) -> (Vec<Item>, Option<String>) {
    let mut late: Vec<&Entry<'_>> = desk
        .register
        .entries
        .iter()
        .filter(|entry| entry.kind() == Kind::Advance && entry.state() == State::Overdue)
        .collect();
    late.sort_by_key(|entry| (-entry.days_overdue(), entry.id()));
    let more = late.len().saturating_sub(FOLLOW);
    let items = late.iter().take(FOLLOW).map(|entry| item::of(desk, entry)).collect();
    (items, (more > 0).then(|| desk.voice.contracts(more)))
}
