//! The registers on A4, ready to sign: ทะเบียนคุมลูกหนี้เงินยืม and
//! ทะเบียนคุมหลักประกันสัญญา of every agency.
//!
//! A register is kept in the order in which money came, not by urgency. A long
//! one is parted by fiscal year, and the plain page then holds what is open.

mod advances;
mod contents;
mod guarantees;

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::Page;
use super::desk::Desk;
use super::paper::{self, Link};
use crate::book::{Entry, State};
use crate::press::PressFault;
use crate::record::{Agency, Kind};

pub use contents::page as contents;
pub(super) use guarantees::is_paper;

/// Which entries stand on a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Every one.
    All,
    /// What somebody has to do something about.
    Open,
    /// Those of a fiscal year, B.E.
    Year(i32),
}

impl Part {
    /// Parts a register: all on one page where they are few.
    fn of(entries: &[&Entry<'_>]) -> Vec<Part> {
        if entries.len() <= paper::LONGEST {
            return vec![Part::All];
        }
        let years: BTreeSet<i32> = entries.iter().map(|entry| entry.id().fiscal_year).collect();
        [Part::Open]
            .into_iter()
            .chain(years.into_iter().rev().map(Part::Year))
            .collect()
    }

    fn takes(self, entry: &Entry<'_>) -> bool {
        match self {
            Part::All => true,
            Part::Open => !entry.state().is_settled() || entry.state() == State::ReimbursementDue,
            Part::Year(year) => entry.id().fiscal_year == year,
        }
    }

    fn path(self, slug: &str, kind: Kind) -> String {
        match self {
            Part::Year(year) => format!("{slug}/register-{}-{year}.html", stem(kind)),
            _ => format!("{slug}/register-{}.html", stem(kind)),
        }
    }

    fn words(self, desk: &Desk<'_>) -> String {
        match self {
            Part::All => desk.voice.say("register.all").to_owned(),
            Part::Open => desk.voice.say("register.open").to_owned(),
            Part::Year(year) => desk.voice.fiscal_year(year),
        }
    }
}

fn stem(kind: Kind) -> &'static str {
    if kind == Kind::Guarantee {
        "guarantees"
    } else {
        "advances"
    }
}

/// Renders the registers of every agency.
///
/// # Errors
///
/// [`PressFault`] where a template cannot be set.
pub fn pages(desk: &Desk<'_>) -> Result<Vec<Page>, PressFault> {
    let agencies: Vec<&Agency> = desk.register.book.agencies.values().collect();
    let sets: Vec<Vec<Page>> = agencies
        .par_iter()
        .map(|agency| {
            let mut pages = of(desk, agency, Kind::Advance)?;
            pages.extend(of(desk, agency, Kind::Guarantee)?);
            Ok(pages)
        })
        .collect::<Result<_, PressFault>>()?;
    Ok(sets.into_iter().flatten().collect())
}

/// The sheets of one register.
fn of(desk: &Desk<'_>, agency: &Agency, kind: Kind) -> Result<Vec<Page>, PressFault> {
    let mut entries: Vec<&Entry<'_>> = desk
        .entries_of(&agency.slug)
        .filter(|entry| entry.kind() == kind)
        .collect();
    entries.sort_by_cached_key(|entry| (came(desk, entry), entry.id()));
    let parts = Part::of(&entries);
    let facts = desk.facts_of_agency(&agency.slug);
    let set = |part: &Part| {
        let rows: Vec<&Entry<'_>> = entries.iter().copied().filter(|entry| part.takes(entry)).collect();
        let others = parts.iter().filter(|other| *other != part).map(|other| Link {
            path: other.path(&agency.slug, kind),
            label: other.words(desk),
        });
        let title = desk.voice.say(&format!("register.title_{}", stem(kind))).to_owned();
        let frame = paper::frame(desk, agency, part.path(&agency.slug, kind), &title);
        let head = paper::head(desk, agency, title, part.words(desk));
        if kind == Kind::Guarantee {
            let view = guarantees::view(desk, head, others.collect(), &rows);
            desk.set("page/register-guarantees.html", &frame, &view)
        } else {
            let view = advances::view(desk, head, others.collect(), &rows);
            desk.set("page/register-advances.html", &frame, &view)
        }
    };
    let sheet = |part: &Part| {
        let path = desk.path(&part.path(&agency.slug, kind));
        desk.unless_it_stands(path, facts, || set(part))
    };
    parts.iter().map(sheet).collect()
}

/// The day by which a register is ordered: when money came, else the contract's.
fn came(desk: &Desk<'_>, entry: &Entry<'_>) -> Option<chrono::NaiveDate> {
    match entry {
        Entry::Advance(advance, _) => advance
            .first_received(desk.register.today)
            .or(Some(advance.contracted.value)),
        Entry::Guarantee(guarantee, _) => guarantee.received.or(guarantee.contracted).map(|day| day.value),
    }
}

#[cfg(test)]
mod tests;
