//! What a crash left: claims without an outcome. The diary knows what this
//! machine did, the witness knows what arrived; nothing is guessed.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::doors::{Line, Moment, Sighting, Verdict, Witness};
use crate::book::journal::{Entry, Journal, Status, Step};

/// How long things take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How long a claim belongs to the run that made it.
    pub lease: TimeDelta,
    /// How long a server and its Sent folder may lag behind.
    pub settle: TimeDelta,
}

/// The usual numbers; docs/reminders.md tells them to whoever runs it.
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
    answers: BTreeMap<String, Result<Sighting, String>>,
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
        let mut was_leaving = false;
        if last.state == Status::Claimed && mine {
            match self.diary.iter().rev().find(told) {
                None => return Some(self.new_step(Status::Reclaimed).why("did not leave")),
                Some(Line {
                    verdict: Some(verdict),
                    at,
                    ..
                }) => return Some(outcome(entry, verdict, *at, self.run)),
                Some(_) => was_leaving = true,
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
                witness.look(id).map_err(|words| words.en)
            })
            .clone();
        match answer {
            Ok(Sighting::There) => Some(self.new_step(Status::Sent).why("found in the sender's own mailbox")),
            Ok(Sighting::Vanished) if was_leaving => {
                Some(self.new_step(Status::Sent).why("laid down to be sent, and taken since"))
            }
            // It had left or was leaving when the doubt arose: taken since, most likely.
            Ok(Sighting::Vanished) if last.state == Status::InDoubt => Some(self.unasked(mail)),
            Ok(Sighting::Absent | Sighting::Vanished) => Some(Step {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Words;

    const START: &str = "2026-11-20T07:00:00+07:00";

    fn minute(minutes: i64) -> Moment {
        Moment::parse_from_rfc3339(START).expect("a literal moment") + TimeDelta::minutes(minutes)
    }

    /// A mailbox that answers so, at once or only after a while.
    struct Mailbox {
        answer: Result<Sighting, Words>,
        prompt: bool,
    }

    impl Witness for Mailbox {
        fn look(&mut self, id: &str) -> Result<Sighting, Words> {
            assert_eq!(id, "<mail@example.org>");
            self.answer.clone()
        }

        fn is_prompt(&self) -> bool {
            self.prompt
        }
    }

    /// A reminder that the run `dead` claimed at minute 0, in doubt since another.
    fn entry(in_doubt: Option<i64>) -> Entry {
        let claim = Step {
            mail: Some("mail".to_owned()),
            message_id: Some("<mail@example.org>".to_owned()),
            ..Step::new(Status::Claimed, minute(0), "dead")
        };
        let doubt = in_doubt.map(|at| Step::new(Status::InDoubt, minute(at), "dead"));
        Entry {
            record: None,
            due: minute(0).date_naive(),
            stage: "digest".to_owned(),
            role: "office".to_owned(),
            steps: std::iter::once(claim).chain(doubt).collect(),
        }
    }

    fn line(run: &str, mail: &str, verdict: Option<Verdict>) -> Line {
        Line {
            run: run.to_owned(),
            mail: mail.to_owned(),
            at: minute(1),
            verdict,
        }
    }

    /// What the run at a minute makes of it: its state, why, and the mail that it keeps.
    fn settled(
        in_doubt: Option<i64>,
        diary: &[Line],
        mailbox: Option<(Result<Sighting, &str>, bool)>,
        resend: bool,
        now: i64,
    ) -> String {
        let mut journal = Journal::default();
        journal.put(entry(in_doubt));
        let mut witness = mailbox.map(|(answer, prompt)| Mailbox {
            answer: answer.map_err(|why| Words::new(why, why)),
            prompt,
        });
        let witness = witness.as_mut().map(|witness| witness as &mut dyn Witness);
        let found = settle(
            &journal,
            diary,
            witness,
            Patience::default(),
            resend,
            minute(now),
            "next",
        );
        let Some(step) = found.first().and_then(Entry::last) else {
            return "waits".to_owned();
        };
        let said = step.why.as_deref().or(step.reply.as_deref()).unwrap_or_default();
        let keeps = if step.mail.is_some() { ", the same mail" } else { "" };
        format!("{}: {said}{keeps}", step.state.name())
    }

    #[test]
    fn the_machine_s_own_diary_tells_what_a_dead_run_did() {
        let left = [line("dead", "mail", None)];
        let other = [
            line("dead", "another", None),
            line("older", "mail", Some(Verdict::Sent("250".to_owned()))),
        ];
        let sent = [
            line("dead", "mail", None),
            line("dead", "mail", Some(Verdict::Sent("250 ok".to_owned()))),
        ];
        let held = "held: it left and no answer came; ask the recipient, then decide";
        let again = "reclaimed: in doubt, sent again by setting, the same mail";
        for (rule, in_doubt, diary, resend, want) in [
            (
                "no line of this mail by this run",
                None,
                &other[..],
                false,
                "reclaimed: did not leave",
            ),
            ("an answer came", None, &sent[..], false, "sent: 250 ok"),
            ("it was about to leave", None, &left[..], false, held),
            (
                "it was about to leave, and the office lets it go again",
                None,
                &left[..],
                true,
                again,
            ),
            (
                "in doubt already: that it did not leave is not known",
                Some(0),
                &other[..],
                false,
                held,
            ),
        ] {
            assert_eq!(settled(in_doubt, diary, None, resend, 0), want, "{rule}");
        }
    }

    #[test]
    fn a_claim_of_another_machine_is_asked_about_when_nobody_can_hold_it() {
        let older = [line("older", "mail", Some(Verdict::Sent("250".to_owned())))];
        let left = [line("dead", "mail", None)];
        let (yes, no) = (
            "sent: found in the sender's own mailbox",
            "reclaimed: not in the sender's own mailbox, the same mail",
        );
        let held = "held: it left and no answer came; ask the recipient, then decide";
        let (prompt, lags) = (Some((Ok(Sighting::There), true)), Some((Ok(Sighting::There), false)));
        for (rule, in_doubt, diary, mailbox, before, at, want) in [
            (
                "the lease is over, the mailbox answers at once",
                None,
                &older[..],
                prompt,
                29,
                30,
                yes,
            ),
            (
                "the lease is over, the mailbox lags",
                None,
                &older[..],
                lags,
                44,
                45,
                yes,
            ),
            (
                "this machine's own, the mailbox lags",
                None,
                &left[..],
                lags,
                14,
                15,
                yes,
            ),
            ("in doubt, the mailbox lags", Some(20), &older[..], lags, 34, 35, yes),
            (
                "in doubt, long after the lease, the mailbox lags",
                Some(50),
                &older[..],
                lags,
                64,
                65,
                yes,
            ),
            ("nobody to ask", None, &older[..], None, 44, 45, held),
            ("nobody to ask, in doubt", Some(20), &older[..], None, 34, 35, held),
            (
                "it is not there",
                None,
                &older[..],
                Some((Ok(Sighting::Absent), true)),
                29,
                30,
                no,
            ),
            (
                "nobody answers",
                None,
                &older[..],
                Some((Err("closed"), true)),
                29,
                30,
                "in-doubt: closed",
            ),
        ] {
            assert_eq!(
                settled(in_doubt, diary, mailbox, false, before),
                "waits",
                "{rule}, before"
            );
            assert_eq!(settled(in_doubt, diary, mailbox, false, at), want, "{rule}");
        }
        assert_eq!(
            settled(None, &left, prompt, false, 0),
            yes,
            "this machine's own, asked at once"
        );
        assert_eq!(
            settled(Some(0), &older, prompt, false, 0),
            yes,
            "in doubt, asked at once"
        );
        let closed = Some((Err("closed"), true));
        assert_eq!(
            settled(Some(20), &older, closed, false, 99),
            "waits",
            "in doubt, and nobody answers still"
        );
    }

    /// A folder that its taker empties while a run dies.
    #[test]
    fn what_was_leaving_and_is_nowhere_was_taken() {
        let older = [line("older", "mail", Some(Verdict::Sent("250".to_owned())))];
        let left = [line("dead", "mail", None)];
        let no = "reclaimed: not in the sender's own mailbox, the same mail";
        let vanished = Some((Ok(Sighting::Vanished), true));
        for (rule, in_doubt, diary, at, want) in [
            (
                "it was leaving, and neither it nor its draft is there",
                None,
                &left[..],
                0,
                "sent: laid down to be sent, and taken since",
            ),
            ("nothing says that it was leaving", None, &older[..], 30, no),
            (
                "it was in doubt, so it was leaving: a person is asked",
                Some(0),
                &older[..],
                0,
                "held: it left and no answer came; ask the recipient, then decide",
            ),
        ] {
            assert_eq!(settled(in_doubt, diary, vanished, false, at), want, "{rule}");
        }
    }

    #[test]
    fn a_server_may_put_off_five_times_or_five_days() {
        let deferred = |times: usize| {
            let mut entry = entry(None);
            for _ in 0..times {
                entry.steps.push(Step::new(Status::Deferred, minute(0), "dead"));
            }
            entry
        };
        let days = |days: i64| minute(days * 24 * 60);
        let put_off = Verdict::Deferred("451 later".to_owned());
        for (rule, times, at, want) in [
            ("the fourth time", 3, minute(0), Status::Deferred),
            ("the fifth time", 4, minute(0), Status::Held),
            ("within five days", 0, days(5) - TimeDelta::minutes(1), Status::Deferred),
            ("after five days", 0, days(5), Status::Held),
        ] {
            let step = outcome(&deferred(times), &put_off, at, "next");
            assert_eq!(step.state, want, "{rule}");
            let later = (want == Status::Deferred).then_some(at + TimeDelta::minutes(30));
            assert_eq!(step.next_try, later, "{rule}");
        }
        let step = outcome(&deferred(4), &put_off, minute(0), "next");
        assert_eq!(step.why.as_deref(), Some("put off 5 times: 451 later"));
    }
}
