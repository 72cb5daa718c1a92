//! The format of a book: older ones keep working, a newer one is not misread.

use crate::bench::Bench;

const OFFICE: &str = "records/office.toml";

/// Writes a format above everything else of the office's settings.
fn say_format(bench: &Bench, format: u8) {
    let text = bench.text(OFFICE);
    bench.file(OFFICE, &format!("format = {format}\n{text}"));
}

#[test]
fn a_book_newer_than_the_program_stops_every_command_with_one_sentence() {
    let bench = Bench::office();
    say_format(&bench, 2);
    bench.file("records/secretariat/2570/advance-0001.toml", "of another shape");
    bench.repository("2026-11-01");
    for words in [
        &["run"][..],
        &["build"],
        &["remind", "--plan"],
        &["remind", "--send"],
        &["status"],
        &["doctor"],
        &["clear", "secretariat/2570/advance-0002", "--cash", "1"],
        &["new", "advance"],
        &["letter", "secretariat/2570/advance-0002", "after-1"],
        &["status", "--at", "HEAD"],
    ] {
        let said = bench.run(words);
        said.exits(2).tells("สมุดนี้เป็นรูปแบบที่ 2 ");
        assert_eq!(said.out, "", "{words:?}");
        assert_eq!(said.err.lines().count(), 1, "{said:#?}");
    }
    let said = bench.run(&["check", "--json"]);
    assert_eq!(said.exits(2).findings(), ["newer-format 1"]);
    let said = bench.run(&["check", "records/secretariat"]);
    said.exits(2).answers("ผิดพลาด[newer-format]");
    // As it stood before, it can still be read.
    bench.edit(OFFICE, "format = 2", "format = 1");
    bench.run(&["status", "--at", "HEAD"]).exits(2);
    bench.remove("records/secretariat/2570/advance-0001.toml");
    bench.run(&["status"]).exits(0);
}

#[test]
fn a_newer_books_commit_is_not_sent_from() {
    let bench = Bench::office();
    bench.repository("2026-11-01");
    // The branch has moved on to a newer format; this folder has not seen it.
    say_format(&bench, 2);
    bench.commit("2026-11-02", "newer");
    bench.edit(OFFICE, "format = 2\n", "");
    let outbox = bench.root().join("mails");
    let said = bench.run_with(&["remind", "--send"], |command| {
        command.env("DUEBOOK_SMTP_URL", format!("file:{}", outbox.display()));
    });
    assert_ne!(said.status, Some(0), "{said:#?}");
    assert!(
        said.err.contains("newer-format") || said.out.contains("newer-format"),
        "{said:#?}"
    );
    assert!(!outbox.exists() && !bench.root().join("records/journal").exists());
}

#[test]
fn fmt_writes_the_format_into_a_book_from_before_the_key() {
    let bench = Bench::office();
    bench.run(&["fmt"]).exits(0);
    let line = bench
        .text(OFFICE)
        .lines()
        .find(|line| line.starts_with("format "))
        .map(str::to_owned);
    let line = format!("{}\n", line.expect("the format is written"));
    assert!(line.ends_with("= 1\n"), "{line}");
    let with = bench.text(OFFICE);
    // As if the key had never been there.
    bench.edit(OFFICE, &line, "");
    let before = bench.text(OFFICE);
    bench.run(&["check"]).exits(0);
    let said = bench.run(&["fmt", "--check"]);
    said.exits(1)
        .answers(OFFICE)
        .tells("เขียนรุ่นของรูปแบบ (format) ลงใน office.toml");
    assert_eq!(bench.text(OFFICE), before);
    // Single files are set, and no step is taken.
    bench.run(&["fmt", "records/secretariat"]).exits(0);
    assert_eq!(bench.text(OFFICE), before);
    bench.run(&["fmt"]).exits(0).answers(OFFICE);
    assert_eq!(bench.text(OFFICE), with);
    bench.run(&["fmt", "--check"]).exits(0);
    bench.run(&["check"]).exits(0);
    bench.edit(OFFICE, &line, "format = 2\n");
    bench.run(&["fmt"]).exits(2).tells("ต้องใช้ duebook รุ่นใหม่กว่านี้");
}
