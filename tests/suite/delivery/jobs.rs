//! Jobs that come at once, vanish, sleep, or may not write.

use chrono::TimeDelta;
use duebook::book::journal::Status;
use duebook::dispatch::doors::Trouble;
use duebook::dispatch::settle::Patience;
use duebook::text::Words;

use super::carry_on;
use super::trial::{Sea, loan, loan_path};

#[test]
fn a_second_run_finds_nothing_to_do() {
    let sea = Sea::with(12);
    assert_eq!(sea.must("a").sent(), 12);
    let again = sea.must("a");
    assert_eq!((again.planned, again.sent(), sea.kept()), (0, 0, 12));
}

#[test]
fn g5_two_jobs_at_once_share_the_work_and_never_a_mail() {
    for at in 1..80 {
        let sea = Sea::with(15);
        sea.interrupt(at, |sea| {
            sea.run("b", Patience::default());
        });
        sea.must("a");
        sea.must("a");
        assert_eq!(sea.doubled_and_lost(15), (0, 0), "the other job came in at event {at}");
        assert_eq!(sea.kept(), 15);
    }
}

#[test]
fn g4_two_jobs_one_of_which_vanishes_with_its_disk() {
    for at in 1..60 {
        let sea = Sea::with(12);
        sea.0.borrow_mut().archive_lag = Some(TimeDelta::minutes(5));
        sea.0.borrow_mut().kill_at = Some(at);
        let died = sea.run("a", Patience::default()).is_none();
        sea.vanish("a");
        sea.0.borrow_mut().kill_at = None;
        sea.must("b");
        carry_on(&sea);
        assert_eq!(sea.doubled_and_lost(12), (0, 0), "event {at}, died: {died}");
    }
}

#[test]
fn g6_a_job_that_slept_past_its_lease_sends_nothing_any_more() {
    for at in 1..40 {
        let sea = Sea::with(6);
        sea.0.borrow_mut().archive_lag = Some(TimeDelta::minutes(5));
        sea.interrupt(at, |sea| {
            sea.later(TimeDelta::minutes(50));
            sea.run("b", Patience::default());
        });
        sea.must("a");
        carry_on(&sea);
        assert_eq!(sea.doubled_and_lost(6), (0, 0), "asleep at event {at}");
    }
}

#[test]
fn g7_a_refused_claim_sends_nothing() {
    let sea = Sea::with(6);
    sea.0.borrow_mut().refuse_claims = Some(Trouble::Later(Words::new("ไม่รับ", "not now")));
    let report = sea.must("a");
    assert_eq!((report.status(), report.later, sea.kept()), (75, 6, 0));
    sea.0.borrow_mut().refuse_claims = Some(Trouble::Settings(Words::new("สาขาปิด", "GH006")));
    assert_eq!((sea.must("a").status(), sea.kept()), (78, 0));
    sea.0.borrow_mut().refuse_claims = None;
    assert_eq!(sea.must("a").sent(), 6);
}

#[test]
fn g7_outcomes_that_cannot_be_pushed_are_settled_by_the_next_run() {
    for disk_survives in [true, false] {
        let sea = Sea::with(6);
        sea.0.borrow_mut().archive_lag = Some(TimeDelta::minutes(5));
        sea.0.borrow_mut().refuse_outcomes = true;
        let report = sea.must("a");
        assert_eq!((report.status(), sea.kept()), (75, 6));
        sea.0.borrow_mut().refuse_outcomes = false;
        if !disk_survives {
            sea.vanish("a");
        }
        carry_on(&sea);
        assert_eq!(sea.doubled_and_lost(6), (0, 0));
        assert!(sea.states().values().all(|state| *state == Status::Sent));
    }
}

#[test]
fn g12_cleared_between_plan_and_claim_is_not_reminded() {
    for at in 1..40 {
        let sea = Sea::with(12);
        sea.interrupt(at, |sea| {
            let cleared = loan(7, "[[clearing]]\ndate = 2026-11-20\nvouchers = 1_000.00\n");
            sea.edit(&loan_path(7), &cleared);
        });
        sea.must("a");
        for (pages, book) in &sea.0.borrow().claims {
            let claims = pages.iter().any(|(path, _)| path.contains("advance-0007/"));
            assert!(
                !claims || !book[&loan_path(7)].contains("clearing"),
                "cleared at event {at}"
            );
        }
    }
}

#[test]
fn g21_a_pause_stops_within_one_batch() {
    for at in 1..60 {
        let sea = Sea::with(30);
        sea.interrupt(at, |sea| {
            let before = sea.kept();
            sea.office("paused = true");
            assert!(before <= 30);
        });
        let before = sea.kept();
        sea.must("a");
        let kept = sea.kept();
        assert!(kept <= 30 && before <= kept, "paused at event {at}");
        let after = sea.must("a");
        assert!(after.paused && sea.kept() == kept);
    }
    let sea = Sea::with(30);
    sea.interrupt(12, |sea| sea.office("paused = true"));
    assert!(sea.must("a").paused);
    assert!(sea.kept() <= 10, "{}", sea.kept());
}
