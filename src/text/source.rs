//! A file's text, and places in it.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// One file of the book: its path from the book's root, with `/`, and its text.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path from the root, such as `records/secretariat/2566/advance-0012.toml`.
    pub path: Arc<str>,
    /// The whole text.
    pub text: String,
    /// Where each line starts, once somebody asked: a file may have as many
    /// findings as lines.
    lines: OnceLock<Vec<usize>>,
}

/// A stretch of bytes in a [`Source`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}

impl Span {
    /// Returns the span as byte positions, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns whether nothing stands here; the parser marks a value that it
    /// could not read, and has reported, in this way.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        // Sources are at most a mebibyte (world::disk), so positions fit.
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span {
            start: narrow(range.start),
            end: narrow(range.end),
        }
    }
}

/// A value and where it stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> std::ops::Deref for Placed<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl Source {
    /// Makes a source from a path and a text.
    #[must_use]
    pub fn new(path: &str, text: impl Into<String>) -> Source {
        Source {
            path: path.into(),
            text: text.into(),
            lines: OnceLock::new(),
        }
    }

    /// Returns the line and column of a byte, both from 1; columns count
    /// characters, as editors do.
    #[must_use]
    pub fn position(&self, byte: usize) -> (usize, usize) {
        let byte = self.boundary(byte);
        let line = self.line(byte);
        (line + 1, self.text[self.starts()[line]..byte].chars().count() + 1)
    }

    /// Returns the line that holds a byte, without its end, and its first byte.
    #[must_use]
    pub fn line_at(&self, byte: usize) -> (usize, &str) {
        let line = self.line(self.boundary(byte));
        let start = self.starts()[line];
        let rest = &self.text[start..];
        let end = rest.find('\n').unwrap_or(rest.len());
        (start, rest[..end].trim_end_matches('\r'))
    }

    /// The start of the character in which a byte lies.
    fn boundary(&self, byte: usize) -> usize {
        self.text.floor_char_boundary(byte)
    }

    /// The line in which a byte lies, from 0.
    fn line(&self, byte: usize) -> usize {
        self.starts().partition_point(|start| *start <= byte) - 1
    }

    /// Where each line starts; the first at 0.
    fn starts(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0).chain(ends.map(|end| end + 1)).collect()
        })
    }

    /// Returns the text of a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let source = Source::new("a.toml", "หมวด = 1\nชื่อ = \"x\"\n");
        assert_eq!(source.position(0), (1, 1));
        assert_eq!(source.position(source.text.find('=').expect("an equals sign")), (1, 6));
        assert_eq!(source.position(source.text.find('x').expect("an x")), (2, 9));
        assert_eq!(source.line_at(30).1, "ชื่อ = \"x\"");
    }
}
