//! Where the time goes: how long each step of a command took, for `--timings`.
//! By the clock on the wall; what several threads do at once counts once.

use std::sync::Mutex;
use std::time::Duration;

use super::desk;
use super::table::{left, right};
use crate::text::{Lang, Words};
use crate::world::clock::Watch;

/// What is measured, where it was asked for.
static TIMINGS: Mutex<Option<Timings>> = Mutex::new(None);

struct Timings {
    watch: Watch,
    laps: Vec<(Words, Duration)>,
}

impl Timings {
    fn add(&mut self, th: &str, en: &str, took: Duration) {
        let same = |(words, _): &&mut (Words, Duration)| words.th == th;
        match self.laps.iter_mut().find(same) {
            Some((_, before)) => *before += took,
            None => self.laps.push((Words::new(th, en), took)),
        }
    }
}

fn with(act: impl FnOnce(&mut Timings)) {
    if let Ok(mut timings) = TIMINGS.lock() {
        timings.as_mut().map(act);
    }
}

/// Begins to measure.
pub(super) fn begin() {
    if let Ok(mut timings) = TIMINGS.lock() {
        *timings = Some(Timings {
            watch: Watch::start(),
            laps: Vec::new(),
        });
    }
}

/// Ends a step: all since the one before belongs to it.
pub(super) fn lap(th: &str, en: &str) {
    with(|timings| {
        let took = timings.watch.lap();
        timings.add(th, en, took);
    });
}

/// Prints the steps on standard error, where they were measured.
pub(super) fn tell(lang: Lang) {
    lap("ที่เหลือ", "the rest");
    with(|timings| {
        let whole: Duration = timings.laps.iter().map(|(_, took)| *took).sum();
        let total = (Words::new("รวม", "in all"), whole);
        for (words, took) in timings.laps.iter().chain([&total]) {
            let tenths = took.as_micros() / 100;
            let milliseconds = format!("{}.{} ms", tenths / 10, tenths % 10);
            desk::talk(&format!("{} {}", left(words.lang(lang), 34), right(&milliseconds, 12)));
        }
    });
}
