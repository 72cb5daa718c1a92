//! `audit`: what an auditor looks for in a period, each with its
//! evidence.

mod exception;
mod pack;
mod past;
mod sample;
mod tell;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::args::{AuditArgs, Options};
use super::desk::{self, Desk};
use super::{Failure, Outcome};
use crate::book::Register;
use crate::day::{fiscal_year, fiscal_year_start};
use crate::record::{RecordId, id};
use crate::text::{Diagnostic, Severity, Words};
use crate::thai;
use exception::{Exception, Room};
use sample::Drawn;

#[derive(Serialize)]
struct Answer<'a> {
    from: NaiveDate,
    to: NaiveDate,
    commit: Option<&'a str>,
    /// Whether the history could be read whole.
    history: &'static str,
    /// Records of which nothing is told, as they cannot be read.
    unread: &'a [String],
    exceptions: &'a [Exception],
    #[serde(skip_serializing_if = "Option::is_none")]
    sample: Option<Drawn<'a>>,
}

/// Runs `audit`.
pub(super) fn run(options: &Options, args: &AuditArgs) -> Result<Outcome, Failure> {
    let mut desk = Desk::new(options)?;
    if args.pack.is_some() {
        // What is packed can be checked against a commit, to the byte.
        if desk.commit()?.is_none() {
            desk.story(desk.say(
                "สิ่งที่แก้แล้วยังไม่บันทึกลง git ไม่อยู่ในชุดนี้",
                "what is not committed yet is not in the pack",
            ));
        }
        desk.at = desk.tip()?;
    }
    let (from, to) = period(&desk, args)?;
    desk.today = to;
    let gathered = desk.gather()?;
    let register = Register::new(&gathered.book, to);
    let findings = desk.findings(&gathered, &register);
    let unread = unread(&register, &findings);
    let lexicon = desk.lexicon()?;
    let told = past::told(&desk, from, to)?;
    let room = Room {
        desk: &desk,
        register: &register,
        lexicon: &lexicon,
        told: &told,
    };
    let all = room.exceptions(from);
    let sample = args.sample.map(|size| sample::drawn(&register, from, size, seed(args)));
    let tip = desk.commit()?;
    let answer = Answer {
        from,
        to,
        commit: tip.as_ref().map(|commit| commit.id.as_str()),
        history: told.state,
        unread: &unread,
        exceptions: &all,
        sample: sample.as_ref().map(|drawn| sample::plain(drawn, &register, seed(args))),
    };
    if let Some(path) = &args.pack {
        let findings = pack::Findings {
            from,
            to,
            json: serde_json::to_string_pretty(&answer).unwrap_or_default() + "\n",
            csv: tell::table(&all),
            sample: answer.sample.as_ref().map(tell::table_of_sample),
            unread: &unread,
        };
        pack::write(&desk, &register, &findings, path)?;
        desk::answer(&path.display().to_string());
    }
    if desk.json {
        desk::answer_json(&answer);
    } else {
        tell::tell(&desk, &all, from, to);
        if let Some(sample) = &sample {
            tell::tell_sample(&desk, sample, &register, seed(args));
        }
        tell::tell_gaps(&desk, told.state, &unread);
    }
    desk.complain(&gathered, &findings);
    Ok(desk::outcome(&findings))
}

/// The period that was asked for, as far as it is over: how a record stands on a
/// day to come nobody knows.
fn period(desk: &Desk, args: &AuditArgs) -> Result<(NaiveDate, NaiveDate), Failure> {
    let asked = args.to.unwrap_or(desk.today);
    let to = asked.min(desk.today);
    let from = args.from.unwrap_or_else(|| fiscal_year_start(fiscal_year(to)));
    if args.to.is_some() && from > asked {
        return Err(Failure::usage(Words::new(
            "--from อยู่หลัง --to สลับกันหรือไม่",
            "--from lies after --to",
        )));
    }
    if from > to {
        return Err(Failure::usage(Words::new(
            format!("--from ยังมาไม่ถึง วันนี้คือ {}", thai::date::medium(to)),
            format!("--from is yet to come; today is {to}"),
        )));
    }
    if asked > to {
        desk.story(desk.say(
            &format!("--to ยังมาไม่ถึง จึงตรวจถึงวันนี้ {}", thai::date::medium(to)),
            &format!("--to is yet to come: judged as of today, {to}"),
        ));
    }
    Ok((from, to))
}

/// The records that cannot be read, by path.
fn unread(register: &Register<'_>, findings: &[Diagnostic]) -> Vec<String> {
    let known =
        |id: &RecordId| register.get(id).is_some() || register.book.projects.iter().any(|project| project.id == *id);
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let records = errors.filter_map(|finding| id::parse(&finding.path));
    let unread: BTreeSet<RecordId> = records.filter(|id| !known(id)).collect();
    unread.iter().map(RecordId::to_string).collect()
}

fn seed(args: &AuditArgs) -> &str {
    args.seed.as_deref().unwrap_or("duebook")
}
