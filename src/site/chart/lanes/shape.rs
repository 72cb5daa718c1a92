//! The shape of a mark, by the hue of its status.

use super::Mark;
use crate::press::escape;
use crate::site::chart::tenths;

/// Draws a mark: the hue's shape, linked to its row below.
pub(super) fn draw(mark: &Mark, x: i64, y: i64, radius: i64) -> String {
    let drawn = match mark.hue {
        "late" => {
            // An equilateral triangle looks as large as the disc of its sum.
            let (half, up, down) = (radius * 113 / 100, radius * 107 / 100, radius * 89 / 100);
            let (left, right) = (tenths(x - half), tenths(x + half));
            format!(
                "<path class=\"dot\" d=\"M{} {}L{right} {}H{left}z\"/>",
                tenths(x),
                tenths(y - up),
                tenths(y + down)
            )
        }
        "hand" => {
            let side = radius * 177 / 100;
            let (left, top) = (tenths(x - side / 2), tenths(y - side / 2));
            format!(
                "<rect class=\"dot\" x=\"{left}\" y=\"{top}\" width=\"{0}\" height=\"{0}\"/>",
                tenths(side)
            )
        }
        hue => {
            let circle = |class: &str, radius: i64| {
                format!(
                    "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
                    tenths(x),
                    tenths(y),
                    tenths(radius)
                )
            };
            match hue {
                "now" => circle("dot", radius) + &circle("pip", (radius * 28 / 100).max(15)),
                "wait" => circle("dot ring", radius),
                _ => circle("dot", radius),
            }
        }
    };
    format!(
        "<a class=\"{}\" href=\"{}\" tabindex=\"-1\"><title>{}</title>{drawn}</a>",
        mark.hue,
        mark.href,
        escape(&mark.title)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Satang;

    fn mark(hue: &'static str, days: i64, baht: i64) -> Mark {
        Mark {
            href: "#x".into(),
            hue,
            title: "<b>".into(),
            days,
            amount: Satang(baht * 100),
        }
    }

    #[test]
    fn every_hue_has_its_own_shape_and_titles_are_escaped() {
        let shapes: Vec<String> = ["late", "now", "time", "hand", "wait"]
            .map(|hue| draw(&mark(hue, 0, 1), 100, 100, 50))
            .into();
        for (at, one) in shapes.iter().enumerate() {
            assert!(one.contains("&lt;b&gt;"), "{one}");
            let bare = |text: &str| text.split_once("</title>").map(|(_, drawn)| drawn.to_owned());
            assert!(shapes[at + 1..].iter().all(|other| bare(other) != bare(one)), "{one}");
        }
    }
}
