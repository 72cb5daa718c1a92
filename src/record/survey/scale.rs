//! Answers on the scale of 1 to 5, in digits or in words.

use super::plain;
use crate::thai::digits;

/// The worded scales that mean one thing wherever they stand. Words that some
/// forms give another place (`ดี` `พอใช้` `good`) are for survey.toml to say.
const WORDS: [(&str, u8); 33] = [
    ("มากที่สุด", 5),
    ("มาก", 4),
    ("ปานกลาง", 3),
    ("น้อย", 2),
    ("น้อยที่สุด", 1),
    ("พึงพอใจมากที่สุด", 5),
    ("พึงพอใจมาก", 4),
    ("พึงพอใจปานกลาง", 3),
    ("พึงพอใจน้อย", 2),
    ("พึงพอใจน้อยที่สุด", 1),
    ("พอใจมากที่สุด", 5),
    ("พอใจมาก", 4),
    ("พอใจปานกลาง", 3),
    ("พอใจน้อย", 2),
    ("พอใจน้อยที่สุด", 1),
    ("เห็นด้วยอย่างยิ่ง", 5),
    ("เห็นด้วย", 4),
    ("ไม่แน่ใจ", 3),
    ("ไม่เห็นด้วย", 2),
    ("ไม่เห็นด้วยอย่างยิ่ง", 1),
    ("strongly agree", 5),
    ("agree", 4),
    ("neither agree nor disagree", 3),
    ("neutral", 3),
    ("disagree", 2),
    ("strongly disagree", 1),
    ("very satisfied", 5),
    ("satisfied", 4),
    ("neither satisfied nor dissatisfied", 3),
    ("dissatisfied", 2),
    ("unsatisfied", 2),
    ("very dissatisfied", 1),
    ("very unsatisfied", 1),
];

/// Words behind or before the digit that say no more than it.
const UNITS: [&str; 8] = ["คะแนน", "ดาว", "ระดับ", "point", "points", "star", "stars", "/5"];

/// Answers that give no score.
const SILENT: [&str; 12] = [
    "-",
    "–",
    "—",
    "n/a",
    "na",
    "ไม่มี",
    "ไม่มีความเห็น",
    "ไม่ขอตอบ",
    "ไม่เกี่ยวข้อง",
    "ไม่เคยใช้บริการ",
    "no opinion",
    "not applicable",
];

/// What a cell says on the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A score, 1 to 5.
    Score(u8),
    /// No answer.
    Silent,
    /// Something that is not on the scale.
    Other,
}

/// Reads a cell; `own` is the office's own scale, which goes first.
pub(super) fn mark(cell: &str, own: &[(String, u8)]) -> Mark {
    let text = plain(&digits::to_arabic(cell));
    if let Some((_, score)) = own.iter().find(|(word, _)| *word == text) {
        return Mark::Score(*score);
    }
    if text.is_empty() || SILENT.contains(&text.as_str()) {
        return Mark::Silent;
    }
    let score = word(&text).or_else(|| number(&text)).or_else(|| both(&text, own));
    score.map_or(Mark::Other, Mark::Score)
}

fn word(text: &str) -> Option<u8> {
    WORDS.iter().find(|(word, _)| *word == text).map(|(_, score)| *score)
}

/// `4`, and `4.0` as sheets write it.
fn number(text: &str) -> Option<u8> {
    let whole = text.split_once('.').map_or(text, |(whole, rest)| {
        if !rest.is_empty() && rest.bytes().all(|byte| byte == b'0') {
            whole
        } else {
            ""
        }
    });
    whole
        .parse()
        .ok()
        .filter(|score| whole.len() == 1 && (1..=5).contains(score))
}

/// `5 - มากที่สุด`, `มากที่สุด (5)`, `4 คะแนน`: digit and word must agree.
fn both(text: &str, own: &[(String, u8)]) -> Option<u8> {
    let edge = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '=' | ':' | '.' | '(' | ')' | '[' | ']');
    let digits: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| c.is_ascii_digit()).collect();
    let &[(at, digit)] = (match &digits[..] {
        // The 5 of `4/5` is the scale's end.
        [one, _] if text.ends_with("/5") => std::slice::from_ref(one),
        all => all,
    }) else {
        return None;
    };
    let score = number(&digit.to_string())?;
    let (before, after) = (text[..at].trim_matches(edge), text[at + 1..].trim_matches(edge));
    let rest = match (before.is_empty(), after.is_empty()) {
        (false, false) => return None,
        (true, _) => after,
        (false, true) => before,
    };
    let known = own.iter().find(|(word, _)| word == rest).map(|(_, score)| *score);
    let agrees = known
        .or_else(|| word(rest))
        .map_or(UNITS.contains(&rest), |said| said == score);
    agrees.then_some(score)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_words_are_scores() {
        for (cell, want) in [
            ("5", Mark::Score(5)),
            (" ๓ ", Mark::Score(3)),
            ("4.0", Mark::Score(4)),
            ("4.5", Mark::Other),
            ("0", Mark::Other),
            ("6", Mark::Other),
            ("10", Mark::Other),
            ("15", Mark::Other),
            ("มากที่สุด", Mark::Score(5)),
            ("น้อย", Mark::Score(2)),
            ("พึงพอใจ ปานกลาง", Mark::Other),
            ("พึงพอใจน้อยที่สุด", Mark::Score(1)),
            ("Strongly  Agree", Mark::Score(5)),
            ("very dissatisfied", Mark::Score(1)),
            ("5 - มากที่สุด", Mark::Score(5)),
            ("มาก (4)", Mark::Score(4)),
            ("มาก (5)", Mark::Other),
            ("๔ คะแนน", Mark::Score(4)),
            ("4/5", Mark::Score(4)),
            ("4/2569", Mark::Other),
            ("", Mark::Silent),
            ("-", Mark::Silent),
            ("ไม่มีความเห็น", Mark::Silent),
            ("ดีเยี่ยม", Mark::Other),
            ("ข้อ 5 ปรับปรุง", Mark::Other),
        ] {
            assert_eq!(mark(cell, &[]), want, "{cell}");
        }
    }

    #[test]
    fn the_office_s_own_scale_goes_first() {
        let own = [("ดีเยี่ยม".to_owned(), 5), ("มาก".to_owned(), 5)];
        assert_eq!(mark("ดีเยี่ยม", &own), Mark::Score(5));
        assert_eq!(mark("5 = ดีเยี่ยม", &own), Mark::Score(5));
        assert_eq!(mark("มาก", &own), Mark::Score(5));
    }
}
