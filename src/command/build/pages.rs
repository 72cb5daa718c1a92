//! The pages of a build: set, searched for leaks, handed on.

use std::collections::BTreeSet;

use crate::book::Register;
use crate::command::desk::{self, Desk};
use crate::command::{Failure, timings};
use crate::press::Press;
use crate::record::{Audience, RecordId};
use crate::site::leak::{Gate, Leak, Looked};
use crate::site::{self, Facts, Kept, Page, Part, Stamp};
use crate::text::Words;
use crate::world::git::{self, deeds::Deeds};

/// Renders every page; the public ones are searched, and none is handed on once
/// a leak was found.
///
/// # Errors
///
/// [`Failure`] where a template cannot be set.
pub(in crate::command) fn render(
    desk: &Desk,
    register: &Register<'_>,
    press: &Press,
    audience: Audience,
    take: &mut dyn FnMut(Vec<Page>),
) -> Result<Vec<Leak>, Failure> {
    let gate = (audience == Audience::Public).then(|| Gate::new(register.book));
    let mut stamped = stamp(desk, Told::Whole)?;
    let work = Work {
        audience,
        gate: gate.as_ref(),
        kept: &Kept::default(),
        looked: None,
        standing: &|_| Ok(Vec::new()),
        part: Part::WHOLE,
    };
    set(desk, register, press, &mut stamped, work, take)
}

/// A page that stands and cannot be read, and why.
pub(in crate::command) type Unread = (String, std::io::Error);

/// Reads those of some pages that stand.
pub(in crate::command) type Reading<'w> = dyn Fn(&[Page]) -> Result<Vec<Page>, Unread> + 'w;

/// Which pages are made, and which of them are looked at.
#[derive(Clone, Copy)]
pub(in crate::command) struct Work<'w> {
    /// For whom.
    pub(in crate::command) audience: Audience,
    /// The leak gate, where the pages are for the public.
    pub(in crate::command) gate: Option<&'w Gate>,
    /// The pages that stand.
    pub(in crate::command) kept: &'w Kept,
    /// Under what the gate looked at them.
    pub(in crate::command) looked: Option<&'w Looked>,
    /// Reads those of some pages that stand.
    pub(in crate::command) standing: &'w Reading<'w>,
    /// The part of the site.
    pub(in crate::command) part: Part,
}

/// Renders as [`render`] does, around the pages that stand: those the gate has
/// looked at, unless it now knows of other secrets.
///
/// # Errors
///
/// [`Failure`] where a template cannot be set, or a page that stands not read.
pub(in crate::command) fn set(
    desk: &Desk,
    register: &Register<'_>,
    press: &Press,
    stamped: &mut Stamped,
    work: Work<'_>,
    take: &mut dyn FnMut(Vec<Page>),
) -> Result<Vec<Leak>, Failure> {
    let Work {
        audience,
        gate,
        kept,
        looked,
        standing,
        part,
    } = work;
    let answers = |gate: &Gate| looked.is_some_and(|before| before.answers(gate.looked()));
    let again = gate.is_some_and(|gate| !answers(gate));
    let facts = Facts::of(register, &stamped.stamp.past, kept);
    stamped.tell(|stamp| site::unmade(register, press, audience, stamp, &facts))?;
    let stamp = &stamped.stamp;
    let mut leaks: Vec<Leak> = Vec::new();
    let mut unread: Option<Unread> = None;
    site::render(register, press, audience, stamp, &facts, part, &mut |pages| {
        timings::lap("จัดหน้า", "pages set");
        if let Some(gate) = gate {
            leaks.extend(gate.look_at_all(&pages));
            if again {
                match standing(&pages) {
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

/// Says where a leak is and whose datum, never the datum.
pub(in crate::command) fn told_leak(leak: &Leak) -> Words {
    let (page, whose) = (&leak.page, leak.owner.as_deref().unwrap_or("-"));
    let Words { th, en } = leak.datum.words();
    Words::new(format!("{page}: {th} ({whose})"), format!("{page}: {en} ({whose})"))
}

/// Why a site with a leak is not published, and what to do.
pub(in crate::command) fn leaked() -> Words {
    Words::new(
        "ไม่ได้เผยแพร่ เพราะหน้าเว็บสาธารณะจะมีข้อมูลส่วนบุคคลตามข้างบน แก้ข้อความในระเบียนของหน้านั้น (เช่นชื่อโครงการ) หรือใน templates/pages ไม่ให้มีชื่อหรืออีเมล แล้วสร้างใหม่",
        "not published: the public site would hold the personal data named above; take the name or address out of that page's record (its project, for one) or out of templates/pages and build again",
    )
}

/// How much is told of what the commits did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::command) enum Told {
    /// Everything at once: where every page will be made.
    Whole,
    /// What decides which pages are made; the rest is told of those.
    Outline,
}

impl Told {
    /// As much as is needed beside the pages that stand.
    pub(in crate::command) fn beside(kept: &Kept) -> Told {
        if kept.pages.is_empty() {
            Told::Whole
        } else {
            Told::Outline
        }
    }
}

/// What the files of a site say they were made from, and what can tell more of it.
#[derive(Default)]
pub(in crate::command) struct Stamped {
    /// Commit and history.
    pub(in crate::command) stamp: Stamp,
    /// The commits, where they are told in outline.
    deeds: Option<Deeds>,
}

impl Stamped {
    /// Tells in full what the commits did to the records that are asked for.
    fn tell(&mut self, wanted: impl Fn(&Stamp) -> BTreeSet<RecordId>) -> Result<(), Failure> {
        if let Some(deeds) = self.deeds.take() {
            let told = deeds.tell(&wanted(&self.stamp), &mut self.stamp.past);
            told.map_err(|fault| desk::git_failure(&fault))?;
            timings::lap("ประวัติของระเบียนที่เปลี่ยน", "the history of what changed");
        }
        Ok(())
    }
}

/// Reads what the files of a site say they were made from.
///
/// # Errors
///
/// [`Failure`] where git does not tell a history that is there.
pub(in crate::command) fn stamp(desk: &Desk, told: Told) -> Result<Stamped, Failure> {
    let Some(tip) = tip(desk)? else {
        return Ok(Stamped::default());
    };
    let mut stamped = Stamped::default();
    let keeps = desk.at.is_none();
    let fault = |fault| desk::git_failure(&fault);
    match told {
        Told::Whole => stamped.stamp.past = Deeds::whole(&desk.root, &tip, keeps).map_err(fault)?,
        Told::Outline => {
            let (deeds, past) = Deeds::outline(&desk.root, &tip, keeps).map_err(fault)?;
            stamped.stamp.past = past;
            stamped.deeds = Some(deeds);
        }
    }
    if desk.is_as_committed() {
        let stamp = &mut stamped.stamp;
        (stamp.commit, stamp.commit_time) = (Some(tip.id), Some(tip.time));
    }
    timings::lap("ประวัติจาก git", "the history in git");
    Ok(stamped)
}

/// The commit that pages tell the history up to. Where the folder belongs to
/// another user, git tells none: said, and the pages do without.
fn tip(desk: &Desk) -> Result<Option<git::Commit>, Failure> {
    if desk.at.is_some() {
        return desk.tip();
    }
    match git::head(&desk.root) {
        Err(fault @ git::Fault::Foreign(_)) => {
            desk.story(desk::git_failure(&fault).words.lang(desk.lang));
            Ok(None)
        }
        tip => tip.map_err(|fault| desk::git_failure(&fault)),
    }
}
