//! The search over every record: its page, and the index that the page reads.
//!
//! Nothing may be fetched where a page is opened from a folder, so the index is
//! a script that assigns one text, loaded by the search page alone. Words that
//! many records share (agencies, statuses, days) stand at its head once. What a
//! reader types is brought into the same form as the text by `assets/find.js`;
//! the index holds what is shown.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::Page;
use super::desk::{Crumb, Desk, Frame};
use super::row;
use super::status::Status;
use crate::book::Entry;
use crate::press::PressFault;
use crate::record::Kind;

/// Where the page stands within its language.
pub const PATH: &str = "search.html";

#[derive(Serialize)]
struct View {
    index: String,
    total: String,
    example: Option<String>,
    /// Every icon of a status, to be copied for the results.
    icons: [&'static str; Status::ICONS.len()],
    agencies: Vec<Agency>,
}

#[derive(Serialize)]
struct Agency {
    path: String,
    name: String,
    name_lang: Option<&'static str>,
}

/// Renders the page and its index.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn pages(desk: &Desk<'_>) -> Result<Vec<Page>, PressFault> {
    Ok(vec![page(desk)?, index(desk)])
}

fn index_path(desk: &Desk<'_>) -> String {
    format!("assets/search.{}.js", desk.voice.code())
}

fn page(desk: &Desk<'_>) -> Result<Page, PressFault> {
    let voice = &desk.voice;
    let entries = &desk.register.entries;
    let agencies = desk.register.book.agencies.values().map(|agency| {
        let (name, name_lang) = desk.agency_name(agency);
        Agency {
            path: Desk::agency_path(&agency.slug),
            name: name.to_owned(),
            name_lang,
        }
    });
    let view = View {
        index: index_path(desk),
        total: voice.items(entries.len()),
        example: entries.first().map(|entry| entry.contract().to_owned()),
        icons: Status::ICONS,
        agencies: agencies.collect(),
    };
    let title = voice.say("search.title");
    let frame = Frame {
        path: PATH.into(),
        title: format!("{title} · {}", voice.say("site.name")),
        description: voice.say("search.lede").to_owned(),
        menu: "search",
        crumbs: vec![Crumb::here((title, None))],
        ..Frame::default()
    };
    desk.set("page/search.html", &frame, &view)
}

/// Every entry in the order of the results: what is late first, then by day.
fn in_order<'s>(desk: &'s Desk<'_>) -> Vec<&'s Entry<'s>> {
    let mut entries: Vec<&Entry<'_>> = desk.register.entries.iter().collect();
    entries.sort_by_cached_key(|entry| (row::order(entry, desk.register.today), entry.id()));
    entries
}

/// Words that many rows share, each at its number.
#[derive(Default)]
struct Shared {
    numbers: BTreeMap<String, usize>,
    list: Vec<String>,
}

impl Shared {
    fn number(&mut self, words: [&str; 3]) -> usize {
        let words = words.map(|word| word.replace('|', "/")).join("|");
        if let Some(number) = self.numbers.get(&words) {
            return *number;
        }
        let number = self.list.len();
        self.list.push(words.clone());
        self.numbers.insert(words, number);
        number
    }

    fn line(&self) -> String {
        self.list.join("\t")
    }
}

/// The index: a line of agencies, one of statuses, one of days, then a record a
/// line. A field ends with a tab; what is open stands last, nothing where it is
/// the whole amount.
fn index(desk: &Desk<'_>) -> Page {
    let mut agencies = Shared::default();
    let mut tags = Shared::default();
    let mut days = Shared::default();
    let mut lines = String::new();
    for entry in in_order(desk) {
        let id = entry.id();
        let row = row::row(desk, entry);
        let agency = desk.register.book.agencies.get(&id.agency);
        let name = agency.map_or(id.agency.as_str(), |agency| desk.agency_name(agency).0);
        let short = agency.and_then(|agency| agency.short.as_deref()).unwrap_or_default();
        let kind = if id.kind == Kind::Guarantee { 'g' } else { 'a' };
        let _ = writeln!(
            lines,
            "{}\t{}\t{}\t{}{kind}{}\t{}\t{}\t{}\t{}\t{}",
            agencies.number([&id.agency, &clean(short), &clean(name)]),
            tags.number([row.tag.hue, row.tag.icon, &clean(&row.tag.words)]),
            days.number(row.due.as_ref().map_or(["", "", ""], |due| [&due.iso, &due.text, ""])),
            id.fiscal_year,
            id.number,
            clean(&row.contract),
            clean(&row.project),
            clean(row.who.as_deref().unwrap_or_default()),
            row.amount.text,
            if row.open == row.amount {
                ""
            } else {
                row.open.text.as_str()
            },
        );
    }
    let text = format!("{}\n{}\n{}\n{lines}", agencies.line(), tags.line(), days.line());
    Page::new(index_path(desk), script(&text).into_bytes())
}

/// One line, without what ends fields.
fn clean(text: &str) -> String {
    text.split(|c: char| c.is_control() || c == ' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Assigns a text as a template literal, which keeps its lines. What could end
/// it is written as an escape that the leak gate reads as well.
fn script(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    out.push_str("var duebook=`");
    for c in text.chars() {
        match c {
            '`' | '\\' | '$' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push_str("`;\n");
    out
}

#[cfg(test)]
mod tests {
    use super::{clean, script};

    #[test]
    fn a_text_cannot_leave_its_literal() {
        for (text, want) in [
            ("บย. 1/2569", "var duebook=`บย. 1/2569`;\n"),
            ("a`b", "var duebook=`a\\u0060b`;\n"),
            ("${x}", "var duebook=`\\u0024{x}`;\n"),
            ("a\\", "var duebook=`a\\u005c`;\n"),
        ] {
            assert_eq!(script(text), want);
        }
    }

    #[test]
    fn a_field_is_one_line_without_a_tab() {
        assert_eq!(clean("อบรม\tรุ่น\r\n 1"), "อบรม รุ่น 1");
        assert_eq!(clean("12\u{a0}วัน"), "12\u{a0}วัน");
    }
}
