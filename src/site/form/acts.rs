//! What may be entered for a record, and for one of its events.

use chrono::NaiveDate;
use serde::Serialize;

use super::PATH;
use crate::book::{Book, Entry, Flag, State};
use crate::record::shape::File;
use crate::record::{Advance, Form, Guarantee, GuaranteeKind, Kind, RecordId};
use crate::rule::{RuleKind, rulebook::Start};
use crate::text::Lang;

/// Something that may be entered: the form's address and its words.
#[derive(Clone, Debug, Serialize)]
pub struct Act {
    /// The address, from the language's home.
    pub path: String,
    /// Its words.
    pub label: String,
}

/// What may be entered for a record.
#[derive(Clone, Debug, Serialize)]
pub struct Acts {
    /// What is entered next; nothing where the record is settled.
    pub first: Option<Act>,
    /// Everything else.
    pub more: Vec<Act>,
}

/// Facts that come to a record later and are written among its own keys, as
/// `duebook set` does: one form each.
#[derive(Serialize)]
pub(super) struct Later {
    /// Its name in the address, after `set-`.
    pub name: &'static str,
    /// The keys that it asks for.
    pub keys: &'static [&'static str],
    /// Its words.
    pub th: &'static str,
    /// The same in English.
    pub en: &'static str,
}

const fn later(name: &'static str, keys: &'static [&'static str], th: &'static str, en: &'static str) -> Later {
    Later { name, keys, th, en }
}

const OF_ADVANCE: [Later; 3] = [
    later("received", &["received"], "วันรับเงิน", "Day of receipt"),
    later("returned", &["returned"], "วันกลับมาถึง", "Day of arrival back"),
    later("email", &["borrower.email"], "อีเมลของผู้ยืม", "Borrower’s mail address"),
];

const OF_GUARANTEE: [Later; 4] = [
    later("received", &["received"], "วันรับหลักประกัน", "Day of receipt"),
    later(
        "accepted",
        &["accepted", "warranty.years", "warranty.months", "warranty.days"],
        "วันตรวจรับและระยะเวลารับประกัน",
        "Acceptance and warranty",
    ),
    later("released", &["released"], "วันพ้นข้อผูกพัน", "Day of release"),
    later(
        "email",
        &["contractor.email"],
        "อีเมลของคู่สัญญา",
        "Contractor’s mail address",
    ),
];

/// The facts that come later to a kind of record.
pub(super) fn laters(file: File) -> &'static [Later] {
    match file {
        File::Advance => &OF_ADVANCE,
        File::Guarantee => &OF_GUARANTEE,
        _ => &[],
    }
}

/// Returns what may be entered for a record, `next` before the others; nothing
/// for a project.
#[must_use]
pub fn acts(book: &Book, id: &RecordId, next: Option<Act>, lang: Lang) -> Option<Acts> {
    let names = match id.kind {
        Kind::Advance => of_advance(book, book.advance(id)?),
        Kind::Guarantee => of_guarantee(book.guarantee(id)?),
        // A report has parts of its own, for which the form has no words.
        Kind::Project => return None,
    };
    let all = names.into_iter().filter_map(|name| act(id, name, lang));
    let more = all.filter(|act| next.as_ref().is_none_or(|next| next.path != act.path));
    Some(Acts {
        more: more.collect(),
        first: next,
    })
}

/// Returns what is entered next for a record as it stands: what brings it on,
/// never what it has already.
#[must_use]
pub fn next(entry: &Entry<'_>, today: NaiveDate, lang: Lang) -> Option<Act> {
    match entry {
        Entry::Advance(record, standing) => {
            let end = |event: &str, at: Option<usize>| about(&record.id, event, at? + 1, true, lang).into_iter().next();
            let all_under_check = standing.pending.is_positive() && standing.outstanding <= standing.pending;
            let name = match standing.state {
                State::ReimbursementDue => "reimbursement",
                State::Approved => "set-received",
                State::Outstanding | State::Overdue if all_under_check => {
                    let waits = record.clearings.iter().position(|one| one.pending && one.counts(today));
                    return end("clearing", waits);
                }
                State::Outstanding | State::Overdue if standing.flags.contains(&Flag::MissingStartEvent) => {
                    "set-returned"
                }
                State::Outstanding | State::Overdue => "clearing",
                // Paid back, and the objection still stands.
                State::Cleared => return end("objection", record.objections.iter().position(|one| one.open(today))),
                _ => return None,
            };
            act(&record.id, name, lang)
        }
        Entry::Guarantee(record, standing) => {
            let accepts = matches!(record.kind.value, GuaranteeKind::Contract | GuaranteeKind::Retention);
            let name = match standing.state {
                State::Expected => "set-received",
                State::Held if standing.flags.contains(&Flag::InspectionDue) => "inspection",
                State::Held if record.accepted.is_none() && accepts => "set-accepted",
                State::Held => "set-released",
                State::Returnable | State::Overdue => "refund",
                _ => return None,
            };
            act(&record.id, name, lang)
        }
    }
}

/// Returns the act of that name for a record, and an event of it counted from 1.
fn act(id: &RecordId, name: &str, lang: Lang) -> Option<Act> {
    let file = File::from(id.kind);
    let (th, en) = if name == "lift" {
        ("เลิกพักการแจ้งเตือน", "End the rest of reminders")
    } else if let Some(name) = name.strip_prefix("set-") {
        let later = laters(file).iter().find(|later| later.name == name)?;
        (later.th, later.en)
    } else {
        file.keys().iter().find(|key| key.name == name)?.label
    };
    Some(Act {
        path: format!("{PATH}?{name}/{id}"),
        label: match lang {
            Lang::Th => th,
            Lang::En => en,
        }
        .to_owned(),
    })
}

/// The forms of an advance, what is entered next before the others.
fn of_advance(book: &Book, record: &Advance) -> Vec<&'static str> {
    let paid = record.first_received(NaiveDate::MAX).is_some();
    let mut names = vec![if paid { "clearing" } else { "set-received" }];
    let travel = || {
        let rule = match &record.rule {
            Some(id) => book.rules.get(&id.value),
            None => book
                .rules
                .in_force(RuleKind::Advance, &record.purpose.value, record.contracted.value),
        };
        rule.is_some_and(|rule| rule.from == Start::Returned)
    };
    if paid && !record.in_parts(NaiveDate::MAX) {
        names.push("set-received");
    }
    if record.returned.is_some() || travel() {
        names.push("set-returned");
    }
    names.extend(["set-email", "disbursement", "extension"]);
    if paid {
        names.extend(["objection", "reimbursement"]);
    }
    names.push(if record.hold.is_some() { "lift" } else { "hold" });
    if record.cancelled.is_none() {
        names.push("cancelled");
    }
    names
}

fn of_guarantee(record: &Guarantee) -> Vec<&'static str> {
    let mut names = vec![if record.received.is_some() {
        "refund"
    } else {
        "set-received"
    }];
    names.push("set-accepted");
    names.extend(["set-released", "set-email", "inspection", "notice"]);
    let letter = matches!(
        record.form.value,
        Form::BankLg | Form::ElectronicBankLg | Form::FinanceCompanyLg
    );
    if letter || record.lg.is_some() {
        names.push("replacement");
    }
    if record.received.is_some() {
        names.extend(["forfeit", "set-received"]);
    }
    names.push(if record.hold.is_some() { "lift" } else { "hold" });
    if record.cancelled.is_none() {
        names.push("cancelled");
    }
    names
}

/// What may be done about an event that stands: it is done in the event's own
/// lines, as `void`, `clear --checked` and `object --resolved` do.
#[must_use]
pub fn about(id: &RecordId, event: &str, number: usize, open: bool, lang: Lang) -> Vec<Act> {
    let act = |name: &str, (th, en): (&str, &str)| Act {
        path: format!("{PATH}?{name}/{id}/{number}"),
        label: match lang {
            Lang::Th => th,
            Lang::En => en,
        }
        .to_owned(),
    };
    let end = match event {
        "clearing" => Some(act("checked", ("ตรวจเสร็จแล้ว", "Checked"))),
        "objection" => Some(act("resolved", ("เรื่องยุติแล้ว", "Settled"))),
        _ => None,
    };
    let void = act(&format!("void-{event}"), ("ยกเลิกรายการนี้", "Void this entry"));
    end.filter(|_| open).into_iter().chain([void]).collect()
}
