//! The Today line in numbers: outstanding money by its distance from today.

use chrono::NaiveDate;

use crate::book::register::Sum;
use crate::book::{Entry, State};
use crate::day::between;

/// The bars from left to right: name among the words, class of the bar, and
/// its first and last day, negative when past.
pub const BARS: [(&str, &str, i64, i64); 8] = [
    ("over-60", "a4", i64::MIN, -61),
    ("31-60", "a3", -60, -31),
    ("16-30", "a2", -30, -16),
    ("1-15", "a1", -15, -1),
    ("0-7", "f1", 0, 7),
    ("8-15", "f2", 8, 15),
    ("16-30", "f3", 16, 30),
    ("over-30", "f4", 31, i64::MAX),
];

/// How many bars lie left of today.
pub const LATE_BARS: usize = 4;

/// Outstanding advances by distance from today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// One sum a bar, in the order of [`BARS`].
    pub bars: [Sum; BARS.len()],
    /// Those without a due date yet.
    pub undated: Sum,
}

impl Spread {
    /// Spreads the outstanding advances among the entries.
    pub fn of<'e, 'b: 'e>(entries: impl IntoIterator<Item = &'e Entry<'b>>, today: NaiveDate) -> Spread {
        let mut spread = Spread::default();
        for entry in entries {
            let open = matches!(entry.state(), State::Outstanding | State::Overdue);
            if !matches!(entry, Entry::Advance(..)) || !open || !entry.open_amount().is_positive() {
                continue;
            }
            let Some(due) = entry.due() else {
                spread.undated.add(entry.open_amount());
                continue;
            };
            let left = between(today, due.effective);
            if let Some(bar) = BARS.iter().position(|(_, _, from, to)| (*from..=*to).contains(&left)) {
                spread.bars[bar].add(entry.open_amount());
            }
        }
        spread
    }

    /// Returns the longest bar.
    #[must_use]
    pub fn longest(&self) -> i64 {
        self.bars.iter().map(|bar| bar.amount.0).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::BARS;

    #[test]
    fn every_day_has_exactly_one_bar() {
        for (day, want) in [
            (-400, 0),
            (-61, 0),
            (-60, 1),
            (-31, 1),
            (-30, 2),
            (-15, 3),
            (-1, 3),
            (0, 4),
            (7, 4),
            (8, 5),
            (30, 6),
            (31, 7),
        ] {
            let bars: Vec<usize> = (0..BARS.len())
                .filter(|bar| (BARS[*bar].2..=BARS[*bar].3).contains(&day))
                .collect();
            assert_eq!(bars, [want], "day {day}");
        }
    }
}
