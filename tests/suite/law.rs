//! The law at the level of records: each case of `tests/cases/` becomes a
//! record's text, and the register must say the case's dates. Case names are
//! those of the file; each says its rule and why.

mod records;

use std::fs;

use chrono::{Datelike, NaiveDate};
use duebook::book::register::AGING;
use duebook::day::{fiscal_year, shift};
use duebook::money::{self, Satang};
use duebook::rule::{Due, Period};
use duebook::thai;
use serde_json::Value;

use crate::bench::here;
use records::{Case, advance, advance_text, clearing_record, guarantee, guarantee_text, return_record, with_record};

fn cases(file: &str) -> Vec<Value> {
    let text = fs::read_to_string(here().join("cases").join(file)).expect("a case file");
    serde_json::from_str(&text).expect("a list of cases")
}

/// Says what a due date says, as the case file names it.
fn assert_due(case: &Case, due: &Due) {
    let id = case.text("id");
    let why = case.text("why");
    assert_eq!(due.raw, case.day("raw_due"), "{id} raw: {why}");
    assert_eq!(due.effective, case.day("expected_due"), "{id} effective: {why}");
    assert_eq!(due.act_by, case.day("act_by_working_day"), "{id} act by: {why}");
    assert!(!due.provisional, "{id}: its year has a holiday table");
}

/// What the case says of the raw day and the days after it: weekdays, the
/// closed days passed, the fiscal year.
fn assert_calendar(case: &Case) {
    let id = case.text("id");
    let gathered = with_record(
        "advance-0001.toml",
        &advance_text("other-duty", "budget", case.day("raw_due"), ""),
    );
    let calendar = &gathered.book.calendar;
    let (shifted, passed) = calendar.working_day_from(case.day("raw_due")).expect("a known year");
    assert_eq!(shifted, case.day("shifted_due"), "{id} shifted");
    if let Some(chain) = case.0["weekend_or_holiday_chain"].as_array() {
        let days: Vec<String> = passed.iter().map(|day| day.date.to_string()).collect();
        let want: Vec<&str> = chain.iter().filter_map(Value::as_str).map(|day| &day[..10]).collect();
        assert_eq!(days, want, "{id} closed days");
    }
    for (day, weekday) in [("raw_due", "raw_weekday"), ("shifted_due", "shifted_weekday")] {
        if let Some(want) = case.0[weekday].as_str() {
            assert_eq!(case.day(day).format("%a").to_string(), want, "{id} {weekday}");
        }
    }
    let due = case.day("expected_due");
    if let Some(year) = case.0["fiscal_year_be"].as_i64() {
        assert_eq!(i64::from(fiscal_year(due)), year, "{id} fiscal year");
    }
    if case.0["policy"]
        .as_str()
        .is_some_and(|policy| policy.contains("no shift"))
    {
        let (last, _) = calendar.working_day_until(due).expect("a known year");
        assert_eq!(last, case.day("act_by_working_day"), "{id} act by");
    }
}

fn assert_case(case: &Case) {
    match case.text("kind") {
        "advance-clearing" => advance_clearing(case),
        "objection-reply" => objection_reply(case),
        "enforcement" => enforcement(case),
        "warranty-end" => warranty_end(case),
        "guarantee-return" => guarantee_return(case),
        "defect-inspection-opens" => defect_inspection_opens(case),
        "unclaimed-threshold" => unclaimed_threshold(case),
        "reminder" => reminder(case),
        "aging" => aging(case),
        other => panic!("{}: no test knows the kind {other}", case.text("id")),
    }
}

fn advance_clearing(case: &Case) {
    let (id, why) = (case.text("id"), case.text("why"));

    let (record, start) = clearing_record(case);
    let due = advance(&record, start).due.expect("a due date");
    assert_due(case, &due);
    assert_eq!(due.from.date, start, "{id} from: {why}");
    assert_eq!(
        case.period().after(start),
        due.raw,
        "{id}: the rule's period is the case's"
    );
}

fn objection_reply(case: &Case) {
    let id = case.text("id");

    let objected = case.start();
    let (paid, cleared) = (shift(objected, -20), shift(objected, -2));
    let lines = format!(
        "received = {paid}\n[[clearing]]\ndate = {cleared}\nvouchers = 1_000.00\n\
                 [[objection]]\ndate = {objected}\namount = 100.00\n"
    );
    let standing = advance(&advance_text("other-duty", "budget", shift(paid, -3), &lines), objected);
    assert_due(case, &standing.due.expect("a due date"));
    assert_eq!(
        standing.outstanding,
        Satang(10_000),
        "{id}: the part objected to is open again"
    );
}

fn enforcement(case: &Case) {
    let (id, why) = (case.text("id"), case.text("why"));

    // The effective due date of the case, given by an extension.
    let due = case.start();
    let paid = shift(due, -40);
    let lines = format!(
        "received = {paid}\n[[extension]]\ndate = {}\ndue = {due}\n",
        shift(due, -20)
    );
    let record = advance_text("other-duty", "budget", shift(paid, -3), &lines);
    let standing = advance(&record, shift(due, 1));
    assert_eq!(
        standing.due.expect("a due date").effective,
        due,
        "{id}: the case's due date is a working day"
    );
    assert_eq!(standing.enforce_by, Some(case.day("expected_due")), "{id}: {why}");
}

fn warranty_end(case: &Case) {
    let (id, why) = (case.text("id"), case.text("why"));

    let accepted = case.start();
    let unit = case.0["period"]["unit"].as_str().expect("a unit");
    let lines = format!("accepted = {accepted}\nwarranty = {{ {unit} = {} }}\n", case.n());
    let standing = guarantee(&guarantee_text("contract", shift(accepted, -60), &lines), far_ahead());
    assert_eq!(standing.warranty_end, Some(case.day("expected_due")), "{id}: {why}");
}

fn guarantee_return(case: &Case) {
    let (id, why) = (case.text("id"), case.text("why"));

    let standing = guarantee(&return_record(case), far_ahead());
    assert_eq!(standing.released, Some(case.start()), "{id} released: {why}");
    assert_due(case, &standing.due.expect("a due date"));
}

fn defect_inspection_opens(case: &Case) {
    let (id, why) = (case.text("id"), case.text("why"));

    let end = case.start();
    let months = if case.n() <= 15 { 6 } else { 12 };
    let accepted = (0..400)
        .map(|days| shift(end, -days))
        .find(|day| Period::months(months).after(*day) == end)
        .expect("a day of acceptance");
    let lines = format!("accepted = {accepted}\nwarranty = {{ months = {months} }}\n");
    let standing = guarantee(&guarantee_text("contract", shift(accepted, -60), &lines), accepted);
    let window = standing.inspection.expect("a window");
    assert_eq!(
        (window.opens, window.closes),
        (case.day("expected_due"), end),
        "{id}: {why}"
    );
}

fn unclaimed_threshold(case: &Case) {
    let (id, why) = (case.text("id"), case.text("why"));
    assert_eq!(
        case.period().after(case.start()),
        case.day("expected_due"),
        "{id}: {why}"
    );
}

fn reminder(case: &Case) {
    let (id, why) = (case.text("id"), case.text("why"));

    let gathered = with_record(
        "advance-0001.toml",
        &advance_text("other-duty", "budget", case.start(), ""),
    );
    let mut day = case.date(&["raw_due"]).expect("a day");
    for _ in 0..case.n() {
        (day, _) = gathered
            .book
            .calendar
            .working_day_until(shift(day, -1))
            .expect("a known year");
    }
    assert_eq!(day, case.day("expected_due"), "{id}: {why}");
}

fn aging(case: &Case) {
    let (id, why) = (case.text("id"), case.text("why"));

    let raw = case.date(&["raw_due"]).expect("a raw due date");
    let as_of = case.date(&["as_of"]).expect("a day");
    // Thirty days from receipt end on the raw day.
    let paid = shift(raw, -30);
    let record = advance_text("other-duty", "budget", shift(paid, -3), &format!("received = {paid}\n"));
    let standing = advance(&record, as_of);
    let days = standing.days_overdue;
    assert_eq!(days, case.0["days_overdue"].as_i64().expect("days"), "{id}: {why}");
    assert_eq!(
        standing.due.expect("a due date").effective,
        case.day("expected_due"),
        "{id}: {why}"
    );
    let bucket = AGING
        .iter()
        .find(|(_, from, to)| (*from..=*to).contains(&days))
        .map(|(name, ..)| *name);
    let want = case.text("bucket").replace("not overdue", "not-due");
    assert_eq!(bucket, Some(want.as_str()), "{id}: {why}");
    assert_eq!(
        standing.state.name() == "overdue",
        case.text("state") == "overdue",
        "{id}: {why}"
    );
}

#[test]
fn each_case_of_the_law_holds_for_a_record() {
    let cases = cases("due-date-cases.json");
    assert!(cases.len() >= 51, "the case file is whole");
    for case in cases.into_iter().map(Case) {
        assert_case(&case);
        assert_calendar(&case);
    }
}

#[test]
fn amounts_of_records_are_said_in_words() {
    let cases = cases("baht-text-cases.json");
    for case in &cases {
        let written = case["baht"].as_str().expect("an amount");
        let amount = Satang(case["satang"].as_i64().expect("satang"));
        assert_eq!(amount.grouped(), written);
        if (Satang::ZERO..=money::LARGEST).contains(&amount) {
            assert_eq!(
                Satang::parse(&amount.as_record()),
                Ok(amount),
                "{written} as a record writes it"
            );
        }
        assert_eq!(
            thai::words::baht(amount),
            case["text"].as_str().expect("words"),
            "{written}"
        );
    }
    assert!(cases.len() >= 20, "the case file is whole");
}

#[test]
fn a_year_has_its_own_days() {
    // Labour Day is no government holiday; the Ploughing Ceremony is.
    let gathered = with_record(
        "advance-0001.toml",
        &advance_text("other-duty", "budget", far_past(), ""),
    );
    let calendar = &gathered.book.calendar;
    for year in [2023, 2024, 2025] {
        let labour = NaiveDate::from_ymd_opt(year, 5, 1).expect("a day");
        if labour.weekday().number_from_monday() <= 5 {
            assert_eq!(
                calendar.closed(labour),
                Ok(None),
                "{labour} is a working day of the government"
            );
        }
    }
    let ploughing = NaiveDate::from_ymd_opt(2023, 5, 17).expect("a day");
    assert!(
        calendar.closed(ploughing).is_ok_and(|name| name.is_some()),
        "{ploughing}"
    );
}

/// A day by which every case has come to its end.
fn far_ahead() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 9, 30).expect("a day")
}

fn far_past() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 1, 9).expect("a day")
}
