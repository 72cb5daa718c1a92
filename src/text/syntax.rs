//! Text that is not TOML: each slip is said once, in an officer's words and
//! with the exact line where it can be known, and then covered, so that it
//! hides no other mistake and makes none.

mod open;
mod say;

use toml::de::DeTable;

use super::diagnostic::Faults;
use super::source::Span;
use open::{newer, open_at};
use say::{cleaned, header, known, pasted, say, unclosed};

pub(super) use open::is_newer;

/// So many slips are told of one file; whoever sees fifty mends the first.
const MOST: usize = 50;
/// Each slip takes another reading of the file: of one that is far longer than
/// any record fewer are told.
const MOST_READ: usize = 4 * 1024 * 1024;

/// Reports all that is not TOML 1.0 and returns the text with those places
/// covered: of the same length, so that every other place stays where it is.
pub(super) fn sound(faults: &Faults<'_>) -> String {
    let mut text = faults.source.text.clone();
    for _ in 0..MOST.min(MOST_READ / text.len().max(1)) {
        let (_, errors) = DeTable::parse_recoverable(&text);
        let first = errors
            .iter()
            .map(|error| (error.span().map_or(0, |span| span.start), error))
            .min_by_key(|(at, _)| *at);
        let slip = match first {
            Some((at, error)) => Slip {
                at: error.span().unwrap_or(at..at).into(),
                reason: error.message().to_owned(),
            },
            None => match newer(&text) {
                Some(slip) => slip,
                None => return text,
            },
        };
        mend(faults, &mut text, &slip);
    }
    faults.lose_all();
    String::new()
}

/// One slip as the parser tells it.
struct Slip {
    /// Where it stumbles.
    at: Span,
    /// Its reason, in its own words.
    reason: String,
}

/// Reports a slip and covers it.
fn mend(faults: &Faults<'_>, text: &mut String, slip: &Slip) {
    let at = slip.at.start as usize;
    let (line_start, line) = line_of(text, at);
    // A brace, bracket or quote left open on an earlier line is the mistake,
    // not the line on which the parser stumbles.
    let several = slip.reason.contains("several lines");
    if let Some((start, mark)) = open_at(text, at + usize::from(several)).first().copied()
        && (start < line_start || several)
    {
        let end = if mark.len() == 3 {
            text.len()
        } else {
            let closed = text[start..].find('\n').map_or(text.len(), |end| start + end);
            match text[start..].find(['}', ']']) {
                Some(close) if several => closed.max(start + close + 1),
                _ => closed,
            }
        };
        unclosed(faults, start, mark);
        let (from, line) = line_of(text, start);
        faults.unread(key_of(line));
        let end = text[end..].find('\n').map_or(text.len(), |rest| end + rest);
        return cover(text, from, end);
    }
    if line.trim_start().starts_with('[') {
        let next = text[line_start + line.len()..]
            .find("\n[")
            .map_or(text.len(), |next| line_start + line.len() + next);
        header(
            faults,
            Span::from(line_start..line_start + line.len()),
            line,
            &slip.reason,
        );
        let name = line.trim_matches(['[', ']', ' ', '\t']);
        faults.unread(name);
        return cover(text, line_start, next);
    }
    if let Some(cleaned) = cleaned(line) {
        pasted(faults, line_start, line, &cleaned);
        faults.unread_line(key_of(&cleaned));
        let end = line_start + line.len();
        return cover(text, line_start, end);
    }
    if let Some((span, meant)) = known(faults, line_start, line, slip.at) {
        faults.mean(span, meant);
        let range = span.range();
        let zero = format!("0{}", " ".repeat(range.len() - 1));
        return text.replace_range(range, &zero);
    }
    let end = line_start + line.len();
    say(faults, slip, line_start, line);
    faults.unread_line(key_of(line));
    if line.trim().is_empty() {
        // Nothing to cover on the line: what comes before cannot be closed.
        return cover(text, 0, text.len());
    }
    cover(text, line_start, end);
}

/// Returns the line around a byte, without its end, and where it starts.
fn line_of(text: &str, at: usize) -> (usize, &str) {
    let at = at.min(text.len());
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    (start, text[start..end].trim_end_matches('\r'))
}

/// Returns the name before the equals sign; of a line without one, the first word.
fn key_of(line: &str) -> &str {
    let line = line.trim().trim_start_matches('\u{feff}');
    match line.split_once(['=', ':']) {
        Some((name, _)) => name.trim(),
        None => line.split_whitespace().next().unwrap_or(line),
    }
}

/// Puts spaces in place of all but line ends.
fn cover(text: &mut String, from: usize, to: usize) {
    let blank: String = text[from..to]
        .bytes()
        .map(|byte| {
            if byte == b'\n' || byte == b'\r' {
                char::from(byte)
            } else {
                ' '
            }
        })
        .collect();
    text.replace_range(from..to, &blank);
}
