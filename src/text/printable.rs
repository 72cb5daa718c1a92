//! What a terminal would obey: a text of somebody's that erases the line above it,
//! or turns what follows around, is shown and not obeyed.

use std::borrow::Cow;

/// Returns whether a letter is a command to whoever shows it: a control character,
/// or one that turns the direction of what follows (Unicode, UAX 9).
#[must_use]
pub fn is_command(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\n' | '\t'))
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns whether a letter has no shape: zero-width spaces and joiners, marks of
/// direction, the soft hyphen, fillers and selectors of a variant. They come along
/// when text is pasted.
#[must_use]
pub fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Returns a text as a reader sees it: without letters that have no shape, and with
/// the one Thai vowel that can be written in two ways in one.
#[must_use]
pub fn as_seen(text: &str) -> String {
    let seen: String = text.chars().filter(|letter| !is_unseen(*letter)).collect();
    seen.replace("\u{e4d}\u{e32}", "\u{e33}")
}

/// Returns a text for a terminal: colours stay, other commands become `\u{fffd}`.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_command) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_command) {
        out.push_str(&rest[..at]);
        let (kept, shown) = match colour(&rest[at..]) {
            Some(length) => (length, &rest[at..at + length]),
            None => (rest[at..].chars().next().map_or(0, char::len_utf8), "\u{fffd}"),
        };
        out.push_str(shown);
        rest = &rest[at + kept..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The length of a command that only sets colours.
fn colour(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("\u{1b}[")?;
    let length = inside.find(|letter: char| !(letter.is_ascii_digit() || letter == ';'))?;
    inside[length..].starts_with('m').then_some(length + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_stay_and_other_commands_are_shown() {
        for (text, want) in [
            ("ก\tข\n", "ก\tข\n"),
            ("\u{1b}[1;31mแดง\u{1b}[0m", "\u{1b}[1;31mแดง\u{1b}[0m"),
            ("25\u{1b}[1A\u{1b}[2K52", "25\u{fffd}[1A\u{fffd}[2K52"),
            ("a\rb\u{8}c\u{202e}d\u{9b}2J", "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}2J"),
            ("\u{1b}", "\u{fffd}"),
            ("\u{1b}[", "\u{fffd}["),
        ] {
            assert_eq!(printable(text), want);
        }
    }
}
