//! `build`: the status site, only what changed, and nothing that may not be shown.

mod pages;

use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use super::args::{AudienceArg, BuildArgs, Options};
use super::desk::{self, Desk};
use super::{Failure, Outcome, timings};
use crate::book::{Book, Register};
use crate::digest::{hex, sha256};
use crate::press::Press;
use crate::record::Audience;
use crate::site::leak::Gate;
use crate::site::part::Shard;
use crate::site::{Body, Page, Part, Stamp, Sum, Trace};
use crate::text::Words;
use crate::world::kept::{Inputs, Shelf};
use crate::world::publish::{Published, Publisher};
pub(super) use pages::{Told, Work, leaked, render, set, stamp, told_leak};

/// Runs `build`.
pub(super) fn run(options: &Options, args: &BuildArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    let out = folder(&desk, args.out.as_deref());
    let typed = args.audience.map_or("", |audience| named(audience).name());
    // A part says the sum of each of its files, so all of them are made; what --at
    // reads lies in no file.
    let inputs = if args.shard.is_some() || desk.at.is_some() {
        None
    } else {
        Inputs::look(&desk.root, &[&desk.today.to_string(), typed])
    };
    let done = inputs.as_ref().and_then(|inputs| {
        let shelf = Shelf::open(&desk.root, &out);
        Some((shelf.done(inputs)?, shelf.audience()))
    });
    timings::lap("มีอะไรเปลี่ยนหรือไม่", "whether anything changed");
    if let Some((unchanged, audience)) = done {
        let published = Published {
            unchanged,
            ..Published::default()
        };
        return Ok(end(&desk, &out, audience, published));
    }
    // The program ends after this: giving a book's memory back page by page takes time.
    let mut gathered = ManuallyDrop::new(desk.gather()?);
    desk.look(&mut gathered)?;
    let register = Register::new(&gathered.book, desk.today);
    let findings = desk.findings(&gathered, &register);
    if desk.stops(&gathered, &findings) {
        desk.story(desk.say(
            "ไม่ได้สร้างเว็บ เพราะระเบียนมีข้อผิดพลาด เว็บเดิมยังอยู่",
            "not built: the records have errors; the old site stands",
        ));
        return Ok(Outcome::Findings);
    }
    let audience = audience(&gathered.book, args.audience);
    let job = Job {
        inputs,
        part: args.shard,
    };
    let published = onto(&desk, &register, &desk.press()?, audience, &out, job)?;
    Ok(end(&desk, &out, audience, published))
}

/// Answers where the site is, and says what was done.
fn end(desk: &Desk, out: &Path, audience: Audience, published: Published) -> Outcome {
    if desk.json {
        desk::answer_json(&serde_json::json!({
            "out": out, "audience": audience.name(),
            "written": published.written, "unchanged": published.unchanged, "removed": published.removed,
        }));
    } else {
        desk::answer(&out.join("index.html").display().to_string());
    }
    desk.story(&told(desk, published));
    Outcome::Fine
}

/// Says what publishing did.
pub(super) fn told(desk: &Desk, published: Published) -> String {
    let Published {
        written,
        unchanged,
        removed,
    } = published;
    let (th, en) = (
        format!("เขียน {written} แฟ้ม คงเดิม {unchanged} ลบ {removed}"),
        format!("{written} files written, {unchanged} unchanged, {removed} removed"),
    );
    desk.say(&th, &en).to_owned()
}

/// The folder of the site: as typed, from where the officer stands; else
/// `site` beside the records.
pub(super) fn folder(desk: &Desk, typed: Option<&Path>) -> PathBuf {
    typed.map_or_else(|| desk.root.join("site"), Path::to_owned)
}

/// For whom: as typed, else as the office says.
pub(super) fn audience(book: &Book, typed: Option<AudienceArg>) -> Audience {
    typed.map_or(book.office.audience, named)
}

fn named(typed: AudienceArg) -> Audience {
    match typed {
        AudienceArg::Public => Audience::Public,
        AudienceArg::Internal => Audience::Internal,
    }
}

/// Renders the site, holds it against the leak gate, publishes it.
pub(super) fn site(
    desk: &Desk,
    register: &Register<'_>,
    press: &Press,
    audience: Audience,
    out: &Path,
) -> Result<Published, Failure> {
    onto(desk, register, press, audience, out, Job::default())
}

/// What a build has to do.
#[derive(Clone, Copy, Default)]
struct Job {
    /// The book's files, where they were looked at before they were read.
    inputs: Option<Inputs>,
    /// The part of the site, where other machines make the others.
    part: Option<Part>,
}

/// Publishes as [`site`] does.
fn onto(
    desk: &Desk,
    register: &Register<'_>,
    press: &Press,
    audience: Audience,
    out: &Path,
    job: Job,
) -> Result<Published, Failure> {
    refuse_records(desk, out)?;
    let Job { inputs, part } = job;
    let fault = |error: &std::io::Error| Failure::disk(&out.display().to_string(), error);
    let mut publisher = Publisher::begin(out).map_err(|error| fault(&error))?;
    // Asked for when nobody else writes there any more: another build, for other
    // readers, may have put its pages in the place of ours.
    let shelf = match part {
        None => Shelf::open(&desk.root, out),
        Some(_) => Shelf::default(),
    };
    let gate = (audience == Audience::Public).then(|| Gate::new(register.book));
    let mut refused: Option<std::io::Error> = None;
    let mut traces = BTreeMap::new();
    let mut stamped = ManuallyDrop::new(stamp(desk, Told::beside(&shelf.kept))?);
    let mut shard = match part {
        Some(part) => Some(Shard::of(part, audience.name(), whole(desk, register, &stamped.stamp)?)),
        None => None,
    };
    let work = Work {
        audience,
        gate: gate.as_ref(),
        kept: &shelf.kept,
        looked: shelf.looked.as_ref(),
        standing: &|pages| shelf.standing(pages),
        part: part.unwrap_or(Part::WHOLE),
    };
    let leaks = set(desk, register, press, &mut stamped, work, &mut |pages| {
        if refused.is_none() {
            refused = pages.into_iter().find_map(|page| {
                traces.insert(page.path.clone(), page.trace.unwrap_or_default());
                if let Some(shard) = &mut shard {
                    shard.files.insert(page.path.clone(), sha256(page.bytes()));
                }
                lay(&mut publisher, &page).err()
            });
        }
    })?;
    if let Some(shard) = shard {
        traces.insert(Shard::FILE.to_owned(), Trace::default());
        let laid = publisher.stage(Shard::FILE, shard.text().as_bytes());
        refused = refused.or(laid.err());
    }
    if leaks.is_empty() && refused.is_none() {
        // The times of our own pages: taken before anybody else's are there.
        let note = || shelf.close(&traces, gate.as_ref().map(Gate::looked), inputs.as_ref());
        let published = publisher.commit_and(note).map_err(|error| fault(&error))?;
        timings::lap("เข้าที่ทุกแฟ้ม", "files put in their places");
        return Ok(published);
    }
    let cleaned = publisher.abandon();
    if let Some(error) = refused.or(cleaned.err()) {
        return Err(fault(&error));
    }
    for leak in &leaks {
        desk::talk(told_leak(leak).lang(desk.lang));
    }
    Err(Failure {
        status: 1,
        words: leaked(),
    })
}

fn lay(publisher: &mut Publisher, page: &Page) -> std::io::Result<()> {
    match &page.body {
        Body::Set(bytes) => publisher.stage(&page.path, bytes),
        Body::Stands => publisher.keep(&page.path),
    }
}

/// The sum of all that a site is made from: parts of another are not of it, nor
/// those of a clone that knows less of the history.
///
/// # Errors
///
/// [`Failure`] where git does not answer.
fn whole(desk: &Desk, register: &Register<'_>, stamp: &Stamp) -> Result<String, Failure> {
    let deeds: usize = stamp.past.values().map(Vec::len).sum();
    let when = format!("{} {:?} {deeds}", desk.today, stamp.commit);
    let sources = register.book.sources.iter();
    let texts = sources.flat_map(|(path, source)| [path.as_bytes(), source.text.as_bytes()]);
    let own = desk.own()?;
    let templates = own
        .texts
        .iter()
        .flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()]);
    let pictures = own
        .pictures
        .iter()
        .flat_map(|(name, bytes)| [name.as_bytes(), bytes.as_slice()]);
    let parts = [when.as_bytes()]
        .into_iter()
        .chain(texts)
        .chain(templates)
        .chain(pictures);
    Ok(hex(&Sum::of(parts).0))
}

/// A site never goes where records are kept.
pub(super) fn refuse_records(desk: &Desk, out: &Path) -> Result<(), Failure> {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (out, records) = (whole(out), whole(&desk.root.join("records")));
    if out.starts_with(&records) || records.starts_with(&out) {
        return Err(Failure::usage(Words::new(
            "โฟลเดอร์ของเว็บต้องไม่ซ้อนกับ records",
            "the site's folder must not hold the records or lie among them",
        )));
    }
    Ok(())
}
