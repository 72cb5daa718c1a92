//! Notes of a record, from Markdown to a piece of a page.
//!
//! Notes need bold, lists and links; they need no HTML. Raw HTML is dropped,
//! pictures become their words (a page of this site asks no other host for
//! anything), links lead to the web or to mail, and headings sink below those
//! of the page they stand in.

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

use super::markup::{Markup, safe_link};

/// How far a note's headings sink: `#` stands below the page's `h2`.
const DEMOTED: usize = 2;

/// Returns the notes as a piece of a page.
#[must_use]
pub fn render(text: &str) -> Markup {
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    // Whether each link that is open was kept; links do not nest, but a
    // picture may stand in a link.
    let mut kept: Vec<bool> = Vec::new();
    let events = parser.filter_map(|event| match event {
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
            let keep = link_type == LinkType::Email || safe_link(dest_url).is_some();
            kept.push(keep);
            keep.then_some(event)
        }
        Event::End(TagEnd::Link) => kept.pop().unwrap_or(false).then_some(event),
        Event::Start(Tag::Heading { level, .. }) => Some(Event::Start(Tag::Heading {
            level: demote(level),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        })),
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(demote(level)))),
        other => Some(other),
    });
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(&mut out, events);
    Markup::trusted(out)
}

fn demote(level: HeadingLevel) -> HeadingLevel {
    HeadingLevel::try_from(level as usize + DEMOTED).unwrap_or(HeadingLevel::H6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_keep_what_notes_need() {
        let html = render(
            "# หัวข้อ\n\n**หนา** และ [ระเบียบ](https://example.org/a?b=1&c=2)\n\n- ก\n- ข\n\n<finance@example.org>",
        );
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
            let html = render(evil);
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
            render("[ดู](javascript:x)").as_str().contains("ดู"),
            "the words of a refused link stay"
        );
    }
}
