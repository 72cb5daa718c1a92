//! How a record stands on a day: state, timing, flags, figures, due date.
//! All of it is derived; none of it is ever stored.

use chrono::NaiveDate;
use serde::Serialize;

use crate::money::Satang;
use crate::rule::Due;

/// The state of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// An advance without money yet.
    Approved,
    /// An advance not yet cleared.
    Outstanding,
    /// Past the due date: an advance not cleared, a guarantee not returned.
    Overdue,
    /// The borrower spent more than advanced and waits for the rest.
    ReimbursementDue,
    /// ชดใช้ครบแล้ว.
    Cleared,
    /// ยกเลิก.
    Cancelled,
    /// A guarantee that has not come in yet.
    Expected,
    /// ยังมีภาระผูกพัน.
    Held,
    /// พ้นข้อผูกพันแล้ว รอถอนคืน.
    Returnable,
    /// คืนแล้ว.
    Returned,
    /// ริบแล้ว.
    Forfeited,
}

impl State {
    /// Every state with its name.
    pub const ALL: [(&'static str, State); 11] = [
        ("approved", State::Approved),
        ("outstanding", State::Outstanding),
        ("overdue", State::Overdue),
        ("reimbursement-due", State::ReimbursementDue),
        ("cleared", State::Cleared),
        ("cancelled", State::Cancelled),
        ("expected", State::Expected),
        ("held", State::Held),
        ("returnable", State::Returnable),
        ("returned", State::Returned),
        ("forfeited", State::Forfeited),
    ];

    /// Returns the name that JSON and filters use.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, state)| *state == self)
            .map_or("", |(name, _)| name)
    }

    /// Returns whether nothing is left to do for the borrower or the contractor: a
    /// reimbursement is the office's.
    #[must_use]
    pub fn is_settled(self) -> bool {
        matches!(
            self,
            State::Cleared | State::Cancelled | State::Returned | State::Forfeited | State::ReimbursementDue
        )
    }
}

/// Where today lies against the due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    /// There is none yet.
    NoDueDate,
    /// Further away than the office calls soon.
    NotDue,
    /// Within the days that the office calls soon.
    DueSoon,
    /// Today.
    DueToday,
    /// Past.
    Overdue,
    /// Nothing is owed any more.
    Settled,
}

impl Timing {
    /// Every timing.
    pub const ALL: [Timing; 6] = [
        Timing::NoDueDate,
        Timing::NotDue,
        Timing::DueSoon,
        Timing::DueToday,
        Timing::Overdue,
        Timing::Settled,
    ];

    /// Returns the name that JSON uses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Timing::NoDueDate => "no-due-date",
            Timing::NotDue => "not-due",
            Timing::DueSoon => "due-soon",
            Timing::DueToday => "due-today",
            Timing::Overdue => "overdue",
            Timing::Settled => "settled",
        }
    }

    /// Returns the timing of an unsettled record.
    #[must_use]
    pub fn of(due: Option<&Due>, today: NaiveDate, soon_days: i64) -> Timing {
        let Some(due) = due else { return Timing::NoDueDate };
        match crate::day::between(today, due.effective) {
            ..=-1 => Timing::Overdue,
            0 => Timing::DueToday,
            days if days <= soon_days => Timing::DueSoon,
            _ => Timing::NotDue,
        }
    }
}

/// Something about a record that deserves an eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    /// The event that the rule counts from has no day yet.
    MissingStartEvent,
    /// Part of the money is cleared, part is not.
    PartlyCleared,
    /// Vouchers are handed in and under check.
    PendingVouchers,
    /// An objection is open.
    Objected,
    /// The borrower had another loan open.
    SecondLoan,
    /// The time for enforcement has run out.
    Enforce,
    /// Cleared after the due date without a reason.
    LateWithoutReason,
    /// Vouchers under 70 % of the money.
    LowUse,
    /// The letter of guarantee ends before the obligations.
    LgGap,
    /// The window for the inspection is open and nobody has inspected.
    InspectionDue,
    /// Released a year ago or more, still not withdrawn.
    Unclaimed,
    /// Reminders rest.
    OnHold,
}

impl Flag {
    /// Every flag with its name.
    pub const ALL: [(&'static str, Flag); 12] = [
        ("missing-start-event", Flag::MissingStartEvent),
        ("partly-cleared", Flag::PartlyCleared),
        ("pending-vouchers", Flag::PendingVouchers),
        ("objected", Flag::Objected),
        ("second-loan", Flag::SecondLoan),
        ("enforce", Flag::Enforce),
        ("late-without-reason", Flag::LateWithoutReason),
        ("low-use", Flag::LowUse),
        ("lg-gap", Flag::LgGap),
        ("inspection-due", Flag::InspectionDue),
        ("unclaimed", Flag::Unclaimed),
        ("on-hold", Flag::OnHold),
    ];

    /// Returns the name that JSON and filters use.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, flag)| *flag == self)
            .map_or("", |(name, _)| name)
    }
}

/// How an advance stands.
#[derive(Clone, Debug)]
pub struct AdvanceStanding {
    /// State.
    pub state: State,
    /// Timing.
    pub timing: Timing,
    /// Flags, sorted.
    pub flags: Vec<Flag>,
    /// Paid out.
    pub disbursed: Satang,
    /// Cleared by vouchers.
    pub vouchers: Satang,
    /// Cleared in cash.
    pub cash: Satang,
    /// Cleared by deduction from salary.
    pub salary: Satang,
    /// Handed in, under check.
    pub pending: Satang,
    /// Part reopened by open objections.
    pub objected: Satang,
    /// Still owed.
    pub outstanding: Satang,
    /// Spent above the money paid out, gross.
    pub over_spent: Satang,
    /// Paid back to the borrower for it.
    pub reimbursed: Satang,
    /// Due date; none before there is a day to count from.
    pub due: Option<Due>,
    /// Due date by the rule alone, before extensions and objections.
    pub due_by_rule: Option<Due>,
    /// Days past the effective due date.
    pub days_overdue: i64,
    /// Last day of the time for enforcement.
    pub enforce_by: Option<NaiveDate>,
}

/// How a guarantee stands.
#[derive(Clone, Debug)]
pub struct GuaranteeStanding {
    /// State.
    pub state: State,
    /// Timing.
    pub timing: Timing,
    /// Flags, sorted.
    pub flags: Vec<Flag>,
    /// Still in the office's keeping.
    pub held: Satang,
    /// Handed back.
    pub refunded: Satang,
    /// Forfeited.
    pub forfeited: Satang,
    /// The day of release.
    pub released: Option<NaiveDate>,
    /// Last day of the warranty.
    pub warranty_end: Option<NaiveDate>,
    /// First and last day of the inspection window, and its rule.
    pub inspection: Option<InspectionWindow>,
    /// Due date of the return.
    pub due: Option<Due>,
    /// Days past the effective due date.
    pub days_overdue: i64,
}

impl GuaranteeStanding {
    /// Returns the last day for which the guarantee must be good: a decided release
    /// wins over the end of the warranty.
    #[must_use]
    pub fn secured_until(&self) -> Option<NaiveDate> {
        self.released.or(self.warranty_end)
    }
}

/// When a guarantee's work must be inspected for defects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InspectionWindow {
    /// First day.
    pub opens: NaiveDate,
    /// Last day: the end of the warranty.
    pub closes: NaiveDate,
    /// The rule.
    pub rule: String,
}
