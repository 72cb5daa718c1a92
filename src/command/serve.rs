//! `serve`: the site as `build` would make it, live on this machine, with what
//! is wrong above the last good page.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::args::{Options, ServeArgs};
use super::build::{self, Told, Work};
use super::desk::{self, Desk};
use super::{Failure, Outcome};
use crate::book::{Book, Gathered, Register};
use crate::press::Press;
use crate::record::Audience;
use crate::site::leak::{Gate, Looked};
use crate::site::preview::{self, Files, Notes, Shown};
use crate::site::{self, Body, Kept, Page, Part, Stamp};
use crate::text::{Diagnostic, Lang, Severity, Words};
use crate::world::preview as door;

/// A site in memory, and what it was made from.
#[derive(Clone, Default)]
struct Site {
    files: Files,
    kept: Kept,
    looked: Option<Looked>,
    /// The pages that stand where there is none.
    fallback: [Vec<u8>; 2],
}

/// Runs `serve`.
pub(super) fn run(options: &Options, args: &ServeArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    let port = args.port;
    let opened = door::open(port).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => Failure::usage(Words::new(
            format!(
                "พอร์ต {port} มีโปรแกรมอื่นใช้อยู่ เลือกพอร์ตอื่น เช่น --port {}",
                port.wrapping_add(1)
            ),
            format!(
                "port {port} is in use; choose another, as in --port {}",
                port.wrapping_add(1)
            ),
        )),
        _ => closed(&error),
    })?;
    let address = format!("http://127.0.0.1:{}/", opened.port);
    let audience = args.audience;
    let mut stage = Stage::new(options.clone(), move |book| build::audience(book, audience));
    let open = || {
        if desk.json {
            desk::answer_json(&serde_json::json!({ "url": address }));
        } else {
            desk::answer(&address);
        }
        desk.story(desk.say(
            "เปิดที่อยู่นี้ในเบราว์เซอร์ของเครื่องนี้ แก้แฟ้มแล้วหน้าเปลี่ยนเอง กด Ctrl-C เพื่อเลิก",
            "open this address in this machine's browser; pages follow the files; Ctrl-C ends it",
        ));
    };
    door::serve(opened, &desk.root, move |number| stage.show(number), open).map_err(|error| closed(&error))?;
    Ok(Outcome::Fine)
}

fn closed(error: &std::io::Error) -> Failure {
    Failure::usage(Words::new(
        format!("เปิดตัวอย่างเว็บที่ 127.0.0.1 ไม่ได้: {error}"),
        format!("the preview cannot be opened at 127.0.0.1: {error}"),
    ))
}

/// The last good site, and how to make the next.
struct Stage<A> {
    options: Options,
    audience: A,
    site: Site,
    is_ready: bool,
}

impl<A: Fn(&Book) -> Audience> Stage<A> {
    fn new(options: Options, audience: A) -> Stage<A> {
        Stage {
            site: empty(&options).unwrap_or_default(),
            options,
            audience,
            is_ready: false,
        }
    }

    /// Makes the site again; where that fails the last good one stays.
    fn show(&mut self, number: u64) -> Shown {
        let lang = self.options.lang();
        let notes = match self.made() {
            Ok((site, notes)) => {
                self.site = site;
                self.is_ready = true;
                notes
            }
            Err(notes) => notes,
        };
        if number > 1 || notes.stops {
            self.tell(&notes, lang);
        }
        Shown {
            state: format!("{}-{number}", std::process::id()),
            files: Arc::new(self.site.files.clone()),
            notes,
            fallback: Arc::new(self.site.fallback.clone()),
            is_ready: self.is_ready,
        }
    }

    fn tell(&self, notes: &Notes, lang: Lang) {
        if self.options.quiet {
            return;
        }
        for drawn in &notes.drawn {
            desk::talk(drawn.lang(lang));
        }
        let words = if notes.stops {
            Words::new(
                "มีข้อผิดพลาดตามข้างบน หน้าเว็บแสดงครั้งล่าสุดที่ไม่มีข้อผิดพลาด",
                "errors as above; the pages show the last good site",
            )
        } else {
            let count = self.site.files.len();
            Words::new(format!("สร้างใหม่ {count} แฟ้ม"), format!("made again: {count} files"))
        };
        desk::talk(words.lang(lang));
    }

    fn made(&self) -> Result<(Site, Notes), Notes> {
        let stopped = |failure: Failure| Notes {
            stops: true,
            drawn: vec![failure.words],
        };
        let desk = Desk::new(&self.options).map_err(stopped)?;
        let mut gathered = desk.gather().map_err(stopped)?;
        desk.look(&mut gathered).map_err(stopped)?;
        let register = Register::new(&gathered.book, desk.today);
        let findings = desk.findings(&gathered, &register);
        let errors = drawn(&gathered, &findings, |finding| finding.severity == Severity::Error);
        if !errors.is_empty() {
            return Err(Notes {
                stops: true,
                drawn: errors,
            });
        }
        let press = desk.press().map_err(stopped)?;
        let audience = (self.audience)(&gathered.book);
        let site =
            site(&desk, &register, &press, audience, &self.site).map_err(|drawn| Notes { stops: true, drawn })?;
        let notes = Notes {
            stops: false,
            drawn: drawn(&gathered, &findings, |finding| finding.path.starts_with("templates/")),
        };
        Ok((site, notes))
    }
}

/// Draws the findings that are asked for, in both languages.
fn drawn(gathered: &Gathered, findings: &[Diagnostic], wanted: impl Fn(&Diagnostic) -> bool) -> Vec<Words> {
    let draw = |finding: &Diagnostic| {
        let [th, en] = [Lang::Th, Lang::En].map(|lang| desk::draw(gathered, finding, lang, false));
        Words::new(th, en)
    };
    findings.iter().filter(|finding| wanted(finding)).map(draw).collect()
}

/// Makes the site; what would come out as it was before is taken from there.
fn site(
    desk: &Desk,
    register: &Register<'_>,
    press: &Press,
    audience: Audience,
    before: &Site,
) -> Result<Site, Vec<Words>> {
    let gate = (audience == Audience::Public).then(|| Gate::new(register.book));
    let standing = |pages: &[Page]| {
        let stands = pages.iter().filter(|page| page.body == Body::Stands);
        let bytes = |page: &Page| before.files.get(&page.path).map(|bytes| bytes.to_vec());
        Ok(stands
            .map(|page| Page::new(&page.path, bytes(page).unwrap_or_default()))
            .collect())
    };
    let mut stamped = build::stamp(desk, Told::beside(&before.kept)).map_err(|failure| vec![failure.words])?;
    let work = Work {
        audience,
        gate: gate.as_ref(),
        kept: &before.kept,
        looked: before.looked.as_ref(),
        standing: &standing,
        part: Part::WHOLE,
    };
    let mut now = Site {
        looked: gate.as_ref().map(|gate| gate.looked().clone()),
        ..Site::default()
    };
    let leaks = build::set(desk, register, press, &mut stamped, work, &mut |pages| {
        for page in pages {
            let bytes: Arc<[u8]> = match page.body {
                Body::Set(bytes) => bytes.into(),
                Body::Stands => before.files.get(&page.path).cloned().unwrap_or_default(),
            };
            now.kept
                .pages
                .extend(page.trace.map(|trace| (page.path.clone(), trace)));
            now.files.insert(page.path, bytes);
        }
    })
    .map_err(|failure| vec![failure.words])?;
    if !leaks.is_empty() {
        let told = leaks.iter().map(build::told_leak);
        return Err(std::iter::once(build::leaked()).chain(told).collect());
    }
    let missing =
        |lang| notice(register, press, audience, lang, true).map_err(|fault| vec![desk.template(&fault).words]);
    now.fallback = [missing(Lang::Th)?, missing(Lang::En)?];
    Ok(now)
}

/// What is shown before there is a first site: the program's own look.
fn empty(options: &Options) -> Option<Site> {
    let press = Press::new(&BTreeMap::new()).ok()?;
    let book = Book::default();
    let today = Desk::new(options).ok()?.today;
    let register = Register::new(&book, today);
    let waiting = |lang| notice(&register, &press, Audience::Public, lang, false).ok();
    let files = press.shipped().into_iter().map(|(path, bytes)| (path, bytes.into()));
    Some(Site {
        files: files.collect(),
        fallback: [waiting(Lang::Th)?, waiting(Lang::En)?],
        ..Site::default()
    })
}

fn notice(
    register: &Register<'_>,
    press: &Press,
    audience: Audience,
    lang: Lang,
    ready: bool,
) -> Result<Vec<u8>, crate::press::PressFault> {
    let stamp = Stamp::default();
    preview::notice(&site::Desk::new(register, press, audience, lang, &stamp), ready)
}
