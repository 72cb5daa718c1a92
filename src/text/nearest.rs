//! The nearest known name: what somebody most likely meant to write.

/// Returns the known name nearest to `word`, when it is near enough to be a
/// slip: at most a third of its letters differ, one to three are allowed.
#[must_use]
pub fn nearest<'n>(word: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let letters = word.chars().count();
    let allowed = (letters / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        // Each letter more has to be added: a word may be as long as a file.
        if letters.abs_diff(name.chars().count()) > allowed {
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
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut least = (rows[i - 1][j] + 1)
                .min(row[j - 1] + 1)
                .min(rows[i - 1][j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
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
}
