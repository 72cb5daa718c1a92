//! Today, in the office's time zone.

use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound, Utc};

use super::fail;
use crate::dispatch::doors;

/// Seconds that Thailand is ahead of UTC; it has no summer time.
const BANGKOK: i32 = 7 * 3600;

/// Returns the moment to the millisecond, in the office's own offset.
///
/// # Panics
///
/// Never: seven hours is a valid offset.
#[must_use]
pub fn now() -> DateTime<FixedOffset> {
    let zone = FixedOffset::east_opt(BANGKOK).expect("seven hours is an offset");
    Utc::now().with_timezone(&zone).trunc_subsecs(3)
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
