//! Whatever somebody types stays text.

use proptest::prelude::*;

use super::*;
use crate::founding::answers::line;
use crate::text::Severity;

/// Letters that have broken quoting before, and those that offices use.
fn name() -> impl Strategy<Value = String> {
    let marks = r#"["'\\`$(){}<>«»\[\]#&|;*_~!@=+-]"#;
    let piece = prop_oneof![
        marks,
        "[ก-๛ ]{1,6}",
        Just("👩‍💻".to_owned()),
        Just("${{ github.token }}".to_owned()),
        Just("\"\"\"".to_owned()),
        Just("'''".to_owned()),
        Just("«name»".to_owned()),
        Just("](https://evil.example/)".to_owned()),
        Just("<script>alert(1)</script>".to_owned()),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever an answer is, it is refused, or it comes back from the files
    /// letter for letter and nothing else changes.
    #[test]
    fn a_name_is_refused_or_comes_back_whole(name in name(), short in name(), english in name()) {
        let (Ok(name), Ok(short), Ok(english)) = (line(&name), line(&short), line(&english)) else {
            return Ok(());
        };
        let usual = answers(Some(Kind::Github));
        let odd = Answers {
            name: name.clone(),
            name_en: Some(english.clone()),
            agencies: vec![Agency {
                slug: "roads".into(),
                name: english.clone(),
                short: Some(short.clone()),
                code: Some(name.clone()),
                ..Agency::default()
            }],
            ..usual.clone()
        };
        let gathered = gathered(&odd);
        let errors: Vec<_> = gathered.findings.iter().filter(|one| one.severity == Severity::Error).collect();
        prop_assert!(errors.is_empty(), "{errors:#?}");
        let office = &gathered.book.office;
        prop_assert_eq!(&office.name, &name);
        prop_assert_eq!(office.name_en.as_ref(), Some(&english));
        prop_assert_eq!(office.mail.from.as_deref(), Some("finance@bma.example.org"));
        prop_assert_eq!(office.stages.len(), default_ladder().len());
        let agency = &gathered.book.agencies["roads"];
        prop_assert_eq!(&agency.name, &english);
        prop_assert_eq!(agency.short.as_ref(), Some(&short));
        prop_assert_eq!(agency.code.as_ref(), Some(&name));
        // A person's words reach no workflow, no script and no setting of git.
        prop_assert_eq!(program_files(&odd), program_files(&usual));
        // In Markdown they are text: the page has the same parts, and says the name.
        let page = pages::readme(&odd);
        let (shown, parts) = read_page(&page);
        let (_, usual_parts) = read_page(&pages::readme(&Answers { name: "x".into(), agencies: vec![Agency {
            slug: "roads".into(), name: "x".into(), short: Some("x".into()), ..Agency::default()
        }], ..odd }));
        prop_assert_eq!(parts, usual_parts, "{}", page);
        prop_assert!(shown.contains(&name) && shown.contains(&english) && shown.contains(&short), "{}", page);
    }
}

/// The text of a Markdown page, and the names of its parts in order.
fn read_page(page: &str) -> (String, Vec<String>) {
    use pulldown_cmark::{Event, Options, Parser};
    let (mut text, mut parts) = (String::new(), Vec::new());
    let options = Options::all().difference(Options::ENABLE_SMART_PUNCTUATION);
    for event in Parser::new_ext(page, options) {
        match event {
            Event::Text(words) => text.push_str(&words),
            Event::Start(tag) => parts.push(format!("{tag:?}")),
            Event::Html(html) | Event::InlineHtml(html) => parts.push(html.into_string()),
            Event::Code(code) => parts.push(code.into_string()),
            _ => {}
        }
    }
    (text, parts)
}
