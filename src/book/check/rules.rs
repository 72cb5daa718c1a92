//! Purposes and rules that exist, fit and are in force.

use chrono::NaiveDate;

use super::Report;
use crate::book::figures;
use crate::book::register::Register;
use crate::record::{Kind, RecordId};
use crate::rule::{Rule, RuleBook, RuleKind};
use crate::text::nearest::nearest;
use crate::text::{Code, Placed, Span, Words};
use crate::thai::date::medium;

pub(super) fn check(register: &Register<'_>, report: &mut Report<'_>) {
    let book = register.book;
    let purposes = book.rules.purposes(RuleKind::Advance);
    for record in &book.advances {
        let named = named_rule(report, &book.rules, &record.id, record.rule.as_ref(), RuleKind::Advance);
        if let Some(rule) = named {
            let (purpose, day) = (&record.purpose.value, Some(record.contracted.value));
            unfit(report, &record.id, rule, purpose, day);
        }
        let named = named.is_some();
        // Where every rule must be named, no purpose is known by itself.
        let known = purposes.contains(&record.purpose.value.as_str()) || (named && purposes.is_empty());
        if !known {
            unknown_purpose(report, &record.id, &record.purpose, &purposes);
        } else if !named && record.rule.is_none() && figures::advance_rule(book, record).is_none() {
            not_in_force(
                report,
                &record.id,
                record.contracted.span,
                &record.purpose.value,
                record.contracted.value,
            );
        }
    }
    for part in &book.parts {
        let kind = if part.id.kind == Kind::Advance {
            RuleKind::Advance
        } else {
            RuleKind::Guarantee
        };
        let named = named_rule(report, &book.rules, &part.id, part.rule.as_ref(), kind);
        if let Some(purpose) = &part.purpose
            && !purposes.contains(&purpose.value.as_str())
            && !(named.is_some() && purposes.is_empty())
        {
            unknown_purpose(report, &part.id, purpose, &purposes);
        }
    }
    for record in &book.guarantees {
        let named = named_rule(
            report,
            &book.rules,
            &record.id,
            record.rule.as_ref(),
            RuleKind::Guarantee,
        );
        if let Some(rule) = named {
            unfit(report, &record.id, rule, record.kind.value.name(), record.law_day());
        }
        if let Some(day) = record.law_day()
            && record.rule.is_none()
            && figures::guarantee_rule(book, record).is_none()
        {
            not_in_force(report, &record.id, record.kind.span, record.kind.value.name(), day);
        }
    }
}

/// Checks a rule that a record names itself; returns it where it stands, with its place.
fn named_rule<'b>(
    report: &mut Report<'_>,
    rules: &'b RuleBook,
    id: &RecordId,
    rule: Option<&'b Placed<String>>,
    kind: RuleKind,
) -> Option<(&'b Placed<String>, &'b Rule)> {
    let written = rule?;
    let known: Vec<&str> = rules
        .rules()
        .filter(|rule| rule.kind == kind)
        .map(|rule| rule.id.as_str())
        .collect();
    match rules.get(&written.value) {
        Some(rule) if rule.kind == kind => Some((written, rule)),
        Some(_) => {
            report.add(
                id,
                Code::WrongRule,
                written.span,
                Words::new(
                    format!("`{}` ไม่ใช่ระเบียบของระเบียนประเภทนี้", written.value),
                    format!("`{}` is a rule for another kind of record", written.value),
                ),
                choices(&known),
            );
            None
        }
        None => {
            let help = match nearest(&written.value, known.iter().copied()) {
                Some(name) => Words::new(
                    format!("แก้บรรทัดนี้เป็น  rule = \"{name}\""),
                    format!("Write this line as  rule = \"{name}\""),
                ),
                None => choices(&known),
            };
            report.add(
                id,
                Code::UnknownRule,
                written.span,
                Words::new(
                    format!("ไม่มีข้อ `{}` ใน records/rules/", written.value),
                    format!("records/rules/ has no `{}`", written.value),
                ),
                help,
            );
            None
        }
    }
}

/// Says where a rule that a record names is for another purpose, or was not in force
/// on the day that decides: it still counts, as the record has the last word, but a
/// line copied from another record gives another due date.
fn unfit(
    report: &mut Report<'_>,
    id: &RecordId,
    (written, rule): (&Placed<String>, &Rule),
    purpose: &str,
    day: Option<NaiveDate>,
) {
    let Some(day) = day else { return };
    // A rule without purposes is chosen by name alone.
    let message = if !rule.purposes.is_empty() && !rule.speaks_of(purpose) {
        Words::new(
            format!("`{}` ไม่ได้กำหนดไว้สำหรับ \"{purpose}\"", rule.id),
            format!("`{}` does not speak of \"{purpose}\"", rule.id),
        )
    } else if !rule.in_force(day) {
        Words::new(
            format!("`{}` ไม่ได้ใช้บังคับเมื่อ {}", rule.id, medium(day)),
            format!("`{}` was not in force on {day}", rule.id),
        )
    } else {
        return;
    };
    let help = match report.book.rules.in_force(rule.kind, purpose, day) {
        Some(fits) => Words::new(
            format!(
                "ถ้าระเบียบที่ระบุถูกแล้ว แก้วัตถุประสงค์หรือวันที่ ถ้าไม่ แก้บรรทัดนี้เป็น  rule = \"{}\"",
                fits.id
            ),
            format!(
                "If the rule is right, mend purpose or day; else write this line as  rule = \"{}\"",
                fits.id
            ),
        ),
        None => Words::new(
            "ตรวจระเบียบ วัตถุประสงค์ และวันที่ให้ตรงกัน",
            "See that rule, purpose and day belong together",
        ),
    };
    report.add(id, Code::UnfitRule, written.span, message, help);
}

fn choices(known: &[&str]) -> Words {
    Words::new(
        format!("เลือกหนึ่งใน: {}", known.join(" · ")),
        format!("Choose one of: {}", known.join(" · ")),
    )
}

fn unknown_purpose(report: &mut Report<'_>, id: &RecordId, purpose: &Placed<String>, known: &[&str]) {
    let help = match nearest(&purpose.value, known.iter().copied()) {
        Some(name) => Words::new(
            format!("แก้บรรทัดนี้เป็น  purpose = \"{name}\""),
            format!("Write this line as  purpose = \"{name}\""),
        ),
        None => choices(known),
    };
    report.add(
        id,
        Code::UnknownPurpose,
        purpose.span,
        Words::new(
            format!("ไม่มีระเบียบสำหรับวัตถุประสงค์ \"{}\"", purpose.value),
            format!("No rule speaks of the purpose \"{}\"", purpose.value),
        ),
        help,
    );
}

fn not_in_force(report: &mut Report<'_>, id: &RecordId, span: Span, purpose: &str, day: NaiveDate) {
    report.add(
        id,
        Code::NoRuleInForce,
        span,
        Words::new(
            format!("ไม่มีระเบียบสำหรับ \"{purpose}\" ที่ใช้บังคับเมื่อ {}", medium(day)),
            format!("No rule for \"{purpose}\" was in force on {day}"),
        ),
        Words::new(
            "เพิ่มข้อระเบียบใน records/rules/ หรือระบุ  rule = \"…\"  ในระเบียน",
            "Add the rule to records/rules/, or name one in the record:  rule = \"…\"",
        ),
    );
}
