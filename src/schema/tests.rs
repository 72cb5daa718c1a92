//! What the schemas promise to editors and forms.

use std::collections::BTreeMap;

use serde_json::Value;

use super::*;
use crate::text::{Faults, Source};

const RULES: &str = r#"
title = "ระเบียบ · ตัวอย่าง"
[[rule]]
name = "official-travel"
kind = "advance"
from = "returned"
days = 15
clause = "ข้อ 51 (2)"
[[rule]]
name = "return"
kind = "guarantee"
purposes = ["contract"]
from = "released"
days = 15
"#;

fn rules(text: &str) -> RuleBook {
    let source = Source::new("records/rules/own.toml", text);
    let mut rules = RuleBook::default();
    rules.read("own", &source, &Faults::new(&source));
    rules
}

fn schema(file: File, rules: &RuleBook) -> Value {
    let press = Press::new(&BTreeMap::new()).expect("the built-in texts");
    let words = Words { rules, press: &press };
    serde_json::to_value(document(file, &words)).expect("JSON")
}

#[test]
fn keys_stand_in_the_catalogues_order_with_their_words_and_no_other_key_may_stand_there() {
    let press = Press::new(&BTreeMap::new()).expect("the built-in texts");
    let rules = rules(RULES);
    let words = Words {
        rules: &rules,
        press: &press,
    };
    for (name, file) in File::ALL {
        let text = text(file, &words);
        let schema = schema(file, &rules);
        assert_eq!(schema["additionalProperties"], false, "{name}");
        let mut last = 0;
        for key in file.keys() {
            let at = text.find(&format!("\n    \"{}\": {{", key.name)).expect(key.name);
            assert!(at > last, "{name}.{}", key.name);
            last = at;
            let title = schema["properties"][key.name]["title"].as_str().expect("a title");
            assert_eq!(title.split_once(SPLIT), Some(key.label), "{name}.{}", key.name);
        }
    }
}

#[test]
fn no_word_of_the_catalogue_holds_what_parts_the_languages() {
    fn walk(keys: &[Key]) {
        for key in keys {
            for text in [key.label.0, key.label.1, key.about.0, key.about.1] {
                assert!(!text.contains(SPLIT) && !text.contains(PARAGRAPH), "{text}");
            }
            for one in key.choices() {
                assert!(!one.th.contains(SPLIT) && !one.en.contains(SPLIT), "{}", one.name);
            }
            walk(key.inside());
        }
    }
    for (_, file) in File::ALL {
        walk(file.keys());
    }
}

#[test]
fn purposes_and_rules_are_the_books_own_of_the_records_kind() {
    let rules = rules(RULES);
    let advance = schema(File::Advance, &rules);
    assert_eq!(
        advance["properties"]["purpose"]["enum"],
        serde_json::json!(["official-travel"])
    );
    assert_eq!(
        advance["properties"]["purpose"]["enumDescriptions"],
        serde_json::json!(["เดินทางไปราชการ · Official travel"])
    );
    assert_eq!(
        advance["properties"]["rule"]["enum"],
        serde_json::json!(["own/official-travel"])
    );
    // What parts the languages does not come in with an office's own title.
    assert_eq!(
        advance["properties"]["rule"]["enumDescriptions"][0],
        "ข้อ 51 (2) ระเบียบ, ตัวอย่าง · ข้อ 51 (2) ระเบียบ, ตัวอย่าง"
    );
    let guarantee = schema(File::Guarantee, &rules);
    assert_eq!(
        guarantee["properties"]["rule"]["enum"],
        serde_json::json!(["own/return"])
    );
    let without = schema(File::Advance, &RuleBook::default());
    assert!(
        without["properties"]["purpose"].get("enum").is_none(),
        "any purpose, for now"
    );
}

#[test]
fn a_file_names_its_schema_from_where_it_stands() {
    for (file, line) in [
        (File::Advance, "#:schema ../../../schema/advance.json"),
        (File::Agency, "#:schema ../../schema/agency.json"),
        (File::Office, "#:schema ../schema/office.json"),
        (File::Balances, "#:schema ../../schema/balances.json"),
        (File::Holidays, "#:schema ../../schema/holidays.json"),
    ] {
        assert_eq!(file.schema_line(), line);
    }
}
