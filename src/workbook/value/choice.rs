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

/// The code of the words that a text holds. The whole text wins over words in
/// it; two words of different codes decide nothing.
fn by_words(said: &str, bare: &str, codes: &[String], words: &[Word]) -> Result<Option<String>, Trouble> {
    let known = || words.iter().filter(|word| codes.contains(&word.code));
    if let Some(word) = known().find(|word| word.bare == bare) {
        return Ok(Some(word.code.clone()));
    }
    let held: Vec<&Word> = known().filter(|word| bare.contains(word.bare.as_str())).collect();
    // A word inside a longer one that is there too says nothing of its own.
    let longest = |word: &&Word| {
        let inside = |other: &&Word| other.bare.len() > word.bare.len() && other.bare.contains(word.bare.as_str());
        !held.iter().any(inside)
    };
    let mut found: Vec<&Word> = held.iter().copied().filter(longest).collect();
    found.sort_by(|a, b| a.code.cmp(&b.code));
    found.dedup_by(|a, b| a.code == b.code);
    match found[..] {
        [] => Ok(None),
        [word] => Ok(Some(word.code.clone())),
        [a, b, ..] => Err(Trouble::new(
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
        )),
    }
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
