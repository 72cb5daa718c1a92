//! Where the money of an advance is: a bar, and the sum that anyone can repeat.

use serde::Serialize;

use super::advance::Subject;
use super::markup::Markup;
use super::moneybar::{self, Share};
use super::strip::percent;
use crate::book::State;
use crate::money::Satang;
use crate::site::veil;
use crate::thai::words;

/// One line of the sum.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The sign before it: nothing, `−`, `+`, `=`.
    pub sign: &'static str,
    /// Classes of the swatch, or nothing.
    pub swatch: &'static str,
    /// What it is.
    pub label: Markup,
    /// How much.
    pub amount: String,
}

/// The bar and the sum.
#[derive(Clone, Debug, Serialize)]
pub struct MoneyView {
    /// The bar; nothing before money moved.
    pub chart: Option<Markup>,
    /// The lines above the result.
    pub rows: Vec<Row>,
    /// The result.
    pub total: Row,
    /// Class of the result's hue.
    pub hue: &'static str,
    /// What follows from it, below the line.
    pub after: Vec<Row>,
    /// The contract's amount in Thai words.
    pub in_words: String,
}

pub(super) fn view(subject: &Subject<'_, '_>) -> MoneyView {
    let (voice, standing) = (&subject.reader.voice, subject.standing);
    let only_over = standing.over_spent.is_positive() && !standing.outstanding.is_positive();
    let hue = if only_over { "hand" } else { subject.status().hue() };
    let row = |sign, share: Option<Share>, key: &str, amount: Satang| Row {
        sign,
        swatch: share.map_or("", Share::swatch),
        label: voice.piece(key),
        amount: amount.grouped(),
    };
    let result = if only_over {
        row("=", Some(Share::Hand), "advance.money_over_spent", standing.over_spent)
    } else {
        row(
            "=",
            Some(Share::of_hue(hue)),
            "advance.money_outstanding",
            standing.outstanding,
        )
    };
    MoneyView {
        chart: chart(subject, Share::of_hue(hue)),
        rows: rows(subject, &row),
        total: result,
        hue,
        after: after(subject, &row),
        in_words: words::baht(subject.record.amount.value),
    }
}

type RowOf<'f> = dyn Fn(&'static str, Option<Share>, &str, Satang) -> Row + 'f;

fn rows(subject: &Subject<'_, '_>, row: &RowOf<'_>) -> Vec<Row> {
    let (voice, standing, record) = (&subject.reader.voice, subject.standing, subject.record);
    let mut rows = Vec::new();
    if standing.disbursed != record.amount.value {
        rows.push(row("", None, "advance.money_contract", record.amount.value));
    }
    let mut paid = row("", None, "advance.money_disbursed", standing.disbursed);
    if let Some(day) = record.last_received(subject.reader.today) {
        paid.label = paid
            .label
            .then(&Markup::text(" "))
            .then(&voice.medium(day).within("span", "meta nb"));
    }
    rows.push(paid);
    rows.push(row("−", Some(Share::Done), "advance.money_vouchers", standing.vouchers));
    let hatched = Some(Share::DoneHatched);
    if standing.salary.is_positive() && !veil::tells_salary(subject.reader.audience) {
        let back = standing.cash + standing.salary;
        rows.push(row("−", hatched, "advance.money_paid_back", back));
    } else {
        rows.push(row("−", hatched, "advance.money_cash", standing.cash));
        if standing.salary.is_positive() {
            rows.push(row("−", hatched, "advance.money_salary", standing.salary));
        }
    }
    // An objection adds its amount again; what was sent in its place is among
    // the clearings. So the line is what makes the sum come out, and its words
    // say whether the objection is still open.
    let cleared = standing.vouchers + standing.cash + standing.salary;
    let reopened = standing.outstanding - standing.over_spent + cleared - standing.disbursed;
    if reopened.is_positive() {
        let (share, key) = if standing.objected.is_positive() {
            (Share::LateHatched, "advance.money_objected")
        } else {
            (Share::DoneHatched, "advance.money_answered")
        };
        rows.push(row("+", Some(share), key, reopened));
    }
    // The borrower's own money in the vouchers settles nothing of what is owed again.
    if standing.over_spent.is_positive() && standing.outstanding.is_positive() {
        let over = standing.over_spent;
        rows.push(row("+", Some(Share::Hand), "advance.money_over_spent", over));
    }
    rows
}

fn after(subject: &Subject<'_, '_>, row: &RowOf<'_>) -> Vec<Row> {
    let standing = subject.standing;
    let mut rows = Vec::new();
    if standing.pending.is_positive() && standing.state != State::Cancelled {
        rows.push(row(
            "",
            Some(Share::HandHatched),
            "advance.money_pending",
            standing.pending,
        ));
    }
    if standing.over_spent.is_positive() {
        rows.push(row("−", None, "advance.money_reimbursed", standing.reimbursed));
        let rest = (standing.over_spent - standing.reimbursed).or_nothing();
        rows.push(row("=", None, "advance.money_to_reimburse", rest));
    }
    rows
}

/// The bar: what is accounted for, what waits for judgement, what is open.
fn chart(subject: &Subject<'_, '_>, open: Share) -> Option<Markup> {
    let (voice, standing) = (&subject.reader.voice, subject.standing);
    if !standing.disbursed.is_positive() {
        return None;
    }
    let objected = standing.objected.min(standing.outstanding);
    let pending = standing.pending.min(standing.outstanding - objected).or_nothing();
    let parts = [
        (
            "advance.money_vouchers",
            (standing.vouchers - objected - standing.over_spent).or_nothing(),
            Share::Done,
        ),
        (
            "advance.money_cash",
            standing.cash + standing.salary,
            Share::DoneHatched,
        ),
        ("advance.money_over_spent", standing.over_spent, Share::Hand),
        ("advance.money_pending", pending, Share::HandHatched),
        ("advance.money_objected", objected, Share::LateHatched),
        (
            "advance.money_outstanding",
            (standing.outstanding - objected - pending).or_nothing(),
            open,
        ),
    ];
    let amounts: Vec<Satang> = parts.iter().map(|(_, amount, _)| *amount).collect();
    let said: Vec<String> = parts
        .iter()
        .zip(moneybar::shares(&amounts))
        .filter(|((_, amount, _), _)| amount.is_positive())
        .map(|((key, ..), (_, width))| format!("{} {}", voice.say(key), percent(width)))
        .collect();
    let drawn: Vec<(Satang, Share)> = parts.iter().map(|(_, amount, share)| (*amount, *share)).collect();
    Some(moneybar::draw(&drawn, &said.join(", ")))
}
