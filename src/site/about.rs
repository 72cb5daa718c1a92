//! Of which commit and day the site speaks, spelled out, and how to check it.

use serde::Serialize;

use super::Page;
use super::desk::{Crumb, Desk, Frame};
use super::record::markup::safe_link;
use crate::press::PressFault;

#[derive(Serialize)]
struct View<'v> {
    today: String,
    today_iso: String,
    commit: Option<&'v str>,
    commit_link: Option<String>,
    commit_time: Option<String>,
    seal: Option<String>,
    seal_day: Option<String>,
    records: String,
    example: Option<String>,
    audience: String,
}

/// Renders `about.html`.
///
/// # Errors
///
/// [`PressFault`] where the template cannot be set.
pub fn page(desk: &Desk<'_>) -> Result<Page, PressFault> {
    let (voice, register) = (&desk.voice, desk.register);
    let commit = desk.stamp.commit.as_deref();
    let link = register.book.office.forge.commit.as_deref();
    let seal = super::stamp::seal(desk);
    let view = View {
        today: voice.long(register.today),
        today_iso: register.today.to_string(),
        commit,
        commit_link: commit
            .zip(link)
            .map(|(commit, link)| link.replace("{commit}", commit))
            .filter(|link| safe_link(link).is_some()),
        commit_time: desk.stamp.commit_time.as_deref().map(|time| voice.moment(time)),
        seal: seal.as_ref().map(|(seal, _)| seal.clone()),
        seal_day: seal.as_ref().map(|(_, day)| voice.long(*day)),
        records: voice.items(register.entries.len()),
        example: register.entries.first().map(|entry| entry.id().file()),
        audience: voice.say(&format!("about.{}", desk.audience.name())).to_owned(),
    };
    let title = voice.say("about.title").to_owned();
    let frame = Frame {
        path: "about.html".into(),
        description: voice.say("about.lede").to_owned(),
        crumbs: vec![Crumb::here((&title, None))],
        title,
        ..Frame::default()
    };
    desk.set("page/about.html", &frame, &view)
}
