//! `--sample`: records to look at by hand, drawn by their money.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use crate::book::Register;
use crate::book::sample::{self, Sample};
use crate::money::Satang;
use crate::record::RecordId;

/// A sample as `--json` tells it.
#[derive(Serialize)]
pub(super) struct Drawn<'a> {
    pub(super) method: &'static str,
    pub(super) seed: &'a str,
    pub(super) population: usize,
    pub(super) total: Satang,
    pub(super) interval: Satang,
    pub(super) start: Satang,
    pub(super) records: Vec<DrawnRecord>,
}

#[derive(Serialize)]
pub(super) struct DrawnRecord {
    pub(super) path: String,
    pub(super) contract: String,
    pub(super) amount: Satang,
    pub(super) hits: usize,
}

/// Draws a sample of the records that were open in the period, by their money.
pub(super) fn drawn(register: &Register<'_>, from: NaiveDate, size: usize, seed: &str) -> Sample<RecordId> {
    let before = from.checked_sub_days(Days::new(1)).unwrap_or(from);
    let then = Register::new(register.book, before);
    let was_settled = |id: &RecordId| then.get(id).is_some_and(|entry| entry.state().is_settled());
    let records: Vec<(RecordId, Satang)> = register
        .entries
        .iter()
        .filter(|entry| !was_settled(entry.id()))
        .map(|entry| (entry.id().clone(), entry.amount()))
        .collect();
    sample::draw(&records, size, seed)
}

/// A sample for machines, with the contract of each record.
pub(super) fn plain<'a>(sample: &Sample<RecordId>, register: &Register<'_>, seed: &'a str) -> Drawn<'a> {
    Drawn {
        method: "monetary-unit",
        seed,
        population: sample.population,
        total: sample.total,
        interval: Satang(sample.interval),
        start: Satang(sample.start),
        records: sample
            .drawn
            .iter()
            .map(|one| DrawnRecord {
                path: one.record.to_string(),
                contract: register
                    .get(&one.record)
                    .map(|entry| entry.contract().to_owned())
                    .unwrap_or_default(),
                amount: one.amount,
                hits: one.hits,
            })
            .collect(),
    }
}
