//! Regulations: what contracts were made under is not rewritten below them.

use super::{Range, Report, by, place};
use crate::pen::{self, Event, Value};
use crate::record::shape::File;
use crate::text::{Code, Words};

/// What a due date is counted by.
const COUNTS: [&str; 10] = [
    "kind",
    "purposes",
    "from",
    "days",
    "months",
    "years",
    "first_day",
    "direction",
    "last_day",
    "in_force.from",
];

pub(super) fn check(range: &Range, report: &mut Report<'_>) {
    for touched in &range.files {
        if !touched.path.starts_with("records/rules/") {
            continue;
        }
        let Some(before) = range.text(touched.before.as_ref()) else {
            continue;
        };
        let after = range.text(touched.after.as_ref()).unwrap_or_default();
        let rules = |text: &str| pen::facts(File::Rules.keys(), text).map(|(_, rules)| rules);
        let (Some(old), Some(new)) = (rules(before), rules(after)) else {
            continue;
        };
        let who = by(range, &touched.path);
        for rule in &old {
            let kept = new.iter().position(|now| name(now) == name(rule) && is_same(rule, now));
            if kept.is_some() {
                continue;
            }
            let same_name = new.iter().position(|now| name(now) == name(rule));
            let spot = same_name.and_then(|at| place(after, Some(("rule", at)), "name"));
            let rule = name(rule);
            report.at(
                Code::RuleRewritten,
                &touched.path,
                after,
                spot,
                Words::new(
                    format!("ข้อ \"{rule}\" ถูกแก้หรือลบ สัญญาที่ทำไว้แล้วจะครบกำหนดวันอื่น{}", who.th),
                    format!("Rule \"{rule}\" was changed or taken out: contracts already made would fall due on another day{}", who.en),
                ),
                Words::new(
                    "คืนข้อเดิม ใส่  in_force = { …, until = … }  แล้วเพิ่ม [[rule]] ใหม่ที่มี  in_force = { from = … }  ของวันที่เริ่มใช้",
                    "Put the rule back with  in_force = { …, until = … }  and add a new [[rule]] with  in_force = { from = … }",
                ),
            );
        }
    }
}

fn name(rule: &Event) -> &str {
    match rule.facts.get("name") {
        Some(Value::Text(name)) => name,
        _ => "",
    }
}

/// Whether a rule still counts as it did; that it ends, or says its clause in
/// other words, moves no due date.
fn is_same(old: &Event, new: &Event) -> bool {
    COUNTS.iter().all(|key| old.facts.get(*key) == new.facts.get(*key))
}
