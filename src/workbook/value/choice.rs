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

/// Reads one of a list: its name, its word in either language, or a word that
/// the office's mapping gives a name to.
///
/// # Errors
///
/// Where the cell says none of them, or two.
pub fn choice(value: &grid::Value, choices: &[Choice], words: &[(String, String)]) -> Result<Option<String>, Trouble> {
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
pub(super) fn code(
    value: &grid::Value,
    codes: &[String],
    words: &[(String, String)],
) -> Result<Option<String>, Trouble> {
    let Some(said) = text(value, false, false)? else {
        return Ok(None);
    };
    let bare = plain(&said);
    if let Some(own) = codes.iter().find(|code| plain(code) == bare) {
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
fn by_words(said: &str, bare: &str, codes: &[String], words: &[(String, String)]) -> Result<Option<String>, Trouble> {
    let known = || words.iter().filter(|(_, code)| codes.contains(code));
    if let Some((_, code)) = known().find(|(word, _)| plain(word) == bare) {
        return Ok(Some(code.clone()));
    }
    let held: Vec<(String, &(String, String))> = known()
        .map(|pair| (plain(&pair.0), pair))
        .filter(|(word, _)| bare.contains(word.as_str()))
        .collect();
    // A word inside a longer one that is there too says nothing of its own.
    let longest = |word: &String| {
        !held
            .iter()
            .any(|(other, _)| other.len() > word.len() && other.contains(word.as_str()))
    };
    let mut found: Vec<&(String, String)> = held
        .iter()
        .filter(|(word, _)| longest(word))
        .map(|(_, pair)| *pair)
        .collect();
    found.sort_by(|a, b| a.1.cmp(&b.1));
    found.dedup_by(|a, b| a.1 == b.1);
    match found[..] {
        [] => Ok(None),
        [(_, code)] => Ok(Some(code.clone())),
        [(a, first), (b, second), ..] => Err(Trouble::new(
            (
                format!("\"{said}\" มีทั้ง \"{a}\" ({first}) และ \"{b}\" ({second})"),
                format!("\"{said}\" holds both \"{a}\" ({first}) and \"{b}\" ({second})"),
            ),
            (
                format!("เติมในแผนผัง [sheet.words.…]  \"{said}\" = \"{first}\"  หรือรหัสที่ถูก"),
                format!(
                    "add to the mapping, under [sheet.words.…],  \"{said}\" = \"{first}\"  or the code that is meant"
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
