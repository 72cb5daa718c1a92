//! How an agency stands, before any table: banner, three totals, lanes.

use serde::Serialize;

use super::section::Part;
use crate::book::{Entry, Totals};
use crate::site::chart::lanes::{Lane, Mark};
use crate::site::desk::Desk;
use crate::site::home;
use crate::site::row;
use crate::site::status::{Status, Tag};
use crate::site::voice::Voice;

/// One of the three totals.
#[derive(Serialize)]
pub(super) struct Card {
    anchor: &'static str,
    label: String,
    amount: String,
    count: String,
    late: Option<String>,
}

/// Returns the state of the agency in words, for the title of its page.
pub(super) fn state(voice: &Voice<'_>, totals: &Totals) -> String {
    if totals.overdue.count > 0 {
        return voice.fill("home.late", &[("count", &voice.contracts(totals.overdue.count))]);
    }
    if totals.return_overdue.count > 0 {
        return voice.fill(
            "agency.return-late",
            &[("count", &voice.items(totals.return_overdue.count))],
        );
    }
    voice.say("home.none-late").to_owned()
}

/// Returns the banner: what is late and how much, or that nothing is.
pub(super) fn banner(voice: &Voice<'_>, totals: &Totals) -> Tag {
    let (count, amount) = (totals.overdue.count, totals.overdue.amount);
    let state = state(voice, totals);
    if count > 0 {
        return Tag {
            hue: "late",
            icon: "late",
            words: format!("{state} {}", voice.baht(amount)),
        };
    }
    if totals.return_overdue.count > 0 {
        let words = format!("{state} {}", voice.baht(totals.return_overdue.amount));
        return Tag {
            hue: "late",
            icon: "late",
            words,
        };
    }
    Tag {
        hue: "done",
        icon: "done",
        words: state,
    }
}

/// Returns what is coming and what waits to be returned, in one sentence.
pub(super) fn sentence(desk: &Desk<'_>, entries: &[&Entry<'_>], totals: &Totals) -> String {
    let (voice, days) = (&desk.voice, desk.register.book.office.due_soon_days);
    let soon = home::soon_among(entries.iter().copied(), desk.register.today, days);
    voice.fill(
        "agency.sentence",
        &[
            ("n", &days.to_string()),
            ("soon", &voice.contracts(soon.count)),
            ("soon_amount", &voice.baht(soon.amount)),
            ("back", &voice.items(totals.returnable.count)),
            ("back_amount", &voice.baht(totals.returnable.amount)),
        ],
    )
}

/// Returns the three totals.
pub(super) fn cards(desk: &Desk<'_>, entries: &[&Entry<'_>]) -> Vec<Card> {
    let voice = &desk.voice;
    Part::ALL
        .iter()
        .map(|part| {
            let totals = Totals::of(entries.iter().copied().filter(|entry| part.takes(entry)));
            let (sum, late) = match part {
                Part::Guarantees => (totals.held, totals.return_overdue.count),
                _ => (totals.outstanding, totals.overdue.count),
            };
            let late = i64::try_from(late).unwrap_or(i64::MAX);
            Card {
                anchor: part.name(),
                label: voice.say(&format!("part.{}", part.name())).to_owned(),
                amount: sum.amount.grouped(),
                count: voice.items(sum.count),
                late: (late > 0).then(|| voice.count("agency.card-late", late)),
            }
        })
        .collect()
}

/// Returns the drawing in words.
pub(super) fn caption(voice: &Voice<'_>, totals: &Totals) -> String {
    let (late, back) = (
        voice.contracts(totals.overdue.count),
        voice.items(totals.return_overdue.count),
    );
    voice.fill("agency.caption", &[("late", &late), ("back", &back)])
}

/// Returns the marks of the drawing: every open entry with a due date.
/// `apart` are the registers that stand on pages of their own.
pub(super) fn lanes(desk: &Desk<'_>, entries: &[&Entry<'_>], apart: &[Part]) -> Vec<Lane> {
    let (voice, today) = (&desk.voice, desk.register.today);
    let mark = |entry: &&Entry<'_>| -> Option<Mark> {
        let status = Status::of(entry, today);
        if !Part::is_open(entry) || !entry.open_amount().is_positive() {
            return None;
        }
        Some(Mark {
            href: apart.iter().find(|part| part.takes(entry)).map_or_else(
                || format!("#{}", row::anchor(entry.id())),
                |part| format!("{}.html#{}", part.name(), row::anchor(entry.id())),
            ),
            hue: status.hue(),
            title: format!(
                "{} · {} · {}",
                entry.contract(),
                status.words(voice),
                entry.open_amount().grouped()
            ),
            days: crate::day::between(today, entry.due()?.effective),
            amount: entry.open_amount(),
        })
    };
    Part::ALL
        .iter()
        .map(|part| Lane {
            name: voice.say(&format!("part.{}", part.name())).to_owned(),
            marks: entries
                .iter()
                .filter(|entry| part.takes(entry))
                .filter_map(mark)
                .collect(),
        })
        .collect()
}
