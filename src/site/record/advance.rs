//! The page of an advance: am I late, how much is still owed, what do I do;
//! and for the auditor, why this day and no other.

use serde::Serialize;

use super::advance_due::{self, DueView};
use super::advance_events;
use super::advance_money::{self, MoneyView};
use super::advance_todo;
use super::markup::Markup;
use super::reader::{Banner, Evidence, Fact, Reader, Remark};
use super::timeline::Happening;
use crate::book::ledger::{Ledger, View};
use crate::book::{AdvanceStanding, Entry, Flag, State, figures};
use crate::record::{Advance, Fund};
use crate::site::{Status, veil};

/// Everything that the template prints.
#[derive(Clone, Debug, Serialize)]
pub struct AdvanceView {
    /// Title of the page: the answer first.
    pub title: String,
    /// The answer.
    pub banner: Banner,
    /// Kind of money and number of the contract.
    pub over: Markup,
    /// Number of the contract alone, for the breadcrumbs.
    pub number: String,
    /// The project.
    pub project: Markup,
    /// Who, where, which line of the budget.
    pub facts: Vec<Fact>,
    /// What deserves an eye.
    pub remarks: Vec<Remark>,
    /// Where the money is.
    pub money: MoneyView,
    /// Where the due date comes from.
    pub due: DueView,
    /// What happened.
    pub events: Vec<Happening>,
    /// Notes, for the office alone.
    pub notes: Option<Markup>,
    /// What the borrower must do.
    pub todo: Vec<Markup>,
    /// What to bring.
    pub bring: Vec<String>,
    /// Proof.
    pub evidence: Evidence,
}

/// An advance on its page's reader: what the rooms of the page share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'v, 'a> {
    pub(super) reader: &'v Reader<'a>,
    pub(super) record: &'v Advance,
    pub(super) standing: &'v AdvanceStanding,
    pub(super) entry: &'v Entry<'a>,
}

impl Subject<'_, '_> {
    pub(super) fn status(&self) -> Status {
        Status::of(self.entry, self.reader.today)
    }

    pub(super) fn flagged(&self, flag: Flag) -> bool {
        self.standing.flags.contains(&flag)
    }

    /// The day on which the advance was settled, as known on the page's day.
    pub(super) fn settled_on(&self) -> Option<chrono::NaiveDate> {
        let ledger = Ledger::of(self.record, View::AsOf(self.reader.today));
        ledger.settled_on().filter(|_| self.standing.state.is_settled())
    }

    /// Where it was settled by answering an objection, the last day for that.
    pub(super) fn answered_by(&self) -> Option<chrono::NaiveDate> {
        let (reader, record) = (self.reader, self.record);
        let ledger = Ledger::of(record, View::AsOf(reader.today));
        ledger.answered_since?;
        let rule = figures::advance_rule(reader.book, record)?;
        let due = figures::due_when_settled(reader.book, record, rule, &ledger, reader.today)?;
        Some(due.effective)
    }
}

/// Writes the page of an advance.
#[must_use]
pub fn view<'a>(reader: &Reader<'a>, entry: &Entry<'a>, record: &Advance, standing: &AdvanceStanding) -> AdvanceView {
    let voice = &reader.voice;
    let subject = Subject {
        reader,
        record,
        standing,
        entry,
    };
    let banner = banner(&subject);
    let number = voice.fill("advance.number", &[("contract", &record.contract)]);
    AdvanceView {
        title: format!("{} · {number} · {}", banner.headline, record.project),
        banner,
        over: voice.rich(
            "advance.over",
            &[
                ("contract", &voice.thai(&record.contract)),
                (
                    "fund",
                    &voice.piece(match record.fund.value {
                        Fund::Budget => "advance.fund_budget",
                        Fund::Imprest => "advance.fund_imprest",
                    }),
                ),
            ],
        ),
        number,
        project: voice.thai(&record.project),
        facts: facts(&subject),
        remarks: reader.remarks(&standing.flags),
        money: advance_money::view(&subject),
        due: advance_due::view(&subject),
        events: advance_events::list(&subject),
        notes: reader
            .private(record.notes.as_deref())
            .map(crate::site::markdown::notes),
        todo: advance_todo::todo(&subject),
        bring: advance_todo::bring(&subject),
        evidence: reader.evidence(&record.id, Some(entry)),
    }
}

fn facts(subject: &Subject<'_, '_>) -> Vec<Fact> {
    let Subject { reader, record, .. } = subject;
    let voice = &reader.voice;
    let fact = |key: &str, value: Markup| Fact {
        term: voice.say(key),
        value,
    };
    let mut facts = Vec::new();
    if let Some(name) = veil::borrower(reader.audience, record) {
        let mut who = voice.thai(name);
        if let Some(position) = &record.borrower.position {
            who = who.then(&Markup::text(", ")).then(&voice.thai(position));
        }
        facts.push(fact("advance.borrower", who));
        if let Some(email) = veil::contact(reader.audience, record.borrower.email.as_ref()) {
            facts.push(fact("record.email", Markup::text(email)));
        }
    }
    facts.push(fact("record.agency", reader.agency_link(&record.id)));
    facts.push(fact("advance.purpose", purpose(reader, &record.purpose)));
    if let Some(category) = &record.category {
        facts.push(fact("advance.category", voice.thai(category)));
    }
    facts.push(fact(
        "record.fiscal_year",
        Markup::text(&voice.fill("record.year_be", &[("year", &record.id.fiscal_year.to_string())])),
    ));
    facts
}

/// A purpose in words, where the words know it; an office may define its own.
fn purpose(reader: &Reader<'_>, name: &str) -> Markup {
    let key = format!("advance.purpose_{}", name.replace('-', "_"));
    let said = reader.voice.say(&key);
    Markup::text(if said == key { name } else { &said })
}

fn banner(subject: &Subject<'_, '_>) -> Banner {
    let Subject { reader, standing, .. } = subject;
    let voice = &reader.voice;
    let tag = subject.status().tag(&voice.voice);
    let due = standing
        .due
        .as_ref()
        .map(|due| voice.weekday(due.effective))
        .unwrap_or_default();
    let amount = voice.money(standing.outstanding).strong();
    let sentence = match standing.state {
        State::Cancelled => voice.piece("advance.line_cancelled"),
        State::Approved => voice.rich(
            "advance.line_approved",
            &[("amount", &voice.money(subject.record.amount.value).strong())],
        ),
        State::Cleared => match subject.settled_on() {
            Some(day) => voice.rich(
                "advance.line_cleared",
                &[
                    ("amount", &voice.money(standing.disbursed).strong()),
                    ("day", &voice.weekday(day)),
                ],
            ),
            None => voice.rich(
                "advance.line_nothing_owed",
                &[("amount", &voice.money(standing.disbursed).strong())],
            ),
        },
        State::ReimbursementDue => {
            let rest = standing.over_spent - standing.reimbursed;
            voice.rich("advance.line_reimbursement", &[("amount", &voice.money(rest).strong())])
        }
        State::Overdue => voice.rich("advance.line_overdue", &[("amount", &amount), ("due", &due)]),
        _ if standing.due.is_none() => voice.rich("advance.line_no_due", &[("amount", &amount)]),
        _ => voice.rich("advance.line_owed", &[("amount", &amount), ("due", &due)]),
    };
    Banner {
        hue: tag.hue,
        icon: tag.icon,
        headline: tag.words,
        sentence,
        more: more(subject),
    }
}

/// What else must be known at once.
fn more(subject: &Subject<'_, '_>) -> Vec<Markup> {
    let Subject {
        reader,
        record,
        standing,
        ..
    } = subject;
    let voice = &reader.voice;
    let mut more = Vec::new();
    if standing.pending.is_positive() && standing.state != State::Cancelled {
        more.push(voice.rich("advance.more_pending", &[("amount", &voice.money(standing.pending))]));
    }
    if standing.objected.is_positive() {
        more.push(voice.rich("advance.more_objected", &[("amount", &voice.money(standing.objected))]));
    }
    if subject.flagged(Flag::Enforce)
        && let Some(by) = standing.enforce_by
    {
        more.push(voice.rich("advance.more_enforce", &[("by", &voice.long(by))]));
    }
    if standing.due.as_ref().is_some_and(|due| due.provisional) && !standing.state.is_settled() {
        more.push(voice.piece("record.provisional_short"));
    }
    if subject.flagged(Flag::OnHold)
        && let Some(hold) = &record.hold
    {
        more.extend(reader.rest(hold));
    }
    more
}
