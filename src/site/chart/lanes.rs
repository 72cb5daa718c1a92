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

    /// Draws the marks of a lane, then the amounts of the late ones where there
    /// is room: a mark without its amount has its title and its row below.
    fn marks(&self, svg: &mut Canvas, lane: &Lane, top: i64, largest: i64) {
        let placed = self.places(lane, top, largest);
        for (mark, x, y, radius) in &placed {
            svg.raw(&shape::draw(mark, *x, *y, *radius));
        }
        let discs: Vec<Disc> = placed.iter().map(|(_, x, y, radius)| (*x, *y, *radius)).collect();
        let mut labels: Vec<Label> = Vec::new();
        for (mark, x, y, radius) in &placed {
            if !self.labels || mark.hue != "late" {
                continue;
            }
            let amount = mark.amount.grouped_baht();
            let x = self.beside_today(*x, &amount);
            let half = half_width(&amount);
            let free = |label: &Label| {
                let inside = label.top >= top * 10 - 60 && label.bottom <= (top + self.lane) * 10;
                inside && discs.iter().all(|disc| label.clears(disc)) && labels.iter().all(|other| label.apart(other))
            };
            let above = Label::on(x, y - radius - 50, half);
            let below = Label::on(x, y + radius + 140, half);
            let Some(label) = [above, below].into_iter().find(free) else {
                continue;
            };
            let style = "font-size=\"14\" text-anchor=\"middle\"";
            svg.text((x, label.bottom - UNDER), style, &amount);
            labels.push(label);
        }
    }

    /// Places marks so that they do not cover each other: the largest first in
    /// the middle of the lane, later ones above or below by turns, and beside
    /// their day where the lane is full.
    fn places<'m>(&self, lane: &'m Lane, top: i64, largest: i64) -> Vec<(&'m Mark, i64, i64, i64)> {
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
        let mut placed: Vec<(&Mark, i64, i64, i64)> = Vec::new();
        for mark in marks {
            let radius = self.radius(mark.amount.0, largest);
            let (lowest, highest) = (self.left * 10 + radius, self.right * 10 - radius);
            let day = self.at(mark.days).clamp(lowest, highest.max(lowest));
            let free = |x: i64, y: i64| {
                placed.iter().all(|(_, px, py, pr)| {
                    let (dx, dy, gap) = (px - x, py - y, pr + radius + 10);
                    dx * dx + dy * dy >= gap * gap
                })
            };
            let heights: Vec<i64> = by_turns(60)
                .take_while(|shift| shift.abs() + radius <= room.max(radius))
                .map(|shift| middle + shift)
                .collect();
            let (x, y) = by_turns(30)
                .take(ASIDE)
                .map(|shift| day + shift)
                .filter(|x| (lowest..=highest.max(lowest)).contains(x))
                .find_map(|x| heights.iter().find(|y| free(x, **y)).map(|y| (x, *y)))
                .unwrap_or((day, middle));
            placed.push((mark, x, y, radius));
        }
        placed
    }

    /// Where the middle of a late mark's amount stands: inside the drawing, and
    /// not across the line of today.
    fn beside_today(&self, x: i64, amount: &str) -> i64 {
        let half = half_width(amount);
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

/// A mark on the drawing: its middle and its radius, in tenths.
type Disc = (i64, i64, i64);

/// How far digits reach above and below their line, in tenths.
const OVER: i64 = 110;
const UNDER: i64 = 20;

/// How many places beside its day a mark tries where its lane is full.
const ASIDE: usize = 160;

/// The room of an amount.
struct Label {
    left: i64,
    right: i64,
    top: i64,
    bottom: i64,
}

impl Label {
    /// An amount around a middle, standing on a line.
    fn on(x: i64, line: i64, half: i64) -> Label {
        Label {
            left: x - half,
            right: x + half,
            top: line - OVER,
            bottom: line + UNDER,
        }
    }

    /// Whether a mark leaves it alone. A triangle is a tenth wider than its disc.
    fn clears(&self, (x, y, radius): &Disc) -> bool {
        let (dx, dy) = (
            x - (*x).clamp(self.left, self.right),
            y - (*y).clamp(self.top, self.bottom),
        );
        let gap = radius * 11 / 10 + 5;
        dx * dx + dy * dy >= gap * gap
    }

    fn apart(&self, other: &Label) -> bool {
        self.left - 20 > other.right
            || other.left - 20 > self.right
            || self.top > other.bottom
            || other.top > self.bottom
    }
}

/// Half the room of an amount: a digit is 7.8 units wide.
fn half_width(amount: &str) -> i64 {
    i64::try_from(amount.len()).unwrap_or(0) * 39
}

/// 0, then a step to one side and to the other, and so on outwards.
fn by_turns(step: i64) -> impl Iterator<Item = i64> {
    (0..).map(move |n: i64| if n % 2 == 0 { -n / 2 } else { n / 2 + 1 } * step)
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

    #[test]
    fn nothing_on_a_lane_covers_anything_else() {
        let press = crate::press::Press::new(&std::collections::BTreeMap::new()).expect("the built-in texts");
        let voice = Voice::new(crate::text::Lang::Th, press.words(crate::text::Lang::Th));
        let mark = |n: i64, days: i64, baht: i64| Mark {
            href: format!("#{n}"),
            hue: if days < 0 { "late" } else { "time" },
            title: String::new(),
            days,
            amount: Satang(baht * 100),
        };
        let crowd = (0..40).map(|n| mark(n, -3 - n % 2, 900 + n * 1_000));
        let far = (40..50).map(|n| mark(n, -400, 36_900));
        let lane = Lane {
            name: "x".into(),
            marks: crowd.chain(far).collect(),
        };
        for plan in [WIDE, NARROW] {
            let placed = plan.places(&lane, 44, 39_900 * 100);
            for (at, (_, x, y, radius)) in placed.iter().enumerate() {
                for (_, px, py, other) in &placed[at + 1..] {
                    let (dx, dy, gap) = (px - x, py - y, radius + other);
                    assert!(dx * dx + dy * dy >= gap * gap, "{x},{y} and {px},{py}");
                }
            }
        }
        let label = Label::on(1_000, 1_000, 200);
        assert!(!label.clears(&(1_150, 950, 50)), "a mark behind the digits");
        assert!(label.clears(&(1_300, 950, 80)), "a mark beside them");
        let alone = Lane {
            name: "x".into(),
            marks: vec![mark(0, -3, 36_900)],
        };
        let [wide, _] = draw(&voice, &[alone], NaiveDate::MIN);
        assert!(wide.contains(">36,900<"), "where there is room, the amount stands");
    }
}
