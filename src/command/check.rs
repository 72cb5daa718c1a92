//! `check`: every mistake of every file, once each.

mod history;

use std::mem::ManuallyDrop;

use serde::Serialize;

use super::args::{CheckArgs, Format, Options};
use super::desk::{self, Desk};
use super::paths::Wanted;
use super::{Failure, Outcome};
use crate::book::Register;
use crate::text::{Diagnostic, Severity, render};

#[derive(Serialize)]
struct Answer<'d> {
    findings: Vec<render::Plain<'d>>,
}

/// Runs `check`.
pub(super) fn run(options: &Options, args: &CheckArgs) -> Result<Outcome, Failure> {
    let desk = Desk::at_any(options)?;
    let wanted = Wanted::read(&desk.root, &args.paths)?;
    // The program ends after this: giving a book's memory back page by page takes time.
    let mut gathered = ManuallyDrop::new(desk.gather()?);
    desk.look(&mut gathered)?;
    desk.press_faults(&mut gathered)?;
    let register = Register::new(&gathered.book, desk.today);
    let mut findings = desk.findings(&gathered, &register);
    let judged = match args.history.as_deref().filter(|_| !desk::is_newer(&findings)) {
        Some(range) => history::judge(&desk, range)?,
        None => history::Judged::default(),
    };
    let mut elsewhere = 0;
    if !desk::is_newer(&findings) {
        let hidden = |finding: &&Diagnostic| finding.severity == Severity::Error && !wanted.takes(&finding.path);
        elsewhere = findings.iter().filter(hidden).count();
        findings.retain(|finding| wanted.takes(&finding.path));
    }
    if desk.json {
        desk::answer_json(&Answer {
            findings: findings
                .iter()
                .chain(&judged.findings)
                .map(|finding| render::plain(finding, desk.lang))
                .collect(),
        });
        return Ok(desk::outcome(&findings).max(desk::outcome(&judged.findings)));
    }
    let tell = |finding: &Diagnostic, drawn: &dyn Fn() -> String| match args.format {
        Format::Github => desk::answer(&render::annotation(finding, desk.lang)),
        Format::Human => {
            desk::answer(&drawn());
            desk::answer("");
        }
    };
    let colours = desk::colours();
    for finding in &findings {
        tell(finding, &|| desk::draw(&gathered, finding, desk.lang, colours));
    }
    for finding in &judged.findings {
        let source = judged.sources.get(&finding.path);
        tell(finding, &|| render::drawn(finding, source, None, desk.lang, colours));
    }
    let book = &gathered.book;
    desk.story(&summary(
        &desk,
        book.advances.len() + book.guarantees.len() + book.projects.len(),
        &findings,
    ));
    if args.history.is_some() {
        let (commits, found) = (judged.commits, judged.findings.len());
        let (th, en) = (
            format!("ประวัติ {commits} commit พบ {found} ข้อ"),
            format!("history of {commits} commits: {found} findings"),
        );
        desk.story(desk.say(&th, &en));
    }
    if elsewhere > 0 {
        let (th, en) = (
            format!("เฉพาะที่เลือก ที่อื่นในสมุดมีอีก {elsewhere} ข้อผิดพลาด"),
            format!("only what was asked for; {elsewhere} errors elsewhere in the book"),
        );
        desk.story(desk.say(&th, &en));
    }
    Ok(desk::outcome(&findings).max(desk::outcome(&judged.findings)))
}

/// The last line of a run: `ตรวจ 1,204 ระเบียน พบ 3 ข้อผิดพลาดใน 2 แฟ้ม`.
pub(super) fn summary(desk: &Desk, records: usize, findings: &[Diagnostic]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let mut files: Vec<&str> = findings.iter().map(|finding| &*finding.path).collect();
    files.dedup();
    let (th, en) = if findings.is_empty() {
        (
            format!("ตรวจ {records} ระเบียน ไม่พบข้อผิดพลาด"),
            format!("checked {records} records, nothing found"),
        )
    } else {
        (
            format!(
                "ตรวจ {records} ระเบียน พบ {errors} ข้อผิดพลาด {warnings} ข้อควรตรวจ ใน {} แฟ้ม",
                files.len()
            ),
            format!(
                "checked {records} records: {errors} errors, {warnings} warnings in {} files",
                files.len()
            ),
        )
    };
    desk.say(&th, &en).to_owned()
}
