//! The whole site of a small book: complete links, no leak, the same bytes,
//! and quiet nights.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::book::Book;
use crate::book::gather::{Files, gather, texts};
use crate::text::Source;

const RULES: &str = r#"
title = "ระเบียบ"
[[rule]]
name = "duty"
kind = "advance"
purposes = ["duty"]
from = "received"
days = 30
[[rule]]
name = "back"
kind = "guarantee"
purposes = ["contract"]
from = "released"
days = 15
"#;

fn advance(received: &str, more: &str) -> String {
    format!(
        "contract = \"{received}\"\nfund = \"budget\"\npurpose = \"duty\"\nproject = \"อบรม <1> & 'x'\"\namount = 1_000.50\n\
         borrower = {{ name = \"นายลับ สุดยอด\", email = \"lub@people.example.org\" }}\n\
         contracted = {received}\nreceived = {received}\n{more}"
    )
}

fn book() -> Book {
    let cleared = "[[clearing]]\ndate = 2025-11-10\ncash = 1_000.50\n";
    let files = [
        ("records/office.toml", "name = \"ฝ่าย\"\nname_en = \"Office\"\n[mail]\nfrom = \"o@example.org\"\n".to_owned()),
        ("records/rules/r.toml", RULES.to_owned()),
        ("records/holidays/2568.toml", "[[day]]\ndate = 2025-12-05\nname = \"วันพ่อ\"\n".to_owned()),
        ("records/holidays/2569.toml", "[[day]]\ndate = 2026-01-01\nname = \"ปีใหม่\"\n".to_owned()),
        ("records/empty/agency.toml", "name = \"ว่าง\"\n".to_owned()),
        ("records/pr/agency.toml", "name = \"สำนัก\"\nname_en = \"Bureau\"\nshort = \"สน.\"\n".to_owned()),
        ("records/pr/2566/advance-0001.toml", advance("2023-01-10", "")),
        ("records/pr/2569/advance-0001.toml", advance("2025-11-03", cleared)),
        ("records/pr/2569/advance-0002.toml", advance("2025-11-17", "")),
        ("records/pr/2569/advance-0003.toml", advance("2025-12-09", "")),
        (
            "records/pr/2569/guarantee-0001.toml",
            "contract = \"จ. 1\"\nkind = \"contract\"\nform = \"cash\"\nproject = \"จ้าง\"\namount = 5.00\nreceived = 2025-10-03\n\
             released = 2025-12-08\ncontractor = { name = \"นางเอก ลับลวง\", kind = \"person\" }\n"
                .to_owned(),
        ),
    ];
    texts(&files).book
}

fn build(book: &Book, day: &str, audience: Audience) -> BTreeMap<String, Vec<u8>> {
    let press = Press::new(&BTreeMap::new()).expect("the built-in texts");
    let register = Register::new(book, day.parse().expect("a day"));
    let stamp = Stamp {
        commit: Some("7c1e9ab4d0f25b8e6a3c91d7f40b2e8856c3a1fd".into()),
        commit_time: None,
        ..Stamp::default()
    };
    let pages = pages(&register, &press, audience, &stamp).expect("a site");
    pages
        .into_iter()
        .map(|page| (page.path.clone(), page.into_bytes()))
        .collect()
}

fn text(pages: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(pages[path].clone()).expect("UTF-8")
}

#[test]
fn the_public_edition_leaks_nothing_and_the_internal_one_shows_names() {
    let book = book();
    let public = build(&book, "2025-12-18", Audience::Public);
    let list: Vec<Page> = public.into_iter().map(|(path, bytes)| Page::new(path, bytes)).collect();
    assert_eq!(leak::Gate::new(&book).look_at_all(&list), []);
    let internal = build(&book, "2025-12-18", Audience::Internal);
    assert!(text(&internal, "pr/index.html").contains("สุดยอด"));
    assert!(text(&internal, "downloads/pr.th.csv").contains("นายลับ สุดยอด"));
}

/// All but a name or two of a record stands on its public page: its checksum would
/// tell which name of a list is the borrower's.
#[test]
fn no_public_file_holds_the_checksum_of_a_record() {
    let book = book();
    let (public, internal) = (
        build(&book, "2025-12-18", Audience::Public),
        build(&book, "2025-12-18", Audience::Internal),
    );
    let held = |pages: &BTreeMap<String, Vec<u8>>, sum: &str| {
        pages
            .values()
            .any(|bytes| bytes.windows(12).any(|at| at == &sum.as_bytes()[..12]))
    };
    let records = book.sources.values().filter(|source| source.path.contains("/25"));
    for source in records.filter(|source| !source.path.contains("/holidays/")) {
        let sum = crate::digest::sha256(source.text.as_bytes());
        assert!(!held(&public, &sum), "{}", source.path);
        assert!(held(&internal, &sum), "{}", source.path);
    }
}

#[test]
fn the_same_day_gives_the_same_bytes() {
    let book = book();
    assert_eq!(
        build(&book, "2025-12-18", Audience::Public),
        build(&book, "2025-12-18", Audience::Public)
    );
}

/// A day later only pages that speak of days change: none of those of years
/// that are settled, help, or assets.
#[test]
fn a_quiet_night_leaves_other_pages_alone() {
    let mut book = book();
    book.advances
        .retain(|advance| advance.id.to_string() == "pr/2569/advance-0001");
    book.guarantees.clear();
    let (before, after) = (
        build(&book, "2025-12-18", Audience::Public),
        build(&book, "2025-12-19", Audience::Public),
    );
    let changed: BTreeSet<&str> = before
        .iter()
        .filter(|(path, bytes)| after.get(*path) != Some(bytes))
        .map(|(path, _)| path.as_str())
        .collect();
    let spoken = [
        "about.html",
        "assets/stamp.en.css",
        "assets/stamp.th.css",
        "calendar.html",
        // Files that go away from the site say of which day they speak.
        "datapackage.json",
        "downloads/all.en.xlsx",
        "downloads/all.xlsx",
        "downloads/empty.en.xlsx",
        "downloads/empty.xlsx",
        "downloads/pr.en.xlsx",
        "downloads/pr.xlsx",
        "downloads/records.json",
    ];
    let english = [
        "en/about.html",
        "en/calendar.html",
        "en/index.html",
        "index.html",
        "status.json",
    ];
    assert_eq!(changed, spoken.into_iter().chain(english).collect());
    for (path, bytes) in &before {
        let about = path.ends_with("about.html") || path.starts_with("assets/stamp") || path == "status.json";
        // A workbook is packed, and says it inside.
        let commit = String::from_utf8_lossy(bytes).contains("7c1e9ab4d0f2");
        assert_eq!(commit, about, "{path} and the commit");
    }
}

#[test]
fn text_of_records_is_escaped_and_states_come_first() {
    let pages = build(&book(), "2025-12-18", Audience::Public);
    let agency = text(&pages, "pr/index.html");
    assert!(
        agency.contains("อบรม &lt;1&gt; &amp; &#39;x&#39;") || agency.contains("อบรม &lt;1&gt; &amp; &#x27;x&#x27;")
    );
    assert!(!agency.contains("<1>"));
    assert!(
        agency.contains("<title>เกินกำหนด 2\u{a0}สัญญา · สำนัก"),
        "{}",
        &agency[..600]
    );
    assert!(text(&pages, "empty/index.html").contains("ไม่มีรายการเกินกำหนด"));
    assert!(text(&pages, "en/index.html").contains("Overdue: 2\u{a0}contracts"));
}

/// Every link of every page leads to a page or a place on a page; pages of
/// records are made elsewhere and may be missing here.
#[test]
fn no_link_is_dead() {
    let pages = build(&book(), "2025-12-18", Audience::Internal);
    for (path, bytes) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        for attribute in [" href=\"", " src=\""] {
            for part in html.split(attribute).skip(1) {
                let link = part.split('"').next().unwrap_or_default();
                if link.starts_with("mailto:")
                    || link.contains("advance-") && !link.starts_with('#')
                    || link.contains("guarantee-")
                {
                    continue;
                }
                assert!(!link.contains("://"), "{path} asks {link}");
                let (file, place) = link.split_once('#').unwrap_or((link, ""));
                let file = file.split('?').next().unwrap_or_default();
                let target = if file.is_empty() {
                    path.clone()
                } else {
                    resolve(path, file)
                };
                assert!(pages.contains_key(&target), "{path}: {link} leads to {target}");
                // A filter is no place: the script reads it.
                if !place.is_empty() && !place.starts_with("q=") {
                    let there = String::from_utf8_lossy(&pages[&target]);
                    assert!(there.contains(&format!("id=\"{place}\"")), "{path}: no place {link}");
                }
            }
        }
        assert_eq!(html.matches("<h1").count(), 1, "{path}: one h1");
        assert!(
            !html.contains(" style=") && !html.contains("<script>"),
            "{path}: inline style or script"
        );
    }
}

fn resolve(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

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

/// The text of a workbook's cells, as the leak gate unpacks it.
fn cells(pages: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    use std::io::Read as _;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(pages[path].as_slice())).expect("a workbook");
    let mut all = String::new();
    for name in ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"] {
        let mut part = archive.by_name(name).expect("a part");
        part.read_to_string(&mut all).expect("UTF-8");
    }
    all
}

#[test]
fn a_workbook_holds_real_days_filters_totals_and_no_formula() {
    let mut book = book();
    for advance in &mut book.advances {
        advance.project = "=HYPERLINK(\"https://x.example.org\",1)".into();
    }
    let pages = build(&book, "2025-12-18", Audience::Internal);
    let all = cells(&pages, "downloads/pr.xlsx");
    for want in [
        "=HYPERLINK(\"https://x.example.org\",1)",
        "[$-107041E]d mmm yyyy;@",
        "<autoFilter ref=\"A1:O5\"/>",
        "state=\"frozen\"",
        // 2025-12-17 in days, and four advances of 1,000.50.
        "<v>46008</v>",
        "<v>4002</v>",
        "นายลับ สุดยอด",
    ] {
        assert!(all.contains(want), "{want}");
    }
    assert!(!all.contains("<f>") && !all.contains("<hyperlink"));
    let public = build(&book, "2025-12-18", Audience::Public);
    assert!(!cells(&public, "downloads/pr.xlsx").contains("ผู้ยืม"));
}

#[test]
fn a_calendar_holds_what_is_open_and_moves_with_an_extension() {
    let mut files: Vec<Source> = book().sources.values().cloned().collect();
    let extended = "[[extension]]\ndate = 2025-12-15\ndue = 2025-12-29\nreason = \"น้ำท่วม\"\n";
    for source in &mut files {
        if *source.path == *"records/pr/2569/advance-0002.toml" {
            *source = Source::new(&source.path, format!("{}{extended}", source.text));
        }
    }
    let book = gather(Files {
        sources: files,
        ..Files::default()
    })
    .book;
    let pages = build(&book, "2025-12-18", Audience::Public);
    let text = text(&pages, "downloads/pr.ics").replace("\r\n ", "");
    let event = |id: &str| {
        let uid = format!("\r\nUID:{id}@example.org\r\n");
        text.split("BEGIN:VEVENT")
            .find(|event| event.contains(&uid))
            .map(str::to_owned)
    };
    let moved = event("pr/2569/advance-0002").expect("an open record");
    for want in [
        "DTSTART;VALUE=DATE:20251229",
        "SEQUENCE:1",
        "DTSTAMP:20251215T000000Z",
        "TRANSP:TRANSPARENT",
        "SUMMARY:ครบกำหนดชดใช้เงินยืม 1\\,000.50 บาท ใบยืม 2025-11-17",
    ] {
        assert!(moved.contains(want), "{want} in {moved}");
    }
    assert!(event("pr/2569/advance-0001").is_none(), "settled");
    assert!(event("pr/2569/guarantee-0001").is_some_and(|event| event.contains("SEQUENCE:0")));
    assert!(!text.contains("VALARM") && !text.contains("METHOD") && !text.contains("สุดยอด"));
    let empty = self::text(&pages, "downloads/empty.ics");
    assert!(empty.contains("BEGIN:VTIMEZONE") && empty.ends_with("END:VCALENDAR\r\n"));
}

#[test]
fn a_feed_tells_what_became_late_or_was_released_and_does_not_change_its_mind() {
    let book = book();
    let pages = build(&book, "2025-12-18", Audience::Public);
    let feed = text(&pages, "pr/feed.xml");
    let ids: Vec<&str> = feed
        .split("<id>")
        .skip(2)
        .filter_map(|rest| rest.split_once('<'))
        .map(|(id, _)| id)
        .collect();
    assert_eq!(
        ids,
        [
            "tag:example.org,2025-12-18:pr/2569/advance-0002/overdue",
            "tag:example.org,2025-12-08:pr/2569/guarantee-0001/released",
        ]
    );
    assert!(feed.contains("href=\"../pr/2569/advance-0002.html\"") && !feed.contains("rel=\"self\""));
    assert!(feed.contains("<updated>2025-12-18T00:00:00+07:00</updated>"));
    assert!(feed.contains("อบรม &lt;1&gt; &amp;") && !feed.contains("สุดยอด"));
    // Told on the day, it is told in the same words a month later.
    let later = text(&build(&book, "2026-01-20", Audience::Public), "pr/feed.xml");
    let entry = |feed: &str| {
        let at = feed.find("tag:example.org,2025-12-18:").expect("the entry");
        feed[at..].split_once("</entry>").map(|(entry, _)| entry.to_owned())
    };
    assert_eq!(entry(&feed), entry(&later));
    assert!(!text(&build(&book, "2026-02-20", Audience::Public), "pr/feed.xml").contains("2025-12-18:"));
}

#[test]
fn every_file_to_take_away_is_described() {
    let pages = build(&book(), "2025-12-18", Audience::Public);
    let package: serde_json::Value = serde_json::from_slice(&pages["datapackage.json"]).expect("JSON");
    let resources = package["resources"].as_array().expect("resources");
    let described: BTreeSet<&str> = resources.iter().filter_map(|one| one["path"].as_str()).collect();
    let there: BTreeSet<&str> = pages
        .keys()
        .map(String::as_str)
        .filter(|path| path.starts_with("downloads/") || path.ends_with("feed.xml"))
        .collect();
    assert_eq!(described, there);
    for one in resources {
        let path = one["path"].as_str().expect("a path");
        assert_eq!(one["bytes"], pages[path].len(), "{path}");
        if path.ends_with(".csv") {
            let head = text(&pages, path);
            let head = head
                .trim_start_matches('\u{feff}')
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned();
            // Tables for programs have their columns described in one file.
            let schema = match one["schema"].as_str() {
                Some(shared) => serde_json::from_slice(&pages[shared]).expect("JSON"),
                None => one["schema"].clone(),
            };
            let fields = schema["fields"].as_array().expect("fields");
            let names: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
            assert_eq!(names.join(","), head, "{path}");
        }
    }
    assert!(text(&pages, "data.html").contains("downloads/pr.xlsx"));
}

/// Whoever reads many offices at once meets no language, no mark, no person, and a
/// record a line.
#[test]
fn tables_for_programs_hold_every_record_once_by_agency_and_year() {
    let mut book = book();
    for advance in &mut book.advances {
        advance.project = "=อบรม, \"รุ่น 1\"\r\nสองบรรทัด".into();
    }
    let (public, internal) = (
        build(&book, "2025-12-18", Audience::Public),
        build(&book, "2025-12-18", Audience::Internal),
    );
    let path = "downloads/records/agency=pr/fiscal_year=2569/records.csv";
    let table = text(&public, path);
    let rows: Vec<&str> = table.split_terminator("\r\n").collect();
    assert_eq!(
        rows[..3],
        [
            "record,fund,contract,contractor,project,amount,cleared,open,due,state,timing,days_overdue,flags",
            "pr/2569/advance-0001,budget,2025-11-03,,\"'=อบรม, \"\"รุ่น 1\"\" สองบรรทัด\",1000.50,1000.50,0.00,2025-12-03,cleared,settled,0,low-use",
            "pr/2569/advance-0002,budget,2025-11-17,,\"'=อบรม, \"\"รุ่น 1\"\" สองบรรทัด\",1000.50,0.00,1000.50,2025-12-17,overdue,overdue,1,second-loan",
        ]
    );
    assert!(!table.replace("\r\n", "").contains('\n'), "{table}");
    let head = text(&internal, path);
    assert!(head.starts_with("record,fund,contract,who,") && head.contains("นายลับ สุดยอด"));
    let mut found = Vec::new();
    for (path, bytes) in &public {
        if let Some(inside) = path.strip_prefix("downloads/records/") {
            let [agency, year] = [inside.split('/').next(), inside.split('/').nth(1)].map(Option::unwrap_or_default);
            let rows = std::str::from_utf8(bytes).expect("UTF-8").lines().skip(1);
            let folder = format!("{}/{}/", &agency["agency=".len()..], &year["fiscal_year=".len()..]);
            found.extend(rows.map(|row| {
                assert!(row.starts_with(&folder), "{row} in {path}");
                row.split(',').next().unwrap_or_default().to_owned()
            }));
        }
    }
    let json: serde_json::Value = serde_json::from_slice(&public["downloads/records.json"]).expect("JSON");
    let records = json["records"].as_array().expect("records");
    let all: Vec<&str> = records.iter().filter_map(|record| record["path"].as_str()).collect();
    assert_eq!(found, all);
}

#[test]
fn columns_and_fields_are_explained_in_both_languages() {
    let press = Press::new(&BTreeMap::new()).expect("the built-in texts");
    for lang in [Lang::Th, Lang::En] {
        let words = press.words(lang);
        for column in download::columns::COLUMNS {
            for section in ["csv", "csv-note"] {
                assert!(words.has(&format!("{section}.{}", column.key)), "{}", column.key);
            }
        }
        for field in download::FIELDS {
            assert!(words.has(&format!("json-note.{field}")), "{field}");
        }
        for (name, ..) in crate::book::register::AGING {
            assert!(words.has(&format!("xlsx-age.{name}")), "{name}");
        }
    }
    let pages = build(&book(), "2025-12-18", Audience::Internal);
    let json: serde_json::Value = serde_json::from_slice(&pages["downloads/records.json"]).expect("JSON");
    for record in json["records"].as_array().expect("records") {
        for key in record.as_object().expect("a record").keys() {
            assert!(download::FIELDS.contains(&key.as_str()), "{key} is not explained");
        }
    }
}

#[test]
fn the_index_of_the_search_tells_no_person_and_the_gate_reads_it() {
    let mut book = book();
    let public = build(&book, "2025-12-18", Audience::Public);
    for lang in ["th", "en"] {
        let index = text(&public, &format!("assets/search.{lang}.js"));
        assert!(!index.contains("สุดยอด") && !index.contains("ลับลวง"), "{index}");
        assert_eq!(index.lines().filter(|line| line.contains("อบรม")).count(), 4, "{index}");
    }
    let internal = text(&build(&book, "2025-12-18", Audience::Internal), "assets/search.th.js");
    assert!(internal.contains("นายลับ สุดยอด") && internal.contains("นางเอก ลับลวง"));
    // A name that an officer wrote into a project, with a sign that a script must escape.
    book.advances[0].project = "อบรม `นายลับ  สุดยอด`".to_owned();
    let planted = build(&book, "2025-12-18", Audience::Public);
    for path in ["assets/search.th.js", "assets/search.en.js"] {
        let page = Page::new(path, planted[path].clone());
        let found = leak::Gate::new(&book).look(&page);
        assert_eq!(found.len(), 1, "{path}: {found:?}");
    }
}

#[test]
fn an_agency_of_many_has_its_registers_on_pages_of_their_own() {
    let mut files: Vec<Source> = book().sources.values().cloned().collect();
    for n in 10..190 {
        let path = format!("records/pr/2569/advance-{n:04}.toml");
        files.push(Source::new(&path, advance("2025-12-09", "")));
    }
    let book = gather(Files {
        sources: files,
        ..Files::default()
    })
    .book;
    let pages = build(&book, "2025-12-18", Audience::Internal);
    let rows = |path: &str| text(&pages, path).matches("data-s=").count();
    assert_eq!(
        rows("pr/index.html"),
        25 + 1,
        "the beginning, and the short register whole"
    );
    assert_eq!(rows("pr/budget.html"), 183);
    assert!(!pages.contains_key("pr/guarantees.html"));
    let agency = text(&pages, "pr/index.html");
    assert!(
        agency.contains("href=\"../pr/budget.html\"") && agency.contains("183,091.50"),
        "the way and the whole sum"
    );
    assert!(!agency.contains("class=\"filter\""), "no search in a beginning");
    assert!(
        agency.contains("href=\"budget.html#2569-advance-0002\""),
        "marks lead to the row"
    );
    assert!(text(&pages, "pr/budget.html").contains("id=\"2569-advance-0002\""));
}
