//! `fmt`: brings the book's files into canonical form, comments kept, writes
//! what can mean only one thing as records write it, and takes an older book to
//! this program's format.

use super::args::{FmtArgs, Options};
use super::desk::{self, Desk};
use super::paths::Wanted;
use super::{Failure, Outcome, entry};
use crate::book::Gathered;
use crate::pen;
use crate::pen::migrate::{Texts, migrate};
use crate::record::shape::File;
use crate::text::Words;
use crate::world::stage::{self, Sheet};

/// Runs `fmt`.
pub(super) fn run(options: &Options, args: &FmtArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    desk.to_write()?;
    let wanted = Wanted::read(&desk.root, &args.paths)?;
    let gathered = desk.gather_whole()?;
    let (mut changed, mut unread) = (Vec::new(), 0);
    let texts = of_this_format(&desk, &gathered, &wanted)?;
    for source in gathered.book.sources.values() {
        if !wanted.takes(&source.path) {
            continue;
        }
        let Some(keys) = File::at(&source.path).map(File::keys) else {
            continue;
        };
        let text = texts
            .get(&*source.path)
            .map_or_else(|| pen::rewritten(&gathered.findings, source), String::clone);
        // What can mean one thing only is mended also beside what cannot be read.
        let text = pen::canonical(keys, &text).unwrap_or_else(|| {
            let words = Words::new(
                format!("{}: ยังอ่านไม่ได้ทั้งแฟ้ม จึงไม่จัดรูปแบบ ดูด้วย  duebook check", source.path),
                format!(
                    "{}: cannot be read whole, so its form is left alone; see  duebook check",
                    source.path
                ),
            );
            desk.story(words.lang(desk.lang));
            unread += 1;
            text
        });
        if text == source.text {
            continue;
        }
        if !args.check {
            let sheet = Sheet {
                path: &source.path,
                text: &text,
                before: Some(&source.text),
            };
            stage::write_one(&desk.root, sheet).map_err(entry::refused)?;
        }
        changed.push(source.path.to_string());
    }
    if desk.json {
        desk::answer_json(&serde_json::json!({ "files": changed }));
    } else {
        for path in &changed {
            desk::answer(path);
        }
    }
    let number = changed.len();
    let words = match (args.check, number) {
        (_, 0) if unread > 0 => Words::new(
            format!("อีก {unread} แฟ้มยังอ่านไม่ได้"),
            format!("files that cannot be read whole: {unread}"),
        ),
        (_, 0) => Words::new("ทุกแฟ้มอยู่ในรูปแบบแล้ว", "every file is in canonical form"),
        (true, _) => Words::new(
            format!("{number} แฟ้มยังไม่อยู่ในรูปแบบ จัดด้วย  duebook fmt"),
            format!("{number} files are not in canonical form: run  duebook fmt"),
        ),
        (false, _) => Words::new(format!("จัดแล้ว {number} แฟ้ม"), format!("{number} files written")),
    };
    desk.story(words.lang(desk.lang));
    Ok(if unread > 0 || (args.check && number > 0) {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}

/// The files that change on the way from an older format. Half a book of each
/// format would be none: where single files are asked for, nothing moves.
fn of_this_format(desk: &Desk, gathered: &Gathered, wanted: &Wanted) -> Result<Texts, Failure> {
    if !wanted.is_all() {
        return Ok(Texts::new());
    }
    let sources = gathered.book.sources.values();
    let texts = sources.map(|source| (source.path.to_string(), pen::rewritten(&gathered.findings, source)));
    let migrated = migrate(&texts.collect()).map_err(Failure::usage)?;
    for step in &migrated.steps {
        desk.story(step.lang(desk.lang));
    }
    Ok(migrated.changed)
}
