//! Regulations: what contracts were made under is not rewritten below them.

use chrono::NaiveDate;

use super::{Range, Report, by, place};
use crate::pen::{self, Event, Value};
use crate::record::format::OFFICE;
use crate::record::shape::File;
use crate::text::{Code, Words};

/// What a due date is counted by.
const COUNTS: [&str; 13] = [
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
    "warranty_up_to.years",
    "warranty_up_to.months",
    "warranty_up_to.days",
];

pub(super) fn check(range: &Range, report: &mut Report<'_>) {
    for touched in &range.files {
        if !touched.path.starts_with("records/rules/") {
            continue;
        }
        // A new file adds rules to none.
        let Some(before) = touched
            .before
            .as_ref()
            .map_or(Some(""), |object| range.text(Some(object)))
        else {
            continue;
        };
        let after = range.text(touched.after.as_ref()).unwrap_or_default();
        let rules = |text: &str| pen::facts(File::Rules.keys(), text).map(|(_, rules)| rules);
        let (Some(old), Some(new)) = (rules(before), rules(after)) else {
            continue;
        };
        let who = by(range, &touched.path);
        let written = range.day_of(&touched.path);
        backdated(range, &touched.path, after, (&old, &new), report);
        for rule in &old {
            let stays = |now: &Event| name(now) == name(rule) && is_same(rule, now) && !is_revived(rule, now, written);
            if new.iter().any(stays) {
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

/// Rules that begin, or end, before the day on which that was written: contracts
/// made in between would be counted anew.
fn backdated(range: &Range, path: &str, after: &str, (old, new): (&[Event], &[Event]), report: &mut Report<'_>) {
    // At the book's own beginning, and where the whole of it was moved, nothing is new.
    let is_new_book = range
        .files
        .iter()
        .any(|file| file.path == OFFICE && file.before.is_none());
    if range.head.id == range.base.id || is_new_book {
        return;
    }
    let written = range.day_of(path);
    let who = by(range, path);
    for (nth, rule) in new.iter().enumerate() {
        let before = old.iter().find(|before| name(before) == name(rule));
        let set = |key: &str| {
            let is_new = before.is_none_or(|before| before.facts.get(key) != rule.facts.get(key));
            match rule.facts.get(key) {
                Some(Value::Day(day)) if is_new && *day < written => Some(*day),
                _ => None,
            }
        };
        let begins = set("in_force.from").filter(|_| before.is_none());
        let Some((key, day)) = begins
            .map(|day| ("in_force.from", day))
            .or_else(|| Some(("in_force.until", set("in_force.until")?)))
        else {
            continue;
        };
        let (name, th, en) = match key {
            "in_force.from" => (name(rule), "เริ่มใช้", "begins on"),
            _ => (name(rule), "เลิกใช้", "ends on"),
        };
        let day_th = crate::thai::date::medium(day);
        report.at(
            Code::RuleBackdated,
            path,
            after,
            place(after, Some(("rule", nth)), key),
            Words::new(
                format!("ข้อ \"{name}\" {th} {day_th} ซึ่งผ่านไปแล้วเมื่อเขียน สัญญาที่ทำหลังวันนั้นอาจครบกำหนดวันอื่น{}", who.th),
                format!("Rule \"{name}\" {en} {day}, past when it was written: contracts made after it may fall due on another day{}", who.en),
            ),
            Words::new(
                "เทียบกับวันใช้บังคับในระเบียบ และดูวันครบกำหนดที่เปลี่ยน:  duebook status --at <commit ก่อนแก้>",
                "Hold it against the regulation itself, and see which due dates moved: duebook status --at <the commit before>",
            ),
        );
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

/// Whether a rule that had ended before the day on which that was written goes on:
/// contracts made since would be counted by it.
fn is_revived(old: &Event, new: &Event, written: NaiveDate) -> bool {
    let until = |rule: &Event| match rule.facts.get("in_force.until") {
        Some(Value::Day(day)) => Some(*day),
        _ => None,
    };
    // Another day of the past is told as such.
    until(old).is_some_and(|ended| ended < written) && until(new).is_none_or(|day| day >= written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_has_ended_does_not_go_on() {
        let rule = |in_force: &str| {
            let text = format!("[[rule]]\nname = \"a\"\nkind = \"advance\"\ndays = 30\n{in_force}\n");
            pen::facts(File::Rules.keys(), &text).expect("a rule").1.remove(0)
        };
        let written = "2026-11-18".parse().expect("a day");
        let (past, later) = ("in_force = { until = 2026-10-31 }", "in_force = { until = 2027-09-30 }");
        for (old, new, want) in [
            (past, "", true),
            (past, later, true),
            (past, past, false),
            (past, "in_force = { until = 2026-09-30 }", false),
            (later, "", false),
            ("", past, false),
        ] {
            assert_eq!(is_revived(&rule(old), &rule(new), written), want, "{old} -> {new}");
        }
    }
}
