//! Guarantees released and not withdrawn (ปล่อยภาระแล้วยังไม่ถอนคืน): how long,
//! whether the contractor was told, and what comes next.

use chrono::NaiveDate;

use super::ages;
use super::journal::{Series, Status};
use super::register::{Entry, Register};
use super::standing::GuaranteeStanding;
use crate::day::between;
use crate::record::Guarantee;
use crate::record::guarantee::Form;

/// A notice older than this is worth another.
const AGAIN_AFTER_DAYS: i64 = 30;

/// How a contractor was told of the release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Means {
    /// A reminder by mail that the server took.
    Mail,
    /// A notice that the record tells of.
    Notice,
    /// An official letter that the book keeps.
    Letter,
}

impl Means {
    /// Returns its name among the words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Means::Mail => "mail",
            Means::Notice => "notice",
            Means::Letter => "letter",
        }
    }
}

/// What the office does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Next {
    /// Nobody told the contractor yet.
    Notify,
    /// The contractor was told a while ago.
    NotifyAgain,
    /// Told, and not long ago.
    Await,
    /// A letter of guarantee nobody came for: the original goes by registered
    /// post, and the bank is told.
    PostOriginal,
    /// An electronic letter goes back through e-GP; nobody needs to come.
    ReturnElectronically,
    /// Five years: a person with the authority decides, nobody else.
    Decide,
}

impl Next {
    /// Returns its name among the words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Next::Notify => "notify",
            Next::NotifyAgain => "notify-again",
            Next::Await => "await",
            Next::PostOriginal => "post-original",
            Next::ReturnElectronically => "return-electronically",
            Next::Decide => "decide",
        }
    }
}

/// A guarantee that waits to be withdrawn.
#[derive(Clone, Debug)]
pub struct Withdrawal<'e, 'b> {
    /// The entry.
    pub entry: &'e Entry<'b>,
    /// The guarantee.
    pub record: &'b Guarantee,
    /// How it stands.
    pub standing: &'e GuaranteeStanding,
    /// The day of release.
    pub released: NaiveDate,
    /// Days since then.
    pub days: i64,
    /// Days past the day of return; nought within the fifteen days.
    pub past: i64,
    /// Place among [`ages::YEARS`].
    pub years: usize,
    /// The latest time that the contractor was told, since the release.
    pub told: Option<(NaiveDate, Means)>,
    /// How often in all.
    pub times: usize,
    /// Whether any of it was on paper.
    pub written: bool,
    /// What comes next.
    pub next: Next,
}

/// Returns every guarantee that waits to be withdrawn, the longest wait first.
#[must_use]
pub fn withdrawals<'e, 'b>(register: &'e Register<'b>) -> Vec<Withdrawal<'e, 'b>> {
    let mut list: Vec<Withdrawal<'e, 'b>> = register
        .entries
        .iter()
        .filter_map(|entry| withdrawal(register, entry))
        .collect();
    list.sort_by_key(|one| (one.released, one.entry.id()));
    list
}

fn withdrawal<'e, 'b>(register: &Register<'b>, entry: &'e Entry<'b>) -> Option<Withdrawal<'e, 'b>> {
    let Entry::Guarantee(record, standing) = entry else {
        return None;
    };
    ages::aging(entry)?;
    let (released, today) = (standing.released?, register.today);
    let told = told(register, record, released);
    let last = told.iter().max().copied();
    let years = ages::years_since(released, today);
    Some(Withdrawal {
        entry,
        record,
        standing,
        released,
        days: between(released, today),
        past: standing.days_overdue,
        years,
        told: last,
        times: told.len(),
        written: told.iter().any(|(_, means)| *means != Means::Mail),
        next: next(record.form.value, standing.days_overdue, years, last, today),
    })
}

/// The times that the contractor was told since the release, by any means.
fn told(register: &Register<'_>, record: &Guarantee, released: NaiveDate) -> Vec<(NaiveDate, Means)> {
    let today = register.today;
    let journal = &register.book.journal;
    let known = |day: &NaiveDate| (released..=today).contains(day);
    let letters: Vec<_> = journal
        .letters(&record.id)
        .iter()
        .filter(|kept| kept.series == Series::Due)
        .collect();
    // An office may write a kept letter into the record as well: it is one.
    let notices = record.notices.iter().filter(|notice| {
        let same = |number: &String| letters.iter().any(|kept| kept.number.as_ref() == Some(number));
        notice.counts(today) && !notice.number.as_ref().is_some_and(same)
    });
    let mails = journal.mailings(&record.id, today);
    let mails = mails
        .iter()
        .filter(|mail| mail.state() == Status::Sent && mail.roles.contains(&"contractor"));
    notices
        .map(|notice| (notice.date.value, Means::Notice))
        .chain(letters.iter().map(|kept| (kept.date, Means::Letter)))
        .chain(mails.map(|mail| (mail.day, Means::Mail)))
        .filter(|(day, _)| known(day))
        .collect()
}

fn next(form: Form, past: i64, years: usize, told: Option<(NaiveDate, Means)>, today: NaiveDate) -> Next {
    if years + 1 == ages::YEARS.len() {
        return Next::Decide;
    }
    if form == Form::ElectronicBankLg {
        return Next::ReturnElectronically;
    }
    match told {
        None => Next::Notify,
        Some(_) if form.is_letter() && past > 0 => Next::PostOriginal,
        Some((day, _)) if between(day, today) >= AGAIN_AFTER_DAYS => Next::NotifyAgain,
        Some(_) => Next::Await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_next_follows_form_age_and_notice() {
        let today: NaiveDate = "2026-11-20".parse().expect("a day");
        let told = |days: i64| Some((crate::day::shift(today, -days), Means::Notice));
        for (form, past, years, told, want) in [
            (Form::Cash, 0, 0, None, Next::Notify),
            (Form::Cash, 40, 0, None, Next::Notify),
            (Form::Cash, 40, 0, told(29), Next::Await),
            (Form::Cash, 40, 0, told(30), Next::NotifyAgain),
            (Form::Cash, 400, 2, told(3), Next::Await),
            (Form::Cash, 1_900, 3, told(3), Next::Decide),
            (Form::BankLg, 0, 0, told(3), Next::Await),
            (Form::BankLg, 1, 0, told(3), Next::PostOriginal),
            (Form::BankLg, 1, 0, None, Next::Notify),
            (Form::ElectronicBankLg, 0, 0, None, Next::ReturnElectronically),
            (Form::ElectronicBankLg, 1_900, 3, None, Next::Decide),
        ] {
            assert_eq!(next(form, past, years, told, today), want, "{form:?} {past} {years}");
        }
    }

    #[test]
    fn the_contractor_was_told_by_what_reached_it_since_the_release() {
        use crate::book::gather::sound;
        use crate::book::journal::{Entry as Page, Kept, Step};
        let told = |series: Series, number: Option<&str>, role: &str, state: Status| {
            let mut book = sound(&[
                ("records/office.toml", "name = \"ฝ่าย\"\n"),
                ("records/pr/agency.toml", "name = \"สปส.\"\n"),
                (
                    "records/pr/2569/guarantee-0001.toml",
                    "contract = \"จ. 1\"\nkind = \"contract\"\nform = \"cash\"\namount = 5.00\nreceived = 2025-11-03\n\
                     released = 2026-09-01\ncontractor = { name = \"บริษัท ก จำกัด\", kind = \"company\" }\n\
                     [[notice]]\ndate = 2026-09-03\nnumber = \"กท 1\"\n",
                ),
            ]);
            let record = book.guarantees[0].id.clone();
            let day = |text: &str| -> NaiveDate { text.parse().expect("a day") };
            book.journal.keep(Kept {
                record: record.clone(),
                series,
                n: 1,
                date: day("2026-09-02"),
                stage: "released".to_owned(),
                number: number.map(str::to_owned),
                to: "contractor".to_owned(),
                sha256: String::new(),
                book: None,
            });
            let at = "2026-09-04T07:00:00+07:00".parse().expect("a moment");
            book.journal.put(Page {
                record: Some(record),
                due: day("2026-09-16"),
                stage: "released".to_owned(),
                role: role.to_owned(),
                steps: vec![Step::new(Status::Claimed, at, "run"), Step::new(state, at, "run")],
            });
            let register = Register::new(&book, day("2026-09-10"));
            let mut told = super::told(&register, &book.guarantees[0], day("2026-09-01"));
            told.sort();
            told.into_iter().map(|(_, means)| means.name()).collect::<Vec<_>>()
        };
        for (rule, series, number, role, state, want) in [
            (
                "all three",
                Series::Due,
                None,
                "contractor",
                Status::Sent,
                vec!["letter", "notice", "mail"],
            ),
            (
                "another letter",
                Series::Due,
                Some("กท 2"),
                "contractor",
                Status::Sent,
                vec!["letter", "notice", "mail"],
            ),
            (
                "the letter that the record tells of",
                Series::Due,
                Some("กท 1"),
                "contractor",
                Status::Sent,
                vec!["letter", "mail"],
            ),
            (
                "a letter about the inspection",
                Series::Inspection,
                Some("กท 1"),
                "contractor",
                Status::Sent,
                vec!["notice", "mail"],
            ),
            (
                "a mail to the agency",
                Series::Due,
                None,
                "agency",
                Status::Sent,
                vec!["letter", "notice"],
            ),
            (
                "a mail that was refused",
                Series::Due,
                None,
                "contractor",
                Status::Refused,
                vec!["letter", "notice"],
            ),
        ] {
            assert_eq!(told(series, number, role, state), want, "{rule}");
        }
    }
}
