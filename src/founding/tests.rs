mod names;

use std::collections::BTreeSet;

use super::*;
use crate::book::gather::texts;
use crate::pen::{self, migrate};
use crate::record::office::default_ladder;
use crate::record::{Audience, format, shape};
use crate::text::Source;

fn home(kind: Kind) -> Home {
    Home {
        kind,
        host: "git.example.go.th".into(),
        path: "finance/book".into(),
        remote: "https://git.example.go.th/finance/book.git".into(),
    }
}

fn answers(kind: Option<Kind>) -> Answers {
    Answers {
        name: "ฝ่ายการคลัง สำนักงานตัวอย่าง".into(),
        name_en: Some("Finance Section".into()),
        from: Some("finance@bma.example.org".into()),
        reply_to: None,
        audience: Audience::Public,
        site_url: Some("https://duebook.example.org/".into()),
        home: kind.map(home),
        regulation: Regulation::Bma,
        agencies: NINE.iter().filter_map(|(slug, ..)| agencies::known(slug)).collect(),
        program: Some("https://git.example.org/tools/duebook".into()),
        version: "0.1.0",
    }
}

fn gathered(answers: &Answers) -> crate::book::Gathered {
    let files = files(answers);
    let records: Vec<(&str, &str)> = files
        .iter()
        .filter(|file| file.path.starts_with("records/"))
        .map(|file| (file.path.as_str(), file.text.as_str()))
        .collect();
    texts(&records)
}

fn program_files(answers: &Answers) -> Vec<File> {
    let written = files(answers);
    let kind = answers.home.as_ref().map(|home| home.kind);
    let owned = of_the_program(kind, answers.program.as_deref(), answers.version);
    let stands = |file: &File| written.contains(file);
    assert!(owned.iter().all(stands));
    owned
}

const KINDS: [Option<Kind>; 5] = [
    None,
    Some(Kind::Github),
    Some(Kind::Gitlab),
    Some(Kind::Forgejo),
    Some(Kind::Gitea),
];

#[test]
fn a_new_book_is_read_without_a_word() {
    for kind in KINDS {
        let gathered = gathered(&answers(kind));
        assert!(gathered.findings.is_empty(), "{:#?}", gathered.findings);
        let office = &gathered.book.office;
        assert_eq!(office.name, "ฝ่ายการคลัง สำนักงานตัวอย่าง");
        assert_eq!(
            office.mail.live.as_deref(),
            kind.map(|_| "git.example.go.th/finance/book")
        );
        assert_eq!(office.forge.edit.is_some(), kind.is_some());
        assert_eq!(gathered.book.agencies.len(), 9);
    }
}

/// The ladder is written out so that officers can change it; what is written is
/// the built-in one.
#[test]
fn the_ladder_written_out_is_the_built_in_one() {
    let plain = |stages: &[crate::record::Stage]| -> Vec<String> {
        let mut lines: Vec<String> = stages
            .iter()
            .map(|one| {
                format!(
                    "{:?} {} {} {:?} {} {:?}",
                    one.kind, one.name, one.days, one.to, one.text, one.every
                )
            })
            .collect();
        lines.sort();
        lines
    };
    let book = gathered(&answers(None)).book;
    assert_eq!(plain(&book.office.stages), plain(&default_ladder()));
    let spans: BTreeSet<u32> = book.office.stages.iter().map(|stage| stage.span.start).collect();
    assert_eq!(spans.len(), default_ladder().len(), "each stands in the file");
}

#[test]
fn the_office_is_written_last_and_says_the_format() {
    let files = files(&answers(Some(Kind::Github)));
    let last = files.last().expect("files");
    assert_eq!(last.path, format::OFFICE);
    assert_eq!(format::declared(&last.text), Some(format::FORMAT));
    assert_eq!(migrate::office(&last.text), None);
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths.len(), files.len(), "no path twice");
}

/// `fmt` has nothing to do in a new book.
#[test]
fn a_new_book_is_in_canonical_form() {
    for kind in KINDS {
        for file in files(&answers(kind)) {
            let Some(shape) = shape::File::at(&file.path) else {
                continue;
            };
            let canonical = pen::canonical(shape.keys(), &file.text);
            assert_eq!(canonical.as_deref(), Some(file.text.as_str()), "{}", file.path);
        }
    }
}

#[test]
fn each_forge_gets_its_own_automation() {
    for (kind, folder, other) in [
        (Some(Kind::Github), ".github/workflows/remind.yml", ".forgejo/"),
        (Some(Kind::Forgejo), ".forgejo/workflows/remind.yml", ".github/"),
        (Some(Kind::Gitea), ".gitea/workflows/remind.yml", ".github/"),
        (Some(Kind::Gitlab), "server/crontab", ".github/"),
        (None, "server/crontab", ".ci/program"),
    ] {
        let files = files(&answers(kind));
        assert!(files.iter().any(|file| file.path == folder), "{folder}");
        assert!(!files.iter().any(|file| file.path.starts_with(other)), "{other}");
        let owners = files.iter().find(|file| file.path.ends_with("CODEOWNERS"));
        assert_eq!(owners.is_some(), kind.is_some());
        // Whoever runs the book is told of what there is, in all five chapters.
        let admin = files.iter().find(|file| file.path == "ADMIN.md").expect("the page");
        for chapter in 1..=5 {
            assert_eq!(admin.text.matches(&format!("\n## {chapter}. ")).count(), 1, "{folder}");
        }
        let builds = files.iter().any(|file| file.path == ".ci/program");
        assert_eq!(admin.text.contains("`.ci/program`"), builds, "{folder}");
        assert!(!admin.text.contains('«'), "{folder}");
    }
}

#[test]
fn owners_are_named_as_the_forge_reads_them() {
    for (kind, lines) in [
        (Kind::Github, ["/records/secretariat/ ", "/.github/ "]),
        (Kind::Forgejo, ["records/secretariat/.* ", "\\.forgejo/.* "]),
        (Kind::Gitlab, ["/records/secretariat/ ", "/records/approvals/ "]),
    ] {
        let file = owners::file(&answers(Some(kind))).expect("a file");
        for line in lines {
            assert!(file.text.lines().any(|known| known.starts_with(line)), "{}", file.text);
        }
        assert!(file.text.contains(" @finance/secretariat\n") && file.text.contains(" @finance/approvers\n"));
    }
}

/// Every schema that an editor is told of stands where `duebook schema` writes it.
#[test]
fn editors_and_records_name_the_same_schemas() {
    let files = files(&answers(None));
    let text = |path: &str| &files.iter().find(|file| file.path == path).expect("a file").text;
    for kind in [
        "advance",
        "guarantee",
        "project",
        "agency",
        "office",
        "rules",
        "holidays",
        "balances",
    ] {
        let path = format!("path = \"schema/{kind}.json\"");
        assert!(
            text(".taplo.toml").contains(&path) && text("tombi.toml").contains(&path),
            "{kind}"
        );
    }
    for file in files.iter().filter(|file| file.path.starts_with("records/")) {
        let up = "../".repeat(file.path.matches('/').count());
        let first = file.text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with(&format!("#:schema {up}schema/")),
            "{}: {first}",
            file.path
        );
        assert_eq!(file.text.matches("#:schema").count(), 1, "{}", file.path);
    }
    for path in [".taplo.toml", "tombi.toml"] {
        text(path).parse::<toml::Table>().expect("TOML");
    }
    for path in [".vscode/settings.json", ".vscode/extensions.json"] {
        serde_json::from_str::<serde_json::Value>(text(path)).expect("JSON");
    }
}

#[test]
fn a_book_tells_what_runs_it_and_which_files_are_ours() {
    for kind in KINDS {
        let files = files(&answers(kind));
        let read = |path: &str| {
            files
                .iter()
                .find(|file| file.path == path)
                .map(|file| file.text.clone())
        };
        let (found, source) = automated(read);
        let folder = |kind: Option<Kind>| kind.and_then(Kind::folder);
        assert_eq!(folder(found), folder(kind));
        assert_eq!(source.is_some(), folder(kind).is_some());
        for file in &files {
            assert!(may_be_ours(&file.path), "{}", file.path);
        }
    }
    for path in [
        "records/secretariat/2570/advance-0001.toml",
        "src/main.rs",
        "records/x.toml",
    ] {
        assert!(!may_be_ours(path), "{path}");
    }
}

#[test]
fn what_differs_is_named_and_line_ends_do_not_count() {
    let answers = answers(Some(Kind::Github));
    let wanted = program_files(&answers);
    let read = |path: &str| {
        let file = wanted.iter().find(|file| file.path == path)?;
        match path {
            "tombi.toml" => None,
            ".ci/program" => Some(file.text.replace("version=0.1.0", "version=0.0.9")),
            _ => Some(file.text.replace('\n', "\r\n")),
        }
    };
    assert_eq!(
        differences(&wanted, read),
        [
            Difference::Other(".ci/program".into()),
            Difference::Missing("tombi.toml".into())
        ]
    );
}

#[test]
fn an_older_book_and_one_that_says_its_format_are_read_alike() {
    let office = |first: &str| Source::new(format::OFFICE, format!("{first}name = \"x\"\n"));
    for first in ["", "format = 1\n"] {
        let source = office(first);
        let gathered = texts(&[(&*source.path, source.text.as_str())]);
        assert!(gathered.findings.is_empty(), "{:#?}", gathered.findings);
        assert_eq!(gathered.book.office.name, "x");
    }
    let odd = texts(&[(format::OFFICE, "format = 0\nname = \"x\"\n")]);
    let said: Vec<&str> = odd.findings.iter().map(|one| one.help.en.as_str()).collect();
    assert_eq!(said, ["Write this line as  format = 1"]);
    let newer = texts(&[
        (format::OFFICE, "format = 2\nname = \"x\"\n"),
        ("records/a/2570/advance-0001.toml", "nonsense"),
    ]);
    assert_eq!(newer.findings.len(), 1, "{:#?}", newer.findings);
    assert_eq!(newer.findings[0].code.name(), "newer-format");
    assert!(newer.book.office.name.is_empty());
}
