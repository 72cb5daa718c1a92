//! Charts as static SVG, drawn in whole tenths of a unit: no binary floating
//! point, so the same figures give the same bytes everywhere.
//!
//! Text stays text, colours are the sheet's classes, and every chart has its
//! figures in words or in a table beside it.

pub(super) mod bars;
pub mod histogram;
pub mod lanes;
pub mod mini;
pub(super) mod months;
pub mod scores;
pub(super) mod trend;

use std::fmt::Write as _;

use crate::press::escape;

/// A drawing that grows element by element.
#[derive(Debug)]
pub(super) struct Canvas {
    out: String,
}

impl Canvas {
    /// Opens a drawing of so many units; `head` is its further attributes.
    pub(super) fn new(class: &str, width: i64, height: i64, head: &str) -> Canvas {
        let mut out = String::with_capacity(4096);
        let _ = writeln!(out, "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" {head}>");
        Canvas { out }
    }

    /// Adds an element as it is; what came from records must be escaped.
    pub(super) fn raw(&mut self, element: &str) {
        self.out.push_str("  ");
        self.out.push_str(element);
        self.out.push('\n');
    }

    /// Adds words; `x` and `y` in tenths.
    pub(super) fn text(&mut self, (x, y): (i64, i64), style: &str, words: &str) {
        let element = format!(
            "<text x=\"{}\" y=\"{}\" {style}>{}</text>",
            tenths(x),
            tenths(y),
            escape(words)
        );
        self.raw(&element);
    }

    /// Adds words that stand on a drawing: clear of the lines behind them.
    pub(super) fn cleared(&mut self, at: (i64, i64), style: &str, words: &str) {
        self.text(at, &format!("class=\"halo\" {style}"), words);
        self.text(at, style, words);
    }

    /// Closes the drawing.
    pub(super) fn close(mut self) -> String {
        self.out.push_str("</svg>");
        self.out
    }
}

/// Prints tenths of a unit: `1234` is `123.4`.
pub(super) fn tenths(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, tenth) = (value.unsigned_abs() / 10, value.unsigned_abs() % 10);
    if tenth == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{tenth}")
    }
}

/// Returns how long a bar is: its share of the longest, and never so short
/// that a sum above nothing cannot be seen.
pub(super) fn bar(amount: i64, longest: i64, length: i64, least: i64) -> i64 {
    if amount <= 0 || longest <= 0 {
        return 0;
    }
    let share = i128::from(amount) * i128::from(length) / i128::from(longest);
    i64::try_from(share).unwrap_or(length).max(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_and_bars() {
        for (value, want) in [(0, "0"), (5, "0.5"), (120, "12"), (-7, "-0.7"), (1_234, "123.4")] {
            assert_eq!(tenths(value), want);
        }
        for (amount, longest, want) in [(0, 9, 0), (1, 1_000_000, 3), (50, 100, 73), (100, 100, 146), (1, 0, 0)] {
            assert_eq!(bar(amount, longest, 146, 3), want, "{amount} of {longest}");
        }
    }
}
