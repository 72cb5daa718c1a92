//! Today, in the office's time zone.

use chrono::{FixedOffset, NaiveDate, Utc};

/// Seconds that Thailand is ahead of UTC; it has no summer time.
const BANGKOK: i32 = 7 * 3600;

/// Returns the office's today: a server in UTC is a day behind until 07:00.
///
/// # Panics
///
/// Never: seven hours is a valid offset.
#[must_use]
pub fn today() -> NaiveDate {
    let zone = FixedOffset::east_opt(BANGKOK).expect("seven hours is an offset");
    Utc::now().with_timezone(&zone).date_naive()
}
