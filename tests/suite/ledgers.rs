//! Properties of money: for any valid run of events the sums of a register
//! agree with themselves, with a plain reckoning, and with what was known on
//! the day.

use std::fmt::Write as _;

use chrono::NaiveDate;
use duebook::book::{Entry, Gathered, Register, State};
use duebook::day::shift;
use duebook::money::Satang;
use proptest::prelude::*;

use crate::bench::day;
use crate::figures::{advance_text, with};

/// The whole of the contract in [`advance_text`], in satang.
const WHOLE: i64 = 1_000_000;

#[derive(Clone, Copy, Debug)]
enum What {
    Pay(i64),
    Clear { vouchers: i64, cash: i64, pending: bool },
    Object { amount: i64, resolved: Option<NaiveDate> },
    Extend(NaiveDate),
}

#[derive(Clone, Copy, Debug)]
struct Event {
    date: NaiveDate,
    what: What,
    void: Option<NaiveDate>,
}

/// Turns raw numbers into a valid run: never more cleared than is left, never
/// more objected to than was cleared, at most one objection.
fn run(raw: &[(u8, u8, u8, u8)]) -> Vec<Event> {
    let mut events = Vec::new();
    let mut date = day("2026-09-02");
    let (mut paid, mut left, mut cleared, mut objected) = (0, 0, 0, false);
    for (kind, gap, share, more) in raw {
        date = shift(date, i64::from(gap % 12));
        let part = |of: i64| of * i64::from(*share) / 255;
        let void = (more % 5 == 0).then(|| shift(date, i64::from(more / 16)));
        let (what, void) = match kind % 6 {
            0 if part(WHOLE - paid) > 0 => {
                let amount = part(WHOLE - paid);
                paid += amount;
                left += amount;
                (What::Pay(amount), None)
            }
            1..=3 if part(left) > 1 => {
                let (total, pending) = (part(left), more % 3 == 0);
                let cash = if kind % 2 == 0 { total / 2 } else { 0 };
                if void.is_none() {
                    left -= total;
                    cleared += if pending { 0 } else { total };
                }
                let vouchers = total - cash;
                (
                    What::Clear {
                        vouchers,
                        cash,
                        pending,
                    },
                    void,
                )
            }
            4 if !objected && part(cleared) > 0 => {
                objected = true;
                let resolved = (more % 2 == 0).then(|| shift(date, i64::from(more / 8)));
                (
                    What::Object {
                        amount: part(cleared),
                        resolved,
                    },
                    None,
                )
            }
            5 => (What::Extend(shift(date, i64::from(*share))), None),
            _ => continue,
        };
        events.push(Event { date, what, void });
    }
    events
}

fn baht(satang: i64) -> String {
    Satang(satang).to_string()
}

/// Writes the events up to a day, and of them what was known on it.
fn written(events: &[Event], until: NaiveDate) -> String {
    let mut text = String::new();
    for event in events.iter().filter(|event| event.date <= until) {
        let date = event.date;
        let _ = match event.what {
            What::Pay(amount) => write!(text, "[[disbursement]]\ndate = {date}\namount = {}\n", baht(amount)),
            What::Clear {
                vouchers,
                cash,
                pending,
            } => write!(
                text,
                "[[clearing]]\ndate = {date}\nvouchers = {}\ncash = {}\npending = {pending}\n",
                baht(vouchers),
                baht(cash)
            ),
            What::Object { amount, resolved } => {
                let resolved = resolved.filter(|day| *day <= until);
                let line = resolved.map_or(String::new(), |day| format!("resolved = {day}\n"));
                write!(text, "[[objection]]\ndate = {date}\namount = {}\n{line}", baht(amount))
            }
            What::Extend(due) => write!(text, "[[extension]]\ndate = {date}\ndue = {due}\n"),
        };
        if let Some(void) = event.void.filter(|day| *day <= until) {
            let _ = writeln!(text, "void = {{ date = {void}, reason = \"ซ้ำ\" }}");
        }
    }
    advance_text(&text)
}

/// A plain reckoning: paid, cleared and left on a day.
fn reckoned(events: &[Event], today: NaiveDate) -> (i64, i64, i64) {
    let counts = |event: &&Event| event.date <= today && event.void.is_none_or(|void| void > today);
    let (mut paid, mut cleared, mut reopened) = (0, 0, 0);
    for event in events.iter().filter(counts) {
        match event.what {
            What::Pay(amount) => paid += amount,
            What::Clear {
                vouchers,
                cash,
                pending: false,
            } => cleared += vouchers + cash,
            What::Object { amount, resolved } => {
                reopened += amount;
                if let Some(resolved) = resolved.filter(|day| *day <= today) {
                    // What was not repaid by then is accepted after all.
                    let repaid: i64 = events
                        .iter()
                        .filter(counts)
                        .filter(|other| event.date < other.date && other.date <= resolved)
                        .map(|other| match other.what {
                            What::Clear {
                                vouchers,
                                cash,
                                pending: false,
                            } => vouchers + cash,
                            _ => 0,
                        })
                        .sum();
                    reopened -= (amount - repaid).max(0);
                }
            }
            _ => {}
        }
    }
    (paid, cleared, paid - cleared + reopened)
}

fn texts(runs: &[Vec<Event>], until: NaiveDate) -> Gathered {
    let files: Vec<(String, String)> = (1..)
        .zip(runs)
        .map(|(number, events)| {
            let text = written(events, until).replace("บย. 1/2569", &format!("บย. {number}/2569"));
            (format!("records/secretariat/2569/advance-{number:04}.toml"), text)
        })
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    with(&files)
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    // Money first, so that most runs have something to move.
    prop::collection::vec(any::<(u8, u8, u8, u8)>(), 0..12).prop_map(|mut raw| {
        raw.insert(0, (0, 1, 200, 1));
        run(&raw)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_register_agrees_with_a_plain_reckoning(
        runs in prop::collection::vec(events(), 1..4),
        ahead in 0i64..150,
    ) {
        let today = shift(day("2026-09-01"), ahead);
        let gathered = texts(&runs, day("2027-12-31"));
        prop_assert!(gathered.findings.is_empty(), "{:#?}", gathered.findings);
        let register = Register::new(&gathered.book, today);
        prop_assert_eq!(register.entries.len(), runs.len());
        let mut outstanding = Satang::ZERO;
        let mut overdue = Satang::ZERO;
        for (entry, events) in register.entries.iter().zip(&runs) {
            let Entry::Advance(_, standing) = entry else { panic!("an advance") };
            let (paid, cleared, left) = reckoned(events, today);
            prop_assert_eq!(standing.disbursed, Satang(paid));
            prop_assert_eq!(standing.vouchers + standing.cash + standing.salary, Satang(cleared));
            prop_assert_eq!(standing.outstanding - standing.over_spent, Satang(left), "{:?}", events);
            // An objection reopens its part beside what was over-spent.
            let beside = standing.over_spent == Satang::ZERO || standing.outstanding == standing.objected;
            prop_assert!(beside, "{:?}", events);
            prop_assert_eq!(standing.state == State::Overdue, standing.days_overdue > 0);
            outstanding += standing.outstanding;
            if standing.state == State::Overdue {
                overdue += standing.outstanding;
            }
        }
        let totals = register.totals();
        let aged: Satang = totals.aging.iter().map(|bucket| bucket.amount).sum();
        prop_assert_eq!(totals.outstanding.amount, outstanding);
        prop_assert_eq!(aged, outstanding);
        prop_assert_eq!(aged - totals.aging[0].amount, overdue);
        prop_assert_eq!(totals.aging.iter().map(|bucket| bucket.count).sum::<usize>(), totals.outstanding.count);
    }

    #[test]
    fn a_day_knows_nothing_of_later_events(
        runs in prop::collection::vec(events(), 1..3),
        ahead in 0i64..120,
    ) {
        let today = shift(day("2026-09-01"), ahead);
        let (whole, then) = (texts(&runs, day("2027-12-31")), texts(&runs, today));
        let standings = |gathered: &Gathered| -> Vec<String> {
            let register = Register::new(&gathered.book, today);
            register
                .entries
                .iter()
                .map(|entry| match entry {
                    Entry::Advance(_, standing) => format!("{standing:#?}"),
                    Entry::Guarantee(..) => String::new(),
                })
                .collect()
        };
        prop_assert_eq!(standings(&whole), standings(&then));
    }

    #[test]
    fn a_guarantee_is_held_returned_or_forfeited(
        parts in prop::collection::vec((0u8..2, 0i64..60, 1i64..100), 0..6),
        ahead in 0i64..120,
    ) {
        let today = shift(day("2026-09-01"), ahead);
        let mut text = String::from(
            "contract = \"จ. 1/2569\"\nkind = \"contract\"\nform = \"cash\"\namount = 1_000.00\n\
             contractor = { name = \"บริษัท ก จำกัด\", kind = \"company\" }\n\
             contracted = 2026-01-05\nreceived = 2026-01-05\naccepted = 2026-08-03\n",
        );
        let (mut left, mut gone) = (100_000, 0);
        for (forfeit, later, share) in parts {
            let (amount, date) = (left * share / 200, shift(day("2026-09-01"), later));
            if amount > 0 {
                left -= amount;
                gone += if date <= today { amount } else { 0 };
                let key = if forfeit == 1 { "forfeit" } else { "refund" };
                let _ = write!(text, "[[{key}]]\ndate = {date}\namount = {}\n", baht(amount));
            }
        }
        let gathered = with(&[("records/secretariat/2569/guarantee-0001.toml", &text)]);
        prop_assert!(gathered.findings.is_empty(), "{:#?}", gathered.findings);
        let register = Register::new(&gathered.book, today);
        let Some(Entry::Guarantee(_, standing)) = register.entries.first() else { panic!("a guarantee") };
        prop_assert_eq!(standing.refunded + standing.forfeited, Satang(gone));
        prop_assert_eq!(standing.held, Satang(100_000 - gone));
        prop_assert_eq!(register.totals().held.amount, standing.held);
    }
}
