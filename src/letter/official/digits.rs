//! Thai digits in a finished letter: what is read is turned, what machines need
//! is not.

use crate::thai::digits::to_thai;

/// Turns a plain text; mail and web addresses stay as they are.
pub(super) fn text(said: &str, thai: bool) -> String {
    if !thai {
        return said.to_owned();
    }
    let turned = |word: &str| {
        if word.contains('@') || word.contains("://") {
            word.to_owned()
        } else {
            to_thai(word)
        }
    };
    said.split_inclusive([' ', '\n', '\u{a0}']).map(turned).collect()
}

/// Turns the text of a page: not its tags, entities, style, nor what is marked
/// `translate="no"`.
pub(super) fn page(html: &str, thai: bool) -> String {
    if !thai {
        return html.to_owned();
    }
    let mut out = String::with_capacity(html.len());
    // The end of the passage that stays as it is, where one is open.
    let mut until: Option<String> = None;
    for part in html.split_inclusive('>') {
        let (said, tag) = part.rfind('<').map_or((part, ""), |at| part.split_at(at));
        if until.is_some() {
            out.push_str(said);
        } else {
            out.push_str(&entities(said));
        }
        out.push_str(tag);
        let name: String = tag[tag.len().min(1)..]
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        match &until {
            Some(end) if tag == end => until = None,
            None if name == "style" || tag.contains("translate=\"no\"") => until = Some(format!("</{name}>")),
            _ => {}
        }
    }
    out
}

/// Turns text around entities such as `&#39;`.
fn entities(said: &str) -> String {
    let mut parts = said.split('&');
    let mut out = to_thai(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once(';').unwrap_or(("", part));
        out.push('&');
        out.push_str(name);
        if part.contains(';') {
            out.push(';');
        }
        out.push_str(&to_thai(rest));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_turned_and_what_machines_need_is_not() {
        for (html, want) in [
            ("<p class=\"x2\">ข้อ 55</p>", "<p class=\"x2\">ข้อ ๕๕</p>"),
            ("<style>p{margin:2cm}</style>3", "<style>p{margin:2cm}</style>๓"),
            (
                "a&#39;1&amp;2 <span translate=\"no\">a1@example.org</span> 4",
                "a&#39;๑&amp;๒ <span translate=\"no\">a1@example.org</span> ๔",
            ),
            ("<br>1", "<br>๑"),
        ] {
            assert_eq!(page(html, true), want);
            assert_eq!(page(html, false), html);
        }
        assert_eq!(
            text("ที่ 1\nhttps://a.example/2 x3@a.example 4", true),
            "ที่ ๑\nhttps://a.example/2 x3@a.example ๔"
        );
    }
}
