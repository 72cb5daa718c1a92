//! Tables for a terminal: widths that are right under Thai marks.

use unicode_width::UnicodeWidthStr;

use crate::world::settings;

/// Returns a text padded on the right to a width in cells.
#[must_use]
pub(super) fn left(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Returns a text padded on the left to a width in cells.
#[must_use]
pub(super) fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

/// Returns a text cut to a width in cells, with `…` where something is missing.
/// Marks stay with their letter.
#[must_use]
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    for letter in text.chars() {
        let mut longer = out.clone();
        longer.push(letter);
        if longer.width() > width.saturating_sub(1) {
            break;
        }
        out = longer;
    }
    out.push('…');
    out
}

/// Returns the cells of a line of the terminal: as `COLUMNS` says, as the
/// terminal says, or what a wide window has where nobody knows.
#[must_use]
pub(super) fn terminal_width() -> usize {
    let said = settings::columns();
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    said.or_else(seen).filter(|width| *width > 40).unwrap_or(132)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thai_marks_take_no_cell() {
        assert_eq!(left("ที่", 3), "ที่  ");
        assert_eq!(right("กำ", 4), "  กำ");
        assert_eq!(cut("สำนักงานปกครอง", 6).width(), 6);
        assert_eq!(cut("สั้น", 6), "สั้น");
        assert_eq!("▲".width(), 1, "marks of a state are one cell wide");
    }
}
