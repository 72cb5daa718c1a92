//! Files that people take away: workbook, calendar, feed.

use super::*;

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
