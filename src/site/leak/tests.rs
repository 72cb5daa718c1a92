//! One planted leak of each kind must stop the build; what is public must not.

use super::*;
use crate::book::gather::texts;

fn book() -> Book {
    let advance = r#"
        contract = "บย. 1/2569"
        fund = "budget"
        purpose = "other-duty"
        project = "อบรม"
        amount = 100.00
        borrower = { name = "นายสมชาย ใจดีงาม", position = "x", email = "Somchai@people.example.org" }
        contracted = 2025-11-03
    "#;
    let guarantee = |kind: &str, name: &str| {
        format!(
            "contract = \"จ. 1/2569\"\nkind = \"contract\"\nform = \"cash\"\namount = 5.00\nreceived = 2025-11-03\n\
             contractor = {{ name = \"{name}\", kind = \"{kind}\", email = \"{kind}@trade.example.org\" }}\n"
        )
    };
    let files = [
        ("records/office.toml", "name = \"ก\"\n[mail]\nreply_to = \"office@bma.example.org\"\n".to_owned()),
        (
            "records/pr/agency.toml",
            "name = \"ข\"\nemail = \"pr@bma.example.org\"\nhead = { name = \"นางหัวหน้า ใหญ่โต\", email = \"head@bma.example.org\" }\n".to_owned(),
        ),
        ("records/pr/2569/advance-0001.toml", advance.to_owned()),
        ("records/pr/2569/guarantee-0001.toml", guarantee("company", "บริษัท กลาง จำกัด")),
        ("records/pr/2569/guarantee-0002.toml", guarantee("shop", "ร้านป้าแดง")),
        ("records/pr/2569/guarantee-0003.toml", guarantee("person", "นางสาวลำดวน ช่างทอง")),
    ];
    texts(&files).book
}

fn data(path: &str, text: &str) -> Vec<Datum> {
    let page = Page::new(path, text.into());
    Gate::new(&book())
        .look(&page)
        .into_iter()
        .map(|leak| leak.datum)
        .collect()
}

#[test]
fn every_kind_of_planted_leak_is_found() {
    use Datum::{Address, Borrower, Contractor, Number};
    for (path, text, want) in [
        ("a.html", "<p>นายสมชาย ใจดีงาม</p>", Borrower),
        ("a.html", "<p>ผู้ยืม สมชาย  ใจดีงาม</p>", Borrower),
        (
            "a.html",
            "<span class=\"nb\">นายสมชาย</span> <span class=\"nb\">ใจดีงาม</span>",
            Borrower,
        ),
        ("a.html", "<p>สม\u{200b}ชาย&nbsp;ใจดี&#x200B;งาม</p>", Borrower),
        ("a.html", "<p>&#3626;มชายใจดีงาม</p>", Borrower),
        ("a.html", "<img alt=\"รูป นายสมชาย ใจดีงาม\">", Borrower),
        ("a.html", "<title>นายสมชาย\nใจดีงาม</title>", Borrower),
        ("a.json", "{\"b\":\"\\u0e2aมชาย ใจดีงาม\"}", Borrower),
        ("a.csv", "1;\"นายสมชาย ใจดีงาม\"\r\n", Borrower),
        ("download/นายสมชาย-ใจดีงาม.csv", "", Borrower),
        (
            "a.html",
            "<a href=\"?q=%E0%B8%AA%E0%B8%A1%E0%B8%8A%E0%B8%B2%E0%B8%A2ใจดีงาม\">x</a>",
            Borrower,
        ),
        ("a.html", "<a href=\"?q=สมชาย+ใจดีงาม\">x</a>", Borrower),
        ("a.html", "<p>ใจดีงาม, สมชาย</p>", Borrower),
        ("a.txt", "สมชาย_ใจดีงาม.pdf", Borrower),
        ("a.json", "{\"b\":\"สมชาย\\nใจดีงาม\"}", Borrower),
        ("a.html", "<p>ร้านป้าแดง</p>", Contractor),
        ("a.html", "<p>น.ส. ลําดวน ช่างทอง</p>", Contractor),
        ("a.html", "<a href=\"mailto:somchai@people.example.org\">x</a>", Address),
        ("a.html", "SOMCHAI@People.example.org", Address),
        ("a.ics", "MAILTO:somchai%40people.example.org", Address),
        ("a.html", "head@bma.example.org", Address),
        ("a.html", "company@trade.example.org", Address),
        ("a.html", "<td>1-2345-67890-12-3</td>", Number),
        ("a.html", "<td>เลขที่ 1-2345-67890-12-3 ของผู้ยืม</td>", Number),
        ("a.html", "<p>1.2345.67890.12.3</p>", Number),
        ("assets/site.js", "// ๑๒๓๔๕๖๗๘๙๐๑๒๓", Number),
    ] {
        assert_eq!(data(path, text), [want], "{path}: {text}");
    }
}

#[test]
fn what_is_public_passes() {
    for text in [
        "<p>บริษัท กลาง จำกัด</p>",
        "pr@bma.example.org office@bma.example.org",
        "<p>นางหัวหน้า ใหญ่โต</p>",
        "<td>1,234,567.00</td><td>1,234,567.00</td>",
        "<td>2566</td><td>123456789</td>",
        "สมชาย",
    ] {
        assert_eq!(data("a.html", text), [], "{text}");
    }
}

#[test]
fn a_finding_names_the_owner_and_keeps_the_secret() {
    let page = Page::new("a.html", "นายสมชาย ใจดีงาม สมชาย ใจดีงาม".into());
    let found = Gate::new(&book()).look(&page);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].owner.as_deref(), Some("records/pr/2569/advance-0001.toml"));
    assert!(!format!("{found:?}").contains("สมชาย"));
}

#[test]
fn an_address_that_nobody_announced_is_stopped() {
    for text in ["<h1>ติดต่อ a.b@c.org</h1>", "<a href=\"mailto:x@y.example\">x</a>"] {
        assert_eq!(data("a.html", text), [Datum::Address], "{text}");
    }
    assert_eq!(data("assets/site.css", "@media print{} @page{}"), []);
}

/// A workbook with one cell, as the site makes them.
fn workbook(cell: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write_string(0, 0, cell).expect("a cell");
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn a_workbook_is_opened_and_searched() {
    let look = |bytes: Vec<u8>| -> Vec<Datum> {
        let page = Page::new("downloads/pr.xlsx", bytes);
        Gate::new(&book())
            .look(&page)
            .into_iter()
            .map(|leak| leak.datum)
            .collect()
    };
    assert_eq!(look(workbook("อบรมโดย นายสมชาย ใจดีงาม")), [Datum::Borrower]);
    assert_eq!(look(workbook("head@bma.example.org")), [Datum::Address]);
    assert_eq!(look(workbook("1-2345-67890-12-3")), [Datum::Number]);
    assert_eq!(look(workbook("บริษัท กลาง จำกัด pr@bma.example.org")), []);
    // What cannot be opened cannot be searched, and may not go out.
    let mut broken = workbook("อบรม");
    let middle = broken.len() / 2;
    broken.truncate(middle);
    assert_eq!(look(broken), [Datum::Sealed]);
}

#[test]
fn the_identity_of_an_event_is_no_address_and_a_folded_name_is_a_name() {
    let event = "UID:pr/2569/advance-0001@bma.example.org\r\n";
    let book = {
        let mut book = book();
        book.office.mail.from = Some("office@bma.example.org".into());
        book
    };
    let look = |text: &str| -> Vec<Datum> {
        let page = Page::new("downloads/pr.ics", text.as_bytes().to_vec());
        Gate::new(&book)
            .look(&page)
            .into_iter()
            .map(|leak| leak.datum)
            .collect()
    };
    assert_eq!(look(event), []);
    assert_eq!(look("UID:pr/2569/advance-0001@bma.ex\r\n ample.org\r\n"), []);
    assert_eq!(look("UID:pr/2569/somchai-0001@bma.example.org\r\n"), [Datum::Address]);
    assert_eq!(look("SUMMARY:นายสม\r\n ชาย ใจดีงาม\r\n"), [Datum::Borrower]);
}

/// What the gate says of a text where one borrower is called so.
fn named(name: &str, text: &str) -> Vec<Datum> {
    let mut book = book();
    book.advances[0].borrower.name.value = name.to_owned();
    let page = Page::new("a.html", text.into());
    Gate::new(&book)
        .look(&page)
        .into_iter()
        .map(|leak| leak.datum)
        .collect()
}

#[test]
fn a_name_is_sought_as_far_as_it_tells_a_person() {
    use Datum::Borrower;
    for (rule, name, text, want) in [
        (
            "eight letters, across spaces",
            "นาย กข คงจ",
            "นายก ขคงจ",
            vec![Borrower],
        ),
        (
            "seven letters, as written",
            "นาย กข คง",
            "โดย นาย กข คง เป็นผู้ยืม",
            vec![Borrower],
        ),
        ("seven letters, not across spaces", "นาย กข คง", "นายก ขคง", vec![]),
        ("four letters, as written", "ก ข คง", "<p>ก ข คง</p>", vec![Borrower]),
        (
            "four letters, each word in an element of its own",
            "ก ข  คง",
            "<p><span class=\"nb\">ก</span> <span class=\"nb\">ข</span>\n<span class=\"nb\">คง</span></p>",
            vec![Borrower],
        ),
        ("three letters are part of words", "ก ข ค", "<p>ก ข ค</p>", vec![]),
        ("without its title", "นายสมชาย ใจดีงาม", "สมชาย ใจดีงาม", vec![Borrower]),
        (
            "one word is no name without its title",
            "นายกรุงเทพมหานคร",
            "กรุงเทพมหานคร",
            vec![],
        ),
        ("with it, it is", "นายกรุงเทพมหานคร", "นายกรุงเทพมหานคร", vec![Borrower]),
        (
            "in Latin letters, escaped",
            "Mr. John Smith",
            "<p>John&nbsp;Smith</p>",
            vec![Borrower],
        ),
        (
            "in Latin letters, in an attribute",
            "Mr. John Smith",
            "<img alt=\"JOHN  Smith\">",
            vec![Borrower],
        ),
    ] {
        assert_eq!(named(name, text), want, "{rule}: {name} in {text}");
    }
}

#[test]
fn an_announced_mailbox_stays_public_where_a_record_repeats_it() {
    let mut book = book();
    let email = book.agencies["pr"].email.clone();
    book.advances[0].borrower.email = email;
    let page = Page::new("a.html", "PR@bma.example.org".into());
    assert_eq!(Gate::new(&book).look(&page), []);
}

#[test]
fn each_kind_of_leak_has_its_words() {
    let kinds = [
        Datum::Borrower,
        Datum::Contractor,
        Datum::Address,
        Datum::Number,
        Datum::Sealed,
    ];
    let said: BTreeSet<String> = kinds.iter().map(|kind| kind.words().th).collect();
    assert_eq!(said.len(), kinds.len());
    assert!(said.iter().all(|words| !words.is_empty()));
}
