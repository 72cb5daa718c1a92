//! Of which commit and day the site speaks.
//!
//! The line stands on every page and in no page's bytes: one small sheet a
//! language carries its words as CSS content, for the screen and for the foot
//! of every printed sheet. So a night without edits rewrites two sheets, the
//! page `about.html`, and the pages whose own words change.

use std::fmt::Write as _;

use super::Page;
use super::desk::Desk;
use crate::book::Delivery;
use crate::history::story::Chronicle;
use crate::record::Audience;

/// What a build is made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// The commit; nothing where the book is not in git or has open edits.
    pub commit: Option<String>,
    /// When it was made, `2026-11-20T09:15:00+07:00`.
    pub commit_time: Option<String>,
    /// What the commits up to there did to each record; nothing where there is no
    /// history, or only a part of it.
    pub past: Chronicle,
}

impl Stamp {
    /// Returns the commit as people quote it: twelve digits.
    #[must_use]
    pub fn short(&self) -> Option<&str> {
        self.commit.as_deref().map(|commit| commit.get(..12).unwrap_or(commit))
    }
}

/// What a site says of itself: of which commit and day it is, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// The commit.
    pub commit: String,
    /// The day.
    pub day: chrono::NaiveDate,
    /// For whom.
    pub audience: Audience,
}

impl Built {
    /// The sheet that says it.
    pub const PATH: &'static str = "assets/stamp.th.css";

    /// Reads the sheet; nothing where it names no commit.
    #[must_use]
    pub fn read(sheet: &str) -> Option<Built> {
        let said = |before: &str| {
            let (_, rest) = sheet.split_once(before)?;
            rest.split_once('"').map(|(said, _)| said)
        };
        let commit = said(".fresh-commit::before{content:\"")?;
        let is_commit = commit.len() >= 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
        Some(Built {
            commit: is_commit.then(|| commit.to_owned())?,
            day: said("--built:\"")?.split_once('T')?.0.parse().ok()?,
            audience: match said("--audience:\"")? {
                "internal" => Audience::Internal,
                _ => Audience::Public,
            },
        })
    }
}

/// Renders `assets/stamp.<lang>.css`.
#[must_use]
pub fn sheet(desk: &Desk<'_>, delivery: &Delivery<'_>) -> Page {
    let voice = &desk.voice;
    let today = desk.register.today;
    let long = voice.long(today);
    let when = voice.fill("fresh.when", &[("day", &long)]);
    let version = desk.stamp.short().unwrap_or_else(|| voice.say("fresh.no-commit"));
    let records = voice.fill("fresh.checked", &[("n", &voice.items(desk.register.entries.len()))]);
    let seal = seal(desk).map(|(seal, day)| voice.fill("fresh.seal", &[("seal", &seal), ("day", &voice.medium(day))]));
    let seal = seal.unwrap_or_default();
    let mut foot = voice.fill("fresh.foot", &[("version", version), ("day", &voice.medium(today))]);
    if !seal.is_empty() {
        let _ = write!(foot, " · {seal}");
    }
    let sheet_of = voice.say("fresh.sheet");
    let (before, after) = sheet_of.split_once("{n}").unwrap_or((sheet_of, ""));
    let (between, end) = after.split_once("{of}").unwrap_or((after, ""));
    let mut css = String::from("/* written by each build: of which commit and day the pages speak */\n");
    let built = quoted(&format!("{today}T00:00:00+07:00"));
    let audience = quoted(desk.audience.name());
    let _ = writeln!(css, ":root{{--built:{built};--audience:{audience}}}");
    let _ = writeln!(css, ".fresh-day::before{{content:{}}}", quoted(&when));
    let _ = writeln!(css, ".fresh-version::before{{content:{}}}", quoted(version));
    let whole = desk.stamp.commit.as_deref().unwrap_or(version);
    let _ = writeln!(css, ".fresh-commit::before{{content:{}}}", quoted(whole));
    let _ = writeln!(css, ".fresh-seal::before{{content:{}}}", quoted(&seal));
    let _ = writeln!(css, ".fresh-checked::before{{content:{}}}", quoted(&records));
    let mail = super::reminders::pulse_words(desk, delivery);
    let _ = writeln!(css, ".fresh-mail::before{{content:{}}}", quoted(&mail));
    let _ = writeln!(
        css,
        "@page{{@bottom-left{{content:{}}}@bottom-right{{content:{} counter(page) {} counter(pages) {}}}}}",
        quoted(&foot),
        quoted(before),
        quoted(between),
        quoted(end)
    );
    // The project's form bears its title on every sheet; the first has it as its heading.
    let _ = writeln!(
        css,
        "@page form{{@top-center{{content:{}}}}}@page form:first{{@top-center{{content:none}}}}",
        quoted(voice.say("project.form_title"))
    );
    Page::new(format!("assets/stamp.{}.css", voice.code()), css.into_bytes())
}

/// The newest seal that the book has, as people quote it, and its day: twelve
/// digits, which the leak gate knows for a part of a hash. Of sixteen, one in ten
/// would hold as many figures as a citizen's number.
#[must_use]
pub fn seal(desk: &Desk<'_>) -> Option<(String, chrono::NaiveDate)> {
    let seals = &desk.register.book.journal.seals;
    let (day, seal) = seals.range(..=desk.register.today).next_back()?;
    Some((seal.sha256()[..12].to_owned(), *day))
}

/// Quotes a text as a CSS string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' | '<' => {
                let _ = write!(out, "\\{:x} ", u32::from(c));
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_css_string_cannot_be_left() {
        for (text, want) in [("ข้อมูล", "\"ข้อมูล\""), ("a\"}b", "\"a\\22 }b\""), ("a\nb", "\"a b\"")]
        {
            assert_eq!(quoted(text), want);
        }
    }
}
