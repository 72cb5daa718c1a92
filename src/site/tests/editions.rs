//! What the public edition keeps to itself, and the internal one shows.

use super::*;

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
