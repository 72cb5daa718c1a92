//! What an office changes of its pages and mails: own templates, words, emblem,
//! style and hand-written pages, and what is said of mistakes in them.

use std::fs;

use crate::bench::Bench;

const EMBLEM: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><circle cx=\"4\" cy=\"4\" r=\"4\"/></svg>\n";

/// A misspelt field, in every command that sets a page or a mail: file, line,
/// caret and the fields there are, in Thai and in English; nothing is written.
#[test]
fn a_misspelt_field_is_told_by_every_command_that_renders() {
    for (template, from, to, commands) in [
        (
            "page/about.html",
            "view.records",
            "view.recrods",
            vec![vec!["build"], vec!["run"]],
        ),
        (
            "mail/base.txt",
            "office.name",
            "office.nmae",
            vec![vec!["remind"], vec!["run"]],
        ),
    ] {
        let bench = Bench::office();
        bench
            .run(&["templates", "--write", template])
            .exits(0)
            .answers(template);
        let path = format!("templates/{template}");
        bench.edit(&path, from, to);
        let wrong = to.rsplit('.').next().expect("a field");
        let right = from.rsplit('.').next().expect("a field");
        for command in &commands {
            for (lang, words) in [("th", "ไม่มีฟิลด์"), ("en", "There is no field")] {
                let words = [&format!("{words} {wrong}"), right, &format!("{path}:"), "^^^"].map(str::to_owned);
                let said = bench.run(&[&["--lang", lang][..], command].concat());
                said.exits(2);
                for part in &words {
                    said.tells(part);
                }
            }
        }
        assert!(!bench.root().join("site/index.html").exists() || commands[0] != ["build"]);
    }
}

/// What the press cannot even read is found by `check` without setting a page.
#[test]
fn a_template_that_cannot_be_read_is_a_finding_and_stops_a_build() {
    let bench = Bench::office();
    bench.file(
        "templates/page/home.html",
        "{% extends \"base.html\" %}\n{% block main %}\n{% if view.x %}\n",
    );
    let found = bench.run(&["check", "--json"]).exits(1).findings();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("broken-template "), "{found:?}");
    bench
        .run(&["build"])
        .exits(2)
        .tells("templates/page/home.html")
        .tells("แฟ้มจบก่อน");
    bench.run(&["remind"]).exits(2).tells("templates/page/home.html");
}

#[test]
fn files_that_nothing_reads_name_the_one_that_was_meant() {
    for (path, meant) in [
        ("page/hom.html", "page/home.html"),
        ("pages/home.html", "page/home.html"),
        ("home.html", "page/home.html"),
        ("page/home.html.txt", "page/home.html"),
        ("page/home.html.bak", "page/home.html"),
        ("page/home.html~", "page/home.html"),
        ("mail/advance-overdue", "mail/advance-overdue.txt"),
        ("mail/advance-overdeu.txt", "mail/advance-overdue.txt"),
        ("lang/thai.toml", "lang/th.toml"),
        ("lang/th.tml", "lang/th.toml"),
        ("assets/ofice.css", "assets/office.css"),
        ("assets/emblem.jpg", "assets/emblem."),
        ("mail/reminder.html", "mail/reminder.txt"),
        ("mail/reminder.txt", "text ="),
        ("notes.html", "duebook templates"),
    ] {
        let bench = Bench::office();
        bench.file(&format!("templates/{path}"), "");
        let said = bench.run(&["check", "--lang", "en"]);
        said.exits(0).answers("[unknown-template]").answers(meant);
        let place = format!("templates/{path}");
        said.answers(&place);
    }
}

#[test]
fn what_is_beside_or_in_use_is_left_alone() {
    let bench = Bench::office();
    bench
        .file("templates/README.md", "ของสำนักงาน")
        .file("templates/page/.home.html.swp", "x")
        .file("templates/assets/building.svg", EMBLEM)
        .file("templates/page/banner.html", "<p>ประกาศ</p>")
        .file("templates/page/help.html", "{% extends \"base.html\" %}{% block main %}<h1>ช่วยเหลือ</h1>{% include \"page/banner.html\" %}{% endblock main %}");
    assert_eq!(bench.run(&["check"]).exits(0).out, "");
    bench.run(&["build"]).exits(0);
    assert!(bench.text("site/help.html").contains("<p>ประกาศ</p>"));
    assert_eq!(bench.text("site/assets/building.svg"), EMBLEM);
}

#[test]
fn the_offices_emblem_and_style_stand_on_every_page_and_in_letters() {
    let bench = Bench::office();
    bench
        .file("templates/assets/emblem.svg", EMBLEM)
        .file("templates/assets/office.css", ":root{--brand:#5b2a86}\n");
    bench.run(&["build"]).exits(0);
    for (page, base) in [
        ("index.html", ""),
        ("en/index.html", "../"),
        ("secretariat/index.html", "../"),
    ] {
        let html = bench.text(&format!("site/{page}"));
        assert!(
            html.contains(&format!(
                "<img class=\"emblem\" src=\"{base}assets/emblem.svg\" alt=\"\">"
            )),
            "{page}"
        );
        let (built_in, own) = (html.find("assets/site.css"), html.find("assets/office.css"));
        assert!(
            built_in < own && own.is_some(),
            "{page}: the office's own style comes last"
        );
    }
    assert_eq!(bench.text("site/assets/emblem.svg"), EMBLEM);
    let plain = Bench::office();
    plain.run(&["build"]).exits(0);
    let html = plain.text("site/index.html");
    assert!(!html.contains("emblem") && !html.contains("office.css"));
}

#[test]
fn an_emblem_may_be_a_picture_and_must_be_what_its_name_says() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let bench = Bench::office();
    bench.bytes("templates/assets/emblem.png", png);
    bench.run(&["build"]).exits(0);
    assert!(bench.text("site/index.html").contains("src=\"assets/emblem.png\""));
    assert_eq!(
        fs::read(bench.root().join("site/assets/emblem.png")).expect("a picture"),
        png
    );
    bench.bytes("templates/assets/emblem.png", b"GIF89a");
    assert_eq!(bench.run(&["check", "--json"]).exits(1).findings(), ["unsafe-asset 1"]);
    bench.run(&["build"]).exits(1);
}

const CONTACT: &str =
    "# ติดต่อ\n\nโทร. 0 2000 0000\n\n<script>alert(1)</script>\n\n[ช่วยเหลือ](help.html) [x](javascript:alert(1))\n";

#[test]
fn hand_written_pages_stand_in_the_site_and_at_its_foot() {
    let bench = Bench::office();
    bench
        .file("templates/pages/20-contact.md", CONTACT)
        .file("templates/pages/20-contact.en.md", "# Contact\n\nCall us")
        .file("templates/pages/10-forms.md", "# แบบพิมพ์\n\nดาวน์โหลด");
    bench.run(&["build"]).exits(0);
    let page = bench.text("site/contact.html");
    for part in [
        "<h1>ติดต่อ</h1>",
        "<a href=\"help.html\">",
        "<meta name=\"robots\" content=\"noindex\">",
        "<meta name=\"description\" content=\"โทร. 0 2000 0000\">",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("alert(1)</") && !page.contains("javascript:"), "{page}");
    assert!(bench.text("site/en/contact.html").contains("<h1>Contact</h1>"));
    assert!(bench.text("site/en/forms.html").contains("<h1 lang=\"th\">แบบพิมพ์</h1>"));
    let foot = bench.text("site/secretariat/index.html");
    let (forms, contact) = (
        foot.find("href=\"../forms.html\""),
        foot.find("href=\"../contact.html\""),
    );
    assert!(
        forms.is_some() && forms < contact,
        "at the foot of every page, in their order"
    );
    bench
        .remove("templates/pages/20-contact.md")
        .remove("templates/pages/20-contact.en.md");
    bench.run(&["build"]).exits(0);
    assert!(!bench.root().join("site/contact.html").exists());
}

#[test]
fn a_hand_written_page_passes_the_leak_gate() {
    let bench = Bench::office();
    bench.file(
        "templates/pages/contact.md",
        "# ติดต่อ\n\n<somebody@private.example.org>\n",
    );
    let said = bench.run(&["build"]);
    said.exits(1)
        .tells("contact.html: อีเมลของบุคคล")
        .tells("templates/pages");
    assert!(!said.err.contains("somebody@"));
    assert!(!bench.root().join("site/index.html").exists());
    bench.run(&["build", "--audience", "internal"]).exits(0);
}

#[test]
fn the_look_of_a_commit_is_the_commits() {
    let bench = Bench::office();
    bench
        .file("templates/pages/contact.md", "# เก่า")
        .file("templates/assets/emblem.svg", EMBLEM)
        .bytes("templates/assets/back.png", b"\x89PNG\r\n\x1a\n");
    bench.repository("2026-11-19");
    bench
        .file("templates/pages/contact.md", "# ใหม่")
        .remove("templates/assets/emblem.svg");
    bench.run(&["build", "--at", "HEAD"]).exits(0);
    assert!(bench.text("site/contact.html").contains("<h1>เก่า</h1>"));
    assert!(bench.root().join("site/assets/back.png").exists());
    assert!(bench.text("site/index.html").contains("assets/emblem.svg"));
    bench.run(&["build"]).exits(0);
    assert!(bench.text("site/contact.html").contains("<h1>ใหม่</h1>"));
    assert!(!bench.text("site/index.html").contains("assets/emblem.svg"));
}

/// What was copied changes nothing, and is known for what it is.
#[test]
fn templates_are_listed_and_copied_whole() {
    let bench = Bench::office();
    let list = bench.run(&["templates", "--json"]).exits(0).json();
    let names: Vec<&str> = list["templates"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|line| line["name"].as_str().expect("a name"))
        .collect();
    assert!(names.contains(&"page/home.html") && names.contains(&"mail/base.txt") && names.contains(&"lang/th.toml"));
    let words: Vec<&str> = ["templates", "--write"]
        .into_iter()
        .chain(names.iter().copied())
        .collect();
    bench.run(&words).exits(0);
    assert_eq!(bench.run(&["check"]).exits(0).out, "");
    let list = bench.run(&["templates", "--json"]).exits(0).json();
    let whose = list["templates"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|line| line["whose"].as_str());
    assert!(whose.into_iter().all(|whose| whose == Some("same")), "{list}");
    bench
        .run(&["templates", "--write", "page/home.html"])
        .exits(2)
        .tells("ไม่เขียนทับ");
    bench
        .run(&["templates", "--write", "page/hom.html", "--lang", "en"])
        .exits(2)
        .tells("page/home.html?");
    bench.file("templates/page/home.html", "x");
    bench.run(&["templates", "--lang", "en"]).exits(0).answers("yours\n");
}
