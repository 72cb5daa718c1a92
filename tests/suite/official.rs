//! Official letters as an officer makes them: written, looked at, sent, kept.

use std::fs;

use serde_json::json;

use crate::bench::{Bench, Said, here};

const LOAN: &str = "secretariat/2569/advance-0001";
const GUARANTEE: &str = "legal/2569/guarantee-0002";
const KEPT: &str = "records/journal/letters/2569/secretariat-advance-0001";

fn letter(bench: &Bench, words: &[&str]) -> Said {
    let mut line = vec!["--lang", "en", "letter"];
    line.extend(words);
    bench.run(&line)
}

/// The page with its fonts taken out, which are long and known.
fn undressed(page: &str) -> String {
    let lines = page.split_inclusive('\n');
    lines.filter(|line| !line.starts_with("@font-face")).collect()
}

#[test]
fn a_memo_and_an_external_letter_are_these_very_pages() {
    let bench = Bench::office();
    for (path, stage, number, name) in [
        (LOAN, "after-15", Some("กท 0303/163"), "memo"),
        (LOAN, "after-30", None, "enforce"),
        (GUARANTEE, "released", Some("กท 0303/164"), "external"),
    ] {
        let mut words = vec![path, stage];
        words.extend(number.iter().flat_map(|number| ["--number", number]));
        letter(&bench, &words).exits(0);
        let stem = format!("outbox/letters/{}.{stage}.1", path.replace('/', "."));
        let page = bench.text(&format!("{stem}.html"));
        assert_eq!(page.matches("@font-face").count(), 3);
        assert!(page.contains("url(data:font/woff2;base64,d09GM"));
        let expected = here().join("letters").join(format!("{name}.html"));
        if std::env::var_os("BLESS").is_some_and(|value| !value.is_empty()) {
            fs::create_dir_all(here().join("letters")).expect("a folder can be made");
            fs::write(&expected, undressed(&page)).expect("a file can be written");
        }
        let known = fs::read_to_string(&expected).unwrap_or_default();
        assert!(
            undressed(&page) == known,
            "{name} now:\n{}\nread it, then BLESS=1",
            undressed(&page)
        );
        let mail = bench.text(&format!("{stem}.eml"));
        letter(&bench, &words).exits(0);
        assert!(bench.text(&format!("{stem}.html")) == page, "the same bytes again");
        assert!(bench.text(&format!("{stem}.eml")) == mail, "the same bytes again");
    }
    assert_eq!(bench.text("outbox/letters/.gitignore"), "*\n");
}

#[test]
fn a_letter_that_was_sent_is_kept_and_the_next_is_the_second() {
    let bench = Bench::office();
    bench.repository("2026-11-19");
    let words = [LOAN, "after-15", "--number", "กท 0303/163"];
    let page = "outbox/letters/secretariat.2569.advance-0001.after-15.1.html";
    letter(&bench, &words)
        .exits(0)
        .answers(page)
        .tells("nobody has confirmed it: ข้อ 51 (3)");
    let printed = bench.text(page);
    // Signed on the 20th, entered on the 23rd, after a clearing of the 21st.
    bench
        .run(&["clear", LOAN, "--date", "2026-11-20", "--cash", "1000"])
        .exits(0);
    let keep = [&words[..], &["--keep", "--commit", "--today", "2026-11-23"]].concat();
    letter(&bench, &keep).exits(0).tells("kept: letter 1 of 2026-11-20");
    assert!(
        bench.text(&format!("{KEPT}/1.html")) == printed,
        "what was printed is what is kept"
    );
    let note = bench.text(&format!("{KEPT}/1.toml"));
    for line in [
        "n = 1\n",
        "date = 2026-11-20\n",
        "number = \"กท 0303/163\"\n",
        "to = \"borrower\"\n",
    ] {
        assert!(note.contains(line), "{note}");
    }
    let subject = bench.git(&["log", "-1", "--format=%s"]);
    assert!(subject.contains(LOAN) && !subject.contains("วีรยุทธ"), "{subject}");
    let files = bench.git(&["show", "--name-only", "--format=", "HEAD"]);
    assert_eq!(files, format!("{KEPT}/1.html\n{KEPT}/1.toml"));
    bench.run(&["check"]).exits(0);
    bench.run(&["check", "--at", "HEAD"]).exits(0);

    let answer = letter(&bench, &[LOAN, "after-30", "--number", "กท 0303/171", "--json"])
        .exits(0)
        .json();
    assert_eq!((&answer["n"], &answer["to"]), (&json!(2), &json!("head")));
    assert_eq!(
        answer["subject"],
        "ขอให้ดำเนินการตามเงื่อนไขในสัญญายืมเงินที่ บย. 61/2569 ครั้งที่ 2"
    );
    let next = bench.text("outbox/letters/secretariat.2569.advance-0001.after-30.2.html");
    assert!(
        next.contains("ที่ กท 0303/163 ลงวันที่ 20\u{a0}พฤศจิกายน\u{a0}2569"),
        "names the letter before"
    );
}

#[test]
fn no_letter_is_kept_twice_nor_out_of_order() {
    let bench = Bench::office();
    let keep = [LOAN, "after-15", "--number", "กท 0303/163", "--keep"];
    letter(&bench, &keep).exits(0);
    letter(&bench, &keep).exits(1).tells("กท 0303/163 is kept already");
    let other = [GUARANTEE, "released", "--number", "กท ๐๓๐๓/๑๖๓", "--keep"];
    letter(&bench, &other)
        .exits(1)
        .tells("secretariat/2569/advance-0001, number 1");
    let early = [
        LOAN,
        "after-15",
        "--number",
        "กท 0303/150",
        "--keep",
        "--today",
        "2026-10-20",
    ];
    letter(&bench, &early).exits(1).tells("cannot be older");
    assert!(!bench.root().join(format!("{KEPT}/2.html")).exists());
    // A page numbered by hand is kept as it was printed, its number beside it.
    letter(&bench, &[LOAN, "after-30"]).exits(0);
    letter(&bench, &[LOAN, "after-30", "--number", "กท 0303/180", "--keep"]).exits(0);
    assert!(bench.text(&format!("{KEPT}/2.toml")).contains("กท 0303/180"));
    assert!(!bench.text(&format!("{KEPT}/2.html")).contains("กท 0303/180"));
    // Sent on the 20th, cleared on the 21st, entered on the 23rd.
    bench
        .run(&[
            "clear",
            LOAN,
            "--date",
            "2026-11-21",
            "--cash",
            "27499.50",
            "--today",
            "2026-11-23",
        ])
        .exits(0);
    let after = [LOAN, "after-30", "--number", "กท 0303/181", "--keep", "--today"];
    letter(&bench, &[&after[..], &["2026-11-23"]].concat())
        .exits(1)
        .tells("--today");
    letter(&bench, &[&after[..], &["2026-11-20"]].concat()).exits(0);
    // A page that bears another number is not what was sent.
    letter(&bench, &[LOAN, "after-30", "--number", "กท 0303/190"]).exits(0);
    letter(&bench, &[LOAN, "after-30", "--number", "กท 0303/191", "--keep"])
        .exits(2)
        .tells("bears กท 0303/190");
}

#[test]
fn what_a_crash_between_page_and_note_leaves_is_mended() {
    let bench = Bench::office();
    let keep = [LOAN, "after-15", "--number", "กท 0303/163", "--keep"];
    bench.file(&format!("{KEPT}/1.html"), "half");
    bench.run(&["check"]).exits(0);
    letter(&bench, &keep).exits(0);
    assert!(bench.text(&format!("{KEPT}/1.html")).ends_with("</html>\n"));
    bench.run(&["check"]).exits(0);
    // A checkout with other line ends has not changed the letter; a word has.
    let page = bench.text(&format!("{KEPT}/1.html"));
    bench.file(&format!("{KEPT}/1.html"), &page.replace('\n', "\r\n"));
    bench.run(&["check"]).exits(0);
    bench.file(&format!("{KEPT}/1.html"), &page.replace("79", "78"));
    bench.run(&["check"]).exits(1).answers("letter-altered");
    bench.remove(&format!("{KEPT}/1.html"));
    bench
        .run(&["check", "--lang", "en"])
        .exits(1)
        .answers("only the note beside it is left");
}

#[test]
fn a_letter_answers_for_its_words() {
    let bench = Bench::office();
    for (words, status, why) in [
        (vec![LOAN, "aftr-7"], 2, "did you mean after-7?"),
        (vec![LOAN, "before-7"], 1, "Use:  after-30"),
        (vec!["secretariat/2569/advance-0002", "after-1"], 1, "cleared in full"),
        (vec!["secretariat/2570/advance-0002", "after-1"], 1, "not reached"),
        (
            vec!["legal/2570/project-0001", "after-1"],
            2,
            "is no advance · guarantee",
        ),
        (vec!["legal/2570/advance-0077", "after-1"], 2, "there is no"),
        (vec![LOAN, "after-7", "--number", "<b>"], 2, "no letter's number"),
        (vec![LOAN, "after-7", "--commit"], 2, "--keep"),
    ] {
        letter(&bench, &words).exits(status).tells(why);
    }
    assert!(!bench.root().join("outbox").exists(), "nothing is written");
    bench.edit("records/secretariat/2569/advance-0001.toml", "purpose", "purpos");
    letter(&bench, &[LOAN, "after-7"]).exits(1).tells("no letter");
}

#[test]
fn reminders_neither_see_nor_touch_letters() {
    let bench = Bench::office();
    let plan = bench.run(&["remind", "--plan", "--json"]).exits(0).out.clone();
    letter(&bench, &[LOAN, "after-15", "--number", "กท 0303/163"]).exits(0);
    letter(&bench, &[LOAN, "after-15", "--number", "กท 0303/163", "--keep"]).exits(0);
    assert_eq!(bench.run(&["remind", "--plan", "--json"]).exits(0).out, plan);
    bench.run(&["remind"]).exits(0);
    assert!(
        bench
            .root()
            .join("outbox/letters/secretariat.2569.advance-0001.after-15.1.html")
            .exists()
    );
}

#[test]
fn the_records_page_tells_of_the_letter_and_a_guarantee_counts_as_noticed() {
    let bench = Bench::office();
    let late = ["check", "--json", "--today", "2026-12-10"];
    assert!(bench.run(&late).out.contains("notice-missing"));
    letter(&bench, &[GUARANTEE, "released", "--number", "กท 0303/164", "--keep"]).exits(0);
    let said = bench.run(&late);
    let of_it = |said: &Said| said.out.matches("legal/2569/guarantee-0002.toml").count();
    assert_eq!(of_it(&said), 0, "{said:#?}");
    bench.run(&["build", "--audience", "public"]).exits(0);
    let page = bench.text(&format!("site/{GUARANTEE}.html"));
    assert!(page.contains("ส่งหนังสือราชการ ครั้งที่ 1") && page.contains("กท 0303/164"));
    assert!(
        bench
            .text(&format!("site/en/{GUARANTEE}.html"))
            .contains("Official letter 1 sent")
    );
}

#[test]
fn a_slip_in_the_letters_settings_is_a_finding() {
    let bench = Bench::office();
    let path = "records/office.toml";
    let sound = bench.text(path);
    for (from, to, code) in [
        ("phone   = ", "fone    = ", "unknown-key"),
        ("digits  = \"arabic\"", "digits  = \"roman\"", "unknown-choice"),
        ("digits  = \"arabic\"", "answer_days = 0", "wrong-type"),
        (", position = \"หัวหน้าฝ่ายการคลัง\"", "", "missing-key"),
        ("number  = \"กท 0303/\"", "number  = 303", "wrong-type"),
    ] {
        bench.edit(path, from, to);
        let found = bench.run(&["check", "--json"]).findings();
        assert!(found.len() == 1, "{to}: {found:?}");
        assert!(found[0].starts_with(code), "{to}: {found:?}");
        bench.file(path, &sound);
    }
}
