//! A person's word about a reminder: what waits may go again or is written
//! off, what went may go a second time. Nobody else may say so, and nothing is
//! decided about a reminder that a run has in hand.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::doors::Moment;
use crate::book::gather::Gathered;
use crate::book::journal::{COPY, Entry, Journal, Status, Step};
use crate::book::{Register, plan};
use crate::letter::slug;
use crate::text::Words;

/// What a person decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// What is held goes again.
    Release,
    /// What is held does not go.
    WriteOff,
    /// What went goes a second time.
    Again,
}

/// A person's word.
#[derive(Clone, Debug)]
pub struct Word {
    /// What is decided.
    pub decision: Decision,
    /// Who decides.
    pub by: String,
    /// Why.
    pub why: String,
    /// When.
    pub at: Moment,
    /// The command that takes it down, named as runs are.
    pub run: String,
}

/// Why a reminder cannot be decided about in this way: as it was typed, and what
/// to do instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The reminder.
    pub key: String,
    /// Why, and what to do.
    pub words: Words,
}

/// Writes a person's word to the reminders that it names, and to those that
/// went in the same mails, as a mail arrives or does not arrive as a whole.
/// Either all are decided or none.
///
/// # Errors
///
/// One [`Refusal`] for each reminder that cannot be decided about.
pub fn decide(
    gathered: &mut Gathered,
    today: NaiveDate,
    asked: &[String],
    word: &Word,
) -> Result<Vec<Entry>, Vec<Refusal>> {
    let journal = &gathered.book.journal;
    let mut keys = BTreeSet::new();
    let mut refusals = Vec::new();
    for typed in asked {
        let refuse = |words| Refusal {
            key: typed.clone(),
            words,
        };
        match find(journal, typed) {
            None => refusals.push(refuse(unknown(journal, typed))),
            Some(entry) => match allowed(entry, word.decision) {
                Ok(()) => _ = keys.insert(entry.key()),
                Err(words) => refusals.push(refuse(words)),
            },
        }
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let mut decided = Vec::new();
    for entry in company(journal, &keys, word.decision) {
        let mail = identity(journal, entry, word.decision);
        let mut entry = entry.clone();
        entry.steps.push(step(word, mail));
        decided.push(entry);
    }
    if word.decision == Decision::WriteOff {
        return Ok(decided);
    }
    for entry in &decided {
        gathered.book.journal.put(entry.clone());
    }
    let (goes, waits) = planned(gathered, today);
    let refusals: Vec<Refusal> = keys
        .iter()
        .filter(|key| !goes.contains(*key))
        .map(|key| Refusal {
            key: key.clone(),
            words: waits
                .iter()
                .find(|(held, _)| held == key)
                .map_or_else(over, |(_, why)| still_held(why)),
        })
        .collect();
    if !refusals.is_empty() {
        return Err(refusals);
    }
    // What only went in the same mail and has come to nothing since stays as it is.
    decided.retain(|entry| goes.contains(&entry.key()));
    Ok(decided)
}

fn step(word: &Word, mail: Option<String>) -> Step {
    let state = match word.decision {
        Decision::Release | Decision::Again => Status::Reclaimed,
        Decision::WriteOff => Status::WrittenOff,
    };
    Step {
        mail,
        by: Some(word.by.clone()),
        ..Step::new(state, word.at, &word.run).why(word.why.as_str())
    }
}

/// Finds a reminder by its key, by the path of its page, or as a run's story
/// names the mail that it went in.
fn find<'j>(journal: &'j Journal, typed: &str) -> Option<&'j Entry> {
    let key = plain(typed);
    journal
        .get(key)
        .or_else(|| journal.entries().find(|entry| slug(&entry.key()) == key))
        .or_else(|| journal.entries().find(|entry| entry.mail() == Some(key)))
}

fn plain(typed: &str) -> &str {
    let typed = typed.trim();
    let inside = typed.strip_prefix("records/journal/").unwrap_or(typed);
    inside.strip_suffix(".toml").unwrap_or(inside)
}

/// The reminders asked for and those that went in the same mails and wait for
/// the same decision.
fn company<'j>(journal: &'j Journal, keys: &BTreeSet<String>, decision: Decision) -> Vec<&'j Entry> {
    let sent_as = |entry: &Entry| Some((entry.mail()?.to_owned(), entry.claim()?.run.clone()));
    let mails: BTreeSet<(String, String)> = keys.iter().filter_map(|key| sent_as(journal.get(key)?)).collect();
    journal
        .entries()
        .filter(|entry| {
            let shares = sent_as(entry).is_some_and(|mail| mails.contains(&mail));
            keys.contains(&entry.key()) || shares && allowed(entry, decision).is_ok()
        })
        .collect()
}

/// The identity under which a decided reminder goes. What may have arrived
/// keeps its own, so that a mailbox can tell a copy from a new mail; what
/// surely went before gets another, so that the sender's own mailbox can tell
/// the second copy from the first.
fn identity(journal: &Journal, entry: &Entry, decision: Decision) -> Option<String> {
    let last = entry.last()?;
    let mail = entry.mail()?;
    match (decision, last.state) {
        (Decision::WriteOff, _) => None,
        (Decision::Again, _) | (_, Status::Bounced) => {
            let first = mail.split(COPY).next().unwrap_or(mail);
            // Numbered on from the last copy that anything ever went under.
            let number = |mail: &str| match mail.strip_prefix(first)?.strip_prefix(COPY) {
                Some(number) => number.parse::<usize>().ok(),
                None => (mail == first).then_some(1),
            };
            let steps = journal.entries().flat_map(|other| &other.steps);
            let copies = steps.filter_map(|step| number(step.mail.as_deref()?));
            let claims = entry.steps.iter().filter(|step| step.state == Status::Claimed);
            let last = copies.max().unwrap_or(1).max(claims.count());
            Some(format!("{first}{COPY}{}", last + 1))
        }
        // Put off by the server: nothing was taken. Else it left and nobody answered.
        (_, Status::Held) if last.reply.is_none() => Some(mail.to_owned()),
        _ => None,
    }
}

/// Returns the keys that a run would send today, and those that it would hold.
fn planned(gathered: &Gathered, today: NaiveDate) -> (BTreeSet<String>, Vec<(String, Words)>) {
    let register = Register::new(&gathered.book, today);
    let plan = plan::plan(&register);
    let mut goes = BTreeSet::new();
    for message in &plan.messages {
        goes.extend(message.items.iter().map(|item| item.key.clone()));
        goes.extend(message.digest.clone());
    }
    let held = plan.held.into_iter();
    (goes, held.map(|held| (held.key, held.why)).collect())
}

/// Whether a decision fits where a reminder stands; else why not.
fn allowed(entry: &Entry, decision: Decision) -> Result<(), Words> {
    let Some(last) = entry.last() else { return Ok(()) };
    let day = last.at.date_naive();
    let waits = matches!(last.state, Status::Held | Status::Refused | Status::Bounced);
    let ended = matches!(last.state, Status::Sent | Status::WrittenOff);
    match decision {
        Decision::Release | Decision::WriteOff if waits => return Ok(()),
        Decision::Again if ended => return Ok(()),
        _ => {}
    }
    let (th, en) = match last.state {
        Status::Sent => (
            format!("ส่งแล้วเมื่อ {day} ถ้าต้องการส่งฉบับที่สองจริง ใช้ --again"),
            format!("was sent on {day}; if a second copy is really wanted, use --again"),
        ),
        Status::WrittenOff => (
            format!("งดส่งไปแล้วเมื่อ {day} ถ้าต้องการส่งจริง ใช้ --again"),
            format!("was written off on {day}; if it is to go after all, use --again"),
        ),
        Status::Held | Status::Refused | Status::Bounced => (
            "ยังรอการตัดสินใจ ใช้ --release ให้ส่งอีกครั้ง หรือ --write-off ไม่ส่ง".to_owned(),
            "waits for a decision; use --release to let it go, or --write-off".to_owned(),
        ),
        Status::Claimed | Status::InDoubt => (
            "ส่งออกไปแล้วยังไม่รู้ผล รอบถัดไปจะตรวจ ตัดสินใจได้เมื่อขึ้นว่ารอเจ้าหน้าที่".to_owned(),
            "is in a run's hand or not settled yet; the next run looks. Decide once it waits for an officer".to_owned(),
        ),
        Status::Deferred => (
            "เซิร์ฟเวอร์ให้รอ โปรแกรมส่งเองเมื่อถึงเวลา ถ้าไม่ต้องการให้ส่ง เขียน hold ในระเบียน".to_owned(),
            "was put off by the server and goes by itself; to stop it, write hold in the record".to_owned(),
        ),
        Status::Reclaimed => (
            "รอบถัดไปจะส่งอยู่แล้ว ถ้าไม่ต้องการให้ส่ง เขียน hold ในระเบียน".to_owned(),
            "goes with the next run already; to stop it, write hold in the record".to_owned(),
        ),
        Status::Superseded | Status::Cancelled => (
            format!("จบแล้วเมื่อ {day} เพราะถึงขั้นถัดไปหรือไม่ต้องเตือนแล้ว"),
            format!("ended on {day}: a later stage was reached, or nothing was left to remind of"),
        ),
    };
    Err(Words::new(th, en))
}

fn unknown(journal: &Journal, typed: &str) -> Words {
    if journal.is_adopted(plain(typed)) {
        return Words::new(
            "ถึงขั้นอยู่แล้วเมื่อเริ่มใช้สมุด จึงไม่เคยส่งและไม่ส่ง ขั้นถัดไปจะส่งเอง",
            "stood already when the book was taken on, so it was never sent and will not be; the next stage goes by itself",
        );
    }
    Words::new(
        "ยังไม่เคยส่ง จึงไม่มีอะไรให้ตัดสินใจ ดูชื่อรายการจาก duebook remind --plan (ถ้ารอเพราะไม่มีที่อยู่ ให้เพิ่มอีเมลแล้วจะส่งเอง)",
        "was never sent, so there is nothing to decide; names are in duebook remind --plan (what lacks an address goes by itself once there is one)",
    )
}

fn over() -> Words {
    Words::new(
        "ส่งไม่ได้แล้ว เพราะรายการจบ พักไว้ หรือถึงขั้นถัดไป ถ้าจะปิดเรื่อง ใช้ --write-off",
        "cannot go any more: the record is settled, on hold, or in a later stage. To close it, use --write-off",
    )
}

fn still_held(why: &Words) -> Words {
    Words::new(
        format!("ให้ส่งแล้วก็ยังส่งไม่ได้: {}", why.th),
        format!("would be held again: {}", why.en),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::gather::texts;

    fn at() -> Moment {
        Moment::parse_from_rfc3339("2026-09-15T07:00:00+07:00").expect("a literal moment")
    }

    /// A reminder of the advance's due day that went in `mail`, and its last step.
    fn entry(gathered: &Gathered, stage: &str, last: Step) -> Entry {
        let claim = Step {
            mail: Some("mail".to_owned()),
            to: Some("borrower@example.org".to_owned()),
            ..Step::new(Status::Claimed, at(), "run")
        };
        Entry {
            record: Some(gathered.book.advances[0].id.clone()),
            due: "2026-09-14".parse().expect("a literal day"),
            stage: stage.to_owned(),
            role: "borrower".to_owned(),
            steps: vec![claim, last],
        }
    }

    /// An advance due on 14 September 2026, of an agency without an address.
    fn gathered() -> Gathered {
        let gathered = texts(&[
            (
                "records/office.toml",
                "name = \"ฝ่ายการคลัง\"\n[mail]\nreply_to = \"office@example.org\"\n",
            ),
            ("records/pr/agency.toml", "name = \"สปส.\"\n"),
            ("records/holidays/2569.toml", ""),
            (
                "records/rules/bma.toml",
                "title = \"ระเบียบ\"\n[[rule]]\nname = \"duty\"\nkind = \"advance\"\nfrom = \"received\"\ndays = 30\n",
            ),
            (
                "records/pr/2569/advance-0001.toml",
                "contract = \"บย. 1/2569\"\nfund = \"budget\"\npurpose = \"duty\"\nproject = \"อบรม\"\namount = 100.00\n\
                 borrower = { name = \"นาย ก\", email = \"borrower@example.org\" }\ncontracted = 2026-08-10\nreceived = 2026-08-14\n",
            ),
        ]);
        assert!(gathered.findings.is_empty(), "{:?}", gathered.findings);
        gathered
    }

    fn word(decision: Decision) -> Word {
        Word {
            decision,
            by: "นาง ข".to_owned(),
            why: "ถามแล้ว".to_owned(),
            at: at(),
            run: "word".to_owned(),
        }
    }

    #[test]
    fn a_second_copy_is_another_mail_and_one_that_may_have_arrived_is_the_same() {
        use Decision::{Again, Release, WriteOff};
        for (rule, decision, state, reply, want) in [
            ("written off after no answer", WriteOff, Status::Held, None, None),
            (
                "written off after it came back",
                WriteOff,
                Status::Bounced,
                Some("550"),
                None,
            ),
            ("no answer came", Release, Status::Held, None, Some("mail")),
            ("put off: nothing was taken", Release, Status::Held, Some("451"), None),
            (
                "refused: nothing was taken",
                Release,
                Status::Refused,
                Some("550"),
                None,
            ),
            (
                "it came back",
                Release,
                Status::Bounced,
                Some("550"),
                Some("mail.copy-2"),
            ),
            ("it went", Again, Status::Sent, Some("250"), Some("mail.copy-2")),
        ] {
            let mut gathered = gathered();
            let mut last = Step::new(state, at(), "run");
            last.reply = reply.map(str::to_owned);
            let entry = entry(&gathered, "after-1", last);
            gathered.book.journal.put(entry.clone());
            let got = identity(&gathered.book.journal, &entry, decision);
            assert_eq!(got.as_deref(), want, "{rule}");
            let step = step(&word(decision), got);
            assert_eq!(
                (step.mail.as_deref(), step.by.as_deref()),
                (want, Some("นาง ข")),
                "{rule}"
            );
        }
    }

    #[test]
    fn what_would_be_held_again_is_refused_with_its_own_reason() {
        let mut gathered = gathered();
        let held = entry(&gathered, "after-1", Step::new(Status::Held, at(), "run"));
        let dead = entry(
            &gathered,
            "due",
            Step::new(Status::Bounced, at(), "run").reply("550 5.1.1 no such user"),
        );
        let key = held.key();
        gathered.book.journal.put(held);
        gathered.book.journal.put(dead);
        // A word about the address is newer than the one about the reminder.
        let mut word = word(Decision::Release);
        word.at -= chrono::TimeDelta::days(1);
        let today = "2026-09-15".parse().expect("a literal day");
        let refusals = decide(&mut gathered, today, std::slice::from_ref(&key), &word).expect_err("held again");
        assert_eq!(refusals.len(), 1);
        assert_eq!(refusals[0].key, key);
        assert!(
            refusals[0]
                .words
                .en
                .starts_with("would be held again: there is no such mailbox"),
            "{}",
            refusals[0].words.en
        );
    }
}
