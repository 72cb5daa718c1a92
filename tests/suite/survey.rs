//! The survey's answers as an office lays them into its book.

use crate::bench::Bench;

const CSV: &str = "records/survey/2570.csv";
const HEAD: &str = "ประทับเวลา,ความสะดวก,ข้อเสนอแนะ\n";

fn answers(count: usize) -> String {
    (0..count).fold(HEAD.to_owned(), |all, at| {
        all + &format!("2026-11-02 09:15:{at:02},5,นายลับเขียนเอง\n")
    })
}

#[test]
fn a_commit_s_answers_are_those_of_its_page() {
    let bench = Bench::office();
    bench.file(CSV, &answers(5));
    bench.git(&["init", "--quiet"]);
    bench.git(&["add", "."]);
    bench.git(&["commit", "--quiet", "--message", "คำตอบ"]);
    bench.file(CSV, &answers(9));
    let page = |words: &[&str]| {
        bench.run(words).exits(0);
        bench.text("out/survey.html")
    };
    let out = bench.root().join("out").to_string_lossy().into_owned();
    assert!(page(&["build", "--out", &out]).contains("<b>9 ราย</b>"));
    assert!(page(&["build", "--out", &out, "--at", "HEAD"]).contains("<b>5 ราย</b>"));
    bench.remove(CSV);
    bench.run(&["build", "--out", &out]).exits(0);
    assert!(
        !bench.root().join("out/survey.html").exists(),
        "the page goes with its answers"
    );
}

#[test]
fn a_file_that_is_no_csv_is_named_with_what_to_save() {
    for (path, bytes, code, help) in [
        (CSV, &b"date,q\n2026-11-02,\xa1\xd2\xc3\n"[..], "not-utf8", "CSV UTF-8"),
        (CSV, b"PK\x03\x04\xff", "not-utf8", "CSV UTF-8"),
        (
            "records/survey/2570.xlsx",
            b"PK\x03\x04",
            "misplaced-file",
            "ลงท้ายด้วย .csv",
        ),
        (
            "records/survey/old/2570.csv",
            b"date,q\n",
            "misplaced-file",
            "records/survey/ โดยตรง",
        ),
        (CSV, b"", "survey-file", "อีกครั้ง"),
        (CSV, b"\x00,\x00\n\x00", "survey-column", "survey.toml"),
    ] {
        let bench = Bench::office();
        bench.bytes(path, bytes);
        let said = bench.run(&["check", "--json"]);
        let found = said.exits(1).findings();
        assert!(found.iter().any(|one| one.starts_with(code)), "{path}: {found:?}");
        assert!(said.out.contains(help), "{path}: {}", said.out);
    }
}

/// Findings may stand in a public log: none of them shows what was written.
#[test]
fn no_finding_shows_what_people_wrote() {
    let bench = Bench::office();
    let broken = answers(3) + "เมื่อวาน,5,นายลับ โทร 081-234-5678\n2026-11-02,9,\"นายลับ\nเขียนสองบรรทัด\"\n";
    bench.file(CSV, &broken);
    bench.file("records/survey/survey.toml", "[[question]]\ncolumn = \"ความสะดวก\"\n");
    for words in [
        &["check"][..],
        &["check", "--json"],
        &["check", "--format", "github"],
        &["status"],
        &["build"],
    ] {
        let said = bench.run(words);
        assert!(words[0] == "status" || said.status == Some(1), "{said:#?}");
        for word in ["ลับ", "081", "สองบรรทัด"] {
            let quoted = said
                .out
                .lines()
                .chain(said.err.lines())
                .find(|line| line.contains(word));
            assert_eq!(quoted, None, "{words:?}");
        }
    }
}

#[test]
fn the_sample_book_s_survey_is_sound() {
    let sample = crate::bench::here().with_file_name("records");
    let bench = Bench::office();
    for name in ["2569.csv", "survey.toml"] {
        let bytes = std::fs::read(sample.join("survey").join(name)).expect("the sample's survey");
        bench.bytes(&format!("records/survey/{name}"), &bytes);
    }
    let said = bench.run(&["check"]);
    assert_eq!(said.exits(0).out, "");
    let bytes = bench.text("records/survey/2569.csv");
    bench.file("records/survey/2570.csv", &bytes);
    let said = bench.run(&["check", "--json"]);
    assert_eq!(said.exits(1).findings().len(), 1, "{}", said.out);
}
