//! `fmt`: formatting twice is formatting once, and says what was said before.
//! The first line is the path, the rest is the file.

use duebook::pen;
use duebook::record::shape::File;
use duebook::text::Source;

use crate::{book, first_line, text};

pub(crate) fn fmt(data: &[u8]) {
    let (path, rest) = first_line(data);
    let (path, text) = (text(path), text(rest));
    let Some(keys) = File::at(&path).map(File::keys) else {
        return;
    };
    let source = Source::new(&path, text.as_str());
    let gathered = book::with(&path, &text);
    let mended = pen::rewritten(&gathered.findings, &source);
    for text in [&text, &mended] {
        let Some(once) = pen::canonical(keys, text) else {
            continue;
        };
        assert_eq!(
            pen::canonical(keys, &once).as_deref(),
            Some(&*once),
            "formatting {text:?} again"
        );
        let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
        if let Some(facts) = pen::facts(keys, bare) {
            assert_eq!(pen::facts(keys, &once), Some(facts), "{once}");
        }
        assert_eq!(comments(&once), comments(bare), "comments of {text:?} in {once:?}");
    }
}

/// How many comments a text has, as far as lines tell: those that a text between
/// three quotes may hold are counted in both.
fn comments(text: &str) -> usize {
    text.lines().filter(|line| line.trim_start().starts_with('#')).count()
}
