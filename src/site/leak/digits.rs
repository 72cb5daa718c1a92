//! Numbers of thirteen digits, as people write them: `1234567890123`,
//! `1-2345-67890-12-3`, with spaces or stops, in Thai or full-width digits.

/// How the groups of a citizen's and a taxpayer's number are written.
const GROUPS: [u8; 5] = [1, 4, 5, 2, 1];

/// Lengths of hashes, which may hold thirteen digits by chance.
const HASHES: [usize; 3] = [12, 40, 64];

/// Watches characters go by.
#[derive(Debug, Default)]
pub(super) struct Digits {
    /// Lengths of the last groups, the present one last.
    groups: [u8; 5],
    /// Digits since something else than a digit or a hyphen.
    hyphened: u8,
    /// Whether the present group goes on.
    open: bool,
    /// Length of the present word of letters and digits, and whether it could be a hash.
    word: usize,
    hex: bool,
    /// Whether the present word holds thirteen digits.
    held: bool,
}

impl Digits {
    /// Takes a character; returns whether a number has ended before it.
    pub(super) fn take(&mut self, c: char) -> bool {
        if matches!(c, '0'..='9' | '๐'..='๙' | '０'..='９') {
            if !self.open {
                self.groups.rotate_left(1);
                self.groups[4] = 0;
                self.open = true;
            }
            self.groups[4] = self.groups[4].saturating_add(1);
            self.hyphened = self.hyphened.saturating_add(1);
            self.letter(c.is_ascii());
            return false;
        }
        if c.is_ascii_alphabetic() {
            self.held |= self.ended();
            self.forget();
            self.letter(matches!(c, 'a'..='f'));
            return false;
        }
        let number = self.word_ended();
        match c {
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '－' => self.open = false,
            // These stand between other numbers too: only the groups tell.
            ' ' | '.' | '/' | '_' | '\u{a0}' | '\u{b7}' | '\u{2009}' | '\u{202f}' => {
                self.open = false;
                self.hyphened = 0;
            }
            _ => self.forget(),
        }
        number
    }

    /// Ends the text; returns whether a number ended with it.
    pub(super) fn end(&mut self) -> bool {
        let number = self.word_ended();
        self.forget();
        number
    }

    fn letter(&mut self, hex: bool) {
        self.hex = hex && (self.hex || self.word == 0);
        self.word += 1;
    }

    /// Whether the groups that have just ended are a number of thirteen digits.
    fn ended(&self) -> bool {
        self.groups[4] == 13 || self.groups == GROUPS || self.hyphened == 13
    }

    fn word_ended(&mut self) -> bool {
        let hash = self.hex && HASHES.contains(&self.word);
        let number = (self.held || (self.open && self.ended())) && !hash;
        (self.word, self.hex, self.held) = (0, false, false);
        number
    }

    fn forget(&mut self) {
        self.groups = [0; 5];
        self.hyphened = 0;
        self.open = false;
    }
}

#[cfg(test)]
mod tests {
    use super::Digits;

    fn found(text: &str) -> bool {
        let mut digits = Digits::default();
        let mut any = false;
        for c in text.chars() {
            any |= digits.take(c);
        }
        any | digits.end()
    }

    #[test]
    fn thirteen_digits_in_every_dress() {
        for text in [
            "1234567890123",
            "1-2345-67890-12-3",
            "1 2345 67890 12 3",
            "๑๒๓๔๕๖๗๘๙๐๑๒๓",
            "๑-๒๓๔๕-๖๗๘๙๐-๑๒-๓",
            "เลข 0105512345678.",
            "ID1234567890123x",
            "123456-7890123",
            "5 1234567890123 6",
            "9 1 2345 67890 12 3",
            "1 - 2345 - 67890 - 12 - 3",
            "1  2345  67890  12  3",
            "1.2345.67890.12.3",
            "1/2345/67890/12/3",
            "1_2345_67890_12_3",
            "1 — 2345 — 67890 — 12 — 3",
            "１２３４５６７８９０１２３",
            "１－２３４５－６７８９０－１２－３",
            "123456--7890123",
            // As long as a hash, and none: its first letter, and its last.
            "z1234567890123ab4d0f25b8e6a3c91d7f40b2e8",
            "1234567890123ab4d0f25b8e6a3c91d7f40b2e8z",
        ] {
            assert!(found(text), "{text}");
        }
    }

    #[test]
    fn other_numbers_pass() {
        for text in [
            "123456789012",
            "12345678901234",
            "1,234,567,890,123.00",
            "2026-11-20 2026-12-01",
            "12345 2026-11-20",
            "1.23 45.67 89.01 23",
            "12/11/2569 3/2569 45/2569",
            "0 0 1040 292 12345",
            "7c1e9ab4d0f25b8e6a3c91d7f40b2e8856c3a1fd",
            "1234567890123ab4d0f25b8e6a3c91d7f40b2e88",
            "M518 30V272",
        ] {
            assert!(!found(text), "{text}");
        }
    }
}
