//! The site: which pages exist, for which audience.
//!
//! Everything here is a function of the register, the templates and the stamp
//! of the build: no disk, no clock. The same commit and day give the same
//! bytes, and a page that does not speak of today does not change tomorrow.

pub mod about;
pub mod agency;
pub mod aging;
mod answer;
pub mod calendar;
pub mod chart;
pub mod data;
pub mod debtors;
pub mod desk;
pub mod download;
pub mod exceptions;
mod facts;
pub mod float;
pub mod form;
pub mod help;
pub mod home;
pub mod item;
pub mod kept;
pub mod late;
pub mod leak;
pub mod markdown;
pub mod own;
mod paper;
pub mod part;
#[cfg(feature = "serve")]
pub mod preview;
pub mod pulse;
mod qr;
pub mod reconciliation;
pub mod record;
pub mod register;
pub mod reminders;
pub mod reports;
pub mod row;
pub mod search;
pub mod spread;
pub mod stamp;
pub mod status;
pub mod survey;
pub mod trend;
pub mod veil;
pub mod voice;
pub mod withdrawals;
pub mod year_end;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::book::trend::{self as months, Trend};
use crate::book::{Delivery, Entry, Register, reconcile, years};
use crate::press::{Press, PressFault};
use crate::record::{Audience, RecordId};
use crate::text::Lang;

use download::package::Shipped;

pub use desk::{Desk, Frame};
pub use facts::Facts;
pub use kept::{Kept, Measure, Sum, Trace};
pub use part::Part;
pub use stamp::Stamp;
pub use status::Status;
pub use voice::Voice;

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its path from the site's root, with `/`.
    pub path: String,
    /// What is in it.
    pub body: Body,
    /// What it was made from, where that is known.
    pub trace: Option<Trace>,
}

/// What is in a file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// These bytes.
    Set(Vec<u8>),
    /// What an earlier build put there: nothing that it is made from has changed.
    Stands,
}

impl Page {
    /// A file of these bytes.
    #[must_use]
    pub fn new(path: impl Into<String>, bytes: Vec<u8>) -> Page {
        Page {
            path: path.into(),
            body: Body::Set(bytes),
            trace: None,
        }
    }

    /// Notes the facts that it was made from.
    #[must_use]
    fn of(mut self, facts: Option<Sum>) -> Page {
        self.trace = Some(Trace {
            facts,
            ..self.trace.unwrap_or_default()
        });
        self
    }

    /// Measures a file that no template frames, and returns it as one that stands where
    /// an earlier build made the same: a table that holds every record is made each
    /// time, and need not be searched and compared each time.
    #[must_use]
    fn measured(mut self, kept: &Kept) -> Page {
        let trace = self.trace.unwrap_or_default();
        if let (Body::Set(bytes), None, None) = (&self.body, trace.set, trace.measure) {
            let measure = Some(Measure::of(bytes));
            if kept.trace(&self.path).is_some_and(|known| known.measure == measure) {
                self.body = Body::Stands;
            }
            self.trace = Some(Trace { measure, ..trace });
        }
        self
    }

    /// Its bytes; none where it stands already.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match &self.body {
            Body::Set(bytes) => bytes,
            Body::Stands => &[],
        }
    }

    /// Its bytes, as [`Page::bytes`] has them.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        match self.body {
            Body::Set(bytes) => bytes,
            Body::Stands => Vec::new(),
        }
    }
}

/// Renders the whole site of a register, batch by batch, so that no more than
/// a few hundred pages are held at once. What is kept of an earlier build and
/// would come out the same is not made again; of the whole, only a part's pages are.
///
/// # Errors
///
/// [`PressFault`] where a template, most often an office's own, cannot be set.
pub fn render(
    register: &Register<'_>,
    press: &Press,
    audience: Audience,
    stamp: &Stamp,
    facts: &Facts<'_>,
    part: Part,
    take: &mut dyn FnMut(Vec<Page>),
) -> Result<(), PressFault> {
    let kept = facts.kept;
    // What is made each time is compared as soon as it is there.
    let mut take = |pages: Vec<Page>| take(pages.into_par_iter().map(|page| page.measured(kept)).collect());
    let figures = Figures {
        trends: months::trends(register),
        month: debtors::month(register.book, register.today),
        cut: years::cut(register.book, years::ended(register.today)),
        delivery: Delivery::of(register),
        reconciled: reconcile::months(register.book, register.today),
    };
    let mut shipped = Vec::new();
    for lang in [Lang::Th, Lang::En] {
        let desk = Desk::new(register, press, audience, lang, stamp).keeping(facts);
        for (place, room) in ROOMS.iter().enumerate() {
            if part.takes(place) {
                take(room(&desk, &figures)?);
            }
        }
        if part.takes(0) {
            let mut ship = |files: Vec<Page>| {
                let files: Vec<Page> = files.into_par_iter().map(|file| file.measured(kept)).collect();
                shipped.extend(files.iter().filter_map(Shipped::of));
                take(files);
            };
            download::files(&desk, &mut ship)?;
            ship(survey::sheet::table(&desk).into_iter().collect());
        }
        record::pages(&desk, part, &mut take)?;
    }
    if part.takes(0) {
        take(download::package::pages(register, press, audience, stamp, shipped));
        let for_form = |name: &str| audience == Audience::Public && form::ASSETS.contains(&name);
        let assets = press.shipped().into_iter().filter(|(name, _)| !for_form(name));
        take(assets.map(|(path, bytes)| Page::new(path, bytes)).collect());
    }
    Ok(())
}

/// Returns the records of which a page will be made in full: those whose page does
/// not stand, and those of which the list of late entries tells.
#[must_use]
pub fn unmade(
    register: &Register<'_>,
    press: &Press,
    audience: Audience,
    stamp: &Stamp,
    facts: &Facts<'_>,
) -> BTreeSet<RecordId> {
    let desks = [Lang::Th, Lang::En].map(|lang| Desk::new(register, press, audience, lang, stamp).keeping(facts));
    let stands = |id: &RecordId| desks.iter().all(|desk| record::stands(desk, id));
    let ids = register.entries.iter().map(Entry::id);
    let late = late::listed(register, &stamp.past);
    ids.filter(|id| !stands(id)).chain(late).cloned().collect()
}

/// What several rooms and both languages share.
struct Figures<'b> {
    trends: BTreeMap<String, Trend>,
    month: Register<'b>,
    cut: years::Cut<'b>,
    delivery: Delivery<'b>,
    reconciled: Vec<reconcile::Month<'b>>,
}

type Room = fn(&Desk<'_>, &Figures<'_>) -> Result<Vec<Page>, PressFault>;

/// The pages that are no record's, by the room that makes them.
const ROOMS: [Room; 25] = [
    |desk, _| Ok(vec![home::page(desk)?]),
    |desk, _| Ok(vec![calendar::page(desk)?]),
    |desk, _| Ok(vec![help::page(desk)?]),
    |desk, _| Ok(vec![about::page(desk)?]),
    |desk, figures| Ok(vec![reminders::page(desk, &figures.delivery)?]),
    |desk, _| Ok(vec![reports::page(desk)?]),
    |desk, _| Ok(vec![register::contents(desk)?]),
    |desk, _| Ok(vec![data::page(desk)?]),
    |desk, figures| Ok(vec![stamp::sheet(desk, &figures.delivery)]),
    |desk, figures| pulse::files(desk, &figures.delivery),
    |desk, _| Ok(vec![withdrawals::page(desk)?]),
    |desk, _| Ok(vec![float::page(desk)?]),
    |desk, figures| Ok(vec![trend::page(desk, &figures.trends)?]),
    |desk, _| Ok(vec![late::page(desk)?]),
    |desk, _| aging::pages(desk),
    |desk, _| exceptions::pages(desk),
    |desk, _| search::pages(desk),
    |desk, _| own::pages(desk),
    |desk, _| form::pages(desk),
    |desk, figures| agency::pages(desk, &figures.trends),
    |desk, _| register::pages(desk),
    |desk, figures| debtors::pages(desk, &figures.month),
    |desk, figures| reconciliation::pages(desk, &figures.reconciled, &figures.month),
    |desk, figures| year_end::pages(desk, &figures.cut),
    |desk, _| Ok(survey::page(desk)?.into_iter().collect()),
];

/// Renders the whole site of a register at once, sorted by path: for books
/// that are small, and for trials.
///
/// # Errors
///
/// [`PressFault`] where a template cannot be set.
pub fn pages(
    register: &Register<'_>,
    press: &Press,
    audience: Audience,
    stamp: &Stamp,
) -> Result<Vec<Page>, PressFault> {
    let mut pages: Vec<Page> = Vec::new();
    let nothing = Kept::default();
    let facts = Facts::of(register, &stamp.past, &nothing);
    render(register, press, audience, stamp, &facts, Part::WHOLE, &mut |batch| {
        pages.extend(batch);
    })?;
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(pages)
}

#[cfg(test)]
mod lists_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod words_used;
