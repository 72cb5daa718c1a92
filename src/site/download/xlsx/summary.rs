//! The sheet of totals: of which day and version the workbook speaks, what is
//! outstanding, how old it is, and of the office how the agencies stand.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::look::Look;
use super::{date, number, text};
use crate::book::register::{AGING, Sum};
use crate::book::{Entry, Totals};
use crate::site::desk::Desk;
use crate::site::download::Scope;

pub(super) fn write(
    desk: &Desk<'_>,
    sheet: &mut Worksheet,
    look: &Look,
    scope: Scope<'_>,
    entries: &[&Entry<'_>],
) -> Result<(), XlsxError> {
    let (voice, today) = (&desk.voice, desk.register.today);
    for (at, width) in [
        (0u16, 48u16),
        (1, 14),
        (2, 20),
        (3, 14),
        (4, 20),
        (5, 14),
        (6, 20),
        (7, 14),
        (8, 20),
    ] {
        sheet.set_column_width(at, width)?;
    }
    let totals = Totals::of(entries.iter().copied());
    text(sheet, 0, 0, scope.name(desk), &look.title)?;
    text(sheet, 1, 0, voice.say("xlsx.day"), &look.text)?;
    date(sheet, 1, 1, Some(today), &look.buddhist_day)?;
    text(sheet, 2, 0, voice.say("fresh.version"), &look.text)?;
    let version = desk.stamp.short().unwrap_or_else(|| voice.say("fresh.no-commit"));
    text(sheet, 2, 1, version, &look.text)?;
    text(sheet, 3, 0, voice.say("xlsx.edition"), &look.text)?;
    let edition = if desk.is_public() {
        "xlsx.public"
    } else {
        "xlsx.internal"
    };
    text(sheet, 3, 1, voice.say(edition), &look.text)?;

    let mut row = 5;
    for (at, key) in [(0u16, "xlsx.what"), (1, "xlsx.count"), (2, "xlsx.amount")] {
        text(sheet, row, at, voice.say(key), look.head(at > 0))?;
    }
    for (key, sum) in of_totals(&totals) {
        row += 1;
        text(sheet, row, 0, voice.say(key), &look.text)?;
        put(sheet, row, 1, sum, look)?;
    }
    row += 2;
    for (at, key) in [(0u16, "xlsx.age"), (1, "xlsx.count"), (2, "xlsx.amount")] {
        text(sheet, row, at, voice.say(key), look.head(at > 0))?;
    }
    for ((name, ..), sum) in AGING.iter().zip(&totals.aging) {
        row += 1;
        text(sheet, row, 0, voice.word(&format!("xlsx-age.{name}")), &look.text)?;
        put(sheet, row, 1, *sum, look)?;
    }
    if let Scope::Office = scope {
        agencies(desk, sheet, look, row + 2, &totals)?;
    }
    Ok(())
}

fn of_totals(totals: &Totals) -> [(&'static str, Sum); 5] {
    [
        ("xlsx.outstanding", totals.outstanding),
        ("xlsx.overdue", totals.overdue),
        ("xlsx.held", totals.held),
        ("xlsx.returnable", totals.returnable),
        ("xlsx.return-overdue", totals.return_overdue),
    ]
}

/// A line an agency, two columns a total.
fn agencies(desk: &Desk<'_>, sheet: &mut Worksheet, look: &Look, top: u32, all: &Totals) -> Result<(), XlsxError> {
    let voice = &desk.voice;
    let parts = |totals: &Totals| {
        let [outstanding, overdue, held, returnable, _] = of_totals(totals);
        [outstanding, overdue, held, returnable]
    };
    text(sheet, top, 0, voice.say("column.agency"), look.head(false))?;
    for (at, (key, _)) in (0u16..).zip(parts(all)) {
        let words = |unit: &str| format!("{} ({})", voice.say(key), voice.say(unit));
        text(sheet, top, at * 2 + 1, &words("xlsx.count"), look.head(true))?;
        text(sheet, top, at * 2 + 2, &words("xlsx.amount"), look.head(true))?;
    }
    let mut row = top;
    for agency in desk.register.book.agencies.values() {
        row += 1;
        text(sheet, row, 0, desk.agency_name(agency).0, &look.text)?;
        for (at, (_, sum)) in (0u16..).zip(parts(&Totals::of(desk.entries_of(&agency.slug)))) {
            put(sheet, row, at * 2 + 1, sum, look)?;
        }
    }
    row += 1;
    text(sheet, row, 0, voice.say("xlsx.all"), &look.total)?;
    for (at, (_, sum)) in (0u16..).zip(parts(all)) {
        let count = i32::try_from(sum.count).unwrap_or(i32::MAX);
        sheet.write_number_with_format(row, at * 2 + 1, count, &look.total_count)?;
        number(sheet, row, at * 2 + 2, sum.amount, &look.total_money)?;
    }
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, at: u16, sum: Sum, look: &Look) -> Result<(), XlsxError> {
    let count = i32::try_from(sum.count).unwrap_or(i32::MAX);
    sheet.write_number_with_format(row, at, count, &look.count)?;
    number(sheet, row, at + 1, sum.amount, &look.money)
}
