//! `init`: a new office's own book, from ten questions or from options.

mod choosing;
mod given;
mod known;
mod questions;

use std::path::Path;

use serde::Serialize;

use super::args::{InitArgs, Options};
use super::desk::{self, Desk};
use super::{Failure, Outcome};
use crate::founding::{self, Answers, File};
use crate::record::format::OFFICE;
use crate::text::Words;
use crate::world::git::{self, found};
use crate::world::ground::{self, Ground, Laid};

/// Runs `init`.
pub(super) fn run(options: &Options, args: &InitArgs) -> Result<Outcome, Failure> {
    if options.at.is_some() {
        return Err(Failure::usage(Words::new(
            "init ตั้งสมุดใหม่ ใช้กับ --at ไม่ได้",
            "init founds a new book; it does not go with --at",
        )));
    }
    let folder = args.dir.as_path();
    let ground = ground::look(folder).map_err(|error| Failure::unread(&folder.display().to_string(), &error))?;
    if ground.files.iter().any(|path| path == OFFICE) {
        return known::tell(options, folder);
    }
    fits(folder, &ground)?;
    let given = given::read(args)?;
    let desk = Desk::blank(options, folder);
    let answers = questions::answer(&desk, given)?;
    found(&desk, &ground, &answers, args.commit)
}

/// A book is founded in an empty folder, in a repository without records, or
/// where an earlier run was cut short.
fn fits(folder: &Path, ground: &Ground) -> Result<(), Failure> {
    let is_strange = |path: &&String| {
        // A link by that name counts too: what is written must stay in the folder.
        let counts = !ground.is_repository || *path == "records" || path.starts_with("records/");
        counts && !founding::may_be_ours(path)
    };
    let Some(first) = ground.files.iter().find(is_strange) else {
        return Ok(());
    };
    let folder = folder.display();
    Err(Failure::usage(if ground.is_repository {
        Words::new(
            format!("{folder} มีระเบียนอยู่แล้วแต่ไม่มี {OFFICE} ({first}) จึงไม่ตั้งสมุดทับ ย้าย records/ ออก หรือเลือกโฟลเดอร์อื่น"),
            format!(
                "{folder} has records and no {OFFICE} ({first}); no book is founded over them: move records/ away, or choose another folder"
            ),
        )
    } else {
        Words::new(
            format!("{folder} ไม่ว่าง ({first}) เลือกโฟลเดอร์ว่าง หรือที่เก็บ git ที่ยังไม่มีระเบียน"),
            format!("{folder} is not empty ({first}); choose an empty folder, or a git repository without records"),
        )
    }))
}

#[derive(Serialize)]
struct Answer<'l> {
    root: String,
    existed: bool,
    written: &'l [String],
    kept: &'l [String],
    committed: bool,
}

/// Writes the book, and tells what to do next.
fn found(desk: &Desk, ground: &Ground, answers: &Answers, commits: bool) -> Result<Outcome, Failure> {
    let folder = desk.root.as_path();
    let disk = |error: std::io::Error| Failure::disk(&folder.display().to_string(), &error);
    ground::make(folder).map_err(disk)?;
    // The repository first: a second run knows by it that the ground is right.
    let repository = if ground.is_repository {
        Ok(())
    } else {
        found::init(folder)
    };
    let files = founding::files(answers);
    let laid = ground::lay(folder, &files).map_err(disk)?;
    if let Err(fault) = &repository {
        desk.story(desk.say(
            &format!("ยังไม่ได้ตั้ง git ({fault}) สมุดใช้ได้แต่ไม่มีประวัติ ติดตั้ง git แล้วสั่ง git init -b main"),
            &format!("no git repository was made ({fault}); the book works without a history: install git, then git init -b main"),
        ));
    }
    let committed = commits && commit(folder, &files, answers)?;
    tell(desk, answers, &laid, committed);
    Ok(Outcome::Fine)
}

fn commit(folder: &Path, files: &[File], answers: &Answers) -> Result<bool, Failure> {
    let paths: Vec<String> = files.iter().map(|file| file.path.clone()).collect();
    let subject = format!("office: ตั้งสมุดของ {}", answers.name);
    found::commit(folder, &paths, &subject).map_err(|fault| {
        Failure::usage(Words::new(
            format!("เขียนสมุดครบแล้ว แต่ยังไม่ลง git: {fault} แก้แล้วสั่ง  git add --all && git commit"),
            format!("the book is written, but not committed: {fault}. Mend that, then  git add --all && git commit"),
        ))
    })?;
    Ok(true)
}

fn tell(desk: &Desk, answers: &Answers, laid: &Laid, committed: bool) {
    let folder = desk.root.display().to_string();
    if desk.json {
        desk::answer_json(&Answer {
            root: folder,
            existed: false,
            written: &laid.written,
            kept: &laid.other,
            committed,
        });
        return;
    }
    desk::answer(&folder);
    let (written, same) = (laid.written.len(), laid.same.len());
    let (th, en) = (
        format!(
            "เขียน {written} แฟ้ม มีอยู่แล้วเหมือนกัน {same} · ส่วนราชการ {}",
            answers.agencies.len()
        ),
        format!(
            "{written} files written, {same} stood there already · {} agencies",
            answers.agencies.len()
        ),
    );
    desk.story(desk.say(&th, &en));
    for path in &laid.other {
        let (th, en) = (
            format!("  {path} มีอยู่ก่อนและไม่เหมือน จึงเก็บของเดิมไว้"),
            format!("  {path} stood there with another text and stays as it is"),
        );
        desk.story(desk.say(&th, &en));
    }
    desk.story(desk.say("ต่อไป", "Next"));
    let named = committed || git::who(&desk.root).is_some();
    for line in next(answers, &folder, committed, named) {
        desk.story(&format!("  {}", desk.say(&line.th, &line.en)));
    }
    let (th, en) = (
        "ขั้นทั้งหมดอยู่ใน ADMIN.md วันแรกของเจ้าหน้าที่อยู่ใน README.md",
        "ADMIN.md has every step; README.md is an officer's first day",
    );
    desk.story(desk.say(th, en));
}

/// The commands that follow. Git takes no commit from somebody whom it does not know
/// (`named`), and says so in English.
fn next(answers: &Answers, folder: &str, committed: bool, named: bool) -> Vec<Words> {
    let alike = |line: &str| Words::new(line, line);
    let mut lines = match folder {
        "." => Vec::new(),
        plain if !plain.contains(char::is_whitespace) => vec![alike(&format!("cd {plain}"))],
        other => vec![alike(&format!("cd \"{other}\""))],
    };
    if !named {
        lines.push(Words::new(
            "git config user.name \"ชื่อ สกุล\"",
            "git config user.name \"your name\"",
        ));
        lines.push(Words::new(
            "git config user.email ชื่อ@หน่วยงาน",
            "git config user.email name@agency",
        ));
    }
    if !committed {
        lines.push(alike("git add --all"));
        lines.push(alike("git commit --message \"office: ตั้งสมุด\""));
    }
    if let Some(home) = &answers.home {
        lines.push(alike(&format!("git remote add origin {}", home.remote)));
        lines.push(alike("git push --set-upstream origin main"));
    }
    lines.push(alike("duebook doctor"));
    lines
}
