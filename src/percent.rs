//! Per cents: progress, scores, shares. Whole hundredths, never binary
//! floating point.

use std::fmt;

use crate::money::Satang;

/// Hundredths of a per cent: `60.00` is 6000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub i64);

impl Percent {
    /// All of it.
    pub const WHOLE: Percent = Percent(10_000);

    /// Reads plain digits with at most two decimals, as an amount is read:
    /// `60`, `87.5`, `60.00`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Percent> {
        Satang::parse(text).ok().map(|Satang(hundredths)| Percent(hundredths))
    }

    /// Returns an amount as a share of another, rounded down, so that nothing
    /// short of it reads as the whole.
    #[must_use]
    pub fn share(part: Satang, whole: Satang) -> Percent {
        let hundredths = i128::from(part.0) * i128::from(Percent::WHOLE.0) / i128::from(whole.0.max(1));
        Percent(i64::try_from(hundredths).unwrap_or(i64::MAX))
    }

    /// Prints without needless decimals: `60`, `87.5`.
    #[must_use]
    pub fn short(self) -> String {
        let text = self.to_string();
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// With two decimals, as a record writes it: `60.00`.
impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Satang(self.0).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_read_from_their_digits_and_lose_only_needless_zeros() {
        for (text, want, plain, short) in [
            ("60", 6_000, "60.00", "60"),
            ("100", 10_000, "100.00", "100"),
            ("87.5", 8_750, "87.50", "87.5"),
            ("87.25", 8_725, "87.25", "87.25"),
            ("0", 0, "0.00", "0"),
        ] {
            let read = Percent::parse(text).expect("a percentage");
            assert_eq!(
                (read, read.to_string().as_str(), read.short().as_str()),
                (Percent(want), plain, short)
            );
        }
        for text in ["", "60%", "-1", "6e1", "60.005"] {
            assert_eq!(Percent::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_share_is_rounded_down() {
        for (part, whole, want) in [
            (5, 100, "5.00"),
            (4_999_999, 100_000_000, "4.99"),
            (1, 3, "33.33"),
            (7, 0, "700.00"),
        ] {
            assert_eq!(
                Percent::share(Satang(part), Satang(whole)).to_string(),
                want,
                "{part} of {whole}"
            );
        }
    }
}
