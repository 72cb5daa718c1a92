//! The forms of the site and the program read and write alike: both are held
//! to the same worked cases. The browser's half is `tests/browser/forms.mjs`.

use std::fs;

use duebook::pen::{self, Event, Facts, Pen, Spot, Value};
use duebook::record::shape::{self, File, Key, What};
use duebook::text::typed::loose_amount;
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

/// The text in which the pen has put a table among a record's own keys.
fn put(case: &Json) -> String {
    let kind = case["kind"].as_str().expect("a kind");
    let (_, file) = File::ALL
        .into_iter()
        .find(|(name, _)| *name == kind)
        .expect("a kind of file");
    let name = case["name"].as_str().expect("a name");
    let inside = shape::find(file.keys(), name).expect("a table").inside();
    let facts = facts(inside, &case["facts"]);
    let mut pen = Pen::new(case["before"].as_str().expect("a text")).expect("TOML");
    for key in inside {
        let path = format!("{name}.{}", key.name);
        let spot = Spot {
            event: None,
            key: &path,
        };
        match facts.get(key.name) {
            Some(value) => assert!(pen.set(file.keys(), spot, value), "{path}"),
            None => _ = pen.remove(file.keys(), spot),
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
    for case in now["puts"].as_array_mut().expect("puts") {
        case["text"] = put(case).into();
    }
    for case in now["records"].as_array_mut().expect("records") {
        case["text"] = written(case).into();
    }
    if std::env::var_os("BLESS").is_some_and(|value| !value.is_empty()) {
        let list = |key: &str| {
            let lines = now[key].as_array().expect("a list").iter().map(Json::to_string);
            lines.collect::<Vec<_>>().join(",\n")
        };
        let (records, texts, puts) = (list("records"), list("texts"), list("puts"));
        let text =
            format!("{{\n\"records\": [\n{records}\n],\n\"puts\": [\n{puts}\n],\n\"texts\": [\n{texts}\n]\n}}\n");
        fs::write(&path, text).expect("the cases can be written");
        known = now.clone();
    }
    assert_eq!(
        known, now,
        "the pen writes otherwise than tests/cases/written.json; BLESS=1 accepts"
    );
    assert!(now["records"].as_array().expect("a list").len() >= 5);
}
