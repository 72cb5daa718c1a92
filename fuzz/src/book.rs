//! A small book in which the bytes are one file.

use chrono::NaiveDate;
use duebook::book::gather::{Files, gather};
use duebook::book::{Gathered, Register, check};
use duebook::text::diagnostic::tidy;
use duebook::text::{Diagnostic, Lang, Source, render};

const OFFICE: [(&str, &str); 8] = [
    (
        "records/office.toml",
        include_str!("../../tests/office/records/office.toml"),
    ),
    (
        "records/holidays/2569.toml",
        include_str!("../../tests/office/records/holidays/2569.toml"),
    ),
    (
        "records/holidays/2570.toml",
        include_str!("../../tests/office/records/holidays/2570.toml"),
    ),
    (
        "records/rules/bma-2555.toml",
        include_str!("../../tests/office/records/rules/bma-2555.toml"),
    ),
    (
        "records/rules/procurement-2560.toml",
        include_str!("../../tests/office/records/rules/procurement-2560.toml"),
    ),
    (
        "records/secretariat/agency.toml",
        include_str!("../../tests/office/records/secretariat/agency.toml"),
    ),
    (
        "records/secretariat/2570/advance-0001.toml",
        include_str!("../../tests/office/records/secretariat/2570/advance-0001.toml"),
    ),
    (
        "records/secretariat/2569/guarantee-0002.toml",
        include_str!("../../tests/office/records/secretariat/2569/guarantee-0002.toml"),
    ),
];

/// The day on which all is judged.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day")
}

/// The small office, with one more file or with one in place of its own.
pub(crate) fn with(path: &str, text: &str) -> Gathered {
    let own = OFFICE.iter().filter(|(known, _)| *known != path);
    let sources = own
        .map(|(path, text)| Source::new(path, *text))
        .chain([Source::new(path, text)])
        .collect();
    gather(Files {
        sources,
        ..Files::default()
    })
}

/// Everything that `check` says of a book, sorted as it says it.
pub(crate) fn findings(gathered: &Gathered, register: &Register<'_>) -> Vec<Diagnostic> {
    let mut findings = gathered.findings.clone();
    findings.extend(check::check(register));
    tidy(&mut findings);
    findings
}

/// Draws a finding in every form that there is.
pub(crate) fn draw(gathered: &Gathered, finding: &Diagnostic) {
    let sources = &gathered.book.sources;
    let source = sources.get(&finding.path);
    if let Some(source) = source {
        assert!(source.text.get(finding.span.range()).is_some(), "{finding:?}");
    }
    let also = finding.also.as_ref().and_then(|also| sources.get(&also.path));
    for (lang, colour) in [(Lang::Th, false), (Lang::En, true)] {
        assert!(!finding.message.lang(lang).is_empty() && !finding.help.lang(lang).is_empty());
        let drawn = render::drawn(finding, source, also, lang, colour);
        assert!(drawn.contains(finding.code.name()));
        let annotation = render::annotation(finding, lang);
        assert!(!annotation.contains('\n'), "a forge reads one line: {annotation:?}");
        let _ = render::plain(finding, lang);
    }
}
