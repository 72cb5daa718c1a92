//! The day's reminders: who gets what, and why. A plan is a function of the
//! register and the journal; sending it is somebody else's work.

use chrono::NaiveDate;

use super::register::{Entry, Register};
use crate::record::{Recipient, RecordId, Stage};

/// One reminder of one record, to one role.
#[derive(Clone, Debug)]
pub struct Item<'r, 'b> {
    /// The record.
    pub entry: &'r Entry<'b>,
    /// The step of the ladder.
    pub stage: &'b Stage,
    /// The stage's name with the number of its repetition: `unclaimed-2`.
    pub stage_name: String,
    /// The day it counts from: the effective due date, or the opening of the
    /// inspection window.
    pub due: NaiveDate,
    /// Whose role it speaks to.
    pub role: Recipient,
    /// The reminder's key, also its place in the journal:
    /// `<fiscal year>/<record>/<due>.<stage>.<role>`.
    pub key: String,
}

/// One mail: everything that one party gets in one run.
#[derive(Clone, Debug)]
pub struct Message<'r, 'b> {
    /// Its identity: the key of its first reminder, made fit for a header.
    pub id: String,
    /// The address.
    pub to: String,
    /// In which roles the address is written to, the nearest to the money first.
    pub roles: Vec<Recipient>,
    /// What it speaks of, most urgent first.
    pub items: Vec<Item<'r, 'b>>,
}

/// A reminder that cannot go, with the reason in Thai and English.
#[derive(Clone, Debug)]
pub struct Held<'b> {
    /// The record.
    pub id: &'b RecordId,
    /// The role that cannot be reached.
    pub role: Recipient,
    /// Why.
    pub why: crate::text::Words,
}

/// The day's reminders.
#[derive(Clone, Debug, Default)]
pub struct Plan<'r, 'b> {
    /// The mails, most urgent first.
    pub messages: Vec<Message<'r, 'b>>,
    /// What cannot go.
    pub held: Vec<Held<'b>>,
}

/// Plans the reminders of the register's day.
#[must_use]
pub fn plan<'r, 'b>(register: &'r Register<'b>) -> Plan<'r, 'b> {
    let _ = register;
    Plan::default()
}
