//! The last gate before a mail may leave: it carries nobody else's data.
//!
//! Two mails of the past are the reason. In one, every address stood in `To`;
//! in the other, the text of the recipient before was left in the buffer. Both
//! looked right in the code. So the finished letter is searched, not the code:
//! for names, addresses and paths of every record it does not speak of.

mod sealed;

use std::borrow::Cow;
use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::book::{Entry, Message, Register};
use crate::record::{RecordId, person};

use super::Letter;
use super::words::line;

/// The shortest name worth searching for: a shorter one is part of words.
const SHORTEST: usize = 4;

/// What belongs to one party of a record.
#[derive(Default)]
struct Known<'b> {
    names: BTreeSet<&'b str>,
    addresses: BTreeSet<String>,
}

impl<'b> Known<'b> {
    fn add(&mut self, entry: &Entry<'b>) {
        let (name, address) = match entry {
            Entry::Advance(record, _) => (record.borrower.name.value.trim(), &record.borrower.email),
            Entry::Guarantee(record, _) => (record.contractor.name.value.trim(), &record.contractor.email),
        };
        self.names.insert(name);
        self.addresses
            .extend(address.iter().map(|address| address.value.to_ascii_lowercase()));
    }
}

/// Everything that could leak from a register, ready to be looked for in each
/// of its letters.
pub struct Gate<'g, 'b> {
    register: &'g Register<'b>,
    /// Finds every name of the register, as text and as HTML writes it.
    finder: Option<AhoCorasick>,
    /// The name that each pattern of the finder stands for.
    names: Vec<String>,
    /// Addresses of all records, agencies and heads.
    addresses: BTreeSet<String>,
}

/// Returns what a finished letter says that it must not; nothing where it may go.
///
/// One letter of many is better held against one [`Gate`].
#[must_use]
pub fn leaks(letter: &Letter, register: &Register<'_>, message: &Message<'_, '_>) -> Vec<String> {
    Gate::new(register).look(letter, message)
}

impl<'g, 'b> Gate<'g, 'b> {
    /// Gathers the names and addresses of a register.
    #[must_use]
    pub fn new(register: &'g Register<'b>) -> Gate<'g, 'b> {
        let mut known = Known::default();
        for entry in &register.entries {
            known.add(entry);
        }
        let mut addresses = known.addresses;
        for agency in register.book.agencies.values() {
            let head = agency.head.as_ref().and_then(|head| head.email.as_ref());
            addresses.extend(
                agency
                    .email
                    .iter()
                    .chain(head)
                    .map(|address| address.value.to_ascii_lowercase()),
            );
        }
        let (mut patterns, mut names) = (Vec::new(), Vec::new());
        for name in known
            .names
            .into_iter()
            .map(line)
            .filter(|name| name.chars().count() >= SHORTEST)
        {
            let escaped = escaped(&name);
            if escaped != name {
                patterns.push(escaped);
                names.push(name.clone());
            }
            patterns.push(name.clone());
            names.push(name);
        }
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&patterns)
            .ok();
        Gate {
            register,
            finder,
            names,
            addresses,
        }
    }

    /// Returns what a letter says that it must not; nothing where it may go.
    ///
    /// Looked for are, in subject, text, HTML, calendar and addresses: the names,
    /// addresses and paths of records that the message does not speak of, every
    /// mailbox of an agency or head, and a second recipient. The subject holds no
    /// party's name at all, a company's included.
    #[must_use]
    pub fn look(&self, letter: &Letter, message: &Message<'_, '_>) -> Vec<String> {
        let mut found = Vec::new();
        if !person::is_address(&letter.to) || !letter.to.eq_ignore_ascii_case(&message.to) {
            found.push("the letter is not addressed to the one address of the plan".to_owned());
        }
        let calendar = letter
            .calendar
            .as_ref()
            .map(|(_, text)| unfolded(text))
            .unwrap_or_default();
        let parts = [
            ("subject", letter.subject.as_str()),
            ("text", letter.text.as_str()),
            ("html", letter.html.as_str()),
            ("calendar", calendar.as_str()),
        ];
        let entries: Vec<&Entry<'_>> = message.items.iter().map(|item| item.entry).collect();
        let known = [
            Some(letter.from.as_str()),
            letter.reply_to.as_deref(),
            Some(letter.to.as_str()),
        ];
        let known: Vec<&str> = known.into_iter().flatten().collect();
        self.search(&parts, &entries, &[], &known, &mut found);
        found
    }

    /// Looks through parts of a mail or letter that speaks of `entries` and may
    /// name `people` and show the addresses `known`; the part `subject` holds no
    /// party's name at all.
    pub(super) fn search(
        &self,
        parts: &[(&str, &str)],
        entries: &[&Entry<'_>],
        people: &[&str],
        known: &[&str],
        found: &mut Vec<String>,
    ) {
        let ids: BTreeSet<&RecordId> = entries.iter().map(|entry| entry.id()).collect();
        let mut own = Known::default();
        for entry in entries {
            own.add(entry);
        }
        let names = own.names.iter().chain(people).map(|name| line(name));
        let projects = entries.iter().map(|entry| line(entry.project()));
        // What the offices are called, as one of them may be another's party too.
        let (office, agencies) = (&self.register.book.office, self.register.book.agencies.values());
        let offices = agencies
            .flat_map(|agency| [Some(&agency.name), agency.name_en.as_ref()])
            .chain([Some(&office.name), office.name_en.as_ref()]);
        let mine = Own::new(names.chain(projects).chain(offices.flatten().map(|name| line(name))));
        for (part, said) in parts {
            let said_of_others = mine.without(said);
            self.names(part, &said_of_others, &own, found);
            self.addresses(part, &said_of_others, known, &own, found);
            paths(part, &said_of_others, self.register, &ids, found);
            let plain = line(said);
            let named = |name: &&str| name.chars().count() >= SHORTEST && plain.contains(&line(name));
            if *part == "subject" && own.names.iter().any(named) {
                found.push("the subject names a borrower or contractor".to_owned());
            }
        }
    }

    fn names(&self, part: &str, said: &str, own: &Known<'_>, found: &mut Vec<String>) {
        let Some(finder) = &self.finder else {
            // Without a finder nothing is known to be clean, so nothing goes.
            return found.push(format!("{part}: the names could not be looked for"));
        };
        let own: BTreeSet<String> = own.names.iter().map(|name| line(name)).collect();
        let strange = finder.find_overlapping_iter(said).any(|hit| {
            self.names
                .get(hit.pattern().as_usize())
                .is_none_or(|name| !own.contains(name))
        });
        if strange {
            found.push(format!("{part}: a name of another record"));
        }
    }

    fn addresses(&self, part: &str, said: &str, office: &[&str], own: &Known<'_>, found: &mut Vec<String>) {
        let inside = |c: char| c.is_ascii_alphanumeric() || "@.!#$%&'*+-/=?^_`{|}~".contains(c);
        for word in said.split(|c: char| !inside(c)).filter(|word| word.contains('@')) {
            let word = word.trim_matches('.').to_ascii_lowercase();
            let known = own.addresses.contains(&word) || office.iter().any(|ours| word.eq_ignore_ascii_case(ours));
            if !known && self.addresses.contains(&word) {
                found.push(format!("{part}: a mail address of somebody else"));
                return;
            }
        }
    }
}

/// Takes a calendar's long lines together again, so that no name hides in a fold.
fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "").replace("\r\n\t", "")
}

/// What the letter's own records say, to be taken out before the search, so
/// that a short name of somebody else inside an own name or project is no alarm.
struct Own(Option<AhoCorasick>);

impl Own {
    fn new(mine: impl Iterator<Item = String>) -> Own {
        let forms: BTreeSet<String> = mine
            .filter(|text| !text.is_empty())
            .flat_map(|text| [escaped(&text), text])
            .collect();
        // Longest first: a name may stand inside a project's.
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(forms);
        Own(finder.ok())
    }

    /// One pass, whatever the number of records: an office's list has hundreds.
    fn without<'t>(&self, said: &'t str) -> Cow<'t, str> {
        let Some(finder) = self.0.as_ref().filter(|finder| finder.is_match(said)) else {
            return Cow::Borrowed(said);
        };
        let mut rest = String::with_capacity(said.len());
        finder.replace_all_with(said, &mut rest, |_, _, rest| {
            rest.push(' ');
            true
        });
        Cow::Owned(rest)
    }
}

/// A text as the HTML part writes it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

fn paths(part: &str, said: &str, register: &Register<'_>, own: &BTreeSet<&RecordId>, found: &mut Vec<String>) {
    for kind in ["/advance-", "/guarantee-"] {
        for (at, _) in said.match_indices(kind) {
            let inside = |c: char| c.is_ascii_alphanumeric() || c == '-';
            let head = &said[..at];
            let start = head.rfind(|c: char| !inside(c) && c != '/').map_or(0, |before| {
                before + head[before..].chars().next().map_or(1, char::len_utf8)
            });
            let folders: Vec<&str> = head[start..].rsplitn(3, '/').collect();
            let [year, agency, ..] = folders[..] else { continue };
            let name = said[at + 1..].split(|c: char| !inside(c)).next().unwrap_or_default();
            let Some(id) = crate::record::id::parse(&format!("{agency}/{year}/{name}")) else {
                continue;
            };
            if !own.contains(&id) && register.get(&id).is_some() {
                found.push(format!("{part}: the path of another record"));
                return;
            }
        }
    }
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
