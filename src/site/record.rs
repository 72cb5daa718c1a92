//! One page a record: what a borrower, a contractor and an auditor need to
//! know of it, at the address of its file.

pub mod advance;
pub mod advance_due;
mod advance_events;
pub mod advance_money;
mod advance_todo;
pub mod counting;
pub mod guarantee;
pub mod guarantee_due;
mod guarantee_events;
mod guarantee_facts;
mod guarantee_return;
pub mod markup;
pub mod moneybar;
pub mod papers;
pub mod past;
mod progress;
pub mod project;
pub mod reader;
mod reminders;
pub mod speech;
pub mod strip;
pub mod timeline;
#[cfg(test)]
mod trial;
#[cfg(test)]
mod trial_book;

use rayon::prelude::*;

use super::desk::{Crumb, Desk, Frame};
use super::{Page, Part, Status, Sum, form};
use crate::book::Entry;
use crate::press::PressFault;
use crate::record::RecordId;
use reader::Reader;

/// Records whose pages are set, searched and laid ready at once.
const BATCH: usize = 128;

/// Renders the pages of a part's records, batch by batch.
///
/// # Errors
///
/// [`PressFault`] where a template cannot be set.
pub fn pages(desk: &Desk<'_>, part: Part, take: &mut dyn FnMut(Vec<Page>)) -> Result<(), PressFault> {
    let reader = Reader::of(desk);
    let batches = desk.register.entries.chunks(BATCH).enumerate();
    for (_, batch) in batches.filter(|(place, _)| part.takes(*place)) {
        let pages: Vec<Page> = batch
            .par_iter()
            .map(|entry| {
                let (path, facts) = traced(desk, entry.id());
                desk.unless_it_stands(path, facts, || page(desk, &reader, entry))
            })
            .collect::<Result<_, _>>()?;
        let scripts = batch.iter().filter_map(|entry| form::script(desk, entry.id()));
        take(pages.into_iter().chain(scripts).collect());
    }
    let mut pages = Vec::new();
    let projects = desk.register.book.projects.iter().enumerate();
    for (_, project) in projects.filter(|(place, _)| part.takes(*place)) {
        let view = project::view(&reader, project);
        let description = desk.voice.fill("project.description", &[("name", &project.name)]);
        let mut frame = frame(desk, &project.id, &view.title, description, (&view.number, None));
        frame.body = "form-page page-sheet";
        pages.push(desk.set("page/project.html", &frame, &view)?);
    }
    take(pages);
    Ok(())
}

/// Returns whether the page of a record stands, and would be made from the same.
pub(super) fn stands(desk: &Desk<'_>, id: &RecordId) -> bool {
    let (path, facts) = traced(desk, id);
    desk.standing(&path, facts).is_some()
}

/// Where the page of a record is, from the site's root, and what it is made from.
fn traced(desk: &Desk<'_>, id: &RecordId) -> (String, Option<Sum>) {
    (desk.path(&Desk::record_path(id)), desk.facts_of_record(id))
}

fn page(desk: &Desk<'_>, reader: &Reader<'_>, entry: &Entry<'_>) -> Result<Page, PressFault> {
    let headline = Status::of(entry, desk.register.today).words(&desk.voice);
    let framed = |description: &str, title: &str, number: &str| {
        let slots = [("headline", headline.as_str()), ("number", number)];
        let description = desk.voice.fill(description, &slots);
        frame(desk, entry.id(), title, description, crumb(desk, entry, number))
    };
    match entry {
        Entry::Advance(record, standing) => {
            let view = advance::view(reader, entry, record, standing);
            let frame = framed("advance.description", &view.title, &view.number);
            desk.set("page/advance.html", &frame, &view)
        }
        Entry::Guarantee(record, standing) => {
            let view = guarantee::view(reader, entry, record, standing);
            let frame = framed("guarantee.description", &view.title, &view.number);
            desk.set("page/guarantee.html", &frame, &view)
        }
    }
}

/// What the last crumb says; on English pages the number alone, which is Thai.
fn crumb<'n>(desk: &Desk<'_>, entry: &Entry<'n>, number: &'n str) -> (&'n str, Option<&'static str>) {
    match desk.voice.thai() {
        Some(lang) => (entry.contract(), Some(lang)),
        None => (number, None),
    }
}

fn frame(
    desk: &Desk<'_>,
    id: &RecordId,
    title: &str,
    description: String,
    crumb: (&str, Option<&'static str>),
) -> Frame {
    let mut crumbs = Vec::new();
    if let Some(agency) = desk.register.book.agencies.get(&id.agency) {
        crumbs.push(Crumb::to(Desk::agency_path(&id.agency), desk.agency_name(agency)));
    }
    crumbs.push(Crumb::here(crumb));
    Frame {
        path: Desk::record_path(id),
        title: title.to_owned(),
        description,
        crumbs,
        filed: true,
        ..Frame::default()
    }
}
