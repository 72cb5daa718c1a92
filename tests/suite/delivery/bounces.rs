//! What comes back, and to whom the next copy goes.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use duebook::book::journal::Status;
use duebook::dispatch::settle::Patience;

use super::trial::{Behaviour, Sea, address, loan, loan_path};
use super::{carry_on, mail_id, report};

#[test]
fn g23_what_comes_back_finds_its_reminder_and_a_corrected_address_is_written_to_once() {
    let sea = Sea::with(3);
    sea.0.borrow_mut().archive_lag = Some(TimeDelta::zero());
    sea.must("a");
    let mail = mail_id(&sea, &address(2));
    sea.0.borrow_mut().reports = Some(vec![report(&mail, &address(2), "failed")]);
    let run = sea.must("a");
    assert_eq!((run.given_up.len(), run.status(), run.planned), (1, 1, 0));
    let key = "2570/secretariat-advance-0002/2026-11-27.before-7.borrower";
    assert_eq!(sea.states()[key], Status::Bounced);
    assert_eq!(run.given_up, [key]);
    // The address gets nothing else, whatever the stage; its own record lists it.
    sea.later(TimeDelta::days(7));
    let next = sea.must("a");
    assert_eq!((next.sent(), next.held.len(), next.status()), (2, 1, 0));
    sea.edit(&loan_path(2), &loan(2, "").replace("borrower2@", "borrower.two@"));
    let next = sea.must("a");
    assert_eq!(next.sent(), 1, "of the stage that is reached now");
    assert_eq!(sea.must("a").sent(), 0);
    // That one record was corrected does not bring the mailbox to life.
    sea.edit(&loan_path(4), &loan(4, "").replace("borrower4@", "borrower2@"));
    let other = sea.must("a");
    assert_eq!((other.sent(), other.held.len()), (0, 1));
}

/// The copy that came back lies in the Sent folder. Whoever asked for the
/// second one under the first one's name would find it there.
#[test]
fn g23_a_copy_that_came_back_is_never_taken_for_the_second() {
    for at in 1.. {
        let sea = Sea::with(1);
        sea.0.borrow_mut().archive_lag = Some(TimeDelta::zero());
        sea.must("a");
        let mail = mail_id(&sea, &address(1));
        sea.0.borrow_mut().reports = Some(vec![report(&mail, &address(1), "failed")]);
        sea.must("a");
        sea.edit(&loan_path(1), &loan(1, "").replace("borrower1@", "borrower.one@"));
        {
            let mut world = sea.0.borrow_mut();
            world.events = 0;
            world.kill_at = Some(at);
        }
        let died = sea.run("a", Patience::default()).is_none();
        sea.vanish("a");
        carry_on(&sea);
        let copies = sea
            .0
            .borrow()
            .kept
            .iter()
            .filter(|kept| kept.to.starts_with("borrower.one@"))
            .count();
        assert_eq!(copies, 1, "dead at event {at}");
        if !died {
            break;
        }
    }
}

/// Two reminders that left in one mail may have two addresses when they go
/// again: then each is a mail of its own, and neither is taken for the other.
#[test]
fn one_identity_is_never_two_addresses() {
    for at in 1.. {
        let sea = Sea::with(2);
        sea.office("in_doubt = \"resend\"");
        let shared = |number| loan(number, "").replace(&address(number), "both@secretariat.example.org");
        sea.edit(&loan_path(1), &shared(1));
        sea.edit(&loan_path(2), &shared(2));
        sea.script(|parcel, asked| match (parcel.to.as_str(), asked) {
            ("both@secretariat.example.org", 1) => Behaviour::LoseReply,
            _ => Behaviour::Take,
        });
        assert_eq!(sea.must("a").in_doubt(), 1);
        sea.later(TimeDelta::hours(2));
        sea.edit(&loan_path(2), &loan(2, ""));
        {
            let mut world = sea.0.borrow_mut();
            world.events = 0;
            world.kill_at = Some(at);
        }
        let died = sea.run("a", Patience::default()).is_none();
        carry_on(&sea);
        let world = sea.0.borrow();
        let of = |to: &str| -> BTreeSet<String> {
            let kept = world.kept.iter().filter(|kept| kept.to == to);
            kept.map(|kept| kept.message_id.clone()).collect()
        };
        let (shared, corrected) = (of("both@secretariat.example.org"), of(&address(2)));
        assert!(!corrected.is_empty(), "dead at event {at}: never written to");
        assert!(
            shared.is_disjoint(&corrected),
            "dead at event {at}: {shared:?} {corrected:?}"
        );
        if !died {
            break;
        }
    }
}

#[test]
fn g23_reports_that_are_not_ours_change_nothing() {
    let sea = Sea::with(2);
    sea.0.borrow_mut().archive_lag = Some(TimeDelta::zero());
    sea.must("a");
    let mail = mail_id(&sea, &address(1));
    sea.0.borrow_mut().reports = Some(vec![
        report(&mail, &address(1), "delayed"),
        report(&mail, &address(1), "delivered"),
        report(&mail, &address(2), "failed"),
        report(
            "2570.secretariat-advance-0009.2026-11-27.before-7.borrower",
            &address(1),
            "failed",
        ),
        "garbage".to_owned(),
    ]);
    let run = sea.must("a");
    assert_eq!((run.status(), run.given_up.len()), (0, 0));
    assert!(sea.states().values().all(|state| *state == Status::Sent));
    // A mailbox that does not answer is named, and stops nothing.
    sea.0.borrow_mut().reports = None;
    sea.later(TimeDelta::days(7));
    let run = sea.must("a");
    assert_eq!((run.sent(), run.status(), run.notes.len()), (2, 0, 1));
}
