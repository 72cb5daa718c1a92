//! Reads a regulation's file: its title, who confirmed it, and its rules.

use super::rule::{LAST_DAYS, STARTS};
use super::{KINDS, LastDay, Regulation, Rule, RuleBook, RuleKind, Start};
use crate::rule::period::Period;
use crate::text::{Code, Faults, Placed, Source, Span, Table, Words, table};

impl RuleBook {
    /// Reads one regulation's file.
    pub fn read(&mut self, name: &str, source: &Source, faults: &Faults<'_>) {
        let mut root = table::read(source, faults);
        let title = root.required_text("title", "\"ระเบียบ…\"");
        let confirmed = root.table("confirmed").and_then(|mut table| {
            let by = table.required_text("by", "\"…\"");
            let on = table.required_date("on");
            table.finish();
            Some((by?.value, on?.value))
        });
        for mut entry in root.each("rule") {
            let rule = read_rule(name, &mut entry);
            entry.finish();
            let Some((rule, name_span)) = rule else { continue };
            if self.rules.contains_key(&rule.id) {
                faults.add(
                    Code::DuplicateRule,
                    name_span,
                    Words::new(
                        format!("มีข้อ `{}` แล้วในแฟ้มนี้", rule.id),
                        format!("`{}` stands twice in this file", rule.id),
                    ),
                    Words::new("ตั้งชื่ออื่นให้ข้อที่สอง", "Give the second rule another name"),
                );
                continue;
            }
            self.rules.insert(rule.id.clone(), rule);
        }
        root.finish();
        if let Some(title) = title {
            self.regulations.insert(
                name.to_owned(),
                Regulation {
                    title: title.value,
                    confirmed,
                },
            );
        }
    }
}

/// Reports a rule that counts from a day which its kind of record has not.
fn fits(entry: &Table<'_, '_>, kind: RuleKind, from: Start) {
    let known: &[Start] = match kind {
        RuleKind::Advance => &[Start::Received, Start::Returned, Start::Contracted],
        RuleKind::Guarantee => &[
            Start::Released,
            Start::Accepted,
            Start::WarrantyEnd,
            Start::Received,
            Start::Contracted,
        ],
        RuleKind::Enforcement => &[Start::Due],
        RuleKind::Objection => &[Start::Objected],
        // Its days are those before the warranty ends (cl. 184-185).
        RuleKind::Inspection => &[Start::WarrantyEnd],
    };
    if known.contains(&from) {
        return;
    }
    let names: Vec<&str> = known.iter().map(|start| start.name()).collect();
    let span = entry.key_span("from").unwrap_or(entry.span);
    entry.faults().add(
        Code::RulePeriod,
        span,
        Words::new(
            format!("ระเบียบชนิดนี้นับจาก \"{}\" ไม่ได้", from.name()),
            format!("A rule of this kind cannot count from \"{}\"", from.name()),
        ),
        Words::new(
            format!("เลือกหนึ่งใน: {}", names.join(" · ")),
            format!("Choose one of: {}", names.join(" · ")),
        ),
    );
}

/// Reports what is the inspection's alone, which looks back from a warranty's end, and a
/// first day counted where a period runs backward.
fn fits_inspection(entry: &Table<'_, '_>, kind: RuleKind, before: Option<&Placed<bool>>, first: Option<&Placed<bool>>) {
    let tell = |span: Span, th: &str, en: &str, help: (&str, &str)| {
        let faults = entry.faults();
        faults.add(Code::RulePeriod, span, Words::new(th, en), Words::new(help.0, help.1));
    };
    let is_inspection = kind == RuleKind::Inspection;
    if let Some(before) = before.filter(|before| before.value && !is_inspection) {
        tell(
            before.span,
            "นับถอยหลังได้เฉพาะข้อตรวจความชำรุด (kind = \"inspection\")",
            "Only a rule of kind \"inspection\" counts backward",
            ("ลบบรรทัด  direction = …", "Delete the line  direction = …"),
        );
    }
    if let Some(span) = entry.key_span("warranty_up_to").filter(|_| !is_inspection) {
        tell(
            span,
            "`warranty_up_to` ใช้ได้เฉพาะข้อตรวจความชำรุด (kind = \"inspection\")",
            "`warranty_up_to` belongs to a rule of kind \"inspection\"",
            ("ลบ  warranty_up_to = …", "Delete  warranty_up_to = …"),
        );
    }
    let runs_back = before.map_or(is_inspection, |before| before.value);
    if let Some(first) = first.filter(|first| first.value && runs_back) {
        tell(
            first.span,
            "ข้อที่นับถอยหลังไม่นับวันแรก",
            "A period that runs backward does not count its first day",
            (
                "เขียน  first_day = \"excluded\"  หรือลบบรรทัดนี้ และตรวจจำนวนวันกับระเบียบ",
                "Write  first_day = \"excluded\"  or delete the line, and hold the number of days against the regulation",
            ),
        );
    }
}

fn read_rule(regulation: &str, entry: &mut Table<'_, '_>) -> Option<(Rule, Span)> {
    let name = entry.required_text("name", "\"official-travel\"");
    let kind = entry.required_choice("kind", &KINDS);
    let purposes = entry.texts("purposes");
    // Enforcement, objections and inspections have one day to count from.
    let usual_start = match kind.map(|kind| kind.value) {
        Some(RuleKind::Enforcement) => Some(Start::Due),
        Some(RuleKind::Objection) => Some(Start::Objected),
        Some(RuleKind::Inspection) => Some(Start::WarrantyEnd),
        _ => None,
    };
    let from = match usual_start {
        Some(start) if !entry.has("from") => Some(start),
        _ => entry.required_choice("from", &STARTS).map(|from| from.value),
    };
    if let (Some(kind), Some(from)) = (kind, from) {
        fits(entry, kind.value, from);
    }
    let period = read_period(entry, Code::RulePeriod);
    let first = entry.choice("first_day", &[("excluded", false), ("included", true)]);
    let before = entry.choice("direction", &[("before", true), ("after", false)]);
    if let Some(kind) = &kind {
        fits_inspection(entry, kind.value, before.as_ref(), first.as_ref());
    }
    let last = entry.choice("last_day", &LAST_DAYS);
    let clause = entry.text("clause");
    let text = entry.text("text");
    let (mut in_force_from, mut in_force_until) = (None, None);
    if let Some(mut table) = entry.table("in_force") {
        let (since, until) = (table.date("from"), table.date("until"));
        if let (Some(since), Some(until)) = (since, until)
            && until.value < since.value
        {
            entry.faults().add(
                Code::RulePeriod,
                until.span,
                Words::new("สิ้นสุดก่อนเริ่มใช้บังคับ", "The rule ends before it begins"),
                Words::new("แก้ `from` หรือ `until`", "Mend `from` or `until`"),
            );
        }
        in_force_from = since.map(|day| day.value);
        in_force_until = until.map(|day| day.value);
        table.finish();
    }
    let warranty_up_to = entry.table("warranty_up_to").and_then(|mut table| {
        let period = read_period(&mut table, Code::RulePeriod);
        table.finish();
        period
    });
    let (name, kind, from, period) = (name?, kind?.value, from?, period?);
    // A person's duty moves to the next working day; the office's own stays.
    let usual = match kind {
        RuleKind::Advance | RuleKind::Objection => LastDay::NextWorkingDay,
        RuleKind::Guarantee | RuleKind::Enforcement | RuleKind::Inspection => LastDay::Stays,
    };
    let for_all = purposes.is_none() && !matches!(kind, RuleKind::Advance | RuleKind::Guarantee);
    let rule = Rule {
        id: format!("{regulation}/{}", name.value),
        kind,
        for_all,
        // A rule that says no purposes has the one that it is named for.
        purposes: match purposes {
            Some(list) => list.value.into_iter().map(|purpose| purpose.value).collect(),
            None if for_all => Vec::new(),
            None => vec![name.value.clone()],
        },
        from,
        period,
        first_day_included: first.is_some_and(|first| first.value),
        before: before.is_some_and(|before| before.value) || (before.is_none() && kind == RuleKind::Inspection),
        last_day: last.map_or(usual, |last| last.value),
        clause: clause.map(|clause| clause.value),
        text: text.map(|text| text.value),
        in_force_from,
        in_force_until,
        warranty_up_to,
    };
    Some((rule, name.span))
}

/// Reads `days`, `months`, `years` of a table into a period. One of them is
/// enough; months and days may stand together (CCC 193/6). `code` is that of
/// a period that is none.
pub fn read_period(table: &mut Table<'_, '_>, code: Code) -> Option<Period> {
    let span = table.span;
    let mut unit = |key: &'static str| -> Option<Placed<i64>> { table.integer(key) };
    let (days, months, years) = (unit("days"), unit("months"), unit("years"));
    let mut any = false;
    let mut number = |value: Option<Placed<i64>>, most: i64| -> Option<u32> {
        let Some(value) = value else { return Some(0) };
        any = true;
        match u32::try_from(value.value) {
            Ok(number) if (1..=most).contains(&value.value) => Some(number),
            _ => {
                table.faults().lose();
                table.faults().add(
                    code,
                    value.span,
                    Words::new(
                        format!("จำนวนต้องอยู่ระหว่าง 1 ถึง {most}"),
                        format!("The number must lie between 1 and {most}"),
                    ),
                    Words::new("ใส่จำนวนเต็มบวก เช่น 15", "Write a whole number above zero, such as 15"),
                );
                None
            }
        }
    };
    let (days, months, years) = (
        number(days, Period::MOST_DAYS),
        number(months, Period::MOST_MONTHS),
        number(years, Period::MOST_YEARS),
    );
    if !any {
        // A number that could not be read is reported already.
        if !["days", "months", "years"].iter().any(|key| table.has(key)) {
            table.faults().lose();
            table.faults().add(
                code,
                span,
                Words::new(
                    "ขาดระยะเวลา `days` `months` หรือ `years`",
                    "`days`, `months` or `years` is missing",
                ),
                Words::new("ใส่ระยะเวลา เช่น  days = 15", "Write the period, such as  days = 15"),
            );
        }
        return None;
    }
    Some(Period {
        months: months? + years? * 12,
        days: days?,
    })
}
