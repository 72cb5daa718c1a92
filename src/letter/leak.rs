//! The last gate before a mail may leave: it carries nobody else's data.
//!
//! Two mails of the past are the reason. In one, every address stood in `To`;
//! in the other, the text of the recipient before was left in the buffer. Both
//! looked right in the code. So the finished letter is searched, not the code:
//! for names, addresses and paths of every record it does not speak of.

mod sealed;

use std::borrow::Cow;
use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, Match, MatchKind};
use memchr::memmem;

use crate::book::{Entry, Message, Register};
use crate::record::{RecordId, person};

use super::words::line;
use super::{Letter, calendar as events};

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

/// Takes a calendar's long lines together again, so that no name hides in a fold.
fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "").replace("\r\n\t", "")
}

/// Takes what the letter's own records say out of a text, so that a short name
/// of somebody else inside an own name or project is no alarm. One pass,
/// whatever the number of records: an office's list has hundreds.
fn without(said: &str, mine: impl Iterator<Item = String>) -> Cow<'_, str> {
    let forms: BTreeSet<String> = mine
        .filter(|text| !text.is_empty())
        .flat_map(|text| [escaped(&text), text])
        .collect();
    // Longest first: a name may stand inside a project's.
    let finder = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(forms);
    let Some(finder) = finder.ok().filter(|finder| finder.is_match(said)) else {
        return Cow::Borrowed(said);
    };
    let mut rest = String::with_capacity(said.len());
    finder.replace_all_with(said, &mut rest, |_, _, rest| {
        rest.push(' ');
        true
    });
    Cow::Owned(rest)
}

/// A text as the HTML part writes it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// The words of a text that may be a mail address, in small letters.
fn addresses(said: &str) -> impl Iterator<Item = String> {
    let inside = |c: char| c.is_ascii_alphanumeric() || "@.!#$%&'*+-/=?^_`{|}~".contains(c);
    said.match_indices('@').filter_map(move |(at, _)| {
        let (head, tail) = said.split_at(at);
        let head = &head[head.trim_end_matches(inside).len()..];
        let tail = &tail[..tail.len() - tail.trim_start_matches(inside).len()];
        // A rule of a style begins like that: `@media`.
        (!head.is_empty()).then(|| format!("{head}{tail}").trim_matches('.').to_ascii_lowercase())
    })
}

/// The records whose paths a text holds; nothing for what only begins like one.
fn paths(said: &str) -> impl Iterator<Item = Option<RecordId>> {
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let found = |start: &'static str| memmem::find_iter(said.as_bytes(), start);
    found("/advance-")
        .chain(found("/guarantee-"))
        .map(move |at| said.split_at(at))
        .map(move |(head, tail)| {
            let head = &head[head.trim_end_matches(|c: char| inside(c) || c == '/').len()..];
            let mut folders = head.rsplitn(3, '/');
            let (year, agency) = (folders.next()?, folders.next()?);
            let name = tail[1..].split(|c: char| !inside(c)).next()?;
            crate::record::id::parse(&format!("{agency}/{year}/{name}"))
        })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::fixture::{book, day};
    use super::super::{eml, write};
    use super::*;
    use crate::book::plan::plan;
    use crate::press::Press;

    /// What a bug might do to a letter.
    type Change = fn(&mut Letter);

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

    /// What a mail to นางวิไล may say beside its own, and what not.
    #[test]
    fn each_thing_of_somebody_else_is_stopped_and_nothing_more() {
        let mut book = book();
        let other = book.guarantees.iter_mut().find(|one| one.id.number == 39);
        other.expect("the guarantee").contractor.name.value = "ห้าง ก & ข".to_owned();
        let register = Register::new(&book, day("2026-09-14"));
        let plan = plan(&register);
        let press = Press::new(&BTreeMap::new()).expect("sound templates");
        let message = plan.messages.iter().find(|message| message.to.starts_with("wilai"));
        let message = message.expect("a message");
        let clean = write(message, &register, &press).expect("a letter");
        let stopped = |change: fn(&mut Letter)| {
            let mut letter = clean.clone();
            change(&mut letter);
            leaks(&letter, &register, message).join("; ")
        };
        let cases: [(&str, Change, &str); 15] = [
            ("nothing", |_| {}, ""),
            (
                "its address in other letters",
                |mail| mail.to = mail.to.to_ascii_uppercase(),
                "",
            ),
            (
                "another one's only address",
                |mail| mail.to = "pakorn.t@example.org".to_owned(),
                "the letter is not addressed to the one address of the plan",
            ),
            (
                "an address of no record",
                |mail| mail.text.push_str(" สอบถาม help@elsewhere.example wilai@example.org"),
                "",
            ),
            (
                "an agency's mailbox",
                |mail| mail.text.push_str(" สอบถาม PR-Office@example.org."),
                "text: a mail address of somebody else",
            ),
            (
                "a head's mailbox",
                |mail| mail.html.push_str("<a href=\"mailto:pr-director@example.org\">"),
                "html: a mail address of somebody else",
            ),
            (
                "a name",
                |mail| mail.text.push_str(" นายดำรง มั่นคง"),
                "text: a name of another record",
            ),
            (
                "a name as HTML writes it",
                |mail| mail.html.push_str("<p>ห้าง ก &amp; ข</p>"),
                "html: a name of another record",
            ),
            (
                "the same name as text writes it",
                |mail| mail.text.push_str(" ห้าง ก & ข"),
                "text: a name of another record",
            ),
            (
                "a name in a calendar's fold",
                |mail| mail.calendar = Some(("x.ics".to_owned(), "SUMMARY:นายดำ\r\n รง มั่น\r\n\tคง\r\n".to_owned())),
                "calendar: a name of another record",
            ),
            (
                "the page of another record",
                |mail| {
                    mail.html
                        .push_str(" https://x.example/public-relations/2569/advance-0142/");
                },
                "html: the path of another record",
            ),
            (
                "a guarantee's page",
                |mail| mail.text.push_str(" public-relations/2568/guarantee-0037"),
                "text: the path of another record",
            ),
            (
                "a path that no record has",
                |mail| {
                    mail.text
                        .push_str(" public-relations/2569/advance-0999 personnel/2569/advance-0007");
                },
                "",
            ),
            (
                "the borrower in the subject",
                |mail| mail.subject.push_str(" นางวิไล ใจงาม"),
                "the subject names a borrower or contractor",
            ),
            (
                "another one in the subject",
                |mail| mail.subject.push_str(" นายดำรง มั่นคง"),
                "subject: a name of another record",
            ),
        ];
        for (what, change, want) in cases {
            assert_eq!(stopped(change), want, "{what}");
        }
    }

    #[test]
    fn only_an_address_is_read_as_one() {
        for (said, want) in [
            ("@media print", vec![]),
            ("<A.B@C.org>, x", vec!["a.b@c.org"]),
            ("เขียนถึงa@b.org.ขอบคุณ", vec!["a@b.org"]),
        ] {
            assert_eq!(addresses(said).collect::<Vec<_>>(), want, "{said}");
        }
    }
}
