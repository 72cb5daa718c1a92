//! How often each score was given to a question: five small bars.

use super::{Canvas, bar};
use crate::book::survey::Tally;
use crate::press::escape;
use crate::site::voice::Voice;

/// Draws the bars from 1 to 5, each with its count above.
#[must_use]
pub fn draw(voice: &Voice<'_>, tally: &Tally) -> String {
    let wide = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let longest = tally.counts.iter().copied().max().map_or(0, wide);
    let said: Vec<String> = (1..)
        .zip(tally.counts)
        .map(|(score, count)| {
            let slots = [("score", score.to_string()), ("n", count.to_string())];
            voice.fill(
                "survey.bar",
                &slots.each_ref().map(|(key, value)| (*key, value.as_str())),
            )
        })
        .collect();
    let head = format!("role=\"img\" aria-label=\"{}\"", escape(&said.join(", ")));
    let mut svg = Canvas::new("chart scores", 190, 84, &head);
    for (at, count) in (0..).zip(tally.counts) {
        let (left, middle) = (2 + at * 38, 160 + at * 380);
        let height = bar(wide(count), longest, 44, 2);
        let top = 64 - height;
        if height > 0 {
            svg.raw(&format!(
                "<rect class=\"bar-fg\" x=\"{left}\" y=\"{top}\" width=\"28\" height=\"{height}\" rx=\"1\"/>"
            ));
        }
        let tone = if count > 0 { "" } else { "class=\"t3\" " };
        let number = format!("{tone}font-size=\"13\" text-anchor=\"middle\"");
        svg.text((middle, (top - 4) * 10), &number, &count.to_string());
        svg.text(
            (middle, 800),
            "class=\"t2\" font-size=\"13\" text-anchor=\"middle\"",
            &(at + 1).to_string(),
        );
    }
    svg.raw("<path class=\"ax\" d=\"M0 64.5H184\"/>");
    svg.close()
}
