//! Where the money is, as one bar: shares of the whole, no share rounded away
//! and their sum exact.

use std::fmt::Write as _;

use serde::Serialize;

use super::markup::Markup;
use super::strip::percent;
use crate::money::Satang;
use crate::press::escape;

/// What a share of the bar means; the word is also the class of its swatch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Share {
    /// Accounted for.
    Done,
    /// Accounted for in another way: cash, deduction from salary.
    DoneHatched,
    /// In hand, decided by nobody yet.
    Hand,
    /// Waits for somebody's judgement.
    HandHatched,
    /// Late.
    Late,
    /// Reopened by an objection.
    LateHatched,
    /// To act on now.
    Now,
    /// In time.
    Time,
    /// Waiting.
    Wait,
}

impl Share {
    /// Returns the share for a hue's name; waiting for any other word.
    #[must_use]
    pub fn of_hue(hue: &str) -> Share {
        match hue {
            "late" => Share::Late,
            "now" => Share::Now,
            "time" => Share::Time,
            "hand" => Share::Hand,
            "done" => Share::Done,
            _ => Share::Wait,
        }
    }

    /// Returns the classes of the swatch that stands before its words.
    #[must_use]
    pub fn swatch(self) -> &'static str {
        match self {
            Share::Done => "sw done",
            Share::DoneHatched => "sw cash done",
            Share::Hand => "sw hand",
            Share::HandHatched => "sw cash hand",
            Share::Late => "sw late",
            Share::LateHatched => "sw cash late",
            Share::Now => "sw now",
            Share::Time => "sw time",
            Share::Wait => "sw wait",
        }
    }

    fn paint(self) -> &'static str {
        match self {
            Share::Done => "var(--done-fill)",
            Share::DoneHatched => "url(#hatch-done)",
            Share::Hand => "var(--hand-fill)",
            Share::HandHatched => "url(#hatch-hand)",
            Share::Late => "var(--late-fill)",
            Share::LateHatched => "url(#hatch-late)",
            Share::Now => "var(--now-fill)",
            Share::Time => "var(--time-fill)",
            Share::Wait => "var(--wait-fill)",
        }
    }
}

/// Returns where each amount begins and how wide it is, in hundredths of a per
/// cent; the widths add up to the whole.
#[must_use]
pub fn shares(amounts: &[Satang]) -> Vec<(i64, i64)> {
    let amounts: Vec<i128> = amounts.iter().map(|amount| i128::from(amount.0.max(0))).collect();
    let whole: i128 = amounts.iter().sum();
    let mut before: i128 = 0;
    let edge = |sum: i128| {
        if whole == 0 {
            0
        } else {
            i64::try_from((sum * 10_000 + whole / 2) / whole).unwrap_or(10_000)
        }
    };
    amounts
        .iter()
        .map(|amount| {
            let from = edge(before);
            before += amount;
            (from, edge(before) - from)
        })
        .collect()
}

/// Draws a bar of shares; `words` says it to those who do not see it.
#[must_use]
pub fn draw(parts: &[(Satang, Share)], words: &str) -> Markup {
    let mut svg = format!(
        "<svg class=\"chart\" width=\"100%\" height=\"30\" role=\"img\" aria-label=\"{}\"><defs>",
        escape(words)
    );
    for (share, hue) in [
        (Share::DoneHatched, "done"),
        (Share::HandHatched, "hand"),
        (Share::LateHatched, "late"),
    ] {
        if parts
            .iter()
            .any(|(amount, kind)| *kind == share && amount.is_positive())
        {
            let _ = write!(
                svg,
                "<pattern id=\"hatch-{hue}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<rect width=\"6\" height=\"6\" fill=\"var(--{hue}-bg)\"/><rect width=\"3\" height=\"6\" fill=\"var(--{hue}-fill)\"/></pattern>"
            );
        }
    }
    svg.push_str("</defs>");
    let amounts: Vec<Satang> = parts.iter().map(|(amount, _)| *amount).collect();
    for ((from, width), (_, share)) in shares(&amounts).into_iter().zip(parts) {
        if width > 0 {
            let _ = write!(
                svg,
                "<rect x=\"{}\" y=\"1\" width=\"{}\" height=\"28\" fill=\"{}\"/>",
                percent(from),
                percent(width),
                share.paint()
            );
        }
    }
    svg.push_str("</svg>");
    Markup::trusted(svg)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_designs_advance_is_divided_as_drawn() {
        let parts = [Satang(5_230_000), Satang(800_000), Satang(2_470_000)];
        assert_eq!(shares(&parts), [(0, 6153), (6153, 941), (7094, 2906)]);
        assert_eq!(shares(&[Satang(0), Satang(0)]), [(0, 0), (0, 0)]);
        assert_eq!(shares(&[Satang(-5), Satang(7)]), [(0, 0), (0, 10_000)]);
    }

    #[test]
    fn patterns_stand_only_where_they_are_used() {
        let plain = draw(&[(Satang(1), Share::Done), (Satang(0), Share::DoneHatched)], "x");
        assert!(!plain.as_str().contains("<pattern"), "{plain}");
        let hatched = draw(&[(Satang(1), Share::LateHatched)], "x");
        assert!(hatched.as_str().contains("id=\"hatch-late\""), "{hatched}");
    }

    proptest! {
        #[test]
        fn shares_fill_the_bar_exactly(amounts in proptest::collection::vec(0i64..1_000_000_000_000, 1..8)) {
            let shares = shares(&amounts.iter().copied().map(Satang).collect::<Vec<_>>());
            let mut at = 0;
            for (from, width) in &shares {
                prop_assert_eq!(*from, at);
                prop_assert!(*width >= 0);
                at += width;
            }
            prop_assert_eq!(at, if amounts.iter().all(|amount| *amount == 0) { 0 } else { 10_000 });
        }
    }
}
