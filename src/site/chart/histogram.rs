//! The Today line of the overview: eight bars, drawn wide and narrow.

use super::{Canvas, bar};
use crate::money::Satang;
use crate::press::escape;
use crate::site::spread::{BARS, LATE_BARS, Spread};
use crate::site::voice::Voice;
use chrono::NaiveDate;

const LABEL: &str = "font-size=\"15.5\" text-anchor=\"middle\"";
const NUMBER: &str = "font-size=\"16\" font-weight=\"600\" text-anchor=\"middle\"";
const COUNT: &str = "class=\"t2\" font-size=\"15\" text-anchor=\"middle\"";

/// Left edge of each bar of the wide drawing; today stands between the halves.
const LEFT: [i64; BARS.len()] = [12, 139, 266, 393, 563, 690, 817, 944];

/// Draws the bars side by side, for screens above 58 rem and for paper.
#[must_use]
pub fn wide(voice: &Voice<'_>, spread: &Spread, today: NaiveDate) -> String {
    let mut svg = Canvas::new("chart wide", 1040, 292, "role=\"img\" aria-labelledby=\"h-t h-d\"");
    svg.raw(&format!(
        "<title id=\"h-t\">{}</title>",
        escape(voice.say("line.title"))
    ));
    svg.raw(&format!(
        "<desc id=\"h-d\">{}</desc>",
        escape(&described(voice, spread))
    ));
    svg.raw("<rect class=\"late-zone\" x=\"-8\" y=\"0\" width=\"526\" height=\"216\"/>");
    svg.text(
        (40, 220),
        "class=\"t2\" font-size=\"16\" font-weight=\"600\"",
        voice.say("line.late"),
    );
    svg.text(
        (10_400, 220),
        "class=\"t2\" font-size=\"16\" font-weight=\"600\" text-anchor=\"end\"",
        voice.say("line.coming"),
    );
    for (at, ((name, class, ..), sum)) in BARS.iter().zip(&spread.bars).enumerate() {
        let (left, middle) = (LEFT[at], LEFT[at] * 10 + 400);
        let height = bar(sum.amount.0, spread.longest(), 146, 3);
        let top = 216 - height;
        if height > 0 {
            svg.raw(&format!(
                "<rect class=\"{class}\" stroke-width=\"1.5\" x=\"{left}\" y=\"{top}\" width=\"80\" height=\"{height}\" rx=\"2\"/>"
            ));
            svg.text((middle, (top - 9) * 10), NUMBER, &label(sum.amount));
        } else {
            svg.text(
                (middle, 2070),
                "class=\"t3\" font-size=\"16\" text-anchor=\"middle\"",
                "0",
            );
        }
        svg.text((middle, 2400), LABEL, voice.say(&format!("line.bar-{name}")));
        svg.text((middle, 2620), COUNT, &voice.contracts(sum.count));
    }
    svg.raw("<path class=\"ax\" d=\"M-8 216.5H1040\" stroke-width=\"1\"/>");
    svg.raw("<path class=\"today\" d=\"M518 30V272\"/>");
    svg.raw("<rect class=\"pill\" x=\"458\" y=\"0\" width=\"120\" height=\"30\" rx=\"6\"/>");
    svg.text(
        (5180, 205),
        "class=\"pill-t\" font-size=\"15.5\" font-weight=\"600\" text-anchor=\"middle\"",
        &voice.fill("line.today", &[("day", &voice.day_month(today))]),
    );
    svg.close()
}

/// Draws the bars one below the other, for phones. The wide drawing has the
/// words for screen readers.
#[must_use]
pub fn narrow(voice: &Voice<'_>, spread: &Spread, today: NaiveDate) -> String {
    const HEAD: &str = "class=\"t2\" font-size=\"14.5\" font-weight=\"600\"";
    let mut svg = Canvas::new("chart narrow", 343, 356, "aria-hidden=\"true\"");
    svg.text((0, 140), HEAD, voice.say("line.late"));
    for (at, ((name, class, ..), sum)) in (0_i64..).zip(BARS.iter().zip(&spread.bars)) {
        let coming = usize::try_from(at).unwrap_or(0) >= LATE_BARS;
        let line = if coming { 239 + (at - 4) * 34 } else { 47 + at * 34 };
        svg.text(
            (0, line * 10),
            "font-size=\"14.5\"",
            voice.say(&format!("line.bar-{name}")),
        );
        let length = bar(sum.amount.0, spread.longest(), 167, 3);
        if length > 0 {
            let top = line - 16;
            svg.raw(&format!(
                "<rect class=\"{class}\" stroke-width=\"1.5\" x=\"96\" y=\"{top}\" width=\"{length}\" height=\"22\" rx=\"2\"/>"
            ));
            svg.text(
                ((104 + length) * 10, line * 10),
                "font-size=\"14.5\" font-weight=\"600\"",
                &label(sum.amount),
            );
        } else {
            svg.text((1040, line * 10), "class=\"t3\" font-size=\"14.5\"", "0");
        }
    }
    svg.raw("<path class=\"today\" d=\"M0 175H343\"/>");
    svg.raw("<rect class=\"pill\" x=\"116\" y=\"162\" width=\"111\" height=\"26\" rx=\"5\"/>");
    svg.text(
        (1715, 1800),
        "class=\"pill-t\" font-size=\"14.5\" font-weight=\"600\" text-anchor=\"middle\"",
        &voice.fill("line.today", &[("day", &voice.day_month(today))]),
    );
    svg.text((0, 2060), HEAD, voice.say("line.coming"));
    svg.close()
}

/// Says the bars in one sentence, for those who do not see them.
fn described(voice: &Voice<'_>, spread: &Spread) -> String {
    let half = |from: usize, to: usize| -> String {
        let parts: Vec<String> = (from..to)
            .map(|at| {
                let sum = &spread.bars[at];
                let range = voice.say(&format!("line.bar-{}", BARS[at].0)).to_owned();
                format!("{range} {} ({})", label(sum.amount), voice.contracts(sum.count))
            })
            .collect();
        parts.join(", ")
    };
    voice.fill(
        "line.described",
        &[("late", &half(0, LATE_BARS)), ("coming", &half(LATE_BARS, BARS.len()))],
    )
}

/// Labels of charts go without satang.
fn label(amount: Satang) -> String {
    amount.grouped_baht()
}
