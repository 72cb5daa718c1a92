//! What became of a record's reminders, as a reader is told: one entry a mail,
//! although the journal keeps one page for each role that the mail settled.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::{Entry, Journal, Status, Step};
use crate::record::RecordId;

/// A mail that spoke of a record, as known at the end of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailing<'j> {
    /// The day that the reminder counts from.
    pub due: NaiveDate,
    /// The stage's name.
    pub stage: &'j str,
    /// The roles that it was written to.
    pub roles: Vec<&'j str>,
    /// The address.
    pub to: &'j str,
    /// The day that the mail speaks of.
    pub day: NaiveDate,
    /// When it was handed over, else when it was claimed.
    pub at: DateTime<FixedOffset>,
    /// What became of it.
    pub end: &'j Step,
    /// Tries before that came to nothing yet: put off, or not sent.
    pub before: Vec<&'j Step>,
    /// Earlier stages that passed without any run.
    pub passed: &'j [String],
}

impl Mailing<'_> {
    /// Returns where the mail stands.
    #[must_use]
    pub fn state(&self) -> Status {
        self.end.state
    }
}

impl Journal {
    /// Returns the pages of a record, by due date, stage and role.
    pub fn of(&self, id: &RecordId) -> impl Iterator<Item = &Entry> {
        let folder = super::entry::folder(id);
        self.entries
            .range(folder.clone()..)
            .take_while(move |(key, _)| key.starts_with(&folder))
            .map(|(_, entry)| entry)
    }

    /// Returns whether a record was in a stage already when the book was taken on.
    #[must_use]
    pub fn has_adopted(&self, id: &RecordId) -> bool {
        let folder = super::entry::folder(id);
        let first = self.adopted.range(folder.clone()..).next();
        first.is_some_and(|key| key.starts_with(&folder))
    }

    /// Returns the mails that spoke of a record, oldest first, as known at the
    /// end of a day.
    #[must_use]
    pub fn mailings(&self, id: &RecordId, today: NaiveDate) -> Vec<Mailing<'_>> {
        let mut mailings: Vec<Mailing<'_>> = Vec::new();
        for entry in self.of(id) {
            let Some(mailing) = mailing(entry, today) else {
                continue;
            };
            let same = |known: &&mut Mailing<'_>| {
                (known.due, known.stage, known.to, known.at) == (mailing.due, mailing.stage, mailing.to, mailing.at)
            };
            match mailings.iter_mut().find(same) {
                Some(known) => known.roles.extend(mailing.roles),
                None => mailings.push(mailing),
            }
        }
        mailings.sort_by_key(|mailing| (mailing.day, mailing.at));
        mailings
    }
}

fn mailing(entry: &Entry, today: NaiveDate) -> Option<Mailing<'_>> {
    let told = told(entry, today);
    let (place, claim) = told
        .iter()
        .enumerate()
        .rfind(|(_, step)| step.state == Status::Claimed)?;
    let end = told.last()?;
    let handed = told[place..].iter().find(|step| step.state != Status::Claimed);
    let before = told[..place].iter();
    Some(Mailing {
        due: entry.due,
        stage: &entry.stage,
        roles: vec![&entry.role],
        to: claim.to.as_deref().unwrap_or_default(),
        day: claim.today.unwrap_or_else(|| claim.at.date_naive()),
        at: handed.map_or(claim.at, |step| step.at),
        end,
        before: before
            .filter(|step| matches!(step.state, Status::Deferred | Status::Reclaimed))
            .copied()
            .collect(),
        passed: &claim.passed,
    })
}

/// The steps that were known at the end of a day. A run's own steps belong to
/// the day that it spoke of: a rehearsal may be made on another.
fn told(entry: &Entry, today: NaiveDate) -> Vec<&Step> {
    let mut run = "";
    let mut told = Vec::new();
    for step in &entry.steps {
        let day = step.today.unwrap_or_else(|| step.at.date_naive());
        if day > today && step.run != run {
            break;
        }
        if step.state == Status::Claimed {
            run = &step.run;
        }
        told.push(step);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::super::Step;
    use super::*;
    use crate::record::id;

    const DUE: &str = "2026-11-27";

    fn moment(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(&format!("{text}+07:00")).expect("a moment")
    }

    fn entry(record: &str, role: &str, steps: &[(Status, &str)]) -> Entry {
        let step = |(state, at): &(Status, &str)| Step {
            to: (*state == Status::Claimed).then(|| "a@example.org".to_owned()),
            today: (*state == Status::Claimed).then(|| moment(at).date_naive()),
            ..Step::new(*state, moment(at), &at[..10])
        };
        Entry {
            record: id::parse(record),
            due: DUE.parse().expect("a day"),
            stage: "before-7".into(),
            role: role.into(),
            steps: steps.iter().map(step).collect(),
        }
    }

    fn journal() -> (Journal, RecordId) {
        let taken = [
            (Status::Claimed, "2026-11-20T08:47:00"),
            (Status::Deferred, "2026-11-20T08:47:05"),
            (Status::Claimed, "2026-11-21T08:47:00"),
            (Status::Sent, "2026-11-21T08:47:05"),
            (Status::Bounced, "2026-11-23T08:47:00"),
        ];
        let mut journal = Journal::default();
        for role in ["agency", "borrower"] {
            journal.put(entry("secretariat/2570/advance-0001", role, &taken));
        }
        journal.put(entry("secretariat/2570/advance-0010", "borrower", &taken));
        (
            journal,
            id::parse("secretariat/2570/advance-0001").expect("an identity"),
        )
    }

    #[test]
    fn a_mail_is_told_once_with_all_its_roles_as_known_on_the_day() {
        let (journal, id) = journal();
        assert_eq!(journal.of(&id).count(), 2, "advance-0010 is another record");
        for (today, want) in [
            ("2026-11-19", None),
            ("2026-11-20", Some((Status::Deferred, "2026-11-20", 0))),
            ("2026-11-21", Some((Status::Sent, "2026-11-21", 1))),
            ("2026-11-22", Some((Status::Sent, "2026-11-21", 1))),
            ("2026-11-23", Some((Status::Bounced, "2026-11-21", 1))),
        ] {
            let mailings = journal.mailings(&id, today.parse().expect("a day"));
            let got: Vec<_> = mailings
                .iter()
                .map(|one| (one.state(), one.day.to_string(), one.before.len()))
                .collect();
            let want: Vec<_> = want
                .iter()
                .map(|(state, day, n)| (*state, (*day).to_owned(), *n))
                .collect();
            assert_eq!(got, want, "{today}");
            assert!(
                mailings.iter().all(|one| one.roles == ["agency", "borrower"]),
                "{today}"
            );
        }
    }

    #[test]
    fn a_rehearsal_of_another_day_is_known_on_that_day() {
        let (mut journal, id) = (Journal::default(), journal().1);
        let mut late = entry(
            "secretariat/2570/advance-0001",
            "borrower",
            &[
                (Status::Claimed, "2026-11-26T10:00:00"),
                (Status::Sent, "2026-11-26T10:00:01"),
            ],
        );
        late.steps[0].today = "2026-11-20".parse().ok();
        journal.put(late);
        let mailings = journal.mailings(&id, "2026-11-20".parse().expect("a day"));
        assert_eq!(mailings.iter().map(Mailing::state).collect::<Vec<_>>(), [Status::Sent]);
    }
}
