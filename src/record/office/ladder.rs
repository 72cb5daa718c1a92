//! The ladder of reminders: the built-in one, and an office's own in its place.

use super::stage::{self, Recipient, Stage, StageKind};
use crate::text::{Code, Faults, Span, Table, Words};

/// Returns the built-in ladder (PRODUCT, "Reminders").
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
