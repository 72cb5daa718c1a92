//! Brackets and quotes that stand open, and what only a later TOML allows.

use super::Slip;
use crate::text::source::Span;

/// What stands open at a place: brackets and quotes, with where they began.
pub(super) fn open_at(text: &str, end: usize) -> Vec<(usize, &'static str)> {
    let mut walk = Walk::new(text);
    while walk.at < end.min(text.len()) {
        walk.step();
    }
    walk.open
}

/// A walk through a text that knows what stands open.
struct Walk<'t> {
    text: &'t str,
    at: usize,
    open: Vec<(usize, &'static str)>,
}

impl<'t> Walk<'t> {
    fn new(text: &'t str) -> Walk<'t> {
        Walk {
            text,
            at: 0,
            open: Vec::new(),
        }
    }

    /// Goes on behind a letter, an escape, a quote or a comment.
    fn step(&mut self) {
        let rest = &self.text[self.at..];
        let letter = rest.chars().next().unwrap_or(' ');
        let mut step = letter.len_utf8();
        match self.open.last().map(|(_, mark)| *mark) {
            Some(quote @ ("\"\"\"" | "'''" | "\"" | "'")) => {
                if letter == '\\' && quote.starts_with('"') {
                    step += rest[1..].chars().next().map_or(0, char::len_utf8);
                } else if rest.starts_with(quote) {
                    // Before the closing three, one or two more may belong to the text.
                    let run = rest.bytes().take_while(|byte| quote.as_bytes()[0] == *byte).count();
                    step = if quote.len() == 3 { run.min(5) } else { 1 };
                    self.open.pop();
                } else if letter == '\n' && quote.len() == 1 {
                    self.open.pop();
                }
            }
            top => {
                if let Some(quote) = ["\"\"\"", "'''", "\"", "'"]
                    .into_iter()
                    .find(|quote| rest.starts_with(quote))
                {
                    step = quote.len();
                    self.open.push((self.at, quote));
                } else if letter == '#' {
                    step = rest.find('\n').unwrap_or(rest.len());
                } else if letter == '{' {
                    self.open.push((self.at, "{"));
                } else if letter == '[' {
                    self.open.push((self.at, "["));
                } else if (letter == '}' && top == Some("{")) || (letter == ']' && top == Some("[")) {
                    self.open.pop();
                }
            }
        }
        self.at += step;
    }
}

/// Returns whether a text holds something that only a later TOML knows.
pub(in crate::text) fn is_newer(text: &str) -> bool {
    newer(text).is_some()
}

/// Finds what the parser takes and TOML 1.0 does not: braces over several
/// lines, a comma before the closing brace, the escapes `\e` and `\x`.
pub(super) fn newer(text: &str) -> Option<Slip> {
    if !may_be_newer(text) {
        return None;
    }
    let slip = |at: usize, reason: &str| {
        Some(Slip {
            at: Span::from(at..at + 1),
            reason: reason.to_owned(),
        })
    };
    let bytes = text.as_bytes();
    let mut walk = Walk::new(text);
    while let Some(byte) = bytes.get(walk.at) {
        let at = walk.at;
        match (byte, walk.open.last()) {
            (b'\n', Some((start, "{"))) => return slip(*start, "braces over several lines"),
            (b'}', Some((_, "{"))) => {
                let before = text[..at].trim_end();
                if before.ends_with(',') {
                    return slip(before.len() - 1, "trailing comma in braces");
                }
            }
            (b'\\', Some((_, "\"" | "\"\"\""))) if matches!(bytes.get(at + 1), Some(b'e' | b'x')) => {
                return slip(at, "escape");
            }
            _ => {}
        }
        walk.step();
    }
    None
}

/// Whether a text has the signs of a later TOML, wherever they stand. Every file of a
/// book goes through here, and few of its letters are of these.
fn may_be_newer(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut told = 0;
    memchr::memchr3_iter(b'{', b'}', b'\\', bytes).any(|at| match bytes[at] {
        b'{' if at >= told => {
            // Most lines end with nothing open; only a line with a brace may not.
            let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |end| end + 1);
            let end = memchr::memchr(b'\n', &bytes[at..]).map_or(text.len(), |length| at + length);
            told = end;
            let line = &text[start..end];
            line.matches('{').count() > line.matches('}').count()
        }
        b'}' => text[..at].trim_end().ends_with(','),
        b'\\' => matches!(bytes.get(at + 1), Some(b'e' | b'x')),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_before_the_closing_three_belong_to_the_text() {
        for (text, want) in [
            ("a = \"\"\"x\"\"\"", 0),
            ("a = \"\"\"'\"\"\"\" # {", 0),
            ("a = { b = \"\"\"'\"\"\"\"\" }", 0),
            ("a = '''x''''", 0),
            ("a = \"\"\"\"\"\"", 0),
            ("a = { b = \"\" ", 1),
            ("a = { b = '\\' ", 1),
            ("a = [\"\\\\\", { ", 2),
            ("a = \"\"\"x\"", 1),
        ] {
            assert_eq!(open_at(text, text.len()).len(), want, "{text}");
        }
        for (text, want) in [
            ("a = \"\\\\e\"", None),
            ("a = \"\\\\\\e\"", Some(7)),
            ("a = '\\e'", None),
            ("a = \"\"\"\n\\x41\"\"\"", Some(8)),
            ("# \\x {\na = 1", None),
            ("a = { b = 1,\n}", Some(4)),
            ("a = { b = 1, }", Some(11)),
            ("a = { b = [\n1,\n] }", None),
            ("a = [\n{ b = 1 },\n{ b = 2,\nc = 3 }]", Some(17)),
        ] {
            assert_eq!(newer(text).map(|slip| slip.at.start), want, "{text}");
        }
        assert!(!is_newer(
            "a = { n = \"\"\"'\"\"\"\" }\nb = { t = \"{\", v = { r = \"x\" } }\n"
        ));
    }
}
