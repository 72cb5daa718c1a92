//! An office's workbook, as officers meet it: five header rows, merged cells,
//! four amount columns, Thai digits, both eras, totals, remarks.

use std::fs;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::bench::{Bench, TODAY, files_below};

/// A register as a province's Excel has it.
fn ugly() -> Vec<u8> {
    let mut book = Workbook::new();
    let (plain, bold) = (Format::new(), Format::new().set_bold());
    let day = Format::new().set_num_format("d/m/yyyy");
    let sheet = book.add_worksheet();
    sheet.set_name("เงินยืมทดรอง 2570").expect("a name");
    sheet
        .merge_range(0, 0, 0, 12, "ทะเบียนคุมลูกหนี้เงินยืม เงินทดรองราชการ", &bold)
        .expect("merged");
    sheet
        .merge_range(1, 0, 1, 12, "ปีงบประมาณ พ.ศ. 2570", &bold)
        .expect("merged");
    for (column, title) in [
        (0, "ลำดับ"),
        (1, "ชื่อ-สกุลผู้ยืม"),
        (2, "เลขที่สัญญา\n(บย.)"),
        (3, "วันที่ยืม"),
        (8, "วัตถุประสงค์"),
        (9, "กำหนดส่งใช้"),
        (13, "หมายเหตุ"),
    ] {
        sheet.merge_range(3, column, 4, column, title, &bold).expect("merged");
    }
    sheet.merge_range(3, 4, 3, 7, "จำนวนเงินยืม", &bold).expect("merged");
    sheet.merge_range(3, 10, 3, 12, "การส่งใช้เงินยืม", &bold).expect("merged");
    for (column, title) in [
        (4, "เบี้ยเลี้ยง"),
        (5, "ที่พัก"),
        (6, "พาหนะ"),
        (7, "อื่น ๆ"),
        (10, "วันที่"),
        (11, "ใบสำคัญ"),
        (12, "เงินสด"),
    ] {
        sheet.write_with_format(4, column, title, &bold).expect("written");
    }
    for column in 0..13u16 {
        sheet.write(5, column, format!("({})", column + 1)).expect("written");
    }
    // An ordinary row: a day of the Common Era, amounts as text and Thai digits.
    sheet.write(6, 0, 1).expect("written");
    sheet.write(6, 1, "นางสาวสมมติ  หนึ่ง").expect("written");
    sheet.write(6, 2, "บย. 101/2570").expect("written");
    sheet
        .write_datetime_with_format(6, 3, ExcelDateTime::from_ymd(2026, 10, 12).expect("a day"), &day)
        .expect("written");
    sheet.write(6, 4, "๑,๒๐๐.๐๐").expect("written");
    sheet.write(6, 5, 3000).expect("written");
    sheet.write(6, 6, "800 บาท").expect("written");
    sheet.write(6, 7, "-").expect("written");
    sheet.write(6, 8, "เดินทางไปราชการจังหวัดเชียงใหม่").expect("written");
    sheet.write(6, 9, "30 พ.ย. 2569").expect("written");
    // One contract, cleared twice; the first cells are merged. The year is B.E. in a date cell.
    sheet.merge_range(7, 1, 8, 1, "นายสมมติ สอง", &plain).expect("merged");
    sheet.merge_range(7, 2, 8, 2, "บย. 102/2570", &plain).expect("merged");
    sheet
        .write_datetime_with_format(7, 3, ExcelDateTime::from_ymd(2569, 10, 5).expect("a day"), &day)
        .expect("written");
    sheet.write(7, 5, 10_000.5).expect("written");
    sheet.write(7, 8, "อบรมสารบรรณ").expect("written");
    sheet.write(7, 10, "5 พ.ย. 2569").expect("written");
    sheet.write(7, 11, 4_000).expect("written");
    sheet.write(8, 10, "๑๐/๑๑/๒๕๖๙").expect("written");
    sheet
        .write_formula(8, 11, Formula::new("=0.1+0.2+5000").set_result("5000.3000000000002"))
        .expect("written");
    sheet.write(8, 12, 1_000.2).expect("written");
    sheet.write(10, 1, "รวม").expect("written");
    sheet.write(10, 4, 1_200).expect("written");
    sheet.write(10, 5, 13_000.5).expect("written");
    sheet.write(12, 1, "หมายเหตุ: ข้อมูล ณ วันสิ้นเดือน").expect("written");
    book.add_worksheet()
        .set_name("สรุป")
        .expect("a name")
        .write(0, 0, "ยอดรวมทั้งปี")
        .expect("written");
    book.save_to_buffer().expect("a workbook")
}

fn bench(bytes: &[u8]) -> Bench {
    let bench = Bench::office();
    bench.bytes("in/ทะเบียนเงินยืม 2570.xlsx", bytes);
    bench
}

const FILE: &str = "in/ทะเบียนเงินยืม 2570.xlsx";

/// A path of the bench, whole: what is typed is not below the book.
fn at(bench: &Bench, name: &str) -> String {
    bench.root().join(name).to_string_lossy().into_owned()
}

fn records(bench: &Bench) -> Vec<(String, String, std::time::SystemTime)> {
    let mut all: Vec<_> = files_below(&bench.root().join("records"))
        .into_iter()
        .map(|path| {
            let time = fs::metadata(&path).expect("a file").modified().expect("a time");
            (
                path.to_string_lossy().into_owned(),
                fs::read_to_string(&path).unwrap_or_default(),
                time,
            )
        })
        .collect();
    all.sort();
    all
}

#[test]
fn an_ugly_register_becomes_records_that_check_accepts() {
    let bench = bench(&ugly());
    let before = records(&bench);
    let (map, file) = (at(&bench, "map.toml"), at(&bench, FILE));
    let (map, file) = (map.as_str(), file.as_str());
    // The book has two agencies: which one is not guessed.
    let said = bench.run(&["import", file, "--map", map, "--today", TODAY]);
    said.exits(1).answers("ไม่ทราบหน่วยงาน").answers("ไม่ได้เขียนอะไร");
    assert_eq!(records(&bench), before, "nothing is written while anything is refused");
    bench.edit(
        "map.toml",
        "[sheet.fixed]\n",
        "[sheet.fixed]\nagency = \"secretariat\"\n",
    );
    // A clearing before any money is out: check would refuse it, at its cell.
    let said = bench.run(&["import", file, "--map", map, "--today", TODAY]);
    said.exits(1).answers("เงินยืมทดรอง 2570!K8").answers("received");
    bench.edit(
        "map.toml",
        "\n\"วันที่ยืม\" = \"contracted\"\n",
        "\n\"วันที่ยืม\" = \"contracted received\"\n",
    );
    let said = bench.run(&["import", file, "--map", map, "--dry-run", "--json", "--today", TODAY]);
    let told = said.exits(0).json();
    assert_eq!(records(&bench), before, "a dry run writes no record");
    assert_eq!(told["new"].as_array().expect("a list").len(), 2, "{told:#}");
    assert_eq!(told["sheets"][0]["totals"][1]["own_total"]["agrees"], true, "{told:#}");
    bench.run(&["import", file, "--map", map, "--today", TODAY]).exits(0);
    // How far the signs are set in is the pen's business.
    let plain = |path: &str| {
        bench
            .text(path)
            .split(' ')
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(
        plain("records/secretariat/2570/advance-0005.toml"),
        "contract = \"บย. 101/2570\"\nfund = \"imprest\"\npurpose = \"official-travel\"\nrule = \"bma-2555/official-travel\"\n\
         project = \"เดินทางไปราชการจังหวัดเชียงใหม่\"\namount = 5_000.00\nborrower = { name = \"นางสาวสมมติ หนึ่ง\" }\ncontracted = 2026-10-12\nreceived = 2026-10-12\n\
         due_printed = 2026-11-30\nnotes = \"เบี้ยเลี้ยง 1,200.00 · ที่พัก 3,000.00 · พาหนะ 800.00\"\n"
    );
    let second = plain("records/secretariat/2570/advance-0006.toml");
    assert!(second.contains("contracted = 2026-10-05\n"), "{second}");
    assert!(second.ends_with("[[clearing]]\ndate = 2026-11-05\nvouchers = 4_000.00\n\n[[clearing]]\ndate = 2026-11-10\nvouchers = 5_000.30\ncash = 1_000.20\n"), "{second}");
    bench.run(&["check", "--today", TODAY]).exits(0);
    // Twice is once.
    let after = records(&bench);
    bench
        .run(&["import", file, "--map", map, "--today", TODAY])
        .exits(0)
        .answers("เหมือนเดิม 2");
    assert_eq!(records(&bench), after, "not even a time of writing changes");
}

#[test]
fn an_export_comes_back_as_it_went_and_an_edit_is_one_line() {
    let bench = Bench::office();
    let before = records(&bench);
    let out = at(&bench, "out.xlsx");
    bench.run(&["export", "--out", &out, "--today", TODAY]).exits(0);
    let said = bench.run(&["import", &out, "--json", "--today", TODAY]);
    let told = said.exits(0).json();
    assert_eq!(told["refused"], serde_json::json!([]));
    assert_eq!(
        (
            told["new"].as_array().map(Vec::len),
            told["changed"].as_array().map(Vec::len)
        ),
        (Some(0), Some(0)),
        "{told:#}"
    );
    assert_eq!(records(&bench), before);
}

#[test]
fn a_table_of_states_comes_back_and_changes_nothing() {
    let bench = Bench::office();
    let before = records(&bench);
    let out = at(&bench, "out.csv");
    bench
        .run(&["build", "--audience", "internal", "--out", &at(&bench, "site")])
        .exits(0);
    let files = ["all.xlsx", "all.en.xlsx", "legal.th.csv"].map(|name| at(&bench, &format!("site/downloads/{name}")));
    let mut tables: Vec<&str> = files.iter().map(String::as_str).collect();
    for lang in ["th", "en"] {
        for audience in ["public", "internal"] {
            bench
                .run(&["export", "--csv", "--lang", lang, "--audience", audience, "--out", &out])
                .exits(0);
            let told = bench.run(&["import", &out, "--json"]).exits(0).json();
            assert_eq!(told["mapping"]["origin"], "states", "{lang} {audience}");
            assert!(
                told["unchanged"].as_array().is_some_and(|list| list.len() > 9),
                "{told:#}"
            );
        }
    }
    tables.push(&out);
    for table in tables {
        bench
            .run(&["import", table, "--lang", "en"])
            .exits(0)
            .answers("0 new · 0 changed")
            .answers("0 cells refused");
    }
    assert_eq!(records(&bench), before);
    // What somebody changed in it is told at its cell, and nothing is written.
    let text = fs::read_to_string(&out).expect("a table").replacen("บย. 1", "บย. 9", 1);
    fs::write(&out, text).expect("written");
    bench
        .run(&["import", &out, "--lang", "en"])
        .exits(1)
        .answers("a table of states is read")
        .answers("duebook set ");
    assert_eq!(records(&bench), before);
}

/// A workbook of few cells.
fn small(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("เงินยืมเงินทดรอง สลป").expect("a name");
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            sheet.write(row, column, *text).expect("written");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

const HEAD: [&str; 7] = [
    "หน่วยงาน",
    "ชื่อ-สกุลผู้ยืม",
    "เลขที่สัญญา",
    "วันที่ยืม",
    "วันที่รับเงิน",
    "จำนวนเงินยืม",
    "วัตถุประสงค์",
];

/// Files that no workbook can be made of end with 2 and one sentence in either
/// language; nothing is written.
#[test]
fn a_file_that_cannot_be_read_is_one_sentence_and_nothing_written() {
    let whole = ugly();
    for (name, bytes, th, en) in [
        (
            "a.xlsx",
            whole[..whole.len() / 2].to_vec(),
            "ไม่ครบหรือเสีย",
            "cut short or damaged",
        ),
        ("b.xls", b"<html><table></table></html>".to_vec(), "หน้าเว็บ", "web page"),
        ("c.csv", b"\"a,b\n1,2\n".to_vec(), "เครื่องหมายคำพูด", "never closes"),
        (
            "d.xlsx",
            small(&[&["งบดุล"], &["สินทรัพย์", "1"]]),
            "ไม่พบทะเบียน",
            "no register",
        ),
        ("e.csv", Vec::new(), "ว่าง", "empty"),
    ] {
        let bench = Bench::office();
        let before = records(&bench);
        bench.bytes(name, &bytes);
        let file = at(&bench, name);
        bench.run(&["import", &file]).exits(2).tells(th);
        bench.run(&["import", &file, "--lang", "en"]).exits(2).tells(en);
        assert_eq!(records(&bench), before, "{name}");
    }
    let bench = Bench::office();
    bench.run(&["import", "/no/such/file.xlsx"]).exits(2);
}

/// A register in the code page of old Windows comes in like any other, and its
/// mapping is kept for next time.
#[test]
fn a_csv_of_old_windows_comes_in_and_keeps_its_mapping() {
    let bench = Bench::office();
    let text = format!(
        "{}\r\nสลป.;นางสาวทดสอบ หนึ่ง;บย. 77/2570;12/10/2569;12/10/2569;\"5,000.00\";อบรม\r\n",
        HEAD.join(";")
    );
    // Thai letters stand in CP874 at 0xA1 and on, in the order of Unicode.
    let bytes: Vec<u8> = text
        .chars()
        .map(|c| {
            if c.is_ascii() {
                u32::from(c)
            } else {
                u32::from(c) - 0x0E00 + 0xA0
            }
        })
        .map(|byte| u8::try_from(byte).expect("a byte"))
        .collect();
    bench.bytes("เงินทดรอง 2570.csv", &bytes);
    let file = at(&bench, "เงินทดรอง 2570.csv");
    let said = bench.run(&["import", &file]);
    said.exits(0).answers("CP874").answers("fund = \"imprest\"");
    // Next year's file finds the mapping that this year's left.
    bench.bytes("เงินทดรอง 2571.csv", &bytes);
    let next = at(&bench, "เงินทดรอง 2571.csv");
    bench
        .run(&["import", &next])
        .exits(0)
        .answers("แผนผัง records/import/เงินทดรอง.toml")
        .answers("เหมือนเดิม 1");
    assert!(
        bench
            .text("records/secretariat/2570/advance-0005.toml")
            .contains("name = \"นางสาวทดสอบ หนึ่ง\"")
    );
    assert!(
        bench
            .text("records/secretariat/2570/advance-0005.toml")
            .contains("name = \"นางสาวทดสอบ หนึ่ง\"")
    );
    bench.run(&["check"]).exits(0);
}

/// A new advance, as a register has it.
const ROW: [&str; 7] = [
    "สลป.",
    "นางสาวทดสอบ หนึ่ง",
    "บย. 77/2570",
    "5 ต.ค. 2569",
    "5 ต.ค. 2569",
    "5,000.00",
    "อบรม",
];

/// A file that nobody can read stands where it stands: its number is taken.
#[test]
fn a_new_record_goes_round_a_file_that_cannot_be_read() {
    let broken = "records/secretariat/2570/advance-0013.toml";
    for bytes in [b"\xff".to_vec(), vec![b'#'; 1024 * 1024 + 1]] {
        let bench = Bench::office();
        bench.bytes(broken, &bytes);
        bench.bytes("in.xlsx", &small(&[&HEAD, &ROW]));
        bench.run(&["import", &at(&bench, "in.xlsx")]).exits(0);
        assert_eq!(fs::read(bench.root().join(broken)).expect("a file"), bytes);
        let new = bench.text("records/secretariat/2570/advance-0014.toml");
        assert!(new.contains("77/2570"), "{new}");
    }
}

#[test]
fn what_is_sound_is_written_where_asked_and_old_records_are_not_mailed() {
    let bench = Bench::office();
    bench.repository("2026-11-01");
    let rows: [&[&str]; 3] = [
        &HEAD,
        &ROW,
        &[
            "สลป.",
            "นางสาวทดสอบ สอง",
            "บย. 78/2570",
            "5/6/2026",
            "5 ต.ค. 2569",
            "5,000.00",
            "อบรม",
        ],
    ];
    bench.bytes("in.xlsx", &small(&rows));
    let file = at(&bench, "in.xlsx");
    let before = records(&bench);
    bench
        .run(&["import", &file])
        .exits(1)
        .answers("D3")
        .answers("ไม่ได้เขียนอะไร");
    assert_eq!(records(&bench), before);
    // A journal that is under way: what is due already is taken on, not mailed.
    bench.file(
        "records/journal/adopted/2026-11-01.toml",
        "on = 2026-11-01\nkeys = []\n",
    );
    bench.commit("2026-11-02", "journal");
    bench
        .run(&["import", &file, "--skip-refused", "--commit", "--today", "2026-11-20"])
        .exits(1)
        .answers("ไม่ส่งย้อนหลัง");
    let adopted = bench.text("records/journal/adopted/2026-11-20-import-1.toml");
    assert!(adopted.contains("secretariat-advance-0005/"), "{adopted}");
    assert!(
        bench
            .git(&["log", "-1", "--format=%s"])
            .contains("นำเข้า in.xlsx: เพิ่ม 1 ระเบียน")
    );
    assert_eq!(bench.git(&["status", "--porcelain", "records"]).trim(), "");
    bench.run(&["check"]).exits(0);
    let plan = bench.run(&["remind", "--plan", "--json"]).json()["messages"].to_string();
    assert!(!plan.contains("advance-0005"), "{plan}");
}

/// A run that is killed at any instant leaves whole files, and the next one
/// completes it.
#[test]
fn a_killed_import_is_completed_by_the_next() {
    let rows: [&[&str]; 4] = [
        &HEAD,
        &ROW,
        &[
            "สลป.",
            "นางสาวทดสอบ สอง",
            "บย. 78/2570",
            "5 ต.ค. 2569",
            "5 ต.ค. 2569",
            "5,000.00",
            "อบรม",
        ],
        &[
            "สลป.",
            "นางสาวทดสอบ สาม",
            "บย. 79/2571",
            "5 ต.ค. 2570",
            "5 ต.ค. 2570",
            "5,000.00",
            "อบรม",
        ],
    ];
    for point in 1..=6 {
        let bench = Bench::office();
        bench
            .file("records/holidays/2571.toml", "")
            .file("records/holidays/2572.toml", "");
        bench.bytes("in.xlsx", &small(&rows));
        let file = at(&bench, "in.xlsx");
        let dead = bench.run_with(&["import", &file], |command| {
            command.env("DUEBOOK_TEST_KILL_AT", point.to_string());
        });
        let texts = |bench: &Bench| {
            records(bench)
                .into_iter()
                .filter(|(path, ..)| !path.contains("/.import/"))
                .collect::<Vec<_>>()
        };
        assert!(
            texts(&bench)
                .iter()
                .all(|(_, text, _)| text.is_empty() || text.ends_with('\n')),
            "{point}: {dead:?}"
        );
        bench.run(&["import", &file]).exits(0);
        assert!(!bench.root().join("records/.import").exists(), "{point}");
        let contracts = ["77/2570", "78/2570", "79/2571"].map(|number| {
            texts(&bench)
                .iter()
                .filter(|(_, text, _)| text.contains(number))
                .count()
        });
        assert_eq!(contracts, [1, 1, 1], "{point}");
        let before = records(&bench);
        bench.run(&["import", &file]).exits(0).answers("เหมือนเดิม 3");
        assert_eq!(records(&bench), before, "{point}");
    }
}

/// Old records that come into a book whose reminders are under way are taken on
/// whole, wherever the first run was killed.
#[test]
fn a_killed_import_leaves_no_old_record_to_be_mailed() {
    let old = |name, contract| ["สลป.", name, contract, "5 ต.ค. 2569", "5 ต.ค. 2569", "5,000.00", "อบรม"];
    let rows = [
        old("นางสาวทดสอบ หนึ่ง", "บย. 77/2570"),
        old("นางสาวทดสอบ สอง", "บย. 78/2570"),
    ];
    let rows: Vec<&[&str]> = std::iter::once(&HEAD[..])
        .chain(rows.iter().map(|row| &row[..]))
        .collect();
    for point in 1..=5 {
        let bench = Bench::office();
        bench.file(
            "records/journal/adopted/2026-11-01.toml",
            "on = 2026-11-01\nkeys = []\n",
        );
        bench.bytes("in.xlsx", &small(&rows));
        bench.repository("2026-11-01");
        let file = at(&bench, "in.xlsx");
        bench.run_with(&["import", &file], |command| {
            command.env("DUEBOOK_TEST_KILL_AT", point.to_string());
        });
        // What a kill left is no part of the book, and nobody commits it.
        bench.run(&["check"]).exits(0);
        bench.git(&["add", "--all"]);
        assert!(!bench.git(&["ls-files"]).contains(".import"), "{point}");
        let planned = |when: &str| {
            let plan = bench.run(&["remind", "--plan", "--json"]).exits(0).json()["messages"].to_string();
            assert!(
                !plan.contains("advance-0005") && !plan.contains("advance-0006"),
                "{point} {when}: {plan}"
            );
        };
        planned("killed");
        bench.run(&["import", &file]).exits(0);
        planned("completed");
        let borrowers = ["0005", "0006"].map(|n| bench.text(&format!("records/secretariat/2570/advance-{n}.toml")));
        assert!(borrowers[0].contains("หนึ่ง") && borrowers[1].contains("สอง"), "{point}");
        bench.run(&["check"]).exits(0);
    }
}

#[test]
fn the_sites_own_files_are_exported_to_the_byte() {
    let bench = Bench::office();
    bench
        .run(&["build", "--audience", "internal", "--out", &at(&bench, "site")])
        .exits(0);
    for (words, path) in [
        (vec!["--csv"], "downloads/all.th.csv"),
        (
            vec!["--csv", "--agency", "legal", "--lang", "en"],
            "downloads/legal.en.csv",
        ),
        (vec!["--ics"], "downloads/all.ics"),
        (vec!["--json"], "downloads/records.json"),
    ] {
        let out = at(&bench, "out");
        let mut all = vec!["export", "--audience", "internal", "--out", &out];
        all.extend(words);
        bench.run(&all).exits(0);
        let (site, own) = (fs::read(at(&bench, &format!("site/{path}"))), fs::read(&out));
        let site = site.expect(path);
        assert_eq!(own.expect("written"), site, "{path}");
        // On the way through a shell too: line ends are part of a file.
        let words: Vec<&str> = all
            .iter()
            .filter(|word| **word != "--out" && **word != out)
            .copied()
            .collect();
        let piped = bench.run(&words);
        assert_eq!(piped.exits(0).out.as_bytes(), site, "{path}, piped");
    }
}

#[test]
fn an_export_holds_what_was_asked_for_and_no_names_for_the_public() {
    let bench = Bench::office();
    let one = bench.run(&["export", "--json", "--agency", "legal", "--audience", "internal"]);
    let records = one.exits(0).json()["records"].as_array().expect("records").clone();
    assert!(
        !records.is_empty() && records.iter().all(|record| record["agency"] == "legal"),
        "{records:?}"
    );
    for (lang, told) in [("th", "ใช้ --csv หรือ --json"), ("en", "is --csv or --json")] {
        for xlsx in [&[][..], &["--xlsx"]] {
            let out = at(&bench, "names.xlsx");
            let words = [&["export", "--audience", "public", "--lang", lang, "--out", &out], xlsx].concat();
            bench.run(&words).exits(2).tells(told);
            assert!(!std::path::Path::new(&out).exists());
        }
    }
    let public = bench.run(&["export", "--json", "--audience", "public"]);
    assert!(!public.exits(0).out.contains("borrower\""), "{public:?}");
}

/// The register of guarantees in cash: forms in the office's words, a warranty
/// with its unit, a return without an amount, a total that nobody named.
#[test]
fn a_register_of_guarantees_comes_in() {
    let bench = Bench::office();
    let text = "ทะเบียนคุมหลักประกันสัญญา สำนักงานเลขานุการปลัดกรุงเทพมหานคร\n\
        วันที่รับหลักประกัน,รายการ,เล่มที่/เลขที่ใบเสร็จ/ใบรับหลักประกัน,ประเภท (เงินสด/เช็ค/เงินโอน),จำนวนเงิน,เลขที่สัญญา,ผู้ขาย/ผู้รับจ้าง,วันที่ตรวจรับ,ระยะเวลารับประกัน,วันที่คืน,เลขที่เช็ค\n\
        10 ม.ค. 2568,จ้างทำความสะอาด,12/5,เงินโอน,\"48,500.00\",จ. 45/2568,บริษัท ตัวอย่าง จำกัด,31 มี.ค. 2568,1 ปี,,\n\
        11 ม.ค. 2568,จ้างพิมพ์,12/6,เช็ค,\"5,000\",จ. 46/2568,หจก.ทดสอบ,31 มี.ค. 2568,,20 เม.ย. 2568,1234567\n\
        ,,,,\"53,500.00\",,,,,,\n";
    bench.file("หลักประกัน.csv", text);
    let file = at(&bench, "หลักประกัน.csv");
    bench
        .run(&["import", &file])
        .exits(0)
        .answers("53,500.00  ตรงกับแถวรวม แถวที่ 5")
        .answers("คืนทั้งจำนวน");
    let first = bench.text("records/secretariat/2568/guarantee-0001.toml");
    assert!(
        first.contains("\"cash\"") && first.contains("kind = \"company\"") && first.contains("{ years = 1 }"),
        "{first}"
    );
    let second = bench.text("records/secretariat/2568/guarantee-0002.toml");
    assert!(
        second.contains("\"cashier-cheque\"") && second.contains("\"1234567\""),
        "{second}"
    );
    bench.run(&["import", &file]).exits(0).answers("เหมือนเดิม 2");
    // What nobody can tell is asked: a form and a name that say nothing.
    bench.file(
        "หลักประกัน.csv",
        &text
            .replace("เงินโอน,", "ทองคำ,")
            .replace("หจก.ทดสอบ", "กลุ่มแม่บ้าน")
            .replace("46/2568", "47/2568")
            .replace("12/6", "12/7"),
    );
    bench
        .run(&["import", &file])
        .exits(1)
        .answers("\"ทองคำ\"")
        .answers("contractor.kind");
    bench.run(&["check"]).exits(0);
}
