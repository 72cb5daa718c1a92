//! The forms of the site and the program read and write alike: both are held
//! to the same worked cases. The browser's half is `tests/browser/forms.mjs`.

use std::fmt::Write as _;
use std::fs;

use duebook::book::ledger::{Ledger, View};
use duebook::pen::{self, Event, Facts, Pen, Spot, Value};
use duebook::record::advance::{name_of, number_of};
use duebook::record::shape::{self, File, Key, What};
use duebook::rule::calendar::{self, Calendar};
use duebook::rule::rulebook::RuleBook;
use duebook::site::form::{self, Counts};
use duebook::text::typed::loose_amount;
use duebook::text::{Code, Faults, Source};
use duebook::thai;
use serde_json::{Value as Json, json};

use crate::bench::here;

fn cases(name: &str) -> Json {
    let text = fs::read_to_string(here().join("cases").join(name)).expect("a case file");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn what_people_type_is_read_as_the_cases_say() {
    let cases = cases("typed.json");
    let pairs = |kind: &str| cases[kind].as_array().expect("a list").clone();
    for pair in pairs("days") {
        let typed = pair[0].as_str().expect("text");
        let read = thai::date::parse(typed).map(|day| day.to_string());
        assert_eq!(read.as_deref(), pair[1].as_str(), "{typed}");
    }
    for pair in pairs("amounts") {
        let typed = pair[0].as_str().expect("text");
        assert_eq!(loose_amount(typed).map(|amount| amount.0), pair[1].as_i64(), "{typed}");
    }
    for (kind, what) in [("no_days", What::Day), ("no_amounts", What::Amount)] {
        for case in pairs(kind) {
            let typed = case[0].as_str().expect("text");
            let words = pen::typed(&what, typed).expect_err(typed);
            assert_eq!(
                [words.th, words.en].map(Json::from)[..],
                case.as_array().expect("a list")[1..]
            );
        }
    }
}

/// Texts of every mixture that TOML writes in a way of its own.
fn texts() -> Vec<String> {
    let letters = ["a", "\"", "\\", "'", "\n", "\t", "\u{1}"];
    let mut texts = vec![String::new()];
    let mut last = texts.clone();
    for _ in 0..3 {
        last = last
            .iter()
            .flat_map(|text| letters.map(|letter| format!("{text}{letter}")))
            .collect();
        texts.extend(last.clone());
    }
    let longer = [
        "บย. 12/2570",
        "12/2570",
        "นาย \"ก\" ข",
        "it's",
        "it's \"so\"",
        "'''\"\"\"",
        "a\r\nb",
        "\u{7f}",
        "\u{85}\n",
        "\"\"\"\n",
        "a\n\"\"\"\nb",
        "สองบรรทัด\nครับ\n",
        "ก\n'''\\",
        "\u{8}\u{c}",
        "a = b # c",
        "🙂",
    ];
    texts.extend(longer.map(str::to_owned));
    texts
}

fn value(key: &Key, json: &Json) -> Value {
    match &key.what {
        What::Amount | What::AmountOrZero => Value::Amount(duebook::money::Satang(json.as_i64().expect("satang"))),
        What::Day => Value::Day(json.as_str().expect("a day").parse().expect("ISO")),
        What::Whole(_) => Value::Whole(json.as_i64().expect("a number")),
        What::Yes => Value::Yes(json.as_bool().expect("yes or no")),
        _ => Value::text(json.as_str().expect("a text")),
    }
}

fn facts(keys: &'static [Key], json: &Json) -> Facts {
    let pairs = json.as_object().expect("facts").iter();
    pairs
        .map(|(path, json)| (path.clone(), value(shape::find(keys, path).expect("a key"), json)))
        .collect()
}

/// The text that the program's pen writes for a case.
fn written(case: &Json) -> String {
    let kind = case["kind"].as_str().expect("a kind");
    let (_, file) = File::ALL
        .into_iter()
        .find(|(name, _)| *name == kind)
        .expect("a kind of file");
    let keys = file.keys();
    let events: Vec<Event> = case["events"]
        .as_array()
        .expect("events")
        .iter()
        .map(|event| {
            let name = event["name"].as_str().expect("a name").to_owned();
            let inside = shape::find(keys, &name).expect("an event").inside();
            Event {
                facts: facts(inside, &event["facts"]),
                name,
            }
        })
        .collect();
    pen::record(keys, &facts(keys, &case["facts"]), &events)
}

/// The text in which the pen has changed facts, in the record's own lines or in
/// those of an event; where a fact is null it is taken out.
fn changed(case: &Json) -> String {
    let kind = case["kind"].as_str().expect("a kind");
    let (_, file) = File::ALL
        .into_iter()
        .find(|(name, _)| *name == kind)
        .expect("a kind of file");
    let event = case["event"].as_str().map(|name| {
        let number = case["number"].as_u64().expect("a number from 1");
        (name, usize::try_from(number).expect("a small number") - 1)
    });
    let inside = event.map_or(file.keys(), |(name, _)| {
        shape::find(file.keys(), name).expect("an event").inside()
    });
    let mut pen = Pen::new(case["before"].as_str().expect("a text")).expect("TOML");
    for (key, json) in case["facts"].as_object().expect("facts") {
        let spot = Spot { event, key };
        if json.is_null() {
            pen.remove(file.keys(), spot);
        } else {
            let value = value(shape::find(inside, key).expect("a key"), json);
            assert!(pen.set(file.keys(), spot, &value), "{case}");
        }
    }
    pen.text()
}

#[test]
fn what_the_forms_must_write_is_what_the_pen_writes() {
    let path = here().join("cases/written.json");
    let mut known = cases("written.json");
    let mut now = known.clone();
    now["texts"] = texts()
        .into_iter()
        .map(|text| json!([text, Value::text(text.clone()).written()]))
        .collect();
    for case in now["changes"].as_array_mut().expect("changes") {
        case["text"] = changed(case).into();
    }
    for case in now["records"].as_array_mut().expect("records") {
        case["text"] = written(case).into();
    }
    if std::env::var_os("BLESS").is_some_and(|value| !value.is_empty()) {
        let list = |key: &str| {
            let lines = now[key].as_array().expect("a list").iter().map(Json::to_string);
            lines.collect::<Vec<_>>().join(",\n")
        };
        let (records, texts, changes) = (list("records"), list("texts"), list("changes"));
        let text =
            format!("{{\n\"records\": [\n{records}\n],\n\"changes\": [\n{changes}\n],\n\"texts\": [\n{texts}\n]\n}}\n");
        fs::write(&path, text).expect("the cases can be written");
        known = now.clone();
    }
    assert_eq!(
        known, now,
        "the pen writes otherwise than tests/cases/written.json; BLESS=1 accepts"
    );
    assert!(now["records"].as_array().expect("a list").len() >= 5);
}

/// Rules of every way of counting, as a regulation writes them.
const RULES: [&str; 7] = [
    "days = 30",
    "days = 15\nfirst_day = \"included\"",
    "days = 30\nlast_day = \"stays\"",
    "days = 30\nlast_day = \"previous-working-day\"",
    "months = 6",
    "years = 1\nlast_day = \"stays\"",
    "months = 1\ndays = 10",
];

/// The due day that a rule gives, and whether it may still move, for events of
/// every kind: before and after a long holiday, at the ends of months and of the years that are known.
fn counted() -> Json {
    let holidays = [
        "2026-10-13",
        "2026-12-07",
        "2026-12-10",
        "2026-12-31",
        "2027-01-01",
        "2028-02-29",
    ];
    let mut calendar = Calendar::default();
    for year in [2026, 2027, 2028] {
        let mut text = String::new();
        for day in holidays.iter().filter(|day| day.starts_with(&year.to_string())) {
            _ = write!(text, "[[day]]\ndate = {day}\nname = \"x\"\n");
        }
        let source = Source::new("records/holidays/x.toml", text);
        calendar::read(&mut calendar, year + 543, &Faults::new(&source));
    }
    let events = [
        "2026-01-01",
        "2026-08-30",
        "2026-08-31",
        "2026-09-13",
        "2026-11-05",
        "2026-11-07",
        "2026-11-10",
        "2026-12-01",
        "2026-12-31",
        "2027-01-30",
        "2027-02-28",
        "2027-08-31",
        "2028-01-31",
        "2028-02-28",
        "2028-11-30",
        "2028-12-20",
    ];
    let mut due = Vec::new();
    for written in RULES {
        let text =
            format!("title = \"x\"\n[[rule]]\nname = \"x\"\nkind = \"advance\"\nfrom = \"received\"\n{written}\n");
        let source = Source::new("records/rules/own.toml", text);
        let mut book = RuleBook::default();
        book.read("own", &source, &Faults::new(&source));
        let rule = book.get("own/x").expect("a rule");
        let counts = serde_json::to_value(Counts::of(rule)).expect("JSON");
        for event in events {
            let due_date = duebook::rule::due::due(rule, event.parse().expect("a day"), &calendar);
            due.push(json!({
                "rule": counts,
                "event": event,
                "raw": due_date.raw.to_string(),
                "day": due_date.effective.to_string(),
                "unsure": due_date.provisional,
            }));
        }
    }
    let names = [
        "นายสมชาย ใจดี",
        "นายสมชาย  ใจดี",
        " นายสมชาย\u{a0}ใจดี\t",
        "นาย สมชาย ใจดี",
        "",
    ];
    let numbers = ["บย. 7/2570", "บย.๗/๒๕๗๐", " บย.\u{a0}7 / 2570 ", "7/2570", ""];
    json!({
        "calendar": { "years": [2026, 2027, 2028], "days": holidays },
        "due": due,
        "numbers": numbers.map(|number| [number.to_owned(), number_of(number)]),
        "names": names.map(|name| [name.to_owned(), name_of(name)]),
        "ledgers": ledgers(),
    })
}

/// What moves the balance of an advance of 10,000 baht, in ways that can be and
/// in ways that cannot.
const RUNS: [&str; 19] = [
    "",
    "received = 2026-09-02\n[[clearing]]\ndate = 2026-09-10\nvouchers = 7_000.00\ncash = 1_000.00\n",
    // A clearing, objected to, in part repaid, then settled.
    "received = 2026-09-02\n[[clearing]]\ndate = 2026-09-10\nvouchers = 10_000.00\n\
     [[clearing]]\ndate = 2026-09-20\ncash = 300.00\n[[objection]]\ndate = 2026-09-15\namount = 800.00\n",
    "received = 2026-09-02\n[[clearing]]\ndate = 2026-09-10\nvouchers = 10_000.00\n\
     [[clearing]]\ndate = 2026-09-20\ncash = 300.00\n[[objection]]\ndate = 2026-09-15\namount = 800.00\nresolved = 2026-09-25\n",
    // The clearing, or the objection, is voided below what refers to it.
    "received = 2026-09-02\n[[clearing]]\ndate = 2026-09-10\nvouchers = 10_000.00\nvoid = { date = 2026-09-30, reason = \"x\" }\n\
     [[objection]]\ndate = 2026-09-15\namount = 800.00\n",
    "received = 2026-09-02\n[[clearing]]\ndate = 2026-09-10\nvouchers = 10_000.00\n[[clearing]]\ndate = 2026-09-20\ncash = 800.00\n\
     [[objection]]\ndate = 2026-09-15\namount = 800.00\nvoid = { date = 2026-09-30, reason = \"x\" }\n",
    // Answered on its own day, however the file has it; by more than was objected to.
    "received = 2026-09-02\n[[clearing]]\ndate = 2026-09-10\nvouchers = 10_000.00\n[[objection]]\ndate = 2026-09-15\namount = 800.00\n\
     [[clearing]]\ndate = 2026-09-15\ncash = 800.00\n",
    "received = 2026-09-02\n[[clearing]]\ndate = 2026-09-15\ncash = 800.01\n[[clearing]]\ndate = 2026-09-10\nvouchers = 10_000.00\n\
     [[objection]]\ndate = 2026-09-15\namount = 800.00\n",
    // Before the money came, and with none at all.
    "received = 2026-09-12\n[[clearing]]\ndate = 2026-09-10\nvouchers = 1_000.00\n",
    "[[clearing]]\ndate = 2026-09-10\nvouchers = 1_000.00\n",
    // In parts, one of them voided; more than the contract.
    "[[disbursement]]\ndate = 2026-09-02\namount = 4_000.00\n[[disbursement]]\ndate = 2026-09-20\namount = 3_000.00\n\
     [[clearing]]\ndate = 2026-09-10\ncash = 5_000.00\n",
    "received = 2026-09-01\n[[disbursement]]\ndate = 2026-09-02\namount = 4_000.00\nvoid = { date = 2026-09-30, reason = \"x\" }\n\
     [[clearing]]\ndate = 2026-09-10\nvouchers = 1_000.00\n",
    "[[disbursement]]\ndate = 2026-09-02\namount = 6_000.00\n[[disbursement]]\ndate = 2026-09-03\namount = 6_000.00\n",
    // Vouchers under check take their place, and clear nothing.
    "received = 2026-09-02\n[[clearing]]\ndate = 2026-09-10\nvouchers = 9_000.00\npending = true\n\
     [[clearing]]\ndate = 2026-09-11\ncash = 1_500.00\n",
    // Above what was left: by less than that, by just as much, by more.
    "received = 2026-09-02\n[[clearing]]\ndate = 2026-09-10\nvouchers = 6_000.00\n[[clearing]]\ndate = 2026-09-20\nvouchers = 7_000.00\n\
     [[reimbursement]]\ndate = 2026-09-25\namount = 2_000.00\n[[reimbursement]]\ndate = 2026-09-26\namount = 1_000.00\n",
    "received = 2026-09-02\n[[clearing]]\ndate = 2026-09-10\nvouchers = 6_000.00\n[[clearing]]\ndate = 2026-09-20\nvouchers = 8_000.00\n",
    "received = 2026-09-02\n[[clearing]]\ndate = 2026-09-10\nvouchers = 6_000.00\n[[clearing]]\ndate = 2026-09-20\nvouchers = 8_000.01\n",
    // Reimbursed before it was spent, and above it; spent again with nothing left.
    "received = 2026-09-02\n[[clearing]]\ndate = 2026-09-20\nvouchers = 11_000.00\n[[clearing]]\ndate = 2026-09-21\nvouchers = 1.00\n\
     [[reimbursement]]\ndate = 2026-09-01\namount = 500.00\n",
    "received = 2026-09-02\n[[clearing]]\ndate = 2026-09-20\nvouchers = 11_000.00\npending = true\n\
     [[reimbursement]]\ndate = 2026-09-25\namount = 500.00\n",
];

/// The balance of each run, and what `check` says of it.
fn ledgers() -> Vec<Json> {
    const CODES: [Code; 6] = [
        Code::BeforePayout,
        Code::FarOverSpent,
        Code::OverObjection,
        Code::OverPayout,
        Code::OverReimbursement,
        Code::OverReturn,
    ];
    let path = "records/secretariat/2569/advance-0001.toml";
    let run = |lines: &&str| {
        let text =
            crate::figures::advance_text(&lines.replace("amount = 800.00\n", "amount = 800.00\nreason = \"x\"\n"));
        let gathered = crate::figures::with(&[(path, &text)]);
        let register = crate::bench::register(&gathered, "2026-10-15");
        let record = gathered.book.advances.first().expect("an advance that can be read");
        let counted = Ledger::of(record, View::AsOf(chrono::NaiveDate::MAX));
        let found = duebook::book::check::check(&register).into_iter();
        let mut faults: Vec<&str> = found
            .map(|one| one.code)
            .filter(|code| CODES.contains(code))
            .map(Code::name)
            .collect();
        faults.sort_unstable();
        let (_, events) = pen::facts(File::Advance.keys(), &text).expect("TOML");
        json!({
            "record": {
                "amount": record.amount.value.0,
                "received": record.received.map(|day| day.value.to_string()),
                "events": form::happened(File::Advance, &events),
            },
            "left": counted.left().0,
            "all": Ledger::of(record, View::Everything).left().0,
            "over": counted.over_spent().0,
            "faults": faults,
        })
    };
    RUNS.iter().map(run).collect()
}

#[test]
fn the_forms_count_days_and_money_and_tell_numbers_and_names_apart_as_the_program_does() {
    let path = here().join("cases/judged.json");
    let now = counted();
    if std::env::var_os("BLESS").is_some_and(|value| !value.is_empty()) {
        let due = now["due"].as_array().expect("a list").iter().map(Json::to_string);
        let due = due.collect::<Vec<_>>().join(",\n");
        let runs = now["ledgers"].as_array().expect("a list").iter().map(Json::to_string);
        let runs = runs.collect::<Vec<_>>().join(",\n");
        let (calendar, numbers, names) = (&now["calendar"], &now["numbers"], &now["names"]);
        let text = format!(
            "{{\n\"calendar\": {calendar},\n\"due\": [\n{due}\n],\n\"numbers\": {numbers},\n\"names\": {names},\n\"ledgers\": [\n{runs}\n]\n}}\n"
        );
        fs::write(&path, text).expect("the cases can be written");
    }
    assert_eq!(
        cases("judged.json"),
        now,
        "the program judges otherwise than tests/cases/judged.json; BLESS=1 accepts"
    );
}
