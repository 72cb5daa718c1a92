//! The last gate before a mail may leave: it carries nobody else's data.
//!
//! Two mails of the past are the reason. In one, every address stood in `To`;
//! in the other, the text of the recipient before was left in the buffer. Both
//! looked right in the code. So the finished letter is searched, not the code:
//! for names, addresses and paths of every record it does not speak of.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::{Entry, Message, Register};
use crate::record::{RecordId, id, person};
use crate::text::Placed;

use super::Letter;
use super::words::line;

/// The shortest name worth searching for, in letters: a shorter one is part
/// of words.
const SHORTEST: usize = 4;

/// Everything of everybody that a register knows, ready to be looked for.
#[derive(Debug)]
pub struct Gate<'r, 'b> {
    register: &'r Register<'b>,
    /// Names by their first letters, so that a text is read once, not once a name.
    names: BTreeMap<String, BTreeSet<String>>,
    addresses: BTreeSet<String>,
}

impl<'r, 'b> Gate<'r, 'b> {
    /// Makes the gate of a register; one serves all letters of a run.
    #[must_use]
    pub fn new(register: &'r Register<'b>) -> Gate<'r, 'b> {
        let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut addresses = BTreeSet::new();
        let mut reach = |address: Option<&Placed<String>>| {
            addresses.extend(address.map(|address| address.value.to_ascii_lowercase()));
        };
        for entry in &register.entries {
            let (name, address) = party(entry);
            let head: String = name.chars().take(SHORTEST).collect();
            if head.chars().count() == SHORTEST {
                names.entry(head).or_default().insert(name);
            }
            reach(address);
        }
        for agency in register.book.agencies.values() {
            reach(agency.email.as_ref());
            reach(agency.head.as_ref().and_then(|head| head.email.as_ref()));
        }
        Gate {
            register,
            names,
            addresses,
        }
    }

    /// Returns what a finished letter says that it must not; nothing where it
    /// may go.
    ///
    /// Looked for are, in subject, text, HTML and calendar: the names,
    /// addresses and paths of records that the message does not speak of, and
    /// every mailbox of an agency or head; then a second recipient. The subject
    /// holds no party's name at all, a company's included.
    #[must_use]
    pub fn leaks(&self, letter: &Letter, message: &Message<'_, '_>) -> Vec<String> {
        let mut found = Vec::new();
        if !person::is_address(&letter.to) || !letter.to.eq_ignore_ascii_case(&message.to) {
            found.push("the letter is not addressed to the one address of the plan".to_owned());
        }
        let own = Own::of(letter, message);
        let calendar = letter
            .calendar
            .as_ref()
            .map(|(_, text)| unfolded(text))
            .unwrap_or_default();
        let html = unescaped(&letter.html);
        let parts = [
            ("subject", &letter.subject),
            ("text", &letter.text),
            ("html", &html),
            ("calendar", &calendar),
        ];
        for (part, said) in parts {
            // Most letters are clean at the first look; only what is found is
            // looked at again without the letter's own names and projects.
            let stands = |look: &dyn Fn(&str) -> bool| look(said) && look(&own.taken_out(said));
            let leak = |what: &str| format!("{part}: {what}");
            found.extend(stands(&|said| self.name_in(said, &own)).then(|| leak("a name of another record")));
            found.extend(stands(&|said| self.address_in(said, &own)).then(|| leak("a mail address of somebody else")));
            found.extend(stands(&|said| self.path_in(said, &own)).then(|| leak("the path of another record")));
        }
        let subject = line(&letter.subject);
        if own
            .names
            .iter()
            .any(|name| name.chars().count() >= SHORTEST && subject.contains(name))
        {
            found.push("the subject names a borrower or contractor".to_owned());
        }
        found
    }

    fn name_in(&self, said: &str, own: &Own) -> bool {
        let starts: Vec<usize> = said.char_indices().map(|(at, _)| at).chain([said.len()]).collect();
        starts.windows(SHORTEST + 1).any(|window| {
            let names = self.names.get(&said[window[0]..window[SHORTEST]]);
            names.is_some_and(|names| {
                names
                    .iter()
                    .any(|name| !own.names.contains(name) && said[window[0]..].starts_with(name.as_str()))
            })
        })
    }

    fn address_in(&self, said: &str, own: &Own) -> bool {
        let inside = |c: char| c.is_ascii_alphanumeric() || "@.!#$%&'*+-/=?^_`{|}~".contains(c);
        said.split(|c: char| !inside(c))
            .filter(|word| word.contains('@'))
            .map(|word| word.trim_matches('.').to_ascii_lowercase())
            .any(|word| self.addresses.contains(&word) && !own.addresses.contains(&word))
    }

    fn path_in(&self, said: &str, own: &Own) -> bool {
        let paths = ["/advance-", "/guarantee-"]
            .into_iter()
            .flat_map(|kind| said.match_indices(kind));
        paths
            .filter_map(|(at, _)| path_at(said, at))
            .any(|id| !own.ids.contains(&id) && self.register.get(&id).is_some())
    }
}

/// Returns what a finished letter says that it must not; see [`Gate::leaks`].
/// For more letters than one, make the gate once.
#[must_use]
pub fn leaks(letter: &Letter, register: &Register<'_>, message: &Message<'_, '_>) -> Vec<String> {
    Gate::new(register).leaks(letter, message)
}

/// What the letter may say: its own records, its sender and its recipient.
struct Own {
    ids: BTreeSet<RecordId>,
    names: BTreeSet<String>,
    addresses: BTreeSet<String>,
    /// Names and projects, the longest first: a name may stand inside a project's.
    texts: Vec<String>,
}

impl Own {
    fn of(letter: &Letter, message: &Message<'_, '_>) -> Own {
        let office = [Some(&letter.from), letter.reply_to.as_ref(), Some(&letter.to)];
        let mut own = Own {
            ids: BTreeSet::new(),
            names: BTreeSet::new(),
            addresses: office
                .into_iter()
                .flatten()
                .map(|address| address.to_ascii_lowercase())
                .collect(),
            texts: Vec::new(),
        };
        let mut texts = BTreeSet::new();
        for item in &message.items {
            let (name, address) = party(item.entry);
            own.ids.insert(item.entry.id().clone());
            own.addresses
                .extend(address.map(|address| address.value.to_ascii_lowercase()));
            texts.extend([name.clone(), line(item.entry.project())]);
            own.names.insert(name);
        }
        own.texts = texts.into_iter().filter(|text| !text.is_empty()).collect();
        own.texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        own
    }

    /// Takes out what the letter's own records say, so that a short name of
    /// somebody else inside an own name or project is no alarm.
    fn taken_out(&self, said: &str) -> String {
        let mut rest = said.to_owned();
        for text in &self.texts {
            if rest.contains(text.as_str()) {
                rest = rest.replace(text.as_str(), " ");
            }
        }
        rest
    }
}

/// The borrower or contractor of a record: name and address.
fn party<'e>(entry: &'e Entry<'_>) -> (String, Option<&'e Placed<String>>) {
    match entry {
        Entry::Advance(record, _) => (line(&record.borrower.name.value), record.borrower.email.as_ref()),
        Entry::Guarantee(record, _) => (line(&record.contractor.name.value), record.contractor.email.as_ref()),
    }
}

/// The record whose path has its last `/` at a place of a text.
fn path_at(said: &str, at: usize) -> Option<RecordId> {
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let head = &said[..at];
    let start = head.rfind(|c: char| !inside(c) && c != '/').map_or(0, |before| {
        before + head[before..].chars().next().map_or(1, char::len_utf8)
    });
    let folders: Vec<&str> = head[start..].rsplitn(3, '/').collect();
    let [year, agency, ..] = folders[..] else { return None };
    let name = said[at + 1..].split(|c: char| !inside(c)).next()?;
    id::parse(&format!("{agency}/{year}/{name}"))
}

/// Takes a calendar's long lines together again, so that no name hides in a fold.
fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "").replace("\r\n\t", "")
}

/// The HTML part as its reader sees it; `&amp;` last, as it makes new ones.
fn unescaped(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::fixture::{book, day};
    use super::super::{eml, write};
    use super::*;
    use crate::book::plan::plan;
    use crate::press::Press;

    /// 2018: a loop wrote every recipient into `To`.
    #[test]
    fn all_addresses_in_to_are_stopped() {
        let book = book();
        let register = Register::new(&book, day("2026-09-14"));
        let plan = plan(&register);
        let press = Press::new(&BTreeMap::new()).expect("sound templates");
        let mut letter = write(&plan.messages[0], &register, &press).expect("a letter");
        let everybody: Vec<&str> = plan.messages.iter().map(|message| message.to.as_str()).collect();
        letter.to = everybody.join(", ");
        assert!(!leaks(&letter, &register, &plan.messages[0]).is_empty());
        assert!(
            eml::bytes(&letter, eml::morning(register.today)).is_err(),
            "two addresses are no address"
        );
    }

    /// 2016: the buffer still held the text of the recipient before.
    #[test]
    fn the_text_of_the_recipient_before_is_stopped() {
        let book = book();
        let register = Register::new(&book, day("2026-09-14"));
        let plan = plan(&register);
        let press = Press::new(&BTreeMap::new()).expect("sound templates");
        let written = |to: &str| {
            let message = plan
                .messages
                .iter()
                .find(|message| message.to.starts_with(to))
                .expect("a message");
            (message, write(message, &register, &press).expect("a letter"))
        };
        let ((_, before), (message, clean)) = (written("pakorn"), written("wilai"));
        assert!(leaks(&clean, &register, message).is_empty());
        let mut part = clean.clone();
        part.text = format!("{}{}", before.text, clean.text);
        let found = leaks(&part, &register, message);
        assert!(found.iter().any(|leak| leak.contains("text: a name")), "{found:?}");
        assert!(found.iter().any(|leak| leak.contains("text: the path")), "{found:?}");
        let mut part = clean.clone();
        part.html = format!("{}{}", before.html, clean.html);
        assert!(!leaks(&part, &register, message).is_empty());
        let mut part = clean.clone();
        part.calendar = before.calendar;
        assert!(part.calendar.is_none() || !leaks(&part, &register, message).is_empty());
        let mut part = clean.clone();
        part.text.push_str("สำเนา: Pakorn.T@example.org");
        assert!(!leaks(&part, &register, message).is_empty());
        let mut part = clean;
        part.subject.push_str(" นางวิไล ใจงาม");
        assert!(!leaks(&part, &register, message).is_empty());
    }
}
