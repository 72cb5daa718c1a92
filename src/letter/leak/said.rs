//! What a text says: its addresses, its paths, and what is left of it without
//! the letter's own words.

use std::borrow::Cow;
use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem;

use crate::record::{RecordId, id};

/// Takes a calendar's long lines together again, so that no name hides in a fold.
pub(super) fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "").replace("\r\n\t", "")
}

/// Takes what the letter's own records say out of a text, so that a short name
/// of somebody else inside an own name or project is no alarm. One pass,
/// whatever the number of records: an office's list has hundreds.
pub(super) fn without(said: &str, mine: impl Iterator<Item = String>) -> Cow<'_, str> {
    let forms: BTreeSet<String> = mine
        .filter(|text| !text.is_empty())
        .flat_map(|text| [escaped(&text), text])
        .collect();
    // Longest first: a name may stand inside a project's.
    let finder = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(forms);
    let Some(finder) = finder.ok().filter(|finder| finder.is_match(said)) else {
        return Cow::Borrowed(said);
    };
    let mut rest = String::with_capacity(said.len());
    finder.replace_all_with(said, &mut rest, |_, _, rest| {
        rest.push(' ');
        true
    });
    Cow::Owned(rest)
}

/// A text as the HTML part writes it.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// The words of a text that may be a mail address, in small letters.
pub(super) fn addresses(said: &str) -> impl Iterator<Item = String> {
    let inside = |c: char| c.is_ascii_alphanumeric() || "@.!#$%&'*+-/=?^_`{|}~".contains(c);
    said.match_indices('@').filter_map(move |(at, _)| {
        let (head, tail) = said.split_at(at);
        let head = &head[head.trim_end_matches(inside).len()..];
        let tail = &tail[..tail.len() - tail.trim_start_matches(inside).len()];
        // A rule of a style begins like that: `@media`.
        (!head.is_empty()).then(|| format!("{head}{tail}").trim_matches('.').to_ascii_lowercase())
    })
}

/// The records whose paths a text holds; nothing for what only begins like one.
pub(super) fn paths(said: &str) -> impl Iterator<Item = Option<RecordId>> {
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let found = |start: &'static str| memmem::find_iter(said.as_bytes(), start);
    found("/advance-")
        .chain(found("/guarantee-"))
        .map(move |at| said.split_at(at))
        .map(move |(head, tail)| {
            let head = &head[head.trim_end_matches(|c: char| inside(c) || c == '/').len()..];
            let mut folders = head.rsplitn(3, '/');
            let (year, agency) = (folders.next()?, folders.next()?);
            let name = tail[1..].split(|c: char| !inside(c)).next()?;
            id::parse(&format!("{agency}/{year}/{name}"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_is_read_as_one() {
        for (said, want) in [
            ("@media print", vec![]),
            ("<A.B@C.org>, x", vec!["a.b@c.org"]),
            ("เขียนถึงa@b.org.ขอบคุณ", vec!["a@b.org"]),
        ] {
            assert_eq!(addresses(said).collect::<Vec<_>>(), want, "{said}");
        }
    }
}
