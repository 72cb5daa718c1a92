//! A quick look through a sheet of an `.xlsx` before it is read: how large it
//! really is, which rows are hidden, which blocks are merged.
//!
//! The reader of cells tells neither. The sheet is unpacked in pieces and only
//! the rare tags are looked at, so a hundred thousand rows take a moment.

use std::collections::BTreeMap;
use std::io::Read;

use memchr::memmem;
use zip::ZipArchive;

use super::super::grid::Merge;
use super::{LARGEST_UNPACKED, Unreadable};

/// What the look found.
#[derive(Debug, Default)]
pub(super) struct Look {
    pub(super) hidden_rows: Vec<u32>,
    pub(super) merges: Vec<Merge>,
}

/// Merged blocks beyond this number are ornament.
const MOST_MERGES: usize = 200_000;

/// Looks through a part, taking what it unpacks to from `left`.
///
/// # Errors
///
/// Where it unpacks to more than is left, or not at all.
pub(super) fn look(mut part: impl Read, left: &mut u64) -> Result<Look, Unreadable> {
    let mut look = Look::default();
    let mut piece = vec![0_u8; 1024 * 1024];
    let mut kept = 0;
    loop {
        let read = part
            .read(&mut piece[kept..])
            .map_err(|error| Unreadable::broken(&error.to_string()))?;
        let Some(rest) = left.checked_sub(read as u64) else {
            return Err(Unreadable::too_large(
                "คลายออกแล้วเกิน 512 เมบิไบต์",
                "it unpacks to more than 512 MiB",
            ));
        };
        *left = rest;
        let end = kept + read;
        // Only whole tags are looked at; the last, perhaps cut, waits.
        let whole = memchr::memrchr(b'<', &piece[..end]).unwrap_or(end);
        let stop = if read == 0 { end } else { whole };
        tags(&piece[..stop], &mut look);
        if read == 0 {
            return Ok(look);
        }
        piece.copy_within(stop..end, 0);
        kept = end - stop;
        // A tag or text as long as the whole piece holds nothing of interest.
        if kept == piece.len() {
            kept = 0;
        }
    }
}

fn tags(piece: &[u8], look: &mut Look) {
    for at in memmem::find_iter(piece, b" hidden=\"") {
        if let Some(tag) = tag_around(piece, at)
            && name(tag) == "row"
            && matches!(attribute(tag, "hidden"), Some("1" | "true"))
            && let Some(row) = attribute(tag, "r").and_then(|row| row.parse::<u32>().ok())
        {
            look.hidden_rows.push(row.saturating_sub(1));
        }
    }
    for at in memmem::find_iter(piece, b"mergeCell ") {
        if let Some(tag) = tag_around(piece, at)
            && name(tag) == "mergeCell"
            && let Some(merge) = attribute(tag, "ref").and_then(block)
            && look.merges.len() < MOST_MERGES
        {
            look.merges.push(merge);
        }
    }
}

fn tag_around(piece: &[u8], at: usize) -> Option<&str> {
    let start = memchr::memrchr(b'<', &piece[..at])?;
    let end = at + memchr::memchr(b'>', &piece[at..])?;
    std::str::from_utf8(&piece[start..end]).ok()
}

/// The name of a tag without its prefix: some programs write `<x:row`.
fn name(tag: &str) -> &str {
    let name = tag
        .trim_start_matches('<')
        .split([' ', '/', '\n', '\r', '\t'])
        .next()
        .unwrap_or_default();
    name.rsplit(':').next().unwrap_or(name)
}

fn attribute<'t>(tag: &'t str, key: &str) -> Option<&'t str> {
    let start = tag.find(&format!(" {key}=\""))? + key.len() + 3;
    tag[start..].split('"').next()
}

/// Reads `A1:C4`.
fn block(text: &str) -> Option<Merge> {
    let (first, last) = text.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
    Some(Merge {
        rows: (top.min(bottom), top.max(bottom)),
        columns: (left.min(right), left.max(right)),
    })
}

/// Reads an address, `B7`, into row and column from 0.
fn place(text: &str) -> Option<(u32, u16)> {
    let text = text.replace('$', "");
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = text.split_at(digits);
    let mut column: u32 = 0;
    for letter in letters.bytes() {
        column = column
            .checked_mul(26)?
            .checked_add(u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?) + 1)?;
    }
    let row: u32 = number.parse().ok()?;
    Some((row.checked_sub(1)?, u16::try_from(column.checked_sub(1)?).ok()?))
}

/// Finds which part of the archive holds which sheet: `workbook.xml` names the
/// sheets, its relations the parts.
pub(super) fn parts<R: Read + std::io::Seek>(zip: &mut ZipArchive<R>) -> BTreeMap<String, String> {
    let names: Vec<String> = zip.file_names().flatten().map(std::borrow::Cow::into_owned).collect();
    let Some(workbook) = names.iter().find(|name| name.ends_with("workbook.xml")) else {
        return BTreeMap::new();
    };
    let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", workbook));
    let relations = format!("{folder}/_rels/{file}.rels");
    let (book, relations) = (text(zip, workbook), text(zip, relations.trim_start_matches('/')));
    let (Ok(book), Ok(relations)) = (
        roxmltree::Document::parse(&book),
        roxmltree::Document::parse(&relations),
    ) else {
        return BTreeMap::new();
    };
    let targets: BTreeMap<&str, &str> = relations
        .descendants()
        .filter_map(|node| Some((node.attribute("Id")?, node.attribute("Target")?)))
        .collect();
    let sheets = book.descendants().filter(|node| node.tag_name().name() == "sheet");
    sheets
        .filter_map(|sheet| {
            let id = sheet.attributes().find(|one| one.name() == "id")?.value();
            let target = targets.get(id)?;
            let path = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None if folder.is_empty() => (*target).to_owned(),
                None => format!("{folder}/{target}"),
            };
            Some((sheet.attribute("name")?.to_owned(), path))
        })
        .collect()
}

/// A small part as text; empty where it is absent or no small one.
fn text<R: Read + std::io::Seek>(zip: &mut ZipArchive<R>, name: &str) -> String {
    let mut text = String::new();
    if let Ok(part) = zip.by_name(name) {
        let _ = part.take(LARGEST_UNPACKED / 64).read_to_string(&mut text);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_rows_and_blocks_are_seen_in_any_dress() {
        let sheet = r#"<x:sheetData><x:row r="3" spans="1:2" hidden="1"><x:c r="A3"/></x:row><row r="4" hidden="0"/><col min="1" hidden="1"/></x:sheetData><mergeCells><mergeCell ref="A1:$C$2"/><mergeCell ref="B2"/></mergeCells>"#;
        let mut left = 10_000;
        let found = look(sheet.as_bytes(), &mut left).expect("small");
        assert_eq!(found.hidden_rows, [2]);
        assert_eq!(
            found.merges,
            [Merge {
                rows: (0, 1),
                columns: (0, 2)
            }]
        );
        assert_eq!(left, 10_000 - sheet.len() as u64);
    }

    #[test]
    fn a_tag_that_two_pieces_share_is_seen_whole() {
        let mut sheet = "<c/>".repeat(262_143);
        sheet.push_str("<row r=\"9\" hidden=\"true\">");
        sheet.push_str(&"<c/>".repeat(300_000));
        let mut left = LARGEST_UNPACKED;
        assert_eq!(look(sheet.as_bytes(), &mut left).expect("fits").hidden_rows, [8]);
    }

    #[test]
    fn what_unpacks_to_too_much_stops_there() {
        let mut left = 1024 * 1024;
        let said = look(std::io::repeat(b' '), &mut left).expect_err("endless").words;
        assert!(said.en.contains("512 MiB"), "{}", said.en);
    }
}
