//! Today, in the office's time zone.

use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound, Utc};

use super::fail;
use crate::day::BANGKOK;
use crate::dispatch::doors;

/// Returns the moment to the millisecond, in the office's own offset.
#[must_use]
pub fn now() -> DateTime<FixedOffset> {
    Utc::now().with_timezone(&BANGKOK).trunc_subsecs(3)
}

/// Returns the office's today: a server in UTC is a day behind until 07:00.
#[must_use]
pub fn today() -> NaiveDate {
    fail::today().unwrap_or_else(|| now().date_naive())
}

/// Waits.
pub fn sleep(span: std::time::Duration) {
    std::thread::sleep(span);
}

/// The machine's clock.
#[derive(Clone, Copy, Debug)]
pub struct Clock;

impl doors::Clock for Clock {
    fn now(&self) -> DateTime<FixedOffset> {
        now()
    }
}
