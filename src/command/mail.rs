//! `mail verify`: what was sent, made again from the history of the book and
//! held against the journal, byte by byte.

use serde::Serialize;

use super::args::{MailArgs, MailCommand, MailVerifyArgs, Options};
use super::desk::{self, Desk};
use super::{Failure, Outcome};
use crate::book::journal::{Entry, Journal};
use crate::dispatch::doors::Snapshot;
use crate::dispatch::replay::{self, Again, Made, Source};
use crate::text::Words;
use crate::world::git;
use crate::world::publish::publish;

/// Runs `mail`.
pub(super) fn run(options: &Options, args: &MailArgs) -> Result<Outcome, Failure> {
    match &args.command {
        MailCommand::Verify(args) => verify(options, args),
    }
}

#[derive(Serialize)]
struct Answer {
    mails: usize,
    same: usize,
    findings: Vec<Finding>,
}

#[derive(Serialize)]
struct Finding {
    mail: String,
    keys: Vec<String>,
    today: chrono::NaiveDate,
    commit: Option<String>,
    state: &'static str,
    why: String,
}

fn verify(options: &Options, args: &MailVerifyArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    let journal = desk.gather()?.book.journal;
    let wanted = |entry: &Entry| {
        let key = entry.key();
        let year = args.fiscal_year.is_none_or(|year| key.starts_with(&format!("{year}/")));
        year && (args.keys.is_empty() || args.keys.iter().any(|wanted| key.starts_with(wanted.as_str())))
    };
    known(&args.keys, &journal)?;
    let (mut answer, mut files) = (
        Answer {
            mails: 0,
            same: 0,
            findings: Vec::new(),
        },
        vec![(".gitignore".to_owned(), b"*\n".to_vec())],
    );
    for (source, mails) in replay::made(&journal, wanted) {
        answer.mails += mails.len();
        for (made, again) in mails.iter().zip(again(&desk, &source, &mails)) {
            if let (Again::Same(bytes) | Again::Other(bytes), Some(_)) = (&again, &args.out) {
                files.push((format!("{}.{}.eml", source.1, made.mail), bytes.clone()));
            }
            match judge(&desk, &source, made, &again) {
                Some(finding) => answer.findings.push(finding),
                None => answer.same += 1,
            }
        }
    }
    if let Some(out) = &args.out {
        publish(out, &files).map_err(|error| Failure::disk(&out.display().to_string(), &error))?;
    }
    tell(&desk, &answer);
    Ok(if answer.findings.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Ended(1)
    })
}

/// A key that the journal does not know is a slip, not a mail without faults.
fn known(keys: &[String], journal: &Journal) -> Result<(), Failure> {
    let unknown = keys
        .iter()
        .find(|wanted| !journal.entries().any(|entry| entry.key().starts_with(wanted.as_str())));
    match unknown {
        None => Ok(()),
        Some(key) => Err(Failure::usage(Words::new(
            format!("ไม่มีการแจ้งเตือน \"{key}\" ใน records/journal ชื่อเป็นเช่น 2570/secretariat-advance-0012"),
            format!("records/journal has no reminder \"{key}\"; a name is such as 2570/secretariat-advance-0012"),
        ))),
    }
}

/// Makes the mails of one commit and day again.
pub(super) fn again(desk: &Desk, (commit, today): &Source, mails: &[Made]) -> Vec<Again> {
    let Some(id) = commit else {
        let why = desk.say("สมุดไม่ได้อยู่ใน git ตอนส่ง", "the book was not in git when it was sent");
        return vec![Again::Unmade(why.to_owned()); mails.len()];
    };
    match snapshot(desk, id) {
        Ok(snapshot) => replay::again(snapshot, *today, mails),
        Err(fault) => vec![Again::Unmade(fault.to_string()); mails.len()],
    }
}

fn snapshot(desk: &Desk, id: &str) -> Result<Snapshot, git::Fault> {
    let commit = git::commit(&desk.root, id)?;
    Ok(Snapshot {
        files: git::read(&desk.root, &commit)?,
        templates: git::templates(&desk.root, &commit)?,
        commit: Some(commit.id),
    })
}

fn judge(desk: &Desk, (commit, today): &Source, made: &Made, again: &Again) -> Option<Finding> {
    let ours = env!("CARGO_PKG_VERSION");
    let other = made.program.as_deref().filter(|program| *program != ours);
    let (state, th, en) = match (again, other) {
        (Again::Same(_), _) => return None,
        (Again::Other(_) | Again::NoSuchMail | Again::NotOf(_), Some(program)) => (
            "other-program",
            format!("เขียนด้วย duebook {program} ตรวจด้วยรุ่นนั้น (นี่คือรุ่น {ours})"),
            format!("written by duebook {program}; verify with that version (this is {ours})"),
        ),
        (Again::Other(_), None) => (
            "differs",
            "ทำซ้ำแล้วได้อีเมลที่ต่างจากค่าตรวจสอบในบันทึก".to_owned(),
            "made again, it differs from the hash in the journal".to_owned(),
        ),
        (Again::NoSuchMail, None) => (
            "no-such-mail",
            "แผนของรุ่นข้อมูลและวันนั้นไม่มีอีเมลนี้".to_owned(),
            "the plan of that commit and day has no such mail".to_owned(),
        ),
        (Again::NotOf(key), None) => (
            "not-of-mail",
            format!("อีเมลฉบับนี้ไม่ได้พูดถึง {key} หน้านั้นในบันทึกการส่งมีคนเขียน"),
            format!("this mail does not speak of {key}: somebody wrote that page of the journal"),
        ),
        (Again::Unmade(why), _) => (
            "unmade",
            format!("ทำซ้ำไม่ได้: {why}"),
            format!("it cannot be made again: {why}"),
        ),
    };
    Some(Finding {
        mail: made.mail.clone(),
        keys: made.keys.clone(),
        today: *today,
        commit: commit.clone(),
        state,
        why: desk.say(&th, &en).to_owned(),
    })
}

fn tell(desk: &Desk, answer: &Answer) {
    if desk.json {
        return desk::answer_json(answer);
    }
    for finding in &answer.findings {
        desk::answer(&format!(
            "{} ({}): {}",
            finding.keys.join(", "),
            finding.today,
            finding.why
        ));
    }
    let (mails, same, rest) = (answer.mails, answer.same, answer.findings.len());
    let (th, en) = (
        format!("ตรวจอีเมล {mails} ฉบับ: ตรงทุกไบต์ {same} ไม่ตรงหรือทำซ้ำไม่ได้ {rest}"),
        format!("{mails} mails: {same} the very bytes, {rest} not"),
    );
    desk::answer(desk.say(&th, &en));
}
