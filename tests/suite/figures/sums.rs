//! Sums of many records: what is out, how old it is, the imprest, the year's cut.

use duebook::book::register::{AGING, Sum};
use duebook::book::{Gathered, Register, Totals, ages, float, years};
use duebook::money::Satang;
use duebook::record::Kind;

use super::{advance_text, with};
use crate::bench::{day, register};

const FOLDER: &str = "records/secretariat/2569";

/// An advance of so many baht, received on a day.
fn advance(number: usize, baht: u32, received: &str, lines: &str) -> (String, String) {
    let text = advance_text(&format!("{received}{lines}"))
        .replace("1/2569", &format!("{number}/2569"))
        .replace("10_000.00", &format!("{baht}.00"))
        .replace("นาย ก", &format!("นาย ก{number}"));
    (format!("{FOLDER}/advance-{number:04}.toml"), text)
}

fn guarantee(number: usize, baht: u32, lines: &str) -> (String, String) {
    let text = format!(
        "contract = \"จ. {number}/2569\"\nkind = \"contract\"\nform = \"cash\"\namount = {baht}.00\n\
         contractor = {{ name = \"บริษัท ก จำกัด\", kind = \"company\" }}\ncontracted = 2026-01-05\n{lines}"
    );
    (format!("{FOLDER}/guarantee-{number:04}.toml"), text)
}

/// What is out, late, settled, not yet paid; held, to be returned, late, returned.
fn office() -> Vec<(String, String)> {
    vec![
        advance(1, 100, "received = 2026-09-03\n", ""),
        advance(2, 20, "received = 2026-10-25\n", ""),
        advance(
            3,
            3,
            "received = 2026-09-03\n",
            "[[clearing]]\ndate = 2026-10-01\nvouchers = 3.00\n",
        ),
        advance(4, 4, "", ""),
        advance(
            5,
            50,
            "received = 2026-09-03\n",
            "[[clearing]]\ndate = 2026-09-20\nvouchers = 20.00\n",
        ),
        advance(6, 60, "", "cancelled = { date = 2026-09-20, reason = \"งด\" }\n"),
        guarantee(1, 1_000, "received = 2026-01-05\n"),
        guarantee(2, 200, "received = 2026-01-05\nreleased = 2026-11-10\n"),
        guarantee(3, 30, "received = 2026-01-05\nreleased = 2026-03-10\n"),
        guarantee(
            4,
            4,
            "received = 2026-01-05\nreleased = 2026-03-10\n[[refund]]\ndate = 2026-03-12\namount = 4.00\n",
        ),
        guarantee(5, 5, ""),
    ]
}

fn gathered(records: &[(String, String)]) -> Gathered {
    let records: Vec<(&str, &str)> = records.iter().map(|(path, text)| (&**path, &**text)).collect();
    with(&records)
}

fn told(sum: Sum) -> String {
    format!("{} ({})", sum.amount, sum.count)
}

#[test]
fn what_is_settled_or_not_yet_paid_is_in_no_sum() {
    let gathered = gathered(&office());
    let register = register(&gathered, "2026-11-20");
    let totals = register.totals();
    for (name, sum, want) in [
        ("outstanding", totals.outstanding, "150.00 (3)"),
        ("overdue", totals.overdue, "130.00 (2)"),
        ("held", totals.held, "1230.00 (3)"),
        ("returnable", totals.returnable, "230.00 (2)"),
        ("return overdue", totals.return_overdue, "30.00 (1)"),
    ] {
        assert_eq!(told(sum), want, "{name}");
    }
    assert_eq!(Totals::of(&[]), Totals::default());
}

#[test]
fn open_money_is_told_by_its_age() {
    let gathered = gathered(&office());
    let register = register(&gathered, "2026-11-20");
    let ages = ages::Ages::of(&register.entries, register.today);
    let row = |row: &[Sum]| row.iter().map(|sum| told(*sum)).collect::<Vec<_>>().join(" ");
    let empty = "0.00 (0)";
    assert_eq!(
        row(&ages.advances),
        format!("20.00 (1) {empty} 130.00 (2) {empty} {empty} {empty} {empty}"),
        "{AGING:?}"
    );
    assert_eq!(
        row(&ages.guarantees),
        format!("200.00 (1) {empty} {empty} {empty} {empty} 30.00 (1) {empty}")
    );
    assert_eq!(row(&ages.years), format!("230.00 (2) {empty} {empty} {empty}"));
    assert_eq!(told(ages.undated), empty);
    assert_eq!(told(ages::late(&ages.advances)), "130.00 (2)");
    assert_eq!(told(ages::total(&ages.advances)), "150.00 (3)");
    let aging: Vec<Option<Satang>> = register.entries.iter().map(ages::aging).collect();
    let baht = |baht: i64| Some(Satang(baht * 100));
    let (of_advances, of_guarantees) = aging.split_at(6);
    assert_eq!(of_advances, [baht(100), baht(20), None, None, baht(30), None]);
    assert_eq!(of_guarantees, [None, baht(200), baht(30), None, None]);
}

#[test]
fn the_imprest_counts_what_is_out_and_when_it_comes_back() {
    let imprest = |(path, text): (String, String)| (path, text.replace("\"budget\"", "\"imprest\""));
    // Due on 28 September, 5 and 20 October, 19 November.
    let records = [
        imprest(advance(1, 1, "received = 2026-08-29\n", "")),
        imprest(advance(2, 20, "received = 2026-09-03\n", "")),
        imprest(advance(3, 300, "received = 2026-09-20\n", "")),
        imprest(advance(4, 4_000, "received = 2026-10-20\n", "")),
        advance(5, 50_000, "received = 2026-09-03\n", ""),
        imprest(advance(
            6,
            6,
            "received = 2026-09-03\n",
            "[[clearing]]\ndate = 2026-09-10\nvouchers = 6.00\n",
        )),
        guarantee(1, 1_000, "received = 2026-01-05\n"),
    ];
    let gathered = gathered(&records);
    for (today, out, late, week, month) in [
        ("2026-09-28", "321.00 (3)", "0.00 (0)", "21.00 (2)", "321.00 (3)"),
        ("2026-09-27", "321.00 (3)", "0.00 (0)", "1.00 (1)", "321.00 (3)"),
        ("2026-09-19", "21.00 (2)", "0.00 (0)", "0.00 (0)", "21.00 (2)"),
        ("2026-10-05", "321.00 (3)", "1.00 (1)", "20.00 (1)", "320.00 (2)"),
        ("2026-10-06", "321.00 (3)", "21.00 (2)", "0.00 (0)", "300.00 (1)"),
        ("2026-10-20", "4321.00 (4)", "21.00 (2)", "300.00 (1)", "4300.00 (2)"),
    ] {
        let register = Register::new(&gathered.book, day(today));
        let floats = float::floats(&register);
        let float = floats
            .iter()
            .find(|float| float.agency.slug == "secretariat")
            .expect("the agency");
        let got = [float.out, float.late, float.week, float.month].map(told);
        assert_eq!(got, [out, late, week, month], "{today}");
    }
}

#[test]
fn a_year_is_cut_record_by_record_as_over_all() {
    let mut records = office();
    records.push(advance(7, 7, "received = 2026-10-02\n", ""));
    records[6]
        .1
        .push_str("[[refund]]\ndate = 2026-10-08\namount = 400.00\n");
    let gathered = gathered(&records);
    let lines = |year: i32| -> Vec<String> {
        let cut = years::cut(&gathered.book, year);
        assert_eq!(cut.end.to_string(), format!("{}-09-30", year - 543));
        let line = |one: &years::Movement<'_>| {
            let sums = [one.brought_forward, one.came, one.went, one.carried_forward].map(|sum| sum.to_string());
            format!("{} {}", one.entry.id().number, sums.join(" "))
        };
        cut.movements.iter().map(line).collect()
    };
    let none: [&str; 0] = [];
    assert_eq!(lines(2568), none);
    // Number, brought forward, came, went, carried forward: advances, then guarantees.
    assert_eq!(
        lines(2569),
        [
            "1 0.00 100.00 0.00 100.00",
            "3 0.00 3.00 0.00 3.00",
            "5 0.00 50.00 20.00 30.00",
            "1 0.00 1000.00 0.00 1000.00",
            "2 0.00 200.00 0.00 200.00",
            "3 0.00 30.00 0.00 30.00",
            "4 0.00 4.00 4.00 0.00",
        ]
    );
    assert_eq!(
        lines(2570),
        [
            "1 100.00 0.00 0.00 100.00",
            "2 0.00 20.00 0.00 20.00",
            "3 3.00 0.00 3.00 0.00",
            "5 30.00 0.00 0.00 30.00",
            "7 0.00 7.00 0.00 7.00",
            "1 1000.00 0.00 400.00 600.00",
            "2 200.00 0.00 0.00 200.00",
            "3 30.00 0.00 0.00 30.00",
        ]
    );
    for (today, want) in [("2026-09-30", 2568), ("2026-10-01", 2569), ("2027-09-30", 2569)] {
        assert_eq!(years::ended(day(today)), want, "{today}");
    }
}

/// The stages of `with`'s office are the built-in ladder.
#[test]
fn the_next_step_of_the_ladder_and_its_day() {
    let hold = "hold = { until = 2026-10-10, reason = \"รอศาล\" }\n";
    let records = |lines: &str| {
        gathered(&[
            advance(1, 100, "received = 2026-09-03\n", lines),
            guarantee(1, 5, "received = 2026-01-05\nreleased = 2026-03-10\n"),
        ])
    };
    let (plain, resting) = (records(""), records(hold));
    let next = |gathered: &Gathered, kind: Kind, today: &str| -> String {
        let register = Register::new(&gathered.book, day(today));
        let entry = register
            .entries
            .iter()
            .find(|entry| entry.kind() == kind)
            .expect("the record");
        let next = entry.next_stage(&register.book.office.stages, register.today);
        next.map_or("-".to_owned(), |(stage, day)| format!("{} {day}", stage.name))
    };
    for (gathered, kind, today, want) in [
        (&plain, Kind::Advance, "2026-09-10", "before-7 2026-09-28"),
        (&plain, Kind::Advance, "2026-09-28", "before-7 2026-09-28"),
        (&plain, Kind::Advance, "2026-09-29", "before-1 2026-10-04"),
        (&plain, Kind::Advance, "2026-10-21", "after-30 2026-11-04"),
        (&plain, Kind::Advance, "2026-11-05", "-"),
        (&plain, Kind::Guarantee, "2026-04-25", "unclaimed 2027-03-25"),
        (&plain, Kind::Guarantee, "2027-03-25", "unclaimed 2027-03-25"),
        (&plain, Kind::Guarantee, "2027-03-26", "unclaimed 2028-03-24"),
        (&plain, Kind::Guarantee, "2028-03-24", "unclaimed 2028-03-24"),
        (&plain, Kind::Guarantee, "2028-03-25", "unclaimed 2029-03-24"),
        // The last step that falls within the rest comes on the day after it.
        (&resting, Kind::Advance, "2026-09-29", "after-1 2026-10-11"),
        (&resting, Kind::Advance, "2026-10-06", "after-1 2026-10-11"),
        (&resting, Kind::Advance, "2026-10-07", "after-7 2026-10-12"),
        (&resting, Kind::Advance, "2026-10-11", "after-7 2026-10-12"),
    ] {
        assert_eq!(next(gathered, kind, today), want, "{kind:?} on {today}");
    }
    // On the day after the rest the ladder is at its next step, and that one speaks.
    let longer = records(&hold.replace("2026-10-10", "2026-10-11"));
    assert_eq!(next(&longer, Kind::Advance, "2026-09-29"), "after-7 2026-10-12");
    let settled = records("[[clearing]]\ndate = 2026-09-20\nvouchers = 100.00\n");
    assert_eq!(next(&settled, Kind::Advance, "2026-09-20"), "-", "settled");
}
