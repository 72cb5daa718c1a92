//! Markdown to a piece of a page: notes of a record, and the pages that an
//! office writes by hand.
//!
//! They need bold, lists, tables and links; they need no HTML. Raw HTML is
//! dropped, pictures become their words (a page of this site asks no other host
//! for anything), and links lead to the web, to mail or, from a hand-written
//! page, to another page of the site.

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

use super::record::markup::{Markup, safe_link};

/// How far a note's headings sink: `#` stands below the page's `h2`.
const DEMOTED: usize = 2;

/// A hand-written page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The words of its first heading; nothing where it has none.
    pub title: Option<String>,
    /// The words of its first paragraph, for search engines and previews.
    pub lede: String,
    /// The rest, without that heading.
    pub body: Markup,
}

/// Returns the notes as a piece of a page.
#[must_use]
pub fn notes(text: &str) -> Markup {
    let demote = |level: HeadingLevel| HeadingLevel::try_from(level as usize + DEMOTED).unwrap_or(HeadingLevel::H6);
    pushed(safe(parser(text), demote, &leads_out))
}

/// Returns a hand-written page: its first heading is the title, all others
/// stand below it.
#[must_use]
pub fn page(text: &str) -> Written {
    let mut events: Vec<Event<'_>> = parser(text).collect();
    let start = events
        .iter()
        .position(|event| matches!(event, Event::Start(Tag::Heading { .. })));
    let title = start.map(|start| {
        let end = events[start..]
            .iter()
            .position(|event| matches!(event, Event::End(TagEnd::Heading(_))));
        let heading: Vec<Event<'_>> = events.drain(start..=start + end.unwrap_or(0)).collect();
        words(&heading)
    });
    let paragraph = events
        .iter()
        .skip_while(|event| !matches!(event, Event::Start(Tag::Paragraph)))
        .take_while(|event| !matches!(event, Event::End(TagEnd::Paragraph)));
    let lede = words(&paragraph.cloned().collect::<Vec<_>>());
    let below = |level: HeadingLevel| level.max(HeadingLevel::H2);
    let inside = |address: &str| leads_out(address) || is_neighbour(address);
    Written {
        title: title.filter(|title| !title.is_empty()),
        lede,
        body: pushed(safe(events.into_iter(), below, &inside)),
    }
}

/// Whether a link leads to the web or to mail, as it stands: behind a tab or a
/// space it is none to a browser.
fn leads_out(address: &str) -> bool {
    safe_link(address) == Some(address)
}

/// Whether a link leads to another place of the site: `help.html`,
/// `../calendar.html`, `#hours`.
fn is_neighbour(address: &str) -> bool {
    let clean = |c: char| c.is_ascii_alphanumeric() || "/.-_#".contains(c);
    // Pages lie at the site's root, and one folder below it in English.
    let out = address.strip_prefix("../").is_some_and(|rest| rest.starts_with("../"));
    !address.is_empty() && !address.starts_with('/') && !out && address.chars().all(clean)
}

fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
}

fn words(events: &[Event<'_>]) -> String {
    let mut out = String::new();
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out.trim().to_owned()
}

fn pushed<'t>(events: impl Iterator<Item = Event<'t>>) -> Markup {
    let mut out = String::new();
    html::push_html(&mut out, events);
    Markup::trusted(out)
}

/// Leaves out whatever runs or fetches.
fn safe<'t>(
    events: impl Iterator<Item = Event<'t>>,
    level: impl Fn(HeadingLevel) -> HeadingLevel,
    may_link: &dyn Fn(&str) -> bool,
) -> impl Iterator<Item = Event<'t>> {
    // Whether each link that is open was kept; links do not nest, but a
    // picture may stand in a link.
    let mut kept: Vec<bool> = Vec::new();
    events.filter_map(move |event| match event {
        Event::Html(_)
        | Event::InlineHtml(_)
        | Event::FootnoteReference(_)
        | Event::Start(Tag::HtmlBlock | Tag::Image { .. })
        | Event::End(TagEnd::HtmlBlock | TagEnd::Image) => None,
        Event::Start(Tag::Link {
            link_type,
            ref dest_url,
            ..
        }) => {
            let keep = link_type == LinkType::Email || may_link(dest_url);
            kept.push(keep);
            keep.then_some(event)
        }
        Event::End(TagEnd::Link) => kept.pop().unwrap_or(false).then_some(event),
        Event::Start(Tag::Heading { level: written, .. }) => Some(Event::Start(Tag::Heading {
            level: level(written),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        })),
        Event::End(TagEnd::Heading(written)) => Some(Event::End(TagEnd::Heading(level(written)))),
        other => Some(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_keep_what_notes_need() {
        let html =
            notes("# หัวข้อ\n\n**หนา** และ [ระเบียบ](https://example.org/a?b=1&c=2)\n\n- ก\n- ข\n\n<finance@example.org>");
        let html = html.as_str();
        for part in [
            "<h3>หัวข้อ</h3>",
            "<strong>หนา</strong>",
            "<a href=\"https://example.org/a?b=1&amp;c=2\">ระเบียบ</a>",
            "<li>ก</li>",
            "<a href=\"mailto:finance@example.org\">",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_page_leads_to_its_neighbours_and_not_out_of_the_site() {
        for (address, want) in [
            ("help.html", true),
            ("../calendar.html", true),
            ("#hours", true),
            ("../../etc/passwd", false),
            ("/etc/passwd", false),
            ("", false),
        ] {
            assert_eq!(is_neighbour(address), want, "{address}");
        }
    }

    #[test]
    fn nothing_that_runs_or_fetches_gets_through() {
        for evil in [
            "<script>alert(1)</script>",
            "ข้อความ <b onclick=\"alert(1)\">x</b>",
            "<div>\n\nx\n\n</div>",
            "[x](javascript:alert(1))",
            "[x](JAVASCRIPT:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "<javascript:alert(1)>",
            "![x](https://example.org/pixel.png)",
            "![x](javascript:alert(1))",
            "[![x](https://example.org/p.png)](javascript:alert(1))",
            "[x][y]\n\n[y]: vbscript:x",
            "<iframe src=\"https://example.org\"></iframe>",
            "[a\">](https://example.org/\"onmouseover=alert(1))",
        ] {
            let html = notes(evil);
            let html = html.as_str();
            for forbidden in [
                "<script",
                "<b ",
                "<div",
                "<iframe",
                "<img",
                "href=\"javascript",
                "href=\"data",
                "href=\"vbscript",
                "\"onmouseover",
            ] {
                assert!(!html.to_lowercase().contains(forbidden), "{evil} became {html}");
            }
        }
        assert!(
            notes("[ดู](javascript:x)").as_str().contains("ดู"),
            "the words of a refused link stay"
        );
    }

    #[test]
    fn a_hand_written_page_has_a_title_and_links_within_the_site() {
        let page = page(
            "# ติดต่อ **ฝ่าย**\n\nเปิด [ทุกวัน](help.html#hours)\nทำการ\n\n# ที่อยู่\n\n### แผนที่\n\n[x](/etc) [y](//h) [z](a\"b) [w](javascript:x)",
        );
        assert_eq!(page.title.as_deref(), Some("ติดต่อ ฝ่าย"));
        assert_eq!(page.lede, "เปิด ทุกวัน ทำการ");
        let body = page.body.as_str();
        assert!(
            body.contains("<a href=\"help.html#hours\">") && body.contains("<h2>ที่อยู่</h2>"),
            "{body}"
        );
        assert!(
            body.contains("<h3>แผนที่</h3>") && !body.contains("<h1") && body.matches("<a ").count() == 1,
            "{body}"
        );
    }

    #[test]
    fn a_hand_written_page_is_as_safe_as_a_note() {
        for evil in [
            "<script>alert(1)</script>",
            "# <img src=x onerror=alert(1)>\n\n<b onclick=\"alert(1)\">x</b>",
            "[x](javascript:alert(1)) [x](data:text/html,x) ![x](https://example.org/p.png)",
            "<iframe src=\"https://example.org\"></iframe>",
        ] {
            let page = page(evil);
            let all = page.body.as_str().to_lowercase();
            for forbidden in ["<script", "<img", "<b ", "<iframe", "href=\"javascript", "href=\"data"] {
                assert!(!all.contains(forbidden), "{evil} became {page:?}");
            }
        }
    }
}
