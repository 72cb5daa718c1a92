//! Which event of a file a row speaks of.
//!
//! A register says no numbers of events. The same day and amounts are the same
//! event; then the same day, the same receipt, the same amounts, in this order,
//! so that a corrected day or amount is a correction and not a second event.
//! What finds no partner is new; what the register lacks stays in the file.

use super::super::draft::{DraftEvent, Fact, Site};
use super::super::spots::Spots;
use super::super::value::Trouble;
use crate::pen::{Facts, Value};

/// Each drafted event, and the number of the file's that it is; none for a new one.
type Paired<'d> = Vec<(&'d DraftEvent, Option<usize>)>;

/// Pairs drafted events with those of the file, by number.
///
/// # Errors
///
/// Where the sheet gives a number that the file has not.
pub(super) fn pair<'d>(
    spots: &Spots,
    own: &[&Facts],
    drafted: &[&'d DraftEvent],
) -> Result<Paired<'d>, (Site, Trouble)> {
    let mut found: Vec<Option<usize>> = vec![None; drafted.len()];
    let mut taken = vec![false; own.len()];
    for (at, event) in drafted.iter().enumerate() {
        let Some(number) = event.number else { continue };
        if number >= own.len() || taken[number] {
            return Err((event.site, numberless(number + 1, number < own.len())));
        }
        (found[at], taken[number]) = (Some(number), true);
    }
    let rules: [fn(&Spots, &Facts, &DraftEvent) -> bool; 4] = [all, same_day, same_reference, same_amounts];
    for (rank, rule) in rules.into_iter().enumerate() {
        for (at, event) in drafted.iter().enumerate().filter(|(_, event)| event.number.is_none()) {
            if found[at].is_some() {
                continue;
            }
            // A voided event is the same only to the letter.
            let fits = |(number, facts): &(usize, &&Facts)| {
                !taken[*number] && (rank == 0 || !facts.contains_key("void.date")) && rule(spots, facts, event)
            };
            if let Some((number, _)) = own.iter().enumerate().find(fits) {
                (found[at], taken[number]) = (Some(number), true);
            }
        }
    }
    Ok(drafted.iter().copied().zip(found).collect())
}

fn path<'s>(spots: &'s Spots, fact: &Fact) -> &'s str {
    &spots.list[usize::from(fact.spot)].path
}

fn all(spots: &Spots, facts: &Facts, event: &DraftEvent) -> bool {
    event
        .facts
        .iter()
        .all(|fact| facts.get(path(spots, fact)) == Some(&fact.value))
}

fn same_day(spots: &Spots, facts: &Facts, event: &DraftEvent) -> bool {
    event
        .facts
        .iter()
        .any(|fact| path(spots, fact) == "date" && facts.get("date") == Some(&fact.value))
}

fn same_reference(spots: &Spots, facts: &Facts, event: &DraftEvent) -> bool {
    event.facts.iter().any(|fact| {
        let path = path(spots, fact);
        ["receipt", "reference", "number"].contains(&path) && facts.get(path) == Some(&fact.value)
    })
}

fn same_amounts(spots: &Spots, facts: &Facts, event: &DraftEvent) -> bool {
    let mut amounts = event
        .facts
        .iter()
        .filter(|fact| matches!(fact.value, Value::Amount(_)))
        .peekable();
    amounts.peek().is_some() && amounts.all(|fact| facts.get(path(spots, fact)) == Some(&fact.value))
}

fn numberless(number: usize, twice: bool) -> Trouble {
    let why = if twice {
        (
            format!("เหตุการณ์ที่ {number} อยู่สองแถว"),
            format!("event {number} stands in two rows"),
        )
    } else {
        (
            format!("ระเบียนนี้ไม่มีเหตุการณ์ที่ {number}"),
            format!("this record has no event {number}"),
        )
    };
    Trouble::new(
        why,
        (
            "เว้นช่องลำดับให้ว่างถ้าเป็นเหตุการณ์ใหม่",
            "leave the number empty for a new event",
        ),
    )
}
