//! What an office makes of findings that are its own to weigh.

use std::collections::BTreeMap;

use crate::text::{Code, Severity, Table};

/// The words of a policy.
pub(super) const CHOICES: [(&str, Policy); 3] = [
    ("error", Policy::Error),
    ("warn", Policy::Warn),
    ("allow", Policy::Allow),
];

/// What a policy makes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// An error.
    Error,
    /// A warning.
    Warn,
    /// Nothing.
    Allow,
}

impl Policy {
    /// Returns the weight of a finding under this policy; nothing where allowed.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Policy::Error => Some(Severity::Error),
            Policy::Warn => Some(Severity::Warning),
            Policy::Allow => None,
        }
    }
}

/// What an office makes of the findings about its history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    own: BTreeMap<Code, Policy>,
}

impl History {
    /// The findings that an office may weigh, by their keys. What was sent and
    /// what was overwritten weighs the same everywhere.
    pub const KEYS: [(&'static str, Code); 18] = [
        ("record_deleted", Code::RecordDeleted),
        ("record_moved", Code::RecordMoved),
        ("changed_after_payment", Code::ChangedAfterPayment),
        ("counting_day_changed", Code::CountingDayChanged),
        ("event_deleted", Code::EventDeleted),
        ("event_changed", Code::EventChanged),
        ("closed_year", Code::ClosedYear),
        ("rule_rewritten", Code::RuleRewritten),
        ("rule_backdated", Code::RuleBackdated),
        ("holiday_backdated", Code::HolidayBackdated),
        ("reference_changed", Code::ReferenceChanged),
        ("balance_changed", Code::BalanceChanged),
        ("settings_changed", Code::SettingsChanged),
        ("template_changed", Code::TemplateChanged),
        ("trunk_swapped", Code::TrunkSwapped),
        ("root_added", Code::RootAdded),
        ("commit_in_future", Code::CommitInFuture),
        ("commit_backward", Code::CommitBackward),
    ];

    /// Returns the weight of a finding; nothing where the office allows it.
    #[must_use]
    pub fn severity(&self, code: Code) -> Option<Severity> {
        self.own
            .get(&code)
            .map_or_else(|| Some(code.severity()), |policy| policy.severity())
    }
}

/// Reads `[history]`.
pub(super) fn read(mut table: Table<'_, '_>) -> History {
    let mut history = History::default();
    for (key, code) in History::KEYS {
        if let Some(policy) = table.choice(key, &CHOICES) {
            history.own.insert(code, policy.value);
        }
    }
    table.finish();
    history
}
