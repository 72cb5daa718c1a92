//! The ladder of `office.toml`, and its tables, read.

use super::stage::LONGEST_NAME;
use super::*;
use crate::text::{Code, Source};

fn office(text: &str) -> (Office, Vec<Code>) {
    let source = Source::new("records/office.toml", format!("name = \"ฝ่ายการคลัง\"\n{text}"));
    let faults = Faults::new(&source);
    let office = read(&faults, &["own-words".to_owned()]);
    (
        office,
        faults.into_list().into_iter().map(|finding| finding.code).collect(),
    )
}

fn stage(kind: &str, name: &str, to: &str, text: &str) -> String {
    format!("[[stage]]\nkind = \"{kind}\"\nname = \"{name}\"\ndays = 1\nto = [{to}]\ntext = \"{text}\"\n")
}

#[test]
fn a_stage_has_a_name_for_a_file_a_text_and_somebody_to_read_it() {
    let ladder = |kind: &str, name: &str, to: &str, text: &str| office(&stage(kind, name, to, text));
    for (rule, kind, name, to, text, wrong) in [
        (
            "sound",
            "advance",
            "ก่อน-7",
            "\"borrower\", \"head\"",
            "advance-overdue",
            None,
        ),
        (
            "the office's own words",
            "advance",
            "a",
            "\"agency\"",
            "own-words",
            None,
        ),
        (
            "no such words",
            "advance",
            "a",
            "\"agency\"",
            "no-words",
            Some(Code::UnknownText),
        ),
        (
            "a space",
            "advance",
            "a b",
            "\"agency\"",
            "own-words",
            Some(Code::StageName),
        ),
        (
            "a dot",
            "advance",
            "a.b",
            "\"agency\"",
            "own-words",
            Some(Code::StageName),
        ),
        (
            "a mark that nobody sees",
            "advance",
            "a\\u0007b",
            "\"agency\"",
            "own-words",
            Some(Code::ControlCharacter),
        ),
        ("nobody", "advance", "a", "", "own-words", Some(Code::WrongRecipient)),
        (
            "a role that there is not",
            "advance",
            "a",
            "\"mayor\"",
            "own-words",
            Some(Code::WrongRecipient),
        ),
        (
            "an advance has no contractor",
            "advance",
            "a",
            "\"contractor\"",
            "own-words",
            Some(Code::WrongRecipient),
        ),
        (
            "a guarantee has one",
            "guarantee",
            "a",
            "\"contractor\"",
            "own-words",
            None,
        ),
        (
            "a guarantee has no borrower",
            "guarantee",
            "a",
            "\"borrower\"",
            "own-words",
            Some(Code::WrongRecipient),
        ),
    ] {
        assert_eq!(ladder(kind, name, to, text).1, Vec::from_iter(wrong), "{rule}");
    }
    let longest = "a".repeat(LONGEST_NAME);
    assert_eq!(ladder("advance", &longest, "\"agency\"", "own-words").1, []);
    assert_eq!(
        ladder("advance", &format!("{longest}a"), "\"agency\"", "own-words").1,
        [Code::StageName]
    );
    let (office, _) = ladder("advance", "a", "\"borrower\", \"mayor\", \"head\"", "own-words");
    assert_eq!(office.stages[0].to, [Recipient::Borrower, Recipient::Head]);
}

#[test]
fn a_stage_is_named_once_a_kind() {
    let twice = |first: &str, second: &str| {
        let text = stage(first, "a", "\"agency\"", "own-words") + &stage(second, "a", "\"agency\"", "own-words");
        office(&text).1
    };
    assert_eq!(twice("advance", "advance"), [Code::DuplicateStage]);
    assert_eq!(twice("advance", "guarantee"), []);
}

#[test]
fn addresses_that_pages_link_to_are_of_the_web() {
    let evil = "javascript:alert(1)";
    for (key, fine) in [
        ("survey_url = ", "https://survey.example.org/q"),
        ("site_url = ", "https://finance.example.go.th/"),
        ("forge.edit = ", "https://git.example.org/edit/{path}"),
        (
            "forge.new = ",
            "https://git.example.org/new?filename={folder}/{name}&value={text}&m={message}",
        ),
        ("forge.commit = ", "https://git.example.org/commit/{commit}"),
    ] {
        assert_eq!(office(&format!("{key}\"{fine}\"\n")).1, [], "{key}");
        assert_eq!(office(&format!("{key}\"{evil}\"\n")).1, [Code::BadLink], "{key}");
    }
}

#[test]
fn the_tables_of_an_office_are_read() {
    let (office, wrong) = office(
        "[forge]\nedit = \"https://git.example.go.th/edit/{folder}/{name}\"\n[mail]\nfrom = \"a@example.org\"\n\
         [mail.archive]\nhost = \"imap.example.org\"\nuser = \"a\"\nport = 143\nplain = true\n",
    );
    assert_eq!(wrong, []);
    let edit = office.forge.edit.expect("the pattern");
    assert_eq!(
        Forge::address(&edit, "records/pr/agency.toml"),
        "https://git.example.go.th/edit/records/pr/agency.toml"
    );
    let archive = office.mail.archive.expect("the archive");
    assert_eq!(
        (
            archive.host.as_str(),
            archive.port,
            archive.folder.as_str(),
            archive.bounces.as_str(),
            archive.plain
        ),
        ("imap.example.org", 143, "Sent", "INBOX", true)
    );
    for (name, audience) in AUDIENCES {
        assert_eq!(audience.name(), name);
    }
}
