//! What was sent, made again: the journal keeps of each mail the commit, the
//! day and the moment it was made from, and its SHA-256. Anybody with the
//! repository can have the very bytes again, and see that nobody changed them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::doors::{Moment, Snapshot};
use crate::book::gather::gather;
use crate::book::journal::{Entry, Journal, Status, Step};
use crate::book::{Register, plan};
use crate::letter::{self, eml};
use crate::press::Press;

/// A mail that the journal says was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The mail's identity.
    pub mail: String,
    /// Which mail of this identity and day it is: one that was refused may have
    /// gone once more at a person's word.
    pub attempt: usize,
    /// The reminders that it settled, by key.
    pub keys: Vec<String>,
    /// Its `Date`.
    pub date: Moment,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The version of the program that made it, where the journal says so.
    pub program: Option<String>,
    /// What became of it.
    pub end: Status,
}

/// From what a mail was made: the commit of the book, and the day it speaks of.
/// Without git there is no commit.
pub type Source = (Option<String>, NaiveDate);

/// A mail made again, held against the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Again {
    /// The very bytes.
    Same(Vec<u8>),
    /// Other bytes: another program, another template, or a changed journal.
    Other(Vec<u8>),
    /// The mail does not speak of this reminder, which says that it went in it.
    NotOf(String),
    /// The plan of that commit and day has no such mail.
    NoSuchMail,
    /// It cannot be made again; why.
    Unmade(String),
}

/// Lists the mails of a journal by what they were made from. A mail that was
/// claimed twice is listed twice, as its words may differ.
#[must_use]
pub fn made(journal: &Journal, wanted: impl Fn(&Entry) -> bool) -> BTreeMap<Source, Vec<Made>> {
    let mut all: BTreeMap<Source, Vec<Made>> = BTreeMap::new();
    for entry in journal.entries().filter(|entry| wanted(entry)) {
        for (place, claim) in entry.steps.iter().enumerate() {
            let Some((source, made)) = claimed(entry, claim, &entry.steps[place..]) else {
                continue;
            };
            let mails = all.entry(source).or_default();
            let same = |known: &&mut Made| (&known.mail, &known.sha256) == (&made.mail, &made.sha256);
            match mails.iter_mut().find(same) {
                Some(known) => known.keys.extend(made.keys),
                None => mails.push(made),
            }
        }
    }
    count(&mut all);
    all
}

/// Numbers the mails of one identity and day in the order they were made.
fn count(all: &mut BTreeMap<Source, Vec<Made>>) {
    let mut same: BTreeMap<(NaiveDate, String), Vec<&mut Made>> = BTreeMap::new();
    for ((_, today), mails) in all {
        for made in mails {
            same.entry((*today, made.mail.clone())).or_default().push(made);
        }
    }
    for mut mails in same.into_values() {
        mails.sort_by_key(|made| made.date);
        for (place, made) in mails.into_iter().enumerate() {
            made.attempt = place + 1;
        }
    }
}

/// Returns the name of a mail's file, without its ending: `<day>.<mail>`, with a
/// number where it is not the first.
#[must_use]
pub fn name((_, today): &Source, made: &Made) -> String {
    match made.attempt {
        1 => format!("{today}.{}", made.mail),
        attempt => format!("{today}.{}.{attempt}", made.mail),
    }
}

fn claimed(entry: &Entry, claim: &Step, from_here: &[Step]) -> Option<(Source, Made)> {
    if claim.state != Status::Claimed {
        return None;
    }
    let next = from_here.iter().skip(1).position(|step| step.state == Status::Claimed);
    let end = next.map_or(from_here.len(), |next| next + 1);
    let made = Made {
        mail: claim.mail.clone()?,
        attempt: 1,
        keys: vec![entry.key()],
        date: claim.date?,
        sha256: claim.sha256.clone()?,
        program: claim.program.clone(),
        end: from_here[..end].last()?.state,
    };
    Some(((claim.book.clone(), claim.today?), made))
}

/// Makes the mails of one commit and day again.
#[must_use]
pub fn again(snapshot: Snapshot, today: NaiveDate, mails: &[Made]) -> Vec<Again> {
    let press = match Press::new(&snapshot.templates) {
        Ok(press) => press,
        Err(fault) => return vec![Again::Unmade(fault.to_string()); mails.len()],
    };
    let gathered = gather(snapshot.files);
    let register = Register::new(&gathered.book, today);
    let plan = plan::plan(&register);
    let one = |made: &Made| {
        let planned = plan.messages.iter();
        let Some(message) = planned
            .into_iter()
            .find(|message| letter::slug(&message.id) == made.mail)
        else {
            return Again::NoSuchMail;
        };
        let speaks_of =
            |key: &String| message.digest.as_ref() == Some(key) || message.items.iter().any(|item| item.key == *key);
        if let Some(key) = made.keys.iter().find(|key| !speaks_of(key)) {
            return Again::NotOf(key.clone());
        }
        let bytes = letter::write(message, &register, &press).and_then(|letter| eml::bytes(&letter, made.date));
        match bytes {
            Ok(bytes) if crate::digest::sha256(&bytes) == made.sha256 => Again::Same(bytes),
            Ok(bytes) => Again::Other(bytes),
            Err(broken) => Again::Unmade(broken.to_string()),
        }
    };
    mails.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_claim_is_a_mail_and_ends_where_the_next_begins() {
        let at = Moment::parse_from_rfc3339("2026-11-20T07:00:00+07:00").expect("a literal moment");
        let claim = |sha256: &str| Step {
            mail: Some("mail".to_owned()),
            today: Some(at.date_naive()),
            date: Some(at),
            sha256: Some(sha256.to_owned()),
            ..Step::new(Status::Claimed, at, "run")
        };
        let mut journal = Journal::default();
        let mut entry = Entry {
            record: None,
            due: at.date_naive(),
            stage: "digest".to_owned(),
            role: "office".to_owned(),
            steps: vec![
                claim("a"),
                Step::new(Status::Deferred, at, "run"),
                claim("b"),
                Step::new(Status::InDoubt, at, "run"),
                Step::new(Status::Sent, at, "run"),
            ],
        };
        journal.put(entry.clone());
        entry.role = "agency".to_owned();
        journal.put(entry);
        let made = made(&journal, |_| true);
        let mails: Vec<(&str, usize, Status)> = made
            .values()
            .flatten()
            .map(|made| (made.sha256.as_str(), made.keys.len(), made.end))
            .collect();
        assert_eq!(mails, [("a", 2, Status::Deferred), ("b", 2, Status::Sent)]);
    }
}
