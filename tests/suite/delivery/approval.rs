//! More than usual waits for a named person.

use super::trial::{Behaviour, Sea, address, loan, loan_path};

#[test]
fn g19_more_than_usual_waits_for_a_named_person_and_this_very_plan() {
    let sea = Sea::with(60);
    sea.office("tripwire = 50");
    let report = sea.must("a");
    let tripped = report.tripped.clone().expect("a tripwire");
    assert_eq!((report.status(), sea.kept()), (3, 0));
    let approve = |plan: &str, expires: &str| {
        let text = format!("who = \"นางอัจฉรา เลิศวร\"\nwhy = \"หลังระบบหยุด\"\nexpires = {expires}\n");
        sea.edit(&format!("records/approvals/{plan}.toml"), &text);
    };
    approve(&"0".repeat(64), "2026-11-22");
    assert_eq!(sea.must("a").status(), 3, "another plan's approval");
    approve(&tripped.plan, "2026-11-19");
    assert_eq!(sea.must("a").status(), 3, "a lapsed approval");
    approve(&tripped.plan, "2026-12-31");
    assert_eq!(sea.must("a").status(), 3, "an approval for ever");
    approve(&tripped.plan, "2026-11-22");
    sea.edit(&loan_path(1), &loan(1, "").replace("1_000.00", "1_000.01"));
    assert_eq!(sea.must("a").status(), 3, "one satang more is another plan");
    sea.edit(&loan_path(1), &loan(1, ""));
    let first = sea.must("a");
    assert_eq!((first.sent(), first.status()), (40, 0));
    assert_eq!(
        sea.must("a").sent(),
        20,
        "the rest of the approved plan goes by the pace"
    );
    assert_eq!(sea.doubled_and_lost(60), (0, 0));
}

#[test]
fn g19_an_approval_covers_over_all_its_runs_only_what_was_approved() {
    let sea = Sea::with(60);
    sea.office("tripwire = 15");
    let tripped = sea.must("a").tripped.expect("a tripwire");
    let approve = |plan: &str, expires: &str| {
        let text = format!("who = \"นางอัจฉรา เลิศวร\"\nwhy = \"หลังระบบหยุด\"\nexpires = {expires}\n");
        sea.edit(&format!("records/approvals/{plan}.toml"), &text);
    };
    let alarms = |expires: &str| {
        approve(&tripped.plan, expires);
        let tripped = sea.must("a").tripped.expect("a tripwire");
        tripped.alarms.last().expect("an alarm").en.clone()
    };
    assert!(alarms("2026-11-19").contains("expired on 2026-11-19"));
    assert!(alarms("2569-11-22").contains("years are C.E."));
    approve(&tripped.plan, "2026-11-22");
    assert_eq!(sea.must("a").sent(), 40);
    let rest: Vec<usize> = (1..=60)
        .filter(|number| !sea.0.borrow().asked.contains_key(&address(*number)))
        .collect();
    for number in &rest {
        sea.edit(&loan_path(*number), &loan(*number, "").replace("1_000.00", "1_000.01"));
    }
    let changed = sea.must("a");
    assert_eq!(
        (changed.status(), changed.sent()),
        (3, 0),
        "20 amounts that nobody approved"
    );
    let why = &changed.tripped.expect("a tripwire").alarms;
    assert!(
        why.iter().all(|alarm| !alarm.en.contains("another plan")),
        "a used approval is no riddle: {why:?}"
    );
    for number in &rest {
        sea.edit(&loan_path(*number), &loan(*number, ""));
    }
    assert_eq!(sea.must("a").sent(), 20);
    assert_eq!(sea.doubled_and_lost(60), (0, 0));
}

#[test]
fn g19_a_plan_that_touches_too_large_a_share_of_the_book_waits() {
    let sea = Sea::with(45);
    sea.script(|_, _| Behaviour::Take);
    let report = sea.must("a");
    assert_eq!(report.status(), 3, "45 mails about all of 45 open records");
    let small = Sea::with(39);
    assert_eq!(
        small.must("a").status(),
        0,
        "below forty mails only the tripwire counts"
    );
}
