//! Markdown that officers write. What comes out is made of a few elements with
//! a few attributes, closed in the order in which they were opened, whatever
//! went in; links lead to the web, to mail, or to a neighbour.

use duebook::site::markdown;

use crate::text;

/// Elements that Markdown of this site makes, and whether each has an end.
const ELEMENTS: [(&str, bool); 25] = [
    ("p", true),
    ("h1", true),
    ("h2", true),
    ("h3", true),
    ("h4", true),
    ("h5", true),
    ("h6", true),
    ("strong", true),
    ("em", true),
    ("del", true),
    ("a", true),
    ("ul", true),
    ("ol", true),
    ("li", true),
    ("table", true),
    ("thead", true),
    ("tbody", true),
    ("tr", true),
    ("th", true),
    ("td", true),
    ("blockquote", true),
    ("pre", true),
    ("code", true),
    ("hr", false),
    ("br", false),
];

pub(crate) fn note(data: &[u8]) {
    let text = text(data);
    harmless(markdown::notes(&text).as_str(), false);
    let page = markdown::page(&text);
    harmless(page.body.as_str(), true);
    assert!(page.title.is_none_or(|title| !title.is_empty()));
}

/// Panics where a piece of HTML holds anything but what notes may hold.
fn harmless(html: &str, is_page: bool) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        assert!(!rest[..at].contains('>'), "a stray > in {html:?}");
        let end = rest[at..].find('>').expect("a tag that ends");
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "in {html:?}");
            continue;
        }
        let tag = tag.trim_end_matches(" /");
        let (name, attribute) = tag.split_once(' ').unwrap_or((tag, ""));
        let element = ELEMENTS.iter().find(|(known, _)| *known == name);
        let (name, has_end) = element.unwrap_or_else(|| panic!("<{name}> in {html:?}"));
        if *has_end {
            open.push(name);
        }
        assert!(
            attribute.is_empty() || allowed(name, attribute, is_page),
            "{tag:?} in {html:?}"
        );
    }
    assert!(!rest.contains('>') && open.is_empty(), "{open:?} stay open in {html:?}");
}

/// Whether an element may have an attribute, of which there is one.
fn allowed(element: &str, attribute: &str, is_page: bool) -> bool {
    let Some((name, value)) = attribute.split_once("=\"") else {
        return false;
    };
    let Some(value) = value.strip_suffix('"') else {
        return false;
    };
    if element == "a" {
        // A link's title is words of its own.
        let (href, title) = value.split_once("\" title=\"").unwrap_or((value, ""));
        return name == "href" && !href.contains('"') && !title.contains('"') && leads_well(href, is_page);
    }
    !value.contains('"')
        && match (element, name) {
            ("ol", "start") => value.bytes().all(|byte| byte.is_ascii_digit()),
            ("th" | "td", "style") => ["text-align: left", "text-align: center", "text-align: right"].contains(&value),
            ("code", "class") => value.starts_with("language-"),
            _ => false,
        }
}

fn leads_well(href: &str, is_page: bool) -> bool {
    let lower = href.to_ascii_lowercase();
    let outside = ["http:", "https:", "mailto:"]
        .iter()
        .any(|start| lower.starts_with(start));
    // A neighbour has no scheme and no host.
    let inside = is_page && !href.starts_with('/') && !href.contains([':', '\\', '&', '%']);
    outside || inside
}
