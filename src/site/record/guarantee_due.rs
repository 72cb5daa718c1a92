//! Where the day of return comes from: acceptance, warranty, release, the
//! fifteenth day, and the working day by which the office must act.

use chrono::NaiveDate;
use serde::Serialize;

use super::counting::{self, Step};
use super::guarantee::Subject;
use super::markup::Markup;
use super::reader::Law;
use super::strip::{Mark, Strip};
use crate::book::State;
use crate::book::figures;
use crate::day::between;
use crate::record::guarantee::InspectionResult;
use crate::rule::Due;

/// The section on the day of return.
#[derive(Clone, Debug, Serialize)]
pub struct DueView {
    /// The rule, where one is known.
    pub law: Option<Law>,
    /// Why there is no day of release yet.
    pub none: Option<Markup>,
    /// That the year has no table of holidays yet.
    pub provisional: Option<Markup>,
    /// The picture.
    pub strip: Option<Markup>,
    /// The closed days passed.
    pub passed: Option<Markup>,
    /// From acceptance to the last day.
    pub steps: Vec<Step>,
    /// The inspection for defects, where the law asks for one.
    pub inspection: Option<InspectionView>,
}

/// The inspection before the warranty ends.
#[derive(Clone, Debug, Serialize)]
pub struct InspectionView {
    /// When it must happen.
    pub window: Markup,
    /// How it stands.
    pub state: Markup,
    /// Class of the hue.
    pub hue: &'static str,
    /// Name of the icon.
    pub icon: &'static str,
    /// The rule.
    pub law: Option<Law>,
}

pub(super) fn view(subject: &Subject<'_, '_>) -> DueView {
    let (reader, standing) = (subject.reader, subject.standing);
    let voice = &reader.voice;
    let rule = figures::guarantee_rule(reader.book, subject.record);
    let due = standing.due.as_ref();
    let none = (due.is_none() && !standing.state.is_settled()).then(|| {
        let key = match (standing.state, subject.record.accepted) {
            (State::Expected, _) => "guarantee.no_due_expected",
            (_, None) => "guarantee.no_due_accepted",
            _ => "guarantee.no_due_released",
        };
        voice.piece(key)
    });
    let mut steps = obligation(subject);
    if let (Some(due), Some(rule)) = (due, rule) {
        steps.extend(counting::steps(reader, rule, due));
        steps.extend(last_step(subject, due));
    }
    DueView {
        law: rule.map(|rule| reader.law(rule)),
        none,
        provisional: rule
            .zip(due)
            .and_then(|(rule, due)| counting::provisional(reader, rule.last_day, due)),
        strip: strip(subject),
        passed: due.filter(|due| !due.shifted_over.is_empty()).map(|due| {
            voice.rich(
                "guarantee.passed",
                &[
                    ("closed", &voice.closed_days(&due.shifted_over)),
                    ("by", &voice.weekday(due.act_by)),
                ],
            )
        }),
        steps,
        inspection: inspection(subject),
    }
}

/// Acceptance and warranty: why the release is on its day.
fn obligation(subject: &Subject<'_, '_>) -> Vec<Step> {
    let (record, standing) = (subject.record, subject.standing);
    let voice = &subject.reader.voice;
    let mut steps = Vec::new();
    let accepted = record.accepted.filter(|day| day.value <= subject.reader.today);
    if let Some(accepted) = accepted {
        steps.push(Step {
            head: voice.weekday(accepted.value),
            body: voice.piece("guarantee.step_accepted"),
        });
        if let (Some(warranty), Some(end)) = (record.warranty, standing.warranty_end) {
            let period = Markup::text(&voice.period(warranty.value));
            steps.push(Step {
                head: voice.weekday(end),
                body: voice.rich("guarantee.step_warranty", &[("period", &period)]),
            });
        }
    }
    if let Some(decided) = record.released {
        steps.push(Step {
            head: voice.weekday(decided.value),
            body: voice.piece("guarantee.step_decided"),
        });
    }
    steps
}

/// The step of today: late, left, or given back.
fn last_step(subject: &Subject<'_, '_>, due: &Due) -> Option<Step> {
    let voice = &subject.reader.voice;
    if subject.standing.state.is_settled() {
        let day = subject.settled_on()?;
        let late = between(due.effective, day);
        let body = if subject.standing.state == State::Forfeited {
            voice.say("guarantee.forfeited_whole")
        } else if late > 0 {
            voice.count("guarantee.returned_late", late)
        } else {
            voice.say("guarantee.returned_in_time")
        };
        return Some(Step {
            head: voice.weekday(day),
            body: Markup::text(&body),
        });
    }
    let left = between(subject.reader.today, due.effective);
    let body = match left {
        0 => voice.say("counting.today_due"),
        left if left < 0 => voice.count("counting.today_late", -left),
        left => voice.count("counting.today_left", left),
    };
    Some(Step {
        head: voice.weekday(subject.reader.today),
        body: Markup::text(&body),
    })
}

/// Two pictures of one kind: before the release the obligations, from
/// acceptance to release; after it the fifteen days.
fn strip(subject: &Subject<'_, '_>) -> Option<Markup> {
    let (reader, standing) = (subject.reader, subject.standing);
    let voice = &reader.voice;
    let due = standing.due.as_ref()?;
    let held = standing.state == State::Held;
    let accepted = subject
        .record
        .accepted
        .map(|day| day.value)
        .filter(|day| *day <= reader.today);
    let (start_key, start, due_key, due_day) = match accepted {
        Some(accepted) if held => ("strip.from_accepted", accepted, "strip.release", due.from.date),
        _ if held => ("strip.today", reader.today, "strip.release", due.from.date),
        _ => ("strip.from_released", due.from.date, "strip.due_return", due.effective),
    };
    let settled = subject.settled_on();
    let end = settled.unwrap_or(reader.today);
    let short = between(start.min(end), due_day.max(end)) < 300;
    let day = |day: NaiveDate| {
        if short {
            voice.short_text(day)
        } else {
            voice.medium_text(day)
        }
    };
    let mark = |key: &str, at: NaiveDate| Mark {
        day: at,
        label: voice.fill(key, &[("day", &day(at))]),
    };
    let (start, due_mark) = (mark(start_key, start), mark(due_key, due_day));
    let end = mark(
        if settled.is_some() {
            "strip.returned"
        } else {
            "strip.today"
        },
        end,
    );
    let drawn = Strip {
        words: format!("{}, {}, {}", start.label, due_mark.label, end.label),
        start,
        counted: None,
        by_rule: None,
        due: due_mark,
        act_by: (!held && due.act_by != due.effective).then_some(due.act_by),
        end,
        settled: settled.is_some(),
    };
    Some(drawn.draw())
}

fn inspection(subject: &Subject<'_, '_>) -> Option<InspectionView> {
    let (reader, record) = (subject.reader, subject.record);
    let voice = &reader.voice;
    let window = subject.standing.inspection.as_ref()?;
    let last = record
        .inspections
        .iter()
        .filter(|one| one.counts(reader.today) && one.date.value >= window.opens)
        .max_by_key(|one| one.date.value);
    let (key, hue, icon, day) = match last {
        Some(one) if one.result == Some(InspectionResult::Clean) => ("inspected_clean", "done", "ok", one.date.value),
        Some(one) if one.result.is_none() => ("inspected_open", "now", "now", one.date.value),
        Some(one) => ("inspected_defects", "now", "now", one.date.value),
        None if reader.today < window.opens => ("inspect_later", "wait", "time", window.opens),
        None if reader.today <= window.closes => ("inspect_now", "now", "now", window.closes),
        None => ("inspect_missing", "late", "late", window.closes),
    };
    Some(InspectionView {
        window: voice.rich(
            "guarantee.inspect_window",
            &[
                ("opens", &voice.long(window.opens)),
                ("closes", &voice.long(window.closes)),
            ],
        ),
        state: voice.rich(&format!("guarantee.{key}"), &[("day", &voice.long(day))]),
        hue,
        icon,
        law: reader.book.rules.get(&window.rule).map(|rule| reader.law(rule)),
    })
}
