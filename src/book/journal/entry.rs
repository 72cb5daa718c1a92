//! One reminder's file: what it speaks of, and every step it went through.

use std::fmt::Write;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::note::{Note, quoted};
use crate::day::fiscal_year;
use crate::record::{RecordId, id};

/// Where a reminder stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A run has it in hand.
    Claimed,
    /// The server took it.
    Sent,
    /// The server refused it for good.
    Refused,
    /// The server said: later.
    Deferred,
    /// It left and nobody answered; nobody could say yet whether it arrived.
    InDoubt,
    /// A claim that surely did not leave: free to be sent.
    Reclaimed,
    /// Waits for a person.
    Held,
    /// A later stage was reached before it could go.
    Superseded,
    /// There was nothing left to remind of.
    Cancelled,
    /// It was taken and came back.
    Bounced,
    /// A person decided that it does not go.
    WrittenOff,
}

/// What parts the identity of a further copy from its number.
pub(crate) const COPY: &str = ".copy-";

/// Every status by its name in the journal.
const STATUSES: [(&str, Status); 11] = [
    ("claimed", Status::Claimed),
    ("sent", Status::Sent),
    ("refused", Status::Refused),
    ("deferred", Status::Deferred),
    ("in-doubt", Status::InDoubt),
    ("reclaimed", Status::Reclaimed),
    ("held", Status::Held),
    ("superseded", Status::Superseded),
    ("cancelled", Status::Cancelled),
    ("bounced", Status::Bounced),
    ("written-off", Status::WrittenOff),
];

impl Status {
    /// Every status.
    pub const ALL: [Status; STATUSES.len()] = {
        let mut all = [Status::Claimed; STATUSES.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = STATUSES[at].1;
            at += 1;
        }
        all
    };

    /// Finds a status by its name.
    #[must_use]
    pub fn named(name: &str) -> Option<Status> {
        STATUSES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, status)| *status)
    }

    /// Returns the name that the journal uses.
    #[must_use]
    pub fn name(self) -> &'static str {
        STATUSES
            .iter()
            .find(|(_, status)| *status == self)
            .map_or("", |(name, _)| name)
    }
}

/// One step of a reminder. What does not apply is absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it came to.
    pub state: Status,
    /// When, at +07:00.
    pub at: DateTime<FixedOffset>,
    /// The run that made the step: its moment.
    pub run: String,
    /// Claimed: the day that the mail speaks of.
    pub today: Option<NaiveDate>,
    /// Claimed: the identity of the mail, which other reminders may share.
    pub mail: Option<String>,
    /// Claimed: the mail's `Message-ID`, brackets included.
    pub message_id: Option<String>,
    /// Claimed: the address.
    pub to: Option<String>,
    /// Claimed: the subject.
    pub subject: Option<String>,
    /// Claimed: the mail's `Date`.
    pub date: Option<DateTime<FixedOffset>>,
    /// Claimed: SHA-256 of the mail's bytes.
    pub sha256: Option<String>,
    /// Claimed: the commit of the book that the mail was written from.
    pub book: Option<String>,
    /// Claimed: the version of the program that wrote it.
    pub program: Option<String>,
    /// Claimed: earlier stages that passed without a mail.
    pub passed: Vec<String>,
    /// What the server, the mailbox or the delivery report said.
    pub reply: Option<String>,
    /// Deferred: not before.
    pub next_try: Option<DateTime<FixedOffset>>,
    /// Why, in words.
    pub why: Option<String>,
    /// Decided by a person: who.
    pub by: Option<String>,
}

impl Step {
    /// A step with nothing but its state and moment.
    #[must_use]
    pub fn new(state: Status, at: DateTime<FixedOffset>, run: &str) -> Step {
        Step {
            state,
            at,
            run: run.to_owned(),
            today: None,
            mail: None,
            message_id: None,
            to: None,
            subject: None,
            date: None,
            sha256: None,
            book: None,
            program: None,
            passed: Vec::new(),
            reply: None,
            next_try: None,
            why: None,
            by: None,
        }
    }

    /// Adds what was said.
    #[must_use]
    pub fn reply(mut self, reply: impl Into<String>) -> Step {
        self.reply = Some(reply.into());
        self
    }

    /// Adds the reason.
    #[must_use]
    pub fn why(mut self, why: impl Into<String>) -> Step {
        self.why = Some(why.into());
        self
    }

    /// Whether the server says that there is no such mailbox, as against a mail
    /// that it did not like: an enhanced status of the class 5.1 (RFC 3463), or
    /// a bare 550, 551 or 553.
    #[must_use]
    pub fn is_dead_address(&self) -> bool {
        if !matches!(self.state, Status::Refused | Status::Bounced) {
            return false;
        }
        match self.code() {
            Some(status) if status.contains('.') => status.starts_with("5.1."),
            Some(code) => ["550", "551", "553"].contains(&code),
            None => false,
        }
    }

    /// Returns the server's number for what it said: the enhanced status
    /// (`5.1.1`) where there is one, else the reply's own (`550`). It names
    /// nobody, as the words beside it may.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        let said = self.reply.as_deref()?;
        let words = || said.split(|c: char| c.is_whitespace() || c == ';' || c == '-');
        let digits = |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
        let enhanced = |word: &&str| {
            let class = ["2.", "4.", "5."].iter().any(|class| word.starts_with(class));
            class && word.split('.').count() == 3 && word.split('.').all(digits)
        };
        words()
            .find(enhanced)
            .or_else(|| words().next().filter(|code| code.len() == 3 && digits(code)))
    }
}

/// A reminder in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The record; nothing where it is the office's own digest.
    pub record: Option<RecordId>,
    /// The day it counts from.
    pub due: NaiveDate,
    /// The stage's name.
    pub stage: String,
    /// The role.
    pub role: String,
    /// What happened, oldest first.
    pub steps: Vec<Step>,
}

impl Entry {
    /// Returns the reminder's key.
    #[must_use]
    pub fn key(&self) -> String {
        match &self.record {
            Some(record) => key(record, self.due, &self.stage, &self.role),
            None => office_key(self.due, &self.stage, &self.role),
        }
    }

    /// Returns the newest step.
    #[must_use]
    pub fn last(&self) -> Option<&Step> {
        self.steps.last()
    }

    /// Returns where the reminder stands.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        self.last().map(|step| step.state)
    }

    /// Returns the newest claim.
    #[must_use]
    pub fn claim(&self) -> Option<&Step> {
        self.steps.iter().rev().find(|step| step.state == Status::Claimed)
    }

    /// Returns the address it was last claimed for.
    #[must_use]
    pub fn to(&self) -> Option<&str> {
        self.claim()?.to.as_deref()
    }

    /// Returns the identity of the mail it was last claimed in.
    #[must_use]
    pub fn mail(&self) -> Option<&str> {
        self.claim()?.mail.as_deref()
    }

    /// Returns the identity under which the reminder must go to an address: that
    /// of the mail that may have left, the one that a person's decision gave it,
    /// or a new one where a copy that bore it came back or went to another
    /// address. That copy lies in the Sent folder, and whoever asks there for
    /// the next one must not find it. Nothing where the reminder's key will do.
    #[must_use]
    pub fn identity(&self, to: &str) -> Option<String> {
        let wanted = self.last()?.mail.clone().or_else(|| {
            let decided = self.since_decision().first().filter(|step| step.by.is_some());
            decided?.mail.clone()
        });
        let is_taken = |(claim, came_back): &(&Step, bool)| {
            let bears_it = wanted.is_none() || claim.mail == wanted;
            let is_other = claim.to.as_deref().is_none_or(|was| !was.eq_ignore_ascii_case(to));
            bears_it && (*came_back || is_other)
        };
        let copies = self.copies();
        if !copies.iter().any(is_taken) {
            return wanted;
        }
        let first = self.mail()?.split(COPY).next()?;
        Some(format!("{first}{COPY}{}", copies.len() + 1))
    }

    /// Returns the claims of which a copy left, or may have left, and whether it
    /// came back: all but those that a server put off or refused, or that surely
    /// stayed.
    fn copies(&self) -> Vec<(&Step, bool)> {
        let claims = self.steps.iter().enumerate();
        let claims = claims.filter(|(_, step)| step.state == Status::Claimed);
        let copies = claims.filter_map(|(place, claim)| {
            let after = || {
                let rest = self.steps.iter().skip(place + 1);
                rest.take_while(|step| step.state != Status::Claimed)
            };
            let stayed = |next: &Step| match next.state {
                Status::Deferred | Status::Refused => true,
                Status::Reclaimed => next.mail.is_none(),
                _ => false,
            };
            let left = !after().next().is_some_and(stayed);
            left.then(|| (claim, after().any(|step| step.state == Status::Bounced)))
        });
        copies.collect()
    }

    /// Returns the steps since a person last decided about the reminder, with
    /// that decision; all of them where nobody did.
    #[must_use]
    pub fn since_decision(&self) -> &[Step] {
        let start = self.steps.iter().rposition(|step| step.by.is_some());
        &self.steps[start.unwrap_or(0)..]
    }

    /// Returns how often the server was asked and said: later; a person's
    /// decision begins anew.
    #[must_use]
    pub fn deferrals(&self) -> usize {
        let steps = self.since_decision().iter();
        steps.filter(|step| step.state == Status::Deferred).count()
    }

    /// Returns the path of the file from the book's root.
    #[must_use]
    pub fn path(&self) -> String {
        format!("records/journal/{}.toml", self.key())
    }

    /// Returns the file's text. The same entry is the same text, and a further
    /// step only adds to it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = super::note::heading();
        let mut line = |name: &str, value: String| {
            let _ = writeln!(out, "{name} = {value}");
        };
        let record = self
            .record
            .as_ref()
            .map_or_else(|| OFFICE.to_owned(), ToString::to_string);
        line("record", quoted(&record));
        line("due", self.due.to_string());
        line("stage", quoted(&self.stage));
        line("role", quoted(&self.role));
        for step in &self.steps {
            out.push_str(&step.text());
        }
        out
    }

    /// Reads a file of the journal.
    ///
    /// # Errors
    ///
    /// What is not as the program writes it.
    pub fn read(text: &str) -> Result<Entry, String> {
        let mut note = Note::parse(text)?;
        let record = note.text("record")?;
        let entry = Entry {
            record: match record.as_str() {
                OFFICE => None,
                record => Some(id::parse(record).ok_or_else(|| format!("record = {record:?}"))?),
            },
            due: note.day("due")?,
            stage: note.text("stage")?,
            role: note.text("role")?,
            steps: note
                .each("step")?
                .into_iter()
                .map(Step::read)
                .collect::<Result<_, _>>()?,
        };
        note.finish()?;
        if entry.steps.is_empty() {
            return Err("[[step]]".to_owned());
        }
        let mut before = None;
        for step in &entry.steps {
            step.follows(before)?;
            before = Some(step.state);
        }
        Ok(entry)
    }
}

impl Step {
    /// Whether the program could have written this step behind that state: a
    /// step taken out or changed by hand would send a mail again, or never.
    fn follows(&self, before: Option<Status>) -> Result<(), String> {
        use Status::{
            Bounced, Cancelled, Claimed, Deferred, Held, InDoubt, Reclaimed, Refused, Sent, Superseded, WrittenOff,
        };
        let next: &[Status] = match (before, &self.by) {
            (Some(Held | Refused | Bounced), Some(_)) => &[Reclaimed, WrittenOff],
            (Some(Sent | WrittenOff), Some(_)) => &[Reclaimed],
            (_, Some(_)) | (Some(Held | Superseded | WrittenOff), None) => &[],
            (None | Some(Cancelled | Refused | Bounced), None) => &[Claimed],
            (Some(Claimed), None) => &[Sent, Refused, Deferred, InDoubt, Reclaimed, Held],
            (Some(InDoubt), None) => &[Sent, Reclaimed, Held, Bounced],
            (Some(Sent), None) => &[Bounced],
            (Some(Deferred | Reclaimed), None) => &[Claimed, Superseded, Cancelled],
        };
        if !next.contains(&self.state) {
            let before = before.map_or("-", Status::name);
            return Err(format!("{before} -> {}", self.state.name()));
        }
        let lacks = match self.state {
            Claimed if self.mail.is_none() => Some("mail"),
            Claimed if self.to.is_none() => Some("to"),
            Sent if self.reply.is_none() && self.why.is_none() => Some("reply"),
            Refused | Deferred | Bounced if self.reply.is_none() => Some("reply"),
            InDoubt | Reclaimed | Held | WrittenOff if self.why.is_none() => Some("why"),
            _ => None,
        };
        lacks.map_or(Ok(()), |name| Err(format!("{}: {name}", self.state.name())))
    }

    fn text(&self) -> String {
        let text = |value: &Option<String>| value.as_deref().map(quoted);
        let moment = |value: &Option<DateTime<FixedOffset>>| value.map(|at| at.to_rfc3339());
        let passed: Vec<String> = self.passed.iter().map(|name| quoted(name)).collect();
        let lines = [
            ("state", Some(quoted(self.state.name()))),
            ("at", Some(self.at.to_rfc3339())),
            ("run", Some(quoted(&self.run))),
            ("today", self.today.map(|day| day.to_string())),
            ("mail", text(&self.mail)),
            ("message_id", text(&self.message_id)),
            ("to", text(&self.to)),
            ("subject", text(&self.subject)),
            ("date", moment(&self.date)),
            ("sha256", text(&self.sha256)),
            ("book", text(&self.book)),
            ("program", text(&self.program)),
            (
                "passed",
                (!passed.is_empty()).then(|| format!("[{}]", passed.join(", "))),
            ),
            ("reply", text(&self.reply)),
            ("next_try", moment(&self.next_try)),
            ("why", text(&self.why)),
            ("by", text(&self.by)),
        ];
        let mut out = "\n[[step]]\n".to_owned();
        for (name, value) in lines {
            if let Some(value) = value {
                let _ = writeln!(out, "{name} = {value}");
            }
        }
        out
    }

    fn read(mut note: Note<'_>) -> Result<Step, String> {
        let state = note.text("state")?;
        let step = Step {
            state: Status::named(&state).ok_or_else(|| format!("state = {state:?}"))?,
            at: note.moment("at")?,
            run: note.text("run")?,
            today: note.maybe_day("today")?,
            mail: note.maybe_text("mail")?,
            message_id: note.maybe_text("message_id")?,
            to: note.maybe_text("to")?,
            subject: note.maybe_text("subject")?,
            date: note.maybe_moment("date")?,
            sha256: note.maybe_text("sha256")?,
            book: note.maybe_text("book")?,
            program: note.maybe_text("program")?,
            passed: note.texts("passed")?,
            reply: note.maybe_text("reply")?,
            next_try: note.maybe_moment("next_try")?,
            why: note.maybe_text("why")?,
            by: note.maybe_text("by")?,
        };
        note.finish()?;
        Ok(step)
    }
}

/// What stands for a record where the office itself is spoken to.
const OFFICE: &str = "office";

/// Returns the key of the office's own digest: `<fiscal year>/office/<day>.<stage>.<role>`.
#[must_use]
pub(crate) fn office_key(day: NaiveDate, stage: &str, role: &str) -> String {
    format!("{}/{OFFICE}/{day}.{stage}.{role}", fiscal_year(day))
}

/// Returns a reminder's key: `<fiscal year>/<record>/<due>.<stage>.<role>`.
#[must_use]
pub(crate) fn key(id: &RecordId, due: NaiveDate, stage: &str, role: &str) -> String {
    format!("{}{due}.{stage}.{role}", folder(id))
}

/// Returns what the keys of a record's reminders begin with.
pub(super) fn folder(id: &RecordId) -> String {
    format!("{}/{}-{}-{:04}/", id.fiscal_year, id.agency, id.kind.name(), id.number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).expect("a moment")
    }

    fn entry() -> Entry {
        let at = moment("2026-11-20T08:47:11+07:00");
        let mut claim = Step::new(Status::Claimed, at, "2026-11-20T084700");
        claim.today = at.date_naive().into();
        claim.mail = Some("2569.secretariat-advance-0012.2026-11-27.before-7.borrower".into());
        claim.to = Some("a@example.org".into());
        claim.message_id = Some("<2569.secretariat-advance-0012.2026-11-27.before-7.borrower@example.org>".into());
        claim.date = Some(at);
        claim.sha256 = Some("0".repeat(64));
        claim.subject = Some("[บย. 12/2569] \"แจ้งเตือน\"\nx".into());
        claim.passed = vec!["before-30".into()];
        Entry {
            record: id::parse("secretariat/2569/advance-0012"),
            due: moment("2026-11-27T00:00:00+07:00").date_naive(),
            stage: "before-7".into(),
            role: "borrower".into(),
            steps: vec![claim],
        }
    }

    #[test]
    fn an_entry_is_read_back_as_it_was_written_and_a_step_only_adds() {
        let mut entry = entry();
        let first = entry.text();
        assert_eq!(Entry::read(&first).as_ref(), Ok(&entry));
        let later = moment("2026-11-20T08:47:12+07:00");
        entry
            .steps
            .push(Step::new(Status::Sent, later, "2026-11-20T084700").reply("250 2.0.0 ok"));
        assert!(entry.text().starts_with(&first), "{}", entry.text());
        assert_eq!(Entry::read(&entry.text()), Ok(entry));
    }

    #[test]
    fn what_the_program_did_not_write_is_named() {
        let text = entry().text();
        for (broken, said) in [
            (
                text.replace("state = \"claimed\"", "state = \"gone\""),
                "state = \"gone\"",
            ),
            (text.replace("at = 2026", "at = 02026"), "TOML"),
            (text.replace("run = ", "runs = "), "run"),
            (format!("{text}more = 1\n"), "more"),
            (text.replace("secretariat/2569/advance-0012", "../etc"), "../etc"),
        ] {
            let fault = Entry::read(&broken).expect_err(&broken);
            assert!(fault.contains(said), "{fault}: {said}");
        }
    }

    #[test]
    fn steps_that_the_program_never_writes_one_after_the_other_are_named() {
        use Status::{Bounced, Cancelled, Claimed, Deferred, Held, InDoubt, Reclaimed, Refused, Sent, Superseded};
        let at = moment("2026-11-20T08:47:12+07:00");
        let read = |states: &[Status]| {
            let mut entry = entry();
            let claim = entry.steps[0].clone();
            entry.steps.clear();
            for state in states {
                entry.steps.push(match state {
                    Status::Claimed => claim.clone(),
                    state => Step::new(*state, at, "r").reply("250 ok").why("as told"),
                });
            }
            Entry::read(&entry.text()).map(|_| ())
        };
        for sound in [
            &[Claimed, Sent, Bounced, Claimed, Refused, Claimed, Deferred, Superseded][..],
            &[Claimed, InDoubt, Reclaimed, Claimed, Deferred, Cancelled, Claimed, Held],
            &[Claimed, InDoubt, Bounced],
        ] {
            assert_eq!(read(sound), Ok(()), "{sound:?}");
        }
        for (slip, said) in [
            (&[Sent][..], "- -> sent"),
            (&[Claimed, Cancelled], "claimed -> cancelled"),
            (&[Claimed, Sent, Cancelled], "sent -> cancelled"),
            (&[Claimed, Sent, Reclaimed], "sent -> reclaimed"),
            (&[Claimed, Sent, Claimed], "sent -> claimed"),
            (&[Claimed, Claimed], "claimed -> claimed"),
        ] {
            assert_eq!(read(slip), Err(said.to_owned()), "{slip:?}");
        }
        let text = entry().text();
        let wordless = format!(
            "{text}\n[[step]]\nstate = \"reclaimed\"\nat = {}\nrun = \"r\"\n",
            at.to_rfc3339()
        );
        assert_eq!(Entry::read(&wordless), Err("reclaimed: why".to_owned()));
        let nowhere = text.replace("to = ", "program = ");
        assert_eq!(Entry::read(&nowhere), Err("claimed: to".to_owned()));
    }

    #[test]
    fn a_dead_address_is_told_from_a_disliked_mail() {
        for (reply, dead) in [
            ("550 5.1.1 no such user", true),
            ("550 no such user", true),
            ("553 bad mailbox", true),
            ("550 5.7.1 spam", false),
            ("554 5.7.1 spam", false),
            ("552 5.2.2 mailbox full", false),
            ("554 refused", false),
        ] {
            let step = Step::new(Status::Refused, moment("2026-11-20T08:47:11+07:00"), "r").reply(reply);
            assert_eq!(step.is_dead_address(), dead, "{reply}");
            let sent = Step {
                state: Status::Sent,
                ..step
            };
            assert!(!sent.is_dead_address());
        }
    }
}
