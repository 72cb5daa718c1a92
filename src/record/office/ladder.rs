//! The ladder of reminders: the built-in one, and an office's own in its place.

use super::stage::{self, Recipient, Stage, StageKind};
use crate::text::{Code, Faults, Span, Table, Words};

/// Returns the built-in ladder.
#[must_use]
pub fn default_ladder() -> Vec<Stage> {
    use Recipient::{Agency, Borrower, Contractor, Head, Office};
    let stage = |kind, name: &str, days, to: &[Recipient], text: &str| Stage {
        kind,
        name: name.into(),
        days,
        to: to.to_vec(),
        text: text.into(),
        every: None,
        span: Span::default(),
    };
    let advance = |name, days, to, text| stage(StageKind::Advance, name, days, to, text);
    let guarantee = |name, days, to, text| stage(StageKind::Guarantee, name, days, to, text);
    let mut unclaimed = guarantee("unclaimed", 365, &[Contractor, Agency, Office], "guarantee-unclaimed");
    unclaimed.every = Some(365);
    vec![
        advance("before-7", -7, &[Borrower, Agency], "advance-due-soon"),
        advance("before-1", -1, &[Borrower, Agency], "advance-due-soon"),
        advance("due", 0, &[Borrower, Agency], "advance-due-today"),
        advance("after-1", 1, &[Borrower, Agency], "advance-overdue"),
        advance("after-7", 7, &[Borrower, Agency, Head], "advance-overdue"),
        advance("after-15", 15, &[Borrower, Agency, Head], "advance-overdue"),
        advance("after-30", 30, &[Borrower, Agency, Head, Office], "advance-enforce"),
        guarantee("released", -15, &[Contractor, Agency], "guarantee-released"),
        guarantee("before-5", -5, &[Contractor, Agency], "guarantee-return-soon"),
        guarantee("after-1", 1, &[Agency, Office], "guarantee-overdue"),
        guarantee("after-15", 15, &[Contractor, Agency, Head], "guarantee-overdue"),
        guarantee("after-30", 30, &[Contractor, Agency, Head, Office], "guarantee-overdue"),
        unclaimed,
        stage(StageKind::Inspection, "inspection", 0, &[Agency], "inspection-open"),
    ]
}

/// Returns the stages of a kind that a record stands in, so many days after the day
/// counted from: the latest reached, and such as begin on the very same day.
pub fn reached(stages: &[Stage], kind: StageKind, days: i64) -> impl Iterator<Item = &Stage> {
    let own = move || stages.iter().filter(move |stage| stage.kind == kind);
    let latest = own().map(|stage| stage.days).filter(|first| *first <= days).max();
    own().filter(move |stage| Some(stage.days) == latest)
}

/// Returns the next day, from so many days after the day counted from on, on which a
/// stage of a kind speaks: its first, or one on which it repeats itself as long as no
/// later stage is reached.
#[must_use]
pub fn coming(stages: &[Stage], kind: StageKind, days: i64) -> Option<(&Stage, i64)> {
    let own = || stages.iter().filter(|stage| stage.kind == kind);
    let next = |stage: &Stage| {
        if stage.days >= days {
            return Some(stage.days);
        }
        let every = stage.every?;
        let again = stage.days + (days - stage.days + every - 1) / every * every;
        let overtaken = own().any(|later| later.days > stage.days && later.days <= again);
        (!overtaken).then_some(again)
    };
    own()
        .filter_map(|stage| Some((stage, next(stage)?)))
        .min_by_key(|(_, day)| *day)
}

/// The built-in texts; an office's own stand in `templates/mail/`.
pub const TEXTS: [&str; 10] = [
    "advance-due-soon",
    "advance-due-today",
    "advance-overdue",
    "advance-enforce",
    "guarantee-released",
    "guarantee-return-soon",
    "guarantee-overdue",
    "guarantee-unclaimed",
    "inspection-open",
    "office-digest",
];

/// Reads every `[[stage]]`. `texts` names the office's own mail templates.
pub(super) fn read(entries: Vec<Table<'_, '_>>, faults: &Faults<'_>, texts: &[String]) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    for entry in entries {
        let Some(stage) = stage::read(entry, texts) else {
            continue;
        };
        if stages
            .iter()
            .any(|known| known.kind == stage.kind && known.name == stage.name)
        {
            faults.add(
                Code::DuplicateStage,
                stage.span,
                Words::new(
                    format!("มีขั้นเตือน \"{}\" แล้ว", stage.name),
                    format!("The stage \"{}\" is defined already", stage.name),
                ),
                Words::new("ตั้งชื่ออื่นให้ขั้นที่สอง", "Give the second stage another name"),
            );
            continue;
        }
        stages.push(stage);
    }
    // A kind for which the office writes no stage keeps the built-in ladder.
    let own = |stage: &Stage| !stages.iter().any(|own| own.kind == stage.kind);
    let kept: Vec<Stage> = default_ladder().into_iter().filter(own).collect();
    stages.extend(kept);
    stages.sort_by_key(|stage| (stage.kind, stage.days));
    stages
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(name: &str, days: i64, every: Option<i64>) -> Stage {
        Stage {
            name: name.into(),
            days,
            every,
            ..default_ladder().remove(0)
        }
    }

    #[test]
    fn which_stages_speak_and_which_comes_next() {
        let weekly = [
            stage("weekly", 1, Some(10)),
            stage("after-5", 5, None),
            stage("final", 40, Some(5)),
        ];
        let twins = [
            stage("borrower", 1, None),
            stage("agency", 1, None),
            stage("head", 9, None),
        ];
        let alone = [stage("monthly", 3, Some(30))];
        for (ladder, days, speak, next) in [
            (&weekly[..], 0, vec![], Some(("weekly", 1))),
            (&weekly, 1, vec!["weekly"], Some(("weekly", 1))),
            (&weekly, 2, vec!["weekly"], Some(("after-5", 5))),
            // Its tenth day lies behind the next stage: that one is not left again.
            (&weekly, 9, vec!["after-5"], Some(("final", 40))),
            (&weekly, 41, vec!["final"], Some(("final", 45))),
            (&weekly, 45, vec!["final"], Some(("final", 45))),
            (&twins, 1, vec!["borrower", "agency"], Some(("borrower", 1))),
            (&twins, 8, vec!["borrower", "agency"], Some(("head", 9))),
            (&twins, 10, vec!["head"], None),
            (&alone, 4, vec!["monthly"], Some(("monthly", 33))),
            (&alone, 33, vec!["monthly"], Some(("monthly", 33))),
        ] {
            let names: Vec<&str> = reached(ladder, StageKind::Advance, days)
                .map(|stage| &*stage.name)
                .collect();
            assert_eq!(names, speak, "day {days}");
            let coming = coming(ladder, StageKind::Advance, days).map(|(stage, day)| (&*stage.name, day));
            assert_eq!(coming, next, "day {days}");
        }
    }
}
