//! The ladder by day, the journal's word on each reminder, the digest's day.

use std::collections::BTreeSet;

use super::super::gather::{Book, sound};
use super::super::journal::{Adopted, Entry as Page};
use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a literal day")
}

fn moment(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("a literal moment")
}

const OFFICE: &str = "name = \"ฝ่ายการคลัง\"\n[mail]\nreply_to = \"office@example.org\"\n";

/// An advance due on Monday 14 September 2026, and a guarantee to be returned
/// by Tuesday 15 September 2026.
fn book_with(office: &str, advance: &str, guarantee: &str) -> Book {
    let mut files = vec![
        ("records/office.toml".to_owned(), office.to_owned()),
        (
            "records/pr/agency.toml".to_owned(),
            "name = \"สปส.\"\nemail = \"pr@example.org\"\nhead = { name = \"นาง ข\", email = \"head@example.org\" }\n"
                .to_owned(),
        ),
        (
            "records/rules/bma.toml".to_owned(),
            "title = \"ระเบียบ\"\n[[rule]]\nname = \"duty\"\nkind = \"advance\"\nfrom = \"received\"\ndays = 30\n\
             [[rule]]\nname = \"contract\"\nkind = \"guarantee\"\nfrom = \"released\"\ndays = 15\n\
             [[rule]]\nname = \"inspection\"\nkind = \"inspection\"\nfrom = \"warranty-end\"\ndays = 30\n"
                .to_owned(),
        ),
        (
            "records/pr/2569/advance-0001.toml".to_owned(),
            format!(
                "contract = \"บย. 1/2569\"\nfund = \"budget\"\npurpose = \"duty\"\nproject = \"อบรม\"\namount = 100.00\n\
                 borrower = {{ name = \"นาย ก\", email = \"borrower@example.org\" }}\n\
                 contracted = 2026-08-10\nreceived = 2026-08-14\n{advance}"
            ),
        ),
        (
            "records/pr/2569/guarantee-0001.toml".to_owned(),
            format!(
                "contract = \"จ. 1/2569\"\nkind = \"contract\"\nform = \"cash\"\namount = 5.00\nreceived = 2025-11-03\n\
                 contractor = {{ name = \"บริษัท ก จำกัด\", kind = \"company\", email = \"contractor@example.org\" }}\n{guarantee}"
            ),
        ),
    ];
    for year in 2568..=2572 {
        // Monday 2026-09-21 is closed.
        let days = if year == 2569 {
            "[[day]]\ndate = 2026-09-21\nname = \"วันหยุดพิเศษ\"\n"
        } else {
            ""
        };
        files.push((format!("records/holidays/{year}.toml"), days.to_owned()));
    }
    sound(&files)
}

fn book() -> Book {
    book_with(OFFICE, "", "released = 2026-08-31\n")
}

/// `stage role` of each reminder of a record, and the day since which it stands.
fn reminders(book: &Book, today: &str, kind: StageKind) -> Vec<(String, String)> {
    let register = Register::new(book, day(today));
    let plan = plan(&register);
    let items = plan.messages.iter().flat_map(|message| &message.items);
    let mut list: Vec<(String, String)> = items
        .filter(|item| item.stage.kind == kind)
        .map(|item| {
            (
                format!("{} {}", item.stage_name, item.role.name()),
                item.since(register.today).to_string(),
            )
        })
        .collect();
    list.sort();
    list
}

fn stages(book: &Book, today: &str, kind: StageKind) -> Vec<String> {
    reminders(book, today, kind).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn the_latest_stage_reached_speaks_to_its_roles() {
    let book = book();
    let (advance, guarantee) = (StageKind::Advance, StageKind::Guarantee);
    for (today, kind, since, want) in [
        ("2026-09-06", advance, "", vec![]),
        (
            "2026-09-07",
            advance,
            "2026-09-07",
            vec!["before-7 agency", "before-7 borrower"],
        ),
        (
            "2026-09-12",
            advance,
            "2026-09-07",
            vec!["before-7 agency", "before-7 borrower"],
        ),
        (
            "2026-09-13",
            advance,
            "2026-09-13",
            vec!["before-1 agency", "before-1 borrower"],
        ),
        ("2026-09-14", advance, "2026-09-14", vec!["due agency", "due borrower"]),
        (
            "2026-09-15",
            advance,
            "2026-09-15",
            vec!["after-1 agency", "after-1 borrower"],
        ),
        (
            "2026-09-21",
            advance,
            "2026-09-21",
            vec!["after-7 agency", "after-7 borrower", "after-7 head"],
        ),
        (
            "2026-10-20",
            advance,
            "2026-10-14",
            vec![
                "after-30 agency",
                "after-30 borrower",
                "after-30 head",
                "after-30 office",
            ],
        ),
        (
            "2026-08-31",
            guarantee,
            "2026-08-31",
            vec!["released agency", "released contractor"],
        ),
        (
            "2027-09-15",
            guarantee,
            "2027-09-15",
            vec!["unclaimed-1 agency", "unclaimed-1 contractor", "unclaimed-1 office"],
        ),
        (
            "2028-09-13",
            guarantee,
            "2027-09-15",
            vec!["unclaimed-1 agency", "unclaimed-1 contractor", "unclaimed-1 office"],
        ),
        (
            "2028-10-01",
            guarantee,
            "2028-09-14",
            vec!["unclaimed-2 agency", "unclaimed-2 contractor", "unclaimed-2 office"],
        ),
    ] {
        let found = reminders(&book, today, kind);
        assert!(found.iter().all(|(_, day)| day == since), "{today}: {found:?}");
        assert_eq!(stages(&book, today, kind), want, "{today}");
    }
}

#[test]
fn what_rests_or_is_settled_is_not_reminded_of() {
    let hold = "hold = { until = 2026-09-20, reason = \"รออุทธรณ์\" }\n";
    let cleared = "[[clearing]]\ndate = 2026-09-01\nvouchers = 100.00\n";
    for (rule, advance, today, want) in [
        ("open", "", "2026-09-15", 2),
        ("on hold", hold, "2026-09-20", 0),
        ("no longer on hold", hold, "2026-09-21", 3),
        ("cleared", cleared, "2026-09-15", 0),
        ("not yet cleared", cleared, "2026-08-31", 0),
    ] {
        let book = book_with(OFFICE, advance, "");
        assert_eq!(stages(&book, today, StageKind::Advance).len(), want, "{rule}");
    }
    for (rule, guarantee, want) in [
        ("to be returned", "released = 2026-08-31\n".to_owned(), 2),
        ("on hold", format!("released = 2026-08-31\n{hold}"), 0),
        ("not released", String::new(), 0),
        (
            "returned",
            "released = 2026-08-31\n[[refund]]\ndate = 2026-09-01\namount = 5.00\n".to_owned(),
            0,
        ),
    ] {
        let book = book_with(OFFICE, "", &guarantee);
        assert_eq!(stages(&book, "2026-09-01", StageKind::Guarantee).len(), want, "{rule}");
    }
}

#[test]
fn the_journal_says_whether_a_reminder_is_free() {
    let register_day = day("2026-09-15");
    let step = |state| Step::new(state, moment("2026-09-15T07:00:00+07:00"), "run").reply("550 5.7.1 policy");
    let claimed = |to: &str| Step {
        to: Some(to.to_owned()),
        mail: Some("mail".to_owned()),
        ..Step::new(Status::Claimed, moment("2026-09-15T06:59:00+07:00"), "run")
    };
    let mine = "Borrower@example.org";
    let other = "old@example.org";
    for (rule, address, last, want) in [
        ("sent", mine, Some(Status::Sent), "settled"),
        ("written off", mine, Some(Status::WrittenOff), "settled"),
        ("put off", mine, Some(Status::Deferred), "free"),
        ("did not leave", mine, Some(Status::Reclaimed), "free"),
        ("in hand", mine, None, "Underway"),
        ("in doubt", mine, Some(Status::InDoubt), "Underway"),
        ("a person is asked", mine, Some(Status::Held), "Officer"),
        ("refused", mine, Some(Status::Refused), "Refused"),
        (
            "refused at an address corrected since",
            other,
            Some(Status::Refused),
            "free",
        ),
        ("came back", mine, Some(Status::Bounced), "Refused"),
        (
            "came back from an address corrected since",
            other,
            Some(Status::Bounced),
            "free",
        ),
    ] {
        let mut book = book();
        let id = book.advances[0].id.clone();
        let mut page = Page {
            record: Some(id),
            due: day("2026-09-14"),
            stage: "after-1".to_owned(),
            role: "borrower".to_owned(),
            steps: vec![claimed(address)],
        };
        page.steps.extend(last.map(step));
        let key = page.key();
        book.journal.put(page);
        let register = Register::new(&book, register_day);
        let plan = plan(&register);
        let goes = plan
            .messages
            .iter()
            .flat_map(|message| &message.items)
            .any(|item| item.key == key);
        let held: Vec<String> = plan.held.iter().map(|held| format!("{:?}", held.hold)).collect();
        let got = match (goes, &held[..]) {
            (true, []) => "free",
            (false, []) => "settled",
            (false, [hold]) => hold,
            _ => "both",
        };
        assert_eq!(got, want, "{rule}");
    }
}

#[test]
fn an_address_without_a_mailbox_is_held_with_the_servers_words() {
    let mut book = book();
    let id = book.guarantees[0].id.clone();
    let at = moment("2026-09-01T07:00:00+07:00");
    book.journal.put(Page {
        record: Some(id),
        due: day("2026-09-15"),
        stage: "released".to_owned(),
        role: "contractor".to_owned(),
        steps: vec![
            Step {
                to: Some("borrower@example.org".to_owned()),
                ..Step::new(Status::Claimed, at, "run")
            },
            Step::new(Status::Bounced, at, "run").reply("550 5.1.1 no such user"),
        ],
    });
    let register = Register::new(&book, day("2026-09-14"));
    let plan = plan(&register);
    let held: Vec<_> = plan.held.iter().filter(|held| held.hold == Hold::DeadAddress).collect();
    assert_eq!(held.len(), 1);
    assert!(held[0].why.th.ends_with("550 5.1.1 no such user"), "{}", held[0].why.th);
    assert!(
        held[0].why.en.starts_with("there is no such mailbox"),
        "{}",
        held[0].why.en
    );
}

#[test]
fn stages_that_passed_unsent_are_told_since_the_book_sends_mails() {
    let passed = |adopted: Option<&str>, today: &str| -> Vec<String> {
        let mut book = book();
        if let Some(on) = adopted {
            let keys = [journal::key(
                &book.advances[0].id,
                day("2026-09-14"),
                "before-1",
                "borrower",
            )];
            book.journal.adopt(Adopted {
                on: day(on),
                keys: keys.into(),
            });
        }
        let register = Register::new(&book, day(today));
        let plan = plan(&register);
        let mut items = plan.messages.iter().flat_map(|message| &message.items);
        let item = items.find(|item| item.role == Recipient::Borrower).expect("a reminder");
        item.passed.clone()
    };
    for (rule, adopted, today, want) in [
        ("no mail was ever sent", None, "2026-09-21", vec![]),
        (
            "all but the one taken on",
            Some("2026-09-01"),
            "2026-09-21",
            vec!["before-7", "due", "after-1"],
        ),
        (
            "what was reached on the day of the first delivery stood already",
            Some("2026-09-14"),
            "2026-09-21",
            vec!["after-1"],
        ),
        ("none is earlier", Some("2026-09-01"), "2026-09-07", vec![]),
    ] {
        assert_eq!(passed(adopted, today), want, "{rule}");
    }
}

#[test]
fn the_digest_goes_on_working_days_or_on_the_first_of_a_week() {
    for (rule, often, today, want) in [
        ("never", "never", "2026-09-14", false),
        ("a Monday", "daily", "2026-09-14", true),
        ("a Friday", "daily", "2026-09-18", true),
        ("a Saturday", "daily", "2026-09-19", false),
        ("a holiday", "daily", "2026-09-21", false),
        ("the week's first day", "weekly", "2026-09-14", true),
        ("its second", "weekly", "2026-09-15", false),
        ("its last", "weekly", "2026-09-18", false),
        ("a Monday that is closed", "weekly", "2026-09-21", false),
        ("the Tuesday after it", "weekly", "2026-09-22", true),
        ("the Wednesday after it", "weekly", "2026-09-23", false),
        ("a Sunday", "weekly", "2026-09-20", false),
        ("a Friday of a year without a table", "daily", "2031-09-19", true),
        ("a Saturday of a year without a table", "daily", "2031-09-20", false),
        ("a Monday of a year without a table", "weekly", "2031-09-15", true),
    ] {
        let mut book = book_with(OFFICE, "", "");
        book.office.mail.digest = match often {
            "daily" => Digest::Daily,
            "weekly" => Digest::Weekly,
            _ => Digest::Never,
        };
        let register = Register::new(&book, day(today));
        let goes = plan(&register).messages.iter().any(|message| message.digest.is_some());
        assert_eq!(goes, want, "{rule}: {often} on {today}");
    }
}

/// A borrower and an agency may be written to on one day in words of their own.
#[test]
fn stages_that_begin_on_one_day_all_speak() {
    let stages = "[[stage]]\nkind = \"advance\"\nname = \"late\"\ndays = 1\nto = [\"borrower\"]\ntext = \"advance-overdue\"\n\
                  [[stage]]\nkind = \"advance\"\nname = \"late-agency\"\ndays = 1\nto = [\"agency\"]\ntext = \"advance-enforce\"\n";
    let book = book_with(&format!("{OFFICE}{stages}"), "", "");
    let said = reminders(&book, "2026-09-16", StageKind::Advance);
    let said: Vec<&str> = said.iter().map(|(said, _)| said.as_str()).collect();
    assert_eq!(said, ["late borrower", "late-agency agency"]);
}

#[test]
fn the_weeks_digest_goes_once_though_its_first_day_was_missed() {
    // Days of September 2026: Monday the 14th works, Monday the 21st is closed.
    for (rule, often, adopted, before, today, want) in [
        ("no run on Monday", "weekly", 1, None, 15, true),
        ("none till Friday", "weekly", 1, None, 18, true),
        ("not on a Saturday", "weekly", 1, None, 19, false),
        ("it went on Monday", "weekly", 1, Some((14, Status::Sent)), 15, false),
        ("it went late", "weekly", 1, Some((15, Status::Sent)), 16, false),
        ("it went today", "weekly", 1, Some((15, Status::Sent)), 15, false),
        ("last week's", "weekly", 1, Some((11, Status::Sent)), 15, true),
        (
            "its outcome is open",
            "weekly",
            1,
            Some((14, Status::InDoubt)),
            15,
            false,
        ),
        ("it was put off", "weekly", 1, Some((14, Status::Deferred)), 14, true),
        (
            "put off, then too old",
            "weekly",
            1,
            Some((14, Status::Cancelled)),
            15,
            true,
        ),
        ("it was refused", "weekly", 1, Some((14, Status::Refused)), 15, false),
        ("refused today", "daily", 1, Some((15, Status::Refused)), 15, false),
        ("refused yesterday", "daily", 1, Some((14, Status::Refused)), 15, true),
        ("the book sends since Monday", "weekly", 14, None, 15, true),
        ("the book sends since Tuesday", "weekly", 15, None, 16, false),
        ("a closed Monday, no run on Tuesday", "weekly", 1, None, 23, true),
    ] {
        let of = |number: u32| day(&format!("2026-09-{number:02}"));
        let mut book = book_with(OFFICE, "", "");
        book.office.mail.digest = if often == "daily" {
            Digest::Daily
        } else {
            Digest::Weekly
        };
        book.journal.adopt(Adopted {
            on: of(adopted),
            keys: BTreeSet::new(),
        });
        if let Some((on, state)) = before {
            let at = moment(&format!("{}T08:47:00+07:00", of(on)));
            let claim = Step {
                to: Some("office@example.org".to_owned()),
                ..Step::new(Status::Claimed, at, "run")
            };
            book.journal.put(Page {
                record: None,
                due: of(on),
                stage: DIGEST.to_owned(),
                role: Recipient::Office.name().to_owned(),
                steps: vec![claim, Step::new(state, at, "run")],
            });
        }
        let register = Register::new(&book, of(today));
        let goes = plan(&register).messages.iter().any(|message| message.digest.is_some());
        assert_eq!(goes, want, "{rule}: {often} on {today}");
    }
}

#[test]
fn the_digest_is_part_of_the_offices_own_mail_alone() {
    for (rule, agency, today, items) in [
        ("nothing else for the office", "pr@example.org", "2026-09-15", 0),
        ("the office is written to as well", "pr@example.org", "2026-10-14", 1),
        (
            "its mailbox is the agency's too, and only the agency is written to",
            "office@example.org",
            "2026-09-15",
            0,
        ),
    ] {
        let mut book = book_with(OFFICE, "", "released = 2026-08-31\n");
        book.office.mail.digest = Digest::Daily;
        let pr = book.agencies.get_mut("pr").expect("the agency");
        pr.email.as_mut().expect("its mailbox").value = agency.to_owned();
        let register = Register::new(&book, day(today));
        let plan = plan(&register);
        let digests: Vec<_> = plan
            .messages
            .iter()
            .filter(|message| message.digest.is_some())
            .collect();
        assert_eq!(digests.len(), 1, "{rule}");
        assert_eq!(digests[0].to, "office@example.org", "{rule}");
        assert_eq!(digests[0].roles, [Recipient::Office], "{rule}");
        assert_eq!(digests[0].items.len(), items, "{rule}");
    }
}

#[test]
fn an_address_in_two_roles_hears_of_a_record_once() {
    let mut book = book_with(OFFICE, "", "");
    let pr = book.agencies.get_mut("pr").expect("the agency");
    pr.email.as_mut().expect("its mailbox").value = "head@example.org".to_owned();
    let register = Register::new(&book, day("2026-09-21"));
    let plan = plan(&register);
    let message = plan.messages.iter().find(|message| message.to == "head@example.org");
    let message = message.expect("the head's mail");
    assert_eq!((message.items.len(), message.shown().len()), (2, 1));
    assert_eq!(message.roles, [Recipient::Agency, Recipient::Head]);
}

#[test]
fn a_due_day_is_over_when_the_record_is_settled_or_due_on_another() {
    let window = "contracted = 2025-11-03\naccepted = 2025-11-20\nwarranty = { years = 1 }\n";
    let hold = "hold = { until = 2026-12-01, reason = \"รออุทธรณ์\" }\n";
    let cleared = "[[clearing]]\ndate = 2026-09-01\nvouchers = 100.00\n";
    for (rule, advance, guarantee, of_advance, due, want) in [
        ("its day", "", "", true, "2026-09-14", false),
        ("another day", "", "", true, "2026-09-13", true),
        ("another day, on hold", hold, "", true, "2026-09-13", false),
        ("settled", cleared, "", true, "2026-09-14", true),
        ("the window of its inspection", "", window, false, "2026-10-21", false),
        ("a day before its window", "", window, false, "2026-10-20", true),
    ] {
        let book = book_with(OFFICE, advance, guarantee);
        let register = Register::new(&book, day("2026-10-25"));
        let entry = register
            .entries
            .iter()
            .find(|entry| matches!(entry, Entry::Advance(..)) == of_advance);
        assert_eq!(is_over(&register, entry.expect("the record"), day(due)), want, "{rule}");
    }
}

#[test]
fn a_reminder_says_why_it_goes() {
    let advance = book_with(OFFICE, "", "");
    let guarantee = book_with(OFFICE, "", "released = 2026-08-31\n");
    let window = book_with(
        OFFICE,
        "",
        "contracted = 2025-11-03\naccepted = 2025-11-20\nwarranty = { years = 1 }\n",
    );
    for (book, kind, today, said, aloud) in [
        (
            &advance,
            StageKind::Advance,
            "2026-09-08",
            "stage before-7 since 2026-09-07: due in 6 days, on 2026-09-14",
            "due on 14 September 2026, in 6 days; stage 7 days before (before-7) since 7 September 2026",
        ),
        (
            &advance,
            StageKind::Advance,
            "2026-09-13",
            "stage before-1 since 2026-09-13: due in 1 day, on 2026-09-14",
            "due on 14 September 2026, in 1 day; stage 1 day before (before-1) since 13 September 2026",
        ),
        (
            &advance,
            StageKind::Advance,
            "2026-09-14",
            "stage due since 2026-09-14: due today",
            "due today, 14 September 2026; stage of the due day (due) since 14 September 2026",
        ),
        (
            &advance,
            StageKind::Advance,
            "2026-09-23",
            "stage after-7 since 2026-09-21: 9 days overdue (due 2026-09-14)",
            "9 days overdue (due 14 September 2026); stage 7 days after (after-7) since 21 September 2026",
        ),
        (
            &guarantee,
            StageKind::Guarantee,
            "2026-09-16",
            "stage after-1 since 2026-09-16: 1 day overdue (due 2026-09-15)",
            "1 day overdue (due 15 September 2026); stage 1 day after (after-1) since 16 September 2026",
        ),
        (
            &window,
            StageKind::Inspection,
            "2026-10-25",
            "stage inspection since 2026-10-21: inspection window open since 2026-10-21",
            "the inspection window is open since 21 October 2026; stage of the opening (inspection) since 21 October 2026",
        ),
    ] {
        let register = Register::new(book, day(today));
        let plan = plan(&register);
        let mut items = plan.messages.iter().flat_map(|message| &message.items);
        let item = items.find(|item| item.stage.kind == kind).expect("a reminder");
        assert_eq!(why(item, register.today).en, said, "{today}");
        assert_eq!(read_aloud(item, register.today).en, aloud, "{today}");
        let mut skipped = item.clone();
        skipped.passed = vec!["before-7".to_owned(), "due".to_owned()];
        let end = "; passed without a mail: before-7, due";
        assert_eq!(
            read_aloud(&skipped, register.today).en,
            format!("{aloud}{end}"),
            "{today}"
        );
    }
}

#[test]
fn what_is_held_says_what_to_do() {
    let book = book();
    for (hold, to, remedy, commands) in [
        (
            Hold::NoAddress,
            Recipient::Borrower,
            "add the address in records/pr/2569/advance-0001.toml; the next run sends it",
            0,
        ),
        (
            Hold::DeadAddress,
            Recipient::Agency,
            "correct the address in records/pr/agency.toml; the next run sends it",
            0,
        ),
        (
            Hold::Refused,
            Recipient::Office,
            "correct the address in records/office.toml; or, if it is right, let it go again or write it off",
            2,
        ),
        (
            Hold::Underway,
            Recipient::Head,
            "nothing; the next run looks by itself",
            0,
        ),
        (
            Hold::Officer,
            Recipient::Contractor,
            "ask the recipient whether it arrived, then let it go again or write it off",
            2,
        ),
    ] {
        let held = Held {
            id: &book.advances[0].id,
            role: to,
            key: "the-key".to_owned(),
            hold,
            why: Words::new("", ""),
        };
        assert_eq!(held.remedy().en, remedy);
        let want = [
            "duebook remind --release the-key --reason \"…\"",
            "duebook remind --write-off the-key --reason \"…\"",
        ];
        assert_eq!(held.commands(), want[..commands], "{hold:?}");
    }
    let roles: Vec<String> = [Recipient::Borrower, Recipient::Contractor, Recipient::Office]
        .iter()
        .map(|one| role(*one).th)
        .collect();
    assert_eq!(roles, ["ผู้ยืม", "คู่สัญญา", "ฝ่ายการคลัง"]);
}

#[test]
fn an_officer_is_told_what_is_waited_for() {
    let at = moment("2026-09-15T07:00:00+07:00");
    let doubt = Step::new(Status::Held, at, "run").why("it left");
    assert_eq!(
        words::waiting(&doubt).en,
        "waits for an officer since 2026-09-15: it left"
    );
    assert!(words::waiting(&doubt).th.ends_with("ไม่รู้ว่าถึงหรือไม่"));
    let put_off = doubt.reply("451 later");
    assert!(words::waiting(&put_off).th.ends_with("(451 later)"));
}
