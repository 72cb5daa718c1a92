//! Every command that enters an event: what stands in the file afterwards, what
//! is asked, and what is refused before anything is written.

use std::fs;
use std::process::Command;

use crate::bench::{Bench, Said, TODAY, files_below, here};

/// A command, the record it is for, and the lines that it appends.
const ENTERED: [(&str, &str, &str); 8] = [
    (
        "extend secretariat/2570/advance-0003 --due 2026-12-15 --reason ฝนตก --approved-by ผอ.",
        "ขยายเวลา วันครบกำหนดใหม่ 15 ธ.ค. 2569 เมื่อ 20 พ.ย. 2569",
        "\n[[extension]]\ndate   = 2026-11-20\ndue    = 2026-12-15\nreason = \"ฝนตก\"\napproved_by = \"ผอ.\"\n",
    ),
    (
        "object secretariat/2570/advance-0001 --date 12/11/2569 --amount ๑,๐๐๐ --reason ไม่มีรายชื่อ",
        "ทักท้วง 1,000.00 เมื่อ 12 พ.ย. 2569",
        "\n[[objection]]\ndate   = 2026-11-12\namount = 1_000.00\nreason = \"ไม่มีรายชื่อ\"\n",
    ),
    (
        "forfeit legal/2569/guarantee-0002 --amount 1000 --reason ทิ้งงาน",
        "ริบหลักประกัน 1,000.00 เมื่อ 20 พ.ย. 2569",
        "\n[[forfeit]]\ndate   = 2026-11-20\namount = 1_000.00\nreason = \"ทิ้งงาน\"\n",
    ),
    (
        "inspect legal/2569/guarantee-0002 --date 2026-11-10 --result พบความชำรุดบกพร่อง --note รอซ่อม",
        "ตรวจความชำรุดบกพร่อง เมื่อ 10 พ.ย. 2569",
        "\n[[inspection]]\ndate   = 2026-11-10\nresult = \"defects\"\nnote   = \"รอซ่อม\"\n",
    ),
    (
        "notice legal/2569/guarantee-0002 --date 2026-11-13 --number กท0303/9 --to คู่สัญญา",
        "หนังสือแจ้ง เมื่อ 13 พ.ย. 2569",
        "\n[[notice]]\ndate   = 2026-11-13\nnumber = \"กท0303/9\"\nto     = \"คู่สัญญา\"\n",
    ),
    (
        "refund legal/2569/guarantee-0002 --amount 500.50",
        "คืนหลักประกัน 500.50 เมื่อ 20 พ.ย. 2569",
        "\n[[refund]]\ndate   = 2026-11-20\namount = 500.50\n",
    ),
    (
        "pay secretariat/2570/advance-0004 --amount 6000 --reference ฎีกา1",
        "จ่ายเงินเป็นงวด 6,000.00 เมื่อ 20 พ.ย. 2569",
        "\n[[disbursement]]\ndate      = 2026-11-20\namount    = 6_000.00\nreference = \"ฎีกา1\"\n",
    ),
    (
        "clear secretariat/2570/advance-0002 --vouchers 10000 --cash 400 --pending --note ทางไปรษณีย์",
        "ส่งใช้เงินยืม ใบสำคัญ 10,000.00 เงินสดคืน 400.00 รอตรวจ เมื่อ 20 พ.ย. 2569",
        "\n[[clearing]]\ndate     = 2026-11-20\nvouchers = 10_000.00\ncash     = 400.00\npending  = true\nnote     = \"ทางไปรษณีย์\"\n",
    ),
];

#[test]
fn each_command_appends_its_event_and_says_so_in_the_history() {
    let bench = Bench::office();
    bench.repository("2026-11-19");
    for (words, subject, appended) in ENTERED {
        let mut words: Vec<&str> = words.split(' ').collect();
        let path = format!("records/{}.toml", words[1]);
        let before = bench.text(&path);
        words.push("--commit");
        bench.run(&words).exits(0).answers(&path);
        assert_eq!(bench.text(&path), format!("{before}{appended}"), "{words:?}");
        let said = bench.git(&["log", "-1", "--format=%s"]);
        assert!(said.trim().ends_with(subject), "{said}");
        assert_eq!(bench.git(&["status", "--porcelain"]), "", "{words:?}");
    }
    bench.run(&["check"]).exits(0);
}

#[test]
fn what_check_would_refuse_is_refused_and_the_file_stays() {
    let bench = Bench::office();
    for (words, told) in [
        ("clear secretariat/2570/advance-0004 --cash 1", "before-payout"),
        ("refund legal/2569/guarantee-0002 --amount 22,500.01", "over-return"),
        (
            "extend secretariat/2570/advance-0003 --due 2026-11-01",
            "extension-order",
        ),
        ("pay secretariat/2570/advance-0004 --amount 12000.01", "over-payout"),
        (
            "reimburse secretariat/2570/advance-0003 --amount 1",
            "over-reimbursement",
        ),
        (
            "cancel secretariat/2570/advance-0003 --reason x",
            "cancelled-with-money",
        ),
    ] {
        let words: Vec<&str> = words.split(' ').collect();
        let path = format!("records/{}.toml", words[1]);
        let before = bench.text(&path);
        bench.run(&words).exits(1).tells(told).tells("ไม่ได้บันทึก");
        assert_eq!(bench.text(&path), before, "{words:?}");
    }
    // A day to come is a slip, and a kind of record that has no such event.
    bench
        .run(&[
            "clear",
            "secretariat/2570/advance-0003",
            "--cash",
            "1",
            "--date",
            "2027-11-20",
        ])
        .exits(2)
        .tells("ตรวจปี");
    bench
        .run(&["inspect", "secretariat/2570/advance-0003"])
        .exits(2)
        .tells("ไม่ใช่ระเบียน guarantee");
    bench
        .run(&["clear", "secretariat/2570/advance-0777", "--cash", "1"])
        .exits(2)
        .tells("ไม่มีแฟ้ม");
}

#[test]
fn what_is_missing_is_asked_until_it_is_understood() {
    let bench = Bench::office();
    let typed = "เมื่อวาน\n19 พ.ย. 2569\nหมื่นสอง\n๑๖,๐๐๐\n400\n\nบค. 7/2570\n\n\n\n";
    let said = bench.dialogue(&["clear", "secretariat/2570/advance-0002"], typed);
    said.exits(0)
        .tells("วันที่ส่งใช้ [วันนี้]:")
        .tells("อ่านวันที่นี้ไม่ออก เขียนเช่น 8 พ.ค. 2569")
        .tells("อ่านจำนวนเงินนี้ไม่ออก เขียนเช่น 25,000.50")
        .tells("คงค้าง 0.00 บาท");
    assert!(bench.text("records/secretariat/2570/advance-0002.toml").ends_with(
        "\n[[clearing]]\ndate     = 2026-11-19\nvouchers = 16_000.00\ncash     = 400.00\nreceipt  = \"บค. 7/2570\"\n"
    ));
    // Nobody there: which option to give.
    bench
        .run(&["extend", "secretariat/2570/advance-0003"])
        .exits(2)
        .tells("--due");
    bench
        .run(&["clear", "secretariat/2570/advance-0003"])
        .exits(2)
        .tells("--vouchers");
}

#[test]
fn a_pending_clearing_is_checked_and_an_objection_ends() {
    let bench = Bench::office();
    let path = "records/secretariat/2570/advance-0003.toml";
    let before = bench.text(path);
    bench
        .run(&["clear", "secretariat/2570/advance-0003", "--checked"])
        .exits(0)
        .tells("คงค้าง 2,000.00");
    assert_eq!(bench.text(path), before.replace("pending  = true\n", ""));
    bench
        .run(&["clear", "secretariat/2570/advance-0003", "--checked"])
        .exits(1);

    let one = "secretariat/2570/advance-0001";
    for amount in ["100", "200"] {
        bench
            .run(&["object", one, "--date", "2026-11-12", "--amount", amount])
            .exits(0);
    }
    let resolved = ["object", one, "--resolved", "2026-11-18"];
    bench.run(&resolved).exits(2).tells("--number: 1 2");
    bench
        .run(&[&resolved[..], &["--number", "2"]].concat())
        .exits(0)
        .tells("คงค้าง 100.00");
    let text = bench.text(&format!("records/{one}.toml"));
    assert!(text.ends_with("amount = 200.00\nresolved = 2026-11-18\n"), "{text}");
    bench.run(&resolved).exits(0).tells("คงค้าง 0.00");
}

/// An amount or a reason that is typed is written, or the command is refused.
#[test]
fn nothing_that_was_typed_is_dropped_in_silence() {
    let bench = Bench::office();
    let one = "secretariat/2570/advance-0003";
    let path = format!("records/{one}.toml");
    bench
        .run(&["hold", one, "--until", "2026-12-31", "--reason", "รอคำสั่ง"])
        .exits(0);
    let before = bench.text(&path);
    for (command, extra) in [
        (&["clear", "--checked"][..], &["--vouchers", "50000"][..]),
        (&["clear", "--checked"], &["--cash", "9300"]),
        (&["clear", "--checked"], &["--receipt", "บค. 1/2570"]),
        (&["clear", "--checked"], &["--date", "2026-11-19"]),
        (&["hold", "--lift"], &["--reason", "กลับมาแล้ว"]),
        (&["hold", "--lift"], &["--until", "2026-12-01"]),
        (
            &["object", "--resolved", "2026-11-18"],
            &["--amount", "5", "--number", "1"],
        ),
    ] {
        bench.run(&[command, &[one], extra].concat()).exits(2).tells(extra[0]);
        assert_eq!(bench.text(&path), before, "{command:?} {extra:?}");
    }
    // With a reason it is an objection of its own, and needs its amount.
    bench
        .run(&["object", one, "--resolved", "2026-11-18", "--reason", "ใบเสร็จ"])
        .exits(2)
        .tells("--amount");
    assert_eq!(bench.text(&path), before);
    bench.run(&["hold", "--lift", one]).exits(0);
    bench.run(&["clear", "--checked", one]).exits(0);
}

#[test]
fn an_event_is_voided_and_never_deleted() {
    let bench = Bench::office();
    let one = "secretariat/2570/advance-0001";
    let path = format!("records/{one}.toml");
    let before = bench.text(&path);
    bench
        .run(&["void", one, "--reason", "บันทึกซ้ำ"])
        .exits(0)
        .tells("คงค้าง 25,000.00");
    assert_eq!(
        bench.text(&path),
        format!("{before}void     = {{ date = 2026-11-20, reason = \"บันทึกซ้ำ\" }}\n")
    );
    bench.run(&["void", one, "--reason", "x"]).exits(1).tells("ไม่มีรายการ");
    for cash in ["1", "2"] {
        bench.run(&["clear", one, "--cash", cash]).exits(0);
    }
    bench
        .run(&["void", one, "--event", "clearing", "--reason", "x"])
        .exits(2)
        .tells("--number 3");
    // By its place in a list, with somebody to ask.
    let said = bench.dialogue(&["void", one], "9\n2\n\nผิดสัญญา\n");
    said.exits(0)
        .tells("ส่งใช้เงินยืม เงินสดคืน 2.00 เมื่อ 20 พ.ย. 2569")
        .tells("เลข 1 ถึง 2");
    assert!(
        bench
            .text(&path)
            .contains("cash = 2.00\nvoid = { date = 2026-11-20, reason = \"ผิดสัญญา\" }")
    );
}

#[test]
fn reminders_rest_and_begin_again_and_a_record_is_cancelled() {
    let bench = Bench::office();
    let one = "secretariat/2570/advance-0004";
    let path = format!("records/{one}.toml");
    let before = bench.text(&path);
    bench
        .run(&["hold", one, "--until", "30 พ.ย. 2569", "--reason", "ลาป่วย"])
        .exits(0);
    let held = "hold       = { until = 2026-11-30, reason = \"ลาป่วย\" }\n";
    assert_eq!(bench.text(&path), format!("{before}{held}"));
    bench.run(&["hold", one, "--until", "2026-12-01"]).exits(0);
    assert!(
        bench.text(&path).contains("hold       = { until = 2026-12-01 }\n"),
        "the old reason is gone"
    );
    // A rest until and including today is one; until yesterday, none.
    bench.run(&["hold", one, "--until", "2026-11-20"]).exits(0);
    bench
        .run(&["hold", one, "--until", "2026-11-19"])
        .exits(2)
        .tells("ผ่านไปแล้ว");
    bench.run(&["hold", one, "--lift"]).exits(0);
    assert_eq!(bench.text(&path), before);
    bench.run(&["hold", one, "--lift"]).exits(1);
    bench.run(&["cancel", one, "--reason", "เลื่อนประชุม"]).exits(0);
    let cancelled = "cancelled  = { date = 2026-11-20, reason = \"เลื่อนประชุม\" }\n";
    assert_eq!(bench.text(&path), format!("{before}{cancelled}"));
}

#[test]
fn a_due_date_that_closed_days_moved_says_so_in_few_words() {
    let bench = Bench::office();
    let one = "secretariat/2570/advance-0003";
    for (due, th, en) in [
        (
            "2026-12-05",
            "เลื่อนจาก 5 ธ.ค. 2569 (วันเสาร์) ผ่านวันหยุด 3 วัน\n",
            "moved from 2026-12-05 (Saturday) past 3 closed days\n",
        ),
        (
            "2026-12-07",
            "ครบกำหนด วันอังคารที่ 8 ธันวาคม 2569 ตาม bma-2555/other-duty ขยายเวลาเมื่อ 20 พ.ย. 2569 เลื่อนจาก 7 ธ.ค. 2569",
            "due 2026-12-08 by bma-2555/other-duty, extended on 2026-11-20, moved from 2026-12-07",
        ),
        ("2026-12-09", "ขยายเวลาเมื่อ 20 พ.ย. 2569\n", "extended on 2026-11-20\n"),
    ] {
        for (lang, words) in [("th", th), ("en", en)] {
            let bench = Bench::office();
            let said = bench.run(&["extend", one, "--due", due, "--lang", lang]);
            said.exits(0).tells(words);
        }
    }
    // The office's own duty does not wait for a working day.
    bench
        .run(&["set", "legal/2569/guarantee-0002", "released=2026-11-14"])
        .exits(0)
        .tells("นับจาก 14 พ.ย. 2569 ตรงวันหยุด (วันอาทิตย์) ทำให้เสร็จภายใน 27 พ.ย. 2569\n");
    // It was due on 20 November already.
    bench
        .run(&["extend", one, "--due", "2026-11-20"])
        .exits(0)
        .tells("ควรตรวจ: ขยายเวลาถึง 20 พ.ย. 2569");
}

#[test]
fn the_next_reminder_of_a_record_at_rest_comes_the_day_after() {
    let bench = Bench::office();
    let one = "secretariat/2570/advance-0003";
    bench
        .run(&["hold", one, "--until", "2026-11-30"])
        .exits(0)
        .tells("แจ้งเตือนครั้งถัดไป 1 ธ.ค. 2569 (หลังครบกำหนด 7 วัน)");
    for (day, planned) in [("2026-11-30", false), ("2026-12-01", true)] {
        let plan = bench.run(&["remind", "--plan", "--json", "--today", day]);
        assert_eq!(plan.out.contains(one), planned, "{day}");
    }
}

#[test]
fn a_whole_refund_goes_out_on_a_word_only() {
    let bench = Bench::office();
    let one = "legal/2569/guarantee-0002";
    let said = bench.dialogue(&["refund", one], "\n20,000\n\n");
    said.exits(0)
        .tells("จ. 15/2569 จ้างสแกนเอกสารคดี · คงเหลือ 22,500.00 บาท")
        .tells("จำนวนเงิน [ทั้งหมดที่เหลือ]:")
        .tells("= 20,000.00 (สองหมื่นบาทถ้วน)");
    assert!(
        bench
            .text(&format!("records/{one}.toml"))
            .ends_with("amount = 20_000.00\n")
    );
}

#[test]
fn why_it_came_late_is_asked_of_a_late_clearing_alone() {
    let bench = Bench::office();
    let late = bench.dialogue(
        &["clear", "secretariat/2569/advance-0001"],
        "\n100\n\n\n\n\nรอใบเสร็จ\n\n",
    );
    late.exits(0).tells("เหตุที่ส่งช้า");
    assert!(
        bench
            .text("records/secretariat/2569/advance-0001.toml")
            .ends_with("late_reason = \"รอใบเสร็จ\"\n")
    );
    let timely = bench.dialogue(&["clear", "secretariat/2570/advance-0002"], "\n100\n\n\n\n\n\n");
    timely.exits(0);
    assert!(!timely.err.contains("เหตุที่ส่งช้า"), "{}", timely.err);
}

#[test]
fn keys_are_set_and_taken_out_in_their_place() {
    let bench = Bench::office();
    let one = "secretariat/2570/advance-0004";
    let path = format!("records/{one}.toml");
    let windows = bench.text(&path).replace('\n', "\r\n");
    bench.file(&path, &windows);
    bench
        .run(&["set", one, "received=19/11/2569", "borrower.email=", "amount=๑๒,๐๐๐.๕๐"])
        .exits(0);
    let want = windows
        .replace("12_000.00", "12_000.50")
        .replace(", email = \"kamonchanok.p@secretariat.example.org\"", "")
        + "received   = 2026-11-19\r\n";
    assert_eq!(bench.text(&path), want);
    bench
        .run(&["set", one, "recieved=2026-11-19"])
        .exits(2)
        .tells("`received`");
    for event in ["clearing=1", "clearing.cash=1"] {
        bench.run(&["set", one, event]).exits(2).tells("ที่แก้ได้คือ");
    }
    bench
        .run(&["set", one, "amount=มาก"])
        .exits(2)
        .tells("amount: อ่านจำนวนเงินนี้ไม่ออก");
    bench.run(&["set", one, "received"]).exits(2).tells("คีย์=ค่า");
    bench
        .run(&["set", one, "contract=บย.1/2570"])
        .exits(1)
        .tells("duplicate-contract");
    assert_eq!(bench.text(&path), want);
}

#[test]
fn a_project_and_a_letter_of_guarantee_are_entered_by_questions() {
    let bench = Bench::office();
    bench.file("schema/project.json", "{}");
    let typed = "ปรับปรุงห้องสมุด\n04010000-1\n2570\n\n\n\n";
    bench
        .dialogue(&["new", "project", "--agency", "secretariat"], typed)
        .exits(0);
    assert_eq!(
        bench.text("records/secretariat/2570/project-0001.toml"),
        "#:schema ../../../schema/project.json\nname = \"ปรับปรุงห้องสมุด\"\ncode = \"04010000-1\"\nfiscal_year = 2570\n"
    );
    let typed = "1\nจ. 50/2570\n1\nbank-lg\nจ้างดูแลสวน\nบริษัท สวนงาม จำกัด\n1\n\n48,500\n970,000\n\n5 ต.ค. 2569\n\n\nธนาคารตัวอย่าง\nLG-1\n31/12/2570\n";
    let said = bench.dialogue(&["new", "guarantee"], typed);
    said.exits(0).answers("records/legal/2570/guarantee-0001.toml");
    assert_eq!(
        bench.text("records/legal/2570/guarantee-0001.toml"),
        "contract   = \"จ. 50/2570\"\nkind       = \"contract\"\nform       = \"bank-lg\"\n\
         rule       = \"procurement-2560/contract-return\"\nproject    = \"จ้างดูแลสวน\"\n\
         contractor = { name = \"บริษัท สวนงาม จำกัด\", kind = \"company\" }\namount     = 48_500.00\n\
         contract_amount = 970_000.00\nreceived   = 2026-10-05\n\
         lg         = { bank = \"ธนาคารตัวอย่าง\", number = \"LG-1\", valid_until = 2027-12-31 }\n"
    );
    bench.run(&["check"]).exits(0);
}

/// The options of a new advance of the imprest.
fn advance<'w>(contract: &'w str, borrower: &'w str, amount: &'w str) -> Vec<&'w str> {
    let rest = "--fund imprest --purpose other-duty --project x --contracted 2026-11-02 --received 2026-11-03";
    let mut words = vec!["new", "advance", "--agency", "secretariat"];
    words.extend(["--contract", contract, "--borrower", borrower, "--amount", amount]);
    words.extend(rest.split(' '));
    words
}

/// The hint holds names: it lies where no commit takes it along, also where the
/// book is a folder of a repository, or a worktree.
#[test]
fn the_hint_of_names_lies_within_git() {
    let (office, tree, whole) = (Bench::office(), Bench::empty(), Bench::empty());
    office.repository("2026-11-01");
    let place = tree.root().display().to_string();
    office.git(&["worktree", "add", "--quiet", "-b", "side", &place]);
    let small = here().join("office");
    for path in files_below(&small) {
        let inside = path.strip_prefix(&small).expect("a file of the office");
        whole.bytes(&format!("book/{}", inside.display()), &fs::read(&path).expect("a file"));
    }
    whole.git(&["init", "--quiet"]);
    for root in [tree.root().to_owned(), whole.root().join("book")] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_duebook"));
        program
            .args(["--today", TODAY])
            .args(advance("บย. 92/2570", "นายใหม่", "10"));
        Said::by(program.current_dir(&root), "new advance").exits(0);
        assert!(!root.join("outbox").exists(), "{}", root.display());
    }
    let kept = fs::read_to_string(whole.root().join(".git/duebook-contents-book")).expect("the hint");
    assert!(kept.contains("records/legal/2570"), "{kept}");
}

#[test]
fn a_new_record_is_judged_beside_those_it_clashes_with_and_a_broken_hint_changes_nothing() {
    let bench = Bench::office();
    let hint = "outbox/.contents";
    for state in ["none", "made", "damaged", "empty", "of another book"] {
        match state {
            "damaged" => _ = bench.file(hint, &bench.text(hint).chars().take(200).collect::<String>()),
            "empty" => _ = bench.file(hint, ""),
            "of another book" => _ = bench.file(hint, "duebook contents 1\nrecords/legal/2570\t1\t0\n"),
            _ => {}
        }
        // The number stands in another agency, written without a space.
        bench
            .run(&advance("บย.๑/2570", "นายใหม่", "10"))
            .exits(1)
            .tells("duplicate-contract");
        // The float of 120,000 has 27,499.50 and 16,400 out.
        bench
            .run(&advance("บย. 90/2570", "นายใหม่", "76,100.51"))
            .exits(1)
            .tells("imprest-ceiling");
    }
    // An editor writes into a file that the hint knows.
    let path = "records/legal/2570/advance-0001.toml";
    let text = bench.text(path);
    let line = text.lines().next().expect("a first line");
    bench.edit(path, line, "contract   = \"บย. 91/2570\"");
    bench
        .run(&advance("บย. 91/2570", "นายใหม่", "10"))
        .exits(1)
        .tells("duplicate-contract");
    bench.run(&advance("บย. 92/2570", "นายใหม่", "10")).exits(0);
    bench
        .run(&advance("บย. 93/2570", "นายใหม่", "10"))
        .exits(0)
        .tells("ผู้ยืมยังค้าง 10.00");
}

#[test]
fn two_officers_with_one_number_collide_on_the_path_and_are_told_how_to_go_on() {
    let bench = Bench::office();
    bench.repository("2026-11-19");
    let started = bench.git(&["rev-parse", "HEAD"]).trim().to_owned();
    bench
        .run(&[&advance("บย. 90/2570", "นายหนึ่ง", "10")[..], &["--commit"]].concat())
        .exits(0);
    bench.git(&["branch", "first"]);
    bench.git(&["reset", "--quiet", "--hard", &started]);
    bench
        .run(&[&advance("บย. 91/2570", "นายสอง", "20")[..], &["--commit"]].concat())
        .exits(0);
    let path = "records/secretariat/2570/advance-0005.toml";
    let merge = std::process::Command::new("git")
        .args([
            "-c",
            "user.name=x",
            "-c",
            "user.email=x@example.org",
            "merge",
            "--quiet",
            "first",
        ])
        .current_dir(bench.root())
        .output()
        .expect("git runs");
    assert!(!merge.status.success(), "git cannot join two files of one name");
    let said = bench.run(&["check"]);
    said.exits(1);
    assert_eq!(
        said.out.matches("ผิดพลาด[").count() + said.err.matches("ผิดพลาด[").count(),
        1,
        "said once: {said:?}"
    );
    assert!(format!("{}{}", said.out, said.err).contains("duebook new"), "{said:?}");
    // The other's text stays, one's own is entered again.
    bench.git(&["checkout", "--theirs", "--", path]);
    bench
        .run(&advance("บย. 91/2570", "นายสอง", "20"))
        .exits(0)
        .answers("records/secretariat/2570/advance-0006.toml");
    bench.run(&["check"]).exits(0);
}
