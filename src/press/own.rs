//! An office's own files of `templates/`, sorted by what they are for, and what
//! of them nobody would read.

use std::collections::{BTreeMap, BTreeSet};

use super::{asset, builtin, mail, wording};
use crate::record::office::TEXTS;
use crate::text::nearest::nearest;
use crate::text::{Code, Diagnostic, Source, Words};

/// An office's own files, by their path in `templates/`.
#[derive(Clone, Debug, Default)]
pub struct Own {
    /// Templates, words, style, hand-written pages.
    pub texts: BTreeMap<String, String>,
    /// Pictures and fonts, which go out as they are.
    pub pictures: BTreeMap<String, Vec<u8>>,
    /// Files of kinds that the program does not read.
    pub others: Vec<String>,
    /// Files that could not be read.
    pub findings: Vec<Diagnostic>,
}

/// What an office may add that is not built in.
pub const SLOTS: [&str; 3] = [super::emblem::SVG, super::emblem::PNG, STYLE];

/// The office's own style, after the built-in one.
pub const STYLE: &str = "assets/office.css";

/// Endings of texts.
const TEXT_KINDS: [&str; 8] = [".html", ".txt", ".xml", ".toml", ".md", ".css", ".js", ".svg"];

/// Endings of pictures and fonts.
const PICTURE_KINDS: [&str; 6] = [".png", ".jpg", ".jpeg", ".webp", ".ico", ".woff2"];

impl Own {
    /// Returns whether a path is that of a text an office may change.
    #[must_use]
    pub fn is_text(path: &str) -> bool {
        TEXT_KINDS.iter().any(|end| path.ends_with(end))
    }

    /// Returns whether a path is that of a picture or font.
    #[must_use]
    pub fn is_picture(path: &str) -> bool {
        path.starts_with("assets/") && PICTURE_KINDS.iter().any(|end| path.ends_with(end))
    }

    /// Returns a template's text: the office's own, else the built-in one.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        let own = self.texts.get(name).map(String::as_str);
        own.or_else(|| builtin_text(name))
    }

    /// Returns a text with its path from the book's root, for drawing.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<Source> {
        let text = self.text(name)?;
        Some(Source::new(&format!("templates/{name}"), text))
    }

    /// Judges names, words and assets. `stages` are the texts that the office's
    /// stages ask for.
    #[must_use]
    pub fn judge(&self, stages: &BTreeSet<&str>) -> Vec<Diagnostic> {
        let mut findings = self.findings.clone();
        let known = known(stages);
        for path in self.paths() {
            if !is_beside(path) && !known.contains(path) && !self.is_used(path) {
                findings.extend(self.stranger(path, &known));
            }
        }
        for (path, text) in &self.texts {
            if builtin_text(path) == Some(text) {
                continue;
            }
            let source = Source::new(&format!("templates/{path}"), text.as_str());
            if let "lang/th.toml" | "lang/en.toml" = path.as_str() {
                findings.extend(wording::judge(&source, builtin_text(path).unwrap_or_default()));
            } else if path.ends_with(".svg") {
                findings.extend(asset::drawing(&source));
            } else if path.ends_with(".css") {
                findings.extend(asset::style(&source));
            }
        }
        findings.extend(
            self.pictures
                .iter()
                .filter_map(|(path, bytes)| asset::picture(path, bytes)),
        );
        findings
    }

    fn paths(&self) -> impl Iterator<Item = &str> {
        let texts = self.texts.keys().chain(self.pictures.keys()).chain(&self.others);
        texts.map(String::as_str)
    }

    /// Whether a file has a reader that no list names: a hand-written page, a
    /// part that another template asks for, a picture of the office.
    fn is_used(&self, path: &str) -> bool {
        if path.starts_with("pages/") {
            return path.ends_with(".md");
        }
        if path.starts_with("assets/") {
            let known: Vec<&str> = builtin::ASSETS.iter().map(|(name, _)| *name).chain(SLOTS).collect();
            return nearest(path, known).is_none() && !self.others.iter().any(|other| other == path);
        }
        let asked = [format!("\"{path}\""), format!("'{path}'")];
        let mut others = self.texts.iter().filter(|(name, _)| *name != path);
        Own::is_text(path) && others.any(|(_, text)| asked.iter().any(|asked| text.contains(asked)))
    }

    /// The finding about a file that nobody reads.
    fn stranger(&self, path: &str, known: &BTreeSet<String>) -> Option<Diagnostic> {
        let half = path.strip_prefix("mail/").and_then(|name| name.strip_suffix(".html"));
        let (message, help) = if let Some(meant) = meant(path, known) {
            (
                Words::new("ไม่มีหน้าหรืออีเมลใดใช้แฟ้มชื่อนี้", "No page or mail reads a file of this name"),
                Words::new(
                    format!("เปลี่ยนชื่อเป็น  templates/{meant}"),
                    format!("Rename it to  templates/{meant}"),
                ),
            )
        } else if let Some(name) = half {
            if self.texts.contains_key(&format!("mail/{name}.txt")) {
                return None;
            }
            (
                Words::new(
                    format!("อีเมลต้องมีฉบับข้อความล้วน ไม่มีแฟ้ม mail/{name}.txt"),
                    format!("A mail needs its plain text, and there is no mail/{name}.txt"),
                ),
                Words::new(
                    format!("เพิ่ม  templates/mail/{name}.txt  บรรทัดแรกคือ Subject: …"),
                    format!("Add  templates/mail/{name}.txt  whose first line is Subject: …"),
                ),
            )
        } else if path.starts_with("mail/") && path.ends_with(".txt") {
            (
                Words::new(
                    "ไม่มีขั้นเตือนใดใน office.toml ใช้ข้อความนี้",
                    "No stage in office.toml uses this text",
                ),
                Words::new(
                    "เขียน text = \"…\" ของขั้นเตือนให้ตรงชื่อแฟ้ม หรือลบแฟ้มนี้",
                    "Name it in the  text = \"…\"  of a stage, or remove it",
                ),
            )
        } else {
            (
                Words::new("ไม่มีหน้าหรืออีเมลใดใช้แฟ้มนี้", "No page or mail reads this file"),
                Words::new(
                    "ดูชื่อทั้งหมดด้วย  duebook templates  หรือย้ายแฟ้มนี้ออกจาก templates/",
                    "See all names with  duebook templates , or move it out of templates/",
                ),
            )
        };
        let path = format!("templates/{path}");
        Some(Diagnostic::of_file(Code::UnknownTemplate, &path, message, help))
    }
}

/// Returns the text that is part of the program.
#[must_use]
pub fn builtin_text(name: &str) -> Option<&'static str> {
    match name {
        "lang/th.toml" => return Some(builtin::THAI),
        "lang/en.toml" => return Some(builtin::ENGLISH),
        _ => {}
    }
    let mut templates = builtin::TEMPLATES.iter().chain(mail::TEMPLATES);
    let template = templates.find(|(known, _)| *known == name).map(|(_, text)| *text);
    template.or_else(|| builtin_bytes(name).and_then(|bytes| std::str::from_utf8(bytes).ok()))
}

/// Returns the bytes of a file that is part of the program.
#[must_use]
pub fn builtin_bytes(name: &str) -> Option<&'static [u8]> {
    let asset = builtin::ASSETS.iter().find(|(known, _)| *known == name);
    match asset {
        Some((_, super::Asset::BuiltIn(bytes))) => Some(bytes),
        _ => None,
    }
}

/// Returns the names of everything that is part of the program and that an
/// office may have its own of, sorted.
#[must_use]
pub fn builtin_names() -> Vec<&'static str> {
    let templates = builtin::TEMPLATES.iter().chain(mail::TEMPLATES).map(|(name, _)| *name);
    let assets = builtin::ASSETS.iter().map(|(name, _)| *name);
    let names: BTreeSet<&str> = templates
        .chain(assets)
        .chain(["lang/th.toml", "lang/en.toml"])
        .collect();
    names.into_iter().collect()
}

/// The names that have a reader.
fn known(stages: &BTreeSet<&str>) -> BTreeSet<String> {
    let built_in = builtin_names().into_iter().chain(SLOTS);
    let mut known: BTreeSet<String> = built_in.map(str::to_owned).collect();
    for text in stages.iter().filter(|text| !TEXTS.contains(*text)) {
        known.extend([
            format!("mail/{text}.txt"),
            format!("mail/{text}.html"),
            format!("letter/{text}.html"),
        ]);
    }
    known
}

/// Whether a file is only there for people and tools: `README.md`, `.gitkeep`.
fn is_beside(path: &str) -> bool {
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    // What `init` makes new books from, and what goes into an audit pack, stands
    // beside the templates.
    hidden
        || path.starts_with("book/")
        || path.starts_with("audit/")
        || ["README", "LICENSE", "THIRD-PARTY"]
            .iter()
            .any(|name| path.starts_with(name))
}

/// The name that was meant: the same file elsewhere, without its ending or with
/// one too many, or a slip of the hand.
fn meant<'n>(path: &str, known: &'n BTreeSet<String>) -> Option<&'n str> {
    let file = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let mine = file(path);
    let shorter = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let like = |wanted: &dyn Fn(&str) -> bool| known.iter().map(String::as_str).find(|name| wanted(name));
    let text = format!("{path}.txt");
    like(&|name| name == text)
        .or_else(|| like(&|name| name == shorter || name == path.trim_end_matches('~')))
        .or_else(|| like(&|name| name.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'))))
        .or_else(|| like(&|name| file(name) == mine))
        .or_else(|| nearest(path, known.iter().map(String::as_str)))
}
