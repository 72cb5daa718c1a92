//! The page of a guarantee: can I have it back, until when, what do I bring,
//! whom do I see; and for the auditor, when it was owed back and why.

use serde::Serialize;

use super::guarantee_due::{self, DueView};
use super::guarantee_events;
use super::guarantee_facts;
use super::guarantee_return;
use super::markup::{Markup, safe_link};
use super::papers;
use super::reader::{Banner, Evidence, Fact, Reader, Remark};
use super::timeline::Happening;
use crate::book::{Entry, Flag, GuaranteeStanding, State};
use crate::money::Satang;
use crate::record::{Form, Guarantee};
use crate::rule::LastDay;
use crate::site::Status;

/// Everything that the template prints.
#[derive(Clone, Debug, Serialize)]
pub struct GuaranteeView {
    /// Title of the page: the answer first.
    pub title: String,
    /// The answer.
    pub banner: Banner,
    /// Kind of guarantee and number of the contract.
    pub over: Markup,
    /// Number of the contract alone, for the breadcrumbs.
    pub number: String,
    /// What the contract is about.
    pub project: Markup,
    /// Contractor, agency, form.
    pub facts: Vec<Fact>,
    /// What deserves an eye.
    pub remarks: Vec<Remark>,
    /// Heading of the steps.
    pub steps_title: String,
    /// How the guarantee comes back.
    pub steps: Vec<Markup>,
    /// For whom the checklist is.
    pub papers_title: String,
    /// What else may be asked for.
    pub papers_note: String,
    /// What to bring; nothing once settled.
    pub papers: Vec<String>,
    /// The sum.
    pub money: Vec<MoneyRow>,
    /// Where the day of return comes from.
    pub due: DueView,
    /// The letter of guarantee, where the form is one.
    pub letter: Vec<Fact>,
    /// That the letter ends too early.
    pub letter_gap: Option<Markup>,
    /// What happened.
    pub events: Vec<Happening>,
    /// Notes, for the office alone.
    pub notes: Option<Markup>,
    /// Whom to ask, in sentences.
    pub ask: Vec<Markup>,
    /// The survey, once there is something to judge.
    pub survey: Option<String>,
    /// Proof.
    pub evidence: Evidence,
}

/// One line of the sum.
#[derive(Clone, Debug, Serialize)]
pub struct MoneyRow {
    /// The sign before it.
    pub sign: &'static str,
    /// What it is.
    pub label: Markup,
    /// How much.
    pub amount: String,
    /// Whether it is the result.
    pub total: bool,
}

/// A guarantee on its page's reader: what the rooms of the page share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'v, 'a> {
    pub(super) reader: &'v Reader<'a>,
    pub(super) record: &'v Guarantee,
    pub(super) standing: &'v GuaranteeStanding,
    pub(super) entry: &'v Entry<'a>,
}

impl Subject<'_, '_> {
    pub(super) fn status(&self) -> Status {
        Status::of(self.entry, self.reader.today)
    }

    /// The day of the last refund or forfeit, as known on the page's day.
    pub(super) fn settled_on(&self) -> Option<chrono::NaiveDate> {
        let last = self.record.last_returned(self.reader.today);
        last.filter(|_| self.standing.state.is_settled())
    }
}

/// Writes the page of a guarantee.
#[must_use]
pub fn view<'a>(
    reader: &Reader<'a>,
    entry: &Entry<'a>,
    record: &Guarantee,
    standing: &GuaranteeStanding,
) -> GuaranteeView {
    let voice = &reader.voice;
    let subject = Subject {
        reader,
        record,
        standing,
        entry,
    };
    let banner = banner(&subject);
    let number = voice.fill("guarantee.number", &[("contract", &record.contract)]);
    let kind = voice.piece(&format!(
        "guarantee.kind_{}",
        record.kind.value.name().replace('-', "_")
    ));
    let open = !standing.state.is_settled();
    let papers = papers::checklist(record.kind.value, record.form.value, record.contractor.kind);
    let on_hold = standing.flags.contains(&Flag::OnHold);
    let project = record.project.as_deref().unwrap_or(&record.contract);
    GuaranteeView {
        title: format!("{} · {number} · {project}", banner.headline),
        banner,
        over: voice.rich(
            "guarantee.over",
            &[("kind", &kind), ("contract", &voice.thai(&record.contract))],
        ),
        number,
        project: voice.thai(project),
        facts: guarantee_facts::facts(&subject),
        remarks: reader.remarks(&standing.flags),
        steps_title: voice.say(if matches!(standing.state, State::Held | State::Expected) {
            "guarantee.how_later"
        } else {
            "guarantee.how"
        }),
        steps: if open {
            guarantee_return::steps(&subject)
        } else {
            Vec::new()
        },
        papers_title: voice.fill(
            &of_form(record.form.value, "guarantee.papers_for"),
            &[(
                "kind",
                &voice.say(&format!("contractor.{}", record.contractor.kind.name())),
            )],
        ),
        papers_note: voice.say(&of_form(record.form.value, "guarantee.papers_note")),
        papers: papers
            .iter()
            .filter(|_| open)
            .map(|key| voice.say(&format!("guarantee.{key}")))
            .collect(),
        money: money(&subject),
        due: guarantee_due::view(&subject),
        letter: guarantee_facts::letter(&subject),
        letter_gap: standing
            .flags
            .contains(&Flag::LgGap)
            .then(|| guarantee_facts::gap(&subject))
            .flatten(),
        events: guarantee_events::list(&subject, Some(entry).filter(|_| !on_hold)),
        notes: reader
            .private(record.notes.as_deref())
            .map(crate::site::markdown::notes),
        ask: guarantee_return::ask(&subject),
        survey: reader
            .book
            .office
            .survey_url
            .clone()
            .filter(|link| safe_link(link).is_some())
            .filter(|_| matches!(standing.state, State::Returnable | State::Overdue | State::Returned)),
        evidence: reader.evidence(&record.id, Some(entry)),
    }
}

/// The words of a key for what is collected, or for what comes back through e-GP, where
/// nobody has to come.
fn of_form(form: Form, key: &str) -> String {
    match form {
        Form::ElectronicBankLg => format!("{key}_electronic"),
        _ => key.to_owned(),
    }
}

fn banner(subject: &Subject<'_, '_>) -> Banner {
    let Subject {
        reader,
        record,
        standing,
        ..
    } = subject;
    let voice = &reader.voice;
    let tag = subject.status().tag(&voice.voice);
    let amount = voice.money(standing.held).strong();
    let due = standing
        .due
        .as_ref()
        .map(|due| voice.weekday(due.act_by))
        .unwrap_or_default();
    let last = standing
        .due
        .as_ref()
        .map(|due| voice.weekday(due.effective))
        .unwrap_or_default();
    let settled = subject.settled_on().map(|day| voice.weekday(day)).unwrap_or_default();
    let full = voice.money(record.amount.value).strong();
    let ready = |key: &str| of_form(record.form.value, key);
    let sentence = match standing.state {
        State::Cancelled => voice.piece("guarantee.line_cancelled"),
        State::Expected => voice.rich("guarantee.line_expected", &[("amount", &full)]),
        State::Returned => voice.rich(
            "guarantee.line_returned",
            &[("amount", &voice.money(standing.refunded).strong()), ("day", &settled)],
        ),
        State::Forfeited => voice.rich(
            "guarantee.line_forfeited",
            &[("amount", &voice.money(standing.forfeited).strong()), ("day", &settled)],
        ),
        State::Overdue => voice.rich(&ready("guarantee.line_overdue"), &[("amount", &amount), ("due", &last)]),
        State::Returnable if standing.due.is_none() => {
            voice.rich(&ready("guarantee.line_ready_undated"), &[("amount", &amount)])
        }
        State::Returnable => voice.rich(&ready("guarantee.line_ready"), &[("amount", &amount), ("due", &due)]),
        _ => match standing.released {
            Some(released) => voice.rich(
                "guarantee.line_held",
                &[("amount", &amount), ("released", &voice.weekday(released))],
            ),
            None => voice.rich("guarantee.line_held_unknown", &[("amount", &amount)]),
        },
    };
    let mut more = Vec::new();
    if standing.flags.contains(&Flag::Unclaimed)
        && let Some(released) = standing.released
    {
        more.push(voice.rich("guarantee.more_unclaimed", &[("released", &voice.long(released))]));
    }
    // A warranty that ends in years has no holiday table yet, and need not say so first.
    let near = matches!(standing.state, State::Returnable | State::Overdue);
    if near && let Some(due) = standing.due.as_ref().filter(|due| due.provisional) {
        let stays = reader
            .book
            .rules
            .get(&due.rule)
            .is_some_and(|rule| rule.last_day == LastDay::Stays);
        more.push(voice.piece(if stays {
            "record.provisional_short_stays"
        } else {
            "record.provisional_short"
        }));
    }
    if let Some(hold) = record.hold.as_ref().filter(|_| standing.flags.contains(&Flag::OnHold)) {
        more.extend(reader.rest(hold));
    }
    Banner {
        hue: tag.hue,
        icon: tag.icon,
        headline: tag.words,
        sentence,
        more,
    }
}

/// Amount, what went back, what was kept, what is left.
fn money(subject: &Subject<'_, '_>) -> Vec<MoneyRow> {
    let Subject {
        reader,
        record,
        standing,
        ..
    } = subject;
    let voice = &reader.voice;
    let row = |sign, key: &str, amount: Satang, total| MoneyRow {
        sign,
        label: voice.piece(key),
        amount: amount.grouped(),
        total,
    };
    let mut rows = vec![row("", "guarantee.money_amount", record.amount.value, false)];
    if let Some(received) = record.received.filter(|day| day.value <= reader.today) {
        let day = voice.medium(received.value).within("span", "meta nb");
        rows[0].label = rows[0].label.then(&Markup::text(" ")).then(&day);
    }
    rows.push(row("−", "guarantee.money_refunded", standing.refunded, false));
    if standing.forfeited.is_positive() {
        rows.push(row("−", "guarantee.money_forfeited", standing.forfeited, false));
    }
    rows.push(row("=", "guarantee.money_held", standing.held, true));
    rows
}
