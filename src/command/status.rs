//! `status`: what is due and overdue, as a table that a person reads or as JSON.

pub(super) mod answer;
mod filter;
mod list;

use std::mem::ManuallyDrop;

use super::args::{Options, StatusArgs};
use super::desk::{self, Desk};
use super::{Failure, Outcome, sums};
use crate::book::{Entry, Register};
use filter::Filter;

/// Runs `status`.
pub(super) fn run(options: &Options, args: &StatusArgs) -> Result<Outcome, Failure> {
    let desk = Desk::new(options)?;
    // The program ends after this: giving a book's memory back page by page takes time.
    let gathered = ManuallyDrop::new(desk.gather()?);
    let register = Register::new(&gathered.book, desk.today);
    let findings = desk.findings(&gathered, &register);
    let filter = Filter::new(&register, args)?;
    let entries: Vec<&Entry<'_>> = register
        .entries
        .iter()
        .filter(|entry| filter.takes(entry, desk.today))
        .collect();
    if let Some(by) = args.by {
        sums::print(&desk, &register, &entries, by);
    } else if desk.json {
        desk::answer_json(&answer::answer(&desk, &register, &entries));
    } else {
        list::print(&desk, &register, &entries, args.all || filter.asks_for_settled());
    }
    desk.complain(&gathered, &findings);
    Ok(desk::outcome(&findings))
}
