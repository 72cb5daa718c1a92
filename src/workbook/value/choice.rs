//! Reading one of a list of names, in the words of people.

use super::{Trouble, is_blank, text};
use crate::record::shape::Choice;
use crate::workbook::grid;

/// A text without what people vary: spaces, points, brackets, case.
#[must_use]
pub fn plain(text: &str) -> String {
    crate::thai::digits::to_arabic(text)
        .to_lowercase()
        // Two spellings of the same letters, as keyboards make them.
        .replace("ํา", "ำ")
        .replace("เเ", "แ")
        .chars()
        .filter(|c| c.is_alphanumeric() || ('\u{e31}'..='\u{e4e}').contains(c))
        .filter(|c| *c != 'ฯ')
        .collect()
}

/// A word of the office's and the code that it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As the mapping has it.
    pub said: String,
    /// Without what people vary.
    pub bare: String,
    /// The code.
    pub code: String,
}

impl Word {
    /// Prepares the words of a mapping.
    #[must_use]
    pub fn list(words: &[(String, String)]) -> Vec<Word> {
        let word = |(said, code): &(String, String)| Word {
            said: said.clone(),
            bare: plain(said),
            code: code.clone(),
        };
        words.iter().map(word).collect()
    }
}

/// Reads one of a list: its name, its word in either language, or a word that
/// the office's mapping gives a name to.
///
/// # Errors
///
/// Where the cell says none of them, or two.
pub fn choice(value: &grid::Value, choices: &[Choice], words: &[Word]) -> Result<Option<String>, Trouble> {
    let Some(said) = text(value, false, false)? else {
        return Ok(None);
    };
    let bare = plain(&said);
    let own = choices
        .iter()
        .find(|one| [one.name, one.th, one.en].iter().any(|word| plain(word) == bare));
    if let Some(own) = own {
        return Ok(Some(own.name.to_owned()));
    }
    let names: Vec<String> = choices.iter().map(|one| one.name.to_owned()).collect();
    by_words(&said, &bare, &names, words)?.map_or_else(
        || {
            let th: Vec<&str> = choices.iter().map(|one| one.th).collect();
            let en: Vec<&str> = choices.iter().map(|one| one.en).collect();
            Err(unknown(&said, &th.join(" · "), &en.join(" · ")))
        },
        |name| Ok(Some(name)),
    )
}

/// Reads a code that the book's rules know, or one of the office's words for it.
///
/// # Errors
///
/// As [`choice`].
pub(super) fn code(value: &grid::Value, codes: &[String], words: &[Word]) -> Result<Option<String>, Trouble> {
    let Some(said) = text(value, false, false)? else {
        return Ok(None);
    };
    let bare = plain(&said);
    if let Some(own) = codes.iter().find(|code| code.eq_ignore_ascii_case(&said)) {
        return Ok(Some(own.clone()));
    }
    by_words(&said, &bare, codes, words)?.map_or_else(
        || {
            let known = codes.join(" · ");
            Err(unknown(&said, &known, &known))
        },
        |code| Ok(Some(code)),
    )
}

/// Words that turn the one after them into its opposite.
const DENIALS: [&str; 6] = ["ไม่", "มิได้", "มิใช่", "ผิด", "ปราศจาก", "not"];

/// What may stand between a denial and the word that it denies.
const BETWEEN: [&str; 9] = ["มี", "ใช่", "ได้", "พบ", "เป็น", "ความ", "การ", "สิ่ง", "ส่วน"];

/// A word that stands in a text.
struct Held<'w> {
    word: &'w Word,
    from: usize,
    to: usize,
}

/// The code of the words that a text holds. The whole text wins over words in
/// it; two words of different codes decide nothing, nor does one that is denied.
fn by_words(said: &str, bare: &str, codes: &[String], words: &[Word]) -> Result<Option<String>, Trouble> {
    let known = || words.iter().filter(|word| codes.contains(&word.code));
    if let Some(word) = known().find(|word| word.bare == bare) {
        return Ok(Some(word.code.clone()));
    }
    let all = held(said, bare, known());
    // A word inside a longer one says nothing of its own.
    let inside = |one: &Held<'_>, other: &Held<'_>| {
        other.from <= one.from && one.to <= other.to && other.to - other.from > one.to - one.from
    };
    let mut found: Vec<&Held<'_>> = all
        .iter()
        .filter(|one| !all.iter().any(|other| inside(one, other)))
        .collect();
    if let Some(held) = found.iter().find(|held| is_denied(bare, held)) {
        return Err(denied(said, held.word, codes));
    }
    found.sort_by(|a, b| a.word.code.cmp(&b.word.code));
    found.dedup_by(|a, b| a.word.code == b.word.code);
    match found[..] {
        [] => Ok(None),
        [one] => Ok(Some(one.word.code.clone())),
        [a, b, ..] => Err(both(said, a.word, b.word)),
    }
}

/// Every place of a text at which a word stands. Letters of a to z are a word's
/// own: `guarantee LG` holds no `e-LG`.
fn held<'w>(said: &str, bare: &str, words: impl Iterator<Item = &'w Word>) -> Vec<Held<'w>> {
    let mut starts = vec![0];
    for part in said.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation()) {
        starts.push(starts[starts.len() - 1] + plain(part).len());
    }
    let letter = |c: char| c.is_ascii_alphabetic();
    let begins = |at: usize| starts.contains(&at) || !(bare[..at].ends_with(letter) && bare[at..].starts_with(letter));
    words
        .filter(|word| !word.bare.is_empty())
        .flat_map(|word| {
            bare.match_indices(word.bare.as_str())
                .map(move |(from, _)| (word, from))
        })
        .filter(|(_, from)| begins(*from))
        .map(|(word, from)| Held {
            word,
            from,
            to: from + word.bare.len(),
        })
        .collect()
}

/// Whether a text denies a word: right before it, or at its end, as in
/// `ความชำรุด: ไม่มี`.
fn is_denied(bare: &str, held: &Held<'_>) -> bool {
    let mut before = &bare[..held.from];
    loop {
        if DENIALS.iter().any(|word| before.ends_with(word)) {
            return true;
        }
        match BETWEEN.iter().find_map(|word| before.strip_suffix(word)) {
            Some(shorter) => before = shorter,
            None => return bare[held.to..].ends_with("ไม่มี"),
        }
    }
}

fn denied(said: &str, word: &Word, codes: &[String]) -> Trouble {
    let codes = codes.join(" · ");
    Trouble::new(
        (
            format!("\"{said}\" มี \"{}\" ({}) แต่มีคำปฏิเสธคำนี้", word.said, word.code),
            format!("\"{said}\" holds \"{}\" ({}), and denies it", word.said, word.code),
        ),
        (
            format!("เติมในแผนผัง [sheet.words.…]  \"{said}\" = \"…\"  ด้วยรหัสที่ถูก: {codes}"),
            format!(
                "add to the mapping, under [sheet.words.…],  \"{said}\" = \"…\"  with the code that is meant: {codes}"
            ),
        ),
    )
}

fn both(said: &str, a: &Word, b: &Word) -> Trouble {
    Trouble::new(
        (
            format!(
                "\"{said}\" มีทั้ง \"{}\" ({}) และ \"{}\" ({})",
                a.said, a.code, b.said, b.code
            ),
            format!(
                "\"{said}\" holds both \"{}\" ({}) and \"{}\" ({})",
                a.said, a.code, b.said, b.code
            ),
        ),
        (
            format!("เติมในแผนผัง [sheet.words.…]  \"{said}\" = \"{}\"  หรือรหัสที่ถูก", a.code),
            format!(
                "add to the mapping, under [sheet.words.…],  \"{said}\" = \"{}\"  or the code that is meant",
                a.code
            ),
        ),
    )
}

fn unknown(said: &str, th: &str, en: &str) -> Trouble {
    Trouble::new(
        (format!("ไม่รู้จัก \"{said}\""), format!("\"{said}\" is not known")),
        (
            format!("พิมพ์อย่างใดอย่างหนึ่ง: {th}  หรือบอกความหมายของคำนี้ในแผนผัง [sheet.words.…]"),
            format!("type one of: {en}; or give the word its meaning in the mapping, [sheet.words.…]"),
        ),
    )
}

/// Reads a yes or no.
///
/// # Errors
///
/// Where the cell says something else.
pub fn yes(value: &grid::Value) -> Result<Option<bool>, Trouble> {
    match value {
        grid::Value::Yes(yes) => return Ok(Some(*yes)),
        grid::Value::Text(text) if is_blank(text) => return Ok(None),
        _ => {}
    }
    let said = text(value, false, false)?.unwrap_or_default();
    match plain(&said).as_str() {
        "ใช่" | "true" | "yes" | "y" | "1" | "x" => Ok(Some(true)),
        "ไม่ใช่" | "ไม่" | "false" | "no" | "n" | "0" => Ok(Some(false)),
        "" if said.contains(['✓', '✔', '/']) => Ok(Some(true)),
        _ => Err(Trouble::new(
            (
                format!("\"{said}\" ไม่ใช่ ใช่/ไม่ใช่"),
                format!("\"{said}\" is neither yes nor no"),
            ),
            ("พิมพ์ ใช่ หรือ ไม่ใช่", "type ใช่ (yes) or ไม่ใช่ (no)"),
        )),
    }
}
