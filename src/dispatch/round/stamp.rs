//! After a run: the newest seals that have no time stamp yet are taken to the
//! office's authority, where it names one. Whatever goes wrong is told, and is no
//! matter of the mails: the next run asks again.

use chrono::NaiveDate;

use super::Round;
use crate::book::gather::Gathered;
use crate::book::journal::Seal;
use crate::day::shift;
use crate::dispatch::doors::Authority;
use crate::history::stamps;
use crate::text::Words;
use crate::thai::date::medium;
use crate::timestamp;

/// The most stamps that one run asks for.
const MOST: usize = 5;

/// Keeps git from taking stamps for text, in whatever way a book's own settings
/// say it of the journal.
const ATTRIBUTES: (&str, &str) = ("records/journal/seals/.gitattributes", "*.tsr binary\n");

/// What is to be stamped, and by whom.
#[derive(Debug)]
pub(super) struct Stamping {
    url: String,
    ca: Option<Vec<u8>>,
    /// Seals of the last days without a stamp, newest first.
    bare: Vec<Seal>,
}

impl Stamping {
    /// Finds what a book wants stamped on a day; nothing where it names no authority.
    pub(super) fn of(gathered: &Gathered, today: NaiveDate) -> Option<Stamping> {
        let book = &gathered.book;
        let journal = &book.journal;
        // A stamp that comes later than that is none; a day is left for the clocks.
        let week = journal.seals.range(shift(today, 1 - stamps::DAYS)..=today).rev();
        let bare = week.filter(|(_, seal)| !journal.stamps.contains_key(&seal.stamp_path()));
        Some(Stamping {
            url: book.office.stamp_url.clone()?,
            ca: book.stamp_ca.clone(),
            bare: bare.map(|(_, seal)| seal.clone()).collect(),
        })
    }

    /// Adds the seal that was made just now.
    pub(super) fn add(&mut self, seal: Seal) {
        self.bare.insert(0, seal);
    }

    /// Asks for the stamps, until the authority fails. Returns those that are good,
    /// and why there are no more.
    fn ask(&self, authority: &dyn Authority) -> (Vec<(String, Vec<u8>)>, Option<Words>) {
        let mut good = Vec::new();
        let authorities = match stamps::authorities(self.ca.as_deref()) {
            Ok(authorities) => authorities,
            Err(fault) => return (good, Some(fault.words)),
        };
        for seal in self.bare.iter().take(MOST) {
            let answer = authority.ask(&self.url, &timestamp::request(seal.text().as_bytes()));
            let judged = answer.and_then(|reply| match stamps::judge(seal, &reply, authorities.as_ref()) {
                Ok(_) => Ok(reply),
                Err(fault) => Err(fault.words),
            });
            match judged {
                Ok(reply) => good.push((seal.stamp_path(), reply)),
                Err(why) => return (good, Some(why)),
            }
        }
        (good, None)
    }
}

impl Round<'_> {
    /// Has the newest seals stamped.
    pub(super) fn stamp(&mut self) {
        // A rehearsal's days are not those of an authority.
        let Some(stamping) = self.stamping.take().filter(|_| self.errand.is_live) else {
            return;
        };
        let (mut files, why) = stamping.ask(self.errand.authority);
        self.report.stamped = files.len();
        if let Some(why) = why {
            let seal = &stamping.bare[files.len().min(stamping.bare.len() - 1)];
            self.report.notes.push(Words::new(
                format!(
                    "ตราของวันที่ {} ยังไม่ได้ประทับเวลา รอบถัดไปขอใหม่: {}",
                    medium(seal.day),
                    why.th
                ),
                format!(
                    "the seal of {} has no time stamp yet; the next run asks again: {}",
                    seal.day, why.en
                ),
            ));
        }
        if files.is_empty() {
            return;
        }
        let (path, text) = ATTRIBUTES;
        files.insert(0, (path.to_owned(), text.as_bytes().to_vec()));
        let subject = self.subject("ประทับเวลา · time stamp");
        if let Err(trouble) = self.errand.store.keep(&files, &subject) {
            let why = trouble.words();
            self.report.stamped = 0;
            self.report.notes.push(Words::new(
                format!("เก็บการประทับเวลาไม่ได้ รอบถัดไปขอใหม่: {}", why.th),
                format!("the time stamp could not be kept; the next run asks again: {}", why.en),
            ));
        }
    }
}
