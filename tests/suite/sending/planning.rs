//! `remind --plan` as an officer reads it aloud, and as programs read it.

use std::path::Path;

use snapbox::{assert_data_eq, str};

use super::deciding::{KEY, deliver, in_doubt, server};
use super::{DAY, FIRST, send, taken_on};
use crate::bench::{Bench, Said};
use crate::smtp::{Moment, say};

fn plan(bench: &Bench, lang: &str, day: &str) -> Said {
    bench.run(&["remind", "--plan", "--lang", lang, "--today", day])
}

/// A book in which every kind of wait stands beside two mails that go.
fn mixed() -> (Bench, super::Sent) {
    let (bench, sent, _server) = in_doubt("plain");
    bench.edit(
        "records/secretariat/agency.toml",
        ", email = \"director@secretariat.example.org\"",
        "",
    );
    (bench, sent)
}

#[test]
fn a_plan_of_a_day_before_the_last_run_says_that_none_goes() {
    let (bench, sent) = taken_on("plain");
    plan(&bench, "en", FIRST).exits(0).answers("no mail is due");
    send(&bench, &sent, DAY).exits(0);
    plan(&bench, "en", FIRST)
        .exits(0)
        .answers("nothing can be sent for 2026-11-22: mails were sent for 2026-11-27 already");
}

#[test]
fn a_plan_is_read_aloud_in_thai() {
    let (bench, _sent) = mixed();
    let said = plan(&bench, "th", "2026-12-07");
    assert_data_eq!(
        &said.exits(0).out,
        str![[r"
แผนแจ้งเตือน วันจันทร์ที่ 7 ธันวาคม 2569: 6 ฉบับ รอ 2 รายการ

1. ถึง saraban@secretariat.example.org (ส่วนราชการ)
   เรื่อง ต้องติดตาม 2 รายการ: เกินกำหนด 2 รายการ
   - เงินยืม บย. 6/2570 · 32,000.00 บาท · secretariat/2570/advance-0003
     เกินกำหนด 17 วัน (กำหนด 20 พ.ย. 2569) · ขั้นเกินกำหนด 15 วัน (after-15) ตั้งแต่ 5 ธ.ค. 2569
   - เงินยืม บย. 5/2570 · 16,400.00 บาท · secretariat/2570/advance-0002
     เกินกำหนด 7 วัน (กำหนด 30 พ.ย. 2569) · ขั้นเกินกำหนด 7 วัน (after-7) ตั้งแต่ 7 ธ.ค. 2569 · ขั้นที่ผ่านไปโดยไม่ได้ส่ง: before-1, due, after-1

2. ถึง nattawut.s@secretariat.example.org (ผู้ยืม)
   เรื่อง เกินกำหนด 17 วัน: ชดใช้เงินยืม 32,000.00 บาท ใบยืม บย. 6/2570
   - เงินยืม บย. 6/2570 · 32,000.00 บาท · secretariat/2570/advance-0003
     เกินกำหนด 17 วัน (กำหนด 20 พ.ย. 2569) · ขั้นเกินกำหนด 15 วัน (after-15) ตั้งแต่ 5 ธ.ค. 2569

3. ถึง saraban@legal.example.org (ส่วนราชการ)
   เรื่อง ต้องติดตาม 2 รายการ: เกินกำหนด 2 รายการ
   - หลักประกัน จ. 15/2569 · 22,500.00 บาท · legal/2569/guarantee-0002
     เกินกำหนดคืน 10 วัน (กำหนด 27 พ.ย. 2569) · ขั้นเกินกำหนด 1 วัน (after-1) ตั้งแต่ 28 พ.ย. 2569
   - เงินยืม บย. 2/2570 · 45,000.00 บาท · legal/2570/advance-0001
     เกินกำหนด 3 วัน (กำหนด 4 ธ.ค. 2569) · ขั้นเกินกำหนด 1 วัน (after-1) ตั้งแต่ 5 ธ.ค. 2569 · ขั้นที่ผ่านไปโดยไม่ได้ส่ง: before-1, due

4. ถึง finance-desk@bma.example.org (ฝ่ายการคลัง)
   เรื่อง ต้องติดตามวันนี้ 1 รายการ: เกินกำหนดคืน 1 รายการ
   - หลักประกัน จ. 15/2569 · 22,500.00 บาท · legal/2569/guarantee-0002
     เกินกำหนดคืน 10 วัน (กำหนด 27 พ.ย. 2569) · ขั้นเกินกำหนด 1 วัน (after-1) ตั้งแต่ 28 พ.ย. 2569

5. ถึง benjamas.l@secretariat.example.org (ผู้ยืม)
   เรื่อง เกินกำหนด 7 วัน: ชดใช้เงินยืม 16,400.00 บาท ใบยืม บย. 5/2570
   - เงินยืม บย. 5/2570 · 16,400.00 บาท · secretariat/2570/advance-0002
     เกินกำหนด 7 วัน (กำหนด 30 พ.ย. 2569) · ขั้นเกินกำหนด 7 วัน (after-7) ตั้งแต่ 7 ธ.ค. 2569 · ขั้นที่ผ่านไปโดยไม่ได้ส่ง: before-1, due, after-1

6. ถึง chutima.r@legal.example.org (ผู้ยืม)
   เรื่อง เกินกำหนด 3 วัน: ชดใช้เงินยืม 45,000.00 บาท ใบยืม บย. 2/2570
   - เงินยืม บย. 2/2570 · 45,000.00 บาท · legal/2570/advance-0001
     เกินกำหนด 3 วัน (กำหนด 4 ธ.ค. 2569) · ขั้นเกินกำหนด 1 วัน (after-1) ตั้งแต่ 5 ธ.ค. 2569 · ขั้นที่ผ่านไปโดยไม่ได้ส่ง: before-1, due

รอ ยังไม่ส่ง
- เงินยืม บย. 5/2570 · 16,400.00 บาท · secretariat/2570/advance-0002 ถึงหัวหน้าส่วนราชการ
  เพราะไม่มีอีเมลของหัวหน้าหน่วยงานใน agency.toml
  รายการ 2570/secretariat-advance-0002/2026-11-30.after-7.head
  ทำอย่างไร: เพิ่มอีเมลใน records/secretariat/agency.toml แล้วรอบถัดไปส่งเอง
- เงินยืม บย. 6/2570 · 32,000.00 บาท · secretariat/2570/advance-0003 ถึงหัวหน้าส่วนราชการ
  เพราะไม่มีอีเมลของหัวหน้าหน่วยงานใน agency.toml
  รายการ 2570/secretariat-advance-0003/2026-11-20.after-15.head
  ทำอย่างไร: เพิ่มอีเมลใน records/secretariat/agency.toml แล้วรอบถัดไปส่งเอง

ถ้าส่งตอนนี้ (remind --send)
  - ส่ง 6 จาก 6 ฉบับ
  - รายการที่ถึงขั้นอยู่แล้วเมื่อเริ่มใช้ (22 พ.ย. 2569) 12 รายการ ไม่ส่งย้อนหลัง

"]]
    );
    assert_eq!(said.err, "");
}

#[test]
fn a_plan_is_read_aloud_in_english() {
    let (bench, _sent) = in_doubt_only();
    assert_data_eq!(
        &plan(&bench, "en", DAY).exits(0).out,
        str![[r#"
Reminders of 2026-11-27: 0 mails, 1 held

Held
- advance บย. 5/2570, 16,400.00 baht, secretariat/2570/advance-0002 to the borrower
  Why: waits for an officer since [..]: it left and no answer came; ask the recipient, then decide
  Reminder 2570/secretariat-advance-0002/2026-11-30.before-7.borrower
  What to do: ask the recipient whether it arrived, then let it go again or write it off
    duebook remind --release 2570/secretariat-advance-0002/2026-11-30.before-7.borrower --reason "…"
    duebook remind --write-off 2570/secretariat-advance-0002/2026-11-30.before-7.borrower --reason "…"

If it were sent now (remind --send)
  - no mail is due
  - 5 mails were sent for this day already and do not go again
  - 12 reminders that stood when the book was taken on (2026-11-22) are never sent

"#]]
    );
}

fn in_doubt_only() -> (Bench, super::Sent) {
    let (bench, sent, _server) = in_doubt("plain");
    (bench, sent)
}

#[test]
fn a_refusal_and_a_delay_say_what_to_do() {
    let (bench, _sent) = taken_on("plain");
    let refusing = server(Moment::Rcpt, say("550 5.1.1 no such user"));
    deliver(&bench, &refusing, DAY).exits(1);
    plan(&bench, "en", DAY)
        .exits(0)
        .answers("no such user")
        .answers("What to do: correct the address in records/secretariat/2570/advance-0002.toml; or, if it is right")
        .answers(&format!("duebook remind --release {KEY} --reason"))
        .answers(&format!("duebook remind --write-off {KEY} --reason"))
        .answers("5 mails were sent for this day already and do not go again");
    plan(&bench, "th", DAY)
        .answers("ทำอย่างไร: แก้อีเมลใน records/secretariat/2570/advance-0002.toml")
        .answers("ส่งของวันนี้แล้ว 5 ฉบับ ไม่ส่งซ้ำ");
    let (bench, _sent) = taken_on("plain");
    let busy = server(Moment::Rcpt, say("450 4.2.0 later"));
    deliver(&bench, &busy, DAY).exits(75);
    // The half hour is counted from the real clock; put it far ahead.
    let path = format!("records/journal/{KEY}.toml");
    let text = bench.text(&path);
    let line = text.lines().find(|line| line.starts_with("next_try")).expect("a wait");
    bench.edit(&path, line, "next_try = 2090-01-02T09:30:00+07:00");
    plan(&bench, "en", DAY)
        .exits(0)
        .answers("put off by the server; not before 2090-01-02 09:30")
        .answers("0 of 1 mails go")
        .answers("1 were put off by the server; the first is tried again from 2090-01-02 09:30");
    plan(&bench, "th", DAY).answers("ลองใหม่ตั้งแต่ 2 ม.ค. 2633 เวลา 09:30 น.");
}

#[test]
fn what_a_run_would_make_of_it_is_foretold() {
    let (bench, sent) = taken_on("plain");
    let office = "records/office.toml";
    let usual = bench.text(office);
    let with = |lines: &str| bench.file(office, &usual.replace("[mail]\n", &format!("[mail]\n{lines}\n")));
    plan(&bench, "en", DAY)
        .exits(0)
        .answers("- 6 of 6 mails go\n")
        .answers("12 reminders that stood when the book was taken on (2026-11-22) are never sent");
    with("pace = 4");
    plan(&bench, "en", DAY)
        .answers("4 of 6 mails go")
        .answers("2 are left to the next runs");
    with("paused = true");
    plan(&bench, "en", DAY).answers("nothing goes: office.toml says mail.paused = true");
    send(&bench, &sent, DAY).exits(0).answers("paused");
    with("tripwire = 5");
    let said = plan(&bench, "en", DAY);
    said.answers("nothing goes, as this is unusual: 6 mails, above tripwire = 5");
    // It names the very approval that the run waits for, and sees it.
    let approval = said
        .out
        .split_whitespace()
        .find(|word| word.starts_with("records/approvals/"));
    let approval = approval.expect("the approval's name").to_owned();
    send(&bench, &sent, DAY).exits(3).tells(&approval);
    bench.file(
        &approval,
        "who = \"นางอัจฉรา\"\nwhy = \"ตรวจแล้ว\"\nexpires = 2026-11-29\n",
    );
    plan(&bench, "en", DAY)
        .answers("a person has approved this plan until 2026-11-29")
        .answers("6 of 6 mails go");
    send(&bench, &sent, DAY).exits(0).answers("6 sent");
    bench.file(office, &usual.replace("from     = \"finance@bma.example.org\"\n", ""));
    plan(&bench, "en", DAY).answers("there is no sender");
    plan(&Bench::office(), "en", FIRST).answers("this is the first delivery: it takes 12 reminders on");
    // What is held is not taken on either.
    let held = Bench::office();
    held.edit(
        "records/secretariat/2569/advance-0001.toml",
        ", email = \"weerayut.k@secretariat.example.org\"",
        "",
    );
    plan(&held, "en", FIRST).answers("this is the first delivery: it takes 11 reminders on");
    plan(&held, "th", FIRST).answers("จะรับสมุดตามที่เป็นอยู่ 11 รายการ");
    send(&held, &sent, FIRST).answers("took the book on with 11 reminders");
}

#[test]
fn the_answer_for_programs_is_as_it_was() {
    let (bench, _sent) = mixed();
    let said = bench.run(&["remind", "--plan", "--json", "--lang", "en", "--today", "2026-12-07"]);
    let answer = said.exits(0).json();
    let keys = |value: &serde_json::Value| {
        let map = value.as_object().expect("an object");
        map.keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(keys(&answer), ["held", "messages", "today"]);
    let messages = answer["messages"].as_array().expect("messages");
    assert!(messages.len() > 3);
    for message in messages {
        assert_eq!(keys(message), ["cc", "id", "records", "stage", "subject", "to", "why"]);
        for record in message["records"].as_array().expect("records") {
            assert_eq!(keys(record), ["amount", "due", "path"]);
        }
        // As .ci/mails takes it apart.
        for part in message["why"].as_str().expect("words").split("; ") {
            let (path, rest) = part.split_once(": stage ").expect("a path");
            let (stage, rest) = rest.split_once(" since ").expect("a stage");
            assert!(
                Path::new(path).components().count() == 3 && !stage.contains(' '),
                "{part}"
            );
            assert!(
                rest[..10].parse::<chrono::NaiveDate>().is_ok() && &rest[10..12] == ": ",
                "{part}"
            );
        }
    }
    for held in answer["held"].as_array().expect("held") {
        assert_eq!(keys(held), ["path", "why"]);
    }
    assert!(!answer["held"].as_array().expect("held").is_empty());
}
