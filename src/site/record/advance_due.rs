//! Where the due date of an advance comes from: the clause, the strip, the
//! count, the paper's own date, and every decision that moved it.

use serde::Serialize;

use super::advance::Subject;
use super::counting::{self, Step};
use super::markup::Markup;
use super::reader::Law;
use super::strip::{Mark, Strip};
use crate::book::State;
use crate::book::figures;
use crate::day::between;
use crate::rule::{Due, Event};

/// One line of the history of a due date.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// What decided it.
    pub what: Markup,
    /// The due date from then on.
    pub due: Markup,
    /// Reasons and approvals, for the office alone.
    pub details: Vec<Markup>,
    /// Whether this is the one in force.
    pub in_force: bool,
}

/// The section on the due date.
#[derive(Clone, Debug, Serialize)]
pub struct DueView {
    /// The rule, where one is known.
    pub law: Option<Law>,
    /// Why there is no due date yet.
    pub none: Option<Markup>,
    /// That the year has no table of holidays yet.
    pub provisional: Option<Markup>,
    /// The picture.
    pub strip: Option<Markup>,
    /// What the picture's hatching is, where it has any.
    pub passed: Option<Markup>,
    /// How the days were counted.
    pub steps: Vec<Step>,
    /// The paper's printed date against the count.
    pub printed: Option<Markup>,
    /// Whether the paper and the count differ.
    pub printed_differs: bool,
    /// By the rule, then every extension and objection.
    pub changes: Vec<Change>,
}

pub(super) fn view(subject: &Subject<'_, '_>) -> DueView {
    let (reader, standing) = (subject.reader, subject.standing);
    let voice = &reader.voice;
    let rule = figures::advance_rule(reader.book, subject.record);
    // The due date in force may be another rule's: an open objection has its own.
    let due = standing.due.as_ref();
    let counted_by = due.and_then(|due| reader.book.rules.get(&due.rule)).or(rule);
    let none = due.is_none().then(|| {
        let key = match standing.state {
            State::Approved => "advance.no_due_approved",
            State::Cancelled => "advance.no_due_cancelled",
            _ => "advance.no_due_event",
        };
        voice.piece(key)
    });
    let mut steps = Vec::new();
    if let (Some(due), Some(rule)) = (due, counted_by) {
        steps = counting::steps(reader, rule, due);
        steps.extend(last_step(subject, due));
    }
    let (printed, printed_differs) = printed(subject).unzip();
    DueView {
        law: counted_by.map(|rule| reader.law(rule)),
        none,
        provisional: counted_by
            .zip(due)
            .and_then(|(rule, due)| counting::provisional(reader, rule.last_day, due)),
        strip: due.map(|due| strip(subject, due)),
        passed: due
            .filter(|due| !due.shifted_over.is_empty())
            .map(|due| voice.rich("record.passed", &[("closed", &voice.closed_days(&due.shifted_over))])),
        steps,
        printed,
        printed_differs: printed_differs.unwrap_or(false),
        changes: changes(subject),
    }
}

/// The step of today: late, left, or settled.
fn last_step(subject: &Subject<'_, '_>, due: &Due) -> Option<Step> {
    let voice = &subject.reader.voice;
    let today = subject.reader.today;
    if subject.standing.state.is_settled() {
        let day = subject.settled_on()?;
        let late = between(due.effective, day);
        let body = if let Some(answered) = subject.answered_by() {
            let key = if day > answered {
                "counting.answered_late"
            } else {
                "counting.answered_in_time"
            };
            voice.fill(key, &[("day", &voice.long_text(answered))])
        } else if late > 0 {
            voice.count("counting.settled_late", late)
        } else {
            voice.say("counting.settled_in_time")
        };
        return Some(Step {
            head: voice.weekday(day),
            body: Markup::text(&body),
        });
    }
    let left = between(today, due.effective);
    let body = match left {
        0 => voice.say("counting.today_due"),
        left if left < 0 => voice.count("counting.today_late", -left),
        left => voice.count("counting.today_left", left),
    };
    Some(Step {
        head: voice.weekday(today),
        body: Markup::text(&body),
    })
}

fn strip(subject: &Subject<'_, '_>, due: &Due) -> Markup {
    let (reader, standing) = (subject.reader, subject.standing);
    let voice = &reader.voice;
    let by_rule = standing
        .due_by_rule
        .as_ref()
        .filter(|_| due.from.event == Event::Extension);
    let start = by_rule.map_or(due.from, |by_rule| by_rule.from);
    let settled = subject.settled_on();
    let end = settled.unwrap_or(reader.today);
    let last = due.effective.max(end);
    // Without years a label is short; across more than ten months it would mislead.
    let short = between(start.date, last) < 300;
    let day = |day| {
        if short {
            voice.short_text(day)
        } else {
            voice.medium_text(day)
        }
    };
    let event = format!("strip.from_{}", start.event.name().replace('-', "_"));
    let end_key = if settled.is_some() {
        "strip.settled"
    } else {
        "strip.today"
    };
    let label = |key: &str, at| voice.fill(key, &[("day", &day(at))]);
    let start = Mark {
        day: start.date,
        label: label(&event, start.date),
    };
    let due_mark = Mark {
        day: due.effective,
        label: label("strip.due", due.effective),
    };
    let end = Mark {
        day: end,
        label: label(end_key, end),
    };
    Strip {
        words: format!("{}, {}, {}", start.label, due_mark.label, end.label),
        start,
        counted: (due.raw != due.effective).then_some(due.raw),
        by_rule: by_rule.map(|by_rule| by_rule.effective),
        due: due_mark,
        act_by: None,
        end,
        settled: settled.is_some(),
    }
    .draw()
}

/// The printed date against the count by the rule.
fn printed(subject: &Subject<'_, '_>) -> Option<(Markup, bool)> {
    let voice = &subject.reader.voice;
    let printed = subject.record.due_printed?.value;
    let on_paper = voice.long(printed);
    let Some(due) = &subject.standing.due_by_rule else {
        return Some((voice.rich("advance.printed_alone", &[("printed", &on_paper)]), false));
    };
    let key = if printed == due.effective {
        "advance.printed_same"
    } else if printed == due.raw {
        "advance.printed_unmoved"
    } else {
        "advance.printed_differs"
    };
    let days = Markup::text(&voice.count("record.days", between(printed, due.effective).abs()));
    let slots = [
        ("printed", &on_paper),
        ("counted", &voice.long(due.effective)),
        ("days", &days),
    ];
    Some((voice.rich(key, &slots), key == "advance.printed_differs"))
}

/// By the rule first; then what people decided. Nothing where only the rule spoke.
fn changes(subject: &Subject<'_, '_>) -> Vec<Change> {
    let (reader, record, standing) = (subject.reader, subject.record, subject.standing);
    let (voice, today) = (&reader.voice, reader.today);
    let in_force = standing.due.as_ref();
    let mut list = Vec::new();
    if let Some(due) = &standing.due_by_rule {
        list.push((
            record.contracted.value,
            Change {
                what: voice.piece("advance.change_rule"),
                due: voice.medium(due.effective),
                details: Vec::new(),
                in_force: in_force == Some(due),
            },
        ));
    }
    let reason = |text: Option<&str>| {
        reader
            .private(text)
            .map(|text| voice.rich("events.reason", &[("reason", &voice.thai(text))]))
    };
    for extension in record.extensions.iter().filter(|extension| extension.counts(today)) {
        let approved = reader.private(extension.approved_by.as_deref());
        let by = approved.map(|by| voice.rich("advance.approved_by", &[("by", &voice.thai(by))]));
        let holds = in_force.is_some_and(|due| {
            due.from.event == Event::Extension
                && due.from.date == extension.date.value
                && due.raw == extension.due.value
        });
        list.push((
            extension.date.value,
            Change {
                what: voice.rich(
                    "advance.change_extension",
                    &[("day", &voice.medium(extension.date.value))],
                ),
                due: voice.medium(if holds {
                    in_force.map_or(extension.due.value, |due| due.effective)
                } else {
                    extension.due.value
                }),
                details: by.into_iter().chain(reason(extension.reason.as_deref())).collect(),
                in_force: holds,
            },
        ));
    }
    for objection in record
        .objections
        .iter()
        .filter(|one| crate::record::event::counts(one.date.value, one.void.as_ref(), today))
    {
        let day = objection.date.value;
        let holds = in_force.filter(|due| {
            due.from.date == day && due.from.event == Event::Rule(crate::rule::rulebook::Start::Objected)
        });
        list.push((
            day,
            Change {
                what: voice.rich(
                    "advance.change_objection",
                    &[
                        ("day", &voice.medium(day)),
                        ("amount", &voice.money(objection.amount.value)),
                    ],
                ),
                due: match (holds, objection.open(today)) {
                    (Some(due), _) => voice.medium(due.effective),
                    (None, true) => voice.piece("advance.change_objection_open"),
                    (None, false) => voice.piece("advance.change_objection_closed"),
                },
                details: reason(objection.reason.as_deref()).into_iter().collect(),
                in_force: holds.is_some(),
            },
        ));
    }
    list.sort_by_key(|(day, _)| *day);
    if list.len() < 2 {
        Vec::new()
    } else {
        list.into_iter().map(|(_, change)| change).collect()
    }
}
