//! Today, in the office's time zone.

use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound, TimeZone, Utc};

use super::fail;
use crate::day::BANGKOK;
use crate::dispatch::doors;

/// Returns the moment to the millisecond, in the office's own offset.
#[must_use]
pub fn now() -> DateTime<FixedOffset> {
    bangkok(&Utc::now())
}

fn bangkok(moment: &DateTime<impl TimeZone>) -> DateTime<FixedOffset> {
    moment.with_timezone(&BANGKOK).trunc_subsecs(3)
}

/// Returns the office's today: a server in UTC is a day behind until 07:00.
#[must_use]
pub fn today() -> NaiveDate {
    fail::today().unwrap_or_else(|| now().date_naive())
}

/// Returns the moment as the disk tells times.
#[must_use]
pub(super) fn system() -> SystemTime {
    SystemTime::now()
}

/// A watch that tells how long a step took.
#[derive(Clone, Copy, Debug)]
pub struct Watch(Instant);

impl Watch {
    /// Starts one.
    #[must_use]
    pub fn start() -> Watch {
        Watch(Instant::now())
    }

    /// Returns how long it went since the lap before, and starts the next.
    pub fn lap(&mut self) -> Duration {
        let now = Instant::now();
        let took = now.duration_since(self.0);
        self.0 = now;
        took
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_bangkok_whatever_the_machine_is_set_to() {
        for (moment, day, why) in [
            ("2026-11-26T16:59:59.999Z", "2026-11-26", "the last millisecond"),
            ("2026-11-26T17:00:00Z", "2026-11-27", "midnight"),
            ("2026-11-26T12:00:00-05:00", "2026-11-27", "a machine in New York"),
            ("2026-09-30T17:00:00Z", "2026-10-01", "a fiscal year begins"),
            ("2026-12-31T16:59:59Z", "2026-12-31", "the last of a year"),
            ("2026-12-31T17:00:00Z", "2027-01-01", "a year begins"),
            ("2024-02-28T17:00:00Z", "2024-02-29", "a leap day begins"),
            ("2024-02-29T17:00:00Z", "2024-03-01", "a leap day ends"),
            ("2023-02-28T17:00:00Z", "2023-03-01", "no leap day"),
            ("2156-12-31T17:00:00Z", "2157-01-01", "B.E. 2700"),
        ] {
            let moment = DateTime::parse_from_rfc3339(moment).expect("a moment");
            assert_eq!(bangkok(&moment).date_naive().to_string(), day, "{why}");
        }
    }
}
