//! The clock: it cannot be earlier than what has happened.

use chrono::{NaiveDate, TimeDelta};

use super::{Check, Matter};
use crate::dispatch::doors::Moment;
use crate::text::Words;
use crate::thai::date;

/// Two machines' clocks may differ by so much, in minutes.
const APART: i64 = 2;

/// Judges a clock by the newest commit and the newest run.
#[must_use]
pub fn look(now: Moment, today: NaiveDate, commit: Option<Moment>, run: Option<Moment>) -> Check {
    let newest = [
        (commit, "commit ล่าสุด", "the newest commit"),
        (run, "การส่งรอบล่าสุด", "the last run"),
    ];
    let ahead = newest
        .into_iter()
        .filter_map(|(moment, th, en)| Some((moment?, th, en)))
        .filter(|(moment, ..)| now < *moment - TimeDelta::minutes(APART))
        .max_by_key(|(moment, ..)| *moment);
    let shown = now.format("%Y-%m-%d %H:%M %:z");
    if let Some((moment, th, en)) = ahead {
        let moment = moment.with_timezone(now.offset()).format("%Y-%m-%d %H:%M %:z");
        return Check::wrong(
            "clock",
            Matter::Settings,
            Words::new(
                format!("เครื่องนี้บอก {shown} ซึ่งก่อน{th} ({moment})"),
                format!("this machine says {shown}, which is before {en} ({moment})"),
            ),
            Words::new(
                "ตั้งนาฬิกาของเครื่องให้ตรง เช่น timedatectl set-ntp true (ถ้าเครื่องนี้ตรงแล้ว เครื่องที่ commit เดินเร็วไป)",
                "set this machine's clock, as with timedatectl set-ntp true (if it is right, the machine that committed is fast)",
            ),
        );
    }
    Check::fine(
        "clock",
        Words::new(
            format!(
                "{shown} · วันนี้คือ{} ตามเวลาไทย ไม่ขึ้นกับเขตเวลาของเครื่อง",
                date::with_weekday(today)
            ),
            format!("{shown}; today is {today} in Thai time, whatever this machine's time zone"),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    #[test]
    fn a_clock_is_wrong_before_what_has_happened() {
        let at = |text: &str| chrono::DateTime::parse_from_rfc3339(text).expect("a moment");
        let now = at("2026-11-27T08:47:00+07:00");
        let today = now.date_naive();
        for (commit, run, want) in [
            (None, None, "fine"),
            (Some("2026-11-27T01:48:30Z"), None, "fine"),
            (
                Some("2026-11-27T01:50:00Z"),
                None,
                "the newest commit (2026-11-27 08:50 +07:00)",
            ),
            (
                Some("2026-11-27T08:00:00+07:00"),
                Some("2026-11-28T08:00:00+07:00"),
                "the last run",
            ),
            // The later of the two is the better witness.
            (
                Some("2026-11-29T08:00:00+07:00"),
                Some("2026-11-28T08:00:00+07:00"),
                "the newest commit",
            ),
        ] {
            let check = look(now, today, commit.map(at), run.map(at));
            match check.state {
                State::Fine => assert_eq!(want, "fine"),
                _ => assert!(check.found.en.contains(want), "{check:?}"),
            }
        }
    }
}
