//! What the borrower of an advance must do, and what to bring.
//!
//! Late is a state of money, not of a person: words before the due date ask,
//! words after it say what the contract says.

use super::advance::Subject;
use super::markup::Markup;
use crate::book::State;
use crate::day::between;
use crate::money::Satang;

/// What the borrower must do, by state and timing.
pub(super) fn todo(subject: &Subject<'_, '_>) -> Vec<Markup> {
    let Subject {
        reader,
        record,
        standing,
        ..
    } = subject;
    let voice = &reader.voice;
    let rest = (standing.outstanding - standing.pending).or_nothing();
    let all_under_check = standing.pending.is_positive() && rest == Satang::ZERO;
    let amount = voice
        .money(if rest == Satang::ZERO {
            standing.outstanding
        } else {
            rest
        })
        .strong();
    let contract = voice.thai(&record.contract).unbroken();
    let due = standing
        .due
        .as_ref()
        .map(|due| voice.weekday(due.effective))
        .unwrap_or_default();
    let say = |key: &str| voice.rich(key, &[("amount", &amount), ("contract", &contract), ("due", &due)]);
    let mut list = match standing.state {
        State::Cleared => vec![say("advance.todo_cleared")],
        State::Cancelled => vec![say("advance.todo_nothing")],
        State::Approved => vec![say("advance.todo_approved")],
        State::ReimbursementDue => vec![say("advance.todo_reimbursement")],
        _ if all_under_check => vec![say("advance.todo_review")],
        state if standing.objected.is_positive() && standing.outstanding <= standing.objected => {
            vec![say(if state == State::Overdue {
                "advance.todo_objected_late"
            } else {
                "advance.todo_objected"
            })]
        }
        State::Overdue => vec![say("advance.todo_overdue")],
        _ if standing.due.is_none() => vec![say("advance.todo_tell_return"), say("advance.todo_no_due")],
        _ => vec![say("advance.todo_owed"), say("advance.todo_extension")],
    };
    if standing.state == State::Overdue && !all_under_check {
        let days = between(
            standing.due.as_ref().map_or(reader.today, |due| due.effective),
            reader.today,
        );
        list.push(match standing.enforce_by {
            Some(by) if reader.today > by => voice.rich(
                "advance.todo_enforced",
                &[("days", &Markup::text(&voice.count("record.days", days)))],
            ),
            Some(by) => voice.rich("advance.todo_before_enforce", &[("by", &voice.weekday(by))]),
            None => voice.piece("advance.todo_extension_late"),
        });
    }
    list
}

/// What to bring when settling.
pub(super) fn bring(subject: &Subject<'_, '_>) -> Vec<String> {
    let Subject {
        reader,
        record,
        standing,
        ..
    } = subject;
    let voice = &reader.voice;
    if !matches!(standing.state, State::Outstanding | State::Overdue) {
        return Vec::new();
    }
    let objected_only = standing.objected.is_positive() && standing.outstanding <= standing.objected;
    let keys: &[&str] = if objected_only {
        &["advance.bring_answer", "advance.bring_mended", "advance.bring_cash"]
    } else if record.purpose.value == "official-travel" {
        &[
            "advance.bring_vouchers",
            "advance.bring_travel",
            "advance.bring_cash",
            "advance.bring_contract",
        ]
    } else {
        &[
            "advance.bring_vouchers",
            "advance.bring_summary",
            "advance.bring_cash",
            "advance.bring_contract",
        ]
    };
    let mut list: Vec<String> = keys.iter().map(|key| voice.say(key)).collect();
    if standing.state == State::Overdue && !objected_only {
        list.push(voice.say("advance.bring_reason"));
    }
    list
}
