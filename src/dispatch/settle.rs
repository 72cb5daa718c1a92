//! What a crash left: claims without an outcome. The diary knows what this
//! machine did, the witness knows what arrived; nothing is guessed.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::doors::{Line, Moment, Verdict, Witness};
use crate::book::journal::{Entry, Journal, Status, Step};

/// How long things take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How long a claim belongs to the run that made it.
    pub lease: TimeDelta,
    /// How long a server and its Sent folder may lag behind.
    pub settle: TimeDelta,
}

/// The numbers of REMINDERS §7.
impl Default for Patience {
    fn default() -> Patience {
        Patience {
            lease: TimeDelta::minutes(30),
            settle: TimeDelta::minutes(15),
        }
    }
}

/// How often a server may say: later; and for how many days.
const MOST_DEFERRALS: usize = 5;
const MOST_DAYS: i64 = 5;

/// Returns the entries of a journal whose outcome is known now, each with its
/// new step. Where nobody can be asked, `resend` says whether to send again or
/// to wait for a person.
#[must_use]
pub fn settle(
    journal: &Journal,
    diary: &[Line],
    witness: Option<&mut (dyn Witness + '_)>,
    patience: Patience,
    resend: bool,
    now: Moment,
    run: &str,
) -> Vec<Entry> {
    let mut asking = Asking {
        diary,
        witness,
        patience,
        resend,
        now,
        run,
        answers: BTreeMap::new(),
    };
    journal
        .entries()
        .filter(|entry| matches!(entry.status(), Some(Status::Claimed | Status::InDoubt)))
        .filter_map(|entry| {
            let mut settled = entry.clone();
            settled.steps.push(asking.step(entry)?);
            Some(settled)
        })
        .collect()
}

struct Asking<'a, 'w> {
    diary: &'a [Line],
    witness: Option<&'a mut (dyn Witness + 'w)>,
    patience: Patience,
    /// Where nobody can be asked: send again rather than wait for a person.
    resend: bool,
    now: Moment,
    run: &'a str,
    /// What the witness said, by mail: reminders share mails.
    answers: BTreeMap<String, Result<bool, String>>,
}

impl Asking<'_, '_> {
    fn new_step(&self, state: Status) -> Step {
        Step::new(state, self.now, self.run)
    }

    fn step(&mut self, entry: &Entry) -> Option<Step> {
        let (claim, last) = (entry.claim()?, entry.last()?);
        let mail = claim.mail.as_deref()?;
        let mine = self.diary.iter().any(|line| line.run == claim.run);
        let told = |line: &&Line| line.run == claim.run && line.mail == mail;
        if last.state == Status::Claimed && mine {
            match self.diary.iter().rev().find(told) {
                None => return Some(self.new_step(Status::Reclaimed).why("did not leave")),
                Some(Line {
                    verdict: Some(verdict),
                    at,
                    ..
                }) => return Some(outcome(entry, verdict, *at, self.run)),
                Some(_) => {}
            }
        }
        // Whoever claimed it is dead where the claim is of this machine, as this
        // run holds its lock; elsewhere once the lease is over.
        let free = mine || last.state == Status::InDoubt || self.now >= claim.at + self.patience.lease;
        let settled = self.now >= last.at + self.patience.settle
            && (mine
                || last.state == Status::InDoubt
                || self.now >= claim.at + self.patience.lease + self.patience.settle);
        let Some(witness) = self.witness.as_mut() else {
            let ripe = mine || settled;
            return ripe.then(|| self.unasked(mail));
        };
        if !(settled || free && witness.is_prompt()) {
            return None;
        }
        let answer = self
            .answers
            .entry(mail.to_owned())
            .or_insert_with(|| {
                let id = claim.message_id.as_deref().unwrap_or(mail);
                witness.has(id).map_err(|words| words.en)
            })
            .clone();
        match answer {
            Ok(true) => Some(self.new_step(Status::Sent).why("found in the sender's own mailbox")),
            Ok(false) => Some(Step {
                mail: Some(mail.to_owned()),
                ..self.new_step(Status::Reclaimed).why("not in the sender's own mailbox")
            }),
            Err(why) if last.state == Status::Claimed => Some(self.new_step(Status::InDoubt).why(why)),
            Err(_) => None,
        }
    }

    fn unasked(&self, mail: &str) -> Step {
        if self.resend {
            return Step {
                mail: Some(mail.to_owned()),
                ..self.new_step(Status::Reclaimed).why("in doubt, sent again by setting")
            };
        }
        self.new_step(Status::Held)
            .why("it left and no answer came; ask the recipient, then decide")
    }
}

/// Returns the step that follows from what the post said of a claimed reminder.
#[must_use]
pub fn outcome(entry: &Entry, verdict: &Verdict, at: Moment, run: &str) -> Step {
    let step = |state| Step::new(state, at, run);
    match verdict {
        Verdict::Sent(reply) => step(Status::Sent).reply(reply),
        Verdict::Refused(reply) => step(Status::Refused).reply(reply),
        Verdict::NotSent(why) => step(Status::Reclaimed).why(why),
        Verdict::InDoubt(why) => step(Status::InDoubt).why(why),
        Verdict::Deferred(reply) => {
            let tries = entry.deferrals() + 1;
            let since = entry.since_decision().first().map_or(at, |first| first.at);
            if tries >= MOST_DEFERRALS || at - since >= TimeDelta::days(MOST_DAYS) {
                return step(Status::Held)
                    .reply(reply)
                    .why(format!("put off {tries} times: {reply}"));
            }
            Step {
                next_try: Some(at + TimeDelta::minutes(30)),
                ..step(Status::Deferred).reply(reply)
            }
        }
    }
}
