//! `serve`: the site as `build` would make it, live on this machine, with what
//! is wrong above the last good page.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::args::{Options, ServeArgs};
use super::desk::{self, Desk};
use super::{Failure, Outcome, build};
use crate::book::{Book, Gathered, Register};
use crate::press::Press;
use crate::record::Audience;
use crate::site::preview::{self, Notes, Shown};
use crate::site::{self, Stamp};
use crate::text::{Diagnostic, Lang, Severity, Words};
use crate::world::preview as door;

/// A site in memory, and the pages that stand where there is none.
type Site = (BTreeMap<String, Vec<u8>>, [Vec<u8>; 2]);

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
    files: Arc<BTreeMap<String, Vec<u8>>>,
    fallback: Arc<[Vec<u8>; 2]>,
    is_ready: bool,
}

impl<A: Fn(&Book) -> Audience> Stage<A> {
    fn new(options: Options, audience: A) -> Stage<A> {
        let (files, fallback) = empty(&options).unwrap_or_default();
        Stage {
            options,
            audience,
            files: Arc::new(files),
            fallback: Arc::new(fallback),
            is_ready: false,
        }
    }

    /// Makes the site again; where that fails the last good one stays.
    fn show(&mut self, number: u64) -> Shown {
        let lang = self.options.lang();
        let notes = match self.made() {
            Ok(((files, fallback), notes)) => {
                self.files = Arc::new(files);
                self.fallback = Arc::new(fallback);
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
            files: self.files.clone(),
            notes,
            fallback: self.fallback.clone(),
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
            let count = self.files.len();
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
        let site = site(&desk, &register, &press, audience).map_err(|drawn| Notes { stops: true, drawn })?;
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

fn site(desk: &Desk, register: &Register<'_>, press: &Press, audience: Audience) -> Result<Site, Vec<Words>> {
    let mut files = BTreeMap::new();
    let leaks = build::render(desk, register, press, audience, &mut |pages| {
        files.extend(pages.into_iter().map(|page| (page.path.clone(), page.into_bytes())));
    })
    .map_err(|failure| vec![failure.words])?;
    if !leaks.is_empty() {
        let told = leaks.iter().map(build::told_leak);
        return Err(std::iter::once(build::leaked()).chain(told).collect());
    }
    let missing =
        |lang| notice(register, press, audience, lang, true).map_err(|fault| vec![desk.template(&fault).words]);
    Ok((files, [missing(Lang::Th)?, missing(Lang::En)?]))
}

/// What is shown before there is a first site: the program's own look.
fn empty(options: &Options) -> Option<Site> {
    let press = Press::new(&BTreeMap::new()).ok()?;
    let book = Book::default();
    let today = Desk::new(options).ok()?.today;
    let register = Register::new(&book, today);
    let waiting = |lang| notice(&register, &press, Audience::Public, lang, false).ok();
    let files = press.shipped().into_iter().collect();
    Some((files, [waiting(Lang::Th)?, waiting(Lang::En)?]))
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
