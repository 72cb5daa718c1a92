//! A hostile author of records: whoever may open a pull request can write any text
//! into any field. Nothing that is made of it runs, reads a file, or speaks in
//! somebody else's name. The lines of `docs/threat-model.md` name these tests.

use std::io::Read;
use std::path::PathBuf;

use crate::bench::{Bench, files_below, here};

/// Texts that do something to a page, a table, a mail or a template that believes
/// them. Each bears the mark.
const TEXTS: [&str; 8] = [
    "<script>PWN()</script>",
    "\\\"><img src=x onerror=PWN()>",
    "'><svg onload=PWN()>",
    "=cmd|'/c PWN'!A1",
    "@SUM(PWN)",
    "{{ 7 * 77 }} PWN {% include \\\"/etc/passwd\\\" %}",
    "--upload-pack=PWN",
    "PWN\\r\\nBcc: PWN",
];

const NOTES: &str = "\
[ก](javascript:PWN()) <script>PWN()</script> [ข](data:text/html,PWN) \
<a href=x onclick=PWN()>ค</a> ![ง](http://evil.example.org/PWN.png)";

/// The small office, with a text in every place for one, and another in every
/// place of the next record.
fn book() -> Bench {
    let bench = Bench::office();
    for (n, text) in TEXTS.iter().enumerate() {
        let number = 900 + n;
        bench.file(
            &format!("records/secretariat/2570/advance-0{number}.toml"),
            &format!(
                "contract = \"{number} {text}\"\nfund = \"budget\"\npurpose = \"other-duty\"\nproject = \"{text}\"\n\
                 category = \"{text}\"\namount = 25_000.00\n\
                 borrower = {{ name = \"นายทดสอบ{n} <b>ชื่อ</b>\", position = \"หัวหน้า {text}\", email = \"b{n}@secretariat.example.org\" }}\n\
                 contracted = 2026-10-12\nreceived = 2026-10-14\nnotes = \"{text} {}\"\n\n\
                 [[clearing]]\ndate = 2026-11-10\nvouchers = 5_000.00\nreceipt = \"{text}\"\nnote = \"{text}\"\n\n\
                 [[objection]]\ndate = 2026-11-12\namount = 100.00\nreason = \"{text}\"\n",
                NOTES.replace('"', "\\\"")
            ),
        );
        bench.file(
            &format!("records/secretariat/2570/guarantee-0{number}.toml"),
            &format!(
                "contract = \"{number} {text}\"\nkind = \"contract\"\nform = \"bank-lg\"\nproject = \"{text}\"\n\
                 contractor = {{ name = \"บริษัท ก{n} {text} จำกัด\", kind = \"company\", email = \"c{n}@contractor.example.org\" }}\n\
                 amount = 50_000.00\ncontract_amount = 1_000_000.00\ncontracted = 2026-10-12\nreceived = 2026-10-12\n\
                 lg = {{ bank = \"{text}\", number = \"{text}\", valid_until = 2027-05-31 }}\n\n\
                 [[notice]]\ndate = 2026-11-10\nnumber = \"{text}\"\nto = \"{text}\"\n"
            ),
        );
    }
    bench
}

/// What both editions of the site hold.
fn sites(bench: &Bench) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for audience in ["public", "internal"] {
        let out = bench.root().join(audience);
        let words = ["build", "--audience", audience, "--out", &out.display().to_string()];
        bench.run(&[&words[..], &["--today", "2026-11-20"]].concat()).exits(0);
        files.extend(files_below(&out).into_iter().map(|path| {
            let bytes = std::fs::read(&path).expect("a file");
            (path, bytes)
        }));
    }
    files
}

fn ends(path: &std::path::Path, end: &str) -> bool {
    path.extension().is_some_and(|found| found == end)
}

#[test]
fn no_text_of_a_record_becomes_markup_script_or_template() {
    let bench = book();
    let files = sites(&bench);
    let (mut pages, mut marked) = (0, 0);
    for (path, bytes) in &files {
        if !ends(path, "html") && !ends(path, "svg") {
            continue;
        }
        let text = String::from_utf8_lossy(bytes);
        let place = path.display();
        marked += text.matches("PWN").count();
        for wrong in [
            "<script>PWN",
            "<img src=x",
            "<svg onload",
            "onclick=PWN",
            "href=\"javascript:",
            "href=\"data:text",
            "evil.example.org/PWN.png\"",
        ] {
            assert!(!text.contains(wrong), "{wrong} in {place}");
        }
        // The template was printed, not run.
        assert!(!text.contains("539 PWN") && !text.contains("root:x:0:0"), "{place}");
        if ends(path, "html") {
            pages += 1;
            let policy = "http-equiv=\"Content-Security-Policy\"";
            assert!(text.contains(policy), "no policy in {place}");
            assert!(!text.contains("'unsafe-eval'"), "{place}");
        }
    }
    assert!(pages > 60 && marked > 500, "{pages} pages, {marked} marks");
}

#[test]
fn no_text_of_a_record_becomes_a_formula_a_line_of_a_calendar_or_an_element_of_a_feed() {
    let bench = book();
    let (mut tables, mut workbooks, mut feeds, mut calendars) = (0, 0, 0, 0);
    for (path, bytes) in sites(&bench) {
        let place = path.display().to_string();
        let text = || String::from_utf8(bytes.clone()).expect("UTF-8");
        if ends(&path, "csv") {
            tables += 1;
            for cell in text().split(['\n', ',']) {
                let cell = cell.trim_start_matches(['"', '\u{feff}']);
                let is_formula = cell.starts_with(['=', '@', '\t']) || cell.starts_with("-upload");
                assert!(!is_formula, "{cell} in {place}");
            }
        } else if ends(&path, "xlsx") {
            workbooks += 1;
            let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("a workbook");
            for at in 0..zip.len() {
                let mut sheet = String::new();
                let mut file = zip.by_index(at).expect("a part");
                let is_sheet = file.name().is_ok_and(|name| name.contains("worksheets/"));
                if is_sheet && file.read_to_string(&mut sheet).is_ok() {
                    assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "{place}");
                }
            }
        } else if ends(&path, "xml") || ends(&path, "atom") {
            feeds += 1;
            let text = text();
            let feed = roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{place}: {error}"));
            assert!(feed.descendants().all(|node| !node.has_tag_name("script")), "{place}");
        } else if ends(&path, "ics") {
            calendars += 1;
            let whole = text().replace("\r\n ", "");
            assert!(whole.split("\r\n").all(|line| !line.starts_with("Bcc")), "{place}");
            assert!(!whole.replace("\r\n", "").contains(['\r', '\n']), "{place}");
        }
    }
    assert!(
        tables > 0 && workbooks > 0 && feeds > 0 && calendars > 0,
        "{tables} {workbooks} {feeds} {calendars}"
    );
}

#[test]
fn no_text_of_a_record_becomes_a_header_or_a_recipient_of_a_mail() {
    let bench = book();
    let mut mails = 0;
    for day in ["2026-11-06", "2026-11-13", "2026-11-20", "2026-11-27"] {
        bench.run(&["remind", "--today", day]).exits(0);
        for path in files_below(&bench.root().join("outbox"))
            .into_iter()
            .filter(|path| ends(path, "eml"))
        {
            let bytes = std::fs::read(&path).expect("a mail");
            let mail = mail_parser::MessageParser::default().parse(&bytes).expect("a mail");
            let place = path.display();
            mails += 1;
            assert!(mail.bcc().is_none() && mail.cc().is_none(), "{place}");
            let to = mail
                .to()
                .and_then(|to| to.first())
                .and_then(|to| to.address().map(str::to_owned));
            assert!(
                to.is_some_and(|to| to.ends_with(".example.org") || to.ends_with(".example.net")),
                "{place}"
            );
            let html = mail.body_html(0).unwrap_or_default();
            for wrong in ["<script", "<img src=x", "<svg onload", "javascript:"] {
                assert!(!html.contains(wrong), "{wrong} in {place}");
            }
        }
    }
    assert!(mails > 20, "{mails}");
}

#[test]
fn what_looks_like_an_option_is_none_to_git() {
    let bench = Bench::office();
    bench.repository("2026-11-16");
    let spoilt = bench.root().join("spoilt");
    let option = format!("--output={}", spoilt.display());
    for words in [
        vec!["status".to_owned(), format!("--at={option}")],
        vec!["check".to_owned(), format!("--history={option}..HEAD")],
        vec!["check".to_owned(), format!("--history=HEAD..{option}")],
        vec!["build".to_owned(), format!("--at={option}")],
    ] {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let said = bench.run(&words);
        said.exits(2);
        assert!(!spoilt.exists(), "{words:?}");
    }
}

#[test]
fn a_template_reads_no_file_of_the_machine() {
    for text in [
        "{% include \"/etc/passwd\" %}",
        "{% include \"../../../../etc/passwd\" %}",
        "{{ load_data(path=\"/etc/passwd\") }}",
        "{{ get_env(name=\"HOME\") }}",
    ] {
        let bench = Bench::office();
        bench.file("templates/about.html", text);
        let out = bench.root().join("site");
        let said = bench.run(&["build"]);
        let made = files_below_or_none(&out);
        assert!(said.status != Some(0), "{text}");
        assert!(made.iter().all(|page| !page.contains("root:x:0:0")), "{text}");
    }
}

fn files_below_or_none(folder: &std::path::Path) -> Vec<String> {
    if !folder.is_dir() {
        return Vec::new();
    }
    let files = files_below(folder).into_iter();
    files
        .map(|path| String::from_utf8_lossy(&std::fs::read(path).unwrap_or_default()).into_owned())
        .collect()
}

/// A pull request from elsewhere runs the program on its own records: it must not
/// be able to send, or to read what is needed for sending.
#[test]
fn a_pull_request_can_neither_send_nor_read_secrets() {
    let folders = [".github/workflows", "templates/book/github", "templates/book/forgejo"];
    let mut seen = 0;
    for folder in folders {
        for path in files_below(&here().join("..").join(folder)) {
            let text = std::fs::read_to_string(&path).expect("a workflow");
            let place = path.display();
            assert!(!text.contains("pull_request_target"), "{place}");
            assert!(!text.contains("workflow_run"), "{place}");
            if text.contains("pull_request:") {
                seen += 1;
                for word in ["secrets.", "--send", "contents: write", "id-token: write"] {
                    assert!(!text.contains(word), "{word} in {place}");
                }
            }
            // What a stranger writes into a title or a branch never stands in a shell's line.
            for line in text
                .lines()
                .filter(|line| line.contains("${{ github.event.") || line.contains("${{ github.head_ref"))
            {
                let is_env = line
                    .trim_start()
                    .split_once(": ")
                    .is_some_and(|(key, _)| key.chars().all(|c| c.is_ascii_uppercase() || c == '_'));
                assert!(is_env, "{line} in {place}");
            }
        }
    }
    assert!(seen >= 3, "{seen}");
}

#[test]
fn each_line_of_the_threat_model_names_a_test_that_exists() {
    let root = here().join("..");
    let sources: String = ["src", "tests", "fuzz/src"]
        .iter()
        .flat_map(|folder| files_below(&root.join(folder)))
        .filter(|path| ends(path, "rs"))
        .map(|path| std::fs::read_to_string(path).expect("a source"))
        .collect();
    let model = std::fs::read_to_string(root.join("docs/threat-model.md")).expect("the model");
    let mut lines = 0;
    for line in model
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| With"))
    {
        let tests = line.trim_end_matches(" |").rsplit_once("| ").expect("a last column").1;
        let names: Vec<&str> = tests.split('`').filter(|name| name.contains('_')).collect();
        assert!(!names.is_empty(), "no test: {line}");
        for name in names {
            assert!(sources.contains(&format!("fn {name}(")), "no test is called {name}");
        }
        lines += 1;
    }
    assert!(lines > 12, "{lines}");
}
