//! Which rule answers, and what is wrong with one that cannot be meant.

use super::*;
use crate::text::{Code, Faults, Source};

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
        let found = book.companion(RuleKind::Enforcement, own, false, purpose, day);
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
    let inspection = "name = \"a\"\nkind = \"inspection\"\ndays = 15\n";
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
        (
            "an advance is not counted back",
            format!("{advance}days = 15\ndirection = \"before\""),
            vec![Code::RulePeriod],
        ),
        (
            "forward is the way of all others",
            format!("{advance}days = 15\ndirection = \"after\"\nfirst_day = \"included\""),
            vec![],
        ),
        (
            "no warranty is asked for but by an inspection",
            format!("{objection}days = 15\nwarranty_up_to = {{ months = 6 }}"),
            vec![Code::RulePeriod],
        ),
        (
            "an inspection looks back and asks for the warranty",
            format!("{inspection}direction = \"before\"\nwarranty_up_to = {{ months = 6 }}\nfirst_day = \"excluded\""),
            vec![],
        ),
        (
            "what runs back has no first day to count",
            format!("{inspection}direction = \"before\"\nfirst_day = \"included\""),
            vec![Code::RulePeriod],
        ),
        (
            "an inspection runs back unasked",
            format!("{inspection}first_day = \"included\""),
            vec![Code::RulePeriod],
        ),
        (
            "an inspection may run forward",
            format!("{inspection}direction = \"after\"\nfirst_day = \"included\""),
            vec![],
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
        let objection = book.companion(RuleKind::Objection, own, true, "duty", on);
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
