//! Putting answers into texts: each kind of file has its own way to keep a text
//! from being read as anything else.

use crate::pen;
use crate::record::shape::File;

/// Fills the places of a template, marked `«so»`, in one pass: what was filled
/// in is never looked through again. A line that held one place alone and got
/// nothing is left out.
#[must_use]
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    for line in template.split_inclusive('\n') {
        let filled = one_line(line, values);
        let was_place = line.trim_end().starts_with('«') && line.trim_end().ends_with('»');
        if !(was_place && filled.trim().is_empty()) {
            out.push_str(&filled);
        }
    }
    out
}

fn one_line(line: &str, values: &[(&str, &str)]) -> String {
    let mut parts = line.split('«');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('»') {
            Some((name, rest)) => {
                let value = values.iter().find(|(known, _)| *known == name);
                out.push_str(value.map_or("", |(_, value)| value));
                out.push_str(rest);
            }
            None => {
                out.push('«');
                out.push_str(part);
            }
        }
    }
    out
}

/// Writes a text as a TOML string.
#[must_use]
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Sets a text as `fmt` would.
#[must_use]
pub(super) fn canonical(file: File, text: String) -> String {
    pen::canonical(file.keys(), &text).unwrap_or(text)
}

/// Writes the line of an optional key, or the example of one behind a `#`.
#[must_use]
pub(super) fn key(name: &str, value: Option<&str>, example: &str) -> String {
    match value {
        Some(value) => format!("{name} = {}", quoted(value)),
        None => format!("# {name} = {example}"),
    }
}

/// Writes one line of text into Markdown as what it is: marks that could mean
/// something are disarmed (section 2.4 of its specification), and what would
/// begin a list or a heading at the start of a line.
#[must_use]
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_start = true;
    for c in text.chars() {
        match c {
            // As references: some renderers let a backslash before them pass.
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // A name that begins a mention would call people.
            '@' => out.push_str("&#64;"),
            c if "\\`*_{}[]~|$^#!".contains(c) || (is_start && "-+=:.)".contains(c)) => out.extend(['\\', c]),
            c => out.push(c),
        }
        is_start &= c.is_ascii_digit();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_filled_in_is_not_filled_again() {
        let filled = fill("a «x» b «y» «z\n", &[("x", "«y»"), ("y", "Y")]);
        assert_eq!(filled, "a «y» b Y «z\n");
    }

    #[test]
    fn a_line_that_got_nothing_is_left_out() {
        assert_eq!(fill("a\n«x»\nb «x»\n", &[("x", "")]), "a\nb \n");
        assert_eq!(fill("a\n«x»\n", &[("x", "1\n2")]), "a\n1\n2\n");
    }

    #[test]
    fn marks_are_disarmed_and_thai_stays_readable() {
        for (text, want) in [
            ("กองคลัง (สลป.) \"ก\"", "กองคลัง (สลป.) \"ก\""),
            ("1. a 2. b", "1\\. a 2. b"),
            ("- a - b", "\\- a - b"),
            ("# a", "\\# a"),
            ("**b** [x](y) `c`", "\\*\\*b\\*\\* \\[x\\](y) \\`c\\`"),
            ("<b> & @x", "&lt;b&gt; &amp; &#64;x"),
        ] {
            assert_eq!(markdown(text), want, "{text}");
        }
    }

    #[test]
    fn a_key_is_written_or_shown() {
        assert_eq!(key("code ", Some("0\"4"), "\"1\""), "code  = '0\"4'");
        assert_eq!(key("code ", None, "\"1\""), "# code  = \"1\"");
    }
}
