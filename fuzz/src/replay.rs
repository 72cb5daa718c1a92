//! The targets without libFuzzer, on a stable toolchain: every seed, and each
//! seed changed in many ways that are the same on every run.

use crate::{TARGETS, ready, seeds};

/// Inputs made of the seeds of one target.
const MADE: usize = 3_000;

/// Seconds that a target may take over its inputs.
const MOST_SECONDS: u64 = 8;

/// A row of numbers that is the same everywhere (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit.max(1) as u64)).expect("a small number")
    }
}

/// What files break on.
const PIECES: [&[u8]; 22] = [
    b"\n",
    b"\r\n",
    b"\0",
    b"\"",
    b"\"\"\"",
    b"'''",
    b"[",
    b"[[",
    b"]]",
    b"{",
    b"}",
    b"=",
    b"#",
    b".",
    b"-",
    b"9999999999999999999",
    b"0000-00-00",
    b"\xff\xfe",
    b"\xf0\x9f\x92\xb8",
    "ก".as_bytes(),
    "๙".as_bytes(),
    b"\xef\xbb\xbf",
];

/// Changes an input in a few places: bytes turned, taken out, put in, doubled,
/// or taken over from another input.
fn changed(dice: &mut Dice, input: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + 1 + dice.below(16)).min(bytes.len());
        match dice.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 => drop(bytes.drain(at..end)),
            2 => bytes.truncate(at),
            3 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            4 => {
                let from = dice.below(other.len() + 1);
                let piece = other[from..(from + dice.below(64)).min(other.len())].to_vec();
                bytes.splice(at..end, piece);
            }
            _ => {
                let piece = PIECES[dice.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
    bytes
}

#[test]
fn every_target_holds_over_its_seeds_and_what_is_made_of_them() {
    ready();
    let mut broken = Vec::new();
    for (name, target) in TARGETS {
        let seeds = seeds::of(name);
        assert!(!seeds.is_empty(), "{name} has no seed");
        let begun = std::time::Instant::now();
        let mut dice = Dice(0x1995_2538_0000_0001);
        let made = (0..MADE).map(|_| {
            let seed = &seeds[dice.below(seeds.len())];
            let other = &seeds[dice.below(seeds.len())];
            changed(&mut dice, seed, other)
        });
        let mut count = 0;
        for input in seeds.iter().cloned().chain(made) {
            if count >= seeds.len() && begun.elapsed().as_secs() >= MOST_SECONDS {
                break;
            }
            let outcome = std::panic::catch_unwind(|| target(&input));
            if outcome.is_err() {
                let kept = std::env::temp_dir().join(format!("duebook-{name}-{count}"));
                std::fs::write(&kept, &input).expect("the temporary folder takes a file");
                broken.push(format!("{name} breaks on {}", kept.display()));
                break;
            }
            count += 1;
        }
        println!("{name}: {count} inputs, {:.1} s", begun.elapsed().as_secs_f32());
    }
    assert!(broken.is_empty(), "{broken:#?}");
}
