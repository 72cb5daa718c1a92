//! The preview: the very pages of a build, served from memory on this machine,
//! with what is wrong above them. Which request gets which answer is decided
//! here; sockets are `world::preview`'s.

mod answer;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use serde::Serialize;

use super::desk::{Desk, Frame};
use crate::press::{PressFault, escape};
use crate::text::{Lang, Words};

pub use answer::{Answer, Request};

/// Where the preview's own files stand; no page of a site can: agencies and
/// hand-written pages begin with a letter.
const OWN: &str = ".duebook";
const SCRIPT: &str = include_str!("preview/reload.js");
const STYLE: &str = include_str!("preview/overlay.css");

/// How many findings are drawn above a page.
const MOST: usize = 20;

/// What is wrong, in both languages, ready to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Whether the site below is an older one.
    pub stops: bool,
    /// One drawing a mistake.
    pub drawn: Vec<Words>,
}

/// The files of a site, by path; those that stay are shared with the next.
pub type Files = BTreeMap<String, Arc<[u8]>>;

/// What the preview shows at a moment.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its name: another state has another.
    pub state: String,
    /// The files of the last good site, by path.
    pub files: Arc<Files>,
    /// What is wrong.
    pub notes: Notes,
    /// The page that stands where there is none, Thai and English.
    pub fallback: Arc<[Vec<u8>; 2]>,
    /// Whether there is a site at all.
    pub is_ready: bool,
}

#[derive(Serialize)]
struct View<'v> {
    title: &'v str,
    words: &'v str,
}

/// Renders the page that stands where there is none: `ready` where the site has
/// no such page, else where there is no site yet.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn notice(desk: &Desk<'_>, ready: bool) -> Result<Vec<u8>, PressFault> {
    let (title, words) = if ready {
        (desk.voice.say("notice.missing"), desk.voice.say("notice.missing_lede"))
    } else {
        (desk.voice.say("notice.waiting"), desk.voice.say("notice.waiting_lede"))
    };
    let frame = Frame {
        path: "404.html".into(),
        title: title.to_owned(),
        description: words.to_owned(),
        ..Frame::default()
    };
    let page = desk.set("page/notice.html", &frame, &View { title, words })?;
    Ok(from_the_root(&String::from_utf8_lossy(page.bytes()), desk.voice.lang).into_bytes())
}

/// The page may answer at any depth, so its links start at the root.
fn from_the_root(html: &str, lang: Lang) -> String {
    let home = if lang == Lang::En { "/en/" } else { "/" };
    let mut out = html.to_owned();
    for attribute in [" href=\"", " src=\""] {
        let mut parts = out.split(attribute);
        let mut next = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            next.push_str(attribute);
            let link = part.split('"').next().unwrap_or_default();
            let outside = link.starts_with(['#', '/']) || link.contains(':');
            let (root, rest) = match part.strip_prefix("../") {
                Some(rest) => ("/", rest),
                None if outside => ("", part),
                None => (home, part),
            };
            next.push_str(root);
            next.push_str(rest);
        }
        out = next;
    }
    out
}

/// A served page: it may ask the preview for the next state, and says above its
/// own words what is wrong.
fn dressed(html: &str, shown: &Shown, lang: Lang) -> String {
    let head = format!(
        "<link rel=\"stylesheet\" href=\"/{OWN}/overlay.css\">\n<script src=\"/{OWN}/reload.js\" data-state=\"{}\" defer></script>\n</head>",
        escape(&shown.state)
    );
    let html = html
        .replacen("base-uri 'none'", "connect-src 'self'; base-uri 'none'", 1)
        .replacen("</head>", &head, 1);
    let notes = overlay(&shown.notes, lang);
    let body = html.find("<body").and_then(|at| Some(at + html[at..].find('>')? + 1));
    match body {
        Some(at) if !notes.is_empty() => format!("{}\n{notes}{}", &html[..at], &html[at..]),
        _ => html,
    }
}

/// What is wrong, as a piece of a page; empty where nothing is.
fn overlay(notes: &Notes, lang: Lang) -> String {
    if notes.drawn.is_empty() {
        return String::new();
    }
    let count = notes.drawn.len();
    let (title, lede) = match (notes.stops, lang) {
        (true, Lang::Th) => (
            format!("ตัวอย่าง: พบข้อผิดพลาด {count} ข้อ"),
            "ข้างล่างคือเว็บครั้งล่าสุดที่ไม่มีข้อผิดพลาด แก้แฟ้มแล้วบันทึก หน้านี้จะเปลี่ยนเอง",
        ),
        (true, Lang::En) => (
            format!("Preview: mistakes to mend: {count}"),
            "Below stands the last good site. Mend the file and save it; this page changes by itself.",
        ),
        (false, Lang::Th) => (format!("ตัวอย่าง: ควรตรวจแม่แบบ {count} ข้อ"), "ไม่หยุดการสร้างเว็บ"),
        (false, Lang::En) => (
            format!("Preview: warnings about templates: {count}"),
            "They do not stop a build.",
        ),
    };
    let class = if notes.stops { "" } else { " class=\"warn\"" };
    let code = if lang == Lang::Th { "th" } else { "en" };
    let mut out = format!(
        "<div id=\"duebook-preview\" role=\"alert\" lang=\"{code}\"{class}>\n<h2>{title}</h2>\n<p>{lede}</p>\n"
    );
    for drawn in notes.drawn.iter().take(MOST) {
        let _ = writeln!(out, "<pre tabindex=\"0\">{}</pre>", escape(drawn.lang(lang)));
    }
    if count > MOST {
        let rest = count - MOST;
        let _ = match lang {
            Lang::Th => writeln!(out, "<p>และอีก {rest} ข้อ ดูทั้งหมด: duebook check</p>"),
            Lang::En => writeln!(out, "<p>and {rest} more; all of them: duebook check</p>"),
        };
    }
    out.push_str("</div>\n");
    out
}
