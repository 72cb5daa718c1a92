//! `verify DIR`: a published site, file by file, beside the one that its commit
//! and day make.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;

use crate::book::Register;
use crate::command::args::{AudienceArg, Options};
use crate::command::desk::{self, Desk};
use crate::command::{Failure, Outcome, build};
use crate::site::stamp::Built;
use crate::text::Words;
use crate::world::git::past;
use crate::world::{disk, git};

/// How many files of a sort are listed in words; `--json` lists all.
const SHOWN: usize = 20;

#[derive(Serialize)]
struct Answer<'a> {
    commit: &'a str,
    day: chrono::NaiveDate,
    audience: &'static str,
    same: usize,
    changed: &'a [String],
    missing: &'a [String],
    extra: &'a [String],
}

pub(super) fn run(
    options: &Options,
    desk: &Desk,
    folder: &Path,
    audience: Option<AudienceArg>,
) -> Result<Outcome, Failure> {
    let built = built(folder)?;
    let commit = git::commit(&desk.root, &built.commit).map_err(|_| Failure {
        status: 1,
        words: Words::new(
            format!("เว็บนี้ว่าสร้างจาก commit {} ซึ่งไม่มีในสมุดนี้", built.commit),
            format!(
                "this site says that it is of commit {}, which this book does not have",
                built.commit
            ),
        ),
    })?;
    let tip = desk.tip()?.map(|tip| tip.id).unwrap_or_default();
    if !past::lineage(&desk.root, &tip).is_ok_and(|known| known.iter().any(|(id, _)| *id == commit.id)) {
        return Err(Failure {
            status: 1,
            words: Words::new(
                format!("เว็บนี้สร้างจาก commit {} ซึ่งไม่อยู่ในประวัติของสมุดนี้", commit.id),
                format!(
                    "this site is of commit {}, which is not in the history of this book",
                    commit.id
                ),
            ),
        });
    }
    let mut then = Desk::blank(options, &desk.root);
    then.today = built.day;
    then.at = Some(commit);
    let gathered = then.gather()?;
    let register = Register::new(&gathered.book, built.day);
    let audience = match audience {
        Some(_) => build::audience(&gathered.book, audience),
        None => built.audience,
    };
    let mut wanted = BTreeSet::new();
    let (mut changed, mut missing) = (Vec::new(), Vec::new());
    build::render(&then, &register, &then.press()?, audience, &mut |pages| {
        for page in pages {
            match disk::read_bytes(&folder.join(&page.path)) {
                Ok(bytes) if bytes == page.bytes() && !disk::is_link(&folder.join(&page.path)) => {}
                Ok(_) => changed.push(page.path.clone()),
                Err(_) => missing.push(page.path.clone()),
            }
            wanted.insert(page.path);
        }
    })?;
    let present = disk::files_below(folder).map_err(|error| Failure::unread(&folder.display().to_string(), &error))?;
    let extra: Vec<String> = present.into_iter().filter(|path| !wanted.contains(path)).collect();
    changed.sort();
    missing.sort();
    let same = wanted.len() - changed.len() - missing.len();
    if desk.json {
        desk::answer_json(&Answer {
            commit: &built.commit,
            day: built.day,
            audience: audience.name(),
            same,
            changed: &changed,
            missing: &missing,
            extra: &extra,
        });
    } else {
        tell(desk, &built, same, [&changed, &missing, &extra]);
    }
    Ok(if changed.is_empty() && missing.is_empty() && extra.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Findings
    })
}

/// What the site says of itself.
fn built(folder: &Path) -> Result<Built, Failure> {
    let path = folder.join(Built::PATH);
    let sheet = disk::read_file(&path).map_err(|error| Failure::unread(&path.display().to_string(), &error))?;
    Built::read(&sheet).ok_or_else(|| Failure {
        status: 1,
        words: Words::new(
            "เว็บนี้สร้างจากสมุดที่ยังแก้ค้างอยู่ ไม่ได้มาจาก commit ใด จึงตรวจไม่ได้",
            "this site was built from a book with open edits, of no commit, and cannot be judged",
        ),
    })
}

fn tell(desk: &Desk, built: &Built, same: usize, [changed, missing, extra]: [&[String]; 3]) {
    desk::answer(desk.say(
        &format!(
            "เว็บของ commit {} ณ {}: ตรงกัน {same} แฟ้ม",
            built.commit,
            crate::thai::date::medium(built.day)
        ),
        &format!(
            "the site of commit {}, {}: {same} files are the same",
            built.commit, built.day
        ),
    ));
    for (files, th, en) in [
        (changed, "ถูกแก้", "changed"),
        (missing, "หายไป", "missing"),
        (extra, "ไม่ได้มาจากสมุด", "not of the book"),
    ] {
        for path in files.iter().take(SHOWN) {
            desk::answer(&format!("▲ {}  {path}", desk.say(th, en)));
        }
        if files.len() > SHOWN {
            let more = files.len() - SHOWN;
            desk::answer(desk.say(
                &format!("  … อีก {more} แฟ้ม (ทั้งหมดดูด้วย --json)"),
                &format!("  … {more} more (all with --json)"),
            ));
        }
    }
}
