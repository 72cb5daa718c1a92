//! Months: how many advances fell due and what became of them, stacked; the
//! balance overdue at each month's end; and a small one for rows of a table.

use chrono::Datelike;

use super::{Canvas, bar};
use crate::book::trend::Month;
use crate::press::escape;
use crate::site::trend::{month_name, month_short, year};
use crate::site::voice::Voice;

/// How many months a phone and a small drawing show.
const FEW: usize = 12;

/// What became of the advances of a month, from the foot of a bar upward.
fn parts(month: &Month) -> [(&'static str, usize); 4] {
    [
        ("bar-fg", month.on_time),
        ("a1", month.late),
        ("a3", month.still_out),
        ("f4", month.coming),
    ]
}

/// Shares a bar's length among its parts; together they are all of it.
fn stack(month: &Month, whole: i64) -> Vec<(&'static str, i64)> {
    let mut rest = (whole, wide_count(month.due()));
    let mut lengths = Vec::new();
    for (class, count) in parts(month) {
        let length = rest.0 * wide_count(count) / rest.1.max(1);
        rest = (rest.0 - length, rest.1 - wide_count(count));
        if length > 0 {
            lengths.push((class, length));
        }
    }
    lengths
}

fn wide_count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn most(months: &[Month]) -> i64 {
    months.iter().map(|month| wide_count(month.due())).max().unwrap_or(0)
}

fn latest(months: &[Month]) -> &[Month] {
    &months[months.len().saturating_sub(FEW)..]
}

/// Draws what fell due, wide and narrow; `title` is said to those who do not see.
#[must_use]
pub(in crate::site) fn due(voice: &Voice<'_>, title: &str, months: &[Month]) -> [String; 2] {
    [due_wide(voice, title, months), due_narrow(voice, latest(months))]
}

fn due_wide(voice: &Voice<'_>, title: &str, months: &[Month]) -> String {
    let mut svg = Canvas::new("chart wide", 1040, 212, "role=\"img\" aria-labelledby=\"m-t m-d\"");
    described(voice, &mut svg, "m", title, months, |month| {
        format!("{}/{}", month.on_time, month.due())
    });
    let longest = most(months);
    for (at, month) in (0_i64..).zip(months) {
        let (left, width, middle) = slot(at, months.len());
        let whole = bar(wide_count(month.due()), longest, 128, 4);
        let mut foot = 158;
        for (class, height) in stack(month, whole) {
            foot -= height;
            svg.raw(&format!(
                "<rect class=\"{class}\" x=\"{left}\" y=\"{foot}\" width=\"{width}\" height=\"{height}\"/>"
            ));
        }
        if month.due() > 0 {
            let style = "font-size=\"14\" font-weight=\"600\" text-anchor=\"middle\"";
            svg.text((middle, (158 - whole - 6) * 10), style, &month.due().to_string());
        }
        under(voice, &mut svg, month, at, (middle, 1_780));
    }
    svg.raw("<path class=\"ax\" d=\"M0 158.5H1040\"/>");
    svg.close()
}

/// Draws the balance overdue at each month's end, wide and narrow.
#[must_use]
pub(in crate::site) fn overdue(voice: &Voice<'_>, title: &str, months: &[Month]) -> [String; 2] {
    let longest = months.iter().map(|month| month.overdue.amount.0).max().unwrap_or(0);
    [
        overdue_wide(voice, title, months, longest),
        overdue_narrow(voice, latest(months), longest),
    ]
}

fn overdue_wide(voice: &Voice<'_>, title: &str, months: &[Month], longest: i64) -> String {
    let mut svg = Canvas::new("chart wide", 1040, 192, "role=\"img\" aria-labelledby=\"o-t o-d\"");
    described(voice, &mut svg, "o", title, months, |month| {
        month.overdue.amount.grouped_baht()
    });
    let mut said = false;
    for (at, month) in (0_i64..).zip(months) {
        let (left, width, middle) = slot(at, months.len());
        let height = bar(month.overdue.amount.0, longest, 104, 3);
        let top = 138 - height;
        if height > 0 {
            svg.raw(&format!(
                "<rect class=\"a2\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>"
            ));
        }
        // Numbers of neighbours would run together: the highest and the last are said.
        let last = at + 1 == wide_count(months.len());
        let highest = height > 0 && month.overdue.amount.0 == longest && !said;
        said |= highest;
        if last || highest {
            let anchor = if last { "end" } else { "middle" };
            let x = if last { (left + width) * 10 } else { middle };
            let style = format!("font-size=\"15\" font-weight=\"600\" text-anchor=\"{anchor}\"");
            svg.cleared((x, (top - 7) * 10), &style, &month.overdue.amount.grouped_baht());
        }
        under(voice, &mut svg, month, at, (middle, 1_580));
    }
    svg.raw("<path class=\"ax\" d=\"M0 138.5H1040\"/>");
    svg.close()
}

/// Writes the name of a month below its bar, and the year where it begins.
fn under(voice: &Voice<'_>, svg: &mut Canvas, month: &Month, at: i64, (middle, line): (i64, i64)) {
    let style = "class=\"t2\" font-size=\"13.5\" text-anchor=\"middle\"";
    svg.text((middle, line), style, &month_name(voice, month.first));
    if at == 0 || month.first.month() == 1 {
        svg.text((middle, line + 200), style, &year(voice, month.first));
    }
}

/// Left edge, width, and middle in tenths of a month's bar.
fn slot(at: i64, months: usize) -> (i64, i64, i64) {
    let slot = 1_040 / wide_count(months).max(12);
    let width = (slot * 5 / 8).max(4);
    (at * slot + (slot - width) / 2, width, (at * slot * 2 + slot) * 5)
}

fn described(
    voice: &Voice<'_>,
    svg: &mut Canvas,
    id: &str,
    title: &str,
    months: &[Month],
    say: impl Fn(&Month) -> String,
) {
    svg.raw(&format!("<title id=\"{id}-t\">{}</title>", escape(title)));
    let said: Vec<String> = months
        .iter()
        .map(|month| format!("{} {}", month_short(voice, month.first), say(month)))
        .collect();
    svg.raw(&format!("<desc id=\"{id}-d\">{}</desc>", escape(&said.join(", "))));
}

fn due_narrow(voice: &Voice<'_>, months: &[Month]) -> String {
    let longest = most(months);
    let mut svg = Canvas::new("chart narrow", 343, rows(months), "aria-hidden=\"true\"");
    for (at, month) in (0_i64..).zip(months) {
        let line = 18 + at * 28;
        svg.text((0, line * 10), "font-size=\"14.5\"", &month_short(voice, month.first));
        let whole = bar(wide_count(month.due()), longest, 190, 4);
        let mut left = 88;
        for (class, length) in stack(month, whole) {
            let top = line - 14;
            svg.raw(&format!(
                "<rect class=\"{class}\" x=\"{left}\" y=\"{top}\" width=\"{length}\" height=\"18\"/>"
            ));
            left += length;
        }
        let words = format!("{}/{}", month.on_time, month.due());
        svg.text(((left + 8) * 10, line * 10), "class=\"t2\" font-size=\"14.5\"", &words);
    }
    svg.close()
}

fn overdue_narrow(voice: &Voice<'_>, months: &[Month], longest: i64) -> String {
    let mut svg = Canvas::new("chart narrow", 343, rows(months), "aria-hidden=\"true\"");
    for (at, month) in (0_i64..).zip(months) {
        let line = 18 + at * 28;
        svg.text((0, line * 10), "font-size=\"14.5\"", &month_short(voice, month.first));
        let length = bar(month.overdue.amount.0, longest, 160, 3);
        let top = line - 14;
        svg.raw(&format!(
            "<rect class=\"a2\" x=\"88\" y=\"{top}\" width=\"{length}\" height=\"18\"/>"
        ));
        let words = month.overdue.amount.grouped_baht();
        svg.text(
            ((96 + length) * 10, line * 10),
            "class=\"t2\" font-size=\"14.5\"",
            &words,
        );
    }
    svg.close()
}

fn rows(months: &[Month]) -> i64 {
    wide_count(months.len()) * 28 + 4
}

/// Draws the last year small, for a row of a table; `longest` is the most
/// advances of a month among all rows.
#[must_use]
pub(in crate::site) fn mini(months: &[Month], longest: i64) -> String {
    let head = "preserveAspectRatio=\"xMinYMax meet\" aria-hidden=\"true\"";
    let mut svg = Canvas::new("chart mini", 152, 40, head);
    svg.raw("<path class=\"ax\" d=\"M0 36H152\"/>");
    for (at, month) in (0_i64..).zip(latest(months)) {
        let whole = bar(wide_count(month.due()), longest, 32, 3);
        let (mut foot, left) = (35, at * 12 + 4);
        for (class, height) in stack(month, whole) {
            foot -= height;
            svg.raw(&format!(
                "<rect class=\"{class}\" x=\"{left}\" y=\"{foot}\" width=\"8\" height=\"{height}\"/>"
            ));
        }
    }
    svg.close()
}

/// Returns the most advances that fell due in one of the months drawn small.
#[must_use]
pub(in crate::site) fn most_of(months: &[Month]) -> i64 {
    most(latest(months))
}
