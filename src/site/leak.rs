//! The leak gate: the last look at every byte before it becomes public.
//!
//! Pages decide what they show ([`super::veil`]); the gate does not trust
//! them. It knows every private datum of the book and looks for it in every
//! finished file and file name. A hit stops the build and names the page and
//! the kind of datum, never the datum itself: the report may stand in a
//! public log.
//!
//! Sought are names of borrowers and natural contractors (with or without
//! their title), addresses of people, and any number of thirteen digits, the
//! form of a citizen's and a taxpayer's number. Names are found across tags,
//! entities, spaces, zero-width marks and the signs that join a name to its
//! surname, the surname first too; a workbook is opened and its parts are read. Companies, the agencies' announced
//! mailboxes and the office's own are public.

mod digits;
mod looked;
mod names;
mod packed;
mod plain;

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;

use super::Page;
use crate::agenda;
use crate::book::Book;
use crate::record::{RecordId, person};
use crate::text::Words;

pub use looked::Looked;

/// What leaked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Datum {
    /// A borrower's name.
    Borrower,
    /// The name of a contractor who is a natural person.
    Contractor,
    /// The address of a person.
    Address,
    /// A number of thirteen digits.
    Number,
    /// Something packed that cannot be opened, and so not searched.
    Sealed,
}

impl Datum {
    /// Returns what it is, in both languages; never the datum itself.
    #[must_use]
    pub fn words(self) -> Words {
        match self {
            Datum::Borrower => Words::new("ชื่อผู้ยืม", "a borrower's name"),
            Datum::Contractor => Words::new("ชื่อคู่สัญญาที่เป็นบุคคลธรรมดา", "the name of a natural contractor"),
            Datum::Address => Words::new("อีเมลของบุคคล", "a person's mail address"),
            Datum::Number => Words::new("เลข 13 หลัก", "a number of thirteen digits"),
            Datum::Sealed => Words::new(
                "แฟ้มที่เปิดตรวจข้างในไม่ได้",
                "a packed file that cannot be opened and searched",
            ),
        }
    }
}

/// A private datum in a public file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// The file's path in the site.
    pub page: String,
    /// What leaked.
    pub datum: Datum,
    /// The record or agency whose datum it is, by path; nothing for a number.
    pub owner: Option<String>,
}

/// What was found in a file, and whose it is.
type Found<'g> = BTreeSet<(Datum, Option<&'g str>)>;

/// Everything private in a book, ready to be looked for.
#[derive(Debug)]
pub struct Gate {
    finder: Option<AhoCorasick>,
    owners: Vec<(Datum, String)>,
    /// Whether any name is written in Latin letters.
    latin: bool,
    /// Addresses announced to the public; a page shows no other.
    public: BTreeSet<String>,
    /// Identities of calendar events.
    events: BTreeSet<String>,
    /// Short names, each with whose it is.
    short: BTreeMap<String, (Datum, String)>,
    looked: Looked,
}

/// Names shorter than this would be found everywhere.
const SHORTEST_NAME: usize = 4;

/// Names shorter than this, spaces left out, stand inside other words (นาย ก ข
/// in จากข้อ): they are looked for as they are written.
const SHORTEST_SPACELESS: usize = 8;

impl Gate {
    /// Gathers everything private in a book, also of records that today's
    /// register does not list.
    ///
    /// # Panics
    ///
    /// With thousands of millions of names; then nothing may be published.
    #[must_use]
    pub fn new(book: &Book) -> Gate {
        let public = public_addresses(book);
        let mut secrets = Secrets {
            shown: public.iter().map(|address| plain::needle(address)).collect(),
            public,
            list: BTreeMap::new(),
            short: BTreeMap::new(),
        };
        for advance in &book.advances {
            secrets.name(Datum::Borrower, &advance.borrower.name.value, &advance.id);
            let address = advance.borrower.email.as_ref().map(|email| email.value.as_str());
            secrets.address(address, || advance.id.file());
        }
        for guarantee in &book.guarantees {
            let contractor = &guarantee.contractor;
            if contractor.kind.is_natural() {
                secrets.name(Datum::Contractor, &contractor.name.value, &guarantee.id);
            }
            secrets.address(contractor.email.as_ref().map(|email| email.value.as_str()), || {
                guarantee.id.file()
            });
        }
        for agency in book.agencies.values() {
            let head = agency.head.as_ref().and_then(|head| head.email.as_ref());
            secrets.address(head.map(|email| email.value.as_str()), || {
                format!("records/{}/agency.toml", agency.slug)
            });
        }
        let events = identities(book);
        let short = secrets.short.keys().map(String::as_bytes);
        let looked = Looked::of(
            secrets.list.keys().map(Vec::as_slice).chain(short),
            secrets.public.iter().chain(&events).map(String::as_bytes),
        );
        let (public, short) = (secrets.public, secrets.short);
        let (needles, owners): (Vec<Vec<u8>>, Vec<_>) = secrets.list.into_iter().unzip();
        let latin = needles
            .iter()
            .any(|needle| needle.is_ascii() && !needle.contains(&b'@'));
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostFirst)
            .build(&needles)
            .expect("an automaton holds more names than any office has");
        Gate {
            finder: (!needles.is_empty()).then_some(finder),
            owners,
            latin,
            public,
            events,
            short,
            looked,
        }
    }

    /// Under what it looks at pages.
    #[must_use]
    pub fn looked(&self) -> &Looked {
        &self.looked
    }

    /// Looks at one file, its name included. Each datum of a kind and owner is
    /// reported once.
    #[must_use]
    pub fn look(&self, page: &Page) -> Vec<Leak> {
        let mut found: Found<'_> = BTreeSet::new();
        self.search_name(&page.path, &mut found);
        if packed::is_packed(page.bytes()) {
            match packed::parts(page.bytes(), packed::MOST) {
                Some(parts) => {
                    for part in parts {
                        self.search_name(&part.name, &mut found);
                        self.search(&part.bytes, true, &mut found);
                    }
                }
                None => drop(found.insert((Datum::Sealed, None))),
            }
        } else {
            let marked = [".html", ".xml", ".svg"]
                .iter()
                .any(|ending| page.path.ends_with(ending));
            if page.path.ends_with(".ics") {
                self.search(&unfolded(page.bytes()), marked, &mut found);
            } else {
                self.search(page.bytes(), marked, &mut found);
            }
        }
        found
            .into_iter()
            .map(|(datum, owner)| Leak {
                page: page.path.clone(),
                datum,
                owner: owner.map(str::to_owned),
            })
            .collect()
    }

    /// Looks at a file's name: hyphens and underscores stand for spaces there.
    fn search_name<'g>(&'g self, name: &str, found: &mut Found<'g>) {
        let name = name.replace(['-', '_'], " ");
        self.search_plain(&plain::of(name.as_bytes(), false, true), found);
        self.search_short(name.as_bytes(), found);
    }

    /// Looks for short names as they are written, one space between their words.
    fn search_short<'g>(&'g self, text: &[u8], found: &mut Found<'g>) {
        for (name, (datum, owner)) in &self.short {
            if memchr::memmem::find(text, name.as_bytes()).is_some() {
                found.insert((*datum, Some(owner)));
            }
        }
    }

    fn search<'g>(&'g self, bytes: &[u8], marked: bool, found: &mut Found<'g>) {
        self.search_plain(&plain::of(bytes, marked, self.latin), found);
        self.search_short(bytes, found);
        if marked && !self.short.is_empty() {
            self.search_short(&plain::spaced(bytes), found);
        }
        let told = found.iter().any(|(datum, _)| *datum == Datum::Address);
        if !told && self.strange_address(bytes) {
            found.insert((Datum::Address, None));
        }
    }

    fn search_plain<'g>(&'g self, plain: &plain::Plain, found: &mut Found<'g>) {
        if plain.number {
            found.insert((Datum::Number, None));
        }
        for hit in self.finder.iter().flat_map(|finder| finder.find_iter(&plain.text)) {
            let (datum, owner) = &self.owners[hit.pattern().as_usize()];
            found.insert((*datum, Some(owner)));
        }
    }

    /// Returns whether a mail address stands in a file that nobody announced,
    /// such as one that an officer wrote into a project's name.
    fn strange_address(&self, bytes: &[u8]) -> bool {
        let inside = |byte: &u8| byte.is_ascii_alphanumeric() || b".!#$'*+-/=?^_`{|}~".contains(byte);
        let mut from = 0;
        while let Some(at) = memchr::memchr(b'@', &bytes[from..]).map(|at| from + at) {
            // With the byte before the address, which is trimmed off like its full stop.
            let start = bytes[..at].iter().rposition(|byte| !inside(byte)).unwrap_or(0);
            let end = bytes[at + 1..]
                .iter()
                .position(|byte| !inside(byte))
                .map_or(bytes.len(), |len| at + 1 + len);
            let address = String::from_utf8_lossy(&bytes[start..end]).to_ascii_lowercase();
            let address = address.trim_matches(|c: char| !c.is_ascii_alphanumeric());
            let known = self.public.contains(address) || self.events.contains(address);
            if person::is_address(address) && !known {
                return true;
            }
            from = at + 1;
        }
        false
    }

    /// Looks at many files, in their order.
    #[must_use]
    pub fn look_at_all(&self, pages: &[Page]) -> Vec<Leak> {
        pages.par_iter().flat_map_iter(|page| self.look(page)).collect()
    }
}

/// A calendar with its folded lines made whole.
fn unfolded(bytes: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(bytes).replace("\r\n ", "").into_bytes()
}

/// Identities of events, which have the form of an address.
fn identities(book: &Book) -> BTreeSet<String> {
    let domain = agenda::domain(&book.office);
    let advances = book.advances.iter().map(|advance| &advance.id);
    let guarantees = book.guarantees.iter().map(|guarantee| &guarantee.id);
    advances
        .chain(guarantees)
        .map(|id| agenda::uid(id, domain).to_ascii_lowercase())
        .collect()
}

/// Addresses announced to the public, though a record may repeat them.
fn public_addresses(book: &Book) -> BTreeSet<String> {
    let mail = &book.office.mail;
    let agencies = book
        .agencies
        .values()
        .filter_map(|agency| agency.email.as_ref())
        .map(|email| email.value.as_str());
    agencies
        .chain(mail.from.as_deref())
        .chain(mail.reply_to.as_deref())
        .map(str::to_ascii_lowercase)
        .collect()
}

struct Secrets {
    public: BTreeSet<String>,
    /// The public ones as they are read in a file; what cannot be told from them is not sought.
    shown: BTreeSet<Vec<u8>>,
    list: BTreeMap<Vec<u8>, (Datum, String)>,
    short: BTreeMap<String, (Datum, String)>,
}

impl Secrets {
    fn name(&mut self, datum: Datum, name: &str, id: &RecordId) {
        let name = name.trim();
        for form in names::forms(name) {
            let letters = form.chars().filter(|c| !c.is_whitespace()).count();
            if letters >= SHORTEST_SPACELESS {
                let needle = plain::needle(&form);
                // Who borrows often is looked for once.
                if self.list.contains_key(&needle) {
                    continue;
                }
                let spellings = names::spellings(&form);
                let others = spellings.iter().skip(1).map(|written| plain::needle(written));
                for needle in others.chain([needle]) {
                    self.list.entry(needle).or_insert_with(|| (datum, id.file()));
                }
            } else if letters >= SHORTEST_NAME {
                let words: Vec<&str> = form.split_whitespace().collect();
                self.short.entry(words.join(" ")).or_insert_with(|| (datum, id.file()));
            }
        }
    }

    fn address(&mut self, address: Option<&str>, owner: impl Fn() -> String) {
        let form = address.map(|address| plain::needle(address.trim()));
        if let Some(form) = form.filter(|form| !form.is_empty() && !self.shown.contains(form)) {
            self.list.entry(form).or_insert_with(|| (Datum::Address, owner()));
        }
    }
}

#[cfg(test)]
mod tests;
