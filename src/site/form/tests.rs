//! What the form gets to know, and who gets the form.

use super::*;
use crate::book::gather::texts;

#[test]
fn the_next_number_follows_the_highest_in_use_of_its_folder() {
    let paths = [
        "records/legal/2570/advance-0002.toml",
        "records/legal/2570/advance-0010.toml",
        "records/legal/2570/guarantee-0001.toml",
        "records/legal/2570/project-0009.toml",
        "records/legal/agency.toml",
    ];
    let want = [("legal/2570/advance", 10), ("legal/2570/guarantee", 1)];
    let want: BTreeMap<String, u32> = want.map(|(path, number)| (path.to_owned(), number)).into();
    assert_eq!(numbers(paths.into_iter()), want);
}

#[test]
fn a_schema_is_named_among_the_comments_at_the_head() {
    for (text, want) in [
        ("#:schema ../../../schema/advance.json\na = 1\n", true),
        ("# โครงการ\n#:schema ../x.json\n", true),
        ("a = 1\n#:schema ../x.json\n", false),
        ("# schema\n", false),
        ("", false),
    ] {
        assert_eq!(names_schema(text), want, "{text}");
    }
}

#[test]
fn without_a_script_the_forges_page_opens_empty() {
    for (pattern, want) in [
        (
            "https://git.example.org/o/r/new/main?filename={path}&value={text}",
            Some("https://git.example.org/o/r/new/main"),
        ),
        (
            "https://git.example.org/o/r/_new/main/{folder}?filename={name}",
            Some("https://git.example.org/o/r/_new/main/"),
        ),
        ("javascript:alert(1)", None),
    ] {
        assert_eq!(bare_link(pattern).as_deref(), want);
    }
}

#[test]
fn a_template_for_hand_work_has_the_required_keys_one_below_the_other() {
    let text = record::template(File::Advance);
    assert!(
        text.starts_with(
            "#:schema ../../../schema/advance.json\ncontract   = \"บย. 12/2570\"\nfund       = \"budget\"\n"
        ),
        "{text}"
    );
    assert!(text.contains("\nreceived   = 2026-10-12\n"), "{text}");
}

/// A book of one record, and what may be entered for it, by the address alone.
fn offered(path: &str, record: &str) -> Vec<String> {
    const RULES: &str = "title = \"x\"\n[[rule]]\nname = \"trip\"\nkind = \"advance\"\nfrom = \"returned\"\ndays = 15\n\
                         [[rule]]\nname = \"duty\"\nkind = \"advance\"\nfrom = \"received\"\ndays = 30\n\
                         [[rule]]\nname = \"contract\"\nkind = \"guarantee\"\nfrom = \"released\"\ndays = 15\n";
    let files = [
        ("records/office.toml", "name = \"x\"\n".to_owned()),
        ("records/rules/r.toml", RULES.to_owned()),
        ("records/pr/agency.toml", "name = \"x\"\n".to_owned()),
        (path, record.to_owned()),
    ];
    let book = texts(&files).book;
    let Place::Record(id) = id::place(path) else {
        panic!("{path} is no record");
    };
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
    let register = crate::book::Register::new(&book, today);
    let next = next(register.get(&id).expect("the record"), today, Lang::Th);
    let acts = acts(&book, &id, next, Lang::Th).expect("a record with forms");
    let name = |act: Act| -> String {
        assert!(!act.label.is_empty(), "{}", act.path);
        let rest = act.path.strip_prefix("form.html?").expect("a form");
        rest.replacen(&format!("/{id}"), "", 1)
    };
    let first = acts.first.map_or_else(|| "nothing".to_owned(), name);
    std::iter::once(first).chain(acts.more.into_iter().map(name)).collect()
}

fn advance(purpose: &str, more: &str) -> Vec<String> {
    let record = format!(
        "contract = \"1\"\nfund = \"budget\"\npurpose = \"{purpose}\"\nproject = \"x\"\namount = 10.00\n\
         borrower = {{ name = \"x\" }}\ncontracted = 2026-10-12\n{more}"
    );
    offered("records/pr/2570/advance-0001.toml", &record)
}

fn guarantee(form: &str, more: &str) -> Vec<String> {
    let record = format!(
        "contract = \"1\"\nkind = \"contract\"\nform = \"{form}\"\namount = 10.00\n\
         contractor = {{ name = \"x\", kind = \"company\" }}\ncontracted = 2026-10-12\n{more}"
    );
    offered("records/pr/2570/guarantee-0001.toml", &record)
}

#[test]
fn what_comes_first_is_what_comes_next_in_the_life_of_a_record() {
    let first = |names: Vec<String>| names.first().cloned().unwrap_or_default();
    assert_eq!(first(advance("duty", "")), "set-received");
    assert_eq!(first(advance("duty", "received = 2026-10-13\n")), "clearing");
    let part = "[[disbursement]]\ndate = 2026-10-13\namount = 5.00\n";
    assert_eq!(first(advance("duty", part)), "clearing");
    let paid = |more: &str| first(advance("duty", &format!("received = 2026-10-13\n{more}")));
    let clearing = |more: &str| format!("[[clearing]]\ndate = 2026-10-20\nvouchers = {more}\n");
    // More was spent than lent, all is under check, all is cleared, or was and is objected to.
    assert_eq!(paid(&clearing("12.00")), "reimbursement");
    assert_eq!(paid(&clearing("10.00\npending = true")), "checked/1");
    assert_eq!(paid(&clearing("10.00")), "nothing");
    let objection = "[[objection]]\ndate = 2026-11-02\namount = 4.00\n";
    assert_eq!(paid(&format!("{}{objection}", clearing("10.00"))), "clearing");
    let answered = "[[clearing]]\ndate = 2026-11-09\ncash = 4.00\n";
    assert_eq!(
        paid(&format!("{}{answered}{objection}", clearing("10.00"))),
        "resolved/1"
    );
    assert_eq!(paid("cancelled = { date = 2026-10-14, reason = \"x\" }\n"), "nothing");
    // The count of a journey begins at the arrival.
    assert_eq!(first(advance("trip", "received = 2026-10-13\n")), "set-returned");
    let back = "received = 2026-10-13\nreturned = 2026-10-30\n";
    assert_eq!(first(advance("trip", back)), "clearing");

    let held = |more: &str| first(guarantee("cash", &format!("received = 2026-10-13\n{more}")));
    assert_eq!(first(guarantee("cash", "")), "set-received");
    assert_eq!(held(""), "set-accepted");
    assert_eq!(
        held("accepted = 2026-10-30\nwarranty = { years = 1 }\n"),
        "set-released"
    );
    assert_eq!(held("released = 2026-10-30\n"), "refund");
    let back = "[[refund]]\ndate = 2026-11-02\namount = 10.00\n";
    assert_eq!(held(&format!("released = 2026-10-30\n{back}")), "nothing");
}

#[test]
fn only_what_can_be_is_offered() {
    let has = |names: Vec<String>, name: &str| names.iter().filter(|one| *one == name).count();
    let paid = "received = 2026-10-13\n";
    // Travel counts from the arrival, other duties do not; parts have days of their own.
    assert_eq!(has(advance("trip", paid), "set-returned"), 1);
    assert_eq!(has(advance("duty", paid), "set-returned"), 0);
    assert_eq!(has(advance("duty", paid), "set-received"), 1);
    let part = "[[disbursement]]\ndate = 2026-10-13\namount = 5.00\n";
    assert_eq!(has(advance("duty", part), "set-received"), 0);
    assert_eq!(has(advance("duty", ""), "objection"), 0);
    assert_eq!(has(advance("duty", paid), "objection"), 1);
    // A rest of reminders ends where there is one.
    let rest = "hold = { until = 2026-12-31 }\n";
    for (names, lift) in [
        (advance("duty", paid), 0),
        (advance("duty", rest), 1),
        (guarantee("cash", rest), 1),
    ] {
        assert_eq!(has(names.clone(), "lift"), lift);
        assert_eq!(has(names, "hold"), 1 - lift);
    }
    // Only a letter can be replaced.
    assert_eq!(has(guarantee("cash", paid), "replacement"), 0);
    assert_eq!(has(guarantee("electronic-bank-lg", paid), "replacement"), 1);
}

#[test]
fn an_event_that_waits_for_its_end_can_be_ended_and_any_can_be_voided() {
    let Place::Record(id) = id::place("records/pr/2570/advance-0001.toml") else {
        panic!("a record's path");
    };
    let names = |event, open| -> Vec<String> {
        let acts = about(&id, event, 2, open, Lang::En);
        acts.into_iter().map(|act| act.path).collect()
    };
    assert_eq!(
        names("clearing", true),
        [
            "form.html?checked/pr/2570/advance-0001/2",
            "form.html?void-clearing/pr/2570/advance-0001/2"
        ]
    );
    assert_eq!(
        names("objection", false),
        ["form.html?void-objection/pr/2570/advance-0001/2"]
    );
    assert_eq!(
        names("extension", true),
        ["form.html?void-extension/pr/2570/advance-0001/2"]
    );
}
