//! `docs/json.md` against what the commands answer: every key that comes is told
//! there, and what is told of an answer's own keys comes.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::bench::Bench;

const DOC: &str = include_str!("../../docs/json.md");

/// Every key of a value, at any depth.
fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, inside) in map {
                found.insert(key.clone());
                keys(inside, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|inside| keys(inside, found)),
        _ => {}
    }
}

/// The keys of a shape as the page writes it: all, and those of its own that always come.
fn told(shape: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut all, mut own) = (BTreeSet::new(), BTreeSet::new());
    let mut depth = 0;
    let mut pieces = shape.split('"');
    while let Some(between) = pieces.next() {
        depth += between.matches('{').count();
        depth -= between.matches('}').count();
        let Some(key) = pieces.next() else { break };
        all.insert(key.to_owned());
        let is_optional = pieces.clone().next().is_some_and(|rest| rest.starts_with('?'));
        if depth == 1 && !is_optional {
            own.insert(key.to_owned());
        }
    }
    (all, own)
}

#[test]
fn what_a_program_reads_is_told_key_by_key() {
    let bench = Bench::office();
    bench.repository("2026-11-01");
    let record = DOC.lines().find(|line| line.starts_with("`RECORD`")).expect("a record");
    let (of_record, _) = told(record);
    let row = |command: &str| {
        let head = format!("| `{command}");
        let rows: Vec<&str> = DOC.lines().filter(|line| line.starts_with(&head)).collect();
        assert_eq!(rows.len(), 1, "{command}: {rows:?}");
        rows[0].splitn(3, '|').nth(2).expect("a shape")
    };
    let advance = "secretariat/2570/advance-0002";
    for (row_of, words) in [
        ("check`", vec!["check"]),
        ("status`", vec!["status"]),
        ("status --by agency`", vec!["status", "--by", "agency"]),
        ("status --by year-end`", vec!["status", "--by", "year-end"]),
        ("fmt`", vec!["fmt", "--check"]),
        ("log PATH`", vec!["log", advance]),
        ("audit --sample 2`", vec!["audit", "--sample", "2"]),
        ("build`", vec!["build"]),
        ("run`", vec!["run"]),
        ("remind --plan`", vec!["remind", "--plan"]),
        ("mail verify`", vec!["mail", "verify"]),
        ("verify`", vec!["verify"]),
        ("export --json`", vec!["export"]),
        ("templates`", vec!["templates"]),
        ("doctor`", vec!["doctor"]),
        ("letter PATH STAGE`", vec!["letter", advance, "after-7"]),
        ("remind --send`", vec!["remind", "--send"]),
        ("new …`", vec!["clear", advance, "--cash", "100"]),
    ] {
        let sent = bench.root().join("outbox/sent");
        let said = bench.run_with(
            &[&words[..], &["--json", "--today", "2026-12-07"]].concat(),
            |command| {
                command.env("DUEBOOK_SMTP_URL", format!("file:{}", sent.display()));
            },
        );
        let answer: Value = serde_json::from_str(&said.out).unwrap_or_else(|_| panic!("{said:?}"));
        let shape = row(row_of);
        let (mut all, own) = told(shape);
        if shape.contains("RECORD") {
            all.extend(of_record.iter().cloned());
        }
        let mut come = BTreeSet::new();
        keys(&answer, &mut come);
        let untold: Vec<&String> = come.difference(&all).collect();
        assert!(untold.is_empty(), "{words:?} answers with {untold:?}");
        let first: BTreeSet<String> = answer.as_object().expect("an object").keys().cloned().collect();
        let missing: Vec<&String> = own.difference(&first).collect();
        assert!(missing.is_empty(), "{words:?} does not answer with {missing:?}");
    }
}
