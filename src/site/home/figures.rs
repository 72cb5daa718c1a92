//! The five figures of the overview and the sentence above them.

use chrono::NaiveDate;
use serde::Serialize;

use crate::book::register::Sum;
use crate::book::{Entry, State, Totals};
use crate::day::between;
use crate::site::desk::Desk;
use crate::site::status::Tag;
use crate::site::voice::Voice;

/// One figure.
#[derive(Serialize)]
pub(super) struct Figure {
    hue: &'static str,
    icon: &'static str,
    label: String,
    value: String,
    count: String,
    /// Where the entries behind the figure stand, on this page or another.
    link: Option<&'static str>,
    /// The part of it that is late.
    late: Option<String>,
}

/// Outstanding advances that fall due within so many days, today included.
pub(in crate::site) fn within(desk: &Desk<'_>, days: i64) -> Sum {
    soon_among(&desk.register.entries, desk.register.today, days)
}

/// The same among some entries.
pub(in crate::site) fn soon_among<'e, 'b: 'e>(
    entries: impl IntoIterator<Item = &'e Entry<'b>>,
    today: NaiveDate,
    days: i64,
) -> Sum {
    let mut sum = Sum::default();
    for entry in entries {
        let Some(due) = entry.due() else { continue };
        let coming = (0..=days).contains(&between(today, due.effective));
        if matches!(entry, Entry::Advance(..)) && entry.state() == State::Outstanding && coming {
            sum.add(entry.open_amount());
        }
    }
    sum
}

/// The state of the whole: how many contracts are overdue, or that none is.
pub(super) fn head(voice: &Voice<'_>, overdue: Sum) -> Tag {
    if overdue.count == 0 {
        return Tag {
            hue: "done",
            icon: "done",
            words: voice.say("home.none-late").to_owned(),
        };
    }
    let words = voice.fill("home.late", &[("count", &voice.contracts(overdue.count))]);
    Tag {
        hue: "late",
        icon: "late",
        words,
    }
}

/// What share of the money is late, and what is coming.
pub(super) fn lede(voice: &Voice<'_>, totals: &Totals, soon: Sum, days: i64) -> String {
    let (coming, days) = (voice.contracts(soon.count), days.to_string());
    if totals.outstanding.count == 0 {
        return voice.say("home.lede-nothing").to_owned();
    }
    if totals.overdue.count == 0 {
        return voice.fill("home.lede-none", &[("count", &coming), ("n", &days)]);
    }
    let outstanding = i128::from(totals.outstanding.amount.0.max(1));
    // Rounded as a spreadsheet rounds.
    let tenths = (i128::from(totals.overdue.amount.0) * 2000 + outstanding) / (2 * outstanding);
    let share = format!("{}.{}", tenths / 10, tenths % 10);
    voice.fill("home.lede", &[("share", &share), ("count", &coming), ("n", &days)])
}

/// The five figures.
pub(super) fn figures(desk: &Desk<'_>, totals: &Totals, soon: Sum) -> Vec<Figure> {
    let voice = &desk.voice;
    let month = within(desk, 30);
    let figure = |hue, icon, key: &str, sum: Sum, link| Figure {
        hue,
        icon,
        label: voice.say(key).to_owned(),
        value: sum.amount.grouped(),
        count: voice.contracts(sum.count),
        link: if sum.count > 0 { link } else { None },
        late: None,
    };
    let days = desk.register.book.office.due_soon_days.to_string();
    let mut returnable = figure(
        "now",
        "out",
        "home.returnable",
        totals.returnable,
        Some("withdrawals.html"),
    );
    returnable.count = voice.items(totals.returnable.count);
    let late = i64::try_from(totals.return_overdue.count).unwrap_or(i64::MAX);
    returnable.late = (late > 0).then(|| voice.count("home.return-late", late));
    let mut due_soon = figure("now", "now", "home.due-within", soon, Some("#soon"));
    due_soon.label = voice.fill("home.due-within", &[("n", &days)]);
    let mut due_month = figure("time", "time", "home.due-within", month, Some("calendar.html"));
    due_month.label = voice.fill("home.due-within", &[("n", "30")]);
    vec![
        figure("", "coin", "home.outstanding", totals.outstanding, Some("aging.html")),
        figure("late", "late", "home.overdue", totals.overdue, Some("#follow")),
        due_soon,
        due_month,
        returnable,
    ]
}
