//! The pages that the office writes by hand: `templates/pages/<slug>.md`, with
//! `<slug>.en.md` beside it, linked at the foot of every page. A number before
//! the name, `10-contact.md`, puts them in order and stands in no address.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Page;
use super::desk::{Crumb, Desk, Frame};
use super::markdown::{self, Written};
use super::record::markup::Markup;
use crate::press::{Own, Press, PressFault, own::builtin_names};
use crate::text::{Code, Diagnostic, Lang, Source, Span, Words};

/// Addresses within a language that built pages have, and folders of the site.
const TAKEN: [&str; 16] = [
    "404",
    "about",
    "advances",
    "agencies",
    "assets",
    "calendar",
    "downloads",
    "en",
    "guarantees",
    "help",
    "index",
    "registers",
    "reminders",
    "reports",
    "search",
    "survey",
];

/// A hand-written page in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OwnPage {
    pub(super) slug: String,
    title: String,
    written: Written,
    /// `th` where an English page has to show the Thai text.
    lang: Option<&'static str>,
}

/// A link at the foot of every page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Link {
    path: String,
    title: String,
    lang: Option<&'static str>,
}

#[derive(Serialize)]
struct View<'v> {
    title: &'v str,
    lang: Option<&'static str>,
    body: &'v Markup,
}

/// A file's name, taken apart.
struct Name<'n> {
    order: u32,
    slug: &'n str,
    english: bool,
}

impl<'n> Name<'n> {
    fn of(file: &'n str) -> Name<'n> {
        let stem = file.strip_suffix(".md").unwrap_or(file);
        let (stem, english) = stem.strip_suffix(".en").map_or((stem, false), |stem| (stem, true));
        let numbered = stem
            .split_once('-')
            .and_then(|(number, slug)| Some((number.parse().ok()?, slug)));
        let (order, slug) = numbered.unwrap_or((u32::MAX, stem));
        Name { order, slug, english }
    }

    fn is_sound(&self) -> bool {
        let inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        self.slug.starts_with(|c: char| c.is_ascii_lowercase()) && self.slug.chars().all(inside)
    }
}

/// Whether a built page has the address already.
fn is_taken(slug: &str) -> bool {
    let page = format!("page/{slug}.html");
    let is_list = super::answer::WITH_LISTS
        .iter()
        .any(|list| slug.strip_prefix(list).is_some_and(|rest| rest.starts_with('-')));
    is_list || TAKEN.contains(&slug) || builtin_names().contains(&page.as_str())
}

/// The hand-written pages in a language, in their order.
pub(super) fn list(press: &Press, lang: Lang) -> Vec<OwnPage> {
    let mut files: BTreeMap<(u32, &str), [Option<&str>; 2]> = BTreeMap::new();
    let mut orders: BTreeMap<&str, u32> = BTreeMap::new();
    for (file, _) in press.pages() {
        let name = Name::of(file);
        // Both languages stand where the Thai one does, else where any does.
        let order = orders.entry(name.slug).or_insert(name.order);
        if !name.english {
            *order = name.order;
        }
    }
    for (file, text) in press.pages() {
        let name = Name::of(file);
        if name.is_sound() && !is_taken(name.slug) {
            let order = orders.get(name.slug).copied().unwrap_or(u32::MAX);
            files.entry((order, name.slug)).or_default()[usize::from(name.english)] = Some(text);
        }
    }
    let page = |((_, slug), [thai, english]): ((u32, &str), [Option<&str>; 2])| {
        let (text, lang) = match lang {
            Lang::Th => (thai?, None),
            Lang::En => english
                .map(|text| (text, None))
                .or(thai.map(|text| (text, Some("th"))))?,
        };
        let written = markdown::page(text);
        Some(OwnPage {
            slug: slug.to_owned(),
            title: written.title.clone().unwrap_or_else(|| slug.to_owned()),
            written,
            lang,
        })
    };
    files.into_iter().filter_map(page).collect()
}

/// The links at the foot.
pub(super) fn links(pages: &[OwnPage]) -> Vec<Link> {
    let link = |page: &OwnPage| Link {
        path: format!("{}.html", page.slug),
        title: page.title.clone(),
        lang: page.lang,
    };
    pages.iter().map(link).collect()
}

/// Renders the hand-written pages.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn pages(desk: &Desk<'_>) -> Result<Vec<Page>, PressFault> {
    let page = |page: &OwnPage| {
        let frame = Frame {
            path: format!("{}.html", page.slug),
            title: page.title.clone(),
            description: page.written.lede.clone(),
            crumbs: vec![Crumb::here((&page.title, page.lang))],
            ..Frame::default()
        };
        let view = View {
            title: &page.title,
            lang: page.lang,
            body: &page.written.body,
        };
        desk.set("page/own.html", &frame, &view)
    };
    desk.own.iter().map(page).collect()
}

/// Judges the hand-written pages: their names and titles.
#[must_use]
pub fn judge(own: &Own) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let files: Vec<(&str, &str)> = own
        .texts
        .iter()
        .filter(|(path, _)| path.ends_with(".md"))
        .filter_map(|(path, text)| Some((path.strip_prefix("pages/")?, text.as_str())))
        .collect();
    let thai = |slug: &str| {
        let mut names = files.iter().map(|(file, _)| Name::of(file));
        names.any(|name| !name.english && name.slug == slug)
    };
    let mut seen: BTreeSet<(&str, bool)> = BTreeSet::new();
    for (file, text) in &files {
        let name = Name::of(file);
        let refusal = refusal(&name, !seen.insert((name.slug, name.english)), thai(name.slug));
        let path = format!("templates/pages/{file}");
        if let Some((message, help)) = refusal {
            findings.push(Diagnostic::of_file(Code::PageName, &path, message, help));
        } else if markdown::page(text).title.is_none() {
            let source = Source::new(&path, *text);
            let first = Span::from(0..text.lines().next().map_or(0, str::len));
            findings.push(Diagnostic::new(
                Code::PageTitle,
                &source,
                first,
                Words::new("หน้านี้ไม่มีหัวเรื่อง", "This page has no title"),
                Words::new(
                    "เริ่มหน้าด้วยหัวเรื่อง เช่น  # ติดต่อสำนักงาน",
                    "Begin the page with its title, as in  # How to reach us",
                ),
            ));
        }
    }
    findings
}

fn refusal(name: &Name<'_>, again: bool, thai: bool) -> Option<(Words, Words)> {
    let slug = name.slug;
    if !name.is_sound() {
        return Some((
            Words::new("ชื่อแฟ้มเป็นที่อยู่ของหน้าไม่ได้", "This name cannot be a page's address"),
            Words::new(
                "ตั้งชื่อด้วย a-z 0-9 และขีด เช่น  templates/pages/contact.md  หรือ  10-contact.md  เมื่อต้องการเรียงลำดับ",
                "Name it with a-z, 0-9 and hyphens, as in  templates/pages/contact.md , or  10-contact.md  to put it in order",
            ),
        ));
    }
    if is_taken(slug) {
        return Some((
            Words::new(
                format!("{slug}.html เป็นหน้าที่โปรแกรมสร้าง"),
                format!("{slug}.html is a page that the program makes"),
            ),
            Words::new(
                format!("ใช้ชื่ออื่น เช่น  office-{slug}.md  (แก้หน้าที่สร้างเอง: duebook templates)"),
                format!("Choose another name, as in  office-{slug}.md  (to change the page itself: duebook templates)"),
            ),
        ));
    }
    if again {
        return Some((
            Words::new(
                format!("มีอีกแฟ้มหนึ่งที่จะเป็น {slug}.html เลขหน้าชื่อไม่ใช่ส่วนหนึ่งของที่อยู่"),
                format!("Another file would be {slug}.html too; the number before a name is no part of the address"),
            ),
            Words::new("เปลี่ยนชื่อหรือลบแฟ้มใดแฟ้มหนึ่ง", "Rename or remove one of them"),
        ));
    }
    (name.english && !thai).then(|| {
        (
            Words::new(
                format!("มีหน้าอังกฤษ แต่ไม่มีหน้าไทย {slug}.md"),
                format!("There is an English page, but no Thai one, {slug}.md"),
            ),
            Words::new(
                format!("เพิ่ม  templates/pages/{slug}.md"),
                format!("Add  templates/pages/{slug}.md"),
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(files: &[(&str, &str)]) -> Own {
        let texts = files
            .iter()
            .map(|(name, text)| (format!("pages/{name}"), (*text).to_owned()));
        Own {
            texts: texts.collect(),
            ..Own::default()
        }
    }

    #[test]
    fn numbers_put_pages_in_order_and_english_falls_back_on_thai() {
        let own = own(&[
            ("20-contact.md", "# ติดต่อ\n\nโทร."),
            ("contact.en.md", "# Contact"),
            ("3-forms.md", "# แบบ"),
            ("about-us.md", "# เรา"),
        ]);
        assert_eq!(judge(&own), []);
        let press = Press::of(&own).expect("a press");
        let told = |lang| -> Vec<(String, String)> {
            list(&press, lang)
                .into_iter()
                .map(|page| (page.slug, page.title))
                .collect()
        };
        let pair = |slug: &str, title: &str| (slug.to_owned(), title.to_owned());
        assert_eq!(
            told(Lang::Th),
            [pair("forms", "แบบ"), pair("contact", "ติดต่อ"), pair("about-us", "เรา")]
        );
        assert_eq!(
            told(Lang::En),
            [
                pair("forms", "แบบ"),
                pair("contact", "Contact"),
                pair("about-us", "เรา")
            ]
        );
        assert_eq!(list(&press, Lang::En)[0].lang, Some("th"));
    }

    #[test]
    fn names_that_cannot_be_addresses_are_refused() {
        for (files, code) in [
            (&[("help.md", "# x")][..], Code::PageName),
            (&[("10-home.md", "# x")], Code::PageName),
            (&[("Contact.md", "# x")], Code::PageName),
            (&[("ติดต่อ.md", "# x")], Code::PageName),
            (&[("law/act.md", "# x")], Code::PageName),
            (&[("7.md", "# x")], Code::PageName),
            (&[("1-a.md", "# x"), ("2-a.md", "# y")], Code::PageName),
            (&[("a.en.md", "# x")], Code::PageName),
            (&[("a.md", "x")], Code::PageTitle),
        ] {
            let found: Vec<Code> = judge(&own(files)).iter().map(|finding| finding.code).collect();
            assert_eq!(found, [code], "{files:?}");
        }
    }
}
