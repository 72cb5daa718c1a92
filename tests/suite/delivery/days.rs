//! Days that were missed, doubled, put off or over, and an old book's first.

use chrono::TimeDelta;
use duebook::book::journal::Status;
use duebook::dispatch::day::Stop;
use duebook::dispatch::settle::Patience;

use super::trial::{Sea, address, day, loan, loan_path, moment};
use crate::bench::Dice;

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
