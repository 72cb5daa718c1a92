//! The catalogue and the readers say the same.

use super::*;
use crate::record::{advance, agency, balances, guarantee, id, office, project};
use crate::rule::{Calendar, RuleBook, calendar, rulebook};
use crate::text::{Code, Faults, Source};

/// Lets the reader of a kind of file read a text.
fn read(file: File, faults: &Faults<'_>) {
    let id = id::parse("legal/2570/advance-0001").expect("an id");
    match file {
        File::Advance => _ = advance::read(id, faults),
        File::Guarantee => _ = guarantee::read(id, faults),
        File::Project => _ = project::read(id, faults),
        File::Agency => _ = agency::read("legal", faults),
        File::Office => _ = office::read(faults, &["x".to_owned()]),
        File::Rules => RuleBook::default().read("own", faults.source, faults),
        File::Holidays => calendar::read(&mut Calendar::default(), 2570, faults),
        File::Balances => _ = balances::read(balances::month_end(2570, 1).expect("a month"), faults),
    }
}

/// A value that the key may hold, as a file has it.
fn sample(key: &Key) -> String {
    match &key.what {
        What::Text | What::Prose | What::Link | What::Purpose | What::Rule => "\"x\"".to_owned(),
        What::Address => "\"a@example.org\"".to_owned(),
        What::Amount | What::AmountOrZero => "10.00".to_owned(),
        What::Percent => "50.00".to_owned(),
        What::Day => "2026-10-12".to_owned(),
        What::Whole(range) => (*range.start()).max(1).to_string(),
        What::Yes => "true".to_owned(),
        What::Choice(names) => format!("\"{}\"", names[0].name),
        What::Choices(names) => format!("[\"{}\"]", names[names.len() - 1].name),
        What::Texts => "[\"x\"]".to_owned(),
        What::Table(keys) | What::Each(keys) => {
            let inside: Vec<String> = keys
                .iter()
                .map(|key| format!("{} = {}", key.name, sample(key)))
                .collect();
            let braces = format!("{{ {} }}", inside.join(", "));
            if key.is_event() { format!("[{braces}]") } else { braces }
        }
    }
}

/// What the reader says of a file's shape.
fn shape_faults(file: File, text: &str) -> Vec<String> {
    let source = Source::new("records/x.toml", text);
    let faults = Faults::new(&source);
    read(file, &faults);
    let about = [
        Code::UnknownKey,
        Code::MissingKey,
        Code::WrongType,
        Code::UnknownChoice,
        Code::EmptyText,
    ];
    faults
        .into_list()
        .iter()
        .filter(|finding| about.contains(&finding.code))
        .map(|finding| format!("{} {}", finding.code.name(), finding.message.en))
        .collect()
}

fn whole(keys: &[Key], but: &str) -> String {
    let lines: Vec<String> = keys
        .iter()
        .filter(|key| key.name != but)
        .map(|key| format!("{} = {}", key.name, sample(key)))
        .collect();
    format!("{}\n", lines.join("\n"))
}

#[test]
fn a_file_with_every_key_of_the_catalogue_is_read_without_a_complaint_about_its_shape() {
    for (name, file) in File::ALL {
        let text = whole(file.keys(), "");
        assert_eq!(shape_faults(file, &text), Vec::<String>::new(), "{name}:\n{text}");
    }
}

#[test]
fn what_the_catalogue_calls_required_is_required_and_nothing_else() {
    for (name, file) in File::ALL {
        for key in file.keys() {
            let missing = shape_faults(file, &whole(file.keys(), key.name));
            let want = format!("missing-key `{}` is missing", key.name);
            assert_eq!(
                missing.contains(&want),
                key.required,
                "{name}.{}: {missing:?}",
                key.name
            );
        }
    }
}

#[test]
fn what_is_required_inside_a_table_or_an_event_is_required_there() {
    for (name, file) in File::ALL {
        for outer in file.keys() {
            for inner in outer.inside() {
                let rest = whole(file.keys(), outer.name);
                let inside: Vec<String> = outer
                    .inside()
                    .iter()
                    .filter(|key| key.name != inner.name)
                    .map(|key| format!("{} = {}", key.name, sample(key)))
                    .collect();
                let braces = format!("{{ {} }}", inside.join(", "));
                let value = if outer.is_event() {
                    format!("[{braces}]")
                } else {
                    braces
                };
                let missing = shape_faults(file, &format!("{rest}{} = {value}\n", outer.name));
                let want = format!("missing-key `{}` is missing", inner.name);
                // Only some kinds of rule must say from which day they count.
                let asked = inner.required || (file == File::Rules && inner.name == "from");
                assert_eq!(
                    missing.contains(&want),
                    asked,
                    "{name}.{}.{}: {missing:?}",
                    outer.name,
                    inner.name
                );
            }
        }
    }
}

#[test]
fn the_names_of_the_catalogue_are_those_of_the_readers() {
    let names = |path: &str, file: File| -> Vec<&str> {
        find(file.keys(), path).map_or_else(Vec::new, |key| key.choices().iter().map(|one| one.name).collect())
    };
    assert_eq!(names("fund", File::Advance), advance::FUNDS.map(|(name, _)| name));
    assert_eq!(names("kind", File::Guarantee), guarantee::KINDS.map(|(name, _)| name));
    assert_eq!(names("form", File::Guarantee), guarantee::FORMS.map(|(name, _)| name));
    assert_eq!(
        names("contractor.kind", File::Guarantee),
        guarantee::CONTRACTOR_KINDS.map(|(name, _)| name)
    );
    assert_eq!(
        names("balance.account", File::Balances),
        balances::ACCOUNTS.map(|(name, _)| name)
    );
    assert_eq!(
        names("balance.forms", File::Balances),
        balances::FORMS.map(|(name, _)| name)
    );
    assert_eq!(
        names("difference.ledger", File::Balances),
        balances::SIDES.map(|(name, _)| name)
    );
    let rule = rulebook::KINDS.map(|(name, _)| name);
    assert_eq!(names("rule.kind", File::Rules), rule);
}

#[test]
fn every_key_and_name_is_said_in_both_languages() {
    fn walk(keys: &[Key], seen: &mut usize) {
        for key in keys {
            *seen += 1;
            assert!(!key.label.0.is_empty() && !key.label.1.is_empty(), "{}", key.name);
            assert_eq!(key.about.0.is_empty(), key.about.1.is_empty(), "{}", key.name);
            for one in key.choices() {
                assert!(!one.th.is_empty() && !one.en.is_empty(), "{}", one.name);
            }
            walk(key.inside(), seen);
        }
    }
    let mut seen = 0;
    for (_, file) in File::ALL {
        walk(file.keys(), &mut seen);
    }
    assert!(seen > 150, "{seen} keys");
}
