//! Files that programs read, and what describes them.

use std::collections::BTreeSet;

use super::*;

#[test]
fn every_file_to_take_away_is_described() {
    let pages = build(&book(), "2025-12-18", Audience::Public);
    let package: serde_json::Value = serde_json::from_slice(&pages["datapackage.json"]).expect("JSON");
    let resources = package["resources"].as_array().expect("resources");
    let described: BTreeSet<&str> = resources.iter().filter_map(|one| one["path"].as_str()).collect();
    let there: BTreeSet<&str> = pages
        .keys()
        .map(String::as_str)
        .filter(|path| path.starts_with("downloads/") || path.ends_with("feed.xml"))
        .collect();
    assert_eq!(described, there);
    for one in resources {
        let path = one["path"].as_str().expect("a path");
        assert_eq!(one["bytes"], pages[path].len(), "{path}");
        if path.ends_with(".csv") {
            let head = text(&pages, path);
            let head = head
                .trim_start_matches('\u{feff}')
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned();
            // Tables for programs have their columns described in one file.
            let schema = match one["schema"].as_str() {
                Some(shared) => serde_json::from_slice(&pages[shared]).expect("JSON"),
                None => one["schema"].clone(),
            };
            let fields = schema["fields"].as_array().expect("fields");
            let names: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
            assert_eq!(names.join(","), head, "{path}");
        }
    }
    assert!(text(&pages, "data.html").contains("downloads/pr.xlsx"));
}

/// Whoever reads many offices at once meets no language, no mark, no person, and a
/// record a line.
#[test]
fn tables_for_programs_hold_every_record_once_by_agency_and_year() {
    let mut book = book();
    for advance in &mut book.advances {
        advance.project = "=อบรม, \"รุ่น 1\"\r\nสองบรรทัด".into();
    }
    let (public, internal) = (
        build(&book, "2025-12-18", Audience::Public),
        build(&book, "2025-12-18", Audience::Internal),
    );
    let path = "downloads/records/agency=pr/fiscal_year=2569/records.csv";
    let table = text(&public, path);
    let rows: Vec<&str> = table.split_terminator("\r\n").collect();
    assert_eq!(
        rows[..3],
        [
            "record,fund,contract,contractor,project,amount,cleared,open,due,state,timing,days_overdue,flags",
            "pr/2569/advance-0001,budget,2025-11-03,,\"'=อบรม, \"\"รุ่น 1\"\" สองบรรทัด\",1000.50,1000.50,0.00,2025-12-03,cleared,settled,0,low-use",
            "pr/2569/advance-0002,budget,2025-11-17,,\"'=อบรม, \"\"รุ่น 1\"\" สองบรรทัด\",1000.50,0.00,1000.50,2025-12-17,overdue,overdue,1,second-loan",
        ]
    );
    assert!(!table.replace("\r\n", "").contains('\n'), "{table}");
    let head = text(&internal, path);
    assert!(head.starts_with("record,fund,contract,who,") && head.contains("นายลับ สุดยอด"));
    let mut found = Vec::new();
    for (path, bytes) in &public {
        if let Some(inside) = path.strip_prefix("downloads/records/") {
            let [agency, year] = [inside.split('/').next(), inside.split('/').nth(1)].map(Option::unwrap_or_default);
            let rows = std::str::from_utf8(bytes).expect("UTF-8").lines().skip(1);
            let folder = format!("{}/{}/", &agency["agency=".len()..], &year["fiscal_year=".len()..]);
            found.extend(rows.map(|row| {
                assert!(row.starts_with(&folder), "{row} in {path}");
                row.split(',').next().unwrap_or_default().to_owned()
            }));
        }
    }
    let json: serde_json::Value = serde_json::from_slice(&public["downloads/records.json"]).expect("JSON");
    let records = json["records"].as_array().expect("records");
    let all: Vec<&str> = records.iter().filter_map(|record| record["path"].as_str()).collect();
    assert_eq!(found, all);
}

#[test]
fn columns_and_fields_are_explained_in_both_languages() {
    let press = Press::new(&BTreeMap::new()).expect("the built-in texts");
    for lang in [Lang::Th, Lang::En] {
        let words = press.words(lang);
        for column in download::columns::COLUMNS {
            for section in ["csv", "csv-note"] {
                assert!(words.has(&format!("{section}.{}", column.key)), "{}", column.key);
            }
        }
        for field in download::FIELDS {
            assert!(words.has(&format!("json-note.{field}")), "{field}");
        }
        for (name, ..) in crate::book::register::AGING {
            assert!(words.has(&format!("xlsx-age.{name}")), "{name}");
        }
    }
    let pages = build(&book(), "2025-12-18", Audience::Internal);
    let json: serde_json::Value = serde_json::from_slice(&pages["downloads/records.json"]).expect("JSON");
    for record in json["records"].as_array().expect("records") {
        for key in record.as_object().expect("a record").keys() {
            assert!(download::FIELDS.contains(&key.as_str()), "{key} is not explained");
        }
    }
}
