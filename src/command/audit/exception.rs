//! An exception with its words and its evidence.

use chrono::NaiveDate;
use serde::Serialize;

use super::past::Told;
use crate::book::Register;
use crate::book::exceptions::{self, Found, Group};
use crate::book::journal;
use crate::command::desk::Desk;
use crate::history::Commit;
use crate::history::late::{self, LateDeed};
use crate::money::Satang;
use crate::press::Lexicon;
use crate::record::shape::File;
use crate::record::{RecordId, id};
use crate::text::Diagnostic;

/// An exception as `--json` tells it.
#[derive(Serialize)]
pub(super) struct Exception {
    pub(super) code: &'static str,
    /// The title of its kind, and what a line below it says.
    #[serde(skip)]
    pub(super) title: String,
    #[serde(skip)]
    pub(super) line: String,
    pub(super) path: String,
    pub(super) message: String,
    pub(super) evidence: Evidence,
}

/// What proves it.
#[derive(Default, Serialize)]
pub(super) struct Evidence {
    /// The commit that last touched the record, or did the deed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) commit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) amount: Option<Satang>,
    /// The day that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) day: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) due: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rule: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) clause: Option<String>,
    /// Pages of the journal: what was sent about the record.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) journal: Vec<String>,
}

impl Exception {
    /// One whose line says all.
    fn new(code: &'static str, title: &str, path: String, line: String, evidence: Evidence) -> Exception {
        Exception {
            code,
            title: title.to_owned(),
            path,
            message: line.clone(),
            line,
            evidence,
        }
    }
}

impl Evidence {
    /// A commit, and the day that it is about.
    fn commit(commit: &Commit, day: NaiveDate) -> Evidence {
        Evidence {
            commit: Some(commit.id.clone()),
            day: Some(day),
            ..Evidence::default()
        }
    }
}

/// What is needed to word an exception.
pub(super) struct Room<'r> {
    pub(super) desk: &'r Desk,
    pub(super) register: &'r Register<'r>,
    pub(super) lexicon: &'r Lexicon,
    pub(super) told: &'r Told,
}

impl Room<'_> {
    /// Returns every exception of a period that began on a day: of how records
    /// stand, of what came late, of what was rewritten, of what rests on its own
    /// word, of what nobody signed.
    pub(super) fn exceptions(&self, from: NaiveDate) -> Vec<Exception> {
        let (desk, told) = (self.desk, self.told);
        let mut all = Vec::new();
        for group in exceptions::exceptions_since(self.register, from) {
            all.extend(group.found.iter().map(|found| self.standing(&group, found)));
        }
        let arrears = late::since(&told.past, from);
        all.extend(arrears.few.iter().map(|late| entered_late(desk, late, 1)));
        let brought = arrears.brought.iter();
        all.extend(brought.map(|(late, count)| entered_late(desk, late, *count)));
        let rewrites = told.rewritten.iter();
        all.extend(rewrites.map(|(commit, finding)| rewritten(desk, commit, finding)));
        all.extend(self.on_trust(from));
        all.extend(told.unsigned.iter().map(|commit| unsigned(desk, commit)));
        all
    }

    /// An exception that shows in how a record stands.
    fn standing(&self, group: &Group<'_, '_>, found: &Found<'_, '_>) -> Exception {
        let entry = found.entry;
        let id = entry.id();
        let due = entry.due();
        let rule = due.and_then(|due| self.register.book.rules.get(&due.rule));
        let key = format!("exception.{}", group.name);
        let title = self.lexicon.get(&key);
        let pages = self.register.book.journal.of(id);
        Exception {
            code: group.name,
            title: title.to_owned(),
            line: entry.contract().to_owned(),
            path: id.to_string(),
            message: format!(
                "{title}: {} {} {}",
                entry.contract(),
                found.amount.grouped(),
                self.desk.say("บาท", "baht")
            ),
            evidence: Evidence {
                commit: self.told.newest.get(&id.file()).cloned(),
                amount: Some(found.amount),
                day: found.day,
                due: due.map(|due| due.effective),
                rule: due.map(|due| due.rule.clone()),
                clause: rule.and_then(|rule| rule.clause.clone()),
                journal: pages.map(journal::Entry::path).collect(),
            },
        }
    }

    /// What of the journal of a period rests on nothing but its own word: reminders
    /// taken as sent when old records came in, mails of runs that left no note.
    fn on_trust(&self, from: NaiveDate) -> Vec<Exception> {
        let journal = &self.register.book.journal;
        let desk = self.desk;
        let period = from..=desk.today;
        let exception = |code, (th, en): (&str, &str), path: String, day: NaiveDate, line: String, page: String| {
            let evidence = Evidence {
                commit: self.told.newest.get(&page).cloned(),
                day: Some(day),
                journal: vec![page],
                ..Evidence::default()
            };
            Exception::new(code, desk.say(th, en), path, line, evidence)
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
    let title = desk.say("บันทึกย้อนหลังเกิน 7 วัน", "Entered more than 7 days after");
    let evidence = Evidence::commit(&deed.commit, late.day);
    Exception::new("entered-late", title, one.record.to_string(), line, evidence)
}

/// A commit that rewrote what stood.
fn rewritten(desk: &Desk, commit: &Commit, finding: &Diagnostic) -> Exception {
    let path = id::parse(&finding.path).map_or_else(|| finding.path.to_string(), |id| id.to_string());
    let title = desk.say(finding.code.title_th(), finding.code.title_en());
    let line = finding.message.lang(desk.lang).to_owned();
    let evidence = Evidence::commit(commit, commit.committer.day());
    Exception::new(finding.code.name(), title, path, line, evidence)
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
    let title = desk.say(
        "แก้ระเบียนโดยไม่มีลายมือชื่อที่ถูกต้อง",
        "Records changed without a good signature",
    );
    let path = touched.as_ref().map_or_else(String::new, RecordId::to_string);
    Exception::new("unsigned-change", title, path, line, Evidence::commit(commit, day))
}
