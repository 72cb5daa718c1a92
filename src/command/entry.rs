//! Writing a record: judged by the whole book first, written as a whole, told
//! what follows.

use super::Failure;
use super::desk::{self, Desk};
use crate::book::gather::{Gathered, gather};
use crate::book::{Entry, Register, check};
use crate::money::Satang;
use crate::record::RecordId;
use crate::text::diagnostic::tidy;
use crate::text::{Diagnostic, Severity, Source, Words};
use crate::thai;
use crate::world::{disk, git};

/// A text to be written, and what to call it in the history.
pub(super) struct Draft {
    /// The record.
    pub(super) id: RecordId,
    /// Its whole new text.
    pub(super) text: String,
    /// Whether no file may stand there yet.
    pub(super) is_new: bool,
    /// Whether to commit, and the subject in the field's words.
    pub(super) commit: Option<String>,
}

/// Checks the draft inside its book, writes it, and says what follows.
///
/// # Errors
///
/// [`Failure`] where `check` would refuse the draft, or the disk or git did.
pub(super) fn enter(desk: &Desk, draft: &Draft) -> Result<(), Failure> {
    let path = draft.id.file();
    let mut files = disk::read(&desk.root).map_err(|error| Failure::disk("records", &error))?;
    let known = gather(files.clone());
    let before = errors(&judged(&known, &Register::new(&known.book, desk.today)));
    files.sources.retain(|source| *source.path != *path);
    files.sources.push(Source::new(&path, draft.text.clone()));
    let gathered = gather(files);
    let register = Register::new(&gathered.book, desk.today);
    let findings = judged(&gathered, &register);
    let new: Vec<&Diagnostic> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error && !before.contains(&fingerprint(finding)))
        .collect();
    if !new.is_empty() {
        for finding in &new {
            desk::talk(&desk::draw(&gathered, finding, desk.lang, false));
            desk::talk("");
        }
        return Err(Failure {
            status: 1,
            words: Words::new(
                "ไม่ได้บันทึก เพราะตรวจแล้วจะผิดพลาดตามข้างบน",
                "not written: check would refuse it, as shown above",
            ),
        });
    }
    if gathered.book.parts.iter().any(|part| part.id == draft.id) || desk.at.is_some() {
        return Err(unreadable(desk, &gathered, &findings, &path));
    }
    let target = desk.root.join(&path);
    let written = if draft.is_new {
        disk::write_new(&target, draft.text.as_bytes())
    } else {
        disk::write(&target, draft.text.as_bytes())
    };
    written.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::usage(Words::new(
            format!("{path} มีแล้ว มีคนใช้เลขนี้ก่อน เรียกคำสั่งเดิมอีกครั้งเพื่อใช้เลขถัดไป"),
            format!("{path} exists: somebody took this number first; run the command again for the next one"),
        )),
        _ => Failure::disk(&path, &error),
    })?;
    if let Some(subject) = &draft.commit {
        git::record(&desk.root, &[&path], subject).map_err(|reason| {
            Failure::usage(Words::new(
                format!("บันทึก {path} แล้ว แต่ยังไม่ลง git: {reason}"),
                format!("{path} is written, but not committed: {reason}"),
            ))
        })?;
    }
    desk::answer(&path);
    if let Some(entry) = register.get(&draft.id) {
        follow_up(desk, &register, entry);
    }
    for finding in findings
        .iter()
        .filter(|finding| finding.severity == Severity::Warning && *finding.path == *path)
    {
        desk.story(&format!(
            "{}: {}",
            desk.say("ควรตรวจ", "warning"),
            finding.message.lang(desk.lang)
        ));
    }
    Ok(())
}

/// A record that cannot be read cannot be added to, and the past not at all.
fn unreadable(desk: &Desk, gathered: &Gathered, findings: &[Diagnostic], path: &str) -> Failure {
    if desk.at.is_some() {
        return Failure::usage(Words::new(
            "--at ใช้อ่านอดีตเท่านั้น บันทึกลงอดีตไม่ได้",
            "--at reads the past; nothing can be written there",
        ));
    }
    for finding in findings.iter().filter(|finding| *finding.path == *path) {
        desk::talk(&desk::draw(gathered, finding, desk.lang, false));
    }
    Failure {
        status: 1,
        words: Words::new(
            format!("ไม่ได้บันทึก เพราะ {path} ยังมีข้อผิดพลาดตามข้างบน แก้ก่อนแล้วเรียกซ้ำ"),
            format!("not written: {path} has the errors above; mend them first, then run this again"),
        ),
    }
}

/// Judges a book: what reading found, and what the checks find.
fn judged(gathered: &Gathered, register: &Register<'_>) -> Vec<Diagnostic> {
    let mut findings = gathered.findings.clone();
    findings.extend(check::check(register));
    tidy(&mut findings);
    findings
}

fn errors(findings: &[Diagnostic]) -> Vec<String> {
    findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(fingerprint)
        .collect()
}

/// What makes two findings the same mistake before and after an edit.
fn fingerprint(finding: &Diagnostic) -> String {
    format!("{} {} {}", finding.path, finding.code.name(), finding.message.en)
}

/// Says the due date and why, what remains, and the next reminder.
fn follow_up(desk: &Desk, register: &Register<'_>, entry: &Entry<'_>) {
    let open = entry.open_amount();
    let lines = match entry {
        Entry::Advance(..) => (
            format!("คงค้าง {} บาท", open.grouped()),
            format!("outstanding {} baht", open.grouped()),
        ),
        Entry::Guarantee(..) => (
            format!("ยังถือไว้ {} บาท", open.grouped()),
            format!("still held {} baht", open.grouped()),
        ),
    };
    desk.story(desk.say(&lines.0, &lines.1));
    if let Entry::Advance(_, standing) = entry {
        let owed = (standing.over_spent - standing.reimbursed).or_nothing();
        if owed.is_positive() {
            let owed = owed.grouped();
            let (th, en) = (
                format!("ใช้เกินเงินยืม {owed} บาท รอจ่ายชดเชยผู้ยืม"),
                format!("{owed} baht spent above the advance, to be reimbursed"),
            );
            desk.story(desk.say(&th, &en));
        }
        if standing.pending.is_positive() {
            let pending = standing.pending.grouped();
            desk.story(desk.say(
                &format!("รอตรวจ {pending} บาท ยังไม่ตัดยอด"),
                &format!("{pending} baht under check, not cleared yet"),
            ));
        }
    }
    if open > Satang::ZERO || matches!(entry, Entry::Advance(_, standing) if standing.disbursed == Satang::ZERO) {
        desk.story(&due_words(desk, entry));
    }
    if let Some((stage, day)) = entry.next_stage(&register.book.office.stages, desk.today) {
        let (th, en) = (
            format!("แจ้งเตือนครั้งถัดไป {} ({})", thai::date::medium(day), stage.name),
            format!("next reminder {day} ({})", stage.name),
        );
        desk.story(desk.say(&th, &en));
    }
}

fn due_words(desk: &Desk, entry: &Entry<'_>) -> String {
    let Some(due) = entry.due() else {
        return desk
            .say(
                "ยังไม่มีวันครบกำหนด เพราะยังไม่มีวันที่ใช้เริ่มนับ",
                "no due date yet: there is no day to count from",
            )
            .to_owned();
    };
    let moved = |joint: &str| -> String {
        due.shifted_over
            .iter()
            .map(|day| format!("{} {}", thai::date::day_month(day.date), day.name))
            .collect::<Vec<_>>()
            .join(joint)
    };
    let (mut th, mut en) = (
        format!(
            "ครบกำหนด {} ตาม {} นับจาก {}",
            thai::date::with_weekday(due.effective),
            due.rule,
            thai::date::medium(due.from.date)
        ),
        format!("due {} by {}, counted from {}", due.effective, due.rule, due.from.date),
    );
    if !due.shifted_over.is_empty() {
        th = format!("{th} ผ่านวันหยุด {}", moved(" "));
        en = format!("{en}, past closed days: {}", moved("; "));
    }
    desk.say(&th, &en).to_owned()
}

/// Writes a text as a TOML string.
#[must_use]
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Appends an event to a record's text, keeping all that stands there and the
/// file's own line ends.
#[must_use]
pub(super) fn append(text: &str, event: &str) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        end
    };
    format!("{text}{gap}{end}{}", event.replace('\n', end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_appended_with_the_files_own_line_ends() {
        assert_eq!(append("a = 1\n", "[[b]]\nc = 2\n"), "a = 1\n\n[[b]]\nc = 2\n");
        assert_eq!(append("a = 1\r\n# end", "[[b]]\n"), "a = 1\r\n# end\r\n\r\n[[b]]\r\n");
    }

    #[test]
    fn any_text_is_safe_between_quotes() {
        for text in ["plain", "a \"quote\"", "back\\slash", "two\nlines", "ไทย"] {
            let line = format!("x = {}\n", quoted(text));
            let table: toml::Table = line.parse().expect("TOML");
            assert_eq!(table["x"].as_str(), Some(text));
        }
    }
}
