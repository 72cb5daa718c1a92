//! What pages, papers and checks say of states that are rare: each was once told wrongly.

use crate::bench::Bench;

const ADVANCE: &str = "fund = \"budget\"\npurpose = \"other-duty\"\nproject = \"อบรม\"\namount = 10_000.00\n\
    borrower = { name = \"นางสาวตัวอย่าง ใจดี\", email = \"a@legal.example.org\" }\ncontracted = 2026-10-05\n\
    received = 2026-10-06\n";
const GUARANTEE: &str = "kind = \"contract\"\namount = 5_000.00\ncontracted = 2025-11-03\nreceived = 2025-11-03\n\
    contractor = { name = \"บริษัท ตัวอย่าง จำกัด\", kind = \"company\", email = \"b@example.org\" }\n";
const TODAY: &str = "2026-12-10";

fn advance(bench: &Bench, number: u32, events: &str) {
    bench.file(
        &format!("records/legal/2570/advance-00{number}.toml"),
        &format!("contract = \"บย. {number}/2570\"\n{ADVANCE}{events}"),
    );
}

fn guarantee(bench: &Bench, number: u32, rest: &str) {
    bench.file(
        &format!("records/legal/2569/guarantee-00{number}.toml"),
        &format!("contract = \"จ. {number}/2569\"\n{GUARANTEE}{rest}"),
    );
}

/// The words of a page, tags and what is between them left out.
fn words(page: &str) -> String {
    let pieces = page
        .split('<')
        .map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    let text: Vec<&str> = pieces.flat_map(str::split_whitespace).collect();
    text.join(" ")
}

fn page(bench: &Bench, audience: &str, path: &str) -> String {
    bench
        .run(&["build", "--today", TODAY, "--audience", audience, "--quiet"])
        .exits(0);
    words(&bench.text(&format!("site/{path}.html")))
}

#[test]
fn an_over_spent_advance_under_objection_adds_up() {
    let bench = Bench::office();
    advance(
        &bench,
        90,
        "[[clearing]]\ndate = 2026-10-20\nvouchers = 12_000.00\n[[objection]]\ndate = 2026-10-25\namount = 3_000.00\n",
    );
    let page = page(&bench, "internal", "en/legal/2570/advance-0090");
    let sum = "Cleared by vouchers 12,000.00 − Returned in cash 0.00 + Objected to, open again 3,000.00 \
               + Spent above the advance 2,000.00 = Outstanding 3,000.00";
    assert!(page.contains(sum), "{page}");
    let register = words(&bench.text("site/en/legal/register-advances.html"));
    assert!(
        register.contains("objected 3,000.00 · overspent 2,000.00"),
        "{register}"
    );
}

#[test]
fn a_deduction_from_salary_is_told_inside_the_office_alone() {
    for (audience, tells) in [("internal", true), ("public", false)] {
        let bench = Bench::office();
        advance(
            &bench,
            90,
            "[[clearing]]\ndate = 2026-10-20\nvouchers = 1_000.00\ncash = 20.00\nsalary = 50.00\n",
        );
        let page = page(&bench, audience, "en/legal/2570/advance-0090");
        let register = words(&bench.text("site/en/legal/register-advances.html"));
        assert_eq!(page.contains("Deducted from salary 50.00"), tells, "{page}");
        assert_eq!(page.contains("Paid back 70.00"), !tells, "{page}");
        assert_eq!(register.contains("from salary 50.00"), tells, "{register}");
    }
}

#[test]
fn while_all_is_under_check_a_late_borrower_has_nothing_to_do() {
    let bench = Bench::office();
    let clearing = "[[clearing]]\ndate = 2026-10-20\nvouchers = 10_000.00\npending = true\n";
    advance(&bench, 90, clearing);
    let page = page(&bench, "internal", "en/legal/2570/advance-0090");
    assert!(page.contains("Nothing for now"), "{page}");
    assert!(!page.contains("may be withheld"), "{page}");
}

#[test]
fn what_was_forfeited_is_not_told_as_returned() {
    let bench = Bench::office();
    let rest = "form = \"cash\"\naccepted = 2025-12-01\n[[forfeit]]\ndate = 2026-01-12\namount = 5_000.00\nreason = \"ผิดสัญญา\"\n";
    guarantee(&bench, 90, rest);
    let page = page(&bench, "internal", "en/legal/2569/guarantee-0090");
    assert!(page.contains("Monday 12 January 2026 Forfeited"), "{page}");
    assert!(!page.contains("Returned in time"), "{page}");
}

#[test]
fn an_electronic_letter_that_lapsed_asks_nobody_to_come_or_to_extend() {
    let bench = Bench::office();
    guarantee(
        &bench,
        90,
        "form = \"electronic-bank-lg\"\nreleased = 2026-10-01\n\
         lg = { bank = \"ธนาคารกรุงไทย\", number = \"E-1\", valid_until = 2026-10-31 }\n",
    );
    let page = page(&bench, "internal", "en/legal/2569/guarantee-0090");
    assert!(
        page.contains("through e-GP by Friday 16 October 2026 ; nobody needs to come"),
        "{page}"
    );
    assert!(page.contains("The letter ended on 31 October 2026"), "{page}");
    for wrong in [
        "Hand them in",
        "What to bring",
        "power of attorney",
        "should extend",
        "-30 days",
    ] {
        assert!(!page.contains(wrong), "{wrong}: {page}");
    }
    bench
        .run(&["check", "--lang", "en", "--today", TODAY])
        .exits(0)
        .answers("Return the guarantee, and enter it with  duebook refund");
}

#[test]
fn a_notice_to_come_is_none_yet() {
    let bench = Bench::office();
    let notice = |day: &str| format!("form = \"cash\"\nreleased = 2026-10-01\n[[notice]]\ndate = {day}\n");
    for (day, missing) in [("2026-11-02", false), ("2026-12-10", false), ("2026-12-11", true)] {
        guarantee(&bench, 90, &notice(day));
        let said = bench.run(&["check", "--lang", "en", "--today", TODAY]);
        let place = "notice to the contractor\n --> records/legal/2569/guarantee-0090.toml";
        assert_eq!(said.out.contains(place), missing, "{day}: {said:?}");
    }
}

/// The head's address is not the agency's, whichever way it is written.
#[test]
fn an_agency_without_a_mailbox_is_told_though_its_head_has_one() {
    let bench = Bench::office();
    for (agency, missing) in [
        (
            "name = \"ก\"\n[head]\nname = \"นาย ข\"\nemail = \"b@legal.example.org\"\n",
            true,
        ),
        ("name = \"ก\"\nemail = \"a@legal.example.org\"\n", false),
    ] {
        bench.file("records/legal/agency.toml", agency);
        let said = bench.run(&["check", "--lang", "en", "--today", TODAY]);
        let told = said.out.contains("No mailbox of the agency");
        assert_eq!(told, missing, "{agency}: {said:?}");
    }
}

#[test]
fn numbers_of_options_are_read_in_thai_digits() {
    let bench = Bench::office();
    let asked = |within: &str, year: &str| {
        let words = [
            "status",
            "--due-within",
            within,
            "--fiscal-year",
            year,
            "--today",
            "2026-11-27",
        ];
        bench.run(&words).exits(0).out.clone()
    };
    assert_eq!(asked("๓๐", "๒๕๗๐"), asked("30", "2570"));
    bench.run(&["status", "--due-within", "สามสิบ"]).exits(2);
    bench
        .run(&["export", "--json", "--csv", "--lang", "en"])
        .exits(2)
        .tells("choose one of");
}

/// A command that writes answers a program whatever comes of it.
#[test]
fn what_is_refused_is_answered_too() {
    let bench = Bench::office();
    let clear = |cash| {
        [
            "clear",
            "secretariat/2570/advance-0002",
            "--cash",
            cash,
            "--json",
            "--today",
            "2026-11-27",
        ]
    };
    let answer = bench.run(&clear("99999")).exits(1).json();
    assert_eq!(answer["findings"][0]["code"], "over-return");
    let record = "records/secretariat/2570/advance-0002.toml";
    bench.edit(record, "fund", "fnud");
    let answer = bench.run(&clear("100")).exits(1).json();
    assert_eq!(answer["findings"][0]["code"], "unknown-key");
}

/// One figure of a record's `status --json`.
fn figure(bench: &Bench, path: &str, day: &str, key: &str) -> serde_json::Value {
    let said = bench.run(&["status", "--all", "--json", "--today", day]);
    let answer = said.exits(0).json();
    let records = answer["records"].as_array().expect("a list").clone();
    let one = records.into_iter().find(|one| one["path"] == path);
    one.expect("the record is listed")[key].clone()
}

/// The errors of a book, each by its code and line.
fn mistakes(bench: &Bench) -> Vec<String> {
    let said = bench.run(&["check", "--json", "--today", TODAY]);
    let answer = said.exits(1).json();
    let found = answer["findings"].as_array().expect("a list").iter();
    let errors = found.filter(|one| one["severity"] == "error");
    errors
        .map(|one| format!("{} {}", one["code"].as_str().expect("a code"), one["line"]))
        .collect()
}

/// `pay` by mistake, then voided: the money that came at once is still out.
#[test]
fn where_each_part_is_voided_the_money_came_as_received_says() {
    let bench = Bench::office();
    advance(
        &bench,
        90,
        "[[disbursement]]\ndate = 2026-10-06\namount = 4_000.00\nvoid = { date = 2026-10-20, reason = \"บันทึกผิด\" }\n",
    );
    bench.run(&["check", "--today", TODAY]).exits(0);
    let path = "legal/2570/advance-0090";
    for (day, disbursed) in [
        ("2026-10-19", "4000.00"),
        ("2026-10-20", "10000.00"),
        (TODAY, "10000.00"),
    ] {
        assert_eq!(figure(&bench, path, day, "disbursed"), disbursed, "{day}");
    }
    assert_eq!(figure(&bench, path, TODAY, "state"), "overdue");
    assert_eq!(figure(&bench, path, TODAY, "due")["from"]["date"], "2026-10-06");
}

#[test]
fn an_objection_may_be_answered_on_its_own_day() {
    let bench = Bench::office();
    let vouchers = "[[clearing]]\ndate = 2026-10-10\nvouchers = 10_000.00\n";
    let objection = "[[objection]]\ndate = 2026-10-20\namount = 500.00\n";
    let answer = "[[clearing]]\ndate = 2026-10-20\ncash = 500.00\n";
    // However they stand in the file.
    advance(&bench, 90, &format!("{vouchers}{objection}{answer}"));
    advance(&bench, 91, &format!("{answer}{objection}{vouchers}"));
    bench.run(&["check", "--today", TODAY]).exits(0);
    for path in ["legal/2570/advance-0090", "legal/2570/advance-0091"] {
        assert_eq!(figure(&bench, path, TODAY, "state"), "cleared");
        assert_eq!(figure(&bench, path, TODAY, "outstanding"), "0.00");
        assert_eq!(figure(&bench, path, TODAY, "over_spent"), "0.00");
    }
    // More than was objected to is too much all the same.
    advance(
        &bench,
        92,
        &format!("{vouchers}{objection}{}", answer.replace("500", "501")),
    );
    assert_eq!(mistakes(&bench), ["over-return 17"]);
}

/// The page, the paper and the trend once told three days.
#[test]
fn an_advance_is_settled_on_one_day_wherever_it_is_told() {
    let bench = Bench::office();
    let cleared = "[[clearing]]\ndate = 2026-10-20\nvouchers = 10_000.00\n";
    let objection = "[[objection]]\ndate = 2026-10-22\namount = 500.00\nresolved = 2026-11-20\n";
    let void = "void = { date = 2026-11-25, reason = \"ทักท้วงผิดสัญญา\" }\n";
    advance(&bench, 90, &format!("{cleared}{objection}"));
    advance(&bench, 91, &format!("{cleared}{objection}{void}"));
    for (number, day, other) in [
        (90, "20 November 2026", "20 October 2026"),
        (91, "20 October 2026", "20 November 2026"),
    ] {
        let page = page(&bench, "internal", &format!("en/legal/2570/advance-00{number}"));
        assert!(page.contains(&format!("Settled {day}")) || page.contains(day), "{page}");
        let register = words(&bench.text("site/en/legal/register-advances.html"));
        let row = register.split(&format!("{number}/2570")).nth(1).expect("the row");
        let row = row.split("/2570").next().expect("its end");
        assert!(row.contains(&day.replace("ember", "").replace("ober", "")), "{row}");
        assert!(!row.contains(&other.replace("ember", "").replace("ober", "")), "{row}");
    }
}

#[test]
fn a_refund_and_a_letter_to_come_say_nothing_yet() {
    let bench = Bench::office();
    guarantee(
        &bench,
        90,
        "form = \"cash\"\naccepted = 2026-12-01\n[[refund]]\ndate = 2026-12-10\namount = 5_000.00\n",
    );
    for day in ["2026-11-20", TODAY] {
        let said = bench.run(&["check", "--today", day]);
        assert!(!said.exits(0).out.contains("refund-before-release"), "{day}: {said:?}");
    }
}

/// What a missing day leads to is not told as well.
#[test]
fn an_event_without_its_day_is_one_mistake() {
    let bench = Bench::office();
    advance(
        &bench,
        90,
        "cancelled = { date = 2026-11-02, reason = \"เลื่อน\" }\n[[clearing]]\ncash = 10_000.00\n",
    );
    assert_eq!(mistakes(&bench), ["missing-key 10"]);
}

#[test]
fn a_year_that_no_era_can_mean_is_not_rewritten() {
    let bench = Bench::office();
    advance(&bench, 90, "due_printed = 9999-10-21\n");
    advance(&bench, 91, "due_printed = \"21/10/9999\"\n");
    assert_eq!(mistakes(&bench), ["implausible-year 9", "implausible-year 9"]);
    bench.run(&["fmt"]);
    let text = bench.text("records/legal/2570/advance-0090.toml");
    assert!(text.contains("due_printed = 9999-10-21"), "{text}");
}

/// Sums of an office are not bound as one amount is.
#[test]
fn a_seal_over_enormous_sums_is_read_again() {
    let bench = Bench::office();
    for number in [90, 91] {
        bench.file(
            &format!("records/legal/2570/advance-00{number}.toml"),
            &format!("contract = \"บย. {number}/2570\"\n{ADVANCE}").replace("10_000.00", "9_000_000_000_000.00"),
        );
    }
    let post = bench.root().join("post");
    let send = |day: &str| {
        bench.run_with(&["remind", "--send", "--today", day], |command| {
            command.env("DUEBOOK_SMTP_URL", format!("file:{}", post.display()));
        })
    };
    send("2026-11-30").exits(0);
    bench.run(&["check", "--today", TODAY]).exits(0);
    send("2026-12-01").exits(0);
}

/// Identities have another order than paths where one agency's folder begins as another's.
#[test]
fn agencies_whose_folders_begin_alike_keep_their_guarantees() {
    let bench = Bench::office();
    bench.file("records/legal-2/agency.toml", "name = \"กองนิติการ 2\"\n");
    for (agency, name) in [("legal", "หนึ่ง"), ("legal-2", "สอง")] {
        for number in [91, 92] {
            bench.file(
                &format!("records/{agency}/2569/guarantee-00{number}.toml"),
                &format!("contract = \"จ. {number}{name}/2569\"\n{GUARANTEE}form = \"cash\"\nproject = \"จ้าง\"\n"),
            );
        }
    }
    bench
        .run(&["build", "--audience", "internal", "--today", TODAY, "--quiet"])
        .exits(0);
    for path in ["legal/2569/guarantee-0091", "legal-2/2569/guarantee-0092"] {
        assert!(bench.root().join(format!("site/{path}.js")).exists(), "{path}");
    }
    let file = bench.root().join("out.xlsx");
    let file = file.to_str().expect("a path");
    bench
        .run(&["export", "--xlsx", "--out", file, "--today", TODAY])
        .exits(0);
    let said = bench.run(&["import", file, "--dry-run", "--json", "--today", TODAY]);
    let answer = said.exits(0).json();
    assert_eq!(answer["new"], serde_json::json!([]), "{answer}");
}

/// A shell completes a path from where one stands.
#[test]
fn a_record_is_named_from_where_one_stands() {
    for typed in [
        "2570/advance-0090.toml",
        "./2570/advance-0090",
        "../legal/2570/advance-0090.toml",
        "legal/2570/advance-0090",
    ] {
        let bench = Bench::office();
        advance(&bench, 90, "");
        let at = bench.root().join("records/legal");
        let said = bench.run_with(&["hold", typed, "--until", "2026-12-31", "--today", TODAY], |command| {
            command.current_dir(&at);
        });
        said.exits(0);
        assert!(
            bench.text("records/legal/2570/advance-0090.toml").contains("hold"),
            "{typed}"
        );
    }
}

/// What was objected to and repaid was due by the objection's own day, and counts once.
#[test]
fn an_objection_answered_in_time_leaves_nobody_late_and_nothing_too_much() {
    let bench = Bench::office();
    advance(
        &bench,
        90,
        "[[clearing]]\ndate = 2026-10-20\nvouchers = 10_000.00\n[[objection]]\ndate = 2026-11-24\namount = 500.00\n\
         [[clearing]]\ndate = 2026-12-08\ncash = 500.00\n",
    );
    let path = "legal/2570/advance-0090";
    let due = figure(&bench, path, "2026-12-07", "due");
    assert_eq!(
        (&due["effective"], &due["from"]["event"]),
        (&"2026-12-09".into(), &"objected".into())
    );
    let page = page(&bench, "internal", &format!("en/{path}"));
    assert!(
        page.contains("Answered the objection by its last day, 9 December 2026"),
        "{page}"
    );
    assert!(!page.contains("days late"), "{page}");
    let register = words(&bench.text("site/en/legal/register-advances.html"));
    assert!(register.contains("objected 500.00"), "{register}");
    let table = bench.text("site/downloads/legal.en.csv");
    let row = table.lines().find(|line| line.contains("90/2570")).expect("the row");
    assert!(row.contains("10000.00") && !row.contains("10500.00"), "{row}");
}

/// Defects of another contract would keep a guarantee for ever.
#[test]
fn an_inspection_by_mistake_is_voided_and_one_before_its_time_refused() {
    let bench = Bench::office();
    let work = "form = \"cash\"\naccepted = 2025-12-01\n";
    let defects = "[[inspection]]\ndate = 2025-11-30\nresult = \"defects\"\n";
    let letters = "[[notice]]\ndate = 2025-11-02\n[[replacement]]\ndate = 2025-11-01\nlg = { bank = \"x\" }\n";
    guarantee(&bench, 90, &format!("{work}{defects}{letters}"));
    assert_eq!(
        mistakes(&bench),
        ["guarantee-order 10", "guarantee-order 13", "guarantee-order 15"]
    );
    let defects = defects.replace("2025-11-30", "2025-12-01");
    guarantee(&bench, 90, &format!("{work}{defects}"));
    let path = "legal/2569/guarantee-0090";
    assert_eq!(figure(&bench, path, TODAY, "state"), "held");
    let said = bench.run(&[
        "void",
        path,
        "--event",
        "inspection",
        "--reason",
        "ผิดสัญญา",
        "--today",
        TODAY,
    ]);
    said.exits(0);
    assert!(bench.text(&format!("records/{path}.toml")).contains("void"));
    assert_eq!(figure(&bench, path, TODAY, "state"), "overdue");
    bench.run(&["check", "--today", TODAY]).exits(0);
    let page = page(&bench, "internal", &format!("en/{path}"));
    assert!(page.contains("ผิดสัญญา"), "{page}");
}

#[test]
fn money_paid_out_after_the_cancellation_is_out() {
    let bench = Bench::office();
    let lines = "cancelled = { date = 2026-10-08, reason = \"เลื่อน\" }\n[[disbursement]]\ndate = 2026-10-20\namount = 10_000.00\n\
                 [[clearing]]\ndate = 2026-10-21\ncash = 10_000.00\n";
    bench.file(
        "records/legal/2570/advance-0090.toml",
        &format!("contract = \"บย. 90/2570\"\n{ADVANCE}{lines}").replace("received = 2026-10-06\n", ""),
    );
    assert_eq!(mistakes(&bench), ["cancelled-with-money 8"]);
}

#[test]
fn a_fiscal_year_of_another_era_is_refused() {
    let bench = Bench::office();
    for year in ["2026", "69"] {
        bench.run(&["status", "--fiscal-year", year]).exits(2).tells("พ.ศ.");
    }
    bench.run(&["status", "--fiscal-year", "๒๕๗๐"]).exits(0);
}

/// A letter says what was handed over; what went back since is told apart.
#[test]
fn a_letter_names_the_deposit_and_what_is_left_of_it() {
    let bench = Bench::office();
    guarantee(
        &bench,
        90,
        "form = \"cash\"\nreceipt = \"บร. 7\"\naccepted = 2025-12-01\n[[refund]]\ndate = 2026-01-12\namount = 2_000.00\n",
    );
    let said = bench.run(&[
        "letter",
        "legal/2569/guarantee-0090",
        "after-1",
        "--json",
        "--today",
        TODAY,
    ]);
    let answer = said.exits(0).json();
    let letter = words(&std::fs::read_to_string(answer["html"].as_str().expect("a path")).expect("the letter"));
    let letter = letter.replace("&nbsp;", " ");
    assert!(letter.contains("จำนวน 5,000.00 บาท"), "{letter}");
    assert!(letter.contains("ยังคงเหลือที่ต้องคืน 3,000.00 บาท"), "{letter}");
}

/// What was done stays done: an auditor of the year asks about it, settled or not.
#[test]
fn a_second_loan_is_asked_about_though_both_are_settled() {
    let bench = Bench::office();
    let cleared = "[[clearing]]\ndate = 2026-11-20\nvouchers = 10_000.00\n";
    advance(&bench, 90, cleared);
    bench.file(
        "records/legal/2570/advance-0091.toml",
        &format!("contract = \"บย. 91/2570\"\n{ADVANCE}{cleared}")
            .replace("contracted = 2026-10-05", "contracted = 2026-11-02")
            .replace("received = 2026-10-06", "received = 2026-11-03"),
    );
    let found = |from: &str| {
        let said = bench.run(&["audit", "--json", "--from", from, "--to", TODAY, "--today", TODAY]);
        let answer = said.exits(0).json();
        let list = answer["exceptions"].as_array().expect("a list").clone();
        list.iter()
            .filter(|one| one["code"] == "second-loan")
            .map(|one| one["path"].as_str().expect("a path").to_owned())
            .filter(|path| path.starts_with("legal/2570/advance-009"))
            .collect::<Vec<_>>()
    };
    assert_eq!(found("2026-10-01"), ["legal/2570/advance-0091"]);
    assert_eq!(found("2026-11-03"), Vec::<String>::new());
}
