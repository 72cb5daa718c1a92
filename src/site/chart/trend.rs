//! The mean by quarter, on the scale of 1 to 5: a line on screens and paper,
//! bars one below the other on phones.

use std::fmt::Write as _;

use super::Canvas;
use crate::press::escape;
use crate::site::survey::Row;
use crate::site::voice::Voice;

/// How many quarters are drawn, the latest ones.
const DRAWN: usize = 8;

/// Draws the quarters wide and narrow.
#[must_use]
pub(in crate::site) fn draw(voice: &Voice<'_>, rows: &[Row]) -> [String; 2] {
    let rows = &rows[rows.len().saturating_sub(DRAWN)..];
    [wide(voice, rows), narrow(rows)]
}

/// The height of a mean in tenths; the scale begins at 1, where nobody can be lower.
fn height(hundredths: u64) -> i64 {
    let above = i64::try_from(hundredths).unwrap_or(100) - 100;
    2_060 - above * 1_700 / 400
}

fn wide(voice: &Voice<'_>, rows: &[Row]) -> String {
    let mut svg = Canvas::new("chart wide", 1040, 262, "role=\"img\" aria-labelledby=\"q-t q-d\"");
    svg.raw(&format!(
        "<title id=\"q-t\">{}</title>",
        escape(voice.say("survey.trend-title"))
    ));
    let said: Vec<String> = rows
        .iter()
        .map(|row| {
            let said = row.figures.as_ref().map(|figures| figures.mean.as_str());
            format!("{} {}", row.name, said.or(row.hidden.as_deref()).unwrap_or_default())
        })
        .collect();
    svg.raw(&format!("<desc id=\"q-d\">{}</desc>", escape(&said.join(", "))));
    for score in 1..=5_u64 {
        let y = height(score * 100);
        let line = super::tenths(y);
        let class = if score == 1 { "ax" } else { "grid" };
        svg.raw(&format!("<path class=\"{class}\" d=\"M34 {line}H1040\"/>"));
        svg.text(
            (140, y + 50),
            "class=\"t2\" font-size=\"15\" text-anchor=\"middle\"",
            &score.to_string(),
        );
    }
    let slots = i64::try_from(rows.len()).unwrap_or(1).max(4);
    let middle = |at: i64| 340 + (2 * at + 1) * 10_060 / (2 * slots);
    let mut path = String::new();
    let mut before = false;
    for (at, row) in (0..).zip(rows) {
        if let Some(figures) = &row.figures {
            let step = if before { 'L' } else { 'M' };
            let (x, y) = (super::tenths(middle(at)), super::tenths(height(figures.hundredths)));
            let _ = write!(path, "{step}{x} {y}");
        }
        before = row.figures.is_some();
    }
    svg.raw(&format!("<path class=\"trend\" d=\"{path}\"/>"));
    for (at, row) in (0..).zip(rows) {
        let x = middle(at);
        if let Some(figures) = &row.figures {
            let y = height(figures.hundredths);
            svg.raw(&format!(
                "<circle class=\"trend-dot\" cx=\"{}\" cy=\"{}\" r=\"6\"/>",
                super::tenths(x),
                super::tenths(y)
            ));
            // Near the top of the scale the number stands below its dot.
            let y = if figures.hundredths > 430 { y + 240 } else { y - 130 };
            svg.cleared(
                (x, y),
                "font-size=\"16\" font-weight=\"600\" text-anchor=\"middle\"",
                &figures.mean,
            );
        } else {
            let words = row.hidden.as_deref().unwrap_or_default();
            svg.text(
                (x, 1_960),
                "class=\"t3\" font-size=\"15\" text-anchor=\"middle\"",
                words,
            );
        }
        svg.text((x, 2_310), "font-size=\"15.5\" text-anchor=\"middle\"", &row.name);
        let note = row.note.as_deref().unwrap_or_default();
        svg.text((x, 2_540), "class=\"t2\" font-size=\"15\" text-anchor=\"middle\"", note);
    }
    svg.close()
}

/// The wide drawing has the words for screen readers.
fn narrow(rows: &[Row]) -> String {
    let height = i64::try_from(rows.len()).unwrap_or(0) * 38 + 4;
    let mut svg = Canvas::new("chart narrow", 343, height, "aria-hidden=\"true\"");
    for (at, row) in (0..).zip(rows) {
        let line = 24 + at * 38;
        svg.text((0, line * 10), "font-size=\"14.5\"", &row.name);
        if let Some(figures) = &row.figures {
            let length = (i64::try_from(figures.hundredths).unwrap_or(100) - 100) * 160 / 400;
            let (length, top) = (length.max(2), line - 16);
            svg.raw(&format!(
                "<rect class=\"bar-bg\" x=\"120\" y=\"{top}\" width=\"160\" height=\"22\" rx=\"2\"/>"
            ));
            svg.raw(&format!(
                "<rect class=\"bar-fg\" x=\"120\" y=\"{top}\" width=\"{length}\" height=\"22\" rx=\"2\"/>"
            ));
            svg.text(
                (2_900, line * 10),
                "font-size=\"14.5\" font-weight=\"600\"",
                &figures.mean,
            );
        } else {
            let words = row.hidden.as_deref().unwrap_or_default();
            svg.text((1_200, line * 10), "class=\"t3\" font-size=\"14.5\"", words);
        }
    }
    svg.close()
}
