//! The format of a book: older ones keep working, a newer one is not misread.

use crate::bench::Bench;

#[test]
fn a_book_newer_than_the_program_stops_every_command_with_one_sentence() {
    let bench = Bench::office();
    bench.edit(
        "records/office.toml",
        "name          =",
        "format        = 2\nname          =",
    );
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
    bench.edit("records/office.toml", "format        = 2", "format        = 1");
    bench.run(&["status", "--at", "HEAD"]).exits(2);
    bench.remove("records/secretariat/2570/advance-0001.toml");
    bench.run(&["status"]).exits(0);
}

#[test]
fn a_newer_books_commit_is_not_sent_from() {
    let bench = Bench::office();
    bench.repository("2026-11-01");
    // The branch has moved on to a newer format; this folder has not seen it.
    bench.edit(
        "records/office.toml",
        "name          =",
        "format        = 2\nname          =",
    );
    bench.commit("2026-11-02", "newer");
    bench.edit("records/office.toml", "format        = 2\n", "");
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
    assert!(
        bench
            .text("records/office.toml")
            .starts_with("format        = 1\nname          = \"")
    );
    // As if the key had never been there.
    bench.edit("records/office.toml", "format        = 1\n", "");
    let before = bench.text("records/office.toml");
    bench.run(&["check"]).exits(0);
    let said = bench.run(&["fmt", "--check"]);
    said.exits(1)
        .answers("records/office.toml")
        .tells("เขียนรุ่นของรูปแบบ (format) ลงใน office.toml");
    assert_eq!(bench.text("records/office.toml"), before);
    // Single files are set, and no step is taken.
    bench.run(&["fmt", "records/secretariat"]).exits(0);
    assert_eq!(bench.text("records/office.toml"), before);
    bench.run(&["fmt"]).exits(0).answers("records/office.toml");
    assert_eq!(
        bench.text("records/office.toml"),
        format!("format        = 1\n{before}")
    );
    bench.run(&["fmt", "--check"]).exits(0);
    bench.run(&["check"]).exits(0);
    bench.edit("records/office.toml", "format        = 1", "format        = 2");
    bench.run(&["fmt"]).exits(2).tells("ต้องใช้ duebook รุ่นใหม่กว่านี้");
}
