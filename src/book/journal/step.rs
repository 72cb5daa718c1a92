//! One step of a reminder, and which step may follow which.

use std::fmt::Write;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::note::{Note, quoted};
use super::status::Status;

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

impl Step {
    /// Whether the program could have written this step behind that state: a
    /// step taken out or changed by hand would send a mail again, or never.
    pub(super) fn follows(&self, before: Option<Status>) -> Result<(), String> {
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

    /// Returns the step as the file holds it.
    pub(super) fn text(&self) -> String {
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

    /// Reads a step back.
    pub(super) fn read(mut note: Note<'_>) -> Result<Step, String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dead_address_is_told_from_a_disliked_mail() {
        let at = DateTime::parse_from_rfc3339("2026-11-20T08:47:11+07:00").expect("a moment");
        for (reply, dead) in [
            ("550 5.1.1 no such user", true),
            ("550 no such user", true),
            ("553 bad mailbox", true),
            ("550 5.7.1 spam", false),
            ("554 5.7.1 spam", false),
            ("552 5.2.2 mailbox full", false),
            ("554 refused", false),
        ] {
            let step = Step::new(Status::Refused, at, "r").reply(reply);
            assert_eq!(step.is_dead_address(), dead, "{reply}");
            let sent = Step {
                state: Status::Sent,
                ..step
            };
            assert!(!sent.is_dead_address());
        }
    }
}
