//! Brackets and quotes that stand open, and what only a later TOML allows.

use super::Slip;
use crate::text::source::Span;

/// What stands open at a place: brackets and quotes, with where they began.
pub(super) fn open_at(text: &str, end: usize) -> Vec<(usize, &'static str)> {
    let mut open: Vec<(usize, &'static str)> = Vec::new();
    let mut at = 0;
    while at < end.min(text.len()) {
        let rest = &text[at..];
        let letter = rest.chars().next().unwrap_or(' ');
        let mut step = letter.len_utf8();
        match open.last().map(|(_, mark)| *mark) {
            Some(quote @ ("\"\"\"" | "'''" | "\"" | "'")) => {
                if letter == '\\' && quote.starts_with('"') {
                    step += rest[1..].chars().next().map_or(0, char::len_utf8);
                } else if rest.starts_with(quote) {
                    // Before the closing three, one or two more may belong to the text.
                    let run = rest.bytes().take_while(|byte| quote.as_bytes()[0] == *byte).count();
                    step = if quote.len() == 3 { run.min(5) } else { 1 };
                    open.pop();
                } else if letter == '\n' && quote.len() == 1 {
                    open.pop();
                }
            }
            top => {
                if let Some(quote) = ["\"\"\"", "'''", "\"", "'"]
                    .into_iter()
                    .find(|quote| rest.starts_with(quote))
                {
                    step = quote.len();
                    open.push((at, quote));
                } else if letter == '#' {
                    step = rest.find('\n').unwrap_or(rest.len());
                } else if letter == '{' {
                    open.push((at, "{"));
                } else if letter == '[' {
                    open.push((at, "["));
                } else if (letter == '}' && top == Some("{")) || (letter == ']' && top == Some("[")) {
                    open.pop();
                }
            }
        }
        at += step;
    }
    open
}

/// Returns whether a text holds something that only a later TOML knows.
pub(in crate::text) fn is_newer(text: &str) -> bool {
    newer(text).is_some()
}

/// Finds what the parser takes and TOML 1.0 does not: braces over several
/// lines, a comma before the closing brace, the escapes `\e` and `\x`.
pub(super) fn newer(text: &str) -> Option<Slip> {
    let slip = |at: usize, reason: &str| {
        Some(Slip {
            at: Span::from(at..at + 1),
            reason: reason.to_owned(),
        })
    };
    // Every file of a book goes through here, and few of its letters are of these.
    let mut told = 0;
    for at in memchr::memchr3_iter(b'{', b'}', b'\\', text.as_bytes()) {
        let top = |at| open_at(text, at).last().map(|(start, mark)| (*start, *mark));
        match text.as_bytes()[at] {
            b'{' if at >= told => {
                // Most lines end with nothing open; only a line with a brace may not.
                let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
                let end = text[at..].find('\n').map(|length| at + length);
                told = end.unwrap_or(text.len());
                let line = &text[start..told];
                let opens = line.matches('{').count() > line.matches('}').count();
                if let Some(end) = end.filter(|_| opens)
                    && let Some((start, "{")) = top(end)
                {
                    return slip(start, "braces over several lines");
                }
            }
            b'}' => {
                let before = text[..at].trim_end();
                if before.ends_with(',') && matches!(top(at), Some((_, "{"))) {
                    return slip(before.len() - 1, "trailing comma in braces");
                }
            }
            b'\\' => {
                let escape = text[at + 1..].starts_with(['e', 'x']);
                let doubled = text[..at].ends_with('\\');
                if escape && !doubled && matches!(top(at), Some((_, "\"" | "\"\"\""))) {
                    return slip(at, "escape");
                }
            }
            _ => {}
        }
    }
    None
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
        assert!(!is_newer(
            "a = { n = \"\"\"'\"\"\"\" }\nb = { t = \"{\", v = { r = \"x\" } }\n"
        ));
    }
}
