//! Two commands at once on one book: nobody's entry is lost, nothing is done
//! twice, and whoever comes second waits or is told.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::bench::{Bench, Said, files_below};

const LOAN: &str = "secretariat/2570/advance-0002";
const PATH: &str = "records/secretariat/2570/advance-0002.toml";

/// Runs both at the same time.
fn both(one: impl FnOnce() -> Said + Send, other: impl FnOnce() -> Said + Send) -> [Said; 2] {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        [one.join().expect("ended"), other]
    })
}

fn clear(bench: &Bench, cash: &str) -> Said {
    bench.run(&["clear", LOAN, "--cash", cash, "--receipt", cash, "--lang", "en"])
}

fn site(bench: &Bench) -> BTreeMap<String, Vec<u8>> {
    let folder = bench.root().join("site");
    let inside = |path: &Path| {
        path.strip_prefix(&folder)
            .expect("below")
            .to_string_lossy()
            .into_owned()
    };
    files_below(&folder)
        .into_iter()
        .map(|path| (inside(&path), fs::read(&path).expect("a file")))
        .collect()
}

fn built_alone(of: &Bench) -> BTreeMap<String, Vec<u8>> {
    let alone = Bench::empty();
    for path in files_below(&of.root().join("records")) {
        let inside = path
            .strip_prefix(of.root())
            .expect("below")
            .to_string_lossy()
            .into_owned();
        alone.bytes(&inside, &fs::read(&path).expect("a file"));
    }
    alone.run(&["build"]).exits(0);
    site(&alone)
}

#[test]
fn two_officers_who_clear_one_loan_at_once_lose_no_clearing() {
    for _ in 0..6 {
        let bench = Bench::office();
        let ended = both(|| clear(&bench, "1,000"), || clear(&bench, "2,000"));
        let text = bench.text(PATH);
        let mut entered = 0;
        for (said, cash) in ended.iter().zip(["1_000.00", "2_000.00"]) {
            let stands = text.contains(&format!("= {cash}"));
            match said.status {
                Some(0) => assert!(stands, "told as entered, and lost: {text}\n{said:#?}"),
                _ => assert!(!stands, "{}", said.exits(2).tells("was changed meanwhile").err),
            }
            entered += usize::from(stands);
        }
        assert!(entered > 0);
        assert_eq!(text.matches("[[clearing]]").count(), entered, "{text}");
        bench.run(&["check"]).exits(0);
        assert!(!bench.root().join("records/.next").exists());
    }
}

/// The test holds the book as another command does.
#[cfg(unix)]
#[test]
fn what_was_changed_while_a_clearing_waited_is_not_written_over() {
    let bench = Bench::office();
    let held = File::open(bench.root().join("records")).expect("a folder");
    held.lock().expect("held");
    let said = thread::scope(|scope| {
        let waiting = scope.spawn(|| clear(&bench, "1,000"));
        thread::sleep(Duration::from_millis(500));
        assert!(!waiting.is_finished(), "it waits for the other");
        bench.edit(PATH, "category   = \"ค่าใช้สอย\"", "category   = \"อื่น\"");
        held.unlock().expect("let go");
        waiting.join().expect("ended")
    });
    said.exits(2)
        .tells("was changed meanwhile and is not written over; look at it, then run the command again");
    assert!(!bench.text(PATH).contains("[[clearing]]"));
    assert!(bench.text(PATH).contains("อื่น"), "what the other wrote stands");
    clear(&bench, "1,000").exits(0);
}

#[cfg(unix)]
#[test]
fn whoever_waited_too_long_is_told_in_both_languages() {
    let bench = Bench::office();
    let impatient = |words: &[&str]| {
        bench.run_with(words, |command| {
            command.env("DUEBOOK_TEST_HOLD_MS", "50");
        })
    };
    bench.run(&["build"]).exits(0);
    for (folder, words, th, en) in [
        (
            "records",
            vec!["clear", LOAN, "--cash", "1,000"],
            "มีคำสั่งอื่นกำลังเขียนใน records อยู่",
            "another command is writing into records",
        ),
        (
            "site",
            vec!["build"],
            "มีคำสั่งอื่นกำลังเขียนใน",
            "another command is writing into",
        ),
    ] {
        let held = File::open(bench.root().join(folder)).expect("a folder");
        held.lock().expect("held");
        let before = (bench.text(PATH), site(&bench));
        impatient(&words).exits(2).tells(th);
        let mut english = words.clone();
        english.extend(["--lang", "en"]);
        impatient(&english).exits(2).tells(en);
        assert_eq!((bench.text(PATH), site(&bench)), before);
    }
}

#[test]
fn two_builds_into_one_site_leave_the_site_of_one() {
    for _ in 0..3 {
        let bench = Bench::office();
        for said in both(|| bench.run(&["build"]), || bench.run(&["build"])) {
            said.exits(0);
        }
        assert!(site(&bench) == built_alone(&bench), "other bytes");
    }
}

#[test]
fn a_clearing_while_the_site_is_built_is_on_the_next_one() {
    let bench = Bench::office();
    for said in both(|| bench.run(&["build"]), || clear(&bench, "1,000")) {
        said.exits(0);
    }
    bench.run(&["build"]).exits(0);
    assert!(site(&bench) == built_alone(&bench), "other bytes");
}

#[test]
fn one_workbook_imported_twice_at_once_comes_in_once() {
    let text = "ทะเบียนคุมหลักประกันสัญญา สำนักงานเลขานุการปลัดกรุงเทพมหานคร\n\
        วันที่รับหลักประกัน,รายการ,เล่มที่/เลขที่ใบเสร็จ/ใบรับหลักประกัน,ประเภท (เงินสด/เช็ค/เงินโอน),จำนวนเงิน,เลขที่สัญญา,ผู้ขาย/ผู้รับจ้าง,วันที่ตรวจรับ,ระยะเวลารับประกัน\n\
        10 ม.ค. 2568,จ้างทำความสะอาด,12/5,เงินโอน,\"48,500.00\",จ. 45/2568,บริษัท ตัวอย่าง จำกัด,31 มี.ค. 2568,1 ปี\n\
        11 ม.ค. 2569,จ้างพิมพ์,12/6,เช็ค,\"5,000\",จ. 46/2569,หจก.ทดสอบ,31 มี.ค. 2569,\n";
    for _ in 0..3 {
        let bench = Bench::office();
        bench.file("หลักประกัน.csv", text);
        let file = bench.root().join("หลักประกัน.csv").display().to_string();
        let before = files_below(&bench.root().join("records")).len();
        let import = || bench.run(&["import", &file, "--lang", "en"]);
        for said in both(import, import) {
            // The second finds all as it is, or is told that it changed meanwhile.
            if said.status != Some(0) {
                said.exits(2).tells("was changed meanwhile");
            }
        }
        // Two records and the mapping of the workbook.
        assert_eq!(files_below(&bench.root().join("records")).len(), before + 3);
        bench.run(&["import", &file]).exits(0).answers("เหมือนเดิม 2");
        bench.run(&["check"]).exits(0);
    }
}

/// A killed command leaves what it was writing; a link there leads nowhere.
#[cfg(unix)]
#[test]
fn what_a_killed_command_left_is_written_over_and_no_link_is_followed() {
    let bench = Bench::office();
    bench.file("records/.next", "half a rec");
    clear(&bench, "1,000").exits(0);
    assert!(!bench.root().join("records/.next").exists());
    bench.file("elsewhere", "not ours");
    std::os::unix::fs::symlink(bench.root().join("elsewhere"), bench.root().join("records/.next")).expect("a link");
    clear(&bench, "2,000").exits(0);
    assert_eq!(bench.text("elsewhere"), "not ours");
    assert_eq!(bench.text(PATH).matches("[[clearing]]").count(), 2);
}
