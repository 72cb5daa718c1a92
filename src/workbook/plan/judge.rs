//! What `check` would refuse is refused before it is written, at the cell that
//! it comes from.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::{Refusal, Site};
use super::super::grid::Workbook;
use super::super::rows::refusal;
use super::super::spots::Spots;
use super::super::value::Trouble;
use super::{Plan, Write};
use crate::record::RecordId;
use crate::text::{Diagnostic, Severity, Source};

/// Ties what a check of the book with the plan in it has found, and had not
/// found before, to the cells: those records are refused and taken out.
pub fn refuse(plan: &mut Plan, workbook: &Workbook, findings: &[Diagnostic], before: &BTreeSet<String>) {
    let is_new = |finding: &&Diagnostic| finding.severity == Severity::Error && !before.contains(&finding.mistake());
    let new: Vec<&Diagnostic> = findings.iter().filter(is_new).collect();
    if new.is_empty() {
        return;
    }
    let places: BTreeMap<String, usize> = plan
        .writes
        .iter()
        .enumerate()
        .map(|(at, write)| (write.id.file(), at))
        .collect();
    let mut out: BTreeSet<RecordId> = BTreeSet::new();
    let mut refused = Vec::new();
    for finding in new {
        let also = finding.also.as_ref().map(|also| &*also.path);
        let at = places
            .get(&*finding.path)
            .or_else(|| also.and_then(|path| places.get(path)));
        let Some(write) = at.map(|at| &plan.writes[*at]) else {
            let one = unplaced(finding);
            if !plan.refused.contains(&one) {
                refused.push(one);
            }
            continue;
        };
        out.insert(write.id.clone());
        let own = finding.path.as_ref() == write.id.file();
        let site = own.then(|| site(write, finding)).flatten().unwrap_or(write.site);
        let trouble = Trouble {
            why: finding.message.clone(),
            instead: finding.help.clone(),
        };
        refused.push(refusal(workbook, site, &trouble));
    }
    plan.writes.retain(|write| !out.contains(&write.id));
    plan.refused.extend(refused);
}

/// A finding about a file that the import does not write: two of its records
/// together broke a rule of the whole book.
fn unplaced(finding: &Diagnostic) -> Refusal {
    Refusal {
        sheet: String::new(),
        cell: String::new(),
        value: finding.path.to_string(),
        why: finding.message.clone(),
        instead: finding.help.clone(),
    }
}

/// The cell of the fact on a finding's line.
fn site(write: &Write, finding: &Diagnostic) -> Option<Site> {
    let source = Source::new(&finding.path, write.text.as_str());
    let (_, line) = source.line_at(finding.span.start as usize);
    let key = line.split_once('=').map(|(key, _)| key.trim())?;
    let mut event: Option<(&str, usize)> = None;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in write.text[..(finding.span.start as usize).min(write.text.len())].lines() {
        if let Some(name) = line.trim().strip_prefix("[[").and_then(|rest| rest.split("]]").next()) {
            let count = counts.entry(name).or_default();
            event = Some((name, *count));
            *count += 1;
        }
    }
    let spots = Spots::of(write.id.kind);
    let facts = || {
        write.sites.iter().filter(|origin| {
            let spot = &spots.list[usize::from(origin.spot)];
            let path = spot.path.as_str();
            let holder = spot
                .event
                .map(|held| (held.name, usize::try_from(origin.number).unwrap_or(usize::MAX)));
            holder == event && (path == key || path.strip_prefix(key).is_some_and(|rest| rest.starts_with('.')))
        })
    };
    // Between braces the value tells which key is meant.
    let slice = source.slice(finding.span);
    let exact = facts().find(|origin| {
        let path = &spots.list[usize::from(origin.spot)].path;
        let inner = path.rsplit('.').next().unwrap_or(path);
        line.contains(&format!("{inner} = {slice}"))
    });
    exact.or_else(|| facts().next()).map(|origin| origin.site)
}
