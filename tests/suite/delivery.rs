//! The guarantees of the delivery (docs/reminders.md), each against the fault
//! that would break it. The world is in memory and its clock is set by hand, so
//! that a machine can die at every single event.

pub(crate) mod trial;

use std::collections::BTreeSet;

use chrono::TimeDelta;
use duebook::book::gather::gather;
use duebook::book::journal::Status;
use duebook::dispatch::day::Stop;
use duebook::dispatch::doors::{Trouble, Verdict};
use duebook::dispatch::replay::{self, Again};
use duebook::dispatch::settle::Patience;
use duebook::text::Words;

use trial::{Behaviour, Sea, address, day, loan, loan_path, moment, told};

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

/// Lets runs come and go, an hour apart, until nothing is left to do.
fn carry_on(sea: &Sea) {
    sea.0.borrow_mut().kill_at = None;
    for _ in 0..4 {
        sea.later(TimeDelta::hours(1));
        let report = sea.run("a", Patience::default()).expect("nobody died");
        report.unwrap_or_else(|stop| panic!("{}", told(&stop)));
    }
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
fn g10_a_backlog_goes_by_the_pace_the_most_urgent_first() {
    let sea = Sea::with(20);
    for number in 1..=3 {
        let text = loan(number, "").replace("2026-11-12", "2026-11-02");
        sea.edit(&loan_path(number), &text);
    }
    sea.office("pace = 8");
    let report = sea.must("a");
    assert_eq!((report.sent(), report.later, report.status()), (8, 12, 0));
    let first: Vec<String> = sea.0.borrow().kept.iter().take(3).map(|kept| kept.to.clone()).collect();
    assert_eq!(first, [address(1), address(2), address(3)], "overdue comes first");
    assert_eq!(sea.must("a").sent(), 8);
    assert_eq!(sea.must("a").sent(), 4);
    assert_eq!(sea.doubled_and_lost(20), (0, 0));
}

#[test]
fn g11_the_first_delivery_of_an_old_book_adopts_and_sends_nothing() {
    let sea = Sea::with(2_000);
    sea.0
        .borrow_mut()
        .files
        .remove("records/journal/adopted/2026-11-01.toml");
    let report = sea.must("a");
    assert_eq!((report.adopted, sea.kept(), report.status()), (Some(2_000), 0, 0));
    assert_eq!(sea.must("a").planned, 0, "what was adopted never fires");
    sea.edit(&loan_path(2_001), &loan(2_001, ""));
    assert_eq!(sea.must("a").sent(), 1, "what comes later does");
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
fn g13_a_due_date_put_off_and_back_starts_anew_and_repeats_nothing() {
    let sea = Sea::with(1);
    assert_eq!(sea.must("a").sent(), 1);
    sea.later(TimeDelta::days(1));
    let put_off = "[[extension]]\ndate = 2026-11-21\ndue = 2026-12-08\nreason = \"ก\"\napproved_by = \"ข\"\n";
    sea.edit(&loan_path(1), &loan(1, put_off));
    assert_eq!(sea.must("a").planned, 0, "seventeen days are left");
    sea.later(TimeDelta::days(10));
    assert_eq!(sea.must("a").sent(), 1, "the new date has a ladder of its own");
    sea.edit(&loan_path(1), &loan(1, ""));
    let back = sea.must("a");
    assert_eq!(
        (back.sent(), sea.kept()),
        (1, 3),
        "the first date's `due` stage, never its `before-7` again"
    );
    assert!(sea.states().keys().any(|key| key.ends_with("2026-11-27.due.borrower")));
}

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

#[test]
fn g22_the_journal_keeps_the_hash_of_what_the_server_has() {
    let sea = Sea::with(3);
    sea.must("a");
    let gathered = duebook::book::gather::gather(sea.files());
    for entry in gathered.book.journal.entries() {
        let claim = entry.claim().expect("a claim");
        let world = sea.0.borrow();
        let kept = world
            .kept
            .iter()
            .find(|kept| Some(&kept.message_id) == claim.message_id.as_ref());
        let bytes = &kept.expect("the mail").bytes;
        assert_eq!(claim.sha256.as_deref(), Some(duebook::digest::sha256(bytes).as_str()));
    }
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

/// Whoever got the first can drop the second: Exchange goes by Message-ID and Date.
#[test]
fn g22_a_mail_that_goes_again_the_same_day_is_the_same_bytes() {
    let sea = Sea::with(1);
    sea.office("in_doubt = \"resend\"");
    sea.script(|_, asked| match asked {
        1 => Behaviour::LoseReply,
        _ => Behaviour::Take,
    });
    assert_eq!(sea.must("a").in_doubt(), 1);
    carry_on(&sea);
    let kept = sea.0.borrow().kept.clone();
    let [first, second] = &kept[..] else {
        panic!("{} mails", kept.len())
    };
    assert!(second.at > first.at);
    assert_eq!(
        String::from_utf8_lossy(&first.bytes),
        String::from_utf8_lossy(&second.bytes)
    );
}

/// Nothing comes to nothing because an old book lacked an address on its first day.
#[test]
fn g11_what_has_no_address_stays_on_its_list_and_goes_once_one_stands() {
    let sea = Sea::with(3);
    sea.0
        .borrow_mut()
        .files
        .remove("records/journal/adopted/2026-11-01.toml");
    let without = loan(2, "").replace(&format!(", email = \"{}\"", address(2)), "");
    assert_ne!(without, loan(2, ""));
    sea.edit(&loan_path(2), &without);
    let report = sea.must("a");
    assert_eq!((report.adopted, sea.kept()), (Some(2), 0));
    assert_eq!(sea.must("a").held.len(), 1, "it is still on the list");
    sea.edit(&loan_path(2), &loan(2, ""));
    assert_eq!(sea.must("a").sent(), 1);
    assert_eq!(sea.0.borrow().kept[0].to, address(2));
}

#[test]
fn a_day_before_the_last_one_is_refused() {
    let sea = Sea::with(2);
    sea.must("a");
    let stop = sea
        .run_for("a", Patience::default(), day("2026-11-19"))
        .expect("nobody died");
    assert!(matches!(stop, Err(Stop::Past(_))));
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

/// A small generator of its own, so that a calendar is known by its number.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// Random calendars of runs: slots that are dropped, outages of days, slots
/// that come twice or on the next day. Whatever happens, nobody gets a second
/// mail about a record on one day, no reminder goes twice, and one is missed
/// only where no run at all was made while its stage lasted.
/// `DUEBOOK_CALENDARS=10000` makes it long.
#[test]
fn g9_dropped_late_and_doubled_runs_change_nothing_but_lateness() {
    let calendars = std::env::var("DUEBOOK_CALENDARS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(2_000);
    let sea = Sea::with(1);
    let mut book = duebook::book::gather::gather(sea.files()).book;
    let first = day("2026-11-15");
    for calendar in 0..calendars {
        let mut dice = Dice(calendar);
        book.journal = duebook::book::Journal::default();
        let outage = dice.below(30);
        let length = if dice.below(3) == 0 { dice.below(15) } else { 0 };
        let mut ran = Vec::new();
        let mut sent: Vec<(chrono::NaiveDate, String)> = Vec::new();
        for offset in 0..40 {
            let mut slots = (0..3).filter(|_| dice.below(10) > 0).count();
            if (outage..outage + length).contains(&offset) || dice.below(10) == 0 {
                slots = 0;
            }
            let today = first + TimeDelta::days(i64::try_from(offset).expect("small"));
            for _ in 0..slots {
                ran.push(today);
                let register = duebook::book::Register::new(&book, today);
                let plan = duebook::book::plan::plan(&register);
                let entries: Vec<_> = plan
                    .messages
                    .iter()
                    .flat_map(|message| &message.items)
                    .map(written)
                    .collect();
                drop(plan);
                drop(register);
                for entry in entries {
                    sent.push((today, entry.key()));
                    book.journal.put(entry);
                }
            }
        }
        let mut keys: Vec<&String> = sent.iter().map(|(_, key)| key).collect();
        let mut days: Vec<_> = sent.iter().map(|(day, _)| day).collect();
        let (all, at) = (keys.len(), days.len());
        keys.sort_unstable();
        keys.dedup();
        days.dedup();
        assert_eq!((keys.len(), days.len()), (all, at), "calendar {calendar}: {sent:?}");
        for (stage, from, to) in [
            ("before-7", "2026-11-20", "2026-11-26"),
            ("due", "2026-11-27", "2026-12-03"),
            ("after-7", "2026-12-04", "2026-12-24"),
        ] {
            let served = ran.iter().any(|today| (day(from)..=day(to)).contains(today));
            let went = sent.iter().any(|(_, key)| key.contains(&format!(".{stage}.")));
            assert_eq!(served, went, "calendar {calendar}, {stage}: {sent:?}");
        }
    }
}

/// The entry of a reminder that a run has sent.
fn written(item: &duebook::book::Item<'_, '_>) -> duebook::book::journal::Entry {
    let step = duebook::book::journal::Step::new(Status::Sent, moment("2026-11-20T08:47:00+07:00"), "r");
    duebook::book::journal::Entry {
        record: Some(item.entry.id().clone()),
        due: item.due,
        stage: item.stage_name.clone(),
        role: item.role.name().to_owned(),
        steps: vec![step],
    }
}

/// An outage of two weeks: what is due by then goes by the pace, and what
/// passed meanwhile is written down with what goes instead.
#[test]
fn g10_after_an_outage_only_the_latest_stage_goes_and_the_others_are_named() {
    let sea = Sea::with(3);
    sea.0.borrow_mut().now = moment("2026-12-05T08:47:00+07:00");
    assert_eq!(sea.must("a").sent(), 3);
    let gathered = duebook::book::gather::gather(sea.files());
    for entry in gathered.book.journal.entries() {
        let passed = &entry.claim().expect("a claim").passed;
        assert_eq!(
            (entry.stage.as_str(), passed.as_slice()),
            ("after-7", &["before-7".to_owned(), "due".to_owned()][..])
        );
    }
}

/// A delivery report as a server writes it (RFC 3464).
fn report(mail: &str, to: &str, action: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example.org\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n\
         Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\nOriginal-Envelope-Id: {mail}\r\n\r\n\
         Final-Recipient: rfc822; {to}\r\nAction: {action}\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n--b--\r\n"
    )
}

fn mail_id(sea: &Sea, to: &str) -> String {
    let world = sea.0.borrow();
    let last = world.kept.iter().rev().find(|kept| kept.to == to).expect("a mail");
    let id = last.message_id.trim_start_matches('<');
    id.split('@').next().expect("an identity").to_owned()
}

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

/// An officer pasted an example with another borrower's name into a text of
/// the office's own: nothing leaves, nothing is claimed.
#[test]
fn g18_a_mail_with_somebody_elses_data_stops_the_run_before_anything_leaves() {
    let sea = Sea::with(4);
    let text = "Subject: แจ้งเตือน\n\nเช่น นางสาวผู้ยืม ลำดับที่0003\n".to_owned();
    sea.0
        .borrow_mut()
        .templates
        .insert("mail/advance-due-soon.txt".into(), text);
    let stop = sea
        .run("a", Patience::default())
        .expect("nobody died")
        .expect_err("a stop");
    assert!(matches!(stop, Stop::Leak(_)), "{}", told(&stop));
    assert_eq!((sea.kept(), sea.0.borrow().claims.len(), sea.states().len()), (0, 0, 0));
}

/// Every mail can be made again from what its claim names, whatever the run
/// had to settle first.
#[test]
fn g25_from_the_commit_and_day_of_its_claim_each_mail_is_the_same_bytes_again() {
    let sea = Sea::with(12);
    sea.0.borrow_mut().archive_lag = Some(TimeDelta::minutes(5));
    sea.office("digest = \"daily\"");
    sea.script(|parcel, asked| match (parcel.to.as_str(), asked) {
        (to, 1) if to == address(3) => Behaviour::Say("450 4.2.0 greylisted"),
        (to, 1) if to == address(7) => Behaviour::LoseReply,
        _ => Behaviour::Take,
    });
    sea.0.borrow_mut().keep_history = true;
    for _ in 0..3 {
        let _ = sea.run("a", Patience::default());
        sea.later(TimeDelta::hours(1));
    }
    let mail = mail_id(&sea, &address(5));
    sea.0.borrow_mut().reports = Some(vec![report(&mail, &address(5), "failed")]);
    sea.later(TimeDelta::days(6));
    let _ = sea.run("a", Patience::default());
    sea.later(TimeDelta::days(1));
    let _ = sea.run("a", Patience::default());

    let journal = gather(sea.files()).book.journal;
    let (mut same, mut kept) = (0, Vec::new());
    for ((commit, today), mails) in replay::made(&journal, |_| true) {
        let commit = commit.expect("a commit");
        let snapshot = sea.at(&commit);
        for (made, again) in mails.iter().zip(replay::again(snapshot, today, &mails)) {
            let Again::Same(bytes) = again else {
                panic!("{} of {today} at {commit}: {:?}", made.mail, made.keys);
            };
            same += 1;
            kept.push(bytes);
        }
    }
    assert!(same > 20, "{same} mails");
    for mail in &sea.0.borrow().kept {
        assert!(kept.contains(&mail.bytes), "{}", mail.message_id);
    }
}
