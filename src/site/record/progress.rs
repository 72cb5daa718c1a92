//! The bars over a project's progress reports.

use std::fmt::Write as _;

use super::markup::Markup;
use super::speech::Speech;
use crate::percent::Percent;
use crate::press::escape;
use crate::record::project::ProgressReport;

/// Bars over the reports, one column each, in the numbers of an SVG of 640.
pub(super) fn chart(voice: &Speech<'_>, reports: &[&ProgressReport]) -> Markup {
    /// Height of a full bar.
    const FULL: i64 = 70;
    /// Width of the picture without its margins.
    const WIDTH: i64 = 624;
    let columns = i64::try_from(reports.len()).unwrap_or(1).max(1);
    let pitch = WIDTH / columns;
    let width = (pitch - pitch / 6).clamp(6, 88);
    let said: Vec<String> = reports
        .iter()
        .map(|one| format!("{}%", one.percent.value.short()))
        .collect();
    let mut svg = format!(
        "<svg class=\"chart prog6\" viewBox=\"0 0 640 118\" role=\"img\" aria-label=\"{}\">",
        escape(&voice.fill("project.chart", &[("list", &said.join(", "))]))
    );
    for (at, one) in (0i64..).zip(reports) {
        let x = 8 + at * pitch;
        let percent = one.percent.value.clamp(Percent(0), Percent::WHOLE);
        // Tenths of a unit, so that 87 % is not drawn as 86.
        let tall = (percent.0 * FULL * 10 + Percent::WHOLE.0 / 2) / Percent::WHOLE.0;
        let top = (18 + FULL) * 10 - tall;
        let centre = x + width / 2;
        let label_y = if tall >= 220 { top / 10 + 18 } else { top / 10 - 4 };
        let on = if tall >= 220 { " class=\"on\"" } else { "" };
        let _ = write!(
            svg,
            "<rect x=\"{x}\" y=\"18\" width=\"{width}\" height=\"{FULL}\" fill=\"#eee\"/>\
<rect x=\"{x}\" y=\"{}.{}\" width=\"{width}\" height=\"{}.{}\" fill=\"#0c4a41\"/>",
            top / 10,
            top % 10,
            tall / 10,
            tall % 10
        );
        if columns <= 12 {
            let _ = write!(
                svg,
                "<text x=\"{centre}\" y=\"{label_y}\" font-size=\"15\" font-weight=\"600\" text-anchor=\"middle\"{on}>{}%</text>",
                percent.short()
            );
        }
        if columns <= 7 {
            let _ = write!(
                svg,
                "<text x=\"{centre}\" y=\"108\" font-size=\"13.5\" text-anchor=\"middle\">{}</text>",
                escape(&voice.medium_text(one.date.value))
            );
        }
    }
    svg.push_str("</svg>");
    Markup::trusted(svg)
}
