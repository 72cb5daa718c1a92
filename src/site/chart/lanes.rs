//! The Today line of an agency: one mark an entry, its area the amount.
//!
//! Shapes say what colours say: ▲ late, ◉ act now, ● in time, ■ a person
//! decided, ○ waiting. The table below has the same entries with all words,
//! so the drawing is hidden from screen readers and out of the tab order.

mod shape;

use super::{Canvas, tenths};
use crate::money::Satang;
use crate::site::voice::Voice;
use chrono::NaiveDate;

/// Days shown left and right of today; marks beyond stand at the edge.
const REACH: i64 = 45;

/// One entry.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The way to its row in the tables.
    pub href: String,
    /// Its hue, which also chooses the shape.
    pub hue: &'static str,
    /// Number, status and amount.
    pub title: String,
    /// Days from today, negative when past.
    pub days: i64,
    /// The amount, for the area.
    pub amount: Satang,
}

/// One row of marks.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Its name.
    pub name: String,
    /// Its marks.
    pub marks: Vec<Mark>,
}

/// Measures of a drawing, in units; `today`, `reach` and radii in tenths.
struct Plan {
    class: &'static str,
    width: i64,
    left: i64,
    today: i64,
    reach: i64,
    right: i64,
    lane: i64,
    least: i64,
    most: i64,
    font: i64,
    labels: bool,
}

const WIDE: Plan = Plan {
    class: "chart wide",
    width: 1040,
    left: 190,
    today: 6070,
    reach: 4170,
    right: 1024,
    lane: 84,
    least: 50,
    most: 160,
    font: 15,
    labels: true,
};
const NARROW: Plan = Plan {
    class: "chart narrow",
    width: 343,
    left: 0,
    today: 1685,
    reach: 1685,
    right: 337,
    lane: 74,
    least: 40,
    most: 110,
    font: 14,
    labels: false,
};

/// Draws the lanes for wide screens and paper, and for phones.
#[must_use]
pub fn draw(voice: &Voice<'_>, lanes: &[Lane], today: NaiveDate) -> [String; 2] {
    [WIDE, NARROW].map(|plan| plan.draw(voice, lanes, today))
}

impl Plan {
    fn draw(&self, voice: &Voice<'_>, lanes: &[Lane], today: NaiveDate) -> String {
        let count = i64::try_from(lanes.len()).unwrap_or(0);
        let bottom = 44 + count * self.lane;
        let mut svg = Canvas::new(self.class, self.width, bottom + 30, "aria-hidden=\"true\"");
        self.frame(&mut svg, voice, bottom);
        let largest = lanes
            .iter()
            .flat_map(|lane| &lane.marks)
            .map(|mark| mark.amount.0)
            .max()
            .unwrap_or(0);
        for (at, lane) in (0_i64..).zip(lanes) {
            let top = 44 + at * self.lane;
            svg.raw(&format!(
                "<path class=\"grid\" d=\"M0 {}H{}\"/>",
                top + self.lane,
                self.width
            ));
            let (y, font) = if self.labels {
                (top + self.lane / 2 + 5, self.font)
            } else {
                (top + 16, self.font)
            };
            let style = format!("font-size=\"{font}\" font-weight=\"600\"");
            svg.text((if self.labels { 0 } else { 40 }, y * 10), &style, &lane.name);
            self.marks(&mut svg, lane, top, largest);
        }
        svg.raw(&format!(
            "<path class=\"today\" d=\"M{} 30V{bottom}\"/>",
            tenths(self.today)
        ));
        let pill = format!(
            "<rect class=\"pill\" x=\"{}\" y=\"0\" width=\"116\" height=\"29\" rx=\"6\"/>",
            tenths(self.today - 580)
        );
        svg.raw(&pill);
        let style = format!(
            "class=\"pill-t\" font-size=\"{}\" font-weight=\"600\" text-anchor=\"middle\"",
            self.font
        );
        svg.text(
            (self.today, 200),
            &style,
            &voice.fill("line.today", &[("day", &voice.day_month(today))]),
        );
        svg.close()
    }

    fn frame(&self, svg: &mut Canvas, voice: &Voice<'_>, bottom: i64) {
        let zone = self.today / 10 - self.left;
        svg.raw(&format!(
            "<rect class=\"late-zone\" x=\"{}\" y=\"36\" width=\"{zone}\" height=\"{}\"/>",
            self.left,
            bottom - 36
        ));
        for days in [-REACH, -30, -15, 15, 30, REACH] {
            // On a phone the edge's words need the room of the second mark.
            if days.abs() == 30 && !self.labels {
                continue;
            }
            let x = self.at(days);
            svg.raw(&format!("<path class=\"grid\" d=\"M{} 36V{bottom}\"/>", tenths(x)));
            let (anchor, words) = match (days, days.abs() == REACH) {
                (..0, true) => ("start", voice.say("line.beyond").to_owned()),
                (_, true) => ("end", voice.say("line.beyond").to_owned()),
                (..0, false) => ("middle", format!("−{}", -days)),
                (_, false) => ("middle", format!("+{days}")),
            };
            let style = format!("class=\"t3\" font-size=\"13\" text-anchor=\"{anchor}\"");
            svg.text((x, (bottom + 20) * 10), &style, &words);
        }
        let style = format!("class=\"t2\" font-size=\"{}\"", self.font);
        svg.text(
            ((self.left + if self.labels { 6 } else { 0 }) * 10, 220),
            &style,
            voice.say("line.late-short"),
        );
        svg.text(
            (self.right * 10, 220),
            &format!("{style} text-anchor=\"end\""),
            voice.say("line.coming"),
        );
    }

    /// Where a day stands, in tenths.
    fn at(&self, days: i64) -> i64 {
        self.today + days.clamp(-REACH, REACH) * self.reach / REACH
    }

    /// Places marks so that they do not cover each other: the largest first in
    /// the middle of the lane, later ones above or below by turns.
    fn marks(&self, svg: &mut Canvas, lane: &Lane, top: i64, largest: i64) {
        let mut marks: Vec<&Mark> = lane.marks.iter().collect();
        marks.sort_by(|a, b| {
            b.amount
                .cmp(&a.amount)
                .then(a.days.cmp(&b.days))
                .then(a.href.cmp(&b.href))
        });
        let middle = if self.labels {
            top * 10 + self.lane * 5
        } else {
            top * 10 + self.lane * 6
        };
        let room = self.lane * 5 - 60;
        let mut placed: Vec<(i64, i64, i64)> = Vec::new();
        let mut labels: Vec<(i64, i64)> = Vec::new();
        for mark in marks {
            let radius = self.radius(mark.amount.0, largest);
            let (lowest, highest) = (self.left * 10 + radius, self.right * 10 - radius);
            let x = self.at(mark.days).clamp(lowest, highest.max(lowest));
            let free = |y: i64| {
                placed.iter().all(|(px, py, pr)| {
                    let (dx, dy, gap) = (px - x, py - y, pr + radius + 10);
                    dx * dx + dy * dy >= gap * gap
                })
            };
            let steps = (0..).map(|step: i64| if step % 2 == 0 { -step / 2 } else { step / 2 + 1 } * 60);
            let y = steps
                .take_while(|shift| shift.abs() + radius <= room.max(radius))
                .map(|shift| middle + shift)
                .find(|y| free(*y))
                .unwrap_or(middle);
            placed.push((x, y, radius));
            svg.raw(&shape::draw(mark, x, y, radius));
            if self.labels
                && mark.hue == "late"
                && labels
                    .iter()
                    .all(|(lx, ly)| (lx - x).abs() > 620 || (ly - y).abs() > 160)
            {
                let amount = mark.amount.grouped_baht();
                svg.text(
                    (self.beside_today(x, &amount), y - radius - 50),
                    "font-size=\"14\" text-anchor=\"middle\"",
                    &amount,
                );
                labels.push((x, y));
            }
        }
    }

    /// Where the middle of a late mark's amount stands: inside the drawing, and
    /// not across the line of today. A digit is 7.8 units wide.
    fn beside_today(&self, x: i64, amount: &str) -> i64 {
        let half = i64::try_from(amount.len()).unwrap_or(0) * 39;
        let (lowest, highest) = (self.left * 10 + half + 20, self.today - half - 40);
        x.min(highest).max(lowest)
    }

    /// The area is the amount, so the radius is its square root.
    fn radius(&self, amount: i64, largest: i64) -> i64 {
        if largest <= 0 {
            return self.least;
        }
        let scaled = i128::from(amount.max(0)) * i128::from(self.most) * i128::from(self.most) / i128::from(largest);
        i64::try_from(scaled).unwrap_or(0).isqrt().clamp(self.least, self.most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_in_the_middle_and_the_far_stands_at_the_edge() {
        for (days, want) in [
            (0, 6070),
            (15, 7460),
            (45, 10_240),
            (400, 10_240),
            (-45, 1900),
            (-9, 5236),
        ] {
            assert_eq!(WIDE.at(days), want, "{days} days");
        }
    }

    #[test]
    fn an_amount_stays_left_of_today_and_inside() {
        for (x, want) in [(1_900, 2_154), (4_000, 4_000), (6_030, 5_796)] {
            assert_eq!(WIDE.beside_today(x, "10,250"), want, "{x}");
        }
    }

    #[test]
    fn the_area_is_the_amount() {
        assert_eq!(WIDE.radius(100, 400), 80, "a quarter of the sum, half the radius");
        assert_eq!(WIDE.radius(0, 400), WIDE.least);
    }
}
