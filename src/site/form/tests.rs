//! What the form gets to know, and who gets the form.

use super::*;

#[test]
fn the_next_number_follows_the_highest_in_use_of_its_folder() {
    let paths = [
        "records/legal/2570/advance-0002.toml",
        "records/legal/2570/advance-0010.toml",
        "records/legal/2570/guarantee-0001.toml",
        "records/legal/2570/project-0009.toml",
        "records/legal/agency.toml",
    ];
    let want = [("legal/2570/advance", 10), ("legal/2570/guarantee", 1)];
    let want: BTreeMap<String, u32> = want.map(|(path, number)| (path.to_owned(), number)).into();
    assert_eq!(numbers(paths.into_iter()), want);
}

#[test]
fn a_schema_is_named_among_the_comments_at_the_head() {
    for (text, want) in [
        ("#:schema ../../../schema/advance.json\na = 1\n", true),
        ("# โครงการ\n#:schema ../x.json\n", true),
        ("a = 1\n#:schema ../x.json\n", false),
        ("# schema\n", false),
        ("", false),
    ] {
        assert_eq!(names_schema(text), want, "{text}");
    }
}

#[test]
fn without_a_script_the_forges_page_opens_empty() {
    for (pattern, want) in [
        (
            "https://git.example.org/o/r/new/main?filename={path}&value={text}",
            Some("https://git.example.org/o/r/new/main"),
        ),
        (
            "https://git.example.org/o/r/_new/main/{folder}?filename={name}",
            Some("https://git.example.org/o/r/_new/main/"),
        ),
        ("javascript:alert(1)", None),
    ] {
        assert_eq!(bare_link(pattern).as_deref(), want);
    }
}

#[test]
fn a_template_for_hand_work_has_the_required_keys_one_below_the_other() {
    let text = record::template(File::Advance);
    assert!(
        text.starts_with(
            "#:schema ../../../schema/advance.json\ncontract   = \"บย. 12/2570\"\nfund       = \"budget\"\n"
        ),
        "{text}"
    );
    assert!(text.contains("\nreceived   = 2026-10-12\n"), "{text}");
}
