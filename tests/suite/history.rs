//! History as evidence: what `log` tells of a record, and what `check --history`
//! sees of the ways to rewrite the past. Real git, real commits.

mod hostile;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use serde_json::{Value, json};

use crate::bench::{Bench, Said};

const PATH: &str = "records/secretariat/2570/advance-0099.toml";
const RECORD: &str = "\
contract   = \"บย. 99/2570\"
fund       = \"budget\"
purpose    = \"other-duty\"
project    = \"อบรมการเงินและพัสดุ\"
amount     = 25_000.00
borrower   = { name = \"นางสาวมาลี ใจดี\", email = \"malee.j@secretariat.example.org\" }
contracted = 2026-11-02
received   = 2026-11-04
";
const CLEARING: &str = "\n[[clearing]]\ndate     = 2026-11-10\nvouchers = 5_000.00\nreceipt  = \"บค. 40/2570\"\n";

fn book() -> Bench {
    let bench = Bench::office();
    bench.file(PATH, RECORD).repository("2026-11-05");
    bench
}

fn log(bench: &Bench, more: &[&str]) -> Value {
    let words = [
        &["log", "secretariat/2570/advance-0099", "--json", "--lang", "en"],
        more,
    ]
    .concat();
    bench.run(&words).exits(0).json()
}

/// What a forge tells of a first push: there was nothing before it.
#[test]
fn a_straight_history_from_nothing_swaps_no_trunk() {
    let bench = Bench::office();
    bench.repository("2026-11-18");
    let record = "records/secretariat/2570/advance-0002.toml";
    bench.file(record, &format!("# ตรวจแล้ว\n{}", bench.text(record)));
    bench.commit("2026-11-19", "หมายเหตุ");
    let range = format!("{}..HEAD", "0".repeat(40));
    let said = bench.run(&["check", "--history", &range, "--json", "--today", "2026-11-20"]);
    assert!(!said.out.contains("trunk-swapped"), "{said:#?}");
    assert!(said.out.contains("\"findings\""), "{said:#?}");
}

#[test]
fn log_tells_who_changed_what_from_what_and_who_took_it_on() {
    let bench = book();
    bench.git(&["switch", "--quiet", "-c", "correction"]);
    bench.edit(PATH, "25_000.00", "24_000.00").commit(
        "2026-11-09",
        "advance secretariat/2570/0099: แก้ยอด\n\nเหตุผล: ยอดตามสัญญาจริง",
    );
    bench.git(&["switch", "--quiet", "-"]);
    bench.file("records/README.md", "x\n").commit("2026-11-09", "other");
    bench.git(&["merge", "--quiet", "--no-ff", "-m", "รับเข้า", "correction"]);
    bench.file(PATH, &format!("{}{CLEARING}", bench.text(PATH)));
    let said = log(&bench, &[]);
    assert_eq!(said["shallow"], json!(false));
    assert_eq!(
        said["uncommitted"],
        json!(["entered: Clearing Vouchers 5,000.00 on 2026-11-10"])
    );
    let commits = said["commits"].as_array().expect("commits");
    assert_eq!(commits.len(), 2, "{said}");
    let edit = &commits[0];
    assert_eq!(edit["changes"], json!(["Amount 25,000.00 → 24,000.00"]));
    assert_eq!(edit["author"]["name"], "Somying");
    assert_eq!(edit["time"], "2026-11-09T09:00:00+07:00");
    assert_eq!(edit["signature"], "none");
    assert!(edit["message"].as_str().expect("a message").contains("เหตุผล"), "{edit}");
    assert_eq!(
        edit["approver"]["commit"].as_str().expect("the merge"),
        bench.git(&["rev-parse", "HEAD"])
    );
    assert_eq!(commits[1]["approver"], Value::Null);
    // As of an earlier commit, the later ones are not known.
    let before = log(&bench, &["--at", "2026-11-05"]);
    assert_eq!(before["commits"].as_array().map(Vec::len), Some(1));
    assert_eq!(before["uncommitted"], json!([]));
    // In words, and of any file of the book.
    bench
        .run(&["log", PATH])
        .exits(0)
        .answers("จำนวนเงิน 25,000.00 → 24,000.00")
        .answers("รับเข้าโดย Somying")
        .answers("ยังไม่ลง git");
    bench.run(&["log", "rules/bma-2555.toml"]).exits(0).answers("เพิ่มระเบียน");
    bench.run(&["log", "secretariat/2570/advance-0777"]).exits(2);
    bench.run(&["log", "nonsense"]).exits(2);
}

#[test]
fn log_tells_what_was_entered_late_moved_and_deleted() {
    let bench = book();
    bench
        .file(PATH, &format!("{RECORD}{CLEARING}"))
        .commit("2026-11-19", "ชดใช้");
    let said = log(&bench, &[]);
    assert_eq!(said["commits"][0]["late"], json!([{ "date": "2026-11-10", "days": 9 }]));
    assert_eq!(said["commits"][1]["late"], json!([]));
    let to = PATH.replace("0099", "0100");
    bench.git(&["mv", PATH, &to]);
    bench.commit("2026-11-20", "ย้าย");
    assert_eq!(
        log(&bench, &[])["commits"][0]["changes"],
        json!(["the whole file deleted"])
    );
    let moved = bench
        .run(&["log", "secretariat/2570/advance-0100", "--json"])
        .exits(0)
        .json();
    assert_eq!(moved["commits"][0]["moved_from"], PATH);
}

/// A guarantee expected in one year that comes in the next belongs there: `check` asks for
/// the move, and the history does not refuse it. Any other move it does.
#[test]
fn a_record_may_go_where_its_own_day_wants_it() {
    let (old, new) = (
        "records/legal/2569/guarantee-0090.toml",
        "records/legal/2570/guarantee-0090.toml",
    );
    let text = "contract = \"จ. 90/2569\"\nkind = \"contract\"\nform = \"cash\"\namount = 5_000.00\ncontracted = 2026-09-30\n\
                contractor = { name = \"บริษัท ตัวอย่าง จำกัด\", kind = \"company\", email = \"b@example.org\" }\n";
    let bench = Bench::office();
    bench.file(old, text).repository("2026-11-18");
    bench.file(old, &format!("{text}received = 2026-10-01\n"));
    bench.run(&["check", "--json"]).exits(1).answers("wrong-fiscal-year");
    bench.git(&["mv", old, new]);
    bench.commit("2026-11-19", "รับหลักประกันในปีงบประมาณใหม่");
    bench.run(&["check"]).exits(0);
    bench.run(&["check", "--history", "HEAD~1..HEAD"]).exits(0);
    bench.git(&["mv", new, &new.replace("0090", "0091")]);
    bench.commit("2026-11-20", "ย้ายเลข");
    let said = bench.run(&["check", "--history", "HEAD~1..HEAD", "--json"]);
    said.exits(1).answers("record-moved");
}

/// A day after `--at` is read as a day is read everywhere.
#[test]
fn at_reads_a_day_of_either_era() {
    let bench = book();
    bench.edit(PATH, "25_000.00", "24_000.00").commit("2026-11-19", "แก้ยอด");
    let at = |day: &str| bench.run(&["status", "--json", "--all", "--at", day]).exits(0).json()["at"].clone();
    let first = bench.git(&["rev-parse", "HEAD~1"]);
    for day in ["2026-11-18", "2569-11-18", "18/11/2569", "18 พ.ย. 2569"] {
        assert_eq!(at(day), first, "{day}");
    }
    assert_eq!(at("HEAD"), bench.git(&["rev-parse", "HEAD"]));
    let range = judged(&bench, "HEAD~1..HEAD");
    for day in ["2026-11-18", "2569-11-18"] {
        assert_eq!(judged(&bench, &format!("{day}..HEAD")), range, "{day}");
    }
    // A tag may have the shape of a day that nobody means.
    bench.git(&["tag", "1.13.3", "HEAD~1"]);
    assert_eq!(at("1.13.3"), first);
    for (day, th, en) in [
        ("2569-02-30", "เดือนกุมภาพันธ์ 2569 มี 28 วัน", "February 2026 has 28 days"),
        ("2269-01-01", "ไกลจากปัจจุบันมาก", "far from today"),
        ("2569-01-01", "ไม่พบ commit หรือวันที่", "no commit or day"),
    ] {
        bench.run(&["status", "--at", day]).exits(2).tells(th);
        bench.run(&["status", "--at", day, "--lang", "en"]).exits(2).tells(en);
    }
}

#[test]
fn a_walk_that_was_kept_never_changes_an_answer() {
    let bench = book();
    let kept = bench.root().join(".git/duebook-history");
    let first = log(&bench, &[]);
    let text = std::fs::read_to_string(&kept).expect("a walk is kept");
    for damage in [
        "",
        "duebook history 1\n",
        &text[..text.len() / 2],
        &text.replace("0099", "0098"),
    ] {
        std::fs::write(&kept, damage).expect("written");
        assert_eq!(log(&bench, &[]), first);
    }
    // The next walk goes on from it, over merges and over a history that was replaced.
    bench.edit(PATH, "25_000.00", "24_000.00").commit("2026-11-09", "b");
    let second = log(&bench, &[]);
    assert_eq!(second["commits"].as_array().map(Vec::len), Some(2));
    bench.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    assert_eq!(log(&bench, &[]), first);
    bench.edit(PATH, "25_000.00", "23_000.00").commit("2026-11-09", "c");
    let third = log(&bench, &[]);
    std::fs::remove_file(&kept).expect("removed");
    assert_eq!(log(&bench, &[]), third);
    assert_eq!(third["commits"][0]["changes"], json!(["Amount 25,000.00 → 23,000.00"]));
}

#[test]
fn a_shallow_clone_is_named_and_a_replaced_object_fools_nobody() {
    let bench = book();
    bench.edit(PATH, "25_000.00", "24_000.00").commit("2026-11-09", "แก้ยอด");
    let clone = Bench::empty();
    clone.git(&["init", "--quiet"]);
    let from = format!("file://{}", bench.root().display());
    clone.git(&["fetch", "--quiet", "--depth", "1", &from, "HEAD"]);
    clone.git(&["reset", "--quiet", "--hard", "FETCH_HEAD"]);
    assert_eq!(log(&clone, &[])["shallow"], json!(true));
    clone
        .run(&["log", "secretariat/2570/advance-0099", "--lang", "en"])
        .exits(0)
        .tells("shallow clone");
    // `git replace` shows another commit to whoever does not look behind it.
    let honest = log(&bench, &[]);
    let head = bench.git(&["rev-parse", "HEAD"]);
    let tree = bench.git(&["rev-parse", "HEAD^{tree}"]);
    let false_one = bench.git(&["commit-tree", &tree, "-m", "ไม่มีอะไรเกิดขึ้น"]);
    bench.git(&["replace", &head, &false_one]);
    std::fs::remove_file(bench.root().join(".git/duebook-history")).expect("removed");
    assert_eq!(log(&bench, &[]), honest);
}

/// What `check --history` finds in a range, by code.
fn codes(said: &Said) -> Vec<String> {
    let json = said.json();
    let findings = json["findings"].as_array().expect("findings");
    findings
        .iter()
        .map(|finding| finding["code"].as_str().expect("a code").to_owned())
        .collect()
}

fn judged(bench: &Bench, range: &str) -> Vec<String> {
    codes(&bench.run(&["check", "--history", range, "--json"]))
}

#[test]
fn daily_work_is_no_rewriting() {
    let bench = book();
    bench
        .file(PATH, &format!("{RECORD}{CLEARING}"))
        .commit("2026-11-11", "ชดใช้");
    bench
        .run(&["void", "secretariat/2570/advance-0099", "--reason", "บันทึกซ้ำ"])
        .exits(0);
    bench
        .run(&["clear", "secretariat/2570/advance-0099", "--vouchers", "4,000"])
        .exits(0);
    bench.edit(PATH, "project    = \"อบรม", "project    = \"จัดอบรม");
    bench.commit("2026-11-12", "งานของวัน");
    let said = bench.run(&["check", "--history", "HEAD~2..HEAD", "--json"]);
    assert_eq!(codes(said.exits(0)), Vec::<String>::new());
    // A pull request is judged from where it parted.
    bench.git(&["switch", "--quiet", "-c", "mine", "HEAD~1"]);
    bench.file("records/README.md", "x\n").commit("2026-11-13", "x");
    assert_eq!(judged(&bench, "main...HEAD"), Vec::<String>::new());
    assert_eq!(judged(&bench, "main..HEAD"), ["history-rewritten"]);
    bench
        .run(&["check", "--history", "nowhere..HEAD", "--lang", "en"])
        .exits(2)
        .tells("git does not know the range");
    bench
        .run(&["check", "--history", "0000000000000000000000000000000000000000..HEAD"])
        .exits(0);
}

#[test]
fn money_paid_out_in_parts_is_paid_however_it_is_written() {
    let bench = book();
    let inline = RECORD.replace(
        "received   = 2026-11-04\n",
        "disbursement = [{ date = 2026-11-04, amount = 25_000.00 }]\n",
    );
    bench.file(PATH, &inline).commit("2026-11-09", "จ่ายเป็นงวด");
    bench.edit(PATH, "amount     = 25_000.00", "amount     = 26_000.00");
    bench.commit("2026-11-10", "แก้ยอด");
    assert_eq!(judged(&bench, "HEAD~1..HEAD"), ["changed-after-payment"]);
}

#[test]
fn policy_is_the_one_of_before_the_range() {
    let bench = book();
    let office = "records/office.toml";
    let lax = bench.text(office).replacen(
        "\n[mail]",
        "\n[history]\nchanged_after_payment = \"allow\"\n\n[mail]",
        1,
    );
    bench.file(office, &lax);
    bench
        .edit(PATH, "25_000.00", "80_000.00")
        .commit("2026-11-09", "แก้ยอดและนโยบาย");
    assert_eq!(
        judged(&bench, "HEAD~1..HEAD"),
        ["policy-weakened", "changed-after-payment"]
    );
    bench
        .edit(PATH, "80_000.00", "90_000.00")
        .commit("2026-11-10", "แก้ยอดอีก");
    assert_eq!(judged(&bench, "HEAD~1..HEAD"), Vec::<String>::new());
    bench.edit(office, "\"allow\"", "\"warn\"").commit("2026-11-11", "เตือน");
    bench
        .edit(PATH, "90_000.00", "95_000.00")
        .commit("2026-11-12", "แก้ยอดอีก");
    bench
        .run(&["check", "--history", "HEAD~1..HEAD"])
        .exits(0)
        .answers("changed-after-payment");
}

#[test]
fn a_record_s_page_tells_its_history_and_the_public_one_names_nobody() {
    let bench = book();
    bench
        .edit(PATH, "25_000.00", "24_000.00")
        .edit(PATH, "malee.j@", "malee.jai@")
        .commit("2026-11-16", "แก้ตามหนังสือของนางสาวมาลี ใจดี");
    bench
        .file(PATH, &format!("{}{CLEARING}", bench.text(PATH)))
        .commit("2026-11-19", "ชดใช้");
    let page = |audience: &str| {
        bench.run(&["build", "--audience", audience]).exits(0);
        let pages = [
            "site/secretariat/2570/advance-0099.html",
            "site/exceptions.html",
            "site/late.html",
        ];
        pages.map(|page| bench.text(page))
    };
    let [record, exceptions, late] = page("internal");
    for words in ["9 วัน", "ใบสำคัญ 5,000.00 เมื่อ 10 พ.ย. 2569", "19 พ.ย. 2569", "Somying"]
    {
        assert!(late.contains(words), "late.html lacks {words}");
    }
    for words in [
        "จำนวนเงิน 25,000.00 → 24,000.00",
        "ผู้ยืม อีเมล malee.j@secretariat.example.org → malee.jai@secretariat.example.org",
        "แก้ตามหนังสือของนางสาวมาลี ใจดี",
        "Somying",
        "บันทึกหลังวันจริง 9 วัน",
    ] {
        assert!(record.contains(words), "the office reads {words}");
    }
    assert!(exceptions.contains("id=\"entered-late\""));
    let [record, exceptions, late] = page("public");
    assert!(late.contains("9 วัน") && !late.contains("Somying"));
    assert!(record.contains("จำนวนเงิน 25,000.00 → 24,000.00") && record.contains("แก้ผู้ยืม อีเมล"));
    for words in ["มาลี", "malee", "Somying"] {
        assert!(!record.contains(words), "the public does not read {words}");
    }
    assert!(exceptions.contains("บันทึกย้อนหลังเกิน 7 วัน"));
    // The same commit and day make the same bytes, from a clone as well.
    let clone = Bench::empty();
    clone.git(&["clone", "--quiet", &bench.root().to_string_lossy(), "."]);
    clone.run(&["build", "--audience", "public"]).exits(0);
    bench
        .run(&["verify", &clone.root().join("site").to_string_lossy(), "--json"])
        .exits(0);
}

#[test]
fn audit_gives_each_exception_its_evidence_and_draws_the_same_sample() {
    let bench = book();
    bench
        .file(PATH, &format!("{RECORD}{CLEARING}"))
        .commit("2026-11-19", "ชดใช้");
    bench.edit(PATH, "5_000.00", "6_000.00").commit("2026-11-19", "แก้ยอด");
    let said = bench
        .run(&["audit", "--json", "--lang", "en", "--sample", "4", "--seed", "สตง."])
        .exits(0)
        .json();
    let all = said["exceptions"].as_array().expect("exceptions");
    let of = |code: &str| {
        all.iter()
            .find(|one| one["code"] == code && one["path"] == "secretariat/2570/advance-0099")
    };
    let late = of("entered-late").expect("an entry that came late");
    assert_eq!(late["evidence"]["day"], "2026-11-10");
    assert_eq!(
        late["evidence"]["commit"].as_str().expect("a commit"),
        bench.git(&["rev-parse", "HEAD~1"])
    );
    let changed = of("event-changed").expect("an entry that was changed");
    assert_eq!(
        changed["evidence"]["commit"].as_str().expect("a commit"),
        bench.git(&["rev-parse", "HEAD"])
    );
    let overdue = all
        .iter()
        .find(|one| one["code"] == "not-chased")
        .expect("an overdue advance");
    assert!(
        overdue["evidence"]["clause"]
            .as_str()
            .expect("a clause")
            .contains("ข้อ 51")
    );
    let sample = &said["sample"];
    assert_eq!(sample["method"], "monetary-unit");
    let hits = |sample: &Value| -> u64 {
        let records = sample["records"].as_array().expect("records");
        records.iter().map(|one| one["hits"].as_u64().expect("hits")).sum()
    };
    assert_eq!(hits(sample), 4);
    let again = bench
        .run(&["audit", "--json", "--lang", "en", "--sample", "4", "--seed", "สตง."])
        .exits(0)
        .json();
    assert_eq!(again, said);
    // Of a period before, nothing of this is known.
    let before = bench
        .run(&["audit", "--json", "--from", "2026-10-01", "--to", "2026-11-15"])
        .exits(0)
        .json();
    assert!(!before.to_string().contains("event-changed"));
    bench
        .run(&["audit", "--from", "2026-11-20", "--to", "2026-11-01"])
        .exits(2);
    bench
        .run(&["audit"])
        .exits(0)
        .answers("(entered-late)")
        .answers("(event-changed)");
}

/// What cannot be read is not judged, and an auditor is told so everywhere.
#[test]
fn audit_names_the_records_that_it_cannot_read() {
    let bench = book();
    let lost = "secretariat/2570/advance-0002";
    let path = format!("records/{lost}.toml");
    bench.edit(&path, "16_400.00", "\"x\"").commit("2026-11-19", "x");
    bench
        .run(&["audit"])
        .exits(1)
        .answers(&format!("อ่านไม่ได้ จึงไม่ได้ตรวจ · 1\n  {lost}"))
        .tells(&path);
    bench
        .run(&["audit", "--lang", "en"])
        .exits(1)
        .answers(&format!("Cannot be read, so not judged · 1\n  {lost}"))
        .tells(&path);
    let said = bench.run(&["audit", "--json"]).exits(1).json();
    assert_eq!(said["unread"], serde_json::json!([lost]));
    let pack = bench.root().join("pack.zip");
    bench
        .run(&["audit", "--pack", pack.to_str().expect("a path")])
        .exits(1)
        .answers("pack.zip");
    let files = unpacked(&pack);
    let readme = String::from_utf8_lossy(&files["README.txt"]).into_owned();
    assert!(
        readme.contains(&format!("อ่านไม่ได้ จึงไม่อยู่ในข้อพบ ทะเบียน และยอดรวม ดูในแฟ้มเอง:\n  {path}\n")),
        "{readme}"
    );
}

/// A period that is not over is judged as things stand today.
#[test]
fn audit_foresees_nothing() {
    let bench = book();
    let year = ["audit", "--json", "--from", "2026-10-01"];
    let far = [&year[..], &["--to", "2027-09-30"]].concat();
    let said = bench.run(&far);
    said.exits(0).tells("--to ยังมาไม่ถึง จึงตรวจถึงวันนี้ 20 พ.ย. 2569");
    assert_eq!(said.json(), bench.run(&year).exits(0).json());
    bench
        .run(&[&far[..], &["--lang", "en"]].concat())
        .exits(0)
        .tells("--to is yet to come: judged as of today, 2026-11-20");
    let later = ["audit", "--from", "2027-01-01", "--to", "2027-09-30"];
    bench.run(&later).exits(2).tells("--from ยังมาไม่ถึง วันนี้คือ 20 พ.ย. 2569");
    bench
        .run(&[&later[..], &["--lang", "en"]].concat())
        .exits(2)
        .tells("--from is yet to come");
}

/// The files of an archive, by name.
pub(crate) fn unpacked(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).expect("an archive")).expect("a zip");
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).expect("a file");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("its bytes");
            (file.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

#[test]
fn the_audit_pack_can_be_checked_without_the_program_and_is_the_same_from_a_clone() {
    let bench = book();
    bench.file(".gitignore", "/site/\n/outbox/\n").commit("2026-11-11", "x");
    for day in ["2026-11-13", "2026-11-16"] {
        let sent = bench.run_with(&["remind", "--send", "--today", day], |command| {
            command.env(
                "DUEBOOK_SMTP_URL",
                format!("file:{}", bench.root().join("outbox/sent").display()),
            );
        });
        sent.exits(0);
    }
    let pack = |bench: &Bench| {
        let words = ["audit", "--sample", "3", "--pack", "outbox/audit.zip", "--quiet"];
        let path = bench.root().join("outbox/audit.zip");
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        bench
            .run(&words.map(|word| {
                if word == "outbox/audit.zip" {
                    path.to_str().expect("a path")
                } else {
                    word
                }
            }))
            .exits(0);
        path
    };
    let path = pack(&bench);
    let files = unpacked(&path);
    let text = |name: &str| String::from_utf8(files[name].clone()).expect("UTF-8");
    let sums = text("SHA256SUMS");
    assert_eq!(sums.lines().count(), files.len() - 1);
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").expect("a sum and a name");
        assert_eq!(duebook::digest::sha256(&files[name]), sum, "{name}");
    }
    let head = bench.git(&["rev-parse", "HEAD"]);
    assert!(text("README.txt").contains(&head));
    assert!(text("history/secretariat/2570/advance-0099.txt").contains("เพิ่มระเบียน"));
    assert_eq!(text(PATH), RECORD);
    assert_eq!(text("sample.csv").lines().count(), 1 + 3);
    assert!(files.contains_key("site/registers.html") || files.keys().any(|name| name.ends_with("all.xlsx")));
    let mails: Vec<&String> = files.keys().filter(|name| name.starts_with("mails/")).collect();
    assert!(
        !mails.is_empty() && mails.iter().all(|name| name.ends_with(".eml")),
        "{mails:?}"
    );
    // Git alone reads the history out of it.
    let bundle = bench.root().join("outbox/book.bundle");
    std::fs::write(&bundle, &files["book.bundle"]).expect("written");
    let clone = Bench::empty();
    clone.git(&["clone", "--quiet", &bundle.to_string_lossy(), "."]);
    assert_eq!(clone.git(&["rev-parse", "HEAD"]), head);
    clone.git(&["fsck", "--full"]);
    let again = pack(&clone);
    assert!(
        std::fs::read(&path).expect("a pack") == std::fs::read(again).expect("a pack"),
        "the same commit and day make the same bytes"
    );
    // What is not committed is in no pack, which is told.
    bench.edit(PATH, "25_000.00", "24_000.00");
    let open = bench.root().join("outbox/open.zip");
    bench
        .run(&[
            "audit",
            "--sample",
            "3",
            "--pack",
            open.to_str().expect("a path"),
            "--lang",
            "en",
        ])
        .exits(0)
        .tells("not committed");
    assert_eq!(unpacked(&open)[PATH], files[PATH]);
}

/// Needs `ssh-keygen`, which stands beside git on most machines; without it there
/// is nothing to sign with.
#[test]
fn a_signature_is_good_of_a_known_key_and_unknown_of_another() {
    let keys = tempfile::TempDir::new().expect("a folder");
    let key = keys.path().join("key");
    let made = std::process::Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", "somying", "-f"])
        .arg(&key)
        .status();
    if !made.is_ok_and(|status| status.success()) {
        return;
    }
    let bench = book();
    let public = std::fs::read_to_string(key.with_extension("pub")).expect("a key");
    let signers = keys.path().join("signers");
    std::fs::write(&signers, format!("somying@example.org {public}")).expect("written");
    for (name, value) in [
        ("gpg.format", "ssh".to_owned()),
        ("user.signingkey", key.with_extension("pub").display().to_string()),
        ("gpg.ssh.allowedSignersFile", signers.display().to_string()),
    ] {
        bench.git(&["config", name, &value]);
    }
    bench.edit(PATH, "25_000.00", "24_000.00");
    bench.git(&["add", "--all"]);
    bench.git(&["commit", "--quiet", "--gpg-sign", "-m", "ลงนาม"]);
    let signature = || log(&bench, &[])["commits"][0]["signature"].clone();
    assert_eq!(signature(), "good");
    bench.run(&["log", PATH]).exits(0).answers("ลายมือชื่อถูกต้อง");
    bench.run(&["build"]).exits(0);
    assert!(
        bench
            .text("site/secretariat/2570/advance-0099.html")
            .contains("ลงลายมือชื่อ")
    );
    std::fs::write(&signers, "").expect("written");
    assert_eq!(signature(), "unknown-key");
    // Where the office signs, a change without a signature is an exception.
    bench
        .edit(PATH, "24_000.00", "23_000.00")
        .commit("2026-11-19", "ไม่ลงนาม");
    let today = ["audit", "--json", "--today", "2079-01-01", "--from", "2026-11-01"];
    let said = bench.run(&today).exits(0).json();
    let unsigned = said["exceptions"]
        .as_array()
        .expect("exceptions")
        .iter()
        .filter(|one| one["code"] == "unsigned-change")
        .count();
    assert!(unsigned >= 2, "{unsigned}");
}
