//! One vocabulary of statuses: the same words, icon and hue on page, paper,
//! mail and data.

use chrono::NaiveDate;
use serde::Serialize;

use super::voice::Voice;
use crate::book::{Entry, State, Timing};
use crate::day::between;
use crate::rule::Event;

/// Days before the due date from which an entry is "coming up".
const UPCOMING_DAYS: i64 = 30;

/// The status that a reader sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// เกินกำหนด, by so many days.
    Overdue(i64),
    /// ครบกำหนดวันนี้.
    Today,
    /// ครบกำหนดใน, so many days.
    Soon(i64),
    /// อีก, so many days.
    Upcoming(i64),
    /// ยังไม่ถึงกำหนด.
    Later,
    /// The event that the due date is counted from has no day yet.
    Undated,
    /// ขยายเวลาแล้ว.
    Extended,
    /// รอตรวจใบสำคัญ: all that is owed is handed in.
    Review,
    /// อนุมัติแล้ว ยังไม่จ่ายเงิน.
    Approved,
    /// รอจ่ายชดเชย.
    Reimbursement,
    /// ชดใช้ครบแล้ว.
    Cleared,
    /// ยกเลิก, of either kind.
    Cancelled,
    /// ยังไม่ได้รับหลักประกัน.
    Expected,
    /// ยังมีภาระผูกพัน.
    Held,
    /// ใกล้พ้นข้อผูกพัน.
    Ending,
    /// รอถอนคืน, so many days left.
    Ready(i64),
    /// Released, no deadline known.
    Released,
    /// เกินกำหนดคืน, by so many days.
    Late(i64),
    /// คืนแล้ว.
    Returned,
    /// ริบแล้ว.
    Forfeited,
}

/// A status as a template prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tag {
    /// `late`, `now`, `time`, `done`, `hand` or `wait`.
    pub hue: &'static str,
    /// Name of the icon.
    pub icon: &'static str,
    /// The words.
    pub words: String,
}

impl Status {
    /// Every icon that a status may have.
    pub const ICONS: [&str; 11] = [
        "late", "now", "time", "ring", "ext", "review", "coin", "done", "lock", "out", "back",
    ];

    /// Returns how a reader sees an entry on a day.
    #[must_use]
    pub fn of(entry: &Entry<'_>, today: NaiveDate) -> Status {
        match entry.state() {
            State::Overdue if matches!(entry, Entry::Guarantee(..)) => Status::Late(entry.days_overdue()),
            State::Overdue => Status::Overdue(entry.days_overdue()),
            State::Approved => Status::Approved,
            State::Outstanding => Status::of_outstanding(entry, today),
            State::ReimbursementDue => Status::Reimbursement,
            State::Cleared => Status::Cleared,
            State::Cancelled => Status::Cancelled,
            State::Expected => Status::Expected,
            State::Held => match entry {
                Entry::Guarantee(_, standing)
                    if standing
                        .released
                        .is_some_and(|day| between(today, day) <= UPCOMING_DAYS) =>
                {
                    Status::Ending
                }
                _ => Status::Held,
            },
            State::Returnable => entry
                .due()
                .map_or(Status::Released, |due| Status::Ready(between(today, due.effective))),
            State::Returned => Status::Returned,
            State::Forfeited => Status::Forfeited,
        }
    }

    fn of_outstanding(entry: &Entry<'_>, today: NaiveDate) -> Status {
        if let Entry::Advance(_, standing) = entry
            && standing.pending >= standing.outstanding
            && standing.pending.is_positive()
        {
            return Status::Review;
        }
        let Some(due) = entry.due() else { return Status::Undated };
        let left = between(today, due.effective);
        match entry.timing() {
            Timing::DueToday => Status::Today,
            Timing::DueSoon => Status::Soon(left),
            _ if due.from.event == Event::Extension => Status::Extended,
            _ if left <= UPCOMING_DAYS => Status::Upcoming(left),
            _ => Status::Later,
        }
    }

    /// Returns the name of the status, also its key among the words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Status::Overdue(_) => "overdue",
            Status::Today => "today",
            Status::Soon(_) => "soon",
            Status::Upcoming(_) => "upcoming",
            Status::Later => "later",
            Status::Undated => "undated",
            Status::Extended => "extended",
            Status::Review => "review",
            Status::Approved => "approved",
            Status::Reimbursement => "reimbursement",
            Status::Cleared => "cleared",
            Status::Cancelled => "cancelled",
            Status::Expected => "expected",
            Status::Held => "held",
            Status::Ending => "ending",
            Status::Ready(0) => "ready-today",
            Status::Ready(_) => "ready",
            Status::Released => "released",
            Status::Late(_) => "late",
            Status::Returned => "returned",
            Status::Forfeited => "forfeited",
        }
    }

    /// Returns the one hue of its meaning.
    #[must_use]
    pub fn hue(self) -> &'static str {
        match self {
            Status::Overdue(_) | Status::Late(_) => "late",
            Status::Today | Status::Soon(_) | Status::Ready(_) | Status::Released => "now",
            Status::Upcoming(_) | Status::Ending => "time",
            Status::Extended | Status::Review | Status::Reimbursement => "hand",
            Status::Cleared | Status::Returned => "done",
            Status::Later
            | Status::Undated
            | Status::Approved
            | Status::Cancelled
            | Status::Expected
            | Status::Held
            | Status::Forfeited => "wait",
        }
    }

    /// Returns its icon.
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Status::Overdue(_) | Status::Late(_) => "late",
            Status::Today | Status::Soon(_) => "now",
            Status::Upcoming(_) | Status::Ending => "time",
            Status::Later | Status::Undated | Status::Approved | Status::Expected | Status::Cancelled => "ring",
            Status::Extended => "ext",
            Status::Review => "review",
            Status::Reimbursement => "coin",
            Status::Cleared => "done",
            Status::Held | Status::Forfeited => "lock",
            Status::Ready(_) | Status::Released => "out",
            Status::Returned => "back",
        }
    }

    /// Returns its place in lists: late, now, in time, waiting, settled.
    #[must_use]
    pub fn rank(self) -> u8 {
        match (self, self.hue()) {
            (Status::Cancelled | Status::Forfeited | Status::Reimbursement, _) | (_, "done") => 4,
            (_, "late") => 0,
            (_, "now") => 1,
            (_, "time" | "hand") => 2,
            _ => 3,
        }
    }

    /// Returns the words, the number of days in them.
    #[must_use]
    pub fn words(self, voice: &Voice<'_>) -> String {
        let days = match self {
            Status::Overdue(n) | Status::Late(n) | Status::Soon(n) | Status::Upcoming(n) | Status::Ready(n) => n,
            _ => 0,
        };
        voice.count(&format!("status.{}", self.name()), days)
    }

    /// Returns the status for a template.
    #[must_use]
    pub fn tag(self, voice: &Voice<'_>) -> Tag {
        Tag {
            hue: self.hue(),
            icon: self.icon(),
            words: self.words(voice),
        }
    }

    /// Returns the words by which the filter of a list knows the status: its
    /// hue, and `soon7` for what falls due within the office's "soon".
    #[must_use]
    pub fn filter(self, soon: bool) -> &'static str {
        match (self.hue(), soon) {
            ("now", true) => "now soon7",
            ("hand", true) => "hand soon7",
            (hue, _) => hue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::press::Press;
    use crate::text::Lang;

    /// Words, icon, hue, and the order of lists.
    #[test]
    fn every_status_speaks_the_one_vocabulary() {
        let press = Press::new(&std::collections::BTreeMap::new()).expect("the built-in texts");
        let [th, en] = [Lang::Th, Lang::En].map(|lang| Voice::new(lang, press.words(lang)));
        for (status, thai, english, icon, hue, rank) in [
            (
                Status::Overdue(12),
                "เกินกำหนด 12 วัน",
                "Overdue by 12 days",
                "late",
                "late",
                0,
            ),
            (
                Status::Overdue(1),
                "เกินกำหนด 1 วัน",
                "Overdue by 1 day",
                "late",
                "late",
                0,
            ),
            (Status::Today, "ครบกำหนดวันนี้", "Due today", "now", "now", 1),
            (Status::Soon(5), "ครบกำหนดใน 5 วัน", "Due in 5 days", "now", "now", 1),
            (Status::Upcoming(19), "อีก 19 วัน", "19 days left", "time", "time", 2),
            (Status::Later, "ยังไม่ถึงกำหนด", "Not due yet", "ring", "wait", 3),
            (Status::Extended, "ขยายเวลาแล้ว", "Extended", "ext", "hand", 2),
            (
                Status::Review,
                "รอตรวจใบสำคัญ",
                "Vouchers under review",
                "review",
                "hand",
                2,
            ),
            (Status::Cleared, "ชดใช้ครบแล้ว", "Cleared in full", "done", "done", 4),
            (Status::Held, "ยังมีภาระผูกพัน", "Obligations in force", "lock", "wait", 3),
            (Status::Ending, "ใกล้พ้นข้อผูกพัน", "Obligations end soon", "time", "time", 2),
            (
                Status::Ready(2),
                "รอถอนคืน เหลือ 2 วัน",
                "Ready to return, 2 days left",
                "out",
                "now",
                1,
            ),
            (
                Status::Late(12),
                "เกินกำหนดคืน 12 วัน",
                "Return overdue by 12 days",
                "late",
                "late",
                0,
            ),
            (Status::Returned, "คืนแล้ว", "Returned", "back", "done", 4),
            (Status::Cancelled, "ยกเลิกแล้ว", "Cancelled", "ring", "wait", 4),
        ] {
            let tag = status.tag(&th);
            assert_eq!(tag.words.replace('\u{a0}', " "), thai);
            assert_eq!(status.words(&en).replace('\u{a0}', " "), english);
            assert_eq!((tag.icon, tag.hue, status.rank()), (icon, hue, rank), "{thai}");
        }
    }
}
