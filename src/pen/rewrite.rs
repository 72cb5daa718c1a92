//! Putting in a text what findings say can alone be meant.

use crate::text::{Diagnostic, Source};

/// Puts what the findings of a file say can alone be meant in its place, from
/// the last to the first.
#[must_use]
pub fn rewritten(findings: &[Diagnostic], source: &Source) -> String {
    let mut edits: Vec<_> = findings
        .iter()
        .filter(|finding| finding.path == source.path)
        .filter_map(|finding| Some((finding.span.range(), finding.rewrite.as_deref()?)))
        .collect();
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut text = source.text.clone();
    let mut free = text.len();
    for (range, new) in edits {
        if range.end <= free {
            free = range.start;
            text.replace_range(range, new);
        }
    }
    text
}
