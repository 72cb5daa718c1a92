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
