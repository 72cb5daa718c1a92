//! Sums by age: bars side by side on screens and paper, one below the other
//! on phones.

use super::{Canvas, bar};
use crate::money::Satang;
use crate::press::escape;

/// A bar.
#[derive(Clone, Debug)]
pub(in crate::site) struct Bar {
    /// What it stands for.
    pub label: String,
    /// How many records.
    pub count: String,
    /// How much.
    pub amount: Satang,
    /// Class of its colour.
    pub class: &'static str,
}

/// Draws the bars wide and narrow; `id` tells drawings of a page apart.
#[must_use]
pub(in crate::site) fn draw(id: &str, title: &str, bars: &[Bar]) -> [String; 2] {
    let longest = bars.iter().map(|bar| bar.amount.0).max().unwrap_or(0);
    [wide(id, title, bars, longest), narrow(bars, longest)]
}

fn wide(id: &str, title: &str, bars: &[Bar], longest: i64) -> String {
    let head = format!("role=\"img\" aria-labelledby=\"{id}-t {id}-d\"");
    let mut svg = Canvas::new("chart wide", 1040, 232, &head);
    svg.raw(&format!("<title id=\"{id}-t\">{}</title>", escape(title)));
    let said: Vec<String> = bars
        .iter()
        .map(|bar| format!("{} {} ({})", bar.label, bar.amount.grouped_baht(), bar.count))
        .collect();
    svg.raw(&format!("<desc id=\"{id}-d\">{}</desc>", escape(&said.join(", "))));
    let slot = 1_040 / i64::try_from(bars.len()).unwrap_or(1).max(1);
    let width = (slot * 5 / 8).min(92);
    for (at, one) in (0_i64..).zip(bars) {
        let left = at * slot + (slot - width) / 2;
        let middle = (at * slot * 2 + slot) * 5;
        let height = bar(one.amount.0, longest, 140, 3);
        let top = 172 - height;
        let (tone, number) = if height > 0 {
            svg.raw(&format!(
                "<rect class=\"{}\" stroke-width=\"1.5\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"2\"/>",
                one.class
            ));
            ("font-weight=\"600\" ", one.amount.grouped_baht())
        } else {
            ("class=\"t3\" ", "0".to_owned())
        };
        let style = format!("{tone}font-size=\"16\" text-anchor=\"middle\"");
        svg.text((middle, (top - 9) * 10), &style, &number);
        svg.text((middle, 1_960), "font-size=\"15.5\" text-anchor=\"middle\"", &one.label);
        svg.text(
            (middle, 2_190),
            "class=\"t2\" font-size=\"15\" text-anchor=\"middle\"",
            &one.count,
        );
    }
    svg.raw("<path class=\"ax\" d=\"M0 172.5H1040\"/>");
    svg.close()
}

/// The wide drawing has the words for screen readers.
fn narrow(bars: &[Bar], longest: i64) -> String {
    let height = i64::try_from(bars.len()).unwrap_or(0) * 34 + 4;
    let mut svg = Canvas::new("chart narrow", 343, height, "aria-hidden=\"true\"");
    for (at, one) in (0_i64..).zip(bars) {
        let line = 20 + at * 34;
        svg.text((0, line * 10), "font-size=\"14.5\"", &one.label);
        let length = bar(one.amount.0, longest, 142, 3);
        if length > 0 {
            let top = line - 16;
            svg.raw(&format!(
                "<rect class=\"{}\" stroke-width=\"1.5\" x=\"118\" y=\"{top}\" width=\"{length}\" height=\"22\" rx=\"2\"/>",
                one.class
            ));
            let style = "font-size=\"14.5\" font-weight=\"600\"";
            svg.text(((126 + length) * 10, line * 10), style, &one.amount.grouped_baht());
        } else {
            svg.text((1_260, line * 10), "class=\"t3\" font-size=\"14.5\"", "0");
        }
    }
    svg.close()
}
