//! Time stamps: whether the office asks for them, whether they come, and until
//! when the authority's certificate is good.

use chrono::NaiveDate;

use super::{Check, Matter, say};
use crate::book::Book;
use crate::book::gather::STAMP_CA;
use crate::day::between;
use crate::history::stamps;
use crate::text::Words;
use crate::thai::date::medium;
use crate::timestamp::Stamp;

/// From so many days before its end a certificate is to be renewed.
const SOON: i64 = 60;

/// Looks at a book on a day; nothing where its office asks for no stamps.
#[must_use]
pub fn look(book: &Book, today: NaiveDate) -> Option<Check> {
    let url = book.office.stamp_url.as_deref()?;
    let warning = |found: Words, help| Some(Check::warning("stamps", found, say(help)));
    let wrong = |found: Words, help| Some(Check::wrong("stamps", Matter::Settings, found, say(help)));
    if !url.starts_with("http://") && !url.starts_with("https://") {
        return wrong(
            Words::new(
                format!("stamp_url = \"{url}\" ไม่ใช่ที่อยู่เว็บ"),
                format!("stamp_url = \"{url}\" is no address"),
            ),
            (
                "เขียนให้ขึ้นต้นด้วย http:// หรือ https:// ใน records/office.toml",
                "write one that begins with http:// or https:// in records/office.toml",
            ),
        );
    }
    let authorities = match stamps::authorities(book.stamp_ca.as_deref()) {
        Ok(authorities) => authorities,
        Err(fault) => {
            let words = Words::new(
                format!("{STAMP_CA}: {}", fault.words.th),
                format!("{STAMP_CA}: {}", fault.words.en),
            );
            return wrong(
                words,
                (
                    "วางใบรับรองราก (root) ของผู้ประทับเวลาแทน",
                    "put the authority's root certificate there",
                ),
            );
        }
    };
    let last = last(book);
    let (th, en) = last.as_ref().map_or_else(
        || {
            (
                "ยังไม่มีตราที่ประทับเวลา".to_owned(),
                "no seal has a time stamp yet".to_owned(),
            )
        },
        |(day, stamp)| {
            (
                format!(
                    "ตราของ {} ประทับเวลาแล้ว {} น. ({})",
                    medium(*day),
                    stamp.time.format("%H:%M"),
                    stamp.by
                ),
                format!(
                    "the seal of {day} was stamped at {} ({})",
                    stamp.time.format("%H:%M"),
                    stamp.by
                ),
            )
        },
    );
    let Some(authorities) = authorities else {
        return warning(
            Words::new(
                format!("{th} แต่ไม่มี {STAMP_CA}"),
                format!("{en}; there is no {STAMP_CA}"),
            ),
            (
                "วางใบรับรองราก (root) ของผู้ประทับเวลาเป็น PEM ไม่มีแล้วตรวจไม่ได้ว่าเป็นลายมือชื่อของใคร",
                "put the authority's root certificate there, in PEM: without it nobody can say whose signature a stamp bears",
            ),
        );
    };
    let until = authorities.known.iter().map(|one| one.until.date_naive()).max()?;
    let (th, en) = (
        format!("{th} ใบรับรองใช้ได้ถึง {}", medium(until)),
        format!("{en}; the authority's certificate is good until {until}"),
    );
    if between(today, until) < SOON {
        return warning(
            Words::new(th, en),
            (
                "ต่อท้าย records/stamp-ca.pem ด้วยใบรับรองใหม่ของผู้ประทับเวลา เก็บใบเดิมไว้ตรวจของเดิม",
                "add the authority's new certificate to records/stamp-ca.pem; the old one stays, for the old stamps",
            ),
        );
    }
    let sealed = book.journal.seals.keys().next_back();
    if sealed.is_some_and(|day| last.is_none_or(|(stamped, _)| stamped < *day)) {
        return warning(
            Words::new(
                format!("{th} ตราล่าสุดยังไม่ได้ประทับเวลา"),
                format!("{en}; the newest seal has no time stamp"),
            ),
            (
                "ดูเหตุในรายงานของรอบส่งล่าสุด รอบถัดไปขอใหม่ให้ตราของเจ็ดวันล่าสุด",
                "the newest run's report says why; the next run asks again, for the seals of a week",
            ),
        );
    }
    Some(Check::fine("stamps", Words::new(th, en)))
}

/// The newest seal with a stamp that can be read.
fn last(book: &Book) -> Option<(NaiveDate, Stamp)> {
    let journal = &book.journal;
    journal.seals.values().rev().find_map(|seal| {
        let stamp = Stamp::read(journal.stamps.get(&seal.stamp_path())?).ok()?;
        Some((seal.day, stamp))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::journal::Seal;
    use crate::dispatch::checkup::State;

    #[test]
    fn what_is_missing_is_told_and_an_office_without_stamps_hears_nothing() {
        let seal = Seal::read(include_str!("../../../tests/timestamps/now.toml")).expect("a seal");
        let reply = include_bytes!("../../../tests/timestamps/now.tsr");
        let ca = include_bytes!("../../../tests/timestamps/ca.pem");
        let today = seal.day;
        let mut book = Book::default();
        assert_eq!(look(&book, today), None);
        let mut step = |change: &dyn Fn(&mut Book), today, want, words: &str| {
            change(&mut book);
            let check = look(&book, today).expect("a check");
            assert_eq!(check.state, want, "{check:?}");
            assert!(check.found.en.contains(words), "{}", check.found.en);
        };
        let wrong = State::Wrong(Matter::Settings);
        step(
            &|book| book.office.stamp_url = Some("tsa.example.org".into()),
            today,
            wrong,
            "no address",
        );
        step(
            &|book| book.office.stamp_url = Some("http://tsa.example.org".into()),
            today,
            State::Warning,
            "there is no",
        );
        step(
            &|book| book.stamp_ca = Some(b"x".to_vec()),
            today,
            wrong,
            "cannot be read",
        );
        step(
            &|book| book.stamp_ca = Some(ca.to_vec()),
            today,
            State::Fine,
            "no seal has a time stamp yet",
        );
        step(
            &|book| _ = book.journal.seals.insert(today, seal.clone()),
            today,
            State::Warning,
            "newest seal has no",
        );
        step(
            &|book| _ = book.journal.stamps.insert(seal.stamp_path(), reply.to_vec()),
            today,
            State::Fine,
            "was stamped at",
        );
        let last = "2126-10-01".parse().expect("a day");
        step(&|_| (), last, State::Warning, "good until 2126");
    }
}
