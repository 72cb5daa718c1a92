//! What servers say: no such mailbox, later, not from you.

use chrono::TimeDelta;
use duebook::book::journal::Status;
use duebook::dispatch::doors::{Trouble, Verdict};
use duebook::text::Words;

use super::trial::{Behaviour, Sea, address, loan, loan_path, moment};

#[test]
fn g14_a_bad_address_stops_nobody_else_and_costs_no_login() {
    let sea = Sea::with(10);
    sea.script(|parcel, _| match parcel.to.as_str() {
        to if to == address(2) => Behaviour::Say("550 5.1.1 no such user"),
        to if to == address(5) => Behaviour::Say("501 5.1.3 bad address"),
        to if to == address(9) => Behaviour::Say("553 5.1.2 bad domain"),
        _ => Behaviour::Take,
    });
    let report = sea.must("a");
    assert_eq!((report.sent(), report.refused(), sea.0.borrow().logins), (7, 3, 1));
    assert_eq!(report.status(), 1);
    let next = sea.must("a");
    assert_eq!(
        (next.planned, next.held.len(), next.status()),
        (0, 3, 0),
        "listed, not tried again"
    );
    sea.edit(&loan_path(5), &loan(5, "").replace("borrower5@", "borrower.five@"));
    assert_eq!(sea.must("a").sent(), 1, "a corrected address is written to");
}

#[test]
fn g15_a_server_that_says_later_is_asked_later_and_finally_takes_it() {
    let sea = Sea::with(10);
    sea.script(|parcel, asked| match (parcel.to.as_str(), asked) {
        (to, 1) if to == address(1) => Behaviour::Say("450 4.2.0 greylisted"),
        (to, 1) if to == address(3) => Behaviour::Say("451 4.3.0 try later"),
        (to, 1) if to == address(5) => Behaviour::Say("421 4.7.0 too many"),
        _ => Behaviour::Take,
    });
    let first = sea.must("a");
    assert_eq!((first.sent(), first.deferred(), first.status()), (7, 3, 75));
    assert_eq!((first.planned, first.later), (10, 0), "each mail is counted once");
    sea.later(TimeDelta::minutes(5));
    let early = sea.must("a");
    assert_eq!((early.sent(), early.later), (0, 3), "not before half an hour");
    sea.later(TimeDelta::minutes(30));
    assert_eq!(sea.must("a").sent(), 3);
    assert_eq!(sea.doubled_and_lost(10), (0, 0));
}

#[test]
fn g15_a_server_that_throttles_twice_in_a_row_ends_the_run() {
    let sea = Sea::with(10);
    sea.script(|_, _| Behaviour::Say("421 4.7.0 too many"));
    let report = sea.must("a");
    let asked: usize = sea.0.borrow().asked.values().sum();
    assert_eq!((asked, report.sent(), report.status()), (2, 0, 75));
}

#[test]
fn g15_five_times_later_waits_for_a_person() {
    let sea = Sea::with(1);
    sea.script(|_, _| Behaviour::Say("450 4.2.0 mailbox busy"));
    for _ in 0..4 {
        assert_eq!(sea.must("a").status(), 75);
        sea.later(TimeDelta::minutes(31));
    }
    let last = sea.must("a");
    assert_eq!((last.status(), last.given_up.len()), (1, 1));
    let after = sea.must("a");
    assert_eq!((after.planned, after.held.len()), (0, 1));
}

#[test]
fn g15_the_days_digest_waits_as_long_as_the_server_asks() {
    let sea = Sea::with(0);
    sea.office("digest = \"daily\"");
    sea.script(|_, _| Behaviour::Say("450 4.2.0 mailbox busy"));
    assert_eq!(sea.must("a").deferred(), 1);
    let again = sea.must("a");
    assert_eq!((again.deferred(), again.later), (0, 1));
    sea.later(TimeDelta::minutes(31));
    assert_eq!(sea.must("a").deferred(), 1);
}

#[test]
fn g16_a_server_that_refuses_the_sender_is_a_matter_of_settings() {
    for reply in [
        "530 5.7.0 log in first",
        "550 5.7.60 not allowed to send as this sender",
    ] {
        let sea = Sea::with(12);
        sea.script(move |_, _| Behaviour::NotUs(reply));
        let report = sea.must("a");
        assert_eq!((report.status(), report.sent(), report.later), (78, 0, 2), "{reply}");
        assert!(
            !format!("{:?}", report.trouble).contains("5.7"),
            "no words of the server"
        );
        sea.script(|_, _| Behaviour::Take);
        assert_eq!(sea.must("a").sent(), 12);
        assert_eq!(sea.doubled_and_lost(12), (0, 0));
    }
}

#[test]
fn g16_a_post_that_does_not_open_burns_no_claim() {
    for (trouble, status) in [
        (Trouble::Later(Words::new("ไม่พบชื่อ", "no such host")), 75),
        (Trouble::Settings(Words::new("รหัสผ่านไม่ถูก", "login refused")), 78),
    ] {
        let sea = Sea::with(6);
        sea.0.borrow_mut().open_trouble = Some(trouble.clone());
        let report = sea.must("a");
        assert_eq!((report.status(), report.trouble), (status, Some(trouble)));
        assert!(sea.states().is_empty() && sea.kept() == 0);
        sea.0.borrow_mut().open_trouble = None;
        assert_eq!(sea.must("a").sent(), 6);
    }
}

#[test]
fn what_was_put_off_is_written_off_when_it_is_cleared_or_overtaken() {
    let sea = Sea::with(2);
    sea.script(|_, asked| {
        if asked == 1 {
            Behaviour::Say("450 4.2.0 busy")
        } else {
            Behaviour::Take
        }
    });
    assert_eq!(sea.must("a").deferred(), 2);
    sea.edit(
        &loan_path(1),
        &loan(1, "[[clearing]]\ndate = 2026-11-20\nvouchers = 1_000.00\n"),
    );
    sea.0.borrow_mut().now = moment("2026-11-27T08:47:00+07:00");
    let report = sea.must("a");
    assert_eq!(
        report
            .mails
            .iter()
            .filter(|(_, verdict)| matches!(verdict, Verdict::Sent(_)))
            .count(),
        1
    );
    let states: Vec<Status> = sea.states().into_values().collect();
    assert_eq!(states, [Status::Cancelled, Status::Superseded, Status::Sent]);
}
