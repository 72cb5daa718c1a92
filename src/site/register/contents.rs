//! `registers.html`: where the registers of every agency lie.

use serde::Serialize;

use super::{Page, stem};
use crate::book::Entry;
use crate::press::PressFault;
use crate::record::Kind;
use crate::site::desk::{Desk, Frame};
use crate::site::paper::Link;

#[derive(Serialize)]
struct View {
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    path: String,
    name: String,
    name_lang: Option<&'static str>,
    advances: Link,
    guarantees: Link,
    debtors: Link,
}

/// Renders `registers.html`.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn page(desk: &Desk<'_>) -> Result<Page, PressFault> {
    let voice = &desk.voice;
    let title = voice.say("registers.title").to_owned();
    let rows = desk.register.book.agencies.values().map(|agency| {
        let slug = &agency.slug;
        let entries: Vec<&Entry<'_>> = desk.entries_of(slug).collect();
        let link = |kind: Kind| {
            let count = entries.iter().filter(|entry| entry.kind() == kind).count();
            let label = if kind == Kind::Guarantee {
                voice.items(count)
            } else {
                voice.contracts(count)
            };
            Link {
                path: format!("{slug}/register-{}.html", stem(kind)),
                label,
            }
        };
        let (name, name_lang) = desk.agency_name(agency);
        Row {
            path: Desk::agency_path(slug),
            name: name.to_owned(),
            name_lang,
            advances: link(Kind::Advance),
            guarantees: link(Kind::Guarantee),
            debtors: Link {
                path: format!("{slug}/debtors.html"),
                label: voice.say("registers.debtors").to_owned(),
            },
        }
    });
    let frame = Frame {
        path: "registers.html".into(),
        description: voice.say("registers.lede").to_owned(),
        menu: "reports",
        crumbs: desk.shelved(&title),
        title,
        ..Frame::default()
    };
    desk.set("page/registers.html", &frame, &View { rows: rows.collect() })
}
