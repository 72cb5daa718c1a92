//! The imprest float (เงินทดรองราชการ) of each agency against its ceiling.

use super::register::{Entry, Register, Sum};
use super::standing::State;
use crate::day::between;
use crate::money::Satang;
use crate::record::{Agency, Fund};

/// The float of an agency.
#[derive(Clone, Debug)]
pub struct Float<'b> {
    /// The agency.
    pub agency: &'b Agency,
    /// Its ceiling, where one is set.
    pub ceiling: Option<Satang>,
    /// Imprest advances that are out.
    pub out: Sum,
    /// Of these, overdue.
    pub late: Sum,
    /// Of these, due within seven days, today included.
    pub week: Sum,
    /// Of these, due within thirty days.
    pub month: Sum,
}

impl Float<'_> {
    /// Returns what may still be lent; below nothing above the ceiling.
    #[must_use]
    pub fn free(&self) -> Option<Satang> {
        self.ceiling.map(|ceiling| ceiling - self.out.amount)
    }

    /// Returns whether more is out than may be.
    #[must_use]
    pub fn is_above(&self) -> bool {
        self.free().is_some_and(|free| free < Satang::ZERO)
    }
}

/// Returns whether an entry is money of the float that is out.
#[must_use]
pub fn is_out(entry: &Entry<'_>) -> bool {
    matches!(entry, Entry::Advance(record, standing)
        if record.fund.value == Fund::Imprest && standing.outstanding.is_positive())
}

/// Returns the float of every agency, by folder.
#[must_use]
pub fn floats<'b>(register: &Register<'b>) -> Vec<Float<'b>> {
    let book = register.book;
    let float = |agency: &'b Agency| {
        let mut float = Float {
            agency,
            ceiling: agency.imprest_ceiling.map(|ceiling| ceiling.value),
            out: Sum::default(),
            late: Sum::default(),
            week: Sum::default(),
            month: Sum::default(),
        };
        let mine = |entry: &&Entry<'_>| entry.id().agency == agency.slug && is_out(entry);
        for entry in register.entries.iter().filter(mine) {
            let open = entry.open_amount();
            float.out.add(open);
            if entry.state() == State::Overdue {
                float.late.add(open);
                continue;
            }
            let left = entry.due().map(|due| between(register.today, due.effective));
            if left.is_some_and(|left| left <= 7) {
                float.week.add(open);
            }
            if left.is_some_and(|left| left <= 30) {
                float.month.add(open);
            }
        }
        float
    };
    book.agencies.values().map(float).collect()
}
