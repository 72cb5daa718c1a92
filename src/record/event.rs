//! What several kinds of records share: voiding, cancelling, holding.

use chrono::NaiveDate;

use crate::text::{Code, Placed, Span, Table, Words};
use crate::thai::date::medium;

/// An event that was entered and does not hold: never deleted, voided.
#[derive(Clone, Debug)]
pub struct Void {
    /// The day of voiding.
    pub date: NaiveDate,
    /// Why.
    pub reason: String,
}

/// A record that came to nothing.
#[derive(Clone, Debug)]
pub struct Cancelled {
    /// The day.
    pub date: Placed<NaiveDate>,
    /// Why.
    pub reason: String,
}

/// No reminders until a day.
#[derive(Clone, Debug)]
pub struct Hold {
    /// The last day without reminders.
    pub until: Placed<NaiveDate>,
    /// Why.
    pub reason: Option<String>,
}

impl Hold {
    /// Returns whether reminders rest on a day.
    #[must_use]
    pub fn rests(&self, today: NaiveDate) -> bool {
        today <= self.until.value
    }
}

/// Returns whether an event of `date`, perhaps voided, counts as of a day: it
/// has happened and was not voided by then.
#[must_use]
pub fn counts(date: NaiveDate, void: Option<&Void>, today: NaiveDate) -> bool {
    date <= today && void.is_none_or(|void| void.date > today)
}

/// Reads `void = { date, reason }` of an event that happened on `date`.
pub fn void(table: &mut Table<'_, '_>, date: Option<NaiveDate>) -> Option<Void> {
    let mut void = table.table("void")?;
    let on = void.required_date("date");
    let reason = void.required_text("reason", "\"…\"");
    void.finish();
    let on = on?;
    if let Some(date) = date
        && on.value < date
    {
        table.faults().add(
            Code::VoidOrder,
            on.span,
            Words::new(
                format!("ยกเลิกวันที่ {} ก่อนเกิดเหตุการณ์วันที่ {}", medium(*on), medium(date)),
                format!("Voided on {}, before the event of {date}", *on),
            ),
            Words::new("ใส่วันที่บันทึกยกเลิกจริง", "Write the day on which it was voided"),
        );
    }
    Some(Void {
        date: on.value,
        reason: reason?.value,
    })
}

/// Reads `cancelled = { date, reason }`.
pub fn cancelled(table: &mut Table<'_, '_>) -> Option<Cancelled> {
    let mut inner = table.table("cancelled")?;
    let date = inner.required_date("date");
    let reason = inner.required_text("reason", "\"…\"");
    inner.finish();
    Some(Cancelled {
        date: date?,
        reason: reason?.value,
    })
}

/// Reads `hold = { until, reason }`.
pub fn hold(table: &mut Table<'_, '_>) -> Option<Hold> {
    let mut inner = table.table("hold")?;
    let until = inner.required_date("until");
    let reason = inner.text("reason").map(|text| text.value);
    inner.finish();
    Some(Hold { until: until?, reason })
}

/// A money event that the two kinds of records share: refund, forfeit,
/// reimbursement, pay-out in parts.
#[derive(Clone, Debug)]
pub struct Payment {
    /// Where the event stands.
    pub span: Span,
    /// The day.
    pub date: Placed<NaiveDate>,
    /// How much.
    pub amount: Placed<crate::money::Satang>,
    /// Reference number or reason, by the kind of event.
    pub reference: Option<String>,
    /// Voided.
    pub void: Option<Void>,
}

impl Payment {
    /// Returns whether the payment counts as of a day.
    #[must_use]
    pub fn counts(&self, today: NaiveDate) -> bool {
        counts(self.date.value, self.void.as_ref(), today)
    }
}

/// Reads all payments of a list of tables; `reference` names the text key.
pub fn payments(table: &mut Table<'_, '_>, key: &'static str, reference: &'static str) -> Vec<Payment> {
    let mut list = Vec::new();
    for mut entry in table.each(key) {
        let date = entry.required_date("date");
        let amount = entry.required_amount("amount");
        let note = entry.text(reference).map(|text| text.value);
        let void = void(&mut entry, date.map(|date| date.value));
        let span = entry.span;
        entry.finish();
        if let (Some(date), Some(amount)) = (date, amount) {
            list.push(Payment {
                span,
                date,
                amount,
                reference: note,
                void,
            });
        }
    }
    list
}
