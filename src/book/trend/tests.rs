//! Months against advances whose fate is known.

use super::*;
use crate::book::Book;
use crate::book::gather::sound;
use crate::money::Satang;

const TODAY: &str = "2026-11-20";

const RULES: &str = "title = \"ระเบียบ\"\n\
    [[rule]]\nname = \"duty\"\nkind = \"advance\"\npurposes = [\"duty\"]\nfrom = \"received\"\ndays = 30\n\
    [[rule]]\nname = \"back\"\nkind = \"guarantee\"\npurposes = [\"contract\"]\nfrom = \"released\"\ndays = 15\n";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn advance(n: usize, received: &str, more: &str) -> (String, String) {
    let text = format!(
        "contract = \"บย. {n}/2569\"\nfund = \"budget\"\npurpose = \"duty\"\nproject = \"อบรม\"\namount = 1_000.00\n\
         borrower = {{ name = \"นายเอก คนที่{n}\", email = \"b{n}@example.org\" }}\ncontracted = {received}\nreceived = {received}\n{more}"
    );
    (format!("records/pr/2569/advance-{n:04}.toml"), text)
}

fn book(records: Vec<(String, String)>) -> Book {
    let mut files = vec![
        (
            "records/office.toml".to_owned(),
            "name = \"ฝ่าย\"\n[mail]\nfrom = \"o@example.org\"\n".to_owned(),
        ),
        ("records/rules/r.toml".to_owned(), RULES.to_owned()),
        ("records/pr/agency.toml".to_owned(), "name = \"สำนัก\"\n".to_owned()),
    ];
    for year in 2567..=2570 {
        let common = year - 543;
        let holidays = format!("[[day]]\ndate = {common}-10-13\nname = \"วันนวมินทรมหาราช\"\n");
        files.push((format!("records/holidays/{year}.toml"), holidays));
    }
    files.extend(records);
    sound(&files)
}

fn clearing(date: &str, amount: &str) -> String {
    format!("[[clearing]]\ndate = {date}\nvouchers = {amount}\n")
}

type Change = fn(&mut Month);

const CASES: [(&str, &str, &str, &str); 21] = [
    // Received, what else happened, the month, and what became of it.
    ("2026-08-03", "C 2026-09-02 1_000.00", "2026-09", "on time"),
    ("2026-08-03", "C 2026-09-03 1_000.00", "2026-09", "late 1"),
    // Saturday 5 September moves to Monday.
    ("2026-08-06", "C 2026-09-07 1_000.00", "2026-09", "on time"),
    ("2026-08-06", "C 2026-09-08 1_000.00", "2026-09", "late 1"),
    // 13 October is a holiday.
    ("2026-09-13", "C 2026-10-14 1_000.00", "2026-10", "on time"),
    ("2026-09-13", "C 2026-10-15 1_000.00", "2026-10", "late 1"),
    // Saturday 31 October moves into November.
    ("2026-10-01", "C 2026-11-02 1_000.00", "2026-11", "on time"),
    (
        "2026-08-03",
        "X 2026-08-31 2026-10-30; C 2026-10-30 1_000.00",
        "2026-10",
        "on time",
    ),
    (
        "2026-08-03",
        "X 2026-08-31 2026-10-30; C 2026-11-02 1_000.00",
        "2026-10",
        "late 3",
    ),
    // An extension that came after the clearing changes nothing.
    (
        "2026-08-03",
        "C 2026-09-03 1_000.00; X 2026-09-04 2026-10-30",
        "2026-09",
        "late 1",
    ),
    (
        "2026-08-03",
        "C 2026-09-01 600.00; C 2026-09-05 400.00",
        "2026-09",
        "late 3",
    ),
    ("2026-08-03", "C 2026-09-01 600.00", "2026-09", "out 79"),
    // An objection has fifteen days of its own.
    (
        "2026-08-03",
        "C 2026-09-01 1_000.00; O 2026-09-10 200.00; C 2026-09-25 200.00",
        "2026-09",
        "on time",
    ),
    (
        "2026-08-03",
        "C 2026-09-01 1_000.00; O 2026-09-10 200.00; C 2026-09-28 200.00",
        "2026-09",
        "late 3",
    ),
    (
        "2026-08-03",
        "C 2026-09-01 1_000.00; O 2026-11-10 200.00",
        "2026-11",
        "coming",
    ),
    (
        "2026-08-03",
        "V 2026-09-01 2026-10-05; C 2026-10-06 1_000.00",
        "2026-09",
        "late 34",
    ),
    ("2026-08-03", "V 2026-09-01 2026-10-05", "2026-09", "out 79"),
    ("2026-08-03", "P 2026-09-01 1_000.00", "2026-09", "out 79"),
    // More was spent than advanced: nothing is owed to the office.
    ("2026-08-03", "C 2026-09-02 1_200.00", "2026-09", "on time"),
    ("2026-10-28", "", "2026-11", "coming"),
    // The very day is in time.
    ("2026-10-21", "", "2026-11", "coming"),
];

fn told(events: &str) -> String {
    let one = |event: &str| {
        let part: Vec<&str> = event.split(' ').collect();
        match part[0] {
            "C" => clearing(part[1], part[2]),
            "P" => clearing(part[1], part[2]) + "pending = true\n",
            "V" => format!(
                "{}void = {{ date = {}, reason = \"ซ้ำ\" }}\n",
                clearing(part[1], "1_000.00"),
                part[2]
            ),
            "X" => format!("[[extension]]\ndate = {}\ndue = {}\n", part[1], part[2]),
            _ => format!("[[objection]]\ndate = {}\namount = {}\n", part[1], part[2]),
        }
    };
    events.split("; ").filter(|event| !event.is_empty()).map(one).collect()
}

#[test]
fn an_advance_belongs_to_the_month_of_the_due_date_that_ran() {
    for (received, events, month, want) in CASES {
        let book = book(vec![advance(1, received, &told(events))]);
        let register = Register::new(&book, day(TODAY));
        let trend = &trends(&register)["pr"];
        let months: Vec<_> = trend.months.iter().filter(|month| month.due() > 0).collect();
        assert_eq!(months.len(), 1, "{received} {events}");
        let got = months[0];
        let fate = match (got.on_time, got.late, got.still_out, got.coming) {
            (1, 0, 0, 0) => "on time".to_owned(),
            (0, 1, 0, 0) => format!("late {}", got.days_late),
            (0, 0, 1, 0) => format!("out {}", got.days_late),
            (0, 0, 0, 1) => "coming".to_owned(),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            (got.first.to_string()[..7].to_owned(), fate),
            (month.to_owned(), want.to_owned()),
            "{received} {events}"
        );
    }
}

#[test]
fn what_was_cancelled_or_never_paid_is_in_no_month() {
    let cancelled =
        "cancelled = { date = 2026-08-10, reason = \"เลิกจัด\" }\n[[clearing]]\ndate = 2026-08-10\ncash = 1_000.00\n";
    let mut unpaid = advance(2, "2026-08-03", "");
    unpaid.1 = unpaid.1.replace("received = 2026-08-03\n", "");
    let book = book(vec![advance(1, "2026-08-03", cancelled), unpaid]);
    let trend = &trends(&Register::new(&book, day(TODAY)))["pr"];
    assert_eq!(trend.lived(), []);
}

/// The balances of every month are those that a register of its last day has.
#[test]
fn balances_are_the_registers() {
    let records = CASES.iter().enumerate();
    let records = records.map(|(n, (received, events, ..))| advance(n + 1, received, &told(events)));
    // Long out; and one that was reopened when months had passed.
    let reopened = "C 2025-03-05 1_000.00; O 2025-09-01 300.00; C 2026-02-02 300.00";
    let old = [
        advance(90, "2025-01-06", ""),
        advance(91, "2025-02-03", &told(reopened)),
        // Cancelled when it had been overdue for months.
        advance(
            93,
            "2025-05-01",
            &("cancelled = { date = 2025-08-11, reason = \"เลิกจัด\" }\n".to_owned() + &told("C 2025-08-10 1_000.00")),
        ),
        // An objection and a pay-out that were voided when months had passed.
        advance(
            92,
            "2025-02-03",
            &(told("C 2025-03-05 1_000.00; O 2025-03-10 300.00")
                + "void = { date = 2025-09-20, reason = \"ผิดสัญญา\" }\n"),
        ),
        {
            let (path, text) = advance(93, "2025-01-06", "");
            let parts = "[[disbursement]]\ndate = 2025-01-06\namount = 1_000.00\nvoid = { date = 2025-06-10, reason = \"ผิดบัญชี\" }\n\
                         [[disbursement]]\ndate = 2025-06-10\namount = 1_000.00\n[[clearing]]\ndate = 2025-07-01\nvouchers = 1_000.00\n";
            (path, text.replace("received = 2025-01-06\n", parts))
        },
    ];
    let book = book(records.chain(old).collect());
    let today = day(TODAY);
    let trend = &trends(&Register::new(&book, today))["pr"];
    assert_eq!(trend.months.len(), 24);
    let mut some = 0;
    for month in &trend.months {
        let want = Register::new(&book, month.end(today)).totals().overdue;
        assert_eq!(month.overdue, want, "{}", month.first);
        some += want.count;
    }
    assert!(some > 20, "the months saw overdue advances");
    assert_eq!(trend.months[22].end(today), day("2026-10-31"));
    assert_eq!(trend.months[23].end(today), today);
}

#[test]
fn guarantees_belong_to_the_month_of_their_day_of_return() {
    for (more, want) in [
        ("[[refund]]\ndate = 2026-09-16\namount = 500.00\n", (1, 0, 0)),
        ("[[refund]]\ndate = 2026-09-17\namount = 500.00\n", (0, 1, 0)),
        (
            "[[refund]]\ndate = 2026-09-10\namount = 300.00\n[[refund]]\ndate = 2026-09-20\namount = 200.00\n",
            (0, 1, 0),
        ),
        ("[[refund]]\ndate = 2026-09-10\namount = 300.00\n", (0, 0, 1)),
        ("[[forfeit]]\ndate = 2026-09-10\namount = 500.00\n", (0, 0, 0)),
    ] {
        let text = format!(
            "contract = \"จ. 1\"\nkind = \"contract\"\nform = \"cash\"\namount = 500.00\nreceived = 2025-09-01\nreleased = 2026-09-01\n\
             contractor = {{ name = \"บริษัท ก จำกัด\", kind = \"company\" }}\n{more}"
        );
        let book = book(vec![("records/pr/2569/guarantee-0001.toml".to_owned(), text)]);
        let trend = &trends(&Register::new(&book, day(TODAY)))["pr"];
        let month = trend.months[21];
        assert_eq!(month.first, day("2026-09-01"));
        assert_eq!((month.returned, month.returned_late, month.kept), want, "{more}");
    }
}

fn months(counts: &[(usize, usize)]) -> Trend {
    let mut trend = Trend::new(day(TODAY));
    let full = trend.months.len() - 1;
    for (month, (on_time, late)) in trend.months[full - counts.len()..full].iter_mut().zip(counts) {
        (month.on_time, month.late) = (*on_time, *late);
    }
    trend
}

#[test]
fn a_word_is_said_only_of_enough_and_of_a_change_that_counts() {
    for (counts, want) in [
        (vec![(4, 0), (4, 0), (4, 0), (3, 0), (3, 0), (3, 0)], Course::Unknown),
        (vec![(3, 0), (3, 0), (3, 0), (4, 0), (4, 0), (4, 0)], Course::Unknown),
        (
            vec![(5, 5), (5, 5), (0, 0), (8, 2), (0, 0), (0, 0)],
            Course::Better(300),
        ),
        (vec![(8, 2), (0, 0), (0, 0), (5, 5), (0, 0), (0, 0)], Course::Worse(300)),
        // Two contracts of ten are a change, one and a half of the smaller ten are none.
        (
            vec![(5, 5), (0, 0), (0, 0), (7, 3), (0, 0), (0, 0)],
            Course::Better(200),
        ),
        (vec![(5, 5), (0, 0), (0, 0), (13, 7), (0, 0), (0, 0)], Course::Steady),
        // One contract of thirteen is 7.7 points, and no trend.
        (vec![(7, 6), (0, 0), (0, 0), (8, 5), (0, 0), (0, 0)], Course::Steady),
        (
            vec![(7, 6), (0, 0), (0, 0), (9, 4), (0, 0), (0, 0)],
            Course::Better(154),
        ),
        (vec![(50, 50), (0, 0), (0, 0), (54, 46), (0, 0), (0, 0)], Course::Steady),
        (
            vec![(50, 50), (0, 0), (0, 0), (55, 45), (0, 0), (0, 0)],
            Course::Better(50),
        ),
        (
            vec![(50, 50), (0, 0), (0, 0), (45, 55), (0, 0), (0, 0)],
            Course::Worse(50),
        ),
    ] {
        assert_eq!(months(&counts).course(), want, "{counts:?}");
    }
}

#[test]
fn the_office_is_the_sum_of_its_agencies() {
    let book = book(vec![
        advance(1, "2026-08-03", ""),
        advance(2, "2026-08-03", &clearing("2026-09-02", "1_000.00")),
    ]);
    let register = Register::new(&book, day(TODAY));
    let mut trends = trends(&register);
    trends.insert("other".to_owned(), trends["pr"].clone());
    let all = office(&trends, register.today);
    let month = all.months[21];
    assert_eq!((month.on_time, month.still_out, month.days_late), (2, 2, 158));
    assert_eq!(month.overdue.count, 2);
    assert_eq!(month.mean_days_late(), Some(790));
    assert_eq!(Rate::of([&month]).permille(), Some(500));
}

#[test]
fn months_are_added_part_by_part() {
    let month = |times: usize| {
        let money = |baht: i64| Satang(baht * 100);
        Month {
            on_time: times,
            late: 2 * times,
            still_out: 3 * times,
            coming: 4 * times,
            days_late: 5 * i64::try_from(times).expect("a small number"),
            overdue: Sum {
                amount: money(6 * i64::try_from(times).expect("a small number")),
                count: 7 * times,
            },
            returned: 8 * times,
            returned_late: 9 * times,
            kept: 10 * times,
            ..Month::new(day("2026-09-01"))
        }
    };
    let mut sum = month(1);
    sum.add(&month(10));
    assert_eq!(sum, month(11));
}

#[test]
fn days_late_are_told_on_the_average_of_those_late() {
    for (late, still_out, days, want) in [
        (0, 0, 0, None),
        (1, 0, 7, Some(70)),
        (2, 0, 5, Some(25)),
        (2, 1, 5, Some(17)),
        (2, 1, 4, Some(13)),
    ] {
        let mut month = Month::new(day("2026-09-01"));
        (month.on_time, month.late, month.still_out, month.days_late) = (9, late, still_out, days);
        assert_eq!(month.mean_days_late(), want, "{days} days, {late} and {still_out}");
    }
}

#[test]
fn what_has_not_come_yet_is_in_no_share() {
    let mut month = Month::new(day("2026-09-01"));
    (month.on_time, month.late, month.still_out, month.coming) = (1, 1, 1, 5);
    assert_eq!(Rate::of([&month, &month]), Rate { on_time: 2, of: 6 });
}

#[test]
fn balances_are_told_of_the_last_full_month_and_the_third_before() {
    let trend = Trend::new(day(TODAY));
    let firsts = trend.balances().expect("two years").map(|month| month.first);
    assert_eq!(firsts, [day("2026-10-01"), day("2026-07-01")]);
}

#[test]
fn months_are_lived_from_the_first_with_anything_in_it() {
    let changes: [(&str, Change, usize); 8] = [
        ("nothing", |_| {}, 0),
        ("one in time", |month| month.on_time = 1, 4),
        ("one overdue", |month| month.overdue.count = 1, 4),
        ("one returned", |month| month.returned = 1, 4),
        ("one returned late", |month| month.returned_late = 1, 4),
        ("one kept", |month| month.kept = 1, 4),
        (
            "returned in time and late",
            |month| (month.returned, month.returned_late) = (1, 1),
            4,
        ),
        ("returned and kept", |month| (month.returned, month.kept) = (1, 1), 4),
    ];
    for (what, change, want) in changes {
        let mut trend = Trend::new(day(TODAY));
        change(&mut trend.months[20]);
        assert_eq!(trend.lived().len(), want, "{what}");
    }
}
