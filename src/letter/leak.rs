//! The last gate before a mail may leave: it carries nobody else's data.
//!
//! Two mails of the past are the reason. In one, every address stood in `To`;
//! in the other, the text of the recipient before was left in the buffer. Both
//! looked right in the code. So the finished letter is searched, not the code:
//! for names, addresses and paths of every record it does not speak of.

mod said;
mod sealed;

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, Match, MatchKind};

use crate::book::{Entry, Message, Register};
use crate::record::{RecordId, person};

use super::words::line;
use super::{Letter, calendar as events};
use said::{addresses, escaped, paths, unfolded, without};

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
        // An event is named like an address, by its record's path.
        let uids = message.items.iter().map(|item| events::uid(item, letter.domain()));
        let uids: Vec<String> = uids.collect();
        let known = [
            Some(letter.from.as_str()),
            letter.reply_to.as_deref(),
            Some(letter.to.as_str()),
        ];
        let known: Vec<&str> = known
            .into_iter()
            .flatten()
            .chain(uids.iter().map(String::as_str))
            .collect();
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
        let own = Own::new(entries, known);
        for (part, said) in parts {
            // A name of somebody else may be a piece of an own one: only what
            // is not plainly the letter's own is looked at without these.
            if !self.is_plainly_own(said, &own) {
                let texts = entries.iter().map(|entry| line(entry.project()));
                let texts = texts.chain(people.iter().map(|name| line(name)));
                // What the offices are called, as one of them may be another's party too.
                let (office, agencies) = (&self.register.book.office, self.register.book.agencies.values());
                let offices = agencies
                    .flat_map(|agency| [Some(&agency.name), agency.name_en.as_ref()])
                    .chain([Some(&office.name), office.name_en.as_ref()]);
                let offices = offices.flatten().map(|name| line(name));
                let said_of_others = without(said, texts.chain(own.names.iter().cloned()).chain(offices));
                self.names(part, &said_of_others, &own, found);
                self.addresses(part, &said_of_others, &own, found);
                self.paths(part, &said_of_others, &own, found);
            }
            if *part == "subject" {
                let plain = line(said);
                let named = |name: &String| name.chars().count() >= SHORTEST && plain.contains(name.as_str());
                if own.names.iter().any(named) {
                    found.push("the subject names a borrower or contractor".to_owned());
                }
            }
        }
    }

    /// Whether every name, address and path in a text is one of the letter's own.
    fn is_plainly_own(&self, said: &str, own: &Own<'_>) -> bool {
        !self.has_strange_name(said, own)
            && addresses(said).all(|address| own.addresses.contains(&address))
            && paths(said).all(|id| id.is_some_and(|id| own.ids.contains(&id)))
    }

    /// Whether a name stands in a text that is neither an own one nor a piece
    /// of one. Without a finder nothing is known to be clean.
    fn has_strange_name(&self, said: &str, own: &Own<'_>) -> bool {
        let Some(finder) = &self.finder else { return true };
        let is_own = |hit: &Match| {
            let name = self.names.get(hit.pattern().as_usize());
            name.is_some_and(|name| own.names.contains(name))
        };
        let (mine, strange): (Vec<Match>, Vec<Match>) = finder.find_overlapping_iter(said).partition(is_own);
        let inside = |hit: &Match, mine: &Match| mine.start() <= hit.start() && hit.end() <= mine.end();
        strange.iter().any(|hit| !mine.iter().any(|mine| inside(hit, mine)))
    }

    fn names(&self, part: &str, said: &str, own: &Own<'_>, found: &mut Vec<String>) {
        if self.finder.is_none() {
            found.push(format!("{part}: the names could not be looked for"));
        } else if self.has_strange_name(said, own) {
            found.push(format!("{part}: a name of another record"));
        }
    }

    fn addresses(&self, part: &str, said: &str, own: &Own<'_>, found: &mut Vec<String>) {
        let strange = |address: &String| !own.addresses.contains(address) && self.addresses.contains(address);
        if addresses(said).any(|address| strange(&address)) {
            found.push(format!("{part}: a mail address of somebody else"));
        }
    }

    fn paths(&self, part: &str, said: &str, own: &Own<'_>, found: &mut Vec<String>) {
        let strange = |id: &RecordId| !own.ids.contains(id) && self.register.get(id).is_some();
        if paths(said).flatten().any(|id| strange(&id)) {
            found.push(format!("{part}: the path of another record"));
        }
    }
}

/// What a letter may say: the data of its own records, and the addresses that
/// stand in its head.
struct Own<'b> {
    names: BTreeSet<String>,
    addresses: BTreeSet<String>,
    ids: BTreeSet<&'b RecordId>,
}

impl<'b> Own<'b> {
    fn new(entries: &[&'b Entry<'b>], known: &[&str]) -> Own<'b> {
        let mut own = Known::default();
        for entry in entries {
            own.add(entry);
        }
        own.addresses
            .extend(known.iter().map(|address| address.to_ascii_lowercase()));
        Own {
            names: own.names.into_iter().map(line).collect(),
            addresses: own.addresses,
            ids: entries.iter().map(|entry| entry.id()).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
