//! Schemas and `check` agree: what the program reads fits its schema, a file
//! whose fault is one of shape does not.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use duebook::record::shape::File;
use duebook::record::{Place, id};
use serde_json::Value;

use crate::bench::{Bench, files_below, here};

/// The schemas of a book, ready to judge.
fn schemas(bench: &Bench) -> BTreeMap<&'static str, jsonschema::Validator> {
    File::ALL
        .iter()
        .map(|(name, _)| {
            let said = bench.run(&["schema", "--print", name]);
            said.exits(0);
            let schema: Value = serde_json::from_str(&said.out).expect("JSON");
            jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{name}: {error}"));
            let validator = jsonschema::options().should_validate_formats(true).build(&schema);
            (*name, validator.unwrap_or_else(|error| panic!("{name}: {error}")))
        })
        .collect()
}

/// Which schema a file of the book is for.
fn kind(path: &str) -> Option<&'static str> {
    match id::place(path) {
        Place::Office => Some("office"),
        Place::Agency(_) => Some("agency"),
        Place::Rules(_) => Some("rules"),
        Place::Holidays(_) => Some("holidays"),
        Place::Record(id) => Some(id.kind.name()),
        _ => None,
    }
}

/// A file's text as editors hand it to a schema: days are strings.
fn json(text: &str) -> Option<Value> {
    fn convert(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => Value::String(text),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(yes) => yes.into(),
            toml::Value::Datetime(moment) => Value::String(moment.to_string()),
            toml::Value::Array(list) => list.into_iter().map(convert).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, convert(value))).collect(),
        }
    }
    text.parse::<toml::Table>()
        .ok()
        .map(|table| convert(toml::Value::Table(table)))
}

/// What the schemas say of the files of a book that they are for.
fn judge(root: &Path, schemas: &BTreeMap<&'static str, jsonschema::Validator>) -> (usize, Vec<String>) {
    let (mut seen, mut wrong) = (0, Vec::new());
    for path in files_below(&root.join("records")) {
        let inside = path.strip_prefix(root).expect("below").to_string_lossy().into_owned();
        let Some(schema) = kind(&inside).and_then(|kind| schemas.get(kind)) else {
            continue;
        };
        let Some(value) = fs::read_to_string(&path).ok().and_then(|text| json(&text)) else {
            continue;
        };
        seen += 1;
        wrong.extend(
            schema
                .iter_errors(&value)
                .map(|error| format!("{inside}: {}: {error}", error.instance_path())),
        );
    }
    (seen, wrong)
}

#[test]
fn every_file_of_the_sample_book_and_of_the_small_office_fits_its_schema() {
    for (root, least) in [(here().with_file_name(""), 60), (here().join("office"), 20)] {
        let bench = Bench::empty();
        for path in files_below(&root.join("records")) {
            let inside = path.strip_prefix(&root).expect("below").to_string_lossy().into_owned();
            bench.bytes(&inside, &fs::read(&path).expect("a readable file"));
        }
        let (seen, wrong) = judge(bench.root(), &schemas(&bench));
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(seen >= least, "{seen} files");
    }
}

#[test]
fn a_broken_book_whose_fault_is_one_of_shape_does_not_fit() {
    let schemas = schemas(&Bench::office());
    let mut fitting = Vec::new();
    for code in [
        "amount-not-positive",
        "buddhist-year",
        "date-with-time",
        "empty-text",
        "missing-key",
        "percent-above-100",
        "quoted-amount",
        "unknown-choice",
        "unknown-key",
        "unknown-purpose",
        "unknown-rule",
        "wrong-rule",
        "wrong-type",
    ] {
        let bench = Bench::office();
        bench.lay(&here().join("errors").join(code));
        let (_, wrong) = judge(bench.root(), &schemas);
        if wrong.is_empty() {
            fitting.push(code);
        }
    }
    assert_eq!(fitting, Vec::<&str>::new());
}

#[test]
fn only_what_changed_is_written_and_a_broken_book_has_schemas_too() {
    let bench = Bench::office();
    assert_eq!(bench.run(&["schema"]).exits(0).out.lines().count(), File::ALL.len());
    assert_eq!(bench.run(&["schema"]).exits(0).out, "");
    bench.edit("records/rules/bma-2555.toml", "official-travel", "mission");
    let said = bench.run(&["schema"]);
    assert_eq!(said.exits(0).out.lines().count(), 1, "{}", said.out);
    assert!(bench.text("schema/advance.json").contains("\"mission\""));
    bench.file("records/rules/bma-2555.toml", "title =");
    bench.run(&["schema", "--print", "advance"]).exits(0);
    bench.run(&["schema", "--print", "loan"]).exits(2);
}
