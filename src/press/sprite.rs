//! Icons: a page carries the symbols that it uses, and no others.
//!
//! `<use href="other.svg#…">` is refused by browsers on `file://`, so the
//! symbols stand in the page itself. Carrying all of them would make the
//! smallest page twice as long.

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
    pub fn fill(&self, html: Vec<u8>) -> Vec<u8> {
        let Ok(text) = std::str::from_utf8(&html) else {
            return html;
        };
        let Some((before, after)) = text.split_once(MARK) else {
            return html;
        };
        let mut used: Vec<&str> = Vec::new();
        let mut rest = after;
        while let Some((_, tail)) = rest.split_once(USE) {
            let name = tail.split('"').next().unwrap_or_default();
            if !used.contains(&name) {
                used.push(name);
            }
            rest = tail;
        }
        let mut out = String::with_capacity(html.len() + used.len() * 240);
        out.push_str(before);
        for (_, symbol) in self.list.iter().filter(|(name, _)| used.contains(&name.as_str())) {
            out.push_str("\n  ");
            out.push_str(symbol);
        }
        out.push_str(after);
        out.into_bytes()
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
