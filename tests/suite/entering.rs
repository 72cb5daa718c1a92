//! Records and events entered by commands: what stands in the files and in git
//! afterwards, and that nothing is written where check would refuse it.

use serde_json::json;

use crate::bench::Bench;
use crate::dialogue::record;

#[test]
fn a_clearing_is_appended_and_all_else_stays() {
    let bench = Bench::office();
    let path = "records/secretariat/2569/advance-0001.toml";
    let before = bench.text(path);
    let words = "clear secretariat/2569/advance-0001 --date 2026-11-19 --vouchers 27,000 --cash 499.50 --lang en";
    let said = bench.run(&words.split(' ').collect::<Vec<_>>());
    said.exits(0)
        .answers(path)
        .tells("outstanding 0.00 baht")
        .tells("after the due date");
    assert_eq!(
        bench.text(path),
        format!("{before}\n[[clearing]]\ndate     = 2026-11-19\nvouchers = 27_000.00\ncash     = 499.50\n")
    );
    let now = bench.text(path);
    let refused = bench.run(&["clear", "secretariat/2569/advance-0001", "--cash", "1", "--lang", "en"]);
    refused.exits(1).tells("error[over-return]").tells("not written");
    assert_eq!(bench.text(path), now, "a refused event leaves the file alone");
}

#[test]
fn a_digit_too_many_is_written_only_when_somebody_has_looked() {
    let bench = Bench::office();
    let path = "records/secretariat/2569/advance-0001.toml";
    let before = bench.text(path);
    let words = [
        "clear",
        "secretariat/2569/advance-0001",
        "--vouchers",
        "99999999",
        "--lang",
        "en",
    ];
    bench
        .run(&words)
        .exits(2)
        .tells("Vouchers of 99,999,999.00, but only")
        .tells("--sure");
    bench.dialogue(&words, "no\n").exits(1).tells("not written");
    assert_eq!(bench.text(path), before);
    bench.dialogue(&words, "yes\n").exits(0).answers(path);
    assert!(
        bench.text(path).ends_with("vouchers = 99_999_999.00\n"),
        "{}",
        bench.text(path)
    );
    // What stands already is not asked about again.
    bench
        .run(&["reimburse", "secretariat/2569/advance-0001", "--amount", "1"])
        .exits(0);
    bench.file(path, &before);
    bench.run(&[&words[..], &["--sure"]].concat()).exits(0).answers(path);
}

#[test]
fn no_command_writes_into_the_past_and_none_asks_before_it_says_so() {
    let bench = Bench::office();
    bench.repository("2026-11-19");
    let one = "secretariat/2570/advance-0001";
    for words in [
        &["new", "advance"][..],
        &["new", "project", "--agency", "legal"],
        &["clear", one],
        &["refund", "legal/2569/guarantee-0002"],
        &["void", one],
        &["set", one, "received=2026-11-19"],
        &["fmt"],
        &["import", "nowhere.xlsx"],
        &["letter", one, "after-7", "--keep"],
        &["schema"],
        &["templates", "--write", "page/home.html"],
        &["remind", "--send"],
        &["remind", "--release", "x", "--reason", "y"],
    ] {
        let said = bench.run(&[words, &["--at", "HEAD", "--lang", "en"]].concat());
        let told = "duebook: --at reads the past; this command writes, and nothing can be written there\n";
        assert_eq!(said.exits(2).err, told, "{words:?}");
        assert_eq!(said.out, "", "{words:?}");
        bench
            .run(&[words, &["--at", "HEAD"]].concat())
            .exits(2)
            .tells("--at ใช้อ่านอดีตเท่านั้น");
    }
    assert_eq!(bench.git(&["status", "--porcelain"]), "");
    for words in [&["schema", "--print", "advance"][..], &["templates"]] {
        bench.run(&[words, &["--at", "HEAD"]].concat()).exits(0);
    }
}

/// A slip in the year would hide the record until that day: nothing open, no due date.
#[test]
fn a_day_to_come_is_no_day_of_what_has_happened() {
    let bench = Bench::office();
    let one = "secretariat/2570/advance-0001";
    let before = bench.text(&format!("records/{one}.toml"));
    for (lang, told) in [
        ("th", "วันที่ 15 ต.ค. 2570 ยังมาไม่ถึง"),
        ("en", "2027-10-15 is still to come"),
    ] {
        for key in ["contracted", "received", "returned", "cancelled.date"] {
            let fact = format!("{key}=2027-10-15");
            bench.run(&["set", one, &fact, "--lang", lang]).exits(2).tells(told);
        }
        let guarantee = "legal/2569/guarantee-0002";
        for fact in ["accepted=2027-10-15", "contracted=2027-10-15"] {
            bench
                .run(&["set", guarantee, fact, "--lang", lang])
                .exits(2)
                .tells(told);
        }
        for kind in ["advance", "guarantee"] {
            let words = [
                "new",
                kind,
                "--agency",
                "legal",
                "--received",
                "2027-10-15",
                "--lang",
                lang,
            ];
            let said = bench.run(&words);
            assert_eq!(said.exits(2).err.lines().count(), 1, "asks nothing first: {said:?}");
            said.tells(told);
        }
    }
    assert_eq!(bench.text(&format!("records/{one}.toml")), before);
    // What lies ahead by its nature may.
    bench.run(&["set", one, "due_printed=2027-10-15"]).exits(0);
    bench
        .run(&["set", "legal/2569/guarantee-0002", "released=2027-10-15"])
        .exits(0);
}

/// Whatever a command asks meanwhile, it writes over no text that it has not read.
#[test]
fn what_a_colleague_enters_while_a_question_waits_is_not_lost() {
    let bench = Bench::office();
    let path = "records/secretariat/2569/advance-0001.toml";
    let before = bench.text(path);
    let theirs = format!("{before}\n[[clearing]]\ndate = 2026-11-19\ncash = 500.00\n");
    let clear = ["clear", "secretariat/2569/advance-0001"];
    let (all, much) = (&clear[..], [&clear[..], &["--vouchers", "99999999"]].concat());
    for (words, lang, question, typed, told) in [
        (all, "th", "วันที่ส่งใช้", "\n1000\n", "จึงไม่เขียนทับ"),
        (all, "en", "Day of clearing", "\n1000\n", "is not written over"),
        (
            &much,
            "en",
            "Is that what the papers say",
            "yes\n",
            "run the command again",
        ),
    ] {
        bench.file(path, &before);
        let words = [words, &["--lang", lang]].concat();
        let enters = |bench: &Bench| _ = bench.file(path, &theirs);
        bench
            .meanwhile(&words, question, enters, typed)
            .exits(2)
            .tells(told)
            .tells(path);
        assert_eq!(bench.text(path), theirs, "{words:?}");
        bench.file(path, &before);
        let goes = |bench: &Bench| _ = bench.remove(path);
        bench.meanwhile(&words, question, goes, typed).tells(path);
        assert!(!bench.root().join(path).exists(), "{words:?}");
    }
    bench.file(path, &before);
    bench.meanwhile(all, "วันที่ส่งใช้", |_| {}, "\n1000\n").exits(0);
}

/// A shared book's files are for the group to write: what is written anew stays so.
#[cfg(unix)]
#[test]
fn a_file_keeps_its_rights_and_a_new_one_has_those_that_the_umask_leaves() {
    use std::fs::{Permissions, metadata, set_permissions};
    use std::os::unix::fs::PermissionsExt;

    let bench = Bench::office();
    let program = bench.root().join("of-the-group");
    let script = format!(
        "#!/bin/sh\numask 007\nexec '{}' \"$@\"\n",
        env!("CARGO_BIN_EXE_duebook")
    );
    bench.file("of-the-group", &script);
    set_permissions(&program, Permissions::from_mode(0o755)).expect("a script");
    let path = "records/secretariat/2570/advance-0004.toml";
    let mode = |path: &str| {
        let file = metadata(bench.root().join(path)).expect(path);
        file.permissions().mode() & 0o777
    };
    set_permissions(bench.root().join(path), Permissions::from_mode(0o664)).expect("shared");
    let run = |words: &[&str]| bench.run_copy(&program, words, |_| {});
    run(&["set", "secretariat/2570/advance-0004", "received=2026-11-19"]).exits(0);
    assert_eq!(mode(path), 0o664);
    let new = [
        "new",
        "project",
        "--agency",
        "secretariat",
        "--name",
        "งาน",
        "--fiscal-year",
        "2570",
    ];
    let made = run(&new);
    assert_eq!(mode(made.exits(0).out.trim()), 0o660);
}

#[test]
fn a_refund_without_an_amount_is_the_rest() {
    let bench = Bench::office();
    let path = "records/legal/2569/guarantee-0002.toml";
    bench
        .run(&["refund", "legal/2569/guarantee-0002", "--amount", "2500"])
        .exits(0);
    bench
        .run(&["refund", "legal/2569/guarantee-0002", "--reference", "ช. 12"])
        .exits(0);
    assert!(
        bench
            .text(path)
            .ends_with("amount    = 20_000.00\nreference = \"ช. 12\"\n"),
        "{}",
        bench.text(path)
    );
    bench.run(&["refund", "legal/2569/guarantee-0002"]).exits(1);
    let one = record(&bench.run(&["status", "--json"]), "legal/2569/guarantee-0002");
    assert_eq!(
        (&one["state"], &one["refunded"]),
        (&json!("returned"), &json!("22500.00"))
    );
}

#[test]
fn a_new_advance_takes_the_next_number_and_says_its_due_date() {
    let bench = Bench::office();
    bench.repository("2026-11-19");
    let words = [
        "new",
        "advance",
        "--agency",
        "legal",
        "--contract",
        "บย. 7/2570",
        "--fund",
        "budget",
        "--purpose",
        "other-duty",
        "--project",
        "จัดทำคู่มือ \"นิติกร\"",
        "--amount",
        "๑๒,๕๐๐",
        "--borrower",
        "นายสมศักดิ์ ใจงาม",
        "--position",
        "นิติกร",
        "--email",
        "somsak@legal.example.org",
        "--contracted",
        "18 พ.ย. 2569",
        "--received",
        "2026-11-20",
        "--commit",
    ];
    let said = bench.run(&words);
    said.exits(0)
        .answers("records/legal/2570/advance-0002.toml")
        .tells("วันจันทร์ที่ 21 ธันวาคม 2569");
    let text = bench.text("records/legal/2570/advance-0002.toml");
    assert!(
        text.contains("amount     = 12_500.00\n") && text.contains("contracted = 2026-11-18\n"),
        "{text}"
    );
    assert!(
        text.contains("rule       = \"bma-2555/other-duty\"\n"),
        "the rule is frozen: {text}"
    );
    bench.run(&["check"]).exits(0);
    assert_eq!(
        bench.git(&["status", "--porcelain"]),
        "",
        "committed, and nothing else touched"
    );
    assert!(
        bench
            .git(&["log", "-1", "--format=%s"])
            .contains("advance legal/2570/0002: เพิ่ม บย. 7/2570 12,500.00 บาท")
    );
    // The same contract again is refused, and nothing is left behind.
    bench.run(&words).exits(1).tells("duplicate-contract");
    assert_eq!(bench.git(&["status", "--porcelain"]), "");
}

#[test]
fn what_is_not_given_is_asked_and_nobody_there_is_wrong_usage() {
    let bench = Bench::office();
    bench
        .run(&["new", "advance", "--agency", "legal"])
        .exits(2)
        .tells("--contract");
    assert_eq!(bench.run(&["check"]).exits(0).out, "");
}

/// PowerShell completes a path with `\`.
#[test]
fn a_record_may_be_named_as_windows_writes_paths() {
    let bench = Bench::office();
    bench.repository("2026-11-19");
    for name in [
        r"secretariat\2569\advance-0001",
        r".\records\secretariat\2569\advance-0001.toml",
        r"records\secretariat/2569\advance-0001.toml",
    ] {
        bench
            .run(&["log", name])
            .exits(0)
            .answers("secretariat/2569/advance-0001");
        bench.run(&["letter", name, "after-7"]).exits(0).answers("advance-0001");
        bench.run(&["set", name, "category=ค่าใช้สอย"]).exits(0);
    }
    bench
        .run(&["log", r".\records\rules\bma-2555.toml"])
        .exits(0)
        .answers("เพิ่มระเบียน");
}

#[test]
fn the_end_of_a_path_is_answered_with_the_records_that_end_so() {
    let bench = Bench::office();
    bench
        .run(&["clear", "2569/advance-0001", "--vouchers", "1", "--lang", "en"])
        .exits(2)
        .tells("these end so, newest first")
        .tells("\n  secretariat/2569/advance-0001");
    bench
        .run(&["clear", "advance-9999", "--vouchers", "1", "--lang", "en"])
        .exits(2)
        .tells("is no advance; write it as");
    bench.repository("2026-11-19");
    for command in [
        &["log", "2569/advance-0001"][..],
        &["letter", "2569/advance-0001", "after-7"],
    ] {
        let said = bench.run(command);
        said.exits(2)
            .tells("ที่ลงท้ายเช่นนี้")
            .tells("\n  secretariat/2569/advance-0001");
    }
    bench
        .run(&["new", "advance", "--fund", "เงินราชการ"])
        .exits(2)
        .tells("budget (เงินยืมใช้ในราชการ)");
}
