//! A sample for the auditor, drawn by money: each baht has the same chance, so a
//! large contract is drawn for certain and a small one by its weight
//! (monetary-unit sampling). The seed says where the drawing begins; the same
//! seed on the same book draws the same records.

use crate::digest::sha256;
use crate::money::Satang;

/// A sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample<T> {
    /// Records that could have been drawn.
    pub population: usize,
    /// Their money.
    pub total: Satang,
    /// One in so many satang is drawn.
    pub interval: i64,
    /// The first satang drawn, counted from 1.
    pub start: i64,
    /// What was drawn, in the order of the population, each once.
    pub drawn: Vec<Drawn<T>>,
}

/// A record that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn<T> {
    /// The record.
    pub record: T,
    /// Its money.
    pub amount: Satang,
    /// How many of the drawn satang are its own; more than one where it is larger
    /// than the interval.
    pub hits: usize,
}

/// Draws a sample of a size from records and their money. Records without money
/// cannot be drawn.
#[must_use]
pub fn draw<T: Clone>(records: &[(T, Satang)], size: usize, seed: &str) -> Sample<T> {
    let with_money = || records.iter().filter(|(_, amount)| amount.is_positive());
    let total = with_money().map(|(_, amount)| *amount).sum::<Satang>().0;
    let mut sample = Sample {
        population: with_money().count(),
        total: Satang(total),
        interval: 0,
        start: 0,
        drawn: Vec::new(),
    };
    let Ok(size) = i64::try_from(size) else { return sample };
    if size == 0 || total == 0 {
        return sample;
    }
    sample.interval = (total / size).max(1);
    sample.start = 1 + remainder(seed, sample.interval);
    let (mut next, mut before, mut left) = (sample.start, 0, size);
    for (record, amount) in with_money() {
        let end = before + amount.0;
        let mut hits = 0;
        while next <= end && left > 0 {
            hits += 1;
            left -= 1;
            next += sample.interval;
        }
        if hits > 0 {
            sample.drawn.push(Drawn {
                record: record.clone(),
                amount: *amount,
                hits,
            });
        }
        before = end;
    }
    sample
}

/// A number below a bound, made of the seed alone.
fn remainder(seed: &str, bound: i64) -> i64 {
    let digits = sha256(seed.as_bytes());
    // Fifteen hex digits stay well below what an i64 holds.
    i64::from_str_radix(&digits[..15], 16).unwrap_or(0) % bound
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_large_contract_is_always_drawn_and_the_seed_says_which_small_ones() {
        let records: Vec<(usize, Satang)> = (0..100)
            .map(|n| (n, Satang(if n == 50 { 500_000 } else { 1_000 })))
            .collect();
        let first = draw(&records, 10, "สตง. 2570");
        assert_eq!((first.population, first.total), (100, Satang(599_000)));
        assert!(
            first.drawn.iter().any(|one| one.record == 50 && one.hits >= 8),
            "{first:?}"
        );
        assert_eq!(first.drawn.iter().map(|one| one.hits).sum::<usize>(), 10);
        assert_eq!(draw(&records, 10, "สตง. 2570"), first);
        assert!((0..20).any(|seed| draw(&records, 10, &seed.to_string()).drawn != first.drawn));
        assert!(draw(&records, 0, "x").drawn.is_empty());
        assert!(draw::<usize>(&[], 5, "x").drawn.is_empty());
    }

    proptest! {
        #[test]
        fn as_many_satang_are_drawn_as_were_asked_for(
            amounts in proptest::collection::vec(0_i64..10_000_000, 0..60), size in 0_usize..80, seed in "[a-z]{0,6}"
        ) {
            let records: Vec<(usize, Satang)> = amounts.iter().copied().map(Satang).enumerate().collect();
            let sample = draw(&records, size, &seed);
            let total: i64 = amounts.iter().sum();
            let hits: usize = sample.drawn.iter().map(|one| one.hits).sum();
            // Where there are fewer satang than asked for, each can be drawn but once.
            prop_assert!(hits <= size && (total < i64::try_from(size).expect("small") || hits == size || total == 0));
            for one in &sample.drawn {
                prop_assert!(one.amount.is_positive());
                prop_assert_eq!(one.amount, records[one.record].1);
            }
        }
    }
}
