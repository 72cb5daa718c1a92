//! How a run went, as data: the command says it in words.

use super::doors::{Trouble, Verdict};
use crate::text::Words;

/// Why a plan waits for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tripped {
    /// The plan's identity: the name of the approval that it waits for.
    pub plan: String,
    /// What is unusual.
    pub alarms: Vec<Words>,
}

/// How a run went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The first delivery of a book: so many reminders were taken on as they
    /// stood, and none was sent.
    pub adopted: Option<usize>,
    /// The book says: nothing goes.
    pub paused: bool,
    /// The plan waits for an approval.
    pub tripped: Option<Tripped>,
    /// What stopped the run.
    pub trouble: Option<Trouble>,
    /// Mails planned.
    pub planned: usize,
    /// Mails by what became of them, in the order in which they were handed over.
    pub mails: Vec<(String, Verdict)>,
    /// Mails left for the next run.
    pub later: usize,
    /// Claims of earlier runs whose outcome is known now: key and state.
    pub settled: Vec<(String, &'static str)>,
    /// Record, reminder and reason of what cannot go.
    pub held: Vec<(String, String, Words)>,
    /// Reminders of earlier runs whose outcome nobody could say yet.
    pub unsettled: usize,
    /// Seals that got a time stamp.
    pub stamped: usize,
    /// What else is worth knowing: a mailbox that did not answer.
    pub notes: Vec<Words>,
    /// Reminders that this run had to hand to a person: their keys.
    pub given_up: Vec<String>,
}

impl Report {
    /// Counts the mails with a verdict.
    #[must_use]
    pub fn count(&self, of: impl Fn(&Verdict) -> bool) -> usize {
        self.mails.iter().filter(|(_, verdict)| of(verdict)).count()
    }

    /// Mails accepted.
    #[must_use]
    pub fn sent(&self) -> usize {
        self.count(|verdict| matches!(verdict, Verdict::Sent(_)))
    }

    /// Mails refused for good.
    #[must_use]
    pub fn refused(&self) -> usize {
        self.count(|verdict| matches!(verdict, Verdict::Refused(_)))
    }

    /// Mails that the server wanted later, or that did not leave.
    #[must_use]
    pub fn deferred(&self) -> usize {
        self.count(|verdict| matches!(verdict, Verdict::Deferred(_) | Verdict::NotSent(_)))
    }

    /// Mails that left without an answer.
    #[must_use]
    pub fn in_doubt(&self) -> usize {
        self.count(|verdict| matches!(verdict, Verdict::InDoubt(_)))
    }

    /// Returns the exit status: 78 settings, 3 an approval is waited
    /// for, 1 something could not be delivered for good, 75 try later, 0 fine.
    #[must_use]
    pub fn status(&self) -> u8 {
        if let Some(Trouble::Settings(_)) = self.trouble {
            78
        } else if self.tripped.is_some() {
            3
        } else if self.refused() > 0 || !self.given_up.is_empty() {
            1
        } else if self.trouble.is_some() || self.deferred() + self.in_doubt() + self.unsettled > 0 {
            75
        } else {
            0
        }
    }
}
