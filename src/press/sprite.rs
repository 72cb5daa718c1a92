//! Icons: a page carries the symbols that it uses, and no others.
//!
//! `<use href="other.svg#…">` is refused by browsers on `file://`, so the
//! symbols stand in the page itself. Carrying all of them would make the
//! smallest page twice as long.

use memchr::{memchr, memmem};

/// Where `base.html` wants the symbols.
const MARK: &str = "<!--icons-->";
/// What an icon's use looks like.
const USE: &str = "href=\"#i-";

/// The symbols of `assets/icons.svg`, by name.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    list: Vec<(String, String)>,
}

impl Symbols {
    /// Reads a file that holds one `<symbol id="i-…">` a line.
    #[must_use]
    pub fn read(text: &str) -> Symbols {
        let list = text
            .lines()
            .filter_map(|line| {
                let name = line.split_once("id=\"i-")?.1.split_once('"')?.0;
                Some((name.to_owned(), line.trim().to_owned()))
            })
            .collect();
        Symbols { list }
    }

    /// Puts the symbols that a page uses where its mark stands.
    #[must_use]
    pub fn fill(&self, mut html: Vec<u8>) -> Vec<u8> {
        let Some(mark) = memmem::find(&html, MARK.as_bytes()) else {
            return html;
        };
        let after = mark + MARK.len();
        let mut used: Vec<&[u8]> = Vec::new();
        for at in memmem::find_iter(&html[after..], USE.as_bytes()) {
            let rest = &html[after + at + USE.len()..];
            let name = &rest[..memchr(b'"', rest).unwrap_or(rest.len())];
            if !used.contains(&name) {
                used.push(name);
            }
        }
        let symbols = self.list.iter().filter(|(name, _)| used.contains(&name.as_bytes()));
        let lines: String = symbols.flat_map(|(_, symbol)| ["\n  ", symbol]).collect();
        html.splice(mark..after, lines.bytes());
        html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gets_only_what_it_uses_in_the_files_order() {
        let symbols = Symbols::read("<symbol id=\"i-a\"/>\n<symbol id=\"i-b\"/>\n<symbol id=\"i-c\"/>\n");
        let html = "<svg><!--icons--></svg><use href=\"#i-c\"/><use href=\"#i-a\"/><use href=\"#i-c\"/>";
        let out = String::from_utf8(symbols.fill(html.into())).expect("UTF-8");
        assert!(
            out.starts_with("<svg>\n  <symbol id=\"i-a\"/>\n  <symbol id=\"i-c\"/></svg>"),
            "{out}"
        );
    }
}
