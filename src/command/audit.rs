//! `audit`: what an auditor looks for in a period (FACTS §8), each with its
//! evidence.

mod pack;
mod tell;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::args::{AuditArgs, Options};
use super::desk::{self, Desk};
use super::{Failure, Outcome};
use crate::book::Register;
use crate::book::exceptions::{self, Found, Group};
use crate::book::journal;
use crate::book::sample::{self, Sample};
use crate::day::{fiscal_year, fiscal_year_start};
use crate::history::late::{self, LateDeed};
use crate::history::story::Chronicle;
use crate::history::{Commit, audit, readable, story};
use crate::money::Satang;
use crate::press::Lexicon;
use crate::record::shape::File;
use crate::record::{RecordId, id};
use crate::text::{Diagnostic, Severity, Words};
use crate::thai;
use crate::world::git::past::{self, Past, Signature};

/// An exception as `--json` tells it.
#[derive(Serialize)]
struct Exception {
    code: &'static str,
    /// The title of its kind, and what a line below it says.
    #[serde(skip)]
    title: String,
    #[serde(skip)]
    line: String,
    path: String,
    message: String,
    evidence: Evidence,
}

/// What proves it.
#[derive(Default, Serialize)]
struct Evidence {
    /// The commit that last touched the record, or did the deed.
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<Satang>,
    /// The day that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<String>,
    /// Pages of the journal: what was sent about the record.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    journal: Vec<String>,
}

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

#[derive(Serialize)]
struct Drawn<'a> {
    method: &'static str,
    seed: &'a str,
    population: usize,
    total: Satang,
    interval: Satang,
    start: Satang,
    records: Vec<DrawnRecord>,
}

#[derive(Serialize)]
struct DrawnRecord {
    path: String,
    contract: String,
    amount: Satang,
    hits: usize,
}

/// What the history gave.
#[derive(Default)]
struct Told {
    /// The newest commit that touched each file.
    newest: BTreeMap<String, String>,
    /// What the commits of the period did to each record.
    past: Chronicle,
    rewritten: Vec<(Commit, Diagnostic)>,
    unsigned: Vec<Commit>,
    state: &'static str,
}

/// What is needed to word an exception.
struct Room<'r> {
    register: &'r Register<'r>,
    lexicon: &'r Lexicon,
    told: &'r Told,
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
    let told = history(&desk, from, to)?;
    let room = Room {
        register: &register,
        lexicon: &lexicon,
        told: &told,
    };
    let mut all = Vec::new();
    for group in exceptions::exceptions_since(&register, from) {
        all.extend(group.found.iter().map(|found| standing(&desk, &room, &group, found)));
    }
    let arrears = late::since(&told.past, from);
    all.extend(arrears.few.iter().map(|late| entered_late(&desk, late, 1)));
    all.extend(
        arrears
            .brought
            .iter()
            .map(|(late, count)| entered_late(&desk, late, *count)),
    );
    all.extend(
        told.rewritten
            .iter()
            .map(|(commit, finding)| rewritten(&desk, commit, finding)),
    );
    all.extend(on_trust(&desk, &room, from));
    all.extend(told.unsigned.iter().map(|commit| unsigned(&desk, commit)));
    let sample = args.sample.map(|size| drawn(&register, from, size, seed(args)));
    let tip = desk.commit()?;
    let answer = Answer {
        from,
        to,
        commit: tip.as_ref().map(|commit| commit.id.as_str()),
        history: told.state,
        unread: &unread,
        exceptions: &all,
        sample: sample.as_ref().map(|sample| plain(sample, &register, seed(args))),
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
    desk.complain(&gathered, &findings, Severity::Error);
    Ok(desk::outcome(&findings))
}

/// The period that was asked for, as far as it is over: how a record stands on a
/// day to come nobody knows.
fn period(desk: &Desk, args: &AuditArgs) -> Result<(NaiveDate, NaiveDate), Failure> {
    let asked = args.to.unwrap_or(desk.today);
    let to = asked.min(desk.today);
    let from = args.from.unwrap_or_else(|| fiscal_year_start(fiscal_year(to)));
    if from > asked {
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

/// Reads the history of a period, where there is one.
fn history(desk: &Desk, from: NaiveDate, to: NaiveDate) -> Result<Told, Failure> {
    let Some(tip) = desk.tip()? else {
        return Ok(Told {
            state: "none",
            ..Told::default()
        });
    };
    let past = Past::anew(&desk.root, &tip).map_err(|fault| desk::git_failure(&fault))?;
    let all = past.all();
    let mut newest: BTreeMap<String, String> = BTreeMap::new();
    for commit in &all {
        for file in &commit.files {
            newest.entry(file.path.clone()).or_insert_with(|| commit.id.clone());
        }
    }
    let place: BTreeMap<&str, &Commit> = all.iter().map(|commit| (commit.id.as_str(), commit)).collect();
    // A commit belongs to the period in which the book came to know of it: by the
    // merge that brought it, or by its own day.
    let known_on = |commit: &Commit| {
        let merge = commit.via.as_deref().and_then(|id| place.get(id));
        merge.map_or(commit, |merge| merge).committer.day()
    };
    let mut commits: Vec<Commit> = all
        .iter()
        .filter(|commit| (from..=to).contains(&known_on(commit)))
        .cloned()
        .collect();
    let fetch =
        |names: Vec<&str>| past::texts(&desk.root, names.into_iter()).map_err(|fault| desk::git_failure(&fault));
    let mut texts = fetch(commits.iter().flat_map(story::objects_of).collect())?;
    let doubtful = readable::doubtful(&commits, &texts);
    texts.extend(fetch(
        doubtful.iter().flat_map(|path| story::objects(path, &all)).collect(),
    )?);
    readable::look_through(&doubtful, &mut commits, &all, &texts);
    let find = |id: &str| place.get(id).map(|commit| (*commit).clone());
    let signatures = past::signatures(&desk.root, &commits).map_err(|fault| desk::git_failure(&fault))?;
    let is_good = |commit: &&Commit| signatures.get(&commit.id) == Some(&Signature::Good);
    let is_of_record = |commit: &&Commit| commit.files.iter().any(|file| id::parse(&file.path).is_some());
    // What a forge signs of itself when it merges says nothing of the officers.
    let is_signing = all
        .iter()
        .filter(is_of_record)
        .any(|commit| commit.is_signed && !commit.is_merge());
    let unsigned = commits
        .iter()
        .filter(is_of_record)
        .filter(|commit| is_signing && !is_good(commit))
        .cloned()
        .collect();
    Ok(Told {
        past: story::chronicle(&commits, &texts),
        rewritten: audit::rewritten(&commits, &texts, find, to),
        unsigned,
        newest,
        state: if past.is_shallow { "shallow" } else { "whole" },
    })
}

/// An exception that shows in how a record stands.
fn standing(desk: &Desk, room: &Room<'_>, group: &Group<'_, '_>, found: &Found<'_, '_>) -> Exception {
    let entry = found.entry;
    let id = entry.id();
    let due = entry.due();
    let rule = due.and_then(|due| room.register.book.rules.get(&due.rule));
    let key = format!("exception.{}", group.name);
    let title = room.lexicon.get(&key);
    let pages = room.register.book.journal.of(id);
    Exception {
        code: group.name,
        title: title.to_owned(),
        line: entry.contract().to_owned(),
        path: id.to_string(),
        message: format!(
            "{title}: {} {} {}",
            entry.contract(),
            found.amount.grouped(),
            desk.say("บาท", "baht")
        ),
        evidence: Evidence {
            commit: room.told.newest.get(&id.file()).cloned(),
            amount: Some(found.amount),
            day: found.day,
            due: due.map(|due| due.effective),
            rule: due.map(|due| due.rule.clone()),
            clause: rule.and_then(|rule| rule.clause.clone()),
            journal: pages.map(journal::Entry::path).collect(),
        },
    }
}

/// An entry that the history shows to have come late, or the first of so many that
/// were brought in at once.
fn entered_late(desk: &Desk, one: &LateDeed<'_>, count: usize) -> Exception {
    let (late, deed) = (&one.late, one.deed);
    let words = deed.changes[late.change].words(File::from(one.record.kind), false);
    let (known, name) = (deed.known_on(), &deed.commit.author.name);
    let (day, gap) = (desk.day(late.day), late.gap);
    let known = desk.day(known);
    let mut line = desk
        .say(
            &format!("{} เกิดเมื่อ {day} ลงสมุด {known} ช้า {gap} วัน โดย {name}", words.th),
            &format!("{}: of {day}, entered {known} by {name}, {gap} days after", words.en),
        )
        .to_owned();
    if count > 1 {
        let all = desk
            .say(
                &format!("นำเข้าคราวเดียว {count} รายการ รายการแรก: "),
                &format!("{count} entries brought in at once, the first: "),
            )
            .to_owned();
        line = all + &line;
    }
    Exception {
        code: "entered-late",
        title: desk
            .say("บันทึกย้อนหลังเกิน 7 วัน", "Entered more than 7 days after")
            .to_owned(),
        path: one.record.to_string(),
        message: line.clone(),
        line,
        evidence: Evidence {
            commit: Some(deed.commit.id.clone()),
            day: Some(late.day),
            ..Evidence::default()
        },
    }
}

/// A commit that rewrote what stood.
fn rewritten(desk: &Desk, commit: &Commit, finding: &Diagnostic) -> Exception {
    let path = id::parse(&finding.path).map_or_else(|| finding.path.to_string(), |id| id.to_string());
    Exception {
        code: finding.code.name(),
        title: desk.say(finding.code.title_th(), finding.code.title_en()).to_owned(),
        path,
        line: finding.message.lang(desk.lang).to_owned(),
        message: finding.message.lang(desk.lang).to_owned(),
        evidence: Evidence {
            commit: Some(commit.id.clone()),
            day: Some(commit.committer.day()),
            ..Evidence::default()
        },
    }
}

/// What of the journal of a period rests on nothing but its own word: reminders
/// taken as sent when old records came in, mails of runs that left no note.
fn on_trust(desk: &Desk, room: &Room<'_>, from: NaiveDate) -> Vec<Exception> {
    let journal = &room.register.book.journal;
    let period = from..=desk.today;
    let exception =
        |code, (th, en): (&str, &str), path: String, day: NaiveDate, line: String, page: String| Exception {
            code,
            title: desk.say(th, en).to_owned(),
            path,
            message: line.clone(),
            line,
            evidence: Evidence {
                commit: room.told.newest.get(&page).cloned(),
                day: Some(day),
                journal: vec![page],
                ..Evidence::default()
            },
        };
    let adopted = journal
        .adoptions()
        .iter()
        .filter(|adopted| period.contains(&adopted.on));
    let adopted = adopted.map(|adopted| {
        let n = adopted.keys.len();
        let (th, en) = (format!("{n} รายการ"), format!("{n} reminders"));
        let title = (
            "รับรายการเดิมเข้าสมุด ถือว่าแจ้งเตือนแล้วโดยไม่ได้ส่ง",
            "Taken in with what was due: reminders taken as sent",
        );
        exception(
            "adopted",
            title,
            adopted.path(),
            adopted.on,
            desk.say(&th, &en).to_owned(),
            adopted.path(),
        )
    });
    let sent = journal.sent_without_run();
    let sent = sent.filter_map(|(entry, step)| {
        let day = step.at.date_naive();
        let line = format!("{} {}", entry.stage, step.run);
        let path = entry.record.as_ref().map_or_else(|| entry.path(), RecordId::to_string);
        let title = (
            "บันทึกว่าส่งแล้ว แต่ไม่มีบันทึกว่าการส่งครั้งนั้นจบ",
            "Noted as sent by a run that left no note of its end",
        );
        period
            .contains(&day)
            .then(|| exception("sent-without-run", title, path, day, line, entry.path()))
    });
    adopted.chain(sent).collect()
}

/// A change without a good signature, in a book whose commits are signed.
fn unsigned(desk: &Desk, commit: &Commit) -> Exception {
    let touched = commit.files.iter().find_map(|file| id::parse(&file.path));
    let day = commit.committer.day();
    let line = format!(
        "{} {} {}: {}",
        commit.author.name,
        desk.day(day),
        commit.short(),
        commit.subject()
    );
    Exception {
        code: "unsigned-change",
        title: desk
            .say(
                "แก้ระเบียนโดยไม่มีลายมือชื่อที่ถูกต้อง",
                "Records changed without a good signature",
            )
            .to_owned(),
        path: touched.as_ref().map_or_else(String::new, RecordId::to_string),
        message: line.clone(),
        line,
        evidence: Evidence {
            commit: Some(commit.id.clone()),
            day: Some(day),
            ..Evidence::default()
        },
    }
}

/// Draws a sample of the records that were open in the period, by their money.
fn drawn(register: &Register<'_>, from: NaiveDate, size: usize, seed: &str) -> Sample<RecordId> {
    let before = from.checked_sub_days(Days::new(1)).unwrap_or(from);
    let then = Register::new(register.book, before);
    let was_settled = |id: &RecordId| then.get(id).is_some_and(|entry| entry.state().is_settled());
    let records: Vec<(RecordId, Satang)> = register
        .entries
        .iter()
        .filter(|entry| !was_settled(entry.id()))
        .map(|entry| (entry.id().clone(), entry.amount()))
        .collect();
    sample::draw(&records, size, seed)
}

fn plain<'a>(sample: &Sample<RecordId>, register: &Register<'_>, seed: &'a str) -> Drawn<'a> {
    Drawn {
        method: "monetary-unit",
        seed,
        population: sample.population,
        total: sample.total,
        interval: Satang(sample.interval),
        start: Satang(sample.start),
        records: sample
            .drawn
            .iter()
            .map(|one| DrawnRecord {
                path: one.record.to_string(),
                contract: register
                    .get(&one.record)
                    .map(|entry| entry.contract().to_owned())
                    .unwrap_or_default(),
                amount: one.amount,
                hits: one.hits,
            })
            .collect(),
    }
}
