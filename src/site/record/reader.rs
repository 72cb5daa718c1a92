//! For whom a record's page is written: the audience, the language, the day.

use chrono::NaiveDate;
use serde::Serialize;

use super::markup::{Markup, safe_link};
use super::past::Line;
use super::speech::Speech;
use crate::book::{Book, Entry, Flag};
use crate::digest::sha256;
use crate::history::story::Chronicle;
use crate::record::office::Forge;
use crate::record::{Audience, Hold, RecordId};
use crate::rule::Rule;
use crate::site::form::{self, Act, Acts};
use crate::site::{Desk, veil};
use crate::text::Lang;

/// The book as of a day, for one audience, in one language.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// The book.
    pub book: &'a Book,
    /// The day.
    pub today: NaiveDate,
    /// For whom.
    pub audience: Audience,
    /// In which words.
    pub voice: Speech<'a>,
    /// What the commits did.
    pub past: &'a Chronicle,
}

/// The answer at the head of a page.
#[derive(Clone, Debug, Serialize)]
pub struct Banner {
    /// Class of the hue: late, now, time, done, hand, wait.
    pub hue: &'static str,
    /// Name of the icon.
    pub icon: &'static str,
    /// The state, in words that stand alone.
    pub headline: String,
    /// How much, until when.
    pub sentence: Markup,
    /// What else must be known at once.
    pub more: Vec<Markup>,
}

/// A term and what it says.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// The term.
    pub term: String,
    /// What it says.
    pub value: Markup,
}

/// A remark on a record: what deserves an eye.
#[derive(Clone, Debug, Serialize)]
pub struct Remark {
    /// Class of the hue.
    pub hue: &'static str,
    /// Name of the icon.
    pub icon: &'static str,
    /// In words.
    pub words: String,
}

/// Where a number comes from.
#[derive(Clone, Debug, Serialize)]
pub struct Law {
    /// The clause, or the rule's own name.
    pub clause: Markup,
    /// The regulation's title.
    pub regulation: Markup,
    /// The clause's words.
    pub text: Option<Markup>,
    /// Whether the office has confirmed the numbers.
    pub confirmed: bool,
    /// Who confirmed them and when, or that nobody has yet.
    pub confirmation: Markup,
}

/// What lets a reader check the page.
#[derive(Clone, Debug, Serialize)]
pub struct Evidence {
    /// Path of the record's file.
    pub file: String,
    /// SHA-256 of the file, as `sha256sum` prints it; inside the office only.
    pub sha256: Option<String>,
    /// The file's edit page; for the office alone.
    pub edit: Option<String>,
    /// What the commits did to it, newest first.
    pub past: Vec<Line>,
    /// What may be entered for the record; for the office alone.
    pub acts: Option<Acts>,
}

impl<'a> Reader<'a> {
    /// The reader of the pages that are made at a desk.
    #[must_use]
    pub fn of(desk: &'a Desk<'_>) -> Reader<'a> {
        Reader {
            book: desk.register.book,
            today: desk.register.today,
            audience: desk.audience,
            voice: Speech { voice: desk.voice },
            past: &desk.stamp.past,
        }
    }
}

impl Reader<'_> {
    /// Returns whether private facts may be shown.
    #[must_use]
    pub fn internal(&self) -> bool {
        self.audience == Audience::Internal
    }

    /// Returns a private text for the office, nothing for the public.
    #[must_use]
    pub fn private<'t>(&self, text: Option<&'t str>) -> Option<&'t str> {
        veil::free_text(self.audience, text).filter(|text| !text.trim().is_empty())
    }

    /// Returns a Thai name, or its English form where the page is English.
    #[must_use]
    pub fn name(&self, thai: &str, english: Option<&str>) -> Markup {
        match (self.voice.lang(), english) {
            (Lang::En, Some(english)) => Markup::text(english),
            _ => self.voice.thai(thai),
        }
    }

    /// Returns the agency's name of a record.
    #[must_use]
    pub fn agency(&self, id: &RecordId) -> Markup {
        match self.book.agencies.get(&id.agency) {
            Some(agency) => self.name(&agency.name, agency.name_en.as_deref()),
            None => Markup::text(&id.agency),
        }
    }

    /// Returns the agency's name of a record, leading to its page; a record's
    /// page stands one folder below it.
    #[must_use]
    pub fn agency_link(&self, id: &RecordId) -> Markup {
        let name = self.agency(id);
        if self.book.agencies.contains_key(&id.agency) {
            return Markup::trusted(format!("<a href=\"../index.html\">{name}</a>"));
        }
        name
    }

    /// Returns where a rule stands in the law.
    #[must_use]
    pub fn law(&self, rule: &Rule) -> Law {
        let voice = &self.voice;
        let regulation = self.book.rules.regulation(rule.regulation());
        let confirmed = regulation.and_then(|regulation| regulation.confirmed.as_ref());
        Law {
            clause: voice.thai(rule.clause.as_deref().unwrap_or(&rule.id)),
            regulation: voice.thai(regulation.map_or(rule.regulation(), |regulation| &regulation.title)),
            text: rule.text.as_deref().map(|text| voice.thai(text)),
            confirmed: confirmed.is_some(),
            confirmation: match confirmed {
                Some((by, on)) => voice.rich("record.confirmed", &[("by", &voice.thai(by)), ("on", &voice.long(*on))]),
                None => voice.piece("record.unconfirmed"),
            },
        }
    }

    /// Returns that reminders rest, and to the office why.
    #[must_use]
    pub fn rest(&self, hold: &Hold) -> Vec<Markup> {
        let voice = &self.voice;
        let until = voice.rich("record.on_hold", &[("until", &voice.long(hold.until.value))]);
        let reason = self.private(hold.reason.as_deref());
        let reason = reason.map(|reason| voice.rich("events.reason", &[("reason", &voice.thai(reason))]));
        [until].into_iter().chain(reason).collect()
    }

    /// Returns what the office may do about an event that stands.
    #[must_use]
    pub fn acts_about(&self, id: &RecordId, event: &str, number: usize, open: bool) -> Vec<Act> {
        if self.internal() {
            form::about(id, event, number, open, self.voice.lang())
        } else {
            Vec::new()
        }
    }

    /// Returns what the office may enter for a record.
    fn acts(&self, id: &RecordId, entry: Option<&Entry<'_>>) -> Option<Acts> {
        let lang = self.voice.lang();
        let next = || entry.and_then(|entry| form::next(entry, self.today, lang));
        self.internal()
            .then(|| form::acts(self.book, id, next(), lang))
            .flatten()
    }

    /// Returns the evidence of a record.
    #[must_use]
    pub fn evidence(&self, id: &RecordId, entry: Option<&Entry<'_>>) -> Evidence {
        let file = id.file();
        let edit = self.book.office.forge.edit.as_deref().filter(|_| self.internal());
        Evidence {
            sha256: veil::checksum(
                self.audience,
                self.book.source(id).map(|source| sha256(source.text.as_bytes())),
            ),
            edit: edit
                .map(|link| Forge::address(link, &file))
                .filter(|link| safe_link(link).is_some()),
            past: self.past(id),
            acts: self.acts(id, entry),
            file,
        }
    }

    /// Returns the remarks for a record's flags.
    #[must_use]
    pub fn remarks(&self, flags: &[Flag]) -> Vec<Remark> {
        flags
            .iter()
            .map(|flag| {
                let (hue, icon) = match flag {
                    Flag::Enforce => ("late", "late"),
                    Flag::MissingStartEvent | Flag::Objected | Flag::InspectionDue | Flag::LgGap => ("now", "now"),
                    Flag::PendingVouchers => ("hand", "review"),
                    Flag::OnHold => ("hand", "ext"),
                    Flag::PartlyCleared => ("time", "coin"),
                    Flag::SecondLoan | Flag::LateWithoutReason | Flag::LowUse | Flag::Unclaimed => ("wait", "note"),
                };
                Remark {
                    hue,
                    icon,
                    words: self.voice.say(&format!("flag.{}", flag.name())),
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_checksum_is_the_one_that_auditors_can_repeat() {
        assert_eq!(
            super::sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
