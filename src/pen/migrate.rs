//! From an older format of a book to this program's: a table of steps, each
//! from one number to the next, from texts to texts.
//!
//! A step changes what its number changes and nothing else; comments and order
//! stay. The number in `office.toml` is written here, after each step.

use std::collections::BTreeMap;

use toml::de::DeTable;

use crate::record::format::{FORMAT, OFFICE, declared, too_new};
use crate::text::Words;

/// The files of a book, by their path from its root.
pub type Texts = BTreeMap<String, String>;

/// One step: the format that it leaves, what it does in words, and the doing.
struct Step {
    from: i64,
    said: (&'static str, &'static str),
    change: fn(&mut Texts),
}

/// Format 0 is that of books made before the key was there: they say nothing.
/// What they hold is what format 1 holds, so nothing but the number is written.
const STEPS: &[Step] = &[Step {
    from: 0,
    said: (
        "เขียนรุ่นของรูปแบบ (format) ลงใน office.toml",
        "the format's number is written into office.toml",
    ),
    change: |_| {},
}];

/// What became of a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Migrated {
    /// The files that changed, with their new texts.
    pub changed: Texts,
    /// What was done, a sentence a step.
    pub steps: Vec<Words>,
}

/// Brings a book's texts to this program's format. A book without an office's
/// file, or with one that is not TOML, stays as it is: `check` speaks of it.
///
/// # Errors
///
/// What to say of a book that is newer than this program.
pub fn migrate(texts: &Texts) -> Result<Migrated, Words> {
    by(STEPS, FORMAT, texts)
}

/// Brings one office's text to this program's format, where that is all that
/// the way there changes; nothing where the text stays as it is.
#[must_use]
pub fn office(text: &str) -> Option<String> {
    let texts = Texts::from([(OFFICE.to_owned(), text.to_owned())]);
    migrate(&texts).ok()?.changed.remove(OFFICE)
}

fn by(steps: &[Step], newest: i64, texts: &Texts) -> Result<Migrated, Words> {
    let mut done = Migrated::default();
    let Some(office) = texts.get(OFFICE) else {
        return Ok(done);
    };
    if let Some(words) = too_new(office).filter(|_| newest == FORMAT) {
        return Err(words);
    }
    if DeTable::parse(office).is_err() {
        return Ok(done);
    }
    let mut now = texts.clone();
    let mut at = declared(office).unwrap_or(0);
    while let Some(step) = steps.iter().find(|step| step.from == at && at < newest) {
        (step.change)(&mut now);
        at += 1;
        if let Some(office) = now.get_mut(OFFICE) {
            *office = numbered(office, at);
        }
        done.steps.push(Words::new(step.said.0, step.said.1));
    }
    done.changed = now
        .into_iter()
        .filter(|(path, text)| texts.get(path) != Some(text))
        .collect();
    Ok(done)
}

/// Writes a format's number into an office's text: in the place of the one that
/// stands there, else on a line before the first key, set as that one is.
fn numbered(text: &str, format: i64) -> String {
    let Ok(root) = DeTable::parse(text) else {
        return text.to_owned();
    };
    if let Some(value) = root.get_ref().get("format") {
        let mut text = text.to_owned();
        text.replace_range(value.span(), &format.to_string());
        return text;
    }
    let first = root.get_ref().keys().map(|key| key.span().start).min();
    // A byte-order mark stays what the file begins with.
    let top = text.len() - text.trim_start_matches('\u{feff}').len();
    let start = text[..first.unwrap_or(text.len())].rfind('\n').map_or(top, |at| at + 1);
    let (before, after) = text.split_at(start);
    let line = after.lines().next().unwrap_or_default();
    let is_key = !line.trim_start().starts_with('[');
    let width = line.find('=').filter(|_| is_key).map_or(7, |at| at.max(7));
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    format!("{before}{:width$}= {format}{end}{after}", "format")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_from_before_the_key_gets_it_above_its_first_line() {
        for (before, after) in [
            ("name = \"x\"\n", "format = 1\nname = \"x\"\n"),
            (
                "# ours\n\nname          = \"x\"\n",
                "# ours\n\nformat        = 1\nname          = \"x\"\n",
            ),
            ("# a\r\nname = \"x\"\r\n", "# a\r\nformat = 1\r\nname = \"x\"\r\n"),
            ("[mail]\nfrom = \"a@b.c\"\n", "format = 1\n[mail]\nfrom = \"a@b.c\"\n"),
            ("", "format = 1\n"),
        ] {
            assert_eq!(office(before).as_deref(), Some(after), "{before}");
            assert_eq!(declared(after), Some(1));
            assert_eq!(office(after), None, "a second time changes nothing");
        }
    }

    #[test]
    fn what_is_no_toml_or_no_book_stays() {
        for text in ["name = oops\n", "format = 1\n", "format = \"1\"\nname = oops"] {
            assert_eq!(office(text), None, "{text}");
        }
        assert_eq!(migrate(&Texts::new()), Ok(Migrated::default()));
    }

    #[test]
    fn a_newer_book_is_left_alone() {
        let texts = Texts::from([(OFFICE.to_owned(), "format = 2\n".to_owned())]);
        assert!(migrate(&texts).is_err_and(|words| words.en.contains("newer duebook")));
        assert_eq!(office("format = 2\n"), None);
    }

    #[test]
    fn steps_follow_one_another_and_each_is_told() {
        fn rename(texts: &mut Texts) {
            for text in texts.values_mut() {
                *text = text.replace("mailbox = ", "email   = ");
            }
        }
        let steps = [
            Step {
                from: 0,
                said: ("ศูนย์", "zero"),
                change: |_| {},
            },
            Step {
                from: 1,
                said: ("หนึ่ง", "one"),
                change: rename,
            },
        ];
        let agency = "records/a/agency.toml".to_owned();
        for (office, count) in [("name = \"x\"\n", 2), ("format = 1 # ours\nname = \"x\"\n", 1)] {
            let texts = Texts::from([
                (OFFICE.to_owned(), office.to_owned()),
                (agency.clone(), "# a\nmailbox = \"a@b.c\"\n".to_owned()),
                ("records/b/agency.toml".to_owned(), "name = \"b\"\n".to_owned()),
            ]);
            let done = by(&steps, 2, &texts).expect("a way");
            assert_eq!(done.steps.len(), count);
            assert_eq!(done.changed.len(), 2, "{:?}", done.changed);
            assert_eq!(done.changed[&agency], "# a\nemail   = \"a@b.c\"\n");
            assert_eq!(declared(&done.changed[OFFICE]), Some(2));
            assert!(office.contains('#') == done.changed[OFFICE].contains("# ours"));
        }
    }

    #[test]
    fn every_format_has_its_way_to_the_next() {
        let steps: Vec<i64> = STEPS.iter().map(|step| step.from).collect();
        assert_eq!(steps, (0..FORMAT).collect::<Vec<_>>());
    }
}
