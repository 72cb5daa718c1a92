//! `build`: the status site, only what changed, and nothing that may not be shown.

use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use super::args::{AudienceArg, BuildArgs, Options};
use super::desk::{self, Desk};
use super::{Failure, Outcome, timings};
use crate::book::{Book, Register};
use crate::digest::{hex, sha256};
use crate::history::story::{self, Chronicle};
use crate::press::Press;
use crate::record::Audience;
use crate::site::leak::{Gate, Leak};
use crate::site::part::Shard;
use crate::site::{self, Body, Page, Part, Stamp, Sum, Trace};
use crate::text::Words;
use crate::world::git::{self, past, past::Past};
use crate::world::kept::{Inputs, Shelf};
use crate::world::publish::{Published, Publisher};

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
    let shelf = Shelf::open(&desk.root, &out);
    timings::lap("มีอะไรเปลี่ยนหรือไม่", "whether anything changed");
    if let Some(unchanged) = shelf.done(inputs.as_ref()) {
        let published = Published {
            unchanged,
            ..Published::default()
        };
        return Ok(end(&desk, &out, shelf.audience(), published));
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
    let mut shard = part.map(|part| Shard::of(part, audience.name(), whole(desk, register)));
    let work = Work {
        audience,
        gate: gate.as_ref(),
        shelf: &shelf,
        part: part.unwrap_or(Part::WHOLE),
    };
    let leaks = set(desk, register, press, work, &mut |pages| {
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

/// Renders every page; the public ones are searched, and none is handed on once
/// a leak was found.
///
/// # Errors
///
/// [`Failure`] where a template cannot be set.
pub(super) fn render(
    desk: &Desk,
    register: &Register<'_>,
    press: &Press,
    audience: Audience,
    take: &mut dyn FnMut(Vec<Page>),
) -> Result<Vec<Leak>, Failure> {
    let gate = (audience == Audience::Public).then(|| Gate::new(register.book));
    let work = Work {
        audience,
        gate: gate.as_ref(),
        shelf: &Shelf::default(),
        part: Part::WHOLE,
    };
    set(desk, register, press, work, take)
}

/// Which pages are made, and which of them are looked at.
#[derive(Clone, Copy)]
struct Work<'w> {
    audience: Audience,
    gate: Option<&'w Gate>,
    shelf: &'w Shelf,
    part: Part,
}

/// Renders as [`render`] does, around the pages that stand: those the gate has
/// looked at, unless it now knows of other secrets.
fn set(
    desk: &Desk,
    register: &Register<'_>,
    press: &Press,
    work: Work<'_>,
    take: &mut dyn FnMut(Vec<Page>),
) -> Result<Vec<Leak>, Failure> {
    let Work {
        audience,
        gate,
        shelf,
        part,
    } = work;
    let stamp = stamp(desk)?;
    timings::lap("ประวัติจาก git", "the history in git");
    let answers = |gate: &Gate| {
        let before = shelf.looked.as_ref();
        before.is_some_and(|before| before.answers(gate.looked()))
    };
    let again = gate.is_some_and(|gate| !answers(gate));
    let mut leaks: Vec<Leak> = Vec::new();
    let mut unread: Option<(String, std::io::Error)> = None;
    site::render(register, press, audience, &stamp, &shelf.kept, part, &mut |pages| {
        timings::lap("จัดหน้า", "pages set");
        if let Some(gate) = gate {
            leaks.extend(gate.look_at_all(&pages));
            if again {
                match shelf.standing(&pages) {
                    Ok(standing) => leaks.extend(gate.look_at_all(&standing)),
                    Err(error) => unread = unread.take().or(Some(error)),
                }
            }
        }
        timings::lap("ตรวจข้อมูลส่วนบุคคล", "the leak gate");
        if leaks.is_empty() && unread.is_none() {
            take(pages);
        }
        timings::lap("เทียบและวางแฟ้ม", "files compared and laid ready");
    })
    .map_err(|fault| desk.template(&fault))?;
    match unread {
        Some((path, error)) => Err(Failure::unread(&path, &error)),
        None => Ok(leaks),
    }
}

/// The sum of all that a site is made from: parts of another are not of it.
fn whole(desk: &Desk, register: &Register<'_>) -> String {
    let commit = desk.commit().ok().flatten().map(|commit| commit.id).unwrap_or_default();
    let day = desk.today.to_string();
    let sources = register.book.sources.iter();
    let texts = sources.flat_map(|(path, source)| [path.as_bytes(), source.text.as_bytes()]);
    let own = desk.own().ok().into_iter().flat_map(|own| &own.texts);
    let own = own.flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()]);
    let parts = [day.as_bytes(), commit.as_bytes()];
    hex(&Sum::of(parts.into_iter().chain(texts).chain(own)).0)
}

/// Says where a leak is and whose datum, never the datum.
pub(super) fn told_leak(leak: &Leak) -> Words {
    let (page, whose) = (&leak.page, leak.owner.as_deref().unwrap_or("-"));
    let Words { th, en } = leak.datum.words();
    Words::new(format!("{page}: {th} ({whose})"), format!("{page}: {en} ({whose})"))
}

/// Why a site with a leak is not published, and what to do.
pub(super) fn leaked() -> Words {
    Words::new(
        "ไม่ได้เผยแพร่ เพราะหน้าเว็บสาธารณะจะมีข้อมูลส่วนบุคคลตามข้างบน แก้ข้อความในระเบียนของหน้านั้น (เช่นชื่อโครงการ) หรือใน templates/pages ไม่ให้มีชื่อหรืออีเมล แล้วสร้างใหม่",
        "not published: the public site would hold the personal data named above; take the name or address out of that page's record (its project, for one) or out of templates/pages and build again",
    )
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

/// What a file of the site says it was made from.
///
/// # Errors
///
/// [`Failure`] where git does not tell a history that is there.
pub(super) fn stamp(desk: &Desk) -> Result<Stamp, Failure> {
    let Some(tip) = tip(desk)? else {
        return Ok(Stamp::default());
    };
    let mut stamp = Stamp {
        past: past(desk, &tip)?,
        ..Stamp::default()
    };
    if desk.is_as_committed() {
        (stamp.commit, stamp.commit_time) = (Some(tip.id), Some(tip.time));
    }
    Ok(stamp)
}

/// The commit that pages tell the history up to. Where the folder belongs to
/// another user, git tells none: said, and the pages do without.
fn tip(desk: &Desk) -> Result<Option<git::Commit>, Failure> {
    match (&desk.at, git::head(&desk.root)) {
        (None, Err(fault @ git::Fault::Foreign(_))) => {
            desk.story(desk::git_failure(&fault).words.lang(desk.lang));
            Ok(None)
        }
        _ => desk.tip(),
    }
}

/// What the commits up to one did to each record. A shallow clone knows a part of
/// it: the pages do without.
///
/// # Errors
///
/// [`Failure`] where git does not tell it.
pub(super) fn past(desk: &Desk, tip: &git::Commit) -> Result<Chronicle, Failure> {
    let fault = |fault| desk::git_failure(&fault);
    let past = Past::walk(&desk.root, tip, desk.at.is_none()).map_err(fault)?;
    if past.is_shallow {
        return Ok(Chronicle::default());
    }
    let commits = past.all();
    let objects = commits.iter().flat_map(story::objects_of);
    let texts = past::texts(&desk.root, objects).map_err(fault)?;
    Ok(story::chronicle(&commits, &texts))
}
