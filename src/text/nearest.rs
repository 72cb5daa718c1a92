//! The nearest known name: what somebody most likely meant to write.

/// A name is no longer than this, the title of a question least of all: whatever is, is
/// as long as a file, and no slip of anything.
const LONGEST: usize = 200;

/// Returns the known name nearest to `word`, when it is near enough to be a
/// slip: at most a third of its letters differ, one to three are allowed.
#[must_use]
pub fn nearest<'n>(word: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let letters = word.chars().count();
    if letters > LONGEST {
        return None;
    }
    let allowed = (letters / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        // Each letter more has to be added.
        let length = name.chars().count();
        if length > LONGEST || letters.abs_diff(length) > allowed {
            continue;
        }
        let distance = distance(word, name);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Counts the letters to add, drop, change or swap with a neighbour (the
/// restricted Damerau-Levenshtein distance).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    // A swap looks two rows back.
    let (mut before, mut last) = (Vec::new(), (0..=b.len()).collect::<Vec<usize>>());
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut least = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name_and_a_stranger_none() {
        let known = ["contract", "contracted", "amount", "borrower", "received"];
        for (word, want) in [
            ("amuont", Some("amount")),
            ("recieved", Some("received")),
            ("contrat", Some("contract")),
            ("colour", None),
            ("x", None),
        ] {
            assert_eq!(nearest(word, known), want, "{word}");
        }
    }

    #[test]
    fn what_is_as_long_as_a_file_is_no_slip() {
        for (letters, near) in [(LONGEST - 1, true), (LONGEST, false), (500_000, false)] {
            let (word, known) = ("ก".repeat(letters), "ก".repeat(letters + 1));
            assert_eq!(nearest(&word, [known.as_str()]).is_some(), near, "{letters}");
            assert_eq!(nearest(&known, [word.as_str()]).is_some(), near, "{letters}");
        }
        // All that can be done to a word, over more rows than are kept.
        for (a, b, want) in [
            ("abcdef", "badcfe", 3),
            ("abcdef", "bcdefa", 2),
            ("", "ab", 2),
            ("ab", "", 2),
            ("ca", "abc", 3),
        ] {
            assert_eq!(distance(a, b), want, "{a} {b}");
        }
    }
}
