//! The format of a book: which rules its files follow, as `format` in
//! `office.toml` says.
//!
//! A program reads books of its own format and of older ones. Of a newer one it
//! would misread something, so it stops before it has read a record.

use toml::de::{DeTable, DeValue};

use crate::text::{Code, Diagnostic, Source, Words};

/// The format that this program writes. A book without the key is of it too:
/// the key came before there was a second one.
pub const FORMAT: i64 = 1;

/// The file that says it.
pub const OFFICE: &str = "records/office.toml";

/// Returns the format that an office's file names; nothing where it names none
/// that is a whole number.
#[must_use]
pub fn declared(office: &str) -> Option<i64> {
    let (root, _) = DeTable::parse_recoverable(office);
    number(root.get_ref().get("format")?.get_ref())
}

fn number(value: &DeValue<'_>) -> Option<i64> {
    let DeValue::Integer(number) = value else { return None };
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// Returns what is said of a book that is newer than this program; nothing of a
/// book that it can read.
#[must_use]
pub fn too_new(office: &str) -> Option<Words> {
    let format = declared(office).filter(|format| *format > FORMAT)?;
    Some(Words::new(
        format!(
            "สมุดนี้เป็นรูปแบบที่ {format} โปรแกรมรุ่นนี้ ({}) รู้จักถึงรูปแบบที่ {FORMAT} ต้องใช้ duebook รุ่นใหม่กว่านี้",
            env!("CARGO_PKG_VERSION")
        ),
        format!(
            "this book is of format {format}, and this duebook ({}) knows formats up to {FORMAT}: it needs a newer duebook",
            env!("CARGO_PKG_VERSION")
        ),
    ))
}

/// Returns the finding about an office's file that is newer than this program.
#[must_use]
pub fn finding(source: &Source) -> Option<Diagnostic> {
    if &*source.path != OFFICE {
        return None;
    }
    let words = too_new(&source.text)?;
    let (root, _) = DeTable::parse_recoverable(source.text.as_str());
    let span = root.get_ref().get("format")?.span();
    Some(Diagnostic::new(
        Code::NewerFormat,
        source,
        span.into(),
        words,
        Words::new(
            "ติดตั้ง duebook รุ่นใหม่แล้วสั่งอีกครั้ง (ใน CI: แก้ version ใน .ci/program) อย่าแก้เลขนี้",
            "Install a newer duebook and run this again (in CI: the version in .ci/program); leave this number alone",
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_a_whole_number_at_the_head_of_the_file() {
        for (text, want) in [
            ("format = 1\nname = \"x\"\n", Some(1)),
            ("name = \"x\"\nformat = 0x10\n", Some(16)),
            ("format = 1_000\n", Some(1000)),
            ("name = \"x\"\n", None),
            ("format = \"2\"\n", None),
            ("[mail]\nformat = 2\n", None),
            ("format = 2\nname = oops\n", Some(2)),
            ("# format = 2\n", None),
            ("format = 99999999999999999999\n", None),
        ] {
            assert_eq!(declared(text), want, "{text}");
        }
    }

    #[test]
    fn only_a_newer_book_is_refused() {
        for (text, refused) in [
            ("", false),
            ("format = 0\n", false),
            ("format = 1\n", false),
            ("format = 2\n", true),
        ] {
            assert_eq!(too_new(text).is_some(), refused, "{text}");
            assert_eq!(finding(&Source::new(OFFICE, text)).is_some(), refused, "{text}");
            assert!(finding(&Source::new("records/a/agency.toml", text)).is_none());
        }
    }
}
