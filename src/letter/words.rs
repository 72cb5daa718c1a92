//! Small words of a letter: whom it greets, who sends it, and how a rendered
//! text is brought into shape.

use crate::book::{Entry, Item, Register};
use crate::money::Satang;
use crate::record::Recipient;

pub(crate) use crate::agenda::line;

/// The most letters of a sender's name that fit one RFC 2047 encoded word;
/// a name in two words is shown with a gap by some readers.
const SENDER_LETTERS: usize = 15;

/// Returns a number of days: `1,497 วัน`.
pub(crate) fn days(n: i64) -> String {
    format!("{} วัน", Satang(n.saturating_mul(100)).grouped_baht())
}

/// Returns the office's short name for the From line: the first word of its
/// name, `ฝ่ายการคลัง`; nothing where that is too long.
pub(crate) fn sender_name(office: &str) -> Option<String> {
    short(office).filter(|word| word.chars().count() <= SENDER_LETTERS)
}

/// Returns the first word of an office's name.
pub(crate) fn short(office: &str) -> Option<String> {
    office.split_whitespace().next().map(str::to_owned)
}

/// Returns whom a mail greets, in each role once.
pub(crate) fn greeting(roles: &[Recipient], items: &[Item<'_, '_>], register: &Register<'_>) -> String {
    let mut names: Vec<String> = Vec::new();
    for role in roles {
        // Each role is named by a record that speaks to it: the most urgent
        // record of a mailbox may be another person's loan.
        let Some(item) = items.iter().find(|item| item.role == *role) else {
            continue;
        };
        let name = addressed(*role, item.entry, register);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(" และ")
}

fn addressed(role: Recipient, entry: &Entry<'_>, register: &Register<'_>) -> String {
    let agency = register.book.agencies.get(&entry.id().agency);
    let agency_name = agency.map_or_else(|| entry.id().agency.clone(), |agency| line(&agency.name));
    match role {
        Recipient::Borrower | Recipient::Contractor => match entry {
            Entry::Advance(advance, _) => familiar(&advance.borrower.name.value),
            Entry::Guarantee(guarantee, _) => line(&guarantee.contractor.name.value),
        },
        Recipient::Agency => agency_name,
        Recipient::Head => agency
            .and_then(|agency| agency.head.as_ref()?.position.as_deref())
            .map_or_else(|| format!("หัวหน้า{agency_name}"), line),
        Recipient::Office => short(&register.book.office.name).unwrap_or_default(),
    }
}

/// Returns `คุณปกรณ์` for `นายปกรณ์ ตั้งสุขเกษม`; a name without one of the
/// common titles is used whole, as no rule tells its first part from a rank.
fn familiar(name: &str) -> String {
    let name = line(name);
    for title in ["นางสาว", "น.ส.", "นาย", "นาง"] {
        let Some(rest) = name.strip_prefix(title) else { continue };
        let Some(first) = rest.split_whitespace().next() else {
            continue;
        };
        // A mark cannot begin a word: then the "title" was part of the name.
        let starts = first.chars().next().is_some_and(|c| matches!(c, 'ก'..='ฮ' | 'เ'..='ไ'));
        if starts && rest.trim_start().contains(' ') {
            return format!("คุณ{first}");
        }
    }
    name
}

/// Splits a rendered text into its subject and its body; nothing where the
/// first line is no subject.
pub(crate) fn part(rendered: &str) -> Option<(String, String)> {
    let (head, body) = rendered.trim_start().split_once('\n')?;
    let subject = line(head.strip_prefix("Subject:")?);
    (!subject.is_empty()).then(|| (subject, tidy(body)))
}

/// Trims line ends and leaves at most one empty line between paragraphs, so
/// that a template may be laid out for its reader.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = true;
    for row in text.split('\n').map(str::trim_end) {
        if row.is_empty() {
            if !empty {
                out.push('\n');
            }
            empty = true;
        } else {
            out.push_str(row);
            out.push('\n');
            empty = false;
        }
    }
    let kept = out.trim_end().len();
    out.truncate(kept);
    out.push('\n');
    out
}

/// Splits a tidy text into paragraphs and these into lines.
pub(crate) fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let lines = |paragraph: &str| paragraph.lines().map(str::to_owned).collect();
    text.split("\n\n").map(lines).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_greeted_by_the_first_name() {
        for (name, want) in [
            ("นางสาวชลธิชา เพชรรัตนกุล", "คุณชลธิชา"),
            ("นายปกรณ์  ตั้งสุขเกษม", "คุณปกรณ์"),
            ("นาง อรทัย ใจดี", "คุณอรทัย"),
            ("น.ส.เมษา ดีงาม", "คุณเมษา"),
            ("ว่าที่ร้อยตรีสมหมาย กล้าหาญ", "ว่าที่ร้อยตรีสมหมาย กล้าหาญ"),
            ("นายิกา", "นายิกา"),
        ] {
            assert_eq!(familiar(name), want);
        }
    }

    #[test]
    fn a_sender_fits_one_encoded_word() {
        assert_eq!(
            sender_name("ฝ่ายการคลัง สำนักงานเลขานุการปลัดกรุงเทพมหานคร").as_deref(),
            Some("ฝ่ายการคลัง")
        );
        assert_eq!(sender_name("สำนักงานเลขานุการปลัดกรุงเทพมหานคร"), None);
    }

    #[test]
    fn a_text_begins_with_its_subject() {
        assert_eq!(
            part("\nSubject:  ก  ข\n\n\n\nค  \n\n\nง\n"),
            Some(("ก ข".into(), "ค\n\nง\n".into()))
        );
        assert_eq!(part("ก\nข"), None);
        assert_eq!(part("Subject: \nข"), None);
    }
}
