//! The strip: where a due date lies between the event it counts from and
//! today. Left of the due line is in time, right of it is late.
//!
//! Geometry is whole hundredths of a per cent, so that the same days give the
//! same bytes everywhere. Each label has a row of its own: they cannot collide
//! however near the days lie.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::markup::Markup;
use crate::day::between;
use crate::press::escape;

/// The whole width.
const WHOLE: i64 = 10_000;

/// Nearer to the start than this, a mark stands over the start's label on a
/// telephone.
const CLOSE: i64 = 5_000;

/// A day on the strip and what is written at it.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The day.
    pub day: NaiveDate,
    /// Its label.
    pub label: String,
}

/// What a strip shows.
#[derive(Clone, Debug)]
pub struct Strip {
    /// The whole picture in words, for those who do not see it.
    pub words: String,
    /// The event counted from.
    pub start: Mark,
    /// The last day of the period as counted, where closed days moved it.
    pub counted: Option<NaiveDate>,
    /// The day due by the rule, where an extension replaced it.
    pub by_rule: Option<NaiveDate>,
    /// The due date in force.
    pub due: Mark,
    /// The working day by which the office must act, where it is not `due`.
    pub act_by: Option<NaiveDate>,
    /// Today, or the day on which everything was settled.
    pub end: Mark,
    /// Whether `end` is a settlement.
    pub settled: bool,
}

impl Strip {
    fn first(&self) -> NaiveDate {
        self.start.day.min(self.end.day)
    }

    /// Where a day stands, in hundredths of a per cent of the width.
    fn at(&self, day: NaiveDate) -> i64 {
        let whole = between(self.first(), self.due.day.max(self.end.day).max(self.start.day));
        if whole <= 0 {
            return WHOLE;
        }
        (between(self.first(), day) * WHOLE / whole).clamp(0, WHOLE)
    }

    /// Draws the strip.
    #[must_use]
    pub fn draw(&self) -> Markup {
        let (start, due, end) = (self.at(self.start.day), self.at(self.due.day), self.at(self.end.day));
        let mut svg = format!(
            "<svg class=\"chart strip\" width=\"100%\" height=\"104\" role=\"img\" aria-label=\"{}\">{MOVED}",
            escape(&self.words)
        );
        bar(&mut svg, "bar-bg", start, due);
        bar(&mut svg, "in-time", start, due.min(end));
        if let Some(counted) = self.counted {
            // The closed days passed, hatched over the bar.
            let counted = self.at(counted);
            bar(&mut svg, "moved", counted.min(due), counted.max(due));
        }
        if let Some(by_rule) = self.by_rule {
            let by_rule = self.at(by_rule).min(due);
            bar(&mut svg, "by-hand-left", by_rule, due);
            bar(&mut svg, "by-hand", by_rule, due.min(end));
        }
        if end > due {
            bar(&mut svg, "a2", due, end);
        }
        if let Some(act_by) = self.act_by {
            line(&mut svg, "act-by", self.at(act_by), 28, 56);
        }
        line(&mut svg, "today", due, 26, 52);
        // A line that comes down near the start would cut through its label, so
        // the label of the nearer mark stands in the nearer row.
        let (start_row, end_row) = if end - start < CLOSE { (98, 72) } else { (72, 98) };
        line(
            &mut svg,
            if self.settled { "settled" } else { "today" },
            end,
            32,
            end_row - 16,
        );
        text(&mut svg, due, 18, "600", &self.due.label);
        text(&mut svg, start, start_row, "400", &self.start.label);
        text(&mut svg, end, end_row, "600", &self.end.label);
        svg.push_str("</svg>");
        Markup::trusted(svg)
    }
}

/// The pattern of closed days: lines over whatever lies below.
const MOVED: &str = "<defs><pattern id=\"moved\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
patternTransform=\"rotate(45)\"><rect width=\"2\" height=\"5\" fill=\"var(--ink)\"/></pattern></defs>";

fn bar(svg: &mut String, kind: &str, from: i64, to: i64) {
    let paint = match kind {
        "in-time" => "fill=\"var(--time-fill)\"".to_owned(),
        "by-hand" => "fill=\"var(--hand-fill)\"".to_owned(),
        "by-hand-left" => "fill=\"var(--hand-bg)\" stroke=\"var(--hand-fill)\"".to_owned(),
        "moved" => "fill=\"url(#moved)\"".to_owned(),
        class => format!("class=\"{class}\""),
    };
    if to > from {
        let _ = write!(
            svg,
            "<rect {paint} x=\"{}\" y=\"34\" width=\"{}\" height=\"16\"/>",
            percent(from),
            percent(to - from)
        );
    }
}

fn line(svg: &mut String, kind: &str, at: i64, from: i64, to: i64) {
    let paint = match kind {
        "act-by" => "class=\"today\" stroke-dasharray=\"3 3\"",
        "settled" => "stroke=\"var(--done-fill)\" stroke-width=\"3\"",
        _ => "class=\"today\"",
    };
    let at = percent(at);
    let _ = write!(svg, "<line {paint} x1=\"{at}\" x2=\"{at}\" y1=\"{from}\" y2=\"{to}\"/>");
}

/// Writes a label that stays inside: it grows away from the nearer edge, which
/// holds down to a telephone's width.
fn text(svg: &mut String, at: i64, y: i64, weight: &str, label: &str) {
    let (anchor, second) = (
        match at {
            ..2_600 => "start",
            7_401.. => "end",
            _ => "middle",
        },
        if weight == "600" { "" } else { " class=\"t2\"" },
    );
    let _ = write!(
        svg,
        "<text{second} x=\"{}\" y=\"{y}\" font-size=\"15\" font-weight=\"{weight}\" text-anchor=\"{anchor}\">{}</text>",
        percent(at),
        escape(label)
    );
}

/// Prints hundredths of a per cent: `71.43%`.
#[must_use]
pub fn percent(hundredths: i64) -> String {
    match hundredths % 100 {
        0 => format!("{}%", hundredths / 100),
        rest => format!("{}.{rest:02}%", hundredths / 100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(day: &str, label: &str) -> Mark {
        Mark {
            day: day.parse().expect("a literal date"),
            label: label.to_owned(),
        }
    }

    fn strip(start: &str, due: &str, end: &str) -> Strip {
        Strip {
            words: "ภาพ \"หนึ่ง\"".into(),
            start: mark(start, "รับเงิน"),
            counted: None,
            by_rule: None,
            due: mark(due, "ครบกำหนด"),
            act_by: None,
            end: mark(end, "วันนี้"),
            settled: false,
        }
    }

    #[test]
    fn a_late_advance_stands_as_the_design_draws_it() {
        let drawn = strip("2023-08-16", "2023-09-15", "2023-09-27").draw();
        for part in [
            "<rect fill=\"var(--time-fill)\" x=\"0%\" y=\"34\" width=\"71.42%\"",
            "<rect class=\"a2\" x=\"71.42%\" y=\"34\" width=\"28.58%\"",
            "x1=\"71.42%\" x2=\"71.42%\" y1=\"26\"",
            "x1=\"100%\" x2=\"100%\" y1=\"32\"",
            "aria-label=\"ภาพ &quot;หนึ่ง&quot;\"",
        ] {
            assert!(drawn.as_str().contains(part), "{part} in {drawn}");
        }
    }

    #[test]
    fn what_is_still_to_come_is_not_late() {
        let drawn = strip("2023-09-14", "2023-09-29", "2023-09-27").draw();
        assert!(drawn.as_str().contains("width=\"86.66%\""), "{drawn}");
        assert!(!drawn.as_str().contains("class=\"a2\""), "{drawn}");
    }

    #[test]
    fn no_line_cuts_through_the_label_of_the_start() {
        let near = strip("2026-11-18", "2026-12-03", "2026-11-20").draw();
        assert!(near.as_str().contains("y1=\"32\" y2=\"56\""), "{near}");
        assert!(
            near.as_str().contains("y=\"98\" font-size=\"15\" font-weight=\"400\""),
            "{near}"
        );
        let far = strip("2026-11-18", "2026-12-03", "2026-12-01").draw();
        assert!(far.as_str().contains("y1=\"32\" y2=\"82\""), "{far}");
    }

    #[test]
    fn every_order_of_days_stays_inside() {
        let days = ["2023-01-01", "2023-01-02", "2023-06-30", "2026-12-31"];
        for start in days {
            for due in days {
                for end in days {
                    let strip = strip(start, due, end);
                    for day in days {
                        assert!(
                            (0..=WHOLE).contains(&strip.at(day.parse().expect("ISO"))),
                            "{start} {due} {end} {day}"
                        );
                    }
                    assert!(!strip.draw().as_str().contains("=\"-"), "{start} {due} {end}");
                }
            }
        }
    }

    #[test]
    fn moved_extended_and_settled_are_drawn() {
        let mut strip = strip("2026-03-14", "2026-05-15", "2026-05-01");
        strip.counted = Some("2026-05-10".parse().expect("ISO"));
        strip.by_rule = Some("2026-04-16".parse().expect("ISO"));
        strip.act_by = Some("2026-05-14".parse().expect("ISO"));
        strip.settled = true;
        let drawn = strip.draw();
        for part in [
            "url(#moved)",
            "var(--hand-fill)",
            "stroke-dasharray",
            "var(--done-fill)",
        ] {
            assert!(drawn.as_str().contains(part), "{part}");
        }
    }
}
