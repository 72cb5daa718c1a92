//! The Today line of one agency, small, on the scale that all rows share.

use super::{Canvas, bar};
use crate::site::spread::{BARS, LATE_BARS, Spread};

/// Draws the eight bars; `longest` is the longest bar of all rows.
#[must_use]
pub fn draw(spread: &Spread, longest: i64) -> String {
    let mut svg = Canvas::new(
        "chart mini",
        152,
        40,
        "preserveAspectRatio=\"xMinYMax meet\" aria-hidden=\"true\"",
    );
    svg.raw("<path class=\"ax\" d=\"M0 36H152\"/>");
    for (at, ((_, class, ..), sum)) in BARS.iter().zip(&spread.bars).enumerate() {
        let height = bar(sum.amount.0, longest, 31, 3);
        if height > 0 {
            let left = at * 18 + if at < LATE_BARS { 0 } else { 10 };
            let top = 35 - height;
            svg.raw(&format!(
                "<rect class=\"{class}\" x=\"{left}.5\" y=\"{top}.5\" width=\"13\" height=\"{height}\"/>"
            ));
        }
    }
    svg.raw("<path class=\"today\" d=\"M75 2V40\" stroke-width=\"1.5\"/>");
    svg.close()
}
