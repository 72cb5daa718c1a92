//! What the site says of reminders and of whether somebody still sends.

use super::*;

/// The book with a delivery: adopted on 1 December, a reminder that came back
/// on the 18th, and a run on the day given.
fn with_delivery(run: &str, more: &str) -> Book {
    let adopted = "on = 2025-12-01\nkeys = [\"2566/pr-advance-0001/2023-02-09.after-30.borrower\"]\n";
    let reminder = "record = \"pr/2569/advance-0002\"\ndue = 2025-12-17\nstage = \"after-1\"\nrole = \"borrower\"\n\
        [[step]]\nstate = \"claimed\"\nat = 2025-12-18T08:47:00+07:00\nrun = \"r\"\ntoday = 2025-12-18\nmail = \"m\"\n\
        to = \"lub@people.example.org\"\npassed = [\"due\"]\n\
        [[step]]\nstate = \"sent\"\nat = 2025-12-18T08:47:11+07:00\nrun = \"r\"\nreply = \"250 ok\"\n\
        [[step]]\nstate = \"bounced\"\nat = 2025-12-19T08:47:11+07:00\nrun = \"s\"\nreply = \"5.1.1 <lub@people.example.org> unknown\"\n";
    let runs = format!(
        "[[run]]\nname = \"r\"\ntoday = {run}\nstarted = {run}T08:47:00+07:00\nended = {run}T08:48:00+07:00\nplanned = 3\nsent = 2\n\
         url = \"https://ci.example.org/run/1\"\n"
    );
    let mut book = book();
    let mut files: Vec<Source> = book.sources.values().cloned().collect();
    for source in &mut files {
        if *source.path == *"records/office.toml" {
            *source = Source::new("records/office.toml", format!("{}{more}", source.text));
        }
    }
    files.push(Source::new("records/journal/adopted/2025-12-01.toml", adopted));
    files.push(Source::new(
        "records/journal/2569/pr-advance-0002/2025-12-17.after-1.borrower.toml",
        reminder,
    ));
    files.push(Source::new(&format!("records/journal/runs/2569/{run}.toml"), runs));
    let gathered = gather(Files {
        sources: files,
        ..Files::default()
    });
    assert!(
        gathered
            .findings
            .iter()
            .all(|finding| !finding.path.contains("journal"))
    );
    book = gathered.book;
    book
}

#[test]
fn every_state_of_a_reminder_has_its_words() {
    let press = Press::new(&BTreeMap::new()).expect("the built-in texts");
    for lang in [Lang::Th, Lang::En] {
        for status in crate::book::journal::Status::ALL {
            assert!(press.words(lang).has(&format!("sent.{}", status.name())), "{status:?}");
        }
    }
}

#[test]
fn a_reader_sees_whether_somebody_still_sends() {
    for (run, today, more, want) in [
        ("2025-12-18", "2025-11-20", "", "ยังไม่เริ่มส่งแจ้งเตือน"),
        ("2025-12-18", "2025-12-18", "", "การแจ้งเตือนช้ากว่ากำหนด"),
        ("2025-12-18", "2025-12-20", "", "การแจ้งเตือนหยุดมา 2 วัน"),
        ("2025-12-18", "2025-12-20", "paused = true\n", "หยุดส่งแจ้งเตือนไว้ก่อน"),
    ] {
        let pages = build(&with_delivery(run, more), today, Audience::Public);
        assert!(text(&pages, "reminders.html").contains(want), "{today}: {want}");
        assert!(text(&pages, "assets/stamp.th.css").contains(want), "{today}: {want}");
        assert!(text(&pages, "badge.svg").contains(want), "{today}: {want}");
    }
}

#[test]
fn a_monitor_reads_what_the_page_says() {
    for (today, more, state, silent, late) in [
        ("2025-11-20", "", "not-begun", None, 0),
        ("2025-12-18", "", "late", Some(0), 1013),
        ("2025-12-20", "", "silent", Some(2), 1015),
        ("2025-12-20", "paused = true\n", "paused", Some(2), 1015),
    ] {
        let pages = build(&with_delivery("2025-12-18", more), today, Audience::Public);
        let told: serde_json::Value = serde_json::from_str(&text(&pages, "status.json")).expect("JSON");
        let reminders = &told["reminders"];
        assert_eq!(told["today"], today);
        assert_eq!(reminders["state"], state, "{today}");
        assert_eq!(reminders["silent_days"], serde_json::json!(silent), "{today}");
        assert_eq!(reminders["late_days"], late, "{today}");
        match silent {
            Some(_) => assert_eq!(reminders["last_run"]["sent"], 2, "{today}"),
            None => assert!(reminders["last_run"].is_null(), "{today}"),
        }
    }
    let pages = build(&with_delivery("2025-12-18", ""), "2025-12-19", Audience::Public);
    let told: serde_json::Value = serde_json::from_str(&text(&pages, "status.json")).expect("JSON");
    assert_eq!(told["reminders"]["undelivered"], 1, "the one that came back");
}

#[test]
fn what_came_of_a_reminder_is_told_and_its_address_to_the_office_alone() {
    let book = with_delivery("2025-12-18", "");
    for (today, want) in [("2025-12-18", "ส่งสำเร็จ"), ("2025-12-19", "ตีกลับ (5.1.1)")] {
        let public = build(&book, today, Audience::Public);
        let page = text(&public, "pr/2569/advance-0002.html");
        assert!(page.contains(want), "{today}: {want}");
        assert!(page.contains("2025-12-18T08:47+07:00"), "{today}");
        assert!(page.contains("ผ่านไปโดยไม่มีรอบส่ง: วันครบกำหนด"), "{today}");
        let list: Vec<Page> = public.into_iter().map(|(path, bytes)| Page::new(path, bytes)).collect();
        assert_eq!(leak::Gate::new(&book).look_at_all(&list), []);
        let old = list.iter().find(|page| page.path == "pr/2566/advance-0001.html");
        let old = String::from_utf8_lossy(old.expect("a page").bytes()).into_owned();
        assert!(old.contains("ไม่ส่งย้อนหลัง"), "what was adopted says so");
        assert!(
            !list
                .iter()
                .any(|page| page.bytes().windows(14).any(|at| at == b"ci.example.org"))
        );
    }
    let internal = build(&book, "2025-12-19", Audience::Internal);
    let page = text(&internal, "pr/2569/advance-0002.html");
    assert!(page.contains("lub@people.example.org"));
    let list = text(&internal, "reminders.html");
    assert!(list.contains("lub@people.example.org 5.1.1"));
    assert!(list.contains("https://ci.example.org/run/1"));
}
