//! Columns of a survey that look like personal data: nothing of them is read,
//! but what is once committed stays in git for ever.

use super::moment::{self, Moment};
use super::plain;
use crate::record::person;
use crate::text::sheet::Sheet;
use crate::text::{Code, Faults, Words};
use crate::thai::digits;

/// Titles of columns that name a person, without spaces and signs.
const TITLES: [&str; 32] = [
    "ชื่อ",
    "ชื่อจริง",
    "ชื่อสกุล",
    "ชื่อนามสกุล",
    "นามสกุล",
    "ชื่อผู้ตอบ",
    "ชื่อผู้ตอบแบบสอบถาม",
    "ชื่อผู้ติดต่อ",
    "ผู้ตอบแบบสอบถาม",
    "ที่อยู่",
    "ที่อยู่อีเมล",
    "อีเมล",
    "อีเมล์",
    "โทร",
    "โทรศัพท์",
    "เบอร์โทร",
    "เบอร์โทรศัพท์",
    "เบอร์ติดต่อ",
    "หมายเลขโทรศัพท์",
    "เลขบัตรประชาชน",
    "เลขประจำตัวประชาชน",
    "lineid",
    "ไลน์ไอดี",
    "name",
    "fullname",
    "firstname",
    "lastname",
    "email",
    "emailaddress",
    "username",
    "ipaddress",
    "phone",
];

/// What a cell looks like.
fn kind(cell: &str) -> Option<(&'static str, &'static str)> {
    // The time stamps of a form tool are long numbers too.
    if moment::read(cell, None) != Moment::Unclear {
        return None;
    }
    let text = digits::to_arabic(cell);
    let address = |word: &str| person::is_address(word.trim_matches(|c: char| !c.is_ascii_alphanumeric()));
    if text.contains('@') && text.split(|c: char| c.is_whitespace() || !c.is_ascii()).any(address) {
        return Some(("อีเมล", "mail addresses"));
    }
    // A run of digits, with the signs that people put between them.
    let mut runs = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | ' ' | '+' | '.' | '(' | ')')));
    runs.find_map(|run| number(run.trim()))
}

fn number(run: &str) -> Option<(&'static str, &'static str)> {
    let digits: String = run.chars().filter(char::is_ascii_digit).collect();
    let dots: Vec<&str> = run.split('.').collect();
    if dots.len() == 4 && dots.iter().all(|part| part.parse::<u8>().is_ok()) {
        return Some(("หมายเลขไอพี", "IP addresses"));
    }
    match digits.len() {
        13 => Some(("เลข 13 หลัก", "numbers of thirteen digits")),
        9 | 10 if digits.starts_with('0') && !run.contains('.') => Some(("หมายเลขโทรศัพท์", "telephone numbers")),
        11 if digits.starts_with("66") && run.starts_with('+') => Some(("หมายเลขโทรศัพท์", "telephone numbers")),
        _ => None,
    }
}

/// Whether a cell is empty, or says what a form tool writes for nobody.
fn nobody(cell: &str) -> bool {
    matches!(
        plain(cell).as_str(),
        "" | "-" | "anonymous" | "ไม่ระบุ" | "ไม่ระบุชื่อ" | "ไม่ระบุตัวตน"
    )
}

/// Reports each column that looks like personal data, at its title.
pub(super) fn check(sheet: &Sheet, faults: &Faults<'_>, read: &[usize]) {
    for (at, head) in sheet.head.iter().enumerate().filter(|(at, _)| !read.contains(at)) {
        let title: String = plain(&head.text)
            .chars()
            .filter(|c| c.is_alphanumeric() || is_mark(*c))
            .collect();
        let titled = TITLES.contains(&title.as_str()) && sheet.column(at).any(|cell| !nobody(&cell.text));
        let seen = sheet.column(at).find_map(|cell| kind(&cell.text));
        let Some((th, en)) = seen.or_else(|| titled.then_some(("ข้อมูลของผู้ตอบ", "data of who answered")))
        else {
            continue;
        };
        faults.add(
            Code::SurveyPersonal,
            head.span,
            Words::new(
                format!("คอลัมน์ที่ {} มี{th} โปรแกรมไม่อ่าน แต่ git จะเก็บไว้ตลอดไป", at + 1),
                format!("Column {} holds {en}: not read, but git keeps it for ever", at + 1),
            ),
            Words::new(
                "ลบทั้งคอลัมน์นี้ออกจากแฟ้มก่อน commit (ถ้า commit แล้ว แจ้งผู้ดูแลที่เก็บให้ลบออกจากประวัติ) และปิดการเก็บข้อมูลนี้ในแบบสอบถาม",
                "Delete the whole column before committing (once committed, ask whoever keeps the repository to take it out of its history), and let the form no longer collect it",
            ),
        );
    }
}

/// Thai vowels above and below are no letters to Rust.
fn is_mark(c: char) -> bool {
    ('\u{0e30}'..='\u{0e4e}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_person_is_seen() {
        for (cell, want) in [
            ("somchai@example.org", true),
            ("ติดต่อ somchai@example.org ค่ะ", true),
            ("1-2345-67890-12-3", true),
            ("๑๒๓๔๕๖๗๘๙๐๑๒๓", true),
            ("081-234-5678", true),
            ("โทร 02 123 4567", true),
            ("+66 81 234 5678", true),
            ("10.0.0.17", true),
            ("บริการดีมาก 5 ดาว", false),
            ("25,000 บาท", false),
            ("2026-11-20 14:03:22", false),
            ("20/11/2569", false),
            ("01-11-2569 14:03", false),
            ("1234567890", false),
            ("ส่งที่ @line", false),
            ("", false),
        ] {
            assert_eq!(kind(cell).is_some(), want, "{cell}");
        }
    }
}
