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
        if let (Some(why), Some(seal)) = (why, stamping.bare.get(files.len())) {
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

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// An authority that has one answer, and how often it was asked.
    struct One(Result<Vec<u8>, Words>, RefCell<usize>);

    impl Authority for One {
        fn ask(&self, _: &str, _: &[u8]) -> Result<Vec<u8>, Words> {
            *self.1.borrow_mut() += 1;
            self.0.clone()
        }
    }

    fn seal() -> Seal {
        Seal::read(include_str!("../../../tests/timestamps/now.toml")).expect("a seal")
    }

    fn reply() -> Vec<u8> {
        include_bytes!("../../../tests/timestamps/now.tsr").to_vec()
    }

    fn of(days: i64) -> Seal {
        let mut seal = seal();
        seal.day = shift(seal.day, -days);
        seal
    }

    #[test]
    fn the_seals_of_a_week_without_a_stamp_are_taken_newest_first() {
        let today = seal().day;
        let mut gathered = Gathered::default();
        for days in 0..20 {
            gathered.book.journal.seals.insert(of(days).day, of(days));
        }
        gathered.book.journal.stamps.insert(of(1).stamp_path(), reply());
        assert!(Stamping::of(&gathered, today).is_none(), "nobody asks for stamps");
        gathered.book.office.stamp_url = Some("http://tsa.example.org".into());
        let stamping = Stamping::of(&gathered, today).expect("an office that asks");
        let days: Vec<NaiveDate> = stamping.bare.iter().map(|seal| seal.day).collect();
        assert_eq!(days, [0, 2, 3, 4, 5, 6].map(|days| of(days).day));
    }

    #[test]
    fn a_run_asks_for_few_and_stops_at_the_first_that_fails() {
        let words = Words::new("ไม่ตอบ", "no answer");
        for (bare, answer, want) in [
            (vec![seal(); 9], Ok(reply()), (MOST, MOST, None)),
            (
                vec![seal(), of(1), seal()],
                Ok(reply()),
                (2, 1, Some("is of another seal")),
            ),
            (vec![seal(); 9], Err(words), (1, 0, Some("no answer"))),
            (vec![seal()], Ok(Vec::new()), (1, 0, Some("is no reply"))),
            (Vec::new(), Ok(reply()), (0, 0, None)),
        ] {
            let stamping = Stamping {
                url: "http://tsa.example.org".into(),
                ca: Some(include_bytes!("../../../tests/timestamps/ca.pem").to_vec()),
                bare,
            };
            let one = One(answer, RefCell::default());
            let (good, why) = stamping.ask(&one);
            let asked = *one.1.borrow();
            assert_eq!((asked, good.len()), (want.0, want.1), "{why:?}");
            let told = why.map(|words| words.en);
            assert_eq!(told.is_some(), want.2.is_some());
            assert!(told.unwrap_or_default().contains(want.2.unwrap_or_default()));
        }
    }
}
