//! Regulations as data: `records/rules/<regulation>.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Months, NaiveDate};

use super::period::Period;
use crate::day::shift;
use crate::text::{Code, Faults, Placed, Source, Table, Words, table};

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleKind {
    /// The clearing of an advance.
    Advance,
    /// The return of a guarantee.
    Guarantee,
    /// The time within which an overdue advance must be enforced.
    Enforcement,
    /// The time within which a borrower complies with an objection.
    Objection,
    /// The inspection for defects before a warranty ends.
    Inspection,
}

/// What happens when the last day is a day on which offices are closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastDay {
    /// A person's duty: the next working day (CCC 193/8, APA s.64 ¶3).
    NextWorkingDay,
    /// The working day before.
    PreviousWorkingDay,
    /// The office's own duty: the day stays (APA s.64 ¶2).
    Stays,
}

/// The day from which a rule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// The money was received.
    Received,
    /// The borrower arrived back.
    Returned,
    /// The contract was made.
    Contracted,
    /// The due date.
    Due,
    /// The contractor was released from the contract.
    Released,
    /// The objection reached the borrower.
    Objected,
    /// The warranty ended.
    WarrantyEnd,
    /// The work or goods were finally accepted.
    Accepted,
}

/// One rule of a regulation.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its identity: `bma-2555/official-travel`.
    pub id: String,
    /// What it is about.
    pub kind: RuleKind,
    /// The purposes (advances) or kinds (guarantees) that get this rule by
    /// themselves; none for a rule that a record must name.
    pub purposes: Vec<String>,
    /// Whether it speaks of every purpose: `purposes` is not written, and a
    /// rule of its kind needs none.
    pub for_all: bool,
    /// The event counted from.
    pub from: Start,
    /// How long.
    pub period: Period,
    /// Whether the event's own day counts as the first.
    pub first_day_included: bool,
    /// Whether the period runs backward from the event.
    pub before: bool,
    /// What a closed last day does.
    pub last_day: LastDay,
    /// The clause, such as `ข้อ 51 (2)`.
    pub clause: Option<String>,
    /// The clause's words.
    pub text: Option<String>,
    /// First day in force.
    pub in_force_from: Option<NaiveDate>,
    /// Last day in force.
    pub in_force_until: Option<NaiveDate>,
    /// For inspections: the longest warranty that this rule speaks of.
    pub warranty_up_to: Option<Period>,
}

impl Rule {
    /// Returns whether the rule is in force on a day.
    #[must_use]
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.in_force_from.is_none_or(|from| from <= day) && self.in_force_until.is_none_or(|until| day <= until)
    }

    /// Returns whether the rule speaks of a purpose by itself.
    #[must_use]
    pub fn speaks_of(&self, purpose: &str) -> bool {
        self.for_all || self.purposes.iter().any(|known| known == purpose)
    }

    /// Returns the last day of the rule's period, not yet moved for closed days.
    #[must_use]
    pub fn raw(&self, event: NaiveDate) -> NaiveDate {
        if self.before {
            let earlier = event.checked_sub_months(Months::new(self.period.months));
            return shift(earlier.unwrap_or(NaiveDate::MIN), -i64::from(self.period.days));
        }
        if self.first_day_included {
            self.period.last_day(event)
        } else {
            self.period.after(event)
        }
    }

    /// Returns the rule that holds where a book's regulations are silent:
    /// fifteen days to comply with an objection, thirty to enforce, as all
    /// Thai regulations seen agree (FACTS §1.2; Ministry of Finance 2562, clauses 66 and 68).
    #[must_use]
    pub fn pattern(kind: RuleKind) -> &'static Rule {
        static OBJECTION: LazyLock<Rule> = LazyLock::new(|| pattern(RuleKind::Objection, Start::Objected, 15));
        static ENFORCEMENT: LazyLock<Rule> = LazyLock::new(|| pattern(RuleKind::Enforcement, Start::Due, 30));
        if kind == RuleKind::Objection {
            &OBJECTION
        } else {
            &ENFORCEMENT
        }
    }

    /// Returns the name of the regulation's file: `bma-2555`.
    #[must_use]
    pub fn regulation(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }
}

fn pattern(kind: RuleKind, from: Start, days: u32) -> Rule {
    let objection = kind == RuleKind::Objection;
    Rule {
        id: if objection {
            "pattern/objection"
        } else {
            "pattern/enforcement"
        }
        .to_owned(),
        kind,
        purposes: Vec::new(),
        for_all: true,
        from,
        period: Period::days(days),
        first_day_included: false,
        before: false,
        last_day: if objection {
            LastDay::NextWorkingDay
        } else {
            LastDay::Stays
        },
        clause: None,
        text: None,
        in_force_from: None,
        in_force_until: None,
        warranty_up_to: None,
    }
}

/// One regulation: its title and whether the office has confirmed its numbers.
#[derive(Clone, Debug)]
pub struct Regulation {
    /// Full title.
    pub title: String,
    /// Who confirmed the numbers, and when; nobody until then.
    pub confirmed: Option<(String, NaiveDate)>,
}

/// All regulations of the book.
#[derive(Clone, Debug, Default)]
pub struct RuleBook {
    regulations: BTreeMap<String, Regulation>,
    rules: BTreeMap<String, Rule>,
}

/// The names of the kinds of rules.
pub const KINDS: [(&str, RuleKind); 5] = [
    ("advance", RuleKind::Advance),
    ("guarantee", RuleKind::Guarantee),
    ("enforcement", RuleKind::Enforcement),
    ("objection", RuleKind::Objection),
    ("inspection", RuleKind::Inspection),
];

const LAST_DAYS: [(&str, LastDay); 3] = [
    ("next-working-day", LastDay::NextWorkingDay),
    ("previous-working-day", LastDay::PreviousWorkingDay),
    ("stays", LastDay::Stays),
];

/// The events that a rule may count from.
const STARTS: [(&str, Start); 8] = [
    ("received", Start::Received),
    ("returned", Start::Returned),
    ("contracted", Start::Contracted),
    ("due", Start::Due),
    ("released", Start::Released),
    ("objected", Start::Objected),
    ("warranty-end", Start::WarrantyEnd),
    ("accepted", Start::Accepted),
];

impl Start {
    /// Returns the name that rules and JSON use.
    #[must_use]
    pub fn name(self) -> &'static str {
        STARTS
            .iter()
            .find(|(_, start)| *start == self)
            .map_or("", |(name, _)| name)
    }
}

impl RuleBook {
    /// Returns a rule by its identity, `bma-2555/official-travel`.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.get(id)
    }

    /// Returns a regulation by its name, `bma-2555`.
    #[must_use]
    pub fn regulation(&self, name: &str) -> Option<&Regulation> {
        self.regulations.get(name)
    }

    /// Returns all rules, by identity.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.values()
    }

    /// Returns all regulations, by name.
    pub fn regulations(&self) -> impl Iterator<Item = (&str, &Regulation)> {
        self.regulations
            .iter()
            .map(|(name, regulation)| (name.as_str(), regulation))
    }

    /// Returns the purposes that rules of a kind define, sorted, once each.
    #[must_use]
    pub fn purposes(&self, kind: RuleKind) -> Vec<&str> {
        let mut purposes: Vec<&str> = self
            .rules
            .values()
            .filter(|rule| rule.kind == kind)
            .flat_map(|rule| &rule.purposes)
            .map(String::as_str)
            .collect();
        purposes.sort_unstable();
        purposes.dedup();
        purposes
    }

    /// Returns the rule for a purpose that is in force on a day: the one that
    /// came into force last, as the later law displaces the earlier.
    #[must_use]
    pub fn in_force(&self, kind: RuleKind, purpose: &str, on: NaiveDate) -> Option<&Rule> {
        self.rules
            .values()
            .rev()
            .filter(|rule| rule.kind == kind && rule.speaks_of(purpose) && rule.in_force(on))
            .max_by_key(|rule| rule.in_force_from)
    }

    /// Returns the rule of another kind that goes with an advance's rule: the
    /// same regulation's for the purpose, else the one in force for it, else
    /// the national pattern ([`Rule::pattern`]).
    #[must_use]
    pub fn companion(&self, kind: RuleKind, rule: &Rule, purpose: &str, on: NaiveDate) -> &Rule {
        self.rules
            .values()
            .rev()
            .filter(|other| other.kind == kind && other.regulation() == rule.regulation())
            // A record that names a regulation's rule takes the rest of that regulation along,
            // also where it is chosen by no purpose.
            .filter(|other| other.speaks_of(purpose) || other.purposes.is_empty())
            .max_by_key(|other| (other.in_force(on), other.in_force_from))
            .or_else(|| self.in_force(kind, purpose, on))
            .unwrap_or_else(|| Rule::pattern(kind))
    }

    /// Returns the inspection rule for a warranty: the one with the shortest
    /// limit that the warranty does not exceed, else one without a limit; of
    /// several the one that came into force last.
    #[must_use]
    pub fn inspection(&self, purpose: &str, warranty: Period, on: NaiveDate) -> Option<&Rule> {
        let fitting = self
            .rules
            .values()
            .filter(|rule| rule.kind == RuleKind::Inspection && rule.speaks_of(purpose) && rule.in_force(on))
            .filter(|rule| rule.warranty_up_to.is_none_or(|limit| warranty.at_most(limit)));
        fitting.reduce(|best, rule| {
            let within = |rule: &Rule, other: &Rule| match (rule.warranty_up_to, other.warranty_up_to) {
                (_, None) => true,
                (None, Some(_)) => false,
                (Some(limit), Some(other)) => limit.at_most(other),
            };
            match (within(rule, best), within(best, rule)) {
                (true, true) if rule.in_force_from > best.in_force_from => rule,
                (true, false) => rule,
                _ => best,
            }
        })
    }

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

fn read_rule(regulation: &str, entry: &mut Table<'_, '_>) -> Option<(Rule, crate::text::Span)> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Faults;

    #[test]
    fn a_window_of_months_runs_back_by_the_calendar() {
        let mut rule = pattern(RuleKind::Inspection, Start::WarrantyEnd, 0);
        rule.before = true;
        for (months, days, want) in [(0, 15, "2024-03-16"), (1, 0, "2024-02-29"), (2, 1, "2024-01-30")] {
            rule.period = Period { months, days };
            let end = "2024-03-31".parse().expect("a literal date");
            assert_eq!(rule.raw(end).to_string(), want, "{months} months and {days} days");
        }
    }

    #[test]
    fn a_companion_speaks_of_the_purpose_and_of_the_day() {
        let rule = |name: &str, kind: &str, lines: &str| {
            let from = if kind == "advance" { "received" } else { "due" };
            format!("[[rule]]\nname = \"{name}\"\nkind = \"{kind}\"\nfrom = \"{from}\"\ndays = 30\n{lines}\n")
        };
        let text = format!(
            "title = \"x\"\n{}{}{}{}",
            rule(
                "a-old",
                "enforcement",
                "purposes = [\"travel\"]\nin_force = { until = 2019-12-31 }"
            ),
            rule("b-other", "enforcement", "purposes = [\"other\"]"),
            rule(
                "c-new",
                "enforcement",
                "purposes = [\"travel\"]\nin_force = { from = 2020-01-01 }"
            ),
            rule("travel", "advance", "purposes = [\"travel\"]"),
        );
        let source = Source::new("records/rules/x.toml", text);
        let faults = Faults::new(&source);
        let mut book = RuleBook::default();
        book.read("x", &source, &faults);
        assert!(faults.into_list().is_empty());
        let own = book.get("x/travel").expect("the rule");
        for (purpose, day, want) in [
            ("travel", "2019-06-01", "x/a-old"),
            ("travel", "2024-06-01", "x/c-new"),
            ("other", "2024-06-01", "x/b-other"),
            ("third", "2024-06-01", "pattern/enforcement"),
        ] {
            let day = day.parse().expect("a literal date");
            let found = book.companion(RuleKind::Enforcement, own, purpose, day);
            assert_eq!(found.id, want, "{purpose} on {day}");
        }
    }

    /// A regulation of one rule, and what is wrong with it.
    fn read_one(lines: &str) -> (RuleBook, Vec<Code>) {
        let source = Source::new(
            "records/rules/x.toml",
            format!("title = \"ระเบียบ\"\n[[rule]]\n{lines}\n"),
        );
        let faults = Faults::new(&source);
        let mut book = RuleBook::default();
        book.read("x", &source, &faults);
        (
            book,
            faults.into_list().into_iter().map(|finding| finding.code).collect(),
        )
    }

    #[test]
    fn a_rule_that_says_its_kind_alone_has_what_the_law_gives_it() {
        for (lines, from, last_day, before, for_all, purposes) in [
            (
                "name = \"travel\"\nkind = \"advance\"\nfrom = \"returned\"\ndays = 15",
                Start::Returned,
                LastDay::NextWorkingDay,
                false,
                false,
                vec!["travel"],
            ),
            (
                "name = \"contract\"\nkind = \"guarantee\"\nfrom = \"released\"\ndays = 15",
                Start::Released,
                LastDay::Stays,
                false,
                false,
                vec!["contract"],
            ),
            (
                "name = \"a\"\nkind = \"enforcement\"\ndays = 30",
                Start::Due,
                LastDay::Stays,
                false,
                true,
                vec![],
            ),
            (
                "name = \"a\"\nkind = \"objection\"\ndays = 15",
                Start::Objected,
                LastDay::NextWorkingDay,
                false,
                true,
                vec![],
            ),
            (
                "name = \"a\"\nkind = \"inspection\"\ndays = 15",
                Start::WarrantyEnd,
                LastDay::Stays,
                true,
                true,
                vec![],
            ),
            (
                "name = \"a\"\nkind = \"inspection\"\nfrom = \"warranty-end\"\ndirection = \"after\"\n\
                 last_day = \"previous-working-day\"\npurposes = [\"contract\"]\ndays = 15",
                Start::WarrantyEnd,
                LastDay::PreviousWorkingDay,
                false,
                false,
                vec!["contract"],
            ),
        ] {
            let (book, wrong) = read_one(lines);
            assert_eq!(wrong, [], "{lines}");
            let rule = book.rules().next().expect("the rule");
            assert_eq!(
                (rule.from, rule.last_day, rule.before, rule.for_all),
                (from, last_day, before, for_all),
                "{lines}"
            );
            assert_eq!(rule.purposes, purposes, "{lines}");
        }
    }

    #[test]
    fn a_rule_that_cannot_be_meant_is_told() {
        let advance = "name = \"a\"\nkind = \"advance\"\nfrom = \"received\"\n";
        let objection = "name = \"a\"\nkind = \"objection\"\n";
        for (rule, lines, want) in [
            (
                "an advance is not counted from an acceptance",
                "name = \"a\"\nkind = \"advance\"\nfrom = \"accepted\"\ndays = 1".to_owned(),
                vec![Code::RulePeriod],
            ),
            (
                "an objection is counted from nothing else",
                format!("{objection}from = \"received\"\ndays = 15"),
                vec![Code::RulePeriod],
            ),
            (
                "in force for a day",
                format!("{advance}days = 1\nin_force = {{ from = 2020-01-01, until = 2020-01-01 }}"),
                vec![],
            ),
            (
                "in force until before it begins",
                format!("{advance}days = 1\nin_force = {{ from = 2020-01-02, until = 2020-01-01 }}"),
                vec![Code::RulePeriod],
            ),
            ("no period", advance.to_owned(), vec![Code::RulePeriod]),
            ("none at all", format!("{advance}days = 0"), vec![Code::RulePeriod]),
            ("the longest", format!("{advance}days = 12_000"), vec![]),
            (
                "longer than any",
                format!("{advance}days = 36_501"),
                vec![Code::RulePeriod],
            ),
        ] {
            assert_eq!(read_one(&lines).1, want, "{rule}");
        }
    }

    #[test]
    fn a_period_of_years_months_and_days_is_one_length() {
        let (book, wrong) =
            read_one("name = \"a\"\nkind = \"guarantee\"\nfrom = \"accepted\"\nyears = 2\nmonths = 3\ndays = 5");
        assert_eq!(wrong, []);
        let period = book.get("x/a").expect("the rule").period;
        assert_eq!(period, Period { months: 27, days: 5 });
    }

    #[test]
    fn rules_are_found_by_their_regulation_and_purpose() {
        let mut book = RuleBook::default();
        for (name, days, confirmed) in [
            ("a", 10, ""),
            ("b", 20, "[confirmed]\nby = \"นาง ก\"\non = 2020-01-02\n"),
        ] {
            let text = format!(
                "title = \"ระเบียบ {name}\"\n{confirmed}[[rule]]\nname = \"objection\"\nkind = \"objection\"\ndays = {days}\n\
                 [[rule]]\nname = \"travel-{name}\"\nkind = \"advance\"\nfrom = \"returned\"\ndays = 15\n\
                 [[rule]]\nname = \"duty\"\nkind = \"advance\"\nfrom = \"received\"\ndays = 30\n"
            );
            let source = Source::new("records/rules/x.toml", text);
            let faults = Faults::new(&source);
            book.read(name, &source, &faults);
            assert!(faults.into_list().is_empty());
        }
        let on = "2024-06-01".parse().expect("a literal date");
        for name in ["a", "b"] {
            let own = book.get(&format!("{name}/duty")).expect("the rule");
            assert_eq!(own.regulation(), name);
            let objection = book.companion(RuleKind::Objection, own, "duty", on);
            assert_eq!(
                objection.id,
                format!("{name}/objection"),
                "an objection goes by the advance's own regulation"
            );
        }
        assert_eq!(
            book.purposes(RuleKind::Advance),
            ["duty", "travel-a", "travel-b"],
            "once each, sorted"
        );
        assert_eq!(book.purposes(RuleKind::Guarantee), Vec::<&str>::new());
        let regulations: Vec<_> = book
            .regulations()
            .map(|(name, law)| (name, law.title.as_str()))
            .collect();
        assert_eq!(regulations, [("a", "ระเบียบ a"), ("b", "ระเบียบ b")]);
        assert_eq!(book.regulation("a").expect("the regulation").confirmed, None);
        let confirmed = book.regulation("b").and_then(|law| law.confirmed.clone());
        assert_eq!(
            confirmed,
            Some(("นาง ก".to_owned(), "2020-01-02".parse().expect("a literal date")))
        );
        assert!(book.regulation("c").is_none());
    }

    #[test]
    fn every_start_is_written_as_it_is_read() {
        for (name, start) in STARTS {
            assert_eq!(start.name(), name);
        }
    }
}
