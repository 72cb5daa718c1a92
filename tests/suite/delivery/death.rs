//! A machine that dies at any event, and the controls that show a double seen.

use chrono::TimeDelta;
use duebook::book::gather::gather;
use duebook::book::journal::Status;
use duebook::dispatch::settle::Patience;

use super::carry_on;
use super::trial::{Behaviour, Sea, address, day};

/// How the next runs find out what a dead one did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Policy {
    /// Ask the Sent folder.
    Ask,
    /// Wait for a person.
    Hold,
    /// Send again.
    Resend,
}

/// Kills a six-mail run at each of its events, with or without its disk, and
/// returns trials, mails doubled, mails lost and reminders held.
fn kill_everywhere(policy: Policy, disk_survives: bool) -> (u64, usize, usize, usize) {
    let (mut trials, mut doubled, mut lost, mut held) = (0, 0, 0, 0);
    for at in 1.. {
        let sea = Sea::with(6);
        if policy == Policy::Ask {
            sea.0.borrow_mut().archive_lag = Some(TimeDelta::minutes(5));
        }
        if policy == Policy::Resend {
            sea.office("in_doubt = \"resend\"");
        }
        sea.0.borrow_mut().kill_at = Some(at);
        if sea.run("a", Patience::default()).is_some() {
            break;
        }
        if !disk_survives {
            sea.vanish("a");
        }
        carry_on(&sea);
        let (more, less) = sea.doubled_and_lost(6);
        trials += 1;
        doubled += more;
        lost += less;
        held += sea.states().values().filter(|state| **state == Status::Held).count();
    }
    (trials, doubled, lost, held)
}

#[test]
fn g1_death_at_any_event_asking_the_sent_folder_neither_loses_nor_doubles_nor_holds() {
    for disk_survives in [true, false] {
        let (trials, doubled, lost, held) = kill_everywhere(Policy::Ask, disk_survives);
        assert!(trials >= 30, "{trials}");
        assert_eq!((doubled, lost, held), (0, 0, 0), "disk survives: {disk_survives}");
    }
}

#[test]
fn g1_death_at_any_event_without_a_mailbox_to_ask_neither_loses_nor_doubles() {
    for disk_survives in [true, false] {
        let (_, doubled, lost, held) = kill_everywhere(Policy::Hold, disk_survives);
        assert_eq!((doubled, lost), (0, 0), "disk survives: {disk_survives}");
        assert!(held > 0, "what left without an answer waits for a person");
    }
}

#[test]
fn g1_death_at_any_event_with_resend_by_choice_loses_nothing() {
    for disk_survives in [true, false] {
        let (_, doubled, lost, held) = kill_everywhere(Policy::Resend, disk_survives);
        assert_eq!((lost, held), (0, 0));
        assert!(doubled > 0, "this is what the choice costs, and the harness sees it");
    }
}

/// The negative control: without the settle time a Sent folder that lags is
/// believed too early, and the harness must see the double.
#[test]
fn g2_without_the_settle_time_the_harness_sees_doubles() {
    let mut doubled = 0;
    for at in 1.. {
        let sea = Sea::with(6);
        sea.0.borrow_mut().archive_lag = Some(TimeDelta::minutes(5));
        sea.0.borrow_mut().kill_at = Some(at);
        let hasty = Patience {
            settle: TimeDelta::zero(),
            ..Patience::default()
        };
        if sea.run("a", hasty).is_some() {
            break;
        }
        sea.0.borrow_mut().kill_at = None;
        sea.later(TimeDelta::minutes(1));
        let _ = sea.run("a", hasty);
        sea.later(TimeDelta::hours(1));
        let _ = sea.run("a", hasty);
        doubled += sea.doubled_and_lost(6).0;
    }
    assert!(doubled > 0, "a harness that cannot see a double proves nothing");
}

/// The other control: whoever writes down only after the mail has left sends
/// again what a death had cut off, and the harness must see it.
#[test]
fn g2_a_journal_written_after_sending_doubles_and_the_harness_sees_it() {
    let (mut doubled, mut lost) = (0, 0);
    for at in 1.. {
        let sea = Sea::with(6);
        {
            let mut world = sea.0.borrow_mut();
            (world.journal_after_send, world.kill_at) = (true, Some(at));
        }
        if sea.run("a", Patience::default()).is_some() {
            break;
        }
        sea.vanish("a");
        carry_on(&sea);
        let (more, less) = sea.doubled_and_lost(6);
        doubled += more;
        lost += less;
    }
    assert!(doubled > 0, "a harness that cannot see a double proves nothing");
    assert_eq!(lost, 0);
}

/// A seal that follows nothing would stand for ever.
#[test]
fn a_journal_that_the_disk_does_not_give_is_neither_sealed_nor_sent_from() {
    let mut stopped = 0;
    for at in 1.. {
        let sea = Sea::with(3);
        sea.run_for("a", Patience::default(), day("2026-11-10"));
        sea.0.borrow_mut().readings = 0;
        sea.0.borrow_mut().unread_at = Some(at);
        let ended = sea.run("a", Patience::default()).expect("nobody died");
        if sea.0.borrow().readings < at {
            break;
        }
        stopped += usize::from(!matches!(ended, Ok(report) if report.status() == 0));
        carry_on(&sea);
        assert_eq!(sea.doubled_and_lost(3), (0, 0), "reading {at}");
        let seals = gather(sea.files()).book.journal.seals;
        let [first, second] = seals.values().collect::<Vec<_>>()[..] else {
            panic!("{} seals after reading {at}", seals.len());
        };
        assert_eq!(
            (second.n, second.previous.as_ref()),
            (2, Some(&first.sha256())),
            "reading {at}"
        );
    }
    assert!(stopped >= 2, "{stopped}");
}

#[test]
fn a_lost_reply_is_settled_from_the_sent_folder() {
    let sea = Sea::with(6);
    sea.0.borrow_mut().archive_lag = Some(TimeDelta::minutes(5));
    sea.script(|parcel, asked| match (parcel.to.as_str(), asked) {
        (to, 1) if to == address(2) => Behaviour::LoseReply,
        (to, 1) if to == address(4) => Behaviour::Drop,
        _ => Behaviour::Take,
    });
    let report = sea.must("a");
    assert_eq!((report.sent(), report.in_doubt(), report.status()), (4, 1, 75));
    // Until the mailbox may be asked, whoever called is told to come back.
    let early = sea.must("a");
    assert_eq!((early.unsettled, early.status()), (1, 75));
    carry_on(&sea);
    assert_eq!(sea.doubled_and_lost(6), (0, 0));
    assert!(sea.states().values().all(|state| *state == Status::Sent));
}
