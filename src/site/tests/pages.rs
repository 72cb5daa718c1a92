//! Pages as they are read: their words, their links, the pages of an agency of many.

use super::*;

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

/// The address of a commit is the office's own word, like every other link.
#[test]
fn a_commit_is_linked_on_the_web_alone() {
    let mut book = book();
    for (pattern, want) in [
        ("https://git.example.org/c/{commit}", true),
        ("javascript:alert('{commit}')", false),
    ] {
        book.office.forge.commit = Some(pattern.to_owned());
        let pages = build(&book, "2025-12-18", Audience::Public);
        let start = pattern.split('{').next().unwrap_or_default();
        assert_eq!(text(&pages, "about.html").contains(start), want, "{pattern}");
    }
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
