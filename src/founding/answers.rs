//! What whoever founds a book has answered, and which answers can be taken.

use super::agencies::Agency;
use super::home::Home;
use super::regulations::Regulation;
use crate::record::Audience;
use crate::record::person::is_address;
use crate::text::Words;

/// The longest name, in characters: it heads pages and mails.
const LONGEST: usize = 200;

/// Everything that a new book is made from.
#[derive(Clone, Debug)]
pub struct Answers {
    /// The office's Thai name.
    pub name: String,
    /// Its English name.
    pub name_en: Option<String>,
    /// From whom mails come.
    pub from: Option<String>,
    /// Where answers to them go.
    pub reply_to: Option<String>,
    /// For whom a site is built unless told otherwise.
    pub audience: Audience,
    /// The address of the published site, ending in `/`.
    pub site_url: Option<String>,
    /// Where the book will live.
    pub home: Option<Home>,
    /// Which regulation the office's advances follow.
    pub regulation: Regulation,
    /// The agencies whose money the office keeps.
    pub agencies: Vec<Agency>,
    /// The repository of the program, from which the book's workflows build it.
    pub program: Option<String>,
    /// The version of the program.
    pub version: &'static str,
}

/// Why an answer cannot be taken: what to write instead.
pub type Refused = Words;

/// Reads a name: one line of text.
///
/// # Errors
///
/// [`Refused`] for nothing, for more than a line, and for marks that nobody
/// sees and that turn around or hide what stands beside them.
pub fn line(text: &str) -> Result<String, Refused> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Words::new("ต้องมีคำตอบ", "an answer is needed"));
    }
    if text.chars().count() > LONGEST {
        return Err(Words::new(
            format!("ยาวเกิน {LONGEST} ตัวอักษร"),
            format!("longer than {LONGEST} letters"),
        ));
    }
    if text.chars().any(is_unseen) {
        return Err(Words::new(
            "มีการขึ้นบรรทัดใหม่หรืออักขระควบคุมที่มองไม่เห็น พิมพ์ใหม่เป็นบรรทัดเดียว",
            "it has a line break or a control character that nobody sees; type it as one line",
        ));
    }
    Ok(text.to_owned())
}

/// Controls, breaks of lines, and marks that change the direction of a text.
/// The joiner of emoji and Thai's zero-width space stay.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
        )
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
}

/// Reads a mail address.
///
/// # Errors
///
/// [`Refused`] for anything but one plain address.
pub fn address(text: &str) -> Result<String, Refused> {
    let text = text.trim();
    if is_address(text) {
        return Ok(text.to_owned());
    }
    Err(Words::new(
        "ไม่ใช่อีเมล เขียนเช่น finance@example.go.th",
        "no mail address; write such as finance@example.go.th",
    ))
}

/// Reads the address of a site; it ends in `/` afterwards.
///
/// # Errors
///
/// [`Refused`] for what is no plain web address.
pub fn site(text: &str) -> Result<String, Refused> {
    let text = text.trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/:".contains(c);
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    if rest.is_none_or(|rest| rest.is_empty() || rest.starts_with(['/', ':']) || !rest.chars().all(plain)) {
        return Err(Words::new(
            "ไม่ใช่ที่อยู่เว็บ เขียนเช่น https://finance.example.go.th/",
            "no web address; write such as https://finance.example.go.th/",
        ));
    }
    Ok(format!("{}/", text.trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_any_letters() {
        for good in [
            "ฝ่ายการคลัง",
            " a \"b\" 'c' \\ ` $(x) ${{ y }} ",
            "👩‍💻 กองคลัง",
            "สำนัก\u{200b}งาน",
        ] {
            assert_eq!(line(good).expect("a name"), good.trim());
        }
        for bad in [
            "",
            "  ",
            "a\nb",
            "a\rb",
            "a\tb",
            "a\u{0}",
            "a\u{2028}b",
            "a\u{202e}b",
            "\u{feff}a",
        ] {
            assert!(line(bad).is_err(), "{bad:?}");
        }
        assert!(line(&"ก".repeat(200)).is_ok() && line(&"ก".repeat(201)).is_err());
    }

    #[test]
    fn a_site_is_a_plain_web_address() {
        for (text, want) in [
            ("https://a.example.go.th", Some("https://a.example.go.th/")),
            ("https://a.example.go.th/x//", Some("https://a.example.go.th/x/")),
            ("http://localhost:8080/", Some("http://localhost:8080/")),
            ("a.example.go.th", None),
            ("https://", None),
            ("https:///x", None),
            ("https://a/?q=1", None),
            ("https://u@a/", None),
            ("javascript:alert(1)", None),
        ] {
            assert_eq!(site(text).ok().as_deref(), want, "{text}");
        }
    }
}
