//! Money: whole satang, never binary floating point.
//!
//! One baht is a hundred satang. Amounts are read from the digits an officer
//! wrote, added without ever wrapping round and printed with two decimals.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

/// The largest amount a single record may hold: ten million million baht, less
/// a satang.
///
/// It stands far above any advance of an office and far enough below the end of
/// `i64` that nine thousand such records add up.
pub const LARGEST: Satang = Satang(999_999_999_999_999);

/// An amount of money in satang (1/100 baht).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Satang(pub i64);

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotMoney {
    /// Something else than digits, one point and well-placed underscores.
    Shape,
    /// More than two digits after the point.
    Decimals,
    /// Above [`LARGEST`].
    TooLarge,
}

impl Satang {
    /// No money.
    pub const ZERO: Satang = Satang(0);

    /// Reads plain digits: `25000`, `25_000.50`, `0.25`.
    ///
    /// # Errors
    ///
    /// [`NotMoney`] for signs, exponents, commas, more than two decimals, and
    /// amounts above [`LARGEST`].
    pub fn parse(text: &str) -> Result<Satang, NotMoney> {
        Satang::up_to(LARGEST, text)
    }

    /// Reads a sum of many records, which may be above [`LARGEST`].
    ///
    /// # Errors
    ///
    /// As [`Satang::parse`], and above what sums can be.
    pub fn parse_sum(text: &str) -> Result<Satang, NotMoney> {
        Satang::up_to(Satang(i64::MAX), text)
    }

    fn up_to(largest: Satang, text: &str) -> Result<Satang, NotMoney> {
        let (baht, satang) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str| {
            !part.is_empty()
                && part.bytes().all(|b| b.is_ascii_digit() || b == b'_')
                && part.as_bytes()[0] != b'_'
                && part.as_bytes()[part.len() - 1] != b'_'
        };
        if !digits(baht) || !digits(satang) {
            return Err(NotMoney::Shape);
        }
        if satang.len() > 2 {
            return Err(NotMoney::Decimals);
        }
        let mut value: i64 = 0;
        for digit in baht.bytes().filter(u8::is_ascii_digit) {
            value = value * 10 + i64::from(digit - b'0');
            if value > largest.0 / 100 {
                return Err(NotMoney::TooLarge);
            }
        }
        let mut cents: i64 = satang.bytes().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        if satang.len() == 1 {
            cents *= 10;
        }
        (value * 100).checked_add(cents).map(Satang).ok_or(NotMoney::TooLarge)
    }

    /// Returns whether this is more than nothing.
    #[must_use]
    pub fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Returns this amount, or nothing where it is below zero.
    #[must_use]
    pub fn or_nothing(self) -> Satang {
        Satang(self.0.max(0))
    }

    /// Prints with thousands separators: `1,234,567.00`.
    #[must_use]
    pub fn grouped(self) -> String {
        self.in_groups(',')
    }

    /// Prints whole baht with separators, for labels of charts: `790,100`.
    #[must_use]
    pub fn grouped_baht(self) -> String {
        let sign = if self.0 <= -100 { "-" } else { "" };
        format!("{sign}{}", group(&(self.0 / 100).unsigned_abs().to_string(), ','))
    }

    /// Prints as a record writes it: `25_000.00`.
    #[must_use]
    pub fn as_record(self) -> String {
        self.in_groups('_')
    }

    fn in_groups(self, mark: char) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let value = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", group(&(value / 100).to_string(), mark), value % 100)
    }
}

/// Puts `mark` between groups of three digits.
fn group(digits: &str, mark: char) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

impl fmt::Display for Satang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let value = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", value / 100, value % 100)
    }
}

/// Overflow is out of reach: every amount read is at most [`LARGEST`], so nine
/// thousand of the largest records fit; the operators saturate beyond.
impl Add for Satang {
    type Output = Satang;
    fn add(self, other: Satang) -> Satang {
        Satang(self.0.saturating_add(other.0))
    }
}

impl Sub for Satang {
    type Output = Satang;
    fn sub(self, other: Satang) -> Satang {
        Satang(self.0.saturating_sub(other.0))
    }
}

impl AddAssign for Satang {
    fn add_assign(&mut self, other: Satang) {
        *self = *self + other;
    }
}

impl Sum for Satang {
    fn sum<I: Iterator<Item = Satang>>(amounts: I) -> Satang {
        amounts.fold(Satang::ZERO, Add::add)
    }
}

/// Amounts leave the program as text with two decimals; a JSON number would
/// invite the reader's floating point.
impl serde::Serialize for Satang {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_from_their_digits() {
        for (text, want) in [
            ("25000", Ok(Satang(2_500_000))),
            ("25_000.50", Ok(Satang(2_500_050))),
            ("0.25", Ok(Satang(25))),
            ("7.5", Ok(Satang(750))),
            ("100000000.07", Ok(Satang(10_000_000_007))),
            ("1.005", Err(NotMoney::Decimals)),
            ("1e3", Err(NotMoney::Shape)),
            ("-5", Err(NotMoney::Shape)),
            ("25,000", Err(NotMoney::Shape)),
            (".5", Err(NotMoney::Shape)),
            ("5.", Err(NotMoney::Shape)),
            ("9_999_999_999_999.99", Ok(LARGEST)),
            ("10_000_000_000_000", Err(NotMoney::TooLarge)),
            ("99999999999999999999", Err(NotMoney::TooLarge)),
        ] {
            assert_eq!(Satang::parse(text), want, "{text}");
        }
    }

    #[test]
    fn sums_go_beyond_one_amount_and_below_nothing() {
        for (text, want) in [
            ("18000000000000.00", Ok(Satang(1_800_000_000_000_000))),
            ("92233720368547758.07", Ok(Satang(i64::MAX))),
            ("92233720368547758.08", Err(NotMoney::TooLarge)),
            ("92233720368547759", Err(NotMoney::TooLarge)),
            ("999999999999999999999", Err(NotMoney::TooLarge)),
            ("-1", Err(NotMoney::Shape)),
        ] {
            assert_eq!(Satang::parse_sum(text), want, "{text}");
        }
        for (satang, grouped, baht, record) in [
            (-12_345_678, "-123,456.78", "-123,456", "-123_456.78"),
            (-12_300, "-123.00", "-123", "-123.00"),
            (-99, "-0.99", "0", "-0.99"),
            (100_000, "1,000.00", "1,000", "1_000.00"),
        ] {
            let amount = Satang(satang);
            assert_eq!(amount.grouped(), grouped);
            assert_eq!(amount.grouped_baht(), baht);
            assert_eq!(amount.as_record(), record);
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(satang in 0..=LARGEST.0) {
            let amount = Satang(satang);
            prop_assert_eq!(Satang::parse(&amount.to_string()), Ok(amount));
            prop_assert_eq!(Satang::parse(&amount.as_record()), Ok(amount));
            prop_assert_eq!(Satang::parse(&amount.grouped().replace(',', "")), Ok(amount));
        }
    }
}
